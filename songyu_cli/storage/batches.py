"""Batches and their allocations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.batches import Batch, BatchNotFound, Unfilled
from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage.bench_states import BENCH_STATE, FILLED, NOT_REPLACED
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.storage.connection import Database

_BATCHES = f"""SELECT t.id, t.number AS batch, t.planned, t.opened_on, t.closed_on, t.note,
    (SELECT coalesce(sum(a.quantity), 0) FROM allocations AS a WHERE a.batch = t.id) AS allocated,
    count(s.state) AS installed,
    coalesce(sum(s.state = 'in_use'), 0) AS in_use,
    coalesce(sum(s.state = 'out_of_use'), 0) AS out_of_use,
    coalesce(sum(s.state = 'retired'), 0) AS retired,
    (SELECT count(*) FROM benches AS b WHERE b.batch = t.id AND b.replaces IS NOT NULL) AS replacements
    FROM batches AS t LEFT JOIN (SELECT b.batch, {BENCH_STATE} AS state FROM benches AS b WHERE {NOT_REPLACED}) AS s
        ON s.batch = t.id"""


def everything(db: Database) -> list[Batch]:
    """Return every batch by number."""
    return [_batch(row) for row in db.all(f"{_BATCHES} GROUP BY t.id ORDER BY t.number")]


def get(db: Database, number: int) -> Batch:
    """Return one batch. Raises BatchNotFound, naming those there are."""
    row = db.one(f"{_BATCHES} WHERE t.number = ? GROUP BY t.id", (number,))
    if row is None:
        known = [verbatim(str(r[0])) for r in db.all("SELECT number FROM batches ORDER BY number")]
        raise BatchNotFound(batch=number, known=joined(known) if known else Phrase("无", "none"))
    return _batch(row)


def _batch(row: object) -> Batch:
    r: dict[str, object] = dict(row)  # type: ignore[call-overload]
    r["opened_on"] = Date(r["opened_on"])
    r["closed_on"] = Date(r["closed_on"]) if r["closed_on"] else None
    return Batch(**r)  # type: ignore[arg-type]


def installations(db: Database, batch: Batch) -> list[str]:
    """Return the dates on which benches of a batch were installed, oldest first; a replacement is after-care."""
    rows = db.all(
        "SELECT DISTINCT e.happened_on FROM bench_events AS e JOIN benches AS b ON b.id = e.bench "
        "WHERE b.batch = ? AND b.replaces IS NULL AND e.kind = 'installed' AND e.happened_on IS NOT NULL "
        "ORDER BY e.happened_on",
        (batch.id,),
    )
    return [row[0] for row in rows]


def allocate(db: Database, batch: int, unit: int, *, on: str) -> int:
    """Make sure that a batch's allocations at a stairwell reach the benches that it put up there.

    An installation without an allocation makes one, marked so; a planned one is filled. Return how many were missing.
    """
    allocated = db.value(
        "SELECT coalesce(sum(quantity), 0) FROM allocations WHERE batch = ? AND unit = ?", (batch, unit)
    )
    left = filled(db, batch, unit) - int(allocated)
    if left > 0:
        db.insert("allocations", batch=batch, unit=unit, quantity=left, rule="installed", allocated_on=on)
    return max(0, left)


def is_planned(db: Database, batch: int) -> bool:
    """Tell whether a saved plan gave any of a batch's benches."""
    return bool(db.value("SELECT 1 FROM allocations WHERE batch = ? AND plan IS NOT NULL LIMIT 1", (batch,)))


def filled(db: Database, batch: int, unit: int) -> int:
    """Return how many of a batch's allocations at a stairwell its benches fill."""
    return int(db.value(f"SELECT {FILLED.format(unit='?1', batch='?2')}", (unit, batch)))


def by_installing(db: Database, batch: int) -> int:
    """Return how many of a batch's allocations were made by installations of their own accord."""
    return int(
        db.value("SELECT coalesce(sum(quantity), 0) FROM allocations WHERE batch = ? AND rule = 'installed'", (batch,))
    )


def unfilled(db: Database, batch: int) -> list[Unfilled]:
    """Return what a batch has given and what does not stand yet, in address order."""
    rows = db.all(
        f"""SELECT u.id, u.estate, u.building, u.label, u.grid,
            sum(a.quantity) - {FILLED.format(unit="a.unit", batch="a.batch")} AS benches
        FROM allocations AS a JOIN units AS u ON u.id = a.unit
        WHERE a.batch = ? GROUP BY a.unit HAVING benches > 0""",
        (batch,),
    )
    found = [Unfilled(address(row), row["grid"], row["benches"], row["id"]) for row in rows]
    return sorted(found, key=lambda one: one.unit.order)


def owed_by_closed(db: Database) -> tuple[int, Address] | None:
    """Return a closed batch and a stairwell that it gave more than it put up; nothing may leave the ledger so."""
    row = db.one(
        f"""SELECT t.number AS batch, u.estate, u.building, u.label
        FROM allocations AS a JOIN batches AS t ON t.id = a.batch JOIN units AS u ON u.id = a.unit
        WHERE t.closed_on IS NOT NULL GROUP BY a.batch, a.unit
        HAVING sum(a.quantity) > {FILLED.format(unit="a.unit", batch="a.batch")} LIMIT 1"""
    )
    return (row["batch"], address(row)) if row else None


def short_of(db: Database) -> tuple[int, Address] | None:
    """Return a batch and a stairwell where more was put up than is allocated; nothing may leave the ledger so."""
    row = db.one(
        f"""SELECT t.number AS batch, u.estate, u.building, u.label
        FROM (SELECT DISTINCT batch, coalesce((SELECT m.from_unit FROM moves AS m WHERE m.bench = o.id
            ORDER BY m.id LIMIT 1), unit) AS unit FROM benches AS o) AS w
        JOIN batches AS t ON t.id = w.batch JOIN units AS u ON u.id = w.unit
        WHERE {FILLED.format(unit="w.unit", batch="w.batch")} > (SELECT coalesce(sum(a.quantity), 0)
            FROM allocations AS a WHERE a.batch = w.batch AND a.unit = w.unit) LIMIT 1"""
    )
    return (row["batch"], address(row)) if row else None
