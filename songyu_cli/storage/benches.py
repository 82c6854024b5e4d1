"""Benches, their events and their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.benches import Bench, BenchNotFound, parsed_tag, tag_of
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.batches import Batch
    from songyu_cli.storage.connection import Database

_EVENT = (
    "(SELECT e.happened_on FROM bench_events AS e WHERE e.bench = b.id AND e.kind = '{kind}' ORDER BY e.id LIMIT 1)"
)
_BENCHES = f"""SELECT b.id, b.tag, t.number AS batch, u.estate, u.building, u.label, u.grid, b.spot, b.note,
    {BENCH_STATE} AS state, {_EVENT.format(kind="installed")} AS installed_on,
    {_EVENT.format(kind="in_use")} AS in_use_on,
    (SELECT r.demand FROM results AS r JOIN demands AS d ON d.id = r.demand AND d.unit = b.unit
        WHERE r.bench = b.id ORDER BY r.id DESC LIMIT 1) AS demand,
    p.name AS partner, o.tag AS replaces, n.tag AS replaced_by, b.height_mm, b.back, b.armrests, b.fixed, b.shaded,
    b.exit_clear, b.firm_ground
    FROM benches AS b JOIN batches AS t ON t.id = b.batch JOIN units AS u ON u.id = b.unit
        LEFT JOIN partners AS p ON p.id = b.partner LEFT JOIN benches AS o ON o.id = b.replaces
        LEFT JOIN benches AS n ON n.replaces = b.id"""


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


def named(db: Database, words: Sequence[str]) -> list[Bench]:
    """Return the benches meant by tags and ranges of tags (`B1-001..B1-100`), each once, in the order named.

    A range means the benches that there are from one tag to the other; both ends are benches. Raises TagMalformed,
    TagRangeRefused and BenchNotFound.
    """
    from songyu_cli.domain.bench_changes import tag_range  # noqa: PLC0415  an installation names none

    found: dict[str, Bench] = {}
    for word in words:
        ends = tag_range(word)
        if ends is None:
            bench = get(db, word)
            found.setdefault(bench.tag, bench)
            continue
        first, last = (parsed_tag(get(db, end).tag) for end in ends)
        rows = db.all(f"{_BENCHES} WHERE t.number = ?", (first[1],))
        numbered = sorted((parsed_tag(row["tag"])[2], row["tag"], row) for row in rows)
        found |= {
            tag: _bench(row) for number, tag, row in numbered if first[2] <= number <= last[2] and tag not in found
        }
    return list(found.values())


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


def days_of_use(db: Database, bench: Bench) -> list[str | None]:
    """Return the days on which a bench was put to use, the first and those after it was out of use."""
    rows = db.all("SELECT happened_on FROM bench_events WHERE bench = ? AND kind = 'in_use' ORDER BY id", (bench.id,))
    return [row[0] for row in rows]
