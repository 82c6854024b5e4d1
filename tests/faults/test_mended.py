"""What the campaign of faults found, each in a test of its own."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

import pytest
from ready import town

from songyu_cli import cli
from songyu_cli.domain.ledgers import LedgerUnusable
from songyu_cli.storage import backup_files
from songyu_cli.storage.connection import Database
from songyu_cli.writers.files import FileNotWritable, write_bytes


class Full(io.StringIO):
    """A stream that leads to a full disk."""

    def write(self, text):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(("line", "code"), [("unit add 20-1", 0), ("unit add 12-3", 4), ("unit ad 20-1", 2)])
def test_where_stderr_is_full_the_exit_code_still_tells(line, code, ledger, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", Full())
    assert cli.main(line.split()) == code


def stuck(*_words, **_more):
    raise OSError(errno.EIO, "Input/output error")


def test_a_file_that_has_its_name_is_written_whatever_comes_after(elsewhere, monkeypatch):
    monkeypatch.setattr(Path, "unlink", stuck)
    write_bytes(elsewhere / "x.csv", b"new")
    assert [path.name for path in elsewhere.iterdir()] == ["x.csv"]


def test_what_went_wrong_first_is_told(elsewhere, monkeypatch):
    monkeypatch.setattr(Path, "unlink", stuck)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(FileNotWritable):
        write_bytes(elsewhere / "x.csv", b"new")


def test_a_new_ledger_is_made_even_where_its_other_name_stays(run, elsewhere, monkeypatch):
    monkeypatch.setattr(Path, "unlink", stuck)
    run("init", "--community", "甲社区", "--estate", "乙小区")
    assert (elsewhere / "songyu.db").is_file()


def test_where_no_backup_is_said_to_be_made_none_is_there(run, ledger, monkeypatch):
    monkeypatch.setattr(backup_files, "settle", stuck)
    refused = run("backup", ok=False)
    assert refused.code == 7
    assert list(ledger.with_name("songyu.db.backups").iterdir()) == []
    monkeypatch.undo()


@pytest.mark.parametrize("nth", range(1, 6))
def test_a_backup_whose_flushing_fails_is_there_or_refused(nth, run, ledger, monkeypatch):
    real, calls = os.fsync, []

    def fsync(file):
        calls.append(file)
        return stuck() if len(calls) == nth else real(file)

    monkeypatch.setattr("os.fsync", fsync)
    told = run("backup", ok=None)
    made = [one.name for one in ledger.with_name("songyu.db.backups").glob("*.db*")]
    assert (told.code, len(made)) in ((0, 2), (7, 0))
    assert len(calls) >= nth or told.code == 0


@pytest.mark.parametrize(("kind", "sheet"), [("unit", "单元底账"), ("demand", "需求清单"), ("bench", "安装台账")])
def test_a_disk_that_fails_in_a_row_is_no_fault_of_the_row(kind, sheet, request, run, elsewhere, monkeypatch):
    ledger = town(request, elsewhere)

    def take(*_):
        raise LedgerUnusable(path=ledger, why="读写出错")

    run("export", sheet, "--yes", "--out", "表.csv")
    monkeypatch.setattr(f"songyu_cli.actions.{kind}_import._Taking.take", take)
    refused = run(kind, "import", "表.csv", "--skip-bad", ok=False)
    assert refused.code == 6
    assert "用不了" in refused.err
    assert "第 2 行" not in refused.err


def test_a_restore_that_fails_too_late_is_said_to_be_there(run, ledger, monkeypatch):
    run("backup")
    run("unit", "add", "30-1")
    plain, dead = Database.execute, []

    def execute(self, sql, values=()):
        if sql == "PRAGMA main.locking_mode = NORMAL":
            dead.append(self)
        if self in dead:
            raise LedgerUnusable(path=self.path, why="读写出错")
        return plain(self, sql, values)

    monkeypatch.setattr(Database, "execute", execute)
    refused = run("restore", "latest", "--yes", ok=False)
    assert refused.code == 6
    assert "已经写入账本（日志第" in refused.err
    assert "什么都没有改" not in refused.err
    monkeypatch.setattr(Database, "execute", plain)
    assert run("unit", "show", "30-1", ok=False).code == 3


@pytest.mark.parametrize(
    ("step", "spoilt", "said"),
    [
        ("PRAGMA main.locking_mode = EXCLUSIVE", False, "什么都没有改"),
        ("PRAGMA main.locking_mode = NORMAL", True, "不知道这条命令写进去了没有"),
    ],
)
def test_of_a_restore_nothing_is_said_that_is_not_known(step, spoilt, said, run, ledger, monkeypatch):
    run("backup")
    run("unit", "add", "30-1")
    plain = Database.execute

    def execute(self, sql, values=()):
        if sql == step:
            if spoilt:
                ledger.write_bytes(b"no ledger any more" * 100)
            raise LedgerUnusable(path=self.path, why="读写出错")
        return plain(self, sql, values)

    monkeypatch.setattr(Database, "execute", execute)
    refused = run("restore", "latest", "--yes", ok=False)
    assert refused.code == 6
    assert said in refused.err
