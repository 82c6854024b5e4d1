"""Batches and their allocations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.batches import Batch, BatchNotFound
from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage.views import BENCH_STATE

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_BATCHES = f"""SELECT t.id, t.number AS batch, t.planned, t.opened_on, t.closed_on, t.note,
    (SELECT coalesce(sum(a.quantity), 0) FROM allocations AS a WHERE a.batch = t.id) AS allocated,
    count(s.state) AS installed,
    coalesce(sum(s.state = 'in_use'), 0) AS in_use,
    coalesce(sum(s.state = 'out_of_use'), 0) AS out_of_use,
    coalesce(sum(s.state = 'retired'), 0) AS retired
    FROM batches AS t LEFT JOIN (SELECT b.batch, {BENCH_STATE} AS state FROM benches AS b) AS s ON s.batch = t.id"""


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
    """Return the dates on which benches of a batch were installed, oldest first."""
    rows = db.all(
        "SELECT DISTINCT e.happened_on FROM bench_events AS e JOIN benches AS b ON b.id = e.bench "
        "WHERE b.batch = ? AND e.kind = 'installed' AND e.happened_on IS NOT NULL ORDER BY e.happened_on",
        (batch.id,),
    )
    return [row[0] for row in rows]


def allocate(db: Database, batch: int, unit: int, *, standing: int, on: str) -> None:
    """Make sure that a batch's allocations at a stairwell reach what stands there.

    An installation without an allocation makes one, marked so; a planned one is filled.
    """
    allocated = db.value(
        "SELECT coalesce(sum(quantity), 0) FROM allocations WHERE batch = ? AND unit = ?", (batch, unit)
    )
    if standing > allocated:
        left = standing - allocated
        db.insert("allocations", batch=batch, unit=unit, quantity=left, rule="installed", allocated_on=on)
