"""The log is replayed: every row must stand as its last change left it, each change go on from the one before.

One pass over the changes beside one over the rows, both in the order of their keys: memory does not grow with them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.storage import engine, log, schema
from songyu_cli.storage.states import BASELINE, defaults, line, told
from songyu_cli.storage.triggers import logged_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.domain.checks import Findings
    from songyu_cli.storage.connection import Database

Row = dict[str, Any]


class Baseline(NamedTuple):
    """What a migration noted of the whole ledger, and the same as the log makes it."""

    command: int
    noted: str
    made: Any


def check_entries(db: Database, found: Findings) -> int | None:
    """See that every entry is over, none is missing, and the chain holds; return the first that it does not hold."""
    for row in db.all("SELECT id FROM commands WHERE link IS NULL"):
        found.add("open_command", n=row["id"])
    wanted = 1
    for row in db.each("SELECT id FROM commands ORDER BY id"):
        for missing in range(wanted, min(row["id"], wanted + 100)):
            found.add("no_entry", n=missing)
        wanted = row["id"] + 1
    given = db.value("SELECT CAST(seq AS INTEGER) FROM sqlite_sequence WHERE name = 'commands'") or 0
    for missing in range(wanted, min(given + 1, wanted + 100)):
        found.add("no_entry", n=missing)
    broken = log.broken_link(db)
    if broken is not None and not db.one("SELECT 1 FROM commands WHERE id = ? AND link IS NULL", (broken,)):
        found.add("chain", n=broken)
    return broken


def replay(db: Database, found: Findings) -> int:
    """Put the log beside the rows, and beside what each migration noted of them; return how many rows there are."""
    baselines = [
        Baseline(row["id"], row["typed"].rpartition(BASELINE)[2], sha256())
        for row in db.all("SELECT id, typed FROM commands WHERE name = 'migrate' ORDER BY id")
    ]
    changes = groupby(
        db.each("SELECT table_name, row_id, command, old, new FROM changes ORDER BY table_name, row_id, id"),
        key=itemgetter("table_name"),
    )
    rows = 0
    ours = {name for kind, name in schema.expected(engine.migrations(db)) if kind == "table"}
    left = sorted(ours.intersection(logged_tables(db)))  # others are told of as such
    for name, logged in changes:
        while left and left[0] < name:
            rows += _Table(db, left.pop(0), found, baselines).follow(iter(()))
        if left and left[0] == name:
            rows += _Table(db, left.pop(0), found, baselines).follow(logged)
        else:
            found.add("no_table", table=name)
    for name in left:
        rows += _Table(db, name, found, baselines).follow(iter(()))
    for baseline in baselines:
        if baseline.noted != baseline.made.hexdigest():
            found.add("baseline", n=baseline.command)
    return rows


class _Table:
    """One table beside what the log says of its rows."""

    def __init__(self, db: Database, name: str, found: Findings, baselines: list[Baseline]) -> None:
        self.name, self.found, self.baselines = name, found, baselines
        self.starts = defaults(db, name)
        told = ", ".join(f"'{column}', \"{column}\"" for column in self.starts)
        self.standing = db.each(f'SELECT id, json_object({told}) FROM "{name}" ORDER BY id')
        self.rows = 0

    def follow(self, logged: Iterator[Any]) -> int:
        """Go through both together and return how many rows stand."""
        here = self._next()
        for number, changes in groupby(logged, key=itemgetter("row_id")):
            while here and here[0] < number:
                self.found.add("unlogged_row", table=self.name, row=here[0])
                here = self._next()
            last = self._replayed(number, changes)
            stands = here[1] if here and here[0] == number else None
            self._compare(number, stands, last)
            if stands is not None:
                here = self._next()
        while here:
            self.found.add("unlogged_row", table=self.name, row=here[0])
            here = self._next()
        return self.rows

    def _next(self) -> tuple[int, str] | None:
        row = next(self.standing, None)
        self.rows += row is not None
        return (row[0], row[1]) if row else None

    def _replayed(self, number: int, changes: Iterator[Any]) -> str | None:
        """Return the row as its last change left it; each change must find it as the one before left it."""
        text: str | None = None
        waiting = [*self.baselines]
        for change in changes:
            while waiting and waiting[0].command < change["command"]:
                self._note(waiting.pop(0), number, text)
            if change["old"] != text and self._row(number, change["old"]) != self._row(number, text):
                self.found.add("log_gap", table=self.name, row=number, n=change["command"])
            text = change["new"]
        for baseline in waiting:
            self._note(baseline, number, text)
        return text

    def _note(self, baseline: Baseline, number: int, text: str | None) -> None:
        row = self._row(number, text)
        if row is not None:
            baseline.made.update(line(self.name, row, self.starts))

    def _compare(self, number: int, stands: str | None, text: str | None) -> None:
        if stands == text:
            return
        row, logged = self._row(number, stands), self._row(number, text)
        if logged is None:
            self.found.add("unlogged_row", table=self.name, row=number)
        elif row is None:
            self.found.add("lost_row", table=self.name, row=number)
        elif row != logged:
            names = sorted(name for name in {*row, *logged} if row.get(name) != logged.get(name))
            self.found.add("changed_row", table=self.name, row=number, columns=", ".join(names))

    def _row(self, number: int, text: str | None) -> Row | None:
        if text is None:
            return None
        try:
            return told(dict(json.loads(text)), self.starts)
        except (ValueError, TypeError, RecursionError):
            self.found.add("log_unreadable", table=self.name, row=number)
            return {}
