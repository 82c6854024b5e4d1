"""The rows of a filled-in sheet become an audit of what stands where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from songyu_cli.actions.bench_audit import write_audit
from songyu_cli.actions.visit_file import ROW_REFUSALS
from songyu_cli.domain.audit_refusals import AnswersDisagree, AuditDayUnread, AuditTaken, AuditUndated
from songyu_cli.domain.audits import Expected, Look, expected, sighting
from songyu_cli.domain.imports import Tally, refused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.duplicates import settle_duplicates
from songyu_cli.domain.tables.rows import Numbered, RowError
from songyu_cli.domain.tables.visit_rows import key_of
from songyu_cli.domain.visits import KeyDisagrees, KeyOfAnotherLedger
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import audits, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.errors import SongyuError
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.tables.audit_rows import AuditRow
    from songyu_cli.domain.tables.sheet_readings import Reading, SheetReading
    from songyu_cli.storage.connection import Database

_BLANK = Phrase(
    "“{sheet}”有 {n} 行没有填，算没有看，不算缺失。",
    "“{sheet}”: not filled in (rows: {n}), so not looked at, which is not missing.",
)
_ONLY_REMARKS = Phrase(
    "{units} 只有备注，没有写看到没有，这次没有核对。",
    "{units}: there is a remark and no answer, so it was not audited.",
)
_NOT_DUE = Phrase("{tag} 账本里不在 {unit}，“没看到”不用记。", "{tag} is not due at {unit}; nothing is missing there.")
_PARTLY = Phrase(
    "{units} 有凳子没有看：表上留空，或表里没有这一行。",
    "{units}: not every bench was looked at: left blank, or not in the sheet.",
)
_COMES_TO = Phrase(
    "{stairwells} 个单元，看了应有的 {should} 张：在位 {found}，缺失 {missing}；错位 {misplaced}，账外 {unknown}",
    "stairwells: {stairwells}; of {should} benches due, {found} found and {missing} missing; "
    "{misplaced} misplaced, {unknown} unknown",
)
_TAKEN = Phrase(
    "“{sheet}”记成第 {audit} 次核对（{on}）：{what}；下一步：songyu bench audit --show {audit}",
    "“{sheet}” is audit {audit} ({on}): {what}; what next: songyu bench audit --show {audit}",
)
_WOULD_BE = Phrase("“{sheet}”会记成一次核对（{on}）：{what}", "“{sheet}” would be an audit ({on}): {what}")
_OTHER_DAY = Phrase(
    "“{sheet}”上写的核对日期是{stated}，按 --on 记成{on}。",
    "“{sheet}” says that the audit was on {stated}; it is noted on {on}, as --on says.",
)


def take_audits(
    db: Database, reading: Reading[AuditRow], actor: Actor, *, grid: str | None = None, dry_run: bool = False
) -> Tally:
    """Write the answers of each sheet as one audit, inside the caller's transaction; a blank answer says nothing.

    Raises AuditUndated and AuditDayUnread.
    """
    taking = _Taking(db, actor, grid=grid, dry_run=dry_run)
    for sheet in reading.sheets:
        taking.find(sheet)
    settle_duplicates(reading.sheets, reading.kind)
    for sheet in reading.sheets:
        taking.take(sheet)
    return taking.tally


def check_not_taken(db: Database, file: str, sha256: str, days: Sequence[str]) -> None:
    """Refuse a file that was taken as an audit of one of these days before. Raises AuditTaken."""
    command = audits.taken_before(db, sha256, days)
    if command:
        raise AuditTaken(file=file, command=command)


@dataclass
class _Stairwell:
    """What the rows of a sheet say of one stairwell.

    Of each tag the answer, None where two rows disagree, and the row that gave it first; `others` are benches without
    a tag, None where no row was about such. `refused` are the first two rows that disagree about a tag.
    """

    answers: dict[str, int | None] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    others: int | None = None
    remarks: list[str] = field(default_factory=list)
    refused: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def looked_for(self) -> set[str]:
        """The tags that have an answer."""
        return {tag for tag, answer in self.answers.items() if answer is not None}

    @property
    def answered(self) -> bool:
        """Whether anything was looked at."""
        return bool(self.looked_for) or self.others is not None

    def look(self, unit: Address) -> Look:
        """Return it as a look at the stairwell, in which only what was answered was looked for."""
        remark = "；".join(dict.fromkeys(self.remarks)) or None
        seen = tuple(tag for tag, answer in self.answers.items() if answer)
        unseen = {tag for tag, answer in self.answers.items() if answer == 0}
        return Look(unit, seen, unseen=unseen, others=self.others or 0, remark=remark)


class _Taking:
    """The state of one import."""

    def __init__(self, db: Database, actor: Actor, *, grid: str | None, dry_run: bool) -> None:
        self.db = db
        self.actor = actor
        self.grid = grid
        self.dry_run = dry_run
        self.units = {unit.id: unit for unit in units.everywhere(db)}
        self.ledger = audits.ledger(db)
        self.tally = Tally()

    def find(self, sheet: SheetReading[AuditRow]) -> None:
        """Name each row's stairwell by its address alone, whether the key or the address told it."""
        found = []
        for number, row in sheet.records:
            try:
                known = replace(row, unit=self._unit(row), key=None) if row.filled else row
            except ROW_REFUSALS as refusal:
                self.tally.errors.append(_error(sheet.sheet, number, row, refusal))
            else:
                found.append(Numbered(number, known))
        sheet.records[:] = found

    def take(self, sheet: SheetReading[AuditRow]) -> None:
        """Take one sheet."""
        blank = sum(not row.filled for _, row in sheet.records)
        if blank:
            self.tally.notices.append(_BLANK.format(sheet=quoted(sheet.sheet), n=blank))
        answers = [one for one in sheet.records if one.record.seen is not None]
        if answers:
            there = expected(self.ledger, self._day(sheet, answers[0].record))
            self._write(sheet.sheet, self._stairwells(sheet, there), there)

    def _day(self, sheet: SheetReading[AuditRow], row: AuditRow) -> Date:
        if row.on is None and sheet.unread:
            raise AuditDayUnread(sheet=quoted(sheet.sheet), why=sheet.unread)
        if row.on is None:
            raise AuditUndated(sheet=quoted(sheet.sheet))
        if sheet.stated and sheet.stated != row.on:
            said = _OTHER_DAY.format(sheet=quoted(sheet.sheet), stated=sheet.stated.phrase(), on=row.on.phrase())
            self.tally.notices.append(said)
        return row.on

    def _stairwells(self, sheet: SheetReading[AuditRow], there: Expected) -> dict[Address, _Stairwell]:
        """Return what the sheet says of each stairwell; a row that cannot be is left out as an error."""
        places: dict[Address, _Stairwell] = defaultdict(_Stairwell)
        for numbered in sheet.records:
            row = numbered.record
            if row.filled and row.unit:
                try:
                    self._note(places[row.unit], row.unit, numbered, there)
                except ROW_REFUSALS as refusal:
                    self.tally.errors.append(refused(sheet.sheet, numbered.row, refusal, place=row.unit))
        for unit, place in places.items():
            for tag, (first, second) in place.refused.items():
                disagree = AnswersDisagree(tag=tag, row=second)
                self.tally.errors.append(refused(sheet.sheet, first, disagree, place=unit))
        return places

    def _note(self, place: _Stairwell, unit: Address, numbered: Numbered[AuditRow], there: Expected) -> None:
        """Add one row to what is said of its stairwell. Raises SeenBeforeInstalled and AnswersDisagree."""
        row = numbered.record
        if row.seen is None:
            pass
        elif row.tag:
            if row.seen:
                sighting(row.tag, unit, there)
            if place.answers.setdefault(row.tag, row.seen) != row.seen:
                place.answers[row.tag] = None  # neither is taken
                place.refused.setdefault(row.tag, (place.rows[row.tag], numbered.row))
                raise AnswersDisagree(tag=row.tag, row=place.rows[row.tag])
            place.rows.setdefault(row.tag, numbered.row)
            if not row.seen and row.tag not in there.at(unit):
                self.tally.notices.append(_NOT_DUE.format(tag=row.tag, unit=unit.short))
        else:
            place.others = (place.others or 0) + row.seen
        if row.remark:
            place.remarks.append(f"{row.tag} {row.remark}" if row.tag else row.remark)

    def _write(self, sheet: str, places: dict[Address, _Stairwell], there: Expected) -> None:
        mute = [unit for unit, place in places.items() if not place.answered]
        if mute:
            self.tally.notices.append(_ONLY_REMARKS.format(units=_named(mute)))
        answered = {unit: place for unit, place in places.items() if place.answered}
        if not answered:
            return
        partly = [unit for unit, place in answered.items() if set(there.at(unit)) - place.looked_for]
        if partly:
            self.tally.notices.append(_PARTLY.format(units=_named(partly)))
        looks = [place.look(unit) for unit, place in answered.items()]
        audit = audits.get(self.db, write_audit(self.db, looks, self.actor, on=there.on, grid=self.grid))
        self.tally.added += len(looks)
        line = _WOULD_BE if self.dry_run else _TAKEN
        what = _COMES_TO.format(**audit._asdict())
        self.tally.notices.append(line.format(sheet=quoted(sheet), audit=audit.audit, on=there.on.phrase(), what=what))

    def _unit(self, row: AuditRow) -> Address:
        """Return a row's stairwell. Raises UnitNotFound, KeyOfAnotherLedger and KeyDisagrees."""
        keyed = self.units.get(row.key.unit) if row.key else None
        if row.key and (keyed is None or key_of(keyed.id, keyed.unit) != row.key):
            raise KeyOfAnotherLedger(text=row.key)
        if keyed is None:
            return units.get(self.db, row.unit).unit  # type: ignore[arg-type]  # a row has a key or an address
        if row.unit and row.unit != keyed.unit:
            raise KeyDisagrees(text=row.key, keyed=keyed.unit.phrase(), addressed=row.unit.phrase())
        return keyed.unit


def _named(places: Sequence[Address]) -> Phrase:
    most = 10
    dots = [verbatim("…")] if len(places) > most else []
    return joined([verbatim(place.short) for place in places[:most]] + dots)


def _error(sheet: str, number: int, row: AuditRow, refusal: SongyuError) -> RowError:
    if row.unit:
        return refused(sheet, number, refusal, place=row.unit)
    return RowError(sheet, number, None, refusal.kind, refusal.message, refusal.advice, str(row.key))
