"""How far the audits are: what each stairwell's newest one came to, and what of it is still to be put right.

Nothing here is stored: a finding is settled by what the ledger says since.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.audits import Unsettled, by_tag
from songyu_cli.domain.benches import parsed_tag
from songyu_cli.domain.dates import Date
from songyu_cli.domain.grids import grid_order
from songyu_cli.domain.report import share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from songyu_cli.domain.audits import AuditLine, Stands
    from songyu_cli.domain.stairwells import Address
    from songyu_cli.domain.units import Unit
    from songyu_cli.domain.windows import Window


class Inspected(NamedTuple):
    """An inspection of a bench, and the log entry that wrote it down."""

    entry: int
    on: Date
    result: str


class Written(NamedTuple):
    """When things were written down, by log entry: audits, the present places of benches, inspections by tag.

    `batches` are the numbers of those there are.
    """

    audits: Mapping[int, int]
    places: Mapping[str, int]
    inspections: Mapping[str, Sequence[Inspected]]
    batches: Collection[int] = ()


class TagFigure(NamedTuple):
    """A share of benches; `rate` = numerator / denominator, None where there is nothing to divide by."""

    key: str
    numerator: int
    denominator: int
    rate: float | None
    numerator_tags: tuple[str, ...]
    denominator_tags: tuple[str, ...]


class GridAudits(NamedTuple):
    """A grid's stairwells, those audited in the window and never, and the benches of the newest audits in it."""

    grid: str | None
    stairwells: int
    audited: int
    never: int
    last_on: str | None
    should: int
    found: int
    unsettled: int


class AuditOverview(NamedTuple):
    """How far the audits are; `found` is by the newest audit of each stairwell in the window.

    `never` stairwells were not audited on any day; `never_with_benches` of them have benches. `unsure` ones have an
    audit whose date does not tell whether it is inside, and none that is. What is unsettled knows no window.
    """

    as_of: str
    window: dict[str, str | None]
    grid: str | None
    stairwells: int
    audited: int
    never: int
    never_with_benches: int
    unsure: int
    found: TagFigure
    grids: tuple[GridAudits, ...]
    unsettled: tuple[Unsettled, ...]


def newest(lines: Iterable[AuditLine]) -> dict[Address, AuditLine]:
    """Return each stairwell's newest audit."""
    found: dict[Address, AuditLine] = {}
    for line in lines:
        if line.unit not in found or line.order >= found[line.unit].order:
            found[line.unit] = line
    return found


def unsettled(lines: Sequence[AuditLine], ledger: Mapping[str, Stands], written: Written) -> list[Unsettled]:
    """Return what is amiss by the newest audit of each stairwell and not put right since, in address order.

    A missing bench is settled once it was seen, moved, retired, or inspected since, while the ledger has it as lost,
    and while it stands misplaced elsewhere; a misplaced one once the ledger has it where it was seen, moved it since,
    or it was seen elsewhere; a lost one that was found once it was inspected since; unknown ones by benches that came
    since.
    """
    seen: dict[str, AuditLine] = {}
    for line in lines:
        for tag in (*line.found, *(one.tag for one in line.misplaced)):
            if tag not in seen or line.order >= seen[tag].order:
                seen[tag] = line
    there: dict[Address, set[str]] = defaultdict(set)
    for tag, bench in ledger.items():
        if not bench.retired:
            there[bench.unit].add(tag)
    still: list[Unsettled] = []
    last = sorted(newest(lines).values(), key=lambda line: line.unit.order)
    strays = {line.unit: list(_strays(line, ledger, written, seen)) for line in last}
    elsewhere = {one.tag for found in strays.values() for one in found}
    for line in last:
        still += (one for one in _lost(line, ledger, written, seen) if one.tag not in elsewhere)
        still += strays[line.unit]
        still += _back(line, ledger, written, seen)
        if line.unknown:
            still += _still_unknown(line, ledger, written, there[line.unit])
    return still


def _lost(
    line: AuditLine, ledger: Mapping[str, Stands], written: Written, seen: Mapping[str, AuditLine]
) -> Iterator[Unsettled]:
    """Yield the missing benches that nobody has seen, moved, retired or inspected since."""
    entry, day = written.audits.get(line.audit or 0, 0), Date(line.audited_on)
    for tag in line.missing:
        sighted = tag in seen and seen[tag].order >= line.order
        gone = ledger[tag].retired or ledger[tag].unit != line.unit
        inspected = any(
            not one.on.certainly_before(day) and (one.entry > entry or one.result == "missing")
            for one in written.inspections.get(tag, ())
        )
        if not (sighted or gone or inspected or ledger[tag].lost):
            yield _amiss(line, "missing", tag, ledger)


