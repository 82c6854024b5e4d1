"""Rows of an installation ledger become benches; one that stands already is the same bench again."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from songyu_cli.actions.batch import check_open
from songyu_cli.actions.bench import Order, check_opened, check_room, place_benches
from songyu_cli.domain.batches import BatchNotFound
from songyu_cli.domain.benches import BenchDiffers, parsed_tag
from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.imports import BenchGoesBack, Changed, Tally, UsedSinceAnotherDay, difference, refused
from songyu_cli.domain.units import UnitNotFound
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import batches, benches, units

if TYPE_CHECKING:
    from collections.abc import Callable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.batches import Batch
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.tables.bench_rows import BenchRow
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.storage.connection import Database

_FIELDS = {"spot": Phrase("位置", "spot"), "note": Phrase("备注", "note")}
_FORWARD = {
    "pending": ("in_use", "out_of_use", "retired"),
    "in_use": ("out_of_use", "retired"),
    "out_of_use": ("in_use", "retired"),
    "retired": (),
}
_MOST_LISTED = 5  # places named one by one
_SETTLED = Phrase("这些凳子落实了 {n} 条需求。", "Demands carried out by these benches: {n}.")
_ASKED_LATER = Phrase(
    "{n} 条需求登记在安装之后，仍未落实：songyu demand list --open。",
    "Demands registered after the installations, and still open: {n}. See songyu demand list --open.",
)
_NO_PARTNERS = Phrase(
    "{n} 行写了捐赠单位，这个账本还不记捐赠单位，没有采用。",
    "{n} rows name a donor; this ledger does not keep donors yet, so these were left out.",
)
_OTHER_DATES = Phrase(
    "{n} 行当作新装的凳子，请核对：{places}。", "Rows taken for new benches, please look at them ({n}): {places}."
)
_OTHER_DATE = Phrase(
    "台账里第{batch}批 {unit} 已有 {n} 张，安装日期不同",
    "batch {batch} at {unit} has {n} already, installed on another date",
)


@dataclass
class _Line:
    """A row, where it stands, and the benches of the ledger that it speaks of."""

    sheet: str
    number: int
    row: BenchRow
    benches: list[Bench] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """Benches of the row that the ledger does not have."""
        return self.row.quantity - len(self.benches)

    def says(self, bench: Bench) -> str:
        """Return the state that the row gives a bench; one that only says since when it is used says that it is."""
        return self.row.state or ("in_use" if self.row.in_use_on and bench.state == "pending" else bench.state)


@dataclass(frozen=True)
class _Mend:
    """What a row changes of a bench that stands: columns, events to append, and how that is said."""

    bench: Bench
    columns: dict[str, object]
    events: list[tuple[str, Date | None]]
    said: Phrase


def take_benches(db: Database, reading: Reading[BenchRow], *, over: bool) -> Tally:
    """Write installations inside the caller's transaction, and what became of benches that stand already."""
    lines = []
    for sheet in reading.sheets:
        lines += [_Line(sheet.sheet, number, row) for number, row in sheet.records]
    taking = _Taking(db, lines, over=over)
    for line in lines:
        try:
            taking.take(line)
        except SongyuError as refusal:
            taking.tally.errors.append(refused(line.sheet, line.number, refusal, place=line.row.unit))
    taking.place()
    donors = sum(line.row.partner is not None for line in lines)
    if donors:
        taking.tally.notices.append(_NO_PARTNERS.format(n=donors))
    return taking.tally


