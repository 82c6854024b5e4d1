"""A user's own bad rows, as they go back to be mended and imported: under their headers, with what is wrong beside.

What is about persons stays out, everything else is masked; what stood elsewhere and counted for the rows (a building
that was written once, the date in the titles) stands with them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.masking import mask
from songyu_cli.domain.sheets import Broken, Row
from songyu_cli.domain.tables.cells import dated, is_ditto, is_filled, since_1900, written
from songyu_cli.domain.tables.columns import Fault
from songyu_cli.domain.tables.header_texts import header_texts
from songyu_cli.domain.tables.our_columns import problem_title
from songyu_cli.domain.tables.private_headers import about_persons
from songyu_cli.domain.tables.titles import telling, titled
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.domain.tables.sheet_readings import Origin, Reading
    from songyu_cli.domain.tables.strips import Strip

_LONG_NUMBER = 1_000_000  # what might be a telephone number and was written as a number
_FAULT = Phrase("{at}{why}{hint}", "{at}{why}{hint}")
_AT = Phrase("{column}：", "{column}: ")
_HINT = Phrase("{hint}", " {hint}")


class ReturnedRow(NamedTuple):
    """A bad row: its cells, the places among them of those at fault, what is wrong, and where it stood."""

    cells: list[Cell]
    faulty: set[int]
    problem: Phrase
    row: int


class ReturnedSheet(NamedTuple):
    """The bad rows of a sheet; `above` are titles that count for them, `header` is one row, or two of two levels."""

    name: str
    above: list[list[Cell]]
    header: list[list[str]]
    problem: Phrase
    rows: list[ReturnedRow]


def returned_sheets(
    reading: Reading[Any], errors: Sequence[RowError], name: Callable[[str], str]
) -> list[ReturnedSheet]:
    """Return the rows that have faults, sheet by sheet; `name` makes a sheet's name fit for the file."""
    found = []
    for sheet in reading.sheets:
        mine: dict[int, list[RowError]] = {}
        for error in errors:
            if error.sheet == sheet.sheet:
                mine.setdefault(error.row, []).append(error)
        if mine and sheet.origin:
            found.append(_returned(sheet.origin, mine, name(sheet.sheet), {c.field for c in reading.kind.columns}))
    return found


def _returned(origin: Origin, errors: dict[int, list[RowError]], name: str, fields: set[str]) -> ReturnedSheet:
    header = origin.header
    shown = [one for one in header.headings if not one.private]
    strips = {strip.heading.index: strip for strip in origin.body.strips}
    below = {number: i for i, number in enumerate(origin.body.numbers)}
    texts = header_texts(origin.sheet, header.first, header.last)
    levels = [[mask(texts[one.index][level]).text for one in shown] for level in (0, 1)]
    named = {one.named: mask(one.text).text for one in shown}
    carried = {index: _carried(origin, strip) for index, strip in strips.items() if strip.column.fill_down}
    rows = []
    for number, faults in sorted(errors.items()):
        i = below[number]
        cells = origin.sheet.rows[header.last + 1 + i].cells
        raw = {one.index: cells[one.index] if one.index < len(cells) else None for one in shown}
        if i not in origin.body.skipped:  # an example row stands for itself
            raw |= {index: column[i] for index, column in carried.items()}
        made = [_cell(origin, strips.get(one.index), raw[one.index]) for one in shown]
        shared = {error.column for error in faults if error.kind == "shared_count"}
        # Else a row that nobody mended would take the whole number, or count as unknown.
        made = [f"{cell or ''}?" if one.named in shared else cell for one, cell in zip(shown, made, strict=True)]
        blamed = {error.column for error in faults}
        faulty = {place for place, one in enumerate(shown) if one.named in blamed}
        rows.append(ReturnedRow(made, faulty, _problem(faults, named), number))
    return ReturnedSheet(
        name,
        _above(origin, name, fields),
        levels if header.last > header.first else levels[1:],
        problem_title([one.text for one in header.headings]),
        rows,
    )


def _problem(errors: Sequence[RowError], headers: dict[str, str]) -> Phrase:
    """Say all that is wrong with a row, a line each, under the names of its columns: their letters change."""
    lines = []
    for error in errors:
        header = headers.get(error.column or "")
        at = _AT.format(column=header) if header else Phrase("", "")
        hint = _HINT.format(hint=error.hint) if error.hint else Phrase("", "")
        lines.append(_FAULT.format(at=at, why=error.why, hint=hint))
    return Phrase("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _carried(origin: Origin, strip: Strip) -> list[Cell]:
    """Return what each cell of a column stands for, where blanks and dittos repeat what is written above them."""
    last: Cell = None
    found = []
    for i, cell in enumerate(strip.raw):
        if i not in origin.body.skipped and is_filled(cell) and not is_ditto(cell):
            last = cell
        value = strip.values[i]
        lost = isinstance(value, Fault) and value.kind == "nothing_above"  # 同上 would repeat another row here
        found.append(Broken.ERROR if lost else cell if value is None else last)
    return found


def _cell(origin: Origin, strip: Strip | None, cell: Cell) -> Cell:
    shifted = strip and strip.column.parse is dated and origin.sheet.epoch_1904
    return _masked(since_1900(cell) if shifted else cell)


def _masked(cell: Cell) -> Cell:
    """Return a cell as it may stand in a file of ours; a failed formula stays one, which no blank would."""
    if isinstance(cell, Broken):
        return "#REF!"
    if cell is None or isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)) and abs(cell) < _LONG_NUMBER:
        return cell
    text = written(cell)
    masked = mask(text).text
    return masked if isinstance(cell, str) or masked != text else cell


def _above(origin: Origin, name: str, fields: set[str]) -> list[list[Cell]]:
    """Return the titles that say something of the rows, so that reading them below this name gives the same."""
    sheet, sight = origin.sheet, origin.sight
    found = []
    for row in sheet.rows[: origin.header.first]:
        cells = [since_1900(cell) if sheet.epoch_1904 else cell for cell in row.cells]
        kept = [_masked(c) for c in telling(cells) if not (isinstance(c, str) and about_persons(re.sub(r"\s", "", c)))]
        if kept:
            found.append(kept)
    wanted = replace(sight, stated=sight.on or sight.stated, batch=sight.batch if "batch" in fields else None)
    read, _ = titled(name, [Row(0, cells) for cells in found], replace(sight, on=None, batch=None))
    said: list[list[Cell]] = []
    if wanted.stated and wanted.stated != read.stated:
        said.append([f"截至{wanted.stated}"])
    if wanted.batch and wanted.batch != read.batch:
        said.append([f"第{wanted.batch}批"])
    if wanted.source and wanted.source != read.source:
        said.append([f"数据来源：{wanted.source}"])
    return said + found
