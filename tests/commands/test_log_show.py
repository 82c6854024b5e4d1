"""What one entry changed, as a person would say it: names for ids, words for keys, sentences for rows."""

from __future__ import annotations

import contextlib
import re

import openpyxl
import pytest
from ready import town as town_of

from songyu_cli.domain.tables.kinds import TABLES as SHEETS
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage.database import in_memory
from songyu_cli.storage.triggers import logged_tables
from songyu_cli.views.log_changes import _imported as imported
from songyu_cli.views.log_choices import CHOICES
from songyu_cli.views.log_words import COLUMNS, TABLES

CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def schema():
    with contextlib.closing(in_memory()) as db:
        return {table: [row["name"] for row in db.all(f"PRAGMA table_info({table})")] for table in logged_tables(db)}


def test_every_table_and_column_has_a_word_in_both_languages(schema):
    assert TABLES.keys() == schema.keys()
    for table, columns in schema.items():
        told = TABLES[table]
        assert CHINESE.search(told.what.zh), table
        assert not CHINESE.search(told.what.en), table
        assert set(told.by) <= set(columns)
        for column in columns:
            word = COLUMNS.get(f"{table}.{column}") or COLUMNS.get(column)
            assert word, (table, column)
            assert CHINESE.search(word.zh), (table, column)
            assert not CHINESE.search(word.en), (table, column)


def test_no_word_is_left_of_a_column_that_is_gone(schema):
    there = {column for columns in schema.values() for column in columns}
    whole = {f"{table}.{column}" for table, columns in schema.items() for column in columns}
    assert COLUMNS.keys() <= there | whole | {"on"}  # the day that an import was about
    assert CHOICES.keys() <= there | whole


@pytest.fixture
def town(request, elsewhere):
    return town_of(request, elsewhere)


def newest(run, *more):
    number = run("log", "--limit", "1", "--json").json[0]["command"]
    return run("log", "show", str(number), *more).out


SAID = [
    (
        "unit count 12-3 --elderly 14 --on 2022-11-16",
        "新增12幢3单元的人数（2022-11-16）：60岁以上 14",
        "New headcount of Building 12, Unit 3",
    ),
    (
        "unit count 10-2 --elderly 5 --on 2021-03-01",
        "10幢2单元：来源 社区数据平台 -> —，60岁以上 4 -> 5（2021-03-01 的人数）",
        "4 -> 5",
    ),
    ("demand add 12-3 -n 2 --kind 扶手", "新登记需求 #", "New demand #"),
    ("demand add 12-3", "：12幢3单元，凳，1 张，来源 上门走访，角色 社区工作者，登记日 2022-12-31", "bench, 1 bench"),
    ("unit edit 3-1 --grid 三网格", "3幢1单元：网格 — -> 三网格", "Building 3, Unit 1: grid — -> 三网格"),
    (
        "bench move B1-003 2-1 --reason 老人更多",
        "新增凳 B1-003 的移动：原单元 12幢3单元，新单元 2幢1单元",
        "New move of bench B1-003",
    ),
    ("bench edit B1-003 --partner 中衡", "凳 B1-003：单位 — -> 中衡设计集团股份有限公司", "partner — -> 中衡"),
    ("batch edit 2 -n 20", "第2批：计划 12 -> 20", "batch 2: planned 12 -> 20"),
    ("config set target 220", "目标 300 -> 220", "target 300 -> 220"),
    ("config set note 试用", "设置 note：— -> 试用", "setting note"),
    ("partner receive 2 --money 35.5 --on 2022-12-30", "的捐赠：收到，资金，金额 35.50 元", "35.50 yuan"),
    ("menu unlink 2 3", "需求 #3：菜单项目 #2 -> —", "demand #3: menu item #2 -> —"),
    ("meeting edit 1 --place 居委会", "会议 #1：地点 社区 -> 居委会", "meeting #1: place 社区 -> 居委会"),
    ("demand withdraw 3 --reason 搬走", "需求 #3：撤回日 — -> 2022-12-31，撤回理由 — -> “搬走”", "withdrawn on"),
    ("demand followup 2 --resolved 是 --grade 很满意", "的回访：", "follow-up of demand #2"),
    ("bench inspect B1-003 --fault 松动", "新增凳 B1-003 的巡查的毛病：松动", "loose"),
]


