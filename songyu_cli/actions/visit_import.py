"""The rows of a filled-in sheet become a round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.visit import Recording, Round
from songyu_cli.actions.visit_file import ROW_REFUSALS, check_not_called
from songyu_cli.domain.imports import Tally, refused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.duplicates import settle_duplicates
from songyu_cli.domain.tables.rows import Numbered, RowError
from songyu_cli.domain.tables.visit_rows import key_of
from songyu_cli.domain.visit_lines import VisitLine
from songyu_cli.domain.visits import KeyDisagrees, KeyOfAnotherLedger, VisitDayUnread, VisitUndated
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import units, visits

if TYPE_CHECKING:
    from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.tables.sheet_readings import Reading, SheetReading
    from songyu_cli.domain.tables.visit_rows import VisitRow
    from songyu_cli.domain.units import Unit
    from songyu_cli.storage.connection import Database

_BLANK = Phrase(
    "“{sheet}”有 {n} 行什么都没有填，跳过。", "“{sheet}”: {n} rows have nothing filled in and were skipped."
)
_TAKEN = Phrase(
    "“{sheet}”记成第 {visit} 次走访（{on}）；查看：songyu visit show {visit}",
    "“{sheet}” is round {visit} ({on}); to see it: songyu visit show {visit}",
)
_WOULD_BE = Phrase("“{sheet}”会记成一次走访（{on}）。", "“{sheet}” would be a round ({on}).")
_OTHER_DAY = Phrase(
    "“{sheet}”上写的走访日期是{stated}，按 --on 记成{on}。",
    "“{sheet}” says that the round was on {stated}; it is noted on {on}, as --on says.",
)
_EXAMPLE = "2022-11-20"


def take_visits(
    db: Database,
    reading: Reading[VisitRow],
    actor: Actor,
    *,
    grid: str | None = None,
    again: bool = False,
    dry_run: bool = False,
) -> Tally:
    """Write the filled-in rows of each sheet as one round, inside the caller's transaction.

    Raises VisitUndated and VisitDayUnread.
    """
    taking = _Taking(db, actor, grid=grid, again=again, dry_run=dry_run)
    for sheet in reading.sheets:
        taking.find(sheet)
    settle_duplicates(reading.sheets, reading.kind)
    for sheet in reading.sheets:
        taking.take(sheet)
    return taking.tally


class _Taking:
    """The state of one import."""

    def __init__(self, db: Database, actor: Actor, *, grid: str | None, again: bool, dry_run: bool) -> None:
        self.db = db
        self.actor = actor
        self.grid = grid
        self.again = again
        self.dry_run = dry_run
        self.kinds = kinds(db)
        self.units = {unit.id: unit for unit in units.everywhere(db)}
        self.tally = Tally()

    def find(self, sheet: SheetReading[VisitRow]) -> None:
        """Name each row's stairwell by its address alone, whether the key or the address told it."""
        found = []
        for number, row in sheet.records:
            try:
                known = replace(row, unit=self._unit(row).unit, key=None) if row.filled else row
            except ROW_REFUSALS as refusal:
                self.tally.errors.append(_error(sheet.sheet, number, row, refusal))
            else:
                found.append(Numbered(number, known))
        sheet.records[:] = found

    def take(self, sheet: SheetReading[VisitRow]) -> None:
        """Take one sheet."""
        filled = [numbered for numbered in sheet.records if numbered.record.filled]
        blank = len(sheet.records) - len(filled)
        if blank:
            self.tally.notices.append(_BLANK.format(sheet=quoted(sheet.sheet), n=blank))
        if not filled:
            return
        on = filled[0].record.on
        if on is None and sheet.unread:
            raise VisitDayUnread(sheet=quoted(sheet.sheet), why=sheet.unread, example=_EXAMPLE)
        if on is None:
            raise VisitUndated(sheet=quoted(sheet.sheet))
        if sheet.stated and sheet.stated != on:
            said = _OTHER_DAY.format(sheet=quoted(sheet.sheet), stated=sheet.stated.phrase(), on=on.phrase())
            self.tally.notices.append(said)
        visit = Round(on, self.grid)
        recording = Recording(self.db, visit, self.kinds, self.actor, dry_run=self.dry_run)
        before = {} if self.again else visits.called_on(self.db, str(on))
        for number, row in filled:
            try:
                unit = self._unit(row)
                check_not_called(before, unit, visit)
                recording.take(_line(row, unit))
            except ROW_REFUSALS as refusal:
                self.tally.errors.append(_error(sheet.sheet, number, row, refusal))
            else:
                self.tally.added += 1
        self.tally.notices += recording.notices
        if visit.visit:
            taken = _WOULD_BE if self.dry_run else _TAKEN
            self.tally.notices.append(taken.format(sheet=quoted(sheet.sheet), visit=visit.visit, on=on.phrase()))

    def _unit(self, row: VisitRow) -> Unit:
        """Return a row's stairwell. Raises UnitNotFound, KeyOfAnotherLedger and KeyDisagrees."""
        keyed = self.units.get(row.key.unit) if row.key else None
        if row.key and (keyed is None or key_of(keyed.id, keyed.unit) != row.key):
            raise KeyOfAnotherLedger(text=row.key)
        if keyed is None:
            return units.get(self.db, row.unit)  # type: ignore[arg-type]  # a row has a key where it has no address
        if row.unit and row.unit != keyed.unit:
            raise KeyDisagrees(text=row.key, keyed=keyed.unit.phrase(), addressed=row.unit.phrase())
        return keyed


def _line(row: VisitRow, unit: Unit) -> VisitLine:
    return VisitLine(unit.unit, row.elderly_60, row.elderly_80, row.needs, row.hazards, row.remark)


def _error(sheet: str, number: int, row: VisitRow, refusal: UsageRefused | NotFound | RuleForbids) -> RowError:
    if row.unit:
        return refused(sheet, number, refusal, place=row.unit)
    return RowError(sheet, number, None, refusal.kind, refusal.message, refusal.advice, str(row.key))
