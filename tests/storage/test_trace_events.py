"""The whole stories of stairwells, demands, benches, a batch and a partner, from rows of every table that can tell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import ACTOR

from songyu_cli.actions.demand_sorting import merge_demands, unmerge_demands
from songyu_cli.domain.batches import BatchNotFound
from songyu_cli.domain.benches import BenchNotFound
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demands import DemandNotFound
from songyu_cli.domain.partners import PartnerNotFound
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.trace import ORDER, Event, in_order
from songyu_cli.storage import trace, trace_groups, units
from songyu_cli.storage.log import transaction

TODAY = date(2022, 12, 31)
HERE = Address("淞泽家园九区", "12", "3")
NEXT_DOOR = Address("淞泽家园九区", "12", "4")
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
        "unit": "淞泽家园九区/12/3",
    }  # fmt: skip
    assert facts["decided", 1]["meeting"] == facts["discussed", 1]["meeting"] == 1
    assert facts["installed", 1] == {
        "bench": "B1-001", "batch": 1, "spot": "楼道口", "exit_clear": None, "firm_ground": None, "replaces": None,
        "reason": None,
    }  # fmt: skip
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
        ("2021", "in_use", None),
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
    undo_a_merger(told)
    seen = {event.what for unit in units.everywhere(told) for event in trace.of_unit(told, unit, TODAY).events}
    seen |= {event.what for number in range(1, 8) for event in trace.of_demand(told, number, TODAY).events}
    seen |= {event.what for number in (1, 2) for event in trace_groups.of_batch(told, number).events}
    assert seen == set(ORDER)


def test_facts_are_what_json_can_carry(told):
    found = trace.of_unit(told, units.get(told, HERE), TODAY)
    assert json.loads(json.dumps([event.facts for event in found.events])) == [event.facts for event in found.events]


def test_what_there_is_not(told):
    for refusal, ask in (
        (DemandNotFound, lambda: trace.of_demand(told, 99, TODAY)),
        (BenchNotFound, lambda: trace.of_bench(told, "B1-099", TODAY)),
        (BatchNotFound, lambda: trace_groups.of_batch(told, 9)),
        (PartnerNotFound, lambda: trace_groups.of_partner(told, "谁")),
    ):
        with pytest.raises(refusal):
            ask()


def undo_a_merger(db):
    with transaction(db, "two more", ACTOR):
        for number in (8, 9):
            row = {"id": number, "unit": 2, "kind": "ramp", "quantity": 1, "channel": "walk_in", "role": "clerk"}
            db.insert("demands", **row, registered_on="2022-12-18")
    merge_demands(db, [9], ACTOR, into=8, on=Date("2022-12-19"))
    unmerge_demands(db, [9], ACTOR)


def test_a_year_stands_after_its_days_and_an_unknown_date_last():
    days = [None, "2022", "2021", "2021-12-31", "2021-12", "2021-02", "2021-02-28", "2022-01-01"]
    events = [Event(day, "replied", 1, None, {}) for day in days]
    assert [event.on for event in in_order(events)] == [
        *("2021-02-28", "2021-02", "2021-12-31", "2021-12", "2021", "2022-01-01", "2022", None),
    ]


def test_a_stairwell_tells_of_its_benches_while_they_stood_there(told):
    here, there = (trace.of_unit(told, units.get(told, Address("淞泽家园九区", "12", n)), TODAY) for n in "56")
    assert lines(here)[4:] == [
        ("2022-08-20", "allocated", None),
        ("2022-08-20", "allocated", None),
        ("2022-09", "installed", 6),
        ("2022-09-10", "in_use", None),
        ("2022-10-05", "inspected", None),
        ("2022-10-06", "followed_up", 6),
        ("2022-10-08", "followed_up", 6),
        ("2022-10-10", "moved_away", 7),
        ("2022-12-15", "audited", None),
        ("2022-12", "counted", None),
    ]
    assert lines(there) == [
        ("2022-08-20", "allocated", None),
        ("2022-09-10", "installed", None),
        ("2022-09-10", "in_use", None),
        ("2022-10-01", "registered", 7),
        ("2022-10-10", "moved_here", 7),
        ("2022-10-12", "followed_up", 7),
        ("2022-11-01", "inspected", None),
        ("2022-11-01", "out_of_use", None),
        ("2022-11-01", "repair_opened", None),
        ("2022-11-01", "repaired", None),
        ("2022-11-01", "in_use_again", None),
        ("2022-11-20", "installed", None),
        ("2022-11-20", "in_use", None),
        ("2022-11-20", "retired", None),
        ("2022-12-01", "moved", None),
        ("2022-12-05", "repaired", None),
        ("2022-12-10", "inspected", None),
        ("2022-12-10", "repair_opened", None),
        ("2022-12-15", "audited", None),
    ]
    assert [(one.what, one.demand, one.bench, one.repair, one.since) for one in there.owed] == [
        ("reply", 7, None, None, None),
        ("repair", None, "B2-001", 3, "2022-12-10"),
    ]
    assert here.owed == []


def test_what_is_known_of_each_thing(told):
    found = trace.of_unit(told, units.get(told, Address("淞泽家园九区", "12", "6")), TODAY)
    facts = {}
    for event in found.events:
        facts.setdefault(event.what, event.facts)
    assert facts["allocated"] == {
        "batch": 2, "quantity": 1, "rule": "pinned", "reason": "门口有台阶", "plan": 1, "rank": 1
    }  # fmt: skip
    assert (facts["installed"]["firm_ground"], facts["installed"]["exit_clear"]) == ("no", None)
    assert facts["moved_here"] == {
        "bench": "B2-001", "from_unit": "淞泽家园九区/12/5", "to_unit": "淞泽家园九区/12/6", "from_spot": "楼道口",
        "to_spot": "左侧", "reason": "挡了门",
    }  # fmt: skip
    assert facts["inspected"] == {
        "inspection": 2, "bench": "B2-002", "result": "out_of_use", "faults": ["loose", "paint"], "text": "晃得厉害"
    }  # fmt: skip
    assert (facts["out_of_use"]["inspection"], facts["in_use_again"]["repair"]) == (2, 1)
    assert facts["retired"]["replaced_by"] == "B2-003"
    assert (facts["repaired"]["fen"], facts["repaired"]["by_whom"]) == (3550, "物业")
    assert facts["audited"]["findings"][2] == {"finding": "unknown", "bench": None, "tag": None, "quantity": 2}
    skipped = next(
        one for one in trace.of_unit(told, units.get(told, NEXT_DOOR), TODAY).events if one.what == "skipped"
    )
    assert (skipped.on, skipped.role, skipped.facts) == (
        "2022-08-20", "secretary", {"batch": 2, "plan": 1, "reason": "门口在施工"}
    )  # fmt: skip


def test_a_demand_tells_of_its_bench_only_while_it_stood_there(told):
    first, second = (trace.of_demand(told, number, TODAY) for number in (6, 7))
    assert [what for _, what, _ in lines(first)][5:] == [
        *("result", "in_use", "inspected", "followed_up", "followed_up", "moved_away"),
    ]
    assert [what for _, what, _ in lines(second)] == [
        *("registered", "moved_here", "followed_up", "inspected", "repair_opened", "audited"),
    ]
    assert [one["finding"] for one in second.events[-1].facts["findings"]] == ["found"]
    assert [one.what for one in first.owed + second.owed] == ["reply", "repair"]


def test_a_bench_s_story_goes_from_the_need_to_what_residents_say(told):
    found = trace.of_bench(told, "b2-001", TODAY)
    assert (found.bench.tag, found.demands) == ("B2-001", [6, 7])
    assert lines(found) == [
        ("2021-01-05", "pledged", None),
        ("2022-06", "counted", None),
        ("2022-07-01", "registered", 6),
        ("2022-07-05", "decided", 6),
        ("2022-07-05", "replied", 6),
        ("2022-08-01", "pledged", None),
        ("2022-08-20", "allocated", None),
        ("2022-08-30", "received", None),
        ("2022-09-10", "received", None),
        ("2022-09", "installed", 6),
        ("2022-09-10", "in_use", None),
        ("2022-10-01", "registered", 7),
        ("2022-10-05", "inspected", None),
        ("2022-10-06", "followed_up", 6),
        ("2022-10-08", "followed_up", 6),
        ("2022-10-10", "moved", 7),
        ("2022-10-12", "followed_up", 7),
        ("2022-12-10", "inspected", None),
        ("2022-12-10", "repair_opened", None),
        ("2022-12-15", "audited", None),
    ]
    assert next(one.facts["rank"] for one in found.events if one.what == "allocated") == 2
    assert [one.what for one in found.owed] == ["reply", "repair"]


def test_benches_that_replace_each_other_share_their_place_in_the_plan(told):
    old, new = (trace.of_bench(told, tag, TODAY) for tag in ("B2-002", "B2-003"))
    assert (old.bench.replaced_by, new.bench.replaces) == ("B2-003", "B2-002")
    for found in (old, new):
        assert [one.facts["rank"] for one in found.events if one.what == "allocated"] == [1]
    seen = [(one.facts["unit"], one.facts["findings"][0]["finding"]) for one in new.events if one.what == "audited"]
    assert seen == [("淞泽家园九区/12/6", "missing"), ("淞泽家园九区/12/5", "misplaced")]


def test_the_replacement_of_a_bench_answers_what_that_answered(told):
    with transaction(told, "bench replace", ACTOR):
        bench = told.insert("benches", tag="B1-003", batch=1, unit=1, replaces=1)
        told.insert("bench_events", bench=bench, kind="installed", happened_on="2022-12-30")
    found = trace.of_bench(told, "B1-003", TODAY)
    assert found.demands == [1]
    assert [one.facts["bench"] for one in found.events if one.what == "result"] == ["B1-001"]
    page = trace.of_demand(told, 1, TODAY)
    assert [one.facts["replaces"] for one in page.events if one.what == "installed"] == ["B1-001"]


def test_a_batch_sums_its_benches_by_day_and_grid(told):
    found = trace_groups.of_batch(told, 2)
    assert lines(found) == [
        ("2022-08-01", "pledged", None),
        ("2022", "batch_opened", None),
        ("2022-08-20", "planned", None),
        ("2022-08-30", "received", None),
        ("2022-09-10", "installed", None),
        ("2022-09-10", "in_use", None),
        ("2022-09", "installed", None),
        ("2022-10-10", "moved", 7),
        ("2022-11-01", "out_of_use", None),
        ("2022-11-01", "in_use_again", None),
        ("2022-11-20", "installed", None),
        ("2022-11-20", "in_use", None),
        ("2022-11-20", "retired", None),
        ("2022-12-01", "moved", None),
        ("2022-12-20", "batch_closed", None),
    ]
    facts = {(event.on, event.what): event.facts for event in found.events}
    assert facts["2022-08-20", "planned"]["rules"] == {"pinned": 1, "stage_1": 1, "stage_4": 1}
    assert [one.reason for one in facts["2022-08-20", "planned"]["skipped"]] == ["门口在施工"]
    assert facts["2022-09-10", "in_use"] == {
        "batch": 2, "benches": 2, "replacements": 0, "tags": ["B2-001", "B2-002"],
        "grids": [{"grid": "一网格", "benches": 1}, {"grid": "二网格", "benches": 1}],
    }  # fmt: skip
    assert facts["2022-11-20", "installed"]["replacements"] == 1
    assert [(one.what, one.n, one.ids) for one in found.missing] == [
        ("not_installed", 1, ["淞泽家园九区/12/5"]),
        ("open_repairs", 1, ["B2-001"]),
    ]


def test_what_became_of_a_batch_s_benches(told):
    found = trace_groups.of_batch(told, 2).outcome
    assert [(one.batch, one.state, one.tags) for one in found.benches] == [
        (2, "in_use", ["B2-001", "B2-003"]),
        (2, "replaced", ["B2-002"]),
    ]
    assert [(one.grid, one.units, one.benches) for one in found.places] == [("一网格", 1, 2)]
    assert [(one.what, one.n, one.ids) for one in found.inspections] == [
        ("good", 1, ["B2-001"]),
        ("out_of_use", 1, ["B2-002"]),
        ("needs_repair", 1, ["B2-001"]),
        ("never", 1, ["B2-003"]),
    ]
    assert [(one.what, one.n) for one in found.repairs] == [("done", 2), ("open", 1)]
    assert (found.fen, found.demands) == (3550, [6, 7])
    assert (found.followups.asked.n, found.followups.figures[0].numerator_ids) == (2, (6,))


def test_a_partner_s_story_is_its_gifts_and_its_benches(told):
    found = trace_groups.of_partner(told, "苏州银行")
    gifts = [
        (one.on, one.what, one.facts["kind"], one.facts["batch"])
        for one in found.events
        if one.what in ("pledged", "received")
    ]
    assert gifts == [
        ("2021-01-05", "pledged", "money", None),
        ("2021", "received", "unstated", 1),
        ("2022-08-01", "pledged", "benches", 2),
        ("2022-08-30", "received", "benches", 2),
        ("2022-09-10", "received", "labour", None),
    ]
    assert found.outcome == trace_groups.of_batch(told, 2).outcome
    assert trace_groups.of_partner(told, "2").events == []


def test_benches_without_a_known_giver_are_missing_one(told):
    missing = {one.what: one.ids for one in trace_groups.of_batch(told, 1).missing}
    assert missing == {"no_partner": ["B1-001", "B1-002"]}


def test_what_was_merged_and_parted_again_is_told_of_both(told):
    undo_a_merger(told)
    for number in (8, 9):
        found = [one for one in trace.of_demand(told, number, TODAY).events if one.what in ("merged", "unmerged")]
        assert [(one.on, one.what, one.demand, one.facts) for one in found] == [
            ("2022-12-19", "merged", 9, {"merged_into": 8}),
            ("2022-12-31", "unmerged", 9, {"merged_into": 8}),
        ]
        assert [one.role for one in found] == [None, "clerk"]


def test_a_batch_closes_after_what_was_installed_in_it():
    def group(on, what):
        return Event(on, what, None, None, {"batch": 1})

    events = [group("2021-12-24", "batch_closed"), group("2021", "installed"), group("2022-01-03", "installed")]
    assert [event.on for event in in_order(events)] == ["2021", "2021-12-24", "2022-01-03"]


def test_a_bench_is_installed_before_anything_befalls_it():
    events = [
        Event("2021", "installed", None, None, {"bench": "B1-001"}),
        Event("2021-05-03", "inspected", None, None, {"bench": "B1-001"}),
        Event("2021-04-03", "inspected", None, None, {"bench": "B1-002"}),
    ]
    assert [event.on for event in in_order(events)] == ["2021-04-03", "2021", "2021-05-03"]


def test_what_is_found_on_the_day_of_a_move_is_found_before_it(told):
    with transaction(told, "one day", ACTOR):
        seen = told.insert("inspections", bench=3, inspected_on="2022-10-10", result="out_of_use", role="clerk")
        told.insert("bench_events", bench=3, kind="out_of_use", happened_on="2022-10-10", inspection=seen)
        told.insert("repairs", bench=3, opened_on="2022-10-09", role="clerk", done_on="2022-10-10", done_role="clerk")
        told.insert("bench_events", bench=3, kind="in_use", happened_on="2022-10-10")
    here, there = (trace.of_unit(told, units.get(told, Address("淞泽家园九区", "12", n)), TODAY) for n in "56")
    assert [what for on, what, _ in lines(here) if on == "2022-10-10"] == ["inspected", "out_of_use", "moved_away"]
    assert [what for on, what, _ in lines(there) if on == "2022-10-10"] == ["moved_here", "repaired", "in_use_again"]
