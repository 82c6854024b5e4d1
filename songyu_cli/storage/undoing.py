"""What an undo or a redo does to the rows, and what stands in its way."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.log import ChangedOutside, Entry, PlaceTaken
from songyu_cli.storage.log import CHANGES, COUNTS, ENTRIES, LIVE, change_of, get
from songyu_cli.storage.log_names import pointers

if TYPE_CHECKING:
    from songyu_cli.domain.log import Change
    from songyu_cli.domain.wording import Phrase
    from songyu_cli.storage.connection import Database

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
    later = db.all(f"{ENTRIES}{LIVE} AND c.id > ? ORDER BY c.id DESC", (command,))
    if not later:
        return None
    references = _references(db)
    touched, wanted = set(), set()
    for change in map(change_of, db.each(CHANGES, (command,))):
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
        for change in map(change_of, db.each(CHANGES, (row["command"],))):
            values = change.new or change.old or {}
            if (change.table, change.row) in touched | wanted or any(
                (parent, values.get(column)) in touched for column, parent in references[change.table]
            ):
                return Entry(**dict(row))
    return None


def _references(db: Database) -> dict[str, list[tuple[str, str]]]:
    """Return, for each table, its (column, table pointed at) pairs; a follow-up also points at what it asks about."""
    found = {table: [*columns.items()] for table, columns in pointers(db).items()}
    found["followups"].append(("demand", _FOLLOWED))
    return found


def newest_undo(db: Database) -> Entry | None:
    """Return the newest undo that still counts."""
    row = db.one(
        f"{ENTRIES} WHERE c.link IS NOT NULL AND {COUNTS}"
        " AND (SELECT o.id FROM commands AS o WHERE o.id = c.undoes AND o.undoes IS NULL) IS NOT NULL"
        " ORDER BY c.id DESC LIMIT 1"
    )
    return Entry(**dict(row)) if row else None


def in_the_way(db: Database, undo: int) -> Entry | None:
    """Return the newest command that came to count since an undo, or that no longer does, near what it took back.

    Near is strict: a row changed by both, or a row that what was changed by both refers to, such as the stairwell of
    two demands. What was undone would else come back into a ledger whose rules it never met.
    """
    since = _differing(db, undo)
    if not since:
        return None
    references = _references(db)

    def about(command: int) -> set[tuple[str, Any]]:
        found: set[tuple[str, Any]] = set()
        for change in map(change_of, db.each(CHANGES, (command,))):
            found.add((change.table, change.row))
            for side in (change.old, change.new):
                found |= {
                    (parent, side[column]) for column, parent in references[change.table] if side and side[column]
                }
        return found

    restored = about(undo)
    return next((get(db, command) for command in since if about(command) & restored), None)


def _differing(db: Database, undo: int) -> list[int]:
    """Return the commands, newest first, that count now but did not right after an undo, or the other way round."""
    takers: dict[int, list[int]] = {}
    for taker, taken in db.each("SELECT id, undoes FROM commands WHERE undoes IS NOT NULL"):
        takers.setdefault(taken, []).append(taker)
    now = int(db.value("SELECT max(id) FROM commands"))

    def counted(command: int, at: int) -> bool:
        return command <= at and not any(counted(taker, at) for taker in takers.get(command, ()))

    plain = db.each("SELECT id FROM commands WHERE undoes IS NULL AND link IS NOT NULL AND id > ?", (undo,))
    possible = {row[0] for row in plain} | set(takers).difference(*takers.values())
    return sorted((one for one in possible if counted(one, undo) != counted(one, now)), reverse=True)


def take_back(db: Database, entry: int, command: int, does: Phrase) -> None:
    """Apply the inverse of every change of an entry, last one first, inside the caller's transaction.

    The entry is a command, or the undo of one; `command` and `does` are what a refusal speaks of.

    Raises ChangedOutside when a row no longer reads as the command left it, or something else holds on to it, and
    PlaceTaken when another row has meanwhile got what only one may have.
    """
    for change in map(change_of, db.all(f"{CHANGES} ORDER BY id DESC", (entry,))):
        current = db.one(f"SELECT * FROM {change.table} WHERE id = ?", (change.row,))
        if not _reads_as(dict(current) if current else None, change.new):
            raise ChangedOutside(does=does, command=command, table=change.table, row=change.row)
        try:
            _set(db, change)
        except sqlite3.IntegrityError as error:
            taken = error.sqlite_errorname == "SQLITE_CONSTRAINT_UNIQUE"
            refusal = PlaceTaken if taken else ChangedOutside
            raise refusal(does=does, command=command, table=change.table, row=change.row) from None


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
