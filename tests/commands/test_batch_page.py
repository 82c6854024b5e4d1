"""A batch's page, how its numbers hold together, and what closing it does."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from conftest import built_once


@pytest.fixture
@built_once
def planned(run, ledger):
    """Batch 2 with five benches: three planned (12-3, 2-1 and 10-2), of which one stands; a demand accepted there."""
    run("batch", "open", "2", "-n", "5", "--on", "2022-09", "--note", "秋天那批")
    run("demand", "add", "2-1", "--on", "2022-08-01")
    run("demand", "decide", "1", "2", "--accept", "--on", "2022-09-01")
    plan(run, "batch plan 2 -n 3 --save --pin 2-1 --skip 12-4=门口施工 --reason 老人最多 --on 2022-09-02")
    run("bench", "install", "10-2", "--batch", "2", "--on", "2022-09-20")
    return ledger


def plan(run, line):
    run(*line.split())


def page(run, number="2"):
    return run("batch", "show", number, "--json").json


def state(run, demand):
    return run("demand", "show", str(demand), "--json").json["demand"]["state"]


def at(rows):
    return [(row["unit"].partition("/")[2], row["grid"], row["benches"]) for row in rows]


def test_a_new_batch_has_a_page_that_says_what_to_do_next(run, ledger):
    said = run("batch", "show", "1").out
    assert "计划 3 = 已分配 0 + 未分配 3" in said
    assert "songyu partner pledge 单位 -n 张数 --batch 1" in said
    assert "songyu batch plan 1" in said
    assert "还没有装过" in said
    assert "还缺什么" not in said
    english = run("batch", "show", "1", "--lang", "en").out
    assert "planned 3 = allocated 0 + free 3" in english


def test_the_page_has_every_figure(run, planned):
    run("bench", "install", "12-4", "-n", "1", "--batch", "2", "--pending", "--on", "2022-10-01")
    told = page(run)
    figures = {name: told["batch"][name] for name in ("planned", "allocated", "free", "installed", "open", "pending")}
    assert figures == {"planned": 5, "allocated": 4, "free": 1, "installed": 2, "open": 3, "pending": 1}
    assert told["reconciliation"] == {
        "planned": 5,
        "allocated": 4,
        "free": 1,
        "installed": 2,
        "to_install": 2,
        "by_installing": 1,
        "bench_rows": 2,
        "replacements": 0,
    }
    assert told["note"] == "秋天那批"
    assert at(told["to_install"]) == [("2/1", "一网格", 1), ("12/3", "一网格", 1)]
    assert told["pending"] == ["B2-002"]
    assert (told["unplanned"], told["repairs"], told["gifts"]) == ([], [], [])
    assert told["donors"] == [{"partner": None, "benches": 2, "in_use": 1}]
    [plan] = told["plans"]
    assert (plan["benches"], plan["weight"], plan["allocated"]) == (3, "elderly_60", 3)
    assert [(one["unit"], one["reason"]) for one in plan["pinned"]] == [("淞泽家园九区/2/1", "老人最多")]
    assert [(one["unit"], one["reason"]) for one in plan["skipped"]] == [("淞泽家园九区/12/4", "门口施工")]
    assert [bench["tag"] for bench in told["benches"]] == ["B2-001", "B2-002"]


def test_the_page_reads_in_both_languages(run, planned):
    run("bench", "install", "12-4", "--batch", "2", "--pending", "--on", "2022-10-01")
    zh = run("batch", "show", "2", terminal=80).out
    for line in (
        "备注：秋天那批",
        "计划 5 = 已分配 4 + 未分配 1",
        "已分配 4 = 已安装 2 + 没装 2",
        "已安装 2 = 在用 1 + 待投用 1",
        "没有事先分配就装的 1 张",
        "捐赠单位未载明 2 张（在用 1）",
        "第 1 号规划（2022年9月2日，社区工作者）：3 张 · 按60岁以上人数",
        "先给 2-1：老人最多",
        "不给 12-4：门口施工",
        "2-1、12-3",
        "songyu bench install --planned --batch 2",
        "装了还没投用 1 张：B2-002",
    ):
        assert line in zh
    en = run("batch", "show", "2", "--lang", "en", terminal=120).out
    for line in (
        "allocated 4 = installed 2 + to install 2",
        "Plan 1 (2022-09-02, by: clerk): 3 benches · by residents aged 60+",
        "2-1 first: 老人最多",
        "Not in use yet, 1 bench: B2-002.",
        "donor not stated 2 (1 in use)",
    ):
        assert line in en


def test_gifts_and_donors_stand_on_the_page(run, planned):
    run("partner", "add", "苏州银行")
    run("partner", "pledge", "苏州银行", "-n", "4", "--batch", "2", "--on", "2022-08-01")
    run("partner", "receive", "苏州银行", "--batch", "2", "--on", "2022-09-01")
    run("partner", "pledge", "苏州银行", "-n", "9", "--batch", "1", "--on", "2022-08-01")
    run("bench", "install", "12-3", "--batch", "2", "--partner", "银行", "--on", "2022-10-01")
    told = page(run)
    assert [(one["name"], one["step"], one["benches"]) for one in told["gifts"]] == [
        ("苏州银行", "pledged", 4),
        ("苏州银行", "received", None),
    ]
    assert told["donors"] == [
        {"partner": "苏州银行", "benches": 1, "in_use": 1},
        {"partner": None, "benches": 1, "in_use": 1},
    ]
    said = run("batch", "show", "2").out
    assert "4 张凳子" in said
    assert "未载明" in said
    assert "苏州银行 1 张（在用 1）、捐赠单位未载明 1 张（在用 1）" in said


def test_a_bench_and_its_replacement_are_one_place(run, planned):
    run("bench", "replace", "B2-001", "--reason", "断了", "--on", "2022-11-01")
    told = page(run)
    sums = told["reconciliation"]
    assert (sums["installed"], sums["bench_rows"], sums["replacements"], sums["to_install"]) == (1, 2, 1, 2)
    assert told["donors"] == [{"partner": None, "benches": 1, "in_use": 1}]
    assert "已安装 1 = 凳子 2 − 更换 1" in run("batch", "show", "2").out


def test_accepted_demands_that_nobody_planned_for_are_named_while_the_batch_is_open(run, planned):
    run("demand", "add", "12-4", "--on", "2022-09-10")
    run("demand", "decide", "3", "--accept", "--on", "2022-09-11")
    assert page(run)["unplanned"] == [3]
    assert "采纳了还没有安排够的凳子需求 1 条：3" in run("batch", "show", "2").out
    run("batch", "close", "2")
    assert page(run)["unplanned"] == []


def test_the_page_goes_by_benches_where_a_stairwell_waits_for_more_than_it_was_given(run, ledger):
    run("demand", "add", "12-3", "--on", "2021-03-06")
    run("demand", "add", "12-4", "-n", "2", "--on", "2021-03-06")
    run("demand", "decide", "1-3", "--accept", "--on", "2021-03-07")
    plan(run, "batch plan 1 -n 2 --save --pin 12-3 --pin 12-4 --reason 先装一张 --on 2021-03-08")
    assert page(run, "1")["unplanned"] == [2, 3]
    assert "songyu batch plan 1" in run("batch", "show", "1").out
    run("bench", "install", "12-4", "--on", "2021-06-18")
    assert page(run, "1")["unplanned"] == [2, 3]
    assert run("batch", "close", "1", "--json").json["demands"] == [1]
    run("undo")
    run("batch", "edit", "1", "-n", "2")
    assert "songyu batch plan 1 --anew" in run("batch", "show", "1").out
    run("bench", "install", "--planned", "--yes", "--on", "2021-06-19")
    assert "songyu batch open -n" in run("batch", "show", "1").out
    assert "songyu batch plan 1" not in run("batch", "show", "1").out


def test_a_full_batch_that_gave_too_much_is_not_sent_to_plan_anew(run, ledger):
    plan(run, "batch plan 1 -n 3 --save --pin 12-3 --pin 12-4 --pin 2-1 --reason 先装 --on 2021-03-08")
    run("bench", "install", "12-3", "12-4", "--on", "2021-06-18")
    ran = run("bench", "install", "10-2", "--on", "2021-06-18")
    assert "songyu batch close 1" in ran.out
    assert "songyu batch edit 1 -n 4" in run("batch", "show", "1").out
    run("batch", "plan", "1", "--save", "--anew", ok=False)
    run("batch", "close", "1", "--on", "2021-06-18")
    assert "已分配 3 = 已安装 3 + 没装 0" in run("batch", "show", "1").out


def test_a_sum_that_does_not_come_out_is_shown(run, planned):
    with closing(sqlite3.connect(planned, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM allocations WHERE unit = (SELECT unit FROM benches WHERE tag = 'B2-001')")
    assert "已分配 2 = 已安装 1 + 没装 2；对不上，差 -1" in run("batch", "show", "2").out


def test_closing_takes_back_what_was_not_installed(run, planned):
    run("bench", "install", "12-4", "--batch", "2", "--pending", "--on", "2022-10-01")
    assert (state(run, 1), state(run, 2)) == ("in_progress", "in_progress")
    done = run("batch", "close", "2", "--json").json
    assert (done["batch"]["allocated"], done["batch"]["free"], done["batch"]["closed_on"]) == (2, 3, "2022-12-31")
    assert at(done["taken_back"]) == [("2/1", "一网格", 1), ("12/3", "一网格", 1)]
    assert (done["demands"], done["pending"], done["repairs"]) == ([1, 2], ["B2-002"], [])
    assert done["reconciliation"]["to_install"] == 0
    assert (state(run, 1), state(run, 2)) == ("accepted", "accepted")
    assert page(run)["to_install"] == []
    run("undo")
    assert (state(run, 1), state(run, 2)) == ("in_progress", "in_progress")
    assert at(page(run)["to_install"]) == [("2/1", "一网格", 1), ("12/3", "一网格", 1)]
    assert page(run)["batch"]["closed_on"] is None


def test_closing_says_it_in_both_languages(run, planned):
    run("bench", "install", "12-4", "--batch", "2", "--pending", "--on", "2022-10-01")
    run("bench", "inspect", "B2-001", "--result", "needs-repair", "--on", "2022-11-01", "--fault", "松动")
    zh = run("batch", "close", "2").out
    for line in (
        "已关闭第2批（2022年12月31日）：计划 5 张，已装 2 张",
        "还差 3 张没有装。",
        "收回没装的分配 2 张：2-1、12-3",
        "2 条采纳了的需求又没有安排，等下一批：1、2",
        "装了还没投用 1 张：B2-002",
        "维修还没完 1 张：B2-001",
        "计划 5 = 已分配 2 + 未分配 3",
    ):
        assert line in zh
    run("undo")
    en = run("batch", "close", "2", "--lang", "en").out
    for line in (
        "Closed batch 2 (2022-12-31): 5 benches planned, 2 installed",
        "Allocations taken back, 2 benches: 2-1, 12-3",
        "accepted and unplanned again, 2: 1, 2",
        "To be mended, 1 bench: B2-001",
    ):
        assert line in en


def test_only_the_part_that_does_not_stand_is_taken_back(run, ledger):
    run("batch", "edit", "1", "-n", "4")
    plan(run, "batch plan 1 -n 3 --save --pin 12-3 --pin 12-3 --reason 老人多 --on 2021-03-02")
    run("bench", "install", "12-3", "--on", "2021-06")
    run("batch", "close", "1")
    told = page(run, "1")
    assert (told["batch"]["allocated"], told["batch"]["installed"], told["batch"]["free"]) == (1, 1, 3)


def test_a_bench_that_will_not_come_does_not_count_as_standing(run, planned):
    run("batch", "close", "2")
    run("batch", "open", "3", "-n", "2", "--on", "2022-12")
    plan = run("batch", "plan", "3", "--json").json["plan"]
    assert [one["unit"][-4:] for one in plan] == ["12/3", "/2/1"]


def test_closing_a_batch_without_allocations_says_no_more_than_it_did(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    said = run("batch", "close", "1").out
    assert "收回" not in said
    assert "需求" not in said


def test_a_plan_of_a_batch_may_shrink_below_what_was_allocated_and_that_is_said(run, planned):
    run("batch", "edit", "2", "-n", "3")
    said = run("batch", "edit", "2", "-n", "2").out
    assert "第2批已分配 3 张，比计划多 1 张" in said
    assert "songyu batch plan 2 --save --anew" in said
    assert "3, 1 more than planned" in run("batch", "edit", "2", "-n", "2", "--on", "2022-09", "--lang", "en").out
    assert "计划 2 = 已分配 3 − 多分配 1" in run("batch", "show", "2").out
    run("batch", "plan", "2", "--save", "--anew")
    told = page(run)
    assert (told["batch"]["allocated"], told["batch"]["free"]) == (2, 0)
    assert "比计划多" not in run("batch", "show", "2").out


def test_an_installation_of_a_closed_batch_is_not_undone_into_a_debt(run, planned):
    [entry] = [one["command"] for one in run("log", "--json").json if one["name"] == "bench install"]
    run("batch", "close", "2")
    refused = run("undo", str(entry), "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "closed_batch_owes")
    run("undo")
    run("undo", str(entry))
    assert at(page(run)["to_install"]) == [("2/1", "一网格", 1), ("10/2", "一网格", 1), ("12/3", "一网格", 1)]