def _back(
    line: AuditLine, ledger: Mapping[str, Stands], written: Written, seen: Mapping[str, AuditLine]
) -> Iterator[Unsettled]:
    """Yield the benches that were found, and that the ledger has as lost since before."""
    entry, day = written.audits.get(line.audit or 0, 0), Date(line.audited_on)
    for tag in line.found:
        inspected = any(
            one.on.certainly_after(day) or (one.entry > entry and not one.on.certainly_before(day))
            for one in written.inspections.get(tag, ())
        )
        if ledger[tag].lost and seen[tag] is line and not inspected:
            yield _amiss(line, "found", tag, ledger)


def _strays(
    line: AuditLine, ledger: Mapping[str, Stands], written: Written, seen: Mapping[str, AuditLine]
) -> Iterator[Unsettled]:
    """Yield the misplaced benches that the ledger has elsewhere still."""
    entry, day = written.audits.get(line.audit or 0, 0), Date(line.audited_on)
    for one in line.misplaced:
        bench = ledger[one.tag]
        moved = written.places[one.tag] > entry and bench.moves and not bench.moves[-1].on.certainly_before(day)
        if seen[one.tag] is line and not (bench.retired or bench.unit == line.unit or moved):
            yield _amiss(line, "misplaced", one.tag, ledger)


def _still_unknown(
    line: AuditLine, ledger: Mapping[str, Stands], written: Written, there: Collection[str]
) -> Iterator[Unsettled]:
    """Yield the unknown benches that none of those accounts for that were written down there since."""
    entry = written.audits.get(line.audit or 0, 0)
    named = {one.tag for one in line.unknown if one.tag}
    arrived = len({tag for tag in there if written.places[tag] > entry} - line.tags - named)
    for one in line.unknown:
        if one.tag in there:
            continue
        accounted = min(arrived, one.quantity)
        arrived -= accounted
        if one.quantity > accounted:
            left = one.quantity - accounted
            no_batch = one.tag is not None and parsed_tag(one.tag)[1] not in written.batches
            yield _amiss(line, "unknown", one.tag, ledger)._replace(quantity=left, no_batch=no_batch)


def _amiss(line: AuditLine, finding: str, tag: str | None, ledger: Mapping[str, Stands]) -> Unsettled:
    bench = ledger.get(tag) if tag else None
    place = bench.unit if bench and not bench.retired else None
    retired = bool(bench and bench.retired)
    return Unsettled(line.unit, line.grid, finding, tag, 1, place, retired, line.audit, line.audited_on)


def by_window(lines: Iterable[AuditLine], window: Window) -> tuple[dict[Address, AuditLine], set[Address]]:
    """Return each stairwell's newest audit surely in a window, and the stairwells of which that cannot be told."""
    held = [(line, window.holds(Date(line.audited_on))) for line in lines]
    inside = newest(line for line, within in held if within)
    return inside, {line.unit for line, within in held if within is None} - inside.keys()


def found_rate(lines: Iterable[AuditLine]) -> TagFigure:
    """Return 在位率: benches found / benches that should have stood there and were looked for."""
    there = list(lines)
    found = by_tag(tag for line in there for tag in line.found)
    due = by_tag(tag for line in there for tag in (*line.found, *line.missing))
    return TagFigure("found_rate", len(found), len(due), share(len(found), len(due)), found, due)


def by_grid(
    units: Iterable[Unit],
    inside: Mapping[Address, AuditLine],
    ever: Mapping[Address, AuditLine],
    amiss: Iterable[Unsettled],
) -> tuple[GridAudits, ...]:
    """Return a line for each grid, the stairwells without one last."""
    places: dict[str | None, list[Address]] = defaultdict(list)
    for unit in units:
        places[unit.grid].append(unit.unit)
    waiting = [one.unit for one in amiss]
    return tuple(_grid(grid, set(places[grid]), inside, ever, waiting) for grid in sorted(places, key=grid_order))


def _grid(
    grid: str | None,
    places: set[Address],
    inside: Mapping[Address, AuditLine],
    ever: Mapping[Address, AuditLine],
    waiting: Iterable[Address],
) -> GridAudits:
    lines = [inside[place] for place in places & inside.keys()]
    return GridAudits(
        grid,
        stairwells=len(places),
        audited=len(lines),
        never=len(places - ever.keys()),
        last_on=max(lines, key=lambda line: line.order).audited_on if lines else None,
        should=sum(len(line.found) + len(line.missing) for line in lines),
        found=sum(len(line.found) for line in lines),
        unsettled=sum(place in places for place in waiting),
    )
