"""What was planned and is still to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.today import ToInstall
from songyu_cli.storage.bench_states import FILLED
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database


def to_install(db: Database) -> list[ToInstall]:
    """Return the benches that open batches have given to stairwells and that do not stand there yet."""
    rows = db.all(
        f"""SELECT t.number AS batch, u.estate, u.building, u.label, u.grid, sum(a.quantity)
            - {FILLED.format(unit="a.unit", batch="a.batch")} AS benches
        FROM allocations AS a JOIN batches AS t ON t.id = a.batch JOIN units AS u ON u.id = a.unit
        WHERE t.closed_on IS NULL GROUP BY a.batch, a.unit HAVING benches > 0"""
    )
    found = [ToInstall(row["batch"], address(row), row["grid"], row["benches"]) for row in rows]
    return sorted(found, key=lambda one: (one.batch, one.unit.order))
