"""Those who asked are answered (回音), whatever became of what they asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.demand_steps import check_step, for_each
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.demand_steps import Stepped
from songyu_cli.storage import demands
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.demand_filters import DemandFilter
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


def chosen(db: Database, wanted: DemandFilter, today: datetime.date) -> list[Demand]:
    """Return the demands that a filter means for a reply; what a screening registered only if it is asked for."""
    found = wanted.matching(demands.everything(db), today)
    return [demand for demand in found if wanted.channel == "screening" or awaits_reply(demand)]


def reply_demands(
    db: Database, numbers: Sequence[int], actor: Actor, *, how: str, on: Date, text: str | None = None
) -> Stepped:
    """Write down a reply to those who asked for each demand, to all or to none; `text` is masked already.

    Raises DemandNotFound, StepTooEarly, HappensInFuture, SeveralRefused.
    """
    check_not_future(on, actor)

    def answer(demand: Demand) -> None:
        check_step(db, demand, "reply", on)
        db.insert("replies", demand=demand.demand, replied_on=str(on), how=how, role=actor.role, text=text)

    with transaction(db, "demand reply", actor):
        return Stepped(str(on), for_each(db, numbers, answer))
