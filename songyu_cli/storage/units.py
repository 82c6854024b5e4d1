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
    from songyu_cli.storage.connection import Database

_UNIT = "SELECT id, estate, building, label, grid, households, floors FROM units"
_LINES = f"""SELECT u.estate, u.building, u.label, u.grid, u.households, u.floors,
    {latest_counts("?1")},
    (SELECT count(*) FROM benches AS b WHERE b.unit = u.id AND {BENCH_STATE} <> 'retired') AS benches,
    (SELECT count(*) FROM benches AS b WHERE b.unit = u.id AND {BENCH_STATE} = 'in_use') AS in_use,
    (SELECT count(*) FROM demands AS d WHERE d.unit = u.id AND {STILL_OPEN}) AS open_demands
    FROM units AS u"""


def everywhere(db: Database) -> list[Unit]:
    """Return every stairwell, in address order."""
    return sorted((_unit(row) for row in db.all(_UNIT)), key=lambda unit: unit.unit.order)


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


def _unit(row: object) -> Unit:
    r: dict[str, object] = dict(row)  # type: ignore[call-overload]
    return Unit(address(r), r["grid"], r["households"], r["floors"], r["id"])  # type: ignore[arg-type]


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


def headcounts_by_day(db: Database) -> dict[tuple[int, str], tuple[int, Headcount]]:
    """Return every count with its row id, by its stairwell's id and its day."""
    places = {unit.id: unit.unit for unit in everywhere(db)}
    rows = db.all("SELECT * FROM headcounts")
    return {(row["unit"], row["as_of"]): (row["id"], _headcount(places[row["unit"]], row)) for row in rows}


def headcounts(db: Database, unit: Unit) -> list[Headcount]:
    """Return all counts of a stairwell, oldest first."""
    rows = db.all("SELECT * FROM headcounts WHERE unit = ? ORDER BY as_of", (unit.id,))
    return [_headcount(unit.unit, row) for row in rows]


def _headcount(place: Address, row: object) -> Headcount:
    r: dict[str, Any] = dict(row)  # type: ignore[call-overload]
    bands = {band: r[band] for band in BANDS}
    return Headcount(place, Date(r["as_of"]), **bands, source=r["source"])
