"""The steps of a demand: judged, decided, carried out, put off, withdrawn, opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_refusals import (
    BenchesAreInstalled,
    DeclinedPartlyDone,
    DueDayNotLater,
    DueDayPast,
    DueDayVague,
    MeetingOnAnotherDay,
    MoreThanLeft,
    NothingJudged,
    NothingPromised,
    ReasonMissing,
    SeveralRefused,
    StepTooEarly,
    check_possible,
)
from songyu_cli.domain.demand_steps import Decided, Stepped, is_decided, steps_of_round
from songyu_cli.domain.demands import HasMerged
from songyu_cli.domain.errors import NotFound, RuleForbids, SongyuError
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import demand_steps, demands
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_REGISTERED = Phrase("登记", "registered")
_REOPENED = Phrase("重开", "reopened")
_LAST = {
    "review": Phrase("上一次审核", "last reviewed"),
    "decide": Phrase("上一次决定", "last decided"),
    "result": Phrase("上一次落实", "last carried out"),
    "followup": Phrase("上一次回访", "last followed up"),
}
_CLOSED = {
    "done": Phrase("办结", "done"),
    "declined": Phrase("不予采纳", "declined"),
    "withdrawn": Phrase("撤回", "withdrawn"),
}


class Judgement(NamedTuple):
    """One or both of a review's answers, `yes` or `no`; `reason` is masked already."""

    reasonable: str | None
    feasible: str | None
    reason: str | None


def review_demands(db: Database, numbers: Sequence[int], actor: Actor, judgement: Judgement, *, on: Date) -> Stepped:
    """Write down a judgement of demands, of all or of none.

    Raises NothingJudged, ReasonMissing, DemandNotFound, NotInThisState, StepTooEarly, HappensInFuture, SeveralRefused.
    """
    if judgement.reasonable is None and judgement.feasible is None:
        raise NothingJudged
    if "no" in judgement[:2] and not judgement.reason:
        raise ReasonMissing(what=Phrase("不合理或不可行", "A no"))
    check_not_future(on, actor)

    def judge(demand: Demand) -> None:
        check_step(db, demand, "review", on)
        db.insert(
            "reviews",
            demand=demand.demand,
            round=demand.round,
            **judgement._asdict(),
            role=actor.role,
            reviewed_on=str(on),
        )

    with transaction(db, "demand review", actor):
        return Stepped(str(on), for_each(db, numbers, judge))


def decide_demands(  # noqa: PLR0913  a decision's own words
    db: Database,
    numbers: Sequence[int],
    verdict: str,
    actor: Actor,
    *,
    on: Date | None,
    reason: str | None = None,
    meeting: int | None = None,
) -> Decided:
    """Accept or decline demands, all or none; without a day it is the meeting's, or today.

    What was decided so before is not decided again. Raises MeetingNotFound, MeetingOnAnotherDay, SeveralRefused, and
    what `insert_decision` raises.
    """
    with transaction(db, "demand decide", actor):
        day = on or Date.of(actor.at.date())
        if meeting is not None:
            from songyu_cli.storage import meetings  # noqa: PLC0415  few decisions name a meeting

            day = _meeting_day(db, meeting, on)
        check_not_future(day, actor)
        already: list[int] = []

        def decide(demand: Demand) -> None:
            check_possible(demand, "decide")
            if is_decided(demand_steps.story(db, demand.demand), verdict, reason, meeting):
                already.append(demand.demand)
                return
            insert_decision(db, demand, verdict, actor, on=day, reason=reason, meeting=meeting)
            if meeting is not None:
                meetings.put_on_agenda(db, meeting, demand.demand)

        return Decided(str(day), for_each(db, numbers, decide), tuple(already))


def _meeting_day(db: Database, meeting: int, on: Date | None) -> Date:
    """Return the meeting's day or the day that was given, whichever is known more exactly."""
    from songyu_cli.storage import meetings  # noqa: PLC0415  few decisions name a meeting

    held = meetings.get(db, meeting).held_on
    if on is not None and (on.certainly_before(held) or on.certainly_after(held)):
        raise MeetingOnAnotherDay(meeting=meeting, held=held.phrase(), on=on.phrase())
    return max(on or held, held, key=len)


def insert_decision(  # noqa: PLR0913  a decision's own words
    db: Database,
    demand: Demand,
    verdict: str,
    actor: Actor,
    *,
    on: Date,
    reason: str | None,
    meeting: int | None = None,
) -> None:
    """Write one decision, `accepted` or `declined`, inside the caller's transaction; the last one counts.

    Raises ReasonMissing, HappensInFuture, NotInThisState, DeclinedPartlyDone, StepTooEarly.
    """
    if verdict == "declined" and not reason:
        raise ReasonMissing(what=Phrase("不予采纳", "Declining"))
    check_not_future(on, actor)
    check_step(db, demand, "decide", on)
    if verdict == "declined" and demand.carried_out:
        raise DeclinedPartlyDone(demand=demand.demand, carried_out=demand.carried_out, quantity=demand.quantity)
    if demand.decided_on and on.certainly_before(Date(demand.decided_on)):
        raise StepTooEarly(demand, on, _LAST["decide"], Date(demand.decided_on))
    db.insert(
        "decisions",
        demand=demand.demand,
        round=demand.round,
        verdict=verdict,
        reason=reason,
        role=actor.role,
        decided_on=str(on),
        meeting=meeting,
    )


