"""Tables of a web page: what many systems call an Excel export.

The standard library's HTML parser takes half a minute over 60 KB of unclosed tags; these few tags are found by search.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from songyu_cli.domain.sheets import Merge, Row, Sheet
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.grid import clipped
from songyu_cli.readers.sheet_facts import MAX_ROW, SheetFacts, require_room
from songyu_cli.readers.source import MIB
from songyu_cli.readers.unreadable import BrokenFile, FileTooBig, UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.domain.sheets import Cell
    from songyu_cli.readers.source import Source

NO_TABLE = Phrase("没有表格的网页", "a web page without a table")
NESTED = Phrase("表格里还有表格的网页", "a web page with tables inside tables")
TABLES = Phrase("里面有上千个表格", "it holds more than a thousand tables")
XML_TABLE = Phrase("Excel 2003 的 XML 表格", "an XML spreadsheet of Excel 2003")

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>|<[!?][^<>]*>", re.IGNORECASE)
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SILENT = {"script", "style"}
_NEW_LINE = {"br", "p", "div", "li", "/p", "/div", "/li"}
_START = 4096  # characters in which a page shows what it is
MAX_PAGE = 4 * MIB  # characters, 10,000 rows of 12 columns: a page takes many times its size while it is read
_MOST_TABLES = 1_000
_MAX_COLSPAN = 1000  # HTML's own limit


def looks_like_page(text: str) -> bool:
    """Tell whether a text is a web page rather than delimited text."""
    start = text[:_START].lstrip().lower()
    return start.startswith(("<html", "<!doctype", "<?xml")) or (start.startswith("<") and "<table" in text.lower())


def read_page(text: str, source: Source) -> list[Sheet]:
    """Return each table of a page as a sheet; cells over several rows or columns are merges.

    Raises UnknownFormat for a page without tables or with tables inside tables, BrokenFile, FileTooBig, TooManyCells.
    """
    if len(text) > MAX_PAGE:
        raise FileTooBig(file=source.file, limit=MAX_PAGE // MIB)
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:_START]:
        raise UnknownFormat(file=source.file, format=XML_TABLE)
    tables: list[_Table] = []
    inside = False
    for tag, attributes, words in _tokens(text):
        if tag == "table":
            if inside:
                raise UnknownFormat(file=source.file, format=NESTED)
            if len(tables) == _MOST_TABLES:
                raise BrokenFile(file=source.file, reason=TABLES)
            inside = True
            tables.append(_Table(SheetFacts(source.file, f"#{len(tables) + 1}")))
        elif tag == "/table":
            inside = False
        elif inside:
            tables[-1].take(tag, attributes, words)
    if not tables:
        raise UnknownFormat(file=source.file, format=NO_TABLE)
    require_room(table.facts for table in tables)
    names = [source.stem] if len(tables) == 1 else [f"{source.stem} {table.facts.name}" for table in tables]
    return [table.sheet(name) for table, name in zip(tables, names, strict=True)]


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each tag in small letters (`/td` for an end), its attributes, and the words up to the next tag."""
    parts = _TAG.split(_without_comments(text))
    silent = ""
    for slash, name, attributes, words in zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True):
        tag = f"{slash}{name}".lower() if name else ""
        if silent:
            silent = "" if tag == f"/{silent}" else silent
        elif tag in _SILENT:
            silent = tag
        else:
            yield tag, attributes or "", unescape(words)


def _without_comments(text: str) -> str:
    kept = []
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        kept.append(text[end:start])
        close = text.find("-->", start)
        end = close + 3 if close >= 0 else len(text)
    return "".join([*kept, text[end:]])


class _Table:
    """A table as it is read: rows of cells, and for each column the last row that a cell above reaches down to."""

    def __init__(self, facts: SheetFacts) -> None:
        self.facts = facts
        self._rows: list[list[Cell]] = []
        self._words: list[str] | None = None
        self._wide = self._high = 1
        self._covered: dict[int, int] = {}

    def take(self, tag: str, attributes: str, words: str) -> None:
        """Take a tag and the words after it."""
        if tag in {"tr", "/tr", "td", "th", "/td", "/th"}:
            self._end_cell()
        if tag == "tr" or (tag in {"td", "th"} and not self._rows):
            self._rows.append([])
            if _HIDDEN.search(attributes):
                self.facts.hidden_rows.add(len(self._rows))
        if tag in {"td", "th"}:
            spans = {name.lower(): int(count) for name, count in _SPAN.findall(attributes)}
            self._wide = min(max(1, spans.get("col", 1)), _MAX_COLSPAN)
            self._high = spans.get("row", 1) or MAX_ROW  # 0: down to the end
            self._words = []
        if self._words is not None:
            self._words.append("\n" if tag in _NEW_LINE else "")
            self._words.append(_BLANKS.sub(" ", words))

    def sheet(self, name: str) -> Sheet:
        """Return the table as a sheet; the rows are made equally long."""
        self._end_cell()
        height, width = len(self._rows), self.facts.last_column + 1
        return Sheet(
            name=name,
            rows=[Row(at, [*cells, *[None] * (width - len(cells))]) for at, cells in enumerate(self._rows, start=1)],
            merges=clipped(self.facts.merges, height, width, self.facts.file),
            hidden_rows=frozenset(self.facts.hidden_rows),
        )

    def _end_cell(self) -> None:
        if self._words is None:
            return
        lines = "".join(self._words).split("\n")
        self._words = None
        row, at = self._rows[-1], len(self._rows)
        while self._covered.get(len(row), 0) >= at:
            row.append(None)
        column = len(row)
        self.facts.reach(at, column + self._wide - 1)
        row.append("\n".join(kept for line in lines if (kept := line.strip(" \xa0"))) or None)
        row.extend([None] * (self._wide - 1))
        if self._wide > 1 or self._high > 1:
            self.facts.merges.append(Merge(at, at + self._high - 1, column, column + self._wide - 1))
            self._covered |= dict.fromkeys(range(column, column + self._wide), at + self._high - 1)
