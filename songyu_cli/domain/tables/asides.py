"""The rows of a table that are no records: total rows, footnotes, a header printed again on the next page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from songyu_cli.domain.tables.cells import is_filled
from songyu_cli.domain.tables.totals import TOTAL, total_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.domain.sheets import Cell, Sheet
    from songyu_cli.domain.tables.headers import Header
    from songyu_cli.domain.tables.strips import Strip

_NOTE = re.compile(
    r"\s*[(（【※*]?\s*(?:(?:备\s*注|附\s*注|注\s*意?|说\s*明|填[报表制]\s*[人单位说明日期时间]*|制表\s*[人单位日期]*|审[核批]\s*人?|复核\s*人?"
    r"|经办\s*人?|负责\s*人|联系\s*[人电话]+|日\s*期|盖\s*章|notes?)\s*(?:[（(][^）)]{0,8}[）)])?\s*\d{0,2}\s*[:：.．、]|(?:制表|填报|填表)人|以\s*下\s*空\s*白)",
    re.IGNORECASE,
)
_NOTE_GOES_ON = re.compile(r"\s*[(（]?\d{1,2}\s*[)）.．、]\s*[^\d\s]")


def column_of(cells: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    """Return one column; rows may be shorter than it is far to the right."""
    return [row[index] if len(row) > index else None for row in cells]


def repeated_headers(sheet: Sheet, header: Header, strips: Sequence[Strip]) -> Iterator[int]:
    """Yield the rows that hold nothing but header texts: a header printed again on each page."""
    hits: Counter[int] = Counter()
    for strip in strips:
        above = {_cell(row.cells, strip.heading.index) for row in sheet.rows[header.first : header.last + 1]}
        texts = {text for text in above if isinstance(text, str)}
        if not texts.isdisjoint(strip.raw):
            hits.update(i for i, cell in enumerate(strip.raw) if cell in texts)
    for i, count in hits.items():
        if count == sum(strip.values[i] is not None for strip in strips):
            yield i


def labelled_rows(cells: Sequence[Sequence[Cell]], header: Header) -> tuple[dict[int, re.Match[str]], set[int]]:
    """Return the total rows with their labels, and the footnotes.

    A total's label has nothing of the row's own before it, a footnote is all text; both stand left of the sums.
    """
    summed = [index for index, column in header.columns.items() if column.summed]
    width = max(min(summed, default=max(header.columns) + 1), 2)
    own = [index for index, column in header.columns.items() if not column.fill_down]
    totals: dict[int, re.Match[str]] = {}
    notes: set[int] = set()
    for index in range(width):
        column = column_of(cells, index)
        found = dict(_labels(column))
        if not found:
            continue
        for i, text in enumerate(column):
            label = found.get(text) if isinstance(text, str) else None
            if label and label.re is TOTAL and not any(is_filled(_cell(cells[i], j)) for j in own if j < index):
                totals.setdefault(i, label)
            elif label and label.re is _NOTE and _all_text(cells[i], index):
                notes.add(i)
    if notes:  # what stands below the first one may go on with it
        notes |= {i for i in range(min(notes), len(cells)) if _goes_on(cells[i])}
    return {i: label for i, label in sorted(totals.items()) if i not in notes}, notes


def _labels(column: Iterable[Cell]) -> Iterator[tuple[str, re.Match[str]]]:
    for text in {cell for cell in column if isinstance(cell, str)}:
        note = _NOTE.match(text)
        total = None if note else total_label(text)
        if label := note or total:
            yield text, label


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _all_text(cells: Sequence[Cell], index: int) -> bool:
    """Tell whether nothing stands before a cell, and no number after it."""
    return not any(map(is_filled, cells[:index])) and not any(isinstance(c, (int, float)) for c in cells[index + 1 :])


def _goes_on(cells: Sequence[Cell]) -> bool:
    """Tell the second line of a footnote, `2.…`, which is all that its row holds."""
    filled = [cell for cell in cells if is_filled(cell)]
    return len(filled) == 1 and isinstance(filled[0], str) and bool(_NOTE_GOES_ON.match(filled[0]))
