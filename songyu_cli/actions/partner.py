"""Partner organisations are registered, and what they pledge and give is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.actions.reconciliation import reconciled
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.partners import Partner, PartnerExists, spelling
from songyu_cli.domain.reconciliation import Recorded
from songyu_cli.storage import batches, partners
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


@dataclass(frozen=True)
class NewGift:
    """What was pledged or received: `kind` and the amount of that kind, None where it was not stated."""

    step: str
    kind: str
    on: Date
    benches: int | None = None
    fen: int | None = None
    days: int | None = None
    batch: int | None = None
    note: str | None = None


def add_partner(db: Database, name: str, role: str, note: str | None, actor: Actor) -> Partner:
    """Register an organisation; its name is masked already. Raises PartnerExists."""
    with transaction(db, "partner add", actor):
        _check_free(db, name)
        return partners.named(db, f"#{db.insert('partners', name=name, role=role, note=note)}")


def edit_partner(db: Database, text: str, actor: Actor, changes: Mapping[str, object]) -> Partner:
    """Change a partner's name, role or note. Raises PartnerNotFound, PartnersAlike, PartnerExists."""
    with transaction(db, "partner edit", actor):
        partner = partners.named(db, text)
        if "name" in changes:
            _check_free(db, str(changes["name"]), partner.partner)
        db.update("partners", partner.partner, **changes)
        return partners.named(db, f"#{partner.partner}")


def record_gift(db: Database, text: str, new: NewGift, actor: Actor) -> Recorded:
    """Write down a pledge or what was received.

    Raises PartnerNotFound, PartnersAlike, BatchNotFound, HappensInFuture.
    """
    check_not_future(new.on, actor)
    with transaction(db, f"partner {'pledge' if new.step == 'pledged' else 'receive'}", actor):
        partner = partners.named(db, text)
        number = db.insert(
            "contributions",
            partner=partner.partner,
            batch=None if new.batch is None else batches.get(db, new.batch).id,
            step=new.step,
            kind=new.kind,
            benches=new.benches,
            fen=new.fen,
            days=new.days,
            given_on=str(new.on),
            role=actor.role,
            note=new.note,
        )
        gift = partners.gift(db, number)
        found = reconciled(db, actor.at.date(), partner=partner).differences
    return Recorded(gift, tuple(one for one in found if one.kind == new.kind and number in one.gifts))


def _check_free(db: Database, name: str, mine: int | None = None) -> None:
    for other in partners.everything(db):
        if other.partner != mine and spelling(other.name) == spelling(name):
            raise PartnerExists(name=other.name, partner=other.partner)
