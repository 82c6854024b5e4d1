"""Whole copies of a ledger, made while others work on, each seen to be sound before it gets its name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from songyu_cli.domain.backups import BEFORE_IMPORT, MANUAL, Backup, BackupExists, Manifest, head_text, read_name
from songyu_cli.domain.cleaning import storable
from songyu_cli.domain.errors import LedgerRefused
from songyu_cli.domain.ledgers import LedgerDamaged
from songyu_cli.domain.wording import verbatim
from songyu_cli.storage import backup_files as files
from songyu_cli.storage import engine, settings
from songyu_cli.storage.connection import TURN, Database, translated
from songyu_cli.storage.heads import newest
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from songyu_cli.domain.log import Actor


def make(db: Database, target: Path, reason: str, at: datetime) -> Path:
    """Copy the ledger as it was last committed, to a file of that name or into that folder, and return the copy.

    `reason` is one of domain.backups.REASONS. An open transaction is not in it. Raises BackupExists, BackupNotMade
    (NoBackupNoChange for a reason other than by hand), LedgerDamaged, LedgerLocked.
    """
    ledger = _ledger(db)
    folder = target if target.is_dir() else target.parent
    with files.told(folder, reason):
        files.sweep(folder)
        if not target.is_dir() and (os.path.lexists(target) or os.path.lexists(files.manifest_of(target))):
            raise BackupExists(path=target)
        with files.part_in(folder) as part:
            _copy(db, part)
            manifest = _seen(part, ledger, reason, at)
            part.chmod(0o600)
            with part.open("rb+") as whole:
                os.fsync(whole.fileno())
            path = files.publish(part, target, stem=files.stem_of(ledger), reason=reason, at=at)
        try:
            files.write_beside(path, manifest)
        except BaseException:  # no backup was made, it will be said
            files.remove(path)
            raise
    return path


def before(
    db: Database, reason: str, at: datetime, *, spare: Collection[Path] = (), always: bool = False
) -> Path | None:
    """Make the automatic backup that stands before a great change, and let go of those that are too many.

    Returns None where none is needed: a ledger in memory or still being made, or one whose newest backup already
    holds all of its log, unless one is `always` wanted. Inside a transaction it holds what was there before it.
    `spare` are files to keep. Raises NoBackupNoChange and what else `make` raises.
    """
    if db.path is None or not db.path.exists():
        return None
    folder = files.folder_of(db.path)
    with files.told(folder, reason):
        _open_folder(folder)
        if not always and _kept_already(db, folder):
            return None
    path = make(db, folder, reason, at)
    files.prune(folder, (path, *spare))
    return path


@contextmanager
def backed_up(db: Database, name: str, actor: Actor, *, wanted: bool, dry_run: bool) -> Iterator[int]:
    """Do an import inside as one command, as `transaction` does, after a backup if one is `wanted`.

    What changed nothing leaves no backup behind.
    """
    path, before_it = None, None
    try:
        with transaction(db, name, actor, dry_run=dry_run) as command:
            if wanted and not dry_run:
                before_it = newest(db)
                path = before(db, BEFORE_IMPORT, actor.at)
            yield command
    finally:
        if path:
            with suppress(LedgerRefused, OSError):  # a backup too many does no harm
                if newest(db) == before_it:
                    files.remove(path)
                    path.parent.rmdir()


def find(ledger: Path) -> list[Backup]:
    """Return the backups in the ledger's own folder, the newest first, each held against its manifest."""
    return [_told(number, path) for number, path in enumerate(paths(ledger), start=1)]


def paths(ledger: Path) -> list[Path]:
    """Return the files of the backups in the ledger's own folder, the newest first."""
    folder = files.folder_of(ledger)
    return [folder / one.name for one in files.named(folder)]


def _told(number: int, path: Path) -> Backup:
    manifest, name = files.read_beside(path), read_name(path.name)
    state = "unproved" if not os.path.lexists(files.manifest_of(path)) else "changed"
    if manifest and files.matches(path, manifest):
        state = "sound"
    head_now = head_text(manifest.head) if manifest else None
    if state == "unproved":
        try:
            with _opened(path, path) as copy:
                head_now = head_text(newest(copy))
                state = "unproved" if copy.value("PRAGMA quick_check(1)") == "ok" else "damaged"
        except LedgerRefused:
            state = "damaged"
    at = datetime.strptime(name.stamp, "%Y%m%d-%H%M%S") if name and name.day else None  # noqa: DTZ007  the local clock's
    made_at = manifest.made_at if manifest else at.isoformat() if at else ""
    reason = manifest.reason if manifest else name.reason if name else None
    return Backup(number, made_at, reason, head_now, path.stat().st_size, state, str(path))


def own_folder(ledger: Path) -> Path:
    """Return the folder of a ledger's backups, made if need be. Raises BackupNotMade."""
    folder = files.folder_of(ledger)
    with files.told(folder, MANUAL):
        _open_folder(folder)
    return folder


def _open_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)  # whatever the umask takes away
        files.settle(folder.parent)


def _ledger(db: Database) -> Path:
    if db.path is None:
        raise ValueError("a ledger in memory has no backups")
    return db.path


def _kept_already(db: Database, folder: Path) -> bool:
    """Return whether the newest backup of a folder is sound and holds the ledger's log to its last entry."""
    stem = files.stem_of(_ledger(db))
    last = next((one for one in files.named(folder) if one.name.startswith(f"{stem}-")), None)
    manifest = files.read_beside(folder / last.name) if last else None
    if last is None or manifest is None or manifest.head != newest(db):
        return False
    return files.matches(folder / last.name, manifest)


def _copy(db: Database, part: Path) -> None:
    """Copy the ledger's last committed state into an empty file, through a connection that can only read."""
    ledger = _ledger(db)
    with translated(ledger, db.patience):
        uri = ledger.absolute().as_uri() + "?mode=ro"
        source = Database(sqlite3.connect(uri, uri=True, timeout=TURN, isolation_level=None), ledger, db.patience)
        with closing(source):
            source.execute("PRAGMA synchronous = OFF")  # the disk is waited for once, when it is whole
            # As bytes: not every name of a file can be written as text.
            source.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(part.absolute()),))


@contextmanager
def _opened(path: Path, named: Path) -> Iterator[Database]:
    """Open a file that nobody writes to, leaving nothing beside it; a refusal speaks of the one `named`."""
    with translated(named):
        uri = path.absolute().as_uri() + "?mode=ro&immutable=1"
        with closing(Database(sqlite3.connect(uri, uri=True), named)) as copy:
            copy.connection.row_factory = sqlite3.Row
            yield copy


def _seen(part: Path, ledger: Path, reason: str, at: datetime) -> Manifest:
    """Return what there is to say of a copy, read from the copy itself. Raises LedgerDamaged of one that is unsound."""
    with _opened(part, ledger) as copy:
        verdict = copy.value("PRAGMA quick_check(1)")
        if verdict != "ok":
            raise LedgerDamaged(path=ledger, why=verbatim(str(verdict)))
        command, link = newest(copy) or (None, None)
        schema = engine.migrations(copy)
        names = [row[0] for row in copy.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = {name: int(copy.value(f'SELECT count(*) FROM "{name}"')) for name in names if name[:7] != "sqlite_"}
        community = settings.get(copy, "community")
    return Manifest(
        sha256=files.digest(part),
        size=part.stat().st_size,
        made_at=at.isoformat(timespec="seconds"),
        reason=reason,
        ledger=storable(ledger.name),
        community=community,
        schema=schema,
        command=command,
        link=link,
        rows=rows,
    )
