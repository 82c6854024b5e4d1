"""The schema and how it evolves. Each migration is one transaction; none is ever edited after it has landed.

Dates are ISO text cut to their precision (2021, 2021-09, 2021-09-05). The log's triggers are generated from the
schema after every migration, so that no table can be forgotten.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlite_utils
from sqlite_utils.migrations import Migrations

from songyu_cli.domain.backups import BEFORE_MIGRATION
from songyu_cli.storage import log
from songyu_cli.storage.first_floor import FIRST_FLOOR
from songyu_cli.storage.second_floor import SECOND_FLOOR
from songyu_cli.storage.states import BASELINE, digest
from songyu_cli.storage.third_floor import THIRD_FLOOR
from songyu_cli.storage.triggers import install_triggers
from songyu_cli.storage.views import install_views

if TYPE_CHECKING:
    from collections.abc import Collection

    from songyu_cli.storage.connection import Database

migrations = Migrations("songyu")


def bring_up(db: Database) -> None:
    """Bring an older ledger to the newest schema after a backup; of several programs that find it old, one does."""
    from songyu_cli.storage import backups  # noqa: PLC0415  new ledgers have nothing to back up

    with db.writing():
        if migrations.pending(_tables(db)):
            at = now()
            backups.before(db, BEFORE_MIGRATION, at)
            _grow(db, at)


def migrate(db: Database) -> None:
    """Bring a ledger that nobody else has yet to the newest schema, all of it or nothing."""
    with db.writing():
        _grow(db, now())


def lay(db: Database, names: Collection[str] | None = None) -> None:
    """Give a ledger the tables of these migrations, or of all, inside the caller's transaction: no trigger, no view."""
    tables = _tables(db)
    later = [one.name for one in migrations.pending(tables) if names is not None and one.name not in names]
    migrations.apply(tables, stop_before=later)


def now() -> datetime:
    """Return this moment, for the entry of a migration."""
    return datetime.now().astimezone()


def _grow(db: Database, at: datetime) -> None:
    """Lay what is missing; the log of a ledger that holds something goes on from the digest of all it held then."""
    laid = [one.name for one in migrations.pending(_tables(db))]
    lay(db)
    install_triggers(db)
    install_views(db)
    if laid and db.value("SELECT 1 FROM commands LIMIT 1"):
        log.note(db, "migrate", f"{' '.join(laid)} {BASELINE}{digest(db)}", at)


def _tables(db: Database) -> sqlite_utils.Database:
    return sqlite_utils.Database(db.connection, execute_plugins=False)


@migrations()
def m001_first_floor(tables: sqlite_utils.Database) -> None:
    """Create the log, the register, batches, benches, demands and their results."""
    for statement in FIRST_FLOOR:
        tables.conn.execute(statement)


@migrations()
def m002_second_floor(tables: sqlite_utils.Database) -> None:
    """Create rounds, hazards, selections, reviews, decisions, replies, meetings, the menu, and the promised days."""
    for statement in SECOND_FLOOR:
        tables.conn.execute(statement)


@migrations()
def m003_third_floor(tables: sqlite_utils.Database) -> None:
    """Create partners and gifts, plans, moves, inspections, repairs, audits, follow-ups, and the facts of a bench."""
    for statement in THIRD_FLOOR:
        tables.conn.execute(statement)
