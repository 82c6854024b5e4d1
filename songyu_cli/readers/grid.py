"""The library's cells, put back into the rows and columns where Excel shows them."""

from __future__ import annotations

import math
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.sheets import Broken, Cell, Merge, Row, Sheet
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.sheet_facts import MAX_CELLS
from songyu_cli.readers.unreadable import BrokenFile, PasswordProtected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from songyu_cli.readers.sheet_facts import SheetFacts

EXACT = 10**15  # a double holds 15 digits; a longer number stays a float, so that it can be told as damaged

RawCell = int | float | str | bool | time | date | datetime | timedelta

UNREADABLE = Phrase("工作表读不出来", "its sheets cannot be read")
DISAGREES = Phrase("工作表的目录前后不一", "its list of sheets does not agree with itself")


class _Loaded(NamedTuple):
    name: str
    hidden: bool
    start: tuple[int, int]
    rows: list[list[RawCell]]
    merges: list[Merge]


def read_grid(workbook: bytes, facts: Sequence[SheetFacts], file: str) -> list[Sheet]:
    """Return the sheets of a workbook that has been looked through; chart sheets are left out.

    Every sheet starts at row 1 and column A, whatever is blank there. Raises BrokenFile, PasswordProtected.
    """
    with _library_faults(file):
        loaded = list(_load(workbook))
    if len(loaded) != len(facts):
        raise BrokenFile(file=file, reason=DISAGREES)
    return [_sheet(sheet, known) for sheet, known in zip(loaded, facts, strict=True) if sheet]


@contextmanager
def _library_faults(file: str) -> Iterator[None]:
    from python_calamine import PasswordError  # noqa: PLC0415  only a command that reads a workbook pays for it

    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except PasswordError as fault:
        raise PasswordProtected(file=file) from fault
    except BaseException as fault:  # a panic inside the library derives from BaseException alone
        raise BrokenFile(file=file, reason=UNREADABLE) from fault


def _load(workbook: bytes) -> Iterator[_Loaded | None]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  as above

    with CalamineWorkbook.from_filelike(BytesIO(workbook)) as opened:
        for index, about in enumerate(opened.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                yield None
                continue
            sheet = opened.get_sheet_by_index(index)
            yield _Loaded(
                name=about.name,
                hidden=about.visible != SheetVisibleEnum.Visible,
                start=sheet.start or (0, 0),
                rows=sheet.to_python(),
                merges=[
                    Merge(top + 1, bottom + 1, left, right)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                ],
            )


def _sheet(loaded: _Loaded, facts: SheetFacts) -> Sheet:
    top, left = loaded.start
    height = max([top + len(loaded.rows), *(row for row, _ in facts.broken)]) if loaded.rows or facts.broken else 0
    width = max([left + max(map(len, loaded.rows), default=0), *(column + 1 for _, column in facts.broken)])
    before = [None] * left
    grid: list[list[Cell]] = [[None] * width for _ in range(top)]
    for raw in loaded.rows:
        cells = [
            (cell or None)
            if type(cell) is str
            else int(cell)
            if type(cell) is float and -EXACT < cell < EXACT and cell.is_integer()
            else _cell(cell)
            for cell in raw
        ]
        grid.append([*before, *cells, *[None] * (width - left - len(cells))])
    grid += [[None] * width for _ in range(height - len(grid))]
    for (row, column), how in facts.broken.items():
        grid[row - 1][column] = how
    return Sheet(
        name=loaded.name,
        rows=[Row(number, cells) for number, cells in enumerate(grid, start=1)],
        merges=clipped(loaded.merges, height, width, facts.file),
        hidden=loaded.hidden,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row <= height),
        epoch_1904=facts.epoch_1904,
    )


def _cell(raw: RawCell) -> Cell:
    """Return a cell of ours: whole numbers as int, times of day and durations as text, blanks as None."""
    match raw:
        case float():
            return number(raw)
        case time():
            return raw.isoformat()
        case timedelta():
            return str(raw)
        case _:
            return None if raw == "" else raw


def number(value: float) -> Cell:
    """Return a whole number of up to 15 digits as int, a fraction or a longer number as float."""
    if not math.isfinite(value):
        return Broken.ERROR
    return int(value) if value.is_integer() and abs(value) < EXACT else value


def clipped(merges: Sequence[Merge], height: int, width: int, file: str) -> list[Merge]:
    """Return the merges that touch the table, without what sticks out of it. Raises BrokenFile for absurd ones."""
    inside = [
        Merge(merge.first_row, min(merge.last_row, height), merge.first_column, min(merge.last_column, width - 1))
        for merge in merges
        if merge.first_row <= merge.last_row and merge.first_column <= merge.last_column
        if merge.first_row <= height and merge.first_column < width
    ]
    total = sum((m.last_row - m.first_row + 1) * (m.last_column - m.first_column + 1) for m in inside)
    if total > MAX_CELLS:  # merges never overlap in a workbook that Excel wrote
        raise BrokenFile(file=file, reason=UNREADABLE)
    return inside
