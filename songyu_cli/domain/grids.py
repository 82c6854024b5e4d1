"""The programme by grid (网格)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.demand_filters import awaits_reply, is_overdue
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.figures import is_accepted
from songyu_cli.domain.numerals import NUMERALS, read_numeral

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.silence import Silence


class GridCoverage(NamedTuple):
    """A grid's stairwells, those with a bench in use, and its benches in use."""

    grid: str | None
    units: int
    covered: int
    benches_in_use: int


class GridLine(NamedTuple):
    """One grid, or the stairwells without one. Of `demands`, `asked` were asked by somebody and may be `replied` to.

    `accepted`, `done`, `open` and `overdue` are of all demands; `silent` ones wait for a reply or for a result.
    """

    grid: str | None
    units: int
    covered: int
    benches_in_use: int
    demands: int
    asked: int
    replied: int
    accepted: int
    done: int
    open: int
    overdue: int
    silent: int


def by_grid(
    coverage: Iterable[GridCoverage], demands: Sequence[Demand], waiting: Iterable[Silence], today: datetime.date
) -> tuple[GridLine, ...]:
    """Return a line for each grid, by its number or name, and last one for the stairwells without a grid."""
    silent = {one.demand for one in waiting}
    tallies: dict[str | None, Counter[str]] = {}
    for one in demands:
        tally = tallies.setdefault(one.grid, Counter())
        tally["demands"] += 1
        tally["asked"] += awaits_reply(one)
        tally["replied"] += awaits_reply(one) and one.replied_on is not None
        tally["accepted"] += is_accepted(one)
        tally["done"] += one.state == "done"
        tally["open"] += one.state not in CLOSED
        tally["overdue"] += is_overdue(one, today)
        tally["silent"] += one.demand in silent
    lines = [_line(place, tallies.get(place.grid, Counter())) for place in coverage]
    return tuple(sorted(lines, key=lambda line: grid_order(line.grid)))


def _line(place: GridCoverage, tally: Counter[str]) -> GridLine:
    names = GridLine._fields[len(place) :]
    return GridLine(*place, *(tally[name] for name in names))


def grid_order(grid: str | None) -> tuple[bool, int, str]:
    """Return what grids are sorted by: their number, then their name; what has no grid comes last."""
    name = grid or ""
    digits = "".join(char for char in name if char.isdecimal())[:9]
    numeral = "".join(char for char in name if char in NUMERALS)
    return grid is None, int(digits) if digits else read_numeral(numeral) or 0, name
