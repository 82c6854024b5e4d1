"""Text files: their encoding, their delimiter, their records."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from songyu_cli.domain.sheets import Row, Sheet
from songyu_cli.readers.unreadable import BadQuotes, CannotDecode, EmptyFile, NotText, UnknownEncoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.readers.source import Source

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_GUESSES = ["utf-8", "gb18030"]  # in this order: most UTF-8 text decodes as GB18030 too, into other words
_DELIMITERS = {"\t": 4, ",": 2, ";": 2, "，": 1}  # how much a cut counts: words hold many commas but hardly a tab
_SAMPLE = 500  # records looked at for the delimiter


def decode(source: Source, encoding: str | None = None) -> tuple[str, str]:
    """Return a file's text and its encoding: the one given, else by its mark, else UTF-8, else GB18030.

    Always the whole file and never with a character replaced.
    Raises CannotDecode, UnknownEncoding, NotText, EmptyFile.
    """
    data = source.data
    if encoding:
        try:
            names = [codecs.lookup(encoding).name]
        except (LookupError, ValueError) as fault:  # ValueError: a zero byte in the name
            raise UnknownEncoding(encoding=encoding) from fault
    else:
        names = [name for mark, name in _MARKS.items() if data.startswith(mark)] or _GUESSES
    for name in names:
        try:
            text = data.decode(name).removeprefix("\ufeff")
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

    A quoted cell may go over several lines and is one record still. Raises BadQuotes.
    """
    delimiter = _delimiter(text)
    rows: list[Row] = []
    try:
        for number, record in enumerate(_records(text, delimiter), start=1):
            rows.append(Row(number, [cell or None for cell in record]))
    except csv.Error as fault:
        raise BadQuotes(file=source.file, row=len(rows) + 1) from fault
    return Sheet(name=source.stem, rows=rows)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


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
