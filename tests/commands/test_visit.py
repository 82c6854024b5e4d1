"""A round from door to door: lines typed at a terminal, taken back, and shown."""

from __future__ import annotations

import io
import itertools
import sys

import pytest
from conftest import ACTOR, NOW

from songyu_cli import cli
from songyu_cli.actions.demand import edit_demand
from songyu_cli.context import Stage
from songyu_cli.storage.database import open_ledger

TEN = """2-1 凳
10-2 凳
12-3 11/2 凳
12-4 9/1 凳2
12-3 扶手
12-4 路灯
2-1 坡道 旧凳1
10-2 4/ 扶手
12-3 凳 没处坐
2-1 照明

"""


class Typist(io.StringIO):
    """Somebody at a terminal who types lines, and may press Ctrl-C (a line of ^C)."""

    def isatty(self):
        return True

    def readline(self, *size):
        line = super().readline(*size)
        if line.strip() == "^C":
            raise KeyboardInterrupt
        return line


@pytest.fixture
def walk(run, ledger, monkeypatch):
    """Type lines in a round."""

    def walk(lines, *words, **more):
        monkeypatch.setattr(sys, "stdin", Typist(lines))
        return run("visit", *words, **more)

    return walk


def of(run, *words):
    return run(*words, "--json").json


def test_a_line_becomes_a_count_a_demand_and_a_hazard(run, walk, ledger):
    ran = walk("12-3 11/2 凳 旧凳2! 老人没处坐\n\n", "--on", "2022-12-30", "--as", "网格员:三网格")
    assert ran.err.startswith("走访：2022年12月30日 · 网格员（三网格）\n")
    assert "12-3：60+ 11、80+ 2；需求 凳 1（第 2 号）；隐患 旧凳 2 较大（第 1 号）；备注 老人没处坐" in ran.err
    assert "第 1 次走访（2022年12月30日）：一网格 · 1 个单元" in ran.out
    assert "查看：songyu visit show 1" in ran.out
    demand = of(run, "demand", "list")[-1]
    said = {name: demand[name] for name in ("kind", "quantity", "channel", "role", "registered_on", "text")}
    assert said == {
        "kind": "bench",
        "quantity": 1,
        "channel": "door",
        "role": "grid_worker",
        "registered_on": "2022-12-30",
        "text": "老人没处坐",
    }
    assert demand["visit_unit"] == 1
    assert demand["reply_due"]
    hazard = of(run, "hazard", "list")[-1]
    assert (hazard["kind"], hazard["quantity"], hazard["severity"]) == ("old_stool", 2, "medium")
    assert (hazard["text"], hazard["visit"], hazard["found_on"]) == (None, 1, "2022-12-30")
    counts = of(run, "unit", "show", "12-3")["counts"]
    assert (counts[-1]["as_of"], counts[-1]["source"]) == ("2022-12-30", "走访")
    assert (counts[-1]["elderly_60"], counts[-1]["elderly_80"], counts[-1]["residents"]) == (11, 2, None)
    entry = of(run, "log")[0]
    assert (entry["name"], entry["typed"], entry["alias"]) == (
        "visit line",
        "visit --on 2022-12-30 12-3 11/2 凳 旧凳2! 老人没处坐",
        "三网格",
    )


