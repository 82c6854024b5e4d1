"""A worksheet part of an .xlsx: found out by searching its bytes, several times faster than by parsing them.

The search knows tags by their shape; `Container.xml` has already refused what could look like one and is none.
Nearly every writer gives each row and cell its place first, `<row r="2"><c r="A2"`; what another writes is brought
into that shape.
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

_LONGEST_ROW = 8 * MIB
_MOST_MERGES = 100_000
_TOO_LONG = 10  # digits
_PREFIXED = re.compile(rb":[a-z]")
_PREFIX = re.compile(rb"<(/?)[^\s<>/:=\"']+:")  # <x:row> is <row>
_PLAIN_ROW = re.compile(rb"<row r=\"(\d+)\"")
_PLAIN_CELL = re.compile(rb"<c r=\"[A-Z]++(\d++)\"(?: (?:s|t|cm|vm|ph)=\"\w*+\")*+ ?/?>")
_COLUMN = re.compile(rb"<c r=\"([A-Z]+)\d")
_ROW = re.compile(rb"<c r=\"[A-Z]+(\d+)\"")
_STYLED_BLANK = re.compile(rb"<c(?:\s+[\w:]+=\"[\w.]*\")*\s*/>")
_HIDDEN_ROW = re.compile(rb"<row r=\"(\d{1,9})\"[^<>]*\shidden\s*=\s*[\"'](?:1|true)[\"']")
_ERROR = re.compile(rb"<c r=\"([A-Z]+)(\d+)\"[^<>]*\st\s*=\s*[\"']e[\"']")
_NO_VALUE = re.compile(
    rb"<c r=\"([A-Z]+)(\d+)\"([^<>]*)>\s*<f[^<>]*(?:/>|>[^<>]*</f\s*>)\s*(<v[^<>]*(?:/>|>\s*</v\s*>)\s*)?</c"
)
_TEXT_CELL = re.compile(rb"\st\s*=\s*[\"']str[\"']")
_TAG = re.compile(rb"<(?:row|c)[\s/>]")
_WHOLE_TAG = re.compile(rb"<(row|c)((?:\s+[^\s=<>\"']+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*)\s*(/?)>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)(\d*)")


def scan_sheet(chunks: Iterable[bytes], facts: SheetFacts) -> None:
    """Read a worksheet part to its end and note its extent, hidden rows and broken cells.

    Only cells with content count for the extent: blank cells with a border may go on to the last row.
    Raises TooManyCells, BrokenFile.
    """
    number = 0
    for raw in _blocks(chunks, facts.file):
        block, rows, numbers = raw, _PLAIN_CELL.findall(raw), _PLAIN_ROW.findall(raw)
        if len(rows) != raw.count(b"<c") or len(numbers) != raw.count(b"<row"):
            block = _placed(raw, number, facts.file)
            numbers = _PLAIN_ROW.findall(block)
        number = _number(numbers[-1]) if numbers else number
        written = _STYLED_BLANK.sub(b"", block) if b'"/>' in block or b'" />' in block else block
        rows = rows if written is raw else _ROW.findall(written)
        if rows:
            facts.reach(max(map(_number, set(rows))), max(map(_column, set(_COLUMN.findall(written)))))
        if b"hidden" in block:
            facts.hidden_rows.update(map(_number, _HIDDEN_ROW.findall(block)))
        if b'"e"' in block or b"'e'" in block:
            for letters, digits in _ERROR.findall(block):
                facts.breaks(_number(digits), _column(letters), Broken.ERROR)
        if b"<f" in block:
            for letters, digits, attributes, value in _NO_VALUE.findall(block):
                if not (value and _TEXT_CELL.search(attributes)):  # a formula may well give an empty text
                    facts.breaks(_number(digits), _column(letters), Broken.UNCALCULATED)


def _blocks(chunks: Iterable[bytes], file: str) -> Iterator[bytes]:
    """Cut a sheet, from its first row to the end of the part, into blocks of whole rows without namespace prefixes."""
    tags, rows, begun, merges = b"", b"", False, 0
    for chunk in chunks:
        head, bracket, rest = (tags + chunk).rpartition(b"<")
        tags = bracket + rest
        rows += _PREFIX.sub(rb"<\1", head) if _PREFIXED.search(head) else head
        if not begun and b"<sheetData" in rows:
            begun, rows = True, rows[rows.find(b"<sheetData") :]
        cut = rows.rfind(b"<row")
        if cut > 0 and begun:
            yield rows[:cut]
            rows = rows[cut:]
        merges += head.count(b"mergeCell ")
        if len(tags) + len(rows) > _LONGEST_ROW or merges > _MOST_MERGES:
            raise BrokenFile(file=file, reason=ODD_XML)
    yield rows + tags


def _placed(block: bytes, number: int, file: str) -> bytes:
    """Return rows with the place of each row and cell as its first attribute; `number` is the row before them."""
    column = -1

    def place(found: re.Match[bytes]) -> bytes:
        nonlocal number, column
        tag, attributes, end = found.groups()
        own = _PLACE.findall(attributes)
        letters, digits = own[0] if own else (b"", b"")
        if len(own) > 1 or (own and (not digits or (tag == b"row") == bool(letters))):
            raise BrokenFile(file=file, reason=ODD_XML)
        if tag == b"row":
            number, column = _number(digits) if own else number + 1, -1
            return b'<row r="%d"%s%s>' % (number, attributes, end)
        row, column = (_number(digits), _column(letters)) if own else (number, column + 1)
        return b'<c r="%s%d"%s%s>' % (_letters(column), row, attributes, end)

    placed, count = _WHOLE_TAG.subn(place, block)
    if count != len(_TAG.findall(block)):
        raise BrokenFile(file=file, reason=ODD_XML)
    return placed


def _number(digits: bytes) -> int:
    """Return a row's number; one of more than nine digits is beyond any sheet, however many of them are zeros."""
    return int(digits) if len(digits) < _TOO_LONG else 10**_TOO_LONG


def _column(letters: bytes) -> int:
    """Return 0 for A, 25 for Z, 26 for AA."""
    column = 0
    for letter in letters[:4].upper():  # four letters are too many already
        column = column * 26 + letter - 64
    return column - 1


def _letters(column: int) -> bytes:
    """Return A for 0, AA for 26."""
    letters = b""
    while column >= 0:
        column, letter = column // 26 - 1, column % 26
        letters = bytes([65 + letter]) + letters
    return letters