def record_result(
    db: Database, number: int, actor: Actor, *, on: Date, quantity: int | None = None, text: str | None = None
) -> Stepped:
    """Write down that a matter other than a bench was carried out: so much of it, or all that is left.

    Raises DemandNotFound, NotInThisState, BenchesAreInstalled, MoreThanLeft, StepTooEarly, HappensInFuture.
    """
    check_not_future(on, actor)

    def carry_out(demand: Demand) -> None:
        check_step(db, demand, "result", on)
        if demand.kind == "bench":
            raise BenchesAreInstalled(demand)
        left = demand.quantity - demand.carried_out
        done = quantity or left
        if done > left:
            raise MoreThanLeft(demand=number, left=left, quantity=done)
        db.insert(
            "results", demand=number, quantity=done, done_on=str(on), round=demand.round, role=actor.role, text=text
        )

    with transaction(db, "demand result", actor):
        return Stepped(str(on), for_each(db, [number], carry_out))


def withdraw_demand(db: Database, number: int, actor: Actor, *, on: Date, reason: str | None = None) -> Stepped:
    """Write down that those who asked no longer want it.

    Raises DemandNotFound, NotInThisState, HasMerged, StepTooEarly, HappensInFuture.
    """
    check_not_future(on, actor)

    def withdraw(demand: Demand) -> None:
        check_step(db, demand, "withdraw", on)
        told = demand_steps.story(db, number)
        if told.merged:
            raise HasMerged(number, told.merged, Phrase("撤回", "withdrawn"))
        for step, day in steps_of_round(told):
            if on.certainly_before(day):
                raise StepTooEarly(demand, on, _LAST[step], day)
        db.update("demands", number, withdrawn_on=str(on), withdrawn_reason=reason)

    with transaction(db, "demand withdraw", actor):
        return Stepped(str(on), for_each(db, [number], withdraw))


def reopen_demand(db: Database, number: int, actor: Actor, *, on: Date, reason: str | None) -> Stepped:
    """Open a done, declined or withdrawn demand for another round; its history stays.

    Raises ReasonMissing, DemandNotFound, NotInThisState, StepTooEarly, HappensInFuture.
    """
    if not reason:
        raise ReasonMissing(what=Phrase("重开", "Reopening"))
    check_not_future(on, actor)

    def reopen(demand: Demand) -> None:
        check_step(db, demand, "reopen", on)
        closed = Date(demand.withdrawn_on or demand.done_on or demand.decided_on or demand.registered_on)
        if on.certainly_before(closed):
            raise StepTooEarly(demand, on, _CLOSED[demand.state], closed)
        for step, day in steps_of_round(demand_steps.story(db, number)):
            if step == "followup" and on.certainly_before(day):
                raise StepTooEarly(demand, on, _LAST[step], day)
        withdrawal = {"withdrawn_on": demand.withdrawn_on, "withdrawn_reason": demand.withdrawn_reason}
        db.insert("reopenings", demand=number, reason=reason, role=actor.role, reopened_on=str(on), **withdrawal)
        db.update("demands", number, **dict.fromkeys(withdrawal))

    with transaction(db, "demand reopen", actor):
        return Stepped(str(on), for_each(db, [number], reopen))


def extend_demand(db: Database, number: int, actor: Actor, *, to: Date, on: Date, reason: str | None) -> Stepped:
    """Put off the promised day of a demand's result; the reply's stays, for "it takes longer" is a reply.

    Raises ReasonMissing, DueDayVague, DemandNotFound, NotInThisState, NothingPromised, DueDayNotLater, DueDayPast,
    StepTooEarly, HappensInFuture.
    """
    if not reason:
        raise ReasonMissing(what=Phrase("延期", "Putting it off"))
    if to.precision != "day":
        raise DueDayVague(to=to.phrase(), example=Date.of(to.latest()))
    check_not_future(on, actor)

    def extend(demand: Demand) -> None:
        check_step(db, demand, "extend", on)
        if demand.result_due is None:
            raise NothingPromised(demand=number)
        due = Date(demand.result_due)
        if not to.certainly_after(due):
            raise DueDayNotLater(demand=number, due=due.phrase(), to=to.phrase())
        if to.certainly_before(on):
            raise DueDayPast(demand=number, on=on.phrase(), to=to.phrase())
        db.insert("extensions", demand=number, due=str(to), reason=reason, role=actor.role, extended_on=str(on))

    with transaction(db, "demand extend", actor):
        return Stepped(str(on), for_each(db, [number], extend))


def for_each(db: Database, numbers: Sequence[int], step: Callable[[Demand], None]) -> tuple[Demand, ...]:
    """Take a step with each demand inside the caller's transaction, and return them as they then are.

    Raises what one of them is refused for, or SeveralRefused.
    """
    refused: list[SongyuError] = []
    for number in numbers:
        try:
            step(demands.get(db, number))
        except (RuleForbids, NotFound) as error:
            refused.append(error)
    if len(refused) > 1:
        raise SeveralRefused(refused, len(numbers))
    if refused:
        raise refused[0]
    return tuple(demands.get(db, number) for number in numbers)


def check_step(db: Database, demand: Demand, command: str, on: Date) -> None:
    """Refuse a step that makes no sense in a demand's state, or is earlier than its registering or last reopening.

    A reply may be written down later for an earlier round. Raises NotInThisState and StepTooEarly.
    """
    check_possible(demand, command)
    registered = Date(demand.registered_on)
    if on.certainly_before(registered):
        raise StepTooEarly(demand, on, _REGISTERED, registered)
    reopened = None if command == "reply" else demand_steps.reopened_on(db, demand)
    if reopened and on.certainly_before(reopened):
        raise StepTooEarly(demand, on, _REOPENED, reopened)
