"""The page of help, in both languages."""

from __future__ import annotations

import inspect
import shutil
import sys
from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawing, Heading, Table
from songyu_cli.views.terminal import draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Language


def help_page(
    *,
    path: str,
    usage: Sequence[str],
    about: Phrase,
    verbs: Sequence[tuple[str, str, Phrase]],
    parameters: Sequence[tuple[str, Phrase]],
    shared: Sequence[tuple[str, Phrase]],
    language: Language,
) -> str:
    """Return the page for one command: usage, what it does, its commands, its parameters, the options of all.

    `verbs` are (English name, Chinese name, line); `parameters` and `shared` are (how it is typed, line).
    """
    words = [path, *(["COMMAND"] if verbs else []), *usage]
    things: list[Drawing] = [
        Phrase("用法：{line}", "Usage: {line}").format(line=" ".join(words)),
        Phrase("", ""),
        Phrase(inspect.cleandoc(about.zh), inspect.cleandoc(about.en)),
    ]
    if verbs:
        rows = [(name, chinese, _first_line(line)) for name, chinese, line in verbs]
        things += [Heading(Phrase("命令", "Commands")), _columns(rows)]
    if parameters:
        things += [Heading(Phrase("参数", "Arguments and options")), _columns(parameters)]
    things += [Heading(Phrase("到处可用", "Everywhere")), _columns([*shared, _HELP])]
    tty = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if tty else 100
    return draw(things, language, width=width, colour=False, ascii_only=False)


_HELP = ("--help", Phrase("显示这一页", "Show this page"))


def _first_line(phrase: Phrase) -> Phrase:
    return Phrase(phrase.zh.partition("\n")[0], phrase.en.partition("\n")[0])


def _columns(rows: Sequence[tuple[str | Phrase, ...]]) -> Table:
    def column(place: int) -> Column:
        return Column(verbatim(""), lambda row: row[place], keep=place == 0)

    return Table([column(place) for place in range(len(rows[0]))], rows)
