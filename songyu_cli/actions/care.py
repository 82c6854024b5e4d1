"""The care of benches: put together from their inspections and repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from songyu_cli.domain import care
from songyu_cli.domain.dates import Date
from songyu_cli.domain.today import WEEK
from songyu_cli.storage import inspections, repairs, settings

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.repairs import Repair
    from songyu_cli.domain.windows import Window
    from songyu_cli.storage.connection import Database

    Places = Collection[Address] | None

_Bench = TypeVar("_Bench", bound="care.OfBench")


def draw_up_care(
    db: Database, window: Window, today: datetime.date, *, grid: str | None = None, places: Places = None
) -> care.CareReport:
    """Return how the benches are cared for, at the stairwells of a grid if named.

    What is due, waiting or out of use is as of today; what was found, repaired and paid is that of the window.
    """
    with db.reading():
        every = int(settings.get(db, "inspect_every"))
        due = standings(db, today, places)
        waiting = open_orders(db, places)
        stopped = _here(inspections.out_of_use(db, today), places)
        seen, vague_seen = care.within(_here(inspections.everything(db), places), lambda one: one.inspected_on, window)
        done = [one for one in _here(repairs.everything(db), places) if one.done_on]
        mended, vague_mended = care.within(done, lambda one: one.done_on or "", window)
    return care.CareReport(
        as_of=str(Date.of(today)),
        window=window.ends,
        grid=grid,
        inspect_every=every,
        benches=len(due),
        overdue=care.tagged(one for one in due if one.standing == "overdue"),
        due_soon=care.tagged(one for one in due if 0 <= one.days_left <= WEEK),
        later=care.tagged(one for one in due if one.days_left > WEEK),
        never_inspected=care.tagged(one for one in due if one.inspected_on is None),
        due=care.due_within_week(due),
        open_repairs=tuple(waiting),
        out_of_use=tuple(stopped),
        inspections=len(seen),
        results=care.found_results(seen),
        faults=care.found_faults(seen),
        mended=care.mended(mended),
        vague=care.tagged([*vague_seen, *vague_mended]),
        by_grid=care.by_grid(due, waiting, stopped, mended),
    )


def open_orders(db: Database, places: Places) -> list[Repair]:
    """Return the open work orders, the oldest first, inside the caller's reading."""
    return _here(repairs.still_open(db), places)


def standings(db: Database, today: datetime.date, places: Places) -> list[care.InspectionDue]:
    """Return how the next inspection of each bench stands, the longest overdue first, inside the caller's reading."""
    every = int(settings.get(db, "inspect_every"))
    return care.standings(_here(inspections.cared_for(db), places), today, every)


def _here(things: Iterable[_Bench], places: Places) -> list[_Bench]:
    return [one for one in things if places is None or one.unit in places]
