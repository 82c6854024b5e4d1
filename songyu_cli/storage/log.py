"""The commands and their changes: one write, one transaction, one entry."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.log import Actor, Change, ChangedOutside, CommandNotFound, Entry, PlaceTaken
from songyu_cli.domain.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.storage.connection import Database

_ENTRIES = """SELECT c.id AS command, c.at, c.role, c.alias, c.name, c.typed, c.undoes,
    (SELECT count(*) FROM changes AS g WHERE g.command = c.id) AS changes,
    (SELECT max(u.id) FROM commands AS u WHERE u.undoes = c.id) AS undone_by
    FROM commands AS c"""
_CHANGES = "SELECT table_name, row_id, old, new FROM changes WHERE command = ?"
_LIVE = (
    " WHERE c.link IS NOT NULL AND c.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM commands AS u WHERE u.undoes = c.id)"
)

_text = json.JSONEncoder().encode  # of a text; made once, unlike by json.dumps


@contextmanager
def transaction(db: Database, name: str, actor: Actor, *, dry_run: bool = False) -> Iterator[int]:
    """Do everything inside as one command: all of it with one entry in the log, or nothing.

    Gives the entry's number. A command that changed no row leaves no entry; afterwards `db.last_command` is the
    number, or None. With `dry_run` everything is done and taken back.
    """
    db.last_command = None
    try:
        db.execute("BEGIN IMMEDIATE")
        command = db.insert(
            "commands",
            at=actor.at.isoformat(timespec="seconds"),
            role=actor.role,
            alias=mask(actor.alias).text if actor.alias else None,
            name=name,
            typed=_masked(actor.typed or name),
        )
        yield command
        changed = db.value("SELECT 1 FROM changes WHERE command = ? LIMIT 1", (command,))
        if dry_run or not changed:
            db.execute("ROLLBACK")
            return
        db.execute("UPDATE commands SET link = ? WHERE id = ?", (_link(db, command), command))
        db.execute("COMMIT")
        db.last_command = command
    except BaseException:
        if db.connection.in_transaction:
            with suppress(sqlite3.Error):  # what went wrong first is what counts; SQLite then takes back on opening
                db.connection.execute("ROLLBACK")
        raise


def _masked(typed: str) -> str:
    """Return a line with personal data masked, word by word: 1-3 2-1 2-2 2-3 7-2 8-1 is no telephone number."""
    return re.sub(r"(?:'[^']*'|\\'|[^\s'])+", lambda word: mask(word[0]).text, typed)


def _link(db: Database, command: int) -> str:
    """Return the command's link: sha256 over the link before it, the command's own row and all its changes.

    The rows enter as JSON in plain ASCII, which reads the same in every version of Python. A change is put together
    here from its four parts, to the letter as `json.dumps` writes a list of them: an import makes 100,000.
    """
    before = db.value("SELECT link FROM commands WHERE id < ? ORDER BY id DESC LIMIT 1", (command,))
    digest = sha256((before or "").encode())
    row = db.one("SELECT id, at, role, alias, name, typed, undoes FROM commands WHERE id = ?", (command,))
    digest.update(json.dumps(tuple(row or ())).encode())
    for table, number, old, new in db.each(f"{_CHANGES} ORDER BY id", (command,)):
        sides = f"{'null' if old is None else _text(old)}, {'null' if new is None else _text(new)}"
        digest.update(f'["{table}", {number}, {sides}]'.encode())
    return digest.hexdigest()


def broken_link(db: Database) -> int | None:
    """Return the first command whose link is not that of the link before it, its own row and all its changes."""
    for command, link in db.each("SELECT id, link FROM commands ORDER BY id"):
        if link != _link(db, command):
            return int(command)
    return None


def find(db: Database, *, limit: int | None = None) -> list[Entry]:
    """Return the entries of the log, newest first."""
    rows = db.all(f"{_ENTRIES} ORDER BY c.id DESC LIMIT ?", (-1 if limit is None else limit,))
    return [Entry(**row) for row in map(dict, rows)]


def get(db: Database, command: int) -> Entry:
    """Return one entry of a command that is over. Raises CommandNotFound."""
    row = db.one(f"{_ENTRIES} WHERE c.id = ? AND c.link IS NOT NULL", (command,))
    if row is None:
        raise CommandNotFound(command=command)
    return Entry(**dict(row))


def newest_live(db: Database) -> Entry | None:
    """Return the newest entry that is neither undone nor an undo itself."""
    row = db.one(f"{_ENTRIES}{_LIVE} ORDER BY c.id DESC LIMIT 1")
    return Entry(**dict(row)) if row else None


def changes(db: Database, command: int) -> list[Change]:
    """Return what one command changed, in the order in which it happened."""
    return [_change(row) for row in db.each(f"{_CHANGES} ORDER BY id", (command,))]


def _change(row: sqlite3.Row) -> Change:
    old, new = (None if text is None else json.loads(text) for text in (row["old"], row["new"]))
    return Change(row["table_name"], row["row_id"], old, new)


# A row that opens a chapter for another one: whatever happens to that one later happens in the chapter.
_CHAPTERS = {
    "reopenings": ("demand", "demands"),
    "bench_events": ("bench", "benches"),
    "moves": ("bench", "benches"),
    "repairs": ("bench", "benches"),
}
# What residents were asked about: taking it back would leave what they said about nothing.
_ASKED_ABOUT = ("decisions", "results")
_FOLLOWED = "what came of a demand"


def builder_on(db: Database, command: int) -> Entry | None:
    """Return the newest later live command that changed a row this one changed, or refers to such a row.

    Also one that changed a row which would be referred to again: a demand that the undo of an unmerging merges into.
    """
    later = db.all(f"{_ENTRIES}{_LIVE} AND c.id > ? ORDER BY c.id DESC", (command,))
    if not later:
        return None
    references = _references(db)
    touched, wanted = set(), set()
    for change in map(_change, db.each(_CHANGES, (command,))):
        old, new = change.old or {}, change.new or {}
        touched.add((change.table, change.row))
        if change.table in _CHAPTERS:
            column, parent = _CHAPTERS[change.table]
            touched.add((parent, (new or old)[column]))
        if change.table in _ASKED_ABOUT:
            touched.add((_FOLLOWED, (new or old)["demand"]))
        restored = (pair for pair in references[change.table] if old.get(pair[0]) not in (None, new.get(pair[0])))
        wanted |= {(parent, old[name]) for name, parent in restored}
    for row in later:
        for change in map(_change, db.each(_CHANGES, (row["command"],))):
            values = change.new or change.old or {}
            if (change.table, change.row) in touched | wanted or any(
                (parent, values.get(column)) in touched for column, parent in references[change.table]
            ):
                return Entry(**dict(row))
    return None


def _references(db: Database) -> dict[str, list[tuple[str, str]]]:
    """Return, for each table, its (column, table pointed at) pairs; a follow-up also points at what it asks about."""
    tables = [row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        table: [(row["from"], row["table"]) for row in db.all(f'PRAGMA foreign_key_list("{table}")')]
        for table in tables
    }
    found["followups"].append(("demand", _FOLLOWED))
    return found


def take_back(db: Database, command: int) -> None:
    """Apply the inverse of every change of a command, last one first, inside the caller's transaction.

    Raises ChangedOutside when a row no longer reads as the command left it, or something else holds on to it, and
    PlaceTaken when another row has meanwhile got what only one may have.
    """
    for change in map(_change, db.all(f"{_CHANGES} ORDER BY id DESC", (command,))):
        current = db.one(f"SELECT * FROM {change.table} WHERE id = ?", (change.row,))
        if not _reads_as(dict(current) if current else None, change.new):
            raise ChangedOutside(command=command, table=change.table, row=change.row)
        try:
            _set(db, change)
        except sqlite3.IntegrityError as error:
            taken = error.sqlite_errorname == "SQLITE_CONSTRAINT_UNIQUE"
            refusal = PlaceTaken if taken else ChangedOutside
            raise refusal(command=command, table=change.table, row=change.row) from None


def _reads_as(current: dict[str, Any] | None, logged: dict[str, Any] | None) -> bool:
    """Return whether a row reads as the log left it; a column that came later is not in the log and does not count."""
    if current is None or logged is None:
        return current is logged
    return all(current.get(name) == value for name, value in logged.items())


def mark_undo(db: Database, undo: int, command: int) -> None:
    """Say of an entry that is still open which one it takes back."""
    db.update("commands", undo, undoes=command)


def _set(db: Database, change: Change) -> None:
    if change.old is None:
        db.execute(f"DELETE FROM {change.table} WHERE id = ?", (change.row,))
    elif change.new is None:
        db.insert(change.table, **change.old)
    else:
        db.update(change.table, change.row, **change.old)
