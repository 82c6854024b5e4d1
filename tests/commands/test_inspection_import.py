"""`songyu bench inspect --file`: a table of inspections and repairs comes in, grows, and goes out as it came."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from conftest import ACTOR, built_once, new_ledger
from files import Table, write_xlsx
from hypothesis import given, settings
from hypothesis import strategies as some

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.bench_care import inspect_benches, order_repair, repair_bench
from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.actions.list_inspections import inspections_list
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.choices import INSPECTION_ITEMS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.inspections import Seen, judged
from songyu_cli.domain.repairs import Work
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import inspections, repairs
from songyu_cli.writers.csv_text import ledger_csv

HEADS = (
    *("日期", "凳号", "幢", "单元", "巡查人（角色）", "检查项", "结果", "存在问题", "处理措施", "维修单位"),
    *("费用（元）", "报修日期", "修复日期", "复查"),
)
BAD = {"日期": "2022-12-01", "凳号": "B1-001", "结果": "停用", "检查项": "松动", "存在问题": "左腿松"}
GOOD = {"日期": "2022-12-02", "凳号": "B1-002", "结果": "完好", "巡查人（角色）": "网格员"}
DONE = {"处理措施": "拧紧", "维修单位": "物业", "费用（元）": 18.5, "报修日期": "2022-12-02", "修复日期": "2022-12-06"}


@pytest.fixture
@built_once
def town(run, ledger):
    """B1-001 and B1-003 at 12-3, B1-002 at 12-4, installed in June 2022."""
    run("bench", "install", "12-3", "12-4", "--on", "2022-06-18")
    run("bench", "install", "12-3", "--on", "2022-06-18")
    return ledger


def table(*rows, name="巡查.csv"):
    """Write rows by their headers."""
    with Path(name).open("w", encoding="utf-8-sig", newline="") as file:
        heads = dict.fromkeys([*HEADS, *(head for row in rows for head in row)])
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows(rows)
    return name


def take(run, *rows, ok=True, words=()):
    ran = run("bench", "inspect", "--file", table(*rows), *words, "--json", ok=ok)
    return ran.json if ok else ran.error


def counts(done):
    return done["added"], done["changed"], done["same"], done["bad"]


def care(run):
    return run("report", "care", "--json").json


def states(run):
    return {one["tag"]: one["state"] for one in run("bench", "list", "--json").json}


def log(run):
    return run("log", "--json").json


def test_a_table_is_one_command_and_one_step_of_undo(run, town):
    before = care(run)
    ran = run("bench", "inspect", "--file", table(BAD, GOOD))
    assert "新增 2，更改 0，相同 0，有问题 0" in ran.out
    assert "开维修工单的凳子（1 张）：B1-001" in ran.out
    assert "停用的凳子（1 张）：B1-001" in ran.out
    assert log(run)[0]["name"] == "bench inspect"
    (order,) = care(run)["open_repairs"]
    assert (order["tag"], order["opened_on"], order["result"], order["what"]) == (
        "B1-001", "2022-12-01", "out_of_use", "左腿松",
    )  # fmt: skip
    assert states(run)["B1-001"] == "out_of_use"
    assert care(run)["out_of_use"][0]["reason"] == "左腿松"
    run("undo")
    assert care(run) == before
    assert states(run)["B1-001"] == "in_use"


def test_a_dry_run_says_the_same_and_writes_nothing(run, town):
    before = town.read_bytes()
    ran = run("bench", "inspect", "--file", table(BAD | DONE, GOOD), "--dry-run")
    assert "试读：新增 2" in ran.out
    assert "修好后恢复在用的凳子（1 张）：B1-001" in ran.out
    assert town.read_bytes() == before


def test_a_row_that_is_repaired_already_goes_all_the_way(run, town):
    assert counts(take(run, BAD | DONE | {"复查": "2022-12-08 合格"})) == (1, 0, 0, 0)
    assert (states(run)["B1-001"], care(run)["open_repairs"]) == ("in_use", [])
    assert (care(run)["mended"]["n"], care(run)["mended"]["fen"]) == (1, 1850)
    story = run("bench", "show", "B1-001").out
    assert "巡查过 2 次，最近 2022年12月8日：完好" in story
    assert "左腿松；拧紧 · 物业" in story


def test_the_same_file_again_says_same(run, town):
    rows = (BAD | DONE | {"复查": "2022-12-08 合格"}, GOOD, GOOD | {"存在问题": "又看了一次"})
    assert counts(take(run, *rows)) == (3, 0, 0, 0)
    before = town.read_bytes()
    assert counts(take(run, *rows)) == (0, 0, 3, 0)
    assert counts(take(run, *reversed(rows))) == (0, 0, 3, 0)
    assert town.read_bytes() == before


def test_a_grown_row_is_changed_and_completes_the_work_order(run, town):
    take(run, BAD)
    done = take(run, BAD | DONE, GOOD)
    assert counts(done) == (1, 1, 0, 0)
    assert done["changes"][0]["what"]["zh"] == (
        "B1-001：报修日期 2022-12-01 -> 2022-12-02、修复日期 — -> 2022-12-06、处理措施 — -> 拧紧、费用 — -> 18.50"
    )
    assert (states(run)["B1-001"], care(run)["open_repairs"]) == ("in_use", [])
    assert counts(take(run, BAD | DONE, GOOD)) == (0, 0, 2, 0)
    run("undo")
    assert (states(run)["B1-001"], len(care(run)["open_repairs"])) == ("out_of_use", 1)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"存在问题": "右腿也松"}, "存在问题 左腿松 -> 右腿也松"),
        ({"检查项": "松动、开裂"}, "检查项 松动 -> 松动、开裂"),
        ({"巡查人（角色）": "网格员"}, "巡查人 社区工作者 -> 网格员"),
        ({"隐患等级": "较大"}, "隐患等级 — -> 较大"),
        ({"复查": "等零件"}, "复查 — -> 等零件"),
        ({"复查": "2022-12-08 需维修"}, "复查 2022年12月8日 需维修"),
        ({"处理措施": "换螺栓"}, "处理措施 — -> 换螺栓"),
        ({"维修单位": "物业"}, "维修单位 — -> 物业"),
        ({"报修日期": "2022-12-03"}, "报修日期 2022-12-01 -> 2022-12-03"),
    ],
)
def test_what_a_row_says_beyond_is_written_once(run, town, more, said):
    take(run, BAD)
    row = {name: value for name, value in BAD.items() if name not in ("存在问题", "检查项")} | more
    done = take(run, row)
    assert [change["what"]["zh"] for change in done["changes"]] == [f"B1-001：{said}"]
    assert counts(take(run, row)) == (0, 0, 1, 0)
    assert len(care(run)["open_repairs"]) == 1


def test_words_that_change_stay_apart_from_what_was_done(run, town):
    take(run, BAD | DONE)
    take(run, BAD | DONE | {"存在问题": "右腿松"})
    assert "右腿松；拧紧 · 物业" in run("bench", "show", "B1-001").out
    assert counts(take(run, BAD | DONE | {"存在问题": "右腿松"})) == (0, 0, 1, 0)


def test_what_a_row_leaves_out_is_not_taken_away(run, town):
    take(run, BAD | DONE | {"巡查人（角色）": "网格员", "隐患等级": "较大"})
    before = town.read_bytes()
    assert counts(take(run, {name: BAD[name] for name in ("日期", "凳号", "结果")})) == (0, 0, 1, 0)
    assert town.read_bytes() == before


def test_another_result_is_refused_and_never_overwritten(run, town):
    take(run, GOOD)
    before = town.read_bytes()
    refused = take(run, GOOD | {"结果": "停用"}, ok=False)
    (fault,) = refused["rows"]
    assert (fault["row"], fault["kind"]) == (2, "inspected_otherwise")
    assert fault["why"]["zh"] == "B1-002 2022年12月2日巡查，账本里的结果是“完好”，这一行写的是“停用”。"
    assert "songyu bench inspect B1-002 --result 停用 --on 2022-12-02" in fault["hint"]["zh"]
    assert town.read_bytes() == before
    assert counts(take(run, GOOD, GOOD | {"结果": "停用"})) == (1, 0, 1, 0)


def test_a_repair_done_on_another_day_is_refused(run, town):
    take(run, BAD | DONE)
    assert counts(take(run, BAD | DONE | {"修复日期": "2022-12"})) == (0, 0, 1, 0)
    refused = take(run, BAD | DONE | {"修复日期": "2022-12-07"}, ok=False)
    assert [fault["kind"] for fault in refused["rows"]] == ["repaired_otherwise"]


@pytest.mark.parametrize(
    ("row", "kind", "hint"),
    [
        (BAD | {"凳号": "B1-009"}, "bench_not_found", "songyu bench list"),
        (BAD | {"日期": "2022-06-01"}, "care_too_early", "核对这一行的日期"),
        (GOOD | {"日期": "2022-06-01"}, "care_too_early", "核对这一行的日期"),
        (BAD | {"凳号": "B1-001", "幢": "2", "单元": "1"}, "tag_elsewhere", "地址对就改凳号"),
        (BAD | {"凳号": "", "幢": "12", "单元": "3"}, "which_bench", "写上凳号"),
        (BAD | {"凳号": "", "幢": "2", "单元": "1"}, "no_bench_there", "songyu bench list"),
        (BAD | {"凳号": "", "幢": "99", "单元": "1"}, "unit_not_found", "songyu unit add"),
        (GOOD | {"修复日期": "2022-12-03"}, "repair_unsaid", "处理措施"),
    ],
)
def test_what_the_keyboard_would_refuse_is_refused_row_by_row(run, town, row, kind, hint):
    before = town.read_bytes()
    refused = take(run, row, ok=False)
    assert [(fault["row"], fault["kind"]) for fault in refused["rows"]] == [(2, kind)]
    assert hint in refused["rows"][0]["hint"]["zh"]
    assert town.read_bytes() == before


def test_a_bad_result_that_comes_late_is_refused(run, town):
    run("bench", "repair", "B1-001", "--text", "紧固", "--on", "2022-12-10")
    refused = take(run, BAD, ok=False)
    assert [fault["kind"] for fault in refused["rows"]] == ["care_too_early"]
    run("bench", "retire", "B1-002", "--reason", "烂了", "--on", "2022-12-03")
    assert counts(take(run, GOOD)) == (1, 0, 0, 0)
    refused = take(run, GOOD | {"日期": "2022-12-04"}, ok=False)
    assert [fault["kind"] for fault in refused["rows"]] == ["bench_retired"]


def test_several_benches_are_named_and_one_alone_is_found(run, town):
    row = BAD | {"凳号": "", "幢": "12", "单元": "3"}
    assert "B1-001、B1-003" in take(run, row, ok=False)["rows"][0]["why"]["zh"]
    run("bench", "stop", "B1-003", "--reason", "装修", "--on", "2022-11-30")
    assert counts(take(run, row)) == (1, 0, 0, 0)
    assert care(run)["open_repairs"][0]["tag"] == "B1-001"
    assert counts(take(run, row)) == (0, 0, 1, 0)  # B1-001 is out of use by now, and still the one that was meant
    assert counts(take(run, {**row, "单元": "4"})) == (1, 0, 0, 0)


def test_bad_rows_are_left_out_whole_when_asked(run, town):
    refused = take(run, BAD | {"修复日期": "2022-12-06", "凳号": "B1-009"}, GOOD, ok=False)
    assert [fault["row"] for fault in refused["rows"]] == [2]
    take(run, BAD | {"日期": "2022-11-01", "修复日期": "2022-11-09"})
    # The row's inspection may be written; its repair, on the day of another event, may not: neither stays.
    run("bench", "stop", "B1-001", "--reason", "装修", "--on", "2022-12-05")
    bad = {"日期": "2022-12-05", "凳号": "B1-001", "结果": "需维修", "修复日期": "2022-12"}
    rows = (bad | {"报修日期": "2022-12-20", "修复日期": "2022-12-21"}, bad | {"日期": "2022-12-04"}, GOOD)
    done = take(run, *rows, words=["--skip-bad"])
    assert counts(done) == (2, 0, 0, 1)
    assert [error["row"] for error in done["errors"]] == [3]


def test_a_repair_by_itself_comes_and_grows(run, town):
    row = {"凳号": "B1-001", "处理措施": "换板", "报修日期": "2022-12-05"}
    assert counts(take(run, row)) == (1, 0, 0, 0)
    assert care(run)["open_repairs"][0]["what"] == "换板"
    assert counts(take(run, row)) == (0, 0, 1, 0)
    grown = row | {"修复日期": "2022-12-07", "费用（元）": 26, "日期": "2022-12-05"}
    done = take(run, grown)
    assert done["changes"][0]["what"]["zh"] == "B1-001：修复日期 — -> 2022-12-07、费用 — -> 26"
    assert counts(take(run, grown)) == (0, 0, 1, 0)
    assert (care(run)["open_repairs"], care(run)["inspections"]) == ([], 0)


def test_two_bad_looks_share_one_order_and_one_repair(run, town):
    repaired = BAD | {"修复日期": "2022-12-06", "处理措施": "拧紧"}
    rows = (repaired, repaired | {"日期": "2022-12-03", "存在问题": "更松了", "处理措施": "换板"})
    assert counts(take(run, *rows)) == (2, 0, 0, 0)
    assert (care(run)["mended"]["n"], len(care(run)["open_repairs"])) == (1, 0)
    assert "拧紧" in run("bench", "show", "B1-001").out
    assert counts(take(run, *rows)) == (0, 0, 2, 0)


def test_a_list_of_benches_that_nobody_filled_in(run, town):
    before = town.read_bytes()
    ran = run("bench", "inspect", "--file", table({"凳号": "B1-001"}, {"凳号": "B1-002"}))
    assert "“巡查”有 2 行没有填，算没有巡查，跳过。" in ran.out
    assert town.read_bytes() == before


def test_names_and_numbers_reach_neither_the_ledger_nor_the_screen(run, town):
    row = BAD | {"巡查人": "张三丰", "联系电话": "13812345678", "存在问题": "问13812345678"}
    ran = run("bench", "inspect", "--file", table(row))
    assert "含个人信息、不导入的列：" in ran.out
    for private in ("13812345678", "张三丰"):
        assert private not in ran.out + ran.err
        assert private.encode() not in town.read_bytes()


def test_a_workbook_as_it_is_kept_by_hand(run, town, elsewhere):
    rows = [
        ["淞渔社区安心凳巡查维修记录"],
        ["巡查日期：2022-12-01", None, None, "填表人：张三"],
        ["凳号", "巡查情况", None, "维修情况", None, None],
        [None, "结果", "毛病", "内容", "单位", "日期"],
        ["B1-001", "停用", "松动", "拧紧", "物业", date(2022, 12, 6)],
        ["B1-002", "正常", None, None, None, None],
        ["备注：每月巡查一次"],
    ]
    write_xlsx(elsewhere / "手工.xlsx", Table("十二月", rows, merges=[(3, 3, 1, 2), (3, 3, 3, 5)]))
    done = run("bench", "inspect", "--file", "手工.xlsx", "--json").json
    assert counts(done) == (2, 0, 0, 0)
    assert (care(run)["mended"]["n"], states(run)["B1-001"]) == (1, "in_use")
    assert [one["tag"] for one in care(run)["due"]] == ["B1-003"]


def test_headers_may_be_named_and_errors_given_back(run, town):
    rows = [{"日期": "2022-12-01", "凳号": "B1-001", "看得怎样": "完好"}, {"日期": "2022-12-01", "看得怎样": "完好"}]
    with Path("别的.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["日期", "凳号", "看得怎样"])
        writer.writeheader()
        writer.writerows(rows)
    words = ("bench", "inspect", "--file", "别的.csv", "--map", "看得怎样=result")
    assert run(*words, "--errors-to", "问题.xlsx", ok=False).code == 5
    assert Path("问题.xlsx").is_file()
    ran = run(*words, "--save-map", "--skip-bad")
    assert "新增 1" in ran.out
    assert counts(run("bench", "inspect", "--file", "别的.csv", "--skip-bad", "--json").json) == (0, 0, 1, 1)


# there and back


def exported(run, form="csv", language="zh"):
    path = Path(f"巡查维修记录.{form}")
    run("export", "inspections", "--out", str(path), "--yes", "--lang", language)
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_goes_out_comes_in_as_the_same(run, town, form, language):
    run("bench", "inspect", "B1-001", "-f", "松动,掉漆", "--text", "=左腿；'松", "--on", "2022-11-01", "--as", "网格员")
    run("bench", "repair", "B1-001", "--text", "拧紧", "--by", "物业", "--cost", "1234.5", "--on", "2022-11-03")
    run("bench", "inspect", "--unit", "12-3", "--on", "2022-11-05")
    run("bench", "repair", "B1-002", "--order", "--text", "换板", "--on", "2022-12-01")
    run("bench", "inspect", "B1-003", "-r", "缺失", "--on", "2022-12-02")
    file = exported(run, form, language)
    before = town.read_bytes()
    assert counts(run("bench", "inspect", "--file", str(file), "--json").json) == (0, 0, 5, 0)
    assert town.read_bytes() == before


def test_the_columns_are_those_of_the_record(run, town):
    take(run, BAD | DONE | {"隐患等级": "较大", "巡查人（角色）": "网格员"}, GOOD | {"日期": "2022-12-09"})
    take(run, {"日期": "2022-12-10", "凳号": "B1-001", "结果": "完好"})
    take(run, {"凳号": "B1-002", "处理措施": "换板", "报修日期": "2022-12-11"})
    with exported(run).open(encoding="utf-8-sig") as file:
        first, *rest = csv.DictReader(file)
    assert first == {
        "日期": "2022-12-01",
        "凳号": "B1-001",
        "幢": "12",
        "单元": "3",
        "巡查人（角色）": "网格员",
        "检查项": "松动",
        "结果": "停用",
        "隐患等级": "较大",
        "存在问题": "左腿松",
        "处理措施": "拧紧",
        "维修单位": "物业",
        "费用（元）": "18.50",
        "报修日期": "2022-12-02",
        "修复日期": "2022-12-06",
        "复查": "2022-12-10 完好",
    }
    assert [(one["日期"], one["凳号"], one["结果"], one["处理措施"]) for one in rest] == [
        ("2022-12-09", "B1-002", "完好", ""),
        ("2022-12-10", "B1-001", "完好", ""),
        ("2022-12-11", "B1-002", "", "换板"),
    ]


def town_in_memory():
    """Return a ledger with three benches at two stairwells."""
    db = new_ledger()
    for label in ("3", "4"):
        add_unit(db, Address("淞泽家园九区", "12", label), ACTOR, grid="一网格")
    open_batch(db, 1, ACTOR, planned=5, on=Date("2021"))
    orders = [Order(Address("淞泽家园九区", "12", label)) for label in ("3", "4", "4")]
    install_benches(db, orders, ACTOR, batch=1, on=Date("2021-01-01"))
    return db


def list_of(db):
    return inspections_list(db, Phrase("巡查维修记录", "inspections"))


_HOSTILE = "松动；：复查合格2022-1 无/=+@'\"\n，a"
_TEXT = some.none() | some.text(alphabet=_HOSTILE, min_size=1, max_size=10).filter(str.strip)
_STEP = some.tuples(
    some.sampled_from(["B1-001", "B1-002", "B1-003"]),
    some.sampled_from(["good", "needs_repair", "out_of_use", "missing", "order", "repair"]),
    some.integers(0, 3),
    some.lists(some.sampled_from([key for key in INSPECTION_ITEMS.keys if key != "shifted"]), unique=True, max_size=2),
    _TEXT,
    some.none() | some.integers(0, 999999),
)


def do(db, step, day):
    """Write a step down as the keyboard would; what is refused was not done."""
    tag, what, _, faults, text, fen = step
    on = Date.of(day)
    try:
        if what == "order":
            order_repair(db, tag, Work(text, None), ACTOR, on=on)
        elif what == "repair":
            repair_bench(db, tag, Work(text, text, fen), ACTOR, on=on)
        else:
            judged(what, faults)
            found = tuple(sorted(faults, key=INSPECTION_ITEMS.keys.index))
            inspect_benches(db, [tag], Seen(what, found, text), ACTOR, on=on)
    except SongyuError:
        pass


def write_steps(steps):
    db, day = town_in_memory(), date(2022, 1, 1).toordinal()
    for step in steps:
        day += step[2]
        do(db, step, date.fromordinal(day))
    return db


@given(some.lists(_STEP, max_size=12), some.sampled_from(["zh", "en"]))
def test_whatever_was_written_down_comes_back_as_the_same(steps, language):
    db = write_steps(steps)
    there = list_of(db)
    file = Path("记录.csv")
    file.write_text(ledger_csv(there, language, guarded=True), encoding="utf-8-sig", newline="")
    changes = db.value("SELECT count(*) FROM changes")
    done = import_file(db, file, "inspections", Wishes(), ACTOR)
    assert (done.added, done.changed, done.same, done.bad) == (0, 0, len(there.rows), 0), done.changes
    assert db.value("SELECT count(*) FROM changes") == changes


@settings(max_examples=35)
@given(some.lists(_STEP, max_size=8))
def test_into_a_ledger_without_care_it_is_taken_and_then_the_same(steps):
    file = Path("记录.csv")
    there = list_of(write_steps(steps))
    file.write_text(ledger_csv(there, "zh", guarded=True), encoding="utf-8-sig", newline="")
    empty = town_in_memory()
    done = import_file(empty, file, "inspections", Wishes(skip_bad=True), ACTOR)
    assert done.added + done.bad == len(there.rows)
    again = import_file(empty, file, "inspections", Wishes(skip_bad=True), ACTOR)
    assert (again.added, again.changed, again.bad) == (0, 0, done.bad)


def test_a_history_comes_whole_into_a_ledger_without_care(run, town, elsewhere):
    steps = [
        ("B1-001", "out_of_use", 1, ["loose"], "左腿松", None), ("B1-001", "repair", 3, [], "拧紧", 1850),
        ("B1-001", "good", 2, [], None, None), ("B1-002", "needs_repair", 1, ["paint"], None, None),
        ("B1-002", "good", 0, [], "还能坐", None), ("B1-003", "order", 1, [], "换板", None),
        ("B1-003", "repair", 5, [], "好了", 0), ("B1-001", "missing", 9, [], None, None),
    ]  # fmt: skip
    old = write_steps(steps)
    file = Path("记录.csv")
    file.write_text(ledger_csv(list_of(old), "zh", guarded=True), encoding="utf-8-sig", newline="")
    new = town_in_memory()
    assert import_file(new, file, "inspections", Wishes(), ACTOR).bad == 0
    assert list_of(new).rows == list_of(old).rows
    for table_of in (inspections, repairs):
        plain = [
            [one._replace(**dict.fromkeys(one._fields[:1], 0)) for one in table_of.everything(db)] for db in (old, new)
        ]
        assert sorted(plain[0], key=str) == sorted(plain[1], key=str)
