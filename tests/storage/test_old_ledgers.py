"""A ledger of every schema that has ever landed opens in today's program with all it held, and all of it can be undone.

The ledgers are kept as the SQL that makes them, written by the program of their day.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from songyu_cli.storage import log
from songyu_cli.storage.database import in_memory, open_ledger
from songyu_cli.storage.names import APPLICATION_ID, MIGRATIONS

KEPT = Path(__file__).parent / "ledgers"
OLD = sorted(path.stem for path in KEPT.iterdir())
STATES = {
    "m001": ["done", "registered"],
    "m002": ["done", "in_progress", "accepted", "registered", "declined", "merged"],
}


def rows(connection: sqlite3.Connection) -> dict[str, list[dict[str, object]]]:
    connection.row_factory = sqlite3.Row
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]
        for table in tables
        if table != "_sqlite_migrations"
    }


@pytest.fixture(params=OLD)
def old(request, elsewhere):
    """A ledger of an older program, and what it held."""
    path = elsewhere / "songyu.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript((KEPT / f"{request.param}.sql").read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()
        return path, rows(connection), STATES[request.param], request.param


def test_every_schema_but_the_newest_is_kept():
    assert [name.partition("_")[0] for name in MIGRATIONS[:-1]] == OLD


def test_everything_is_still_there(old):
    path, before, _, name = old
    with contextlib.closing(open_ledger(path)) as db:
        after = rows(db.connection)
        baseline = after["commands"].pop()
        assert (baseline["name"], baseline["undoes"], log.broken_link(db)) == ("migrate", None, None)
        assert baseline["typed"].split()[:-1] == list(MIGRATIONS[OLD.index(name) + 1 :])
        after["sqlite_sequence"] = [
            {**row, "seq": row["seq"] - (row["name"] == "commands")} for row in after["sqlite_sequence"]
        ]
        assert [row[0] for row in db.all("SELECT name FROM _sqlite_migrations ORDER BY id")] == list(MIGRATIONS)
        assert db.all("PRAGMA foreign_key_check") == []
        assert db.value("PRAGMA integrity_check") == "ok"
    for table, kept in before.items():
        seen = [{name: row[name] for name in kept[0]} for row in after[table]] if kept else after[table]
        assert (table, seen) == (table, kept)


def test_its_schema_is_the_one_of_a_new_ledger(old):
    with contextlib.closing(open_ledger(old[0])) as grown, contextlib.closing(in_memory()) as new:
        for kind in ("table", "index", "trigger", "view"):
            names = f"SELECT name, sql FROM sqlite_master WHERE type = '{kind}' ORDER BY name"
            assert [tuple(row) for row in grown.all(names)] == [tuple(row) for row in new.all(names)]


def test_everything_can_be_read_and_taken_back(old, run):
    for line in ("report", "unit list", "bench list", "batch list", "log", "demand show 1", "unit show 12-3"):
        run(*line.split())
    states = [demand["state"] for demand in run("demand", "list", "--json").json]
    assert states == old[2]
    run("demand", "add", "12-3")
    live = [
        entry
        for entry in run("log", "--limit", "99", "--json").json
        if not (entry["undoes"] or entry["undone_by"] or entry["name"] == "migrate")
    ]
    for _ in live[:-1]:  # the first made the ledger itself
        run("undo")
    assert run("undo", "--json", ok=False).error["kind"] in ("nothing_to_undo", "beginning_stays")
    for noun in ("unit", "demand", "bench", "batch"):
        assert run(noun, "list", "--json").json == []
