"""Rows of a register become stairwells and headcounts: new, changed or the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.bands import BAND_WORDS, BANDS, check_bands
from songyu_cli.domain.cleaning import looks_alike
from songyu_cli.domain.errors import OF_WHAT_IS_TYPED
from songyu_cli.domain.imports import Changed, NoFloors, Tally, difference, refused
from songyu_cli.domain.progress import followed, silent
from songyu_cli.domain.register import latest_count
from songyu_cli.domain.units import Headcount, Unit
from songyu_cli.domain.wording import Phrase, joined
from songyu_cli.storage import units

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.progress import Progress
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.domain.tables.unit_rows import RegisterRow
    from songyu_cli.storage.connection import Database

_FIELDS = {
    "grid": Phrase("网格", "grid"),
    "households": Phrase("户数", "households"),
    "floors": Phrase("层数", "floors"),
}
_UNKNOWN = (None,) * len(_FIELDS)
_UNCOUNTED = (None,) * len(BANDS)
_facts = attrgetter(*_FIELDS)
_bands = attrgetter(*BANDS)
_UNIT_COLUMNS = ("id", "estate", "building", "label", "grid", "households", "floors")
_COUNT_COLUMNS = ("unit", "as_of", *BANDS, "source")
_WRITING_UNITS = Phrase("写入单元", "Writing stairwells")
_WRITING_COUNTS = Phrase("写入人数", "Writing counts")
_OLDER = Phrase(
    "同一单元写了几行、网格户数层数不一样的（{n} 处），以日期近的一行为准。",
    "Where rows of one stairwell differ in grid, households or floors ({n}), the row of the latest date counts.",
)


def take_units(db: Database, reading: Reading[RegisterRow], progress: Progress = silent) -> Tally:
    """Write a register inside the caller's transaction: one read of what is there, then each change once."""
    taking = _Taking(db, reading.records)
    tally = taking.tally
    for sheet in reading.sheets:
        for number, row in sheet.records:
            try:
                differences = taking.take(row)
            except OF_WHAT_IS_TYPED as refusal:
                tally.errors.append(refused(sheet.sheet, number, refusal, place=row.unit))
                continue
            if differences is None:
                tally.added += 1
            elif differences:
                what = Phrase("{unit}：{what}", "{unit}: {what}").format(
                    unit=row.unit.phrase(), what=joined(differences)
                )
                tally.changed.append(Changed(sheet.sheet, number, what))
            else:
                tally.same += 1
    taking.write(progress)
    return tally


