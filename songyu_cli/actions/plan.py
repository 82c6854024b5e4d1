"""The next batch is planned, and the plan is saved as allocations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.batch import check_open, next_number
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.dates import Date
from songyu_cli.domain.plan import Picked, Plan, Wish, drawn_up
from songyu_cli.domain.plan_refusals import (
    HowManyBenches,
    NothingFree,
    PinsBeyondPlan,
    PlanBeforeOpened,
    PlanBeyondBatch,
    PlanEmpty,
    PlanWithoutBatch,
    WhichBatchToPlan,
)
from songyu_cli.domain.wording import joined, verbatim
from songyu_cli.storage import batches, plans, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from songyu_cli.domain.batches import Batch
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.stairwells import Address
    from songyu_cli.storage.connection import Database


class Asked(NamedTuple):
    """What a plan is asked for; without `benches` what the batch has left.

    `anew` plans as if nothing of the batch that is not put up yet were allocated; `over` lets it exceed the batch.
    """

    on: Date
    batch: int | None = None
    benches: int | None = None
    weight: str = "elderly_60"
    max_per_unit: int | None = None
    pinned: tuple[Picked, ...] = ()
    skipped: tuple[Picked, ...] = ()
    anew: bool = False
    over: bool = False


def propose_plan(db: Database, asked: Asked, today: Date) -> Plan:
    """Return a plan without saving it; the batch need not be open yet.

    Raises WhichBatchToPlan, BatchClosed, HowManyBenches, NothingFree, PinsBeyondPlan, PinBeyondMost, UnitNotFound.
    """
    with db.reading():
        return _drawn_up(db, asked, today)[0]


def save_plan(db: Database, asked: Asked, actor: Actor) -> Plan:
    """Make a plan and save it: an allocation for each of its benches.

    With `anew` what the batch had allocated and not put up yet is taken back first.

    Raises what `propose_plan` does, and PlanWithoutBatch, PlanBeyondBatch, PlanBeforeOpened, PlanEmpty,
    HappensInFuture.
    """
    check_not_future(asked.on, actor)
    with transaction(db, "batch plan", actor):
        plan, batch, ids = _drawn_up(db, asked, Date.of(actor.at.date()))
        if batch is None:
            raise PlanWithoutBatch(batch=plan.batch, benches=plan.benches)
        if asked.on.certainly_before(batch.opened_on):
            raise PlanBeforeOpened(batch=batch.batch, on=asked.on.phrase(), opened=batch.opened_on.phrase())
        if plan.free is not None and plan.benches > plan.free and not asked.over:
            raise PlanBeyondBatch(batch=batch.batch, free=max(0, plan.free), benches=plan.benches)
        if not plan.plan:
            raise PlanEmpty
        if asked.anew:
            plans.take_back(db, batch.id)
        return plan._replace(saved=plans.add(db, batch.id, plan, ids, role=actor.role))


def _drawn_up(db: Database, asked: Asked, today: Date) -> tuple[Plan, Batch | None, dict[Address, int]]:
    """Return the plan, its batch if that is open, and the ids of the stairwells."""
    batch = _batch(db, asked.batch)
    number = batch.batch if batch else asked.batch or next_number(db)
    taken_back = plans.awaited(db, batch.id) if batch and asked.anew else 0
    free = batch.planned - batch.allocated + taken_back if batch else None
    benches = asked.benches if asked.benches is not None else _left(batch, number, free, next_number(db))
    pinned = sum(picked.quantity for picked in asked.pinned)
    if pinned > benches:
        raise PinsBeyondPlan(pinned=pinned, benches=benches)
    for picked in (*asked.pinned, *asked.skipped):
        units.get(db, picked.unit)
    there = plans.stairwells(db, str(today), without=batch.id if batch and asked.anew else None)
    plan = drawn_up(there, Wish(benches, asked.weight, asked.max_per_unit, asked.pinned, asked.skipped))
    whole = plan._replace(batch=number, free=free, taken_back=taken_back, planned_on=asked.on)
    if batch and asked.anew:
        whole = _beside_the_last(db, batch, whole)
    return whole, batch, {one.unit: one.id for one in there}


def _beside_the_last(db: Database, batch: Batch, plan: Plan) -> Plan:
    """Return a plan with what the batch's last saved plan had pinned, and not got yet, or skipped, and this does not.

    A person gave a reason for each, which planning anew is not to lose without a word.
    """
    last = plans.of_batch(db, batch.id)[-1:]
    named = {one.unit for one in (*plan.pinned, *plan.skipped)}
    waiting = {one.unit for one in batches.unfilled(db, batch.id)}
    return plan._replace(
        unpinned=tuple(one for old in last for one in old.pinned if one.unit in waiting - named),
        unskipped=tuple(one for old in last for one in old.skipped if one.unit not in named),
    )


def _batch(db: Database, number: int | None) -> Batch | None:
    """Return the batch of that number, or the only open one; None where it is still to be opened.

    Raises BatchClosed and WhichBatchToPlan.
    """
    every = batches.everything(db)
    if number is not None:
        named = next((batch for batch in every if batch.batch == number), None)
        if named:
            check_open(named)
        return named
    still_open = [batch for batch in every if not batch.closed_on]
    if len(still_open) > 1:
        numbers = [str(batch.batch) for batch in still_open]
        raise WhichBatchToPlan(batches=joined([verbatim(one) for one in numbers]), first=numbers[0])
    return still_open[0] if still_open else None


def _left(batch: Batch | None, number: int, free: int | None, following: int) -> int:
    """Return what a batch has left to plan. Raises HowManyBenches and NothingFree."""
    if batch is None or free is None:
        raise HowManyBenches(batch=number)
    if free <= 0:
        raise NothingFree(batch=number, planned=batch.planned, allocated=batch.allocated, next=following)
    return free
