"""`songyu today`: what there is to do, the most overdue first, and no more than fits a screen."""

from __future__ import annotations

import re

import pytest
from conftest import ACTOR, built_once

from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import transaction


def put(path, *rows):
    db = open_ledger(path)
    with transaction(db, "told", ACTOR):
        for table, row in rows:
            db.insert(table, **row)
    db.close()


def hazard(**facts):
    found = {"unit": 1, "kind": "blocked_exit", "severity": "high", "quantity": 1, "found_on": "2022-12-01"}
    return ("hazards", {**found, "role": "grid_worker", **facts})


@pytest.fixture
@built_once
def busy(run, ledger):
    """A ledger on 2022-12-31 with something in every part."""
    run("unit", "add", "5-1", "--grid", "二网格")
    run("demand", "add", "12-4", "--on", "2022-12-30")
    run("demand", "add", "5-1", "--on", "2022-11-05", "--kind", "扶手", "-n", "2")
    run("demand", "add", "12-3", "--on", "2022-10", "--channel", "热线")
    put(
        ledger,
        hazard(text="电动车堵门"),
        hazard(severity="low"),
        hazard(cleared_on="2022-12-05", cleared_how="x", cleared_role="clerk"),
        ("allocations", {"batch": 1, "unit": 1, "quantity": 2, "rule": "x", "allocated_on": "2022-12-01"}),
        ("menu_items", {"year": 2022, "title": "百凳", "kind": "bench", "ends_on": "2022-12"}),
        ("menu_items", {"year": 2022, "title": "扶手", "kind": "handrail", "ends_on": "2023-01-08"}),
        ("menu_items", {"year": 2022, "title": "旧的", "kind": "other", "ends_on": "2022-01", "closed_on": "2022-02"}),
        ("menu_items", {"year": 2022, "title": "照明", "kind": "lighting", "ends_on": "2022-11-30"}),
    )
    return ledger


def test_what_there_is_to_do(run, busy):
    page = run("today", "--json").json
    assert (page["as_of"], page["grid"], page["demands"]) == ("2022-12-31", None, 4)
    assert [(one["demand"], one["due"], one["days_left"]) for one in page["answers"]] == [
        (1, "2021-03-12", -659),
        (3, "2022-11-12", -49),
        (2, "2023-01-06", 6),
        (4, None, None),
    ]
    assert [(one["demand"], one["days_left"]) for one in page["results"]] == [(1, -606), (3, 4)]
    assert [(one["hazard"], one["text"]) for one in page["hazards"]] == [(1, "电动车堵门")]
    assert [(one["batch"], one["benches"]) for one in page["to_install"]] == [(1, 2)]
    assert [(one["menu_item"], one["days_left"]) for one in page["menu"]] == [(4, -31), (1, 0)]


def test_it_is_said_in_few_words(run, busy):
    said = run("today", terminal=80).out
    assert "等答复的 4 件，超期 2 件" in said
    assert "2021-03-12，超 659 天" in said
    assert "2023-01-06，还有 6 天" in said
    assert "没有约定" in said
    assert "7 天内该办结的 2 件，其中超期 1 件" in said
    assert "重大隐患 1 处" in said
    assert "还没装的凳子 2 张" in said
    assert "7 天内该完成的实事 2 项" in said
    assert "songyu demand reply" in said
    english = run("today", "--lang", "en", "--color", "never", terminal=80).out
    assert "4 waiting for an answer, 2 of them overdue" in english
    assert "2021-03-12, 659 days over" in english
    assert max(map(len, english.splitlines())) <= 80


def test_a_grid_worker_sees_their_own(run, busy):
    page = run("today", "--grid", "二网格", "--json").json
    assert [one["demand"] for one in page["answers"]] == [3]
    assert (page["hazards"], page["to_install"], page["menu"]) == ([], [], [])
    said = run("today", "--grid", "二网格").out
    assert "（二网格）" in said
    assert "隐患" not in said
    assert "实事" not in said


