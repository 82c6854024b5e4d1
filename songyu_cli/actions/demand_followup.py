"""Residents are asked what became of their demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.demand_steps import check_step, for_each
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_refusals import StepTooEarly
from songyu_cli.domain.followups import AskAboutTheOther, Followed, NothingReached, ResolvedMissing
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.followups import Heard
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_CAME_OF_IT = {
    "done": Phrase("办结", "done"),
    "declined": Phrase("不予采纳", "declined"),
    "in_progress": Phrase("采纳", "accepted"),
}


def follow_up(db: Database, numbers: Sequence[int], actor: Actor, heard: Heard, *, on: Date) -> Followed:
    """Write down what residents said of what became of their demands, or that nobody was reached; all or none.

    Raises ResolvedMissing, NothingReached, DemandNotFound, AskAboutTheOther, NotInThisState, StepTooEarly,
    HappensInFuture, SeveralRefused.
    """
    if heard.reached == "yes" and not heard.resolved:
        raise ResolvedMissing
    if heard.reached == "no" and (heard.resolved or heard.grade):
        raise NothingReached
    check_not_future(on, actor)

    def ask(demand: Demand) -> None:
        if demand.merged_into is not None:
            raise AskAboutTheOther(demand=demand.demand, into=demand.merged_into)
        check_step(db, demand, "followup", on)
        came = Date(demand.done_on or demand.decided_on or demand.registered_on)
        if on.certainly_before(came):
            raise StepTooEarly(demand, on, _CAME_OF_IT[demand.state], came)
        db.insert(
            "followups",
            demand=demand.demand,
            round=demand.round,
            followed_on=str(on),
            role=actor.role,
            **heard._asdict(),
        )

    with transaction(db, "demand followup", actor):
        return Followed(str(on), heard, for_each(db, numbers, ask))
