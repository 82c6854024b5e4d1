"""Demands that ask for the same thing are merged by a person, and parted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.demand_steps import check_step, for_each
from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.demand_duplicates import IntoItself, Merged, Unmerged, check_goes_on, check_mergeable
from songyu_cli.domain.demand_refusals import check_possible
from songyu_cli.storage import demand_steps, demands, menu
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


def merge_demands(db: Database, numbers: Sequence[int], actor: Actor, *, into: int, on: Date) -> Merged:
    """Merge demands into another one of the same stairwell and kind, all or none.

    What had been merged into them goes along, so that none is merged into a merged one; and where the other one is not
    on the menu, it takes the place of the first that is, unless that item is closed. Raises IntoItself,
    DemandNotFound, IntoMerged, IntoClosed, NotTheSameNeed, MergedPartlyDone, NotInThisState, StepTooEarly,
    SeveralRefused, HappensInFuture.
    """
    if into in numbers:
        raise IntoItself(demand=into)
    check_not_future(on, actor)
    with transaction(db, "demand merge", actor):
        parent = demands.get(db, into)
        check_goes_on(parent)
        check_step(db, parent, "merge", on)
        known = kinds(db)
        moved: list[int] = []

        def merge(demand: Demand) -> None:
            check_step(db, demand, "merge", on)
            check_mergeable(demand, parent, known)
            for child in demand_steps.story(db, demand.demand).merged:
                db.update("demands", child, merged_into=into)
                moved.append(child)
            db.update("demands", demand.demand, merged_into=into, merged_on=str(on))

        merged = for_each(db, numbers, merge)
        item = None if parent.menu_item else _menu_item(db, merged, actor)
        if item:
            db.update("demands", into, menu_item=item)
        return Merged(demands.get(db, into), merged, tuple(moved), item)


def _menu_item(db: Database, merged: Sequence[Demand], actor: Actor) -> int | None:
    """Return the first item of the menu that demands are linked to and that is not closed."""
    linked = [menu.get(db, one.menu_item, actor.at.date()) for one in merged if one.menu_item]
    return next((item.menu_item for item in linked if not item.closed_on), None)


def unmerge_demands(db: Database, numbers: Sequence[int], actor: Actor) -> Unmerged:
    """Part merged demands from what they were merged into, all or none; their own facts make their state again.

    Raises DemandNotFound, NotInThisState and SeveralRefused.
    """
    with transaction(db, "demand unmerge", actor):
        parents: dict[int, None] = {}

        def unmerge(demand: Demand) -> None:
            check_possible(demand, "unmerge")
            parents[demand.merged_into or 0] = None
            db.update("demands", demand.demand, merged_into=None, merged_on=None)

        parted = for_each(db, numbers, unmerge)
        return Unmerged(parted, tuple(demands.get(db, number) for number in parents))
