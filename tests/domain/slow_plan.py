"""The plan's rules once more, slowly: for each bench every stairwell is looked at, with exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.plan import Stairwell, Wish


def slow_plan(stairwells: Sequence[Stairwell], wish: Wish) -> tuple[list[tuple[object, ...]], dict[str, object]]:
    """Return each bench as (unit, stage, benches before, runner-up or None), and what the plan leaves."""
    benches = {one.unit: one.standing + one.awaited for one in stairwells}
    unmet = {one.unit: max(0, sum(demand.benches for demand in one.accepted) - one.awaited) for one in stairwells}
    skipped = [one.unit for one in wish.skipped]
    given: list[tuple[object, ...]] = []

    def give(unit):
        benches[unit] += 1
        unmet[unit] = max(0, unmet[unit] - 1)

    for one in wish.pinned:
        for _ in range(one.quantity):
            given.append((one.unit, 0, benches[one.unit], None))
            give(one.unit)

    def number(one):
        return one.elderly_80 if wish.weight == "elderly_80" else one.elderly_60

    def first_but(never):
        """Return (stairwell, stage) of the first by the rules, `never` left out of account."""
        open_to_all = [
            one
            for one in stairwells
            if one.unit not in skipped
            and one is not never
            and (wish.max_per_unit is None or benches[one.unit] < wish.max_per_unit)
        ]
        for stage, fits, averages in (
            (1, lambda one: unmet[one.unit] and not benches[one.unit], False),
            (2, lambda one: unmet[one.unit] and benches[one.unit], True),
            (3, lambda one: not benches[one.unit], False),
            (4, lambda one: number(one) != 0, True),
        ):
            those = [one for one in open_to_all if fits(one)]
            if not those:
                continue
            known = [one for one in those if number(one) is not None]
            if known:

                def size(one, averages=averages):
                    return Fraction(number(one), benches[one.unit] + 1) if averages else Fraction(number(one))

                most = max(map(size, known))
                those = [one for one in known if size(one) == most]
            else:
                fewest = min(benches[one.unit] for one in those)
                those = [one for one in those if benches[one.unit] == fewest]
            eighty = max(-1 if one.elderly_80 is None else one.elderly_80 for one in those)
            those = [one for one in those if (-1 if one.elderly_80 is None else one.elderly_80) == eighty]
            floors = max(one.floors or 0 for one in those)
            those = [one for one in those if (one.floors or 0) == floors]
            return min(those, key=lambda one: one.unit.order), stage
        return None

    while len(given) < wish.benches and (found := first_but(None)):
        winner, stage = found
        second = first_but(winner)
        runner_up = second and (second[0].unit, second[1], benches[second[0].unit])
        given.append((winner.unit, stage, benches[winner.unit], runner_up))
        give(winner.unit)
    left = {
        "bare": {unit for unit, n in benches.items() if not n},
        "unmet": {unit: n for unit, n in unmet.items() if n},
        "unallocated": wish.benches - len(given),
        "unknown": {one.unit for one in stairwells if number(one) is None and one.unit not in skipped},
    }
    return given, left
