"""`songyu unit screen` as it is typed."""

from __future__ import annotations

import csv
import io

import pytest
from conftest import NOW, built_once


@pytest.fixture
@built_once
def town(run, ledger):
    """13 at 12-3, 11 at 2-1 and 7-1, 9 at 12-4, 4 at 10-2, nobody counted 3-1; a demand for a bench at 12-3."""
    for unit in ("7-1", "3-1"):
        run("unit", "add", unit, "--grid", "二网格")
    run("unit", "count", "7-1", "--elderly", "11", "--elderly-80", "3", "--on", "2022-01", "--source", "走访")
    return ledger


def units(ran):
    return [row["unit"].removeprefix("淞泽家园九区/") for row in ran.json["rows"]]


def test_the_page_says_rule_day_counts_cut_ties_and_who_is_left_out(run, town):
    assert run("unit", "screen", "--top", "2").out == (
        "筛选单元：60岁以上人数排前 2 名（截至2022年12月31日）\n"
        "名次  单元  网格    60+  80+  凳子  人数日期\n"
        "──────────────────────────────────────────────\n"
        "   1  12-3  一网格   13    1     0  2021-03-01\n"
        "   2  7-1   二网格   11    3     0  2022-01\n"
        "   2  2-1   一网格   11    1     0  2021-03-01\n"
        "淞泽家园九区 · 3 个单元入选，共看了 6 个\n"
        "入选线：11（正好这个数的有 2 个）；线下第一个是 9。\n"
        "第 2 名有并列，一并列入，所以是 3 个。\n"
        "人数日期：2021年3月1日、2022年1月；来源：社区数据平台、走访\n"
        "1 个单元没有人数，没有参加排名：3-1\n"
        "还没有保存：加 --save 保存，加 --register 登记成需求。\n"
    )


def test_the_page_in_english(run, town):
    out = run("unit", "screen", "--by", "per-household", "--min", "1.1", "--lang", "en").out
    assert out.splitlines() == [
        "Screening: residents 60+ ÷ households at least 1.1 (as of 2022-12-31)",
        "Rank  Stairwell  Grid    Ratio  60+  80+  Homes  Benches  Counted",
        "────────────────────────────────────────────────────────────────────",
        "   1  12-3       一网格  1.300   13    1     10        0  2021-03-01",
        "   2  2-1        一网格  1.100   11    1     10        0  2021-03-01",
        "淞泽家园九区 · 2 stairwells chosen of 6",
        "The cut is at 1.100 (1 with exactly that); the first below it has 0.900.",
        "Headcounts of 2021-03-01, from 社区数据平台",
        "1 stairwell without a count left out: 3-1",
        "1 stairwell without a number of households left out: 7-1",
        "Not kept yet: add --save to keep it, --register to ask for a bench at each.",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--min-elderly 11", ["12/3", "7/1", "2/1"]),
        ("--min 11", ["12/3", "7/1", "2/1"]),
        ("--top 1", ["12/3"]),
        ("--top 3", ["12/3", "7/1", "2/1"]),
        ("--min-elderly 12 --top 3", ["12/3"]),
        ("--top 99", ["12/3", "7/1", "2/1", "12/4", "10/2"]),
        ("--top 1 --by 高龄人数", ["7/1"]),
        ("--top 2 --by elderly-80", ["7/1", "2/1", "10/2", "12/3", "12/4"]),
        ("--top 1 --by 凳均", ["7/1", "2/1"]),
        ("--top 9 --grid 二网格", ["7/1"]),
        ("--min-elderly 11 --as-of 2021-12", ["12/3", "2/1"]),
        ("--min-elderly 50", []),
    ],
)
def test_which_stairwells_are_chosen(words, expected, run, town):
    run("bench", "install", "12-3", "--on", "2021-06")
    assert units(run("unit", "screen", "--json", *words.split())) == expected


@pytest.mark.parametrize(
    ("as_of", "day"),
    [("2021-03", "2021-03-31"), ("2021", "2021-12-31"), ("2022", "2022-06-15"), ("今天", "2022-06-15")],
)
def test_the_counts_are_as_of_a_day_that_has_come(as_of, day, run, town):
    june = NOW.replace(month=6, day=15)
    assert run("unit", "screen", "--top", "1", "--as-of", as_of, "--json", now=june).json["as_of"] == day
    assert run("unit", "screen", "--top", "1", "--json", now=june).json["as_of"] == "2022-06-15"


