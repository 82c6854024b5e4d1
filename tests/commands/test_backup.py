"""`songyu backup`, `songyu restore`, and the backup before an import, as a clerk meets them."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest
from conftest import NOW, Stream

from songyu_cli.storage import backup_files, backups
from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import broken_link
from songyu_cli.storage.names import APPLICATION_ID

REGISTER = "地址,户数\n淞泽家园九区30幢1单元,12\n淞泽家园九区30幢2单元,12\n"
BAD = "地址,户数\n淞泽家园九区30幢1单元,12\n随便写写,12\n"


def everything(path, *, log=True):
    """Every table of a ledger with its rows; without `log` only what the log follows."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        unfollowed = ("commands", "sqlite_sequence", "_sqlite_migrations")
        wanted = [name for name in names if log or name not in unfollowed]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in wanted}


def folder_of(ledger):
    return backup_files.folder_of(ledger)


def names(ledger):
    folder = folder_of(ledger)
    return sorted(one.name for one in folder.glob("*.db")) if folder.exists() else None


@pytest.fixture
def terminal(monkeypatch):
    """A person at the terminal who types these answers."""

    def typing(*answers):
        class Keys:
            def __init__(self):
                self.left = list(answers)

            def isatty(self):
                return True

            def readline(self):
                return self.left.pop(0) + "\n" if self.left else ""

        monkeypatch.setattr(sys, "stdin", Keys())
        monkeypatch.setattr(Stream, "isatty", lambda _: True)

    return typing


def test_backing_up_and_seeing_the_backups(run, ledger, elsewhere):
    assert "还没有备份" in run("backup", "list", "--format", "table").out
    ran = run("backup")
    first = folder_of(ledger) / "songyu-20221231-093000-manual.db"
    assert ran.out.splitlines()[0] == f"已备份到 {first}"
    assert "同一个盘" in ran.out
    assert everything(first) == everything(ledger)

    (elsewhere / "U 盘").mkdir()
    away = run("backup", "U 盘")
    assert "同一个盘" not in away.out
    assert everything(elsewhere / "U 盘" / first.name) == everything(ledger)
    run("备份", "到", "U 盘/年底.db")
    assert everything(elsewhere / "U 盘" / "年底.db") == everything(ledger)

    run("unit", "add", "30-1")
    run("backup", now=NOW + timedelta(days=1))
    listed = run("备份", "列表", "--json").json
    assert [(one["number"], one["made_at"][:10], one["reason"], one["state"]) for one in listed] == [
        (1, "2023-01-01", "manual", "sound"),
        (2, "2022-12-31", "manual", "sound"),
    ]
    assert listed[1]["head"].startswith("#11 · ")
    assert listed[0]["head"].startswith("#12 · ")
    assert listed[0]["size"] == (folder_of(ledger) / "songyu-20230101-093000-manual.db").stat().st_size

    drawn = run("backup", "list", "--color", "never", terminal=80).out
    assert all(len(line) <= 80 for line in drawn.partition("都在")[0].splitlines())
    assert "手工" in drawn
    assert "完好" in drawn


def test_the_list_says_which_are_not_sound(run, ledger):
    for day in range(4):
        run("unit", "add", f"30-{day + 1}")
        run("backup", now=NOW + timedelta(days=day))
    newest, second, third, _ = (folder_of(ledger) / name for name in reversed(names(ledger)))
    newest.write_bytes(newest.read_bytes()[:-1] + b"x")
    backup_files.manifest_of(second).unlink()
    backup_files.manifest_of(third).unlink()
    third.write_bytes(third.read_bytes()[:5000])
    states = [one["state"] for one in run("backup", "list", "--json").json]
    assert states == ["changed", "unproved", "damaged", "sound"]


