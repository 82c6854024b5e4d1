"""Which benches the rows of a sheet of inspections speak of, and which of their inspections and repairs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from songyu_cli.domain.choices import INSPECTION_RESULTS
from songyu_cli.domain.errors import NotFound, RuleForbids
from songyu_cli.domain.imports import refused
from songyu_cli.domain.inspection_refusals import InspectedOtherwise, TagElsewhere, WhichBench
from songyu_cli.domain.inspection_words import taken_apart
from songyu_cli.domain.inspections import NoBenchThere
from songyu_cli.domain.tables.inspection_rows import InspectionRow
from songyu_cli.domain.wording import joined, verbatim
from songyu_cli.storage import bench_stories, benches, inspections, repairs, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.inspections import Inspection
    from songyu_cli.domain.repairs import Repair
    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.domain.wording import Phrase
    from songyu_cli.storage.connection import Database


@dataclass
class Line:
    """A row, where it stands, its bench, and the inspection and repair of the ledger that it speaks of, if any.

    `again_of` is the row whose 复查 it is. `written` is its inspection's number once there is one, `new` and `said` are
    what it did.
    """

    sheet: str
    number: int
    row: InspectionRow
    bench: Bench
    inspection: Inspection | None = None
    repair: Repair | None = None
    again_of: Line | None = None
    new: bool = False
    written: int | None = None
    said: list[Phrase] = field(default_factory=list)


class Finding:
    """What the ledger has of benches, to be found again row by row."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.benches = {bench.tag: bench for bench in benches.everything(db)}
        self.left = bench_stories.left_places(db)
        self.there: defaultdict[object, list[Bench]] = defaultdict(list)
        for bench in self.benches.values():
            if bench.state != "retired":
                self.there[bench.unit].append(bench)
        self.inspections: defaultdict[tuple[str, str | None], list[Inspection]] = defaultdict(list)
        self.texts: dict[int | None, str | None] = {}
        for one in inspections.everything(db):
            self.texts[one.inspection] = one.text
            self.inspections[one.tag, one.inspected_on].append(one)
        self.repairs: defaultdict[str, list[Repair]] = defaultdict(list)
        for repair in repairs.everything(db):
            self.repairs[repair.tag].append(repair)

    def bench(self, row: InspectionRow) -> Bench:
        """Return the bench of a row.

        Raises BenchNotFound, TagElsewhere, UnitNotFound, NoBenchThere and WhichBench.
        """
        if row.tag:
            bench = self.benches.get(row.tag) or benches.get(self.db, row.tag)
            stood = {bench.unit, *(place.unit for place in self.left.get(bench.tag, ()))}
            if row.unit and row.unit not in stood:
                raise TagElsewhere(tag=bench.tag, unit=bench.unit.phrase(), said=row.unit.phrase())
            return bench
        assert row.unit is not None  # noqa: S101  a row without either was refused
        there = self.there.get(row.unit) or []
        if not there:
            units.get(self.db, row.unit)
            raise NoBenchThere(where=row.unit.phrase())
        # The bench that this very row spoke of before may have gone out of use by it.
        known = [
            one for one in there if any(x.result == row.result for x in self.inspections.get((one.tag, row.on), ()))
        ]
        in_use = [one for one in there if one.state == "in_use"]
        alone = next((those for those in (known, there, in_use) if len(those) == 1), None)
        if alone is None:
            tags = joined([verbatim(one.tag) for one in there])
            raise WhichBench(unit=row.unit.phrase(), n=len(there), tags=tags)
        return alone[0]


def find_lines(finding: Finding, rows: Iterable[tuple[str, int, InspectionRow]]) -> tuple[list[Line], list[RowError]]:
    """Return a line for each row with what it speaks of, a line for each 复查 that is no row itself, and the errors."""
    lines, errors = [], []
    for sheet, number, row in rows:
        try:
            lines.append(Line(sheet, number, row, finding.bench(row)))
        except (NotFound, RuleForbids) as refusal:
            errors.append(line_error(sheet, number, row, refusal))
    lines += _looked_at_again(lines, finding)
    days: defaultdict[tuple[str, str | None], list[Line]] = defaultdict(list)
    for line in lines:
        days[line.bench.tag, line.row.on].append(line)
    wrong: set[int] = set()
    for (tag, day), those in days.items():
        if day is None:
            continue
        for line, otherwise in _match(those, finding.inspections.get((tag, day), [])):
            wrong |= {id(line), id(line.again_of)} if line.again_of else {id(line)}
            errors.append(line_error(line.sheet, line.number, line.row, otherwise))
    lines = [line for line in lines if id(line) not in wrong and id(line.again_of) not in wrong]
    _match_repairs(lines, finding)
    return lines, errors


