"""A command is taken back whole, and brought back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.ledger import check_days, check_kinds
from songyu_cli.domain.log import (
    REDO,
    UNDO,
    AllocationNeeded,
    AlreadyUndone,
    BeginningStays,
    ClosedBatchOwes,
    Entry,
    IsAnUndo,
    IsARedo,
    LaterWorkDepends,
    LaterWorkNear,
    MigrationStays,
    MinutesIncomplete,
    NothingToRedo,
    NothingToUndo,
    NotUndone,
    PlaceTaken,
    RestoreStays,
    TooFewSteps,
    UndoneSince,
    WorkSinceUndo,
    next_step,
)
from songyu_cli.storage import batches, log, meetings, menu, undoing
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.wording import Phrase
    from songyu_cli.storage.connection import Database

_STAYS = {"init": BeginningStays, "migrate": MigrationStays, "restore": RestoreStays}


def undo_command(db: Database, number: int | None, actor: Actor) -> Entry:
    """Take back one command, the newest that still counts when no number is given; an undo is an entry of its own.

    Raises NothingToUndo, CommandNotFound, BeginningStays, MigrationStays, RestoreStays, AlreadyUndone, IsAnUndo,
    IsARedo, LaterWorkDepends, ChangedOutside, PlaceTaken, MinutesIncomplete, AllocationNeeded, ClosedBatchOwes,
    KindInUse, SettingRefused.
    """
    with transaction(db, "undo", actor) as undo:
        return _undo(db, number, undo)


def undo_steps(db: Database, steps: int, actor: Actor) -> list[Entry]:
    """Take back the newest commands that count, each with an entry of its own, all of them or none.

    Raises TooFewSteps and what `undo_command` raises.
    """
    return _steps(db, steps, actor, UNDO)


def redo_command(db: Database, number: int | None, actor: Actor) -> Entry:
    """Bring back one command that was undone, and return its entry: the newest undone, or that of a number.

    The number is the command's or its undo's. Without one nothing is brought back once something new was done.
    Raises NothingToRedo, WorkSinceUndo, CommandNotFound, NotUndone, LaterWorkNear, UndoneSince and, as an undo does,
    ChangedOutside, PlaceTaken, MinutesIncomplete, AllocationNeeded, ClosedBatchOwes, KindInUse, SettingRefused.
    """
    with transaction(db, "redo", actor) as redo:
        return _redo(db, number, redo)


def redo_steps(db: Database, steps: int, actor: Actor) -> list[Entry]:
    """Bring back what was undone last, step by step, all of it or nothing. Raises TooFewSteps and as `redo_command`."""
    return _steps(db, steps, actor, REDO)


def _steps(db: Database, steps: int, actor: Actor, does: Phrase) -> list[Entry]:
    name, once = ("undo", _undo) if does is UNDO else ("redo", _redo)
    done: list[Entry] = []
    with transaction(db, name, actor) as entry:
        while len(done) < steps:
            if done:
                entry = log.next_entry(db, entry, name, actor)  # noqa: PLW2901  each step has an entry of its own
            try:
                done.append(once(db, None, entry))
            except (NothingToUndo, NothingToRedo, WorkSinceUndo):
                if done:
                    raise TooFewSteps(does=does, steps=steps, there=len(done)) from None
                raise
    return done


def _undo(db: Database, number: int | None, undo: int) -> Entry:
    entry = log.newest_live(db) if number is None else log.get(db, number)
    if entry is None or (number is None and entry.name == "init"):
        raise NothingToUndo
    if entry.name in _STAYS:
        raise _STAYS[entry.name](command=entry.command)
    if entry.redoes:
        raise IsARedo(command=entry.command, next=next_step(log.get(db, entry.redoes)))
    if entry.undoes:
        raise IsAnUndo(command=entry.command, next=next_step(log.get(db, entry.undoes)))
    if entry.undone_by:
        raise AlreadyUndone(command=entry.command, undo=entry.undone_by)
    later = undoing.builder_on(db, entry.command)
    if later:
        raise LaterWorkDepends(command=entry.command, name=entry.name, later=later.command, later_name=later.name)
    _reverse(db, entry.command, undo, entry.command, UNDO)
    return log.get(db, entry.command)


def _redo(db: Database, number: int | None, redo: int) -> Entry:
    undo, undone, later = _to_redo(db, number)
    other = undoing.in_the_way(db, undo)
    if other and other.undone_by:
        raise UndoneSince(command=undone.command, name=undone.name, other=other.command, other_name=other.name)
    if other:
        raise LaterWorkNear(command=undone.command, name=undone.name, later=other.command, later_name=other.name)
    if later:
        raise WorkSinceUndo(command=undone.command, name=undone.name, later=later.command, later_name=later.name)
    _reverse(db, undo, redo, undone.command, REDO)
    return log.get(db, undone.command)


def _to_redo(db: Database, number: int | None) -> tuple[int, Entry, Entry | None]:
    """Return the undo to take back and what it took back; a number may be either's.

    Without a number also what was entered since, for which a number is needed.
    """
    if number is not None:
        named = log.get(db, number)
        undone = log.get(db, named.undoes) if named.undoes and not named.redoes else named
        if undone.undone_by is None or number not in (undone.command, undone.undone_by):
            raise NotUndone(command=number)
        return undone.undone_by, undone, None
    newest = undoing.newest_undo(db)
    if newest is None or newest.undoes is None:
        raise NothingToRedo
    undone, later = log.get(db, newest.undoes), log.newest_live(db)
    return newest.command, undone, later if later and later.command > newest.command else None


def _reverse(db: Database, entry: int, by: int, command: int, does: Phrase) -> None:
    """Apply the inverse of an entry with the open one, see that the rules hold, and refuse in the command's name."""
    undoing.take_back(db, entry, command, does)
    check_kinds(db)
    check_days(db, "rest_days")
    check_minutes(db, command, does)
    check_menu(db, command, does)
    check_allocated(db, command, does)
    check_closed(db, command, does)
    undoing.mark_undo(db, by, entry)


def check_minutes(db: Database, command: int, does: Phrase) -> None:
    """See that every decision of a meeting stands on its agenda. Raises MinutesIncomplete."""
    lost = meetings.decided_off_the_agenda(db)
    if lost:
        raise MinutesIncomplete(does=does, command=command, meeting=lost[0], demand=lost[1])


def check_menu(db: Database, command: int, does: Phrase) -> None:
    """See that the programme stands on a year's menu once. Raises PlaceTaken."""
    if menu.programme_stands_twice(db):
        raise PlaceTaken(does=does, command=command)


def check_allocated(db: Database, command: int, does: Phrase) -> None:
    """See that nothing stands where its batch gave nothing. Raises AllocationNeeded."""
    short = batches.short_of(db)
    if short:
        raise AllocationNeeded(does=does, command=command, batch=short[0], unit=short[1].phrase())


def check_closed(db: Database, command: int, does: Phrase) -> None:
    """See that no closed batch gives what will not come. Raises ClosedBatchOwes."""
    owed = batches.owed_by_closed(db)
    if owed:
        raise ClosedBatchOwes(does=does, command=command, batch=owed[0], unit=owed[1].phrase())
