"""Rows of an installation ledger become benches; one that stands already is the same bench again."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from songyu_cli.actions.batch import check_open
from songyu_cli.actions.bench import Order, check_opened, check_room, place_benches
from songyu_cli.actions.bench_rows import Line, find, identity
from songyu_cli.domain.batches import BatchNotFound
from songyu_cli.domain.benches import BenchDiffers, parsed_tag
from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.domain.cleaning import looks_alike
from songyu_cli.domain.dates import Date
from songyu_cli.domain.departures import over_allocated, unplanned
from songyu_cli.domain.errors import OF_WHAT_IS_TYPED, SongyuError
from songyu_cli.domain.imports import (
    BenchGoesBack,
    Changed,
    MovedSince,
    ReplacedSince,
    Tally,
    UsedSinceAnotherDay,
    difference,
    refused,
)
from songyu_cli.domain.partners import named
from songyu_cli.domain.units import UnitNotFound
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import batches, bench_stories, benches, partners, units

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.batches import Batch
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.partners import Partner
    from songyu_cli.domain.tables.bench_rows import BenchRow
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.storage.connection import Database

_FIELDS = {"spot": Phrase("位置", "spot"), "note": Phrase("备注", "note"), "partner": Phrase("捐赠单位", "donor")}
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
_OTHER_DATES = Phrase(
    "{n} 行当作新装的凳子，请核对：{places}。", "Rows taken for new benches, please look at them ({n}): {places}."
)
_OTHER_DATE = Phrase(
    "台账里第{batch}批 {unit} 已有 {n} 张，安装日期不同",
    "batch {batch} at {unit} has {n} already, installed on another date",
)


@dataclass(frozen=True)
class _Mend:
    """What a row changes of a bench that stands: columns, events to append, and how that is said."""

    bench: Bench
    columns: dict[str, object]
    events: list[tuple[str, Date | None]]
    said: Phrase


def take_benches(db: Database, reading: Reading[BenchRow], actor: Actor, *, over: bool) -> Tally:
    """Write installations inside the caller's transaction, and what became of benches that stand already."""
    lines = []
    for sheet in reading.sheets:
        lines += [Line(sheet.sheet, number, row) for number, row in sheet.records]
    taking = _Taking(db, lines, actor, over=over)
    for line in lines:
        try:
            taking.take(line)
        except OF_WHAT_IS_TYPED as refusal:
            taking.tally.errors.append(refused(line.sheet, line.number, refusal, place=line.row.unit))
    taking.place()
    return taking.tally


