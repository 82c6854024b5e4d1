"""One command is one transaction and one entry, and what the log holds stays as it was written."""

from __future__ import annotations

import contextlib
import functools
import json
import re
import sqlite3
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from conftest import ACTOR
from hostile import HOSTILE

from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit, edit_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.log import BeginningStays, ChangedOutside, CommandNotFound, NothingToUndo
from songyu_cli.storage import log
from songyu_cli.storage.log import transaction
from songyu_cli.storage.triggers import install_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from songyu_cli.storage.connection import Database

UNIT = Address("淞泽家园九区", "12", "3")
# Commands that write, and the tables whose rows each changes, in order.
WRITES = {
    "unit add 3-1 --grid 一网格": ["units"],
    "unit edit 12-3 --floors 6": ["units"],
    "unit count 12-4 --elderly 8 --on 2022-06": ["headcounts"],
    "unit count 12-3 --elderly 12 --on 2021-03-01": ["headcounts"],
    "unit import 底账.csv --on 2022-06-30": ["units", "units", "headcounts", "headcounts", "imports"],
    "demand add 12-4 -n 2": ["demands"],
    "demand edit 1 --unit 12-4 -n 3": ["demands"],
    "batch open -n 120 --on 2022-09": ["batches"],
    "batch edit 1 -n 100 --note 首批": ["batches"],
    "batch close 1 --on 2021-12-31": ["batches"],
    "bench install 12-3 --on 2021-06": ["benches", "bench_events", "bench_events", "results", "allocations"],
    "bench install 2-1 --on 2021-06": ["benches", "bench_events", "bench_events", "allocations"],
    "bench import 台账.csv": ["benches", "bench_events", "bench_events", "allocations", "imports"],
    "config set target 220": ["programmes"],
    "config set note 试用": ["settings"],
    "undo": ["demands"],
    "undo 9": ["headcounts"],
}
NOTHING_NEW = [
    "unit edit 12-3 --grid 一网格",
    "unit count 12-3 --elderly 13 --on 2021-03-01",
    "demand edit 1 -n 1",
    "config set target 300",
]
REFUSED = {
    "unit add 12-3": 4,
    "unit edit 99-1 --floors 6": 3,
    "unit count 12-3 --elderly 3 --elderly-80 4": 4,
    "unit import 没有.csv": 7,
    "unit import 底账.csv": 5,  # no date for its counts
    "demand add 12-3 --on 2031-01-01": 2,
    "demand edit 9 -n 2": 3,
    "batch open 1 -n 5": 4,
    "batch edit 1 --on 2031": 2,
    "batch close 1 --on 2020": 4,
    "bench install 12-3 99-1 --on 2021-06": 3,
    "bench install 12-3 12-4 2-1 10-2 --on 2021-06": 4,
    "config set target 0": 2,
    "config set nosuch 1": 2,
    "undo 1": 4,
    "undo 2": 4,
    "undo 99": 3,
}


_made: list[bytes] = []


@pytest.fixture
def path(elsewhere: Path, request: pytest.FixtureRequest) -> Path:
    """The ledger of conftest.py, made once, and two files to import."""
    if not _made:
        _made.append(request.getfixturevalue("ledger").read_bytes())
    (elsewhere / "songyu.db").write_bytes(_made[0])
    (elsewhere / "底账.csv").write_text("地址,网格,60岁以上\n12-3,二网格,14\n5-1,二网格,7\n", encoding="utf-8")
    (elsewhere / "台账.csv").write_text("批次,地址,安装日期\n1,12-4,2021-06-18\n", encoding="utf-8")
    return elsewhere / "songyu.db"


@contextlib.contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a ledger as another program would."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def tables_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the columns of every table that holds what the community knows."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    unlogged = {"commands", "changes", "serials", "sqlite_sequence", "_sqlite_migrations"}
    return {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        for name in names
        if name not in unlogged
    }


def content(path: Path) -> dict[tuple[str, int], dict[str, object]]:
    """Return every row, by its table and id."""
    with raw(path) as connection:
        return {
            (table, row[columns.index("id")]): dict(zip(columns, row, strict=True))
            for table, columns in tables_of(connection).items()
            for row in connection.execute(f"SELECT * FROM {table}")
        }


def broken_links(path: Path) -> list[int]:
    """Return the commands whose link is not what their rows and the link before them make it."""
    broken, before = [], ""
    with raw(path) as connection:
        for *command, link in connection.execute(
            "SELECT id, at, role, alias, name, typed, undoes, link FROM commands ORDER BY id"
        ).fetchall():
            changes = connection.execute(
                "SELECT table_name, row_id, old, new FROM changes WHERE command = ? ORDER BY id", command[:1]
            )
            lines = [before, json.dumps(command), *(json.dumps(change) for change in changes)]
            if sha256("".join(lines).encode("ascii")).hexdigest() != link:
                broken.append(command[0])
            before = link
    return broken


