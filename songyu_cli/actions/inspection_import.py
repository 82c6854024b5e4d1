"""The rows of a sheet become inspections and repairs, written as the keyboard's commands would write them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from songyu_cli.actions.bench_care import inspect_bench, write_order, write_repair
from songyu_cli.actions.inspection_changes import became, change_inspection, change_repair, unsaid
from songyu_cli.actions.inspection_lines import Finding, Line, find_lines, line_error
from songyu_cli.domain.choices import INSPECTION_RESULTS
from songyu_cli.domain.errors import NotFound, RuleForbids
from songyu_cli.domain.imports import Changed, Tally
from songyu_cli.domain.inspection_words import measure
from songyu_cli.domain.inspections import STOPPING, Seen, stopped_because
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.money import yuan
from songyu_cli.domain.repairs import Work, noted
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import benches, inspections, repairs, settings
from songyu_cli.storage.attempts import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.repairs import Repair, Repaired
    from songyu_cli.domain.tables.inspection_rows import InspectionRow
    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.storage.connection import Database

    Step = tuple[Date, Callable[[Line], None]]

_BLANK = Phrase(
    "“{sheet}”有 {n} 行没有填，算没有巡查，跳过。",
    "“{sheet}”: not filled in (rows: {n}), so not inspected; they were skipped.",
)
_FOLLOWED = {
    "ordered": Phrase("开维修工单的凳子（{n} 张）：{tags}", "Benches with a new work order ({n}): {tags}"),
    "stopped": Phrase("停用的凳子（{n} 张）：{tags}", "Benches that went out of use ({n}): {tags}"),
    "again": Phrase("修好后恢复在用的凳子（{n} 张）：{tags}", "Benches repaired and in use again ({n}): {tags}"),
    "seen_again": Phrase(
        "按“复查”另记了巡查的凳子（{n} 张）：{tags}", "Benches that were looked at again ({n}): {tags}"
    ),
    "settled": Phrase(
        "又落实了重新打开的需求的凳子（{n} 张）：{tags}", "Benches that carry out a demand opened again ({n}): {tags}"
    ),
}
_MOST_NAMED = 8
_SEEN_AGAIN = Phrase("复查 {on} {result}", "looked at again on {on}: {result}")


def take_inspections(db: Database, reading: Reading[InspectionRow], actor: Actor) -> Tally:
    """Write the rows of the sheets inside the caller's transaction, in the order of their days."""
    tally = Tally()
    rows = []
    for sheet in reading.sheets:
        filled = [(sheet.sheet, number, row) for number, row in sheet.records if row.filled]
        if blank := len(sheet.records) - len(filled):
            tally.notices.append(_BLANK.format(sheet=quoted(sheet.sheet), n=blank))
        rows += filled
    finding = Finding(db)
    lines, tally.errors = find_lines(finding, rows)
    refused: list[RowError] | None = None
    while refused is None or refused:
        # What fails on a later day takes its row's earlier days back with it, and the rows that built on them.
        with attempt(db) as tried:
            writing = _Writing(db, dict(finding.texts), actor)
            refused = writing.write(lines)
            tried.failed = bool(refused)
        tally.errors += refused
        wrong = {(error.sheet, error.row) for error in refused}
        lines = [line for line in lines if (line.sheet, line.number) not in wrong]
    writing.count(tally)
    return tally