@pytest.mark.parametrize(("line", "zh", "en"), SAID)
def test_a_change_is_said_as_a_person_would(run, town, line, zh, en):
    run(*line.split())
    assert zh in newest(run)
    assert en in newest(run, "--lang", "en")


def test_no_entry_of_the_town_shows_a_key_or_a_bare_id(run, town):
    """An entry of every command is told, in both languages, without a column's or a choice's own key in the Chinese."""
    keys = {column for column in COLUMNS if "_" in column and "." not in column}
    keys |= {choice.key for choices in CHOICES.values() for choice in choices if "_" in choice.key}
    entries = {entry["name"]: entry for entry in run("log", "--limit", "999", "--json").json}  # one of each command
    for entry in entries.values():
        number = str(entry["command"])
        lines = run("log", "show", number, "--all").out.splitlines()[1:]
        assert lines
        told = [line for line in lines if not line.startswith(("设置 ", "新增设置"))]
        assert not [line for line in told if keys & set(re.findall(r"[a-z_]+", line))], told
        said = run("log", "show", number, "--all", "--lang", "en").out.splitlines()[1:]
        assert len(said) == len(lines)


def test_what_is_gone_keeps_its_name(run, ledger):
    run("unit", "add", "5-5", "--floors", "6")
    run("demand", "add", "5-5")
    run("undo", "--steps", "2")
    assert "新登记需求 #2：5幢5单元，" in run("log", "show", "13").out
    assert "删去需求 #2：5幢5单元，" in run("log", "show", "14").out
    assert "删去5幢5单元：层数 6" in run("log", "show", "15").out


def test_another_estate_is_named(run, ledger):
    run("unit", "add", "莲花新村三区5幢1单元")
    assert "莲花新村三区5幢1单元" in newest(run)


def test_the_communitys_own_kinds_are_told_by_their_words(run, ledger):
    run("config", "set", "kinds", "canopy=雨棚")
    run("demand", "add", "12-3", "--kind", "雨棚")
    assert "12幢3单元，雨棚" in newest(run)


def test_an_import_is_counted_and_its_first_rows_are_told(run, ledger, elsewhere):
    rows = "".join(f"2{n}-1,一网格,{n + 5}\n" for n in range(9))
    (elsewhere / "底账.csv").write_text(f"地址,网格,60岁以上\n{rows}12-3,一网格,14\n", encoding="utf-8")
    run("unit", "import", "底账.csv", "--on", "2022-06-30")
    told = newest(run)
    assert "新增单元 9 条" in told
    assert "新增人数 10 条" in told
    assert "20幢1单元：网格 一网格" in told
    assert "28幢1单元" not in told
    assert "另有 6 条，全部列出：songyu log show 12 --all" in told
    named = run("--db", str(ledger), "log", "show", "12").out
    assert f"另有 6 条，全部列出：songyu --db {ledger} log show 12 --all" in named
    assert "新增导入 底账.csv：" in told
    whole = newest(run, "--all")
    assert "28幢1单元" in whole
    assert "另有" not in whole
    assert len(run("log", "show", "12", "--json").json["changes"]) == 20


def test_the_columns_of_an_imported_file_have_words(run, ledger, elsewhere):
    (elsewhere / "安装.csv").write_text("批次,地址,安装日期,状态\n1,12-3,2021-06-18,在用\n", encoding="utf-8")
    run("bench", "import", "安装.csv")
    assert "安装：批次、地址、安装日期、状态，" in newest(run)
    said = newest(run, "--lang", "en")
    assert "安装: batch, address, installed on, state, " in said
    assert "table of installations, " in said


