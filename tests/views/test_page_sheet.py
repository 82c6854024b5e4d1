"""A page as a spreadsheet: numbers stay numbers, totals add up by themselves, and text is never a formula."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hostile import FORMULAS, INVISIBLE, MARKUP, TERMINAL

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Aside, Bar, Column, Heading, Inside, Table
from songyu_cli.views.sheet import OUTSIDE, parts
from songyu_cli.writers.files import FileNotWritable
from songyu_cli.writers.page_sheet import write_page

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    Column(Phrase("批次", "Batch"), lambda row: row[0]),
    Column(Phrase("张数", "Benches"), lambda row: row[1], number=True),
    Column(Phrase("进度", "Share"), lambda row: Bar(row[2], row[1] or 0)),
)
ROWS = [(verbatim("第1批"), 100, 50), (verbatim("第2批"), 120, 120), (verbatim("第3批"), None, 0)]


def drawn(path: Path, *things, formulas: bool = False):
    write_page(path, parts(things, "zh"), "zh")
    with contextlib.closing(openpyxl.load_workbook(path, data_only=not formulas)) as book:
        return book.worksheets[0]


def test_lines_and_tables_stand_one_under_the_other(elsewhere):
    table = Table(COLUMNS, ROWS, total=(Phrase("合计", "Total"), 220, Bar(170, 220)))
    page = drawn(elsewhere / "页.xlsx", Heading(Phrase("民生答卷", "Answers")), table, Aside(Phrase("注", "note")))
    cells = [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]
    assert [row for row in cells if row] == [
        ["民生答卷"],
        ["批次", "张数", "进度"],
        ["第1批", 100, 0.5],
        ["第2批", 120, 1],
        ["第3批", "—", "—"],
        ["合计", 220, 170 / 220],
        ["注"],
    ]
    assert page.title == "民生答卷"
    assert (page.page_setup.paperSize, page.sheet_properties.pageSetUpPr.fitToPage) == (9, True)
    assert page.page_setup.fitToHeight == 0  # one page wide, as many high as it takes
    assert page.page_setup.orientation == "landscape"
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:C5"  # without the total, which stays in sight
    assert page.print_title_rows == "$2:$2"


def test_a_total_is_a_formula_where_it_is_the_sum_and_a_number_where_it_is_not(elsewhere):
    def total(said):
        page = drawn(
            elsewhere / f"{said}.xlsx", Table(COLUMNS, ROWS, total=(verbatim("合计"), said, None)), formulas=True
        )
        return page.cell(5, 2).value

    assert total(220) == "=SUM(B2:B4)"
    assert total(219) == 219


@pytest.mark.parametrize("text", [*TERMINAL, *INVISIBLE, *MARKUP, *FORMULAS])
def test_text_is_never_a_formula_and_carries_no_control_characters(elsewhere, text):
    page = drawn(
        elsewhere / "页.xlsx",
        Heading(verbatim(text)),
        Table((Column(verbatim(text), lambda row: row),), [text]),
        formulas=True,
    )
    for row in page.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n")
            assert cell.value is None or clean(cell.value) == cell.value


def test_several_tables_share_the_columns_and_freeze_nothing(elsewhere):
    page = drawn(elsewhere / "页.xlsx", Table(COLUMNS, ROWS), Table(COLUMNS[:1], ROWS))
    assert page.freeze_panes is None
    assert page.auto_filter.ref is None


def test_a_page_without_a_table(elsewhere):
    page = drawn(elsewhere / "页.xlsx", Phrase("没有", "nothing"))
    assert page.cell(1, 1).value == "没有"


def test_a_folder_that_is_gone_is_a_refusal(elsewhere):
    with pytest.raises(FileNotWritable):
        write_page(elsewhere / "没有" / "页.xlsx", parts([Phrase("一", "one")], "zh"), "zh")


@pytest.mark.parametrize(
    ("tables", "rows", "name", "upright"),
    [(1, 90, 3, False), (1, 90, 40, False), (2, 90, 3, True), (5, 20, 40, True), (5, 20, 60, True), (2, 5, 60, True)],
)
def test_a_list_lies_and_a_report_stays_upright_though_a_name_is_long(elsewhere, tables, rows, name, upright):
    columns = [Column(verbatim("单位"), lambda row: row[0])]
    columns += [Column(verbatim("已装"), lambda row: row[1], number=True)] * 7
    things = [Table(columns, [(verbatim("长" * name), 1)] * rows)] * tables
    page = drawn(elsewhere / "页.xlsx", *things)
    assert (page.page_setup.orientation == "portrait") is upright


def test_a_long_title_has_the_lines_that_its_letters_need(elsewhere):
    table = Table(COLUMNS, ROWS)
    title = "民" * 14  # 28 wide, which the columns hold, but not in the letters of a title
    page = drawn(elsewhere / "页.xlsx", Heading(verbatim(title)), table, verbatim(title))
    assert (page.row_dimensions[1].height, page.row_dimensions[6].height) == (51, 20.25)


def test_the_dash_of_an_empty_share_stands_where_shares_stand(elsewhere):
    page = drawn(elsewhere / "页.xlsx", Table(COLUMNS, ROWS))
    assert (page["C4"].value, page["C4"].alignment.horizontal) == ("—", "right")


def test_a_day_is_a_date_and_a_month_stays_a_text(elsewhere):
    days = [Date("2021-03-05"), Date("2021-09"), Date("2021"), Date("1899-12-31")]
    page = drawn(elsewhere / "页.xlsx", Table((Column(verbatim("日期"), lambda day: day),), days))
    values = [page.cell(row, 1).value for row in range(2, 6)]
    assert values == [datetime.fromisoformat("2021-03-05"), "2021-09", "2021", "1899-12-31"]
    assert page["A2"].number_format == "yyyy-mm-dd"


def test_a_stored_day_is_a_date_where_dates_stand_and_nowhere_else(elsewhere):
    columns = (
        Column(verbatim("日期"), lambda day: day, keep=True),
        Column(verbatim("备注"), lambda day: day),
    )
    page = drawn(elsewhere / "页.xlsx", Table(columns, ["2021-03-05", "2021-02-30", "20210305"]))
    assert [cell.value for cell in page[2]] == [datetime.fromisoformat("2021-03-05"), "2021-03-05"]
    assert [page["A3"].value, page["A4"].value] == ["2021-02-30", "20210305"]


def test_what_stays_in_the_office_is_left_out_and_said(elsewhere):
    columns = (
        Column(verbatim("单元"), lambda row: row[0]),
        Column(verbatim("80+"), lambda row: row[1], number=True, internal=True),
        Column(verbatim("凭什么"), lambda row: f"80+ {row[1]}", outside=lambda row: "规则 1"),
    )
    things = [
        Table(columns, [("12-3", 7)], total=("合计", 7, None)),
        Inside(verbatim("12-3：80+ 7"), verbatim("12-3：60+ 9")),
        Inside(Aside(verbatim("80+ 7"))),
    ]
    page = drawn(elsewhere / "页.xlsx", *things)
    cells = [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]
    assert cells == [["单元", "凭什么"], ["12-3", "规则 1"], ["合计", "—"], ["12-3：60+ 9"], [OUTSIDE.zh]]
    assert "--json" in OUTSIDE.zh
    assert "--internal" in OUTSIDE.en


def test_nothing_is_said_where_nothing_is_left_out(elsewhere):
    assert [part.text for part in parts([verbatim("一")], "zh")] == ["一"]
