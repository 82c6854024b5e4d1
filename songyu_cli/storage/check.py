"""A ledger is looked through from its first byte to its rules; nothing is written to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.benches import tag_of
from songyu_cli.domain.checks import Finding, Findings
from songyu_cli.domain.ledgers import LedgerDamaged, LedgerForeign
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.storage import batches, engine, heads, meetings, menu, schema
from songyu_cli.storage.check_log import check_entries, replay
from songyu_cli.storage.database import check_file, glance, older
from songyu_cli.storage.engine import journal_mode
from songyu_cli.storage.names import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from songyu_cli.domain.heads import Head
    from songyu_cli.storage.connection import Database

_HEADER = 100  # bytes before the first page's own
_LARGEST = 65536  # a page size too large for its two bytes is written as 1
_SAID = 5  # lines of SQLite's own check
_WHAT = {
    "table": Phrase("表", "table"),
    "index": Phrase("索引", "index"),
    "trigger": Phrase("触发器", "trigger"),
    "view": Phrase("视图", "view"),
}
_HARMLESS = ("index", "view")  # what somebody may have added for another tool
_PARTS = {
    "rows": Phrase("指向别的行的行", "the rows that point at others"),
    "schema": Phrase("表的样子", "the schema"),
    "log": Phrase("日志", "the log"),
    "state": Phrase("日志和账", "the log beside the rows"),
    "numbers": Phrase("编号", "the numbers"),
    "rules": Phrase("批次和会议", "batches and meetings"),
}


class Examined(NamedTuple):
    """What was found in a ledger, and what was counted on the way; `broken` is the first entry off the log's chain."""

    findings: list[Finding]
    head: Head | None = None
    entries: int = 0
    changes: int = 0
    rows: int = 0
    older: bool = False
    broken: int | None = None


def examine(path: Path, *, patience: float) -> Examined:
    """Look a ledger through; what is wrong with it is told and never raised.

    Raises LedgerMissing, LedgerNotAFile, LedgerEmpty, LedgerForeign, LedgerNewer, LedgerLocked and LedgerUnusable where
    there is no ledger to look at.
    """
    found = Findings()
    try:
        check_file(path)
    except LedgerForeign:
        if not _was_ledger(path):
            raise
        found.add("header")
        return Examined(found.all())
    cut = _cut(path)
    if cut:
        found.add("short", wanted=cut[0], there=cut[1])
        return Examined(found.all())
    try:
        with glance(path, patience=patience) as db, db.reading():
            return examine_open(db, path, found)
    except LedgerDamaged as damage:
        found.add("pages", why=damage.values["why"])
        return Examined(found.all())


def examine_open(db: Database, path: Path, found: Findings | None = None) -> Examined:
    """Look through a ledger that is open already, such as a copy in memory. Raises LedgerNewer."""
    return _Looking(db, path, found or Findings()).all()


