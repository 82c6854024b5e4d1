"""Rounds, and the stairwells that they called at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.visits import Asked, Call, MadeCall, Seen, Visit, VisitNotFound, VisitStory
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.storage.connection import Database

_COUNTED = "FROM headcounts AS h WHERE h.id IN (SELECT w.headcount FROM visit_units AS w WHERE w.visit = v.id)"
_VISITS = f"""SELECT v.id AS visit, v.visited_on,
    coalesce(v.grid, (SELECT CASE WHEN count(*) = count(u.grid) AND min(u.grid) = max(u.grid) THEN min(u.grid) END
        FROM visit_units AS w JOIN units AS u ON u.id = w.unit WHERE w.visit = v.id)) AS grid,
    v.role,
    (SELECT count(DISTINCT w.unit) FROM visit_units AS w WHERE w.visit = v.id) AS stairwells,
    (SELECT count(DISTINCT h.unit) {_COUNTED}) AS counted,
    (SELECT sum(h.elderly_60) {_COUNTED}) AS elderly_60,
    (SELECT sum(h.elderly_80) {_COUNTED}) AS elderly_80,
    (SELECT count(*) FROM visit_units AS w JOIN demands AS d ON d.visit_unit = w.id WHERE w.visit = v.id) AS needs,
    (SELECT count(*) FROM visit_units AS w JOIN hazards AS z ON z.visit_unit = w.id WHERE w.visit = v.id) AS hazards
    FROM visits AS v"""
# A remark is stored once: with the first demand of its line, else with the first hazard, else with the call itself.
_REMARK = """coalesce(w.remark,
    (SELECT d.text FROM demands AS d WHERE d.visit_unit = w.id AND d.text IS NOT NULL ORDER BY d.id LIMIT 1),
    (SELECT z.text FROM hazards AS z WHERE z.visit_unit = w.id AND z.text IS NOT NULL ORDER BY z.id LIMIT 1))"""
_CALLS = f"""SELECT w.id, u.estate, u.building, u.label, h.elderly_60, h.elderly_80, {_REMARK} AS remark
    FROM visit_units AS w JOIN units AS u ON u.id = w.unit LEFT JOIN headcounts AS h ON h.id = w.headcount"""

_MADE = _CALLS.replace("SELECT w.id", "SELECT v.visited_on, w.visit, w.unit, u.grid, w.id") + (
    " JOIN visits AS v ON v.id = w.visit"
)


def everything(db: Database) -> list[Visit]:
    """Return the rounds by number."""
    return [Visit(**dict(row)) for row in db.all(f"{_VISITS} ORDER BY v.id")]


def get(db: Database, number: int) -> Visit:
    """Return one round. Raises VisitNotFound."""
    row = db.one(f"{_VISITS} WHERE v.id = ?", (number,))
    if row is None:
        raise VisitNotFound(visit=number)
    return Visit(**dict(row))


def story(db: Database, number: int) -> VisitStory:
    """Return a round with its calls. Raises VisitNotFound."""
    visit = get(db, number)
    rows = db.all(f"{_CALLS} WHERE w.visit = ? ORDER BY w.id", (number,))
    return VisitStory(visit, tuple(_call(db, row) for row in rows))


def call(db: Database, number: int) -> Call:
    """Return one call by its row."""
    return _call(db, db.all(f"{_CALLS} WHERE w.id = ?", (number,))[0])


def made(db: Database, day: str | None = None) -> list[MadeCall]:
    """Return the calls of a day, or of all days, in the order of the days and as they were written down."""
    where, values = ("WHERE v.visited_on = ?", (day,)) if day else ("", ())
    rows = db.all(f"{_MADE} {where} ORDER BY v.visited_on, w.visit, w.id", values)
    return [MadeCall(row["visited_on"], row["visit"], row["unit"], row["grid"], _call(db, row)) for row in rows]


def called_on(db: Database, day: str) -> dict[int, int]:
    """Return the stairwells that were called at on a day, each by its id with the round's number."""
    rows = db.all(
        "SELECT w.unit, w.visit FROM visit_units AS w JOIN visits AS v ON v.id = w.visit WHERE v.visited_on = ?", (day,)
    )
    return {row["unit"]: row["visit"] for row in rows}


def taken_before(db: Database, sha256: str, days: Sequence[str]) -> int | None:
    """Return the log entry that took the very same file as a round of one of these days, or None.

    An undone one does not count; one that did not keep its day counts for every day.
    """
    entry: int | None = db.value(
        """SELECT g.command FROM imports AS i JOIN changes AS g ON g.table_name = 'imports' AND g.row_id = i.id
        WHERE i.kind = 'visits' AND i.sha256 = ? AND g.old IS NULL AND (json_type(i.mapping, '$.on') IS NULL OR EXISTS (
            SELECT 1 FROM json_each(i.mapping, '$.on') AS o JOIN json_each(?) AS n ON n.value = o.value))
        ORDER BY i.id DESC LIMIT 1""",
        (sha256, json.dumps(days)),
    )
    return entry


def _call(db: Database, row: object) -> Call:
    r: dict[str, Any] = dict(row)  # type: ignore[call-overload]
    of = (r["id"],)
    asked = db.all("SELECT id AS demand, kind, quantity FROM demands WHERE visit_unit = ? ORDER BY id", of)
    seen = db.all("SELECT id AS hazard, kind, quantity, severity FROM hazards WHERE visit_unit = ? ORDER BY id", of)
    return Call(
        address(r),
        r["elderly_60"],
        r["elderly_80"],
        tuple(Asked(**dict(one)) for one in asked),
        tuple(Seen(**dict(one)) for one in seen),
        r["remark"],
    )
