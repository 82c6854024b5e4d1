"""A command is taken back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.ledger import check_days, check_kinds
from songyu_cli.domain.log import (
    AllocationNeeded,
    AlreadyUndone,
    BeginningStays,
    ClosedBatchOwes,
    Entry,
    LaterWorkDepends,
    MinutesIncomplete,
    NothingToUndo,
    PlaceTaken,
)
from songyu_cli.storage import batches, log, meetings, menu
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


def undo_command(db: Database, number: int | None, actor: Actor) -> Entry:
    """Take back one command, the newest that still counts when no number is given; an undo is an entry of its own.

    Raises NothingToUndo, CommandNotFound, BeginningStays, AlreadyUndone, LaterWorkDepends,
    ChangedOutside, PlaceTaken, MinutesIncomplete, AllocationNeeded, ClosedBatchOwes, KindInUse, SettingRefused.
    """
    with transaction(db, "undo", actor) as undo:
        entry = log.newest_live(db) if number is None else log.get(db, number)
        if entry is None or (number is None and entry.name == "init"):
            raise NothingToUndo
        if entry.name == "init":
            raise BeginningStays(command=entry.command)
        if entry.undoes or entry.undone_by:
            raise AlreadyUndone(command=entry.command)
        later = log.builder_on(db, entry.command)
        if later:
            raise LaterWorkDepends(command=entry.command, name=entry.name, later=later.command, later_name=later.name)
        log.take_back(db, entry.command)
        check_kinds(db)
        check_days(db, "rest_days")
        check_minutes(db, entry.command)
        check_menu(db, entry.command)
        check_allocated(db, entry.command)
        check_closed(db, entry.command)
        log.mark_undo(db, undo, entry.command)
        return log.get(db, entry.command)


def check_minutes(db: Database, command: int) -> None:
    """See that every decision of a meeting stands on its agenda. Raises MinutesIncomplete."""
    lost = meetings.decided_off_the_agenda(db)
    if lost:
        raise MinutesIncomplete(command=command, meeting=lost[0], demand=lost[1])


def check_menu(db: Database, command: int) -> None:
    """See that the programme stands on a year's menu once. Raises PlaceTaken."""
    if menu.programme_stands_twice(db):
        raise PlaceTaken(command=command)


def check_allocated(db: Database, command: int) -> None:
    """See that nothing stands where its batch gave nothing. Raises AllocationNeeded."""
    short = batches.short_of(db)
    if short:
        raise AllocationNeeded(command=command, batch=short[0], unit=short[1].phrase())


def check_closed(db: Database, command: int) -> None:
    """See that no closed batch gives what will not come. Raises ClosedBatchOwes."""
    owed = batches.owed_by_closed(db)
    if owed:
        raise ClosedBatchOwes(command=command, batch=owed[0], unit=owed[1].phrase())
