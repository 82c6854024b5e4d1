"""What was given is put beside what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.dates import Date
from songyu_cli.domain.reconciliation import PartnerLine, PartnerStory, Reconciliation, by_partner, reconcile
from songyu_cli.storage import batches, partners, reconciliation

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.partners import Partner
    from songyu_cli.storage.connection import Database


def draw_up_reconciliation(db: Database, today: datetime.date, *, batch: int | None = None) -> Reconciliation:
    """Return what every partner pledged and gave beside the benches, of one batch when asked. Raises BatchNotFound."""
    with db.reading():
        if batch is not None:
            batches.get(db, batch)
        return reconciled(db, today, batch=batch)


def partner_lines(db: Database) -> tuple[PartnerLine, ...]:
    """Return every partner with its sums over all batches."""
    with db.reading():
        return by_partner(partners.everything(db), partners.gifts(db), reconciliation.placed(db))


def tell_partner(db: Database, text: str, today: datetime.date) -> PartnerStory:
    """Return a partner with its gifts, its benches, and what differs. Raises PartnerNotFound, PartnersAlike."""
    with db.reading():
        partner = partners.named(db, text)
        found = reconciled(db, today, partner=partner)
        return PartnerStory(partner, tuple(partners.gifts(db, partner=partner.partner)), found.lines, found.differences)


def reconciled(
    db: Database, today: datetime.date, *, batch: int | None = None, partner: Partner | None = None
) -> Reconciliation:
    """Return the reconciliation inside the caller's transaction, of one batch or partner when asked."""
    benches = reconciliation.placed(db)
    if partner is None:
        return reconcile(partners.everything(db), partners.gifts(db), benches, as_of=str(Date.of(today)), batch=batch)
    mine = [bench for bench in benches if bench.partner == partner.partner]
    gifts = partners.gifts(db, partner=partner.partner)
    return reconcile([partner], gifts, mine, as_of=str(Date.of(today)), batch=batch)
