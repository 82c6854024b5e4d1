"""What stands in each grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.grids import GridCoverage
from songyu_cli.storage.bench_states import BENCH_STATE

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database


def coverage_by_grid(db: Database) -> list[GridCoverage]:
    """Return each grid's stairwells and benches in use; the stairwells without a grid come as a grid of None."""
    rows = db.all(
        f"""SELECT u.grid, count(*), sum(coalesce(s.in_use, 0) > 0), sum(coalesce(s.in_use, 0)) FROM units AS u
        LEFT JOIN (SELECT b.unit, sum({BENCH_STATE} = 'in_use') AS in_use FROM benches AS b GROUP BY b.unit) AS s
        ON s.unit = u.id GROUP BY u.grid"""
    )
    return [GridCoverage(*row) for row in rows]
