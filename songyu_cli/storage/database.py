"""Opens ledgers, and the one wrapper that every write goes through.

SQLite is used directly here: importing sqlite-utils costs more than all the rest of an everyday command, so it is
kept for what it does best, the schema and its migrations (storage/migrations.py).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songyu_cli.domain import ledgers
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.storage.names import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.domain.errors import LedgerRefused

PATIENCE = 30.0  # seconds to wait for somebody else's write
_MAGIC = b"SQLite format 3\x00"


@dataclass
class Database:
    """An open ledger. `last_command` is the number of the newest entry this run wrote to the log."""

    connection: sqlite3.Connection
    path: Path | None = None
    patience: float = PATIENCE
    last_command: int | None = None

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with translated(self.path, self.patience):
            return self.connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement once for each row of values."""
        with translated(self.path, self.patience):
            self.connection.executemany(sql, rows)

    def all(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return every row."""
        with translated(self.path, self.patience):
            return self.connection.execute(sql, values).fetchall()

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
        """Add many rows."""
        marks = ", ".join("?" * len(columns))
        self.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def update(self, table: str, row: int, **columns: object) -> None:
        """Change some columns of one row."""
        names = ", ".join(f"{name} = ?" for name in columns)
        self.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*columns.values(), row))

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def open_ledger(path: Path, *, patience: float = PATIENCE) -> Database:
    """Open an existing ledger, bringing an older one up to date.

    Raises one of the LedgerRefused family; the file stays byte for byte as it was when it is refused.
    """
    _check_file(path)
    with translated(path, patience):
        db = _connect(path, patience)
        try:
            if db.value("PRAGMA application_id") != APPLICATION_ID:
                raise ledgers.LedgerForeign(path=path)
            if _pending(db, path):
                from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

                migrate(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def creating(path: Path) -> Iterator[Database]:
    """Build a new ledger beside `path` and give it that name only when it is whole.

    Raises LedgerExists when something stands there already, before or after the building.
    """
    from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

    if os.path.lexists(path):
        raise ledgers.LedgerExists(path=path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with translated(path), _file_faults(path):
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            db = _connect(part, PATIENCE)
            try:
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db)
                yield db
            finally:
                db.close()
            _publish(part, path)
        finally:
            for left in (part, part.with_name(part.name + "-journal")):
                left.unlink(missing_ok=True)


def in_memory() -> Database:
    """Return a new ledger that lives in memory only."""
    from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

    db = _prepared(sqlite3.connect(":memory:", isolation_level=None), None)
    migrate(db)
    return db


def _publish(part: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another one."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise ledgers.LedgerExists(path=path) from None
    except OSError:  # a file system without hard links, such as a FAT stick
        if os.path.lexists(path):
            raise ledgers.LedgerExists(path=path) from None
        part.rename(path)


def _check_file(path: Path) -> None:
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise ledgers.LedgerNotAFile(path=path)
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        raise ledgers.LedgerMissing(path=path) from None
    except PermissionError as error:
        raise ledgers.LedgerUnusable(path=path, why=error.strerror) from None
    except OSError as error:
        raise ledgers.LedgerUnusable(path=path, why=error.strerror or error) from None
    if not head:
        raise ledgers.LedgerEmpty(path=path)
    if head != _MAGIC:
        raise ledgers.LedgerForeign(path=path)


def _connect(path: Path, patience: float) -> Database:
    uri = path.absolute().as_uri() + "?mode=rw"
    return _prepared(sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None), path, patience)


def _prepared(connection: sqlite3.Connection, path: Path | None, patience: float = PATIENCE) -> Database:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
        raise sqlite3.NotSupportedError("foreign keys")
    return Database(connection, path, patience)


def _pending(db: Database, path: Path) -> bool:
    """Return whether the ledger is older than this program; refuse one that is newer."""
    applied = {row[0] for row in db.all("SELECT name FROM _sqlite_migrations WHERE migration_set = 'songyu'")}
    unknown = applied - set(MIGRATIONS)
    if unknown:
        raise ledgers.LedgerNewer(path=path, change=", ".join(sorted(unknown)))
    return len(applied) < len(MIGRATIONS)


@contextmanager
def _file_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ledgers.LedgerUnusable(path=path, why=error.strerror or error) from error


@contextmanager
def translated(path: Path | None, patience: float = PATIENCE) -> Iterator[None]:
    """Turn what SQLite says into a refusal a user can act on; what only a bug can cause stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        refusal = _refusal(error, path, patience)
        if refusal is None:
            raise
        raise refusal from error


_UNUSABLE = {
    "SQLITE_FULL": Phrase("磁盘满了", "the disk is full"),
    "SQLITE_IOERR": Phrase("读写出错", "reading or writing failed"),
    "SQLITE_CANTOPEN": Phrase("打不开文件或它的文件夹", "the file or its folder cannot be opened"),
    "SQLITE_PERM": Phrase("没有权限", "permission denied"),
    "SQLITE_NOLFS": Phrase("文件太大", "the file is too large"),
}


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
    if isinstance(error, sqlite3.OperationalError) and "no such table" in str(error):
        return ledgers.LedgerDamaged(path=path, why=verbatim(str(error)))
    return None
