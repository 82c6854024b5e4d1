"""A demand's steps: what each state allows, what the facts then say, and any order of steps against a small model."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest
from conftest import ACTOR, new_ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from songyu_cli.actions import demand_answers as answers
from songyu_cli.actions import demand_steps as steps
from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, Terms, install_benches
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.benches import HappensInFuture
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import DemandFilter
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
    NotInThisState,
    ReasonMissing,
    SeveralRefused,
    StepTooEarly,
)
from songyu_cli.domain.demand_steps import before_decision
from songyu_cli.domain.demands import CLOSED, DemandNotFound, HasMerged
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.meetings import MeetingNotFound
from songyu_cli.storage import demand_steps, demands
from songyu_cli.storage.log import transaction

PLACE = Address("淞泽家园九区", "12", "3")
DAY = Date("2021-06-01")
YES = steps.Judgement("yes", "yes", None)


@pytest.fixture
def rail(db):
    """A demand for two handrails at 12-3, registered on 2021-03-05; a batch of benches is open."""
    add_unit(db, PLACE, ACTOR)
    open_batch(db, 1, ACTOR, planned=9, on=Date("2021"))
    return ask(db)


def ask(db, kind="handrail", quantity=2, channel="door", on="2021-03-05", place=PLACE):
    return add_demand(db, NewDemand(place, kind, quantity, channel, Date(on)), ACTOR).demand


def merge(db, number, into):
    with transaction(db, "demand merge", ACTOR):
        db.update("demands", number, merged_into=into, merged_on=None if into is None else str(DAY))


def review(db, number, judgement=YES, on=DAY):
    return steps.review_demands(db, [number], ACTOR, judgement, on=on)


def decide(db, number, verdict="accepted", on=DAY, reason="理由", meeting=None):
    return steps.decide_demands(db, [number], verdict, ACTOR, on=on, reason=reason, meeting=meeting)


def reply(db, number, on=DAY):
    return answers.reply_demands(db, [number], ACTOR, how="visit", on=on)


def result(db, number, quantity=None, on=DAY):
    return steps.record_result(db, number, ACTOR, on=on, quantity=quantity)


def withdraw(db, number, on=DAY):
    return steps.withdraw_demand(db, number, ACTOR, on=on, reason="搬走了")


def reopen(db, number, on=DAY):
    return steps.reopen_demand(db, number, ACTOR, on=on, reason="又要了")


def extend(db, number, on=DAY, to="2023-09-01"):
    return steps.extend_demand(db, number, ACTOR, to=Date(to), on=on, reason="等材料")


STEPS = {
    "review": review,
    "decide": decide,
    "reply": reply,
    "result": result,
    "withdraw": withdraw,
    "reopen": reopen,
    "extend": extend,
}


def brought_to(db, number, state):
    made = {
        "registered": lambda: None,
        "reviewed": lambda: review(db, number),
        "accepted": lambda: decide(db, number),
        "in_progress": lambda: (decide(db, number), result(db, number, 1)),
        "declined": lambda: decide(db, number, "declined"),
        "done": lambda: result(db, number),
        "withdrawn": lambda: withdraw(db, number),
        "merged": lambda: merge(db, number, ask(db)),
    }
    made[state]()
    assert demands.get(db, number).state == state


# What may be done in a state, and the state it brings; every step that is not here is refused.
OPEN = {"withdraw": "withdrawn", "result": "done", "decide": "accepted"}
AFTER = {
    "registered": {**OPEN, "review": "reviewed", "reply": "registered", "extend": "registered"},
    "reviewed": {**OPEN, "review": "reviewed", "reply": "reviewed", "extend": "reviewed"},
    "accepted": {**OPEN, "review": "accepted", "reply": "accepted", "extend": "accepted"},
    "in_progress": {
        **OPEN,
        "decide": "in_progress",
        "review": "in_progress",
        "reply": "in_progress",
        "extend": "in_progress",
    },
    "declined": {"decide": "accepted", "reopen": "registered", "reply": "declined"},
    "done": {"reopen": "registered", "reply": "done"},
    "withdrawn": {"reopen": "registered", "reply": "withdrawn"},
    "merged": {"reply": "merged"},
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", AFTER)
def test_every_step_in_every_state(db, rail, state, step):
    brought_to(db, rail, state)
    before = demand_steps.story(db, rail)
    if step in AFTER[state]:
        STEPS[step](db, rail)
        assert demands.get(db, rail).state == AFTER[state][step]
        return
    with pytest.raises(NotInThisState) as refusal:
        STEPS[step](db, rail)
    assert demand_steps.story(db, rail) == before
    named = {command for command in (*STEPS, "unmerge") if f"songyu demand {command} {rail}" in refusal.value.advice.en}
    possible = {*AFTER[state], *(["unmerge"] if state == "merged" else [])}
    assert named == possible if state in CLOSED else len(named) == 3 and named < possible


@pytest.mark.parametrize("step", STEPS)
def test_no_step_lies_in_the_future(db, rail, step):
    if step == "reopen":
        withdraw(db, rail)
    with pytest.raises(HappensInFuture):
        STEPS[step](db, rail, on=Date("2023-01-01"))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("on", "early"),
    [
        ("2021-03-04", True),
        ("2021-02", True),
        ("2020", True),
        ("2021-03-05", False),
        ("2021-03", False),
        ("2021", False),
    ],
)
def test_no_step_is_certainly_before_the_registering(db, rail, step, on, early):
    if step == "reopen":
        withdraw(db, rail, on=Date("2021-03-05"))
    if not early:
        STEPS[step](db, rail, on=Date(on))
        return
    with pytest.raises(StepTooEarly):
        STEPS[step](db, rail, on=Date(on))


@pytest.mark.parametrize("step", ["review", "decide", "result", "withdraw", "extend"])
def test_a_step_of_a_new_round_is_not_before_the_reopening(db, rail, step):
    withdraw(db, rail)
    reopen(db, rail, on=Date("2021-09"))
    with pytest.raises(StepTooEarly) as refusal:
        STEPS[step](db, rail, on=Date("2021-08-31"))
    assert "2021年9月" in refusal.value.message.zh
    STEPS[step](db, rail, on=Date("2021-09-01"))


def test_a_reply_of_an_earlier_round_may_be_written_down_later(db, rail):
    withdraw(db, rail)
    reopen(db, rail, on=Date("2021-09"))
    reply(db, rail, on=Date("2021-06-02"))
    assert demands.get(db, rail).replied_on == "2021-06-02"


@pytest.mark.parametrize("close", [withdraw, result, lambda db, number: decide(db, number, "declined")])
def test_a_reopening_is_not_before_what_it_sets_aside(db, rail, close):
    close(db, rail)
    with pytest.raises(StepTooEarly):
        reopen(db, rail, on=Date("2021-05-31"))
    assert reopen(db, rail, on=DAY).demands[0].round == 2


def test_a_review_needs_a_judgement_and_a_no_its_reason(db, rail):
    for judgement, refusal in (
        ((None, None, "理由"), NothingJudged),
        (("no", None, None), ReasonMissing),
        (("yes", "no", ""), ReasonMissing),
    ):
        with pytest.raises(refusal):
            review(db, rail, steps.Judgement(*judgement))
    review(db, rail, steps.Judgement("yes", None, None))
    assert demands.get(db, rail).state == "registered"
    done = review(db, rail, steps.Judgement(None, "no", "太窄")).demands[0]
    assert (done.state, done.reasonable, done.feasible) == ("reviewed", "yes", "no")
    assert [one[1:4] for one in demand_steps.story(db, rail).reviews] == [("yes", None, None), (None, "no", "太窄")]


def test_several_demands_are_judged_in_one_entry(db, rail):
    numbers = [rail, ask(db), ask(db, "bench", 1)]
    before = db.value("SELECT count(*) FROM commands")
    done = steps.review_demands(db, numbers, ACTOR, YES, on=DAY)
    assert [one.state for one in done.demands] == ["reviewed"] * 3
    assert (done.on, db.value("SELECT count(*) FROM commands")) == ("2021-06-01", before + 1)


def test_one_that_cannot_be_judged_keeps_the_others_from_it(db, rail):
    other, gone = ask(db), ask(db)
    withdraw(db, gone)
    with pytest.raises(NotInThisState):
        steps.review_demands(db, [rail, other, gone], ACTOR, YES, on=DAY)
    with pytest.raises(SeveralRefused) as refusal:
        steps.review_demands(db, [rail, gone, 99], ACTOR, YES, on=DAY)
    assert [type(one) for one in refusal.value.refused] == [NotInThisState, DemandNotFound]
    assert [one["kind"] for one in refusal.value.rows] == ["not_in_this_state", "demand_not_found"]
    assert db.value("SELECT count(*) FROM reviews") == 0


def test_declining_needs_a_reason_and_the_last_decision_counts(db, rail):
    with pytest.raises(ReasonMissing):
        decide(db, rail, "declined", reason=None)
    decide(db, rail, "accepted", reason=None)
    decide(db, rail, "declined", reason="太窄")
    assert demands.get(db, rail).state == "declined"
    decide(db, rail, "accepted", reason=None)
    assert [one.verdict for one in demand_steps.story(db, rail).decisions] == ["accepted", "declined", "accepted"]
    with pytest.raises(StepTooEarly):
        decide(db, rail, "declined", on=Date("2021-05-31"))
    decide(db, rail, "declined", on=Date("2021"))


@pytest.mark.parametrize("first", [None, "accepted"])
def test_what_is_carried_out_already_cannot_be_declined(db, rail, first):
    if first:
        decide(db, rail, first)
    result(db, rail, 1)
    with pytest.raises(DeclinedPartlyDone):
        decide(db, rail, "declined")
    result(db, rail)
    reopen(db, rail)
    assert decide(db, rail, "declined").demands[0].state == "declined"


def test_a_bench_on_its_way_to_the_stairwell_does_not_bind(db, rail):
    bench = ask(db, "bench", 1)
    with transaction(db, "batch plan", ACTOR):
        db.insert("allocations", batch=1, unit=1, quantity=1, rule="plan", allocated_on="2021-05-01")
    decide(db, bench)
    assert demands.get(db, bench).state == "in_progress"
    assert decide(db, bench, "declined").demands[0].state == "declined"


def meeting_on(db, day):
    with transaction(db, "meeting add", ACTOR):
        return db.insert("meetings", kind="consultation", held_on=day)


def test_a_meeting_decides_on_its_own_day(db, rail):
    number = meeting_on(db, "2021-04-01")
    done = decide(db, rail, on=None, meeting=number)
    assert (done.on, done.demands[0].decided_on) == ("2021-04-01", "2021-04-01")
    assert demand_steps.story(db, rail).decisions[0].meeting == number
    assert [tuple(row) for row in db.all("SELECT meeting, demand FROM meeting_items")] == [(number, rail)]
    decide(db, rail, "declined", on=Date("2021-04"), meeting=number)
    assert db.value("SELECT count(*) FROM meeting_items") == 1
    with pytest.raises(MeetingOnAnotherDay):
        decide(db, rail, on=Date("2021-04-02"), meeting=number)
    with pytest.raises(MeetingNotFound):
        decide(db, rail, meeting=99)


def test_a_meeting_before_the_registering_cannot_decide(db, rail):
    number = meeting_on(db, "2021-03-04")
    with pytest.raises(StepTooEarly):
        decide(db, rail, on=None, meeting=number)
    assert db.value("SELECT count(*) FROM meeting_items") == 0


@pytest.mark.parametrize(("held", "on", "day"), [("2022-03-01", "2022", "2022-03-01"), ("2022", "2022-03", "2022-03")])
def test_a_meetings_day_and_a_given_one_are_the_more_exact_of_both(db, rail, held, on, day):
    number = meeting_on(db, held)
    assert decide(db, rail, on=Date(on), meeting=number).on == day
    with pytest.raises(StepTooEarly):
        decide(db, ask(db, on="2022-05-01"), on=Date(on), meeting=number)


def test_the_same_decision_is_not_taken_twice(db, rail):
    number = meeting_on(db, "2021-06-01")
    decide(db, rail, meeting=number, reason="先装")
    for reason, meeting in (("先装", number), (None, None)):
        again = decide(db, rail, on=None, reason=reason, meeting=meeting)
        assert (again.already, again.demands[0].decided_on, db.last_command) == ((rail,), "2021-06-01", None)
    other = ask(db)
    both = steps.decide_demands(db, [rail, other], "accepted", ACTOR, on=DAY)
    assert (both.already, len(demand_steps.story(db, other).decisions)) == ((rail,), 1)
    for news in ({"reason": "再看"}, {"verdict": "declined"}, {"reason": "再看"}, {"meeting": number}):
        assert decide(db, rail, **news).already == ()
    assert decide(db, rail, reason=None, meeting=meeting_on(db, "2021-06-01"), on=None).already == ()
    result(db, rail)
    with pytest.raises(NotInThisState):
        decide(db, rail, meeting=number)
    reopen(db, rail)
    assert decide(db, rail).already == ()


def test_a_result_takes_what_is_left_and_not_more(db, rail):
    with pytest.raises(MoreThanLeft):
        result(db, rail, 3)
    assert result(db, rail, 1).demands[0].carried_out == 1
    with pytest.raises(MoreThanLeft):
        result(db, rail, 2)
    done = result(db, rail, on=Date("2021-07-01")).demands[0]
    assert (done.state, done.carried_out, done.done_on, done.replies) == ("done", 2, "2021-07-01", 0)
    assert before_decision(demand_steps.story(db, rail))


def test_a_bench_is_carried_out_by_installing_it(db, rail):
    bench = ask(db, "bench", 1)
    with pytest.raises(BenchesAreInstalled):
        result(db, bench)
    install_benches(db, [Order(PLACE)], ACTOR, batch=1, on=DAY)
    assert demands.get(db, bench).state == "done"


def test_a_bench_demand_opened_again_waits_for_a_new_bench(db, rail):
    bench = ask(db, "bench", 1)
    decide(db, bench)
    install_benches(db, [Order(PLACE)], ACTOR, batch=1, on=DAY)
    again = reopen(db, bench).demands[0]
    assert (again.state, again.carried_out, again.done_on) == ("accepted", 0, None)
    assert [one.bench for one in demand_steps.story(db, bench).results] == ["B1-001"]
    install_benches(db, [Order(PLACE)], ACTOR, batch=1, on=Date("2021-07"))
    assert [(one.bench, one.round) for one in demand_steps.story(db, bench).results] == [("B1-001", 1), ("B1-002", 2)]
    assert demands.get(db, bench).state == "done"


@pytest.mark.parametrize(
    ("decided", "installed", "before"),
    [
        (None, "2021-06-18", True),
        ("2021-06-19", "2021-06-18", True),
        ("2021-06-18", "2021-06-18", False),
        ("2021-06-17", "2021-06-18", False),
        ("2021-06-19", "2021-06", False),
        ("2021-07", "2021-06", True),
        ("2021", "2021-06-18", False),
    ],
)
def test_whether_a_bench_came_before_the_decision(db, rail, decided, installed, before):
    bench = ask(db, "bench", 2)
    install_benches(db, [Order(PLACE)], ACTOR, batch=1, on=Date(installed))
    if decided:
        decide(db, bench, on=Date(decided))
    assert before_decision(demand_steps.story(db, bench)) is before


def test_a_refusal_that_was_set_aside_decides_nothing(db, rail):
    decide(db, rail, "declined", on=Date("2021-05-01"))
    reopen(db, rail)
    result(db, rail)
    assert before_decision(demand_steps.story(db, rail))


def test_an_acceptance_stays_after_a_reopening_and_a_refusal_does_not(db, rail):
    decide(db, rail)
    withdraw(db, rail)
    assert reopen(db, rail).demands[0].state == "accepted"
    decide(db, rail, "declined")
    assert reopen(db, rail).demands[0].state == "registered"
    review(db, rail)
    withdraw(db, rail)
    assert reopen(db, rail).demands[0].state == "registered"
    assert len(demand_steps.story(db, rail).reopenings) == 3


def test_a_reopening_keeps_the_withdrawal(db, rail):
    withdraw(db, rail, on=Date("2021-05"))
    reopened = reopen(db, rail).demands[0]
    assert (reopened.withdrawn_on, reopened.withdrawn_reason) == (None, None)
    kept = demand_steps.story(db, rail).reopenings[0]
    assert (kept.withdrawn_on, kept.withdrawn_reason, kept.reason) == ("2021-05", "搬走了", "又要了")


def test_a_promise_is_put_off_day_by_day_and_counted(db, rail):
    due = demands.get(db, rail).result_due
    for to, refusal in ((due, DueDayNotLater), ("2021-03-06", DueDayNotLater), ("2023-09", DueDayVague)):
        with pytest.raises(refusal):
            extend(db, rail, to=to)
    reply_due = demands.get(db, rail).reply_due
    later = extend(db, rail, to="2023-09-01").demands[0]
    assert (later.result_due, later.extensions, later.reply_due) == ("2023-09-01", 1, reply_due)
    with pytest.raises(DueDayNotLater):
        extend(db, rail, to="2023-09-01")
    assert extend(db, rail, to="2023-09-02").demands[0].extensions == 2
    with pytest.raises(NothingPromised):
        extend(db, ask(db, on="2021-03"))


def test_a_promise_is_not_put_off_to_a_day_that_has_passed(db, rail):
    for on in (DAY, Date("2021-05-21"), Date("2021-06")):
        with pytest.raises(DueDayPast):
            extend(db, rail, on=on, to="2021-05-20")
    assert extend(db, rail, on=Date("2021-05-20"), to="2021-05-20").demands[0].result_due == "2021-05-20"
    assert extend(db, rail, on=Date("2021"), to="2021-05-21").demands[0].extensions == 2


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (review, "上一次审核"),
        (decide, "上一次决定"),
        (lambda db, number: result(db, number, 1), "上一次落实"),
    ],
)
def test_a_withdrawal_is_not_before_the_last_step_of_its_round(db, rail, step, said):
    step(db, rail)
    with pytest.raises(StepTooEarly) as refusal:
        withdraw(db, rail, on=Date("2021-05"))
    assert said in refusal.value.message.zh
    assert withdraw(db, rail, on=Date("2021")).demands[0].state == "withdrawn"


def test_a_withdrawal_is_refused_for_the_newest_step_whatever_its_kind(db, rail):
    review(db, rail, on=Date("2021-06-20"))
    decide(db, rail, on=Date("2021-06"))
    result(db, rail, 1, on=Date("2021-06-19"))
    with pytest.raises(StepTooEarly) as refusal:
        withdraw(db, rail, on=Date("2021-05-31"))
    assert "上一次决定（2021年6月）" in refusal.value.message.zh  # it may have been on the last day of the month


def test_a_withdrawal_goes_by_the_steps_of_its_own_round(db, rail):
    review(db, rail, on=Date("2021-06-25"))
    decide(db, rail, "declined", on=Date("2021-06-18"))
    reopen(db, rail, on=Date("2021-06-20"))
    assert withdraw(db, rail, on=Date("2021-06-21")).demands[0].state == "withdrawn"


def test_what_others_are_merged_into_is_not_withdrawn(db, rail):
    children = [ask(db), ask(db)]
    for child in children:
        merge(db, child, rail)
    with pytest.raises(HasMerged) as refusal:
        withdraw(db, rail)
    assert f"songyu demand unmerge {children[0]} {children[1]}" in refusal.value.advice.zh


def test_every_extension_and_reopening_has_its_reason(db, rail):
    withdraw(db, rail)
    for missing in (None, ""):
        with pytest.raises(ReasonMissing):
            steps.reopen_demand(db, rail, ACTOR, on=DAY, reason=missing)
        with pytest.raises(ReasonMissing):
            steps.extend_demand(db, rail, ACTOR, to=Date("2023-09-01"), on=DAY, reason=missing)


def test_the_merged_have_a_right_to_a_reply_of_their_own(db, rail):
    numbers = [ask(db), ask(db), ask(db, channel="screening")]
    for number in numbers:
        merge(db, number, rail)
    reply(db, rail)
    reply(db, numbers[0])
    told = demand_steps.story(db, rail)
    assert (told.merged, told.unanswered) == (tuple(numbers), (numbers[1],))


def test_a_screening_is_replied_to_only_when_it_is_asked_for(db, rail):
    screened = ask(db, channel="screening")
    today = ACTOR.at.date()
    assert [one.demand for one in answers.chosen(db, DemandFilter(silent=True), today)] == [rail]
    assert [one.demand for one in answers.chosen(db, DemandFilter(channel="screening"), today)] == [screened]
    reply(db, screened)


# Any order of steps, against a model that keeps nothing but a list of what happened.


class Did(NamedTuple):
    """What was done: the step and its word, such as a verdict or a number."""

    step: str
    word: object = None


def modelled(history, quantity):
    """The state by PRODUCT's table: the first row that fits counts."""
    begun = max((place for place, did in enumerate(history) if did.step == "reopen"), default=-1)
    now, before = history[begun + 1 :], history[: begun + 1]
    verdicts = [did.word for did in now if did.step == "decide"]
    earlier = [did.word for did in before if did.step == "decide"]
    verdict = verdicts[-1] if verdicts else "accepted" if earlier[-1:] == ["accepted"] else None
    results = sum(did.word for did in now if did.step == "result")
    judged = {name for did in now if did.step == "review" for name in did.word}
    merged = [did.step for did in history if did.step in ("merge", "unmerge")]
    rows = [
        ("withdrawn", any(did.step == "withdraw" for did in now)),
        ("merged", merged[-1:] == ["merge"]),
        ("done", results >= quantity),
        ("declined", verdict == "declined"),
        ("in_progress", verdict == "accepted" and results > 0),
        ("accepted", verdict == "accepted"),
        ("reviewed", judged == {"reasonable", "feasible"}),
        ("registered", True),
    ]
    return next(state for state, fits in rows if fits), quantity - results


