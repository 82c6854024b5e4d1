"""Draws phrases, tables and bars with rich. User text enters only cleaned and as Text, so that no markup works."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Aside, Bar, Drawing, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Language

_BAR_CELLS = 16
_NARROW_BAR_CELLS = 10
_WIDE = 100  # columns from which bars are drawn at full length
_UNBOUNDED = 400  # a pipe has no width: nothing is cut or folded there


def draw(
    things: Sequence[Drawing], language: Language, *, width: int | None, colour: bool, ascii_only: bool
) -> str:
    """Return everything as one text for a terminal of `width` columns, or for a pipe when there is no width."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width or _UNBOUNDED,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},
    )
    artist = _Artist(language, colour=colour, ascii_only=ascii_only, bar=_BAR_CELLS if (width or _UNBOUNDED) >= _WIDE else _NARROW_BAR_CELLS)
    for thing in things:
        console.print(artist.table(thing) if isinstance(thing, Table) else artist.line(thing), soft_wrap=width is None)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


class _Artist:
    """Draws for one console."""

    def __init__(self, language: Language, *, colour: bool, ascii_only: bool, bar: int) -> None:
        self.language = language
        self.colour = colour
        self.ascii_only = ascii_only
        self.bar = bar

    def line(self, thing: Drawing) -> Text:
        """Return a phrase, a heading or an aside as a line of its own."""
        if isinstance(thing, Heading):
            return Text("\n" + self.text(thing.text), style="bold")
        if isinstance(thing, Aside):
            return Text(self.text(thing.text), style="dim" if self.colour else "")
        return Text(self.text(thing if isinstance(thing, Phrase) else None))

    def table(self, table: Table) -> RichTable:
        """Return a table with light lines, numbers to the right, Chinese folded and never cut."""
        from rich import box  # noqa: PLC0415

        drawn = RichTable(
            box=box.ASCII2 if self.ascii_only else box.SIMPLE_HEAD,
            title=Text(self.text(table.title), style="bold") if table.title else None,
            title_justify="left",
            show_footer=bool(table.total),
            show_edge=False,
            pad_edge=False,
            header_style="bold",
            footer_style="bold",
        )
        for place, column in enumerate(table.columns):
            drawn.add_column(
                Text(self.text(column.heading)),
                footer=self.cell(table.total[place]) if table.total else "",
                justify="right" if column.number else "left",
                overflow="fold",
                no_wrap=column.number or column.keep,
            )
        for row in table.rows:
            drawn.add_row(*(self.cell(column.cell(row)) for column in table.columns))
        return drawn

    def cell(self, value: Phrase | Bar | str | int | None) -> Text:
        """Return one cell; an unknown value is a dash, never a nought."""
        if value is None:
            return Text("—", style="dim" if self.colour else "")
        if isinstance(value, Bar):
            return self.drawn_bar(value)
        return Text(self.text(value) if isinstance(value, Phrase) else clean(str(value)))

    def drawn_bar(self, bar: Bar) -> Text:
        """Return a bar whose cells are all one column wide: coloured cells, or [####....] without colour."""
        if bar.share is None:
            return Text("—")
        # A bar is full only when all is done, and empty only when nothing is.
        cells = min(self.bar - (bar.share < 1), max(int(bar.share > 0), round(min(bar.share, 1) * self.bar)))
        figure = f" {bar.share * 100:5.1f} %"
        if not self.colour:
            return Text("[" + "#" * cells + "." * (self.bar - cells) + "]" + figure)
        return Text.assemble((" " * cells, "on green"), (" " * (self.bar - cells), "on bright_black"), figure)

    def text(self, phrase: Phrase | None) -> str:
        """Return a phrase in this run's language, safe for a terminal."""
        return clean(phrase.within(self.language), lines=True) if phrase else ""


