"""Demands are written down and mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.actions.promises import Promises
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.choices import DEMAND_STATES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_duplicates import check_repeats, duplicates, repeated
from songyu_cli.domain.demands import (
    CLOSED,
    Demand,
    DemandClosed,
    DemandPartlyDone,
    HasMerged,
    NamedByOthers,
    QuantityBelowCarriedOut,
    RegisteredAfterStep,
)
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import demand_steps, demands, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.demand_duplicates import Duplicates
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


@dataclass(frozen=True)
class NewDemand:
    """What is asked for, where, and how it was heard; `text` is masked already.

    `repeat_of` is found out where it is None. `result_due` is what was promised already, else the settings promise.
    """

    unit: Address
    kind: str
    quantity: int
    channel: str
    on: Date
    text: str | None = None
    owner_role: str | None = None
    repeat_of: int | None = None
    visit_unit: int | None = None
    selection: int | None = None
    result_due: Date | None = None


class Circumstances(NamedTuple):
    """What to know about a demand just written down: open ones like it, and what its promised days rest on."""

    alike: Duplicates | None
    notices: tuple[Phrase, ...]


def add_demand(db: Database, new: NewDemand, actor: Actor) -> Demand:
    """Register a demand at a stairwell. Raises UnitNotFound and HappensInFuture."""
    check_not_future(new.on, actor)
    with transaction(db, "demand add", actor):
        return demands.get(db, insert_demand(db, new, actor, Promises(db)))


def insert_demand(db: Database, new: NewDemand, actor: Actor, promises: Promises) -> int:
    """Write one demand inside the caller's transaction, with its promised days, and return its number.

    One that asks again for what was done or declined at its stairwell is marked so.
    """
    promised = promises.for_demand(new.kind, new.on)
    unit = units.get(db, new.unit).id
    return db.insert(
        "demands",
        unit=unit,
        kind=new.kind,
        quantity=new.quantity,
        channel=new.channel,
        role=actor.role,
        registered_on=str(new.on),
        text=new.text,
        reply_due=promised.reply_due,
        result_due=new.result_due or promised.result_due,
        owner_role=new.owner_role,
        repeat_of=new.repeat_of or repeated(new.channel, new.on, _alike(db, unit, new.kind)),
        visit_unit=new.visit_unit,
        selection=new.selection,
    )


def _alike(db: Database, unit: int, kind: str, but: int | None = None) -> list[Demand]:
    """Return a stairwell's demands of a kind, but for one."""
    return [one for one in demands.everything(db, unit=unit) if one.kind == kind and one.demand != but]


def circumstances(db: Database, demand: Demand) -> Circumstances:
    """Return what to know about a demand that was just written down."""
    promises = Promises(db)
    promises.for_demand(demand.kind, Date(demand.registered_on))
    groups = duplicates(_alike(db, units.get(db, demand.unit).id, demand.kind))
    alike = next((group for group in groups if demand.demand in (group.into, *group.others)), None)
    return Circumstances(alike, promises.notices)


def edit_demand(db: Database, number: int, actor: Actor, changes: Mapping[str, Any]) -> Demand:
    """Mend what was written down of an open demand: kind, quantity, channel, registered_on, text, unit, owner_role.

    The promised days follow from a mended kind or day; so does `repeat_of`, unless it is among the changes (0: none).
    Raises DemandNotFound, DemandClosed, DemandPartlyDone, QuantityBelowCarriedOut, UnitNotFound, HasMerged,
    NamedByOthers, NotARepeat, RegisteredAfterStep, HappensInFuture.
    """
    with transaction(db, "demand edit", actor):
        demand = demands.get(db, number)
        if demand.state in CLOSED:
            raise DemandClosed(demand=number, state=DEMAND_STATES.phrase(demand.state))
        mended = demand._replace(**changes)
        unit = units.get(db, mended.unit).id
        if mended.quantity < demand.carried_out:
            raise QuantityBelowCarriedOut(demand=number, carried_out=demand.carried_out, quantity=mended.quantity)
        if (mended.unit, mended.kind) != (demand.unit, demand.kind):
            _check_moves(db, demand, to=mended.unit)
        if mended.registered_on != demand.registered_on:
            _check_day(db, demand, Date(mended.registered_on), actor)
        db.update("demands", number, **{**changes, "unit": unit, **_following(db, demand, mended, unit)})
        return demands.get(db, number)


def _following(db: Database, demand: Demand, mended: Demand, unit: int) -> dict[str, object]:
    """Return what follows from what was mended: the promised days, and what the demand asks for again."""
    found: dict[str, object] = {}
    on = Date(mended.registered_on)
    moved = (mended.unit, mended.kind) != (demand.unit, demand.kind)
    if (mended.kind, on) != (demand.kind, demand.registered_on):
        found |= Promises(db).for_demand(mended.kind, on)._asdict()
    if mended.repeat_of != demand.repeat_of:
        if mended.repeat_of:
            check_repeats(mended, demands.get(db, mended.repeat_of))
        found["repeat_of"] = mended.repeat_of or None
    elif moved or (demand.repeat_of and on != demand.registered_on):
        found["repeat_of"] = repeated(mended.channel, on, _alike(db, unit, mended.kind, but=demand.demand))
    return found


def _check_moves(db: Database, demand: Demand, to: Address) -> None:
    """Refuse another stairwell or kind where something hangs on them, in whatever round it was.

    A hazard stays where it is, but may be about any kind. Raises DemandPartlyDone, HasMerged and NamedByOthers.
    """
    told = demand_steps.story(db, demand.demand)
    carried_out = sum(result.quantity for result in told.results)
    if carried_out:
        raise DemandPartlyDone(demand=demand.demand, carried_out=carried_out)
    if told.merged:
        raise HasMerged(demand.demand, told.merged, Phrase("改单元或类别", "moved to another stairwell or kind"))
    repeats, hazards = demand_steps.named_by(db, demand.demand)
    if to == demand.unit:
        hazards = []
    if repeats or hazards:
        raise NamedByOthers(demand.demand, repeats, hazards)


def _check_day(db: Database, demand: Demand, on: Date, actor: Actor) -> None:
    """Refuse a day of registering that what happened to the demand since belies.

    A step that was early already stays so. Raises HappensInFuture and RegisteredAfterStep.
    """
    check_not_future(on, actor)
    story = demand_steps.story(db, demand.demand)
    steps = (*story.reviews, *story.decisions, *story.replies, *story.results, *story.extensions, *story.reopenings)
    days = [Date(step[0]) for step in (*steps, *story.followups)]
    for day in sorted([*days, *demand_steps.other_days(db, demand.demand)]):
        if day.certainly_before(on) and not day.certainly_before(Date(demand.registered_on)):
            raise RegisteredAfterStep(demand=demand.demand, on=on.phrase(), step=day.phrase())
