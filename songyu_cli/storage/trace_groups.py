"""The stories of a batch and of a partner: gifts, plans, and what happened to many benches, summed by day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.followups import followup_figures
from songyu_cli.domain.grids import grid_order
from songyu_cli.domain.trace import BatchTrace, Event, Group, InState, Outcome, PartnerTrace, Place, in_order
from songyu_cli.storage import batches, demands, followups, partners, plans, settings
from songyu_cli.storage.bench_states import BENCH_STATE, FILLED, NOT_REPLACED
from songyu_cli.storage.trace_benches import DAY, KEY, STOPPED, gifts, happened, moves

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.batches import Batch
    from songyu_cli.storage.connection import Database

_OF_BATCH, _OF_PARTNER = "b.batch = ?1", "b.partner = ?1"
# Events are summed over the grids in which the benches stood then.
_BY_DAY = f"""SELECT e.happened_on AS day, t.number AS batch, b.tag,
    (SELECT u.grid FROM units AS u WHERE u.id = {DAY}) AS grid,
    b.replaces IS NOT NULL AS replacement FROM bench_events AS e JOIN benches AS b ON b.id = e.bench
    JOIN batches AS t ON t.id = b.batch WHERE {{kind}} AND {{of}} ORDER BY e.id"""
_KINDS = {
    **{kind: f"e.kind = '{kind}'" for kind in ("installed", "out_of_use", "retired")},
    "in_use": f"e.kind = 'in_use' AND NOT {STOPPED}",
    "in_use_again": f"e.kind = 'in_use' AND {STOPPED}",
}
# An allocation that an installation made for itself says no more than the installation does; a plan tells its own.
_UNPLANNED = """SELECT a.allocated_on AS day, t.number AS batch, sum(a.quantity) AS quantity,
    count(DISTINCT a.unit) AS units FROM allocations AS a JOIN batches AS t ON t.id = a.batch
    WHERE a.batch = ?1 AND a.rule <> 'installed' AND a.plan IS NULL GROUP BY a.allocated_on"""
_OPENED = """SELECT t.{day}_on AS day, (SELECT c.role FROM changes AS g JOIN commands AS c ON c.id = g.command
    WHERE g.table_name = 'batches' AND g.row_id = t.id AND json_extract(g.new, '$.{day}_on') = t.{day}_on
    AND json_extract(g.old, '$.{day}_on') IS NOT t.{day}_on ORDER BY g.id DESC LIMIT 1) AS role,
    t.number AS batch, t.planned, t.note FROM batches AS t WHERE t.id = ?1 AND t.{day}_on IS NOT NULL"""
_STATES = f"""SELECT b.tag, t.number AS batch, u.grid, b.unit, b.partner,
    CASE WHEN {NOT_REPLACED} THEN {BENCH_STATE} ELSE 'replaced' END AS state,
    EXISTS (SELECT 1 FROM inspections AS i WHERE i.bench = b.id) AS inspected,
    EXISTS (SELECT 1 FROM repairs AS p WHERE p.bench = b.id AND p.done_on IS NULL)
        AND {BENCH_STATE} <> 'retired' AS to_mend
    FROM benches AS b JOIN batches AS t ON t.id = b.batch JOIN units AS u ON u.id = b.unit
    WHERE {{of}} ORDER BY t.number, b.id"""
_INSPECTIONS = """SELECT i.result AS what, b.tag FROM inspections AS i JOIN benches AS b ON b.id = i.bench
    WHERE {of} ORDER BY i.id"""
_REPAIRS = f"""SELECT CASE WHEN p.done_on IS NOT NULL THEN 'done' WHEN {BENCH_STATE} = 'retired' THEN 'dropped'
    ELSE 'open' END AS what, b.tag, p.fen
    FROM repairs AS p JOIN benches AS b ON b.id = p.bench WHERE {{of}} ORDER BY p.id"""
_ANSWERED = """SELECT DISTINCT r.demand FROM results AS r JOIN benches AS b ON b.id = r.bench
    WHERE {of} ORDER BY r.demand"""
_NOT_INSTALLED = f"""SELECT {KEY.format("w.unit")} AS unit, w.planned - w.filled AS benches
    FROM (SELECT a.unit, sum(a.quantity) AS planned, {FILLED.format(unit="a.unit", batch="a.batch")} AS filled
        FROM allocations AS a WHERE a.batch = ?1 GROUP BY a.unit) AS w WHERE w.planned > w.filled ORDER BY w.unit"""


def of_batch(db: Database, number: int) -> BatchTrace:
    """Return what happened in a batch, what became of its benches, and what is missing. Raises BatchNotFound."""
    batch = batches.get(db, number)
    events = [
        *happened(db, "batch_opened", _OPENED.format(day="opened"), batch.id),
        *gifts(db, "c.batch = ?", batch.id),
        *_planned(db, batch),
        *happened(db, "allocated", _UNPLANNED, batch.id),
        *_by_day(db, _OF_BATCH, batch.id),
        *moves(db, _OF_BATCH, batch.id),
        *happened(db, "batch_closed", _OPENED.format(day="closed"), batch.id),
    ]
    rows = db.all(_STATES.format(of=_OF_BATCH), (batch.id,))
    unfilled = [row for row in db.all(_NOT_INSTALLED, (batch.id,)) for _ in range(row["benches"])]
    missing = (
        Group("not_installed", len(unfilled), list(dict.fromkeys(row["unit"] for row in unfilled))),
        *(_tags(state, (row for row in rows if row["state"] == state)) for state in ("pending", "out_of_use")),
        _tags("open_repairs", (row for row in rows if row["to_mend"])),
        _tags("no_partner", (row for row in rows if row["partner"] is None and row["state"] != "replaced")),
    )
    outcome = _outcome(db, rows, _OF_BATCH, batch.id)
    return BatchTrace(batch, in_order(events), outcome, [group for group in missing if group.n])


def of_partner(db: Database, text: str) -> PartnerTrace:
    """Return what a partner gave and what became of it. Raises PartnerNotFound and PartnersAlike."""
    partner = partners.named(db, text)
    events = [
        *gifts(db, "c.partner = ?", partner.partner),
        *_by_day(db, _OF_PARTNER, partner.partner),
        *moves(db, _OF_PARTNER, partner.partner),
    ]
    rows = db.all(_STATES.format(of=_OF_PARTNER), (partner.partner,))
    return PartnerTrace(partner, in_order(events), _outcome(db, rows, _OF_PARTNER, partner.partner))


def _planned(db: Database, batch: Batch) -> list[Event]:
    """Return the plans that were saved, each with what is left of it by rule."""
    rows = db.all(
        """SELECT a.plan, a.rule, sum(a.quantity) AS n FROM allocations AS a WHERE a.batch = ? AND a.plan IS NOT NULL
        GROUP BY a.plan, a.rule ORDER BY a.plan, a.rule""",
        (batch.id,),
    )
    events = []
    for plan in plans.of_batch(db, batch.id):
        facts = plan._asdict()
        day, role = facts.pop("planned_on"), facts.pop("role")
        facts["rules"] = {row["rule"]: row["n"] for row in rows if row["plan"] == plan.plan}
        events.append(Event(day, "planned", None, role, {"batch": batch.batch, **facts}))
    return events


def _by_day(db: Database, of: str, value: int) -> list[Event]:
    """Return one event for what happened on one day to the benches of a batch, each counted once."""
    events = []
    for kind, condition in _KINDS.items():
        days: dict[tuple[Any, int], dict[str, Any]] = defaultdict(dict)
        for row in db.all(_BY_DAY.format(kind=condition, of=of), (value,)):
            days[row["day"], row["batch"]][row["tag"]] = row
        for (day, batch), benches in days.items():
            rows = benches.values()
            grids: dict[str | None, int] = defaultdict(int)
            for row in rows:
                grids[row["grid"]] += 1
            facts = {
                "batch": batch,
                "benches": len(rows),
                "replacements": sum(row["replacement"] for row in rows) if kind == "installed" else 0,
                "grids": [{"grid": grid, "benches": n} for grid, n in sorted(grids.items(), key=_grid)],
                "tags": [row["tag"] for row in rows],
            }
            events.append(Event(day, kind, None, None, facts))
    return events


def _outcome(db: Database, rows: list[Any], of: str, value: int) -> Outcome:
    """Return what became of benches whose rows are given."""
    states: dict[tuple[int, str], list[str]] = defaultdict(list)
    places: dict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        states[row["batch"], row["state"]].append(row["tag"])
        if row["state"] not in ("retired", "replaced"):
            places[row["grid"]].append(row)
    repairs = db.all(_REPAIRS.format(of=of), (value,))
    costs = [row["fen"] for row in repairs if row["fen"] is not None]
    never = (one for some in places.values() for one in some if not one["inspected"])
    answered = [row[0] for row in db.all(_ANSWERED.format(of=of), (value,))]
    return Outcome(
        benches=[InState(batch, state, len(tags), tags) for (batch, state), tags in states.items()],
        places=[
            Place(grid, len({one["unit"] for one in some}), len(some), [one["tag"] for one in some])
            for grid, some in sorted(places.items(), key=_grid)
        ],
        inspections=[*_grouped(db.all(_INSPECTIONS.format(of=of), (value,))), _tags("never", never)],
        repairs=_grouped(repairs),
        fen=sum(costs) if costs else None,
        demands=answered,
        followups=followup_figures(
            [demands.get(db, number) for number in answered],
            followups.everything(db),
            fair_counts=settings.get(db, "fair_counts") == "yes",
        ),
    )


def _grid(item: tuple[str | None, object]) -> tuple[bool, int, str]:
    return grid_order(item[0])


def _grouped(rows: Iterable[Any]) -> list[Group]:
    """Return rows by what they are: how many, and of which benches."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["what"]].append(row)
    return [_tags(what, some) for what, some in found.items()]


def _tags(what: str, rows: Iterable[Any]) -> Group:
    tags = [row["tag"] for row in rows]
    return Group(what, len(tags), list(dict.fromkeys(tags)))
