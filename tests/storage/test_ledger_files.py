"""What may stand where a ledger should be; nothing but a sound ledger is ever touched."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import ACTOR, SETTINGS

from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.ledger import start_ledger
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.ledgers import LedgerExists, LedgerUnusable
from songyu_cli.storage import database
from songyu_cli.storage.database import creating, open_ledger
from songyu_cli.storage.names import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable

READING, WRITING = ("report",), ("demand", "add", "12-3")
INIT = ("init", "--community", "淞渔社区", "--estate", "淞泽家园九区")
ODD_NAMES = ["a b.db", "it's.db", '"q".db', "社区 账本.db", "#1.db", "what?.db", "?mode=memory", "100%.db", "%41.db"]
ODD_NAMES += ["a&mode=memory&b.db", "-x.db", "line\nbreak.db", "file:x.db", ":memory:", os.fsdecode(b"\xff\xfe.db")]


@functools.cache
def _content() -> bytes:
    with tempfile.TemporaryDirectory() as folder, creating(Path(folder, "x.db")) as db:
        start_ledger(db, dict(SETTINGS), ACTOR)
        unit = Address("淞泽家园九区", "12", "3")
        add_unit(db, unit, ACTOR)
        add_demand(db, NewDemand(unit, "bench", 1, "door", Date("2021-03-05")), ACTOR)
        return db.connection.serialize()


@pytest.fixture
def path(elsewhere: Path) -> Path:
    """A small ledger."""
    (elsewhere / "songyu.db").write_bytes(_content())
    return elsewhere / "songyu.db"


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def folder_of(path: Path) -> dict[str, object]:
    """Return every name beside a ledger with what it is, so that a stray journal shows as well as a changed byte."""

    def what(one: Path) -> object:
        if one.is_symlink():
            return one.readlink()
        return one.read_bytes() if one.is_file() else stat.S_IFMT(one.stat().st_mode)

    return {str(one): what(one) for one in path.parent.rglob("*")}


def instead(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Return a spoiler that takes the ledger away and puts something else under its name."""

    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def sql(*statements: str) -> Callable[[Path], None]:
    """Return a spoiler that changes the ledger as another program would."""

    def spoil(path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return spoil


def killed_elsewhere(path: Path) -> None:
    """Another program's database, left half-written: to open it with SQLite is to change it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (x)")
    left = {one: one.read_bytes() for one in path.parent.iterdir() if not one.name.endswith("-shm")}
    connection.close()
    for one, content in left.items():
        one.write_bytes(content)


def linked(path: Path) -> None:
    path.rename(path.with_name("real.db"))
    path.symlink_to("real.db")


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "ledger_missing"),
    "empty": (lambda path: os.truncate(path, 0), "ledger_empty"),
    "folder": (instead(Path.mkdir), "ledger_not_a_file"),
    "link": (linked, "ledger_not_a_file"),
    "link to nothing": (instead(lambda path: path.symlink_to("nowhere")), "ledger_not_a_file"),
    "pipe": (instead(os.mkfifo), "ledger_not_a_file"),
    "text": (lambda path: path.write_text("12-3,11\n", encoding="utf-8"), "ledger_foreign"),
    "sixteen bytes": (lambda path: os.truncate(path, 16), "ledger_foreign"),
    "of no program": (sql("PRAGMA application_id = 0"), "ledger_foreign"),
    "of another program": (sql("PRAGMA application_id = 252006674"), "ledger_foreign"),
    "of another program, killed": (instead(killed_elsewhere), "ledger_foreign"),
    "newer": (sql("INSERT INTO _sqlite_migrations VALUES (99, 'songyu', 'm999_far', '')"), "ledger_newer"),
    "without its tables": (instead(sql(f"PRAGMA application_id = {APPLICATION_ID}", "VACUUM")), "ledger_damaged"),
    "overwritten": (lambda path: path.write_bytes(_content()[:100] + b"Z" * len(_content())), "ledger_damaged"),
    "cut": (lambda path: os.truncate(path, len(_content()) // 2), "ledger_damaged"),
}


def refused(run, path, words, kind):
    """Run a command on a ledger in both languages; it must refuse, say so in each, and touch nothing."""
    before = folder_of(path)
    said = {}
    for language in ("zh", "en"):
        ran = run("--db", str(path), "--lang", language, *words, "--json", ok=False)
        assert (ran.code, ran.error["kind"], ran.out) == (6, kind, "")
        assert path.name in ran.error["message"]
        assert ran.error["hint"]
        said[language] = ran.error["message"] + ran.error["hint"]
    assert re.search("[一-鿿]", said["zh"])
    assert not re.search("[一-鿿]", said["en"].replace(str(path), ""))
    assert folder_of(path) == before


@pytest.mark.parametrize("words", [READING, WRITING], ids=["report", "add"])
@pytest.mark.parametrize("fault", SPOILT)
def test_what_is_no_sound_ledger_is_refused_and_left_alone(run, path, fault, words):
    spoil, kind = SPOILT[fault]
    spoil(path)
    refused(run, path, words, kind)


@pytest.mark.parametrize("fault", [None, *list(SPOILT)[1:]])
def test_nothing_that_stands_there_already_is_overwritten(run, path, fault):
    if fault:
        SPOILT[fault][0](path)
    refused(run, path, INIT, "ledger_exists")


def test_text_that_is_no_text_is_damage(run, path):
    path.write_bytes(_content().replace("淞渔社区".encode(), b"\xff" * 12))
    refused(run, path, READING, "ledger_damaged")


@pytest.mark.parametrize(("held", "words"), [("IMMEDIATE", WRITING), ("EXCLUSIVE", WRITING), ("EXCLUSIVE", READING)])
def test_a_ledger_somebody_else_writes_to_is_waited_for_and_then_refused(run, path, monkeypatch, held, words):
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {held}")
        started = time.monotonic()
        refused(run, path, words, "ledger_locked")
        assert 0.1 < time.monotonic() - started < 5
        other.execute("ROLLBACK")
        run(*words)


def test_a_writer_who_has_not_finished_does_not_keep_readers_out(run, path):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run("demand", "list", "--json").json[0]["demand"] == 1


def as_a_plain_user(*words: str) -> subprocess.CompletedProcess[str]:
    """Run songyu without root's power to overlook permissions, which is taken away before the program starts."""

    def lay_down() -> None:
        for power in (1, 2):  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
            assert ctypes.CDLL(None).prctl(24, power, 0, 0, 0) == 0

    command = [sys.executable, "-m", "songyu_cli", *words]
    before = lay_down if os.geteuid() == 0 else None
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, env=env, preexec_fn=before, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("file", "folder", "language", "said"),
    [(0o400, 0o700, "zh", "只读"), (0o400, 0o500, "en", "read-only"), (0o600, 0o500, "zh", "只读")],
)
def test_a_read_only_ledger_can_be_read_and_not_written(path, file, folder, language, said):
    path.chmod(file)
    path.parent.chmod(folder)
    before = folder_of(path)
    assert as_a_plain_user("report").returncode == 0
    ran = as_a_plain_user("--lang", language, *WRITING)
    path.parent.chmod(0o700)
    assert (ran.returncode, ran.stdout, said in ran.stderr) == (6, "", True)
    assert folder_of(path) == before


