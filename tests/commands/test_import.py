"""Spreadsheets taken in as a clerk takes them in: real files, through the command line."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

REGISTER = [
    ["淞泽家园九区单元老年人底账（截至2021年3月1日）"],
    ["填报单位：淞渔社区"],
    ["序号", "楼栋", "单元号", "户数", "60周岁以上", "80岁以上", "所属网格", "住户电话"],
    [1, "12幢", "1单元", 10, 11, 2, "一网格", "13812345678"],
    [2, "12幢", "2单元", 10, 9, 0, "一网格", "13812345679"],
    [3, "2号楼", "1", 8, 5, 1, "二网格", ""],
    ["合计", "", "", 28, 25, 3, "", ""],
    ["注：示例"],
]
BENCHES = [
    ["批次", "凳号", "幢", "单元", "位置", "数量（张）", "安装日期", "投入使用日期", "状态"],
    ["第一批", "B1-001", "12", "3", "楼道口", 1, "2021年6月", "2021年7月", "在用"],
    ["第一批", "", "12", "4", "楼道口", 2, "2021-06-18", "", "在用"],
]


def xlsx(path, rows):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("底账")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def xls(path, rows):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("底账")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(path))


def ods(path, rows):
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="底账")
    for row in rows:
        line = TableRow()
        for cell in row:
            made = TableCell(valuetype="float", value=cell) if isinstance(cell, int) else TableCell(valuetype="string")
            made.addElement(P(text=str(cell)))
            line.addElement(made)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


def text(encoding):
    def write(path, rows):
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding))

    return write


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("底账.xlsx", xlsx),
        ("底账.xls", xls),
        ("底账.ods", ods),
        ("底账.csv", text("utf-8")),
        ("底账.csv", text("utf-8-sig")),
        ("底账.csv", text("gb18030")),
    ],
)
def test_a_register_is_the_same_in_every_kind_of_file(run, ledger, elsewhere, name, write):
    write(elsewhere / name, REGISTER)
    done = run("unit", "import", name, "--json").json
    # 2-1 is in the ledger already, with other facts and another count of that day.
    assert (done["added"], done["changed"], done["same"], done["bad"]) == (2, 1, 0, 0)
    assert done["sheets"][0]["header_row"] == 3
    assert done["sheets"][0]["left_out"] == ["H 住户电话"]
    assert all(total["said"] == total["computed"] for total in done["totals"])
    lines = {line["unit"]: line for line in run("unit", "list", "--json").json}
    assert lines["淞泽家园九区/12/1"]["elderly_60"] == 11
    assert lines["淞泽家园九区/12/1"]["as_of"] == "2021-03-01"
    assert lines["淞泽家园九区/2/1"]["elderly_60"] == 5
    assert b"13812345678" not in ledger.read_bytes()
    again = run("unit", "import", name)
    assert "相同 3" in again.out
    assert "没有变化" in again.err
    assert run("log", "--json").json[0]["name"] == "unit import"
    run("undo")
    assert {line["unit"] for line in run("unit", "list", "--json").json} == {
        "淞泽家园九区/12/3",
        "淞泽家园九区/12/4",
        "淞泽家园九区/2/1",
        "淞泽家园九区/10/2",
    }
    assert run("unit", "list", "--json").json[0]["elderly_60"] == 11


def test_a_dry_run_shows_everything_and_writes_nothing(run, ledger, elsewhere):
    xlsx(elsewhere / "底账.xlsx", REGISTER)
    before = ledger.read_bytes()
    said = run("unit", "import", "底账.xlsx", "--dry-run").out
    assert "新增 2，更改 1" in said
    assert "60岁以上 11 -> 5" in said
    assert "H 住户电话" in said
    assert ledger.read_bytes() == before


def test_all_bad_rows_are_reported_together_and_nothing_is_written(run, ledger, elsewhere):
    rows = [list(row) for row in REGISTER]
    rows[3][4] = "30多"
    rows[4][1] = "12撞"
    rows[5][5] = 6
    xlsx(elsewhere / "底账.xlsx", rows)
    before = ledger.read_bytes()
    refused = run("unit", "import", "底账.xlsx", ok=False)
    assert refused.code == 5
    for where in ("底账 第 4 行，E 60周岁以上 列", "底账 第 5 行，B 楼栋 列", "底账 第 6 行，F 80岁以上 列"):
        assert where in refused.err
    faults = run("unit", "import", "底账.xlsx", "--json", ok=False).error["rows"]
    assert [(fault["row"], fault["kind"]) for fault in faults] == [
        (4, "approximate_count"),
        (5, "typo"),
        (6, "bands_do_not_nest"),
    ]
    assert ledger.read_bytes() == before


def test_skipping_bad_rows_takes_the_rest_and_says_so(run, ledger, elsewhere):
    rows = [list(row) for row in REGISTER]
    rows[3][4] = "30多"
    rows[6][4] = 99
    xlsx(elsewhere / "底账.xlsx", rows)
    done = run("unit", "import", "底账.xlsx", "--skip-bad")
    assert "新增 1，更改 1，相同 0，有问题 1" in done.out
    assert "合计与明细不符" in done.out
    assert len(run("unit", "list", "--json").json) == 5


def test_a_header_of_ones_own_is_mapped(run, ledger, elsewhere):
    rows = [["楼", "门", "花甲老人"], ["12", "1", 7]]
    xlsx(elsewhere / "x.xlsx", rows)
    refused = run("unit", "import", "x.xlsx", "--on", "2021-03-01", ok=False)
    assert refused.code == 5
    assert "--map" in refused.err
    run("unit", "import", "x.xlsx", "--on", "2021-03-01", "--map", "门=label", "--map", "花甲老人=elderly")
    assert run("unit", "show", "12-1", "--json").json["counts"][0]["elderly_60"] == 7


def test_counts_without_a_day_are_refused(run, ledger, elsewhere):
    xlsx(elsewhere / "x.xlsx", [["幢", "单元", "60岁以上"], ["12", "1", 7]])
    refused = run("unit", "import", "x.xlsx", "--json", ok=False)
    assert refused.error["rows"][0]["kind"] == "no_date"
    assert "--on" in refused.error["rows"][0]["hint"]["zh"]


def test_one_sheet_is_chosen_by_name(run, ledger, elsewhere):
    book = xlsxwriter.Workbook(elsewhere / "x.xlsx")
    for name, label in (("三月", "7"), ("四月", "8")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["幢", "单元"])
        sheet.write_row(1, 0, ["30", label])
    book.close()
    run("unit", "import", "x.xlsx", "--sheet", "四月")
    assert [line["unit"] for line in run("unit", "list", "--json").json][-1] == "淞泽家园九区/30/8"
    refused = run("unit", "import", "x.xlsx", "--sheet", "五月", "--json", ok=False)
    assert refused.error["kind"] == "sheet_not_found"


def test_merged_buildings_are_filled_down(run, ledger, elsewhere):
    book = xlsxwriter.Workbook(elsewhere / "x.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["幢", "单元"])
    sheet.merge_range("A2:A4", "40幢")
    sheet.write_column("B2", [1, 2, 3])
    book.close()
    assert run("unit", "import", "x.xlsx", "--json").json["added"] == 3
    assert run("unit", "show", "40-3", "--json").json["unit"]["unit"] == "淞泽家园九区/40/3"


def test_installations_come_in_settle_demands_and_come_in_once(run, ledger, elsewhere):
    xlsx(elsewhere / "安装.xlsx", BENCHES)
    done = run("bench", "import", "安装.xlsx", "--json").json
    assert (done["added"], done["bad"]) == (2, 0)
    benches = run("bench", "list", "--json").json
    assert [(bench["tag"], bench["unit"][-4:], bench["installed_on"], bench["in_use_on"]) for bench in benches] == [
        ("B1-001", "12/3", "2021-06", "2021-07"),
        ("B1-002", "12/4", "2021-06-18", "2021-06-18"),
        ("B1-003", "12/4", "2021-06-18", "2021-06-18"),
    ]
    assert run("demand", "show", "1", "--json").json["demand"]["state"] == "done"
    assert "没有变化" in run("bench", "import", "安装.xlsx").err
    assert len(run("bench", "list", "--json").json) == 3
    run("undo")
    assert run("bench", "list", "--json").json == []
    assert run("demand", "show", "1", "--json").json["demand"]["state"] == "registered"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ((1, 2, "99"), "unit_not_found"),
        ((1, 0, "第九批"), "tag_of_another_batch"),
        ((2, 0, "第九批"), "batch_not_found"),
        ((1, 6, ""), "no_date"),
        ((1, 6, "2020年"), "installed_before_batch_opened"),
        ((1, 7, "2020年"), "used_before_installed"),
        ((1, 8, "丢了"), "unknown_choice"),
        ((2, 5, 0), "zero_benches"),
        ((1, 5, 2), "tag_for_several"),
        ((1, 6, "2031年"), "future"),
    ],
)
def test_an_installation_that_cannot_be_is_refused(run, ledger, elsewhere, change, kind):
    rows = [list(row) for row in BENCHES]
    row, column, value = change
    rows[row][column] = value
    xlsx(elsewhere / "安装.xlsx", rows)
    refused = run("bench", "import", "安装.xlsx", "--json", ok=False)
    assert refused.code == 5
    assert kind in {fault["kind"] for fault in refused.error["rows"]}
    assert {fault["row"] for fault in refused.error["rows"]} == {row + 1}
    assert run("bench", "list", "--json").json == []


def test_an_import_beyond_the_plan_needs_over(run, ledger, elsewhere):
    rows = [list(row) for row in BENCHES]
    rows[2][5] = 3
    xlsx(elsewhere / "安装.xlsx", rows)
    refused = run("bench", "import", "安装.xlsx", "--json", ok=False)
    assert refused.code == 5
    assert [(fault["row"], fault["kind"]) for fault in refused.error["rows"]] == [(3, "batch_full")]
    assert "--over" in refused.error["rows"][0]["hint"]["zh"]
    assert run("bench", "import", "安装.xlsx", "--over", "--json").json["added"] == 2


def test_several_stairwells_in_a_cell_are_split_when_asked(run, ledger, elsewhere):
    xlsx(elsewhere / "安装.xlsx", [["批次", "地址", "数量", "安装日期"], [1, "12幢3、4单元", "各1张", "2021-06"]])
    refused = run("bench", "import", "安装.xlsx", ok=False)
    assert "--expand" in refused.err
    run("bench", "import", "安装.xlsx", "--expand")
    assert [bench["unit"][-4:] for bench in run("bench", "list", "--json").json] == ["12/3", "12/4"]


def test_a_closed_batch_takes_no_import(run, ledger, elsewhere):
    run("batch", "close", "1", "--on", "2021-12")
    xlsx(elsewhere / "安装.xlsx", BENCHES)
    refused = run("bench", "import", "安装.xlsx", "--json", ok=False)
    assert {fault["kind"] for fault in refused.error["rows"]} == {"batch_closed"}


def test_a_known_tag_elsewhere_is_refused(run, ledger, elsewhere):
    run("bench", "install", "10-2", "--on", "2021-06", "--tag", "B1-001")
    xlsx(elsewhere / "安装.xlsx", BENCHES)
    refused = run("bench", "import", "安装.xlsx", "--json", ok=False)
    assert [fault["kind"] for fault in refused.error["rows"]] == ["bench_differs"]


def test_a_blank_state_changes_no_state(run, ledger, elsewhere):
    rows = [["批次", "凳号", "幢", "单元", "安装日期", "状态"], [1, "B1-001", "12", "3", "2021-06", "停用"]]
    xlsx(elsewhere / "x.xlsx", rows)
    run("bench", "import", "x.xlsx")
    rows[1][5] = ""
    xlsx(elsewhere / "x.xlsx", rows)
    assert "没有变化" in run("bench", "import", "x.xlsx").err
    assert run("bench", "show", "B1-001", "--json").json["state"] == "out_of_use"
