"""Promises: how they are written, on which day they fall due, and whether they were kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.choices import KINDS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.promises import LONGEST, Promise, due_on, read_days, read_promises, standing, written
from songyu_cli.domain.vocabulary import ChoiceRefused


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("7", "7"),
        ("7天", "7"),
        ("7日", "7"),
        ("7d", "7"),
        ("7自然日", "7"),
        ("7 days", "7"),
        ("1 day", "1"),
        ("7个自然日", "7"),
        ("七天", "7"),
        ("７", "7"),
        ("5w", "5w"),
        ("5 W", "5w"),
        ("5工作日", "5w"),
        ("5个工作日", "5w"),
        ("五个工作日", "5w"),
        ("5 workdays", "5w"),
        ("5 work days", "5w"),  # and not 5 days
        ("1 workday", "1w"),
        ("7, bench=60", "7, bench=60"),
        ("7，凳＝60天，扶手=15个工作日", "7, bench=60, handrail=15w"),
        ("bench=60、7", "bench=60, 7"),
        ("7;bench=60;", "7, bench=60"),
        (str(LONGEST), str(LONGEST)),
    ],
)
def test_a_promise_is_read_as_people_write_it(text, kept):
    assert written(read_promises(text, KINDS)) == kept
    assert read_promises(kept) == read_promises(text, KINDS)  # and as it is stored


@pytest.mark.parametrize(
    "text",
    ["", ",", "0", "-3", "1.5", "7, 8", "bench=60", "7, bench=60, 凳=30", "7天半", "w", "天", "30多", str(LONGEST + 1)],
)
def test_what_is_no_promise_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_promises(text, KINDS)


@pytest.mark.parametrize("text", ["7, 沙发=3", "7, =3"])
def test_a_kind_that_nobody_knows_is_refused(text):
    with pytest.raises(ChoiceRefused):
        read_promises(text, KINDS)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        ("2027-10-01", [date(2027, 10, 1)]),
        ("2027-02-05..2027-02-07, 2027-10-01", [date(2027, 2, n) for n in (5, 6, 7)] + [date(2027, 10, 1)]),
        ("2027-02-05 .. 2027-02-05，2027-02-05", [date(2027, 2, 5)]),
        ("2027-12-31..2028-01-01", [date(2027, 12, 31), date(2028, 1, 1)]),
    ],
)
def test_days_and_spans_of_days(text, days):
    assert read_days(text) == frozenset(days)


@pytest.mark.parametrize(
    "text",
    [
        "2027",
        "2027-02",
        "2027-02-30",
        "2027-02-05..",
        "..2027-02-05",
        "2027-02-07..2027-02-05",
        "2027-02-05..2027-03",  # until the first or the last of March?
        "2027-02-05..2027",
        "2026-02-05..2027-02-07",  # more than a year of days off is a slip
        "2027-W05-1",
        "20270205",
        "春节",
    ],
)
def test_what_is_no_span_of_days_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_days(text)


def test_the_longest_span_of_days_is_a_leap_year_to_the_same_day():
    assert len(read_days("2028-01-01..2029-01-01")) == 367
    with pytest.raises(ValueError, match=r".*"):
        read_days("2028-01-01..2029-01-02")


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("received", "promise", "due"),
    [
        ("2022-03-05", Promise(7), "2022-03-12"),  # the day of receipt is day 0
        ("2022-12-31", Promise(1), "2023-01-01"),
        ("2024-02-28", Promise(1), "2024-02-29"),
        ("2022-03-04", Promise(1, workdays=True), "2022-03-07"),  # a Friday
        ("2022-03-05", Promise(1, workdays=True), "2022-03-07"),  # a Saturday
        ("2022-03-07", Promise(5, workdays=True), "2022-03-14"),
        ("2022-03", Promise(7), None),
        ("2022", Promise(7, workdays=True), None),
    ],
)
def test_the_day_a_promise_falls_due(received, promise, due):
    assert due_on(Date(received), promise, weekday) == due


@pytest.mark.parametrize(
    ("due", "met_on", "today", "how"),
    [
        (None, None, "2022-03-12", "no_promise"),
        (None, "2022-03-01", "2022-03-12", "no_promise"),
        ("2022-03-12", None, "2022-03-12", "waiting"),
        ("2022-03-12", None, "2022-03-13", "overdue"),
        ("2022-03-12", "2022-03-12", "2022-03-13", "on_time"),
        ("2022-03-12", "2022-03-13", "2022-03-13", "late"),
        ("2022-03-12", "2022-03", "2022-03-13", "not_known"),
        ("2022-03-12", "2022", "2022-12-13", "not_known"),
        ("2022-03-12", "2022-02", "2022-12-13", "on_time"),
        ("2022-03-12", "2021", "2022-12-13", "on_time"),
        ("2022-03-12", "2022-04", "2022-12-13", "late"),
        ("2022-03-31", "2022-03", "2022-12-13", "on_time"),
        ("2022-03-01", "2022-03", "2022-12-13", "not_known"),  # it may have been the day itself
        ("2022-01-01", "2022", "2022-12-13", "not_known"),
        ("2022-12-31", "2022", "2022-12-13", "on_time"),
    ],
)
def test_how_a_promise_stands(due, met_on, today, how):
    assert standing(due, met_on, date.fromisoformat(today)) == how


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 60), st.sets(st.integers(0, 6), max_size=5))
def test_a_promise_in_workdays_holds_as_many_as_it_says(received, days, off):
    def works(day: date) -> bool:
        return day.weekday() not in off

    due = due_on(Date.of(received), Promise(days, workdays=True), works)
    assert due
    last = due.earliest()
    assert works(last)
    assert sum(works(received + timedelta(days=n)) for n in range(1, (last - received).days + 1)) == days
