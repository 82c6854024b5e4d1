"""Which benches of the ledger the rows of an installation ledger speak of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.bench_story import LeftPlace
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.partners import Partner
    from songyu_cli.domain.tables.bench_rows import BenchRow


@dataclass
class Line:
    """A row, where it stands, the benches of the ledger that it speaks of, and the donor if the ledger knows it."""

    sheet: str
    number: int
    row: BenchRow
    benches: list[Bench] = field(default_factory=list)
    donor: Partner | None = None

    @property
    def missing(self) -> int:
        """Benches of the row that the ledger does not have."""
        return self.row.quantity - len(self.benches)

    def says(self, bench: Bench) -> str:
        """Return the state that the row gives a bench; one that only says since when it is used says that it is."""
        return self.row.state or ("in_use" if self.row.in_use_on and bench.state == "pending" else bench.state)


def _as_noted(line: Line, bench: Bench) -> bool:
    return (line.row.spot, line.says(bench), line.row.note) == (bench.spot, bench.state, bench.note)


def _may_stand(line: Line, bench: Bench) -> bool:
    return line.row.spot == bench.spot or not (line.row.spot and bench.spot)


# How a bench without a tag in the file is known again: the likest first, of all rows, before the less like.
_LIKENESS: tuple[Callable[[Line, Bench], bool], ...] = (
    lambda line, bench: _as_noted(line, bench) and (line.donor.name if line.donor else None) == bench.partner,
    _as_noted,
    lambda line, bench: (line.row.spot, line.says(bench)) == (bench.spot, bench.state),
    lambda line, bench: line.row.spot == bench.spot,
)
_LESS_LIKE: tuple[Callable[[Line, Bench], bool], ...] = (
    lambda line, bench: _may_stand(line, bench) and line.says(bench) == bench.state,
    _may_stand,
)


def find(
    lines: list[Line], standing: list[Bench], left: Mapping[str, Sequence[LeftPlace]]
) -> dict[tuple[int, Address], list[Bench]]:
    """Give each line the benches that it speaks of; return by batch and stairwell those that no line does.

    `left` are the places from which benches were moved: one that was moved within its stairwell is known there too.
    """

    def stood(line: Line, bench: Bench) -> bool:
        return any((place.unit, place.spot) == (bench.unit, line.row.spot) for place in left.get(bench.tag, ()))

    tagged = {bench.tag: bench for bench in standing}
    named = {line.row.tag for line in lines if line.row.tag}
    pools: defaultdict[tuple[object, ...], list[Bench]] = defaultdict(list)
    for bench in standing:
        if bench.tag not in named:
            pools[identity(bench)].append(bench)
    for line in lines:
        if line.row.tag in tagged:
            line.benches.append(tagged[line.row.tag])
    for like in (*_LIKENESS, stood, *_LESS_LIKE):
        for line in lines:
            pool = pools.get(identity(line.row))
            if pool and line.missing and not line.row.tag:
                found = [bench for bench in pool if like(line, bench)][: line.missing]
                line.benches += found
                pool[:] = [bench for bench in pool if bench not in found]
    others: defaultdict[tuple[int, Address], list[Bench]] = defaultdict(list)
    for bench in (bench for pool in pools.values() for bench in pool if bench.state != "retired"):
        others[bench.batch, bench.unit].append(bench)
    return others


def identity(bench: Bench | BenchRow) -> tuple[object, ...]:
    """What a bench's row and the bench itself must agree on."""
    return bench.batch, bench.unit, bench.installed_on
