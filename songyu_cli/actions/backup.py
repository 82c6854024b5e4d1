"""The ledger is copied whole, to its own folder of backups or to where somebody wants it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from songyu_cli.domain.backups import MANUAL, BackupExists, BackupNowhere, Made, head_text
from songyu_cli.storage import backup_files, backups

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from songyu_cli.storage.connection import Database

_ENDING = ".db"


def back_up(db: Database, ledger: Path, target: Path | None, at: datetime) -> Made:
    """Copy the ledger to a folder or a new file, or to its own folder of backups.

    Raises BackupNowhere, BackupExists, BackupNotMade, LedgerDamaged, LedgerLocked.
    """
    if target is None:
        place = backups.own_folder(ledger)
    else:
        place = target
        if os.path.lexists(target) and not target.is_dir():
            raise BackupExists(path=target)
        if not target.is_dir() and (target.suffix.lower() != _ENDING or not target.parent.is_dir()):
            raise BackupNowhere(path=target if target.parent.is_dir() or target.suffix != _ENDING else target.parent)
    path = backups.make(db, place, MANUAL, at)
    manifest = backup_files.read_beside(path)
    head = head_text(manifest.head) if manifest else None
    return Made(str(path), at.isoformat(timespec="seconds"), head, path.stat().st_size, target is None)
