"""Batches open and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.batches import (
    Batch,
    BatchClosed,
    BatchExists,
    ClosedBeforeOpened,
    NoOpenBatch,
    OpenedAfterInstalled,
    PlannedBelowInstalled,
    WhichBatch,
)
from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import joined, verbatim
from songyu_cli.storage import batches, settings
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


def open_batch(
    db: Database, number: int | None, actor: Actor, *, planned: int, on: Date, note: str | None = None
) -> Batch:
    """Open a batch of so many benches; without a number the next one. Raises BatchExists and HappensInFuture."""
    check_not_future(on, actor)
    with transaction(db, "batch open", actor):
        if number is None:
            number = next_number(db)
        if any(batch.batch == number for batch in batches.everything(db)):
            raise BatchExists(batch=number)
        db.insert(
            "batches",
            programme=settings.programme(db),
            number=number,
            planned=planned,
            opened_on=str(on),
            note=note,
        )
        return batches.get(db, number)


def edit_batch(db: Database, number: int, actor: Actor, changes: Mapping[str, object]) -> Batch:
    """Change a batch's planned number, opening date or note.

    Raises BatchNotFound, PlannedBelowInstalled, OpenedAfterInstalled, ClosedBeforeOpened,
    HappensInFuture.
    """
    with transaction(db, "batch edit", actor):
        batch = batches.get(db, number)
        planned = changes.get("planned", batch.planned)
        if isinstance(planned, int) and planned < min(batch.installed, batch.planned):
            raise PlannedBelowInstalled(batch=number, installed=batch.installed, planned=planned)
        opened = changes.get("opened_on")
        if isinstance(opened, Date):
            check_not_future(opened, actor)
            for day in map(Date, batches.installations(db, batch)):
                if day.certainly_before(opened):
                    raise OpenedAfterInstalled(batch=number, installed=day.phrase(), opened=opened.phrase())
            if batch.closed_on and batch.closed_on.certainly_before(opened):
                raise ClosedBeforeOpened(batch=number, closed=batch.closed_on.phrase(), since=opened.phrase())
        db.update("batches", batch.id, **changes)
        return batches.get(db, number)


def check_open(batch: Batch) -> None:
    """Refuse a closed batch. Raises BatchClosed."""
    if batch.closed_on:
        raise BatchClosed(batch=batch.batch, closed=batch.closed_on.phrase())


def chosen_batch(db: Database, number: int | None) -> Batch:
    """Return the batch of that number, or the only open one.

    Raises BatchNotFound, BatchClosed, NoOpenBatch, WhichBatch.
    """
    if number is not None:
        batch = batches.get(db, number)
        check_open(batch)
        return batch
    still_open = [batch for batch in batches.everything(db) if not batch.closed_on]
    if not still_open:
        raise NoOpenBatch(next=next_number(db))
    if len(still_open) > 1:
        raise WhichBatch(batches=joined([verbatim(str(batch.batch)) for batch in still_open]))
    return still_open[0]


def next_number(db: Database) -> int:
    """Return the number after the highest batch's."""
    return max((batch.batch for batch in batches.everything(db)), default=0) + 1
