"""Several people at once, Ctrl-C, a kill and a full disk: a command is done whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ACTOR, SETTINGS

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.ledger import start_ledger
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.storage.connection import Database
from songyu_cli.storage.database import creating, in_memory, open_ledger, translated
from songyu_cli.storage.names import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLACES = [Address("淞泽家园九区", str(building), "1") for building in range(1, 13)]
# Every kind of write, on the ledger below.
COMMANDS = [
    "unit add 20-1 --grid 一网格",
    "unit count 1-1 --elderly 8 --on 2022-06",
    "unit import 底账.csv --on 2022-06-30",
    "demand edit 1 --unit 2-1 -n 2",
    "batch close 1 --on 2022",
    "bench install 1-1 2-1 -n 2 --on 2022",
    "config set target 220",
    "undo",
]

WRITING = ("BEGIN", "INSERT", "UPDATE", "DELETE", "COMMIT")


@cache
def whole() -> bytes:
    """Return a ledger of twelve stairwells, a batch and three demands."""
    db = in_memory()
    start_ledger(db, dict(SETTINGS), ACTOR)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for place in PLACES:
        add_unit(db, place, ACTOR)
    open_batch(db, 1, ACTOR, planned=60, on=Date("2021"))
    for place in PLACES[:3]:
        add_demand(db, NewDemand(place, "bench", 1, "door", Date("2021-03-05")), ACTOR)
    return db.connection.serialize()


@pytest.fixture
def path(elsewhere: Path) -> Path:
    (elsewhere / "songyu.db").write_bytes(whole())
    (elsewhere / "底账.csv").write_text("地址,60岁以上\n1-1,14\n21-1,7\n", encoding="utf-8")
    return elsewhere / "songyu.db"


def rows(path: Path) -> list[Any]:
    """Return everything in a ledger, and what SQLite finds wrong with it."""
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    found = [connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names]
    checks = [connection.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")]
    connection.close()
    assert checks == [[("ok",)], []]
    return found


# What the other processes do; each prints what came of it.


def adding(path: Path) -> list[int]:
    input()
    db = open_ledger(path)
    return [
        add_demand(db, NewDemand(PLACES[n % 12], "bench", 1, "door", Date("2022")), ACTOR).demand for n in range(25)
    ]


def starting(path: Path) -> str:
    input()
    try:
        with creating(path) as db:
            start_ledger(db, dict(SETTINGS), ACTOR)
    except SongyuError as refusal:
        return refusal.kind
    return "made"


def killed_at(statement: int) -> None:
    """Let this process be killed when it comes to its n-th statement."""
    calls, real = count(1), Database.execute

    def execute(self: Database, *words: Any) -> sqlite3.Cursor:
        if words[0].startswith(WRITING) and next(calls) == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, *words)

    Database.execute = execute  # type: ignore[method-assign]


def killed_after(seconds: float) -> None:
    signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody listens for the alarm, so it kills


def full_at(pages: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (pages * 4096, pages * 4096))


def install(path: Path, strike: Callable[[Any], None], when: float) -> str:
    """Install a dozen benches while a fault strikes."""
    db = open_ledger(path)
    db.execute("PRAGMA cache_size = 1")  # pages go to the file before the command is over
    strike(when)
    try:
        install_benches(db, [Order(place) for place in PLACES], ACTOR, batch=1, on=Date("2022"))
    except SongyuError as refusal:
        return refusal.kind
    return "done"


def in_a_child(job: Callable[..., str], *words: Any) -> str:
    """Return what a job said before it ended or was killed."""
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(mouth, job(*words).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(mouth)
    with os.fdopen(ear) as heard:
        return heard.read()


def struck(path: Path) -> dict[str, dict[str, int]]:
    """Try one command with each fault at each point, and count what came of it."""
    ledger, before = path.read_bytes(), rows(path)
    for _ in range(2):  # the first time is slower
        path.write_bytes(ledger)
        started = time.monotonic()
        in_a_child(install, path, lambda _: None, 0)
    twentieth = (time.monotonic() - started) / 20
    after = rows(path)
    found = {}
    moments = [twentieth * part for part in range(1, 21)]
    pages = len(ledger) // 4096
    for strike, points in (
        (killed_at, range(1, 69, 2)),
        (killed_after, moments),
        (full_at, range(0, pages + 16, pages // 20)),
    ):
        tally = found[strike.__name__] = dict.fromkeys(("done", "killed", "refused", "torn", "lost", "half-done"), 0)
        for point in points:
            path.write_bytes(ledger)
            said = in_a_child(install, path, strike, point)
            tally[said if said == "done" else "refused" if said == "ledger_unusable" else "killed"] += 1
            tally["torn"] += said != "done" and path.read_bytes() != ledger
            found_now = rows(path)
            tally["lost"] += said == "done" and found_now != after
            tally["half-done"] += found_now not in (before, after)
    return found


JOBS = {"adding": adding, "starting": starting, "struck": struck}


def start(job: str, path: Path) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen([sys.executable, __file__, job, path], env=env, stdin=-1, stdout=-1, encoding="utf-8")


def all_at_once(job: str, path: Path) -> list[Any]:
    """Let four processes do a job, started together, and return what each said."""
    running = [start(job, path) for _ in range(4)]
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [json.loads(process.communicate()[0]) for process in running]


def test_four_people_write_at_once_and_nothing_is_lost(path):
    said = all_at_once("adding", path)
    with contextlib.closing(open_ledger(path)) as db:
        kept = [row[0] for row in db.all("SELECT id FROM demands WHERE registered_on = '2022' ORDER BY id")]
        assert db.value("SELECT count(*) FROM commands WHERE name = 'demand add'") == 103
    assert kept == sorted(number for numbers in said for number in numbers)
    assert len(set(kept)) == 100
    rows(path)


def test_of_four_who_start_the_same_ledger_one_makes_it(elsewhere):
    assert sorted(all_at_once("starting", elsewhere / "songyu.db")) == ["ledger_exists"] * 3 + ["made"]
    assert [one.name for one in elsewhere.iterdir()] == ["songyu.db"]


def test_waiting_for_somebody_else_ends_with_ctrl_c(run, path):
    started = time.monotonic()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        ran = run("demand", "add", "1-1", ok=False)
        signal.signal(signal.SIGALRM, before)
    assert ran.code == 130
    assert time.monotonic() - started < 10


def test_a_kill_or_a_full_disk_leaves_all_or_nothing(path):
    with start("struck", path) as process:
        found = json.loads(process.communicate()[0])
    for tally in found.values():
        assert (tally["lost"], tally["half-done"]) == (0, 0)
    assert found["killed_at"]["killed"] > 20
    assert found["killed_at"]["torn"] > 20  # the file did hold half a command, which opening it took back
    assert (found["full_at"]["killed"], found["full_at"]["torn"] > 5, found["full_at"]["done"] > 1) == (0, True, True)


def broken_at(monkeypatch: pytest.MonkeyPatch, statement: int, *, after: bool) -> Iterator[int]:
    """Let the n-th write fail: a full disk before it, or Ctrl-C after it. Gives the count of writes so far."""
    calls = count(1)

    def breaking(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Database, *words: Any) -> Any:
            this = words[0].startswith(WRITING) and next(calls) == statement
            if this and not after:
                error = sqlite3.OperationalError("full")
                error.sqlite_errorname = "SQLITE_FULL"
                with translated(self.path):
                    raise error
            done = real(self, *words)
            if this:
                raise KeyboardInterrupt
            return done

        return call

    for name in ("execute", "many"):
        monkeypatch.setattr(Database, name, breaking(getattr(Database, name)))
    return calls


@pytest.mark.parametrize("words", COMMANDS)
def test_a_failure_at_any_write_leaves_every_byte(run, path, words):
    with pytest.MonkeyPatch.context() as patch:
        calls = broken_at(patch, 0, after=False)
        run(*words.split())
    last, done = next(calls) - 1, rows(path)
    for statement in range(1, last + 1):
        for after, code in ((False, 6), (True, 130)):
            path.write_bytes(whole())
            with pytest.MonkeyPatch.context() as patch:
                broken_at(patch, statement, after=after)
                assert run(*words.split(), ok=False).code == code
            assert not path.with_name("songyu.db-journal").exists()
            if after and statement == last:  # the last is COMMIT itself
                assert rows(path) == done
            else:
                assert path.read_bytes() == whole()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(JOBS[sys.argv[1]](Path(sys.argv[2]))))
