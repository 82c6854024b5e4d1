"""Opens ledgers, and the one wrapper that every write goes through.

SQLite is used directly here: importing sqlite-utils costs more than all the rest of an everyday command, so it is
kept for what it does best, the schema and its migrations (storage/migrations.py).
"""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from songyu_cli.domain import ledgers
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.storage.names import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.domain.errors import LedgerRefused

PATIENCE = 30.0  # seconds to wait for somebody else's write
_TURN = 0.5  # seconds that SQLite waits by itself: it hears no Ctrl-C meanwhile
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID = slice(68, 72)  # where SQLite keeps it in the file's header, big-endian


@dataclass
class Database:
    """An open ledger. `last_command` is the number of the newest entry this run wrote to the log."""

    connection: sqlite3.Connection
    path: Path | None = None
    patience: float = 0
    last_command: int | None = None

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement, after waiting for somebody else's write if need be."""
        until = monotonic() + self.patience
        with translated(self.path):
            while True:
                try:
                    return self.connection.execute(sql, values)
                except sqlite3.OperationalError as error:
                    if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY or monotonic() > until:
                        raise

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement once for each row of values."""
        with translated(self.path):
            self.connection.executemany(sql, rows)

    def all(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return every row."""
        with translated(self.path):
            return self.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Give the rows one by one, for more of them than memory should hold."""
        with translated(self.path):
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


def open_ledger(path: Path) -> Database:
    """Open an existing ledger, bringing an older one up to date.

    Raises one of the LedgerRefused family; the file stays byte for byte as it was when it is refused.
    """
    _check_file(path)
    with translated(path):
        db = _connect(path)
        try:
            if _pending(db, path):
                from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

                migrate(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def glance(path: Path, *, patience: float) -> Iterator[Database]:
    """Look into a ledger without writing to it, bringing it up to date or waiting long: what Tab completion does.

    Raises one of the LedgerRefused family.
    """
    _check_file(path)
    with translated(path):
        db = _connect(path, patience)
        try:
            db.execute("PRAGMA query_only = ON")
            yield db
        finally:
            db.close()


@contextmanager
def creating(path: Path) -> Iterator[Database]:
    """Build a new ledger beside `path` and give it that name only when it is whole.

    Raises LedgerExists when something stands there already, before or after the building.
    """
    import tempfile  # noqa: PLC0415  for new ledgers only

    from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

    if os.path.lexists(path):
        raise ledgers.LedgerExists(path=path)
    with translated(path), _file_faults(path):
        # A name nobody has: one made of the process number would be in the way for good after a kill in a container.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            os.close(handle)
            db = _connect(part)
            db.path = path  # what a refusal names
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

    db = _prepared(Database(sqlite3.connect(":memory:", isolation_level=None)))
    migrate(db)
    return db


def _publish(part: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another one."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise ledgers.LedgerExists(path=path) from None
    except OSError:  # a file system without hard links, such as a FAT stick: take the name first, then fill it
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise ledgers.LedgerExists(path=path) from None
        part.replace(path)


def _check_file(path: Path) -> None:
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise ledgers.LedgerNotAFile(path=path)
        with path.open("rb") as file:
            head = file.read(_APPLICATION_ID.stop)
    except FileNotFoundError:
        raise ledgers.LedgerMissing(path=path) from None
    except OSError as error:
        raise _unusable(path, error) from None
    if not head:
        raise ledgers.LedgerEmpty(path=path)
    # Read here and not through SQLite, which would finish or take back what another program left half-done.
    if not head.startswith(_MAGIC) or int.from_bytes(head[_APPLICATION_ID]) != APPLICATION_ID:
        raise ledgers.LedgerForeign(path=path)


def _connect(path: Path, patience: float | None = None) -> Database:
    uri = path.absolute().as_uri() + "?mode=rw"
    seconds = PATIENCE if patience is None else patience
    connection = sqlite3.connect(uri, uri=True, timeout=min(seconds, _TURN), isolation_level=None)
    return _prepared(Database(connection, path, seconds))


def _prepared(db: Database) -> Database:
    db.connection.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")  # a replaced row is a deleted row, and the log must see it
    db.execute("PRAGMA synchronous = EXTRA")
    if db.value("PRAGMA foreign_keys") != 1:
        raise sqlite3.NotSupportedError("foreign keys")
    return db


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
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> LedgerRefused:
    return ledgers.LedgerUnusable(path=path, why=_SYSTEM_SAYS.get(error.errno or 0) or error.strerror or error)


@contextmanager
def translated(path: Path | None) -> Iterator[None]:
    """Turn what SQLite says into a refusal a user can act on; what only a bug can cause stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        refusal = _refusal(error, path)
        if refusal is None:
            raise
        raise refusal from error


_FULL = Phrase("磁盘满了", "the disk is full")
_NOT_ALLOWED = Phrase("没有权限", "permission denied")
_UNUSABLE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": Phrase("读写出错", "reading or writing failed"),
    "SQLITE_CANTOPEN": Phrase("打不开文件或它的文件夹", "the file or its folder cannot be opened"),
    "SQLITE_PERM": _NOT_ALLOWED,
    "SQLITE_NOLFS": Phrase("文件太大", "the file is too large"),
}
_SYSTEM_SAYS = {
    errno.ENOENT: Phrase("没有这个文件夹", "there is no such folder"),
    errno.ENOTDIR: Phrase("路径中有一段不是文件夹", "a part of the path is not a folder"),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: Phrase("这个盘是只读的", "the disk is read-only"),
    errno.ENOSPC: _FULL,
    errno.ENAMETOOLONG: Phrase("文件名太长", "the file name is too long"),
}
_BROKEN = ("no such table", "Could not decode")  # what SQLite and Python say of a ledger that lost its sense


def _refusal(error: sqlite3.Error, path: Path | None) -> LedgerRefused | None:
    # Extended names such as SQLITE_IOERR_WRITE or SQLITE_READONLY_DIRECTORY begin with their family's.
    family = "_".join((getattr(error, "sqlite_errorname", "") or "").split("_")[:2])
    if family in {"SQLITE_BUSY", "SQLITE_LOCKED"}:
        return ledgers.LedgerLocked(path=path, seconds=round(PATIENCE))
    if family == "SQLITE_READONLY":
        return ledgers.LedgerReadOnly(path=path)
    if family in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}:
        return ledgers.LedgerDamaged(path=path, why=verbatim(str(error)))
    if family in _UNUSABLE:
        return ledgers.LedgerUnusable(path=path, why=_UNUSABLE[family])
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith(_BROKEN):
        return ledgers.LedgerDamaged(path=path, why=verbatim(str(error)))
    return None
