"""The rows of a table that are no records: total rows, footnotes, a header printed again on the next page."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from songyu_cli.domain.tables.cells import is_filled
from songyu_cli.domain.tables.totals import TOTAL, total_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from songyu_cli.domain.sheets import Cell, Sheet
    from songyu_cli.domain.tables.headers import Header
    from songyu_cli.domain.tables.strips import Strip

_NOTE = re.compile(
    r"\s*[(（【※*]?\s*(?:(?:备\s*注|附\s*注|注\s*意?|说\s*明|填[报表制]\s*[人单位说明日期时间]*|制表\s*[人单位日期]*|审[核批]\s*人?|复核\s*人?"
    r"|经办\s*人?|(?:单位|社区)?负责\s*人|联系\s*[人电话]+|日\s*期|盖\s*章|网格[长员]|(?:社区)?书记|(?:社区)?主任"
    r"|(?:记录|统计|验收|核对|监督|报送)\s*人|notes?)\s*(?:[（(][^）)]{0,8}[）)])?\s*\d{0,2}\s*[:：.．、]|(?:制表|填报|填表)人|以\s*下\s*空\s*白"
    r"|[^\d\s:：]{0,12}(?:签\s*[字名章]|盖\s*章|公\s*章)\s*[)）]?\s*(?:[:：_＿]|$))",
    re.IGNORECASE,
)
_NOTE_GOES_ON = re.compile(r"\s*[(（]?\d{1,2}\s*[)）.．、]\s*[^\d\s]")
_UNIT = re.compile(r"\s*[(（【]?\s*(?:单\s*位\s*[:：]\s*)?(?:人|户|张|个|名|位|层|把|年月日?|年/月/日)\s*[)）】]?\s*")
_SIGNED = re.compile(r"\D{2,20}(?:街道|社区|委员会|居委会|办事处|支部|总支|党委|[工服][作务]站|服务中心|公司|物业)\s*")
_LAST = 6  # rows in which a sheet is signed
_SIGNED_ON = re.compile(r"\s*[12]\d{3}\s*[年.．/-]\s*\d{1,2}\s*[月.．/-](?:\s*\d{1,2}\s*日?)?\s*")


def column_of(cells: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    """Return one column; rows may be shorter than it is far to the right."""
    try:
        return list(map(itemgetter(index), cells))
    except IndexError:
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
    below = [strip.raw[0] for strip in strips if strip.raw and is_filled(strip.raw[0])]
    if below and all(isinstance(cell, str) and _UNIT.fullmatch(cell) for cell in below):
        yield 0  # the header's units, （户） and （人）, in a row of their own


def labelled_rows(
    cells: Sequence[Sequence[Cell]], header: Header, placed: Callable[[int], bool]
) -> tuple[dict[int, re.Match[str]], set[int]]:
    """Return the total rows with their labels, and the footnotes.

    A total's label has nothing of the row's own before it, a footnote is all text; both stand left of the sums.
    `placed` tells whether a row names a stairwell or a bench: then 共3位老人 and 注意：地滑 are what a record says.
    """
    summed = [index for index, column in header.columns.items() if column.summed]
    width = max(min(summed, default=max(header.columns) + 1), 2)
    own = [index for index, column in header.columns.items() if not (column.fill_down or column.serial)]
    totals: dict[int, re.Match[str]] = {}
    notes: set[int] = set()
    for index in range(width):
        column = column_of(cells, index)
        found = dict(_labels(column))
        if not found:
            continue
        for i, text in enumerate(column):
            label = found.get(text) if isinstance(text, str) else None
            if not label:
                continue
            if label.re is TOTAL:
                before = any(is_filled(_cell(cells[i], j)) for j in own if j < index)
                if not before and not (index in own and placed(i)):
                    totals.setdefault(i, label)
            elif _all_text(cells[i], index) and not placed(i):
                notes.add(i)
    notes |= {i for i in _last(cells) if _signed(cells[i])}
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


def _last(cells: Sequence[Sequence[Cell]]) -> Iterable[int]:
    """Return the last rows of a table, where it is signed, that hold anything."""
    return islice((i for i in reversed(range(len(cells))) if any(map(is_filled, cells[i]))), _LAST)


def _signed(cells: Sequence[Cell]) -> bool:
    """Tell who signs a sheet, as documents end: the name of a body is all that the row holds, but for a date."""
    texts = [cell for cell in cells if is_filled(cell)]
    if not texts or not all(isinstance(cell, str) for cell in texts):
        return False
    return bool(_SIGNED.fullmatch(str(texts[0]))) and all(_SIGNED_ON.fullmatch(str(text)) for text in texts[1:])


def _goes_on(cells: Sequence[Cell]) -> bool:
    """Tell the second line of a footnote, `2.…`, or the date below it, which is all that its row holds."""
    filled = [cell for cell in cells if is_filled(cell)]
    if len(filled) != 1:
        return False
    cell = filled[0]
    if isinstance(cell, date):
        return not is_filled(cells[0])
    return isinstance(cell, str) and bool(
        _NOTE_GOES_ON.match(cell) or (_SIGNED_ON.fullmatch(cell) and not is_filled(cells[0]))
    )
