"""Opens ledgers, brings them up to date and makes new ones; a file that is not a ledger is left as it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from songyu_cli.domain import ledgers
from songyu_cli.domain.system_words import system_words
from songyu_cli.storage.connection import TURN, Database, translated
from songyu_cli.storage.names import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from songyu_cli.domain.errors import LedgerRefused

PATIENCE = 30.0  # seconds to wait for somebody else's write
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID = slice(68, 72)  # where SQLite keeps it in the file's header, big-endian


def open_ledger(path: Path, waiting: Callable[[int], None] | None = None) -> Database:
    """Open an existing ledger, bringing an older one up to date; `waiting` is told when somebody else is writing.

    Raises one of the LedgerRefused family; the file stays byte for byte as it was when it is refused.
    """
    check_file(path)
    with translated(path, PATIENCE):
        db = _connect(path, waiting=waiting)
        try:
            if older(db, path):
                from songyu_cli.storage.migrations import bring_up  # noqa: PLC0415  needs sqlite-utils

                bring_up(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def glance(path: Path, *, patience: float) -> Iterator[Database]:
    """Look into a ledger without writing to it, bringing it up to date or waiting long: what Tab completion does.

    Raises one of the LedgerRefused family.
    """
    check_file(path)
    with translated(path, PATIENCE):
        db = _connect(path, patience)
        try:
            db.execute("PRAGMA query_only = ON")
            yield db
        finally:
            db.close()


@contextmanager
def creating(path: Path, *, bare: bool = False) -> Iterator[Database]:
    """Build a new ledger beside `path` and give it that name only when it is whole.

    With `bare` it has no tables yet. Raises LedgerExists when something stands there already, before or after the
    building.
    """
    import tempfile  # noqa: PLC0415  for new ledgers only

    from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

    if os.path.lexists(path):
        raise ledgers.LedgerExists(path=path)
    with suppress(OSError):  # asked for what Python says of a name that no file can have
        try:
            path.stat()
        except ValueError as error:
            raise _unusable(path, error) from None
    with translated(path, PATIENCE), _file_faults(path):
        # A name nobody has: one made of the process number would be in the way for good after a kill in a container.
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:20]}.", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            os.close(handle)
            part.chmod(0o600)  # whatever the umask takes away
            db = _connect(part)
            db.path = path  # what a refusal names
            try:
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute("PRAGMA synchronous = OFF")  # nobody sees it before it is whole: the disk is waited for once
                if not bare:
                    migrate(db)
                yield db
            finally:
                db.close()
            with part.open("rb+") as whole:
                os.fsync(whole.fileno())
            _publish(part, path)
        finally:
            for left in (part, part.with_name(part.name + "-journal")):
                with suppress(OSError):  # what went wrong first is what counts, and a ledger that is made is made
                    left.unlink()


def in_memory() -> Database:
    """Return a new ledger that lives in memory only."""
    from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

    db = prepared(Database(sqlite3.connect(":memory:", isolation_level=None)))
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


def check_file(path: Path) -> None:
    """See that a plain file stands there that says it is a ledger. Raises one of the LedgerRefused family."""
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise ledgers.LedgerNotAFile(path=path)
        with path.open("rb") as file:
            head = file.read(_APPLICATION_ID.stop)
    except FileNotFoundError:
        raise ledgers.LedgerMissing(path=path) from None
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from None
    if not head:
        raise ledgers.LedgerEmpty(path=path)
    # Read here and not through SQLite, which would finish or take back what another program left half-done.
    if not head.startswith(_MAGIC) or int.from_bytes(head[_APPLICATION_ID]) != APPLICATION_ID:
        raise ledgers.LedgerForeign(path=path)


def _connect(path: Path, patience: float | None = None, waiting: Callable[[int], None] | None = None) -> Database:
    uri = path.absolute().as_uri() + "?mode=rw"
    seconds = PATIENCE if patience is None else patience
    connection = sqlite3.connect(uri, uri=True, timeout=min(seconds, TURN), isolation_level=None)
    return prepared(Database(connection, path, seconds, waiting=waiting))


def prepared(db: Database) -> Database:
    """Return a ledger whose connection keeps its rules: foreign keys, logged replacements, a safe disk."""
    try:
        db.connection.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA recursive_triggers = ON")  # a replaced row is a deleted row, and the log must see it
        db.execute("PRAGMA synchronous = EXTRA")
        if db.value("PRAGMA foreign_keys") != 1:
            raise sqlite3.NotSupportedError("foreign keys")
    except BaseException:
        db.close()
        raise
    return db


def older(db: Database, path: Path) -> bool:
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


def _unusable(path: Path, error: OSError | ValueError) -> LedgerRefused:
    return ledgers.LedgerUnusable(path=path, why=system_words(error))
