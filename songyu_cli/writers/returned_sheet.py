"""Bad rows as a workbook or a csv: the user's own columns, what is wrong with each row, and where it stood."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.tables.our_columns import ROW
from songyu_cli.writers import widths
from songyu_cli.writers.csv_text import delimited
from songyu_cli.writers.files import write_text as write_file
from songyu_cli.writers.paper import DAY, Paper, set_up, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.returned_rows import ReturnedSheet
    from songyu_cli.domain.wording import Language

_NARROWEST, _WIDEST, _PROBLEM = 8, 32, 56  # half-width letters of a column
_FAULTY = "#FFC7CE"
_MINUTE = "yyyy-mm-dd hh:mm"
_TEXT_FORM = 255  # characters; longer ones are not always shown in cells that are set to text


def write_returned(path: Path, sheets: Sequence[ReturnedSheet], language: Language) -> None:
    """Write bad rows, whole or not at all: a sheet for each, or the only one as csv. Raises FileNotWritable."""
    if path.suffix.lower() == ".csv":
        write_file(path, delimited(_lines(sheets[0], language), guarded=True), encoding="utf-8-sig")
        return
    paper = Paper()
    for sheet in sheets:
        _draw(paper, sheet, language)
    paper.save(path)


def _titles(sheet: ReturnedSheet, language: Language) -> list[str]:
    return [sheet.problem.within(language), ROW.within(language)]


def _lines(sheet: ReturnedSheet, language: Language) -> Iterator[Sequence[str | int | None]]:
    yield from ([_text(cell) for cell in row] for row in sheet.above)
    yield from ([*level, *_titles(sheet, language)] for level in sheet.header)
    for row in sheet.rows:
        yield [*map(_text, row.cells), row.problem.within(language), row.row]


def _text(cell: Cell) -> str | int | None:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
    return cell if cell is None or isinstance(cell, int) else str(cell)


def _draw(paper: Paper, sheet: ReturnedSheet, language: Language) -> None:
    page = paper.book.add_worksheet(sheet.name)
    for number, cells in enumerate(sheet.above):
        for place, cell in enumerate(cells):
            _write(paper, page, (number, place), cell, {"bold": True})
    top = len(sheet.above)
    last = top + len(sheet.header) - 1
    columns = len(sheet.header[0])
    for number, level in enumerate(sheet.header, start=top):
        for place, text in enumerate([*level, *_titles(sheet, language)]):
            write_text(page, number, place, text, paper.header_form())
    wide = [_width(sheet, place) for place in range(columns)]
    for place, letters in enumerate([*wide, _PROBLEM, _NARROWEST]):
        page.set_column(place, place, letters)
    for number, row in enumerate(sheet.rows, start=last + 1):
        for place, cell in enumerate(row.cells):
            shade = {"bg_color": _FAULTY} if place in row.faulty else {}
            _write(paper, page, (number, place), cell, {"border": 1, "valign": "top", "text_wrap": True, **shade})
        said = row.problem.within(language)
        looks = {"border": 1, "valign": "top", "text_wrap": True}
        write_text(page, number, columns, said, paper.form(font_color="#C00000", **looks))
        page.write_number(number, columns + 1, row.row, paper.form(**looks))
        texts = [(str(_text(cell) or ""), width) for cell, width in zip(row.cells, wide, strict=True)]
        lines = max(widths.lines_of(text, width) for text, width in [*texts, (said, _PROBLEM)])
        page.set_row(number, widths.row_height(lines))
    page.freeze_panes(last + 1, 0)
    page.repeat_rows(last)
    set_up(page, last + len(sheet.rows), columns + 1, language, landscape=True)


def _width(sheet: ReturnedSheet, place: int) -> int:
    texts = [level[place] for level in sheet.header] + [str(_text(row.cells[place]) or "") for row in sheet.rows]
    return min(max(_NARROWEST, *(widths.column_width(widths.widest_line(text)) for text in texts)), _WIDEST)


def _write(paper: Paper, page: Any, at: tuple[int, int], cell: Cell, looks: dict[str, object]) -> None:
    """Write a cell as what it is: a number, a day, a text that stays one, or nothing in its colour."""
    if cell is None:
        page.write_blank(*at, None, paper.form(**looks))
    elif isinstance(cell, date):
        timed = isinstance(cell, datetime) and (cell.hour or cell.minute)
        page.write_datetime(*at, cell, paper.form(num_format=_MINUTE if timed else DAY, **looks))
    elif isinstance(cell, (int, float)):
        page.write_number(*at, cell, paper.form(**looks))
    elif isinstance(cell, str):
        stays = {} if len(cell) > _TEXT_FORM else {"num_format": "@"}
        write_text(page, *at, cell, paper.form(**stays, **looks))