@pytest.mark.parametrize("words", WRITES)
def test_a_command_is_one_entry_that_holds_every_row_before_and_after(run, path, words):
    before, entries = content(path), len(run("log", "--json").json)
    run(*words.split())
    after = content(path)
    newest, *older = run("log", "--json").json
    assert len(older) == entries
    assert (newest["typed"], newest["role"], newest["at"]) == (words, "clerk", "2022-12-31T09:30:00+08:00")
    changes = run("log", "show", str(newest["command"]), "--json").json["changes"]
    assert [change["table"] for change in changes] == WRITES[words]
    rows = [(change["table"], change["row"]) for change in changes]
    assert set(rows) == {row for row in before | after if before.get(row) != after.get(row)}
    for row in rows:
        story = [change for change in changes if (change["table"], change["row"]) == row]
        assert story[0]["old"] == before.get(row)
        assert story[-1]["new"] == after.get(row)
    assert broken_links(path) == []


@pytest.mark.parametrize("words", NOTHING_NEW)
def test_a_command_that_changes_nothing_leaves_no_entry(run, path, words):
    before = path.read_bytes()
    assert "没有变化" in run(*words.split()).err
    assert path.read_bytes() == before


@pytest.mark.parametrize(("words", "code"), REFUSED.items())
def test_a_refused_command_changes_no_byte(run, path, words, code):
    before = path.read_bytes()
    assert run(*words.split(), ok=False).code == code
    assert path.read_bytes() == before
    assert not path.with_name("songyu.db-journal").exists()


def test_a_trial_run_changes_no_byte(run, path):
    before = path.read_bytes()
    run("unit", "import", "底账.csv", "--on", "2022-06-30", "--dry-run")
    assert path.read_bytes() == before


def test_no_row_of_any_table_can_be_written_outside_a_command(run, path):
    run("unit", "import", "底账.csv", "--on", "2022-06-30")
    run("bench", "install", "12-3", "--on", "2021-06")
    before = path.read_bytes()
    with raw(path) as connection:
        logged = dict(connection.execute("SELECT table_name, new FROM changes WHERE new IS NOT NULL"))
        for table, columns in tables_of(connection).items():
            if not connection.execute(f"SELECT 1 FROM {table}").fetchone():
                continue
            assert list(json.loads(logged[table])) == columns
            for sql in (
                f"DELETE FROM {table}",
                f"UPDATE {table} SET id = id + 1000",
                f"REPLACE INTO {table} SELECT * FROM {table}",
            ):
                with pytest.raises(sqlite3.IntegrityError, match=r"NOT NULL constraint failed: changes\.command"):
                    connection.execute(sql)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE changes SET new = '{}' WHERE id = 1",
        "DELETE FROM changes WHERE id = 1",
        "REPLACE INTO changes SELECT id, command, table_name, row_id, old, '{}' FROM changes WHERE id = 1",
        "INSERT INTO changes (command, table_name, row_id, new) VALUES (1, 'units', 9, '{}')",
        "UPDATE commands SET role = 'secretary' WHERE id = 2",
        "UPDATE commands SET link = NULL WHERE id = 11",
        "UPDATE commands SET undoes = 3 WHERE id = 11",
        "DELETE FROM commands WHERE id = 11",
        "REPLACE INTO commands SELECT id, at, 'secretary', alias, name, typed, undoes, link FROM commands",
    ],
)
def test_the_log_only_grows(path, sql):
    with raw(path) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(sql)


