"""Flat views for other tools: sensible tables in Datasette or the sqlite-utils command line, without joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BANDS
from songyu_cli.storage.bench_states import BENCH_STATE, NOT_REPLACED
from songyu_cli.storage.demands import RESULTS, ROUND, VERDICT

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

UNIT_KEY = "u.estate || '/' || u.building || '/' || u.label"
# Each band's latest known number: a later count that leaves a band open does not make it unknown again.
LATEST = (
    "(SELECT h.{column} FROM headcounts AS h WHERE h.unit = u.id AND h.as_of <= {up_to} AND h.{known} IS NOT NULL "
    "ORDER BY h.as_of DESC LIMIT 1)"
)
_DOES_NOT_NEST = {
    "residents": [("<", "elderly_60")],
    "elderly_65": [(">", "elderly_60")],
    "elderly_80": [(">", "elderly_60"), (">", "elderly_65")],
}
_EVENT_DATE = "(SELECT min(e.happened_on) FROM bench_events AS e WHERE e.bench = b.id AND e.kind = '{kind}')"


def latest_band(band: str, up_to: str) -> str:
    """Return the SQL of a band's latest known number; one of an older count that no longer nests is unknown."""
    number = LATEST.format(column=band, known=band, up_to=up_to)
    doubts = [
        f"coalesce({number} {sign} {LATEST.format(column=other, known=other, up_to=up_to)}, 0)"
        for sign, other in _DOES_NOT_NEST.get(band, ())
    ]
    return f"CASE WHEN {' OR '.join(doubts)} THEN NULL ELSE {number} END" if doubts else number


def latest_counts(up_to: str) -> str:
    """Return the SQL columns of a stairwell's latest counts up to a date, given as SQL; `u` is the units table."""
    dated = LATEST.format(column="as_of", known="elderly_60", up_to=up_to)
    source = LATEST.format(column="source", known="elderly_60", up_to=up_to)
    bands = ", ".join(f"{latest_band(band, up_to)} AS {band}" for band in BANDS)
    return f"{dated} AS as_of, {bands}, {source} AS source"


