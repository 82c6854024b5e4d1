"""Every kind of hostile file is refused within two seconds and 200 MiB, measured in a process of its own."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.files import Table, edit_zip, write_ods, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS, MEBIBYTES = 2.0, 200
STATUS = Path("/proc/self/status")
CHILD = """
import sys, time
from pathlib import Path
from songyu_cli.domain.errors import FileRefused
from songyu_cli.readers.workbook import read_workbook
try:
    read_workbook(Path(sys.argv[1]))
    said = "read"
except FileRefused as refusal:
    said = refusal.kind
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(said, time.process_time(), int(peak.split()[1]) / 1024)
"""
ROWS: list[list[Any]] = [["幢", "单元", "60岁以上"], ["12", "3", 2]]
SHEET, TEXTS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
MIB = 1024 * 1024
NOISE = hashlib.shake_256().hexdigest(MIB // 2).encode()  # shrinks to half, so that no ratio gives it away
CELL = b'<row r="%d"><c r="%s%d"><v>1</v></c></row></sheetData>'


def workbook(part: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        edit_zip(write_xlsx(path, Table("台账", ROWS)), {part: lambda xml: xml.replace(old, new)})

    return make


def document(old: bytes, new: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        edit_zip(write_ods(path, Table("台账", ROWS)), {"content.xml": lambda xml: xml.replace(old, new, 1)})

    return make


def text(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def cut(path: Path) -> None:
    whole = write_xlsx(path, Table("台账", ROWS)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def heavy(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(190 * MIB)


def locked(path: Path) -> None:
    data = bytearray(write_xlsx(path, Table("台账", ROWS)).read_bytes())
    data[data.rindex(SHEET.encode()) - 46 + 8] |= 1  # the flag of its entry in the directory
    path.write_bytes(data)


def many_sheets(path: Path) -> None:
    again = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(9, 60_000))
    workbook(BOOK, b"</sheets>", again + b"</sheets>")(path)
    assert zipfile.is_zipfile(path)


STRINGS = b"".join(b"<si><t>%d%s</t></si>" % (n, NOISE[n : n + 30]) for n in range(700_000))
MERGES = b"".join(b'<mergeCell ref="A%d:C%d"/>' % (n, n + 3) for n in range(1, 900_000, 4))
SPANS = b'<tr><td rowspan="9999" colspan="900">12</td></tr>'
LINES = b"<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
HOSTILE = {
    "bomb.xlsx": ("overpacked", workbook(SHEET, b"<sheetData>", b"<sheetData>" + b" " * 60 * MIB)),
    "far-cell.xlsx": ("too_many_cells", workbook(SHEET, b"</sheetData>", CELL % (1048576, b"XFD", 1048576))),
    "no-row.xlsx": ("broken_file", workbook(SHEET, b"<sheetData>", b'<cols x="' + NOISE * 40 + b'"/><sheetData>')),
    "one-long-string.xlsx": ("overpacked", workbook(TEXTS, b"</sst>", b"<si><t>" + NOISE * 40 + b"</t></si></sst>")),
    "many-strings.xlsx": ("overpacked", workbook(TEXTS, b"</sst>", STRINGS + b"</sst>")),
    "merges.xlsx": ("broken_file", workbook(SHEET, b"</sheetData>", b"</sheetData>" + MERGES)),
    "sheets.xlsx": ("broken_file", many_sheets),
    "cut.xlsx": ("broken_file", cut),
    "heavy.xlsx": ("file_too_big", heavy),
    "password.xlsx": ("password_protected", locked),
    "repeated.ods": (
        "too_many_cells",
        document(b"<table:table-row", b'<table:table-row table:number-rows-repeated="9999999"'),
    ),
    "bomb.ods": ("overpacked", document(b"</table:table>", LINES * 700_000 + b"</table:table>")),
    "deep.ods": ("broken_file", document(b"</table:table>", b"<text:span>" * 20_000 + NOISE + b"</table:table>")),
    "huge.html": ("file_too_big", text(b"<table>" + b"<tr><td>12</td></tr>" * 900_000)),
    "attributes.html": ("file_too_big", text(b"<table><tr><td " + b'a="1" ' * 4_000_000)),
    "unclosed.html": ("too_many_cells", text(b"<table>" + b"<td><tr <a " * 350_000)),
    "tables.html": ("broken_file", text(b"<table><tr><td>1</table>" * 160_000)),
    "spans.html": ("too_many_cells", text(b"<table>" + SPANS * 20_000)),
    "one-line.csv": ("too_long_to_read", text(b"1," * 15_000_000)),
    "one-cell.csv": ("too_long_to_read", text(b"1" * 30_000_000)),
    "open-quote.csv": ("bad_quotes", text('幢,单元\n12,"3'.encode() + b"1\n" * 1_000_000)),
    "blank-lines.csv": ("too_many_cells", text("幢,单元\n".encode() + b"\n" * 30_000_000)),
    "commas.csv": ("too_many_cells", text((b"," * 200 + b"\n") * 150_000)),
    "zeros.csv": ("not_text", text(b"\0" * 30_000_000)),
    "wide-letters.csv": ("too_many_cells", text("😀\n".encode() + b"1\n" * 15_000_000)),
    "long.csv": ("file_too_big", text(b"12,3,x\n" * 20_000_000)),
}


@pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process is read from /proc")
@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_before_it_costs_anything(tmp_path: Path, name: str) -> None:
    kind, make = HOSTILE[name]
    make(tmp_path / name)
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path / name)], capture_output=True, text=True, check=True
    )
    said, seconds, peak = ran.stdout.split()
    assert said == kind
    assert float(seconds) < SECONDS
    assert float(peak) < MEBIBYTES
