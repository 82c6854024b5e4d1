"""An old ledger comes up to date whole, once and after a backup, whatever happens meanwhile and whoever else starts."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from songyu_cli.actions.check import check_ledger
from songyu_cli.storage import backup_files
from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.names import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = Path(__file__).parent / "ledgers"
OLD = sorted(path.stem for path in KEPT.iterdir())
EVERY = 1 if "SONGYU_EXPLORE" in os.environ else 149  # which statements of a migration the suite strikes at


@pytest.fixture(params=OLD)
def old(request, elsewhere):
    path = elsewhere / "songyu.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript((KEPT / f"{request.param}.sql").read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()
    return path


def held(path: Path) -> tuple[tuple[Any, ...], dict[str, list[Any]]]:
    """Return a ledger's schema with how often it was migrated, and the rows of tables that an old one has already."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert names == list(MIGRATIONS[: len(names)])
        found = {}
        for table in ("units", "headcounts", "changes", "settings"):
            found[table] = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        schema = sorted(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall())
        migrated = connection.execute("SELECT count(*) FROM commands WHERE name = 'migrate'").fetchone()[0]
        return (len(names), migrated, str(schema)), found


def in_children(*jobs: Callable[[], object]) -> list[int]:
    """Do each job in a process of its own, all at once, and return how each ended."""
    ready, go = os.pipe()
    children = []
    for job in jobs:
        child = os.fork()
        if not child:
            try:
                os.close(go)
                os.read(ready, 1)  # until every one of them is there
                job()
            except BaseException:  # noqa: BLE001  the parent hears of it
                os._exit(9)
            os._exit(0)
        children.append(child)
    os.close(ready)
    os.close(go)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def struck(path: Path, statement: int) -> Callable[[], object]:
    """Return a job that opens a ledger and is killed when any connection comes to its n-th statement."""

    def job() -> None:
        calls, connect = itertools.count(1), sqlite3.connect

        def strike(_: str) -> None:
            if next(calls) == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        def traced(*words: Any, **more: Any) -> sqlite3.Connection:
            connection = connect(*words, **more)
            connection.set_trace_callback(strike)
            return connection

        sqlite3.connect = traced
        open_ledger(path).close()

    return job


def test_a_migration_that_is_killed_leaves_the_old_or_the_new(old):
    content, before = old.read_bytes(), held(old)
    migrations, ends, backups = set(), [], 0
    for statement in itertools.count(1, EVERY):
        old.write_bytes(content)
        ends += in_children(struck(old, statement))
        now = held(old)
        assert now[1] == before[1]
        migrations.add(now[0])
        folder = backup_files.folder_of(old)
        for name in backup_files.named(folder):
            backups += 1
            assert held(folder / name.name) == before
        for path in folder.iterdir() if folder.is_dir() else ():
            path.unlink()
        if ends[-1] == 0:
            break
    assert set(ends[:-1]) == {-signal.SIGKILL}
    assert len(ends) * EVERY > 150
    assert migrations == {before[0], held(old)[0]}
    assert held(old)[0][:2] == (len(MIGRATIONS), 1)
    assert backups
    assert check_ledger(old).whole


def test_of_four_that_start_at_once_one_brings_it_up_to_date(old):
    before = held(old)

    def opens() -> None:
        open_ledger(old).close()

    assert in_children(*[opens] * 4) == [0] * 4
    after = held(old)
    assert (after[0][:2], after[1]) == ((len(MIGRATIONS), 1), before[1])
    folder = backup_files.folder_of(old)
    [backup] = backup_files.named(folder)
    assert backup.reason == "before-migration"
    assert held(folder / backup.name) == before
    assert check_ledger(old).whole


def test_without_a_backup_it_stays_as_it_is(old, run, monkeypatch):
    content = old.read_bytes()
    backup_files.folder_of(old).write_text("in the way")
    refused = run("report", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (7, "no_backup_no_change")
    assert old.read_bytes() == content
