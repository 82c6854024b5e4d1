"""The stream of an old .xls workbook, record by record: what the library does not tell about its sheets."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.sheet_facts import SheetFacts, require_room
from songyu_cli.readers.unreadable import BrokenFile, PasswordProtected

if TYPE_CHECKING:
    from collections.abc import Iterator

# Record types, as [MS-XLS] numbers them
_FORMULA, _EOF, _FILEPASS, _BOUNDSHEET, _MULRK, _RSTRING = 0x06, 0x0A, 0x2F, 0x85, 0xBD, 0xD6
_SST, _LABELSST, _SUPBOOK, _DIMENSIONS, _NUMBER, _LABEL = 0xFC, 0xFD, 0x1AE, 0x200, 0x203, 0x204
_BOOLERR, _ROW, _RK, _BOF, _DATEMODE = 0x205, 0x208, 0x27E, 0x809, 0x22

_CELLS = frozenset({_FORMULA, _MULRK, _RSTRING, _LABELSST, _NUMBER, _LABEL, _BOOLERR, _RK})
_SHORTEST = {_FORMULA: 20, _BOOLERR: 8, _ROW: 16, _SST: 8, _BOUNDSHEET: 8, _SUPBOOK: 4, _DATEMODE: 2}
_SHORTEST_CELL = 6
_HIDDEN_ROW = 0x20
_ERROR_VALUE = 2  # of a formula whose value is no number
_OWN_SHEETS, _ADD_INS = 0x0401, 0x3A01  # references to this very book and to built-in functions

CUT = Phrase("工作簿的记录断了", "the records of the workbook are cut short")


class OldWorkbook(NamedTuple):
    """A stream that is safe to read, the facts of its sheets in their order, and whether it refers to other files."""

    stream: bytes
    sheets: list[SheetFacts]
    links: bool


def scan_workbook(stream: bytes, file: str) -> OldWorkbook:
    """Look through a workbook stream. Raises PasswordProtected, BrokenFile, TooManyCells.

    The records that claim a size are emptied: the library would set aside memory for whatever they claim.
    """
    starts: list[int] = []
    links = epoch_1904 = False
    for kind, start, _ in _records(stream, 0, file):
        if kind == _FILEPASS:
            raise PasswordProtected(file=file)
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", stream, start)[0])
        elif kind == _DATEMODE:
            epoch_1904 = stream[start] == 1
        elif kind == _SUPBOOK:
            links |= struct.unpack_from("<2H", stream, start)[1] not in {_OWN_SHEETS, _ADD_INS}
        elif kind == _SST and struct.unpack_from("<I", stream, start + 4)[0] > len(stream) // 3:
            raise BrokenFile(file=file, reason=CUT)
        elif kind == _EOF:
            break
    safe = bytearray(stream)
    sheets = []
    for number, start in enumerate(starts, start=1):
        facts = SheetFacts(file, f"#{number}", epoch_1904=epoch_1904)
        _scan_sheet(stream, start, facts, safe)
        sheets.append(facts)
    require_room(sheets)
    return OldWorkbook(bytes(safe), sheets, links)


def _records(stream: bytes, offset: int, file: str) -> Iterator[tuple[int, int, int]]:
    """Yield each record's type, the start of its data and their length."""
    end = len(stream)
    while offset + 4 <= end:
        kind, length = struct.unpack_from("<2H", stream, offset)
        offset += 4
        if offset + length > end or length < _SHORTEST.get(kind, 0):
            raise BrokenFile(file=file, reason=CUT)
        yield kind, offset, length
        offset += length


def _scan_sheet(stream: bytes, offset: int, facts: SheetFacts, safe: bytearray) -> None:
    depth = 0  # a chart inside the sheet is a stream of its own, with its own beginning and end
    for kind, start, length in _records(stream, offset, facts.file):
        if kind in _CELLS:
            _scan_cell(stream, kind, start, length, facts, charted=depth > 1)
        elif kind == _ROW:
            row, *_, options = struct.unpack_from("<7H", stream, start)
            if options & _HIDDEN_ROW:
                facts.hidden_rows.add(row + 1)
        elif kind == _DIMENSIONS:
            safe[start : start + length] = bytes(length)
        elif kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return


def _scan_cell(stream: bytes, kind: int, start: int, length: int, facts: SheetFacts, *, charted: bool) -> None:
    if length < _SHORTEST_CELL:
        raise BrokenFile(file=facts.file, reason=CUT)
    row, column = struct.unpack_from("<2H", stream, start)
    if kind == _MULRK:
        facts.reach(row + 1, max(column, struct.unpack_from("<H", stream, start + length - 2)[0]))
    elif not charted and (
        (kind == _BOOLERR and stream[start + 7] == 1)
        or (kind == _FORMULA and stream[start + 6] == _ERROR_VALUE and stream[start + 12 : start + 14] == b"\xff\xff")
    ):
        facts.breaks(row + 1, column, Broken.ERROR)
    else:
        facts.reach(row + 1, column)  # a copy that a chart keeps counts for the reach only
