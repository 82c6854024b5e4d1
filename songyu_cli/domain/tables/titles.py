"""What a sheet says of all its rows, in its name and in the titles above its header: batch, date, source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.dates import Date
from songyu_cli.domain.masking import mask
from songyu_cli.domain.quantities import read_count
from songyu_cli.domain.tables.cells import since_1900
from songyu_cli.domain.wording import Phrase
from songyu_cli.domain.written_dates import DateRefused, read_cell_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.sheets import Cell, Row
    from songyu_cli.domain.tables.columns import Sight

_BATCH = re.compile("第([0-9]{1,3}|[一二三四五六七八九十]{1,3})批")
_DAY = r"[12]\d{7}|[12]\d{3}(?:\s*[年./-]\s*(?:\d{1,2}(?:\s*[月./-]\s*(?:\d{1,2}\s*日?)?)?)?)?"
_STATED = re.compile(
    r"(?:截[至止]|数据|统计|走访|核对|巡查|Visited on|Audited on|Inspected on)(?:日期|时间|截[至止])?"
    r"(?<!数据)(?<!统计)(?<!走访)(?<!核对)(?<!巡查)"
    rf"\s*(?:\([^()0-9]*\))?\s*:?\s*[到于]?\s*(?P<day>{_DAY})?(?P<tail>.*)",
    re.DOTALL,
)
_SOURCE = re.compile(r"数据来源\s*:\s*([^\s,;。]+)")

STATED_UNREAD = Phrase("标题里的日期没有采用：{why}", "The date in the titles was not used: {why}")


def titled(name: str, above: Iterable[Row], sight: Sight, *, epoch_1904: bool = False) -> tuple[Sight, Phrase | None]:
    """Return what the rows of a sheet may assume, from its name and the rows above its header, and why a date is none.

    What the caller gave counts first, then the name, then the titles. Two batches side by side say nothing.
    """
    rows = [[since_1900(cell) if epoch_1904 else cell for cell in row.cells if cell not in (None, "")] for row in above]
    texts = [folded(cell) for cells in rows for cell in cells if isinstance(cell, str)]
    source = next((found[1] for text in texts if (found := _SOURCE.search(text))), None)
    dates = [_labelled_date(cells, sight) for cells in rows]
    stated = next((date for date in dates if isinstance(date, Date)), None)
    inside = replace(
        sight,
        batch=sight.batch or _batch([folded(name)]) or _batch(texts),
        stated=stated,
        source=mask(source).text if source else None,
        told=Counter(),
    )
    unread = next((why for why in dates if isinstance(why, Phrase)), None)
    return inside, None if stated or sight.on else unread


def telling(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a title row that say something of the rows below: a date with its label, batch, source."""
    filled = [cell for cell in cells if cell not in (None, "")]
    found: list[Cell] = []
    for cell, following in zip_longest(filled, filled[1:]):
        text = folded(cell) if isinstance(cell, str) else ""
        label = _STATED.search(text)
        if label or _BATCH.search(text) or _SOURCE.search(text):
            found += [cell, following] if label and not (label["day"] or following is None) else [cell]
    return found


def _batch(texts: list[str]) -> int | None:
    named = {read_count(number) for text in texts for number in _BATCH.findall(text)}
    return named.pop() if len(named) == 1 else None


def _labelled_date(cells: Sequence[Cell], sight: Sight) -> Date | Phrase | None:
    """Return the date after 截至 or its like, in the same cell or the next one, or why what stands there is none."""
    for cell, following in zip_longest(cells, cells[1:]):
        if isinstance(cell, str) and (label := _STATED.search(folded(cell))):
            return _first_date([label["day"]] if label["day"] else [label["tail"].strip(" :)。"), following], sight)
    return None


def _first_date(cells: Sequence[Cell], sight: Sight) -> Date | Phrase | None:
    why = None
    for cell in cells:
        try:
            if found := read_cell_date(cell, sight.today):
                return found
        except DateRefused as refusal:
            why = why or refusal.message
    return why
