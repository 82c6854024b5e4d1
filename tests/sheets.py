"""Builds small sheets for tests, as they come out of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.sheets import Merge, Row, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.sheets import Cell


def sheet_of(
    rows: Iterable[Sequence[Cell]],
    *,
    name: str = "Sheet1",
    merges: Iterable[str] = (),
    hidden: bool = False,
    hidden_rows: Iterable[int] = (),
) -> Sheet:
    """Return a sheet whose first row is row 1; merges are written as Excel does, `B2:B4`."""
    numbered = [Row(number, list(cells)) for number, cells in enumerate(rows, start=1)]
    return Sheet(name, numbered, [_merge(one) for one in merges], hidden, frozenset(hidden_rows))


def table_of(text: str, **more: object) -> Sheet:
    """Return a sheet from lines of cells between `|`; whole numbers become numbers, empty cells None."""
    rows = [[_cell(cell.strip()) for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    return sheet_of(rows, **more)


def book_of(*sheets: Sheet) -> Workbook:
    return Workbook("底账.xlsx", sheets)


def _cell(text: str) -> Cell:
    if text.isascii() and text.isdigit():
        return int(text)
    return text or None


def _merge(reference: str) -> Merge:
    (first_column, first_row), (last_column, last_row) = map(_corner, reference.split(":"))
    return Merge(first_row, last_row, first_column, last_column)


def _corner(reference: str) -> tuple[int, int]:
    column = 0
    for char in reference.rstrip("0123456789"):
        column = column * 26 + ord(char) - ord("A") + 1
    return column - 1, int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