def test_one_day_is_not_many(run, ledger):
    run("demand", "add", "12-4", "--on", "2022-12-25")
    run("demand", "add", "12-4", "--on", "2022-12-23")
    run("demand", "add", "12-4", "--on", "2022-12-24")
    said = run("today", "--lang", "en").out
    assert "1 day left" in said
    assert "1 day over" in said
    assert "2022-12-31, today" in said


def test_a_long_part_is_cut_and_says_where_the_rest_is(run, ledger):
    for day in range(1, 13):
        run("demand", "add", "12-4", "--on", f"2022-12-{day:02}")
    said = run("today").out
    assert "还有 3 件：songyu report silence" in said
    assert len(re.findall(r"(?m)^ *\d+  12-", said.partition("7 天内")[0])) == 10
    assert "…and 3 more: songyu report silence --grid 一网格" in run("today", "--grid", "一网格", "--lang", "en").out
    assert len(run("today", "--json").json["answers"]) == 13


def test_a_stairwell_of_another_estate_is_named_with_it(run, ledger):
    run("unit", "add", "六区5-1")
    run("demand", "add", "六区5-1", "--on", "2022-12-30")
    run("demand", "withdraw", "1", "--on", "2021-03-06")
    run("demand", "reply", "1", "--how", "上门", "--on", "2021-03-06")
    assert re.search(r"(?m)^ *2  淞泽家园六区5-1 ", run("today").out)


def test_a_bench_that_was_installed_is_not_to_install(run, busy):
    run("bench", "install", "12-3", "--on", "2022-12-30")
    assert [one["benches"] for one in run("today", "--json").json["to_install"]] == [1]
    run("batch", "close", "1")
    assert run("today", "--json").json["to_install"] == []


def test_nothing_to_do_is_a_good_sentence(run, ledger):
    put(ledger, ("replies", {"demand": 1, "replied_on": "2021-03-06", "how": "visit", "role": "grid_worker"}))
    run("bench", "install", "12-3", "--on", "2021-06")
    run("bench", "inspect", "B1-001", "--on", "2022-12-30")
    said = run("today").out
    assert "没有人等答复" in said
    assert "nobody waits for an answer" in run("today", "--lang", "en").out
    assert "没有人等答复" in run("今天", "--grid", "一网格").out


def test_an_empty_ledger_says_how_to_begin(run, ledger):
    run("undo")
    assert "songyu demand add 12-3" in run("today").out
    assert run("today", "--json").json["answers"] == []


def test_benches_to_inspect_and_to_repair(run, ledger):
    run("unit", "add", "5-1", "--grid", "二网格")
    run("bench", "install", "12-3", "12-4", "5-1", "--on", "2022-06-18")
    run("bench", "inspect", "B1-001", "--fault", "松动", "--on", "2022-12-30")
    page = run("today", "--json").json
    assert [(one["tag"], one["days_left"]) for one in page["inspections"]] == [("B1-003", -106), ("B1-002", -106)]
    assert [(one["repair"], one["tag"], one["faults"]) for one in page["repairs"]] == [(1, "B1-001", ["loose"])]
    said = run("today", terminal=80).out
    assert "没有修好的工单 1 张" in said
    assert "7 天内该巡查的凳子 2 张，其中超期 2 张" in said
    assert "2022-09-16，超 106 天" in said
    english = run("today", "--lang", "en", "--grid", "二网格", "--color", "never", terminal=80).out
    assert "1 bench to inspect within 7 days, 1 of them overdue" in english
    assert "to repair" not in english
    run("bench", "inspect", "B1-002", "B1-003")
    run("bench", "repair", "B1-001")
    page = run("today", "--json").json
    assert (page["inspections"], page["repairs"]) == ([], [])


def test_the_grids_there_are_stand_in_their_order(run, ledger):
    for number, grid in enumerate(("三网格", "二网格"), start=7):
        run("unit", "add", f"{number}-1", "--grid", grid)
    assert "有：一网格、二网格、三网格。" in run("today", "--grid", "九网格", ok=False).err
