"""The page of help, in both languages."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawn, Heading, Table
from songyu_cli.views.terminal import draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Language

_HELP = ("--help", Phrase("显示这一页", "Show this page"))


@dataclass(frozen=True)
class Page:
    """What help says of one command.

    `verbs` are (English name, Chinese name, line); `arguments`, `options` and `shared` are (how it is typed, line).
    """

    path: str
    about: Phrase
    arguments: Sequence[tuple[str, Phrase]]
    options: Sequence[tuple[str, Phrase]]
    shared: Sequence[tuple[str, Phrase]]
    verbs: Sequence[tuple[str, str, Phrase]] = ()
    stands_alone: bool = True  # whether it does something without one of its verbs


def help_page(page: Page, language: Language) -> str:
    """Return the page for one command: usage, what it does, its commands, its arguments and options."""
    verb = Phrase("[命令]", "[COMMAND]") if page.stands_alone else Phrase("命令", "COMMAND")
    usage = Phrase("用法：{path} {words}[选项]", "Usage: {path} {words}[OPTIONS]").format(
        path=page.path,
        words=Phrase(f"{verb.zh} ", f"{verb.en} ") if page.verbs else "".join(f"{name} " for name, _ in page.arguments),
    )
    things: list[Drawn] = [usage, verbatim(""), _one_line(page.about)]
    parts = (
        (Phrase("命令", "Commands"), [(name, chinese, _label(line)) for name, chinese, line in page.verbs]),
        (Phrase("参数", "Arguments"), page.arguments),
        (Phrase("选项", "Options"), page.options),
        (Phrase("通用选项（写在哪里都行）", "Options of every command, anywhere on the line"), [*page.shared, _HELP]),
    )
    for heading, rows in parts:
        if rows:
            things += [Heading(heading), _columns(rows)]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    return draw(things, language, width=width, colour=False, ascii_only=False)


def _one_line(text: Phrase) -> Phrase:
    return Phrase(" ".join(text.zh.split()), " ".join(text.en.split()))


def _label(text: Phrase) -> Phrase:
    """Return a sentence as a list shows it, without its full stop."""
    return Phrase(_one_line(text).zh.rstrip("。"), _one_line(text).en.rstrip("."))


def _columns(rows: Sequence[tuple[str | Phrase, ...]]) -> Table:
    def column(place: int, last: int) -> Column:
        return Column(verbatim(""), lambda row: row[place], keep=place < last)

    return Table([column(place, len(rows[0]) - 1) for place in range(len(rows[0]))], rows)
