"""The last step of a command on a disk that fails: what is said about it is what is so."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from songyu_cli.storage.connection import Database, translated

FAILED = "读写出错"


@pytest.fixture
def failing(monkeypatch):
    """Let COMMIT fail, before or after it takes place, and the questions after it too."""

    def failing(*, after, blind=False):
        real, failed = Database.execute, []

        def execute(self, sql, values=()):
            if sql == "COMMIT" or (failed and blind and sql.startswith("SELECT link")):
                if after and not failed:
                    real(self, sql)
                elif not failed:
                    real(self, "ROLLBACK")
                failed.append(sql)
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorname = "SQLITE_IOERR_DIR_FSYNC"
                with translated(self.path):
                    raise error
            return real(self, sql, values)

        monkeypatch.setattr(Database, "execute", execute)

    return failing


def demands(ledger):
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        return connection.execute("SELECT count(*) FROM demands").fetchone()[0]


def test_what_was_taken_back_is_said_to_be(run, ledger, failing):
    failing(after=False)
    ran = run("demand", "add", "12-3", ok=False)
    assert ran.code == 6
    assert f"{FAILED}。什么都没有改。" in ran.err
    assert demands(ledger) == 1


def test_what_was_written_is_never_said_to_have_failed(run, ledger, failing):
    failing(after=True)
    ran = run("demand", "add", "12-3", ok=False)
    assert ran.code == 6
    assert ran.err.startswith("命令已经写入账本（日志第 12 号），但收尾时磁盘出错：读写出错。\n不要再输一遍。")
    assert "什么都没有改" not in ran.err
    assert demands(ledger) == 2


def test_what_nobody_can_know_is_not_guessed(run, ledger, failing):
    failing(after=True, blind=True)
    ran = run("demand", "add", "12-3", ok=False, env={"SONGYU_LANG": "en"})
    assert ran.code == 6
    assert "whether the command was written is not known" in ran.err
    assert "See songyu log before you type it again." in ran.err
    assert "Nothing was changed" not in ran.err
