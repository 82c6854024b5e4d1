"""What a file's own total rows claim, beside what its rows add up to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from songyu_cli.domain.tables.columns import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from songyu_cli.domain.tables.strips import Body, Strip

TOTAL = re.compile(
    r"(?P<whose>.{0,20}?)(?P<word>小计|合计|总计|共计|累计|总数|(?<!.)共(?:有|安装)?(?=\d)|subtotal|total)数?(?:[:(\d].*)?"
)
_HINT = re.compile("计|計|otal|[总總][数數]|共(?:有|安装)?[0-9０-９]", re.IGNORECASE)
_INSIDE = re.compile(r"数?(?:\((?P<of>.)\))?:?(?P<said>\d{1,6})(?P<unit>[人名户张把]?)")
_UNITS = {"households": "户", "quantity": "张把"}
_PERSONS = "人名"
_BLOCK_WORDS = ("小计", "subtotal")
_ALL_WORD = "总计"


@dataclass(frozen=True)
class TotalCheck:
    """What a total row says of a column, beside the sum of the rows that it stands for."""

    sheet: str
    row: int
    column: str
    said: int
    computed: int

    @property
    def agrees(self) -> bool:
        """Whether the two are the same."""
        return self.said == self.computed


def total_label(text: str) -> re.Match[str] | None:
    """Return the label of a total row taken apart (合　计, 12幢小计, 共300张), or None for any other text."""
    return TOTAL.fullmatch(fold(text)) if _HINT.search(text) else None


def _said_inside(label: re.Match[str], summed: Iterable[Strip]) -> dict[str, int]:
    """Return the number in a label itself, 共220张, by the field of the one column whose sum it can be."""
    found = _INSIDE.fullmatch(label.string[label.end("word") :])
    if not found:
        return {}
    unit = found["of"] or found["unit"]
    fields = [strip.column.field for strip in summed]
    fitting = [field for field in fields if unit in _UNITS.get(field, _PERSONS)]  # without a unit any column fits
    return {fitting[0]: int(found["said"])} if len(fitting) == 1 else {}


def check_totals(sheet: str, body: Body) -> Iterator[TotalCheck]:
    """Yield each number of a total row beside the sum of the rows that it stands for.

    小计 is the block since the last total row, 总计 and a single 合计 the whole sheet. Where there are several 合计,
    or one says whose it is, block or sheet may be meant: the one that agrees, else the block since the last 合计.
    """
    alone = sum(label["word"] not in (*_BLOCK_WORDS, _ALL_WORD) for label in body.totals.values()) == 1
    summed = [strip for strip in body.strips if strip.column.summed]
    sums = {strip.heading.index: list(accumulate(strip.amounts, initial=0)) for strip in summed}
    block = wide = 0
    for row, label in body.totals.items():
        in_block = label["word"] in _BLOCK_WORDS
        start = block if in_block else wide
        whole = label["word"] == _ALL_WORD or (alone and not label["whose"])
        inside = _said_inside(label, summed)
        for strip in summed:
            said = inside.get(strip.column.field) if strip.values[row] is None else strip.values[row]
            if not isinstance(said, int):
                continue
            running = sums[strip.heading.index]
            computed = running[-1]
            if in_block or not (whole or said == computed):
                computed = running[row] - running[start]
            yield TotalCheck(sheet, body.numbers[row], strip.heading.named, said, computed)
        block = row + 1
        wide = wide if in_block else row + 1