def allowed(did, state, left, quantity):
    """Whether a step makes sense there."""
    still = state in ("registered", "reviewed", "accepted", "in_progress")
    match did.step:
        case "reply":
            return True
        case "reopen":
            return state in ("done", "declined", "withdrawn")
        case "decide":
            return (still and (did.word == "accepted" or left == quantity)) or state == "declined"
        case "result":
            return still and did.word <= left
        case "unmerge":
            return state == "merged"
        case _:
            return still


WORDS = {
    "review": st.sampled_from([("reasonable",), ("feasible",), ("reasonable", "feasible")]),
    "decide": st.sampled_from(["accepted", "declined"]),
    "result": st.integers(1, 3),
    **dict.fromkeys(("reply", "withdraw", "reopen", "extend", "merge", "unmerge", "undo"), st.none()),
}
SEQUENCES = st.lists(
    st.sampled_from(sorted(WORDS)).flatmap(lambda step: WORDS[step].map(lambda word: Did(step, word))), max_size=14
)


def says_nothing_new(did, history):
    """Whether the last decision of the round says it already."""
    begun = max((place for place, one in enumerate(history) if one.step == "reopen"), default=-1)
    return did.step == "decide" and [one for one in history[begun + 1 :] if one.step == "decide"][-1:] == [did]