@pytest.mark.parametrize("made", [0, 1])
def test_the_list_says_commands_that_meet_its_ledger(run, ledger, made):
    other = ledger.with_name("别的.db")
    run("--db", other.name, "init", "--community", "别的", "--estate", "别的")
    for _ in range(made):
        run("--db", other.name, "backup")
    said = run("--db", other.name, "backup", "list", "--format", "table").out
    assert f"songyu --db 别的.db {'restore' if made else 'backup'}" in said
    assert not re.search(r"songyu (restore|backup)", said)


def test_an_import_is_backed_up_before(run, ledger, elsewhere):
    before = everything(ledger)
    (elsewhere / "底账.csv").write_text(REGISTER, encoding="utf-8")
    run("unit", "import", "底账.csv", "--dry-run")
    assert names(ledger) is None
    run("unit", "import", "底账.csv")
    assert names(ledger) == ["songyu-20221231-093000-before-import.db"]
    assert everything(folder_of(ledger) / names(ledger)[0]) == before != everything(ledger)


def test_an_import_that_changes_nothing_leaves_no_backup(run, ledger, elsewhere):
    (elsewhere / "坏.csv").write_text(BAD, encoding="utf-8")
    (elsewhere / "底账.csv").write_text(REGISTER, encoding="utf-8")
    run("unit", "import", "坏.csv", ok=False)
    assert names(ledger) is None
    run("unit", "import", "底账.csv")
    first = names(ledger)
    run("unit", "import", "底账.csv", now=NOW + timedelta(days=1))
    assert names(ledger) == first
    run("unit", "import", "坏.csv", "--skip-bad", now=NOW + timedelta(days=2))
    assert names(ledger) == first


def test_without_its_backup_an_import_is_not_made(run, ledger, elsewhere):
    folder_of(ledger).write_text("in the way", encoding="utf-8")
    (elsewhere / "底账.csv").write_text(REGISTER, encoding="utf-8")
    before = ledger.read_bytes()
    for language, said, way in (
        ("zh", "导入之前的备份没有做成", "--no-backup"),
        ("en", "Nothing was changed", "--no-backup"),
    ):
        ran = run("--lang", language, "unit", "import", "底账.csv", "--json", ok=False)
        assert (ran.code, ran.error["kind"]) == (7, "no_backup_no_change")
        assert said in ran.error["message"]
        assert way in ran.error["hint"]
    assert ledger.read_bytes() == before
    run("unit", "import", "底账.csv", "--no-backup")
    assert ledger.read_bytes() != before


def drill(run, ledger):
    """Back up, go on working, and return what was backed up."""
    then = everything(ledger)
    run("backup")
    run("unit", "add", "30-1")
    run("demand", "add", "30-1", "--text", "门口没处坐")
    run("undo")
    return then


def test_the_drill(run, ledger, terminal):
    then = drill(run, ledger)
    lately = everything(ledger)
    with contextlib.closing(open_ledger(ledger)) as other:
        assert other.value("SELECT count(*) FROM units") == 5
        terminal("是")
        ran = run("restore", "1", now=NOW + timedelta(days=1))
        assert other.value("SELECT count(*) FROM units") == 4
        assert other.value("SELECT name FROM commands ORDER BY id DESC LIMIT 1") == "restore"
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        assert broken_link(other) is None

    assert "恢复后会丢掉 3 条操作" in ran.err
    assert "unit add 30-1" in ran.err
    assert "确定恢复吗" in ran.err
    now = everything(ledger)
    entry = now["commands"].pop()
    assert now.pop("sqlite_sequence") != then.pop("sqlite_sequence")
    assert now == then
    assert "restore songyu-20221231-093000-manual.db (#14 · " in str(entry)
    assert not [*ledger.parent.glob("*-journal")]
    assert run("unit", "add", "30-9").code == 0
    run("undo")
    refused = run("undo", "12", ok=False)
    assert refused.code == 4

    kept = [name for name in names(ledger) if "before-restore" in name]
    assert everything(folder_of(ledger) / kept[0]) == lately
    run("restore", str(folder_of(ledger) / kept[0]), "--yes")
    back = everything(ledger)
    back["commands"].pop()
    del back["sqlite_sequence"], lately["sqlite_sequence"]
    assert back == lately


