"""The promise's figures: worked by hand, and against a slow count that looks at every day a date can mean."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.addresses import Address
from songyu_cli.domain.demands import Demand
from songyu_cli.domain.figures import (
    by_channel,
    days_to_first_reply,
    found_at_door,
    is_accepted,
    on_time_rate,
    rates,
    reply_rate,
    response_rate,
    result_rate,
)

TODAY = date(2022, 12, 31)
STATES = ("withdrawn", "merged", "done", "declined", "in_progress", "accepted", "reviewed", "registered")
CHANNELS = ("door", "walk_in", "hotline", "screening")


def demand(number: int = 1, **facts: object) -> Demand:
    """A demand registered on 2022-03-05, to be answered by 03-12 and carried out by 05-04."""
    start = Demand(
        demand=number,
        unit=Address("淞泽家园九区", "12", "3"),
        grid="一网格",
        kind="bench",
        quantity=1,
        channel="door",
        role="grid_worker",
        registered_on="2022-03-05",
        text=None,
        state="registered",
        carried_out=0,
        reply_due="2022-03-12",
        result_due="2022-05-04",
    )
    return start._replace(**facts)


def judged(figure) -> str:
    """Where a figure of one demand puts it: met, missed, the reason why it is left out, or nowhere."""
    if figure.denominator_ids:
        assert figure.left_out == ()
        return "met" if figure.numerator_ids else "missed"
    return figure.left_out[0].reason if figure.left_out else "nowhere"


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({}, "missed"),
        ({"replied_on": "2022-03-05"}, "met"),
        ({"replied_on": "2022"}, "met"),
        ({"state": "declined"}, "missed"),
        ({"state": "merged", "merged_into": 2}, "missed"),
        ({"state": "withdrawn", "replied_on": "2022-04"}, "met"),
        ({"registered_on": "2022", "reply_due": None, "replied_on": "2022"}, "met"),
        ({"round": 2, "replied_on": "2022-03-05"}, "met"),
        ({"channel": "screening"}, "nowhere"),
        ({"channel": "screening", "replied_on": "2022-03-05"}, "nowhere"),
    ],
)
def test_whether_there_was_a_reply(facts, where):
    assert judged(reply_rate([demand(**facts)])) == where


@pytest.mark.parametrize(
    ("facts", "today", "where"),
    [
        ({"replied_on": "2022-03-05"}, TODAY, "met"),
        ({"replied_on": "2022-03-12"}, TODAY, "met"),  # until the end of the day that is due
        ({"replied_on": "2022-03-13"}, TODAY, "missed"),
        ({"replied_on": "2022-03-05"}, date(2022, 3, 5), "met"),  # answered already, due or not
        ({}, date(2022, 3, 12), "not_due"),
        ({}, date(2022, 3, 13), "missed"),
        ({"replied_on": "2022-03"}, TODAY, "not_known"),
        ({"replied_on": "2022"}, TODAY, "not_known"),
        ({"replied_on": "2022-04"}, TODAY, "missed"),
        ({"reply_due": "2022-03-31", "replied_on": "2022-03"}, TODAY, "met"),
        ({"reply_due": None}, TODAY, "no_promise"),
        ({"reply_due": None, "replied_on": "2022-03-06"}, TODAY, "no_promise"),
        ({"state": "merged"}, TODAY, "missed"),
        ({"state": "withdrawn"}, TODAY, "missed"),
        ({"state": "declined", "replied_on": "2022-03-12"}, TODAY, "met"),
        ({"channel": "screening"}, TODAY, "nowhere"),
    ],
)
def test_whether_the_first_reply_was_in_time(facts, today, where):
    assert judged(response_rate([demand(**facts)], today)) == where


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({}, "nowhere"),
        ({"verdict": "accepted", "state": "accepted"}, "missed"),
        ({"verdict": "accepted", "state": "in_progress", "quantity": 2, "carried_out": 1}, "missed"),
        ({"verdict": "accepted", "state": "done"}, "met"),
        ({"verdict": "accepted", "state": "done", "channel": "screening"}, "met"),
        ({"verdict": "accepted", "state": "withdrawn"}, "nowhere"),
        ({"verdict": "accepted", "state": "merged"}, "nowhere"),
        ({"verdict": "declined", "state": "declined"}, "nowhere"),
        ({"verdict": "accepted", "state": "accepted", "round": 2}, "missed"),  # reopened: only later results count
        ({"state": "done"}, "never_decided"),
        ({"verdict": "declined", "state": "done"}, "never_decided"),
    ],
)
def test_whether_what_was_accepted_was_carried_out(facts, where):
    assert judged(result_rate([demand(**facts)])) == where


@pytest.mark.parametrize(
    ("facts", "today", "where"),
    [
        ({"state": "done", "done_on": "2022-05-04"}, TODAY, "met"),
        ({"state": "done", "done_on": "2022-05-05"}, TODAY, "missed"),
        ({"state": "done", "done_on": "2022-05"}, TODAY, "not_known"),
        ({"state": "done", "done_on": "2022-04"}, TODAY, "met"),
        ({"state": "done", "done_on": "2022-04", "result_due": None}, TODAY, "no_promise"),
        ({"state": "done", "done_on": "2022-07-01", "extensions": 1, "result_due": "2022-08-01"}, TODAY, "met"),
        ({}, date(2022, 5, 4), "not_due"),
        ({}, date(2022, 5, 5), "missed"),
        ({"state": "accepted"}, TODAY, "missed"),
        ({"extensions": 1, "result_due": "2023-02-01"}, TODAY, "not_due"),
        ({"result_due": None}, TODAY, "no_promise"),
        ({"channel": "screening"}, TODAY, "missed"),
        ({"state": "withdrawn"}, TODAY, "nowhere"),
        ({"state": "merged"}, TODAY, "nowhere"),
        ({"state": "declined"}, TODAY, "nowhere"),
    ],
)
def test_whether_it_was_done_in_time(facts, today, where):
    assert judged(on_time_rate([demand(**facts)], today)) == where


@pytest.mark.parametrize(
    ("waits", "median"),
    [((), None), ((0,), 0), ((9, 1, 2), 2), ((3, 4), 3.5), ((3, 5), 4), ((7, 1, 2, 8), 4.5), ((2, 2), 2)],
)
def test_the_median_of_the_days_to_the_first_reply(waits, median):
    there = [
        demand(n, replied_on=str(date(2022, 3, 5) + timedelta(days=days))) for n, days in enumerate(waits, start=1)
    ]
    found = days_to_first_reply([*there, demand(99)])
    assert (found.median, found.n, found.ids) == (median, len(waits), tuple(range(1, len(waits) + 1)))
    assert str(found.median) == str(median)  # whole days are written without a point


def test_a_reply_whose_wait_is_not_known_to_the_day_is_left_out_of_the_median():
    there = [
        demand(1, replied_on="2022-03-06"),
        demand(2, replied_on="2022-03"),
        demand(3, registered_on="2022-03", replied_on="2022-03-09"),
        demand(4, channel="screening", replied_on="2022-03-09"),
        demand(5),  # waits still, which is no wait that is not known
    ]
    assert days_to_first_reply(there) == (1, 1, (1,), (2, 3))


def test_where_demands_come_from():
    there = [demand(n, channel=channel) for n, channel in enumerate(("door", "walk_in", "hotline", "door"), start=1)]
    figure = found_at_door(there)
    assert figure == ("found_at_door", 2, 3, 0.6667, (1, 4), (1, 2, 4), ())
    assert by_channel(there, ("door", "walk_in", "chat_group")) == (
        ("door", 2, (1, 4)),
        ("walk_in", 1, (2,)),
        ("chat_group", 0, ()),
        ("hotline", 1, (3,)),  # one that the vocabulary forgot is not lost
    )


def test_nothing_is_no_share_of_nothing():
    assert [(figure.numerator, figure.denominator, figure.rate) for figure in rates([], TODAY)] == [(0, 0, None)] * 4
    assert found_at_door([demand(channel="hotline")]).rate is None


DATES = st.dates(date(2022, 1, 1), date(2022, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat(), day.isoformat()[:7], "2022"])
)
DAYS = st.none() | st.dates(date(2022, 1, 1), date(2023, 3, 1)).map(str)
DEMANDS = st.lists(
    st.builds(
        dict,
        state=st.sampled_from(STATES),
        channel=st.sampled_from(CHANNELS),
        verdict=st.sampled_from([None, "accepted", "declined"]),
        registered_on=DATES,
        replied_on=st.none() | DATES,
        done_on=DATES,
        reply_due=DAYS,
        result_due=DAYS,
    ),
    max_size=12,
).map(
    lambda rows: [
        demand(number, **{**row, "done_on": row["done_on"] if row["state"] == "done" else None})
        for number, row in enumerate(rows, start=3)
    ]
)


def possible(text: str) -> list[date]:
    """Every day that a date can mean."""
    year = [date(2022, 1, 1) + timedelta(days=n) for n in range(365)]
    return [day for day in year if day.isoformat().startswith(text)]


def slowly(due: str | None, met: str | None, today: date) -> str:
    """Judge a promise by trying every day on which the step may have been made."""
    if due is None:
        return "no_promise"
    if met is None:
        return "missed" if str(today) > due else "not_due"
    seen = {str(day) <= due for day in possible(met)}
    return "not_known" if len(seen) == 2 else "met" if seen == {True} else "missed"


@given(DEMANDS, st.dates(date(2022, 1, 1), date(2023, 2, 1)))
def test_every_figure_is_the_one_counted_slowly(there, today):
    expected: dict[str, dict[int, str]] = {key: {} for key in ("reply", "response", "result", "on_time")}
    for one in there:
        if one.channel != "screening":
            expected["reply"][one.demand] = "met" if one.replied_on else "missed"
            expected["response"][one.demand] = slowly(one.reply_due, one.replied_on, today)
        if one.verdict == "accepted" and one.state not in {"merged", "withdrawn"}:
            expected["result"][one.demand] = "met" if one.state == "done" else "missed"
        elif one.state == "done":
            expected["result"][one.demand] = "never_decided"
        if one.state not in {"withdrawn", "merged", "declined"}:
            expected["on_time"][one.demand] = slowly(one.result_due, one.done_on, today)
    for key, figure in zip(expected, rates(there, today), strict=True):
        assert figure.key == f"{key}_rate"
        met = [number for number, where in expected[key].items() if where == "met"]
        counted = [number for number, where in expected[key].items() if where in {"met", "missed"}]
        assert (list(figure.numerator_ids), list(figure.denominator_ids)) == (met, counted)
        left_out = {number: one.reason for one in figure.left_out for number in one.ids}
        assert left_out == {n: where for n, where in expected[key].items() if where not in {"met", "missed"}}


@given(DEMANDS)
def test_a_figure_is_the_sizes_of_its_lists(there):
    for figure in (*rates(there, TODAY), found_at_door(there)):
        numerator, denominator = set(figure.numerator_ids), set(figure.denominator_ids)
        assert (figure.numerator, figure.denominator) == (len(numerator), len(denominator))
        assert (len(figure.numerator_ids), len(figure.denominator_ids)) == (len(numerator), len(denominator))
        assert numerator <= denominator <= {one.demand for one in there}
        left_out = [number for one in figure.left_out for number in one.ids]
        assert len(left_out) == len(set(left_out))
        assert not denominator & set(left_out)
        assert all(one.ids for one in figure.left_out)
        if denominator:
            assert abs(Fraction(figure.rate) - Fraction(len(numerator), len(denominator))) <= Fraction(6, 100_000)
        else:
            assert figure.rate is None


@given(DEMANDS)
def test_every_demand_that_somebody_asked_for_is_in_both_reply_rates_or_left_out(there):
    asked = {one.demand for one in there if one.channel != "screening"}
    assert set(reply_rate(there).denominator_ids) == asked
    response = response_rate(there, TODAY)
    left_out = {number for one in response.left_out for number in one.ids}
    assert set(response.denominator_ids) | left_out == asked
    assert set(result_rate(there).denominator_ids) == {one.demand for one in there if is_accepted(one)}


@given(DEMANDS)
def test_the_median_is_the_exact_middle(there):
    found = days_to_first_reply(there)
    waits = sorted(
        (date.fromisoformat(one.replied_on) - date.fromisoformat(one.registered_on)).days
        for one in there
        if one.demand in found.ids
    )
    known = [
        one.demand
        for one in there
        if one.channel != "screening" and one.replied_on and len(one.replied_on) == len(one.registered_on) == 10
    ]
    assert list(found.ids) == known
    if waits:
        below = sum(days < found.median for days in waits)
        above = sum(days > found.median for days in waits)
        assert max(below, above) <= len(waits) / 2
        assert Fraction(found.median) * 2 == waits[(len(waits) - 1) // 2] + waits[len(waits) // 2]
    else:
        assert found.median is None
