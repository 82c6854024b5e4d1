"""The body of a table: which rows are records, and what their cells say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.tables.asides import column_of, labelled_rows, repeated_headers
from songyu_cli.domain.tables.banners import banners, told_banners
from songyu_cli.domain.tables.cells import dated, dated_1904, is_ditto, is_failed, is_filled
from songyu_cli.domain.tables.column_numbers import COLUMN_NUMBERS, number_rows
from songyu_cli.domain.tables.columns import Fault
from songyu_cli.domain.tables.places import read_place
from songyu_cli.domain.tables.strips import Body, Strip
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.domain.sheets import Cell, Merge, Sheet
    from songyu_cli.domain.tables.columns import Column, Sight, Values
    from songyu_cli.domain.tables.headers import Header

SHARED_COUNT = (
    Phrase(
        "这个数是几行合并的单元格，不知道每行多少。",
        "This number is merged over several rows: how many each has is not known.",
    ),
    Phrase("取消合并，逐行填写。", "Unmerge the cells and give each row its own number."),
)


_NOTHING_ABOVE = (
    Phrase("“同上”的上面没有可以照抄的。", "It says “as above”, and there is nothing above to repeat."),
    Phrase("写明是什么，不写“同上”。", "Write out what belongs there."),
)
BROKEN = {
    Broken.ERROR: Phrase("这一格是出错的公式。", "The cell is a formula that failed."),
    Broken.UNCALCULATED: Phrase("这一格的公式没有算出结果。", "The cell is a formula that was never worked out."),
}
MEND = Phrase(
    "请在 Excel/WPS 里改好公式（或直接填写），重新计算并保存。",
    "Mend the formula in Excel/WPS (or type what belongs there), recalculate and save.",
)


class _CellReader(dict[Any, Any]):
    """What a column's cells say: each distinct cell is read once. A refused cell is a Fault, a blank one None."""

    def __init__(self, column: Column, sight: Sight) -> None:
        super().__init__()
        self._column, self._sight = column, sight

    def __missing__(self, cell: Cell) -> object:
        value: object = None
        if isinstance(cell, Broken) or is_failed(cell):
            how = cell if isinstance(cell, Broken) else Broken.ERROR
            value = Fault(self._column.field, "broken_cell", BROKEN[how], MEND)
        elif is_filled(cell) and not (self._column.fill_down and is_ditto(cell)):
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


def read_body(sheet: Sheet, header: Header, sight: Sight, again: Iterable[int] = ()) -> Body:
    """Read the rows below a header: total rows, footnotes, banners, headers and blank rows are set aside.

    `again` are positions among the sheet's rows that print the header in other words.
    Merged cells and blanks of fill-down columns are filled; a count merged over several rows is a Fault in each.
    """
    rows = sheet.rows[header.last + 1 :]
    cells = [row.cells for row in rows]
    strips = [
        _strip(cells, header, index, column, sight, epoch_1904=sheet.epoch_1904)
        for index, column in sorted(header.columns.items())
    ]
    body = Body([row.number for row in rows], strips)
    telling = [strip.values for strip in strips if not strip.column.serial]
    blanks = [values.count(None) for values in zip(*telling, strict=True)]
    blank = {i for i, count in enumerate(blanks) if count == len(telling)}
    body.totals, notes = labelled_rows(cells, header, partial(_placed, strips, replace(sight, told=Counter())))
    repeated = {*repeated_headers(sheet, header, strips), *(i - header.last - 1 for i in again)}
    body.totals = {i: label for i, label in body.totals.items() if i not in repeated}
    asides = notes | body.totals.keys() | repeated
    sparse = (i for i, count in enumerate(blanks) if count >= len(telling) - 1 and i not in asides)
    across = banners(rows, sparse, sheet.merges, header)
    body.skipped = blank | asides | across.keys()
    numbers = number_rows(cells, header, body, repeated)
    body.skipped |= numbers
    sight.told.update({**told_banners(across.values()), **({COLUMN_NUMBERS: len(numbers)} if numbers else {})})
    _fill(sheet, body)
    for strip in strips:
        if strip.column.summed:
            _count(sheet, body, strip)
    return body


def _placed(strips: Sequence[Strip], sight: Sight, i: int) -> bool:
    """Tell whether a row names a bench or stairwells by itself, as a total or a footnote never does."""
    values: Values = {s.column.field: None if isinstance(s.values[i], Fault) else s.values[i] for s in strips}
    at = values.get("at") or ""
    if values.get("tag") or re.match(r"B[0-9]", at):
        return True
    place = read_place({**values, "address": at} if at else values, sight)
    return not isinstance(place, Fault) or place.kind in ("multiple", "no_unit")


def _strip(
    cells: Sequence[Sequence[Cell]], header: Header, index: int, column: Column, sight: Sight, *, epoch_1904: bool
) -> Strip:
    raw = column_of(cells, index)
    if bool in set(map(type, raw)):  # True would be found under 1
        raw = [str(cell).upper() if isinstance(cell, bool) else cell for cell in raw]
    shifted = epoch_1904 and column.parse is dated
    reader = _CellReader(replace(column, parse=dated_1904) if shifted else column, sight)
    values = [reader[cell] for cell in raw]
    heading = next(one for one in header.headings if one.index == index)
    return Strip(column, heading, raw, values, reader.faulty)


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
            if value is None and carried is None and is_ditto(strip.raw[i]):
                values[i] = carried = Fault(strip.column.field, "nothing_above", *_NOTHING_ABOVE)
                strip.faulty = True
            elif value is None:
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
    if strip.column.blank is not None:
        for i, value in enumerate(strip.values):
            if value is None and i not in body.skipped:
                strip.values[i] = strip.amounts[i] = strip.column.blank
