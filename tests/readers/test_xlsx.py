"""Workbooks of Excel and WPS in the zip container."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from songyu_cli.domain.sheets import Broken, Merge
from songyu_cli.readers.unreadable import BrokenFile, Overpacked, TooManyCells
from songyu_cli.readers.workbook import read_workbook
from tests.files import Error, Formula, Table, edit_zip, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def cells(path: Path) -> list[list[object]]:
    return [list(row.cells) for row in read_workbook(path).sheets[0].rows]


def replaced(path: Path, old: bytes, new: bytes, part: str = SHEET) -> Path:
    def edit(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return edit_zip(path, {part: edit})


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
    replaced(path, b'<c r="B1" t="str"><f>""</f><v>?</v></c>', b'<c r="B1" t="str"><f>""</f><v></v></c>')
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
    path = replaced(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), old, new)
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
    assert cells(replaced(path, b"worksheets/sheet1.xml", target.encode(), RELATIONS)) == READ


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
    path = replaced(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), b"</sheetData>", far)
    assert cells(path) == READ


FAR = b'<c r="%s"><v>1</v></c>'


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(FAR % b"XFD1048576", id="the last cell"),
        pytest.param(FAR % b"xfd1048576", id="small letters"),
        pytest.param(FAR % b"ZZZZZZZZ99999999999999999999", id="beyond Excel"),
        pytest.param(FAR % b"A1048577", id="one row too far"),
        pytest.param(FAR % b"XFE1", id="one column too far"),
        pytest.param(b"<c r='XFD1048576'><v>1</v></c>", id="single quotes"),
        pytest.param(b'<y:c r="XFD1048576"><v>1</v></y:c>', id="another prefix"),
        pytest.param(b'<c s="/" r="XFD1048576"><v>1</v></c>', id="a slash before"),
        pytest.param((FAR % b"XFC1048576") + b"<c><v>1</v></c>", id="counted on"),
    ],
)
def test_a_cell_far_away_is_refused_before_the_library_sees_it(tmp_path: Path, cell: bytes) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("台账", ROWS))
    with pytest.raises(TooManyCells) as refused:
        read_workbook(replaced(path, b"</row></sheetData>", cell + b"</row></sheetData>"))
    assert refused.value.exit_code == 7
    assert "台账" in refused.value.message.zh


def test_many_sheets_together_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", *(Table(f"{n}月", ROWS) for n in range(1, 4)))
    far = (FAR % b"CV20000") + b"</row></sheetData>"  # two million cells each
    edits = {f"xl/worksheets/sheet{n}.xml": lambda xml: xml.replace(b"</row></sheetData>", far) for n in (1, 2, 3)}
    with pytest.raises(TooManyCells):
        read_workbook(edit_zip(path, edits))


@pytest.mark.parametrize("declared", [b"A1:XFD1048576", b"A1", b"Z9"])
def test_the_declared_dimension_does_not_matter(tmp_path: Path, declared: bytes) -> None:
    path = replaced(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), b'ref="A1:B3"', b'ref="%s"' % declared)
    assert cells(path) == READ


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param(SHEET, b"<sheetData>", b"<!-- <c> --><sheetData>", id="comment"),
        pytest.param(SHEET, b"<v>2</v>", b"<v><![CDATA[2]]></v>", id="cdata"),
        pytest.param(SHEET, b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "x">]><worksheet', id="doctype"),
        pytest.param(SHEET, b"<worksheet", b"\0<worksheet", id="zero byte"),
        pytest.param(SHEET, b'<c r="B2">', b'<c x=">" r="B2" t="e">', id="bracket in an attribute"),
        pytest.param(SHEET, b'r="B2"', b'r="2B"', id="reference that is none"),
        pytest.param(SHEET, b"</sheetData>", b"", id="no end"),
        pytest.param(SHEET, b"<sheetData>", b"", id="no beginning"),
        pytest.param(SHEET, b't="s"><v>0<', b't="s"><v>99<', id="string that is not there"),
        pytest.param(RELATIONS, b'Id="rId1"', b'Id="other"', id="sheet without a part"),
        pytest.param("xl/workbook.xml", b"<sheets>", b"<sheets><", id="bad xml"),
        pytest.param("xl/workbook.xml", b"<sheets>", b"<!DOCTYPE a><sheets>", id="doctype in the workbook"),
    ],
)
def test_broken_workbooks_are_refused(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    path = replaced(write_xlsx(tmp_path / "台账.xlsx", Table("a", ROWS)), old, new, part)
    with pytest.raises(BrokenFile) as refused:
        read_workbook(path)
    assert refused.value.exit_code == 7
    assert "台账.xlsx" in refused.value.message.zh
    assert refused.value.advice is not None


@pytest.mark.parametrize("part", [SHEET, RELATIONS, "_rels/.rels", "xl/sharedStrings.xml"])
def test_a_missing_part_is_refused(tmp_path: Path, part: str) -> None:
    path = edit_zip(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), {part: lambda _: None})
    with pytest.raises(BrokenFile):
        read_workbook(path)


@pytest.mark.parametrize("cut", [4, 100, 1000, -30])
def test_a_cut_container_is_refused(tmp_path: Path, cut: int) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(BrokenFile):
        read_workbook(path)


def test_a_flipped_bit_is_noticed(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    info = zipfile.ZipFile(path).getinfo(SHEET)
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(SHEET) + info.compress_size // 2] ^= 0x10
    path.write_bytes(data)
    with pytest.raises(BrokenFile):
        read_workbook(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    with zipfile.ZipFile(path, "a") as container:
        container.writestr(SHEET.upper(), b"<worksheet/>")
    with pytest.raises(BrokenFile):
        read_workbook(path)


def test_a_sheet_that_unpacks_a_thousandfold_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    edit_zip(path, {SHEET: lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * 20_000_000)})
    assert path.stat().st_size < 100_000
    with pytest.raises(Overpacked):
        read_workbook(path)


def test_a_container_that_claims_more_than_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    data = path.read_bytes()
    size = zipfile.ZipFile(path).getinfo(SHEET).file_size
    at = data.rindex(SHEET.encode()) - 46  # its entry in the directory
    assert int.from_bytes(data[at + 24 : at + 28], "little") == size
    path.write_bytes(data[: at + 24] + (2**31).to_bytes(4, "little") + data[at + 28 :])
    with pytest.raises(Overpacked):
        read_workbook(path)


def test_more_content_than_declared_is_never_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    data = path.read_bytes()
    at = data.rindex(SHEET.encode()) - 46
    path.write_bytes(data[: at + 24] + (100).to_bytes(4, "little") + data[at + 28 :])
    with pytest.raises(BrokenFile):
        read_workbook(path)
