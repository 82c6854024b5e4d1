"""Rows of a register become stairwells and headcounts: new, changed or the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BAND_WORDS, BANDS, BandsDoNotNest, check_bands
from songyu_cli.domain.imports import Changed, Tally, refused
from songyu_cli.domain.units import Headcount, Unit
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import units

if TYPE_CHECKING:
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.domain.tables.unit_rows import RegisterRow
    from songyu_cli.storage.database import Database

_FIELDS = {
    "grid": Phrase("网格", "grid"),
    "households": Phrase("户数", "households"),
    "floors": Phrase("层数", "floors"),
}
_UNIT_COLUMNS = ("id", "estate", "building", "label", "grid", "households", "floors")
_COUNT_COLUMNS = ("unit", "as_of", *BANDS, "source")


def take_units(db: Database, reading: Reading[RegisterRow]) -> Tally:
    """Write a register inside the caller's transaction: one read of what is there, then each change once."""
    tally = Tally()
    known = {unit.unit: unit for unit in units.everywhere(db)}
    counts = units.headcounts_by_day(db)
    last_id = db.value("SELECT seq FROM sqlite_sequence WHERE name = 'units'") or 0
    new_units: list[tuple[object, ...]] = []
    new_counts: list[tuple[object, ...]] = []
    for sheet in reading.sheets:
        for number, row in sheet.records:
            unit, added = known.get(row.unit), False
            if unit is None:
                last_id += 1
                unit, added = Unit(row.unit, row.grid, row.households, row.floors, last_id), True
                known[row.unit] = unit
                place = row.unit
                new_units.append(
                    (unit.id, place.estate, place.building, place.label, row.grid, row.households, row.floors)
                )
            try:
                differences = _mend(db, unit, row) + _count(db, unit, row, counts, new_counts)
            except BandsDoNotNest as refusal:
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
    db.insert_many("units", _UNIT_COLUMNS, new_units)
    db.insert_many("headcounts", _COUNT_COLUMNS, new_counts)
    return tally


def _count(
    db: Database,
    unit: Unit,
    row: RegisterRow,
    counts: dict[tuple[int, str], tuple[int, Headcount]],
    new: list[tuple[object, ...]],
) -> list[Phrase]:
    """Note a row's headcount as new, or correct the same day's; return what differs."""
    count = _headcount(row)
    if count is None:
        return []
    found = counts.get((unit.id, count.as_of))
    if found:
        return _correct(db, found, count)
    new.append((unit.id, str(count.as_of), *(getattr(count, band) for band in BANDS), count.source))
    return [Phrase("{day} 的人数", "the counts of {day}").format(day=count.as_of.phrase())]


def _headcount(row: RegisterRow) -> Headcount | None:
    if row.as_of is None or all(getattr(row, band) is None for band in BANDS):
        return None
    return Headcount(row.unit, row.as_of, **{band: getattr(row, band) for band in BANDS}, source=row.source)


def _mend(db: Database, unit: Unit, row: RegisterRow) -> list[Phrase]:
    """Change what the file says differently of a known stairwell; a blank cell changes nothing."""
    changes = {
        name: getattr(row, name)
        for name in _FIELDS
        if getattr(row, name) is not None and getattr(row, name) != getattr(unit, name)
    }
    if changes:
        db.update("units", unit.id, **changes)
    return [_difference(_FIELDS[name], getattr(unit, name), value) for name, value in changes.items()]


def _correct(db: Database, found: tuple[int, Headcount], count: Headcount) -> list[Phrase]:
    """Correct a count of the same day. Raises BandsDoNotNest when the corrected bands do not nest."""
    number, old = found
    whole = count.filled_from(old)
    if whole == old:
        return []
    bands = {band: getattr(whole, band) for band in BANDS}
    check_bands(**bands)
    db.update("headcounts", number, **bands, source=whole.source)
    differences = [
        _difference(BAND_WORDS[band], getattr(old, band), bands[band])
        for band in BANDS
        if bands[band] != getattr(old, band)
    ]
    return differences or [_difference(Phrase("来源", "source"), old.source, whole.source)]


def _difference(name: Phrase, old: object, new: object) -> Phrase:
    line = Phrase("{name} {old} -> {new}", "{name} {old} -> {new}")
    return line.format(name=name, old=verbatim("—" if old is None else str(old)), new=verbatim(str(new)))
