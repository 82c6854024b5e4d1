"""The plan of the next batch: which stairwells its benches go to, in an order that anyone can check by hand.

Each next bench goes to the first of these, within a stage to the one with the most residents:
1. a stairwell with an accepted, unmet bench demand and no bench;
2. one with an accepted, unmet bench demand that has benches: residents ÷ (benches + 1) counts;
3. one with no bench;
4. highest averages: residents ÷ (benches + 1), never one without such residents.
Which stage a stairwell is in follows from its own numbers alone, so one heap holds them all.
"""

from __future__ import annotations

from collections import Counter
from heapq import heapify, heappop, heapreplace
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.plan_refusals import PinBeyondMost
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.stairwells import Address

WEIGHTS = Choices(
    Phrase("规划口径", "weight"),
    Choice("elderly_60", Phrase("60岁以上", "60"), ("60+", "elderly", "老人")),
    Choice("elderly_80", Phrase("80岁以上", "80"), ("80+", "高龄")),
)
PINNED = 0  # the stage of a bench that a person gave
_EXACT = 64  # bits after the point: two ratios with fewer than 2**32 benches each differ within them


class Accepted(NamedTuple):
    """A bench demand that was accepted, and how many of its benches are not carried out."""

    demand: int
    benches: int


class Stairwell(NamedTuple):
    """A stairwell as the plan sees it; a number of people or floors that is None is unknown.

    `standing` are benches that stand, `awaited` those allocated and not put up yet, `accepted` its accepted demands,
    the oldest first.
    """

    unit: Address
    elderly_60: int | None = None
    elderly_80: int | None = None
    floors: int | None = None
    standing: int = 0
    awaited: int = 0
    accepted: tuple[Accepted, ...] = ()
    id: int = 0


class Picked(NamedTuple):
    """A stairwell that a person gives benches first, or none, and why; `quantity` is 1 for one that gets none."""

    unit: Address
    quantity: int
    reason: str


class Wish(NamedTuple):
    """What a plan is asked for: so many benches, by which residents, at most so many at one stairwell."""

    benches: int
    weight: str = "elderly_60"
    max_per_unit: int | None = None
    pinned: tuple[Picked, ...] = ()
    skipped: tuple[Picked, ...] = ()


class RunnerUp(NamedTuple):
    """The stairwell that would have got the bench otherwise."""

    unit: Address
    stage: int
    elderly: int | None
    elderly_80: int | None
    floors: int | None
    benches_before: int


class Planned(NamedTuple):
    """One bench of a plan; `stage` 0 is a bench that a person gave, and `reason` why; `elderly` are residents 60+."""

    order: int
    unit: Address
    stage: int
    elderly: int | None
    elderly_80: int | None
    floors: int | None
    benches_before: int
    reason: str | None = None
    runner_up: RunnerUp | None = None


class Bare(NamedTuple):
    """A stairwell that stays without a bench."""

    unit: Address
    elderly: int | None
    elderly_80: int | None


class Unplanned(NamedTuple):
    """Accepted demands of a stairwell that the plan leaves unmet, and by how many benches."""

    unit: Address
    demands: tuple[int, ...]
    benches: int


class Plan(NamedTuple):
    """Where benches go, and what that leaves; `unknown` are stairwells without the number that the plan goes by.

    `units` are all there are. `free` is what the batch had left to allocate, None where it is not open; `taken_back`
    is what it had given and not put up; `unpinned` and `unskipped` are what the plan before it had named besides.
    `saved` is the plan's number.
    """

    plan: tuple[Planned, ...]
    still_bare: tuple[Bare, ...]
    unplanned: tuple[Unplanned, ...]
    unallocated: int
    unknown: tuple[Address, ...]
    units: int
    benches: int
    weight: str
    max_per_unit: int | None
    pinned: tuple[Picked, ...]
    skipped: tuple[Picked, ...]
    batch: int = 0
    free: int | None = None
    taken_back: int = 0
    unpinned: tuple[Picked, ...] = ()
    unskipped: tuple[Picked, ...] = ()
    planned_on: Date | None = None
    saved: int | None = None


class SavedPlan(NamedTuple):
    """A plan that was saved: what was asked, and how many `allocated` benches are left of it today."""

    plan: int
    planned_on: Date
    benches: int
    weight: str
    max_per_unit: int | None
    role: str
    allocated: int
    pinned: tuple[Picked, ...]
    skipped: tuple[Picked, ...]


