"""The body of a table: which rows are records, and what their cells say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.columns import Fault
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.totals import TOTAL, total_label
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.domain.columns import Column, Sight
    from songyu_cli.domain.headers import Header, Heading
    from songyu_cli.domain.sheets import Cell, Merge, Sheet

_BLANKS = " \t\r\n\v\f\xa0\u3000\ufeff\u200b"
_NOTE = re.compile(
    r"\s*[(（【※*]?\s*(?:(?:备\s*注|附\s*注|注\s*意?|说\s*明|填[报表制]\s*[人单位说明日期时间]*|制表\s*[人单位日期]*|审[核批]\s*人?|复核\s*人?"
    r"|经办\s*人?|负责\s*人|联系\s*[人电话]+|日\s*期|盖\s*章|notes?)\s*(?:[（(][^）)]{0,8}[）)])?\s*\d{0,2}\s*[::.．、]|(?:制表|填报|填表)人)",
    re.IGNORECASE,
)
_NOTE_GOES_ON = re.compile(r"\s*[(（]?\d{1,2}\s*[)）.．、]\s*[^\d\s]")

SHARED_COUNT = (
    Phrase(
        "这个数是几行合并的单元格，不知道每行多少。",
        "This number is merged over several rows: how many each has is not known.",
    ),
    Phrase("取消合并，逐行填写。", "Unmerge the cells and give each row its own number."),
)


class Readings(dict[Any, Any]):
    """What a column's cells say: each distinct cell is read once. A refused cell is a Fault, a blank one None."""

    def __init__(self, column: Column, sight: Sight) -> None:
        super().__init__()
        self._column, self._sight = column, sight

    def __missing__(self, cell: Cell) -> object:
        value: object = None
        if is_filled(cell):
            try:
                value = self._column.parse(cell, self._sight)
            except SongyuError as refusal:
                value = Fault.of(self._column.field, refusal)
        self[cell] = value
        return value

    @property
    def faulty(self) -> bool:
        """Whether any cell was refused."""
        return any(isinstance(value, Fault) for value in self.values())


@dataclass
class Strip:
    """One column of a table, from the row below the header on: the cells as they stand and what they say.

    `amounts` is what each row adds to the column's total, refused rows too; empty where nothing is summed.
    """

    column: Column
    heading: Heading
    raw: list[Cell]
    values: list[Any]
    faulty: bool
    amounts: list[int] = field(default_factory=list)


@dataclass
class Body:
    """A table's rows by their position below the header; `skipped` ones are no records."""

    numbers: list[int]
    strips: list[Strip]
    skipped: set[int] = field(default_factory=set)
    totals: dict[int, re.Match[str]] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The fields of the strips, in their order."""
        return [strip.column.field for strip in self.strips]


def read_body(sheet: Sheet, header: Header, sight: Sight) -> Body:
    """Read the rows below a header: total rows, footnotes, repeated headers and blank rows are set aside.

    Merged cells and blanks of fill-down columns are filled; a count merged over several rows is a Fault in each.
    """
    rows = sheet.rows[header.last + 1 :]
    cells = [row.cells for row in rows]
    strips = [_strip(cells, header, index, column, sight) for index, column in sorted(header.columns.items())]
    body = Body([row.number for row in rows], strips)
    repeated = set(_repeated(sheet, header, strips))
    blank = {
        i for i, values in enumerate(zip(*(s.values for s in strips), strict=True)) if values.count(None) == len(strips)
    }
    body.totals, notes = _labelled(cells, header)
    body.skipped = repeated | blank | notes | body.totals.keys()
    _fill(sheet, body)
    for strip in strips:
        if strip.column.summed:
            _count(sheet, body, strip)
    return body


def _strip(cells: Sequence[Sequence[Cell]], header: Header, index: int, column: Column, sight: Sight) -> Strip:
    raw = _column(cells, index)
    if bool in set(map(type, raw)):  # True would be found under 1
        raw = [str(cell).upper() if isinstance(cell, bool) else cell for cell in raw]
    readings = Readings(column, sight)
    values = [readings[cell] for cell in raw]
    heading = next(one for one in header.headings if one.index == index)
    return Strip(column, heading, raw, values, readings.faulty)


def _column(cells: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    return [row[index] if len(row) > index else None for row in cells]


def _repeated(sheet: Sheet, header: Header, strips: Sequence[Strip]) -> Iterator[int]:
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


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _labelled(cells: Sequence[Sequence[Cell]], header: Header) -> tuple[dict[int, re.Match[str]], set[int]]:
    """Return the total rows with their labels, and the footnotes.

    A total's label has nothing of the row's own before it, a footnote is all text; both stand left of the sums.
    """
    summed = [index for index, column in header.columns.items() if column.summed]
    width = max(min(summed, default=max(header.columns) + 1), 2)
    own = [
        index for index, column in header.columns.items() if not column.fill_down
    ]  # a row that has its own is no total
    totals: dict[int, re.Match[str]] = {}
    notes: set[int] = set()
    for index in range(width):
        column = _column(cells, index)
        found = dict(_labels(column))
        if not found:
            continue
        for i, text in enumerate(column):
            label = found.get(text) if isinstance(text, str) else None
            if label and label.re is TOTAL and not any(is_filled(_cell(cells[i], j)) for j in own if j < index):
                totals.setdefault(i, label)
            elif label and label.re is _NOTE and _all_text(cells[i], index):
                notes.add(i)
    if notes:
        notes |= {i for i in range(min(notes), len(cells)) if _goes_on(cells[i])}
    return {i: label for i, label in sorted(totals.items()) if i not in notes}, notes


def _labels(column: Iterable[Cell]) -> Iterator[tuple[str, re.Match[str]]]:
    for text in {cell for cell in column if isinstance(cell, str)}:
        note = _NOTE.match(text)
        total = None if note else total_label(text)
        if label := note or total:
            yield text, label


def _all_text(cells: Sequence[Cell], index: int) -> bool:
    """Tell whether nothing stands before a cell, and no number after it."""
    return not any(map(is_filled, cells[:index])) and not any(isinstance(c, (int, float)) for c in cells[index + 1 :])


def is_filled(cell: Cell) -> bool:
    """Tell whether a cell shows anything."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip(_BLANKS)))


