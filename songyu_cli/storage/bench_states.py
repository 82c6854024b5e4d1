"""What benches are now, as SQL; `b` is the benches table."""

from __future__ import annotations

# A bench's state is its newest event's kind; one that was only installed waits to be used.
BENCH_STATE = (
    "coalesce((SELECT e.kind FROM bench_events AS e WHERE e.bench = b.id AND e.kind <> 'installed' "
    "ORDER BY e.id DESC LIMIT 1), 'pending')"
)
# A bench and those that replace it are one place in the plan, which is as its newest is.
NOT_REPLACED = "NOT EXISTS (SELECT 1 FROM benches AS n WHERE n.replaces = b.id)"
# How many of a batch's allocations at a stairwell are filled: by benches put up there, wherever they were moved since.
FILLED = """((SELECT count(*) FROM benches AS b WHERE b.unit = {unit} AND +b.batch = {batch} AND b.replaces IS NULL
        AND NOT EXISTS (SELECT 1 FROM moves AS m WHERE m.bench = b.id))
    + (SELECT count(*) FROM moves AS m JOIN benches AS b ON b.id = m.bench WHERE m.from_unit = {unit}
        AND +b.batch = {batch} AND b.replaces IS NULL
        AND NOT EXISTS (SELECT 1 FROM moves AS e WHERE e.bench = m.bench AND e.id < m.id)))"""
