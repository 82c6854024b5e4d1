"""What a file's own total rows claim, beside what its rows add up to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from songyu_cli.domain.tables.columns import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.domain.tables.strips import Body

TOTAL = re.compile(r"(?P<whose>.{0,20}?)(?P<word>小计|合计|总计|共计|subtotal|total)数?(?:[:(\d].*)?")
_HINT = re.compile("计|計|otal", re.IGNORECASE)
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
    """Return the label of a total row taken apart (合　计, 12幢小计, 合计：300张), or None for any other text."""
    return TOTAL.fullmatch(fold(text)) if _HINT.search(text) else None


def check_totals(sheet: str, body: Body) -> Iterator[TotalCheck]:
    """Yield each number of a total row beside the sum of the rows that it stands for.

    小计 is the block since the last total row, 总计 and a single 合计 the whole sheet. Where there are several 合计,
    or one says whose it is, block or sheet may be meant: the one that agrees, else the block since the last 合计.
    """
    alone = sum(label["word"] not in (*_BLOCK_WORDS, _ALL_WORD) for label in body.totals.values()) == 1
    sums = {s.heading.index: list(accumulate(s.amounts, initial=0)) for s in body.strips if s.column.summed}
    block = wide = 0
    for row, label in body.totals.items():
        in_block = label["word"] in _BLOCK_WORDS
        start = block if in_block else wide
        whole = label["word"] == _ALL_WORD or (alone and not label["whose"])
        for strip in body.strips:
            said = strip.values[row]
            if not (strip.column.summed and isinstance(said, int)):
                continue
            running = sums[strip.heading.index]
            computed = running[-1]
            if in_block or not (whole or said == computed):
                computed = running[row] - running[start]
            yield TotalCheck(sheet, body.numbers[row], strip.heading.named, said, computed)
        block = row + 1
        wide = wide if in_block else row + 1
