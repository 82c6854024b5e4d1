"""What happened to benches: put up, moved, used, inspected, mended, counted; one query for each kind of thing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from songyu_cli.domain.trace import Event, Owed
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.demand_steps import REPAIR

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_LISTS = frozenset({"faults", "findings"})  # facts that SQL gives as JSON

# Where a bench stood on a day: a month or a year counts by its last day, as in the order of events. What is found on
# the day of a move is found before it, and what is mended is mended after it.
_PADDED = "substr({} || '-99-99', 1, 10)"
_FIRST_MOVE = "FROM moves AS m WHERE m.bench = b.id ORDER BY m.id LIMIT 1"
FIRST_UNIT = f"coalesce((SELECT m.from_unit {_FIRST_MOVE}), b.unit)"
_STOOD = f"""coalesce((SELECT m.from_unit FROM moves AS m WHERE m.bench = b.id
    AND {_PADDED.format("m.moved_on")} {{than}} {_PADDED.format("{day}")} ORDER BY m.id LIMIT 1), b.unit)"""
_BEFORE, _AFTER = ">=", ">"
KEY = "(SELECT k.estate || '/' || k.building || '/' || k.label FROM units AS k WHERE k.id = {})"
_ROUND = "(SELECT r.round FROM results AS r WHERE r.bench = b.id ORDER BY r.id LIMIT 1) AS round"
_ANSWERED = """(SELECT r.demand FROM results AS r JOIN demands AS d ON d.id = r.demand WHERE r.bench = b.id
    AND d.unit = {unit} {more} ORDER BY r.id LIMIT 1) AS demand"""

# How often a bench had come back into use that day before: a day may see it stopped, used and stopped again.
_TURN = """(SELECT count(*) FROM bench_events AS o WHERE o.bench = e.bench AND o.kind = 'in_use'
    AND o.happened_on = e.happened_on AND o.id < e.id
    AND EXISTS (SELECT 1 FROM bench_events AS p WHERE p.bench = o.bench AND p.id < o.id AND p.kind = 'out_of_use'))
    AS turn"""
_EVENT = f"""SELECT e.happened_on AS day, e.role, b.tag AS bench, t.number AS batch, {_ROUND}, {{columns}}
    FROM bench_events AS e JOIN benches AS b ON b.id = e.bench JOIN batches AS t ON t.id = b.batch
    WHERE e.kind = '{{kind}}' AND {{more}} {{of}} ORDER BY e.id"""
STOPPED = """EXISTS (SELECT 1 FROM bench_events AS o WHERE o.bench = e.bench AND o.id < e.id
    AND o.kind = 'out_of_use')"""
DAY = _STOOD.format(day="e.happened_on", than=_BEFORE)
_DAY_AFTER = _STOOD.format(day="e.happened_on", than=_AFTER)
_MOVE = f"""SELECT m.moved_on AS day, m.role, b.tag AS bench, {_ROUND}, {KEY.format("m.from_unit")} AS from_unit,
    {KEY.format("m.to_unit")} AS to_unit, m.from_spot, m.to_spot, m.reason,
    {_ANSWERED.format(unit="m.to_unit", more="AND m.from_unit <> m.to_unit AND r.done_on = m.moved_on")}
    FROM moves AS m JOIN benches AS b ON b.id = m.bench WHERE"""
# For each event: its query, and where the bench stood then.
_EVENTS = {
    "installed": (
        _EVENT.format(
            kind="installed",
            columns=f"""{_ANSWERED.format(unit=FIRST_UNIT, more=f"AND {REPAIR} IS NULL")},
                CASE WHEN EXISTS (SELECT 1 {_FIRST_MOVE}) THEN (SELECT m.from_spot {_FIRST_MOVE}) ELSE b.spot END
                AS spot, b.exit_clear, b.firm_ground,
                (SELECT o.tag FROM benches AS o WHERE o.id = b.replaces) AS replaces, e.reason""",
            more="",
            of="{of}",
        ),
        FIRST_UNIT,
    ),
    "in_use": (_EVENT.format(kind="in_use", columns="e.reason", more=f"NOT {STOPPED} AND", of="{of}"), DAY),
    "in_use_again": (
        _EVENT.format(kind="in_use", columns=f"e.reason, e.repair, {_TURN}", more=f"{STOPPED} AND", of="{of}"),
        _DAY_AFTER,
    ),
    "out_of_use": (
        _EVENT.format(kind="out_of_use", columns=f"e.reason, e.inspection, {_TURN}", more="", of="{of}"),
        DAY,
    ),
    "retired": (
        _EVENT.format(
            kind="retired",
            columns=f"e.reason, (SELECT n.tag FROM benches AS n WHERE n.replaces = b.id) AS replaced_by, {_TURN}",
            more="",
            of="{of}",
        ),
        _DAY_AFTER,
    ),
    "inspected": (
        f"""SELECT i.inspected_on AS day, i.role, i.id AS inspection, b.tag AS bench, {_ROUND}, i.result,
        (SELECT json_group_array(w.item) FROM inspection_items AS w WHERE w.inspection = i.id) AS faults, i.text
        FROM inspections AS i JOIN benches AS b ON b.id = i.bench WHERE {{of}} ORDER BY i.id""",
        _STOOD.format(day="i.inspected_on", than=_BEFORE),
    ),
    # What was mended at once, without an inspection before it, is told when it was done.
    "repair_opened": (
        f"""SELECT p.opened_on AS day, p.role, p.id AS repair, b.tag AS bench, {_ROUND}, p.inspection, p.what, p.by_whom
        FROM repairs AS p JOIN benches AS b ON b.id = p.bench
        WHERE (p.inspection IS NOT NULL OR p.done_on IS NOT p.opened_on) AND {{of}} ORDER BY p.id""",
        _STOOD.format(day="p.opened_on", than=_BEFORE),
    ),
    "repaired": (
        f"""SELECT p.done_on AS day, p.done_role AS role, p.id AS repair, b.tag AS bench, {_ROUND}, p.what, p.by_whom,
        p.fen, p.opened_on FROM repairs AS p JOIN benches AS b ON b.id = p.bench
        WHERE p.done_on IS NOT NULL AND {{of}} ORDER BY p.id""",
        _STOOD.format(day="p.done_on", than=_AFTER),
    ),
}
_AUDIT = f"""SELECT a.audited_on AS day, a.role, a.id AS audit, {KEY.format("w.unit")} AS unit, w.remark,
    (SELECT json_group_array(json_object('finding', f.finding, 'bench', g.tag, 'tag', f.tag, 'quantity', f.quantity))
    FROM audit_findings AS f LEFT JOIN benches AS g ON g.id = f.bench WHERE f.audit_unit = w.id {{named}}) AS findings
    FROM audit_units AS w JOIN audits AS a ON a.id = w.audit WHERE"""
_GIFTS = """SELECT c.given_on AS day, c.role, c.id AS gift, p.name AS partner, t.number AS batch, c.kind,
    c.benches, c.fen, c.days, c.note FROM contributions AS c JOIN partners AS p ON p.id = c.partner
    LEFT JOIN batches AS t ON t.id = c.batch WHERE c.step = '{step}' AND {of} ORDER BY c.id"""
_THEIRS = "b.id IN (SELECT value FROM json_each(?1))"
_EVER_AT = """b.id IN (SELECT o.id FROM benches AS o WHERE o.unit = ?1
    UNION SELECT m.bench FROM moves AS m WHERE m.from_unit = ?1 OR m.to_unit = ?1)"""
# Nobody mends a bench that was retired.
_OPEN_REPAIRS = f"""SELECT p.id, b.tag, p.opened_on FROM repairs AS p JOIN benches AS b ON b.id = p.bench
    WHERE p.done_on IS NULL AND {BENCH_STATE} <> 'retired' AND"""


def happened(db: Database, what: str, sql: str, *values: object) -> list[Event]:
    """Return events from rows with the day, the role, the demand and its round where there are any, and the facts."""
    events = []
    for row in db.all(sql, values):
        facts = {name: json.loads(value) if name in _LISTS else value for name, value in dict(row).items()}
        day, demand, role, round_ = (facts.pop(name, None) for name in ("day", "demand", "role", "round"))
        events.append(Event(day, what, demand, role, facts, round_))
    return events


def at_unit(db: Database, unit: int) -> list[Event]:
    """Return what happened at a stairwell to the benches that stood there then, and what audits saw there."""
    events = []
    for what, (sql, stood) in _EVENTS.items():
        events += happened(db, what, sql.format(of=f"{_EVER_AT} AND {stood} = ?1"), unit)
    for what, which in (
        ("moved_here", "m.to_unit = ?1 AND m.from_unit <> ?1"),
        ("moved_away", "m.from_unit = ?1 AND m.to_unit <> ?1"),
        ("moved", "m.from_unit = ?1 AND m.to_unit = ?1"),
    ):
        events += happened(db, what, f"{_MOVE} {which} ORDER BY m.id", unit)
    return [*events, *happened(db, "audited", f"{_AUDIT.format(named='')} w.unit = ?1 ORDER BY w.id", unit)]


def to_benches(db: Database, ids: list[int]) -> list[Event]:
    """Return what happened to benches, given by their ids, wherever they stood."""
    theirs = json.dumps(ids)
    events = []
    for what, (sql, _) in _EVENTS.items():
        events += happened(db, what, sql.format(of=_THEIRS), theirs)
    events += moves(db, _THEIRS, theirs)
    named = "AND f.bench IN (SELECT value FROM json_each(?1))"
    seen = f"w.id IN (SELECT f.audit_unit FROM audit_findings AS f WHERE true {named})"
    return [*events, *happened(db, "audited", f"{_AUDIT.format(named=named)} {seen} ORDER BY w.id", theirs)]


def moves(db: Database, of: str, value: object) -> list[Event]:
    """Return the moves of benches; `of` says whose, as SQL about benches `b`."""
    return happened(db, "moved", f"{_MOVE} {of} ORDER BY m.id", value)


def gifts_of_bench(db: Database, bench: int) -> list[Event]:
    """Return what the giver of a bench gave for its batch, or for the programme."""
    of = """c.partner = (SELECT b.partner FROM benches AS b WHERE b.id = ?1)
        AND coalesce(c.batch, (SELECT b.batch FROM benches AS b WHERE b.id = ?1))
        = (SELECT b.batch FROM benches AS b WHERE b.id = ?1)"""
    return gifts(db, of, bench)


def gifts(db: Database, of: str, value: int) -> list[Event]:
    """Return what was pledged and received; `of` says whose, as SQL about contributions `c`."""
    steps = ("pledged", "received")
    return [event for step in steps for event in happened(db, step, _GIFTS.format(step=step, of=of), value)]


def repairs_at(db: Database, unit: int) -> list[Owed]:
    """Return the open repairs of the benches that stand at a stairwell."""
    return _repairs(db, "b.unit = ?1", unit)


def repairs_of(db: Database, ids: list[int]) -> list[Owed]:
    """Return the open repairs of benches, given by their ids."""
    return _repairs(db, _THEIRS, json.dumps(ids))


def _repairs(db: Database, which: str, value: object) -> list[Owed]:
    rows = db.all(f"{_OPEN_REPAIRS} {which} ORDER BY p.id", (value,))
    return [Owed("repair", repair=row[0], bench=row[1], since=row[2]) for row in rows]


def answering(db: Database, demands: list[int]) -> set[str]:
    """Return the tags of the benches that answer demands, and of those that took their place."""
    rows = db.all(
        """WITH RECURSIVE chain (id) AS (SELECT r.bench FROM results AS r WHERE r.bench IS NOT NULL
            AND r.demand IN (SELECT value FROM json_each(?1))
            UNION SELECT n.id FROM benches AS n JOIN chain AS c ON n.replaces = c.id)
            SELECT b.tag FROM chain AS c JOIN benches AS b ON b.id = c.id""",
        (json.dumps(demands),),
    )
    return {row[0] for row in rows}


def replaced_by(db: Database, bench: int) -> list[int]:
    """Return the ids of a bench and of those whose place it has taken, the first of them last."""
    rows = db.all(
        """WITH RECURSIVE chain (id, step) AS (VALUES (?1, 0) UNION ALL SELECT b.replaces, c.step + 1 FROM benches AS b
            JOIN chain AS c ON b.id = c.id WHERE b.replaces IS NOT NULL) SELECT id FROM chain ORDER BY step""",
        (bench,),
    )
    return [row[0] for row in rows]
