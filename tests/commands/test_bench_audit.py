"""`songyu bench audit`: what should stand at a stairwell against what was seen there, and what comes of it."""

from __future__ import annotations

import datetime
import io
import sys
from types import SimpleNamespace

import openpyxl
import pytest
from conftest import built_once
from rich.cells import cell_len

from songyu_cli.commands import asking, completion

JUNE = "2021-06-18"


@pytest.fixture
@built_once
def town(run, ledger):
    """B1-001 and B1-002 at 12-3, B1-003 at 12-4; nothing at 2-1 and 10-2, and 5-1 in another grid."""
    run("unit", "add", "5-1", "--grid", "二网格")
    run("batch", "edit", "1", "-n", "10")
    run("bench", "install", "12-3", "-n", "2", "--on", JUNE)
    run("bench", "install", "12-4", "--on", JUNE)
    return ledger


@pytest.fixture
def person(monkeypatch):
    """A person at the terminal who types these lines."""

    def sits_down(*lines: str, end: str = "\n") -> None:
        monkeypatch.setattr(asking, "interactive", lambda: True)
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}{end}" for line in lines)))

    return sits_down


def audit(run, *words, ok=True, **more):
    return run("bench", "audit", *words, ok=ok, **more)


def last(run, place="12-3"):
    """What the newest audit of a stairwell states, as short words."""
    line = audit(run, "--show", place, "--json").json["audits"][0]
    unknown = [one["tag"] or one["quantity"] for one in line["unknown"]]
    return {
        "found": line["found"],
        "missing": line["missing"],
        "misplaced": [one["tag"] for one in line["misplaced"]],
        "unknown": unknown,
    }


def unsettled(run, *words):
    return [
        (one["unit"].split("/", 1)[1], one["finding"], one["tag"] or one["quantity"])
        for one in audit(run, *words, "--json").json["unsettled"]
    ]


B12 = ["B1-001", "B1-002"]


@pytest.mark.parametrize(
    ("words", "comes_to"),
    [
        ("12-3 B1-001 B1-002", [B12, [], [], []]),
        ("12-3 b1-002", [["B1-002"], ["B1-001"], [], []]),
        ("12-3 B1-003", [[], B12, ["B1-003"], []]),
        ("12-3 B1-001 B1-003 B7-001", [["B1-001"], ["B1-002"], ["B1-003"], ["B7-001"]]),
        ("12-3 --all", [B12, [], [], []]),
        ("12-3 --all --unknown 2", [B12, [], [], [2]]),
        ("12-3 B1-003 --all", [B12, [], ["B1-003"], []]),
        ("12-3 --none", [[], B12, [], []]),
        ("12-3 --none --unknown 1", [[], B12, [], [1]]),
        ("12-3 --seen 2", [B12, [], [], []]),
        ("12-3 --seen 5", [B12, [], [], [3]]),
        ("12-3 --seen 0", [[], B12, [], []]),
        ("12-3 B1-001 12-4 B1-003 12-3 B1-002", [B12, [], [], []]),
        ("2-1 12-4 12-3 --all", [B12, [], [], []]),
    ],
)
def test_what_was_seen_is_held_against_what_should_stand_there(words, comes_to, run, town):
    before = run("bench", "list", "--json").out
    ran = audit(run, *words.split())
    assert "第 1 次核对（2022年12月31日）" in ran.out
    assert "songyu undo" in ran.err
    assert list(last(run).values()) == comes_to  # found, missing, misplaced, unknown
    assert run("bench", "list", "--json").out == before
    run("undo")
    assert audit(run, "--list", "--json").json == []
    assert "从未核对" in audit(run, "--show", "12-3").out


def test_nothing_due_and_nothing_seen_is_an_audit_too(run, town):
    ran = audit(run, "2-1", "--seen", "0", "--lang", "en")
    assert "Audit 1 (2022-12-31): 1 stairwell; 0 of 0 due found" in ran.out
    assert "2-1: no bench" in ran.out
    assert "stay as they were" not in ran.out
    assert "核对过 1 个" in audit(run).out


