"""A command is taken back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.ledger import check_kinds
from songyu_cli.domain.log import AlreadyUndone, BeginningStays, Entry, LaterWorkDepends, NothingToUndo
from songyu_cli.storage import log
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


def undo_command(db: Database, number: int | None, actor: Actor) -> Entry:
    """Take back one command, the newest that still counts when no number is given; an undo is an entry of its own.

    Raises NothingToUndo, CommandNotFound, BeginningStays, AlreadyUndone, LaterWorkDepends,
    ChangedOutside, KindInUse.
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
        log.mark_undo(db, undo, entry.command)
        return log.get(db, entry.command)