class _Writing:
    """One attempt to write all rows; `texts` are those of the inspections by number."""

    def __init__(self, db: Database, texts: dict[int | None, str | None], actor: Actor) -> None:
        self.db = db
        self.texts = texts
        self.actor = actor
        self.every = int(settings.get(db, "inspect_every"))
        self.lines: list[Line] = []
        self.followed: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def write(self, lines: list[Line]) -> list[RowError]:
        """Do what the rows say, day by day, those of one day in the order of the file; return what is refused."""
        self.lines = [replace(line, said=[]) for line in lines]
        steps = [(day.earliest(), n, step) for n, line in enumerate(self.lines) for day, step in self._steps(line)]
        refused: dict[tuple[str, int], RowError] = {}
        for _, n, step in sorted(steps, key=lambda one: one[:2]):
            line = self.lines[n]
            if (line.sheet, line.number) not in refused:
                try:
                    step(line)
                except (NotFound, RuleForbids) as refusal:
                    refused[line.sheet, line.number] = line_error(line.sheet, line.number, line.row, refusal)
        return list(refused.values())

    def count(self, tally: Tally) -> None:
        """Add up what the rows did."""
        again = defaultdict(list)
        for line in self.lines:
            if line.again_of and line.row.on and line.row.result:
                result = INSPECTION_RESULTS.phrase(line.row.result)
                again[line.sheet, line.number].append(_SEEN_AGAIN.format(on=line.row.on.phrase(), result=result))
                self.followed["seen_again"][line.bench.tag] = None
        for line in self.lines:
            said = line.said + again[line.sheet, line.number]
            if line.again_of:
                continue
            if line.new:
                tally.added += 1
            elif said:
                what = Phrase("{tag}：{what}", "{tag}: {what}").format(tag=line.bench.tag, what=joined(said))
                tally.changed.append(Changed(line.sheet, line.number, what))
            else:
                tally.same += 1
        for name, sentence in _FOLLOWED.items():
            if tags := list(self.followed[name]):
                named = [verbatim(tag) for tag in tags[:_MOST_NAMED]] + [verbatim("…")] * (len(tags) > _MOST_NAMED)
                tally.notices.append(sentence.format(n=len(tags), tags=joined(named)))

    def _steps(self, line: Line) -> Iterator[Step]:
        """Yield what is to be done for a row, each on its day."""
        row, inspection, repair = line.row, line.inspection, line.repair
        opened = row.opened_on or row.on
        if row.on:
            yield row.on, self._amend_inspection if inspection else self._inspect
        if repair and opened:
            yield opened, self._amend_repair
        elif (opened and row.repaired and row.done_on is None) or (opened and row.on is None and row.done_on != opened):
            yield opened, self._order
        if row.done_on and not (repair and repair.done_on):
            yield row.done_on, self._repair

    def _inspect(self, line: Line) -> None:
        row, bench = line.row, self._bench(line)
        result, on, text = row.result or "", row.on or row.opened_on, row.said.text
        assert on is not None  # noqa: S101  a row without a day was refused
        reason = stopped_because(result, row.faults, text).zh if result in STOPPING else None
        done = inspect_bench(self.db, bench, Seen(result, row.faults, text, reason), self._as(row), on, self.every)
        line.new, line.written = True, done.inspection
        self.texts[done.inspection] = text
        if done.opened and done.repair and row.opened_on:
            self.db.update("repairs", done.repair, opened_on=str(row.opened_on))
        self._note(bench, ordered=done.opened, stopped=done.stopped)

    def _amend_inspection(self, line: Line) -> None:
        inspection, repair = line.inspection, line.repair
        if inspection:
            own = repair if repair and repair.inspection == inspection.inspection else None
            line.said += change_inspection(self.db, inspection, own, line.row)
            line.written = inspection.inspection
            self.texts[inspection.inspection] = inspections.text(self.db, inspection.inspection)

    def _amend_repair(self, line: Line) -> None:
        if line.repair:
            repair = repairs.get(self.db, line.repair.repair)
            own = line.row.on is None or repair.inspection == line.written
            line.said += change_repair(self.db, repair, line.row, self.texts.get(repair.inspection), own=own)

    def _order(self, line: Line) -> None:
        """Open a work order, or say on the open one what is to be done."""
        row, bench = line.row, self._bench(line)
        order = repairs.open_of(self.db, bench.id)
        new = unsaid(self._known(order), row.measure)
        work = Work(noted(order.what, new) if order and new else new, row.by_whom)
        on = row.opened_on or row.on
        assert on is not None  # noqa: S101  as above
        done = write_order(self.db, bench, work, self._as(row), on)
        self._ordered(line, done)
        self._note(bench, ordered=done.opened)

    def _repair(self, line: Line) -> None:
        """Write down that the bench was repaired; two bad looks at it may have led to one repair."""
        row, bench = line.row, self._bench(line)
        assert row.done_on is not None  # noqa: S101  it is the day of this step
        order = repairs.open_of(self.db, bench.id)
        closed = [one for one in repairs.of_bench(self.db, bench.id) if one.done_on == row.done_on]
        if order is None and closed and row.result not in (None, "good"):
            change_repair(self.db, closed[-1], row, self.texts.get(closed[-1].inspection), own=False)
            return
        new = unsaid(self._known(order), row.measure)
        done = write_repair(self.db, bench, Work(new, row.by_whom, row.fen), self.actor, row.done_on)
        self._ordered(line, done)
        if line.repair or line.inspection:
            line.said.append(became("done_on", None, row.done_on))
            line.said += [became("what", self._known(order), new)] if new else []
            line.said += [became("fen", None, yuan(row.fen))] if row.fen is not None else []
        self._note(bench, again=done.in_use_again, settled=bool(done.settled))

    def _ordered(self, line: Line, done: Repaired) -> None:
        """Tie a work order that is new to the row's inspection and day; a repair by itself is a new row of its own."""
        row = line.row
        line.new = line.new or (row.on is None and line.repair is None)
        if done.opened:
            more = {"inspection": line.written, "opened_on": row.opened_on and str(row.opened_on)}
            if columns := {name: value for name, value in more.items() if value}:
                self.db.update("repairs", done.repair.repair, **columns)
            if line.inspection:
                line.said.append(became("opened_on", None, row.opened_on or done.repair.opened_on))

    def _known(self, order: Repair | None) -> str | None:
        return measure(self.texts.get(order.inspection), order.what) if order else None

    def _bench(self, line: Line) -> Bench:
        """Return the bench as it stands now."""
        return benches.get(self.db, line.bench.tag)

    def _as(self, row: InspectionRow) -> Actor:
        return replace(self.actor, role=row.role) if row.role else self.actor

    def _note(self, bench: Bench, **happened: bool) -> None:
        for name, so in happened.items():
            if so:
                self.followed[name][bench.tag] = None
