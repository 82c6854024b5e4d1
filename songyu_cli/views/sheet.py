"""What a view draws, as the lines and tables of a spreadsheet's page: numbers stay numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Aside, Bar, Drawing, Heading, Table
from songyu_cli.writers.page_sheet import Cell, Grid, Line, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Language
    from songyu_cli.views import drawing


def parts(things: Sequence[Drawing], language: Language) -> list[Line | Grid]:
    """Return drawings as the parts of a page; the first line is its title."""
    found: list[Line | Grid] = []
    for thing in things:
        if isinstance(thing, Table):
            found.append(_grid(thing, language))
            continue
        voice = "heading" if isinstance(thing, Heading) else "aside" if isinstance(thing, Aside) else "text"
        phrase = thing if isinstance(thing, Phrase) else thing.text
        found.append(Line(clean(phrase.within(language)), voice if found else "title"))
    return found


def _grid(table: Table, language: Language) -> Grid:
    return Grid(
        [clean(column.heading.within(language)) for column in table.columns],
        [column.number for column in table.columns],
        [[_cell(column.cell(row), language) for column in table.columns] for row in table.rows],
        [_cell(cell, language) for cell in table.total],
    )


def _cell(cell: drawing.Cell, language: Language) -> Cell:
    if isinstance(cell, Bar):
        return None if cell.share is None else Share(cell.share)
    if isinstance(cell, Phrase):
        return clean(cell.within(language))
    return clean(cell) if isinstance(cell, str) else cell
