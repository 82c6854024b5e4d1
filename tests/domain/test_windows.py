"""Windows of registering: a demand counts only where it was surely registered within."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.dates import Date
from songyu_cli.domain.windows import Window, WindowBackwards, window_between


@pytest.mark.parametrize(
    ("first", "last", "day", "held"),
    [
        ("2022-09", "2022-09", "2022-09-01", True),
        ("2022-09", "2022-09", "2022-09-30", True),
        ("2022-09", "2022-09", "2022-08-31", False),
        ("2022-09", "2022-09", "2022-10-01", False),
        ("2022-09", "2022-09", "2022-09", True),
        ("2022-09", "2022-09", "2022", None),
        ("2022-09-02", "2022-09-30", "2022-09", None),
        ("2022-01", "2022-12", "2022", True),
        ("2022-09-05", "2022-09-05", "2022-09-05", True),
        ("2022-09-05", "2022-09-05", "2022-09-06", False),
        ("2022-02", None, "2022", None),
        ("2022-02", None, "2021", False),
        (None, "2022-02", "2021", True),
        (None, "2022-02", "2022", None),
        (None, "2022-02", "2023", False),
        (None, None, "2022", True),
    ],
)
def test_a_date_and_a_window(first, last, day, held):
    assert window_between(Date(first) if first else None, Date(last) if last else None).holds(Date(day)) is held


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(WindowBackwards) as refusal:
        window_between(Date("2022-09"), Date("2022-08"))
    assert "2022-09" in refusal.value.message.zh
    assert window_between(Date("2022-09"), Date("2022")).ends == {"from": "2022-09-01", "to": "2022-12-31"}


DAY = st.dates(date(2021, 11, 1), date(2023, 2, 28))


@given(st.none() | DAY, st.none() | DAY, DAY, st.sampled_from([4, 7, 10]))
def test_a_window_tries_every_day_that_a_date_can_mean(first, last, day, length):
    known = Date(day.isoformat()[:length])
    if first and last:
        first, last = min(first, last), max(first, last)
    days = [known.earliest()]
    while days[-1] < known.latest():
        days.append(days[-1] + timedelta(days=1))
    seen = {(first is None or one >= first) and (last is None or one <= last) for one in days}
    held = Window(first, last).holds(known)
    assert seen == ({True, False} if held is None else {held})
