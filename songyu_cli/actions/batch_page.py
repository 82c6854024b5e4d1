"""A batch's page is put together, and a batch is closed: both say how its numbers hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.batch import check_open
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.batch_page import BatchPage, Closing, by_donor, not_in_use_yet, reconciled
from songyu_cli.domain.batches import ClosedBeforeOpened
from songyu_cli.domain.dates import Date
from songyu_cli.domain.plan import Wish, drawn_up
from songyu_cli.domain.report import progress_of
from songyu_cli.storage import batches, benches, partners, plans, repairs
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_LATEST = "9999"  # headcounts of any day: who waits for a bench does not hang on them


def batch_page(db: Database, number: int) -> BatchPage:
    """Return a batch's figures and differences, its gifts, plans and benches, and what is missing.

    Raises BatchNotFound.
    """
    with db.reading():
        batch = batches.get(db, number)
        there = benches.everything(db, batch=batch)
        to_install = batches.unfilled(db, batch.id)
        return BatchPage(
            batch=progress_of(batch),
            note=batch.note,
            reconciliation=reconciled(batch, there, to_install, batches.by_installing(db, batch.id)),
            gifts=tuple(partners.gifts(db, batch=number)),
            donors=by_donor(there),
            plans=tuple(plans.of_batch(db, batch.id)),
            to_install=tuple(to_install),
            pending=not_in_use_yet(there),
            repairs=_to_mend(db, there),
            unplanned=() if batch.closed_on else _unplanned(db),
            benches=tuple(there),
        )


def close_batch(db: Database, number: int, actor: Actor, *, on: Date) -> Closing:
    """Close a batch; it takes no more benches, and what it gave and does not stand is taken back.

    Raises BatchNotFound, BatchClosed, ClosedBeforeOpened, HappensInFuture.
    """
    check_not_future(on, actor)
    with transaction(db, "batch close", actor):
        batch = batches.get(db, number)
        check_open(batch)
        for day in [batch.opened_on, *map(Date, batches.installations(db, batch))]:
            if on.certainly_before(day):
                raise ClosedBeforeOpened(batch=number, closed=on.phrase(), since=day.phrase())
        taken_back = batches.unfilled(db, batch.id)
        before = _unplanned(db)
        plans.take_back(db, batch.id)
        db.update("batches", batch.id, closed_on=str(on))
        closed, there = batches.get(db, number), benches.everything(db, batch=batch)
        return Closing(
            batch=progress_of(closed),
            reconciliation=reconciled(
                closed, there, batches.unfilled(db, batch.id), batches.by_installing(db, batch.id)
            ),
            taken_back=tuple(taken_back),
            demands=tuple(sorted(set(_unplanned(db)) - set(before))),
            pending=not_in_use_yet(there),
            repairs=_to_mend(db, there),
        )


def _to_mend(db: Database, there: Sequence[Bench]) -> tuple[str, ...]:
    tags = {bench.tag for bench in there}
    return tuple(repair.tag for repair in repairs.still_open(db) if repair.tag in tags)


def _unplanned(db: Database) -> tuple[int, ...]:
    """Return the accepted bench demands that wait for more than is on its way to their stairwell, as a plan does."""
    left = drawn_up(plans.stairwells(db, _LATEST), Wish(0)).unplanned
    return tuple(sorted(demand for one in left for demand in one.demands))