def test_a_tag_of_no_batch_is_to_be_checked(run, town):
    said = audit(run, "12-3", "B9-001", "B1-001", "B1-002").out
    assert "B9-001 在 12-3，账本没有，也没有第9批：请核对凳号" in said
    assert "-b 9" not in said
    assert "there is no batch 9: please check the tag" in audit(run, "--lang", "en").out
    run("batch", "open", "9", "-n", "2")
    assert "songyu bench install 12-3 -b 9 --tag B9-001" in audit(run, "--show", "12-3").out


def test_each_finding_says_what_to_type(run, town):
    run("batch", "open", "7", "-n", "2")
    ran = audit(run, "12-3", "B1-001", "B1-003", "B7-001", "--unknown", "2", "--remark", "门口有人 13812345678")
    said = ran.out
    assert "12-3：在位 B1-001；缺失 B1-002；错位 B1-003（账本在 12-4）；账外 B7-001、2 张没有凳号" in said
    assert "备注 门口有人 [手机]" in said
    assert "songyu bench inspect B1-002 --result 缺失" in said
    assert "B1-003 在 12-3，账本在 12-4：songyu bench move B1-003 12-3 --reason 现场核对" in said
    assert "songyu bench install 12-3 -b 7 --tag B7-001" in said
    assert "songyu bench install 12-3 -n 2" in said
    assert "12-3：缺失的和没有凳号的可能是同一张" in said
    assert "是本项目的才补登记" in said
    english = audit(run, "--show", "1", "--lang", "en").out
    assert "B1-002 is missing at 12-3: songyu bench inspect B1-002 --result missing" in english
    assert "songyu bench move B1-003 12-3 --reason audited" in english
    assert b"13812345678" not in town.read_bytes()


def test_what_is_proposed_settles_it(run, town):
    audit(run, "12-3", "B1-001", "B1-003", "--unknown", "2")
    all_of_it = [("12/3", "missing", "B1-002"), ("12/3", "misplaced", "B1-003"), ("12/3", "unknown", 2)]
    assert unsettled(run) == all_of_it
    run("bench", "inspect", "B1-002", "--result", "缺失")
    assert unsettled(run) == all_of_it[1:]
    run("bench", "move", "B1-003", "12-3", "--reason", "现场核对")
    assert unsettled(run) == all_of_it[2:]
    assert "错位 B1-003（账本已改）" in audit(run, "--show", "12-3").out
    run("bench", "install", "12-3", "--on", JUNE)
    assert unsettled(run) == [("12/3", "unknown", 1)]
    run("undo")
    run("bench", "install", "12-3", "-n", "2", "--on", JUNE)
    assert unsettled(run) == []
    assert "都处理了" in audit(run, "--show", "1").out
    assert "都处理了" in audit(run).out


def test_a_tag_that_the_ledger_learns_is_settled_and_one_of_a_retired_bench_is_not(run, town):
    run("bench", "retire", "B1-003", "--reason", "朽了")
    assert "账本里已拆除：songyu bench show B1-003" in audit(run, "12-4", "B1-003", "B1-009").out
    assert unsettled(run) == [("12/4", "unknown", "B1-003"), ("12/4", "unknown", "B1-009")]
    run("bench", "install", "12-4", "--tag", "B1-009")
    assert unsettled(run) == [("12/4", "unknown", "B1-003")]
    audit(run, "12-4", "--all")
    assert unsettled(run) == []


def test_a_missing_bench_that_was_seen_elsewhere_is_only_misplaced(run, town):
    audit(run, "12-3", "B1-001", "B1-002", "B1-003", "12-4", "--none", ok=False)
    audit(run, "12-3", "B1-001", "B1-002", "B1-003")
    audit(run, "12-4", "--none")
    assert unsettled(run) == [("12/3", "misplaced", "B1-003")]  # whichever stairwell was looked at first
    run("undo")
    run("undo")
    audit(run, "12-4", "--none", "--on", "2022-12-30")
    audit(run, "12-3", "B1-001", "B1-002", "B1-003")
    assert unsettled(run) == [("12/3", "misplaced", "B1-003")]
    audit(run, "12-4", "B1-003")
    assert unsettled(run) == []


