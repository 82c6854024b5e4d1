"""The needs list and its entries: what is promised, who asked before, what is shown and in which order."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime

import pytest
from conftest import built_once
from rich.cells import cell_len

from songyu_cli.domain.demands import Demand


def numbers(ran):
    return [one["demand"] for one in ran.json]


def one(run, number):
    return run("demand", "show", str(number), "--json").json["demand"]


@pytest.fixture
@built_once
def needs(run, ledger):
    """The fixture's demand 1 at 12-3, three more, and a second grid."""
    run("unit", "edit", "10-2", "--grid", "二网格")
    run("demand", "add", "10-2", "-k", "扶手", "-c", "热线", "--on", "2022-12-01")
    run("demand", "add", "2-1", "-n", "2", "-c", "群", "--on", "2022-12-30", "--text", "想坐一坐")
    run("demand", "add", "12-4", "-c", "筛选", "--on", "2022-11-01")
    return ledger


def test_an_entry_tells_what_is_promised(run, ledger):
    said = run("demand", "add", "2-1", "--owner", "网格长").out
    assert "期限：2023年1月7日 答复，2023年3月1日 办结" in said
    assert "责任：网格长" in said
    assert one(run, 2)["owner_role"] == "grid_leader"
    said = run("demand", "add", "10-2", "--on", "2021-06", "--lang", "en").out
    assert "Registered without a day, it has no promised days" in said
    said = run("demand", "add", "12-4", "-c", "screening", "--lang", "en").out
    assert "Promised: a result by 2023-03-01" in said
    assert "reply" not in said


def test_an_entry_tells_of_a_year_without_known_workdays(run, ledger):
    run("config", "set", "reply_within", "5w")
    said = run("demand", "add", "2-1", "--on", "2031-03-03", now=datetime(2031, 3, 4, tzinfo=UTC)).out
    assert "2031 年的调休安排还不知道" in said


def test_an_entry_tells_of_open_ones_like_it(run, ledger):
    said = run("demand", "add", "12-3").out
    assert "第 1 号同类需求还没办结；是同一件事就归并：songyu demand merge 2 --into 1" in said
    assert "同类" not in run("demand", "add", "12-3", "-k", "扶手").out
    assert "同类" not in run("demand", "add", "12-4").out
    said = run("demand", "add", "12-4", "--on", "2021", "--lang", "en").out
    assert "Open already, of the same kind: 4. If it is one matter: songyu demand merge 4 --into 5" in said


