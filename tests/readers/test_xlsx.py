"""Workbooks of Excel and WPS in the zip container."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from songyu_cli.domain.sheets import Broken, Merge
from songyu_cli.readers.workbook import read_workbook
from tests.files import Error, Formula, Table, edit_zip, replace_in, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def cells(path: Path) -> list[list[object]]:
    return [list(row.cells) for row in read_workbook(path).sheets[0].rows]


def test_cells_keep_their_kinds(tmp_path: Path) -> None:
    rows = [
        ["文字", " 空 格 ", "第一行\n第二行", "=1+1"],
        [3, 3.5, -2, 10**14],
        [True, False, date(2021, 3, 5), datetime(2021, 3, 5, 7, 8)],  # noqa: DTZ001  spreadsheets know no zones
    ]
    path = write_xlsx(tmp_path / "台账.xlsx", Table("第一批", rows))
    book = read_workbook(path)
    assert cells(path) == rows
    assert [[type(cell) for cell in row.cells] for row in book.sheets[0].rows[1:2]] == [[int, float, int, int]]
    assert (book.name, book.sheets[0].name, book.encoding, book.notices) == ("台账.xlsx", "第一批", None, [])


def test_a_number_beyond_15_digits_stays_a_float(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", [[999_999_999_999_999, 320_524_194_901_011_234]]))
    whole, damaged = cells(path)[0]
    assert (whole, type(whole)) == (999_999_999_999_999, int)
    assert type(damaged) is float


def test_rows_and_columns_stand_where_excel_shows_them(tmp_path: Path) -> None:
    table = Table("a", [[], [], [None, None, "楼栋", "数量"], [], [None, None, "12幢", 2]], merges=[(5, 6, 2, 2)])
    sheet = read_workbook(write_xlsx(tmp_path / "a.xlsx", table)).sheets[0]
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4, 5]
    assert sheet.rows[2].cells == [None, None, "楼栋", "数量"]
    assert sheet.rows[3].cells == [None] * 4
    assert sheet.rows[4].cells == [None, None, "12幢", 2]
    assert sheet.merges == [Merge(5, 5, 2, 2)]


def test_merges_hidden_rows_and_hidden_sheets(tmp_path: Path) -> None:
    first = Table("表", [["安装情况", None], ["数量", "日期"], [1, 2]], merges=[(1, 1, 0, 1)], hidden_rows=[2, 9])
    path = write_xlsx(tmp_path / "a.xlsx", first, Table("藏", [[1]], hidden=True), Table("空", []))
    shown, hidden, empty = read_workbook(path).sheets
    assert shown.merges == [Merge(1, 1, 0, 1)]
    assert shown.hidden_rows == {2}  # row 9 is below the table
    assert [sheet.hidden for sheet in (shown, hidden, empty)] == [False, True, False]
    assert empty.rows == []


def test_chart_sheets_are_left_out(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=表!$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.add_worksheet("表").write(0, 0, "x")
    book.close()
    assert [sheet.name for sheet in read_workbook(tmp_path / "a.xlsx").sheets] == ["表"]


def test_errors_and_formulas_without_a_value_are_broken(tmp_path: Path) -> None:
    rows = [
        [Error("#REF!"), Error("#DIV/0!"), Formula("1+1"), Formula("1+1", 2), Formula('"a"', "a")],
        ["x"],
        [None, None, None, None, None, None, Formula("1+1")],
    ]
    got = cells(write_xlsx(tmp_path / "a.xlsx", Table("a", rows)))
    assert got[0] == [Broken.ERROR, Broken.ERROR, Broken.UNCALCULATED, 2, "a", None, None]
    assert got[2] == [None] * 6 + [Broken.UNCALCULATED]


def test_a_formula_that_gives_an_empty_text_is_blank(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", [["x", Formula('""', "?")]]))
    replace_in(path, SHEET, b'<c r="B1" t="str"><f>""</f><v>?</v></c>', b'<c r="B1" t="str"><f>""</f><v></v></c>')
    assert cells(path) == [["x", None]]


def test_openpyxl_writes_formulas_without_values(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "合计"
    book.active["D4"] = "=SUM(A1:A3)"
    book.active.row_dimensions[1].hidden = True
    book.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx").sheets[0]
    assert sheet.rows[3].cells == [None, None, None, Broken.UNCALCULATED]
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize("ninteen_four", [False, True])
def test_both_date_systems_give_the_same_day(tmp_path: Path, ninteen_four: bool) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", [[date(2021, 3, 5)]]), date_1904=ninteen_four)
    assert (b"date1904" in zipfile.ZipFile(path).read("xl/workbook.xml")) == ninteen_four
    assert cells(path) == [[date(2021, 3, 5)]]
    assert read_workbook(path).sheets[0].epoch_1904 == ninteen_four


def test_times_of_day_are_text(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_number(0, 0, 0.5, book.add_format({"num_format": "hh:mm"}))
    sheet.write_number(0, 1, 1.5, book.add_format({"num_format": "[h]:mm"}))
    book.close()
    assert cells(tmp_path / "a.xlsx") == [["12:00:00", "1 day, 12:00:00"]]


ROWS = [["楼栋", "数量"], ["12幢", 2], ["13幢", Error("#N/A")]]
READ = [["楼栋", "数量"], ["12幢", 2], ["13幢", Broken.ERROR]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'<c r="B2">', b"<c r='B2'>", id="single quotes"),
        pytest.param(b'<c r="B2">', b'<c s="0"\n r = "B2">', id="other order and blanks"),
        pytest.param(b'<c r="B2">', b"<c>", id="a cell without its reference"),
        pytest.param(b'<row r="2"', b"<row", id="a row without its number"),
        pytest.param(b"</row>", b"</row >", id="blank in an end tag"),
        pytest.param(b't="e"', b"t='e'", id="error in single quotes"),
    ],
)
def test_unusual_but_valid_xml_reads_the_same(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = replace_in(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), SHEET, old, new)
    assert cells(path) == READ


def test_prefixed_xml_reads_the_same(tmp_path: Path) -> None:
    def prefix(xml: bytes) -> bytes:
        xml = xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
        return xml.replace(b"xmlns=", b"xmlns:x=")

    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS, hidden_rows=[2]))
    edit_zip(path, {SHEET: prefix})
    assert cells(path) == READ
    assert read_workbook(path).sheets[0].hidden_rows == {2}


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "Worksheets/Sheet1.XML"])
def test_parts_are_found_however_they_are_named(tmp_path: Path, target: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    assert cells(replace_in(path, RELATIONS, b"worksheets/sheet1.xml", target.encode())) == READ


def test_backslashes_in_the_container(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo()
            info.filename = name.replace("/", "\\")
            new.writestr(info, old.read(name))
    assert cells(tmp_path / "b.xlsx") == READ


def test_shared_strings_and_styles_under_other_names(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", [["x", date(2021, 3, 5)]]))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == RELATIONS:
                content = content.replace(b"sharedStrings.xml", b"words.xml").replace(b"styles.xml", b"looks.xml")
            new.writestr(name.replace("sharedStrings", "words").replace("styles", "looks"), content)
    assert cells(tmp_path / "b.xlsx") == [["x", date(2021, 3, 5)]]


def test_many_rows_keep_their_numbers_across_pieces(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"{n}幢", n, "备注" * 80] for n in range(1, 5_001)]
    rows[4_000][1] = Error("#REF!")
    table = Table("a", rows, hidden_rows=[1, 2_500, 4_999])
    path = write_xlsx(tmp_path / "a.xlsx", table, constant_memory=True)  # its strings stand in the sheet itself
    assert zipfile.ZipFile(path).getinfo(SHEET).file_size > 2 * 1024 * 1024
    sheet = read_workbook(path).sheets[0]
    assert sheet.hidden_rows == {1, 2_500, 4_999}
    assert [row.number for row in sheet.rows if Broken.ERROR in row.cells] == [4_001]
    assert sheet.rows[4_999].cells == ["5000幢", 5_000, "备注" * 80]


def test_bordered_blanks_far_away_do_not_count(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    path = replace_in(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), SHEET, b"</sheetData>", far)
    assert cells(path) == READ
