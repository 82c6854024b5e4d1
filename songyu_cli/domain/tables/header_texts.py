"""What is written over each column of a table whose header goes over one row or two."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from songyu_cli.domain.tables.columns import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.sheets import Cell, Merge, Sheet

_WIDEST = 256  # columns; no table of ours is wider
_PART = re.compile(
    r"(?:19|20)\d\d(?:年度?)?(?:\d{1,2}月)?[底末初]?|[上去今本前当]年|\d{1,2}月|[上下]半年|第?[一二三四1-4]季度|[男女]性?"
)


def header_texts(sheet: Sheet, first: int, last: int) -> list[tuple[str, str]]:
    """Return what stands over each column: in a two-level header's first row, spread out, and in its last."""
    children = [cell_text(cell) for cell in sheet.rows[last].cells[:_WIDEST]]
    parents = _spread(sheet, first, children) if last > first else []
    return list(zip_longest(parents, children, fillvalue=""))


def cell_text(cell: Cell) -> str:
    """Return the text of a header's cell on one line."""
    return "" if cell is None else " ".join(str(cell).split())


def _spread(sheet: Sheet, position: int, children: list[str]) -> list[str]:
    """Return the parent row with each text over all the columns that it covers."""
    row = sheet.rows[position]
    parents = [cell_text(cell) for cell in row.cells[:_WIDEST]]
    parents += [""] * (len(children) - len(parents))
    for index in range(1, len(children)):
        pair = children[index - 1 : index + 1]
        # A text file has lost its merges: a parent covers the children up to the next one, as it does two years.
        if not parents[index] and (all(map(is_part, pair)) if sheet.merges else all(pair)):
            parents[index] = parents[index - 1]
    for merge in _across(sheet.merges, row.number):
        for index in range(merge.first_column, min(merge.last_column + 1, len(parents))):
            parents[index] = parents[merge.first_column]
    return parents


def _across(merges: Sequence[Merge], number: int) -> list[Merge]:
    return [m for m in merges if m.first_row == number == m.last_row and m.first_column < m.last_column]


def is_part(text: str) -> bool:
    """Tell whether a text says which part of its heading's number stands below it: a year, a month, 男, 女."""
    return bool(_PART.fullmatch(fold(text)))


def in_parts(sheet: Sheet, position: int) -> bool:
    """Tell whether the next row divides one heading of a row into parts, so that the row alone is no header."""
    if position + 1 == len(sheet.rows) or not any(map(is_part, map(cell_text, sheet.rows[position + 1].cells))):
        return False
    pairs = pairwise(header_texts(sheet, position, position + 1))
    return any(one[0] and one[0] == two[0] and is_part(one[1]) and is_part(two[1]) for one, two in pairs)
