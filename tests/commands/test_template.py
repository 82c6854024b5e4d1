"""Empty workbooks to fill in: what they offer, and that they come in without a word."""

from __future__ import annotations

import stat

import openpyxl
import pytest
from ready import ready, town

IMPORTS = {
    "units": ["unit", "import"],
    "demands": ["demand", "import"],
    "benches": ["bench", "import"],
    "inspections": ["bench", "inspect", "--file"],
}
NO_ROWS = "没有什么可导入"


@pytest.fixture
def songyu_db(request, elsewhere):
    return ready(request, elsewhere)


def titles(page):
    return [cell.value for cell in page[1]]


def column_of(page, title):
    return next(cell.column_letter for cell in page[1] if str(cell.value).rstrip("*") == title)


def rules(page, title):
    """Return what the cells of a column offer, the example row's among them."""
    letter = column_of(page, title)
    return next(one for one in page.data_validations.dataValidation if f"{letter}2" in str(one.sqref).split(":")[0])


def offered(book, page, title):
    """Return the words of a column's drop-down list."""
    sheet, area = rules(page, title).formula1.split("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][area.replace("$", "")]] if ":" in area else []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", IMPORTS)
def test_it_comes_in_as_it_is_without_a_word(key, language, run, songyu_db):
    run("template", key, "--out", "空表.xlsx", "--lang", language)
    before = songyu_db.read_bytes()
    done = run(*IMPORTS[key], "空表.xlsx", "--json").json
    assert (done["added"], done["changed"], done["same"], done["bad"]) == (0, 0, 0, 0)
    assert [NO_ROWS in notice["zh"] for notice in done["notices"]] in ([], [True])
    assert [one["unknown"] for one in done["sheets"]] == [[]]
    assert songyu_db.read_bytes() == before


@pytest.mark.parametrize("key", ["units", "demands", "benches", "inspections"])
def test_with_the_mark_cleared_the_example_is_a_record(key, run, songyu_db, elsewhere):
    if key == "units":
        run("init", "--db", "other.db", "--community", "甲社区", "--estate", "淞泽家园九区")
    if key == "inspections":
        run("bench", "install", "12-3", "--on", "2021-06-18")
    if key == "benches":
        run("batch", "edit", "1", "-n", "9")
    run("template", key, "--out", "空表.xlsx")
    book = openpyxl.load_workbook(elsewhere / "空表.xlsx")
    assert book.worksheets[0]["A2"].value == "示例"
    book.worksheets[0]["A2"].value = None
    book.save(elsewhere / "空表.xlsx")
    words = ["--db", "other.db"] if key == "units" else []
    if key == "demands":
        run("demand", "withdraw", "1", "--reason", "搬走了")  # else there would be one like it
    done = run(*words, *IMPORTS[key], "空表.xlsx", "--json").json
    assert (done["added"], done["changed"], done["bad"]) == (1, 0, 0)
    assert [notice["zh"] for notice in done["notices"] if key in ("units", "demands")] == []


def test_an_example_that_was_changed_and_is_still_marked_is_asked_about(run, songyu_db, elsewhere):
    run("template", "units", "--out", "空表.xlsx")
    book = openpyxl.load_workbook(elsewhere / "空表.xlsx")
    book.worksheets[0]["D2"].value = "13"
    book.save(elsewhere / "空表.xlsx")
    refused = run("unit", "import", "空表.xlsx", "--json", ok=False)
    assert [fault["kind"] for fault in refused.error["rows"]] == ["still_example"]


def test_what_it_offers(run, songyu_db, elsewhere):
    run("partner", "add", "苏州银行")
    run("batch", "open", "2", "-n", "5", "--on", "2022-09")
    run("batch", "close", "1")
    run("config", "set", "kinds", "canopy=雨棚")
    run("template", "benches", "--out", "凳.xlsx")
    run("template", "demands", "--out", "需求.xlsx")
    book = openpyxl.load_workbook(elsewhere / "凳.xlsx")
    page, beside, words = book.worksheets
    assert titles(page) == [
        *(
            "序号",
            "批次*",
            "凳号",
            "幢*",
            "单元*",
            "位置",
            "数量",
            "安装日期*",
            "投入使用日期",
            "状态",
            "捐赠单位",
            "备注",
        )
    ]
    assert (beside.title, words.sheet_state) == ("填写说明", "hidden")
    assert offered(book, page, "状态") == ["待投用", "在用", "停用", "拆除"]
    assert offered(book, page, "捐赠单位") == ["苏州银行"]
    assert offered(book, page, "批次") == [2]
    assert [page.column_dimensions[column_of(page, title)].width > 0 for title in ("凳号", "备注")] == [True, True]
    assert page[f"{column_of(page, '单元')}2"].number_format == "@"
    assert page[f"{column_of(page, '安装日期')}2"].number_format == "yyyy-mm-dd"
    assert rules(page, "凳号").prompt == "如 B2-034；不填就自动编号。"
    assert [cell.value for cell in beside[1]] == ["列", "必填", "填什么", "可以选的词"]
    assert [cell.value for cell in beside[3]] == [
        "批次",
        "必填",
        "第几批，写数字；要先开批次：songyu batch open。",
        "2",
    ]
    asked = openpyxl.load_workbook(elsewhere / "需求.xlsx")
    assert "雨棚" in offered(asked, asked.worksheets[0], "类别")


def test_no_ledger_is_needed_but_one_that_is_named_must_be_there(run, elsewhere):
    run("模板", "单元底账", terminal=80)
    assert stat.S_IMODE((elsewhere / "单元底账-模板.xlsx").stat().st_mode) == 0o600
    assert titles(openpyxl.load_workbook(elsewhere / "单元底账-模板.xlsx").worksheets[0])[:5] == [
        *("序号", "小区", "区", "幢*", "单元*")
    ]
    assert run("template", "benches", "--db", "none.db", ok=False).code == 6
    assert not (elsewhere / "none.db").exists()


def test_a_file_of_that_name_is_not_written_over(run, elsewhere):
    said = run("template", "benches").err.splitlines()
    assert said[0] == "已写到 安装台账-模板.xlsx：空白的安装台账，第二页是填写说明。"
    assert said[1] == "填好再导入：songyu bench import 安装台账-模板.xlsx"
    refused = run("template", "benches", ok=False)
    assert (refused.code, "--yes" in refused.err) == (7, True)
    run("template", "benches", "--yes")


def test_stairwells_of_several_estates_are_told_apart(run, request, elsewhere):
    town(request, elsewhere)
    run("unit", "add", "淞泽家园八区1幢1单元")
    run("template", "demands", "--out", "a.xlsx")
    assert {"小区", "区"} <= set(titles(openpyxl.load_workbook(elsewhere / "a.xlsx").worksheets[0]))
