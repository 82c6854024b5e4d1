"""Backups as files: written under another name first, given their own when whole, with a manifest beside each."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from songyu_cli.domain.backups import (
    MANUAL,
    BackupExists,
    BackupName,
    BackupNotMade,
    Manifest,
    NoBackupNoChange,
    given_name,
    read_manifest,
    read_name,
    superfluous,
)
from songyu_cli.domain.ledgers import LedgerReadOnly, LedgerUnusable
from songyu_cli.domain.system_words import NOT_ALLOWED, system_words
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

_PART = "songyu-backup-"  # what is being written begins like this and ends in .part
_LONGEST_STEM = 150  # bytes: of 255, with room for the time, the reason and the manifest's ending
_NO_FOLDER = Phrase("它不是文件夹", "it is not a folder")


def folder_of(ledger: Path) -> Path:
    """Return the folder in which a ledger's backups stand, whether it is there or not."""
    return ledger.with_name(f"{ledger.name}.backups")


def manifest_of(path: Path) -> Path:
    """Return where the manifest of a backup stands."""
    return path.with_name(f"{path.name}.json")


def stem_of(ledger: Path) -> str:
    """Return what the names of a ledger's backups begin with."""
    stem = ledger.stem
    while len(os.fsencode(stem)) > _LONGEST_STEM:
        stem = stem[:-1]
    return stem


def named(folder: Path) -> list[BackupName]:
    """Return the backups of a folder that bear a name as songyu gives it, the newest first."""
    try:
        names = [read_name(one) for one in os.listdir(folder)]  # noqa: PTH208  names, not paths
    except OSError:
        return []
    return sorted(filter(None, names), key=lambda one: (one.stamp, one.copy), reverse=True)


def read_beside(path: Path) -> Manifest | None:
    """Return a backup's manifest, or None where there is none that can be read."""
    try:
        return read_manifest(manifest_of(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def matches(path: Path, manifest: Manifest) -> bool:
    """Return whether a backup is byte for byte what its manifest speaks of."""
    try:
        return path.stat().st_size == manifest.size and digest(path) == manifest.sha256
    except OSError:
        return False


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def told(folder: Path, reason: str) -> Iterator[None]:
    """Turn what hinders the writing of a backup into a refusal that says what was not done for its sake."""
    try:
        yield
    except (LedgerUnusable, LedgerReadOnly) as error:
        raise _refusal(folder, reason, error.values.get("why", NOT_ALLOWED)) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise _refusal(folder, reason, _NO_FOLDER) from error
    except (OSError, ValueError) as error:
        raise _refusal(folder, reason, system_words(error)) from error


def _refusal(folder: Path, reason: str, why: object) -> BackupNotMade | NoBackupNoChange:
    if reason == MANUAL:
        return BackupNotMade(folder=folder, why=why)
    return NoBackupNoChange(reason=reason, folder=folder, why=why)


@contextmanager
def part_in(folder: Path) -> Iterator[Path]:
    """Give an empty file of ours alone to be filled, and take away what is left of it in the end.

    It is locked meanwhile, so that others can tell it from what a killed backup left behind.
    """
    handle, name = tempfile.mkstemp(prefix=_PART, suffix=".part", dir=folder)
    part = Path(name)
    with os.fdopen(handle, "rb") as held:
        try:
            part.chmod(0o600)  # whatever the umask takes away
            _locked(handle)
            if sys.platform == "win32":  # where a file that is open gets no other name
                held.close()
            yield part
        finally:
            held.close()
            for left in (part, part.with_name(part.name + "-journal")):
                with suppress(OSError):  # what went wrong first is what counts, and what is made is made
                    left.unlink()


def sweep(folder: Path) -> None:
    """Take away what killed backups left in a folder, and manifests whose backup is gone."""
    for part in folder.glob(f"{_PART}*.part"):
        with suppress(OSError):
            handle = os.open(part, os.O_RDWR)
            try:
                if _locked(handle):
                    part.unlink()
            finally:
                os.close(handle)
    for journal in folder.glob(f"{_PART}*.part-journal"):
        if not journal.with_name(journal.name.removesuffix("-journal")).exists():
            journal.unlink(missing_ok=True)
    for manifest in folder.glob("*.db.json"):
        if read_name(manifest.name.removesuffix(".json")) and not manifest.with_suffix("").exists():
            manifest.unlink(missing_ok=True)


def _locked(handle: int) -> bool:
    """Lock an open file for as long as it stays open; return whether nobody else had.

    Windows has no such lock, and takes away no file that is open: there nothing is swept.
    """
    try:
        import fcntl  # noqa: PLC0415  not on Windows
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES)
    return True


def publish(part: Path, target: Path, *, stem: str, reason: str, at: datetime) -> Path:
    """Give a whole file its name, one of its own in a folder, and never the place of another. Raises BackupExists."""
    if not target.is_dir():
        if not _placed(part, target):
            raise BackupExists(path=target)
        return target
    # Those of one second are told apart by number whatever they were made for, so that their names keep their order.
    copy = 1 + max((one.copy for one in named(target) if one.stamp == f"{at:%Y%m%d-%H%M%S}"), default=0)
    while not _placed(part, path := target / given_name(stem, reason, at, copy)):
        copy += 1
    return path


def _placed(part: Path, path: Path) -> bool:
    """Give a file a name that no other has; return whether it was free."""
    if os.path.lexists(path) or os.path.lexists(manifest_of(path)):
        return False
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links, such as a FAT stick
        part.rename(path)
    return True


def write_beside(path: Path, manifest: Manifest) -> None:
    """Write a backup's manifest, and see that both names are on the disk."""
    with part_in(path.parent) as part:
        part.write_text(manifest.text(), encoding="utf-8")
        with part.open("rb+") as whole:
            os.fsync(whole.fileno())
        part.replace(manifest_of(path))
    settle(path.parent)


def settle(folder: Path) -> None:
    """See that the names in a folder are on the disk."""
    if os.name == "nt":  # which has no way to ask
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Take a backup and its manifest away; one that cannot be taken away stays."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        manifest_of(path).unlink(missing_ok=True)


def prune(folder: Path, spare: Collection[Path]) -> None:
    """Take away the automatic backups that are too many, and none of those to be spared."""
    for name in superfluous(named(folder)):
        if not any(_same(folder / name, one) for one in spare):
            remove(folder / name)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
