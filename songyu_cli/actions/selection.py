"""Stairwells are screened; what was chosen is kept, and becomes demands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.demand import NewDemand, insert_demand
from songyu_cli.actions.promises import Promises
from songyu_cli.domain.dates import Date
from songyu_cli.domain.selection_refusals import NothingSelected
from songyu_cli.domain.selections import AtUnit, Kept, Rule, Screening, differences, screened
from songyu_cli.storage import demands, selections
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


class Keeping(NamedTuple):
    """How a screening is kept: with what remark, whether it becomes demands, and whether it is only tried."""

    note: str | None = None
    register: bool = False
    dry_run: bool = False


def screen_units(db: Database, rule: Rule, as_of: Date) -> Screening:
    """Rank the stairwells by their counts as of a day, and cut the list. Writes nothing."""
    return screened(selections.candidates(db, rule, str(as_of)), rule, str(as_of))


def keep_screening(db: Database, rule: Rule, as_of: Date, actor: Actor, keeping: Keeping) -> Screening:
    """Screen, and keep what was chosen; with `register`, ask for a bench at each stairwell where nobody does yet.

    Raises NothingSelected.
    """
    today = Date.of(actor.at.date())
    with transaction(db, "unit screen", actor, dry_run=keeping.dry_run):
        found = screen_units(db, rule, as_of)
        if not found.rows:
            raise NothingSelected
        number = selections.add(db, found, role=actor.role, on=str(today), note=keeping.note)
        registered, skipped = _register(db, found, number, actor) if keeping.register else ((), ())
    if keeping.dry_run:  # numbers that were taken back are nobody's
        registered = tuple(one._replace(demand=None) for one in registered)
    return found._replace(
        saved=None if keeping.dry_run else number,
        registered=registered,
        skipped=skipped,
        dry_run=keeping.dry_run,
    )


def _register(
    db: Database, found: Screening, selection: int, actor: Actor
) -> tuple[tuple[AtUnit, ...], tuple[AtUnit, ...]]:
    """Register a demand for a bench at each chosen stairwell, except where one is open; return both."""
    promises, today = Promises(db), Date.of(actor.at.date())
    registered, skipped = [], []
    for row in found.rows:
        waiting = demands.oldest_open(db, row.id, "bench")
        if waiting:
            skipped.append(AtUnit(waiting.demand, row.unit))
            continue
        new = NewDemand(row.unit, "bench", 1, "screening", today, selection=selection)
        registered.append(AtUnit(insert_demand(db, new, actor, promises), row.unit))
    return tuple(registered), tuple(skipped)


def kept_selection(db: Database, number: int) -> Kept:
    """Return a selection as it was kept, beside what its rule gives today as of the same day.

    Raises SelectionNotFound.
    """
    with db.reading():
        selection = selections.get(db, number)
        rows = selections.rows(db, selection)
        now = screen_units(db, selection.rule, Date(selection.as_of))
    found = differences(rows, now.rows, selection.measure)
    return Kept(selection, rows, not found, found)
