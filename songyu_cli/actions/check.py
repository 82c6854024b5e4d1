"""A ledger is looked through, and where it is not whole the newest backup that is gets found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.checks import Checked, Findings, advised
from songyu_cli.domain.errors import LedgerRefused
from songyu_cli.domain.ledgers import LedgerEmpty, LedgerForeign, LedgerMissing
from songyu_cli.storage import backups, filesystems
from songyu_cli.storage.check import Examined, examine
from songyu_cli.storage.database import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 20  # backups that are looked through for a sound one


def check_ledger(path: Path, *, songyu: str = "songyu", patience: float = PATIENCE) -> Checked:
    """Look through a ledger without writing to it; what is wrong with it is told, never raised.

    `songyu` is what to type before a command so that it meets this ledger.

    Raises one of the LedgerRefused family where there is no ledger at all, nor a backup of one.
    """
    kept = backups.paths(path)
    try:
        found = examine(path, patience=patience)
    except (LedgerMissing, LedgerEmpty, LedgerForeign) as refusal:
        if not kept:
            raise
        nothing = Findings()
        nothing.add("gone" if isinstance(refusal, LedgerMissing) else "replaced")
        found = Examined(nothing.all())
    place = filesystems.of(path)
    backup = next(iter(kept), None) if not found.findings else _newest_sound(kept)
    return Checked(
        ledger=str(path),
        whole=not found.findings,
        entry=found.head.command if found.head else None,
        short=found.head.short if found.head else None,
        entries=found.entries,
        changes=found.changes,
        rows=found.rows,
        older=found.older,
        backup=str(backup) if backup else None,
        file_system=place.kind if place else None,
        network=bool(place and place.network),
        findings=advised(found.findings, str(backup) if backup else None, songyu),
    )


def _newest_sound(kept: list[Path]) -> Path | None:
    for one in kept[:_MOST]:
        try:
            if not examine(one, patience=0).findings:
                return one
        except LedgerRefused:
            continue
    return None
