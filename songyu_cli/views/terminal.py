"""Draws phrases, tables and bars with rich. User text enters only cleaned and as Text, so that no markup works."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.box import SIMPLE, Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Aside, Bar, Cell, Column, Drawn, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Language

_PIPE = 400  # columns for what is drawn into a pipe or a file, which have no width of their own
_BETWEEN = 2  # blank columns between two columns of a table
_BAR, _SHORTEST_BAR = 16, 4  # cells; with less room only the figure stands
_FIGURE = len("100.0 %")
_BAR_AND_FIGURE = len("[]") + len(" ") + _FIGURE
_WORD = 12  # a folding column is never narrower than its longest word, up to this many columns


def draw(things: Sequence[Drawn], language: Language, *, width: int | None, colour: bool, ascii_only: bool) -> str:
    """Return everything as one text for a terminal of `width` columns, or for a pipe when there is no width."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width or _PIPE,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )
    artist = _Artist(language, colour=colour, ascii_only=ascii_only, width=width or _PIPE)
    for place, thing in enumerate(things):
        if place and isinstance(thing, Heading):
            console.print()
        if isinstance(thing, Table):
            drawn = artist.table(thing)
            console.print(drawn, end="\n\n" if isinstance(drawn, Text) and place < len(things) - 1 else "\n")
        else:
            console.print(artist.line(thing), soft_wrap=width is None)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


class _Artist:
    """Draws for one console."""

    def __init__(self, language: Language, *, colour: bool, ascii_only: bool, width: int) -> None:
        self.language = language
        self.colour = colour
        self.ascii_only = ascii_only
        self.width = width

    def line(self, thing: Phrase | Heading | Aside) -> Text:
        """Return a phrase, a heading or an aside as a line of its own."""
        if isinstance(thing, Heading):
            return Text(self.text(thing.text), style="bold")
        if isinstance(thing, Aside):
            return Text(self.text(thing.text), style="dim" if self.colour else "")
        return Text(self.text(thing))

    def table(self, table: Table) -> RichTable | Text:
        """Return a table that fits the console with nothing cut: numbers to the right, long texts folded.

        Where the console is too narrow for its columns, each row becomes a few lines of heading and value.
        """
        headings = [self.text(column.heading) for column in table.columns]
        rows = [[column.cell(row) for column in table.columns] for row in table.rows]
        footed = [*rows, list(table.total)] if table.total else rows
        ranges = [
            self.range(column, heading, [row[place] for row in footed])
            for place, (column, heading) in enumerate(zip(table.columns, headings, strict=True))
        ]
        widths = _fitted(ranges, self.width - _BETWEEN * (len(ranges) - 1))
        if widths is None:
            return Text("\n\n".join("\n".join(map(self.field, headings, row)) for row in footed))
        drawn = RichTable(
            box=Box(str(SIMPLE).replace("─", "-"), ascii=True) if self.ascii_only else SIMPLE,
            show_header=any(headings),
            show_footer=bool(table.total),
            show_edge=False,
            pad_edge=False,
            collapse_padding=True,
            header_style="bold",
            footer_style="bold",
        )
        for place, column in enumerate(table.columns):
            drawn.add_column(
                Text(headings[place]),
                footer=self.cell(table.total[place], widths[place]) if table.total else "",
                justify="right" if column.number else "left",
                overflow="fold",
                width=widths[place],
            )
        for row in rows:
            drawn.add_row(*map(self.cell, row, widths))
        return drawn

    def range(self, column: Column, heading: str, cells: list[Cell]) -> tuple[int, int]:
        """Return the least width a column can do with, and the width that leaves it in one piece."""
        texts = [self.plain(cell, _BAR + _BAR_AND_FIGURE) for cell in cells]
        if any(isinstance(cell, Bar) for cell in cells):
            least = _FIGURE
        elif column.number or column.keep:
            least = max(map(cell_len, texts), default=0)
        else:
            least = min(_WORD, max((cell_len(word) for text in texts for word in text.split()), default=0))
        return max(least, *map(cell_len, heading.split()), 1), max(map(cell_len, (heading, *texts)))

    def field(self, heading: str, value: Cell) -> str:
        """Return a heading and a value as one line of a record."""
        line = Phrase("{heading}：{value}", "{heading}: {value}") if heading else verbatim("{value}")
        return self.text(line.format(heading=heading, value=self.plain(value, _FIGURE).strip()))

    def cell(self, value: Cell, width: int) -> Text:
        """Return one cell for a column of `width`."""
        plain = self.plain(value, width)
        if self.colour and isinstance(value, Bar) and plain.startswith("["):
            bar, figure = plain[1:].split("]")
            done, left = " " * bar.count("#"), " " * bar.count(".")
            return Text.assemble((done, "on green"), (left, "on bright_black"), f"  {figure}")
        return Text(plain, style="dim" if self.colour and value is None else "")

    def plain(self, value: Cell, width: int) -> str:
        """Return a cell without colour: an unknown value is a dash, never a nought, and a bar is [####....]."""
        if isinstance(value, Bar):
            return _bar(value.share, width - _BAR_AND_FIGURE)
        if isinstance(value, Phrase):
            return self.text(value)
        return "—" if value is None else clean(str(value))

    def text(self, phrase: Phrase) -> str:
        """Return a phrase in this run's language on one line, safe for a terminal."""
        return clean(phrase.within(self.language))


def _bar(share: float | None, length: int) -> str:
    """Return a bar of so many cells and its figure, or the figure alone where a bar would be too short."""
    if share is None:
        return "—"
    figure = f"{share * 100:5.1f} %"
    if length < _SHORTEST_BAR:
        return figure
    # A bar is full only when all is done, and empty only when nothing is.
    done = min(length - (share < 1), max(int(share > 0), round(min(share, 1) * length)))
    return f"[{'#' * done}{'.' * (length - done)}] {figure}"


def _fitted(ranges: Sequence[tuple[int, int]], room: int) -> list[int] | None:
    """Return the width of each column, or None where they do not fit without cutting something.

    The widest column that can give way does so first: texts fold, headings fold between words, bars shorten.
    """
    widths = [most for _, most in ranges]
    while sum(widths) > room:
        spare = [(width, place) for place, width in enumerate(widths) if width > ranges[place][0]]
        if not spare:
            return None
        width, place = max(spare)
        others = max((other for other, at in spare if at != place), default=0)
        widths[place] = max(ranges[place][0], min(others, width - 1), width - (sum(widths) - room))
    return widths