def test_what_is_asked_again_after_it_was_closed_is_marked(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    said = run("demand", "add", "12-3").out
    assert "第 1 号办结以后又提出" in said
    assert one(run, 2)["repeat_of"] == 1
    assert one(run, 1)["repeat_of"] is None
    run("demand", "decide", "2", "--decline", "--reason", "已有一张")
    run("demand", "add", "12-3")
    assert one(run, 3)["repeat_of"] == 2
    run("demand", "add", "12-3")  # one is open now: it may be a duplicate, not a repeat
    assert one(run, 4)["repeat_of"] is None


@pytest.mark.parametrize(("channel", "expected"), [("door", 1), ("screening", None)])
def test_what_a_screening_finds_repeats_nobody(run, ledger, channel, expected):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    run("demand", "add", "12-3", "-c", channel)
    assert one(run, 2)["repeat_of"] == expected


def test_the_mark_can_be_set_and_taken_off(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    run("demand", "add", "12-3")
    assert run("demand", "edit", "2", "--repeat-of", "0", "--json").json["repeat_of"] is None
    assert run("demand", "edit", "2", "--repeat-of", "1", "--json").json["repeat_of"] == 1
    run("demand", "edit", "2", "--repeat-of", "无")
    assert one(run, 2)["repeat_of"] is None
    assert run("demand", "edit", "2", "--text", "一句话", "--json").json["repeat_of"] is None


def test_the_mark_follows_what_was_mended(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    run("demand", "add", "12-4")
    assert run("demand", "edit", "2", "--unit", "12-3", "--json").json["repeat_of"] == 1
    assert run("demand", "edit", "2", "--on", "2021-05", "--json").json["repeat_of"] is None
    run("undo")
    assert run("demand", "edit", "2", "-k", "扶手", "--json").json["repeat_of"] is None


def test_promised_days_follow_a_mended_day_and_kind(run, ledger):
    run("config", "set", "result_within", "60, 扶手=10")
    run("demand", "add", "12-4", "--on", "2022-12-01")
    said = run("demand", "edit", "2", "--on", "2022-12-11").out
    assert "期限：2022年12月18日 答复，2023年2月9日 办结" in said
    assert "期限" not in run("demand", "edit", "2", "--text", "改一句").out
    edited = run("demand", "edit", "2", "-k", "扶手", "--json").json
    assert (edited["reply_due"], edited["result_due"]) == ("2022-12-18", "2022-12-21")
    run("config", "set", "result_within", "90")
    assert run("demand", "edit", "2", "-k", "扶手", "-n", "2", "--json").json["result_due"] == "2022-12-21"
    assert run("demand", "edit", "2", "--on", "2022-12", "--json").json["reply_due"] is None


def test_an_extension_stays_when_the_day_is_mended(run, ledger):
    run("demand", "add", "12-4", "--on", "2022-12-01")
    run("demand", "extend", "2", "--to", "2023-06-01", "--reason", "等第三批")
    edited = run("demand", "edit", "2", "--on", "2022-11-01", "--json").json
    assert (edited["reply_due"], edited["result_due"], edited["extensions"]) == ("2022-11-08", "2023-06-01", 1)


def test_a_step_that_was_early_already_does_not_hold_up_a_mend(run, ledger):
    run("demand", "add", "12-4", "-n", "2", "--on", "2022-12-01")
    run("bench", "install", "12-4", "--on", "2021-06")
    assert run("demand", "edit", "2", "--on", "2022-12-05", "--json").json["registered_on"] == "2022-12-05"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([], [1, 2, 3, 4]),
        (["--grid", "一网格"], [1, 3, 4]),
        (["--grid", "二网格"], [2]),
        (["--grid", "一网格", "--kind", "凳", "--open"], [1, 3, 4]),
        (["--unit", "2-1"], [3]),
        (["--kind", "扶手"], [2]),
        (["--channel", "群"], [3]),
        (["--older", "30"], [1, 2, 4]),
        (["--overdue"], [1, 2]),
        (["--overdue", "--grid", "二网格"], [2]),
        (["--silent", "--limit", "2"], [1, 2]),
        (["--state", "登记", "--sort", "反映次数", "--limit", "1"], [1]),
        (["--state", "采纳、登记", "--kind", "扶手"], [2]),
        (["--state", "done,in-progress"], []),
        (["--state", "done, registered,"], [1, 2, 3, 4]),
        (["--sort", "登记日期"], [1, 4, 2, 3]),
        (["--sort", "due"], [1, 2, 4, 3]),
        (["--sort", "address"], [3, 2, 1, 4]),
        (["--sort", "老人"], [1, 3, 4, 2]),
        (["-s", "elderly-60"], [1, 3, 4, 2]),
    ],
)
def test_the_list_is_filtered_and_sorted(run, needs, filters, expected):
    assert numbers(run("demand", "list", *filters, "--json")) == expected


def test_a_list_for_programs_has_every_field(run, needs):
    assert list(run("demand", "list", "--json").json[0]) == list(Demand._fields)
    assert run("demand", "list").out.splitlines()[0].split("\t") == list(Demand._fields)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("还没有", "超期23天", "超期606天", "未办结 4 条 · 没答复 3 条 · 超期 2 条", "2021-03-05")),
        ("en", ("not yet", "23d late", "606d late", "4 still open · 3 without a reply · 2 overdue", "2021-03-05")),
    ],
)
def test_the_table_shows_who_waits(run, needs, language, said, width):
    shown = run("demand", "list", "--lang", language, "--color", "never", terminal=width).out
    head = shown.splitlines()[0] + shown.splitlines()[1]
    assert all(word in head for word in (("登记", "答复") if language == "zh" else ("Registered", "Replied")))
    for word in said:
        assert word in shown
    assert all(cell_len(line) <= width for line in shown.splitlines())


