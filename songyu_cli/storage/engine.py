"""What there is to know of SQLite itself and of the file that it keeps a ledger in."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

VERSION = sqlite3.sqlite_version


def journal_mode(db: Database) -> str:
    """Return how a ledger's writes are made safe: `delete` as songyu leaves it; another program may have changed it."""
    return str(db.value("PRAGMA journal_mode"))


def migrations(db: Database) -> tuple[str, ...]:
    """Return the migrations that a ledger has, oldest first."""
    rows = db.all("SELECT name FROM _sqlite_migrations WHERE migration_set = 'songyu' ORDER BY id")
    return tuple(row[0] for row in rows)