def test_a_missing_bench_is_found_again(run, town):
    audit(run, "12-3", "--none", "--on", "2022-12-30")
    run("bench", "inspect", "B1-001", "--result", "完好", "--on", "2022-12-29")
    assert len(unsettled(run)) == 2
    run("bench", "inspect", "B1-001", "--result", "完好", "--on", "2022-12-30")
    assert unsettled(run) == [("12/3", "missing", "B1-002")]
    audit(run, "12-3", "--all", "--on", "2022-12-29")
    assert unsettled(run) == [("12/3", "missing", "B1-002")]
    audit(run, "12-3", "--all", "--on", "2022-12-30")
    assert unsettled(run) == []


def test_a_bench_that_the_ledger_has_as_lost_is_not_asked_about_until_it_is_there_again(run, town):
    run("bench", "inspect", "B1-001", "--result", "缺失", "--on", "2022-12-01")
    said = audit(run, "12-3", "B1-002", "--on", "2022-12-20")
    assert last(run)["missing"] == ["B1-001"]
    assert "songyu bench inspect" not in said.out
    assert unsettled(run) == []
    said = audit(run, "12-3", "--all", "--on", "2022-12-21", "--lang", "en").out
    assert "B1-001 is at 12-3, and missing in the ledger: songyu bench repair B1-001" in said
    assert unsettled(run) == [("12/3", "found", "B1-001")]
    assert "B1-001 在 12-3，账本里记着缺失：songyu bench repair B1-001" in audit(run, "--format", "table").out
    run("bench", "repair", "B1-001", "--on", "2022-12-22")
    assert unsettled(run) == []
    audit(run, "12-3", "B1-002")
    assert unsettled(run) == [("12/3", "missing", "B1-001")]  # it came back, and is gone again


def test_an_older_day_is_held_against_what_stood_there_then(run, town):
    run("bench", "move", "B1-003", "12-3", "--reason", "太阳晒", "--on", "2022-10-01")
    run("bench", "retire", "B1-002", "--reason", "朽了", "--on", "2022-11-01")
    audit(run, "12-3", "12-4", "--all", "--on", "2022-09-30")
    assert last(run)["found"] == B12
    assert last(run, "12-4")["found"] == ["B1-003"]
    audit(run, "12-3", "12-4", "--all", "--on", "2022-10-01")
    assert last(run)["found"] == [*B12, "B1-003"]
    audit(run, "12-3", "--all")
    assert last(run)["found"] == ["B1-001", "B1-003"]
    audit(run, "12-3", "--all", "--on", "2021-06-17")
    assert audit(run, "--show", "12-3", "--json").json["audits"][-1]["found"] == []


def test_what_was_audited_cannot_be_taken_back_from_under_it(run, town):
    installed = run("log", "--json").json[0]["command"]
    audit(run, "12-4", "--all")
    assert run("undo", str(installed), ok=False).code == 4
    run("undo")
    run("undo", str(installed))


def test_another_spot_at_the_same_stairwell_settles_nothing(run, town, person):
    person("是", "", "1")
    audit(run, "12-3", "--on", "2022-12-30")
    audit(run, "2-1", "B1-003", "--on", "2022-12-30")
    both = [("2/1", "misplaced", "B1-003"), ("12/3", "unknown", 1)]
    assert unsettled(run) == both
    run("bench", "move", "B1-002", "12-3", "--spot", "左侧", "--reason", "太阳晒")
    assert unsettled(run) == both
    run("bench", "move", "B1-003", "10-2", "--reason", "早就移了", "--on", "2022-12-01")
    run("bench", "move", "B1-003", "10-2", "--spot", "左侧", "--reason", "太阳晒")
    assert unsettled(run) == both
    run("bench", "move", "B1-003", "5-1", "--reason", "太阳晒")
    assert unsettled(run) == both[1:]


# asked at the terminal


def test_a_person_is_asked_bench_by_bench(run, town, person):
    person("是", "也许", "否", "两张")
    ran = audit(run, "12-3", "--remark", "下午")
    assert "应有 2 张：B1-001（楼道口）、B1-002（楼道口）" in ran.err
    assert ran.err.count("看到了吗：B1-002（楼道口）？ [是/否，回车跳过]") == 2
    assert last(run) == {"found": ["B1-001"], "missing": ["B1-002"], "misplaced": [], "unknown": [2]}
    assert audit(run, "--show", "12-3", "--json").json["audits"][0]["remark"] == "下午"


