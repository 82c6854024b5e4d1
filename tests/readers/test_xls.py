"""Workbooks of Excel 97 and of WPS (.et): records in an OLE container."""

from __future__ import annotations

import struct
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from songyu_cli.domain.sheets import Broken, Merge
from songyu_cli.readers.compound import CompoundFile, compound_file
from songyu_cli.readers.ooxml import LINKS
from songyu_cli.readers.source import open_source
from songyu_cli.readers.unreadable import BrokenFile, PasswordProtected, TooManyCells, UnknownFormat
from songyu_cli.readers.workbook import read_workbook
from tests.files import Error, Formula, Table, write_xls

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["楼栋", "数量"], ["12幢", 2], ["13幢", 3.5]]
END = struct.pack("<2H", 0x0A, 0)


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<2H", kind, len(data)) + data


def stream_of(path: Path) -> bytes:
    stream = CompoundFile(open_source(path)).read("Workbook")
    assert stream is not None
    return stream


def with_stream(path: Path, stream: bytes, name: str = "Workbook") -> Path:
    path.write_bytes(compound_file(name, stream))
    return path


@pytest.mark.parametrize("name", ["台账.xls", "台账.et"])
def test_cells_merges_hidden_rows_and_sheets(tmp_path: Path, name: str) -> None:
    rows = [
        [],
        [None, None, "安装情况", None, None],
        [None, None, "文字\n两行", 5, 5.5],
        [None, None, True, date(2021, 3, 5), datetime(2021, 3, 5, 7, 8)],  # noqa: DTZ001  no zones here
    ]
    table = Table("第一批", rows, merges=[(2, 2, 2, 3)], hidden_rows=[3, 50])
    book = read_workbook(write_xls(tmp_path / name, table, Table("藏", [[1]], hidden=True)))
    shown, hidden = book.sheets
    assert [row.number for row in shown.rows] == [1, 2, 3, 4]
    assert [list(row.cells) for row in shown.rows] == [[None] * 5, *rows[1:]]
    assert type(shown.rows[2].cells[3]) is int
    assert (shown.name, shown.merges, shown.hidden_rows) == ("第一批", [Merge(2, 2, 2, 3)], {3})
    assert (hidden.name, hidden.hidden, shown.hidden) == ("藏", True, False)
    assert book.notices == []


def with_chart(path: Path, *inside: bytes, after: bytes = b"") -> Path:
    """Put a chart with records of its own into the sheet, and records after it."""
    stream = stream_of(path)
    at = stream.index(struct.pack("<3H", 0xE5, 10, 1))
    chart = record(0x809, b"\0\6\x20\0" + bytes(12)) + b"".join(inside) + END
    return with_stream(path, stream[:at] + chart + after + stream[at:])


