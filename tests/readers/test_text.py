"""Delimited text: encodings, delimiters, line ends."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.readers.source import Source
from songyu_cli.readers.text import decode, read_text
from songyu_cli.readers.unreadable import BadQuotes, CannotDecode, EmptyFile, NotText, TooLongToRead, UnknownEncoding
from songyu_cli.readers.workbook import read_workbook
from tests.files import csv_bytes

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["序号", "楼栋", "数量"], ["1", "淞泽家园九区12幢", "2"], ["2", "娄葑㐀镕", "３"]]


def source(data: bytes) -> Source:
    return Source(file="台账.csv", stem="台账", ending=".csv", data=data)


def cells(text: str) -> list[list[object]]:
    return [list(row.cells) for row in read_text(text, source(b"")).rows]


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_encoding_delimiter_and_line_end(
    tmp_path: Path, encoding: str, mark: bytes, found: str, delimiter: str, newline: str
) -> None:
    path = tmp_path / "第二批.csv"
    path.write_bytes(mark + csv_bytes(ROWS, encoding=encoding, delimiter=delimiter, newline=newline))
    book = read_workbook(path)
    assert [list(row.cells) for row in book.sheets[0].rows] == ROWS
    assert [row.number for row in book.sheets[0].rows] == [1, 2, 3]
    assert (book.encoding, book.sheets[0].name, book.notices) == (found, "第二批", [])


def test_gbk_text_that_is_only_a_header() -> None:
    assert decode(source("楼栋,单元".encode("gbk"))) == ("楼栋,单元", "gb18030")


def test_utf_8_comes_before_gb18030() -> None:
    """Eight characters of UTF-8 that GB18030 would take for twelve others."""
    data = "楼栋单元张数日期".encode()
    assert data.decode("gb18030") != "楼栋单元张数日期"
    assert decode(source(data)) == ("楼栋单元张数日期", "utf-8")


def test_the_encoding_can_be_given() -> None:
    assert decode(source("樓棟,單元".encode("big5")), "Big5") == ("樓棟,單元", "big5")
    assert decode(source("楼".encode("utf-16-le")), "utf-16-le") == ("楼", "utf-16-le")
    assert decode(source(codecs.BOM_UTF8 + b"a"), "utf-8") == ("a", "utf-8")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xff\xff\xff,1", None),
        ("楼栋".encode("gb18030") + b"\xff", None),
        (codecs.BOM_UTF8 + "楼栋".encode("gb18030"), None),
        (codecs.BOM_UTF16_LE + b"a", None),
        ("楼栋".encode("gb18030"), "utf-8"),
        (b"abc", "hex"),
    ],
)
def test_what_cannot_be_decoded_is_refused(data: bytes, encoding: str | None) -> None:
    with pytest.raises(CannotDecode) as refused:
        decode(source(data), encoding)
    assert "--encoding" in str(refused.value.advice)
    assert "台账.csv" in refused.value.message.zh


@pytest.mark.parametrize("name", ["utf-88", "汉", "a\0b"])
def test_an_encoding_that_does_not_exist(name: str) -> None:
    with pytest.raises(UnknownEncoding) as refused:
        decode(source(b"a"), name)
    assert refused.value.exit_code == 2


def test_zero_bytes_are_refused_with_their_line() -> None:
    with pytest.raises(NotText) as refused:
        decode(source(b"a,b\nc,\0d"))
    assert refused.value.values["line"] == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_one_ctrl_z_at_the_end_is_dropped_and_none_elsewhere(encoding: str) -> None:
    assert decode(source("幢,单元\x1a\r\n\x1a\x1a".encode(encoding)))[0] == "幢,单元\x1a\r\n\x1a"


def test_a_file_of_nothing_but_a_mark_is_empty() -> None:
    with pytest.raises(EmptyFile):
        decode(source(codecs.BOM_UTF8))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a,b", [["a", "b"]], id="no final newline"),
        pytest.param("a,b\n\n1,2\n", [["a", "b"], [], ["1", "2"]], id="a blank row keeps its number"),
        pytest.param(
            "a,b,,,\n1,2,,,\n", [["a", "b", None, None, None], ["1", "2", None, None, None]], id="empty columns"
        ),
        pytest.param("a,b,c\n1\n1,2,3,4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]], id="ragged"),
        pytest.param('a,b\n"一\n二",2\n3,4', [["a", "b"], ["一\n二", "2"], ["3", "4"]], id="a newline in a cell"),
        pytest.param('a,"他说""好"""\n1,2', [["a", '他说"好"'], ["1", "2"]], id="quotes in a cell"),
        pytest.param('a,12"\n1,2', [["a", '12"'], ["1", "2"]], id="an inch sign"),
        pytest.param(" a ,　b\n1,2", [[" a ", "　b"], ["1", "2"]], id="nothing is stripped"),
        pytest.param("'12-3,don't\n','a", [["'12-3", "don't"], ["'", "'a"]], id="an apostrophe is kept"),
        pytest.param("'=1+1,'＝1\n''12-3,''", [["=1+1", "＝1"], ["'12-3", "'"]], id="one that guards a text goes"),
        pytest.param("a\x0bb\x85c\u2028d,e\n1,2", [["a\x0bb\x85c\u2028d", "e"], ["1", "2"]], id="odd separators"),
        pytest.param("楼栋\n12幢\n", [["楼栋"], ["12幢"]], id="one column"),
        pytest.param("\r\n", [[]], id="one blank line"),
    ],
)
def test_records(text: str, rows: list[list[object]]) -> None:
    assert cells(text) == rows


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param(
            "淞泽家园九区台账，截至12月，共3页\n楼栋,数量\n12幢,2\n13幢,1\n", 2, id="title with full-width commas"
        ),
        pytest.param("楼栋\t备注\n12幢\t可行,已装,好\n13幢\t可行,好,好\n", 2, id="tabs, and commas in the remarks"),
        pytest.param(
            "楼栋,单元,备注\n12,3,可行，好\n13,1\n14,2,可行，好\n15,1,好\n", 3, id="ragged, with full-width commas"
        ),
        pytest.param('楼栋;备注\n12;"a,b"\n13;"c,d"\n', 2, id="semicolons, and commas in quotes"),
        pytest.param("楼栋,单元,数量\n", 3, id="a header alone"),
        pytest.param(
            "说明，说明，说明，说明，说明，说明，说明，说明，说明\n楼栋,数量\n1,2\n", 2, id="a long note above two rows"
        ),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text: str, width: int) -> None:
    assert max(len(row) for row in cells(text)[1:] or cells(text)) == width


