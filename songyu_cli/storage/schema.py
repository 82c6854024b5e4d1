"""The schema as songyu writes it, to put beside the one that a ledger has."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from functools import cache
from typing import TYPE_CHECKING

from songyu_cli.storage.connection import Database
from songyu_cli.storage.first_floor import FIRST_FLOOR
from songyu_cli.storage.names import MIGRATIONS
from songyu_cli.storage.second_floor import SECOND_FLOOR
from songyu_cli.storage.third_floor import THIRD_FLOOR
from songyu_cli.storage.triggers import install_triggers
from songyu_cli.storage.views import install_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    Schema = dict[tuple[str, str], str]

FLOORS = dict(zip(MIGRATIONS, (FIRST_FLOOR, SECOND_FLOOR, THIRD_FLOOR), strict=True))


def written(db: Database) -> Schema:
    """Return the text of every table, index, trigger and view of a ledger, by kind and name."""
    rows = db.all("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return {(row["type"], row["name"]): row["sql"] or "" for row in rows if not row["tbl_name"].startswith("_")}


@cache
def expected(migrations: tuple[str, ...]) -> Schema:
    """Return the same of a new ledger; of one of an older program only what songyu wrote at that time for certain."""
    with _laid(migrations) as db:
        install_triggers(db)
        if len(migrations) == len(MIGRATIONS):
            install_views(db)
        return written(db)


@cache
def columns(migrations: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return the columns of every table that these migrations lay, and the type of each."""
    with _laid(migrations) as db:
        names = [row["name"] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {row["name"]: row["type"] for row in db.all(f"PRAGMA table_info({name})")} for name in names}


@contextmanager
def _laid(migrations: tuple[str, ...]) -> Iterator[Database]:
    """Give the tables of these migrations in memory: what migrations lay, without the time it takes to load them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        db = Database(connection)
        for name in migrations:
            for statement in FLOORS[name]:
                db.execute(statement)
        yield db