def test_one_undo_takes_the_whole_line_back(run, walk, ledger):
    before = {name: of(run, *name.split()) for name in ("unit list", "demand list", "hazard list", "visit list")}
    walk("12-3 11/2 凳 旧凳1 没处坐\n\n")
    assert of(run, "visit", "list")
    run("undo")
    assert {name: of(run, *name.split()) for name in before} == before


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("12-4 没人", [["没人"], [], []]),
        ("12-4 9/1 没人", [["没人"], [], []]),
        ("12-4 旧凳 堵塞通道 挡路", [[None], [], ["挡路", None]]),
        ("12-4 凳 扶手 旧凳 没处坐", [[None], ["没处坐", None], [None]]),
    ],
)
def test_a_remark_is_stored_once(run, walk, ledger, line, stored):
    walk(f"{line}\n\n")
    db = open_ledger(ledger)
    found = [
        [row[0] for row in db.all(sql)]
        for sql in (
            "SELECT remark FROM visit_units",
            "SELECT text FROM demands WHERE visit_unit IS NOT NULL ORDER BY id",
            "SELECT text FROM hazards ORDER BY id",
        )
    ]
    db.close()
    assert found == stored
    assert of(run, "visit", "show", "1")["calls"][0]["remark"] == line.rpartition(" ")[2]


def test_ten_needs_cost_at_most_200_keystrokes(run, walk, ledger):
    """From the Enter after `songyu visit` to the closing Enter."""
    assert TEN.count("\n") == 11
    assert len("\n" + TEN) <= 200
    ran = walk(TEN)
    assert len(of(run, "demand", "list")) == 1 + 10
    assert "10 条需求 · 1 处隐患" in ran.out
    assert "记了人数的 3 个：60+ 24、80+ 3" in ran.out
    visit = of(run, "visit", "list")[0]
    assert (visit["stairwells"], visit["counted"], visit["needs"], visit["hazards"]) == (4, 3, 10, 1)


def test_a_line_that_cannot_be_read_loses_nothing(run, walk, ledger):
    ran = walk("12-3 凳\n99-1 凳\n12-3 凳2 2\n凳\n12-4 凳\n\n")
    for said in ("底账里没有 淞泽家园九区99幢1单元", "“2”是什么数", "看不懂地址“凳”"):
        assert said in ran.err
    assert [call["unit"][-4:] for call in of(run, "visit", "show", "1")["calls"]] == ["12/3", "12/4"]
    assert "走访 3> " in ran.err
    assert "走访 4> " not in ran.err


def test_u_goes_back_in_this_round_and_no_further(run, walk, ledger):
    walk("2-1 扶手\n\n")
    ran = walk("12-3 15/2 凳\n12-4 凳\nu\n撤销\nUNDO\n\n")
    assert "已撤销：12-4 凳\n" in ran.err
    assert "已撤销：12-3 15/2 凳\n" in ran.err
    assert "没有可以撤的行了" in ran.err
    assert "什么都没有记" in ran.err
    assert [(one["visit"], one["needs"]) for one in of(run, "visit", "list")] == [(1, 1)]
    assert [entry["name"] for entry in of(run, "log")[:4]] == ["undo", "undo", "visit line", "visit line"]
    assert of(run, "unit", "show", "12-3")["counts"][-1]["elderly_60"] == 13


def test_the_round_begins_anew_after_its_only_line_was_taken_back(run, walk, ledger):
    ran = walk("12-3 凳\nu\n12-4 凳\n2-1 凳\nu\n\n")
    (visit,) = of(run, "visit", "list")
    assert [call["unit"][-4:] for call in of(run, "visit", "show", str(visit["visit"]))["calls"]] == ["12/4"]
    assert f"第 {visit['visit']} 次走访" in ran.out


def test_u_is_refused_where_later_work_builds_on_the_line(run, ledger, monkeypatch):
    class Overtaken(Typist):
        def readline(self, *size):
            line = super().readline(*size)
            if line == "u\n":
                db = open_ledger(ledger)
                edit_demand(db, 2, ACTOR, {"text": "有人改过"})
                db.close()
            return line

    monkeypatch.setattr(sys, "stdin", Overtaken("12-3 凳\nu\n12-4\n\n"))
    ran = run("visit")
    assert "不能撤销第" in ran.err
    assert "已撤销" not in ran.err
    assert "2 个单元 · 1 条需求" in ran.out


