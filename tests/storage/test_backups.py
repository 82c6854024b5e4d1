"""Backups: whole copies under their final names or none, automatic ones where they are due, old ones let go."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ACTOR, NOW
from test_ledger_files import ODD_NAMES

from songyu_cli.actions.ledger import set_setting
from songyu_cli.domain.backups import REASONS, BackupExists, BackupNotMade, NoBackupNoChange, read_name, superfluous
from songyu_cli.domain.ledgers import LedgerDamaged
from songyu_cli.storage import backup_files, backups
from songyu_cli.storage.database import creating, in_memory, open_ledger
from songyu_cli.storage.heads import head
from songyu_cli.storage.log import transaction


@pytest.fixture
def db(ledger):
    with contextlib.closing(open_ledger(ledger)) as db:
        yield db


def everything(path):
    """Every table of a ledger with its rows."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}


def in_folder(ledger):
    folder = backup_files.folder_of(ledger)
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else None


def work(db, value="14"):
    set_setting(db, "note", value, ACTOR)


@pytest.mark.skipif(sys.platform != "linux", reason="which files are open is read as Linux tells it")
@pytest.mark.parametrize("links", [True, False])
def test_where_no_open_file_gets_another_name_backups_are_made(links, db, ledger, monkeypatch):
    def closed(how):
        def move(path, target):
            held = list(Path("/proc/self/fd").iterdir())
            if any(one.exists() and one.samefile(path) for one in held):
                raise PermissionError(13, "in use")
            return how(path, target)

        return move

    def no_links(*_):
        raise OSError(1, "no links")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", closed(Path.replace))
    monkeypatch.setattr(Path, "rename", closed(Path.rename))
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    backups.before(db, "before-import", NOW)
    name = "songyu-20221231-093000-before-import.db"
    assert in_folder(ledger) == [name, f"{name}.json"]


def test_a_backup_holds_all_that_the_ledger_holds_and_says_so(db, ledger, elsewhere):
    (elsewhere / "usb").mkdir()
    path = backups.make(db, elsewhere / "usb", "manual", NOW)

    assert path == elsewhere / "usb" / "songyu-20221231-093000-manual.db"
    assert everything(path) == everything(ledger)
    manifest = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    newest = head(db)
    assert newest
    assert manifest.pop("link").startswith(newest.short)
    assert manifest.pop("rows") == {
        name: len(rows) for name, rows in sorted(everything(ledger).items()) if not name.startswith("sqlite_")
    }
    assert manifest == {
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "size": path.stat().st_size,
        "made_at": "2022-12-31T09:30:00+08:00",
        "reason": "manual",
        "ledger": "songyu.db",
        "community": "淞渔社区",
        "schema": ["m001_first_floor", "m002_second_floor", "m003_third_floor"],
        "command": newest.command,
    }
    with contextlib.closing(open_ledger(path)) as again:
        work(again)
        assert again.last_command == newest.command + 1


def test_only_their_owner_may_read_them(db, ledger):
    os.umask(os.umask(0o022) and 0o022)
    path = backups.before(db, "before-import", NOW)
    assert path
    for one, mode in ((path, 0o600), (backup_files.manifest_of(path), 0o600), (path.parent, 0o700)):
        assert stat.S_IMODE(one.stat().st_mode) == mode


def test_a_backup_within_a_command_holds_what_was_there_before_it(db, ledger):
    before = everything(ledger)
    with transaction(db, "config set", ACTOR):
        db.update("settings", 1, value="x")
        path = backups.before(db, "before-import", NOW)
    assert path
    assert path.name == "songyu-20221231-093000-before-import.db"
    assert everything(path) == before != everything(ledger)


def test_what_the_newest_backup_already_holds_is_not_backed_up_again(db, ledger):
    first = backups.before(db, "before-import", NOW)
    assert backups.before(db, "before-migration", NOW + timedelta(hours=1)) is None
    work(db)
    second = backups.before(db, "before-import", NOW + timedelta(hours=2))
    assert first
    assert second
    second.write_bytes(second.read_bytes()[:-1] + b"x")  # it rots away
    assert backups.before(db, "before-import", NOW + timedelta(hours=3))
    assert len(in_folder(ledger)) == 6


