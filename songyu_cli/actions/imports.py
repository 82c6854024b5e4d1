"""Spreadsheets come in: read, checked whole, then written as one command, or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from songyu_cli.actions.bad_rows import check_fits, give_back
from songyu_cli.actions.ledger import checked, kinds
from songyu_cli.domain.import_refusals import SaveMapAlone
from songyu_cli.domain.imports import BadTable, Imported, SheetRead
from songyu_cli.domain.masking import mask
from songyu_cli.domain.progress import READING, silent
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.kinds import AUDITS, DEMANDS, INSPECTIONS, TABLES, UNITS, VISITS
from songyu_cli.domain.tables.readings import read_table
from songyu_cli.domain.tables.saved_maps import merged_map, read_map, written_map
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.workbook import read_workbook
from songyu_cli.storage import settings
from songyu_cli.storage.backups import backed_up
from songyu_cli.writers.files import lock_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.imports import Tally
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.progress import Progress
    from songyu_cli.domain.sheets import Workbook
    from songyu_cli.domain.tables.kinds import AuditRow, VisitRow
    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.domain.tables.sheet_readings import Reading, SheetReading
    from songyu_cli.domain.wording import Language
    from songyu_cli.storage.connection import Database

_COMMANDS = {
    "units": "unit import",
    "benches": "bench import",
    "demands": "demand import",
    "visits": "visit import",
    "audits": "bench audit",
    "inspections": "bench inspect",
}
OPEN_ELSEWHERE = Phrase(
    "{file} 好像正在 Excel、WPS 或 LibreOffice 里打开着：读到的是上次存好的内容，还没有保存的改动不算。",
    "{file} seems to be open in Excel, WPS or LibreOffice: only what was saved there is read.",
)
NOTHING_BAD = Phrase("没有有问题的行，所以没有写 {path}。", "No row is bad, so {path} was not written.")


@dataclass(frozen=True)
class Wishes:
    """How the user wants a file read and written. `mend` is what to type to import the file of bad rows."""

    on: Date | None = None
    batch: int | None = None
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    save_map: bool = False
    encoding: str | None = None
    skip_bad: bool = False
    dry_run: bool = False
    over: bool = False
    expand: bool = False
    grid: str | None = None
    again: bool = False
    no_backup: bool = False
    errors_to: Path | None = None
    mend: str = ""
    language: Language = "zh"
    progress: Progress = silent


def import_file(db: Database, path: Path, kind: str, wishes: Wishes, actor: Actor) -> Imported:
    """Take the rows of a spreadsheet into the ledger as one command.

    Every bad row is reported together, and written to `errors_to`. Raises BadRows (nothing is written to the ledger
    then, unless `skip_bad`), the FileRefused family for a file that cannot be read, the refusals of a header that
    cannot be found, NoBackupNoChange where the ledger cannot be backed up first.
    """
    if wishes.save_map and not wishes.mapping:
        raise SaveMapAlone
    book, reading = _read(db, path, kind, wishes, actor)
    doomed = bool(reading.errors) and not wishes.skip_bad  # it will be refused: nothing to be saved from
    wanted = not (doomed or wishes.no_backup)
    with backed_up(db, _COMMANDS[kind], actor, wanted=wanted, dry_run=wishes.dry_run):
        if kind == "audits":
            from songyu_cli.actions.audit_import import check_not_taken  # noqa: PLC0415  as in _take

            check_not_taken(db, book.name, book.sha256, _days(reading))
        tally = _take(db, reading, wishes, actor)
        errors = _once([*reading.errors, *tally.errors])
        if errors and wishes.errors_to:
            give_back(wishes.errors_to, reading, errors, wishes.language)
        if errors and not (wishes.skip_bad or wishes.dry_run):
            kept = [said for one in reading.sheets for said in one.kept]
            raise BadTable(book.name, errors, kept=kept, errors_to=wishes.errors_to, mend=wishes.mend)
        if tally.added or tally.changed:
            _remember(db, book, reading, tally)
        saved = _save_map(db, kind, wishes) if wishes.save_map else None
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
        notices=tuple(_notices(path, book, reading, tally, None if errors else wishes.errors_to)),
        errors_to=str(wishes.errors_to) if errors and wishes.errors_to else None,
        mend=wishes.mend if errors and wishes.errors_to else None,
        map=saved,
    )


def _read(db: Database, path: Path, kind: str, wishes: Wishes, actor: Actor) -> tuple[Workbook, Reading[Any]]:
    """Read a file as a table of a kind."""
    wishes.progress(READING, 0, 0)
    book = _masked(read_workbook(path, encoding=wishes.encoding), wishes.sheet)
    home, known = settings.home(db), kinds(db)
    sight = Sight(
        home,
        actor.at.date(),
        on=wishes.on,
        batch=wishes.batch,
        expand=wishes.expand,
        kinds=known,
        progress=wishes.progress,
    )
    sheet = None if wishes.sheet is None else mask(wishes.sheet).text
    kept = _kept_map(db, kind)
    reading = read_table(book, TABLES[kind], sight, sheet=sheet, mapping=wishes.mapping, kept=kept)
    if wishes.errors_to:
        check_fits(wishes.errors_to, reading)
    else:  # the cells are no longer needed
        reading.sheets[:] = [replace(one, origin=None) for one in reading.sheets]
    return book, reading


def _notices(
    path: Path, book: Workbook, reading: Reading[Any], tally: Tally, unwritten: Path | None
) -> Iterator[Phrase]:
    """Yield everything there is to tell of a file, from the whole to its rows."""
    if lock_beside(path):
        yield OPEN_ELSEWHERE.format(file=book.name)
    yield from book.notices
    yield from reading.notices
    for one in reading.sheets:
        yield from one.kept
        yield from one.notices
    yield from tally.notices
    if unwritten:
        yield NOTHING_BAD.format(path=unwritten)


def _save_map(db: Database, kind: str, wishes: Wishes) -> str:
    """Keep what --map said for the next file of this kind. Raises SettingRefused."""
    key = f"map_{kind}"
    now = checked(key, written_map(merged_map(_kept_map(db, kind), wishes.mapping)))
    if now != settings.get(db, key):
        settings.put(db, key, now)
    return now


def _kept_map(db: Database, kind: str) -> dict[str, str]:
    """Return what --map said before; what another hand wrote there and cannot be read says nothing."""
    try:
        return read_map(settings.get(db, f"map_{kind}"))
    except ValueError:
        return {}


def _take(db: Database, reading: Reading[Any], wishes: Wishes, actor: Actor) -> Tally:
    """Write what was read of a kind; what takes in the other kinds is not loaded."""
    if reading.kind is UNITS:
        from songyu_cli.actions.unit_import import take_units  # noqa: PLC0415  each kind pays for its own

        return take_units(db, reading, wishes.progress)
    if reading.kind is DEMANDS:
        from songyu_cli.actions.demand_import import take_demands  # noqa: PLC0415

        return take_demands(db, reading, actor)
    if reading.kind is VISITS:
        from songyu_cli.actions.visit_import import take_visits  # noqa: PLC0415

        return take_visits(db, reading, actor, grid=wishes.grid, again=wishes.again, dry_run=wishes.dry_run)
    if reading.kind is AUDITS:
        from songyu_cli.actions.audit_import import take_audits  # noqa: PLC0415

        return take_audits(db, reading, actor, grid=wishes.grid, dry_run=wishes.dry_run)
    if reading.kind is INSPECTIONS:
        from songyu_cli.actions.inspection_import import take_inspections  # noqa: PLC0415

        return take_inspections(db, reading, actor)
    from songyu_cli.actions.bench_import import take_benches  # noqa: PLC0415

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
        columns=reading.mapped,
        samples=reading.samples,
        left_out=tuple(reading.left_out),
        unknown=reading.unknown,
        rows=reading.rows,
    )
