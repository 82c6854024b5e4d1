"""Dates as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.dates import Date, covers_up_to
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.written_dates import DateRefused, read_cell_date, read_typed_date

TODAY = date(2022, 12, 31)
DAYS = st.dates(date(1949, 1, 1), date(2200, 12, 31))
DATES = st.builds(lambda day, length: Date(day.isoformat()[:length]), DAYS, st.sampled_from([4, 7, 10]))


def kind_of(refusal: pytest.ExceptionInfo[DateRefused]) -> str:
    return refusal.value.kind


@pytest.mark.parametrize(
    ("cell", "expected", "precision"),
    [
        ("2021年3月5日", "2021-03-05", "day"),
        ("2021.3.5", "2021-03-05", "day"),
        ("2021/3/5", "2021-03-05", "day"),
        ("2021-03-05", "2021-03-05", "day"),
        (44260, "2021-03-05", "day"),
        (44260.0, "2021-03-05", "day"),
        (44260.75, "2021-03-05", "day"),
        ("44260", "2021-03-05", "day"),
        ("44260.5", "2021-03-05", "day"),
        ("2021年3月5日 星期五", "2021-03-05", "day"),
        ("2021年9月", "2021-09", "month"),
        ("2021.9", "2021-09", "month"),
        ("2021年", "2021", "year"),
        ("2021年初", "2021", "year"),
        # what other sheets hold
        ("２０２１－３－５", "2021-03-05", "day"),
        ("'2021-03-05", "2021-03-05", "day"),
        ('="2021-03-05"', "2021-03-05", "day"),
        ("\ufeff 2021 年 3 月 5 日\u3000", "2021-03-05", "day"),
        ("2021—3—5", "2021-03-05", "day"),
        ("2021年3月5日（周五）", "2021-03-05", "day"),
        ("2021-03-05 00:00:00", "2021-03-05", "day"),
        ("2021-03-05T14:30", "2021-03-05", "day"),
        ("2021年3月5", "2021-03-05", "day"),
        ("20210305", "2021-03-05", "day"),
        (20210305, "2021-03-05", "day"),
        (20210305.0, "2021-03-05", "day"),
        (date(2021, 3, 5), "2021-03-05", "day"),
        (datetime(2021, 3, 5, 23, 59), "2021-03-05", "day"),  # noqa: DTZ001
        ("2020-02-29", "2020-02-29", "day"),
        ("2021年9月份", "2021-09", "month"),
        ("2021年9月中旬", "2021-09", "month"),
        ("2021年9月底", "2021-09", "month"),
        ("2021-09", "2021-09", "month"),
        ("202109", "2021-09", "month"),
        (2021.9, "2021-09", "month"),
        (2021.11, "2021-11", "month"),
        ("2021", "2021", "year"),
        (2021, "2021", "year"),
        (2021.0, "2021", "year"),
        ("2021年度", "2021", "year"),
        ("2021年底", "2021", "year"),
        ("2022-12-31", "2022-12-31", "day"),  # today is not in the future
        ("2022-12", "2022-12", "month"),
        (17899, "1949-01-01", "day"),
    ],
)
def test_dates_that_cells_hold(cell, expected, precision):
    found = read_cell_date(cell, TODAY)
    assert found is not None
    assert (found, found.precision) == (expected, precision)


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000", "/", "／", "—", "——", "-", "－", "无", "無", "待定"])
def test_cells_without_a_date(cell):
    assert read_cell_date(cell, TODAY) is None


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("今年9月", "relative"),
        ("9月5日", "no_year"),
        ("21.3.5", "two_digit_year"),
        ("2031年3月5日", "future"),
        ("已安装", "unparsed_date"),
        # and their relatives
        ("今天", "relative"),
        ("昨天", "relative"),
        ("去年底", "relative"),
        ("上个月", "relative"),
        ("目前", "relative"),
        ("12月3日", "no_year"),
        ("9-5", "no_year"),
        ("9.5", "no_year"),
        (9.5, "no_year"),
        ("9月", "no_year"),
        ("9月上旬", "no_year"),
        ("21年3月5日", "two_digit_year"),
        ("21年初", "two_digit_year"),
        ("21-3", "two_digit_year"),
        ("05-03-21", "two_digit_year"),
        ("2023-01-01", "future"),
        ("2023", "future"),
        (date(2023, 1, 1), "future"),
        (44927, "future"),
        ("2021-02-30", "impossible_date"),
        ("2021年13月", "impossible_date"),
        ("2021-00-00", "impossible_date"),
        ("20211301", "impossible_date"),
        ("1899-12-31", "impossible_date"),
        ("1234", "impossible_date"),
        ("9999-12-31", "impossible_date"),
        (date(1900, 1, 1), "impossible_date"),
        (Broken.ERROR, "broken_cell"),
        (Broken.UNCALCULATED, "broken_cell"),
        ("#REF!", "broken_cell"),
        ("########", "broken_cell"),
        (True, "unparsed_date"),
        (3, "unparsed_date"),
        (-1, "unparsed_date"),
        (float("nan"), "unparsed_date"),
        (float("inf"), "unparsed_date"),
        (2021.1, "unparsed_date"),  # 2021.10 without its zero, or January
        ("201203", "unparsed_date"),  # 2012-03, or 2020-12-03
        ("3-Dec", "unparsed_date"),
        ("3/5/2021", "unparsed_date"),
        ("2021年3-5月", "unparsed_date"),
        ("2021-3/5", "unparsed_date"),
        ("2021-3-5、2021-3-6", "unparsed_date"),
        ("2021-9-1②", "unparsed_date"),  # a footnote, not the twelfth
        ("202-3-5", "unparsed_date"),
        ("2021-03-05" + " " * 50_000 + "x", "unparsed_date"),
        ("9" * 5_000, "unparsed_date"),
    ],
)
def test_cells_that_are_refused(cell, kind):
    with pytest.raises(DateRefused) as refusal:
        read_cell_date(cell, TODAY)
    assert kind_of(refusal) == kind
    assert refusal.value.exit_code == 2
    assert refusal.value.advice


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("今天", TODAY, "2022-12-31"),
        (" today ", TODAY, "2022-12-31"),
        ("昨天", TODAY, "2022-12-30"),
        ("Yesterday", TODAY, "2022-12-30"),
        ("前天", date(2022, 1, 1), "2021-12-30"),
        ("9-5", TODAY, "2022-09-05"),
        ("9－5", TODAY, "2022-09-05"),
        ("9月5日", TODAY, "2022-09-05"),
        ("9.5", TODAY, "2022-09-05"),
        ("9/5", TODAY, "2022-09-05"),
        ("9-5", date(2022, 9, 4), "2021-09-05"),  # this year's is still to come
        ("9-5", date(2022, 9, 5), "2022-09-05"),
        ("2-29", date(2021, 1, 15), "2020-02-29"),
        ("9月", TODAY, "2022-09"),
        ("9月", date(2022, 8, 31), "2021-09"),
        ("9月", date(2022, 9, 1), "2022-09"),
        ("今年9月", TODAY, "2022-09"),
        ("去年9月5日", TODAY, "2021-09-05"),
        ("去年", TODAY, "2021"),
        ("2021", TODAY, "2021"),
        ("2021-09", TODAY, "2021-09"),
        ("2021-9-5", TODAY, "2021-09-05"),
        ("2021.9.5", TODAY, "2021-09-05"),
        ("2021/9/5", TODAY, "2021-09-05"),
        ("20210905", TODAY, "2021-09-05"),
        ("2021年9月5日", TODAY, "2021-09-05"),
        ("2021年初", TODAY, "2021"),
    ],
)
def test_dates_that_people_type(text, today, expected):
    assert read_typed_date(text, today) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明天", "2023-01-01"),
        ("1-5", "2023-01-05"),
        ("12-31", "2022-12-31"),
        ("1月", "2023-01"),
        ("12月", "2022-12"),
        ("明年3月", "2023-03"),
    ],
)
def test_days_to_come_are_taken_where_they_are_asked_for(text, expected):
    assert read_typed_date(text, TODAY, future=True) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "unparsed_date"),
        ("12-3-402", "unparsed_date"),
        ("44260", "unparsed_date"),
        ("9", "unparsed_date"),
        ("明天", "future"),
        ("2023-1-1", "future"),
        ("上周", "relative"),
        ("2-29", "impossible_date"),
        ("13月5日", "impossible_date"),
        ("9-31", "impossible_date"),
        ("21-9-5", "two_digit_year"),
        ("#REF!", "unparsed_date"),
    ],
)
def test_typed_dates_that_are_refused(text, kind):
    with pytest.raises(DateRefused) as refusal:
        read_typed_date(text, TODAY)
    assert kind_of(refusal) == kind


def test_a_refusal_repeats_the_text_masked_and_short():
    with pytest.raises(DateRefused) as refusal:
        read_cell_date("安装\x1b[31m13812345678" + "。" * 100, TODAY)
    message = refusal.value.message
    assert message.zh.startswith("日期“安装?[31m[手机]。。")
    assert message.en.endswith("…” cannot be read as a date.")
    assert len(message.zh) < 60


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_or_blank(text):
    for read in (read_typed_date, read_cell_date):
        message = ""
        try:
            found = read(text, TODAY)
        except DateRefused as refusal:
            found, message = None, refusal.message.zh
        assert found in (None, "2022-12-03")
        assert clean(message) == message


@pytest.mark.parametrize(
    ("text", "first", "last", "zh", "en"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "2021年", "2021"),
        ("2021-09", date(2021, 9, 1), date(2021, 9, 30), "2021年9月", "2021-09"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "2020年2月", "2020-02"),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31), "2021年12月", "2021-12"),
        ("2021-09-05", date(2021, 9, 5), date(2021, 9, 5), "2021年9月5日", "2021-09-05"),
    ],
)
def test_what_a_date_can_mean_and_how_it_is_said(text, first, last, zh, en):
    day = Date(text)
    assert (day.earliest(), day.latest()) == (first, last)
    assert day.phrase() == (zh, en)


def test_rules_refuse_only_what_is_certainly_wrong():
    installed = Date("2021-06-18")
    assert not installed.certainly_before(Date("2021"))
    assert installed.certainly_before(Date("2021-07"))
    assert Date("2021-07").certainly_after(installed)
    assert not Date("2021-06-18").certainly_before(Date("2021-06-18"))


@given(DATES, DATES)
def test_text_compared_with_covers_up_to_says_what_the_calendar_says(stored, as_of):
    assert (stored <= covers_up_to(as_of)) == (stored.earliest() <= as_of.latest())
    assert covers_up_to(as_of).startswith(as_of)


@given(DATES, DATES)
def test_certainty_is_strict_and_one_sided(one, other):
    days = [day.toordinal() for day in (one.earliest(), one.latest(), other.earliest(), other.latest())]
    assert one.certainly_before(other) == (days[1] < days[2])
    assert not (one.certainly_before(other) and one.certainly_after(other))


@given(DATES)
def test_what_is_shown_can_be_read_again(day):
    for text in day.phrase():
        assert read_cell_date(text, date(2200, 12, 31)) == day
        assert read_typed_date(text, date(2200, 12, 31)) == day


@given(DAYS)
def test_a_day_number_is_its_day(day):
    number = (day - date(1899, 12, 30)).days
    assert read_cell_date(number, date(2200, 12, 31)) == Date.of(day) == day.isoformat()


@given(DAYS, st.integers(1, 365))
def test_a_typed_day_without_a_year_is_the_last_one(today, back):
    day = today - timedelta(days=back)
    if day.year >= 1949 and (day.month, day.day) != (2, 29) and (day.month, day.day) != (today.month, today.day):
        assert read_typed_date(f"{day.month}-{day.day}", today) == day.isoformat()
