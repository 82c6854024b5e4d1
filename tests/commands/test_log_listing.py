"""The log as a list: what was done when, by whom and to what; and at its foot the head that two people compare."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta

import pytest
from conftest import NOW


@pytest.fixture
def told(run, ledger):
    """The ledger of conftest.py, all of whose 11 entries are of 2022-12-31, and three of the days after."""
    later = NOW + timedelta(days=1)
    run("demand", "add", "12-4", "--as", "grid_worker:三网格", now=later)
    run("bench", "install", "12-3", "--on", "2022", now=later + timedelta(days=1))
    run("config", "set", "note", "试用", "--as", "secretary", now=later + timedelta(days=2))
    return lambda *words, now=later + timedelta(days=9): run("log", *words, now=now)


def numbers(ran):
    return [one["command"] for one in ran.json]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("--from 2023-01-02", [14, 13]),
        ("--from 2023-01-01 --to 2023-01-02", [13, 12]),
        ("--to 2022-12-31 --limit 2", [11, 10]),
        ("--from 2023", [14, 13, 12]),
        ("--from 2023-01 --to 2023-01", [14, 13, 12]),
        ("--from 1-2", [14, 13]),
        ("--role 网格员", [12]),
        ("--role secretary", [14]),
        ("--noun bench", [13]),
        ("--noun 安心凳", [13]),
        ("--noun 凳", [13]),
        ("--noun 需求", [12, 11]),
        ("--noun 需求 --from 2023 --role grid-worker", [12]),
        ("--noun 需求 --limit 1", [12]),
        ("--noun 批次", [10]),
        ("--noun UNIT --limit 3", [9, 8, 7]),
        ("--noun undo", []),
        ("--role 书记 --noun bench", []),
    ],
)
def test_the_log_is_filtered(told, words, found):
    assert numbers(told(*words.split(), "--json")) == found


def test_what_was_undone_is_found_with_its_undo_and_redo(run, told):
    run("undo")
    run("redo")
    assert numbers(told("--noun", "撤销", "--json")) == [15]
    assert numbers(told("--noun", "重做", "--json")) == [16]
    shown = run("log", "--limit", "3", terminal=100).out
    assert "redo（重做第 14 号）" in shown
    assert "undo（撤销第 14 号，第 16 号又重做）" in shown
    assert "已被" not in shown


@pytest.mark.parametrize(("given", "near"), [("demnad", "需求"), ("会义", "会议"), ("report", "")])
def test_an_unknown_noun_is_refused_with_the_nearest(told, run, given, near):
    refused = run("log", "--noun", given, "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (2, "unknown_choice")
    assert near in refused.error["hint"]
    assert "安心凳" in refused.error["hint"]
    assert "bench" in run("log", "--noun", given, "--json", "--lang", "en", ok=False).error["hint"]


def test_a_log_without_such_an_entry_says_so(told):
    assert "日志里没有这样的记录。看全部：songyu log" in told("--noun", "undo", "--format", "table").out
    named = told("--noun", "undo", "--format", "table", "--db", "songyu.db").out
    assert "看全部：songyu --db songyu.db log" in named
    assert "The log has no such entry" in told("--noun", "undo", "--format", "table", "--lang", "en").out


def test_at_its_foot_stand_the_head_and_how_many_there_are(told, ledger):
    newest = sqlite3.connect(ledger)
    link = newest.execute("SELECT link FROM commands ORDER BY id DESC").fetchone()[0]
    newest.close()
    foot = told("--format", "table").out.splitlines()[-1]
    assert foot == f"日志 #14 · {link[:8]} · 14 条"
    assert told("--format", "table", "--lang", "en").out.splitlines()[-1] == f"log #14 · {link[:8]} · 14 entries"
    few = told("--format", "table", "--limit", "2", "--noun", "unit").out.splitlines()[-1]
    assert few == f"日志 #14 · {link[:8]} · 列出 2 条，共 8 条（--limit 8 看全部）"


def test_the_screen_has_the_newest_and_a_file_or_a_pipe_all(run, told, elsewhere):
    for floors in range(1, 13):
        run("unit", "edit", "12-3", "--floors", str(floors))
    assert "列出 20 条，共 26 条（--limit 26 看全部）" in run("log", terminal=100).out
    assert len(run("log", "--json").json) == 26
    assert len(run("log").out.splitlines()) == 1 + 26
    run("log", "--out", "日志.csv", terminal=100)
    assert len((elsewhere / "日志.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + 26
    assert len(run("log", "--limit", "3", "--json").json) == 3


def test_the_report_prints_the_same_head_in_every_form(run, told, elsewhere):
    foot = told("--format", "table").out.splitlines()[-1]
    head = re.match(r"日志 #14 · [0-9a-f]{8}", foot)[0]
    assert head in run("report", now=NOW + timedelta(days=9)).out
    at = {"command": 14, "short": head[-8:]}
    assert run("report", "--json").json["log"] == at
    assert head.replace("日志", "log") in run("report", "--lang", "en").out
    run("unit", "add", "3-1")
    assert head not in run("report").out