def test_what_is_not_answered_was_not_looked_at(run, town, person):
    person("", "y", "")
    audit(run, "12-3", "--lang", "en")
    assert last(run) == {"found": ["B1-002"], "missing": [], "misplaced": [], "unknown": []}
    assert unsettled(run) == []


@pytest.mark.parametrize("lines", [[""] * 3, [], ["", ""]])
def test_where_nothing_is_answered_nothing_is_written(run, town, person, lines):
    person(*lines)
    before = town.read_bytes()
    assert "没有记" in audit(run, "12-3").err
    assert town.read_bytes() == before


def test_an_end_in_the_middle_keeps_what_was_said(run, town, person):
    person("是", end="")
    audit(run, "12-3")
    assert last(run) == {"found": ["B1-001"], "missing": [], "misplaced": [], "unknown": []}


def test_where_nothing_should_stand_only_a_number_is_asked(run, town, person):
    person("", "1")
    ran = audit(run, "2-1", "10-2")
    assert ran.err.count("那里有几张凳子？") == 2
    assert last(run, "2-1")["unknown"] == []
    assert last(run, "10-2")["unknown"] == [1]
    person()
    assert "没有记" in audit(run, "2-1").err
    person("是", "是")
    assert "另外还有" not in audit(run, "12-3", "--unknown", "1").err
    assert last(run)["unknown"] == [1]


def test_a_program_is_never_asked(run, town, person):
    person("是", "是", "0")
    assert audit(run, "12-3", "--json", ok=False).error["kind"] == "sighting_missing"


# how far the audits are


def test_the_overview_counts_stairwells_and_benches(run, town):
    empty = audit(run)
    assert "5 个单元，核对过 0 个；从未核对 5 个，其中 2 个有凳子" in empty.out
    assert "songyu bench audit --sheet 核对.xlsx" in empty.out
    audit(run, "12-3", "B1-001", "--on", "2022-09-05")
    audit(run, "12-4", "2-1", "--all", "--on", "2022-10-05")
    audit(run, "12-4", "--none", "--on", "2022-09")
    told = audit(run, "--json").json
    assert {name: told[name] for name in ("stairwells", "audited", "never", "never_with_benches", "unsure")} == {
        "stairwells": 5,
        "audited": 3,
        "never": 2,
        "never_with_benches": 0,
        "unsure": 0,
    }
    assert told["found"] == {
        "key": "found_rate",
        "numerator": 2,
        "denominator": 3,
        "rate": 0.6667,
        "numerator_tags": ["B1-001", "B1-003"],
        "denominator_tags": ["B1-001", "B1-002", "B1-003"],
    }
    assert [(one["grid"], one["audited"], one["never"], one["last_on"]) for one in told["grids"]] == [
        ("一网格", 3, 1, "2022-10-05"),
        ("二网格", 0, 1, None),
    ]
    said = audit(run, "--explain").out
    assert "分母 3（B1-001、B1-002、B1-003）" in said
    assert "没看到 1（B1-002）" in said


def test_the_overview_knows_grids_and_windows(run, town):
    audit(run, "12-3", "B1-001", "--on", "2022-09-05")
    audit(run, "12-4", "--none", "--on", "2022-09")
    inside = audit(run, "--from", "2022-09-01", "--to", "2022-09-10", "--json").json
    assert (inside["audited"], inside["unsure"], inside["found"]["denominator"]) == (1, 1, 2)
    assert "另有 1 个单元核对的日期不够具体" in audit(run, "--from", "2022-09-01", "--to", "2022-09-10").out
    said = audit(run, "--from", "2022-09-01", "--to", "2022-09-10", "--lang", "en").out
    assert "1 more stairwell left out, audited on" in said
    audit(run, "12-4", "--all", "--on", "2022-09-03")
    assert audit(run, "--from", "2022-09-01", "--to", "2022-09-10", "--json").json["unsure"] == 0
    run("undo")
    month = audit(run, "--from", "2022-09", "--to", "2022-09", "--json").json
    assert (month["audited"], month["found"]["numerator"], month["found"]["denominator"]) == (2, 1, 3)
    other = audit(run, "--grid", "二网格", "--json").json
    assert (other["stairwells"], other["audited"], other["never"], other["unsettled"]) == (1, 0, 1, [])
    later = audit(run, "--from", "2022-10", "--json").json
    assert (later["audited"], later["never"], later["found"]["rate"]) == (0, 3, None)
    assert len(later["unsettled"]) == 2