@pytest.mark.parametrize("end", ["\n", "   \n", "", "　\n"])
def test_an_empty_line_or_the_end_of_input_ends(run, walk, ledger, end):
    ran = walk(f"12-3 凳\n{end}")
    assert ran.code == 0
    assert "1 个单元" in ran.out


def test_ctrl_c_ends_and_keeps_what_was_saved(run, walk, ledger):
    ran = walk("12-3 凳\n99-9\n^C\n12-4 凳\n", ok=False)
    assert ran.code == 130
    assert "1 个单元" in ran.out
    assert "命令已经写入账本" in ran.err
    assert len(of(run, "visit", "show", "1")["calls"]) == 1
    before = ledger.read_bytes()
    ran = walk("^C\n", ok=False)
    assert (ran.code, "什么都没有改" in ran.err) == (130, True)
    assert ledger.read_bytes() == before


def test_ctrl_c_in_the_middle_of_a_line_loses_that_line_only(run, walk, ledger, monkeypatch):
    from songyu_cli.actions import visit

    insert = visit.insert_demand

    def stopped(db, new, actor, promises):
        if new.kind == "ramp":
            raise KeyboardInterrupt
        return insert(db, new, actor, promises)

    monkeypatch.setattr(visit, "insert_demand", stopped)
    ran = walk("12-3 凳\n12-4 坡道\n2-1 凳\n\n", ok=False)
    assert ran.code == 130
    assert "1 个单元 · 1 条需求" in ran.out
    assert len(of(run, "visit", "show", "1")["calls"]) == 1
    ran = walk("12-4 坡道\n", ok=False)
    assert "什么都没有记" in ran.err
    assert len(of(run, "visit", "list")) == 1


def test_a_round_without_a_line_writes_nothing(run, walk, ledger):
    before = ledger.read_bytes()
    ran = walk("\n")
    assert "什么都没有记" in ran.err
    assert "撤销：" not in ran.err
    assert walk("99-9\n\n", "--json").json == []
    assert ledger.read_bytes() == before


def test_what_a_line_brings_up_is_said(run, walk, ledger):
    run("unit", "add", "5-1", "--grid", "二网格")
    run("unit", "add", "6-1")
    lines = "12-3 14/1 凳\n12-3 15/1\n5-1\n6-1\n12-4 孙老要 13812345678 其他\n12-4-402 扶手\n\n"
    ran = walk(lines, "--grid", "一网格", "--on", "2021-03-01")
    assert ran.err.startswith("走访：2021年3月1日 · 一网格 · 社区工作者\n")
    for said in (
        "12-3 已有第 1 号同类需求（凳）未办结；是同一件事就归并：songyu demand merge 2 --into 1",
        "12-3 2021年3月1日的人数已更正，原来 60+ 13、80+ 1",
        "12-3 2021年3月1日的人数已更正，原来 60+ 14、80+ 1",
        "5-1 在二网格，不在一网格",
        "6-1 没有写网格",
        "已隐去个人信息，存入的是：孙老要 [手机] 其他",
        "“孙老”像是人名。账本不记人名，要改就用 u 撤销后重记。",
        "要登记就写 其他需求 或 其他隐患",
        "户号、楼层不登记",
    ):
        assert said in ran.err
    assert b"13812345678" not in ledger.read_bytes()
    assert of(run, "visit", "list")[0]["grid"] == "一网格"


def test_a_round_without_a_grid_shows_the_one_that_all_its_calls_are_in(run, walk, ledger):
    run("unit", "add", "5-1", "--grid", "二网格")
    walk("12-3\n12-4\n\n")
    walk("12-3\n5-1\n\n")
    assert [visit["grid"] for visit in of(run, "visit", "list")] == ["一网格", None]


def test_each_line_is_logged_at_its_own_time(run, ledger, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Typist("12-3\n12-4\n\n"))
    hours = itertools.count()
    assert cli.main(["visit"], Stage(clock=lambda: NOW.replace(hour=next(hours)), env={})) == 0
    first, second = (entry["at"] for entry in reversed(of(run, "log")[:2]))
    assert first < second


