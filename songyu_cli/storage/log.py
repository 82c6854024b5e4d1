"""The commands and their changes: one write, one transaction, one entry."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from songyu_cli.domain.ledgers import LEFT_OPEN, LedgerDamaged
from songyu_cli.domain.log import Actor, Change, CommandNotFound, Entry, Wanted
from songyu_cli.domain.masking import mask
from songyu_cli.storage.commits import commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from songyu_cli.storage.connection import Database

# An undo names the command it takes back, a redo names the undo; neither of the two is ever taken back otherwise, so
# that a command counts when no undo of it is left without a redo.
_TAKING = "FROM commands AS u WHERE u.undoes = {} AND NOT EXISTS (SELECT 1 FROM commands AS r WHERE r.undoes = u.id)"
COUNTS = f"NOT EXISTS (SELECT 1 {_TAKING.format('c.id')})"  # of a command c
ENTRIES = f"""SELECT c.id AS command, c.at, c.role, c.alias, c.name, c.typed, c.undoes,
    (SELECT count(*) FROM changes AS g WHERE g.command = c.id) AS changes,
    (SELECT max(u.id) {_TAKING.format("c.id")}) AS undone_by,
    (SELECT o.undoes FROM commands AS o WHERE o.id = c.undoes) AS redoes
    FROM commands AS c"""
CHANGES = "SELECT table_name, row_id, old, new FROM changes WHERE command = ?"
LIVE = f" WHERE c.link IS NOT NULL AND c.undoes IS NULL AND {COUNTS}"

_EVERYTHING = Wanted()
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
        yield _opened(db, name, actor)
        command = int(db.value("SELECT id FROM commands WHERE link IS NULL"))
        changed = db.value("SELECT 1 FROM changes WHERE command = ? LIMIT 1", (command,))
        if dry_run or not changed:
            db.execute("ROLLBACK")
            return
        _close(db, command)
        commit(db, command)
        db.last_command = command
    except BaseException:
        if db.connection.in_transaction:
            with suppress(sqlite3.Error):  # what went wrong first is what counts; SQLite then takes back on opening
                db.connection.execute("ROLLBACK")
        raise


def next_entry(db: Database, command: int, name: str, actor: Actor) -> int:
    """Close a command's entry and open another in the same transaction: several steps, all or none of them."""
    _close(db, command)
    return _opened(db, name, actor)


def _opened(db: Database, name: str, actor: Actor) -> int:
    """Open a command's entry. Raises LedgerDamaged when another was left open: no command of ours leaves one."""
    try:
        return db.insert(
            "commands",
            at=actor.at.isoformat(timespec="seconds"),
            role=actor.role,
            alias=mask(actor.alias).text if actor.alias else None,
            name=name,
            typed=_masked(actor.typed or name),
        )
    except sqlite3.IntegrityError as error:
        left = db.value("SELECT max(id) FROM commands WHERE link IS NULL")
        if left is None:
            raise
        raise LedgerDamaged(path=db.path, why=LEFT_OPEN.format(command=left)) from error


def _close(db: Database, command: int) -> None:
    db.execute("UPDATE commands SET link = ? WHERE id = ?", (_link(db, command), command))


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
    for table, number, old, new in db.each(f"{CHANGES} ORDER BY id", (command,)):
        sides = f"{'null' if old is None else _text(old)}, {'null' if new is None else _text(new)}"
        digest.update(f'["{table}", {number}, {sides}]'.encode())
    return digest.hexdigest()


def broken_link(db: Database) -> int | None:
    """Return the first command whose link is not that of the link before it, its own row and all its changes."""
    for command, link in db.each("SELECT id, link FROM commands ORDER BY id"):
        if link != _link(db, command):
            return int(command)
    return None


def note(db: Database, name: str, typed: str, at: datetime, *, role: str = "songyu", alias: str | None = None) -> int:
    """Enter in the log, inside the caller's transaction, what changed no row: mostly what songyu did by itself.

    Such an entry is never undone. Returns its number.
    """
    when, by = at.isoformat(timespec="seconds"), mask(alias).text if alias else None
    command = db.insert("commands", at=when, role=role, alias=by, name=name, typed=typed)
    _close(db, command)
    return command


def find(db: Database, wanted: Wanted = _EVERYTHING, *, limit: int | None = None) -> list[Entry]:
    """Return the wanted entries of the log, newest first."""
    where, values = _matching(wanted)
    rows = db.all(f"{ENTRIES}{where} ORDER BY c.id DESC LIMIT ?", (*values, -1 if limit is None else limit))
    return [Entry(**row) for row in map(dict, rows)]


def count(db: Database, wanted: Wanted = _EVERYTHING) -> int:
    """Return how many entries there are of those wanted."""
    where, values = _matching(wanted)
    return int(db.value(f"SELECT count(*) FROM commands AS c{where}", values))


def _matching(wanted: Wanted) -> tuple[str, list[str]]:
    """Return the condition for the wanted entries, and its values; an entry's day is that of its maker's clock."""
    asked = {
        "substr(c.at, 1, 10) >= ?": wanted.since,
        "substr(c.at, 1, 10) <= ?": wanted.until,
        "c.role = ?": wanted.role,
        "substr(c.name || ' ', 1, instr(c.name || ' ', ' ') - 1) = ?": wanted.noun,
    }
    given = {condition: value for condition, value in asked.items() if value is not None}
    return (f" WHERE {' AND '.join(given)}" if given else ""), list(given.values())


def get(db: Database, command: int) -> Entry:
    """Return one entry of a command that is over. Raises CommandNotFound."""
    row = db.one(f"{ENTRIES} WHERE c.id = ? AND c.link IS NOT NULL", (command,))
    if row is None:
        raise CommandNotFound(command=command)
    return Entry(**dict(row))


def newest_live(db: Database) -> Entry | None:
    """Return the newest command that counts: no undo, no redo, and nothing that songyu did of itself on migrating."""
    row = db.one(f"{ENTRIES}{LIVE} AND c.name <> 'migrate' ORDER BY c.id DESC LIMIT 1")
    return Entry(**dict(row)) if row else None


def changes(db: Database, command: int) -> list[Change]:
    """Return what one command changed, in the order in which it happened."""
    return [change_of(row) for row in db.each(f"{CHANGES} ORDER BY id", (command,))]


def change_of(row: sqlite3.Row) -> Change:
    """Return one change as the log holds it."""
    old, new = (None if text is None else json.loads(text) for text in (row["old"], row["new"]))
    return Change(row["table_name"], row["row_id"], old, new)
