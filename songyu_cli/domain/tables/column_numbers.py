"""The row of column numbers that official forms print below their header: 栏次 1 2 3, 甲 乙 1 2 3, (1) (2) (3)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from songyu_cli.domain.quantities import LARGEST_COUNT
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.tables.cells import is_filled, written
from songyu_cli.domain.tables.columns import Fault, fold
from songyu_cli.domain.tables.examples import SERIAL
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.headers import Header
    from songyu_cli.domain.tables.strips import Body

COLUMN_NUMBERS = Phrase("表头下面的栏次没有读", "a row of column numbers below the header was left out")
_UNSURE = (
    Phrase("这一行可能是栏次，也可能是一条记录。", "This row may be column numbers, and may be a record."),
    Phrase("是栏次就删去这一行；是记录就写明，如“1幢”。", "Delete it if so; if it is a record, write 1幢 for 1."),
)

_LABELS = frozenset({"栏次", "栏号", "栏目", "列次", "列号", "序号行"})
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_NUMBER = re.compile(r"\(?([1-9]\d?)\)?栏?(?:=[\d()+×*/-]+)?")
_LEADING = re.compile(r"\d+")
_MANY = 5  # columns numbered in order, which no record is by chance
_FEW = 3  # columns numbered in order, where others are blank


def number_rows(cells: Sequence[Sequence[Cell]], header: Header, body: Body, repeated: Iterable[int]) -> set[int]:
    """Return the rows below the header, printed once or again, that number its columns.

    Where the first such row may be a record as well, it is made a Fault.
    """
    records = _records(body, 0)
    first = next(records, None)
    if first is None:
        return set()
    sure = _numbers_columns(cells, header, body, first, next(records, None))
    if sure:
        below = (next(_records(body, i + 1), first) for i in repeated)
        return {first, *(i for i in below if list(cells[i]) == list(cells[first]))}
    if sure is False:
        at = body.by_field.get("building", body.strips[0])
        at.values[first] = Fault(at.column.field, "column_numbers", *_UNSURE)
        at.faulty = True
    return set()


def _records(body: Body, start: int) -> Iterator[int]:
    return (i for i in range(start, len(body.numbers)) if i not in body.skipped)


def _numbers_columns(
    cells: Sequence[Sequence[Cell]], header: Header, body: Body, at: int, after: int | None
) -> bool | None:
    """Tell whether a row numbers the columns: True, False where it may be a record too, None where it does not."""
    row, places = cells[at], [one.index for one in header.headings]
    labelled = [i for i in range(places[0] + 1) if fold(_text(row, i)) in _LABELS]
    numbered = [i for i in places if _text(row, i) and i not in labelled]
    texts = [_text(row, i) for i in numbered]
    stems = sum(text == stem for text, stem in zip(texts, _STEMS, strict=False))
    numbers = [_NUMBER.fullmatch(text) for text in texts[stems:]]
    if not numbers or [int(one[1]) if one else 0 for one in numbers] != [*range(1, len(numbers) + 1)]:
        return None
    marked = not all(written(row[i]).strip().isdecimal() for i in numbered[stems:])
    if labelled or (marked and len(numbered) > 1):
        return True
    whole = len(numbered) == len(places) > 1
    if numbered != places[: len(numbered)] or not (whole or len(numbered) >= _FEW):
        return None
    if "address" in body.fields or any(isinstance(strip.values[at], Fault) for strip in body.strips):
        return whole or None  # as a record it would be refused: a bare number is no address, and no date
    serial = _text(cells[after], places[0]) if after is not None and _is_serial(header) else ""
    if serial in ("1", "2"):  # the row after it is the first record, or the second
        return True if serial == "1" else None
    telling = len(numbered) >= _MANY or (after is not None and _place(body, after, at) < _place(body, at, at))
    return telling if whole else (False if telling else None)


def _text(cells: Sequence[Cell], index: int) -> str:
    cell = cells[index] if index < len(cells) else None
    if not is_filled(cell) or isinstance(cell, (Broken, date)):
        return ""
    return "".join(normalize("NFKC", written(cell)).split())


def _is_serial(header: Header) -> bool:
    first = header.headings[0]
    column = header.columns.get(first.index)
    return column.serial if column else fold(first.text) in SERIAL


def _place(body: Body, i: int, above: int) -> tuple[int, ...]:
    """Return a row's building and stairwell as numbers; a blank building is that of the row above."""
    found = []
    for field in ("building", "label"):
        strip = body.by_field.get(field)
        value = strip and (strip.values[i] or strip.values[above])
        number = _LEADING.search(str(value))
        found.append(int(number[0]) if number else LARGEST_COUNT)
    return tuple(found)
