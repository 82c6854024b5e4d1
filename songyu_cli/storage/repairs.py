"""Work orders: what of a bench is to be mended, or was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.repairs import Repair
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.inspections import listed
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_REPAIRS = """SELECT r.id AS repair, b.tag, u.estate, u.building, u.label, u.grid, r.opened_on, r.role, r.inspection,
    i.result, (SELECT group_concat(w.item) FROM inspection_items AS w WHERE w.inspection = r.inspection) AS faults,
    r.what, r.by_whom, r.fen, r.done_on, r.done_role
    FROM repairs AS r JOIN benches AS b ON b.id = r.bench JOIN units AS u ON u.id = b.unit
        LEFT JOIN inspections AS i ON i.id = r.inspection"""


def everything(db: Database) -> list[Repair]:
    """Return every work order by number."""
    return [_repair(row) for row in db.all(f"{_REPAIRS} ORDER BY r.id")]


def still_open(db: Database) -> list[Repair]:
    """Return the open work orders, the oldest first; nobody mends a bench that was retired."""
    rows = db.all(f"{_REPAIRS} WHERE r.done_on IS NULL AND {BENCH_STATE} <> 'retired' ORDER BY r.opened_on, r.id")
    return [_repair(row) for row in rows]


def open_of(db: Database, bench: int) -> Repair | None:
    """Return the open work order of a bench, or None; it has one at most."""
    row = db.one(f"{_REPAIRS} WHERE r.done_on IS NULL AND r.bench = ? ORDER BY r.id DESC LIMIT 1", (bench,))
    return _repair(row) if row else None


def of_bench(db: Database, bench: int) -> list[Repair]:
    """Return the work orders of a bench, oldest first."""
    return [_repair(row) for row in db.all(f"{_REPAIRS} WHERE r.bench = ? ORDER BY r.id", (bench,))]


def get(db: Database, number: int) -> Repair:
    """Return the work order of a number that is known to be one."""
    return _repair(db.one(f"{_REPAIRS} WHERE r.id = ?", (number,)))


def _repair(row: object) -> Repair:
    r: dict[str, object] = dict(row)  # type: ignore[call-overload]
    r["unit"] = address(r)
    r["faults"] = listed(r["faults"])
    return Repair(**{name: r[name] for name in Repair._fields})  # type: ignore[arg-type]