class _Place:
    """A stairwell while the plan is made; `rank` tells apart those with the same number of residents."""

    __slots__ = ("benches", "number", "rank", "stairwell", "unmet")

    def __init__(self, stairwell: Stairwell, weight: str) -> None:
        self.stairwell = stairwell
        self.number = stairwell.elderly_80 if weight == "elderly_80" else stairwell.elderly_60
        self.benches = stairwell.standing + stairwell.awaited
        self.unmet = 0
        if stairwell.accepted:
            self.unmet = max(0, sum(one.benches for one in stairwell.accepted) - stairwell.awaited)
        self.rank = 0

    def ties(self) -> tuple[int, int]:
        """Return what decides between the same numbers, before the address: more residents 80+, more floors."""
        eighty = self.stairwell.elderly_80
        return 1 if eighty is None else -eighty, -(self.stairwell.floors or 0)

    def stage(self) -> int:
        """Return the first stage that fits."""
        if self.unmet:
            return 2 if self.benches else 1
        return 4 if self.benches else 3

    def key(self, stage: int) -> tuple[int, int, int, int]:
        """Return what orders the stairwells: the one with the smallest key is next."""
        if self.number is None:
            return stage, 1, self.benches, self.rank
        return stage, 0, -((self.number << _EXACT) // (self.benches + 1)), self.rank

    def may_get(self, most: int | None) -> bool:
        """Tell whether the rules may give it a bench."""
        if most is not None and self.benches >= most:
            return False
        return self.number != 0 or not self.benches or self.unmet > 0

    def give(self) -> None:
        """Count a bench."""
        self.benches += 1
        self.unmet = max(0, self.unmet - 1)


def drawn_up(stairwells: Iterable[Stairwell], wish: Wish) -> Plan:
    """Return where the wished benches go. Raises PinBeyondMost."""
    places = [_Place(one, wish.weight) for one in sorted(stairwells, key=lambda one: one.unit.order)]
    ranked = sorted(places, key=_Place.ties)  # which leaves them in address order where that is all
    for rank, place in enumerate(ranked):
        place.rank = rank
    given = _pinned(places, wish)
    skipped = {picked.unit for picked in wish.skipped}
    _by_the_rules(ranked, wish, given, skipped)
    return Plan(
        plan=tuple(given),
        still_bare=tuple(_bare(places)),
        unplanned=tuple(_unplanned(places)),
        unallocated=wish.benches - len(given),
        unknown=tuple(
            place.stairwell.unit for place in places if place.number is None and place.stairwell.unit not in skipped
        ),
        units=len(places),
        **wish._asdict(),
    )


def _pinned(places: Sequence[_Place], wish: Wish) -> list[Planned]:
    """Give the benches that a person pinned, in the order in which they were named."""
    by_unit = {place.stairwell.unit: place for place in places} if wish.pinned else {}
    given: list[Planned] = []
    for picked in wish.pinned:
        place = by_unit[picked.unit]
        if wish.max_per_unit is not None and place.benches + picked.quantity > wish.max_per_unit:
            raise PinBeyondMost(
                unit=picked.unit.phrase(), benches=place.benches, pinned=picked.quantity, most=wish.max_per_unit
            )
        for _ in range(picked.quantity):
            given.append(_planned(len(given) + 1, place, PINNED)._replace(reason=picked.reason))
            place.give()
    return given


def _by_the_rules(ranked: Sequence[_Place], wish: Wish, given: list[Planned], skipped: set[Address]) -> None:
    """Give the rest, each bench to the first by the rules; the runner-up is the next of them."""
    heap = [
        place.key(place.stage())
        for place in ranked
        if place.may_get(wish.max_per_unit) and (not skipped or place.stairwell.unit not in skipped)
    ]
    heapify(heap)
    while heap and len(given) < wish.benches:
        place = ranked[heap[0][-1]]
        second = min(heap[1:3], default=None)
        given.append(_planned(len(given) + 1, place, place.stage(), ranked[second[-1]] if second else None))
        place.give()
        if place.may_get(wish.max_per_unit):
            heapreplace(heap, place.key(place.stage()))
        else:
            heappop(heap)


def _planned(order: int, place: _Place, stage: int, second: _Place | None = None) -> Planned:
    who = place.stairwell
    runner_up = None
    if second:
        one = second.stairwell
        runner_up = RunnerUp(one.unit, second.stage(), one.elderly_60, one.elderly_80, one.floors, second.benches)
    return Planned(
        order, who.unit, stage, who.elderly_60, who.elderly_80, who.floors, place.benches, runner_up=runner_up
    )


def _bare(places: Iterable[_Place]) -> Iterable[Bare]:
    """Return those without a bench, the most residents first."""
    for place in sorted((place for place in places if not place.benches), key=lambda place: place.key(0)):
        who = place.stairwell
        yield Bare(who.unit, who.elderly_60, who.elderly_80)


def _unplanned(places: Iterable[_Place]) -> Iterable[Unplanned]:
    """Return whose accepted demands are left unmet, in address order; the oldest demands are met first."""
    for place in places:
        if not place.unmet:
            continue
        met = sum(one.benches for one in place.stairwell.accepted) - place.unmet
        left = []
        for one in place.stairwell.accepted:
            if met < one.benches:
                left.append(one.demand)
            met = max(0, met - one.benches)
        yield Unplanned(place.stairwell.unit, tuple(left), place.unmet)


def picked(named: Iterable[tuple[Address, str]], *, once: bool = False) -> tuple[Picked, ...]:
    """Return each stairwell that was named, with how often (or `once`) and for which reasons."""
    said = list(named)
    times = Counter(unit for unit, _ in said)
    reasons: dict[Address, dict[str, None]] = {unit: {} for unit in times}
    for unit, reason in said:
        reasons[unit][reason] = None
    return tuple(Picked(unit, 1 if once else n, "；".join(reasons[unit])) for unit, n in times.items())