def test_a_ledger_in_memory_or_still_being_made_has_no_backups(elsewhere):
    with contextlib.closing(in_memory()) as db:
        assert backups.before(db, "before-import", NOW) is None
    with creating(elsewhere / "new.db") as db:
        assert backups.before(db, "before-migration", NOW) is None
    assert [one.name for one in elsewhere.iterdir()] == ["new.db"]


def test_two_in_the_same_second_have_two_names(db, elsewhere):
    made = [backups.make(db, elsewhere, "manual", NOW).name for _ in range(3)]
    assert made == [f"songyu-20221231-093000-manual{more}.db" for more in ("", "-2", "-3")]
    assert [read_name(name).copy for name in made] == [1, 2, 3]


def test_a_disk_without_hard_links(db, elsewhere, monkeypatch):
    def unknown(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    made = [backups.make(db, elsewhere, "manual", NOW) for _ in range(2)]
    assert [path.name for path in made] == [f"songyu-20221231-093000-manual{more}.db" for more in ("", "-2")]
    assert everything(made[0]) == everything(made[1])
    assert not [*elsewhere.glob("*.part*")]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_and_folder(ledger, elsewhere, name):
    folder = elsewhere / name
    folder.mkdir()
    path = ledger.rename(folder / name)
    with contextlib.closing(open_ledger(path)) as db:
        made = backups.before(db, "before-restore", NOW)
        assert made
        assert made.parent == folder / f"{name}.backups"
        assert everything(made) == everything(path)
        one = backups.make(db, folder / f"copy of {name}", "manual", NOW)
    assert everything(one) == everything(path)
    assert sorted(path.name for path in made.parent.iterdir()) == [made.name, f"{made.name}.json"]


def test_a_very_long_name(ledger):
    path = ledger.rename(ledger.with_name("社" * 78 + ".db"))
    with contextlib.closing(open_ledger(path)) as db:
        assert backups.before(db, "before-migration", NOW)
        assert backups.before(db, "before-migration", NOW) is None


def test_nothing_is_ever_overwritten(db, ledger, elsewhere):
    (elsewhere / "there.db").write_text("mine")
    (elsewhere / "other.db.json").write_text("mine")
    (elsewhere / "link.db").symlink_to("nowhere")
    for name in ("there.db", "other.db", "link.db", "songyu.db"):
        before = sorted(elsewhere.iterdir())
        with pytest.raises(BackupExists):
            backups.make(db, elsewhere / name, "manual", NOW)
        assert sorted(elsewhere.iterdir()) == before
    assert (elsewhere / "there.db").read_text() == "mine"


def test_a_folder_that_cannot_be_written_stops_the_change(db, ledger):
    folder = backup_files.folder_of(ledger)
    folder.write_text("not a folder")
    with pytest.raises(NoBackupNoChange) as refusal:
        backups.before(db, "before-import", NOW)
    assert (refusal.value.exit_code, refusal.value.kind) == (7, "no_backup_no_change")
    assert "导入之前的备份没有做成" in refusal.value.message.zh
    assert "不是文件夹" in refusal.value.message.zh
    assert "--no-backup" in refusal.value.advice.en
    with pytest.raises(BackupNotMade):
        backups.own_folder(ledger)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(db, ledger):
    folder = backup_files.folder_of(ledger)
    folder.mkdir(mode=0o500)
    with pytest.raises(NoBackupNoChange) as refusal:
        backups.before(db, "before-restore", NOW)
    assert "没有权限" in refusal.value.message.zh


def test_a_disk_that_fills_up(db, ledger, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoBackupNoChange) as refusal:
        backups.before(db, "before-migration", NOW)
    assert "磁盘满了" in refusal.value.message.zh
    assert not in_folder(ledger)


def test_a_damaged_ledger_leaves_no_backup(db, ledger, elsewhere):
    size = db.value("PRAGMA page_size")
    content = ledger.read_bytes()
    ledger.write_bytes(content[: size * 2] + b"Z" * size * 6 + content[size * 8 :])
    with pytest.raises(LedgerDamaged):
        backups.make(db, elsewhere, "manual", NOW)
    assert [one.name for one in elsewhere.iterdir()] == ["songyu.db"]


def test_the_newest_ten_automatic_ones_are_kept_and_the_newest_of_each_week(db, ledger):
    days = [*range(40, 12, -4), *range(12, 0, -1)]
    for ago in days:
        work(db, str(7 + ago))
        assert backups.before(db, "before-import", NOW - timedelta(days=ago))
    work(db, "30")
    backups.make(db, backup_files.folder_of(ledger), "manual", NOW - timedelta(days=36, hours=1))
    backups.before(db, "before-import", NOW)
    kept = [read_name(name) for name in in_folder(ledger) if name.endswith(".db")]
    manual = [one.stamp for one in kept if one.reason == "manual"]
    automatic = [one.day for one in kept if one.reason != "manual"]
    assert manual == ["20221125-083000"]
    made = [*((NOW - timedelta(days=ago)).date() for ago in days), NOW.date()]
    newest = made[-10:]
    weekly = {max(day for day in made if day.isocalendar()[:2] == one.isocalendar()[:2]) for one in made}
    assert automatic == sorted({*newest, *weekly})
    assert len(in_folder(ledger)) == 2 * len(kept)


def test_the_one_just_made_and_those_to_be_spared_stay(db, ledger):
    spared = backups.before(db, "before-import", NOW - timedelta(days=300))
    for ago in range(12):
        work(db, str(7 + ago))
        backups.before(db, "before-import", NOW - timedelta(hours=ago), spare=[spared])
    work(db, "20")
    late = backups.before(db, "before-import", NOW - timedelta(days=2, hours=5))  # a clock that went wrong
    assert late
    assert late.exists()
    assert spared
    assert spared.exists()


def test_names():
    assert read_name("songyu-20221231-093000-before-import-2.db").copy == 2
    for name in ("songyu.db", "songyu-20221231-093000-by-hand.db", "songyu-20221231-093000-manual.db.json", "x.part"):
        assert read_name(name) is None
    odd = read_name("songyu-99999999-999999-manual.db")
    assert odd.day is None
    assert superfluous([odd]) == []
    assert all(read_name(f"a-b-20221231-093000-{reason}.db").reason == reason for reason in REASONS)


_KILLED = """
import sys
from datetime import datetime
from pathlib import Path
from songyu_cli.storage import backups
from songyu_cli.storage.database import open_ledger
db = open_ledger(Path(sys.argv[1]))
while True:
    print(backups.make(db, Path(sys.argv[2]), "manual", datetime.now()).name, flush=True)
"""


def test_what_a_killed_backup_leaves_is_cleaned_and_never_bears_a_final_name(db, ledger, elsewhere):
    folder = elsewhere / "usb"
    folder.mkdir()
    for n in range(4):
        killed = subprocess.Popen([sys.executable, "-c", _KILLED, ledger, folder], stdout=subprocess.PIPE, text=True)
        with killed, killed.stdout:
            assert (folder / killed.stdout.readline().strip()).is_file()
            until = time.monotonic() + 0.004 * n
            while time.monotonic() < until:
                pass
            killed.send_signal(signal.SIGKILL)
        assert killed.returncode == -signal.SIGKILL
    for path in folder.glob("*.db"):
        assert everything(path) == everything(ledger)
    (folder / "songyu-backup-left.part").write_bytes(b"x")
    (folder / "songyu-backup-left.part-journal").write_bytes(b"x")
    with backup_files.part_in(folder) as of_another:
        backups.make(db, folder, "manual", NOW)
        assert [*folder.glob("*.part*")] == [of_another]
    assert not [*folder.glob("*.part*")]
