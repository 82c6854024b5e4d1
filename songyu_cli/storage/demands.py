"""Demands, read with every fact that their state follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.demands import CLOSED, Demand, DemandNotFound, state_of
from songyu_cli.storage.bench_states import FILLED
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

ROUND = "(1 + (SELECT count(*) FROM reopenings AS o WHERE o.demand = d.id))"
# A reopening sets a refusal aside, but not the promise that an acceptance made.
VERDICT = f"""(SELECT CASE WHEN e.verdict = 'declined' AND e.round < {ROUND} THEN NULL ELSE e.{{}} END
    FROM decisions AS e WHERE e.demand = d.id ORDER BY e.id DESC LIMIT 1)"""
_JUDGED = f"""(SELECT v.{{0}} FROM reviews AS v WHERE v.demand = d.id AND v.round = {ROUND} AND v.{{0}} IS NOT NULL
    ORDER BY v.id DESC LIMIT 1)"""
RESULTS = f"FROM results AS r WHERE r.demand = d.id AND r.round = {ROUND}"
# A bench is on its way where a batch has given the stairwell more than stands there of that batch.
_ALLOCATED = f"""d.kind = 'bench' AND EXISTS (SELECT 1 FROM allocations AS a WHERE a.unit = d.unit GROUP BY a.batch
    HAVING sum(a.quantity) > {FILLED.format(unit="d.unit", batch="a.batch")})"""
# Days of several precisions by the last day that they can mean: 2022 counts as later than 2022-03-05.
_PADDED = "substr({day} || '-99-99', 1, 10)"
_NEWEST = f"coalesce((SELECT max({_PADDED}) FROM {{table}} WHERE demand = d.id), '')"
_LAST = ", ".join(
    [
        _NEWEST.format(day=day, table=table)
        for day, table in (
            ("reviewed_on", "reviews"),
            ("decided_on", "decisions"),
            ("replied_on", "replies"),
            ("done_on", "results"),
            ("extended_on", "extensions"),
            ("reopened_on", "reopenings"),
        )
    ]
    + [
        f"""CASE WHEN d.kind = 'bench' THEN coalesce((SELECT max({_PADDED.format(day="a.allocated_on")})
        FROM allocations AS a WHERE a.unit = d.unit AND a.rule <> 'installed'
        AND a.allocated_on >= d.registered_on), '') ELSE '' END"""
    ]
)
STILL_OPEN = f"""d.withdrawn_on IS NULL AND d.merged_into IS NULL
    AND d.quantity > (SELECT coalesce(sum(r.quantity), 0) {RESULTS})
    AND {VERDICT.format("verdict")} IS NOT 'declined'"""
_DEMANDS = f"""SELECT d.id AS demand, u.estate, u.building, u.label, u.grid, d.kind, d.quantity, d.channel, d.role,
    d.registered_on, d.text, d.owner_role, d.merged_into, d.merged_on, d.repeat_of, d.menu_item, d.visit_unit,
    d.selection, d.withdrawn_on, d.withdrawn_reason, d.reply_due,
    (d.channel <> 'screening') +
        (SELECT count(*) FROM demands AS m WHERE m.merged_into = d.id AND m.channel <> 'screening') AS asked,
    {ROUND} AS round, {_JUDGED.format("reasonable")} AS reasonable, {_JUDGED.format("feasible")} AS feasible,
    {VERDICT.format("verdict")} AS verdict, {VERDICT.format("decided_on")} AS decided_on,
    (SELECT replace(min({_PADDED.format(day="p.replied_on")}), '-99', '') FROM replies AS p WHERE p.demand = d.id)
        AS replied_on,
    (SELECT count(*) FROM replies AS p WHERE p.demand = d.id) AS replies,
    CASE WHEN d.result_due IS NOT NULL THEN
        max(d.result_due, coalesce((SELECT max(x.due) FROM extensions AS x WHERE x.demand = d.id), '')) END
        AS result_due,
    (SELECT count(*) FROM extensions AS x WHERE x.demand = d.id) AS extensions,
    (SELECT coalesce(sum(r.quantity), 0) {RESULTS}) AS carried_out,
    (SELECT replace(max({_PADDED.format(day="r.done_on")}), '-99', '') {RESULTS}) AS done_on,
    {_ALLOCATED} AS allocated, nullif(replace(max({_LAST}), '-99', ''), '') AS last_on
    FROM demands AS d JOIN units AS u ON u.id = d.unit"""


def everything(db: Database, *, unit: int | None = None) -> list[Demand]:
    """Return demands by number, of one stairwell when asked."""
    where, values = (" WHERE d.unit = ?", (unit,)) if unit is not None else ("", ())
    return [_demand(row) for row in db.all(f"{_DEMANDS}{where} ORDER BY d.id", values)]


def get(db: Database, number: int) -> Demand:
    """Return one demand. Raises DemandNotFound."""
    row = db.one(f"{_DEMANDS} WHERE d.id = ?", (number,))
    if row is None:
        raise DemandNotFound(demand=number)
    return _demand(row)


def kinds(db: Database) -> list[str]:
    """Return the kinds that demands are of."""
    return [row[0] for row in db.all("SELECT DISTINCT kind FROM demands ORDER BY kind")]


def oldest_open(db: Database, unit: int, kind: str) -> Demand | None:
    """Return the stairwell's open demand of a kind that was registered first, or None."""
    return next(iter(open_at(db, unit, kind)), None)


def open_at(db: Database, unit: int, kind: str) -> list[Demand]:
    """Return the stairwell's open demands of a kind, the one registered first before the others."""
    rows = db.all(f"{_DEMANDS} WHERE d.unit = ? AND d.kind = ? ORDER BY d.registered_on, d.id", (unit, kind))
    return [demand for demand in map(_demand, rows) if demand.state not in CLOSED]


def _demand(row: object) -> Demand:
    r: dict[str, Any] = dict(row)  # type: ignore[call-overload]
    r["unit"] = address(r)
    r["state"] = state_of(
        withdrawn=r["withdrawn_on"] is not None,
        merged=r["merged_into"] is not None,
        carried_out=r["carried_out"],
        quantity=r["quantity"],
        verdict=r["verdict"],
        allocated=bool(r.pop("allocated")),
        reviewed=r["reasonable"] is not None and r["feasible"] is not None,
    )
    r["done_on"] = r["done_on"] if r["carried_out"] >= r["quantity"] else None
    for name in ("estate", "building", "label"):
        del r[name]
    return Demand(**r)
