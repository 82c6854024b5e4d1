"""A whole ledger, table by table: every row read out, and every row put back under its own number."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.whole import LOG, NUMBERS, Opening, Table, Unfit
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import engine, schema, settings
from songyu_cli.storage.triggers import logged_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from songyu_cli.storage.connection import Database

_TYPES = {"INTEGER": int, "TEXT": str}
_BREAKS = {
    "SQLITE_CONSTRAINT_UNIQUE": Phrase("和前面的一行重了，账本里只能有一个", "a ledger holds one such row only"),
    "SQLITE_CONSTRAINT_NOTNULL": Phrase("缺一个必须有的值", "a value that must be there is missing"),
}
_NOT_ALLOWED = Phrase("有账本不允许的值", "a value is none that a ledger may hold")
_UNWRITABLE = Phrase("有写不进账本的文字或数", "a text or a number is none that a ledger can hold")


def tables(db: Database) -> dict[str, Table]:
    """Return every table that is ours, by name in the order of an export: the log and its numbers among them."""
    found = {}
    ours = schema.columns(engine.migrations(db))  # what another program added stays behind
    for name in sorted({*logged_tables(db), *LOG} & {*ours}):
        there = [row["name"] for row in db.all(f"PRAGMA table_info({name})") if row["name"] in ours[name]]
        found[name] = Table(name, tuple(there), tuple(_TYPES[ours[name][column]] for column in there))
    return {**found, NUMBERS: Table(NUMBERS, ("name", "seq"), (str, int))}


def opening(db: Database) -> Opening:
    """Return what the ledger says of itself."""
    at = db.value("SELECT at FROM commands ORDER BY id DESC LIMIT 1")
    return Opening([*engine.migrations(db)], settings.get(db, "community"), at, [*tables(db)])


def rows(db: Database, table: Table) -> Iterator[dict[str, Any]]:
    """Give a table's rows in the order of their keys."""
    names = ", ".join(table.columns)
    for row in db.each(f"SELECT {names} FROM {table.name} ORDER BY {table.columns[0]}"):
        yield dict(zip(table.columns, row, strict=True))


@contextmanager
def filling(db: Database, laid: Sequence[str]) -> Iterator[None]:
    """Lay an older or today's tables in a bare ledger to be filled, all of it or nothing, then bring it up to date.

    Meanwhile nothing is logged and a row may point at one that is still to come.
    """
    from songyu_cli.storage.migrations import lay, migrate  # noqa: PLC0415  needs sqlite-utils

    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.writing():
            lay(db, laid)
            yield
    finally:
        db.execute("PRAGMA foreign_keys = ON")
    migrate(db)


def fill(db: Database, table: Table, values: Iterable[Sequence[object]]) -> None:
    """Put rows into a table. Raises Unfit, about the row that was given last."""
    marks = ", ".join("?" * len(table.columns))
    try:
        db.many(f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})", values)
    except sqlite3.IntegrityError as error:
        raise Unfit(_BREAKS.get(error.sqlite_errorname, _NOT_ALLOWED)) from None
    except (OverflowError, UnicodeEncodeError):  # beyond 64 bits; half of a character
        raise Unfit(_UNWRITABLE) from None


def put_numbers(db: Database, numbers: Iterable[Sequence[object]]) -> None:
    """Remember the last number that each table gave, also of rows that were taken back. Raises Unfit."""
    db.execute(f"DELETE FROM {NUMBERS}")
    fill(db, Table(NUMBERS, ("name", "seq"), (str, int)), numbers)


def highest(db: Database, table: str) -> int:
    """Return the highest number of a table's rows, or 0."""
    return int(db.value(f"SELECT max(id) FROM {table}") or 0)


def place(db: Database, table: str, row: int) -> int:
    """Return how many rows of a table come before a row."""
    return int(db.value(f"SELECT count(*) FROM {table} WHERE rowid < ?", (row,)))


def stray(db: Database) -> tuple[str, int] | None:
    """Return the table and the number of a row that points at one that is not there, or None."""
    found = db.one("PRAGMA foreign_key_check")
    return (found["table"], found["rowid"]) if found else None
