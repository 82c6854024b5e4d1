"""Bad rows go back to the user in a file of their own, are mended there, and come in."""

from __future__ import annotations

import stat
from datetime import date

import openpyxl
import pytest
from files import Error, Table, csv_bytes, write_xlsx

TITLES = [["淞泽家园九区单元老年人底账（截至2021年3月1日）"], ["数据来源：社区数据平台", "填报人：张三"]]
HEADER = ["序号", "楼栋", "单元号", "户数", "60周岁以上", "80岁以上", "所属网格", "住户电话", "备用"]
ROWS = [
    [1, "12幢", "1单元", 10, 11, 2, "一网格", "13812345678", ""],
    [2, "", "2单元", 10, "30多", 0, "", "13812345679", "找13812345678"],
    [3, "2号楼", "1", 8, 5, 6, "二网格", "", ""],
    [4, "30", "3-402室", "若干", Error("#REF!"), 1, "二网格", "", ""],
]


def page(path, name=None):
    """Return a sheet's rows as openpyxl shows them, and the sheet."""
    book = openpyxl.load_workbook(path)
    sheet = book[name] if name else book.active
    return [list(row) for row in sheet.iter_rows(values_only=True)], book, sheet


def mend(path, changes, name=None):
    """Write cells by (row as Excel counts, header) into a file."""
    rows, book, sheet = page(path, name)
    top = next(i for i, row in enumerate(rows) if "原行号" in row)
    for (row, header), value in changes.items():
        sheet.cell(row, rows[top].index(header) + 1).value = value
    book.save(path)


@pytest.fixture
def register(elsewhere):
    return write_xlsx(elsewhere / "底账.xlsx", Table("底账", [*TITLES, HEADER, *ROWS]))


