"""The register as it is sent up: a line a stairwell with its latest count, and sums by grid that name nobody.

People aged 60+ are shown by stairwell. Those aged 65+ and 80+ are so few that a stairwell's number may point at a
person: they are shown by grid only, and not where the number of one stairwell could be worked out from it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.bands import BANDS, OUTER
from songyu_cli.domain.grids import grid_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from songyu_cli.domain.units import Headcount, Unit

NARROW = ("elderly_65", "elderly_80")
"""The bands that a stairwell's line does not show outside of the office."""


class RegisterLine(NamedTuple):
    """A stairwell and the count that is shown of it, or None where nobody counted."""

    unit: Unit
    counted: Headcount | None


class GridSum(NamedTuple):
    """A grid, or the stairwells without one: how many there are, and the sums of what is known of them.

    `hidden` are the bands whose sum would give a stairwell's number away; their sums are None.
    """

    grid: str | None
    units: int
    households: int | None
    bands: Mapping[str, int | None]
    hidden: frozenset[str]


def latest_count(counts: Iterable[Headcount], up_to: str = "9999") -> Headcount | None:
    """Return the latest count of the 60+, or of anybody, with its gaps filled from older ones; None without any.

    Of two numbers that do not nest the one from an older count stays unknown.
    """
    told = sorted((one for one in counts if one.as_of <= up_to), key=lambda one: one.as_of, reverse=True)
    latest = next((one for one in told if one.elderly_60 is not None), told[0] if told else None)
    if latest is None:
        return None
    before = [one for one in told if one.as_of <= latest.as_of]
    known = {band: next((n for one in before if (n := getattr(one, band)) is not None), None) for band in BANDS}
    for inner, outer in OUTER:
        narrow, wide = known[inner], known[outer]
        if narrow is not None and wide is not None and narrow > wide:
            known[inner if getattr(latest, inner) is None else outer] = None
    return replace(latest, **known)  # type: ignore[arg-type]  # each band's own


def by_grid(lines: Sequence[RegisterLine], *, everything: bool = False) -> list[GridSum]:
    """Return the sums of each grid, by its number or name, last those without one; `everything` hides nothing."""
    grids: dict[str | None, list[RegisterLine]] = {}
    for line in lines:
        grids.setdefault(line.unit.grid, []).append(line)
    hidden = {band: set() if everything else _hidden(list(grids.values()), band) for band in NARROW}
    return [
        _sum(grid, grids[grid], frozenset(band for band in NARROW if place in hidden[band]))
        for place, grid in sorted(enumerate(grids), key=lambda pair: grid_order(pair[1]))
    ]


def _sum(grid: str | None, lines: Sequence[RegisterLine], hidden: frozenset[str]) -> GridSum:
    bands = {band: None if band in hidden else _total(_known(lines, band)) for band in BANDS}
    return GridSum(grid, len(lines), _total([line.unit.households for line in lines]), bands, hidden)


def _known(lines: Iterable[RegisterLine], band: str) -> list[int | None]:
    return [getattr(line.counted, band) if line.counted else None for line in lines]


def _total(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _hidden(grids: Sequence[Sequence[RegisterLine]], band: str) -> set[int]:
    """Return which grids' sums of a band stay hidden, by their places.

    All grids together may be known from elsewhere: what is left for the hidden ones must not give anything away either,
    so that the smallest of the others are hidden with them until it does not.
    """
    hidden = {place for place, lines in enumerate(grids) if gives_away(_cells(lines, band))}
    others = sorted(set(range(len(grids))) - hidden, key=lambda place: (_total(_known(grids[place], band)) or 0, place))
    while others and gives_away([cell for place in sorted(hidden) for cell in _cells(grids[place], band)]):
        hidden.add(others.pop(0))
    return hidden


def _cells(lines: Iterable[RegisterLine], band: str) -> list[tuple[int, int | None]]:
    """Return the known numbers of a band, each with its stairwell's 60+, which is the most it can be."""
    told = (line.counted for line in lines if line.counted)
    return [(number, one.elderly_60) for one in told if (number := getattr(one, band)) is not None]


def gives_away(cells: Sequence[tuple[int, int | None]]) -> bool:
    """Tell whether the sum of some numbers, beside the most that each can be, tells one of them that is not nought.

    A number can be no more than its own most and than the sum, and no less than what the others leave of the sum.
    """
    total = sum(number for number, _ in cells)
    most = [total if limit is None else min(limit, total) for _, limit in cells]
    together = sum(most)
    return any(high > 0 and total - (together - high) >= high for high in most)