@pytest.mark.parametrize(
    ("words", "language", "why"),
    [(READING, "zh", "没有权限"), (WRITING, "en", "permission denied"), (("--db", "new.db", *INIT), "zh", "没有权限")],
)
def test_what_nobody_may_open_or_make_is_refused_with_the_reason(path, words, language, why):
    path.chmod(0)
    path.parent.chmod(0o500)
    ran = as_a_plain_user("--lang", language, *words)
    path.parent.chmod(0o700)
    assert (ran.returncode, ran.stdout, why in ran.stderr) == (6, "", True)
    assert names(path.parent) == ["songyu.db"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_name_a_folder_takes_names_one_ledger(run, elsewhere, name):
    place = elsewhere / "这 #?%41"
    place.mkdir()
    run(f"--db={place / name}", *INIT)
    run("unit", "add", "12-3", env={"SONGYU_DB": str(place / name)})
    run(f"--db={place.relative_to(elsewhere) / name}", *WRITING)
    assert run("demand", "list", "--json", env={"SONGYU_DB": str(place / name)}).json[0]["demand"] == 1
    assert names(place) == [name]
    assert names(elsewhere) == [place.name]


def test_the_nearest_ledger_counts_and_what_is_named_before_it(run, path, monkeypatch):
    def target(*words, env=None):
        return run(*words, "config", "get", "target", "--json", env=env).json["value"]

    deep = path.parent / "a" / "b"
    deep.mkdir(parents=True)
    for other, wanted in (("a/songyu.db", "20"), ("env.db", "30"), ("a/b/opt.db", "40")):
        run("--db", other, *INIT, "--target", wanted)
    assert target() == "300"
    monkeypatch.chdir(deep)
    assert target() == "20"
    assert target(env={"SONGYU_DB": "../../env.db"}) == "30"
    assert target("--db", "opt.db", env={"SONGYU_DB": "../../env.db"}) == "40"
    (deep / "songyu.db").mkdir()
    assert run("report", "--json", ok=False).error["kind"] == "ledger_not_a_file"


def test_no_ledger_anywhere_says_how_to_make_one(run, elsewhere):
    ran = run("report", "--json", ok=False)
    assert (ran.code, ran.error["kind"]) == (6, "ledger_missing")
    assert "songyu init" in ran.error["hint"]
    assert names(elsewhere) == []


def test_a_new_ledger_is_its_owners_alone_and_keeps_a_plain_journal(run, elsewhere):
    old = os.umask(0)
    run(*INIT)
    os.umask(old)
    assert names(elsewhere) == ["songyu.db"]
    assert (elsewhere / "songyu.db").stat().st_mode & 0o777 == 0o600
    pragmas = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "recursive_triggers": 1}
    with contextlib.closing(open_ledger(elsewhere / "songyu.db")) as db:
        assert {name: db.value(f"PRAGMA {name}") for name in pragmas} == pragmas


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "a stick without hard links"])
def test_of_two_ledgers_made_at_once_the_first_stays(elsewhere, monkeypatch, links):
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links here")))
    path = elsewhere / "songyu.db"
    with pytest.raises(LedgerExists), creating(path) as slow:  # noqa: PT012  the second finishes inside the first
        start_ledger(slow, {**SETTINGS, "target": "1"}, ACTOR)
        with creating(path) as quick:
            start_ledger(quick, {**SETTINGS, "target": "2"}, ACTOR)
    with contextlib.closing(open_ledger(path)) as db:
        assert db.value("SELECT target FROM programmes") == 2
    assert names(elsewhere) == ["songyu.db"]


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt, OSError, sqlite3.OperationalError])
def test_a_ledger_that_could_not_be_finished_leaves_nothing(elsewhere, failure):
    expected = LedgerUnusable if failure is OSError else failure
    with pytest.raises(expected), creating(elsewhere / "songyu.db") as db:  # noqa: PT012  the failure comes last
        start_ledger(db, dict(SETTINGS), ACTOR)
        raise failure
    assert names(elsewhere) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [((*INIT, "--target", "0"), 2), ((*INIT, "--role", "mayor"), 2), (("--db", "no/such/x.db", *INIT), 6)],
)
def test_a_refused_init_leaves_nothing(run, elsewhere, words, code):
    assert run(*words, ok=False).code == code
    assert names(elsewhere) == []
