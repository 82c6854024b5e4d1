"""Benches are put in place, and settle the demands they answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.batch import chosen_batch
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.batches import Batch, BatchFull
from songyu_cli.domain.benches import (
    ENTRANCE,
    Installation,
    Installed,
    InstalledBeforeBatchOpened,
    Settled,
    TagOfAnotherBatch,
    TagTaken,
    UsedBeforeInstalled,
    parsed_tag,
)
from songyu_cli.domain.dates import Date
from songyu_cli.storage import batches, benches, demand_steps, demands, hazards, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.batches import Unfilled
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.partners import Partner
    from songyu_cli.domain.units import Unit
    from songyu_cli.storage.connection import Database

_AFTER = {
    "pending": (),
    "in_use": ("in_use",),
    "out_of_use": ("in_use", "out_of_use"),
    "retired": ("in_use", "retired"),
}


@dataclass(frozen=True)
class Order:
    """Benches to put at one stairwell. `used_on` is None where they are in use from their installation.

    `partner` is the donor's id; `facts` are columns of a bench and what is known of these, of each of them the same.
    """

    unit: Address
    quantity: int = 1
    tag: str | None = None
    spot: str | None = ENTRANCE
    used_on: Date | None = None
    state: str = "in_use"
    note: str | None = None
    partner: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


class Planned(NamedTuple):
    """Everything that a batch has given and that does not stand yet, of some stairwells or of all (None).

    `order` makes the order of so many at a stairwell.
    """

    order: Callable[[Address, int], Order]
    places: Collection[Address] | None = None


class Terms(NamedTuple):
    """What else is said of an installation: that it may exceed the plan, who gave, and whether it is only tried.

    `partner` is the donor as it was named: a number, a name, or a part of one.
    """

    over: bool = False
    partner: str | None = None
    dry_run: bool = False


_PLAIN = Terms()


def install_benches(
    db: Database,
    orders: Sequence[Order] | Planned,
    actor: Actor,
    *,
    batch: int | None,
    on: Date,
    terms: Terms = _PLAIN,
) -> Installation:
    """Put benches of a batch at entrances and settle the demands they answer.

    Without a number the only open batch is taken. Raises UnitNotFound, BatchFull, BatchClosed, NoOpenBatch,
    WhichBatch, InstalledBeforeBatchOpened, HappensInFuture, UsedBeforeInstalled, TagTaken, PartnerNotFound,
    PartnersAlike.
    """
    check_not_future(on, actor)
    with transaction(db, "bench install", actor, dry_run=terms.dry_run):
        chosen = chosen_batch(db, batch)
        if isinstance(orders, Planned):
            orders = [orders.order(one.unit, one.benches) for one in left_of_plan(db, chosen, orders.places)]
        donor = _donor(db, terms.partner)
        if donor:
            orders = [replace(order, partner=donor.partner) for order in orders]
        check_room(chosen, sum(order.quantity for order in orders), over=terms.over)
        check_opened(chosen, on)
        entrances = [units.get(db, order.unit) for order in orders]
        places = tuple(
            place_benches(db, unit, chosen, order, on, role=actor.role)
            for unit, order in zip(entrances, orders, strict=True)
        )
        after = batches.get(db, chosen.batch)
        return Installation(
            batch=after.batch,
            on=on,
            benches=sum(len(place.tags) for place in places),
            planned=after.planned,
            installed=after.installed,
            places=places,
            old_stools=hazards.old_stools(db, [unit.id for unit in entrances]),
            allocated=after.allocated,
            state=orders[0].state if orders else None,
            used_on=orders[0].used_on if orders else None,
            partner=donor.name if donor else None,
            facts=dict(orders[0].facts) if orders else {},
            dry_run=terms.dry_run,
        )


def left_of_plan(db: Database, batch: Batch, places: Collection[Address] | None) -> list[Unfilled]:
    """Return what a batch has given and does not stand yet, at some stairwells or at all."""
    return [one for one in batches.unfilled(db, batch.id) if places is None or one.unit in places]


def _donor(db: Database, text: str | None) -> Partner | None:
    if text is None:
        return None
    from songyu_cli.storage import partners  # noqa: PLC0415  most installations name no donor

    return partners.named(db, text)


def check_room(batch: Batch, wanted: int, *, over: bool) -> None:
    """Refuse more benches than a batch plans, unless they are said to be over it. Raises BatchFull."""
    if batch.installed + wanted > batch.planned and not over:
        raise BatchFull(batch=batch.batch, planned=batch.planned, installed=batch.installed, wanted=wanted)


def check_opened(batch: Batch, on: Date) -> None:
    """Refuse an installation that is certainly earlier than its batch. Raises InstalledBeforeBatchOpened."""
    if on.certainly_before(batch.opened_on):
        raise InstalledBeforeBatchOpened(batch=batch.batch, on=on.phrase(), opened=batch.opened_on.phrase())


def place_benches(db: Database, unit: Unit, batch: Batch, order: Order, on: Date, *, role: str) -> Installed:
    """Write the benches of one order inside the caller's transaction. Raises TagTaken and UsedBeforeInstalled."""
    used_on = order.used_on or on
    if used_on.certainly_before(on):
        raise UsedBeforeInstalled(used=used_on.phrase(), installed=on.phrase())
    tags, settled = [], []
    later: list[int] = []
    for _ in range(order.quantity):
        tag = given_tag(db, batch, order.tag) if order.tag else benches.next_tag(db, batch.batch)
        bench = db.insert(
            "benches",
            tag=tag,
            batch=batch.id,
            unit=unit.id,
            spot=order.spot,
            note=order.note,
            partner=order.partner,
            **order.facts,
        )
        db.insert("bench_events", bench=bench, kind="installed", happened_on=str(on), role=role)
        for kind in _AFTER[order.state]:
            # When a bench went out of use is not known from a list that only says that it did.
            day = str(used_on) if kind == "in_use" else None
            db.insert("bench_events", bench=bench, kind=kind, happened_on=day, role=role)
        tags.append(tag)
        if order.state != "retired":
            answered, later = settle(db, unit, bench, tag, on)
            settled += answered
    unplanned = batches.allocate(db, batch.id, unit.id, on=str(on))
    if unplanned and not batches.is_planned(db, batch.id):
        unplanned = 0
    return Installed(unit.unit, tuple(tags), tuple(settled), tuple(later), unplanned)


