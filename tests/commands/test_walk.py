"""The main job as a clerk does it, from an empty folder to a report."""

from __future__ import annotations

import pytest


def test_a_clerk_builds_a_ledger_and_reads_the_truth(run, elsewhere):
    run("init", "--community", "淞渔社区", "--subdistrict", "斜塘街道", "--estate", "淞泽家园九区", "--target", "300")
    assert (elsewhere / "songyu.db").stat().st_mode & 0o777 == 0o600
    assert run("unit", "add", "１２栋三单元", "--json").json["unit"] == "淞泽家园九区/12/3"
    run("unit", "add", "12-4")
    run(
        "unit",
        "count",
        "12-3",
        "--elderly",
        "11",
        "--elderly-80",
        "2",
        "--on",
        "2021-03-01",
        "--source",
        "社区数据平台",
    )
    said = run("demand", "add", "12-3").out
    assert "第 1 号需求" in said
    assert "凳 1 张" in said
    assert "上门走访" in said
    assert "2022年12月31日" in said
    run(
        "demand",
        "add",
        "12-3",
        "--kind",
        "bench",
        "-n",
        "1",
        "--channel",
        "door",
        "--on",
        "2021-03-05",
        "--text",
        "没处歇脚",
    )
    run("batch", "open", "1", "-n", "100", "--on", "2021")
    done = run("bench", "install", "12-3", "12-4", "--on", "2021-06-18")
    assert "第1批" in done.out
    assert "B1-001；办结第 2 号需求" in done.out
    assert "songyu undo" in done.err
    report = run("report", "--json").json
    assert report["batches"][0]["in_use"] == 2
    assert report["total"]["left_to_target"] == 298
    assert report["coverage"]["covered"] == 2
    assert report["coverage"]["elderly"] == 11
    run("undo")
    report = run("report", "--json").json
    assert report["batches"][0]["installed"] == 0
    assert [bare["unit"] for bare in report["bare"]] == ["淞泽家园九区/12/3", "淞泽家园九区/12/4"]
    assert run("demand", "show", "2", "--json").json["demand"]["state"] == "registered"


def test_the_same_walk_in_chinese_commands(run, elsewhere):
    run("新建", "--community", "淞渔社区", "--estate", "淞泽家园九区")
    run("单元", "登记", "12-3")
    run("单元", "人数", "12-3", "--elderly", "11", "--on", "2021-03-01")
    run("需求", "登记", "12-3", "--kind", "凳", "--channel", "上门")
    run("批次", "新开", "-n", "100", "--on", "2021")
    run("安心凳", "安装", "12-3", "--on", "2021-06-18")
    assert run("报告", "--json").json["total"]["in_use"] == 1
    run("撤销")
    assert run("报告", "--json").json["total"]["in_use"] == 0
    assert "安心凳 安装 12-3" in run("日志").out


def test_a_later_count_replaces_an_earlier_one_only_from_its_day(run, ledger):
    run("unit", "count", "12-3", "--elderly", "15", "--on", "2022-06")
    then = run("unit", "list", "--as-of", "2022-05", "--json").json
    now = run("unit", "list", "--json").json
    assert next(line for line in then if line["unit"].endswith("/12/3"))["elderly_60"] == 13
    assert next(line for line in now if line["unit"].endswith("/12/3"))["elderly_60"] == 15
    assert [line["unit"].split("/", 1)[1] for line in now] == ["2/1", "10/2", "12/3", "12/4"]


def test_a_correction_shows_what_it_was(run, ledger):
    said = run("unit", "count", "12-3", "--elderly", "12", "--on", "2021-03-01").out
    assert "更正，原来是" in said
    assert "60岁以上 13 人" in said
    story = run("unit", "show", "12-3", "--json").json
    assert [(count["elderly_60"], count["elderly_80"]) for count in story["counts"]] == [(12, 1)]


def test_a_bench_beyond_the_plan_needs_over(run, ledger):
    run("bench", "install", "12-3", "12-4", "2-1", "--on", "2021-06")
    refused = run("bench", "install", "10-2", "--on", "2021-06", "--json", ok=False)
    assert refused.code == 4
    assert refused.error["kind"] == "batch_full"
    assert run("bench", "install", "10-2", "--on", "2021-06", "--over", "--json").json["installed"] == 4
    assert run("batch", "list", "--json").json[0]["open"] == -1


def test_a_tag_is_never_given_twice(run, ledger):
    assert run("bench", "install", "12-3", "--on", "2021-06", "--json").json["places"][0]["tags"] == ["B1-001"]
    run("undo")
    assert run("bench", "install", "12-3", "--on", "2021-06", "--json").json["places"][0]["tags"] == ["B1-002"]
    assert run("bench", "install", "12-4", "--on", "2021-06", "--tag", "b1-050", "--json").json["places"][0][
        "tags"
    ] == ["B1-050"]
    assert run("bench", "install", "2-1", "--on", "2021-06", "--json").json["places"][0]["tags"] == ["B1-051"]


def test_two_benches_settle_a_demand_for_two(run, ledger):
    run("demand", "add", "12-4", "-n", "2", "--on", "2021-04")
    first = run("bench", "install", "12-4", "--on", "2021-06")
    assert "落实第 2 号需求 1/2" in first.out
    second = run("bench", "install", "12-4", "--on", "2021-07")
    assert "办结第 2 号需求" in second.out
    assert run("demand", "list", "--state", "办结", "--json").json[0]["demand"] == 2


def test_undo_is_refused_when_later_work_builds_on_it(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06")
    opened = next(entry for entry in run("log", "--json").json if entry["name"] == "batch open")["command"]
    refused = run("undo", str(opened), "--json", ok=False)
    assert refused.error["kind"] == "later_work_depends"
    run("undo")
    run("undo", str(opened))
    assert run("batch", "list", "--json").json == []


def test_nothing_is_written_by_a_refused_command(run, ledger):
    before = ledger.read_bytes()
    run("bench", "install", "12-3", "99-1", "--on", "2021-06", ok=False)
    run("batch", "open", "1", "-n", "5", ok=False)
    run("unit", "count", "12-3", "--elderly", "3", "--elderly-80", "4", ok=False)
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("words", [["demand", "add", "12-3"], ["demand", "add", "12-3", "--json"]])
def test_ctrl_c_leaves_the_ledger_as_it_was(run, ledger, monkeypatch, words):
    from songyu_cli.storage import demands

    def stopped(*_):
        raise KeyboardInterrupt

    before = ledger.read_bytes()
    monkeypatch.setattr(demands, "get", stopped)
    monkeypatch.setattr("songyu_cli.actions.demand.insert_demand", stopped)
    ran = run(*words, ok=False)
    assert ran.code == 130
    assert "已中断" in ran.err
    assert ran.out == ""
    assert ledger.read_bytes() == before
