"""A backup is brought back: first what that would mean, then, once agreed to, in one step."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.backups import head_text
from songyu_cli.domain.ledgers import LedgerDamaged, LedgerEmpty
from songyu_cli.domain.restores import BackupIsTheLedger, BackupNotFound, BackupOfAnother, Restored, Restoring
from songyu_cli.storage import backups, heads, restores, settings
from songyu_cli.storage.check import examine_open
from songyu_cli.storage.database import open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database
    from songyu_cli.storage.restores import Fetched, Parted

SOUND, DAMAGED, MISSING = "sound", "damaged", "missing"
_NEWEST = 5  # entries shown of those that would be lost


@dataclass(frozen=True)
class Plan:
    """A backup that can be brought back, and what that would mean."""

    ledger: Path
    backup: Fetched
    told: Restoring
    head: tuple[int, str] | None

    def carry_out(self, actor: Actor, *, keep: bool) -> Restored:
        """Do it; `keep` the ledger as it is now in a backup first.

        A damaged ledger is kept as it is under another name. Raises NoBackupNoChange, LedgerMovedOn, LedgerLocked.
        """
        kept = aside = None
        restores.entered(self.backup, actor, self.told.now)
        if self.told.standing == MISSING:
            restores.put_new(self.backup, self.ledger)
        elif self.told.standing == DAMAGED:
            aside = restores.put_for_damaged(self.backup, self.ledger, actor.at)
        else:
            kept = restores.put_in(self.backup, self.ledger, self.head, actor.at, keep=keep)
        now = head_text(heads.newest(self.backup.db))
        told = (str(one) if one else None for one in (kept, aside))
        return Restored(str(self.ledger), str(self.backup.path), now or "", self.told.lost, *told)


def chosen(ledger: Path, number: int) -> Path:
    """Return a backup of the list by its number, the newest being 1. Raises BackupNotFound."""
    paths = backups.paths(ledger)
    if not 1 <= number <= len(paths):
        raise BackupNotFound(number=number, there=len(paths))
    return paths[number - 1]


@contextmanager
def restoring(ledger: Path, file: Path) -> Iterator[Plan]:
    """Prove a backup and find out what bringing it back would mean; nothing is changed yet.

    Raises BackupIsTheLedger, BackupOfAnother, BackupUnfit, BackupNewer, BackupChanged, and the LedgerRefused family
    for what stands in the ledger's place and is none.
    """
    with suppress(OSError, ValueError):  # a link to nothing, a name that no file can have: refused below
        if file.samefile(ledger):
            raise BackupIsTheLedger(path=file)
    with restores.fetched(file) as backup:
        standing, head, parted = _compared(ledger, backup.db)
        community = settings.get(backup.db, "community")
        if parted and not parted.related:
            raise BackupOfAnother(path=file, community=community, ledger=ledger)
        manifest = backup.manifest
        found = examine_open(backup.db, file)  # of it the manifest says only that nobody changed it since
        told = Restoring(
            file=str(file),
            ledger=str(ledger),
            made_at=manifest.made_at if manifest else None,
            reason=manifest.reason if manifest else None,
            community=community,
            head=head_text(heads.newest(backup.db)) or "",
            standing=standing,
            now=head_text(head),
            lost=parted.lost if parted else None,
            newest=parted.newest if parted else (),
            back=parted.back if parted else 0,
            older=found.older,
            broken=found.broken,
            wrong=len(found.findings),
        )
        yield Plan(ledger, backup, told, head)


def _compared(ledger: Path, backup: Database) -> tuple[str, tuple[int, str] | None, Parted | None]:
    """Return how the ledger stands, its head, and how its log parts from the backup's, as far as they can be read."""
    if not os.path.lexists(ledger):
        return MISSING, None, None
    try:
        with closing(open_ledger(ledger)) as now:
            parted = restores.parted(now, backup, _NEWEST)
            return SOUND if restores.sound(now) else DAMAGED, heads.newest(now), parted
    except (LedgerDamaged, LedgerEmpty):
        return DAMAGED, None, None
