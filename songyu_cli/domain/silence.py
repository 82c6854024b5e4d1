"""Silence: who waits for what, and how long already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.figures import is_accepted
from songyu_cli.domain.promises import standing

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.demands import Demand

WAITS_FOR = ("reply", "result", "old_stool")


class Silence(NamedTuple):
    """One matter that waits for a reply, for a result, or for an old stool (旧凳) to be taken away.

    `days` have passed since `since`, at least so many where that day is not known exactly. `due` is the promised day.
    """

    waiting_for: str
    demand: int | None
    hazard: int | None
    unit: Address
    grid: str | None
    kind: str
    quantity: int
    state: str | None
    since: str
    days: int
    at_least: bool
    due: str | None


class Waiting(NamedTuple):
    """Everything that waits, longest first, of so many demands, of which so many are still open.

    `after` is for how many days an accepted matter may be without a step.
    """

    matters: tuple[Silence, ...]
    demands: int
    open: int
    after: int


class OldStool(NamedTuple):
    """Old stools that were found and not cleared at a stairwell with a bench in use since a day, if that is known."""

    hazard: int
    unit: Address
    grid: str | None
    quantity: int
    found_on: str
    in_use_on: str | None


def silences(
    demands: Iterable[Demand], stools: Iterable[OldStool], today: datetime.date, after: int
) -> tuple[Silence, ...]:
    """Return everything that waits, longest first; an accepted matter counts after more than `after` days."""
    there = list(demands)
    found = [
        *(_demand("reply", one, one.registered_on, today) for one in there if is_unanswered(one)),
        *(_demand("result", one, _last_step(one), today) for one in there if is_stalled(one, today, after)),
        *(_stool(one, today) for one in stools),
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, WAITS_FOR.index(one.waiting_for), one.demand or one.hazard)))


def is_unanswered(demand: Demand) -> bool:
    """Tell whether somebody asked and never got a reply, whatever became of the demand."""
    return awaits_reply(demand) and not demand.replied_on


def is_stalled(demand: Demand, today: datetime.date, after: int) -> bool:
    """Tell whether an accepted, open demand has certainly seen no step for more than `after` days.

    One that was put off is silent only after its new day.
    """
    if not is_accepted(demand) or demand.state in CLOSED:
        return False
    if demand.extensions and standing(demand.result_due, None, today) != "overdue":
        return False
    return waited(_last_step(demand), today) > after


def waited(since: str, today: datetime.date) -> int:
    """Return how many days have passed since a date, at least."""
    return (today - min(Date(since).latest(), today)).days


def _last_step(demand: Demand) -> str:
    return demand.last_on or demand.registered_on


def _demand(waiting_for: str, demand: Demand, since: str, today: datetime.date) -> Silence:
    return Silence(
        waiting_for=waiting_for,
        demand=demand.demand,
        hazard=None,
        unit=demand.unit,
        grid=demand.grid,
        kind=demand.kind,
        quantity=demand.quantity,
        state=demand.state,
        since=since,
        days=waited(since, today),
        at_least=Date(since).precision != "day",
        due=demand.reply_due if waiting_for == "reply" else demand.result_due,
    )


def _stool(stool: OldStool, today: datetime.date) -> Silence:
    """An old stool waits since both were true: it was seen, and there was a bench to sit on."""
    since = max(filter(None, (stool.found_on, stool.in_use_on)), key=lambda day: Date(day).latest())
    return Silence(
        waiting_for="old_stool",
        demand=None,
        hazard=stool.hazard,
        unit=stool.unit,
        grid=stool.grid,
        kind="old_stool",
        quantity=stool.quantity,
        state=None,
        since=since,
        days=waited(since, today),
        at_least=Date(since).precision != "day",
        due=None,
    )
