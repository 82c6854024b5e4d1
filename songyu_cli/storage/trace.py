"""What happened at a stairwell, to a demand or to a bench: one query for each kind of thing that is written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from songyu_cli.domain.trace import BenchTrace, DemandTrace, Event, Owed, UnitTrace, in_order, owed
from songyu_cli.storage import benches, demands, trace_benches
from songyu_cli.storage.demand_steps import REPAIR
from songyu_cli.storage.demands import ROUND
from songyu_cli.storage.log import COUNTS
from songyu_cli.storage.trace_benches import FIRST_UNIT, KEY, happened

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.units import Unit
    from songyu_cli.storage.connection import Database

_FAMILY = """WITH RECURSIVE family (id) AS (SELECT value FROM json_each(?) UNION SELECT d.id FROM demands AS d
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
        (SELECT w.visit FROM visit_units AS w WHERE w.id = visit_unit) AS visit, {KEY.format("unit")} AS unit
        FROM demands WHERE id {_THEIRS}""",
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
    "followed_up": f"""SELECT followed_on AS day, role, demand, id AS followup, reached, resolved, grade, text, round
        FROM followups WHERE demand {_THEIRS} ORDER BY id""",
    "reopened": f"""SELECT reopened_on AS day, role, demand, reason, {_ENDED} AS round FROM reopenings AS r
        WHERE demand {_THEIRS} ORDER BY id""",
}
_RESULTS = f"""SELECT r.done_on AS day, r.role, r.demand, r.quantity, r.text, b.tag AS bench, r.round,
    {REPAIR} AS repair FROM results AS r LEFT JOIN benches AS b ON b.id = r.bench WHERE r.demand {_THEIRS}"""
_VISITS = f"""SELECT v.visited_on AS day, v.role, v.id AS visit, v.grid, h.residents, h.elderly_60, h.elderly_65,
    h.elderly_80, w.remark, {KEY.format("w.unit")} AS unit FROM visit_units AS w JOIN visits AS v ON v.id = w.visit
    LEFT JOIN headcounts AS h ON h.id = w.headcount WHERE"""
_SCREENED = f"""SELECT s.selected_on AS day, s.role, s.id AS selection, s.measure, s.least, s.top, s.as_of, w.rank,
    w.elderly_60, w.elderly_80, w.households, w.benches,
    (SELECT count(*) FROM selection_units AS o WHERE o.selection = s.id) AS picked,
    {KEY.format("w.unit")} AS unit
    FROM selection_units AS w JOIN selections AS s ON s.id = w.selection WHERE"""
_FOUND = """SELECT z.found_on AS day, z.role, z.demand, z.id AS hazard, z.kind, z.severity, z.quantity, z.text,
    (SELECT w.visit FROM visit_units AS w WHERE w.id = z.visit_unit) AS visit FROM hazards AS z WHERE"""
_CLEARED = """SELECT z.cleared_on AS day, z.cleared_role AS role, z.demand, z.id AS hazard, z.kind, z.quantity,
    z.cleared_how AS how FROM hazards AS z WHERE z.cleared_on IS NOT NULL AND"""
# An allocation that an installation made for itself says no more than the installation does.
_ALLOCATED = """SELECT a.allocated_on AS day, (SELECT p.role FROM plans AS p WHERE p.id = a.plan) AS role,
    t.number AS batch, a.quantity, a.rule, a.reason, a.plan, a.rank
    FROM allocations AS a JOIN batches AS t ON t.id = a.batch WHERE a.rule <> 'installed' AND"""
_SKIPPED = """SELECT p.planned_on AS day, p.role, t.number AS batch, p.id AS plan, w.reason
    FROM plan_units AS w JOIN plans AS p ON p.id = w.plan JOIN batches AS t ON t.id = p.batch
    WHERE w.choice = 'skip' AND"""
# Of the benches that a batch put up at one place, each fills the next of its allocations there.
_FILLED = f"""WITH given AS (SELECT a.id, sum(a.quantity) OVER (ORDER BY a.id) AS up_to FROM allocations AS a
    WHERE a.unit = ?1 AND a.batch = ?2)
    SELECT g.id FROM given AS g WHERE g.up_to >= (SELECT count(*) FROM benches AS b
        WHERE {FIRST_UNIT} = ?1 AND b.batch = ?2 AND b.replaces IS NULL AND b.id <= ?3) ORDER BY g.id LIMIT 1"""
# Only the log tells of a demand that was merged, and parted again.
_PARTED = f"""FROM changes AS g JOIN commands AS c ON c.id = g.command
    WHERE g.table_name = 'demands' AND c.undoes IS NULL AND c.link IS NOT NULL
    AND json_extract(g.old, '$.merged_into') IS NOT NULL AND json_extract(g.new, '$.merged_into') IS NULL
    AND g.new IS NOT NULL AND {COUNTS}
    AND (g.row_id IN (SELECT value FROM json_each(?1))
        OR json_extract(g.old, '$.merged_into') IN (SELECT value FROM json_each(?1))) ORDER BY g.id"""
_MERGED_BEFORE = """SELECT json_extract(g.old, '$.merged_on') AS day, g.row_id AS demand,
    json_extract(g.old, '$.merged_into') AS merged_into"""
_UNMERGED = """SELECT substr(c.at, 1, 10) AS day, c.role, g.row_id AS demand,
    json_extract(g.old, '$.merged_into') AS merged_into"""
# What a round counted is told with the round.
_COUNTED = f"""SELECT h.as_of AS day, h.source, h.residents, h.elderly_60, h.elderly_65, h.elderly_80,
    {KEY.format("h.unit")} AS unit
    FROM headcounts AS h WHERE h.unit = ?
    AND NOT EXISTS (SELECT 1 FROM visit_units AS w WHERE w.headcount = h.id) ORDER BY h.id"""


_COUNTED_BEFORE = f"""{_COUNTED.removesuffix(" ORDER BY h.id")} AND h.as_of <= coalesce(?2, h.as_of)
    ORDER BY h.as_of DESC LIMIT 1"""


def of_unit(db: Database, unit: Unit, today: datetime.date) -> UnitTrace:
    """Return everything that happened at a stairwell, and what is owed there."""
    asked = demands.everything(db, unit=unit.id)
    there = trace_benches.at_unit(db, unit.id)
    # A bench that answers a demand is told once, where it was put up or brought.
    told = {(event.demand, event.facts["bench"]) for event in there if event.what in ("installed", "moved_here")}
    events = [
        *happened(db, "counted", _COUNTED, unit.id),
        *happened(db, "visited", f"{_VISITS} w.unit = ?", unit.id),
        *happened(db, "screened", f"{_SCREENED} w.unit = ?", unit.id),
        *happened(db, "hazard_found", f"{_FOUND} z.unit = ?", unit.id),
        *happened(db, "hazard_cleared", f"{_CLEARED} z.unit = ?", unit.id),
        *happened(db, "allocated", f"{_ALLOCATED} a.unit = ?", unit.id),
        *happened(db, "skipped", f"{_SKIPPED} w.unit = ?", unit.id),
        *_without(_steps(db, [demand.demand for demand in asked]), told),
        *there,
    ]
    return UnitTrace(unit, in_order(events), owed(asked, events, today, trace_benches.repairs_at(db, unit.id)))


def of_demand(db: Database, number: int, today: datetime.date) -> DemandTrace:
    """Return everything that happened to a demand and to those merged into it. Raises DemandNotFound."""
    first = demands.get(db, number)
    family = _family(db, [number])
    events = _asked(db, family)
    repairs: list[Owed] = []
    if first.kind == "bench":
        place = db.value("SELECT unit FROM demands WHERE id = ?", (number,))
        # A plan is about a demand while that waits.
        waited = "BETWEEN ?2 AND coalesce(substr(?3 || '-99-99', 1, 10), '9')"
        ended = first.withdrawn_on or first.merged_on or first.done_on
        while_open = (place, first.registered_on, ended or (first.decided_on if first.state == "declined" else None))
        events += happened(db, "allocated", f"{_ALLOCATED} a.unit = ?1 AND a.allocated_on {waited}", *while_open)
        events += happened(db, "skipped", f"{_SKIPPED} w.unit = ?1 AND p.planned_on {waited}", *while_open)
        numbers = [demand.demand for demand in family]
        theirs = trace_benches.answering(db, numbers)
        events = _with_benches(db, events, place, numbers, theirs)
        repairs = [repair for repair in trace_benches.repairs_at(db, place) if repair.bench in theirs]
    family.sort(key=lambda demand: demand.demand != number)
    return DemandTrace(first, in_order(events), owed(family, events, today, repairs))


def of_bench(db: Database, tag: str, today: datetime.date) -> BenchTrace:
    """Return everything that happened to a bench, and what it answers. Raises TagMalformed and BenchNotFound."""
    bench = benches.get(db, tag)
    chain = trace_benches.replaced_by(db, bench.id)
    answers = db.all(
        "SELECT DISTINCT demand FROM results WHERE bench IN (SELECT value FROM json_each(?)) ORDER BY demand",
        (json.dumps(chain),),
    )
    family = _family(db, [row[0] for row in answers])
    root = db.all(f"SELECT {FIRST_UNIT} AS unit, b.batch, b.id FROM benches AS b WHERE b.id = ?", (chain[-1],))[0]
    filled = db.value(_FILLED, tuple(root))
    place, until = root["unit"], bench.installed_on and f"{bench.installed_on}-99-99"[:10]
    asked = [
        event
        for event in _asked(db, family)
        if event.what != "result" or event.facts["bench"] != bench.tag or event.facts["repair"]
    ]
    picked = "w.unit = ?1 AND s.selected_on <= coalesce(?2, s.selected_on)"
    screened = {event.facts["selection"] for event in asked if event.what == "screened"}
    events = [
        *happened(db, "counted", _COUNTED_BEFORE, place, until),
        *(
            event
            for event in happened(db, "screened", f"{_SCREENED} {picked}", place, until)
            if event.facts["selection"] not in screened
        ),
        *asked,
        *trace_benches.gifts_of_bench(db, bench.id),
        *happened(db, "allocated", f"{_ALLOCATED} a.id = ?", filled),
        *trace_benches.to_benches(db, [bench.id]),
    ]
    numbers = [row[0] for row in answers]
    return BenchTrace(
        bench, numbers, in_order(events), owed(family, events, today, trace_benches.repairs_of(db, [bench.id]))
    )


def _family(db: Database, numbers: list[int]) -> list[Demand]:
    """Return demands and those merged into them, by number."""
    return [demands.get(db, row[0]) for row in db.all(_FAMILY, (json.dumps(numbers),))]


def _asked(db: Database, family: list[Demand]) -> list[Event]:
    """Return what happened to demands, and where they come from."""
    theirs = json.dumps([demand.demand for demand in family])
    lines = f"w.id IN (SELECT d.visit_unit FROM demands AS d WHERE d.id {_THEIRS})"
    picked = f"(s.id, w.unit) IN (SELECT d.selection, d.unit FROM demands AS d WHERE d.id {_THEIRS})"
    return [
        *happened(db, "visited", f"{_VISITS} {lines}", theirs),
        *happened(db, "screened", f"{_SCREENED} {picked}", theirs),
        *happened(db, "hazard_found", f"{_FOUND} z.demand {_THEIRS}", theirs),
        *happened(db, "hazard_cleared", f"{_CLEARED} z.demand {_THEIRS}", theirs),
        *_steps(db, [demand.demand for demand in family]),
    ]


def _with_benches(db: Database, events: list[Event], place: int, numbers: list[int], theirs: set[str]) -> list[Event]:
    """Return demands' events with what became of the benches that answer them, while they stood at their stairwell."""
    there = []
    for event in trace_benches.at_unit(db, place) if theirs else ():
        if event.what == "audited":
            seen = [one for one in event.facts["findings"] if one["bench"] in theirs]
            if seen:
                there.append(event._replace(facts={**event.facts, "findings": seen}))
        elif event.facts["bench"] in theirs and not (event.what == "installed" and event.demand in numbers):
            there.append(event)
    brought = {(event.demand, event.facts["bench"]) for event in there if event.what == "moved_here"}
    return _without(events, brought) + there


def _without(events: list[Event], told: set[tuple[int | None, str]]) -> list[Event]:
    """Return events without the results that are told as an installation or a move."""
    return [
        event
        for event in events
        if event.what != "result" or event.facts["repair"] or (event.demand, event.facts["bench"]) not in told
    ]


def _steps(db: Database, numbers: list[int]) -> list[Event]:
    if not numbers:
        return []
    theirs = json.dumps(numbers)
    told = [event for what, sql in _STEPS.items() for event in happened(db, what, sql, theirs)]
    told += happened(db, "merged", f"{_MERGED_BEFORE} {_PARTED}", theirs)
    told += happened(db, "unmerged", f"{_UNMERGED} {_PARTED}", theirs)
    return told + happened(db, "result", f"{_RESULTS} ORDER BY r.id", theirs)
