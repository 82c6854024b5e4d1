"""The last step of a command: after it the command is written, or it is not, or the disk leaves that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.errors import LedgerRefused
from songyu_cli.domain.ledgers import LedgerUnusable, PerhapsWritten, WrittenOnBadDisk

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_LINK = "SELECT link FROM commands WHERE id = ?"


def commit(db: Database, command: int) -> None:
    """Write for good everything since BEGIN, a closed entry of the log with it.

    SQLite ends a transaction by deleting its journal, and then has the folder written to the disk. An error in
    that very last step comes too late to take the command back: it stands in the ledger, and no refusal may say
    that nothing was changed. Raises WrittenOnBadDisk then, PerhapsWritten when the ledger cannot even be read, and
    LedgerLocked, LedgerUnusable for a command that was not written.
    """
    link = db.value(_LINK, (command,))
    try:
        db.execute("COMMIT")
    except LedgerUnusable as error:
        why = error.values["why"]
        try:
            written = not db.connection.in_transaction and db.value(_LINK, (command,)) == link
        except LedgerRefused:
            raise PerhapsWritten(path=db.path, why=why) from error
        if not written:
            raise
        raise WrittenOnBadDisk(command=command, why=why) from error
