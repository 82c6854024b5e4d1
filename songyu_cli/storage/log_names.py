"""What people call the rows that the log speaks of: read from the ledger, or from the log where they are gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from songyu_cli.storage.log import change_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from songyu_cli.domain.log import Change
    from songyu_cli.storage.connection import Database

Row = tuple[str, int]


def pointers(db: Database) -> dict[str, dict[str, str]]:
    """Return, for each table, the columns that point at another table, and which."""
    tables = [row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: {row["from"]: row["table"] for row in db.all(f'PRAGMA foreign_key_list("{table}")')} for table in tables
    }


def spoken_of(db: Database, changes: Iterable[Change]) -> dict[Row, dict[str, Any]]:
    """Return every row that these changes point at, and those that they point at in turn."""
    points_at = pointers(db)
    known: dict[Row, dict[str, Any]] = {}
    sides = [(change.table, side) for change in changes for side in (change.old, change.new) if side]
    wanted = _pointed_at(points_at, sides)
    while wanted:
        found = _rows(db, wanted)
        known |= found
        wanted = _pointed_at(points_at, [(table, values) for (table, _), values in found.items()]) - known.keys()
    return known


def _pointed_at(points_at: Mapping[str, dict[str, str]], sides: list[tuple[str, dict[str, Any]]]) -> set[Row]:
    return {
        (parent, values[column])
        for table, values in sides
        for column, parent in points_at[table].items()
        if values.get(column) is not None
    }


def _rows(db: Database, wanted: set[Row]) -> dict[Row, dict[str, Any]]:
    """Return these rows as they are, or as the log last saw them."""
    found: dict[Row, dict[str, Any]] = {}
    for table in {name for name, _ in wanted}:
        numbers = {row for name, row in wanted if name == table}
        among = (json.dumps(sorted(numbers)),)
        for row in db.each(f"SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(?))", among):
            found[table, row["id"]] = dict(row)
        gone = json.dumps(sorted(number for number in numbers if (table, number) not in found))
        if gone == "[]":
            continue
        last = (
            "SELECT table_name, row_id, old, new FROM changes WHERE table_name = ?"
            " AND row_id IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        for change in map(change_of, db.each(last, (table, gone))):
            found[table, change.row] = change.new or change.old or {}
    return found
