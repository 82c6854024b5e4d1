"""What leaves a ledger as a file: what such a file is called, and why one is refused."""

from __future__ import annotations

from songyu_cli.domain.errors import FileRefused, UsageRefused
from songyu_cli.domain.lists import LISTS
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase

LEDGER = "ledger"
EXPORTS = Choices(
    LISTS.name, Choice(LEDGER, Phrase("全部", "ledger"), ("账本", "整个账本", "全部账本", "all", "whole")), *LISTS
)
"""What `songyu export` writes: the whole ledger, or one of its lists."""
NAMES = {LEDGER: Phrase("整个账本", "whole ledger")} | {one.key: one.phrase for one in LISTS}


class FileExists(FileRefused):
    """A file of the name that an export gives stands there already, and nobody named it."""

    sentence = Phrase("{path} 已经有了，不会覆盖。", "{path} is there already and is not written over.")
    hint = Phrase("换个名字：--out 文件；要覆盖就加 --yes。", "Name another one: --out FILE; to write over it: --yes.")


class FormatNotForList(UsageRefused):
    """A list is a spreadsheet, the whole ledger is not."""

    sentence = Phrase("{list}不能写成 {given}。", "The {list} cannot be written as {given}.")
    hint = Phrase("{instead}", "{instead}")


class OptionNotForList(UsageRefused):
    """An option that narrows down another list."""

    sentence = Phrase("{list}没有 {option}。", "{option} does not go with the {list}.")
    hint = Phrase("去掉它；{option} 用于：{lists}。", "Leave it out; {option} is for: {lists}.")


class NoTemplate(UsageRefused):
    """A list that is not filled in by hand and imported."""

    sentence = Phrase("{list}没有模板。", "There is no template of the {list}.")
    hint = Phrase("{instead}", "{instead}")
