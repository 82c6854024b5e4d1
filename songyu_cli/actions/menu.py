"""The service menu is drawn up, linked to the demands it answers, and closed item by item."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from songyu_cli.actions.demand_steps import for_each
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.choices import DEMAND_STATES
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.menu import (
    NOT_ANSWERED,
    AnsweredByClosed,
    Closed,
    ClosedBeforeStart,
    DemandMergedAway,
    DemandUnanswerable,
    Linked,
    LinkedAfterClosing,
    MenuItem,
    MenuItemClosed,
    MenuItemExists,
    Moved,
    NotLinked,
    ProgrammeOnMenu,
    TargetOfProgramme,
    check_period,
)
from songyu_cli.storage import menu, settings
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


@dataclass(frozen=True)
class NewMenuItem:
    """What the community undertakes; `title` is masked already, `role` is who answers for it."""

    year: int
    title: str
    kind: str
    role: str | None = None
    starts_on: Date | None = None
    ends_on: Date | None = None
    target: int | None = None
    programme: bool = False


def add_menu_item(db: Database, new: NewMenuItem, actor: Actor) -> MenuItem:
    """Put an item on a year's menu. Raises MenuItemExists, ProgrammeOnMenu, TargetOfProgramme, EndsBeforeStart."""
    with transaction(db, "menu add", actor):
        columns = asdict(new)
        _check(db, columns, actor)
        number = db.insert("menu_items", **{**columns, "programme": settings.programme(db) if new.programme else None})
        return menu.get(db, number, actor.at.date())


def edit_menu_item(db: Database, number: int, actor: Actor, changes: Mapping[str, object]) -> MenuItem:
    """Mend an item: year, title, kind, role, starts_on, ends_on, target, programme, outcome.

    What becomes the programme loses its own target.

    Raises MenuItemNotFound, MenuItemExists, ProgrammeOnMenu, TargetOfProgramme, EndsBeforeStart, ClosedBeforeStart.
    """
    with transaction(db, "menu edit", actor):
        if changes.get("programme"):
            changes = {"target": None, **changes}
        whole = {**menu.get(db, number, actor.at.date())._asdict(), **changes}
        _check(db, whole, actor, number)
        if whole["closed_on"]:
            _check_closing(number, whole["starts_on"], whole["closed_on"])
        columns = {**changes, "programme": settings.programme(db)} if "programme" in changes else changes
        db.update("menu_items", number, **columns)
        return menu.get(db, number, actor.at.date())


def close_menu_item(db: Database, number: int, actor: Actor, *, on: Date, outcome: str | None = None) -> Closed:
    """Close an item, whatever demands are still open.

    Raises MenuItemNotFound, MenuItemClosed, ClosedBeforeStart, HappensInFuture.
    """
    check_not_future(on, actor)
    with transaction(db, "menu close", actor):
        item = menu.get(db, number, actor.at.date())
        if item.closed_on:
            raise MenuItemClosed(menu_item=number, closed=item.closed_on.phrase())
        _check_closing(number, item.starts_on, on)
        db.update("menu_items", number, closed_on=str(on), outcome=outcome or item.outcome)
        still = tuple(demand.demand for demand in menu.linked(db, number) if demand.state not in CLOSED)
        return Closed(menu.get(db, number, actor.at.date()), still)


def link_demands(db: Database, number: int, wanted: Sequence[int], actor: Actor) -> Linked:
    """Let an item answer demands; one that another item answered is moved.

    Raises MenuItemNotFound, LinkedAfterClosing, DemandNotFound, DemandUnanswerable, DemandMergedAway,
    AnsweredByClosed; of several refused SeveralRefused.
    """
    with transaction(db, "menu link", actor):
        today = actor.at.date()
        item = menu.get(db, number, today)
        if item.closed_on:
            raise LinkedAfterClosing(menu_item=number, closed=item.closed_on.phrase())
        closed = {one.menu_item: one.closed_on for one in menu.everything(db, today) if one.closed_on}
        found = for_each(db, wanted, lambda demand: _check_answerable(number, demand, closed))
        new = [demand for demand in found if demand.menu_item != number]
        for demand in new:
            db.update("demands", demand.demand, menu_item=number)
        return Linked(
            menu.get(db, number, today),
            linked=tuple(demand.demand for demand in new),
            unlinked=(),
            moved=tuple(Moved(demand.demand, demand.menu_item) for demand in new if demand.menu_item),
        )


def unlink_demands(db: Database, number: int, wanted: Sequence[int], actor: Actor) -> Linked:
    """Take demands off an item. Raises MenuItemNotFound, DemandNotFound, NotLinked."""
    with transaction(db, "menu unlink", actor):
        menu.get(db, number, actor.at.date())
        for_each(db, wanted, lambda demand: _check_linked(number, demand))
        for demand in wanted:
            db.update("demands", demand, menu_item=None)
        return Linked(menu.get(db, number, actor.at.date()), linked=(), unlinked=tuple(wanted), moved=())


def _check(db: Database, item: Mapping[str, Any], actor: Actor, number: int | None = None) -> None:
    check_period(item["starts_on"], item["ends_on"])
    if item["programme"] and item["target"]:
        raise TargetOfProgramme
    for other in menu.everything(db, actor.at.date(), year=item["year"]):
        if other.menu_item == number:
            continue
        if folded(other.title) == folded(item["title"]):
            raise MenuItemExists(year=other.year, title=other.title, menu_item=other.menu_item)
        if other.programme and item["programme"]:
            raise ProgrammeOnMenu(year=other.year, menu_item=other.menu_item)


def _check_closing(number: int, starts: Date | None, closed: Date) -> None:
    if starts and closed.certainly_before(starts):
        raise ClosedBeforeStart(menu_item=number, starts=starts.phrase(), closed=closed.phrase())


def _check_answerable(number: int, demand: Demand, closed: Mapping[int, Date]) -> None:
    if demand.state == "merged":
        raise DemandMergedAway(demand=demand.demand, into=demand.merged_into, menu_item=number)
    if demand.state in NOT_ANSWERED:
        raise DemandUnanswerable(demand=demand.demand, state=DEMAND_STATES.phrase(demand.state))
    old = demand.menu_item
    if old is not None and old in closed:
        raise AnsweredByClosed(demand=demand.demand, old=old, closed=closed[old].phrase(), menu_item=number)


def _check_linked(number: int, demand: Demand) -> None:
    if demand.menu_item != number:
        raise NotLinked(demand=demand.demand, menu_item=number)
