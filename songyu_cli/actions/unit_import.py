"""Rows of a register become stairwells and headcounts: new, changed or the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.bands import BAND_WORDS, BANDS, check_bands
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.imports import Changed, NoFloors, Tally, difference, refused
from songyu_cli.domain.units import Headcount, Unit
from songyu_cli.domain.wording import Phrase, joined
from songyu_cli.storage import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.domain.tables.unit_rows import RegisterRow
    from songyu_cli.storage.connection import Database

_FIELDS = {
    "grid": Phrase("网格", "grid"),
    "households": Phrase("户数", "households"),
    "floors": Phrase("层数", "floors"),
}
_UNIT_COLUMNS = ("id", "estate", "building", "label", "grid", "households", "floors")
_COUNT_COLUMNS = ("unit", "as_of", *BANDS, "source")
_OLDER = Phrase(
    "同一单元写了几行、网格户数层数不一样的（{n} 处），以日期近的一行为准。",
    "Where rows of one stairwell differ in grid, households or floors ({n}), the row of the latest date counts.",
)


def take_units(db: Database, reading: Reading[RegisterRow]) -> Tally:
    """Write a register inside the caller's transaction: one read of what is there, then each change once."""
    taking = _Taking(db, reading.records)
    tally = taking.tally
    for sheet in reading.sheets:
        for number, row in sheet.records:
            added = row.unit not in taking.units
            try:
                differences = taking.take(row)
            except SongyuError as refusal:
                tally.errors.append(refused(sheet.sheet, number, refusal, place=row.unit))
                continue
            if added:
                tally.added += 1
            elif differences:
                what = Phrase("{unit}：{what}", "{unit}: {what}").format(
                    unit=row.unit.phrase(), what=joined(differences)
                )
                tally.changed.append(Changed(sheet.sheet, number, what))
            else:
                tally.same += 1
    taking.write()
    return tally


class _Taking:
    """The state of one import: the register as the rows so far make it."""

    def __init__(self, db: Database, rows: list[RegisterRow]) -> None:
        self.db = db
        self.tally = Tally()
        self.units = {unit.unit: unit for unit in units.everywhere(db)}
        self.counts = units.headcounts_by_day(db)
        self.newest = _newest(rows)
        self.superseded = 0
        self.last_id = self.last_old = db.value("SELECT seq FROM sqlite_sequence WHERE name = 'units'") or 0
        self.new_counts: list[tuple[object, ...]] = []

    def take(self, row: RegisterRow) -> list[Phrase]:
        """Take a row: check all of it, then note it. Return what differs. Raises BandsDoNotNest and NoFloors."""
        if row.floors == 0:
            raise NoFloors
        unit = self.units.get(row.unit) or Unit(row.unit, id=self.last_id + 1)
        changes = {name: value for name, value in self._facts(row) if value != getattr(unit, name)}
        count = _headcount(row)
        old = self.counts.get((unit.id, count.as_of)) if count else None
        whole = _corrected(old[1], count) if old and count else count
        differences = [difference(_FIELDS[name], getattr(unit, name), value) for name, value in changes.items()]
        self.last_id = max(self.last_id, unit.id)
        self.units[row.unit] = replace(unit, **changes) if changes else unit
        if changes and unit.id <= self.last_old:
            self.db.update("units", unit.id, **changes)
        if old and whole:
            return differences + self._correct(*old, whole)
        if whole:
            bands = (getattr(whole, band) for band in BANDS)
            self.new_counts.append((unit.id, str(whole.as_of), *bands, whole.source))
            differences.append(Phrase("{day} 的人数", "the counts of {day}").format(day=whole.as_of.phrase()))
        return differences

    def write(self) -> None:
        """Write the new stairwells and counts, all at once."""
        new = (unit for unit in self.units.values() if unit.id > self.last_old)
        rows = ((u.id, u.unit.estate, u.unit.building, u.unit.label, u.grid, u.households, u.floors) for u in new)
        self.db.insert_many("units", _UNIT_COLUMNS, rows)
        self.db.insert_many("headcounts", _COUNT_COLUMNS, self.new_counts)
        if self.superseded:
            self.tally.notices.append(_OLDER.format(n=self.superseded))

    def _facts(self, row: RegisterRow) -> Iterable[tuple[str, Any]]:
        """Yield what a row says of its stairwell; a blank cell says nothing, nor does an older row than another."""
        for name in _FIELDS:
            value = getattr(row, name)
            if value is None:
                continue
            if self.newest.get((row.unit, name), ("", value))[1] == value:
                yield name, value
            else:
                self.superseded += 1

    def _correct(self, number: int, old: Headcount, whole: Headcount) -> list[Phrase]:
        """Correct the count of the same day; return what differs."""
        if whole == old:
            return []
        bands = {band: getattr(whole, band) for band in BANDS}
        self.db.update("headcounts", number, **bands, source=whole.source)
        differing = [band for band in BANDS if bands[band] != getattr(old, band)]
        differences = [difference(BAND_WORDS[band], getattr(old, band), bands[band]) for band in differing]
        return differences or [difference(Phrase("来源", "source"), old.source, whole.source)]


def _newest(rows: list[RegisterRow]) -> dict[tuple[Address, str], tuple[str, object]]:
    """Return what the latest row says of each stairwell that has several, so that one file has one answer."""
    times = Counter(row.unit for row in rows)
    newest: dict[tuple[Address, str], tuple[str, object]] = {}
    for row in rows if len(times) < len(rows) else ():
        for name in _FIELDS if times[row.unit] > 1 else ():
            value, day = getattr(row, name), str(row.as_of or "")
            if value is not None and newest.get((row.unit, name), ("",))[0] <= day:
                newest[row.unit, name] = day, value
    return newest


def _headcount(row: RegisterRow) -> Headcount | None:
    if row.as_of is None or all(getattr(row, band) is None for band in BANDS):
        return None
    return Headcount(row.unit, row.as_of, **{band: getattr(row, band) for band in BANDS}, source=row.source)


def _corrected(old: Headcount, count: Headcount) -> Headcount:
    """Return a count with its gaps filled from the same day's older one. Raises BandsDoNotNest."""
    whole = count.filled_from(old)
    check_bands(**{band: getattr(whole, band) for band in BANDS})
    return whole
