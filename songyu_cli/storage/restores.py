"""Bringing a backup back: read and proved in memory, then put in the ledger's place in one step."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain import ledgers, restores
from songyu_cli.domain.backups import BEFORE_RESTORE, Manifest
from songyu_cli.domain.errors import LedgerRefused
from songyu_cli.domain.masking import mask
from songyu_cli.domain.system_words import system_words
from songyu_cli.storage import backup_files as files
from songyu_cli.storage import backups, heads, log
from songyu_cli.storage.connection import Database, translated
from songyu_cli.storage.database import PATIENCE, check_file, creating, older, open_ledger, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from songyu_cli.domain.log import Actor, Entry
    from songyu_cli.domain.wording import Phrase

_WRITE_VERSION = slice(18, 20)  # of the header: 1 is a rollback journal, 2 a write-ahead log, which we never use


@dataclass(frozen=True)
class Fetched:
    """A backup that was proved sound, in memory, and its manifest if it has one."""

    db: Database
    path: Path
    manifest: Manifest | None


@contextmanager
def fetched(path: Path) -> Iterator[Fetched]:
    """Read a backup into memory and prove it; the file stays byte for byte as it is.

    Raises BackupUnfit, BackupNewer, BackupChanged.
    """
    _check(path)
    manifest = _proved(path)
    memory = prepared(Database(sqlite3.connect(":memory:", isolation_level=None)))
    with closing(memory):
        try:
            with translated(path):
                with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as source:
                    source.backup(memory.connection)
                if memory.value("PRAGMA integrity_check(1)") != "ok" or memory.one("PRAGMA foreign_key_check"):
                    raise restores.BackupUnfit(path=path, why=restores.DAMAGED)
                older(memory, path)
        except ledgers.LedgerNewer as error:
            raise restores.BackupNewer(path=path, change=error.values["change"]) from None
        except LedgerRefused:
            raise restores.BackupUnfit(path=path, why=restores.DAMAGED) from None
        yield Fetched(memory, path, manifest)


def _check(path: Path) -> None:
    """See that a file says that it is a ledger, without a word to SQLite, which would finish what was left undone."""

    def refuse(why: Phrase) -> None:
        raise restores.BackupUnfit(path=path, why=why)

    try:
        check_file(Path(os.path.realpath(path)))  # which, unlike resolve, bears links that lead in a circle
        with path.open("rb") as file:
            head = file.read(_WRITE_VERSION.stop)
        journal = path.with_name(path.name + "-journal")
        if head[_WRITE_VERSION] != b"\x01\x01" or (journal.is_file() and journal.stat().st_size):
            refuse(restores.UNFINISHED)
    except ledgers.LedgerMissing:
        refuse(restores.NO_FILE)
    except ledgers.LedgerEmpty:
        refuse(restores.EMPTY)
    except ledgers.LedgerNotAFile:
        refuse(restores.NOT_PLAIN)
    except ledgers.LedgerForeign:
        refuse(restores.NO_LEDGER)
    except ledgers.LedgerUnusable as error:
        raise restores.BackupUnfit(path=path, why=error.values["why"]) from None
    except (OSError, ValueError) as error:
        raise restores.BackupUnfit(path=path, why=system_words(error)) from None


def _proved(path: Path) -> Manifest | None:
    """Return the manifest beside a backup, if there is one. Raises BackupChanged of one that it does not match."""
    beside = files.manifest_of(path)
    if not os.path.lexists(beside):
        return None
    manifest = files.read_beside(path)
    if manifest is None or not files.matches(path, manifest):
        raise restores.BackupChanged(path=path, manifest=beside)
    return manifest


class Parted(NamedTuple):
    """How two logs part: how many entries only the ledger has, the newest of them, and how many only the backup."""

    lost: int
    newest: tuple[Entry, ...]
    back: int
    related: bool


def parted(now: Database, backup: Database, most: int) -> Parted:
    """Compare the ledger's log with a backup's; two ledgers whose first entries differ are not related."""
    ours, theirs = _links(now), _links(backup)
    common = max((number for number, link in theirs.items() if ours.get(number) == link), default=0)
    lost = sum(number > common for number in ours)
    newest = tuple(log.find(now, limit=min(lost, most))) if lost else ()
    return Parted(lost, newest, sum(number > common for number in theirs), common > 0 or not ours)


def _links(db: Database) -> dict[int, str]:
    return {row[0]: row[1] for row in db.all("SELECT id, link FROM commands WHERE link IS NOT NULL")}


def sound(db: Database) -> bool:
    """Return whether SQLite finds the ledger's file in order."""
    try:
        return bool(db.value("PRAGMA quick_check(1)") == "ok")
    except ledgers.LedgerDamaged:
        return False


