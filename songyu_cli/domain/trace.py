"""The whole story of a stairwell or a demand: everything that happened, in order of time, and what is still owed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.promises import standing

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.promises import Standing
    from songyu_cli.domain.units import Unit

    Moment = tuple[bool, str, int]

# What can happen, in the order in which one day's events follow from each other.
ORDER = (
    *("counted", "visited", "hazard_found", "screened", "registered", "merged", "reviewed", "discussed", "decided"),
    *("on_menu", "replied", "allocated", "extended", "installed", "result", "in_use", "hazard_cleared"),
    *("out_of_use", "retired", "withdrawn", "reopened", "menu_closed"),
)


class Event(NamedTuple):
    """One thing that happened: when (None where that is not known), what, to which demand, by which role.

    `facts` are the ids and numbers that belong to it, by their English names; `round` is the demand's, where it is
    known.
    """

    on: str | None
    what: str
    demand: int | None
    role: str | None
    facts: dict[str, Any]
    round: int | None = None


class Owed(NamedTuple):
    """What is still to come: a `reply` or a `result` of a demand, or the `clearing` of a hazard.

    `kind` and `state` are the demand's, or the kind of the hazard.
    """

    what: str
    kind: str
    state: str | None = None
    demand: int | None = None
    hazard: int | None = None
    due: str | None = None
    standing: Standing = "no_promise"


class UnitTrace(NamedTuple):
    """A stairwell's story."""

    unit: Unit
    events: Sequence[Event]
    owed: Sequence[Owed]


class DemandTrace(NamedTuple):
    """A demand's story, with that of the demands merged into it."""

    demand: Demand
    events: Sequence[Event]
    owed: Sequence[Owed]


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events in order of time; those of no known date come last.

    A month or a year stands at its end, after the days in it: an installation "in 2021" answers what was asked in
    that year, and would otherwise be read before it. A demand's registration stands before its first step all the
    same. Within one day a demand's rounds follow each other.
    """
    there = list(events)
    reopened: dict[int | None, list[str]] = defaultdict(list)
    first: dict[int | None, Moment] = {}
    for event in there:
        if event.what == "reopened" and event.on:
            reopened[event.demand].append(event.on)
        if not event.what.startswith("hazard"):  # a hazard may be older than the demand about it
            first[event.demand] = min(first.get(event.demand, _moment(event)), _moment(event))

    def place(event: Event) -> tuple[Moment, int, int]:
        when = first[event.demand] if event.what == "registered" else _moment(event)
        return when, event.round or _round(event, reopened[event.demand]), ORDER.index(event.what)

    return sorted(there, key=place)


def _moment(event: Event) -> Moment:
    known = event.on is not None
    return not known, Date(event.on).latest().isoformat() if known else "", -len(event.on or "")


def _round(event: Event, reopened: Iterable[str]) -> int:
    """Return the round that a day is in; on the day of a reopening that is the one before, except for a new delay."""
    if event.on is None:
        return 1
    day = Date(event.on).latest()
    later = event.what == "extended"
    return 1 + sum(begun < day or (later and begun == day) for begun in (Date(on).earliest() for on in reopened))


def owed(demands: Iterable[Demand], events: Iterable[Event], today: datetime.date) -> list[Owed]:
    """Return what is still owed to those who asked, and the hazards that nobody has cleared."""
    found = []
    for demand in demands:
        if awaits_reply(demand) and not demand.replies:
            found.append(_promised("reply", demand, demand.reply_due, today))
        if demand.state not in CLOSED:
            found.append(_promised("result", demand, demand.result_due, today))
    events = list(events)
    cleared = {event.facts["hazard"] for event in events if event.what == "hazard_cleared"}
    seen = [event.facts for event in events if event.what == "hazard_found"]
    left = (facts for facts in seen if facts["hazard"] not in cleared)
    return found + [Owed("clearing", facts["kind"], hazard=facts["hazard"]) for facts in left]


def _promised(what: str, demand: Demand, due: str | None, today: datetime.date) -> Owed:
    return Owed(
        what,
        demand.kind,
        demand.state,
        demand=demand.demand,
        due=due,
        standing=standing(due, None, today),
    )
