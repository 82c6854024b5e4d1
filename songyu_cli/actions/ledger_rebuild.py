"""A ledger is made anew from the lines of an exported one, and is equal to it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NoReturn

from songyu_cli.domain.whole import (
    NUMBERS,
    Closing,
    ExportChanged,
    ExportRowRefused,
    Rebuilt,
    Table,
    Unfit,
    read_closing,
    read_row,
    read_schema,
)
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.whole import opened
from songyu_cli.storage import log, whole
from songyu_cli.storage.names import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from songyu_cli.readers.whole import WholeFile
    from songyu_cli.storage.connection import Database

_BEYOND = 2**63 - 1  # SQLite's last number: a table that gave it gives no more


def rebuild_ledger(db: Database, path: Path) -> Rebuilt:
    """Fill a ledger that is still bare with all that an export holds, its log and its numbers included.

    An export of an older ledger is brought up to date. Raises NotAnExport, ExportNewer, ExportTooBig, ExportChanged,
    ExportRowRefused, and what is wrong with a file that cannot be read.
    """
    with opened(path) as file:
        schema = read_schema(file.first(), MIGRATIONS, str(path))
        closing = _sealed(file)
        with whole.filling(db, schema):
            _Rows(db, file).put(closing)
            opening = whole.opening(db)
            if opening.line().encode() != file.first():
                _changed(file, Phrase("第 1 行和账本的内容不符", "line 1 is not about this ledger"))
    units, demands, benches, entries = (closing.rows[name] for name in ("units", "demands", "benches", "commands"))
    name = str(db.path)
    return Rebuilt(name, str(path), opening.community, units, demands, benches, entries, opening.at)


def _sealed(file: WholeFile) -> Closing:
    """Return the closing line once all lines are seen to be those it was written for. Raises ExportChanged."""
    closing = read_closing(file.last)
    digest = file.digest()
    if closing is None and file.last.endswith(b"\r\n"):
        _changed(file, Phrase("换行被别的程序改过", "another program changed its line breaks"))
    if closing is None:
        why = Phrase("到第 {line} 行就没有了，缺结尾那一行", "it ends at line {line}, without its closing line")
        _changed(file, why.format(line=file.lines))
    if closing.sha256 != digest:
        why = Phrase("内容和第 {line} 行的校验码对不上", "what it holds does not match the seal in line {line}")
        _changed(file, why.format(line=file.lines))
    return closing


def _changed(file: WholeFile, why: Phrase) -> NoReturn:
    raise ExportChanged(file=file.path, why=why)


class _Rows:
    """The rows of a file on their way into a ledger; it knows the line that it has come to."""

    def __init__(self, db: Database, file: WholeFile) -> None:
        self.db, self.file = db, file
        self.tables = whole.tables(db)
        self.counts = dict.fromkeys(self.tables, 0)
        self.first: dict[str, int] = {}  # the line of each table's first row
        self.line = 1

    def put(self, closing: Closing) -> None:
        """Put all rows into the ledger and see that they hold together. Raises ExportRowRefused and ExportChanged."""
        try:
            numbers: list[tuple[Any, ...]] = []
            for table, found in groupby(self._read(), key=lambda pair: pair[0]):
                values = (row for _, row in found)
                if table.name == NUMBERS:
                    numbers = [self._number(row) for row in values]
                else:
                    whole.fill(self.db, table, values)
            whole.put_numbers(self.db, numbers)
        except Unfit as fault:
            self._refuse(self.line, fault.why)
        if [*closing.rows.items()] != [*self.counts.items()]:
            why = Phrase("行数和第 {line} 行写的不一样", "there are not as many rows as line {line} says")
            _changed(self.file, why.format(line=self.file.lines))
        self._check()

    def _read(self) -> Iterator[tuple[Table, tuple[Any, ...]]]:
        order = {name: place for place, name in enumerate(self.tables)}
        before: tuple[int, Any] = (-1, None)
        for number, raw in self.file.between():
            self.line = number
            table, values = read_row(raw, self.tables)
            here = order[table.name], values[0]
            if here[0] != before[0]:
                self.first[table.name] = self.line
            if here[0] < before[0] or (here[0] == before[0] and here[1] <= before[1]):
                raise Unfit(Phrase("编号重复，或次序不对", "its number is there twice, or it is not in its place"))
            before = here
            self.counts[table.name] += 1
            yield table, values

    def _number(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        name, last = row
        known = name in self.tables and name not in (NUMBERS, "serials")
        if not known or last is None or not whole.highest(self.db, name) <= last < _BEYOND:
            raise Unfit(Phrase("编号会重复发出去", "numbers would be given twice"))
        return row

    def _check(self) -> None:
        stray = whole.stray(self.db)
        if stray:
            self._refuse(self._line_of(*stray), Phrase("指到了没有的一行", "it points at a row that is not there"))
        broken = log.broken_link(self.db)
        if broken is not None:
            why = Phrase("日志第 {n} 号的校验链断了", "the chain of the log is broken at entry {n}").format(n=broken)
            self._refuse(self._line_of("commands", broken), why)

    def _line_of(self, table: str, row: int) -> int:
        return self.first[table] + whole.place(self.db, table, row)

    def _refuse(self, line: int, why: Phrase) -> NoReturn:
        raise ExportRowRefused(file=self.file.path, line=line, why=why)
