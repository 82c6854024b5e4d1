"""The calendar of workdays: holidays, adjusted weekends (调休), the ledger's own days, and years nobody knows yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from songyu_cli.domain.dates import Date
from songyu_cli.domain.promises import Promise, due_on
from songyu_cli.readers.workdays import Workdays


@pytest.fixture(scope="module")
def calendar() -> Workdays:
    return Workdays()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        # 国庆 2022: 1–7 October off; Saturday the 8th and Sunday the 9th are workdays
        ("2022-09-30", True),
        *((f"2022-10-{day:02}", False) for day in range(1, 8)),
        ("2022-10-08", True),
        ("2022-10-09", True),
        ("2022-10-10", True),
        ("2022-10-15", False),
        # 春节 2022: 31 January to 6 February off; the weekend of 29 and 30 January are workdays
        ("2022-01-29", True),
        ("2022-01-30", True),
        ("2022-01-31", False),
        ("2022-02-06", False),
        ("2022-02-07", True),
        ("2021-09-18", True),  # 中秋 2021, a Saturday
        ("2021-09-20", False),
    ],
)
def test_the_adjusted_weekends_of_china(calendar, day, works):
    assert calendar.is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2022-09-30", 1, "2022-10-08"),
        ("2022-09-30", 2, "2022-10-09"),
        ("2022-09-30", 5, "2022-10-12"),
        ("2022-10-08", 1, "2022-10-09"),
        ("2022-12-30", 1, "2023-01-03"),  # 元旦: 31 December to 2 January off
    ],
)
def test_a_promise_across_a_holiday(calendar, received, days, due):
    assert due_on(Date(received), Promise(days, workdays=True), calendar.is_workday) == due


def test_a_year_without_adjusted_weekends_is_not_known():
    calendar = Workdays()
    assert calendar.unknown == []
    calendar.is_workday(date(2022, 10, 8))
    assert calendar.unknown == []
    assert calendar.is_workday(date(2027, 10, 1)) is False  # the day itself is set by law
    calendar.is_workday(date(2028, 3, 6))
    assert calendar.unknown == [2027, 2028]


def test_the_ledgers_own_days_count_before_the_calendar():
    rest = {date(2027, 2, 8) + timedelta(days=n) for n in range(3)}
    calendar = Workdays(rest=rest | {date(2022, 10, 8)}, work={date(2027, 2, 14), date(2022, 10, 1)})
    assert [calendar.is_workday(day) for day in sorted(rest)] == [False] * 3
    assert calendar.is_workday(date(2027, 2, 14)) is True
    assert calendar.is_workday(date(2022, 10, 1)) is True
    assert calendar.is_workday(date(2022, 10, 8)) is False
    assert calendar.unknown == []  # somebody has written 2027 down


def test_the_calendar_is_not_read_where_the_ledger_knows():
    calendar = Workdays(work={date(2027, 2, 14)})
    assert calendar.is_workday(date(2027, 2, 14))
    assert "_china" not in calendar.__dict__
