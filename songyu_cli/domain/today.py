"""What there is to do today: who waits for an answer, what is due, what is dangerous, planned, or to be mended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.silence import is_unanswered

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.care import InspectionDue
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.hazards import Hazard
    from songyu_cli.domain.menu import MenuItem
    from songyu_cli.domain.repairs import Repair

WEEK = 7  # days ahead


class Owed(NamedTuple):
    """A demand that is owed a reply or a result by a day; `days_left` are below nought once that day has passed."""

    demand: int
    unit: Address
    grid: str | None
    kind: str
    quantity: int
    channel: str
    state: str
    registered_on: str
    due: str | None
    days_left: int | None


class ToInstall(NamedTuple):
    """Benches that an open batch has given a stairwell and that do not stand there yet."""

    batch: int
    unit: Address
    grid: str | None
    benches: int


class MenuDue(NamedTuple):
    """A menu item (实事菜单) that is still open and ends this week, or should have ended."""

    menu_item: int
    year: int
    title: str
    ends_on: str
    days_left: int


class Today(NamedTuple):
    """Everything to do; `hazards` are the open ones of high severity. `demands` is how many the ledger has in all.

    `inspections` are due within a week or overdue, `repairs` are open.
    """

    as_of: str
    grid: str | None
    demands: int
    answers: tuple[Owed, ...]
    results: tuple[Owed, ...]
    hazards: tuple[Hazard, ...]
    to_install: tuple[ToInstall, ...]
    menu: tuple[MenuDue, ...]
    inspections: tuple[InspectionDue, ...]
    repairs: tuple[Repair, ...]


def owed_answers(demands: Iterable[Demand], today: datetime.date) -> tuple[Owed, ...]:
    """Return who waits for an answer: the longest overdue first, then what is due next, then what has no due day."""
    return _by_due(_owed(one, one.reply_due, today) for one in demands if is_unanswered(one))


def owed_results(demands: Iterable[Demand], today: datetime.date) -> tuple[Owed, ...]:
    """Return the open demands whose result is due within a week or overdue, the longest overdue first."""
    until = Date.of(today + timedelta(days=WEEK))
    waiting = (one for one in demands if one.state not in CLOSED and one.result_due and one.result_due <= until)
    return _by_due(_owed(one, one.result_due, today) for one in waiting)


def ending(items: Iterable[MenuItem], today: datetime.date) -> tuple[MenuDue, ...]:
    """Return the open menu items that end within a week or should have ended, the longest overdue first."""
    left = [(item, (item.ends_on.latest() - today).days) for item in items if item.ends_on and not item.closed_on]
    due = [
        MenuDue(item.menu_item, item.year, item.title, str(item.ends_on), days) for item, days in left if days <= WEEK
    ]
    return tuple(sorted(due, key=lambda item: (item.days_left, item.menu_item)))


def _owed(demand: Demand, due: str | None, today: datetime.date) -> Owed:
    return Owed(
        demand=demand.demand,
        unit=demand.unit,
        grid=demand.grid,
        kind=demand.kind,
        quantity=demand.quantity,
        channel=demand.channel,
        state=demand.state,
        registered_on=demand.registered_on,
        due=due,
        days_left=(Date(due).earliest() - today).days if due else None,
    )


def _by_due(found: Iterable[Owed]) -> tuple[Owed, ...]:
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or "", one.registered_on, one.demand)))
