"""Spreadsheets come in: read, checked whole, then written as one command, or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from songyu_cli.actions.audit_import import check_not_taken, take_audits
from songyu_cli.actions.bench_import import take_benches
from songyu_cli.actions.demand_import import take_demands
from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.unit_import import take_units
from songyu_cli.actions.visit_file import check_new
from songyu_cli.actions.visit_import import take_visits
from songyu_cli.domain.imports import BadRows, Imported, SheetRead
from songyu_cli.domain.masking import mask
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.kinds import AUDITS, BENCHES, DEMANDS, UNITS, VISITS
from songyu_cli.domain.tables.readings import read_table
from songyu_cli.readers.workbook import read_workbook
from songyu_cli.storage import settings
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.imports import Tally
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.sheets import Workbook
    from songyu_cli.domain.tables.columns import Kind
    from songyu_cli.domain.tables.kinds import AuditRow, VisitRow
    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.domain.tables.sheet_readings import Reading, SheetReading, Unknown
    from songyu_cli.storage.connection import Database

_KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (UNITS, BENCHES, DEMANDS, VISITS, AUDITS)}
_COMMANDS = {
    "units": "unit import",
    "benches": "bench import",
    "demands": "demand import",
    "visits": "visit import",
    "audits": "bench audit",
}


@dataclass(frozen=True)
class Wishes:
    """How the user wants a file read and written."""

    on: Date | None = None
    batch: int | None = None
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    skip_bad: bool = False
    dry_run: bool = False
    over: bool = False
    expand: bool = False
    grid: str | None = None
    again: bool = False


def import_file(db: Database, path: Path, kind: str, wishes: Wishes, actor: Actor) -> Imported:
    """Take the rows of a spreadsheet into the ledger as one command.

    Every bad row is reported together. Raises BadRows (nothing is written then, unless `skip_bad`), the FileRefused
    family for a file that cannot be read, the refusals of a header that cannot be found.
    """
    book = _masked(read_workbook(path, encoding=wishes.encoding), wishes.sheet)
    home, known = settings.home(db), kinds(db)
    sight = Sight(home, actor.at.date(), on=wishes.on, batch=wishes.batch, expand=wishes.expand, kinds=known)
    sheet = None if wishes.sheet is None else mask(wishes.sheet).text
    reading = read_table(book, _KINDS[kind], sight, sheet=sheet, mapping=wishes.mapping)
    with transaction(db, _COMMANDS[kind], actor, dry_run=wishes.dry_run):
        if kind == "visits":
            check_new(db, book.name, book.sha256, _days(reading), again=wishes.again)
        if kind == "audits":
            check_not_taken(db, book.name, book.sha256, _days(reading))
        tally = _take(db, reading, wishes, actor)
        errors = _once([*reading.errors, *tally.errors])
        if errors and not (wishes.skip_bad or wishes.dry_run):
            raise BadRows(book.name, errors)
        if tally.added or tally.changed:
            _remember(db, book, reading, tally)
    return Imported(
        file=book.name,
        kind=kind,
        encoding=book.encoding,
        dry_run=wishes.dry_run,
        sheets=tuple(_sheet_read(one) for one in reading.sheets),
        added=tally.added,
        changed=len(tally.changed),
        same=tally.same + sum(len(one.same) for one in reading.sheets),
        bad=len({(error.sheet, error.row) for error in errors}),
        changes=tuple(tally.changed),
        totals=tuple(reading.totals),
        errors=tuple(errors),
        notices=(
            *book.notices,
            *reading.notices,
            *(notice for one in reading.sheets for notice in one.notices),
            *tally.notices,
        ),
    )


def _take(db: Database, reading: Reading[Any], wishes: Wishes, actor: Actor) -> Tally:
    """Write what was read of a kind."""
    if reading.kind is UNITS:
        return take_units(db, reading)
    if reading.kind is DEMANDS:
        return take_demands(db, reading, actor)
    if reading.kind is VISITS:
        return take_visits(db, reading, actor, grid=wishes.grid, again=wishes.again, dry_run=wishes.dry_run)
    if reading.kind is AUDITS:
        return take_audits(db, reading, actor, grid=wishes.grid, dry_run=wishes.dry_run)
    return take_benches(db, reading, actor, over=wishes.over)


def _masked(book: Workbook, chosen: str | None) -> Workbook:
    """Return a workbook whose own name and whose sheets' names may be shown and stored; of it the sheet chosen."""
    # Chosen before the names are masked: two names may be the same after it.
    sheets = [one for one in book.sheets if one.name == chosen] or book.sheets
    return replace(book, name=mask(book.name).text, sheets=[replace(one, name=mask(one.name).text) for one in sheets])


def _once(errors: list[RowError]) -> list[RowError]:
    """Return the errors in the order of the file; the parts of a row that was split may each have the same."""
    distinct: dict[tuple[object, ...], RowError] = {}
    for error in errors:
        distinct.setdefault((error.sheet, error.row, error.column, error.kind, error.why), error)
    return sorted(distinct.values(), key=lambda error: (error.sheet, error.row))


def _remember(db: Database, book: Workbook, reading: Reading[Any], tally: Tally) -> None:
    mapping = {one.sheet: [mapped.field for mapped in one.mapped] for one in reading.sheets}
    if reading.kind in (VISITS, AUDITS):
        mapping["on"] = _days(reading)
    db.insert(
        "imports",
        file_name=book.name,
        sha256=book.sha256,
        kind=reading.kind.name,
        mapping=json.dumps(mapping, ensure_ascii=False),
        added=tally.added,
        changed=len(tally.changed),
        same=tally.same,
    )


def _days(reading: Reading[AuditRow] | Reading[VisitRow]) -> list[str]:
    """Return the days of the rounds or audits in a file."""
    return sorted({row.on for row in reading.records if row.filled and row.on})


def _sheet_read(reading: SheetReading[Any]) -> SheetRead:
    return SheetRead(
        sheet=reading.sheet,
        header_row=reading.header_row,
        columns=tuple(f"{mapped.letter} {mapped.header} -> {mapped.field}" for mapped in reading.mapped),
        left_out=tuple(reading.left_out),
        unknown=tuple(_unknown(one) for one in reading.unknown),
        rows=len(reading.records),
    )


def _unknown(column: Unknown) -> str:
    return f"{column.letter} {column.header}" + (f" (~ {column.nearest})" if column.nearest else "")
