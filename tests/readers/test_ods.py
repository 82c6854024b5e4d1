"""Documents of LibreOffice."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from songyu_cli.domain.sheets import Broken, Merge
from songyu_cli.readers.ooxml import LINKS, MACROS
from songyu_cli.readers.unreadable import BrokenFile, PasswordProtected, TooManyCells
from songyu_cli.readers.workbook import read_workbook
from tests.files import Error, Formula, Table, edit_zip, write_ods

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["楼栋", "数量"], ["12幢", 2]]


def cells(path: Path) -> list[list[object]]:
    return [list(row.cells) for row in read_workbook(path).sheets[0].rows]


def with_table(path: Path, xml: str) -> Path:
    """Put XML in place of the first table's rows."""

    def edit(content: bytes) -> bytes:
        text = content.decode()
        start, end = text.index("<table:table-row"), text.index("</table:table>")
        return (text[:start] + xml + text[end:]).encode()

    return edit_zip(write_ods(path, Table("表", ROWS)), {"content.xml": edit})


def test_cells_merges_hidden_rows_and_sheets(tmp_path: Path) -> None:
    rows = [
        [],
        [None, "安装情况", None, None],
        [None, "两行\n文字", 5, 5.5],
        [None, True, date(2021, 3, 5), datetime(2021, 3, 5, 7, 8)],  # noqa: DTZ001  no zones here
        [None, False, None, None],
    ]
    table = Table("第一批", rows, merges=[(2, 2, 1, 2)], hidden_rows=[3])
    book = read_workbook(write_ods(tmp_path / "a.ods", table, Table("藏", [[1]], hidden=True)))
    shown, hidden = book.sheets
    assert [list(row.cells) for row in shown.rows] == [[None] * 4, *rows[1:]]
    assert [row.number for row in shown.rows] == [1, 2, 3, 4, 5]
    assert type(shown.rows[2].cells[2]) is int
    assert (shown.name, shown.merges, shown.hidden_rows) == ("第一批", [Merge(2, 2, 1, 2)], {3})
    assert (hidden.name, hidden.hidden, shown.hidden) == ("藏", True, False)
    assert (book.notices, book.encoding) == ([], None)


def test_errors_and_formulas_without_a_value_are_broken(tmp_path: Path) -> None:
    rows = [[Error("#REF!"), Error("#DIV/0!"), Error("Err:502"), Formula("1+1"), Formula("1+1", 2), "#REF!"]]
    got = cells(write_ods(tmp_path / "a.ods", Table("a", rows)))
    assert got == [[Broken.ERROR, Broken.ERROR, Broken.ERROR, Broken.UNCALCULATED, 2, "#REF!"]]


def test_repeated_rows_and_cells(tmp_path: Path) -> None:
    path = with_table(
        tmp_path / "a.ods",
        """<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/>
           </table:table-row>
           <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>
             <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>
             <table:table-cell table:number-columns-repeated="16380"/></table:table-row>
           <table:table-row table:number-rows-repeated="1048572" table:visibility="collapse">
             <table:table-cell table:number-columns-repeated="16384"/></table:table-row>""",
    )
    sheet = read_workbook(path).sheets[0]
    assert [list(row.cells) for row in sheet.rows] == [[None] * 4] * 2 + [[None, None, 7, 7]] * 2
    assert sheet.hidden_rows == frozenset()


def test_filtered_rows_are_hidden_and_covered_cells_blank(tmp_path: Path) -> None:
    path = with_table(
        tmp_path / "a.ods",
        """<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"
             table:number-rows-spanned="2" office:value-type="string"><text:p>标题</text:p></table:table-cell>
             <table:covered-table-cell office:value-type="string"><text:p>盖住</text:p></table:covered-table-cell>
           </table:table-row></table:table-header-rows>
           <table:table-row table:visibility="filter"><table:covered-table-cell table:number-columns-repeated="2"/>
             <table:table-cell office:value-type="percentage" office:value="0.25"/></table:table-row>""",
    )
    sheet = read_workbook(path).sheets[0]
    assert [list(row.cells) for row in sheet.rows] == [["标题", None, None], [None, None, 0.25]]
    assert (sheet.merges, sheet.hidden_rows) == ([Merge(1, 2, 0, 1)], {2})


def test_text_with_blanks_breaks_and_notes(tmp_path: Path) -> None:
    path = with_table(
        tmp_path / "a.ods",
        """<table:table-row><table:table-cell office:value-type="string">
             <office:annotation><text:p>批注</text:p></office:annotation>
             <text:p>一<text:s text:c="3"/>二<text:tab/><text:span>三<text:line-break/>四</text:span>五</text:p>
             <text:p>六</text:p></table:table-cell></table:table-row>""",
    )
    assert cells(path) == [["一   二\t三\n四五\n六"]]


ONE = 'office:value-type="float" office:value="1"'


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("1048576", f'<table:table-cell table:number-columns-repeated="16384" {ONE}/>'),
        ("1", f'<table:table-cell table:number-columns-repeated="99999999999" {ONE}/>'),
        ("1", f'<table:table-cell table:number-columns-repeated="99999999999"/><table:table-cell {ONE}/>'),
        ("99999999999", f"</table:table-row><table:table-row><table:table-cell {ONE}/>"),
    ],
)
def test_absurd_repeats_are_refused(tmp_path: Path, rows: str, row: str) -> None:
    xml = f'<table:table-row table:number-rows-repeated="{rows}">{row}</table:table-row>'
    with pytest.raises(TooManyCells):
        read_workbook(with_table(tmp_path / "a.ods", xml))


@pytest.mark.parametrize(
    "row",
    [
        '<table:table-row><table:table-cell office:value-type="float" office:value="x"/></table:table-row>',
        '<table:table-row><table:table-cell office:value-type="float"/></table:table-row>',
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="5"/></table:table-row>',
        '<table:table-row table:number-rows-repeated="x"/>',
        "<table:table-row>",
        "<!-- -->",
        "<table:table-row><table:table-cell>"
        + "<text:p>" * 5000
        + "</text:p>" * 5000
        + "</table:table-cell></table:table-row>",
    ],
)
def test_broken_documents_are_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(BrokenFile):
        read_workbook(with_table(tmp_path / "a.ods", row))


def test_a_password(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", Table("a", ROWS))
    manifest = "META-INF/manifest.xml"
    edit_zip(path, {manifest: lambda xml: xml.replace(b"/>", b"><manifest:encryption-data/></x>", 1)})
    with pytest.raises(PasswordProtected):
        read_workbook(path)


def test_macros_and_links_are_said_and_left_out(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", Table("a", ROWS), Table("'file:///b.ods'#$表", [[1]]))
    source = b"table:name=\"'file:///b.ods'#$\xe8\xa1\xa8\">"

    def edit(xml: bytes) -> bytes:
        assert source in xml
        return xml.replace(source, source + b"<table:table-source/>")

    edit_zip(path, {"content.xml": edit}, **{"Basic/Standard/Module1.xml": b"<x/>"})
    book = read_workbook(path)
    assert book.notices == [MACROS, LINKS]
    assert [sheet.name for sheet in book.sheets] == ["a"]
