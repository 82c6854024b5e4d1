"""A ledger in memory, a fixed clock, and a way to run songyu that fails loudly and never touches a real ledger."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from songyu_cli import cli, context
from songyu_cli.actions.ledger import start_ledger
from songyu_cli.domain.addresses import Home
from songyu_cli.domain.log import Actor
from songyu_cli.storage.connection import Database
from songyu_cli.storage.database import in_memory, prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


# The suite tries the same examples every time; SONGYU_EXPLORE=1 looks for new ones.
settings.register_profile("suite", derandomize="SONGYU_EXPLORE" not in os.environ, deadline=None)
settings.load_profile("suite")

# What a process builds once, for the one command that it runs, serves all the commands of its tests here.
cli.grammar = functools.cache(cli.grammar)

NOW = datetime(2022, 12, 31, 9, 30, tzinfo=timezone(timedelta(hours=8)))
HOME = Home(community="淞渔社区", subdistrict="斜塘街道", estate="淞泽家园九区")
ACTOR = Actor(role="clerk", at=NOW)
SETTINGS = {"community": "淞渔社区", "subdistrict": "斜塘街道", "estate": "淞泽家园九区", "target": "300"}


def pytest_configure(config: pytest.Config) -> None:
    """Work in memory where the machine has a file system there with room enough: a disk makes every commit wait."""
    memory = "/dev/shm"  # noqa: S108  the folders made in it are pytest's own
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 << 30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory)


class Stream(io.TextIOWrapper):
    """A text stream over memory that may claim to be a terminal."""

    def __init__(self, *, terminal: bool, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Ran:
    """What a command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err.splitlines()[-1])["error"]


_BUILT: dict[str, bytes] = {}
_RETURN_RUN: set[str] = set()  # the fixtures among them that give the way to type more


def new_ledger() -> Database:
    """Return a ledger in memory that was just started; the schema is made once by each process that runs tests."""
    if "memory" not in _BUILT:
        first = in_memory()
        start_ledger(first, dict(SETTINGS), ACTOR)
        _BUILT["memory"] = first.connection.serialize()
        first.close()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(_BUILT["memory"])
    return prepared(Database(connection))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own; the user's real ledger, home and settings are out of reach."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("SONGYU_DB", "SONGYU_AS", "SONGYU_LANG", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return work


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every ledger in memory is closed after its test; one in a file that is left open is a fault of somebody."""
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noting(target: Any, *words: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(target, *words, **more)
        if target == ":memory:":
            opened.append(connection)
        return connection

    monkeypatch.setattr(sqlite3, "connect", noting)
    yield
    for connection in opened:
        connection.close()


@pytest.fixture
def db() -> Database:
    """A new ledger in memory."""
    return new_ledger()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run a command line in this process with a fixed clock; `ok` says whether it must succeed, None that it may fail.

    `terminal` makes it a terminal of that many columns; `encoding` is the console's.
    """

    def run(
        *words: str,
        ok: bool | None = True,
        terminal: int | None = None,
        encoding: str = "utf-8",
        env: dict[str, str] | None = None,
        now: datetime = NOW,
    ) -> Ran:
        out = Stream(terminal=terminal is not None, encoding=encoding)
        err = Stream(terminal=False, encoding=encoding)
        if terminal is not None:
            monkeypatch.setenv("COLUMNS", str(terminal))
        stage = context.Stage(clock=lambda: now, env=env or {})
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main(words, stage)
        ran = Ran(code, out.text(), err.text())
        assert "Traceback" not in ran.err
        assert ok is None or (ran.code == 0) is ok, f"{words}\n{ran.code}\n{ran.out}\n{ran.err}"
        return ran

    return run


def built_once(build: Callable[..., Any]) -> Callable[..., Any]:
    """Let a fixture that types commands on `ledger` do so once in each process; from then on the ledger is copied."""
    name = f"{build.__module__}.{build.__name__}"

    @functools.wraps(build)
    def fixture(run: Callable[..., Ran], ledger: Path) -> Any:
        if name in _BUILT:
            ledger.write_bytes(_BUILT[name])
            return run if name in _RETURN_RUN else ledger
        result = build(run, ledger)
        _BUILT[name] = ledger.read_bytes()
        if result is run:
            _RETURN_RUN.add(name)
        return result

    return fixture


@pytest.fixture
def ledger(run: Callable[..., Ran], elsewhere: Path) -> Path:
    """A ledger songyu.db in the test's folder, with four stairwells, counts, a batch and a demand.

    It is built once by each process that runs tests, and copied from then on.
    """
    path = elsewhere / "songyu.db"
    if "ledger" in _BUILT:
        path.write_bytes(_BUILT["ledger"])
        path.chmod(0o600)
        return path
    run("init", "--community", "淞渔社区", "--subdistrict", "斜塘街道", "--estate", "淞泽家园九区", "--target", "300")
    for unit, elderly in (("12-3", "13"), ("12-4", "9"), ("2-1", "11"), ("10-2", "4")):
        run("unit", "add", unit, "--grid", "一网格", "--households", "10")
        counted = ("--elderly", elderly, "--elderly-80", "1", "--on", "2021-03-01", "--source", "社区数据平台")
        run("unit", "count", unit, *counted)
    run("batch", "open", "1", "-n", "3", "--on", "2021")
    run("demand", "add", "12-3", "--on", "2021-03-05", "--text", "老人上楼前没处歇脚")
    _BUILT["ledger"] = path.read_bytes()
    return path
