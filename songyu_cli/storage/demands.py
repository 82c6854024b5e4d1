"""Demands and their results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.demands import CLOSED, Demand, DemandNotFound, Result, state_of
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_DEMANDS = """SELECT d.id, u.estate, u.building, u.label, d.kind, d.quantity, d.channel, d.role, d.registered_on,
    d.text, d.merged_into, d.withdrawn_on,
    (SELECT coalesce(sum(r.quantity), 0) FROM results AS r WHERE r.demand = d.id) AS carried_out
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
    rows = db.all(f"{_DEMANDS} WHERE d.unit = ? AND d.kind = ? ORDER BY d.registered_on, d.id", (unit, kind))
    return next((demand for demand in map(_demand, rows) if demand.state not in CLOSED), None)


def _demand(row: object) -> Demand:
    r: dict[str, object] = dict(row)  # type: ignore[call-overload]
    place = address(r)
    state = state_of(
        withdrawn=r["withdrawn_on"] is not None,
        merged=r["merged_into"] is not None,
        carried_out=r["carried_out"],  # type: ignore[arg-type]
        quantity=r["quantity"],  # type: ignore[arg-type]
    )
    rest = {name: value for name, value in r.items() if name not in ("id", "estate", "building", "label")}
    return Demand(demand=r["id"], unit=place, state=state, **rest)  # type: ignore[arg-type]


def results(db: Database, demand: int) -> tuple[Result, ...]:
    """Return what was carried out for a demand, in order."""
    rows = db.all(
        "SELECT r.done_on, r.quantity, b.tag AS bench FROM results AS r LEFT JOIN benches AS b ON b.id = r.bench "
        "WHERE r.demand = ? ORDER BY r.id",
        (demand,),
    )
    return tuple(Result(**dict(row)) for row in rows)
