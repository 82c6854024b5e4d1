"""What happened at a stairwell or to a demand: one query for each kind of thing that is written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from songyu_cli.domain.trace import DemandTrace, Event, UnitTrace, in_order, owed
from songyu_cli.storage import demands
from songyu_cli.storage.demands import ROUND

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.units import Unit
    from songyu_cli.storage.connection import Database

_FAMILY = """WITH RECURSIVE family (id) AS (VALUES (?) UNION SELECT d.id FROM demands AS d
    JOIN family AS f ON d.merged_into = f.id) SELECT id FROM family ORDER BY id"""
_THEIRS = "IN (SELECT value FROM json_each(?1))"  # the demands that are followed


_ENDED = "(SELECT count(*) FROM reopenings AS o WHERE o.demand = r.demand AND o.id <= r.id)"  # the round


def _logged(what: str, row: str, column: str, value: str) -> str:
    """Return the SQL of what the log says of the command that gave a demand's column its value."""
    return f"""(SELECT {what} FROM changes AS g JOIN commands AS c ON c.id = g.command
        WHERE g.table_name = 'demands' AND g.row_id = {row} AND json_extract(g.new, '$.{column}') = {value}
        AND json_extract(g.old, '$.{column}') IS NOT {value} ORDER BY g.id DESC LIMIT 1)"""


# Each query gives the day, the role and the demand where there are any; its other columns are the event's facts.
_STEPS = {
    "registered": f"""SELECT registered_on AS day, role, id AS demand, kind, quantity, channel, text, repeat_of,
        owner_role, reply_due, result_due, selection,
        (SELECT w.visit FROM visit_units AS w WHERE w.id = visit_unit) AS visit FROM demands WHERE id {_THEIRS}""",
    "merged": f"""SELECT merged_on AS day, {_logged("c.role", "d.id", "merged_into", "d.merged_into")} AS role,
        d.id AS demand, merged_into, {ROUND} AS round FROM demands AS d
        WHERE merged_into IS NOT NULL AND d.id {_THEIRS}""",
    # A withdrawal that a reopening set aside happened all the same.
    "withdrawn": f"""SELECT w.day, {_logged("c.role", "w.demand", "withdrawn_on", "w.day")} AS role,
        w.demand, w.reason, w.round
        FROM (SELECT demand, withdrawn_on AS day, withdrawn_reason AS reason, {_ENDED} AS round FROM reopenings AS r
        UNION ALL SELECT id, withdrawn_on, withdrawn_reason, {ROUND} FROM demands AS d) AS w
        WHERE w.day IS NOT NULL AND w.demand {_THEIRS}""",
    "reviewed": f"""SELECT reviewed_on AS day, role, demand, reasonable, feasible, reason, round FROM reviews
        WHERE demand {_THEIRS} ORDER BY id""",
    "discussed": f"""SELECT m.held_on AS day, i.demand, m.id AS meeting, m.kind, m.topic, i.outcome,
        (SELECT max(e.round) FROM decisions AS e WHERE e.meeting = m.id AND e.demand = i.demand) AS round
        FROM meeting_items AS i JOIN meetings AS m ON m.id = i.meeting WHERE i.demand {_THEIRS} ORDER BY i.id""",
    "decided": f"""SELECT decided_on AS day, role, demand, verdict, reason, meeting, round FROM decisions
        WHERE demand {_THEIRS} ORDER BY id""",
    # Only the log tells when a demand was put on the menu.
    "on_menu": f"""SELECT {_logged("substr(c.at, 1, 10)", "d.id", "menu_item", "i.id")} AS day,
        {_logged("c.role", "d.id", "menu_item", "i.id")} AS role, d.id AS demand, i.id AS menu_item, i.year, i.title
        FROM demands AS d JOIN menu_items AS i ON i.id = d.menu_item WHERE d.id {_THEIRS}""",
    "menu_closed": f"""SELECT i.closed_on AS day, d.id AS demand, i.id AS menu_item, i.year, i.title, i.outcome
        FROM demands AS d JOIN menu_items AS i ON i.id = d.menu_item
        WHERE i.closed_on IS NOT NULL AND d.id {_THEIRS}""",
    "replied": f"SELECT replied_on AS day, role, demand, how, text FROM replies WHERE demand {_THEIRS} ORDER BY id",
    "extended": f"""SELECT extended_on AS day, role, demand, due, reason FROM extensions
        WHERE demand {_THEIRS} ORDER BY id""",
    "reopened": f"""SELECT reopened_on AS day, role, demand, reason, {_ENDED} AS round FROM reopenings AS r
        WHERE demand {_THEIRS} ORDER BY id""",
}
_RESULTS = f"""SELECT r.done_on AS day, r.role, r.demand, r.quantity, r.text, b.tag AS bench, r.round FROM results AS r
    LEFT JOIN benches AS b ON b.id = r.bench WHERE r.demand {_THEIRS}"""
_VISITS = """SELECT v.visited_on AS day, v.role, v.id AS visit, v.grid, h.residents, h.elderly_60, h.elderly_65,
    h.elderly_80, w.remark FROM visit_units AS w JOIN visits AS v ON v.id = w.visit
    LEFT JOIN headcounts AS h ON h.id = w.headcount WHERE"""
