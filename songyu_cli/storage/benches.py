"""Benches, their events and their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.benches import Bench, BenchNotFound, parsed_tag, tag_of
from songyu_cli.storage.places import address
from songyu_cli.storage.views import BENCH_STATE

if TYPE_CHECKING:
    from songyu_cli.domain.batches import Batch
    from songyu_cli.storage.connection import Database

_EVENT = (
    "(SELECT e.happened_on FROM bench_events AS e WHERE e.bench = b.id AND e.kind = '{kind}' ORDER BY e.id LIMIT 1)"
)
_BENCHES = f"""SELECT b.id, b.tag, t.number AS batch, u.estate, u.building, u.label, b.spot, b.note,
    {BENCH_STATE} AS state, {_EVENT.format(kind="installed")} AS installed_on,
    {_EVENT.format(kind="in_use")} AS in_use_on,
    (SELECT r.demand FROM results AS r WHERE r.bench = b.id ORDER BY r.id LIMIT 1) AS demand
    FROM benches AS b JOIN batches AS t ON t.id = b.batch JOIN units AS u ON u.id = b.unit"""


def everything(db: Database, *, batch: Batch | None = None, unit: int | None = None) -> list[Bench]:
    """Return benches by batch and tag, of one batch or stairwell when asked."""
    where, values = [], []
    if batch is not None:
        where.append("b.batch = ?")
        values.append(batch.id)
    if unit is not None:
        where.append("b.unit = ?")
        values.append(unit)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    benches = [_bench(row) for row in db.all(_BENCHES + condition, values)]
    return sorted(benches, key=lambda bench: parsed_tag(bench.tag)[1:])


def get(db: Database, tag: str) -> Bench:
    """Return one bench by its tag. Raises TagMalformed and BenchNotFound."""
    canonical = parsed_tag(tag)[0]
    row = db.one(f"{_BENCHES} WHERE b.tag = ?", (canonical,))
    if row is None:
        raise BenchNotFound(tag=canonical)
    return _bench(row)


def holder(db: Database, tag: str) -> Bench | None:
    """Return the bench that carries a tag, or None."""
    row = db.one(f"{_BENCHES} WHERE b.tag = ?", (tag,))
    return _bench(row) if row else None


def _bench(row: object) -> Bench:
    r: dict[str, object] = dict(row)  # type: ignore[call-overload]
    place = address(r)
    rest = {name: value for name, value in r.items() if name not in ("estate", "building", "label")}
    return Bench(unit=place, **rest)  # type: ignore[arg-type]


def next_tag(db: Database, batch: int) -> str:
    """Take and return the next tag of a batch; a tag once given is never given again, undone or not."""
    name = f"B{batch}"
    last = db.value("SELECT last FROM serials WHERE name = ?", (name,)) or 0
    tag = tag_of(batch, last + 1)
    note_tag(db, batch, last + 1)
    return tag


def note_tag(db: Database, batch: int, number: int) -> None:
    """Remember that a number of a batch is taken, so that counting goes on after it."""
    db.execute(
        "INSERT INTO serials (name, last) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)",
        (f"B{batch}", number),
    )
