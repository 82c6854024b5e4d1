"""The state of a whole ledger as one digest, which columns that come later do not change."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from songyu_cli.storage.triggers import logged_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.storage.connection import Database

BASELINE = "sha256:"  # before the digest in the entry of a migration


def digest(db: Database) -> str:
    """Return sha256 over every row that the log follows, by table and number."""
    found = sha256()
    for table in sorted(logged_tables(db)):
        starts = defaults(db, table)
        for row in db.each(f'SELECT * FROM "{table}" ORDER BY id'):
            found.update(line(table, dict(row), starts))
    return found.hexdigest()


def line(table: str, row: Mapping[str, Any], starts: Mapping[str, Any]) -> bytes:
    """Return what a row adds to a digest."""
    return json.dumps([table, told(row, starts)], sort_keys=True).encode()


def told(row: Mapping[str, Any], starts: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without what its columns start as: what the log wrote before a column came reads as after."""
    return {column: value for column, value in row.items() if value != starts.get(column)}


def defaults(db: Database, table: str) -> dict[str, Any]:
    """Return what each column of a table starts as: a number, a text, or None."""
    return {row["name"]: _literal(row["dflt_value"]) for row in db.all(f'PRAGMA table_info("{table}")')}


def _literal(text: str | None) -> int | str | None:
    if text is None or text == "NULL":
        return None
    return int(text) if text.lstrip("-").isdigit() else text.strip("'")