def test_a_past_changed_by_hand_shows_in_the_links(run, path):
    run("unit", "add", "3-1", "--grid", "🫨 新字")  # a character that older Pythons do not know yet
    assert broken_links(path) == []
    with raw(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE changes SET new = replace(new, '13', '31') WHERE command = 3")
        connection.execute("UPDATE commands SET role = 'secretary' WHERE id = 5")
    assert broken_links(path) == [3, 5]


def test_there_is_no_undoing_of_what_is_not_there(db):
    undo = functools.partial(undo_command, db, actor=ACTOR)
    with pytest.raises(NothingToUndo):
        undo(None)
    with pytest.raises(BeginningStays):
        undo(1)
    for number in (2, 0, -1, 99):  # 2 would be the number of the undo itself
        with pytest.raises(CommandNotFound):
            undo(number)


def behind_the_log(db: Database, sql: str) -> None:
    for row in db.all("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        db.execute(f"DROP TRIGGER {row[0]}")
    db.execute(sql)
    install_triggers(db)


def test_a_row_changed_behind_the_log_is_not_undone(db):
    add_unit(db, UNIT, ACTOR)
    edit_unit(db, UNIT, ACTOR, {"floors": 6})
    behind_the_log(db, "UPDATE units SET floors = 7")
    with pytest.raises(ChangedOutside):
        undo_command(db, None, ACTOR)
    assert db.value("SELECT floors FROM units") == 7
    behind_the_log(db, "UPDATE units SET floors = 6")
    undo_command(db, None, ACTOR)
    behind_the_log(db, "INSERT INTO headcounts (unit, as_of) VALUES (1, '2022')")
    with pytest.raises(ChangedOutside):
        undo_command(db, None, ACTOR)
    assert (db.value("SELECT floors FROM units"), db.value("SELECT max(id) FROM commands")) == (None, 4)


def test_work_from_before_a_new_column_can_still_be_undone(db):
    add_unit(db, UNIT, ACTOR, floors=6)
    db.execute("ALTER TABLE units ADD COLUMN lift TEXT DEFAULT 'none'")
    undo_command(db, None, ACTOR)
    assert db.value("SELECT count(*) FROM units") == 0


def test_one_command_may_change_a_row_many_times_and_into_any_text(db):
    add_unit(db, UNIT, ACTOR)
    texts = [text for text in HOSTILE if not re.search("[\ud800-\udfff]", text)]
    with transaction(db, "unit import", ACTOR):
        for text in texts:
            db.update("units", 1, grid=text)
        number = db.insert("units", estate="a", building="b", label="c", grid=texts[0])
        db.update("units", number, grid=None)
        db.execute("DELETE FROM units WHERE id = 1")
    undo_command(db, None, ACTOR)
    assert [tuple(row) for row in db.all("SELECT id, grid FROM units")] == [(1, None)]


def test_a_link_is_made_of_json_whatever_the_rows_hold(db):
    texts = [text for text in HOSTILE if not re.search("[\ud800-\udfff]", text)]
    rows = [(text, str(number), "1", text or None) for number, text in enumerate([*texts, *"单元" * 200])]
    with transaction(db, "unit import", ACTOR) as command:
        db.insert_many("units", ("estate", "building", "label", "grid"), iter(rows))
        db.execute("UPDATE units SET grid = NULL WHERE id % 3 = 0")
        db.execute("DELETE FROM units WHERE id % 5 = 0")
    held = db.all("SELECT estate, building, label, grid FROM units ORDER BY id")
    kept = [(number, row) for number, row in enumerate(rows, start=1) if number % 5]
    assert [tuple(row) for row in held] == [(*row[:3], row[3] if number % 3 else None) for number, row in kept]
    *about, link = db.one(
        "SELECT id, at, role, alias, name, typed, undoes, link FROM commands WHERE id = ?", (command,)
    )
    changes = db.all("SELECT table_name, row_id, old, new FROM changes WHERE command = ? ORDER BY id", (command,))
    before = db.value("SELECT link FROM commands WHERE id = ?", (command - 1,)) or ""
    slowly = [before, json.dumps(about), *(json.dumps(list(change)) for change in changes)]
    assert sha256("".join(slowly).encode("ascii")).hexdigest() == link


def test_what_something_was_moved_to_and_away_from_again_is_not_undone_under_it(run, path):
    run("unit", "add", "3-1")
    run("demand", "edit", "1", "--unit", "3-1")
    run("demand", "edit", "1", "--unit", "12-4")
    refused = run("undo", "12", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "later_work_depends")
    assert "songyu undo 13" in refused.error["hint"]
    assert "songyu undo 14" in run("undo", "13", "--json", ok=False).error["hint"]
    for number in ("14", "13", "12"):
        run("undo", number)
    assert broken_links(path) == []


def test_a_command_inside_a_command_is_a_mistake_that_writes_nothing(db):
    with pytest.raises(sqlite3.OperationalError), transaction(db, "unit add", ACTOR):  # noqa: PT012  one within the other
        db.insert("units", estate="a", building="b", label="c")
        add_unit(db, UNIT, ACTOR)
    assert (db.value("SELECT count(*) FROM units"), db.value("SELECT count(*) FROM commands")) == (0, 1)


@pytest.mark.parametrize(
    ("typed", "logged"),
    [
        ("bench install 1-3 2-1 2-2 2-3 7-2 8-1", "bench install 1-3 2-1 2-2 2-3 7-2 8-1"),
        ("demand add 12-3 --text '电话 138 1234 5678'", "demand add 12-3 --text '电话 [手机]'"),
        ("demand add 12-3 --text 'it'\\''s 138 1234 5678'", "demand add 12-3 --text 'it'\\''s [手机]'"),
        ("demand add 12-3 --text 13812345678", "demand add 12-3 --text [手机]"),
    ],
)
def test_what_was_typed_is_masked_word_by_word(db, typed, logged):
    with transaction(db, "unit add", replace(ACTOR, typed=typed)):
        db.insert("units", estate="淞泽家园九区", building="7", label="1")
    assert log.find(db, limit=1)[0].typed == logged


def test_an_entry_that_another_program_left_open_is_damage_and_no_crash(run, path):
    with contextlib.closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO commands (at, role, name, typed) VALUES ('2023-01-01', 'clerk', 'x', 'y')")
    for line in (["unit", "add", "3-1"], ["undo"]):
        refused = run(*line, ok=False)
        assert refused.code == 6
        assert "没有写完就留下了" in refused.err
    assert run("check", ok=False).code == 1