def test_a_column_is_called_as_in_the_sheet_it_came_from():
    assert imported("demands", "number") == Phrase("序号", "no.")
    assert imported("demands", "plan") == Phrase("处理意见", "decision")
    assert imported("inspections", "measure") == Phrase("处理措施", "measures")


def test_every_column_that_a_file_may_have_has_a_word():
    for kind in SHEETS.values():
        for column in kind.columns:
            word = imported(kind.name, column.field)
            assert CHINESE.search(word.zh), (kind.name, column.field)
            assert not CHINESE.search(word.en), (kind.name, column.field)


def test_a_heading_is_not_said_twice(run, ledger):
    run("menu", "add", "装凳子", "--year", "2022", "--programme", "--owner", "书记")
    assert "，项目 “便民安心凳”" in newest(run)
    assert ", programme “便民安心凳”" in newest(run, "--lang", "en")
    assert "programme programme" not in newest(run, "--lang", "en")


def test_who_came_to_a_meeting_is_said_of_a_number(run, ledger):
    run("meeting", "add", "--kind", "联系日", "--present", "居民=12、网格员=4")
    run("meeting", "edit", "1", "--present", "居民=20、网格员=4")
    assert "会议 #1 的到会人数（居民）：人数 12 -> 20" in newest(run)
    assert "attendance of meeting #1 (resident): people 12 -> 20" in newest(run, "--lang", "en")


def test_a_stairwell_is_not_called_new_for_being_planned_for_or_called_at(run, ledger, elsewhere):
    run("batch", "plan", "1", "-n", "1", "--save", "--pin", "12-3", "--reason", "离门近")
    told = newest(run, "--lang", "en")
    assert "Named Building 12, Unit 3 in the plan of batch 1: choice pinned" in told
    assert "New allocation of batch 1 to Building 12, Unit 3: 1 bench, rule pinned" in told
    (elsewhere / "round.txt").write_text("12-3 11/2\n", encoding="utf-8")
    run("visit", "--file", "round.txt")
    told = newest(run, "--lang", "en")
    assert "Called at Building 12, Unit 3 on round #1" in told
    assert "New Building" not in told


def test_programs_read_the_rows_as_they_are(run, ledger):
    run("unit", "edit", "12-3", "--floors", "6")
    told = run("log", "show", "12", "--json").json
    assert told.keys() == {"entry", "changes"}
    [change] = told["changes"]
    assert (change["table"], change["row"], change["old"]["floors"], change["new"]["floors"]) == ("units", 1, None, 6)


def test_a_count_that_stays_inside_is_only_mentioned_outside(run, ledger, elsewhere):
    run("unit", "count", "12-3", "--elderly-80", "2", "--on", "2021-03-01", "--source", "社区数据平台")
    assert "12幢3单元：80岁以上 1 -> 2（2021-03-01 的人数）" in newest(run)
    run("log", "show", "12", "--out", "页.xlsx")
    with contextlib.closing(openpyxl.load_workbook(elsewhere / "页.xlsx")) as book:
        cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert "12幢3单元：不外发的人数（2021-03-01 的人数）" in cells


@pytest.mark.parametrize("typed", [["--elderly-80", " 2"], ["--elderly-80= 2"], ["--elderly-80", "2"]])
def test_what_was_typed_of_it_stays_inside_too(run, ledger, elsewhere, typed):
    run("unit", "count", "12-3", "--on", "2021-03-01", "--source", "社区数据平台", *typed)
    for line in (["log", "--limit", "1"], ["log", "show", "12"], ["undo"], ["redo"]):
        run(*line, "--out", "页.xlsx")
        with contextlib.closing(openpyxl.load_workbook(elsewhere / "页.xlsx")) as book:
            cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
        [said] = [cell for cell in cells if "--elderly-80" in cell]
        assert "—" in said, line
        assert "2" not in said.partition("--elderly-80")[2], line


def test_phrases_are_whole():
    assert all(isinstance(word, Phrase) and word.zh and word.en for word in COLUMNS.values())
