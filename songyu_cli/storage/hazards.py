"""Hazards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.hazards import OLD_STOOL, Hazard, HazardNotFound, OldStools
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.storage.connection import Database

_HAZARDS = """SELECT z.id AS hazard, u.estate, u.building, u.label, u.grid, z.kind, z.severity, z.quantity, z.found_on,
    z.role, z.text, (SELECT w.visit FROM visit_units AS w WHERE w.id = z.visit_unit) AS visit, z.demand,
    z.cleared_on, z.cleared_how, z.cleared_role
    FROM hazards AS z JOIN units AS u ON u.id = z.unit"""


def everything(db: Database, *, unit: int | None = None) -> list[Hazard]:
    """Return hazards by number, of one stairwell when asked."""
    where, values = (" WHERE z.unit = ?", (unit,)) if unit is not None else ("", ())
    return [_hazard(row) for row in db.all(f"{_HAZARDS}{where} ORDER BY z.id", values)]


def get(db: Database, number: int) -> Hazard:
    """Return one hazard. Raises HazardNotFound."""
    row = db.one(f"{_HAZARDS} WHERE z.id = ?", (number,))
    if row is None:
        raise HazardNotFound(hazard=number)
    return _hazard(row)


def old_stools(db: Database, units: Iterable[int]) -> tuple[OldStools, ...]:
    """Return the old stools that are not cleared at some stairwells, in the order of these."""
    return tuple(
        OldStools(one.hazard, one.unit, one.quantity, one.found_on)
        for unit in dict.fromkeys(units)
        for one in everything(db, unit=unit)
        if one.kind == OLD_STOOL and one.cleared_on is None
    )


def with_bench(db: Database) -> set[Address]:
    """Return the stairwells that have a bench in use."""
    rows = db.all(
        f"""SELECT estate, building, label FROM units AS u
        WHERE EXISTS (SELECT 1 FROM benches AS b WHERE b.unit = u.id AND {BENCH_STATE} = 'in_use')"""
    )
    return {address(row) for row in rows}


def _hazard(row: object) -> Hazard:
    r: dict[str, Any] = dict(row)  # type: ignore[call-overload]
    r["unit"] = address(r)
    for name in ("estate", "building", "label"):
        del r[name]
    return Hazard(**r)
