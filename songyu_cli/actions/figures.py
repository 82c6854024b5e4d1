"""The promise's figures, the grids, who waits, and what there is to do: put together from the ledger's demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.care import open_orders, standings
from songyu_cli.domain import figures
from songyu_cli.domain.care import due_within_week
from songyu_cli.domain.choices import CHANNELS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.followups import followup_figures
from songyu_cli.domain.grids import by_grid
from songyu_cli.domain.hazards import HazardFilter
from songyu_cli.domain.silence import Waiting, silences
from songyu_cli.domain.today import Today, ending, owed_answers, owed_results
from songyu_cli.domain.windows import registered_within
from songyu_cli.storage import demands, followups, grids, hazards, meetings, menu, reports, settings
from songyu_cli.storage import today as planned

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.figures import PromiseReport
    from songyu_cli.domain.grids import GridLine
    from songyu_cli.domain.windows import Window
    from songyu_cli.storage.connection import Database

    Places = Collection[Address] | None


def draw_up_promise(
    db: Database, window: Window, today: datetime.date, *, grid: str | None = None, places: Places = None
) -> PromiseReport:
    """Return how the promise is kept for the demands registered in a window, at the stairwells of a grid if named."""
    with db.reading():
        there = _demands(db, places)
        inside, unsure = registered_within(there, window)
        participation, unsure_meetings = meetings.participation(db, window)
        fair = settings.get(db, "fair_counts") == "yes"
        return figures.PromiseReport(
            as_of=str(Date.of(today)),
            window=window.ends,
            grid=grid,
            demands=len(inside),
            figures=(*figures.rates(inside, today), figures.found_at_door(inside)),
            days_to_first_reply=figures.days_to_first_reply(inside),
            channels=figures.by_channel(inside, CHANNELS.keys),
            participation=tuple(participation),
            unsure_meetings=figures.Counted(len(unsure_meetings), tuple(unsure_meetings)),
            screening=figures.counted(one for one in inside if not awaits_reply(one)),
            merged=figures.counted(one for one in inside if one.merged_into is not None),
            extended=figures.counted(one for one in inside if one.extensions),
            unsure=figures.counted(unsure),
            followups=followup_figures(there, followups.everything(db), window, fair_counts=fair),
        )


def draw_up_grids(db: Database, today: datetime.date) -> tuple[GridLine, ...]:
    """Return a line for each grid."""
    with db.reading():
        there = demands.everything(db)
        waiting = silences(there, (), today, _after(db))
        return by_grid(grids.coverage_by_grid(db), there, waiting, today)


def who_waits(db: Database, today: datetime.date, *, after: int | None = None, places: Places = None) -> Waiting:
    """Return who waits for what, longest first; `after` replaces the ledger's own silent_after."""
    with db.reading():
        there = _demands(db, places)
        days = _after(db) if after is None else after
        stools = [stool for stool in reports.old_stools(db) if places is None or stool.unit in places]
        still_open = sum(one.state not in CLOSED for one in there)
        return Waiting(silences(there, stools, today, days), len(there), still_open, days)


def what_now(db: Database, today: datetime.date, *, grid: str | None = None, places: Places = None) -> Today:
    """Return what there is to do, at the stairwells of a grid if named; the menu belongs to no grid."""
    with db.reading():
        there = _demands(db, places)
        high = HazardFilter(severity="high", places=None if places is None else frozenset(places), cleared=False)
        return Today(
            as_of=str(Date.of(today)),
            grid=grid,
            demands=len(there),
            answers=owed_answers(there, today),
            results=owed_results(there, today),
            hazards=tuple(high.matching(hazards.everything(db))),
            to_install=tuple(one for one in planned.to_install(db) if places is None or one.unit in places),
            menu=ending(menu.everything(db, today), today) if places is None else (),
            inspections=due_within_week(standings(db, today, places)),
            repairs=tuple(open_orders(db, places)),
        )


def _demands(db: Database, places: Places) -> list[Demand]:
    return [one for one in demands.everything(db) if places is None or one.unit in places]


def _after(db: Database) -> int:
    return int(settings.get(db, "silent_after"))