class _Taking:
    """The state of one import: what stood before, and what the rows so far made of it."""

    def __init__(self, db: Database, lines: list[Line], actor: Actor, *, over: bool) -> None:
        self.db = db
        self.role = actor.role
        self.over = over
        self.tally = Tally()
        self.units = {unit.unit: unit for unit in units.everywhere(db)}
        self.batches = {batch.batch: batch for batch in batches.everything(db)}
        self.partners = partners.everything(db)
        self.meant: dict[str, Partner | SongyuError] = {}
        self.wanted: Counter[int] = Counter()
        self.placing: list[Line] = []
        for line in lines:
            with suppress(*OF_WHAT_IS_TYPED):  # told when the row is taken
                line.donor = self._donor(line.row.partner)
        standing = benches.everything(db)
        self.left = bench_stories.left_places(db)
        self.others = find(lines, standing, self.left)
        self.standing = {bench.tag: bench for bench in standing}
        self.moved: dict[tuple[object, ...], Bench] = {
            (one.batch, place.unit, one.installed_on): one
            for one in map(self.standing.__getitem__, self.left)
            for place in self.left[one.tag]
            if place.unit != one.unit
        }

    def take(self, line: Line) -> None:
        """Take one row: a new bench, the same as one that stands, or one that changed. All is checked first."""
        row = line.row
        if row.unit not in self.units:
            units.get(self.db, row.unit)  # raises, naming the nearest
            raise UnitNotFound(unit=row.unit)
        batch = self._batch(row.batch)
        self._donor(row.partner)
        mends = [mend for mend in (self._mend(line, bench) for bench in line.benches) if mend]
        gone = self.moved.get(identity(row)) if line.missing and not row.tag else None
        if gone:
            raise self._moved_since(gone)
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
                day = on and str(on)
                self.db.insert("bench_events", bench=mend.bench.id, kind=kind, happened_on=day, role=self.role)

    def place(self) -> None:
        """Put up the new benches; the tags that the file gives are kept for their rows first."""
        for tag in filter(None, (line.row.tag for line in self.placing)):
            benches.note_tag(self.db, *parsed_tag(tag)[1:])
        settled: set[int] = set()
        later: set[int] = set()
        beyond: defaultdict[int, Counter[Address]] = defaultdict(Counter)
        for line in self.placing:
            row = line.row
            donor = line.donor.partner if line.donor else None
            state = row.state or "in_use"
            order = Order(row.unit, line.missing, row.tag, row.spot, row.in_use_on, state, row.note, donor)
            where, batch = self.units[row.unit], self.batches[row.batch]
            done = place_benches(self.db, where, batch, order, row.installed_on, role=self.role)
            settled.update(one.demand for one in done.settled)
            later.update(done.asked_later)
            beyond[row.batch][row.unit] += done.unplanned
        for said, numbers in ((_SETTLED, settled), (_ASKED_LATER, later - settled)):
            if numbers:
                self.tally.notices.append(said.format(n=len(numbers)))
        for number, places in beyond.items():
            if any(places.values()):
                self.tally.notices.append(unplanned(number, (+places).items(), _MOST_LISTED))
                now = batches.get(self.db, number)
                self.tally.notices += over_allocated(number, now.allocated, now.planned, now.installed)
        self._tell_other_dates()

    def _batch(self, number: int) -> Batch:
        if number not in self.batches:
            known = joined([verbatim(str(batch)) for batch in self.batches]) if self.batches else Phrase("无", "none")
            raise BatchNotFound(batch=number, known=known)
        return self.batches[number]

    def _donor(self, text: str | None) -> Partner | None:
        """Return the partner that a row names, looked up once a spelling. Raises PartnerNotFound, PartnersAlike."""
        if text is None:
            return None
        if text not in self.meant:
            try:
                self.meant[text] = named(self.partners, text)
            except OF_WHAT_IS_TYPED as refusal:
                self.meant[text] = refusal
        meant = self.meant[text]
        if isinstance(meant, SongyuError):
            raise meant
        return meant

    def _mend(self, line: Line, bench: Bench) -> _Mend | None:
        """Return what a row changes of a bench.

        Raises ReplacedSince, MovedSince, BenchDiffers, BenchGoesBack, UsedSinceAnotherDay.
        """
        if bench.replaced_by and line.says(bench) != bench.state:
            since = Date(self.standing[bench.replaced_by].installed_on or "").phrase()
            raise ReplacedSince(tag=bench.tag, new=bench.replaced_by, on=since)
        if self._stood(line.row, bench):
            raise self._moved_since(bench)
        if identity(line.row) != identity(bench):
            raise BenchDiffers(
                tag=bench.tag, batch=bench.batch, unit=bench.unit.phrase(), on=Date(bench.installed_on or "").phrase()
            )
        donor = line.donor
        row = {"spot": line.row.spot, "note": line.row.note, "partner": donor.name if donor else None}
        changes = {name: said for name, said in row.items() if said and not looks_alike(said, getattr(bench, name))}
        events = self._events(line, bench)
        if not changes and not events:
            return None
        said = [_became(bench, *events[-1])] if events else []
        said += [difference(_FIELDS[name], getattr(bench, name), value) for name, value in changes.items()]
        what = Phrase("{tag}：{what}", "{tag}: {what}").format(tag=bench.tag, what=joined(said))
        columns: dict[str, object] = dict(changes)
        if donor and "partner" in changes:
            columns["partner"] = donor.partner
        return _Mend(bench, columns, events, what)

    def _stood(self, row: BenchRow, bench: Bench) -> bool:
        """Tell whether a row has a bench at a place from which it was moved, and not where it is now."""
        if (row.batch, row.installed_on) != (bench.batch, bench.installed_on):
            return False
        if row.unit == bench.unit and (row.spot is None or looks_alike(row.spot, bench.spot)):
            return False
        return any(
            place.unit == row.unit and (row.unit != bench.unit or place.spot == row.spot)
            for place in self.left.get(bench.tag, ())
        )

    def _moved_since(self, bench: Bench) -> MovedSince:
        spot = Phrase("（{spot}）", " ({spot})").format(spot=bench.spot) if bench.spot else Phrase("", "")
        moved = Date(self.left[bench.tag][-1].moved_on).phrase()
        return MovedSince(tag=bench.tag, unit=bench.unit.phrase(), spot=spot, on=moved)

    def _events(self, line: Line, bench: Bench) -> list[tuple[str, Date | None]]:
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
            days = benches.days_of_use(self.db, bench)
        return any(known and known.startswith(day) for known in days)

    def _note(self, line: Line, mends: list[_Mend]) -> None:
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


def _became(bench: Bench, state: str, on: Date | None) -> Phrase:
    line = Phrase("{old} -> {new}{on}", "{old} -> {new}{on}")
    day = Phrase("（{on}）", " ({on})").format(on=on.phrase()) if on else Phrase("", "")
    return line.format(old=BENCH_STATES.phrase(bench.state), new=BENCH_STATES.phrase(state), on=day)