VIEWS = {
    "v_units": f"""
        SELECT u.id, {UNIT_KEY} AS unit, u.grid, u.households, u.floors, {latest_counts("'9999'")},
            (SELECT count(*) FROM benches AS b WHERE b.unit = u.id AND {BENCH_STATE} = 'in_use') AS benches_in_use
        FROM units AS u""",
    "v_demands": f"""
        SELECT d.id, {UNIT_KEY} AS unit, u.grid, d.kind, d.quantity, d.channel, d.role, d.registered_on, d.text,
            d.owner_role, d.reply_due, d.result_due, d.merged_into, d.merged_on, d.repeat_of, d.menu_item,
            d.withdrawn_on, d.withdrawn_reason,
            {ROUND} AS round, {VERDICT.format("verdict")} AS verdict, {VERDICT.format("decided_on")} AS decided_on,
            (SELECT coalesce(sum(r.quantity), 0) {RESULTS}) AS carried_out,
            (SELECT count(*) FROM replies AS p WHERE p.demand = d.id) AS replies,
            (SELECT replace(min(substr(p.replied_on || '-99-99', 1, 10)), '-99', '') FROM replies AS p
                WHERE p.demand = d.id) AS replied_on
        FROM demands AS d JOIN units AS u ON u.id = d.unit""",
    "v_benches": f"""
        SELECT b.id, b.tag, t.number AS batch, {UNIT_KEY} AS unit, u.grid, b.spot, {BENCH_STATE} AS state,
            {_EVENT_DATE.format(kind="installed")} AS installed_on, {_EVENT_DATE.format(kind="in_use")} AS in_use_on,
            p.name AS partner, r.tag AS replaces, b.height_mm, b.back, b.armrests, b.fixed, b.shaded, b.exit_clear,
            b.firm_ground
        FROM benches AS b JOIN batches AS t ON t.id = b.batch JOIN units AS u ON u.id = b.unit
            LEFT JOIN partners AS p ON p.id = b.partner LEFT JOIN benches AS r ON r.id = b.replaces""",
    "v_batches": f"""
        SELECT t.number AS batch, t.planned, t.opened_on, t.closed_on,
            (SELECT coalesce(sum(a.quantity), 0) FROM allocations AS a WHERE a.batch = t.id) AS allocated,
            (SELECT count(*) FROM benches AS b WHERE b.batch = t.id AND {NOT_REPLACED}) AS installed,
            (SELECT count(*) FROM benches AS b WHERE b.batch = t.id AND {BENCH_STATE} = 'in_use') AS in_use,
            (SELECT count(*) FROM benches AS b WHERE b.batch = t.id AND b.replaces IS NOT NULL) AS replacements
        FROM batches AS t""",
    "v_allocations": f"""
        SELECT a.id, t.number AS batch, {UNIT_KEY} AS unit, u.grid, a.quantity, a.rule, a.reason, a.plan, a.rank,
            a.allocated_on
        FROM allocations AS a JOIN batches AS t ON t.id = a.batch JOIN units AS u ON u.id = a.unit""",
    "v_contributions": """
        SELECT c.id, p.name AS partner, p.role AS partner_role, t.number AS batch, c.step, c.kind, c.benches, c.fen,
            c.days, c.given_on, c.note
        FROM contributions AS c JOIN partners AS p ON p.id = c.partner LEFT JOIN batches AS t ON t.id = c.batch""",
    "v_inspections": f"""
        SELECT i.id, b.tag, {UNIT_KEY} AS unit, u.grid, i.inspected_on, i.result, i.role, i.text,
            (SELECT group_concat(w.item, ' ') FROM inspection_items AS w WHERE w.inspection = i.id) AS items
        FROM inspections AS i JOIN benches AS b ON b.id = i.bench JOIN units AS u ON u.id = b.unit""",
    "v_repairs": f"""
        SELECT r.id, b.tag, {UNIT_KEY} AS unit, u.grid, r.inspection, r.opened_on, r.what, r.by_whom, r.fen, r.done_on
        FROM repairs AS r JOIN benches AS b ON b.id = r.bench JOIN units AS u ON u.id = b.unit""",
    "v_audits": f"""
        SELECT f.id, a.id AS audit, a.audited_on, a.role, {UNIT_KEY} AS unit, u.grid, f.finding, b.tag,
            f.tag AS seen_tag, f.quantity, w.remark
        FROM audit_units AS w JOIN audits AS a ON a.id = w.audit JOIN units AS u ON u.id = w.unit
            LEFT JOIN audit_findings AS f ON f.audit_unit = w.id LEFT JOIN benches AS b ON b.id = f.bench""",
    "v_followups": f"""
        SELECT f.id, f.demand, {UNIT_KEY} AS unit, u.grid, f.round, f.followed_on, f.reached, f.resolved, f.grade,
            f.text, f.role
        FROM followups AS f JOIN demands AS d ON d.id = f.demand JOIN units AS u ON u.id = d.unit""",
    "v_headcounts": f"""
        SELECT h.id, {UNIT_KEY} AS unit, h.as_of, h.residents, h.elderly_60, h.elderly_65, h.elderly_80, h.source
        FROM headcounts AS h JOIN units AS u ON u.id = h.unit""",
    "v_visits": f"""
        SELECT w.id, v.id AS visit, v.visited_on, v.grid, v.role, {UNIT_KEY} AS unit, h.elderly_60, h.elderly_80,
            w.remark
        FROM visit_units AS w JOIN visits AS v ON v.id = w.visit JOIN units AS u ON u.id = w.unit
            LEFT JOIN headcounts AS h ON h.id = w.headcount""",
    "v_hazards": f"""
        SELECT z.id, {UNIT_KEY} AS unit, u.grid, z.kind, z.severity, z.quantity, z.found_on, z.role, z.text, z.demand,
            z.cleared_on, z.cleared_how
        FROM hazards AS z JOIN units AS u ON u.id = z.unit""",
    "v_selections": f"""
        SELECT s.id AS selection, s.measure, s.least, s.top, s.grid AS of_grid, s.as_of, s.selected_on,
            w.rank, {UNIT_KEY} AS unit, u.grid,
            w.elderly_60, w.elderly_80, w.households, w.benches, w.counted_on, w.source
        FROM selection_units AS w JOIN selections AS s ON s.id = w.selection JOIN units AS u ON u.id = w.unit""",
    "v_decisions": """
        SELECT e.id, e.demand, e.round, e.verdict, e.reason, e.role, e.decided_on, e.meeting FROM decisions AS e""",
    "v_replies": """
        SELECT p.id, p.demand, p.replied_on, p.how, p.role, p.text FROM replies AS p""",
    "v_meetings": """
        SELECT m.id, m.kind, m.held_on, m.place, m.topic,
            (SELECT sum(a.people) FROM attendances AS a WHERE a.meeting = m.id) AS people,
            (SELECT count(*) FROM meeting_items AS i WHERE i.meeting = m.id) AS items
        FROM meetings AS m""",
    "v_menu_items": """
        SELECT i.id, i.year, i.title, i.kind, i.role, i.starts_on, i.ends_on, i.target, i.closed_on, i.outcome,
            (SELECT count(*) FROM demands AS d WHERE d.menu_item = i.id) AS linked
        FROM menu_items AS i""",
    "v_log": """
        SELECT c.id, c.at, c.role, c.alias, c.name AS command, c.typed, c.undoes,
            (SELECT count(*) FROM changes AS g WHERE g.command = c.id) AS changes
        FROM commands AS c""",
}


def install_views(db: Database) -> None:
    """Write the flat views anew."""
    for name, query in VIEWS.items():
        db.execute(f"DROP VIEW IF EXISTS {name}")
        db.execute(f"CREATE VIEW {name} AS {query}")
