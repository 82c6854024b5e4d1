"""An open ledger: SQL in, rows out, and what SQLite says turned into refusals.

SQLite is used directly here: importing sqlite-utils costs more than all the rest of an everyday command, so it is
kept for what it does best, the schema and its migrations (storage/migrations.py).
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from songyu_cli.domain import ledgers
from songyu_cli.domain.system_words import DISK_FULL, NOT_ALLOWED
from songyu_cli.domain.wording import Phrase, verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from songyu_cli.domain.errors import LedgerRefused

TURN = 0.5  # seconds that SQLite waits by itself: it hears no Ctrl-C meanwhile
_MOST_VALUES = 999  # of one statement, in every SQLite
_LONG = 2.0  # seconds of waiting after which it is said why


@dataclass
class Database:
    """An open ledger. `last_command` is the number of the newest entry this run wrote to the log.

    `waiting` is told once, after two seconds, that somebody else is writing: with the seconds it will wait at most.
    """

    connection: sqlite3.Connection
    path: Path | None = None
    patience: float = 0
    last_command: int | None = None
    waiting: Callable[[int], None] | None = None
    clock: Callable[[], float] = monotonic

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement, after waiting for somebody else's write if need be."""
        began = self.clock()
        with translated(self.path, self.patience):
            while True:
                try:
                    return self.connection.execute(sql, values)
                except sqlite3.OperationalError as error:
                    if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                        raise
                    waited = self.clock() - began
                    if waited > self.patience:
                        raise
                    self._tell(waited)

    def _tell(self, waited: float) -> None:
        """Say once that somebody else is writing, when it has lasted so long that people wonder."""
        if self.waiting and waited >= _LONG:
            tell, self.waiting = self.waiting, None
            tell(round(self.patience))

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement once for each row of values."""
        with translated(self.path, self.patience):
            self.connection.executemany(sql, rows)

    def all(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return every row."""
        with translated(self.path, self.patience):
            return self.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Give the rows one by one, for more of them than memory should hold."""
        with translated(self.path, self.patience):
            yield from self.execute(sql, values)

    def one(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """Return the first row, or None."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.one(sql, values)
        return row[0] if row else None

    def insert(self, table: str, **columns: object) -> int:
        """Add one row and return its id; the names are our own schema's, the values travel as parameters."""
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        cursor = self.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))
        return int(cursor.lastrowid or 0)

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add many rows, as many with one statement as it may hold: with its triggers one costs more than a row."""
        start = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
        marks = f"({', '.join('?' * len(columns))})"
        left = iter(rows)
        with translated(self.path, self.patience):
            while taken := tuple(islice(left, _MOST_VALUES // len(columns))):
                self.connection.execute(start + ", ".join([marks] * len(taken)), tuple(chain.from_iterable(taken)))

    def update(self, table: str, row: int, **columns: object) -> None:
        """Change some columns of one row."""
        names = ", ".join(f"{name} = ?" for name in columns)
        self.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*columns.values(), row))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See one state of the ledger throughout, whatever others write meanwhile; one reading may hold others."""
        if self.connection.in_transaction:
            yield
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Do everything inside or nothing, under the one write lock; a command's own is storage.log.transaction."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk has ended it already
                self.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


@contextmanager
def translated(path: Path | None, patience: float = 0) -> Iterator[None]:
    """Turn what SQLite says into a refusal a user can act on; what only a bug can cause stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        refusal = _refusal(error, path, patience)
        if refusal is None:
            raise
        raise refusal from error


_UNUSABLE = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_IOERR": Phrase("读写出错", "reading or writing failed"),
    "SQLITE_CANTOPEN": Phrase("打不开文件或它的文件夹", "the file or its folder cannot be opened"),
    "SQLITE_PERM": NOT_ALLOWED,
    "SQLITE_NOLFS": Phrase("文件太大", "the file is too large"),
}
_BROKEN = ("no such table", "already exists", "Could not decode")  # what is said of a ledger that lost its sense


def _refusal(error: sqlite3.Error, path: Path | None, patience: float) -> LedgerRefused | None:
    # Extended names such as SQLITE_IOERR_WRITE or SQLITE_READONLY_DIRECTORY begin with their family's.
    family = "_".join((getattr(error, "sqlite_errorname", "") or "").split("_")[:2])
    if family in {"SQLITE_BUSY", "SQLITE_LOCKED"}:
        return ledgers.LedgerLocked(path=path, seconds=round(patience))
    if family == "SQLITE_READONLY":
        return ledgers.LedgerReadOnly(path=path)
    if family in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}:
        return ledgers.LedgerDamaged(path=path, why=verbatim(str(error)))
    if family in _UNUSABLE:
        return ledgers.LedgerUnusable(path=path, why=_UNUSABLE[family])
    if isinstance(error, sqlite3.OperationalError) and any(words in str(error) for words in _BROKEN):
        return ledgers.LedgerDamaged(path=path, why=verbatim(str(error)))
    return None
