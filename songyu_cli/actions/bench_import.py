"""Rows of an installation ledger become benches; one that stands already is the same bench again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from songyu_cli.actions.batch import check_open
from songyu_cli.actions.bench import Order, check_opened, check_room, place_benches
from songyu_cli.domain.batches import BatchNotFound
from songyu_cli.domain.benches import BenchDiffers
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.imports import Changed, Tally, refused
from songyu_cli.domain.units import UnitNotFound
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import batches, benches, units

if TYPE_CHECKING:
    from songyu_cli.domain.batches import Batch
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.tables.bench_rows import BenchRow
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.storage.database import Database

_NO_PARTNERS = Phrase(
    "{n} 行写了捐赠单位，这个账本还不记捐赠单位，没有采用。",
    "{n} rows name a donor; this ledger does not keep donors yet, so these were left out.",
)


def take_benches(db: Database, reading: Reading[BenchRow], *, over: bool) -> Tally:
    """Write installations inside the caller's transaction. Raises BatchFull for the whole file."""
    taking = _Taking(db)
    for sheet in reading.sheets:
        for number, row in sheet.records:
            try:
                taking.take(sheet.sheet, number, row)
            except SongyuError as refusal:
                taking.tally.errors.append(refused(sheet.sheet, number, refusal, place=row.unit))
    for number, wanted in taking.wanted.items():
        check_room(taking.batches[number], wanted, over=over)
    donors = sum(row.partner is not None for row in reading.records)
    if donors:
        taking.tally.notices.append(_NO_PARTNERS.format(n=donors))
    return taking.tally


class _Taking:
    """The state of one import: what stood before, and what the rows so far made of it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.tally = Tally()
        self.units = {unit.unit: unit for unit in units.everywhere(db)}
        self.batches = {batch.batch: batch for batch in batches.everything(db)}
        standing = benches.everything(db)
        self.tagged = {bench.tag: bench for bench in standing}
        self.standing = Counter(_natural(bench) for bench in standing)
        self.wanted: Counter[int] = Counter()

    def take(self, sheet: str, number: int, row: BenchRow) -> None:
        """Take one row: a new bench, the same as one that stands, or a mended remark."""
        unit = self.units.get(row.unit)
        if unit is None:
            units.get(self.db, row.unit)  # raises, naming the nearest
            raise UnitNotFound(unit=row.unit)
        batch = self._batch(row.batch)
        bench = self.tagged.get(row.tag) if row.tag else None
        if bench is not None:
            self._compare(sheet, number, row, bench)
            return
        before = min(row.quantity, self.standing[_natural(row)]) if row.tag is None else 0
        self.standing[_natural(row)] -= before
        if before == row.quantity:
            self.tally.same += 1
            return
        check_open(batch)
        check_opened(batch, row.installed_on)
        order = Order(
            unit=row.unit,
            quantity=row.quantity - before,
            tag=row.tag,
            spot=row.spot,
            used_on=row.in_use_on,
            state=row.state,
            note=row.note,
        )
        place_benches(self.db, unit, batch, order, row.installed_on)
        self.wanted[row.batch] += order.quantity
        self.tally.added += 1

    def _batch(self, number: int) -> Batch:
        if number not in self.batches:
            known = joined([verbatim(str(batch)) for batch in self.batches]) if self.batches else Phrase("无", "none")
            raise BatchNotFound(batch=number, known=known)
        return self.batches[number]

    def _compare(self, sheet: str, number: int, row: BenchRow, bench: Bench) -> None:
        """Take a row about a tag that is known: the same, or another spot or remark. Raises BenchDiffers."""
        if _identity(row) != _identity(bench):
            raise BenchDiffers(
                tag=bench.tag, batch=bench.batch, unit=bench.unit.phrase(), on=Date(bench.installed_on or "").phrase()
            )
        changes = {
            name: getattr(row, name)
            for name in ("spot", "note")
            if getattr(row, name) is not None and getattr(row, name) != getattr(bench, name)
        }
        if not changes:
            self.tally.same += 1
            return
        self.db.update("benches", bench.id, **changes)
        what = "; ".join(f"{getattr(bench, name) or '—'} -> {value}" for name, value in changes.items())
        self.tally.changed.append(Changed(sheet, number, verbatim(f"{bench.tag}: {what}")))


def _identity(bench: Any) -> tuple[object, ...]:
    """What a bench's row and the bench itself must agree on; what became of it since is the ledger's business."""
    return bench.batch, bench.unit, bench.installed_on


def _natural(bench: Any) -> tuple[object, ...]:
    """What two benches without a tag in a file have in common when they are alike."""
    return (*_identity(bench), bench.spot)