def take(db, number, did, into, place):
    demand = demands.get(db, number)
    if did.step == "review":
        answers_given = ["no" if name in did.word else None for name in ("reasonable", "feasible")]
        review(db, number, steps.Judgement(*answers_given, "理由"))
    elif did.step == "decide":
        decide(db, number, did.word)
    elif did.step == "result" and demand.kind == "bench":
        install_benches(db, [Order(place, quantity=did.word)], ACTOR, batch=1, on=DAY, terms=Terms(over=True))
    elif did.step == "result":
        result(db, number, did.word)
    elif did.step == "extend":
        later = max(Date(demand.result_due).earliest() + timedelta(days=1), DAY.earliest())
        extend(db, number, to=later.isoformat())
    elif did.step in ("merge", "unmerge"):
        merge(db, number, into if did.step == "merge" else None)
    else:
        STEPS[did.step](db, number)


@pytest.fixture(scope="module")
def town():
    """One ledger for all the sequences; each has a stairwell and demands of its own."""
    database = new_ledger()
    open_batch(database, 1, ACTOR, planned=1, on=Date("2021"))
    yield database
    database.close()


@settings(max_examples=150)
@given(kind=st.sampled_from(["bench", "ramp"]), quantity=st.integers(1, 3), sequence=SEQUENCES)
def test_any_order_of_steps_follows_the_table(town, kind, quantity, sequence):
    place = Address("淞泽家园九区", str(town.value("SELECT count(*) FROM units") + 1), "1")
    add_unit(town, place, ACTOR)
    number, into = ask(town, kind, quantity, place=place), ask(town, "other", 1, place=place)
    histories = [[]]
    for did in sequence:
        history = histories[-1]
        state, left = modelled(history, quantity)
        if did.step == "undo":
            if len(histories) > 1:
                undo_command(town, None, ACTOR)
                histories.pop()
        elif did.step in ("merge", "unmerge") or (kind == "bench" and did.step == "result"):
            # Who merges, and what a bench settles, is decided elsewhere; here it is only done where it makes sense.
            if allowed(did, state, left, quantity):
                take(town, number, did, into, place)
                histories.append([*history, did])
        elif allowed(did, state, left, quantity):
            take(town, number, did, into, place)
            if not says_nothing_new(did, history):
                histories.append([*history, did])
        else:
            with pytest.raises(SongyuError) as refusal:
                take(town, number, did, into, place)
            assert refusal.value.exit_code == 4
        found = demands.get(town, number)
        assert (found.state, found.quantity - found.carried_out) == modelled(histories[-1], quantity), histories[-1]
        assert found.replies == sum(did.step == "reply" for did in histories[-1])
        assert found.extensions == sum(did.step == "extend" for did in histories[-1])
        assert found.round == 1 + sum(did.step == "reopen" for did in histories[-1])
