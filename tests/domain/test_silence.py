"""Who waits for what, how long, and in which order; and the same by grid."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from songyu_cli.domain.addresses import Address
from songyu_cli.domain.demands import Demand
from songyu_cli.domain.grids import GridCoverage, GridLine, by_grid
from songyu_cli.domain.silence import OldStool, silences
from songyu_cli.domain.today import owed_answers, owed_results

TODAY = date(2022, 12, 31)
PLACE = Address("淞泽家园九区", "12", "3")


def ago(days: int) -> str:
    return str(TODAY - timedelta(days=days))


def demand(number: int = 1, **facts: object) -> Demand:
    """A demand of 100 days ago, accepted 50 days ago and answered then."""
    start = Demand(
        demand=number,
        unit=PLACE,
        grid="一网格",
        kind="bench",
        quantity=1,
        channel="door",
        role="grid_worker",
        registered_on=ago(100),
        text=None,
        state="accepted",
        carried_out=0,
        verdict="accepted",
        replied_on=ago(50),
        replies=1,
        last_on=ago(50),
    )
    return start._replace(**facts)


def waits(*demands: Demand, after: int = 30, stools: tuple[OldStool, ...] = ()):
    return [(one.waiting_for, one.days) for one in silences(demands, stools, TODAY, after)]


@pytest.mark.parametrize("state", ["registered", "accepted", "done", "declined", "merged", "withdrawn"])
def test_whoever_asked_waits_for_a_reply_whatever_became_of_it(state):
    one = demand(state=state, verdict=None, replied_on=None, replies=0)
    assert waits(one) == [("reply", 100)]
    assert waits(one._replace(channel="screening")) == []
    assert waits(one._replace(replied_on=ago(1))) == []


def test_a_demand_of_today_waits_already():
    assert waits(demand(state="registered", verdict=None, replied_on=None, registered_on=str(TODAY))) == [("reply", 0)]


@pytest.mark.parametrize(
    ("facts", "after", "found"),
    [
        ({}, 30, [("result", 50)]),
        ({}, 49, [("result", 50)]),
        ({}, 50, []),  # more than N days, not N
        ({"state": "in_progress"}, 30, [("result", 50)]),
        ({"last_on": None}, 30, [("result", 100)]),
        ({"last_on": ago(3)}, 30, []),
        ({"state": "done"}, 30, []),
        ({"state": "declined", "verdict": "declined"}, 30, []),
        ({"state": "withdrawn"}, 30, []),
        ({"state": "merged"}, 30, []),
        ({"state": "registered", "verdict": None}, 30, []),
        ({"state": "reviewed", "verdict": None}, 30, []),
        ({"channel": "screening", "replied_on": None}, 30, [("result", 50)]),
        ({"extensions": 1, "result_due": str(TODAY)}, 30, []),
        ({"extensions": 1, "result_due": ago(-9)}, 30, []),
        ({"extensions": 1, "result_due": ago(1)}, 30, [("result", 50)]),
        ({"extensions": 0, "result_due": ago(-9)}, 30, [("result", 50)]),  # only what was put off is quiet till then
    ],
)
def test_what_was_accepted_is_silent_after_so_many_days(facts, after, found):
    assert waits(demand(**facts), after=after) == found


@pytest.mark.parametrize(
    ("since", "days", "at_least"),
    [("2022-11-30", 31, False), ("2022-11", 31, True), ("2022", 0, True), ("2021", 365, True)],
)
def test_a_vague_date_waits_at_least_since_its_last_day(since, days, at_least):
    one = demand(state="registered", verdict=None, replied_on=None, registered_on=since)
    [silence] = silences([one], (), TODAY, 30)
    assert (silence.days, silence.at_least, silence.since) == (days, at_least, since)


def test_a_vague_last_step_is_silent_only_when_that_is_certain():
    assert waits(demand(last_on="2022-12")) == []
    assert waits(demand(last_on="2022-11")) == [("result", 31)]
    assert waits(demand(last_on="2022-11"), after=31) == []


@pytest.mark.parametrize(
    ("found_on", "in_use_on", "since"),
    [
        (ago(90), ago(60), ago(60)),
        (ago(20), ago(60), ago(20)),
        (ago(20), None, ago(20)),
        ("2022", ago(60), "2022"),
        ("2021", ago(60), ago(60)),
    ],
)
def test_an_old_stool_waits_since_it_was_seen_beside_a_bench(found_on, in_use_on, since):
    [silence] = silences([], [OldStool(7, PLACE, None, 2, found_on, in_use_on)], TODAY, 30)
    assert (silence.waiting_for, silence.hazard, silence.demand) == ("old_stool", 7, None)
    assert (silence.since, silence.quantity, silence.unit) == (since, 2, PLACE)


def test_the_longest_wait_stands_first_and_a_demand_may_wait_for_two_things():
    both = demand(2, replied_on=None)
    late = demand(1, replied_on=None, state="declined", registered_on=ago(300))
    stool = OldStool(1, PLACE, None, 1, ago(50), None)
    assert [(one.waiting_for, one.demand) for one in silences([late, both], [stool], TODAY, 30)] == [
        ("reply", 1),
        ("reply", 2),
        ("result", 2),
        ("old_stool", None),
    ]


def test_answers_are_owed_longest_overdue_first_and_those_without_a_day_last():
    there = [
        demand(1, replied_on=None, reply_due=None),
        demand(2, replied_on=None, reply_due=ago(-3)),
        demand(3, replied_on=None, reply_due=ago(9)),
        demand(4, replied_on=None, reply_due=str(TODAY)),
        demand(5, reply_due=ago(9)),
        demand(6, replied_on=None, reply_due=ago(9), channel="screening"),
    ]
    owed = owed_answers(there, TODAY)
    assert [(one.demand, one.days_left) for one in owed] == [(3, -9), (4, 0), (2, 3), (1, None)]


def test_results_are_owed_within_a_week():
    there = [demand(n, result_due=ago(-days)) for n, days in enumerate((7, 8, 0, -40), start=1)]
    closed = [demand(10 + n, state=state, result_due=ago(5)) for n, state in enumerate(("done", "merged", "withdrawn"))]
    owed = owed_results([*there, *closed, demand(20, state="registered", result_due=ago(1)), demand(21)], TODAY)
    assert [(one.demand, one.days_left) for one in owed] == [(4, -40), (20, -1), (3, 0), (1, 7)]


def test_grids_stand_by_their_number_and_the_rest_last():
    names = [None, "十网格", "网格员驿站", "二网格", "第12网格", "一网格", "9网格"]
    coverage = [GridCoverage(name, 2, 1, 1) for name in names]
    lines = by_grid(coverage, [], [], TODAY)
    assert [line.grid for line in lines] == ["网格员驿站", "一网格", "二网格", "9网格", "十网格", "第12网格", None]
    assert lines[0] == GridLine("网格员驿站", 2, 1, 1, *[0] * 8)


def test_a_grid_counts_each_demand_where_it_belongs():
    there = [
        demand(1),
        demand(2, state="done", replied_on=None, reply_due=ago(90)),
        demand(3, state="registered", verdict=None, channel="screening", replied_on=None, result_due=ago(1)),
        demand(4, state="merged", verdict=None, grid=None, last_on=ago(1)),
    ]
    waiting = silences(there, (), TODAY, 30)
    one, none = by_grid([GridCoverage(None, 1, 0, 0), GridCoverage("一网格", 3, 2, 4)], there, waiting, TODAY)
    assert one == GridLine(
        grid="一网格",
        units=3,
        covered=2,
        benches_in_use=4,
        demands=3,
        asked=2,
        replied=1,
        accepted=2,
        done=1,
        open=2,
        overdue=2,
        silent=2,
    )
    assert (none.grid, none.demands, none.asked, none.replied, none.silent) == (None, 1, 1, 1, 0)