def test_programs_read_the_whole_or_the_rows(run, town):
    told = run("单元", "筛选", "--top", "2", "--json").json
    assert told["rule"] == {"measure": "elderly", "least": None, "top": 2, "grid": None}
    assert told["cut"] == {"last_in": 11, "at_cut": 2, "first_out": 9}
    assert told["left_out"] == [{"unit": "淞泽家园九区/3/1", "why": "no_count"}]
    assert (told["saved"], told["registered"], told["skipped"]) == (None, [], [])
    assert told["counted"] == ["2021-03-01", "2022-01"]
    rows = list(csv.DictReader(io.StringIO(run("unit", "screen", "--top", "2", "--format", "csv").out)))
    assert [(row["rank"], row["unit"], row["value"]) for row in rows] == [
        ("1", "淞泽家园九区/12/3", "13"),
        ("2", "淞泽家园九区/7/1", "11"),
        ("2", "淞泽家园九区/2/1", "11"),
    ]
    assert [*rows[0]] == [*told["rows"][0]]
    assert len(run("unit", "screen", "--top", "2", "--format", "jsonl").out.splitlines()) == 3


def test_nothing_to_choose_says_why(run, ledger, elsewhere):
    assert "没有单元达到 50，最高的是 13。" in run("unit", "screen", "--min-elderly", "50").out
    run("init", "--db", "new.db", "--community", "甲社区", "--estate", "乙小区")
    assert "songyu unit import" in run("unit", "screen", "--top", "5", "--db", "new.db").out
    run("unit", "add", "1-1", "--db", "new.db")
    out = run("unit", "screen", "--top", "5", "--db", "new.db", "--lang", "en").out
    assert "No stairwell can be ranked. To count: songyu unit count 12-3" in out
    assert "1 stairwell without a count left out: 1-1" in out


def test_a_screening_becomes_demands_in_one_command(run, town):
    tried = run("unit", "screen", "--top", "2", "--register", "--dry-run")
    assert "会登记 2 条需求，各要一张凳子。" in tried.out
    assert "已有没办结的凳子需求，不重复登记：12-3（第 1 号）" in tried.out
    assert tried.err == ""
    assert len(run("demand", "list", "--json").json) == 1
    before = run("log", "--json").json[0]["command"]

    done = run("unit", "screen", "--top", "2", "--register", "--note", "九月联系日")
    assert "已保存为第 1 次筛选" in done.out
    assert "已登记 2 条需求，各要一张凳子" in done.out
    assert "songyu undo" in done.err
    entry = run("log", "--json").json[0]
    assert (entry["command"], entry["name"]) == (before + 1, "unit screen")
    made = run("demand", "list", "--channel", "筛选", "--json").json
    assert [(one["demand"], one["unit"], one["quantity"], one["selection"]) for one in made] == [
        (2, "淞泽家园九区/7/1", 1, 1),
        (3, "淞泽家园九区/2/1", 1, 1),
    ]

    told = run("unit", "screen", "--top", "2", "--register", "--json").json
    assert (told["saved"], told["registered"]) == (2, [])
    assert [one["demand"] for one in told["skipped"]] == [1, 2, 3]
    listed = run("unit", "screen", "--list", "--json").json
    assert [(one["selection"], one["units"], one["demands"], one["note"]) for one in listed] == [
        (1, 3, 2, "九月联系日"),
        (2, 3, 0, None),
    ]
    run("undo")
    run("undo")
    assert run("unit", "screen", "--list", "--json").json == []
    assert len(run("demand", "list", "--json").json) == 1


def test_a_saved_selection_is_shown_as_it_was_and_compared_with_today(run, town):
    assert "songyu unit screen --top 35 --save" in run("unit", "screen", "--list", terminal=100).out
    run("unit", "screen", "--top", "2", "--save")
    same = run("unit", "screen", "--show", "1").out
    assert same.startswith("第 1 次筛选（2022年12月31日保存）：60岁以上人数排前 2 名（截至2022年12月31日）\n")
    assert "重算：结果一样" in same
    run("unit", "count", "2-1", "--elderly", "3", "--elderly-80", "1", "--on", "2022-02")
    run("unit", "count", "7-1", "--elderly", "12", "--on", "2022-02")
    told = run("unit", "screen", "--show", "1", "--json").json
    assert told["reproducible"] is False
    assert [row["value"] for row in told["rows"]] == [13, 11, 11]
    other = run("unit", "screen", "--show", "1").out
    assert "有 2 处不一样" in other
    assert "7-1：11 → 12" in other
    assert "2-1：现在不会入选（当时 11）" in other
    english = run("unit", "screen", "--show", "1", "--lang", "en").out
    assert "2-1: would not be in now; it had 11" in english
    assert "60岁以上人数排前 2 名" in run("unit", "screen", "--list", terminal=120).out


def test_a_screening_of_one_grid_is_kept_with_its_grid(run, town):
    found = run("unit", "screen", "--top", "9", "--grid", "二网格", "--save", "--json").json
    kept = run("unit", "screen", "--show", str(found["saved"]), "--json").json
    assert kept["selection"]["grid"] == "二网格"
    assert [row["unit"] for row in kept["rows"]] == [row["unit"] for row in found["rows"]]
    assert kept["differences"] == []
    assert "二网格" in run("unit", "screen", "--show", str(found["saved"])).out
