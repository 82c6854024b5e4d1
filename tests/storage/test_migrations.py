"""How a ledger's schema comes about and grows: the same everywhere, once, and whole or not at all."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlite_utils
from conftest import ACTOR, SETTINGS
from sqlite_utils.migrations import Migrations

from songyu_cli.actions.ledger import start_ledger
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit, edit_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.storage import database
from songyu_cli.storage.database import creating, in_memory, open_ledger
from songyu_cli.storage.migrations import migrate, migrations
from songyu_cli.storage.names import MIGRATIONS
from songyu_cli.storage.triggers import logged_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from songyu_cli.storage.connection import Database

UNIT = Address("淞泽家园九区", "12", "3")


def schema(db: Database) -> list[tuple[str, ...]]:
    return sorted(tuple(row) for row in db.all("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"))


@pytest.fixture
def path(elsewhere: Path) -> Path:
    with creating(elsewhere / "songyu.db") as db:
        start_ledger(db, dict(SETTINGS), ACTOR)
        add_unit(db, UNIT, ACTOR)
    return elsewhere / "songyu.db"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[sqlite_utils.Database], None]], None]:
    """Let this program be a later one, with one more migration."""

    def add(change: Callable[[sqlite_utils.Database], None]) -> None:
        more = Migrations("songyu")
        for one in migrations.pending(sqlite_utils.Database(memory=True)):
            more(name=one.name)(one.fn)
        more(name="m999_later")(change)
        monkeypatch.setattr("songyu_cli.storage.migrations.migrations", more)
        monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, "m999_later"))

    return add


def wider(tables: sqlite_utils.Database) -> None:
    tables.conn.execute("ALTER TABLE units ADD COLUMN lift TEXT")
    tables.conn.execute("CREATE TABLE parasols (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT")


def test_the_names_known_without_loading_the_migrations_are_theirs(db):
    assert tuple(one.name for one in migrations.pending(sqlite_utils.Database(memory=True))) == MIGRATIONS
    assert [row[0] for row in db.all("SELECT name FROM _sqlite_migrations ORDER BY id")] == list(MIGRATIONS)


def test_a_ledger_in_memory_and_one_in_a_file_have_the_same_schema(path):
    with contextlib.closing(in_memory()) as memory, contextlib.closing(open_ledger(path)) as file:
        assert schema(memory) == schema(file)


def test_migrating_again_changes_nothing(db):
    before = schema(db), [tuple(row) for row in db.all("SELECT * FROM _sqlite_migrations")]
    migrate(db)
    assert (schema(db), [tuple(row) for row in db.all("SELECT * FROM _sqlite_migrations")]) == before


def test_every_table_is_strict_and_keeps_neither_fractions_nor_bytes(db):
    for row in db.all("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"):
        if not row["name"].startswith(("sqlite_", "_sqlite_")):
            types = {column["type"] for column in db.all(f"PRAGMA table_info({row['name']})")}
            assert (row["name"], row["strict"], types - {"INTEGER", "TEXT"}) == (row["name"], 1, set())


def test_rows_that_point_at_another_are_found_by_an_index(db):
    """Deleting a row, which undo does, makes SQLite look for rows that point at it: without an index, through all."""
    for table in (*logged_tables(db), "commands", "changes"):
        for pointer in db.all(f"PRAGMA foreign_key_list({table})"):
            plan = db.all(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {pointer['from']} = 1")
            small = pointer["table"] == "programmes"  # there is one
            assert small or plan[0]["detail"].startswith("SEARCH"), (table, pointer["from"])


def test_opening_an_older_ledger_brings_it_up_to_date_with_its_triggers(path, later):
    later(wider)
    with contextlib.closing(open_ledger(path)) as db:
        assert "parasols" in logged_tables(db)
        edit_unit(db, UNIT, ACTOR, {"lift": "有"})
        assert '"lift":"有"' in db.value("SELECT new FROM changes ORDER BY id DESC")
        undo_command(db, None, ACTOR)
        undo_command(db, None, ACTOR)
        assert db.value("SELECT count(*) FROM units") == 0
        grown = schema(db)
    with contextlib.closing(in_memory()) as new:
        assert schema(new) == grown


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_migration_that_fails_leaves_every_byte(path, later, failure):
    def fails(tables: sqlite_utils.Database) -> None:
        wider(tables)
        raise failure

    later(fails)
    before = path.read_bytes()
    with pytest.raises(failure):
        open_ledger(path)
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["songyu.db", "songyu.db.backups"]


def test_a_failure_after_the_migration_leaves_every_byte(path, later, monkeypatch):
    later(wider)
    before = path.read_bytes()
    monkeypatch.setattr("songyu_cli.storage.migrations.install_views", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_ledger(path)
    assert path.read_bytes() == before


def test_a_ledger_that_is_up_to_date_is_opened_without_the_migrations(path):
    code = (
        "import sys; from songyu_cli.cli import main; code = main(sys.argv[1:]);"
        "sys.exit(code or any(name in sys.modules for name in ('sqlite_utils', 'songyu_cli.storage.migrations')))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for words in (["report"], ["demand", "add", "12-3"], ["undo"]):
        ran = subprocess.run([sys.executable, "-c", code, *words], env=env, capture_output=True, check=False)
        assert (ran.returncode, ran.stdout != b"") == (0, True)