@pytest.mark.parametrize(("language", "said"), [("zh", "走访 1> "), ("en", "visit 1> ")])
def test_the_round_speaks_both_languages(run, walk, ledger, language, said):
    ran = walk("12-3 11/2 bench old-stool1!! nowhere to sit\n12-3 11 2\nu\n12-3\n\n", "--lang", language)
    assert said in ran.err
    assert said not in ran.out
    if language == "en":
        assert "12-3: 60+ 11, 80+ 2; asks for bench 1 (demand 2); hazard old stool 1 high (no. 1)" in ran.err
        assert "Taken back: 12-3 11/2 bench" in ran.err
        assert "Round 2 (2022-12-31): 一网格 · 1 stairwell · 0 demands · 0 hazards" in ran.out
        assert "each songyu undo takes one line back" in ran.err


def test_a_program_gets_the_round_alone(run, walk, ledger):
    ran = walk("12-3 11/2 凳\n\n", "--json")
    assert ran.json == {
        "visit": 1,
        "visited_on": "2022-12-31",
        "grid": "一网格",
        "role": "clerk",
        "stairwells": 1,
        "counted": 1,
        "elderly_60": 11,
        "elderly_80": 2,
        "needs": 1,
        "hazards": 0,
    }
    assert "songyu undo" not in ran.err


@pytest.mark.parametrize("option", ["--skip-bad", "--dry-run", "--again"])
def test_options_for_files_are_refused_at_the_terminal(run, walk, ledger, option):
    refused = walk("12-3\n", option, "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (2, "only_for_files")
    assert option in refused.error["message"]
    assert "Leave it out" in walk("12-3\n", option, "--lang", "en", ok=False).err


def test_a_stray_byte_does_not_end_the_round(run, ledger, monkeypatch):
    class Terminal(io.TextIOWrapper):
        def isatty(self):
            return True

    typed = "12-3 没处坐".encode() + b"\xff\n12-4\n\n"
    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO(typed), encoding="utf-8"))
    run("visit")
    calls = of(run, "visit", "show", "1")["calls"]
    assert [call["remark"] for call in calls] == ["没处坐?", None]


def test_rounds_are_listed_and_shown(run, walk, ledger):
    empty = run("visit", "list", terminal=100).out
    assert "还没有走访记录" in empty
    assert "songyu visit" in empty
    assert of(run, "visit", "list") == []
    walk("12-3 11/2 凳 旧凳1 没处坐\n12-4\n\n", "--on", "2022-12-30")
    walk("2-1 扶手\n\n")
    table = run("visit", "list", terminal=100).out
    assert "2022-12-30" in table
    assert "2 次走访 · 2 条需求 · 1 处隐患" in table
    assert [one["visit"] for one in of(run, "visit", "list", "--limit", "1")] == [2]
    assert run("visit", "list").out.startswith("visit\tvisited_on\tgrid\trole\tstairwells")
    story = run("visit", "show", "1", terminal=100).out
    for said in ("第 1 次走访（2022年12月30日，社区工作者）", "凳 1（第 2 号）", "旧凳 1（第 1 号）", "没处坐"):
        assert said in story
    assert "Round 1 (2022-12-30, clerk)" in run("visit", "show", "1", "--lang", "en", terminal=100).out
    assert of(run, "走访", "查看", "第1次") == of(run, "visit", "show", "1")
    assert of(run, "visit", "show", "1")["calls"][0] == {
        "unit": "淞泽家园九区/12/3",
        "elderly_60": 11,
        "elderly_80": 2,
        "needs": [{"demand": 2, "kind": "bench", "quantity": 1}],
        "hazards": [{"hazard": 1, "kind": "old_stool", "quantity": 1, "severity": "low"}],
        "remark": "没处坐",
    }
