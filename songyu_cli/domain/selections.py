"""Screening: stairwells ranked by the numbers, and cut by a rule that anyone can check by hand."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.quantities import CountRefused, read_count
from songyu_cli.domain.selection_refusals import LeastRefused
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.stairwells import Address

MEASURES = Choices(
    Phrase("筛选口径", "measure"),
    Choice("elderly", Phrase("老年人数", "elderly"), ("60", "60+", "60岁以上", "elderly_60", "老人")),
    Choice("elderly_80", Phrase("高龄人数", "elderly 80"), ("80", "80+", "80岁以上", "高龄")),
    Choice("per_household", Phrase("户均", "per household"), ("每户", "household")),
    Choice("per_bench", Phrase("凳均", "per bench"), ("每凳", "每张凳")),
)
WHOLE = frozenset({"elderly", "elderly_80"})  # measures that are numbers of people; the others are ratios

# Two numbers that differ stay different as people read them, up to a thousand households.
_DECIMALS = 6


class Rule(NamedTuple):
    """What stairwells are ranked by, and where the list is cut: from `least` upwards, the `top` so many, or both."""

    measure: str = "elderly"
    least: str | None = None
    top: int | None = None
    grid: str | None = None


class Candidate(NamedTuple):
    """A stairwell with the numbers that it is ranked by; None is unknown.

    `benches` are those that stand and those allocated but not installed; `counted_on` and `source` tell of the count.
    """

    unit: Address
    grid: str | None = None
    households: int | None = None
    floors: int | None = None
    elderly_60: int | None = None
    elderly_80: int | None = None
    benches: int = 0
    counted_on: str | None = None
    source: str | None = None
    id: int = 0


class Ranked(NamedTuple):
    """A stairwell that was chosen; those with the same `value` share their `rank`."""

    rank: int
    unit: Address
    grid: str | None
    value: float
    elderly_60: int | None
    elderly_80: int | None
    households: int | None
    floors: int | None
    benches: int
    counted_on: str | None
    source: str | None
    id: int = 0


class Cut(NamedTuple):
    """Where the list ends: the last value that is in, how many have just that, and the first that is out, if any."""

    last_in: float | None
    at_cut: int
    first_out: float | None


class LeftOut(NamedTuple):
    """A stairwell that could not be ranked: `no_count`, or `no_households` to divide by."""

    unit: Address
    why: str


class AtUnit(NamedTuple):
    """A demand at a stairwell; it has no number while it is only tried."""

    demand: int | None
    unit: Address


class Screening(NamedTuple):
    """A ranking and its cut. `counted` are the days of the counts used; `saved` is the number it was kept under."""

    rule: Rule
    as_of: str
    cut: Cut | None
    rows: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...]
    considered: int
    counted: tuple[str, ...]
    sources: tuple[str, ...]
    saved: int | None = None
    registered: tuple[AtUnit, ...] = ()
    skipped: tuple[AtUnit, ...] = ()
    dry_run: bool = False


class Selection(NamedTuple):
    """A screening that was kept: its rule, the day its counts were taken as of, and how many stairwells it chose."""

    selection: int
    selected_on: str
    measure: str
    least: str | None
    top: int | None
    grid: str | None
    as_of: str
    units: int
    demands: int
    role: str
    note: str | None

    @property
    def rule(self) -> Rule:
        """The rule by which it was made."""
        return Rule(self.measure, self.least, self.top, self.grid)


class Difference(NamedTuple):
    """A stairwell that reads otherwise today: the value kept and the value now; None where it was not or is not in."""

    unit: Address
    kept: float | None
    now: float | None


class Kept(NamedTuple):
    """A selection as it was kept, and whether the same rule over today's ledger gives the same list."""

    selection: Selection
    rows: tuple[Ranked, ...]
    reproducible: bool
    differences: tuple[Difference, ...]


def value_of(candidate: Candidate | Ranked, measure: str) -> Fraction | None:
    """Return the exact number that a stairwell is ranked by, or None where it is not known."""
    if measure == "elderly_80":
        return None if candidate.elderly_80 is None else Fraction(candidate.elderly_80)
    if candidate.elderly_60 is None:
        return None
    if measure == "per_household":
        return Fraction(candidate.elderly_60, candidate.households) if candidate.households else None
    return Fraction(candidate.elderly_60, candidate.benches + 1 if measure == "per_bench" else 1)