def test_what_is_unsettled_is_a_table_for_programs(run, town):
    audit(run, "12-3", "B1-001", "B1-003")
    rows = [line.split("\t") for line in audit(run, "--format", "tsv").out.splitlines()]
    assert ",".join(rows[0]) == "unit,grid,finding,tag,quantity,ledger_unit,retired,audit,audited_on,no_batch"
    assert [row[2:6] for row in rows[1:]] == [
        ["missing", "B1-002", "1", "淞泽家园九区/12/3"],
        ["misplaced", "B1-003", "1", "淞泽家园九区/12/4"],
    ]


def test_the_audits_are_listed(run, town):
    assert "还没有核对过" in audit(run, "--list", terminal=80).out
    audit(run, "12-3", "5-1", "--seen", "1", ok=False)
    audit(run, "12-3", "5-1", "--none", "--on", "2022-09", "--as", "网格员:三网格")
    audit(run, "12-4", "--all")
    assert audit(run, "--list", "--json").json == [
        {
            "audit": 1, "audited_on": "2022-09", "grid": None, "role": "grid_worker", "stairwells": 2,
            "should": 2, "found": 0, "missing": 2, "misplaced": 0, "unknown": 0,
        },
        {
            "audit": 2, "audited_on": "2022-12-31", "grid": "一网格", "role": "clerk", "stairwells": 1,
            "should": 1, "found": 1, "missing": 0, "misplaced": 0, "unknown": 0,
        },
    ]  # fmt: skip
    assert "2 次核对" in audit(run, "--list", terminal=80).out


def test_one_audit_and_one_stairwell_are_shown(run, town):
    audit(run, "12-3", "--none", "--on", "2022-09", "--as", "网格员")
    audit(run, "12-3", "--all")
    assert "网格员核对" in audit(run, "--show", "第1次").out
    assert "By: grid worker" in audit(run, "--show", "1", "--lang", "en").out
    said = audit(run, "--show", "12-3").out.splitlines()
    assert said[0] == "淞泽家园九区12幢3单元 现在应有 2 张：B1-001、B1-002"
    assert said[1] == "上次核对（2022年12月31日，第 2 次）：在位 B1-001、B1-002"
    assert said[2].startswith("  再前（2022年9月，第 1 次）：缺失 B1-001、B1-002")
    assert "It was never audited. To note what is there: songyu bench audit 12-4 --all" in (
        audit(run, "--show", "12-4", "--lang", "en").out
    )
    assert "现在不该有凳子" in audit(run, "--show", "2-1").out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("words", ["", "--list", "--show 12-3", "--show 1"])
def test_everything_fits_a_screen(run, town, language, words):
    audit(run, "12-3", "B1-001", "B1-003", "B7-001", "--unknown", "12")
    lines = audit(run, *words.split(), "--lang", language, terminal=80).out.splitlines()
    commands = [line for line in lines if "songyu bench" in line]
    assert all(cell_len(line) <= 80 for line in commands), commands


def test_the_tab_key_offers_stairwells_and_tags(town):
    line = SimpleNamespace(params={"db_": str(town)}, parent=None)
    assert completion.units_and_tags(line, [], "12-") == ["12-3", "12-4"]
    assert completion.units_and_tags(line, [], "B1-00") == ["B1-001", "B1-002", "B1-003"]


# the sheet


@pytest.fixture
def sheet(run, town):
    audit(run, "--grid", "一网格", "--sheet", "核对.xlsx")
    return "核对.xlsx"


