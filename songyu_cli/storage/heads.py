"""The head of the log, read without what writing a log needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.heads import Head

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database


def head(db: Database) -> Head | None:
    """Return the newest entry that is over and the beginning of its link, or None of an empty log."""
    row = db.one("SELECT id, link FROM commands WHERE link IS NOT NULL ORDER BY id DESC LIMIT 1")
    return Head(row["id"], row["link"][:8]) if row else None