def test_an_answer_other_than_yes_restores_nothing(run, ledger, terminal):
    drill(run, ledger)
    before = ledger.read_bytes()
    for answer in ("否", "", "n"):
        terminal(answer)
        assert "没有恢复" in run("restore", "latest").err
        assert ledger.read_bytes() == before
    assert names(ledger) == ["songyu-20221231-093000-manual.db"]


def test_where_nobody_can_be_asked_it_says_what_would_be_lost_and_stops(run, ledger):
    drill(run, ledger)
    before = ledger.read_bytes(), names(ledger)
    for language, said in (("zh", "恢复会丢掉的操作：3 条。"), ("en", "Entries that would be lost: 3.")):
        ran = run("--lang", language, "restore", "latest", ok=False)
        assert ran.code == 2
        assert "unit add 30-1" in ran.err
        assert said in ran.err.splitlines()[-2]
        assert "--yes" in ran.err.splitlines()[-1]
    told = run("restore", "latest", "--json", ok=False)
    assert (told.error["kind"], len(told.err.splitlines())) == ("restore_not_confirmed", 1)
    assert (ledger.read_bytes(), names(ledger)) == before


def test_a_folder_that_cannot_be_written_is_said(run, ledger):
    folder_of(ledger).write_text("in the way", encoding="utf-8")
    ran = run("backup", "--json", ok=False)
    assert (ran.code, ran.error["kind"]) == (7, "backup_not_made")
    assert "songyu backup 文件夹" in ran.error["hint"]


def test_nothing_lost_is_said_too(run, ledger):
    run("backup")
    ran = run("restore", "最新", "--yes")
    assert "不会丢什么" in ran.err
    listed = run("restore", "latest", "--yes", "--json", now=NOW + timedelta(days=1))
    assert listed.err == ""
    assert (listed.json["lost"], listed.json["aside"]) == (1, None)  # the first restore, itself an entry


def test_restoring_an_automatic_backup_does_not_prune_it_away(run, ledger):
    with contextlib.closing(open_ledger(ledger)) as db:
        for hours in range(10):
            backups.before(db, "before-import", NOW + timedelta(hours=hours), always=True)
    oldest, *_ = names(ledger)
    run("restore", "10", "--yes", now=NOW + timedelta(hours=12))
    assert oldest in names(ledger)
    run("restore", "1", "--yes", now=NOW + timedelta(hours=13))
    assert oldest not in names(ledger)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def rotten(path):
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)


def sql(statement):
    def spoil(path):
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement)

    return spoil


