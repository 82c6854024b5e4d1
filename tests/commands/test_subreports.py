"""`songyu report` and its sub-reports: what they say, what programs get, and that they agree."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from conftest import ACTOR, NOW
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import transaction
from songyu_cli.views.figures import compressed

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "unit add 5-1",
    "demand add 12-4 --on 2022-09-05 --channel 来访",
    "demand add 2-1 --on 2022-09-30 --kind 扶手",
    "demand add 5-1 --on 2022-10 -n 2",
    "demand add 10-2 --on 2022-12-29 --channel 筛选",
)
STEPS = (
    ("replies", {"demand": 1, "replied_on": "2021-03-12", "how": "visit", "role": "grid_worker"}),
    ("replies", {"demand": 2, "replied_on": "2022-09-13", "how": "phone", "role": "grid_worker"}),
    ("decisions", {"demand": 1, "round": 1, "verdict": "accepted", "role": "secretary", "decided_on": "2021-04"}),
    ("decisions", {"demand": 2, "round": 1, "verdict": "accepted", "role": "secretary", "decided_on": "2022-09-20"}),
    ("results", {"demand": 1, "round": 1, "quantity": 1, "done_on": "2021-05-05", "role": "clerk"}),
    (
        "extensions",
        {"demand": 3, "due": "2023-01-31", "reason": "等材料", "role": "clerk", "extended_on": "2022-11-01"},
    ),
    ("meetings", {"kind": "liaison_day", "held_on": "2022-09-10"}),
    ("attendances", {"meeting": 1, "role": "resident_rep", "people": 12}),
    ("attendances", {"meeting": 1, "role": "official", "people": 2}),
    (
        "hazards",
        {
            "unit": 1,
            "kind": "old_stool",
            "severity": "low",
            "quantity": 2,
            "found_on": "2022-02",
            "role": "grid_worker",
        },
    ),
)


@pytest.fixture
def told(run, ledger) -> Path:
    """A ledger with five demands: answered and done, answered late, put off, registered by month, and screened."""
    for line in STORY:
        run(*line.split())
    db = open_ledger(ledger)
    with transaction(db, "told", ACTOR):
        for table, row in STEPS:
            db.insert(table, **row)
    db.close()
    return ledger


def figures(report) -> dict[str, tuple[int, int]]:
    return {figure["key"]: (figure["numerator"], figure["denominator"]) for figure in report["figures"]}


def test_the_promise_for_programs(run, told):
    report = run("report", "promise", "--json").json
    assert figures(report) == {
        "reply_rate": (2, 4),
        "response_rate": (1, 3),
        "result_rate": (1, 2),
        "on_time_rate": (0, 2),
        "found_at_door": (3, 4),
    }
    by_key = {figure["key"]: figure for figure in report["figures"]}
    assert by_key["reply_rate"]["numerator_ids"] == [1, 2]
    assert by_key["response_rate"]["denominator_ids"] == [1, 2, 3]
    assert by_key["response_rate"]["left_out"] == [{"reason": "no_promise", "ids": [4]}]
    assert by_key["on_time_rate"]["denominator_ids"] == [1, 2]
    assert by_key["on_time_rate"]["left_out"] == [
        {"reason": "not_due", "ids": [3, 5]},
        {"reason": "no_promise", "ids": [4]},
    ]
    assert report["window"] == {"from": None, "to": None}
    assert report["days_to_first_reply"] == {"median": 7.5, "n": 2, "ids": [1, 2], "left_out": []}
    assert (report["screening"], report["extended"]) == ({"n": 1, "ids": [5]}, {"n": 1, "ids": [3]})
    assert {one["channel"]: one["n"] for one in report["channels"]} == {
        "door": 3,
        "walk_in": 1,
        "liaison_day": 0,
        "consultation": 0,
        "hotline": 0,
        "chat_group": 0,
        "screening": 1,
    }
    assert report["participation"] == [
        {"role": "resident_rep", "meetings": 1, "people": 12},
        {"role": "official", "meetings": 1, "people": 2},
    ]


@pytest.mark.parametrize(
    ("words", "window", "demands", "unsure"),
    [
        ([], (None, None), 5, []),
        (["--month", "2022-09"], ("2022-09-01", "2022-09-30"), 2, []),
        (["--month", "9月"], ("2022-09-01", "2022-09-30"), 2, []),
        (["--from", "2022"], ("2022-01-01", None), 4, []),
        (["--to", "2022-09-29"], (None, "2022-09-29"), 2, []),
        (["--from", "2022-10-15"], ("2022-10-15", None), 1, [4]),
        (["--from", "2022-09-30", "--to", "2022-10-31"], ("2022-09-30", "2022-10-31"), 2, []),
        (["--from", "2021", "--to", "2021"], ("2021-01-01", "2021-12-31"), 1, []),
        (["--to", "2023"], (None, "2023-12-31"), 5, []),
        (["--from", "今天", "--to", "3-1"], ("2022-12-31", "2023-03-01"), 0, []),
        (["--from", "9-1", "--to", "12-31"], ("2022-09-01", "2022-12-31"), 4, []),
        (["--from", "2021-03", "--to", "9-30"], ("2021-03-01", "2021-09-30"), 1, []),
        (["--to", "9-29"], (None, "2022-09-29"), 2, []),
    ],
)
def test_a_window_goes_by_the_day_of_registering(run, told, words, window, demands, unsure):
    report = run("report", "promise", *words, "--json").json
    assert (report["window"]["from"], report["window"]["to"]) == window
    assert (report["demands"], report["unsure"]["ids"]) == (demands, unsure)
    said = run("report", "promise", *words).out
    assert f"需求 {demands} 件" in said
    assert ("分不清在不在这个时段" in said) == bool(unsure)


def test_meetings_are_counted_in_the_window_too(run, told):
    assert run("report", "promise", "--month", "2022-09", "--json").json["participation"]
    assert run("report", "promise", "--month", "2022-10", "--json").json["participation"] == []


def test_where_the_counts_come_from_is_not_cut_silently(run, ledger):
    for day in ("05-01", "06-01"):
        run("unit", "count", "12-4", "--elderly", "9", "--on", f"2021-{day}", "--source", "走访")
    assert "人数日期：2021年3月1日、2021年6月1日；来源：社区数据平台、走访" in run("report").out
    run("unit", "count", "2-1", "--elderly", "9", "--on", "2022-11-15", "--source", "电话")
    run("unit", "count", "10-2", "--elderly", "9", "--on", "2022-02", "--source", "楼道长")
    said = "人数日期：2021年3月1日至2022年11月15日，共 4 个日期；来源：楼道长、电话、社区数据平台，另有 1 个"
    assert said in run("report").out
    assert "of 2021-03-01 to 2022-11-15, 4 dates, from 楼道长" in run("report", "--lang", "en").out


def test_a_window_may_end_in_the_future(run, told):
    now = NOW.replace(day=20)
    ends = {"from": "2022-10-01", "to": "2022-12-31"}
    for words in (["--to", "12-31"], ["--to", "2022-12-31"]):
        assert run("report", "promise", "--from", "10-1", *words, "--json", now=now).json["window"] == ends
    assert run("report", "promise", "--month", "12月", "--json", now=now).json["window"]["to"] == "2022-12-31"


def test_a_meeting_that_may_have_been_in_the_window_is_named_and_not_counted(run, told):
    run("meeting", "add", "--kind", "协商会", "--on", "2022", "--present", "居民=50")
    inside = run("report", "promise", "--from", "2022", "--to", "2022", "--json").json
    assert {"role": "resident", "meetings": 1, "people": 50} in inside["participation"]
    assert inside["unsure_meetings"] == {"n": 0, "ids": []}
    january = run("report", "promise", "--month", "2022-01", "--json").json
    assert (january["participation"], january["unsure_meetings"]) == ([], {"n": 1, "ids": [2]})
    said = "另有 1 次会日期不够具体，分不清在不在这个时段，没有算：2"
    assert said in run("report", "promise", "--month", "2022-09").out


def test_a_grid_is_a_part_of_the_whole(run, told):
    whole, part = (run("report", "promise", *words, "--json").json for words in ([], ["--grid", "一网格"]))
    assert (whole["demands"], part["demands"]) == (5, 4)
    assert part["grid"] == "一网格"
    said = run("report", "promise", "--grid", "一网格").out
    assert "一网格，全部需求 4 件" in said
    assert "参与议事（全社区）" in said


def test_the_promise_for_people(run, told):
    said = run("report", "promise").out
    assert re.search(r"回音率 +2/4 ", said)
    assert "50.0 %" in said
    assert "中位数 7.5 天（2 件）" in said
    assert "来源：上门走访 3、居民来访 1、筛选 1" in said
    assert "居民代表 12 人次（1 次会）、上级部门 2 人次（1 次会）" in said
    assert "合并 0 件，延期 1 件" in said
    assert "筛选登记的 1 件没有人提出" in said
    assert "按时办结率没有算：还没有到期的 2 件、没有约定日期的 1 件" in said
    assert "分子" not in said
    english = run("report", "promise", "--lang", "en").out
    assert "5 demands in all" in english
    assert "median 7.5, of 2" in english
    assert "numerator" not in english


def test_every_figure_explains_itself(run, told):
    said = run("report", "promise", "--explain").out
    assert "回音率：有答复日期的 ÷" in said
    assert "  分子 2（1-2）\n  分母 4（1-4）" in said
    assert "  没有算：还没有到期的 2 件（3, 5）、没有约定日期的 1 件（4）" in said
    assert "不是哪个部门的考核公式" in said
    english = run("report", "promise", "--explain", "--lang", "en").out
    assert "  numerator 2 (1-2)\n  denominator 4 (1-4)" in english
    for key in ("reply_rate", "response_rate", "result_rate", "on_time_rate", "found_at_door"):
        assert key not in said + english
    assert run("report", "promise", "--explain", "--json").json == run("report", "promise", "--json").json


def test_nothing_registered_is_no_share(run, told):
    said = run("report", "promise", "--month", "2020-01").out
    assert "没有登记的需求" in said
    assert "%" not in said
    empty = run("report", "promise", "--month", "2020-01", "--json").json
    assert all(figure["rate"] is None for figure in empty["figures"])
    assert empty["days_to_first_reply"]["median"] is None


def test_an_empty_denominator_is_a_dash(run, ledger):
    said = run("report", "promise").out
    assert re.search(r"落实率 +0/0 +—\n", said)
    assert "首次答复用时：—" in said


def test_one_table_has_a_row_for_each_figure(run, told, elsewhere):
    report = run("report", "promise", "--json").json
    figures = report["figures"] + report["followups"]["figures"]
    assert [json.loads(line) for line in run("report", "promise", "--format", "jsonl").out.splitlines()] == figures
    run("report", "promise", "--out", "承诺.csv")
    written = (elsewhere / "承诺.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    shares = ["" if one["rate"] is None else str(one["rate"]) for one in figures]
    assert [(row["key"], row["rate"]) for row in rows] == [
        (one["key"], share) for one, share in zip(figures, shares, strict=True)
    ]
    assert [json.loads(row["denominator_ids"]) for row in rows] == [one["denominator_ids"] for one in figures]
    assert run("report", "promise", "--format", "tsv").out.startswith("key\tnumerator\tdenominator\trate\t")


@given(st.sets(st.integers(1, 60)))
def test_numbers_are_written_in_runs(ids):
    written = compressed(sorted(ids, reverse=True))
    read = []
    for part in filter(None, written.split(", ")):
        first, _, last = part.partition("-")
        read += range(int(first), int(last or first) + 1)
    assert read == sorted(ids)
    assert len(written.split(", ") if written else []) == sum(n - 1 not in ids for n in ids)


def test_numbers_in_runs():
    assert [compressed(ids) for ids in ([], [3], [3, 4], [4, 2, 3, 7], [1, 3, 5])] == [
        "",
        "3",
        "3-4",
        "2-4, 7",
        "1, 3, 5",
    ]


def test_who_waits_for_what(run, told):
    run("bench", "install", "12-3", "--on", "2022-06-01")
    rows = run("report", "silence", "--json").json
    assert [(row["waiting_for"], row["demand"], row["hazard"], row["days"]) for row in rows] == [
        ("old_stool", None, 1, 213),
        ("result", 2, None, 102),
        ("reply", 3, None, 92),
        ("reply", 4, None, 61),
    ]
    assert [row["at_least"] for row in rows] == [False, False, False, True]
    assert (rows[0]["since"], rows[1]["since"], rows[2]["due"]) == ("2022-06-01", "2022-09-20", "2022-10-07")
    said = run("report", "silence", terminal=100).out
    assert "4 件等着：答复 2、落实 1、清走旧凳 1" in said
    assert "至少 61" in said
    for command in ("demand reply", "demand result", "bench install", "hazard clear"):
        assert f"songyu {command}" in said
    english = run("report", "silence", "--lang", "en", terminal=100).out
    assert "4 matters waiting: 2 for a reply, 1 for a result, 1 for clearing" in english
    assert "61 or more" in english


def add(path, table, **row):
    db = open_ledger(path)
    with transaction(db, "told", ACTOR):
        db.insert(table, **row)
    db.close()


def test_old_stools_wait_from_the_day_a_bench_was_put_to_use_until_they_are_gone(run, told):
    def old_stools():
        found = [row["since"] for row in run("report", "silence", "--json").json if row["waiting_for"] == "old_stool"]
        assert run("report", "--json").json["promise"]["silent"]["old_stool"] == len(found)
        return found

    def covered():
        return next((row["covered"], row["benches_in_use"]) for row in run("report", "grids", "--json").json)

    add(told, "benches", tag="B1-001", batch=1, unit=1)
    add(told, "bench_events", bench=1, kind="installed", happened_on="2022-06-01")
    assert (old_stools(), covered()) == ([], (0, 0))  # it waits to be used
    add(told, "bench_events", bench=1, kind="in_use", happened_on="2022-07-01")
    assert (old_stools(), covered()) == (["2022-07-01"], (1, 1))
    add(told, "bench_events", bench=1, kind="out_of_use", happened_on="2022-08-01", reason="x")
    assert (old_stools(), covered()) == ([], (0, 0))
    add(told, "bench_events", bench=1, kind="in_use", happened_on="2022-09-01")
    assert old_stools() == ["2022-07-01"]
    run("hazard", "clear", "1", "--how", "已收走")
    assert (old_stools(), covered()) == ([], (1, 1))


def test_how_long_is_silent_is_said_or_set(run, told):
    waiting = [row["waiting_for"] for row in run("report", "silence", "--days", "102", "--json").json]
    assert waiting == ["reply", "reply"]
    assert len(run("report", "silence", "--days", "101", "--json").json) == 3
    run("config", "set", "silent_after", "102")
    assert len(run("report", "silence", "--json").json) == 2
    assert run("report", "--json").json["promise"]["silent"] == {"reply": 2, "result": 0, "old_stool": 0, "after": 102}
    assert [row["demand"] for row in run("report", "silence", "--grid", "一网格", "--json").json] == [3]


def test_no_silence_without_demands_is_no_success(run, ledger):
    run("undo")
    said = run("report", "silence", terminal=80).out
    assert "songyu demand add 12-3" in said
    assert "事事有落实" not in said + run("report", "silence", "--grid", "一网格", terminal=80).out
    assert run("report", "silence", "--json").json == []


def test_silence_is_a_table_for_programs(run, told, elsewhere):
    piped = run("report", "silence").out.splitlines()
    assert piped[0].split("\t")[:4] == ["waiting_for", "demand", "hazard", "unit"]
    run("report", "silence", "--out", "待办.csv")
    rows = list(csv.DictReader(io.StringIO((elsewhere / "待办.csv").read_text(encoding="utf-8-sig"))))
    assert [row["unit"] for row in rows] == [line.split("\t")[3] for line in piped[1:]]


def test_the_grids(run, told):
    run("bench", "install", "12-3", "--on", "2022-06-01")
    rows = run("report", "grids", "--json").json
    assert [(row["grid"], row["units"], row["covered"], row["benches_in_use"]) for row in rows] == [
        ("一网格", 4, 1, 1),
        (None, 1, 0, 0),
    ]
    one, none = rows
    assert (one["demands"], one["asked"], one["replied"], one["accepted"], one["done"]) == (4, 3, 2, 2, 1)
    assert (one["open"], one["overdue"], one["silent"]) == (3, 2, 2)
    assert (none["demands"], none["replied"], none["open"], none["overdue"]) == (1, 0, 1, 0)
    for language, name, total in (("zh", "未分网格", "合计"), ("en", "no grid", "Total")):
        said = run("report", "grids", "--lang", language, "--color", "never", terminal=80).out
        assert name in said
        assert re.search(rf"{total} +1/5 +1 +5 +2/4 ", said), said
    assert run("报告", "网格", "--json").json == rows
    assert run("report", "grids").out.startswith("grid\tunits\tcovered")


def test_the_main_report_says_it_in_a_line_each(run, told):
    promise = run("report", "--json").json["promise"]
    assert promise == {
        "demands": 5,
        "open": 4,
        "reply_rate": {"numerator": 2, "denominator": 4, "rate": 0.5},
        "response_rate": {"numerator": 1, "denominator": 3, "rate": 0.3333},
        "result_rate": {"numerator": 1, "denominator": 2, "rate": 0.5},
        "on_time_rate": {"numerator": 0, "denominator": 2, "rate": 0.0},
        "silent": {"reply": 2, "result": 1, "old_stool": 0, "after": 30},
        "said": {
            "asked": 0,
            "reached": 0,
            "graded": 0,
            "fair_counts": False,
            **{key: {"numerator": 0, "denominator": 0, "rate": None} for key in ("resolved_rate", "satisfied_rate")},
            "confirmed_rate": {"numerator": 0, "denominator": 1, "rate": 0.0},
        },
    }
    said = run("report").out
    assert "件件有回音、事事有落实" in said
    for name, share in (("回音率", "2/4"), ("响应率", "1/3"), ("落实率", "1/2"), ("按时办结率", "0/2")):
        assert re.search(rf"{name}.* {share} ", said)
    assert re.search("没有答复的需求（件） +2  songyu report silence", said)
    assert re.search("其中超过 30 天没有进展（件） +1  songyu report silence", said)
    assert "满意率" not in said
    assert "songyu report silence" in said
    english = run("report", "--lang", "en").out
    assert re.search("Demands without a reply +2  songyu report silence", english)
    assert re.search("…no step for over 30 days +1  ", english)


def test_the_main_report_is_a_noun_and_a_command(run, ledger, elsewhere):
    assert run("report", "--json").json == run("--json", "报告").json
    run("report", "--out", "报告.txt")
    assert (elsewhere / "报告.txt").read_text(encoding="utf-8") == run("report").out
    assert run("--lang", "en", "report", "promise", "--json").json == run("报告", "承诺", "--json", "--lang", "en").json
    assert "silence" in run("report", "--help").out


def test_without_demands_the_report_says_how_to_begin(run, ledger):
    run("undo")
    said = run("report").out
    assert "还没有需求。登记一条：songyu demand add 12-3" in said
    assert "回音率" not in said
    assert run("report", "--json").json["promise"]["reply_rate"] == {"numerator": 0, "denominator": 0, "rate": None}


def test_all_answered_and_done_is_said(run, ledger):
    db = open_ledger(ledger)
    with transaction(db, "told", ACTOR):
        for table, row in (STEPS[0], STEPS[2], STEPS[4]):
            db.insert(table, **row)
    db.close()
    said = "没有人等答复；没有采纳后超过 30 天没有进展的（延期未到的不算）"
    for words in (["report"], ["report", "silence", "--color", "never"]):
        assert f"{said}：件件有回音、事事有落实。" in run(*words, terminal=100).out
        assert "every matter carried out." in run(*words, "--lang", "en", terminal=200).out
    run("demand", "add", "12-4", "--on", "2022-01-05")
    run("demand", "reply", "2", "--how", "上门", "--on", "2022-01-06")
    for words in (["report"], ["report", "silence"], ["report", "silence", "--grid", "一网格"]):
        quiet = run(*words, terminal=200).out
        assert f"{said}；还有 1 件没有办结：songyu demand list --open" in quiet
        assert "事事有落实。" not in quiet
        assert "; 1 still open: songyu demand list --open" in run(*words, "--lang", "en", terminal=200).out
    assert "--open --grid 一网格" in quiet
    assert run("report", "--json").json["promise"]["open"] == 1


def test_promised_days_are_frozen_at_registering(run, ledger):
    run("config", "set", "reply_within", "5个工作日，扶手=3天")
    run("demand", "add", "12-4", "--on", "2022-09-30")
    run("demand", "add", "12-4", "--on", "2022-09-30", "--kind", "扶手")
    run("config", "set", "reply_within", "99")
    due = [one["reply_due"] for one in run("demand", "list", "--json").json]
    assert due == ["2021-03-12", "2022-10-12", "2022-10-03"]


def test_days_off_and_on_are_the_ledgers_own(run, ledger):
    days = "2022-10-08..2022-10-09, 2022-10-11"
    assert run("config", "set", "rest_days", days, "--json").json["value"] == days
    run("config", "set", "work_days", "2022-10-15")
    run("config", "set", "reply_within", "5w")
    run("demand", "add", "12-4", "--on", "2022-09-30")
    assert run("demand", "show", "2", "--json").json["demand"]["reply_due"] == "2022-10-15"
