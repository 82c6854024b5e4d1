"""`songyu report care`: what is due, what waits, what was found and paid, with the benches behind each number."""

from __future__ import annotations

import csv
import io

import pytest


@pytest.fixture
def town(run, ledger):
    """Five benches in two grids, with something in every part on 2022-12-31."""
    run("unit", "add", "5-1", "--grid", "二网格")
    run("batch", "open", "2", "-n", "9", "--on", "2021")
    for unit, day in (
        ("12-3", "2022-06-18"),
        ("12-4", "2022-06-18"),
        ("2-1", "2022-10"),
        ("10-2", "2022-12-30"),
        ("5-1", "2022-12-30"),
    ):
        run("bench", "install", unit, "--batch", "2", "--on", day)
    run("bench", "inspect", "B2-001", "-f", "松动、开裂", "--on", "2022-09-10")
    run("bench", "repair", "B2-001", "--text", "紧固", "--cost", "35.5", "--on", "2022-09-12")
    run("bench", "inspect", "B2-001", "-f", "松动", "--on", "2022-10-05")
    run("bench", "repair", "B2-001", "--order", "--by", "物业")
    run("bench", "inspect", "B2-004", "-r", "停用", "--text", "断了", "--on", "2022-12-30")
    run("bench", "repair", "B2-005", "--text", "补漆", "--on", "2022-12")
    return ledger


def page(run, *words):
    return run("report", "care", "--json", *words).json


def test_every_number_carries_its_tags(run, town):
    found = page(run)
    assert (found["as_of"], found["grid"], found["inspect_every"], found["benches"]) == ("2022-12-31", None, 90, 5)
    assert found["overdue"] == {"n": 1, "tags": ["B2-002"]}
    assert found["due_soon"] == {"n": 1, "tags": ["B2-001"]}
    assert found["later"] == {"n": 3, "tags": ["B2-003", "B2-004", "B2-005"]}
    assert found["never_inspected"] == {"n": 3, "tags": ["B2-002", "B2-003", "B2-005"]}
    assert [(one["tag"], one["since"], one["due"], one["days_left"]) for one in found["due"]] == [
        ("B2-002", "2022-06-18", "2022-09-16", -106),
        ("B2-001", "2022-10-05", "2023-01-03", 3),
    ]
    assert [(one["repair"], one["tag"], one["by_whom"]) for one in found["open_repairs"]] == [
        (2, "B2-001", "物业"),
        (3, "B2-004", None),
    ]
    assert [(one["tag"], one["days"], one["reason"], one["repair"]) for one in found["out_of_use"]] == [
        ("B2-004", 1, "断了", 3)
    ]
    assert found["faults"] == [
        {"key": "loose", "n": 2, "tags": ["B2-001"]},
        {"key": "cracked", "n": 1, "tags": ["B2-001"]},
    ]
    assert found["mended"] == {
        "n": 2,
        "tags": ["B2-001", "B2-005"],
        "fen": 3550,
        "uncosted": {"n": 1, "tags": ["B2-005"]},
    }
    assert [list(line.values()) for line in found["by_grid"]] == [
        ["一网格", 4, 1, 1, 2, 1, 1, 3550],
        ["二网格", 1, 0, 0, 0, 0, 1, 0],
    ]


def test_the_setting_decides_when_the_next_is_due(run, town):
    run("config", "set", "inspect_every", "1000")
    assert page(run)["due"] == []
    run("config", "set", "inspect_every", "1")
    assert page(run)["overdue"]["n"] == 3
    run("config", "set", "inspect_every", "0", ok=False)


def test_a_window_holds_what_was_found_and_paid_and_nothing_else(run, town):
    found = page(run, "--from", "2022-09", "--to", "2022-09")
    assert (found["inspections"], found["mended"]["fen"], found["overdue"]["n"]) == (1, 3550, 1)
    assert [one["key"] for one in found["faults"]] == ["loose", "cracked"]
    found = page(run, "--from", "2022-12-15")
    assert found["vague"] == {"n": 1, "tags": ["B2-005"]}
    assert found["window"] == {"from": "2022-12-15", "to": None}
    said = run("report", "care", "--from", "2022-12-15").out
    assert "巡查和维修，2022年12月15日到现在" in said
    assert "分不清在不在这个时段，没有算：B2-005" in said
    assert (
        "Inspections and repairs from the first to 2022-10-31"
        in run("report", "care", "--to", "2022-10", "--lang", "en").out
    )


def test_a_grid_has_a_page_of_its_own(run, town):
    found = page(run, "--grid", "二网格")
    assert (found["benches"], found["open_repairs"], found["mended"]["n"]) == (1, [], 1)
    said = run("报告", "养护", "--grid", "二网格").out
    assert said.startswith("二网格凳子养护，截至2022年12月31日\n")
    assert "各网格" not in said
    assert "没有该巡查的，没有没修好的，也没有停用的" in said


