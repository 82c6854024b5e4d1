"""Hazards are written down and cleared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.hazards import Clearing, DemandElsewhere, Hazard, check_clearing
from songyu_cli.storage import demands, hazards, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


@dataclass(frozen=True, kw_only=True)
class NewHazard:
    """What is dangerous, where, and when it was found; `text` is masked already."""

    unit: Address
    kind: str
    on: Date
    severity: str = "low"
    quantity: int = 1
    text: str | None = None
    visit_unit: int | None = None
    demand: int | None = None


def add_hazard(db: Database, new: NewHazard, actor: Actor) -> Hazard:
    """Register a hazard at a stairwell.

    Raises UnitNotFound, HappensInFuture, DemandNotFound, DemandElsewhere.
    """
    check_not_future(new.on, actor)
    with transaction(db, "hazard add", actor):
        return hazards.get(db, insert_hazard(db, new, actor))


def insert_hazard(db: Database, new: NewHazard, actor: Actor) -> int:
    """Write one hazard inside the caller's transaction and return its number.

    Raises UnitNotFound, DemandNotFound, and DemandElsewhere where its demand is about another stairwell.
    """
    unit = units.get(db, new.unit)
    if new.demand is not None:
        there = demands.get(db, new.demand).unit
        if there != unit.unit:
            raise DemandElsewhere(demand=new.demand, there=there.phrase(), here=unit.unit.phrase())
    return db.insert(
        "hazards",
        unit=unit.id,
        kind=new.kind,
        severity=new.severity,
        quantity=new.quantity,
        found_on=str(new.on),
        role=actor.role,
        text=new.text,
        visit_unit=new.visit_unit,
        demand=new.demand,
    )


def clear_hazards(db: Database, numbers: Sequence[int], actor: Actor, *, how: str, on: Date) -> Clearing:
    """Say that hazards are gone, how and since when; all of them or none.

    Raises HazardNotFound, HazardCleared, ClearedBeforeFound, HappensInFuture.
    """
    check_not_future(on, actor)
    with transaction(db, "hazard clear", actor):
        for number in numbers:
            check_clearing(hazards.get(db, number), on)
            db.update("hazards", number, cleared_on=str(on), cleared_how=how, cleared_role=actor.role)
        return Clearing(str(on), how, tuple(hazards.get(db, number) for number in numbers))
