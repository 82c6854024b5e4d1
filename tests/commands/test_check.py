"""`songyu check`: every damage that is done to a ledger is found, and nothing is found in a sound one."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ACTOR, new_ledger
from ready import ready, town

from songyu_cli.actions.check import check_ledger
from songyu_cli.storage import schema
from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import transaction
from songyu_cli.storage.names import APPLICATION_ID, MIGRATIONS

KEPT = Path(__file__).parents[1] / "storage" / "ledgers"


def opened(path):
    return contextlib.closing(sqlite3.connect(path, isolation_level=None))


def behind(*statements):
    """Return a damage that is done past the log: its triggers are taken away meanwhile and put back."""

    def spoil(path):
        with opened(path) as db:
            logging = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in logging:
                db.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                assert db.execute(statement).rowcount != 0, statement
            for _, trigger in logging:
                db.execute(trigger)

    return spoil


def plainly(*statements):
    """Return a damage of the schema."""

    def spoil(path):
        with opened(path) as db:
            db.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                db.execute(statement)

    return spoil


def flipped(text):
    """Return a damage of one bit in the page that holds a text which no index knows."""

    def spoil(path):
        content = bytearray(path.read_bytes())
        content[content.index(text.encode())] ^= 1
        path.write_bytes(content)

    return spoil


def at(place, value):
    """Return a damage of some bytes; a place below 0 counts from the end."""

    def spoil(path):
        content = bytearray(path.read_bytes())
        place_ = place % len(content)
        content[place_ : place_ + len(value)] = value
        path.write_bytes(content)

    return spoil


def cut(path):
    os.truncate(path, path.stat().st_size - 5000)


def taken_from_the_log(path):
    """The newest entry and what it did, all of it but the numbers."""
    behind(
        "DELETE FROM changes WHERE command = (SELECT max(id) FROM commands)",
        "DELETE FROM followups WHERE id = (SELECT max(id) FROM followups)",
        "DELETE FROM commands WHERE id = (SELECT max(id) FROM commands)",
    )(path)


NEW = "INSERT INTO units (estate, building, label) VALUES ('甲', '1', '1')"
DAMAGES = {
    "a changed cell": (behind("UPDATE demands SET quantity = 7 WHERE id = 2"), "changed_row"),
    "a text made none": (behind("UPDATE units SET grid = NULL WHERE id = 1"), "changed_row"),
    "a setting": (behind("UPDATE settings SET value = '1' WHERE key = 'community'"), "changed_row"),
    "a count that nobody indexed": (behind("UPDATE headcounts SET elderly_60 = 99 WHERE id = 1"), "changed_row"),
    "a deleted row": (behind("DELETE FROM replies WHERE id = 1"), "lost_row"),
    "all rows of a table": (behind("DELETE FROM replies"), "lost_row"),
    "an added row": (behind(NEW), "unlogged_row"),
    "an added row in an empty table": (
        behind(
            "INSERT INTO extensions (demand, due, reason, role, extended_on) SELECT "
            "id, '2023-01-01', 'x', 'clerk', '2022' FROM demands WHERE id = 1",
            "DELETE FROM changes WHERE table_name = 'extensions'",
        ),
        "unlogged_row",
    ),
    "a dropped trigger": (plainly("DROP TRIGGER log_demands_update"), "missing"),
    "a trigger that does nothing": (
        plainly(
            "UPDATE sqlite_master SET sql = replace(sql, 'AFTER UPDATE ON demands', 'AFTER UPDATE OF id ON demands') "
            "WHERE name = 'log_demands_update'"
        ),
        "altered",
    ),
    "a log that may be changed": (plainly("DROP TRIGGER log_changes_fixed"), "missing"),
    "a trigger of somebody's": (
        plainly("CREATE TRIGGER more AFTER INSERT ON units BEGIN DELETE FROM replies; END"),
        "extra",
    ),
    "a table of somebody's": (plainly("CREATE TABLE persons (id INTEGER PRIMARY KEY, name TEXT)"), "extra"),
    "a table of somebody's without our key": (plainly("CREATE TABLE more (a)"), "extra"),
    "a dropped view": (plainly("DROP VIEW v_demands"), "missing"),
    "a disabled view": (
        plainly("UPDATE sqlite_master SET sql = sql || ' WHERE 0' WHERE name = 'v_demands'"),
        "altered",
    ),
    "a dropped index": (plainly("DROP INDEX demands_of_unit"), "missing"),
    "a dropped table": (plainly("DROP TABLE followups"), "missing"),
    "a rule taken from a table": (
        plainly("UPDATE sqlite_master SET sql = replace(sql, 'CHECK (quantity > 0)', '') WHERE name = 'demands'"),
        "altered",
    ),
    "a changed log row": (behind("UPDATE changes SET new = replace(new, '14', '15') WHERE new LIKE '%14%'"), "chain"),
    "a removed log row": (behind("DELETE FROM changes WHERE id = 20"), "chain"),
    "a log row of another table": (behind("UPDATE changes SET table_name = 'units' WHERE id = 20"), "chain"),
    "a log row that is no JSON": (behind("UPDATE changes SET new = '{' WHERE id = 20"), "log_unreadable"),
    "another time of an entry": (behind("UPDATE commands SET at = '2022-01-01' WHERE id = 5"), "chain"),
    "another role of an entry": (behind("UPDATE commands SET role = 'secretary' WHERE id = 5"), "chain"),
    "a broken link": (behind(f"UPDATE commands SET link = '{'0' * 64}' WHERE id = 5"), "chain"),
    "links in another order": (
        behind(
            "CREATE TABLE _x AS SELECT * FROM commands",
            "UPDATE commands SET typed = (SELECT typed FROM _x WHERE _x.id = 11 - commands.id) WHERE id IN (5, 6)",
            "DROP TABLE _x",
        ),
        "chain",
    ),
    "a removed entry": (
        behind("DELETE FROM changes WHERE command = 9", "DELETE FROM commands WHERE id = 9"),
        "no_entry",
    ),
    "the newest entry taken away": (taken_from_the_log, "no_entry"),
    "another way of writing": (plainly("PRAGMA journal_mode = WAL"), "wal"),
    "an open entry": (
        behind("INSERT INTO commands (at, role, name, typed) VALUES ('2022', 'clerk', 'x', 'x')"),
        "open_command",
    ),
    "a dangling foreign key": (behind("UPDATE replies SET demand = 999 WHERE id = 1"), "foreign_key"),
    "a number that is given twice": (behind("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'demands'"), "number"),
    "numbers that are none": (behind("UPDATE sqlite_sequence SET seq = 'x'"), "number"),
    "numbers forgotten": (behind("DELETE FROM sqlite_sequence WHERE name = 'benches'"), "number"),
    "a tag that is given twice": (behind("UPDATE serials SET last = 1 WHERE name = 'B1'"), "tag"),
    "tags forgotten": (behind("DELETE FROM serials"), "tag"),
    "a cut file": (cut, "short"),
    "a flipped bit in a text": (flipped("老人上楼前没处歇脚"), None),
    "a page of nothing": (at(-4096, bytes(4096)), None),
    "a page of something else": (at(-8192, b"\xff" * 8192), "pages"),
    "a schema that is none": (at(100, b"\xff" * 3000), None),
    "a mark of another program": (at(68, b"\0\0\0\0"), "header"),
    "a first word that is none": (at(0, b"sqlite"), "header"),
    "a migration that is unwritten": (behind("DELETE FROM _sqlite_migrations WHERE id = 3"), "extra"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_is_found(damage, request, elsewhere):
    path = town(request, elsewhere)
    spoil, kind = DAMAGES[damage]
    spoil(path)
    spoilt, files = path.read_bytes(), sorted(elsewhere.rglob("*"))
    found = check_ledger(path)
    assert (found.whole, found.findings != ()) == (False, True)
    assert kind in (None, *(one.kind for one in found.findings))
    assert all(one.message.zh and one.advice.en for one in found.findings)
    assert path.read_bytes() == spoilt
    assert sorted(elsewhere.rglob("*")) == files


def test_enough_damages_are_tried():
    assert len(DAMAGES) > 35


# nothing is found where nothing is wrong


def old(name):
    def build(request, folder):
        with opened(folder / "songyu.db") as db:
            db.executescript((KEPT / f"{name}.sql").read_text(encoding="utf-8"))
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        return folder / "songyu.db"

    return build


def migrated(name):
    def build(request, folder):
        path = old(name)(request, folder)
        run = request.getfixturevalue("run")
        run("demand", "add", "12-3")
        run("undo")
        return path

    return build


def undone_and_redone(request, folder):
    path, run = town(request, folder), request.getfixturevalue("run")
    for line in ("undo --steps 4", "redo --steps 3", "undo", "undo", "redo", "unit add 77-1", "undo", "redo"):
        run(*line.split())
    return path


def imported(request, folder):
    path, run = ready(request, folder), request.getfixturevalue("run")
    (folder / "底账.csv").write_text("地址,60岁以上\n12-3,14\n21-1,7\n", encoding="utf-8")
    run("unit", "import", "底账.csv", "--on", "2022-06-30")
    return path


def rebuilt(request, folder):
    path, run = undone_and_redone(request, folder), request.getfixturevalue("run")
    run("export", "--out", "x.jsonl")
    path.unlink()
    run("init", "--from", "x.jsonl")
    return path


def restored(request, folder):
    path, run = town(request, folder), request.getfixturevalue("run")
    run("backup")
    run("demand", "add", "12-3")
    [backup] = folder.glob("songyu.db.backups/*-manual.db")
    assert check_ledger(backup).whole
    run("restore", str(backup), "--yes")
    run("demand", "add", "12-3")
    return path


def demo(request, folder):
    request.getfixturevalue("run")("--db", "songyu.db", "demo")
    return folder / "songyu.db"


def bare(request, folder):
    request.getfixturevalue("run")("init", "--community", "甲社区", "--estate", "乙小区")
    return folder / "songyu.db"


SOUND = [bare, ready, town, demo, undone_and_redone, imported, rebuilt, restored]
SOUND += [old("m001"), old("m002"), migrated("m001"), migrated("m002")]


@pytest.mark.parametrize("build", SOUND)
def test_a_sound_ledger_is_whole(build, request, elsewhere, run):
    path = build(request, elsewhere)
    before = path.read_bytes()
    found = run("check", "--json").json
    assert (found["whole"], found["findings"]) == (True, [])
    assert (found["entries"], found["entry"]) == (found["entry"], found["entries"])
    with contextlib.closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in tables if name[0] != "_" and name not in ("sqlite_sequence", "commands", "changes")]
        counted = sum(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ours if name != "serials")
        assert found["rows"] == counted
    assert path.read_bytes() == before


# what a clerk reads


def test_a_whole_ledger_is_said_to_be(run, ledger):
    zh, en = run("check").out, run("check", "--lang", "en").out
    entry, short = (run("check", "--json").json[name] for name in ("entry", "short"))
    assert f"账本完好：{ledger}" in zh
    assert f"日志 #{entry} · {short}" in zh
    assert "还没有备份：songyu backup" in zh
    assert "The ledger is whole" in en
    assert "There is no backup yet" in en
    run("backup")
    assert "最近的备份：songyu-20221231-093000-manual.db" in run("check").out


def test_one_entry_is_one_entry(run, elsewhere):
    run("init", "--community", "常新社区", "--estate", "淞泽家园九区")
    assert ", 1 entry with 21 changes; replayed," in run("check", "--lang", "en").out


def test_what_is_wrong_is_said_with_the_way_out(run, ledger):
    run("backup")
    run("--db", "songyu.db", "backup")
    behind("UPDATE demands SET quantity = 7", "UPDATE units SET households = 99")(ledger)
    zh, en = run("check", ok=None).out, run("--db", "songyu.db", "check", "--lang", "en", ok=None).out
    assert "账本有问题" in zh
    assert "demands 第 1 行和日志不一样（quantity），有人绕过 songyu 改了它" in zh
    assert "row 1 of demands is not as the log left it (quantity)" in en
    [advice] = [line for line in zh.splitlines() if "→" in line]
    assert advice.startswith("  → 别再往里写；恢复完好的备份：songyu restore ")
    run("restore", advice.split()[-1], "--yes")
    assert run("check").code == 0
    assert "songyu --db songyu.db restore songyu.db.backups/" in en


def test_a_backup_that_is_spoilt_itself_is_not_named(run, ledger):
    run("backup")
    first = next(ledger.parent.glob("songyu.db.backups/*.db"))
    run("unit", "add", "33-1")
    run("backup")
    second = next(one for one in ledger.parent.glob("songyu.db.backups/*.db") if one != first)
    for path in (ledger, second):
        behind("UPDATE units SET households = 99 WHERE id = 1")(path)
    assert run("check", "--json", ok=None).json["backup"] == str(first)
    os.truncate(first, 8192)
    told = run("check", ok=None).out
    assert "没有完好的备份：先复制文件留底，再试 songyu export" in told


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (("DROP VIEW v_units", "DROP TRIGGER log_units_update"), "少了视图 v_units"),
        (("PRAGMA journal_mode = WAL",), "WAL 写入方式"),
        (("CREATE TABLE more (a)", "INSERT INTO more VALUES (1)"), "多了表 more"),
        (("CREATE TABLE more (id INTEGER PRIMARY KEY, what BLOB)",), "多了表 more"),
        (("ALTER TABLE units ADD COLUMN more TEXT",), "表 units 被改过"),
    ],
)
def test_a_schema_alone_is_mended_by_an_export(run, ledger, damage, message):
    plainly(*damage)(ledger)
    told = run("check", ok=None).out
    assert message in told
    assert "行都还在：songyu export --out 账本.jsonl，再 songyu --db 新账本.db init --from 账本.jsonl" in told
    run("export", "--out", "账本.jsonl")
    run("--db", "新账本.db", "init", "--from", "账本.jsonl")
    assert run("--db", "新账本.db", "check").code == 0


def test_of_many_alike_a_few_are_told(run, ledger):
    behind("UPDATE units SET households = 99", "UPDATE headcounts SET elderly_60 = 50")(ledger)
    told = run("check", ok=None).out
    assert (told.count("行和日志不一样"), "还有 3 处一样的" in told) == (5, True)


def test_an_older_ledger_is_looked_at_as_it_is(run, request, elsewhere):
    path = old("m001")(request, elsewhere)
    before = path.read_bytes()
    told = run("check")
    assert "账本是旧版 songyu 的：下次使用时先备份，再升级" in told.out
    assert path.read_bytes() == before
    behind("UPDATE demands SET quantity = 7 WHERE id = 1")(path)
    assert run("check", ok=None).code == 1


def test_a_baseline_holds_what_the_log_was_then(run, request, elsewhere):
    """Both the log and the row are made to agree on something else: what the migration noted does not."""
    path = migrated("m002")(request, elsewhere)
    edit = "replace(new, '\"quantity\":1', '\"quantity\":5')"
    behind(
        f"UPDATE changes SET new = {edit}, old = replace(old, '\"quantity\":1', '\"quantity\":5') "
        "WHERE table_name = 'demands' AND row_id = 1",
        "UPDATE demands SET quantity = 5 WHERE id = 1",
    )(path)
    kinds = {one["kind"] for one in run("check", "--json", ok=None).json["findings"]}
    assert kinds == {"chain", "baseline"}


def test_a_change_goes_on_from_the_one_before(run, request, elsewhere):
    """The last change of a row agrees with it, the one before does not."""
    path = town(request, elsewhere)
    of = "(SELECT min(id) FROM changes WHERE table_name = 'demands' AND row_id = 7)"
    behind(f"UPDATE changes SET new = replace(new, '\"quantity\":1', '\"quantity\":5') WHERE id = {of}")(path)
    assert {"chain", "log_gap"} == {one.kind for one in check_ledger(path).findings}


# what cannot be opened at all


@pytest.mark.parametrize("command", ["check", "restore"])
def test_where_there_is_no_ledger_nor_a_backup_it_is_refused_as_ever(command, run, elsewhere):
    words = ["latest"] if command == "restore" else []
    (elsewhere / "空.db").touch()
    (elsewhere / "文.db").write_text("12-3,11\n" * 100, encoding="utf-8")
    for name, kind in (("无.db", "ledger_missing"), ("空.db", "ledger_empty"), ("文.db", "ledger_foreign")):
        refused = run("--db", name, command, *words, "--json", ok=False)
        assert (refused.code, refused.error["kind"]) == ((6, kind) if command == "check" else (3, "backup_not_found"))


def test_a_newer_ledger_is_left_to_newer_programs(run, ledger):
    plainly("INSERT INTO _sqlite_migrations VALUES (99, 'songyu', 'm999_far', '')")(ledger)
    refused = run("check", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (6, "ledger_newer")


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: os.truncate(path, 0), lambda path: path.write_text("x")])
def test_of_a_lost_ledger_its_backup_is_named(gone, run, ledger):
    run("backup")
    gone(ledger)
    told = run("--db", "songyu.db", "check", ok=None)
    assert told.code == 1
    advice = told.out.splitlines()[-1].split("songyu --db songyu.db ")[1]
    if ledger.exists():
        ledger.rename("留底.db")
    run("--db", "songyu.db", *advice.split(), "--yes")
    assert run("check").code == 0


def test_somebody_elses_write_is_not_waited_for_nor_seen(run, ledger):
    with opened(ledger) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO commands (at, role, name, typed) VALUES ('2022', 'clerk', 'x', 'x')")
        assert run("check").code == 0
        other.execute("ROLLBACK")


# what it costs


def test_memory_does_not_grow_with_the_rows(elsewhere):
    with contextlib.closing(new_ledger()) as db:
        with transaction(db, "many", ACTOR):
            rows = (("甲", str(number), "1") for number in range(6000))
            db.insert_many("units", ("estate", "building", "label"), rows)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        (elsewhere / "songyu.db").write_bytes(db.connection.serialize())
    check_ledger(elsewhere / "songyu.db")
    tracemalloc.start()
    try:
        assert check_ledger(elsewhere / "songyu.db").rows > 6000
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()


def test_the_schema_is_the_one_that_landed(ledger):
    """A trigger or a view that is written otherwise needs a migration: older ledgers keep the old one."""
    with contextlib.closing(open_ledger(ledger)) as db:
        assert schema.written(db) == schema.expected(MIGRATIONS)
    texts = json.dumps(sorted([*name, text] for name, text in schema.expected(MIGRATIONS).items()))
    assert sha256(texts.encode()).hexdigest() == "26b55bc4f4a689c397381ea6d66deba7771203910153338a8019873bb2401371"


def test_a_ledger_that_lost_a_migration_is_damaged_and_no_bug(run, ledger):
    behind("DELETE FROM _sqlite_migrations WHERE id = 3")(ledger)
    ran = run("demand", "add", "12-3", "--json", ok=False)
    assert (ran.code, ran.error["kind"]) == (6, "ledger_damaged")
