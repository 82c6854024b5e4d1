"""A sheet is made to carry from stairwell to stairwell, and to see what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.audit_refusals import AuditSheetEnding, AuditSheetThere, NothingToAudit
from songyu_cli.domain.audits import AuditSheetLine, AuditSheetWritten, expected
from songyu_cli.domain.dates import Date
from songyu_cli.domain.estates import home_estate
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.visit_rows import key_of
from songyu_cli.storage import audits, settings, units
from songyu_cli.writers.audit_sheet import AuditSheet, write_audit_sheet
from songyu_cli.writers.files import check_writable

if TYPE_CHECKING:
    from pathlib import Path

    from songyu_cli.actions.visit_sheet import Extent
    from songyu_cli.domain.wording import Language
    from songyu_cli.storage.connection import Database


def make_audit_sheet(
    db: Database, path: Path, extent: Extent, language: Language, *, over: bool = False
) -> AuditSheetWritten:
    """Write a sheet with a row for each bench that should stand at the stairwells, in address order.

    A stairwell without a bench has a row too. `over` an older file of that name. Raises AuditSheetEnding,
    AuditSheetThere, NothingToAudit, FileNotWritable and FileIsALedger.
    """
    if path.suffix.lower() != ".xlsx":
        raise AuditSheetEnding(path=quoted(str(path)))
    lines = _lines(db, extent)
    if not lines:
        raise NothingToAudit
    check_writable(path)
    if path.exists() and not over:
        raise AuditSheetThere(path=path)
    write_audit_sheet(path, AuditSheet(settings.get(db, "community"), extent.grid, lines), language)
    benches = sum(line.tag is not None for line in lines)
    return AuditSheetWritten(str(path), extent.grid, len({line.key for line in lines}), benches)


def _lines(db: Database, extent: Extent) -> list[AuditSheetLine]:
    estate = home_estate(settings.home(db)).full
    with db.reading():
        there = units.everywhere(db)
        ledger = audits.ledger(db)
    due = expected(ledger, Date.of(extent.today))
    lines = []
    for unit in there:
        if extent.places is not None and unit.unit not in extent.places:
            continue
        shown = unit.unit.short if unit.unit.estate == estate else unit.unit.phrase().zh
        key = str(key_of(unit.id, unit.unit))
        tags = due.at(unit.unit)
        lines += [AuditSheetLine(key, shown, tag, ledger[tag].spot) for tag in tags]
        if not tags:
            lines.append(AuditSheetLine(key, shown, None, None))
    return lines
