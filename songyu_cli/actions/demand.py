"""Demands are written down and mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.choices import DEMAND_STATES
from songyu_cli.domain.demands import CLOSED, Demand, DemandClosed, DemandPartlyDone, QuantityBelowCarriedOut
from songyu_cli.storage import demands, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


@dataclass(frozen=True)
class NewDemand:
    """What is asked for, where, and how it was heard; `text` is masked already."""

    unit: Address
    kind: str
    quantity: int
    channel: str
    on: Date
    text: str | None = None


def add_demand(db: Database, new: NewDemand, actor: Actor) -> Demand:
    """Register a demand at a stairwell. Raises UnitNotFound and HappensInFuture."""
    check_not_future(new.on, actor)
    with transaction(db, "demand add", actor):
        return demands.get(db, insert_demand(db, new, actor))


def insert_demand(db: Database, new: NewDemand, actor: Actor) -> int:
    """Write one demand inside the caller's transaction and return its number."""
    return db.insert(
        "demands",
        unit=units.get(db, new.unit).id,
        kind=new.kind,
        quantity=new.quantity,
        channel=new.channel,
        role=actor.role,
        registered_on=str(new.on),
        text=new.text,
    )


def edit_demand(db: Database, number: int, actor: Actor, changes: Mapping[str, object]) -> Demand:
    """Mend what was written down of an open demand: kind, quantity, channel, registered_on, text, unit.

    Raises DemandNotFound, DemandClosed, DemandPartlyDone, QuantityBelowCarriedOut, UnitNotFound.
    """
    with transaction(db, "demand edit", actor):
        demand = demands.get(db, number)
        if demand.state in CLOSED:
            raise DemandClosed(demand=number, state=DEMAND_STATES.phrase(demand.state))
        quantity = changes.get("quantity", demand.quantity)
        if isinstance(quantity, int) and quantity < demand.carried_out:
            raise QuantityBelowCarriedOut(demand=number, carried_out=demand.carried_out, quantity=quantity)
        here = units.get(db, demand.unit).id
        columns = {
            name: units.get(db, value).id if isinstance(value, Address) else value for name, value in changes.items()
        }
        if demand.carried_out and (
            columns.get("unit", here) != here or columns.get("kind", demand.kind) != demand.kind
        ):
            raise DemandPartlyDone(demand=number, carried_out=demand.carried_out)
        db.update("demands", number, **columns)
        return demands.get(db, number)