class _Taking:
    """The state of one import: what stood before, and what the rows so far made of it."""

    def __init__(self, db: Database, lines: list[_Line], *, over: bool) -> None:
        self.db = db
        self.over = over
        self.tally = Tally()
        self.units = {unit.unit: unit for unit in units.everywhere(db)}
        self.batches = {batch.batch: batch for batch in batches.everything(db)}
        self.wanted: Counter[int] = Counter()
        self.placing: list[_Line] = []
        self.others = _find(lines, benches.everything(db))

    def take(self, line: _Line) -> None:
        """Take one row: a new bench, the same as one that stands, or one that changed. All is checked first."""
        row = line.row
        if row.unit not in self.units:
            units.get(self.db, row.unit)  # raises, naming the nearest
            raise UnitNotFound(unit=row.unit)
        batch = self._batch(row.batch)
        mends = [mend for mend in (self._mend(line, bench) for bench in line.benches) if mend]
        if line.missing:
            check_open(batch)
            check_opened(batch, row.installed_on)
            standing = replace(batch, installed=batch.installed + self.wanted[row.batch])
            check_room(standing, line.missing, over=self.over)
            self.wanted[row.batch] += line.missing
            self.placing.append(line)
        self._note(line, mends)
        for mend in mends:
            if mend.columns:
                self.db.update("benches", mend.bench.id, **mend.columns)
            for kind, on in mend.events:
                self.db.insert("bench_events", bench=mend.bench.id, kind=kind, happened_on=on and str(on))

    def place(self) -> None:
        """Put up the new benches; the tags that the file gives are kept for their rows first."""
        for tag in filter(None, (line.row.tag for line in self.placing)):
            benches.note_tag(self.db, *parsed_tag(tag)[1:])
        settled: set[int] = set()
        later: set[int] = set()
        for line in self.placing:
            row = line.row
            order = Order(row.unit, line.missing, row.tag, row.spot, row.in_use_on, row.state or "in_use", row.note)
            done = place_benches(self.db, self.units[row.unit], self.batches[row.batch], order, row.installed_on)
            settled.update(one.demand for one in done.settled)
            later.update(done.asked_later)
        for said, numbers in ((_SETTLED, settled), (_ASKED_LATER, later - settled)):
            if numbers:
                self.tally.notices.append(said.format(n=len(numbers)))
        self._tell_other_dates()

    def _batch(self, number: int) -> Batch:
        if number not in self.batches:
            known = joined([verbatim(str(batch)) for batch in self.batches]) if self.batches else Phrase("无", "none")
            raise BatchNotFound(batch=number, known=known)
        return self.batches[number]

    def _mend(self, line: _Line, bench: Bench) -> _Mend | None:
        """Return what a row changes of a bench. Raises BenchDiffers, BenchGoesBack, UsedSinceAnotherDay."""
        if _identity(line.row) != _identity(bench):
            raise BenchDiffers(
                tag=bench.tag, batch=bench.batch, unit=bench.unit.phrase(), on=Date(bench.installed_on or "").phrase()
            )
        columns = {
            name: value
            for name in _FIELDS
            if (value := getattr(line.row, name)) is not None and value != getattr(bench, name)
        }
        events = self._events(line, bench)
        if not columns and not events:
            return None
        said = [_became(bench, *events[-1])] if events else []
        said += [difference(_FIELDS[name], getattr(bench, name), value) for name, value in columns.items()]
        what = Phrase("{tag}：{what}", "{tag}: {what}").format(tag=bench.tag, what=joined(said))
        return _Mend(bench, columns, events, what)

    def _events(self, line: _Line, bench: Bench) -> list[tuple[str, Date | None]]:
        """Return what happened to a bench since, as a row tells it. Raises BenchGoesBack and UsedSinceAnotherDay."""
        state, used = line.says(bench), line.row.in_use_on
        if state != bench.state and state not in _FORWARD[bench.state]:
            words = (BENCH_STATES.phrase(bench.state), BENCH_STATES.phrase(state))
            raise BenchGoesBack(tag=bench.tag, state=words[0], said=words[1])
        if bench.state == "pending":
            first = [("in_use", used or line.row.installed_on)] if state != "pending" else []
            return first + [(state, None)] * (state not in ("pending", "in_use"))
        resumed = (bench.state, state) == ("out_of_use", "in_use")
        day = used if used and not self._was_used(bench, used) else None
        known = Date(bench.in_use_on) if bench.in_use_on else None
        if day and not (resumed and known and known.certainly_before(day)):
            since = known.phrase() if known else Phrase("不知哪天", "an unknown day")
            raise UsedSinceAnotherDay(tag=bench.tag, known=since, said=day.phrase())
        return [(state, day)] if state != bench.state else []

    def _was_used(self, bench: Bench, day: Date) -> bool:
        """Tell whether the ledger has a bench put to use on a day, or on one within a month or year."""
        days = [bench.in_use_on]
        if bench.in_use_on != day:  # put to use again, perhaps
            rows = self.db.all("SELECT happened_on FROM bench_events WHERE bench = ? AND kind = 'in_use'", (bench.id,))
            days = [row[0] for row in rows]
        return any(known and known.startswith(day) for known in days)

    def _note(self, line: _Line, mends: list[_Mend]) -> None:
        said = [mend.said for mend in mends]
        stood = len(line.benches)
        if stood and line.missing:
            more = Phrase("{unit}：{old} 张 -> {new} 张", "{unit}: {old} -> {new} benches")
            said.append(more.format(unit=line.row.unit.phrase(), old=stood, new=line.row.quantity))
        if not stood:
            self.tally.added += 1
        elif said:
            self.tally.changed.append(Changed(line.sheet, line.number, joined(said)))
        else:
            self.tally.same += 1

    def _tell_other_dates(self) -> None:
        """Say of new benches that the same batch has others there, which the file does not name."""
        places: dict[tuple[int, Address], int] = {}
        rows = 0
        for row in (line.row for line in self.placing):
            others = self.others.get((row.batch, row.unit), ())
            number = sum(bench.installed_on != row.installed_on for bench in others)
            if number:
                rows += 1
                places.setdefault((row.batch, row.unit), number)
        if rows:
            listed = [
                _OTHER_DATE.format(batch=batch, unit=unit.phrase(), n=number)
                for (batch, unit), number in list(places.items())[:_MOST_LISTED]
            ]
            listed += [verbatim("…")] * (len(places) > _MOST_LISTED)
            self.tally.notices.append(_OTHER_DATES.format(n=rows, places=joined(listed)))