def screened(candidates: Iterable[Candidate], rule: Rule, as_of: str) -> Screening:
    """Rank stairwells and cut the list; those with the same value are in or out together.

    The highest value comes first; within the same value more residents 80+, then more floors, then address order.
    """
    found: list[tuple[Fraction, Candidate]] = []
    left_out: list[LeftOut] = []
    for candidate in candidates:
        value = value_of(candidate, rule.measure)
        if value is None:
            lacking = rule.measure == "per_household" and candidate.elderly_60 is not None
            left_out.append(LeftOut(candidate.unit, "no_households" if lacking else "no_count"))
        else:
            found.append((value, candidate))
    found.sort(key=lambda pair: (-pair[0], *_ties(pair[1])))
    lowest = _lowest([value for value, _ in found], rule)
    chosen = [pair for pair in found if lowest is not None and pair[0] >= lowest]
    return Screening(
        rule=rule,
        as_of=as_of,
        cut=_cut([value for value, _ in found], len(chosen)),
        rows=tuple(_ranked(chosen)),
        left_out=tuple(sorted(left_out, key=lambda one: one.unit.order)),
        considered=len(found) + len(left_out),
        counted=tuple(sorted({one.counted_on for _, one in chosen if one.counted_on})),
        sources=tuple(sorted({one.source for _, one in chosen if one.source})),
    )


def _ties(candidate: Candidate) -> tuple[object, ...]:
    eighty = -1 if candidate.elderly_80 is None else candidate.elderly_80
    return -eighty, -(candidate.floors or 0), candidate.unit.order


def _lowest(values: Sequence[Fraction], rule: Rule) -> Fraction | None:
    """Return the value from which on stairwells are in, or None where there are none; the values come highest first."""
    if not values:
        return None
    bounds = [values[-1]]
    if rule.least is not None:
        bounds.append(Fraction(rule.least))
    if rule.top is not None:
        bounds.append(values[min(rule.top, len(values)) - 1])
    return max(bounds)


def _cut(values: Sequence[Fraction], chosen: int) -> Cut | None:
    if not values:
        return None
    out = readable(values[chosen]) if chosen < len(values) else None
    if not chosen:
        return Cut(None, 0, out)
    last = values[chosen - 1]
    return Cut(readable(last), sum(value == last for value in values), out)


def _ranked(chosen: Sequence[tuple[Fraction, Candidate]]) -> Iterable[Ranked]:
    rank, before = 0, None
    for place, (value, one) in enumerate(chosen, start=1):
        if value != before:
            rank, before = place, value
        yield Ranked(
            rank=rank,
            unit=one.unit,
            grid=one.grid,
            value=readable(value),
            elderly_60=one.elderly_60,
            elderly_80=one.elderly_80,
            households=one.households,
            floors=one.floors,
            benches=one.benches,
            counted_on=one.counted_on,
            source=one.source,
            id=one.id,
        )


def readable(value: Fraction) -> float:
    """Return an exact value as it is shown: a whole number as it is, a ratio to six decimals."""
    return value.numerator if value.denominator == 1 else float(round(value, _DECIMALS))


def differences(kept: Sequence[Ranked], now: Sequence[Ranked], measure: str) -> tuple[Difference, ...]:
    """Return which stairwells are gone, new, or carry another number, in the order of the list kept."""
    then, today = ({row.unit: value_of(row, measure) for row in rows} for rows in (kept, now))
    return tuple(
        Difference(unit, *(None if value is None else readable(value) for value in (then.get(unit), today.get(unit))))
        for unit in dict.fromkeys([*then, *today])
        if then.get(unit) != today.get(unit)
    )


def read_least(text: str) -> str:
    """Return a typed lower bound as it is kept: 12, 1.5. Raises LeastRefused."""
    plain = folded(text)
    if re.fullmatch(r"[0-9]{1,7}\.[0-9]{1,6}", plain):
        return plain
    try:
        count = read_count(text)
    except CountRefused:
        count = None
    if count is None:
        raise LeastRefused(given=quoted(text))
    return str(count)


def tied_over(screening: Screening) -> int:
    """Return by how many a tie at the cut makes the list longer than its `top`."""
    top = screening.rule.top
    return max(0, len(screening.rows) - top) if top else 0


def benched(rows: Iterable[Ranked]) -> int:
    """Return how many of the chosen have a bench already, standing or on its way."""
    return sum(row.benches > 0 for row in rows)