def given_tag(db: Database, batch: Batch, text: str) -> str:
    """Return a tag that was typed for a batch's new bench, and keep it. Raises TagOfAnotherBatch and TagTaken."""
    tag, number_of_batch, number = parsed_tag(text)
    if number_of_batch != batch.batch:
        raise TagOfAnotherBatch(tag=tag, batch=batch.batch)
    taken = benches.holder(db, tag)
    if taken:
        raise TagTaken(tag=tag, unit=taken.unit.phrase())
    benches.note_tag(db, batch.batch, number)
    return tag


def settle(
    db: Database, unit: Unit, bench: int, tag: str, on: Date, *, among: Collection[int] | None = None
) -> tuple[list[Settled], list[int]]:
    """Record the bench as a result on the stairwell's oldest open bench demand, if it has one, or one `among` some.

    A bench that certainly stood there before a demand was registered, or opened again, does not answer it; return
    these demands too.
    """
    later: list[int] = []
    for demand in demands.open_at(db, unit.id, "bench"):
        if among is not None and demand.demand not in among:
            continue
        opened = demand_steps.reopened_on(db, demand) or Date(demand.registered_on)
        if on.certainly_before(opened):
            later.append(demand.demand)
            continue
        db.insert("results", demand=demand.demand, bench=bench, quantity=1, done_on=str(on), round=demand.round)
        return [Settled(demand.demand, tag, demand.carried_out + 1, demand.quantity)], later
    return [], later