def test_bad_rows_come_back_under_their_own_headers_and_go_in_once_mended(run, ledger, elsewhere, register):
    before = ledger.read_bytes()
    refused = run("unit", "import", "底账.xlsx", "--errors-to", "问题.xlsx", ok=False)
    assert refused.code == 5
    assert "有问题的行写到了 问题.xlsx" in refused.err
    assert "songyu unit import 问题.xlsx" in refused.err
    assert ledger.read_bytes() == before

    file = elsewhere / "问题.xlsx"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows, _, sheet = page(file)
    assert sheet.title == "底账"
    assert [cell for cell in rows[0] if cell] == [TITLES[0][0]]
    assert [cell for cell in rows[1] if cell] == ["数据来源：社区数据平台"]
    assert rows[2] == [one for one in HEADER if one != "住户电话"] + ["问题", "原行号"]
    assert [row[:3] for row in rows[3:]] == [[2, "12幢", "2单元"], [3, "2号楼", "1"], [4, "30", "3-[户号]"]]
    assert [row[6] for row in rows[3:]] == ["一网格", "二网格", "二网格"]
    assert [row[-1] for row in rows[3:]] == [5, 6, 7]
    assert rows[3][7] == "找[手机]"
    assert "60周岁以上：“30多”是个约数" in rows[3][-2]
    assert rows[5][4] == "#REF!"
    assert [line.partition("：")[0] for line in rows[5][-2].split("\n")] == ["户数", "60周岁以上"]
    shaded = {cell.coordinate for row in sheet["A4:I6"] for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"}
    assert shaded == {"E4", "F5", "D6", "E6"}
    assert "张三" not in str(rows)
    assert "13812345" not in str(rows)

    mend(file, {(4, "60周岁以上"): 7, (5, "80岁以上"): 1, (6, "户数"): 9, (6, "60周岁以上"): 4})
    done = run("unit", "import", "问题.xlsx", "--json").json
    assert (done["added"], done["changed"], done["bad"]) == (2, 1, 0)  # 2-1 is in the ledger
    assert [one["header"] for one in done["sheets"][0]["unknown"]] == ["备用"]
    counts = {line["unit"]: (line["elderly_60"], line["as_of"]) for line in run("unit", "list", "--json").json}
    assert counts["淞泽家园九区/12/2"] == (7, "2021-03-01")
    assert counts["淞泽家园九区/30/3"] == (4, "2021-03-01")


def test_a_mended_file_says_nothing_of_our_columns(run, ledger, elsewhere):
    rows = [["幢", "单元", "60岁以上"], [40, 1, "约7"], [40, 2, 8]]
    write_xlsx(elsewhere / "x.xlsx", Table("x", rows))
    run("unit", "import", "x.xlsx", "--on", "2021-03-01", "--errors-to", "问题", ok=False)
    mend(elsewhere / "问题.xlsx", {(3, "60岁以上"): 7})
    done = run("unit", "import", "问题.xlsx", "--json").json  # the day of --on stands in its titles
    assert (done["added"], done["bad"]) == (1, 0)
    assert done["sheets"][0]["unknown"] == []
    assert run("unit", "show", "40-1", "--json").json["counts"][0]["as_of"] == "2021-03-01"


def test_a_dry_run_and_a_skipping_one_write_the_bad_rows_too(run, ledger, elsewhere, register):
    said = run("unit", "import", "底账.xlsx", "--dry-run", "--errors-to", "问题.xlsx").out
    assert "有问题的行写到了 问题.xlsx" in said
    assert len(run("unit", "list", "--json").json) == 4
    first = page(elsewhere / "问题.xlsx")[0]
    (elsewhere / "问题.xlsx").unlink()
    done = run("unit", "import", "底账.xlsx", "--skip-bad", "--errors-to", "问题.xlsx", "--json").json
    assert (done["added"], done["bad"], done["errors_to"]) == (1, 3, "问题.xlsx")
    assert page(elsewhere / "问题.xlsx")[0] == first


def test_without_faults_nothing_is_written_and_that_is_said(run, ledger, elsewhere):
    write_xlsx(elsewhere / "x.xlsx", Table("x", [["幢", "单元"], [40, 1]]))
    done = run("unit", "import", "x.xlsx", "--errors-to", "问题.xlsx")
    assert "没有写 问题.xlsx" in done.out
    assert not (elsewhere / "问题.xlsx").exists()


def test_installations_keep_the_batch_of_their_sheet_and_what_was_merged(run, ledger, elsewhere):
    run("batch", "open", "2", "-n", "9", "--on", "2022")
    header = [["楼幢", "单元", "安装情况", "", "备注"], ["", "", "数量", "日期", ""]]
    rows = [
        ["12幢", "3单元", 1, "2022年9月", ""],
        ["", "4单元", "若干", "2022-9-5", "=1+1"],
        ["2幢", "1", 1, "9月", ""],
    ]
    merges = [(1, 2, 0, 0), (1, 2, 1, 1), (1, 1, 2, 3), (1, 2, 4, 4), (3, 4, 0, 0)]
    write_xlsx(elsewhere / "安装.xlsx", Table("第二批", [*header, *rows], merges))
    run("bench", "import", "安装.xlsx", "--errors-to", "问题.xlsx", ok=False)
    found, _, sheet = page(elsewhere / "问题.xlsx")
    assert sheet.title == "第二批"
    assert found[0][:5] == ["楼幢", "单元", "安装情况", "安装情况", "备注"]
    assert [row[:2] for row in found[2:]] == [["12幢", "4单元"], ["2幢", "1"]]
    assert sheet["E3"].value == "=1+1"
    assert sheet["E3"].data_type == "s"
    assert "数量：" in found[2][5]
    sheet["C3"], sheet["D4"] = 2, "2022-09"
    sheet.parent.save(elsewhere / "问题.xlsx")
    done = run("bench", "import", "问题.xlsx", "--json").json
    assert (done["added"], done["bad"], done["sheets"][0]["unknown"]) == (2, 0, [])
    assert {bench["batch"] for bench in run("bench", "list", "--json").json} == {2}


def test_a_csv_keeps_batch_and_texts_that_look_like_formulas(run, ledger, elsewhere):
    run("batch", "open", "2", "-n", "9", "--on", "2022")
    rows = [
        ["幢", "单元", "数量", "安装日期", "备注"],
        ["12", "3", "若干", "2022-09", "=SUM(A1)"],
        ["12", "4", "1", "2022-09", "'x"],
    ]
    (elsewhere / "第二批.csv").write_bytes(csv_bytes(rows, encoding="gb18030"))
    run("bench", "import", "第二批.csv", "--errors-to", "问题.csv", ok=False)
    text = (elsewhere / "问题.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("第2批")
    assert "'=SUM(A1)" in text
    (elsewhere / "问题.csv").write_text(text.replace("若干", "1"), encoding="utf-8-sig")
    assert run("bench", "import", "问题.csv", "--json").json["added"] == 1
    assert run("bench", "show", "B2-001", "--json").json["note"] == "=SUM(A1)"


def test_every_sheet_with_bad_rows_is_there_and_a_csv_is_refused(run, ledger, elsewhere):
    tables = [Table(name, [["幢", "单元", "户数"], [40, label, "若干"]]) for name, label in (("三月", 1), ("四月", 2))]
    write_xlsx(elsewhere / "x.xlsx", *tables)
    refused = run("unit", "import", "x.xlsx", "--errors-to", "问题.csv", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (2, "errors_of_several_sheets")
    run("unit", "import", "x.xlsx", "--errors-to", "问题.xlsx", ok=False)
    assert page(elsewhere / "问题.xlsx")[1].sheetnames == ["三月", "四月"]


def test_a_column_of_ones_own_that_is_called_so_stays_ones_own(run, ledger, elsewhere):
    rows = [["登记日期", "幢", "单元", "问题", "类别"], ["2022-10-08", 12, 3, "门口没处坐", "亭子"]]
    write_xlsx(elsewhere / "x.xlsx", Table("需求", rows))
    run("demand", "import", "x.xlsx", "--errors-to", "问题.xlsx", ok=False)
    assert page(elsewhere / "问题.xlsx")[0][0] == ["登记日期", "幢", "单元", "问题", "类别", "导入问题", "原行号"]
    mend(elsewhere / "问题.xlsx", {(2, "类别"): "凳"})
    assert run("demand", "import", "问题.xlsx", "--json").json["added"] == 1
    assert run("demand", "show", "2", "--json").json["demand"]["text"] == "门口没处坐"


def test_dates_of_1904_stay_the_same_days(run, ledger, elsewhere):
    rows = [["批次", "幢", "单元", "数量", "安装日期"]]
    rows += [[1, 12, label, "若干", on] for label, on in ((3, date(2021, 6, 18)), (4, 44365 - 1462))]
    write_xlsx(elsewhere / "x.xlsx", Table("x", rows), date_1904=True)
    refused = run("bench", "import", "x.xlsx", "--errors-to", "问题.xlsx", "--json", ok=False)
    assert {fault["column"] for fault in refused.error["rows"]} == {"D 数量"}
    mend(elsewhere / "问题.xlsx", {(2, "数量"): 1, (3, "数量"): 1})
    run("bench", "import", "问题.xlsx")
    assert [bench["installed_on"] for bench in run("bench", "list", "--json").json] == ["2021-06-18"] * 2


def test_bad_rows_of_rows_that_contradict_each_other_name_their_old_places(run, ledger, elsewhere):
    rows = [["幢", "单元", "户数"], [40, 1, 7], [40, 2, 5], [40, 1, 9]]
    write_xlsx(elsewhere / "x.xlsx", Table("x", rows))
    run("unit", "import", "x.xlsx", "--errors-to", "问题.xlsx", ok=False)
    found, _, _ = page(elsewhere / "问题.xlsx")
    assert [(row[-1], "第 4 行" in row[-2], "第 2 行" in row[-2]) for row in found[1:]] == [
        (2, True, False),
        (4, False, True),
    ]


def test_a_filled_in_sheet_of_a_round_comes_back_and_goes_in(run, ledger, elsewhere):
    run("visit", "sheet", "--out", "走访.xlsx")
    _, book, sheet = page(elsewhere / "走访.xlsx")
    sheet["C2"] = "2022-11-20"
    sheet["E5"], sheet["E6"] = "亭子", "凳"
    book.save(elsewhere / "走访.xlsx")
    run("visit", "import", "走访.xlsx", "--errors-to", "问题.xlsx", ok=False)
    mend(elsewhere / "问题.xlsx", {(3, "需求"): "凳"})
    done = run("visit", "import", "问题.xlsx", "--json").json
    assert (done["added"], done["bad"], done["sheets"][0]["unknown"]) == (1, 0, [])
    assert run("visit", "import", "走访.xlsx", "--skip-bad", "--json").json["added"] == 1
    assert len(run("visit", "list", "--json").json) == 2


def test_a_filled_in_sheet_of_an_audit_comes_back_and_goes_in(run, ledger, elsewhere):
    run("bench", "install", "12-3", "12-4", "--on", "2021-06-18")
    run("bench", "audit", "--sheet", "核对.xlsx")
    rows, book, sheet = page(elsewhere / "核对.xlsx")
    top = next(i for i, row in enumerate(rows) if "凳号" in row)
    seen = next(i for i, title in enumerate(rows[top]) if title and "看到" in title)
    sheet["C2"] = "2022-11-20"
    sheet.cell(top + 2, seen + 1).value = "也许"
    book.save(elsewhere / "核对.xlsx")
    refused = run("bench", "audit", "--file", "核对.xlsx", "--errors-to", "问题.xlsx", ok=False)
    assert "songyu bench audit --file 问题.xlsx" in refused.err
    mend(elsewhere / "问题.xlsx", {(3, rows[top][seen]): "是"})
    assert run("bench", "audit", "--file", "问题.xlsx", "--json").json["added"] == 1


def test_a_table_of_inspections_comes_back_and_goes_in(run, ledger, elsewhere):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    rows = [["凳号", "巡查日期", "结果"], ["B1-001", "2022-03-05", "不知道"], ["B1-001", "2022-06-05", "完好"]]
    write_xlsx(elsewhere / "巡查.xlsx", Table("巡查", rows))
    refused = run("bench", "inspect", "--file", "巡查.xlsx", "--errors-to", "问题.xlsx", ok=False)
    assert "songyu bench inspect --file 问题.xlsx" in refused.err
    mend(elsewhere / "问题.xlsx", {(2, "结果"): "完好"})
    done = run("bench", "inspect", "--file", "问题.xlsx", "--json").json
    assert (done["added"], done["bad"], done["sheets"][0]["unknown"]) == (1, 0, [])


def test_what_to_type_next_repeats_what_was_typed(run, ledger, elsewhere):
    rows = [["幢", "单元", "花甲"], [40, 1, "约7"]]
    write_xlsx(elsewhere / "x.xlsx", Table("x", rows))
    typed = ("--on", "2021-03-01", "--map", "花甲=elderly")
    refused = run("unit", "import", "x.xlsx", *typed, "--errors-to", "我的 问题.xlsx", ok=False)
    assert "songyu unit import '我的 问题.xlsx' --on 2021-03-01 --map 花甲=elderly" in refused.err


def test_a_file_that_cannot_be_written_is_refused_before_anything_is_read(run, ledger, elsewhere, register):
    (elsewhere / "夹").mkdir()
    before = ledger.read_bytes(), register.read_bytes()
    for path, code, kind in (
        ("没有/问题.xlsx", 7, "file_not_writable"),
        ("夹", 7, "file_not_writable"),
        ("songyu.db", 2, "errors_ending"),
        ("底账.xlsx", 2, "errors_over_file"),
        ("../" + elsewhere.name + "/底账.xlsx", 2, "errors_over_file"),
        ("问题.docx", 2, "errors_ending"),
    ):
        refused = run("unit", "import", "底账.xlsx", "--errors-to", path, "--json", ok=False)
        assert (refused.code, refused.error["kind"]) == (code, kind), path
    refused = run("unit", "import", "底账.xlsx", "--errors-to", "x.xlsx", "--out", "x.xlsx", ok=False)
    assert "--out" in refused.err
    assert (ledger.read_bytes(), register.read_bytes()) == before


def test_rows_split_over_stairwells_and_hidden_ones_come_back_once(run, ledger, elsewhere):
    rows = [
        ["批次", "地址", "数量", "安装日期"],
        [1, "12幢3、4单元", "各1张", "2021-06"],
        [1, "12幢3、99单元", "各1张", "2021-06"],
    ]
    write_xlsx(elsewhere / "x.xlsx", Table("x", rows, hidden_rows=[3]))
    refused = run("bench", "import", "x.xlsx", "--expand", "--errors-to", "问题.xlsx", ok=False)
    assert "--expand" in refused.err
    found, _, _ = page(elsewhere / "问题.xlsx")
    assert [row[1] for row in found[1:]] == ["12幢3、99单元"]


def test_an_interrupted_or_full_disk_leaves_the_old_file(run, ledger, elsewhere, register, monkeypatch):
    (elsewhere / "问题.xlsx").write_bytes(b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    refused = run(
        "unit", "import", "底账.xlsx", "--skip-bad", "--no-backup", "--errors-to", "问题.xlsx", "--json", ok=False
    )
    assert (refused.code, refused.error["kind"]) == (7, "file_not_writable")
    assert (elsewhere / "问题.xlsx").read_bytes() == b"old"
    assert len(run("unit", "list", "--json").json) == 4