_SCREENED = """SELECT s.selected_on AS day, s.role, s.id AS selection, s.measure, s.least, s.top, s.as_of, w.rank,
    w.elderly_60, w.elderly_80, w.households, w.benches,
    (SELECT count(*) FROM selection_units AS o WHERE o.selection = s.id) AS picked
    FROM selection_units AS w JOIN selections AS s ON s.id = w.selection WHERE"""
_FOUND = """SELECT z.found_on AS day, z.role, z.demand, z.id AS hazard, z.kind, z.severity, z.quantity, z.text,
    (SELECT w.visit FROM visit_units AS w WHERE w.id = z.visit_unit) AS visit FROM hazards AS z WHERE"""
_CLEARED = """SELECT z.cleared_on AS day, z.cleared_role AS role, z.demand, z.id AS hazard, z.kind, z.quantity,
    z.cleared_how AS how FROM hazards AS z WHERE z.cleared_on IS NOT NULL AND"""
# An allocation that an installation made for itself says no more than the installation does.
_ALLOCATED = """SELECT a.allocated_on AS day, t.number AS batch, a.quantity, a.rule, a.reason
    FROM allocations AS a JOIN batches AS t ON t.id = a.batch WHERE a.rule <> 'installed' AND"""
_BENCHES = """SELECT e.happened_on AS day, {demand} AS demand, b.tag AS bench, t.number AS batch, b.spot, e.reason,
    (SELECT r.round FROM results AS r WHERE r.bench = b.id ORDER BY r.id LIMIT 1) AS round
    FROM bench_events AS e JOIN benches AS b ON b.id = e.bench JOIN batches AS t ON t.id = b.batch
    WHERE b.unit = ? AND e.kind = '{kind}' ORDER BY e.id"""
_SETTLED = "(SELECT r.demand FROM results AS r WHERE r.bench = b.id ORDER BY r.id LIMIT 1)"
_BENCH_EVENTS = ("installed", "in_use", "out_of_use", "retired")
# What a round counted is told with the round.
_COUNTED = """SELECT h.as_of AS day, h.source, h.residents, h.elderly_60, h.elderly_65, h.elderly_80
    FROM headcounts AS h WHERE h.unit = ?
    AND NOT EXISTS (SELECT 1 FROM visit_units AS w WHERE w.headcount = h.id) ORDER BY h.id"""


def of_unit(db: Database, unit: Unit, today: datetime.date) -> UnitTrace:
    """Return everything that happened at a stairwell, and what is owed there."""
    asked = demands.everything(db, unit=unit.id)
    events = [
        *_happened(db, "counted", _COUNTED, unit.id),
        *_happened(db, "visited", f"{_VISITS} w.unit = ?", unit.id),
        *_happened(db, "screened", f"{_SCREENED} w.unit = ?", unit.id),
        *_happened(db, "hazard_found", f"{_FOUND} z.unit = ?", unit.id),
        *_happened(db, "hazard_cleared", f"{_CLEARED} z.unit = ?", unit.id),
        *_happened(db, "allocated", f"{_ALLOCATED} a.unit = ?", unit.id),
        *_steps(db, [demand.demand for demand in asked]),
    ]
    # A bench that answers a demand is told once, where it was installed.
    events = [event for event in events if not (event.what == "result" and event.facts["bench"])]
    for kind in _BENCH_EVENTS:
        settled = _SETTLED if kind == "installed" else "NULL"
        events += _happened(db, kind, _BENCHES.format(kind=kind, demand=settled), unit.id)
    return UnitTrace(unit, in_order(events), owed(asked, events, today))


def of_demand(db: Database, number: int, today: datetime.date) -> DemandTrace:
    """Return everything that happened to a demand and to those merged into it. Raises DemandNotFound."""
    first = demands.get(db, number)
    family = [first, *(demands.get(db, row[0]) for row in db.all(_FAMILY, (number,)) if row[0] != number)]
    theirs = json.dumps([demand.demand for demand in family])
    lines = f"w.id IN (SELECT d.visit_unit FROM demands AS d WHERE d.id {_THEIRS})"
    picked = f"(s.id, w.unit) IN (SELECT d.selection, d.unit FROM demands AS d WHERE d.id {_THEIRS})"
    events = [
        *_happened(db, "visited", f"{_VISITS} {lines}", theirs),
        *_happened(db, "screened", f"{_SCREENED} {picked}", theirs),
        *_happened(db, "hazard_found", f"{_FOUND} z.demand {_THEIRS}", theirs),
        *_happened(db, "hazard_cleared", f"{_CLEARED} z.demand {_THEIRS}", theirs),
        *_steps(db, [demand.demand for demand in family]),
    ]
    if first.kind == "bench":
        since = "a.unit = (SELECT d.unit FROM demands AS d WHERE d.id = ?1) AND a.allocated_on >= ?2"
        events += _happened(db, "allocated", f"{_ALLOCATED} {since}", number, first.registered_on)
    return DemandTrace(first, in_order(events), owed(family, events, today))


def _steps(db: Database, numbers: list[int]) -> list[Event]:
    theirs = json.dumps(numbers)
    told = [event for what, sql in _STEPS.items() for event in _happened(db, what, sql, theirs)]
    return told + _happened(db, "result", f"{_RESULTS} ORDER BY r.id", theirs)


def _happened(db: Database, what: str, sql: str, *values: object) -> list[Event]:
    events = []
    for row in db.all(sql, values):
        facts = dict(row)
        day, demand, role, round_ = (facts.pop(name, None) for name in ("day", "demand", "role", "round"))
        events.append(Event(day, what, demand, role, facts, round_))
    return events
