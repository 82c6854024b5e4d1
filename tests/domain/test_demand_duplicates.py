"""Which demands may be the same, which one goes on, and what asks again for what was closed."""

from __future__ import annotations

import pytest

from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_duplicates import duplicates, repeated
from songyu_cli.domain.demands import Demand

HERE, THERE = Address("淞泽家园九区", "12", "3"), Address("淞泽家园九区", "2", "1")


def asked(number, on="2022-01-01", **facts):
    plain = Demand(number, HERE, "一网格", "bench", 1, "door", "clerk", on, None, "registered", 0)
    return plain._replace(**facts)


def groups(*demands):
    return [(group.into, group.others) for group in duplicates(demands)]


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], []),
        ([asked(2)], [(1, (2,))]),
        ([asked(2, "2021")], [(2, (1,))]),
        ([asked(2, unit=THERE)], []),
        ([asked(2, kind="ramp")], []),
        ([asked(2, state="done"), asked(3, state="merged"), asked(4, state="declined")], []),
        ([asked(2, "2021", channel="screening")], [(1, (2,))]),
        ([asked(2, state="accepted", verdict="accepted")], [(2, (1,))]),
        ([asked(2, state="in_progress", quantity=2, carried_out=1)], [(2, (1,))]),
        # two that were partly carried out cannot be merged into one another
        ([asked(2, quantity=2, carried_out=1), asked(3, quantity=2, carried_out=1)], [(2, (1,))]),
        ([asked(3, "2022-03"), asked(2, "2022-02")], [(1, (2, 3))]),
        ([asked(2, "2021", unit=THERE), asked(3, unit=THERE), asked(4)], [(2, (3,)), (1, (4,))]),
    ],
)
def test_groups(others, expected):
    assert groups(asked(1), *others) == expected
    assert groups(*reversed(others), asked(1)) == expected


def test_only_screenings_leave_the_earliest():
    assert groups(asked(1, channel="screening"), asked(2, "2021", channel="screening")) == [(2, (1,))]


def test_a_group_shows_its_demands_oldest_first():
    [group] = duplicates([asked(1), asked(2, "2021"), asked(3, "2021-06")])
    assert [one.demand for one in group.demands] == [2, 3, 1]
    assert (group.unit, group.kind) == (HERE, "bench")


DONE = asked(1, "2021-01-01", state="done", done_on="2021-06-01")


@pytest.mark.parametrize(
    ("channel", "on", "others", "expected"),
    [
        ("door", "2022-01-01", [], None),
        ("door", "2022-01-01", [DONE], 1),
        ("door", "2021", [DONE], 1),  # it may have been after
        ("door", "2021-05", [DONE], None),  # it was still open then
        ("screening", "2022-01-01", [DONE], None),
        ("door", "2022-01-01", [DONE._replace(channel="screening")], None),
        ("door", "2022-01-01", [DONE, asked(2)], None),
        ("door", "2022-01-01", [asked(2, state="withdrawn"), asked(3, state="merged")], None),
        ("door", "2022-01-01", [DONE, asked(2, state="withdrawn")], 1),
        ("door", "2022-01-01", [DONE, asked(2, "2021-02", state="declined", decided_on="2021-03-01")], 1),
        ("door", "2022-01-01", [DONE, asked(2, "2021-02", state="declined", decided_on="2021-09-01")], 2),
    ],
)
def test_what_asks_again(channel, on, others, expected):
    assert repeated(channel, Date(on), others) == expected
