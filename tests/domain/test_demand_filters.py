"""Which demands a filter means, what is owed and since when, and the orders of the needs list."""

from __future__ import annotations

from datetime import date

import pytest

from songyu_cli.domain.addresses import Address
from songyu_cli.domain.demand_filters import DemandFilter, is_overdue, ordered, reply_owed, result_owed
from songyu_cli.domain.demands import Demand

TODAY = date(2022, 12, 31)
HERE, THERE = Address("淞泽家园九区", "12", "3"), Address("淞泽家园九区", "2", "1")


def asked(number=1, **facts):
    """Return a demand as the ledger has it, with some facts of its own."""
    plain = Demand(number, HERE, "一网格", "bench", 1, "door", "clerk", "2022-12-01", None, "registered", 0)
    return plain._replace(**facts)


@pytest.mark.parametrize(
    ("facts", "filters", "means"),
    [
        ({}, {}, True),
        ({"state": "done"}, {"open": True}, False),
        ({"state": "in_progress"}, {"open": True}, True),
        ({"state": "done"}, {"states": frozenset({"done"})}, True),
        ({"state": "done"}, {"states": frozenset({"accepted", "done"})}, True),
        ({"state": "registered"}, {"states": frozenset({"accepted", "done"})}, False),
        ({"kind": "ramp"}, {"kind": "bench"}, False),
        ({"channel": "hotline"}, {"channel": "hotline"}, True),
        ({"unit": THERE}, {"unit": HERE}, False),
        ({"unit": THERE}, {"places": frozenset({HERE, THERE})}, True),
        ({}, {"places": frozenset()}, False),
        ({"registered_on": "2022-12-01"}, {"older": 30}, True),
        ({"registered_on": "2022-12-01"}, {"older": 31}, False),
        ({"registered_on": "2022-12"}, {"older": 1}, False),  # it may have been on the last day of the month
        ({"registered_on": "2022-12"}, {"older": 0}, True),
        ({"registered_on": "2022-11"}, {"older": 31}, True),
        ({}, {"silent": True}, True),
        ({"replies": 1, "replied_on": "2022-12-02"}, {"silent": True}, False),
        ({"reply_due": "2022-12-30"}, {"overdue": True}, True),
        ({"reply_due": "2022-12-31"}, {"overdue": True}, False),
        ({"kind": "ramp", "state": "done"}, {"kind": "ramp", "open": True}, False),
    ],
)
def test_a_filter_means_what_it_says(facts, filters, means):
    assert DemandFilter(**filters).matching([asked(**facts)], TODAY) == ([asked(**facts)] if means else [])


@pytest.mark.parametrize(
    ("facts", "reply", "result", "overdue"),
    [
        ({"reply_due": "2022-12-08", "result_due": "2023-02-01"}, "2022-12-08", "2023-02-01", True),
        ({"reply_due": "2022-12-08", "replied_on": "2022-12-20"}, None, None, False),
        ({"result_due": "2022-12-30", "replied_on": "2022-12-02"}, None, "2022-12-30", True),
        ({"result_due": "2022-12-30", "state": "done", "done_on": "2022-12-31"}, None, None, False),
        ({"reply_due": "2022-12-08", "state": "declined"}, "2022-12-08", None, True),
        ({"reply_due": "2022-12-08", "state": "merged"}, "2022-12-08", None, True),
        ({"reply_due": "2022-12-08", "result_due": "2022-12-30", "channel": "screening"}, None, "2022-12-30", True),
        ({}, None, None, False),
    ],
)
def test_what_is_owed(facts, reply, result, overdue):
    demand = asked(**facts)
    assert (reply_owed(demand), result_owed(demand), is_overdue(demand, TODAY)) == (reply, result, overdue)


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("number", [1, 2, 3, 4]),
        ("date", [4, 2, 1, 3]),
        ("due", [2, 4, 1, 3]),
        ("asked", [3, 1, 2, 4]),
        ("address", [2, 3, 1, 4]),
        ("elderly", [1, 4, 2, 3]),
    ],
)
def test_orders(order, numbers):
    found = [
        asked(4, registered_on="2021", reply_due="2022-02-01", replied_on="2022-01-01", result_due="2022-08-01"),
        asked(3, unit=THERE, registered_on="2022-12-20", asked=3),
        asked(2, unit=THERE, registered_on="2022-11", reply_due="2022-07-01", result_due="2022-09-01"),
        asked(1, registered_on="2022-12-01", result_due="2022-10-01", reply_due="2022-12-08"),
    ]
    assert [one.demand for one in ordered(found, order, {HERE: 0, THERE: None})] == numbers