def test_it_is_said_in_few_words_and_explained_on_request(run, town):
    said = run("report", "care", terminal=80).out
    for line in (
        "在管 5 张，每 90 天巡查一次：超期 1，7 天内到期 1，还早 3；从未巡查 3",
        "该巡查的 2 张",
        "2022-09-16，超 106 天",
        "2023-01-03，还有 3 天",
        "没有修好的 2 张工单",
        "停用的 1 张",
        "修好 2 次，费用 35.50 元（1 次没有写费用）",
    ):
        assert line in said
    assert "能坐了" not in said  # it comes back with its repair
    assert "松动 2（B2-001）" not in said
    told = run("report", "care", "--explain", "--lang", "en", "--color", "never", terminal=80).out
    assert "loose 2 (B2-001)" in told
    assert "later 3 (B2-003..B2-005)" in told
    assert "our own extension" in told
    assert max(map(len, told.splitlines())) <= 80


def test_a_bench_stopped_for_another_reason_is_put_to_use(run, town):
    run("bench", "stop", "B2-005", "--reason", "装修")
    said = run("report", "care").out
    assert "能坐了：songyu bench use 凳号" in said


def test_the_word_to_inspect_names_no_bench_of_its_own(run, town):
    assert "巡查：songyu bench inspect 凳号；" in run("report", "care").out
    assert "To inspect: songyu bench inspect TAG;" in run("today", "--lang", "en").out


def test_a_spreadsheet_gets_a_row_for_each_matter(run, town):
    rows = list(csv.DictReader(io.StringIO(run("report", "care", "--format", "csv").out)))
    assert [(row["matter"], row["tag"], row["repair"], row["what"]) for row in rows] == [
        ("inspection", "B2-002", "", ""),
        ("inspection", "B2-001", "", ""),
        ("repair", "B2-001", "2", "loose"),
        ("repair", "B2-004", "3", "断了"),
        ("out_of_use", "B2-004", "3", "断了"),
    ]
    assert len(run("report", "care", "--format", "jsonl").out.splitlines()) == 5


def test_many_benches_stay_readable(run, ledger):
    run("batch", "edit", "1", "-n", "40")
    run("bench", "install", "12-3", "-n", "31", "--on", "2022-01")
    said = run("report", "care").out
    assert "还有 21 张：加 --explain 或 --format csv" in said
    assert "超期 31（B1-001..B1-031）" in run("report", "care", "--explain").out
    told = run("today").out
    assert "7 天内该巡查的凳子 31 张，其中超期 31 张" in told
    assert "还有 26 张：songyu report care" in told
    assert "…and 26 more: songyu report care --grid 一网格" in run("today", "--grid", "一网格", "--lang", "en").out


def test_a_vague_day_is_at_least_so_long_ago(run, ledger):
    run("bench", "install", "12-3", "--on", "2021")
    assert "2022-03-31，至少超 275 天" in run("report", "care").out
    assert "2022-03-31, at least 275 days over" in run("report", "care", "--lang", "en").out
    assert page(run)["due"][0]["at_least"] is True
    run("bench", "inspect", "B1-001", "--on", "2022-10-02")
    assert "2022-12-31，今天" in run("report", "care").out


def test_a_missing_bench_waits_for_its_order_and_is_not_to_be_inspected(run, ledger):
    def to_inspect():
        care, today = run("report", "care", "--json").json, run("today", "--json").json
        assert [one["tag"] for one in today["inspections"]] == [one["tag"] for one in care["due"]]
        return [one["tag"] for one in care["due"]]

    run("bench", "install", "12-3", "--on", "2022-01-05")
    assert to_inspect() == ["B1-001"]
    run("bench", "inspect", "B1-001", "--result", "缺失", "--on", "2022-02-01")
    assert to_inspect() == []
    said = run("report", "care").out
    assert "停用的 1 张" in said
    assert "没有修好的 1 张工单" in said
    run("bench", "repair", "B1-001", "--text", "找回来了", "--on", "2022-02-05")
    assert to_inspect() == ["B1-001"]


def test_a_retired_bench_is_left_in_peace(run, town):
    run("bench", "retire", "B2-001", "--reason", "烂了")
    found = page(run)
    assert (found["benches"], [one["tag"] for one in found["open_repairs"]]) == (4, ["B2-004"])
    assert found["mended"]["fen"] == 3550  # what was paid was paid


def test_a_bench_out_of_use_since_nobody_knows_when(run, ledger, elsewhere):
    (elsewhere / "台账.csv").write_text("批次,地址,安装日期,状态\n1,12-3,2021-06-18,停用\n", encoding="utf-8")
    run("bench", "import", "台账.csv")
    (stopped,) = page(run)["out_of_use"]
    assert (stopped["since"], stopped["days"], stopped["at_least"]) == (None, None, False)
    assert "未载明" in run("report", "care").out


def test_without_benches_it_says_what_to_type(run, ledger):
    assert "songyu bench install 12-3" in run("report", "care").out
    assert "songyu bench install 12-3" in run("report", "care", "--lang", "en").out
    assert "一网格 还没有凳子" in run("report", "care", "--grid", "一网格").out
    assert run("report", "care", "--format", "csv").out.count("\n") == 1
