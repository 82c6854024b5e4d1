"""The benches that reconciliation puts beside what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.gift_differences import PlacedBench
from songyu_cli.storage.bench_states import BENCH_STATE, NOT_REPLACED

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database


def placed(db: Database) -> list[PlacedBench]:
    """Return every bench of every batch with its donor and its state; `replaced` where another took its place."""
    rows = db.all(
        f"""SELECT b.tag, t.number AS batch, b.partner,
            CASE WHEN {NOT_REPLACED} THEN {BENCH_STATE} ELSE 'replaced' END AS state
        FROM benches AS b JOIN batches AS t ON t.id = b.batch ORDER BY t.number, length(b.tag), b.tag"""
    )
    return [PlacedBench(**dict(row)) for row in rows]
