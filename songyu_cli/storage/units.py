"""Stairwells and their headcounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.bands import BANDS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.stairwells import Address, nearest
from songyu_cli.domain.units import Headcount, Unit, UnitLine, UnitNotFound
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.demands import STILL_OPEN
from songyu_cli.storage.places import address
from songyu_cli.storage.views import latest_counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.storage.connection import Database

_UNIT = "SELECT id, estate, building, label, grid, households, floors FROM units"
_COUNTS = f"SELECT id, unit, as_of, {', '.join(BANDS)}, source FROM headcounts"
_LINES = f"""SELECT u.estate, u.building, u.label, u.grid, u.households, u.floors,
    {latest_counts("?1")},
    (SELECT count(*) FROM benches AS b WHERE b.unit = u.id AND {BENCH_STATE} <> 'retired') AS benches,
    (SELECT count(*) FROM benches AS b WHERE b.unit = u.id AND {BENCH_STATE} = 'in_use') AS in_use,
    (SELECT count(*) FROM demands AS d WHERE d.unit = u.id AND {STILL_OPEN}) AS open_demands
    FROM units AS u"""


def everywhere(db: Database) -> list[Unit]:
    """Return every stairwell, in address order."""
    return sorted(by_address(db).values(), key=lambda unit: unit.unit.order)


def by_address(db: Database) -> dict[Address, Unit]:
    """Return every stairwell by its address, in no order."""
    return {unit.unit: unit for unit in map(_unit, db.each(_UNIT))}


def get(db: Database, place: Address) -> Unit:
    """Return one stairwell. Raises UnitNotFound with the nearest existing ones."""
    found = find(db, place)
    if found is None:
        known = [address(row) for row in db.all("SELECT estate, building, label FROM units")]
        raise UnitNotFound(unit=place, near=nearest(place, known))
    return found


def find(db: Database, place: Address) -> Unit | None:
    """Return one stairwell, or None."""
    row = db.one(
        f"{_UNIT} WHERE estate = ? AND building = ? AND label = ?", (place.estate, place.building, place.label)
    )
    return _unit(row) if row else None


def _unit(row: Iterable[Any]) -> Unit:
    number, estate, building, label, grid, households, floors = row
    return Unit(Address(estate, building, label), grid, households, floors, number)


def lines(db: Database, *, up_to: str, place: Address | None = None) -> list[UnitLine]:
    """Return stairwells as lists show them, in address order, with the latest counts up to a date."""
    where, values = "", [up_to]
    if place is not None:
        where = " WHERE u.estate = ?2 AND u.building = ?3 AND u.label = ?4"
        values += [place.estate, place.building, str(place.label)]
    found = [
        UnitLine(address(row), **{name: row[name] for name in row.keys()[3:]}) for row in db.all(_LINES + where, values)
    ]
    return sorted(found, key=lambda line: line.unit.order)


def headcount(db: Database, unit: Unit, as_of: str) -> tuple[int, Headcount] | None:
    """Return the row id and the count of exactly that day, or None."""
    row = db.one("SELECT * FROM headcounts WHERE unit = ? AND as_of = ?", (unit.id, as_of))
    return (row["id"], _headcount(unit.unit, row)) if row else None


def headcounts_by_day(db: Database, within: Iterable[Unit]) -> dict[tuple[int, str], tuple[int, Headcount]]:
    """Return every count of some stairwells with its row id, by the stairwell's id and the day."""
    places = {unit.id: unit.unit for unit in within}
    found = {}
    for number, unit, as_of, a, b, c, d, source in db.each(_COUNTS):
        if unit in places:
            found[unit, as_of] = number, Headcount(places[unit], Date(as_of), a, b, c, d, source)
    return found


def headcounts(db: Database, unit: Unit) -> list[Headcount]:
    """Return all counts of a stairwell, oldest first."""
    rows = db.all("SELECT * FROM headcounts WHERE unit = ? ORDER BY as_of", (unit.id,))
    return [_headcount(unit.unit, row) for row in rows]


def _headcount(place: Address, row: object) -> Headcount:
    r: dict[str, Any] = dict(row)  # type: ignore[call-overload]
    bands = {band: r[band] for band in BANDS}
    return Headcount(place, Date(r["as_of"]), **bands, source=r["source"])
