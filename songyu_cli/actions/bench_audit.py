"""What stands at stairwells is held against the ledger, and how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.audit_overview import (
    AuditOverview,
    by_grid,
    by_window,
    found_rate,
    newest,
    unsettled,
)
from songyu_cli.domain.audits import AuditStory, StairwellAudits, check_seen_once, expected, findings, together
from songyu_cli.domain.dates import Date
from songyu_cli.storage import audits, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.audits import Look
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.windows import Window
    from songyu_cli.storage.connection import Database


def audit_stairwells(db: Database, looks: Sequence[Look], actor: Actor, *, on: Date) -> AuditStory:
    """Write down what was seen at stairwells as one audit; the benches stay as they are.

    Raises UnitNotFound, SeenFewer, SeenTwice, SeenBeforeInstalled, HappensInFuture.
    """
    check_not_future(on, actor)
    with transaction(db, "bench audit", actor):
        return _story(db, write_audit(db, together(looks), actor, on=on))


def write_audit(db: Database, looks: Sequence[Look], actor: Actor, *, on: Date, grid: str | None = None) -> int:
    """Write one audit inside the caller's transaction and return its number.

    Raises UnitNotFound, SeenFewer, SeenTwice, SeenBeforeInstalled.
    """
    check_seen_once(looks)
    there = expected(audits.ledger(db), on)
    audit = db.insert("audits", audited_on=str(on), grid=grid, role=actor.role)
    for look in looks:
        unit = units.get(db, look.unit)
        audits.add_line(db, audit, unit.id, findings(look, there), look.remark)
    return audit


def show_audit(db: Database, number: int) -> AuditStory:
    """Return one audit with what of it is unsettled. Raises AuditNotFound."""
    with db.reading():
        return _story(db, number)


def _story(db: Database, number: int) -> AuditStory:
    audit, ledger = audits.get(db, number), audits.ledger(db)
    lines = audits.lines(db, ledger)
    amiss = unsettled(lines, ledger, audits.written(db))
    return AuditStory(
        audit,
        tuple(line for line in lines if line.audit == number),
        tuple(one for one in amiss if one.audit == number),
    )


def show_stairwell(db: Database, place: Address, today: datetime.date) -> StairwellAudits:
    """Return the audits of a stairwell, newest first, with what is unsettled. Raises UnitNotFound."""
    with db.reading():
        unit = units.get(db, place).unit
        ledger = audits.ledger(db)
        lines = audits.lines(db, ledger)
        amiss = unsettled(lines, ledger, audits.written(db))
        there = sorted((line for line in lines if line.unit == unit), key=lambda line: line.order, reverse=True)
        return StairwellAudits(
            unit,
            expected(ledger, Date.of(today)).at(unit),
            tuple(there),
            tuple(one for one in amiss if one.unit == unit),
        )


def draw_up_audits(
    db: Database,
    window: Window,
    today: datetime.date,
    *,
    grid: str | None = None,
    places: Collection[Address] | None = None,
) -> AuditOverview:
    """Return how far the audits are in a window, at the stairwells of a grid if named."""
    with db.reading():
        there = [unit for unit in units.everywhere(db) if places is None or unit.unit in places]
        ledger = audits.ledger(db)
        everywhere = audits.lines(db, ledger)
        lines = [line for line in everywhere if places is None or line.unit in places]
        amiss = tuple(
            one for one in unsettled(everywhere, ledger, audits.written(db)) if places is None or one.unit in places
        )
        inside, unsure = by_window(lines, window)
        ever = newest(lines)
        never = {unit.unit for unit in there} - ever.keys()
        return AuditOverview(
            as_of=str(Date.of(today)),
            window=window.ends,
            grid=grid,
            stairwells=len(there),
            audited=len(inside),
            never=len(never),
            never_with_benches=len(never & {bench.unit for bench in ledger.values() if not bench.retired}),
            unsure=len(unsure),
            found=found_rate(inside.values()),
            grids=by_grid(there, inside, ever, amiss),
            unsettled=amiss,
        )