def _goes_on(cells: Sequence[Cell]) -> bool:
    """Tell the second line of a footnote, `2.…`, which is all that its row holds."""
    filled = [cell for cell in cells if is_filled(cell)]
    return len(filled) == 1 and isinstance(filled[0], str) and bool(_NOTE_GOES_ON.match(filled[0]))


def _fill(sheet: Sheet, body: Body) -> None:
    """Carry the values of fill-down columns to the blanks below them, up to whatever ends a block."""
    numbers = body.numbers
    ends = body.skipped | {i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1] + 1}
    changes: dict[str, set[int]] = {}
    for strip in sorted((s for s in body.strips if s.column.fill_down), key=lambda s: len(s.column.within)):
        values, index = strip.values, strip.heading.index
        for start, end in _tall(sheet.merges, index, index, numbers):
            values[start:end] = [values[start]] * (end - start)
        stops = ends.union(*(changes.get(wider, ()) for wider in strip.column.within))
        carried = None
        for i, value in enumerate(values):
            if i in stops:
                carried = None
            if i in body.skipped:
                continue
            if value is None:
                values[i] = carried
            else:
                carried = value
        changes[strip.column.field] = {i for i in range(1, len(values)) if values[i] != values[i - 1]}


def _tall(merges: Sequence[Merge], leftmost: int, index: int, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the merged ranges of several rows over a column, as positions; `leftmost` bounds where they may begin."""
    over = (m for m in merges if leftmost <= m.first_column <= index <= m.last_column and m.first_row < m.last_row)
    done = 0
    for merge in sorted(over, key=lambda m: m.first_row):
        start, end = bisect_left(numbers, merge.first_row), bisect_right(numbers, merge.last_row)
        if done <= start < end:  # ranges cannot overlap, except in a file that is made to take long
            yield start, end
            done = end


def _count(sheet: Sheet, body: Body, strip: Strip) -> None:
    """Note what each row adds to a sum, put the meaning of a blank into it, and refuse what several rows share."""
    strip.amounts = [value if isinstance(value, int) else 0 for value in strip.values]
    for i in body.skipped:
        strip.amounts[i] = 0
    for start, end in _tall(sheet.merges, 0, strip.heading.index, body.numbers):
        records = [i for i in range(start, end) if i not in body.skipped]
        if len(records) > 1:
            strip.faulty = True
            for i in records:
                strip.values[i] = Fault(strip.column.field, "shared_count", *SHARED_COUNT)
    if isinstance(strip.column.blank, int):
        for i, value in enumerate(strip.values):
            if value is None and i not in body.skipped:
                strip.values[i] = strip.amounts[i] = strip.column.blank