def test_a_chart_inside_a_sheet_does_not_end_it(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", ROWS, merges=[(1, 2, 1, 1)]))
    kept_copy = record(0x205, struct.pack("<3H2B", 0, 0, 0, 7, 1))  # an error in what the chart remembers of A1
    sheet = read_workbook(with_chart(path, kept_copy)).sheets[0]
    assert [list(row.cells) for row in sheet.rows] == ROWS
    assert sheet.merges == [Merge(1, 2, 1, 1)]


def test_a_far_cell_behind_a_chart_is_refused(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", ROWS, merges=[(1, 2, 1, 1)]))
    with pytest.raises(TooManyCells):
        read_workbook(with_chart(path, after=record(0x203, struct.pack("<3Hd", 0xFFFF, 0xFFFF, 0, 1))))


def test_errors_are_broken_even_at_the_edge(tmp_path: Path) -> None:
    rows = [["合计", Error("#DIV/0!")], ["x"], [None, None, None, Error("#REF!")]]
    sheet = read_workbook(write_xls(tmp_path / "a.xls", Table("a", rows))).sheets[0]
    assert [list(row.cells) for row in sheet.rows] == [
        ["合计", Broken.ERROR, None, None],
        ["x", None, None, None],
        [None, None, None, Broken.ERROR],
    ]


def test_a_formula_that_ends_in_an_error(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", [["x", Formula("1/0")]]))
    stream = stream_of(path)
    text_result, error_result = b"\x03\0\0\0\0\0\xff\xff", b"\x02\0\x07\0\0\0\xff\xff"
    assert stream.count(text_result) == 1
    sheet = read_workbook(with_stream(path, stream.replace(text_result, error_result))).sheets[0]
    assert sheet.rows[0].cells == ["x", Broken.ERROR]


def test_a_workbook_longer_than_the_header_can_list(tmp_path: Path) -> None:
    rows = [[f"{n}" + "x" * 30_000] for n in range(250)]
    path = write_xls(tmp_path / "a.xls", Table("a", rows))
    assert path.stat().st_size > 109 * 128 * 512
    assert [list(row.cells) for row in read_workbook(path).sheets[0].rows] == rows


def test_streams_come_out_as_they_went_in(tmp_path: Path) -> None:
    for size in (1, 4095, 4096, 4097, 1024 * 4096, 1030 * 4096):
        stream = bytes(range(251)) * (size // 251 + 1)
        path = with_stream(tmp_path / "a.xls", stream[:size], "Any Name")
        assert (CompoundFile(open_source(path)).read("Any Name") or b"")[:size] == stream[:size]


def test_a_short_stream_in_small_sectors(tmp_path: Path) -> None:
    """Two sectors of 64 bytes, out of order, inside the root's own stream."""
    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2, 1, end, 0
    )
    header += struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", fat, end, end, end, *[free] * 124)

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        letters = name.encode("utf-16-le")
        return struct.pack("<64sHBB3I36xIQ", letters, len(letters) + 2, kind, 1, free, free, free, start, size)

    directory = entry("Root Entry", 5, 3, 128) + entry("Short", 2, 1, 100)
    small_table = struct.pack("<128I", end, 0, *[free] * 126)
    small = b"b" * 64 + b"a" * 64
    (tmp_path / "a.xls").write_bytes(
        header + table + directory.ljust(512, b"\0") + small_table + small.ljust(512, b"\0")
    )
    assert CompoundFile(open_source(tmp_path / "a.xls")).read("Short") == b"a" * 64 + b"b" * 36


def test_encrypted_workbooks(tmp_path: Path) -> None:
    old = with_stream(tmp_path / "old.xls", record(0x809, b"\0\6\5\0" + bytes(12)) + record(0x2F, b"\1\0") + END)
    new = with_stream(tmp_path / "new.xlsx", b"\0" * 5000, "EncryptedPackage")
    for path in (old, new):
        with pytest.raises(PasswordProtected) as refused:
            read_workbook(path)
        assert refused.value.exit_code == 7
        assert "密码" in refused.value.message.zh


@pytest.mark.parametrize(
    ("stream", "kind"), [("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("Other", "Office")]
)
def test_other_documents_of_office(tmp_path: Path, stream: str, kind: str) -> None:
    with pytest.raises(UnknownFormat) as refused:
        read_workbook(with_stream(tmp_path / "a.xls", b"x", stream))
    assert kind in refused.value.message.zh


def test_references_to_other_books_are_said(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", ROWS))
    stream = stream_of(path)
    shift = len(book := record(0x1AE, struct.pack("<2H", 1, 9) + b"other.xls"))
    at = stream.index(struct.pack("<H", 0x85))
    place = struct.unpack_from("<I", stream, at + 4)[0]
    stream = stream[:at] + book + stream[at : at + 4] + struct.pack("<I", place + shift) + stream[at + 8 :]
    assert read_workbook(with_stream(path, stream)).notices == [LINKS]


@pytest.mark.parametrize("claim", [(0, 0xFFFFFFFF, 0, 0xFFFF), (5, 2, 5, 2), (0, 65536, 0, 256)])
def test_claimed_dimensions_do_not_matter(tmp_path: Path, claim: tuple[int, int, int, int]) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", ROWS))
    stream = stream_of(path)
    at = stream.index(struct.pack("<2H", 0x200, 14)) + 4
    changed = stream[:at] + struct.pack("<IIHH", *claim) + stream[at + 12 :]
    assert [list(row.cells) for row in read_workbook(with_stream(path, changed)).sheets[0].rows] == ROWS


def test_a_cell_far_away_is_refused(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", ROWS))
    far = stream_of(path).replace(struct.pack("<4H", 0xFD, 10, 2, 0), struct.pack("<4H", 0xFD, 10, 0xFFFF, 0xFFFF))
    with pytest.raises(TooManyCells):
        read_workbook(with_stream(path, far))


def test_more_strings_than_the_file_could_hold_are_refused(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", ROWS))
    stream = stream_of(path)
    at = stream.index(struct.pack("<I", 4) * 2)  # four strings, four of them different
    with pytest.raises(BrokenFile):
        read_workbook(with_stream(path, stream[: at + 4] + struct.pack("<I", 0x7FFFFFFF) + stream[at + 8 :]))


@pytest.mark.parametrize("keep", [8, 100, 512, 1000, 2000])
def test_a_cut_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = write_xls(tmp_path / "a.xls", Table("a", ROWS))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(BrokenFile):
        read_workbook(path)


def test_a_chain_that_bites_its_tail_is_refused(tmp_path: Path) -> None:
    path = with_stream(tmp_path / "a.xls", stream_of(write_xls(tmp_path / "b.xls", Table("a", ROWS))))
    data = bytearray(path.read_bytes())
    data[4096 + 8 : 4096 + 12] = struct.pack("<I", 2)  # the stream's first sector follows itself
    path.write_bytes(data)
    with pytest.raises(BrokenFile):
        read_workbook(path)


def test_a_record_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    stream = record(0x809, b"\0\6\5\0" + bytes(12)) + struct.pack("<2H", 0x85, 9000)
    with pytest.raises(BrokenFile):
        read_workbook(with_stream(tmp_path / "a.xls", stream))


@pytest.mark.parametrize("nineteen_four", [False, True])
def test_the_date_system_is_known_and_dates_are_right_in_both(tmp_path: Path, nineteen_four: bool) -> None:
    import xlwt

    book = xlwt.Workbook()
    book.dates_1904 = nineteen_four
    sheet = book.add_sheet("a")
    sheet.write(0, 0, date(2021, 9, 5), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(0, 1, 42_982)
    book.save(str(tmp_path / "a.xls"))
    [read] = read_workbook(tmp_path / "a.xls").sheets
    assert (read.rows[0].cells, read.epoch_1904) == ([date(2021, 9, 5), 42_982], nineteen_four)
