"""A sheet is made to carry from door to door."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.ledger import kinds
from songyu_cli.domain.dates import Date, covers_up_to
from songyu_cli.domain.estates import home_estate
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.visit_rows import key_of
from songyu_cli.domain.visits import NothingToCarry, SheetEnding, SheetLine, SheetThere, SheetWritten
from songyu_cli.storage import settings, units
from songyu_cli.writers.files import check_writable
from songyu_cli.writers.visit_sheet import VisitSheet, sheet_name, write_visit_sheet

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection
    from pathlib import Path

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.wording import Language
    from songyu_cli.storage.connection import Database

__all__ = ["Extent", "make_sheet", "sheet_name"]


class Extent(NamedTuple):
    """Which stairwells a sheet has: those of a grid, or all, with the counts known on a day."""

    today: datetime.date
    grid: str | None = None
    places: Collection[Address] | None = None


def make_sheet(db: Database, path: Path, extent: Extent, language: Language, *, over: bool = False) -> SheetWritten:
    """Write a sheet with a row for each stairwell, in address order; `over` an older file of that name.

    Raises SheetEnding, SheetThere, NothingToCarry, FileNotWritable and FileIsALedger.
    """
    if path.suffix.lower() != ".xlsx":
        raise SheetEnding(path=quoted(str(path)))
    lines = _lines(db, extent)
    if not lines:
        raise NothingToCarry
    check_writable(path)
    if path.exists() and not over:
        raise SheetThere(path=path)
    sheet = VisitSheet(settings.get(db, "community"), extent.grid, lines)
    write_visit_sheet(path, sheet, kinds(db), language)
    return SheetWritten(str(path), extent.grid, len(lines))


def _lines(db: Database, extent: Extent) -> list[SheetLine]:
    estate = home_estate(settings.home(db)).full
    with db.reading():
        ids = {unit.unit: unit.id for unit in units.everywhere(db)}
        known = units.lines(db, up_to=covers_up_to(Date.of(extent.today)))
    return [
        SheetLine(
            str(key_of(ids[line.unit], line.unit)),
            line.unit.short if line.unit.estate == estate else line.unit.phrase().zh,
            line.elderly_60,
        )
        for line in known
        if extent.places is None or line.unit in extent.places
    ]
