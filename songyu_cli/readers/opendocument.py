"""An .ods document, read here in full.

The library knows neither its merges nor its hidden rows and errors, and writes repeated cells out without a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

from songyu_cli.domain.sheets import Broken, Merge, Row, Sheet
from songyu_cli.readers.container import ODD_XML
from songyu_cli.readers.grid import clipped, number
from songyu_cli.readers.ooxml import LINKS, MACROS
from songyu_cli.readers.sheet_facts import MAX_COLUMN, SheetFacts, require_room
from songyu_cli.readers.unreadable import BrokenFile, PasswordProtected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.wording import Phrase
    from songyu_cli.readers.container import Container

CONTENT = "content.xml"
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE, _TEXT = (f"{_OASIS}{name}:1.0}}" for name in ("office", "style", "table", "text"))
_CELL, _PARAGRAPH = f"{_TABLE}table-cell", f"{_TEXT}p"
_COVERED = f"{_TABLE}covered-table-cell"
_ROW, _SHEET, _STYLED = f"{_TABLE}table-row", f"{_TABLE}table", f"{_STYLE}style"
_TIMES, _ROWS = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated"
_WIDE, _HIGH = f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned"
_KIND, _NUMBER, _FORMULA = f"{_OFFICE}value-type", f"{_OFFICE}value", f"{_TABLE}formula"
_KIND_OF_LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)|Err:\d+")
_MANY_BLANKS = 1000  # more in one place are an attack on the memory


def read_document(container: Container) -> tuple[list[Sheet], list[Phrase]]:
    """Return the sheets of a document and what to say about it.

    Raises PasswordProtected, BrokenFile, Overpacked, TooManyCells.
    """
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in container or (manifest in container and b"encryption-data" in container.read(manifest)):
        raise PasswordProtected(file=container.file)
    document = _Document(container.file)
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(["end"])
    try:
        for chunk in container.xml(CONTENT):
            parser.feed(chunk)
            for _, element in cast("Iterator[tuple[str, ET.Element]]", parser.read_events()):
                document.take(element)
        parser.close()
    except (ET.ParseError, ValueError, LookupError, RecursionError) as fault:
        raise BrokenFile(file=container.file, reason=ODD_XML) from fault
    modules = [
        name for name in container.names if name.startswith("basic/") and not name.endswith(("-lc.xml", "-lb.xml"))
    ]
    return document.sheets, [*([MACROS] if modules else []), *([LINKS] if document.links else [])]


@dataclass
class _Table:
    """The rows read so far; blank ones wait in `blanks` until something follows them."""

    facts: SheetFacts
    rows: list[list[Cell]] = field(default_factory=list)
    blanks: int = 0
    hidden: list[range] = field(default_factory=list)

    def add(self, element: ET.Element) -> None:
        """Take a row, as often as it is repeated."""
        times = _count(element, _ROWS)
        first = len(self.rows) + self.blanks + 1
        if element.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
            self.hidden.append(range(first, first + times))
        cells = self._cells(element, first)
        if not cells:
            self.blanks += times
            return
        self.facts.reach(first + times - 1, len(cells) - 1)
        self.rows += [[] for _ in range(self.blanks)]
        self.rows += [cells] * times
        self.blanks = 0

    def _cells(self, row: ET.Element, at: int) -> list[Cell]:
        cells: list[Cell] = []
        blanks = 0
        for element in row:
            if element.tag not in {_CELL, _COVERED}:
                continue
            times = _count(element, _TIMES)
            column = len(cells) + blanks
            if _WIDE in element.attrib or _HIGH in element.attrib:
                wide, high = _count(element, _WIDE), _count(element, _HIGH)
                self.facts.merges.append(Merge(at, at + high - 1, column, column + wide - 1))
            value = _value(element) if element.tag == _CELL else None
            if value is None:
                blanks += times
                continue
            if column + times > MAX_COLUMN:
                self.facts.reach(at, column + times - 1)
            cells += [None] * blanks + [value] * times if blanks or times > 1 else (value,)
            blanks = 0
        return cells

    def sheet(self, *, hidden: bool) -> Sheet:
        """Return the table as a sheet; the rows are made equally long."""
        height, width = len(self.rows), self.facts.last_column + 1
        return Sheet(
            name=self.facts.name,
            rows=[Row(at, [*cells, *[None] * (width - len(cells))]) for at, cells in enumerate(self.rows, start=1)],
            merges=clipped(self.facts.merges, height, width, self.facts.file),
            hidden=hidden,
            hidden_rows=frozenset(at for span in self.hidden for at in range(span.start, min(span.stop, height + 1))),
        )


class _Document:
    """Takes the elements of a document as they end, and keeps its sheets."""

    def __init__(self, file: str) -> None:
        self.sheets: list[Sheet] = []
        self.links = False
        self._file = file
        self._finished: list[SheetFacts] = []
        self._hidden_styles: set[str | None] = set()
        self._table = self._next_table()

    def take(self, element: ET.Element) -> None:
        """Take an element that is whole."""
        if element.tag == _ROW:
            self._table.add(element)
            element.clear()  # its cells are not needed again
        elif element.tag == _SHEET:
            self._finish(element)
        elif element.tag == _STYLED:
            shown = element.find(f"{_STYLE}table-properties")
            if shown is not None and shown.get(f"{_TABLE}display") == "false":
                self._hidden_styles.add(element.get(f"{_STYLE}name"))

    def _finish(self, element: ET.Element) -> None:
        table, self._table = self._table, self._next_table()
        if element.find(f"{_TABLE}table-source") is not None:
            self.links = True  # the kept copy of another file's sheet
        elif name := element.get(f"{_TABLE}name"):
            table.facts.name = name
            self._finished.append(table.facts)
            require_room(self._finished)
            self.sheets.append(table.sheet(hidden=element.get(f"{_TABLE}style-name") in self._hidden_styles))

    def _next_table(self) -> _Table:
        return _Table(SheetFacts(self._file, f"#{len(self.sheets) + 1}"))


def _count(element: ET.Element, name: str) -> int:
    count = element.get(name)
    return max(1, int(count)) if count else 1


def _value(cell: ET.Element) -> Cell:
    """Return what a cell holds. Raises ValueError for a number or a date that is none."""
    kind = cell.get(_KIND)
    if _FORMULA in cell.attrib:
        text = _cell_text(cell)
        if kind is None and not text:
            return Broken.UNCALCULATED
        if cell.get(_KIND_OF_LIBREOFFICE) == "error" or _ERROR.fullmatch(text):
            return Broken.ERROR
    match kind:
        case "float" | "percentage" | "currency":
            return number(float(cell.get(_NUMBER, "")))
        case "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
        case "date":
            return _date(cell.get(f"{_OFFICE}date-value", ""))
        case _:
            return _cell_text(cell) or cell.get(f"{_OFFICE}string-value") or None


def _date(iso: str) -> date | datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=None) if "T" in iso else date.fromisoformat(iso)


def _cell_text(cell: ET.Element) -> str:
    if len(cell) == 1 and cell[0].tag == _PARAGRAPH and not len(cell[0]):
        return cell[0].text or ""
    return "\n".join(_text(paragraph) for paragraph in cell if paragraph.tag == _PARAGRAPH)


def _text(element: ET.Element) -> str:
    """Return an element's text with its blanks, tabs and line breaks, which are elements themselves."""
    parts = [element.text or ""]
    for child in element:
        match child.tag.removeprefix(_TEXT):
            case "s":
                parts.append(" " * min(_count(child, f"{_TEXT}c"), _MANY_BLANKS))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case _:
                parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
