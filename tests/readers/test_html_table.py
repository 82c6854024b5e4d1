"""Web pages with tables, whatever they are called."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from songyu_cli.domain.sheets import Merge
from songyu_cli.readers.html_table import looks_like_page, read_page
from songyu_cli.readers.source import Source
from songyu_cli.readers.unreadable import TooManyCells, UnknownFormat
from songyu_cli.readers.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(file="台账.xls", stem="台账", ending=".xls", data=b"")


def cells(page: str) -> list[list[object]]:
    (sheet,) = read_page(page, SOURCE)
    return [list(row.cells) for row in sheet.rows]


EXPORT = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312">
<style>td { mso-number-format:"\\@" } /* <table> */</style></head><body><!-- <table><tr><td>no -->
<TABLE border=1 title="a>b"><thead><tr><th rowspan=2>楼&nbsp;栋<th colspan="2">安装情况</th></tr>
<tr><th>数量</th><th>日期</th></tr></thead>
<tr style='DISPLAY: none'><td>12幢</td><td x:num>2</td><td>2021.3.5<br/>上午</td></tr>
<![if x]><tr><td>  13 \n 幢 </td><td>&nbsp;</td><td>&lt;待定&gt; &amp;</td></tr><![endif]>
</TABLE></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_an_export_of_a_web_system(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "台账.xls"
    path.write_bytes(EXPORT.encode(encoding))
    book = read_workbook(path)
    (sheet,) = book.sheets
    assert [list(row.cells) for row in sheet.rows] == [
        ["楼\xa0栋", "安装情况", None],
        [None, "数量", "日期"],
        ["12幢", "2", "2021.3.5\n上午"],
        ["13 幢", None, "<待定> &"],
    ]
    assert sheet.merges == [Merge(1, 2, 0, 0), Merge(1, 1, 1, 2)]
    assert sheet.hidden_rows == {3}
    assert (sheet.name, book.encoding) == ("台账", encoding)
    assert [notice.zh for notice in book.notices] == ["文件的后缀是 .xls，内容其实是网页里的表格，已按内容读取。"]


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("<table><tr><td>a<td>b<tr><td>c</table>", [["a", "b"], ["c", None]]),
        ("<table><td>a</td></table>", [["a"]]),
        ("<table><tr><td>a</td></tr>", [["a"]]),
        ("<table><tr><td rowspan=0>a</td><td>b</td></tr><tr><td>c</td></tr></table>", [["a", "b"], [None, "c"]]),
        ("<table><tr><td rowspan=99>a</td></tr><tr><td>b</td></tr></table>", [["a", None], [None, "b"]]),
        ("<table><tr><td><b>a</b><p>b</p><script>if (a < b) c</script></td></tr></table>", [["a\nb"]]),
        ("<table></table>", []),
    ],
)
def test_loose_html(page: str, rows: list[list[object]]) -> None:
    assert cells(page) == rows


def test_several_tables_are_several_sheets() -> None:
    sheets = read_page("<table><tr><td>a</table>words<table><tr><td>b</table>", SOURCE)
    assert [(sheet.name, sheet.rows[0].cells) for sheet in sheets] == [("台账 #1", ["a"]), ("台账 #2", ["b"])]


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>请先登录</p></html>",
        "<table><tr><td><table><tr><td>a</table></table>",
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/></Workbook>',
    ],
)
def test_other_pages_are_refused(page: str) -> None:
    assert looks_like_page(page)
    with pytest.raises(UnknownFormat):
        read_page(page, SOURCE)


@pytest.mark.parametrize("text", ["楼栋,<table>\n", "<60岁,<80岁\n1,2\n", "a,b"])
def test_delimited_text_is_no_page(text: str) -> None:
    assert not looks_like_page(text)


def test_absurd_spans_are_refused() -> None:
    cell = "<td colspan=1000></td>"
    with pytest.raises(TooManyCells):
        read_page("<table><tr>" + cell * 20 + "</table>", SOURCE)
    assert len(cells("<table><tr><td colspan=999999>a</table>")[0]) == 1000


@pytest.mark.parametrize(
    "piece", ["<a ", "<!", "<!--", "<![CDATA[", "<script", "<script>", '<a "', "<a '", "&", "<td>", "</"]
)
def test_no_page_takes_long(piece: str) -> None:
    start = time.process_time()
    with suppress(TooManyCells):
        read_page("<table><tr><td>" + piece * 100_000, SOURCE)
    assert time.process_time() - start < 2