class _Looking:
    """A ledger that SQLite can open, part by part; one that cannot be read does not keep from looking at the rest."""

    def __init__(self, db: Database, path: Path, found: Findings) -> None:
        self.db, self.path, self.found = db, path, found
        self.rows = 0
        self.broken: int | None = None

    def all(self) -> Examined:
        behind = older(self.db, self.path)
        with self._part("pages"):
            for row in self.db.all(f"PRAGMA integrity_check({_SAID})"):
                if row[0] != "ok":
                    self.found.add("pages", why=verbatim(row[0]))
        if not self.found.told:  # what lies on damaged pages says nothing by itself
            self._look(behind=behind)
        head, entries, changes = None, 0, 0
        with self._part("log"):
            entries, changes = (self.db.value(f"SELECT count(*) FROM {name}") for name in ("commands", "changes"))
            head = heads.head(self.db)
        return Examined(self.found.all(), head, entries, changes, self.rows, behind, self.broken)

    def _look(self, *, behind: bool) -> None:
        with self._part("rows"):
            for row in self.db.all("PRAGMA foreign_key_check"):
                self.found.add("foreign_key", table=row["table"], row=row["rowid"], parent=row["parent"])
        with self._part("schema"):
            self._schema(behind=behind)
        with self._part("log"):
            self.broken = check_entries(self.db, self.found)
        with self._part("state"):
            self.rows = replay(self.db, self.found)
        with self._part("numbers"):
            self._numbers()
        if not behind:
            with self._part("rules"):
                self._rules()

    @contextmanager
    def _part(self, name: str) -> Iterator[None]:
        try:
            yield
        except LedgerDamaged as damage:
            self._unreadable(name, damage.values["why"])
        except sqlite3.Error as error:
            self._unreadable(name, verbatim(str(error)))

    def _unreadable(self, name: str, why: object) -> None:
        if name == "pages":
            self.found.add("pages", why=why)
        else:
            self.found.add("unreadable", part=_PARTS[name], why=why)

    def _schema(self, *, behind: bool) -> None:
        if journal_mode(self.db) == "wal":
            self.found.add("wal")
        wanted, there = schema.expected(engine.migrations(self.db)), schema.written(self.db)
        # An older program wrote its triggers and views in words of its own; the migration writes them anew.
        kinds = ("table", "index") if behind else tuple(_WHAT)
        for kind, name in sorted({*wanted, *there}):
            this = (kind, name)
            if kind not in kinds or (this not in wanted and kind in _HARMLESS):
                continue
            how = "missing" if this not in there else "extra" if this not in wanted else "altered"
            if wanted.get(this) != there.get(this):
                self.found.add(how, what=_WHAT[kind], name=name)

    def _numbers(self) -> None:
        """See that no number, of a row or on a bench, would be given twice."""
        used = {
            row[0]: row[1] for row in self.db.all("SELECT table_name, max(row_id) FROM changes GROUP BY table_name")
        }
        used |= {table: self.db.value(f"SELECT max(id) FROM {table}") or 0 for table in ("commands", "changes")}
        last = {row[0]: row[1] for row in self.db.all("SELECT name, CAST(seq AS INTEGER) FROM sqlite_sequence")}
        for table in sorted(used):
            if last.get(table, 0) < used[table]:
                self.found.add("number", table=table, used=used[table], last=last.get(table, 0))
        tags = self.db.all(
            """SELECT CAST(substr(tag, 2, instr(tag, '-') - 2) AS INTEGER) AS batch,
                max(CAST(substr(tag, instr(tag, '-') + 1) AS INTEGER)) AS used
            FROM (SELECT json_extract(new, '$.tag') AS tag FROM changes WHERE table_name = 'benches' AND old IS NULL)
            WHERE tag GLOB 'B[0-9]*-[0-9]*' GROUP BY 1"""
        )
        for batch, number in tags:
            serial = self.db.value("SELECT last FROM serials WHERE name = ?", (f"B{batch}",)) or 0
            if serial < number:
                self.found.add("tag", batch=batch, used=tag_of(batch, number), last=tag_of(batch, serial))

    def _rules(self) -> None:
        """See that nothing stands that no command would leave standing."""
        if short := batches.short_of(self.db):
            self.found.add("short_allocation", batch=short[0], unit=short[1].phrase())
        if owed := batches.owed_by_closed(self.db):
            self.found.add("closed_owes", batch=owed[0], unit=owed[1].phrase())
        if lost := meetings.decided_off_the_agenda(self.db):
            self.found.add("off_agenda", meeting=lost[0], demand=lost[1])
        if menu.programme_stands_twice(self.db):
            self.found.add("menu_twice")


def _was_ledger(path: Path) -> bool:
    """Return whether a file whose header says nothing still holds what only a ledger of songyu does."""
    with path.open("rb") as file:
        start = file.read(1 << 20)
    return b"_sqlite_migrations" in start and MIGRATIONS[0].encode() in start


def _cut(path: Path) -> tuple[int, int] | None:
    """Return how many bytes a ledger should have and how many it has, where there are too few."""
    if path.with_name(f"{path.name}-journal").exists():  # a killed command's, which SQLite takes back
        return None
    with path.open("rb") as file:
        header = file.read(_HEADER)
        there = os.fstat(file.fileno()).st_size
    size, pages = int.from_bytes(header[16:18]), int.from_bytes(header[28:32])
    size = _LARGEST if size == 1 else size
    counted = header[24:28] == header[92:96]  # else the number of pages is not kept
    return (size * pages, there) if counted and there < size * pages else None