def test_the_table_shows_replies_parts_and_how_often_it_was_asked(run, needs):
    run("demand", "reply", "1", "--on", "2021-03-08")
    run("demand", "reply", "2", "--on", "2022-12-03")
    run("bench", "install", "2-1", "--on", "2022-12-31")
    run("demand", "add", "12-3", "-c", "热线")
    run("demand", "merge", "5", "--into", "1")
    shown = run("demand", "list", terminal=120).out
    first, second, third, fourth, last = shown.splitlines()[2:7]
    assert ("反映2次" in first, "2021-03-08" in first, "超期" in first) == (True, True, True)  # the result is overdue
    assert ("2022-12-03" in second, "超期" in second) == (True, False)
    assert "1/2" in third
    assert ("筛选" in fourth, "—" in fourth, "还没有" in fourth) == (True, True, False)
    assert ("合并 → 1" in last, "还没有" in last) == (True, True)


@pytest.mark.parametrize(
    ("language", "nothing", "none"),
    [
        (
            "zh",
            "还没有登记需求。登记一条：songyu demand add 12-3",
            "1 条需求里没有符合条件的。看全部：songyu demand list",
        ),
        ("en", "No demands yet. To register one: songyu demand add 12-3", "None of 1 demand is like that."),
    ],
)
def test_an_empty_list_says_what_to_do(run, ledger, language, nothing, none):
    assert none in run("demand", "list", "--state", "办结", "--lang", language, terminal=80).out
    run("undo")
    assert nothing in run("demand", "list", "--lang", language, terminal=80).out
    assert run("demand", "list", "--json").json == []


def test_a_demand_that_others_were_merged_into_stays_where_it_is(run, needs):
    run("demand", "add", "12-3")
    run("demand", "merge", "5", "--into", "1")
    refused = run("demand", "edit", "1", "--unit", "12-4", "--json", ok=False)
    assert (refused.error["kind"], "songyu demand unmerge 5" in refused.error["hint"]) == ("has_merged", True)
    assert run("demand", "edit", "1", "-k", "bench", "-n", "2", "--json").json["quantity"] == 2


def test_a_reopened_demand_that_was_answered_once_stays_where_it_is(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    run("demand", "reopen", "1", "--reason", "坏了")
    for words in (["--unit", "12-4"], ["-k", "坡道"]):
        assert run("demand", "edit", "1", *words, "--json", ok=False).error["kind"] == "demand_partly_done"
    assert run("demand", "edit", "1", "-n", "2", "--json").json["quantity"] == 2


def test_what_repeats_and_hazards_are_about_stays_where_it_is(run, ledger):
    run("demand", "decide", "1", "--decline", "--reason", "太窄")
    run("demand", "add", "12-3")
    run("hazard", "add", "12-3", "--kind", "旧凳", "--demand", "1")
    run("demand", "reopen", "1", "--reason", "又来问")
    refused = run("demand", "edit", "1", "--unit", "12-4", "--json", ok=False).error
    assert refused["kind"] == "named_by_others"
    assert "第 2 号需求、第 1 号隐患说的就是第 1 号需求" in refused["message"]
    run("demand", "edit", "2", "--repeat-of", "0")
    run("demand", "edit", "1", "-k", "坡道")
    assert run("demand", "edit", "1", "--unit", "12-4", "--json", ok=False).error["kind"] == "named_by_others"


@pytest.mark.parametrize(
    "steps",
    [
        ["meeting add --kind 协商会 --on 2021-04-01", "meeting item 1 1 --outcome 再议"],
        ["demand add 12-3 --on 2021-03-06", "demand merge 2 --into 1 --on 2021-04-01"],
        ["demand withdraw 1 --on 2021-04-01", "demand reopen 1 --reason 又要了 --on 2021-05-01"],
    ],
)
def test_a_demand_is_registered_before_what_happened_to_it(run, ledger, steps):
    for line in steps:
        run(*line.split())
    refused = run("demand", "edit", "1", "--on", "2021-04-02", "--json", ok=False).error
    assert (refused["kind"], "2021年4月1日" in refused["message"]) == ("registered_after_step", True)
    run("demand", "edit", "1", "--on", "2021-04-01")


def test_an_edit_is_taken_back_whole(run, ledger):
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        before = connection.execute("SELECT * FROM demands").fetchall()
    run("demand", "edit", "1", "--on", "2022-12-01", "-k", "坡道", "--owner", "书记")
    run("undo")
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("SELECT * FROM demands").fetchall() == before
