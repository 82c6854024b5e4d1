"""Partner organisations, and what they pledged and gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain import partners
from songyu_cli.domain.partners import Gift, Partner

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_PARTNERS = "SELECT id AS partner, name, role, note FROM partners"
_GIFTS = """SELECT c.id AS gift, c.partner, p.name, t.number AS batch, c.step, c.kind, c.benches, c.fen, c.days,
    c.given_on, c.role, c.note
    FROM contributions AS c JOIN partners AS p ON p.id = c.partner LEFT JOIN batches AS t ON t.id = c.batch"""


def everything(db: Database) -> list[Partner]:
    """Return every partner by number."""
    return [Partner(**dict(row)) for row in db.all(f"{_PARTNERS} ORDER BY id")]


def named(db: Database, text: str) -> Partner:
    """Return the partner meant by a number, a name or a part of one. Raises PartnerNotFound and PartnersAlike."""
    return partners.named(everything(db), text)


def gifts(db: Database, *, partner: int | None = None, batch: int | None = None) -> list[Gift]:
    """Return pledges and receipts by number, of one partner or of one batch by its number when asked."""
    wanted = {"c.partner": partner, "t.number": batch}
    there = {column: value for column, value in wanted.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in there)
    rows = db.all(f"{_GIFTS}{' WHERE ' + where if where else ''} ORDER BY c.id", tuple(there.values()))
    return [Gift(**dict(row)) for row in rows]


def gift(db: Database, number: int) -> Gift:
    """Return one gift of which it is known that it is there."""
    return Gift(**dict(db.all(f"{_GIFTS} WHERE c.id = ?", (number,))[0]))