def entered(backup: Fetched, actor: Actor, replaced: str | None) -> None:
    """Bring a backup in memory up to date and enter in its log that it was restored, and the head that it replaces."""
    if older(backup.db, backup.path):
        from songyu_cli.storage.migrations import migrate  # noqa: PLC0415  needs sqlite-utils

        migrate(backup.db)
    typed = mask(f"restore {backup.path.name}").text + (f" ({replaced})" if replaced else "")
    with backup.db.writing():
        log.note(backup.db, "restore", typed, actor.at, role=actor.role, alias=actor.alias)


def put_in(backup: Fetched, ledger: Path, head: tuple[int, str] | None, at: datetime, *, keep: bool) -> Path | None:
    """Put a backup in the place of a sound ledger, whose file stays, and return the backup of what was there.

    Others who have the ledger open wait and then see what was restored; a crash leaves it as it was. `head` is the
    ledger's newest entry as the user knows it. Raises NoBackupNoChange, LedgerMovedOn, LedgerLocked.
    """
    with _sure(backup, ledger), translated(ledger, PATIENCE), closing(open_ledger(ledger)) as target:
        kept = backups.before(target, BEFORE_RESTORE, at, spare=[backup.path], always=True) if keep else None
        target.value("PRAGMA journal_mode = DELETE")  # of one in WAL mode, another program's, the lock cannot be had
        target.execute("PRAGMA main.locking_mode = EXCLUSIVE")  # the lock outlasts the transaction that takes it:
        target.execute("BEGIN EXCLUSIVE")  # SQLite copies into no ledger that has one open
        target.execute("ROLLBACK")
        if heads.newest(target) != head:
            if kept:
                files.remove(kept)  # nothing was changed that it would bring back
            raise restores.LedgerMovedOn(path=ledger)
        backup.db.connection.backup(target.connection)
        target.execute("PRAGMA main.locking_mode = NORMAL")
        target.execute("SELECT 1 FROM commands LIMIT 1").fetchall()  # lets go of the lock
    return kept


@contextmanager
def _sure(backup: Fetched, ledger: Path) -> Iterator[None]:
    """Look again when the disk failed: it may have come too late to take the backup back.

    Raises WrittenOnBadDisk then, and PerhapsWritten of a ledger that cannot be read any more.
    """
    try:
        yield
    except ledgers.LedgerUnusable as error:
        why, restored = error.values["why"], heads.newest(backup.db)
        try:
            with translated(ledger), closing(sqlite3.connect(ledger.absolute().as_uri() + "?mode=ro", uri=True)) as now:
                found = heads.newest(Database(now, ledger))
        except ledgers.LedgerReadOnly:  # what was half written is taken back by whoever next may write
            raise error from None
        except LedgerRefused:
            raise ledgers.PerhapsWritten(path=ledger, why=why) from error
        if restored is None or found != restored:
            raise
        raise ledgers.WrittenOnBadDisk(command=restored[0], why=why) from error


def put_new(backup: Fetched, ledger: Path) -> None:
    """Make a new ledger of a backup. Raises LedgerExists."""
    with creating(ledger, bare=True) as target:
        backup.db.connection.backup(target.connection)


def put_for_damaged(backup: Fetched, ledger: Path, at: datetime) -> Path:
    """Put a backup in the place of a ledger that SQLite cannot read, and return where that one is kept.

    There is a ledger under the name at every moment.
    """
    aside = _free(ledger.with_name(f"{ledger.name}.damaged-{at:%Y%m%d-%H%M%S}"))
    new = _free(ledger.with_name(f".{ledger.name}.restored"))
    try:
        put_new(backup, new)
        for ending in ("-journal", "-wal", "-shm"):  # of the damaged one: in the new one's place they would spoil it
            left = ledger.with_name(ledger.name + ending)
            if left.exists():
                left.rename(aside.with_name(aside.name + ending))
        try:
            os.link(ledger, aside)
        except OSError:  # a file system without hard links
            shutil.copy2(ledger, aside)
        new.replace(ledger)
        files.settle(ledger.parent)
    except OSError as error:
        raise ledgers.LedgerUnusable(path=ledger, why=system_words(error)) from error
    finally:
        new.unlink(missing_ok=True)
    return aside


def _free(path: Path) -> Path:
    """Return a name that nothing bears yet."""
    copy, free = 1, path
    while os.path.lexists(free):
        copy += 1
        free = path.with_name(f"{path.name}-{copy}")
    return free
