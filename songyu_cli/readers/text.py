"""Text files: their encoding, their delimiter, their records."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from songyu_cli.domain.apostrophes import unguarded
from songyu_cli.domain.sheets import Row, Sheet
from songyu_cli.readers.sheet_facts import MAX_CELLS
from songyu_cli.readers.source import MIB
from songyu_cli.readers.unreadable import (
    BadQuotes,
    CannotDecode,
    EmptyFile,
    FileTooBig,
    NotText,
    TooLongToRead,
    TooManyCells,
    UnknownEncoding,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.readers.source import Source

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_GUESSES = ["utf-8", "gb18030"]  # in this order: most UTF-8 text decodes as GB18030 too, into other words
_DELIMITERS = {"\t": 4, ",": 2, ";": 2, "，": 1}  # how much a cut counts: words hold many commas but hardly a tab
_LINE = re.compile(r"[^\r\n]{0,1000000}+(?:\r\n?|\n)?")
MAX_TEXT = 30 * MIB  # bytes, 300,000 rows of 12 columns: a character takes up to four of them in memory
_END = "\x1a"  # Ctrl-Z, with which old programs end a text
_SAMPLE = 500  # records looked at for the delimiter


def decode(source: Source, encoding: str | None = None) -> tuple[str, str]:
    """Return a file's text and its encoding: the one given, else by its mark, else UTF-8, else GB18030.

    Always the whole file and never with a character replaced.
    Raises CannotDecode, UnknownEncoding, NotText, EmptyFile, FileTooBig.
    """
    data = source.data
    if len(data) > MAX_TEXT:
        raise FileTooBig(file=source.file, limit=MAX_TEXT // MIB)
    if encoding:
        try:
            names = [codecs.lookup(encoding).name]
        except (LookupError, ValueError) as fault:  # ValueError: a zero byte in the name
            raise UnknownEncoding(encoding=encoding) from fault
    else:
        names = [name for mark, name in _MARKS.items() if data.startswith(mark)] or _GUESSES
    for name in names:
        try:
            text = data.decode(name).removeprefix("\ufeff").removesuffix(_END)
        except (UnicodeError, LookupError):  # LookupError: a codec, but not one for text
            continue
        if "\0" in text:
            raise NotText(file=source.file, line=text.count("\n", 0, text.index("\0")) + 1)
        if not text:
            raise EmptyFile(file=source.file)
        return text, name
    raise CannotDecode(file=source.file, encoding=" / ".join(names))


def read_text(text: str, source: Source) -> Sheet:
    """Return the records of delimited text, numbered from 1 as Excel does; empty cells are None.

    A quoted cell may go over several lines and is one record still. The apostrophe that our own files put before
    what looks like a formula is taken off. Raises BadQuotes, TooLongToRead, and
    TooManyCells before memory is taken for them.
    """
    delimiter = _delimiter(text)
    lines = max(text.count("\n"), text.count("\r"))
    if text.count(delimiter) + lines > MAX_CELLS:
        wide = text.count(delimiter) // (lines + 1) + 1
        raise TooManyCells(file=source.file, sheet=source.stem, row=lines + 1, column=wide, limit=MAX_CELLS)
    records = _records(text, delimiter)
    if "'" in text:
        records = (list(map(unguarded, record)) for record in records)
    rows: list[Row] = []
    same = dict[str, str]().setdefault  # what stands in many cells is held once: half the memory
    try:
        for number, record in enumerate(records, start=1):
            rows.append(Row(number, [same(cell, cell) if cell else None for cell in record]))
    except csv.Error as fault:
        why = BadQuotes if '"' in text else TooLongToRead  # where nothing is quoted, only its length can be wrong
        raise why(file=source.file, row=len(rows) + 1) from fault
    return Sheet(name=source.stem, rows=rows)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=delimiter, strict=True)


def _lines(text: str) -> Iterator[str]:
    """Give the lines, which a StringIO would hold at four bytes a character. Raises csv.Error for an absurd one."""
    for found in _LINE.finditer(text):
        line = found[0]
        if line and line[-1] not in "\r\n" and found.end() < len(text):
            raise csv.Error
        if line:
            yield line


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the most records into the same number of cells, the more cells the better.

    Titles and notes above and below a table are cut as well, but each into a number of its own.
    """
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    lengths: Counter[int] = Counter()
    with suppress(csv.Error):  # told with its row when the file is read
        lengths.update(len(record) for record in islice(_records(text, delimiter), _SAMPLE))
    cuts = [(count, (length - 1) * _DELIMITERS[delimiter]) for length, count in lengths.items() if length > 1]
    return max(((count - 1) * cut for count, cut in cuts), default=0), max((n * cut for n, cut in cuts), default=0)
