"""Somebody else is writing: a command waits for them, says so once when it takes long, and gives up after thirty."""

from __future__ import annotations

import contextlib
import sqlite3
from functools import partial
from itertools import count

import pytest

from songyu_cli.domain.ledgers import LedgerLocked
from songyu_cli.storage import database
from songyu_cli.storage.connection import Database
from songyu_cli.storage.database import open_ledger

SAID = "别人正在写这个账本，在等（最多 30 秒）。\n"


@pytest.fixture
def others(ledger, monkeypatch):
    """Somebody who writes to the ledger without an end; SQLite itself does not wait for them."""
    monkeypatch.setattr(database, "TURN", 0)
    with contextlib.closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def hurry(monkeypatch, step):
    """Let every look at the clock find so many seconds gone."""
    ticks = count(0, step)
    monkeypatch.setattr(database, "Database", partial(Database, clock=lambda: next(ticks)))


def test_a_waiting_command_says_so_once_and_then_gives_up(run, others, monkeypatch):
    hurry(monkeypatch, 0.5)
    ran = run("demand", "add", "12-3", ok=False)
    assert ran.code == 6
    assert ran.err.startswith(SAID)
    assert ran.err.count("别人正在写") == 1
    assert "等了 30 秒" in ran.err


def test_it_says_so_in_english(run, others, monkeypatch):
    hurry(monkeypatch, 0.5)
    ran = run("demand", "add", "12-3", "--lang", "en", ok=False)
    assert ran.err.startswith("Somebody else is writing to this ledger; waiting, 30 s at most.\n")


@pytest.mark.parametrize(("until", "told"), [(1.75, []), (2.0, [30]), (9.0, [30])])
def test_after_two_seconds_and_no_earlier(ledger, others, until, told):
    said, ticks = [], count(0, 0.25)

    def clock():
        if (now := next(ticks)) == until:
            others.execute("ROLLBACK")
        return now

    with contextlib.closing(open_ledger(ledger, said.append)) as db:
        db.clock = clock
        db.execute("BEGIN IMMEDIATE")
    assert said == told


def test_a_program_is_told_nothing_but_the_refusal(run, others, monkeypatch):
    hurry(monkeypatch, 5)
    ran = run("demand", "add", "12-3", "--json", ok=False)
    assert ran.err.count("\n") == 1
    assert ran.error["kind"] == "ledger_locked"


def test_a_ledger_that_cannot_be_opened_at_once_is_waited_for_too(others, ledger, monkeypatch):
    others.execute("ROLLBACK")
    others.execute("BEGIN EXCLUSIVE")  # now nobody may even read
    hurry(monkeypatch, 1.5)
    told = []
    with pytest.raises(LedgerLocked):
        open_ledger(ledger, told.append)
    assert told == [30]
