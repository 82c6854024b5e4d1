"""What a view draws, as the lines and tables of a spreadsheet's page: numbers stay numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Aside, Bar, Drawing, Drawn, Heading, Inside, Table
from songyu_cli.writers.page_sheet import Cell, Grid, Line, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from songyu_cli.domain.wording import Language
    from songyu_cli.views import drawing

OUTSIDE = Phrase(
    "要带出去的表格不写各单元65岁以上、80岁以上的人数；要看：--json，或 songyu export units --internal",
    "A sheet that may leave the office has no counts of 65+ or 80+ by stairwell; to see them: --json, "
    "or songyu export units --internal",
)


def parts(things: Sequence[Drawing], language: Language) -> list[Line | Grid]:
    """Return drawings as the parts of a page that leaves the office; the first line is its title.

    Counts of 65+ and 80+ by stairwell stay behind, and the last line says so.
    """
    found: list[Line | Grid] = []
    for thing in _leaving(things):
        if isinstance(thing, Table):
            found.append(_grid(thing, language))
            continue
        voice = "heading" if isinstance(thing, Heading) else "aside" if isinstance(thing, Aside) else "text"
        phrase = thing if isinstance(thing, Phrase) else thing.text
        found.append(Line(clean(phrase.within(language)), voice if found else "title"))
    return found


def _leaving(things: Sequence[Drawing]) -> Iterator[Drawn]:
    kept_back = False
    for thing in things:
        if isinstance(thing, Inside):
            kept_back = kept_back or thing.outside != thing.line
            if thing.outside:
                yield thing.outside
            continue
        if isinstance(thing, Table):
            kept_back = kept_back or any(column.internal or _says_less(column, thing.rows) for column in thing.columns)
        yield thing
    if kept_back:
        yield Aside(OUTSIDE)


def _says_less(column: drawing.Column, rows: Sequence[Any]) -> bool:
    return column.outside is not None and any(column.outside(row) != column.cell(row) for row in rows)


def _grid(table: Table, language: Language) -> Grid:
    shown = [(place, column) for place, column in enumerate(table.columns) if not column.internal]
    columns = [column for _, column in shown]
    return Grid(
        [clean(column.heading.within(language)) for column in columns],
        [column.number for column in columns],
        [[_shown(column, row, language) for column in columns] for row in table.rows],
        [_cell(table.total[place], language) for place, _ in shown] if table.total else [],
    )


def _shown(column: drawing.Column, row: Any, language: Language) -> Cell:
    cell = _cell((column.outside or column.cell)(row), language)
    return Date(cell) if column.keep and isinstance(cell, str) and _is_day(cell) else cell


def _is_day(text: str) -> bool:
    """Tell a day as it is stored; in other columns the same letters may be somebody's own words."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _cell(cell: drawing.Cell, language: Language) -> Cell:
    if isinstance(cell, Bar):
        return None if cell.share is None else Share(cell.share)
    if isinstance(cell, Phrase):
        return clean(cell.within(language))
    return clean(cell) if isinstance(cell, str) else cell
