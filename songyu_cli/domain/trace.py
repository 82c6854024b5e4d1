"""The whole story of a stairwell, a demand, a bench, a batch or a partner.

Everything that happened, in order of time, and what is still owed or missing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.promises import standing

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.domain.batches import Batch
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.followups import FollowupFigures
    from songyu_cli.domain.partners import Partner
    from songyu_cli.domain.promises import Standing
    from songyu_cli.domain.units import Unit

    Moment = tuple[bool, str, int]
    Thing = tuple[str, object]

# What can happen, in the order in which one day's events follow from each other.
ORDER = (
    *("batch_opened", "counted", "visited", "hazard_found", "screened", "registered", "merged", "unmerged", "reviewed"),
    *("discussed", "decided", "on_menu", "replied", "pledged", "received", "planned", "skipped", "allocated"),
    *("extended", "result", "installed", "in_use", "audited", "inspected", "out_of_use", "repair_opened", "moved_here"),
    *("moved", "moved_away", "repaired", "in_use_again", "retired", "hazard_cleared", "followed_up", "withdrawn"),
    *("reopened", "menu_closed", "batch_closed"),
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
    """What is still to come: a `reply` or a `result` of a demand, the `clearing` of a hazard, the `repair` of a bench.

    `kind` and `state` are the demand's, or the kind of the hazard; a repair is wanted `since` a day.
    """

    what: str
    kind: str | None = None
    state: str | None = None
    demand: int | None = None
    hazard: int | None = None
    due: str | None = None
    standing: Standing = "no_promise"
    bench: str | None = None
    repair: int | None = None
    since: str | None = None


class UnitTrace(NamedTuple):
    """A stairwell's story."""

    unit: Unit
    events: Sequence[Event]
    owed: Sequence[Owed]


class DemandTrace(NamedTuple):
    """A demand's story, with that of the demands merged into it and of the benches that answer it."""

    demand: Demand
    events: Sequence[Event]
    owed: Sequence[Owed]


class BenchTrace(NamedTuple):
    """A bench's story, with that of the `demands` that it answers, or that the bench answers which it replaces."""

    bench: Bench
    demands: Sequence[int]
    events: Sequence[Event]
    owed: Sequence[Owed]


class Group(NamedTuple):
    """What several have in common: how many, and which: tags, or the keys of stairwells."""

    what: str
    n: int
    ids: Sequence[str]


class InState(NamedTuple):
    """Benches of a batch in one state; one that another took the place of is `replaced`, and not counted twice."""

    batch: int
    state: str
    n: int
    tags: Sequence[str]


class Place(NamedTuple):
    """Benches that stand in a grid, at so many stairwells."""

    grid: str | None
    units: int
    benches: int
    tags: Sequence[str]


class Outcome(NamedTuple):
    """What became of several benches, and what residents say of it.

    `inspections` are counted by result, with the benches inspected, and `never` are standing benches that nobody
    inspected; `repairs` are `open`, `done` and, of benches retired instead, `dropped`, whose known costs sum up to
    `fen`. `demands` are those answered.
    """

    benches: Sequence[InState]
    places: Sequence[Place]
    inspections: Sequence[Group]
    repairs: Sequence[Group]
    fen: int | None
    demands: Sequence[int]
    followups: FollowupFigures


class BatchTrace(NamedTuple):
    """A batch's story, what became of its benches, and what is `missing`.

    Missing are stairwells whose benches were `not_installed`; benches `pending`, `out_of_use`, to be mended
    (`open_repairs`) or of an unknown giver (`no_partner`).
    """

    batch: Batch
    events: Sequence[Event]
    outcome: Outcome
    missing: Sequence[Group]


class PartnerTrace(NamedTuple):
    """A partner's story: its gifts, its benches and what became of them."""

    partner: Partner
    events: Sequence[Event]
    outcome: Outcome


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events in order of time; those of no known date come last.

    A month or a year stands at its end, after the days in it: an installation "in 2021" answers what was asked in
    that year, and would otherwise be read before it. What begins something stands before its first step all the same:
    the registering of a demand, the installation of a bench, the opening of a batch; and a batch closes after its last
    installation. Within one day a demand's rounds follow each other, and so do the turns in which a bench was stopped
    and used again.
    """
    there = list(events)
    reopened: dict[int | None, list[str]] = defaultdict(list)
    first: dict[Thing | None, Moment] = {}
    for event in there:
        if event.what == "reopened" and event.on:
            reopened[event.demand].append(event.on)
        for thing in _about(event):
            first[thing] = min(first.get(thing, _moment(event)), _moment(event))

    def place(event: Event) -> tuple[Moment, int, int, int]:
        when = first.get(_begun(event), _moment(event))
        if event.what == "batch_closed":
            when = max([when, *(_moment(one) for one in there if one.what == "installed" and not _after(one, event))])
        round_ = event.round or _round(event, reopened[event.demand])
        return when, round_, event.facts.get("turn", 0), ORDER.index(event.what)

    return sorted(there, key=place)


def _after(event: Event, other: Event) -> bool:
    """Tell whether an event was certainly after another one: a bench is replaced in a closed batch as well."""
    return bool(event.on and other.on) and Date(event.on or "").certainly_after(Date(other.on or ""))


def _about(event: Event) -> Iterator[Thing]:
    """Give what an event is a step of; a hazard may be older than the demand about it, a gift older than its batch."""
    if event.demand and not event.what.startswith("hazard"):
        yield "demand", event.demand
    if event.facts.get("bench"):
        yield "bench", event.facts["bench"]
    if event.what not in ("pledged", "received"):
        yield "batch", None


def _begun(event: Event) -> Thing | None:
    """Return what begins with an event."""
    if event.what == "registered":
        return "demand", event.demand
    if event.what in ("installed", "result") and event.facts.get("bench") and not event.facts.get("repair"):
        return "bench", event.facts["bench"]
    return ("batch", None) if event.what == "batch_opened" else None


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


def owed(
    demands: Iterable[Demand], events: Iterable[Event], today: datetime.date, repairs: Iterable[Owed] = ()
) -> list[Owed]:
    """Return what is still owed to those who asked, the hazards that nobody has cleared, and the open repairs."""
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
    return found + [Owed("clearing", facts["kind"], hazard=facts["hazard"]) for facts in left] + list(repairs)


def _promised(what: str, demand: Demand, due: str | None, today: datetime.date) -> Owed:
    return Owed(
        what,
        demand.kind,
        demand.state,
        demand=demand.demand,
        due=due,
        standing=standing(due, None, today),
    )
