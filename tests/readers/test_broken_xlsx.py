"""Workbooks put together to mislead, overwhelm or break a reader."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

import pytest

from songyu_cli.domain.sheets import Broken
from songyu_cli.readers import container
from songyu_cli.readers.sheet_facts import SheetFacts
from songyu_cli.readers.sheet_xml import scan_sheet
from songyu_cli.readers.unreadable import BrokenFile, Overpacked, TooManyCells
from songyu_cli.readers.workbook import read_workbook
from tests.files import Error, Table, edit_zip, replace_in, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
ROWS = [["楼栋", "数量"], ["12幢", 2], ["13幢", Error("#N/A")]]
READ = [["楼栋", "数量"], ["12幢", 2], ["13幢", Broken.ERROR]]


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
        pytest.param((FAR % b"A0000000001048576") + (FAR % b"XFD1"), id="zeros in front"),
        pytest.param(b'<c t="n" r="XFD1048576"><v>1</v></c>', id="another attribute first"),
        pytest.param(b'</row><row><sheetData/><c r="XFD1048576"><v>1</v></c>', id="a second beginning"),
        pytest.param(b'</row></sheetDataX><row><c r="XFD1048576"><v>1</v></c>', id="an end that is none"),
    ],
)
def test_a_cell_far_away_is_refused_before_the_library_sees_it(tmp_path: Path, cell: bytes) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("台账", ROWS))
    with pytest.raises(TooManyCells) as refused:
        read_workbook(replace_in(path, SHEET, b"</row></sheetData>", cell + b"</row></sheetData>"))
    assert refused.value.exit_code == 7
    assert "台账" in refused.value.message.zh


@pytest.mark.parametrize(("row", "column"), [(2_500, 1_000), (1_048_577, 0), (1, 16_384)])
def test_a_sheet_grows_only_up_to_the_limits(row: int, column: int) -> None:
    facts = SheetFacts("台账.xlsx", "表")
    facts.reach(row - 1, column - 1)
    with pytest.raises(TooManyCells):
        facts.reach(row, column)


def test_a_far_cell_is_found_before_a_second_beginning() -> None:
    far = b'<row r="2"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(TooManyCells):
        scan_sheet([b'<sheetData><row r="1"></row>', far + b"<sheetData/>", b'<row r="3"></row>'], SheetFacts("a", "b"))


def test_rows_are_counted_on_from_piece_to_piece() -> None:
    facts = SheetFacts("a", "b")
    error = b'<c t="e"><v>#REF!</v></c>'
    scan_sheet([b'<sheetData><row r="7"></row><row r="8"></row><row>', b"<c/>" + error, b"</row><row></row>"], facts)
    assert facts.broken == {(9, 1): Broken.ERROR}


def test_many_sheets_together_are_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", *(Table(f"{n}月", ROWS) for n in range(1, 4)))
    far = (FAR % b"CV20000") + b"</row></sheetData>"  # two million cells each
    edits = {f"xl/worksheets/sheet{n}.xml": lambda xml: xml.replace(b"</row></sheetData>", far) for n in (1, 2, 3)}
    with pytest.raises(TooManyCells):
        read_workbook(edit_zip(path, edits))


@pytest.mark.parametrize("declared", [b"A1:XFD1048576", b"A1", b"Z9"])
def test_the_declared_dimension_does_not_matter(tmp_path: Path, declared: bytes) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    replace_in(path, SHEET, b'ref="A1:B3"', b'ref="%s"' % declared)
    assert [list(row.cells) for row in read_workbook(path).sheets[0].rows] == READ


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param(SHEET, b"<sheetData>", b"<!-- <c> --><sheetData>", id="comment"),
        pytest.param(SHEET, b"<v>2</v>", b"<v><![CDATA[2]]></v>", id="cdata"),
        pytest.param(SHEET, b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "x">]><worksheet', id="doctype"),
        pytest.param(SHEET, b"<worksheet", b"\0<worksheet", id="zero byte"),
        pytest.param(SHEET, b'<c r="B2">', b'<c x=">" r="B2" t="e">', id="bracket in an attribute"),
        pytest.param(SHEET, b'<c r="B2">', b'<c x=">" r="XFD1048576">', id="bracket before a far place"),
        pytest.param(SHEET, b'<c r="B2">', b'<c x=\'"\' y=">" r="XFD1048576">', id="quotes in quotes before it"),
        pytest.param(SHEET, b'<c r="B2">', b'<c r="B2" r="XFD1048576">', id="two places"),
        pytest.param(SHEET, b'<c r="B2">', b'<c r="B2" x=">" r="XFD1048576">', id="bracket between two places"),
        pytest.param(SHEET, b'<row r="2"', b'<row x=">" r="1048576"', id="bracket before a row's place"),
        pytest.param(SHEET, b'<c r="B2">', b'<c x="</sheetData>"/><c r="XFD1048576">', id="an end in an attribute"),
        pytest.param(SHEET, b'r="B2"', b'r="2B"', id="reference that is none"),
        pytest.param(SHEET, b'r="B2"', b'r="$B$2"', id="reference with dollars"),
        pytest.param(SHEET, b'r="B2"', b'r="B"', id="reference without a row"),
        pytest.param(SHEET, b'<row r="2"', b'<row r="B2"', id="row with a letter"),
        pytest.param(SHEET, b"</sheetData>", b"", id="no end"),
        pytest.param(SHEET, b"<sheetData>", b"", id="no beginning"),
        pytest.param(SHEET, b't="s"><v>0<', b't="s"><v>99<', id="string that is not there"),
        pytest.param(RELATIONS, b'Id="rId1"', b'Id="other"', id="sheet without a part"),
        pytest.param("xl/workbook.xml", b"<sheets>", b"<sheets><", id="bad xml"),
        pytest.param("xl/workbook.xml", b"<sheets>", b"<!DOCTYPE a><sheets>", id="doctype in the workbook"),
    ],
)
def test_broken_workbooks_are_refused(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    path = replace_in(write_xlsx(tmp_path / "台账.xlsx", Table("a", ROWS)), part, old, new)
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


def test_parts_that_are_too_large_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    assert read_workbook(path).sheets
    monkeypatch.setattr(container, "MAX_UNPACKED", 2_000)
    with pytest.raises(Overpacked):
        read_workbook(path)


def test_what_is_odd_is_found_where_two_pieces_meet(tmp_path: Path) -> None:
    def edit(xml: bytes) -> bytes:  # hexadecimal digits, for blanks would shrink too well
        at = xml.index(b"<sheetData>")
        padding = hashlib.shake_256().hexdigest((container.CHUNK - at) // 2 - 1).encode()
        return xml[:at] + padding.ljust(container.CHUNK - at - 1, b"0") + b"<!-- -->" + xml[at:]

    with pytest.raises(BrokenFile):
        read_workbook(edit_zip(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), {SHEET: edit}))


@pytest.mark.parametrize(
    ("part", "old"),
    [("xl/sharedStrings.xml", b'uniqueCount="'), ("xl/sharedStrings.xml", b' count="'), ("xl/styles.xml", b' count="')],
)
def test_claimed_counts_are_refused(tmp_path: Path, part: str, old: bytes) -> None:
    """The library sets memory aside for them and would end the program."""
    path = replace_in(write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS)), part, old, old + b"99999999999")
    with pytest.raises(BrokenFile):
        read_workbook(path)


def test_more_content_than_declared_is_never_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Table("a", ROWS))
    data = path.read_bytes()
    at = data.rindex(SHEET.encode()) - 46
    path.write_bytes(data[: at + 24] + (100).to_bytes(4, "little") + data[at + 28 :])
    with pytest.raises(BrokenFile):
        read_workbook(path)
