"""The head of the log, read without what writing a log needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.heads import Head

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database


def head(db: Database) -> Head | None:
    """Return the newest entry that is over and the beginning of its link, or None of an empty log."""
    found = newest(db)
    return Head(found[0], found[1][:8]) if found else None


def newest(db: Database) -> tuple[int, str] | None:
    """Return the same with the whole link: what tells two logs apart for certain."""
    row = db.one("SELECT id, link FROM commands WHERE link IS NOT NULL ORDER BY id DESC LIMIT 1")
    return (row[0], row[1]) if row else None
