"""巡查维修记录: every inspection with what was done about it, and the repairs that no inspection opened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from songyu_cli.domain.care import within
from songyu_cli.domain.choices import INSPECTION_RESULTS, ROLES, SEVERITIES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.inspection_words import measure, taken_apart
from songyu_cli.domain.inspections import fault_words
from songyu_cli.domain.lists import LISTS, LedgerList
from songyu_cli.domain.money import yuan
from songyu_cli.domain.tables.inspection_rows import INSPECTIONS
from songyu_cli.domain.tables.list_columns import list_columns, place_cells, without_area
from songyu_cli.domain.windows import Window
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import inspections, repairs, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.inspections import Inspection
    from songyu_cli.domain.lists import Value
    from songyu_cli.domain.repairs import Repair
    from songyu_cli.storage.connection import Database

    Cells = dict[str, Value | Phrase]

_FIELDS = (
    *("inspected_on", "tag", "estate", "zone", "building", "label", "role", "faults", "result", "severity", "text"),
    *("measure", "by_whom", "cost", "opened_on", "done_on", "recheck"),
)
_BY_ITSELF = Phrase(
    "没有结果的行是单独报修的，不是巡查（{n} 行）。",
    "Rows without a result are repairs that no inspection opened ({n}).",
)
_UNSURE = Phrase(
    "有 {n} 条的日期只到年或月，不能确定在这段时间里，没有列出。",
    "Left out ({n}): those of which only the month or year is known, so that they may lie outside.",
)


def inspections_list(
    db: Database,
    title: Phrase,
    *,
    grid: str | None = None,
    window: Window = Window(),  # noqa: B008  it cannot be changed
    internal: bool = False,  # noqa: ARG001  there is nothing about residents in it
) -> LedgerList:
    """Return the inspections and repairs, of one grid when asked, that surely began in a window, oldest first."""
    with db.reading():
        every = inspections.everything(db)
        orders = repairs.everything(db)
        home = settings.home(db)
    found, unsure = within((one for one in every if grid in (None, one.grid)), _inspected, window)
    alone = (one for one in orders if one.inspection is None and grid in (None, one.grid))
    repaired, doubtful = within(alone, _opened, window)
    places = [one.unit for one in found] + [one.unit for one in repaired]
    again, of = _looked_at_again(every), {one.inspection: one for one in orders if one.inspection}
    rows = [(one.inspected_on, _row(one, of.get(one.inspection), again.get(one.inspection))) for one in found]
    rows += [(one.opened_on, {**_place(one), **_repair(one, None)}) for one in repaired]
    notes = [_BY_ITSELF.format(n=len(repaired))] if repaired else []
    if left_out := len(unsure) + len(doubtful):
        notes.append(_UNSURE.format(n=left_out))
    return LedgerList(
        LISTS.phrase("inspections"),
        title,
        list_columns(INSPECTIONS, without_area(_FIELDS, places, home)),
        [row for _, row in sorted(rows, key=lambda one: one[0])],
        tuple(notes),
    )


def _inspected(one: Inspection) -> str:
    return one.inspected_on


def _opened(one: Repair) -> str:
    return one.opened_on


def _looked_at_again(every: Iterable[Inspection]) -> dict[int, Inspection]:
    """Return by their numbers the inspections that found something, each with the next one of its bench."""
    last: defaultdict[str, list[Inspection]] = defaultdict(list)
    again: dict[int, Inspection] = {}
    for one in sorted(every, key=_inspected):
        waiting = last[one.tag]
        if waiting and Date(waiting[0].inspected_on).certainly_before(Date(one.inspected_on)):
            again |= {bad.inspection: one for bad in waiting}
            waiting.clear()
        if one.result != "good":
            waiting.append(one)
    return again


def _row(one: Inspection, repair: Repair | None, again: Inspection | None) -> Cells:
    said = taken_apart(one.text)
    seen = Phrase("{on} {result}", "{on} {result}")
    recheck = seen.format(on=again.inspected_on, result=INSPECTION_RESULTS.phrase(again.result)) if again else None
    return {
        **_place(one),
        **(_repair(repair, one.text) if repair else {}),
        "inspected_on": Date(one.inspected_on),
        "role": ROLES.phrase(one.role),
        "faults": fault_words(one.faults) if one.faults else None,
        "result": INSPECTION_RESULTS.phrase(one.result),
        "severity": SEVERITIES.phrase(said.severity) if said.severity else None,
        "text": said.words,
        "recheck": said.recheck or recheck,
    }


def _place(one: Inspection | Repair) -> Cells:
    return {**place_cells(one.unit), "tag": one.tag}


def _repair(one: Repair, text: str | None) -> Cells:
    """Return what was done; the order of an inspection repeats its text. One by itself tells its own role and day."""
    alone: Cells = (
        {"inspected_on": Date(one.opened_on), "role": ROLES.phrase(one.role)} if one.inspection is None else {}
    )
    return {
        **alone,
        "measure": measure(text, one.what),
        "by_whom": one.by_whom,
        "cost": None if one.fen is None else yuan(one.fen),
        "opened_on": Date(one.opened_on),
        "done_on": Date(one.done_on) if one.done_on else None,
    }