SPOILT = {
    "missing": (lambda path: path.unlink(), "backup_unfit"),
    "empty": (lambda path: path.write_bytes(b""), "backup_unfit"),
    "cut": (cut, "backup_unfit"),
    "text": (lambda path: path.write_text("12-3,11\n", encoding="utf-8"), "backup_unfit"),
    "folder": (lambda path: (path.unlink(), path.mkdir()), "backup_unfit"),
    "pipe": (lambda path: (path.unlink(), os.mkfifo(path)), "backup_unfit"),
    "foreign": (sql("PRAGMA application_id = 1"), "backup_unfit"),
    "newer": (sql("INSERT INTO _sqlite_migrations VALUES (99, 'songyu', 'm999_far', '')"), "backup_newer"),
    "without tables": (sql("DROP TABLE _sqlite_migrations"), "backup_unfit"),
    "stray rows": (sql("INSERT INTO headcounts (id, unit, as_of) VALUES (99, 999, '2021')"), "backup_unfit"),
    "being written": (lambda path: path.with_name(path.name + "-journal").write_bytes(b"x" * 600), "backup_unfit"),
    "in another mode": (sql("PRAGMA journal_mode = WAL"), "backup_unfit"),
    "another's": (None, "backup_of_another"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_what_is_no_sound_backup_is_refused_and_left_alone(run, ledger, elsewhere, fault):
    spoil, kind = SPOILT[fault]
    copy = elsewhere / "备份 (1).db"
    if spoil:
        run("backup", str(copy))
        if fault == "stray rows":
            sql("DROP TRIGGER log_headcounts_insert")(copy)
        spoil(copy)
    else:
        run("--db", str(copy), "init", "--community", "苏安社区", "--estate", "苏安新村")
    with contextlib.suppress(FileNotFoundError):
        backup_files.manifest_of(copy).unlink()
    before = ledger.read_bytes(), copy.read_bytes() if copy.is_file() else None, sorted(elsewhere.iterdir())
    for language in ("zh", "en"):
        ran = run("--lang", language, "restore", str(copy), "--yes", "--json", ok=False)
        assert (ran.error["kind"], ran.code) == (kind, 4 if kind == "backup_of_another" else 7)
        assert copy.name in ran.error["message"]
    assert (ledger.read_bytes(), copy.read_bytes() if copy.is_file() else None, sorted(elsewhere.iterdir())) == before


@pytest.mark.parametrize("change", [rotten, cut, lambda path: backup_files.manifest_of(path).write_text("{}")])
def test_a_backup_that_is_not_as_in_its_manifest_is_refused(run, ledger, elsewhere, change):
    copy = elsewhere / "x.db"
    run("backup", str(copy))
    change(copy)
    before = ledger.read_bytes(), copy.read_bytes()
    ran = run("restore", "x.db", "--yes", "--json", ok=False)
    assert (ran.code, ran.error["kind"]) == (7, "backup_changed")
    assert (ledger.read_bytes(), copy.read_bytes()) == before


def test_a_backup_without_a_manifest_is_usable_and_that_is_said(run, ledger, elsewhere):
    run("backup", "x.db")
    backup_files.manifest_of(elsewhere / "x.db").unlink()
    assert "没有清单" in run("restore", "x.db", "--yes").err


def test_a_lost_ledger_comes_back(run, ledger):
    then = drill(run, ledger)
    ledger.unlink()
    assert run("backup", "list", "--json").json[0]["state"] == "sound"
    ran = run("restore", "latest", "--yes")
    assert "还没有账本" in ran.err
    now = everything(ledger)
    now["commands"].pop()
    del now["sqlite_sequence"], then["sqlite_sequence"]
    assert now == then
    assert ledger.stat().st_mode & 0o777 == 0o600
    run("unit", "add", "30-1")


@pytest.mark.parametrize("fault", ["cut", "empty", "overwritten within", "one page"])
def test_a_damaged_ledger_is_kept_beside_and_replaced(run, ledger, fault):
    drill(run, ledger)
    content = ledger.read_bytes()
    size = 4096
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'hazards'").fetchone()[0]
    ledger.write_bytes(
        {
            "cut": content[: len(content) // 2],
            "empty": b"",
            "one page": content[: size * (page - 1)] + b"Z" * size + content[size * page :],
            "overwritten within": content[:size] + b"Z" * 9 * size + content[10 * size :],
        }[fault]
    )
    if fault == "empty":  # which SQLite is not asked about, so that it clears nothing up
        ledger.with_name(ledger.name + "-journal").write_bytes(b"left")
    damaged = ledger.read_bytes()
    ran = run("restore", "latest", "--yes")
    aside = ledger.with_name("songyu.db.damaged-20221231-093000")
    assert aside.read_bytes() == damaged
    assert aside.with_name(aside.name + "-journal").exists() is (fault == "empty")
    assert "损坏的账本留在" in ran.out
    assert run("unit", "list", "--json").json
    run("unit", "add", "30-1")


def test_what_stands_in_the_ledgers_place_and_is_none_is_not_replaced(run, ledger):
    run("backup", "x.db")
    ledger.write_text("a letter", encoding="utf-8")
    assert run("restore", "x.db", "--yes", "--json", ok=False).error["kind"] == "ledger_foreign"
    assert ledger.read_text(encoding="utf-8") == "a letter"


def test_a_backup_of_an_older_ledger_is_brought_up_to_date(run, elsewhere):
    old = elsewhere / "old.db"
    script = (backup_files.Path(__file__).parents[1] / "storage" / "ledgers" / "m001.sql").read_text(encoding="utf-8")
    with contextlib.closing(sqlite3.connect(old)) as connection:
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; {script}")
    before = old.read_bytes()
    ran = run("--db", "new.db", "restore", "old.db", "--yes")
    assert "旧版" in ran.err
    assert old.read_bytes() == before
    now = everything(elsewhere / "new.db")
    assert len(now["_sqlite_migrations"]) == 3
    assert [row[4] for row in now["commands"][-2:]] == ["migrate", "restore"]
    run("--db", "new.db", "report")
    with contextlib.closing(open_ledger(elsewhere / "new.db")) as db:
        assert broken_link(db) is None


def test_a_ledger_written_to_meanwhile_is_not_replaced(run, ledger, monkeypatch):
    from songyu_cli.commands import asking

    drill(run, ledger)

    def somebody_writes(*_):
        subprocess.run(
            [sys.executable, "-m", "songyu_cli", "--db", ledger, "unit", "add", "50-1"], check=True, capture_output=True
        )
        return True

    monkeypatch.setattr(asking, "interactive", lambda: True)
    monkeypatch.setattr(asking, "ask", somebody_writes)
    ran = run("restore", "latest", ok=False)
    assert ran.code == 6
    assert "刚才有人写了" in ran.err
    assert run("unit", "show", "50-1").code == 0
    assert not any("before-restore" in name for name in names(ledger))


def test_a_backup_of_a_ledger_that_was_not_whole_is_said_to_be_one(run, ledger):
    with contextlib.closing(sqlite3.connect(ledger)) as other:
        other.execute("DROP TRIGGER log_units_update")
    run("backup")
    assert "它不完好，做备份以前账就不对了" in run("restore", "latest", "--yes").err
    with contextlib.closing(sqlite3.connect(ledger)) as other:
        assert other.execute("SELECT count(*) FROM sqlite_master WHERE name = 'log_units_update'").fetchone() == (0,)


def test_a_ledger_in_wal_mode_is_restored_too(run, ledger):
    drill(run, ledger)
    with contextlib.closing(sqlite3.connect(ledger)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    run("restore", "latest", "--yes")
    assert run("check").code == 0


def test_a_full_disk_stops_a_restore_before_it_begins(run, ledger):
    drill(run, ledger)
    backup = (folder_of(ledger) / names(ledger)[0]).rename(ledger.with_name("x.db"))
    backup_files.manifest_of(folder_of(ledger) / "songyu-20221231-093000-manual.db").unlink()
    folder_of(ledger).rmdir()
    folder_of(ledger).write_text("in the way", encoding="utf-8")
    before = ledger.read_bytes()
    ran = run("restore", str(backup), "--yes", "--json", ok=False)
    assert (ran.code, ran.error["kind"]) == (7, "no_backup_no_change")
    assert ledger.read_bytes() == before
    run("restore", str(backup), "--yes", "--no-backup")
    assert ledger.read_bytes() != before


@pytest.mark.parametrize("odd", [{"link": 5}, {"made_at": 5}, {"command": "x"}, {"rows": 7}, {"community": [1]}])
def test_a_manifest_of_odd_values_is_no_manifest_and_no_bug(run, ledger, odd):
    run("backup")
    (manifest,) = folder_of(ledger).glob("*.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | odd), encoding="utf-8")
    (listed,) = run("backup", "list", "--json").json
    assert (listed["state"], listed["head"]) == ("changed", None)
    assert run("restore", "1", "--yes", ok=False).code == 7
    for line in ("doctor", "check"):
        assert run(line, ok=None).code in (0, 1)
