"""Follow-ups: what residents said once something was done about their demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.demand_steps import Followup

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database


def everything(db: Database) -> list[Followup]:
    """Return every follow-up, in the order in which they were written down."""
    return [Followup(*row) for row in db.all(f"SELECT {', '.join(Followup._fields)} FROM followups ORDER BY id")]
