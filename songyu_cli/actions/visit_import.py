"""The rows of a filled-in sheet become a round."""

from __future__ import annotations

from collections import defaultdict
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
from songyu_cli.domain.visits import (
    KeyDisagrees,
    KeyOfAnotherLedger,
    VisitDayUnread,
    VisitUndated,
    same_call,
    whole_call,
)
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import units, visits

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.errors import SongyuError
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.tables.sheet_readings import Reading, SheetReading
    from songyu_cli.domain.tables.visit_rows import VisitRow
    from songyu_cli.domain.units import Unit
    from songyu_cli.domain.visits import MadeCall
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
_BY_ADDRESS = Phrase(
    "“{sheet}”里有别的账本的编号：编号都没有用，按地址认单元。",
    "“{sheet}” has keys of another ledger: no key was used, the addresses tell the stairwells.",
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
        listed = [row for _, row in sheet.records if row.own_day and row.unit and row.key]
        if not all(self._keyed(row) for row in listed):  # a list of another ledger: its addresses tell
            self.tally.notices.append(_BY_ADDRESS.format(sheet=quoted(sheet.sheet)))
            sheet.records[:] = [
                Numbered(number, replace(row, key=None) if row.own_day and row.unit else row)
                for number, row in sheet.records
            ]
        for number, row in sheet.records:
            try:
                known = replace(row, unit=self._unit(row).unit, key=None) if row.filled else row
            except ROW_REFUSALS as refusal:
                self.tally.errors.append(_error(sheet.sheet, number, row, refusal))
            else:
                found.append(Numbered(number, known))
        sheet.records[:] = found

    def take(self, sheet: SheetReading[VisitRow]) -> None:
        """Take one sheet: each of its days is a round."""
        filled = [numbered for numbered in sheet.records if numbered.record.filled]
        blank = len(sheet.records) - len(filled)
        if blank:
            self.tally.notices.append(_BLANK.format(sheet=quoted(sheet.sheet), n=blank))
        days: defaultdict[Date, list[Numbered[VisitRow]]] = defaultdict(list)
        for numbered in filled:
            if on := numbered.record.on:
                days[on].append(numbered)
            elif any(one.record.own_day for one in filled):
                undated = VisitUndated(sheet=quoted(sheet.sheet))
                self.tally.errors.append(_error(sheet.sheet, numbered.row, numbered.record, undated))
            elif sheet.unread:
                raise VisitDayUnread(sheet=quoted(sheet.sheet), why=sheet.unread, example=_EXAMPLE)
            else:
                raise VisitUndated(sheet=quoted(sheet.sheet))
        told = next((one.record.on for one in filled if not one.record.own_day), None)
        if sheet.stated and told and sheet.stated != told:
            said = _OTHER_DAY.format(sheet=quoted(sheet.sheet), stated=sheet.stated.phrase(), on=told.phrase())
            self.tally.notices.append(said)
        for on in sorted(days, key=lambda day: (day.earliest(), day)):
            self._take_day(sheet.sheet, on, days[on])

    def _take_day(self, sheet: str, on: Date, rows: list[Numbered[VisitRow]]) -> None:
        """Take the calls of one day as a round; one that is there already with the same content is the same call."""
        visit = Round(on, self.grid)
        recording = Recording(self.db, visit, self.kinds, self.actor, dry_run=self.dry_run)
        made: defaultdict[int, list[MadeCall]] = defaultdict(list)
        for one in [] if self.again else visits.made(self.db, str(on)):
            made[one.unit_id].append(one)
        before = {unit: calls[-1].visit for unit, calls in made.items()}
        for number, row in rows:
            try:
                unit = self._unit(row)
                line, calls = _line(row, unit), [one.call for one in made.get(unit.id, ())]
                if calls and any(same_call(line, call) for call in (*calls, whole_call(calls))):
                    self.tally.same += 1
                    continue
                check_not_called(before, unit, visit)
                recording.take(line)
            except ROW_REFUSALS as refusal:
                self.tally.errors.append(_error(sheet, number, row, refusal))
            else:
                self.tally.added += 1
        self.tally.notices += recording.notices
        if visit.visit:
            taken = _WOULD_BE if self.dry_run else _TAKEN
            self.tally.notices.append(taken.format(sheet=quoted(sheet), visit=visit.visit, on=on.phrase()))

    def _unit(self, row: VisitRow) -> Unit:
        """Return a row's stairwell. Raises UnitNotFound, KeyOfAnotherLedger and KeyDisagrees."""
        keyed = self._keyed(row)
        if row.key and keyed is None:
            raise KeyOfAnotherLedger(text=row.key)
        if keyed is None:
            return units.get(self.db, row.unit)  # type: ignore[arg-type]  # a row has a key where it has no address
        if row.unit and row.unit != keyed.unit:
            raise KeyDisagrees(text=row.key, keyed=keyed.unit.phrase(), addressed=row.unit.phrase())
        return keyed

    def _keyed(self, row: VisitRow) -> Unit | None:
        """Return the stairwell that a row's key tells, if the key is of this ledger."""
        keyed = self.units.get(row.key.unit) if row.key else None
        return keyed if keyed and key_of(keyed.id, keyed.unit) == row.key else None


def _line(row: VisitRow, unit: Unit) -> VisitLine:
    return VisitLine(unit.unit, row.elderly_60, row.elderly_80, row.needs, row.hazards, row.remark)


def _error(sheet: str, number: int, row: VisitRow, refusal: SongyuError) -> RowError:
    if row.unit:
        return refused(sheet, number, refusal, place=row.unit)
    return RowError(sheet, number, None, refusal.kind, refusal.message, refusal.advice, str(row.key))
