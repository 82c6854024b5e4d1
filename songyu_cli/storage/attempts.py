"""Part of a command that may have to be taken back before the rest of it goes on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.storage.connection import Database


@dataclass
class Attempt:
    """What is being tried; it is taken back at its end where it `failed`."""

    failed: bool = False


@contextmanager
def attempt(db: Database) -> Iterator[Attempt]:
    """Try something inside the caller's transaction. An exception takes the whole transaction back, as ever."""
    db.execute("SAVEPOINT attempt")
    made = Attempt()
    yield made
    if made.failed:
        db.execute("ROLLBACK TO attempt")
    db.execute("RELEASE attempt")