def line_error(sheet: str, number: int, row: InspectionRow, refusal: NotFound | RuleForbids) -> RowError:
    """Return what the ledger does not take of a row."""
    return refused(sheet, number, refusal, place=row.tag or row.unit or "")


def _looked_at_again(lines: Sequence[Line], finding: Finding) -> list[Line]:
    """Return a line for each 复查 with a day and a result that neither the file nor the ledger has as an inspection."""
    there = {(line.bench.tag, line.row.on, line.row.result) for line in lines}
    again = []
    for line in lines:
        seen = line.row.recheck
        if seen is None:
            continue
        known = {one.result for one in finding.inspections.get((line.bench.tag, seen.on), ())}
        key = (line.bench.tag, seen.on, seen.result)
        if seen.result not in known and key not in there:
            there.add(key)
            row = InspectionRow(line.bench.tag, None, True, seen.on, seen.result, role=line.row.role)
            again.append(Line(line.sheet, line.number, row, line.bench, again_of=line))
    return again


def _match(lines: list[Line], known: Sequence[Inspection]) -> list[tuple[Line, InspectedOtherwise]]:
    """Give each line of a bench and a day its inspection: the n-th of its result, the likeliest words first.

    Return the lines that say otherwise than an inspection which no other line speaks of.
    """
    left = list(known)
    for alike in (True, False):
        for line in lines:
            if line.inspection is None:
                words = line.row.said.words
                fits = (x for x in left if x.result == line.row.result and (not alike or _same(x, words)))
                line.inspection = next(fits, None)
                if line.inspection:
                    left.remove(line.inspection)
    open_lines = [line for line in lines if line.inspection is None]
    return [(line, _otherwise(line, one)) for line, one in zip(open_lines, left, strict=False)]


def _same(inspection: Inspection, words: str | None) -> bool:
    return taken_apart(inspection.text).words == words


def _otherwise(line: Line, known: Inspection) -> InspectedOtherwise:
    said = line.row.result or ""
    return InspectedOtherwise(
        tag=known.tag,
        on=line.row.on.phrase() if line.row.on else "",
        day=line.row.on,
        known=INSPECTION_RESULTS.phrase(known.result),
        said=INSPECTION_RESULTS.phrase(said),
        typed=next(choice.typed for choice in INSPECTION_RESULTS if choice.key == said),
    )


def _match_repairs(lines: Sequence[Line], finding: Finding) -> None:
    """Give each line the repair that it speaks of: its inspection's own, else the likeliest that has no line yet."""
    taken: set[int] = set()
    for line in lines:
        known = finding.repairs.get(line.bench.tag, []) if line.inspection else []
        line.repair = next(
            (one for one in known if line.inspection and one.inspection == line.inspection.inspection), None
        )
        if line.repair:
            taken.add(line.repair.repair)
    for like in (_of_the_day, _then_open):
        for line in lines:
            if line.repair is None and line.row.repaired and (line.row.on is None or line.inspection):
                fits = [one for one in finding.repairs.get(line.bench.tag, ()) if like(line.row, one)]
                free = [one for one in fits if one.repair not in taken]
                shared = [one for one in fits if _may_share(line.row, one)]
                line.repair = next(iter(free or shared), None)
                if line.repair:
                    taken.add(line.repair.repair)


def _may_share(row: InspectionRow, repair: Repair) -> bool:
    """Tell whether a row may speak of a repair of another row: two looks may, two repairs by themselves are two."""
    return bool(row.on or repair.inspection) and (row.done_on is None or repair.done_on in (None, row.done_on))


def _of_the_day(row: InspectionRow, repair: Repair) -> bool:
    if row.on is None:
        return repair.opened_on == row.opened_on
    return repair.done_on is not None and repair.done_on == row.done_on


def _then_open(row: InspectionRow, repair: Repair) -> bool:
    """Tell whether a repair was waited for on the row's day, and may be the one that the row has done."""
    day = row.opened_on or row.on or ""
    waiting = repair.opened_on <= day and (repair.done_on is None or day <= repair.done_on)
    return waiting and (row.done_on is None or repair.done_on is None)