def _may_stand(line: _Line, bench: Bench) -> bool:
    return line.row.spot == bench.spot or not (line.row.spot and bench.spot)


# How a bench without a tag in the file is known again: the likest first, of all rows, before the less like.
_LIKENESS: tuple[Callable[[_Line, Bench], bool], ...] = (
    lambda line, bench: (line.row.spot, line.says(bench), line.row.note) == (bench.spot, bench.state, bench.note),
    lambda line, bench: (line.row.spot, line.says(bench)) == (bench.spot, bench.state),
    lambda line, bench: line.row.spot == bench.spot,
    lambda line, bench: _may_stand(line, bench) and line.says(bench) == bench.state,
    _may_stand,
)


def _find(lines: list[_Line], standing: list[Bench]) -> dict[tuple[int, Address], list[Bench]]:
    """Give each line the benches that it speaks of; return by batch and stairwell those that no line does."""
    tagged = {bench.tag: bench for bench in standing}
    named = {line.row.tag for line in lines if line.row.tag}
    pools: defaultdict[tuple[object, ...], list[Bench]] = defaultdict(list)
    for bench in standing:
        if bench.tag not in named:
            pools[_identity(bench)].append(bench)
    for line in lines:
        if line.row.tag in tagged:
            line.benches.append(tagged[line.row.tag])
    for like in _LIKENESS:
        for line in lines:
            pool = pools.get(_identity(line.row))
            if pool and line.missing and not line.row.tag:
                found = [bench for bench in pool if like(line, bench)][: line.missing]
                line.benches += found
                pool[:] = [bench for bench in pool if bench not in found]
    left: defaultdict[tuple[int, Address], list[Bench]] = defaultdict(list)
    for bench in (bench for pool in pools.values() for bench in pool if bench.state != "retired"):
        left[bench.batch, bench.unit].append(bench)
    return left


def _identity(bench: Bench | BenchRow) -> tuple[object, ...]:
    """What a bench's row and the bench itself must agree on."""
    return bench.batch, bench.unit, bench.installed_on


def _became(bench: Bench, state: str, on: Date | None) -> Phrase:
    line = Phrase("{old} -> {new}{on}", "{old} -> {new}{on}")
    day = Phrase("（{on}）", " ({on})").format(on=on.phrase()) if on else Phrase("", "")
    return line.format(old=BENCH_STATES.phrase(bench.state), new=BENCH_STATES.phrase(state), on=day)