def fill(file, filled, *more, day=datetime.date(2022, 12, 30), into="填好.xlsx"):
    """Fill a sheet in: answers, or answers with remarks, by address and tag; `more` are rows for the blank ones."""
    book = openpyxl.load_workbook(file)
    page = book.active
    rows = {(page.cell(row, 1).value, page.cell(row, 2).value): row for row in range(page.max_row, 4, -1)}
    for (address, tag), said in filled.items():
        answer, remark = said if isinstance(said, tuple) else (said, None)
        page.cell(rows[address, tag], 4).value = answer
        page.cell(rows[address, tag], 5).value = remark
    end = max(row for (address, _), row in rows.items() if address)
    for row, (address, tag, answer) in enumerate(more, end + 1):
        for column, value in ((1, address), (2, tag), (4, answer)):
            page.cell(row, column).value = value
    if day:
        page["C2"] = day
    book.save(into)
    return into


def take(run, file, *words, ok=True):
    return audit(run, "--file", file, *words, ok=ok)


def test_a_sheet_has_a_row_for_each_bench_and_each_stairwell_without_one(run, sheet, elsewhere):
    page = openpyxl.load_workbook(sheet).active
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "淞渔社区凳子核对表（一网格）"
    assert rows[1][0].startswith("核对日期")
    assert rows[3] == ("地址", "凳号", "位置", "看到了吗", "备注", "编号")
    assert [row[:4] for row in rows[4:10]] == [
        ("2-1", None, None, None),
        ("10-2", None, None, None),
        ("12-3", "B1-001", "楼道口", None),
        ("12-3", "B1-002", "楼道口", None),
        ("12-4", "B1-003", "楼道口", None),
        (None, None, None, None),
    ]
    assert page.max_row == 4 + 5 + 12
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("portrait", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$4:$4"
    assert page["A9"].number_format == "@"
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert lists == {"D5:D21": '"是,否"'}
    assert (elsewhere / sheet).stat().st_mode & 0o777 == 0o600
    told = audit(run, "--sheet", "全部.xlsx", "--json").json
    assert told == {"file": "全部.xlsx", "grid": None, "stairwells": 5, "benches": 3}


def test_a_filled_sheet_becomes_an_audit(run, sheet, town):
    file = fill(
        sheet,
        {("12-3", "B1-001"): ("是", "靠背松 13812345678"), ("12-3", "B1-002"): "×", ("2-1", None): "否"},
        ("2-1", "B1-003", "有"),
        ("10-2", None, "2张"),
        ("10-2", "B7-002", "是"),
    )
    before = town.read_bytes()
    dry = take(run, file, "--dry-run")
    for said in (
        "会记成一次核对（2022年12月30日）",
        "3 个单元，看了应有的 2 张：在位 1，缺失 1；错位 1，账外 3",
        "没有写入",
    ):
        assert said in dry.out
    assert "--show" not in dry.out
    assert town.read_bytes() == before
    ran = take(run, file, "--grid", "一网格")
    assert "“核对表”记成第 1 次核对（2022年12月30日）" in ran.out
    assert "“核对表”有 1 行没有填，算没有看，不算缺失。" not in ran.out
    assert "songyu bench audit --show 1" in ran.out
    assert "新增 3" in ran.out
    told = audit(run, "--show", "1", "--json").json
    assert told["audit"]["grid"] == "一网格"
    assert [line["unit"].split("/", 1)[1] for line in told["stairwells"]] == ["2/1", "12/3", "10/2"]
    assert last(run) == {"found": ["B1-001"], "missing": ["B1-002"], "misplaced": [], "unknown": []}
    assert last(run, "2-1") == {"found": [], "missing": [], "misplaced": ["B1-003"], "unknown": []}
    assert sorted(last(run, "10-2")["unknown"], key=str) == [2, "B7-002"]
    assert told["stairwells"][1]["remark"] == "B1-001 靠背松 [手机]"
    assert b"13812345678" not in town.read_bytes()
    assert run("log", "--json").json[0]["name"] == "bench audit"
    run("undo")
    assert audit(run, "--list", "--json").json == []
    take(run, file)


def test_a_blank_answer_is_not_looked_at(run, sheet):
    file = fill(sheet, {("12-3", "B1-001"): "是", ("12-4", "B1-003"): ("", "门锁着"), ("12-3", "B1-002"): "/"})
    ran = take(run, file)
    assert "12-4 只有备注，没有写看到没有，这次没有核对。" in ran.out
    assert "12-3 有凳子没有看" in ran.out
    assert last(run) == {"found": ["B1-001"], "missing": [], "misplaced": [], "unknown": []}
    assert [line["unit"] for line in audit(run, "--show", "1", "--json").json["stairwells"]] == ["淞泽家园九区/12/3"]
    assert audit(run, "--json").json["never"] == 4


def test_a_sheet_without_an_answer_is_no_audit(run, sheet, town):
    before = town.read_bytes()
    ran = take(run, fill(sheet, {}, day=None))
    assert "新增 0" in ran.out
    assert "not filled in (rows: " in take(run, fill(sheet, {}, day=None), "--lang", "en").out
    assert "没有变化" in ran.err
    assert town.read_bytes() == before


def test_an_english_sheet_is_read_too(run, town):
    assert "Once filled in: songyu bench audit --file a.xlsx" in audit(run, "--sheet", "a.xlsx", "--lang", "en").out
    file = fill("a.xlsx", {("12-3", "B1-001"): "yes", ("12-3", "B1-002"): "no"})
    assert "is audit 1 (2022-12-30)" in take(run, file, "--lang", "en").out
    assert last(run)["missing"] == ["B1-002"]


def test_a_bench_that_was_moved_since_the_sheet_was_made(run, sheet):
    run("bench", "move", "B1-001", "12-4", "--reason", "太阳晒", "--on", "2022-12-29")
    file = fill(sheet, {("12-3", "B1-001"): "否", ("12-3", "B1-002"): "是", ("12-4", "B1-003"): "是"})
    ran = take(run, file)
    assert "B1-001 账本里不在 12-3，“没看到”不用记。" in ran.out
    assert "12-4 有凳子没有看" in ran.out
    assert last(run) == {"found": ["B1-002"], "missing": [], "misplaced": [], "unknown": []}


FAULTS = {
    ("12-3", "B1-001"): "看不清",
    ("12-3", "B1-002"): 2,
    ("12-4", "B1-003"): "是",
}


def test_all_faults_are_told_together_and_nothing_is_written(run, sheet, town):
    rows = [
        *(("12-9", None, "是"), ("12-4", "B1-3", "是"), ("10-2", "B1-003", "是"), (None, "B7-001", "是")),
        *(("2-1", "B7-002", "是"), ("2-1", "B7-002", "否")),
    ]
    file = fill(sheet, FAULTS, *rows)
    before = town.read_bytes()
    refused = take(run, file, "--json", ok=False)
    assert refused.code == 5
    faults = [(fault["row"], fault["column"], fault["kind"]) for fault in refused.error["rows"]]
    assert faults == [
        (7, "D 看到了吗", "seen_unread"),
        (8, "B 凳号", "tag_for_several"),
        (9, None, "conflict"),
        (10, None, "unit_not_found"),
        (11, "B 凳号", "tag_malformed"),
        (12, None, "conflict"),
        (13, "A 地址", "empty"),
        (14, None, "answers_disagree"),
        (15, None, "answers_disagree"),
    ]
    assert all(fault["hint"]["en"] for fault in refused.error["rows"])
    assert "核对表 第 7 行，D 看到了吗 列：“看不清”看不出" in take(run, file, ok=False).err
    assert town.read_bytes() == before
    ran = take(run, file, "--skip-bad")
    assert "新增 0" in ran.out
    assert "有问题 9" in ran.out
    assert audit(run, "--list", "--json").json == []


def test_a_row_is_told_by_its_key_where_its_address_was_typed_over(run, sheet):
    book = openpyxl.load_workbook(fill(sheet, {("12-3", "B1-001"): "是", ("12-4", "B1-003"): "是"}))
    book.active["A7"] = "？"
    book.save("填好.xlsx")
    assert "地址读不出，按编号认出单元（1 行）" in take(run, "填好.xlsx").out
    assert last(run)["found"] == ["B1-001"]
    book.active["A7"] = "12-4"
    book.active["F9"] = "U999-11"
    book.save("填好.xlsx")
    faults = take(run, "填好.xlsx", "--json", ok=False).error["rows"]
    assert [fault["kind"] for fault in faults] == ["key_disagrees", "key_of_another_ledger"]


def test_a_bench_cannot_be_seen_before_it_was_installed(run, sheet):
    file = fill(sheet, {("12-3", "B1-001"): "是"}, day=datetime.date(2021, 6, 17))
    faults = take(run, file, "--json", ok=False).error["rows"]
    assert [(fault["row"], fault["kind"]) for fault in faults] == [(7, "seen_before_installed")]
    assert "新增 0" in take(run, file, "--skip-bad").out
    take(run, file, "--on", "2021-06-18")


def test_the_same_sheet_is_not_taken_twice(run, sheet):
    file = fill(sheet, {("12-3", "B1-001"): "是"})
    take(run, file)
    entry = run("log", "--json").json[0]["command"]
    refused = take(run, file, "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "audit_taken")
    assert f"songyu undo {entry}" in refused.error["hint"]
    take(run, file, "--on", "2022-12-29")
    assert len(audit(run, "--list", "--json").json) == 2


def test_an_audit_needs_a_day(run, sheet):
    file = fill(sheet, {("12-3", "B1-001"): "是"}, day=None)
    refused = take(run, file, "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (5, "audit_undated")
    refused = take(run, fill(file, {}, day="11-20", into="月日.xlsx"), "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (5, "audit_day_unread")
    assert "没有年份" in refused.error["message"]
    ran = take(run, fill(file, {}), "--on", "12-29")
    assert "上写的核对日期是2022年12月30日，按 --on 记成2022年12月29日。" in ran.out
    assert audit(run, "--list", "--json").json[0]["audited_on"] == "2022-12-29"


def test_a_table_of_their_own_is_read_by_its_headers(run, town, elsewhere):
    text = "单元地址,凳子编号,在不在\n12-3,B1-001,在\n12-3,B1-002,√\n12-4,,3\n12-4,B1-003,无\n"
    (elsewhere / "自己的.csv").write_text(text, encoding="utf-8")
    take(run, "自己的.csv", "--on", "2022-12-30")
    assert last(run)["found"] == B12
    assert last(run, "12-4") == {"found": [], "missing": ["B1-003"], "misplaced": [], "unknown": [3]}


@pytest.mark.parametrize(
    ("there", "gone"), [("在", "不在"), ("看到了", "没看到"), ("在位", "缺失"), ("有", "没有"), ("Found", "MISSING")]
)
def test_an_answer_is_read_as_people_write_it(run, town, elsewhere, there, gone):
    (elsewhere / "自己的.csv").write_text(f"单元地址,凳号,有没有\n12-3,B1-001,{there}\n12-3,B1-002,{gone}\n", "utf-8")
    take(run, "自己的.csv", "--on", "2022-12-30")
    assert last(run) == {"found": ["B1-001"], "missing": ["B1-002"], "misplaced": [], "unknown": []}


def test_a_sheet_is_never_written_over_unasked(run, sheet, elsewhere):
    before = (elsewhere / sheet).read_bytes()
    assert audit(run, "--sheet", sheet, ok=False).code == 7
    assert (elsewhere / sheet).read_bytes() == before
    audit(run, "--sheet", sheet, "--yes")
    assert (elsewhere / sheet).read_bytes() != before
    assert not list(elsewhere.glob("*.part"))


def test_where_nothing_is_due_what_else_is_there_says_it_all(run, ledger):
    run("bench", "audit", "10-2", "--unknown", "1")
    (line,) = run("bench", "audit", "--show", "10-2", "--json").json["audits"]
    assert line["unknown"] == [{"tag": None, "quantity": 1}]


def test_a_file_that_is_no_sheet_is_refused_without_a_word_of_making_one(run, town, elsewhere):
    (elsewhere / "passwd").write_text("root:x:0:0\nbin:x:1:1\n", encoding="utf-8")
    for language in ("zh", "en"):
        refused = audit(run, "--file", "passwd", "--json", "--lang", language, ok=False).error
        assert refused["kind"] == "header_not_found"
        assert "--map" in refused["hint"]
        assert "--sheet" not in refused["hint"]
        assert "--sheet" in run("unit", "import", "passwd", "--json", "--lang", language, ok=False).error["hint"]
