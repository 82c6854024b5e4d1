"""The whole story of a stairwell and of a demand, from rows of every table that can tell of one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import ACTOR

from songyu_cli.domain.demands import DemandNotFound
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.trace import ORDER, Event, in_order
from songyu_cli.storage import trace, units
from songyu_cli.storage.log import transaction

TODAY = date(2022, 12, 31)
HERE = Address("淞泽家园九区", "12", "3")
ROWS = Path(__file__).with_name("trace_rows.jsonl")  # rows of every table that can tell of a stairwell


@pytest.fixture
def told(db):
    with transaction(db, "everything", ACTOR):
        db.execute("PRAGMA defer_foreign_keys = ON")
        for line in ROWS.read_text(encoding="utf-8").splitlines():
            table, row = json.loads(line)
            db.insert(table, **row)
    return db


def lines(found):
    return [(event.on, event.what, event.demand) for event in found.events]


def test_a_stairwell_s_story_leaves_nothing_out_and_stands_in_order(told):
    found = trace.of_unit(told, units.get(told, HERE), TODAY)
    assert lines(found) == [
        ("2020-12-01", "registered", 5),
        ("2021-01-01", "counted", None),
        ("2021-01-14", "visited", None),
        ("2021-01-14", "hazard_found", None),
        ("2021-01-14", "registered", 1),
        ("2021-01-20", "registered", 3),
        ("2021-01-25", "merged", 3),
        ("2021-01-26", "reviewed", 1),
        ("2021-02-01", "screened", None),
        ("2021-02-10", "discussed", 1),
        ("2021-02-10", "decided", 1),
        ("2021-02-10", "replied", 1),
        ("2021-03-10", "extended", 1),
        ("2021-03-20", "allocated", None),
        ("2021-12-20", "hazard_cleared", None),
        ("2021", "installed", 1),
        ("2021", "in_use", None),
        ("2022-01-05", "menu_closed", 1),
        ("2022-02-01", "registered", 2),
        ("2022-03-01", "hazard_found", 2),
        ("2022-12-31", "on_menu", 1),
        ("2022", "installed", None),
        (None, "merged", 5),
        (None, "out_of_use", None),
        (None, "retired", None),
    ]
    facts = {(event.what, event.demand): event.facts for event in found.events}
    assert facts["visited", None]["elderly_60"] == 13
    assert facts["screened", None]["rank"] == facts["screened", None]["picked"] == 2
    assert facts["registered", 1] == {
        "kind": "bench", "quantity": 1, "channel": "door", "text": "没处歇脚", "repeat_of": None, "owner_role": None,
        "reply_due": "2021-01-21", "result_due": "2021-03-15", "selection": None, "visit": 1,
    }  # fmt: skip
    assert facts["decided", 1]["meeting"] == facts["discussed", 1]["meeting"] == 1
    assert facts["installed", 1] == {"bench": "B1-001", "batch": 1, "spot": "楼道口", "reason": None}
    assert facts["hazard_cleared", None]["how"] == "居民自取"


def test_what_a_stairwell_is_owed(told):
    found = trace.of_unit(told, units.get(told, HERE), TODAY)
    assert [(one.what, one.demand, one.hazard, one.due, one.standing) for one in found.owed] == [
        ("reply", 2, None, "2022-02-08", "overdue"),
        ("result", 2, None, "2023-04-02", "waiting"),
        ("reply", 3, None, None, "no_promise"),
        ("reply", 5, None, None, "no_promise"),
        ("clearing", None, 2, None, "no_promise"),
    ]


def test_a_demand_s_story_has_its_round_its_meeting_and_those_merged_into_it(told):
    found = trace.of_demand(told, 1, TODAY)
    assert lines(found) == [
        ("2020-12-01", "registered", 5),
        ("2021-01-14", "visited", None),
        ("2021-01-14", "registered", 1),
        ("2021-01-20", "registered", 3),
        ("2021-01-25", "merged", 3),
        ("2021-01-26", "reviewed", 1),
        ("2021-02-10", "discussed", 1),
        ("2021-02-10", "decided", 1),
        ("2021-02-10", "replied", 1),
        ("2021-03-10", "extended", 1),
        ("2021-03-20", "allocated", None),
        ("2021", "result", 1),
        ("2022-01-05", "menu_closed", 1),
        ("2022-12-31", "on_menu", 1),
        (None, "merged", 5),
    ]
    assert next(event for event in found.events if event.what == "result").facts["bench"] == "B1-001"
    assert [(one.what, one.demand) for one in found.owed] == [("reply", 3), ("reply", 5)]


def test_a_demand_s_story_has_its_hazard_and_no_other(told):
    assert [event.what for event in trace.of_demand(told, 2, TODAY).events] == ["registered", "hazard_found"]


def test_a_withdrawal_that_was_set_aside_is_told_beside_the_last_one(told):
    found = trace.of_demand(told, 4, TODAY)
    assert lines(found) == [
        ("2021-02-01", "screened", None),
        ("2021-02-01", "registered", 4),
        ("2021-04-01", "withdrawn", 4),
        ("2021-04-02", "reopened", 4),
        ("2021-05", "withdrawn", 4),
    ]
    told = [(event.role, event.facts["reason"]) for event in found.events if event.what == "withdrawn"]
    assert told == [(None, "搬走了"), ("clerk", "又不要了")]
    assert found.owed == []


def test_every_kind_of_event_that_can_happen_is_tried_here(told):
    seen = {event.what for unit in units.everywhere(told) for event in trace.of_unit(told, unit, TODAY).events}
    seen |= {event.what for number in range(1, 6) for event in trace.of_demand(told, number, TODAY).events}
    assert seen == set(ORDER)


def test_facts_are_what_json_can_carry(told):
    found = trace.of_unit(told, units.get(told, HERE), TODAY)
    assert json.loads(json.dumps([event.facts for event in found.events])) == [event.facts for event in found.events]


def test_no_such_demand(told):
    with pytest.raises(DemandNotFound):
        trace.of_demand(told, 99, TODAY)


def test_a_year_stands_after_its_days_and_an_unknown_date_last():
    days = [None, "2022", "2021", "2021-12-31", "2021-12", "2021-02", "2021-02-28", "2022-01-01"]
    events = [Event(day, "replied", 1, None, {}) for day in days]
    assert [event.on for event in in_order(events)] == [
        *("2021-02-28", "2021-02", "2021-12-31", "2021-12", "2021", "2022-01-01", "2022", None),
    ]
