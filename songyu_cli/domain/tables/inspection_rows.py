"""A sheet of inspections and repairs (巡查维修记录): its columns, and what makes one of its rows a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.inspection_words import UNSAID, InspectionWords
from songyu_cli.domain.inspections import FaultsOnGood, MissingWithFaults, MovedOrMissing, judged
from songyu_cli.domain.money import read_money
from songyu_cli.domain.repairs import noted
from songyu_cli.domain.tables import inspection_faults as wrong
from songyu_cli.domain.tables.cells import free_text
from songyu_cli.domain.tables.columns import Fault, Kind
from songyu_cli.domain.tables.inspection_columns import COLUMNS, LIKE_A_TAG, Recheck
from songyu_cli.domain.tables.places import listed, read_place
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.tables.columns import Sight, Values

_REPAIR = ("opened_on", "done_on", "measure", "by_whom")
REPAIR_ASSUMED = Phrase("没写结果、写了毛病，按需维修记", "faults without a result: taken as needing repair")


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """What was seen of a bench on a day, and what was done about it. Text is masked; None is what nobody said.

    Without a `result` it is a repair that no inspection opened. `filled` is False where nothing was written down.
    """

    tag: str | None
    unit: Address | None
    filled: bool = False
    on: Date | None = None
    result: str | None = None
    faults: tuple[str, ...] = ()
    role: str | None = None
    said: InspectionWords = UNSAID
    recheck: Recheck | None = None
    opened_on: Date | None = None
    done_on: Date | None = None
    measure: str | None = None
    by_whom: str | None = None
    fen: int | None = None

    @property
    def repaired(self) -> bool:
        """Whether it says anything of a repair."""
        return self.fen is not None or any(getattr(self, name) is not None for name in _REPAIR)


def _inspection_row(values: Values, sight: Sight) -> InspectionRow | list[Fault]:
    get = values.get
    place = _place(values, sight)
    faults = [place] if isinstance(place, Fault) else []
    again, cost = get("recheck"), get("cost")
    words = [free_text(values, field, sight) for field in ("text", "note")]
    said = InspectionWords(
        noted(*words), get("severity"), None if isinstance(again, Recheck) else free_text(values, "recheck", sight)
    )
    row = InspectionRow(
        None,
        None,
        on=get("inspected_on"),
        result=get("result"),
        faults=get("faults") or (),
        role=get("role"),
        said=said,
        recheck=again if isinstance(again, Recheck) else None,
        opened_on=get("opened_on"),
        done_on=get("done_on"),
        measure=free_text(values, "measure", sight),
        by_whom=free_text(values, "by_whom", sight),
        fen=read_money(cost) if cost else None,
    )
    if row == InspectionRow(None, None, role=row.role):  # a list of benches to be inspected, with nothing filled in
        return row
    judgement = _judged(row, sight)
    if isinstance(judgement, Fault) or isinstance(place, Fault):
        return [*faults, *([judgement] if isinstance(judgement, Fault) else [])]
    row = judgement
    faults = wrong.out_of_order(row.on, row.opened_on, row.done_on)
    if row.fen is not None and row.done_on is None:
        faults.append(wrong.COST_BEFORE_DONE)
    if row.result == "good" and row.done_on is None:
        if row.opened_on or row.by_whom:
            faults.append(wrong.GOOD_AND_ORDERED)
        row = replace(row, said=said._replace(words=noted(said.words, row.measure)), measure=None)
    return faults or replace(row, tag=place[0], unit=place[1], filled=True)


def _judged(row: InspectionRow, sight: Sight) -> InspectionRow | Fault:
    """Return a row with its result and its days, or as a repair by itself, or what is wrong with it."""
    on = row.on or sight.on or sight.stated
    if row.result is None and not row.faults:
        if (row.opened_on or row.done_on) and row.on in (None, row.opened_on or row.on):
            what = noted(row.said.words, row.measure)
            opened = row.opened_on or row.on or row.done_on
            return replace(row, on=None, opened_on=opened, measure=what, said=UNSAID)
        return wrong.NO_RESULT
    try:
        result = judged(row.result, row.faults)
    except (FaultsOnGood, MissingWithFaults, MovedOrMissing) as refusal:
        return wrong.result_refused(refusal)
    if on is None:
        return wrong.NO_DAY
    if row.result is None:
        sight.told[REPAIR_ASSUMED] += 1
    return replace(row, on=on, result=result)


def _place(values: Values, sight: Sight) -> tuple[str | None, Address | None] | Fault:
    """Return the tag and the stairwell that a row names, one of them at least."""
    tag, at = values.get("tag"), values.get("at") or ""
    whole = values.get("address") or ""
    if not any((tag, at, whole, values.get("building"), values.get("label"))):
        whole = values.get("spot") or ""  # 位置 is the stairwell only where nothing else tells it
    if not whole and at and not LIKE_A_TAG.match(folded(at)):
        whole = at
    elif at and tag is None:
        tag = at
    placed = {**values, "address": whole} if whole else {k: v for k, v in values.items() if k != "address"}
    if not whole and (not values.get("building") or not values.get("label")) and tag:
        return tag, None
    if not whole and not values.get("building") and not values.get("label"):
        return wrong.NO_BENCH
    unit = read_place(placed, sight)
    return unit if isinstance(unit, Fault) else (tag, unit)


def _one_row_each(values: Values, sight: Sight) -> list[Values] | Fault:
    """Make one row of each stairwell of a row without a tag; what was repaired cannot be all of them at once."""
    if any(values.get(field) for field in (*_REPAIR, "cost")):
        return wrong.REPAIR_OF_SEVERAL
    units = listed(values, sight)
    if isinstance(units, Fault):
        return units
    return [{**values, "estate": None, "zone": None, "address": unit.key} for unit in units]


INSPECTIONS = Kind(
    "inspections",
    Phrase("巡查维修记录", "table of inspections and repairs"),
    COLUMNS,
    _inspection_row,
    lambda _: None,
    _one_row_each,
)
"""巡查维修记录: one row an inspection of one bench, with what was done about it; or a repair by itself."""