@pytest.mark.parametrize(
    ("text", "row"), [('a,b\n1,2\n"3,4\n5,6\n', 3), ('a,b\n"东"侧,2\n', 2), ("a," + '"' + "x" * 140_000 + '"', 1)]
)
def test_quotes_without_a_partner_are_refused_with_their_row(text: str, row: int) -> None:
    with pytest.raises(BadQuotes) as refused:
        read_text(text, source(b""))
    assert refused.value.values["row"] == row


@pytest.mark.parametrize("text", ["a,b\n1," + "x" * 140_000, "a,b\n" + "1," * 600_000, "a,b\n" + "x" * 2_000_000])
def test_a_line_without_end_is_refused_for_its_length_and_not_for_quotes_that_it_has_not(text: str) -> None:
    with pytest.raises(TooLongToRead) as refused:
        read_text(text, source(b""))
    assert refused.value.values["row"] == 2


words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@given(
    st.lists(st.lists(words, min_size=2, max_size=5), min_size=1, max_size=8), st.sampled_from(["utf-8-sig", "gb18030"])
)
def test_rows_that_were_written_as_csv_come_back(rows: list[list[str]], encoding: str) -> None:
    """Whatever the cells hold, a table of equal rows quoted throughout comes back cell by cell."""
    import csv
    import io

    table = [[*row, *["。"] * (6 - len(row))] for row in rows]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    text, _ = decode(source(out.getvalue().encode(encoding)), encoding)
    assert cells(text) == [[cell or None for cell in row] for row in table]