class _Taking:
    """The state of one import: the register as the rows so far make it."""

    def __init__(self, db: Database, rows: list[RegisterRow]) -> None:
        self.db = db
        self.tally = Tally()
        self.units = units.by_address(db)
        self.counts = units.headcounts_by_day(db, self.units.values())
        self.newest = _newest(rows)
        self.superseded = 0
        self.last_id = self.last_old = db.value("SELECT seq FROM sqlite_sequence WHERE name = 'units'") or 0
        self.new_counts: list[tuple[object, ...]] = []
        # filled once a row is not word for word the same
        self.told: defaultdict[int, list[Headcount]] = defaultdict(list)

    def take(self, row: RegisterRow) -> list[Phrase] | None:
        """Take a row: check all of it, then note it. Return what differs, None for a new stairwell.

        Raises BandsDoNotNest and NoFloors.
        """
        if row.floors == 0:
            raise NoFloors
        unit = self.units.get(row.unit)
        if unit is None:
            self.last_id += 1
            grid, households, floors = self._facts(row, _UNKNOWN)
            self.units[row.unit] = Unit(row.unit, grid, households, floors, self.last_id)
            self._count(self.last_id, row)
            return None
        known = _facts(unit)
        facts = self._facts(row, known)
        old = self.counts.get((unit.id, row.as_of)) if row.as_of else None
        whole = _corrected(old[1], row) if old and not self._is_shown(unit.id, old[1], row) else None
        differences = [] if facts == known else self._change(unit, facts)
        if old and whole:
            return differences + self._correct(*old, whole)
        if not old and row.as_of and self._count(unit.id, row):
            differences.append(Phrase("{day} 的人数", "the counts of {day}").format(day=row.as_of.phrase()))
        return differences

    def write(self, progress: Progress) -> None:
        """Write the new stairwells and counts, all at once."""
        new = [unit for unit in self.units.values() if unit.id > self.last_old]
        rows = ((u.id, u.unit.estate, u.unit.building, u.unit.label, u.grid, u.households, u.floors) for u in new)
        counts = iter(self.new_counts)
        self.db.insert_many("units", _UNIT_COLUMNS, followed(rows, progress, _WRITING_UNITS, len(new)))
        told = followed(counts, progress, _WRITING_COUNTS, len(self.new_counts))
        self.db.insert_many("headcounts", _COUNT_COLUMNS, told)
        if self.superseded:
            self.tally.notices.append(_OLDER.format(n=self.superseded))

    def _facts(self, row: RegisterRow, known: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return what a stairwell is after a row; a blank cell says nothing, nor does an older row than another."""
        said = _facts(row)
        if newest := self.newest.get(row.unit):
            older = [value is not None and value != latest for value, (_, latest) in zip(said, newest, strict=True)]
            self.superseded += sum(older)
            said = tuple(None if old else value for old, value in zip(older, said, strict=True))
        if None not in said:
            return said
        return tuple(was if value is None else value for was, value in zip(known, said, strict=True))

    def _change(self, unit: Unit, facts: tuple[Any, ...]) -> list[Phrase]:
        """Take new facts about a known stairwell; return what differs."""
        pairs = zip(_FIELDS, _facts(unit), facts, strict=True)
        changes = {name: (old, new) for name, old, new in pairs if not looks_alike(new, old)}
        if not changes:
            return []
        values = {name: new for name, (_, new) in changes.items()}
        self.units[unit.unit] = replace(unit, **values)
        if unit.id <= self.last_old:
            self.db.update("units", unit.id, **values)
        return [difference(_FIELDS[name], old, new) for name, (old, new) in changes.items()]

    def _count(self, unit: int, row: RegisterRow) -> bool:
        """Note a new count, if the row has one; tell whether it does."""
        bands = _bands(row)
        counted = bands != _UNCOUNTED
        if counted:
            self.new_counts.append((unit, row.as_of, *bands, row.source))
        return counted

    def _is_shown(self, unit: int, old: Headcount, row: RegisterRow) -> bool:
        """Tell whether a row says no more of a day than our own list: numbers that an older count gave are in it."""
        if _bands(row) == _bands(old):
            return row.source is None or looks_alike(row.source, old.source)
        if not self.told:
            for (counted, _), (_, count) in self.counts.items():
                self.told[counted].append(count)
        shown = latest_count(self.told[unit], old.as_of)
        if shown is None or shown.as_of != old.as_of or not (row.source is None or looks_alike(row.source, old.source)):
            return False
        return all(said in (None, known) for said, known in zip(_bands(row), _bands(shown), strict=True))

    def _correct(self, number: int, old: Headcount, whole: Headcount) -> list[Phrase]:
        """Correct the count of the same day; return what differs."""
        bands = {band: getattr(whole, band) for band in BANDS}
        self.db.update("headcounts", number, **bands, source=whole.source)
        differing = [band for band in BANDS if bands[band] != getattr(old, band)]
        differences = [difference(BAND_WORDS[band], getattr(old, band), bands[band]) for band in differing]
        return differences or [difference(Phrase("来源", "source"), old.source, whole.source)]


def _newest(rows: list[RegisterRow]) -> dict[Address, list[tuple[str, object]]]:
    """Return what the latest row says of each stairwell that has several, so that one file has one answer."""
    times = Counter(row.unit for row in rows)
    newest: dict[Address, list[tuple[str, object]]] = {}
    for row in rows if len(times) < len(rows) else ():
        if times[row.unit] > 1:
            latest = newest.setdefault(row.unit, [("", None)] * len(_FIELDS))
            day = str(row.as_of or "")
            for place, value in enumerate(_facts(row)):
                if value is not None and latest[place][0] <= day:
                    latest[place] = day, value
    return newest


def _corrected(old: Headcount, row: RegisterRow) -> Headcount | None:
    """Return a count corrected by a row of the same day, or None where they agree. Raises BandsDoNotNest."""
    bands = _bands(row)
    if bands == _UNCOUNTED or (row.source in (None, old.source) and bands == _bands(old)):
        return None
    whole = Headcount(old.unit, old.as_of, *bands, source=row.source).filled_from(old)
    check_bands(*_bands(whole))
    return None if whole == old else whole
