"""A worksheet part of an .xlsx: found out by searching its bytes, several times faster than by parsing them.

The search knows tags by their shape; `Container.chunks` has already refused whatever could look like one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from songyu_cli.domain.sheets import Broken
from songyu_cli.readers.container import ODD_XML
from songyu_cli.readers.source import MIB
from songyu_cli.readers.unreadable import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from songyu_cli.readers.sheet_facts import SheetFacts

_LONGEST_ROW = 32 * MIB
_PREFIXED = re.compile(rb":[a-z]")
_PREFIX = re.compile(rb"<(/?)[^\s<>/:=\"']+:")  # <x:row> is <row>
_CELL_MARKS = (b"<f", b'"e"', b"'e'")  # formulas and errors
_MARKS = (b"hidden", *_CELL_MARKS)
_CELL_TAG = re.compile(rb"<c[\s/>]")
_STYLED_BLANK = re.compile(rb"<c(?:\s+[\w:]+=\"[\w.]*\")*\s*/>")
_CELL = re.compile(rb"<c((?:\s[^<>]*?)?)(?:/>|>(.*?)</c\s*>)", re.DOTALL)
_COLUMN = re.compile(rb"<c r=\"([A-Z]+)\d")
_ROW = re.compile(rb"<c r=\"[A-Z]+(\d+)\"")
_OWN_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,9})[\"']")
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d{1,9})[\"']")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_TYPE = re.compile(rb"\st\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<[vt](?:\s[^<>]*)?>[^<]")


def scan_sheet(chunks: Iterable[bytes], facts: SheetFacts) -> None:
    """Read a worksheet part to its end and note its extent, hidden rows and broken cells.

    Only cells with content count for the extent: blank cells with a border may go on to the last row.
    Raises TooManyCells, BrokenFile.
    """
    number = 0
    for block in _blocks(chunks, facts.file):
        written = _STYLED_BLANK.sub(b"", block) if b'"/>' in block or b'" />' in block else block
        columns, numbers = _COLUMN.findall(written), _ROW.findall(written)
        plain = len(columns) == len(numbers) == written.count(b"<c")
        if plain and numbers:
            facts.reach(max(int(digits[:9]) for digits in set(numbers)), max(map(_column, set(columns))))
        if plain and not any(mark in block for mark in _MARKS):
            number = int(numbers[-1]) if numbers else number
            continue
        for row in block.split(b"<row")[1:]:
            tag = row[: row.find(b">")]
            numbered = _ROW_NUMBER.search(tag)
            number = int(numbered[1]) if numbered else number + 1
            if b"hidden" in tag and _HIDDEN.search(tag):
                facts.hidden_rows.add(number)
            if not plain or any(mark in row for mark in _CELL_MARKS):
                _scan_cells(row, number, facts, plain=plain)


def _blocks(chunks: Iterable[bytes], file: str) -> Iterator[bytes]:
    """Cut the sheet's data into blocks of whole rows, without namespace prefixes."""
    tags, rows = b"", b""
    begun = done = False
    for chunk in chunks:
        if done:
            continue  # the rest is unpacked all the same, for whoever copies it
        head, bracket, rest = (tags + chunk).rpartition(b"<")
        tags = bracket + rest
        if _PREFIXED.search(head):
            head = _PREFIX.sub(rb"<\1", head)
        rows += head
        if not begun:
            begun = b"<sheetData" in rows
            rows = rows[rows.find(b"<sheetData") :] if begun else rows
        end = rows.find(b"</sheetData") if begun else -1
        done = end >= 0
        cut = end if done else rows.rfind(b"<row")
        if cut > 0 and begun:
            yield rows[:cut]
            rows = rows[cut:]
        if len(tags) + len(rows) > _LONGEST_ROW and not done:
            raise BrokenFile(file=file, reason=ODD_XML)
    if begun and not done:
        yield rows + tags


def _scan_cells(row: bytes, number: int, facts: SheetFacts, *, plain: bool) -> None:
    """Look for errors and for formulas without a value; in a row that is not plain, for where each cell is too."""
    cells = _CELL.findall(row)
    if len(cells) != len(_CELL_TAG.findall(row)):
        raise BrokenFile(file=facts.file, reason=ODD_XML)
    column = -1
    for attributes, content in cells:
        if plain and b"<f" not in content and b"e" not in attributes:
            continue
        place = _OWN_PLACE.search(attributes)
        at, column = (int(place[2]), _column(place[1])) if place else (number, column + 1)
        if not content:
            continue
        facts.reach(at, column)
        kind = _TYPE.search(attributes)
        if kind and kind[1] == b"e":
            facts.breaks(at, column, Broken.ERROR)
        elif b"<f" in content and not _VALUE.search(content) and not (kind and kind[1] == b"str" and b"<v" in content):
            facts.breaks(at, column, Broken.UNCALCULATED)


def _column(letters: bytes) -> int:
    """Return 0 for A, 25 for Z, 26 for AA."""
    column = 0
    for letter in letters[:4].upper():  # four letters are too many already
        column = column * 26 + letter - 64
    return column - 1
