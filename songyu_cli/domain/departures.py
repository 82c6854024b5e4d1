"""Where a batch's benches depart from its saved plan, in words: those that it did not give, and those beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.stairwells import Address


def unplanned(batch: int, places: Iterable[tuple[Address, int]], most: int | None = None) -> Phrase:
    """Return which benches a batch's saved plan did not give, at the first so many stairwells."""
    line = Phrase("不在第{batch}批的规划里：{places}", "Not in the plan of batch {batch}: {places}")
    return line.format(batch=batch, places=at_each(((unit.short, n) for unit, n in places), most))


def over_allocated(batch: int, allocated: int, planned: int, installed: int) -> list[Phrase]:
    """Say that stairwells were given more than the batch plans, so that not all of them can have their bench."""
    if allocated <= max(planned, installed):
        return []
    line = Phrase(
        "第{batch}批已分配 {allocated} 张，比计划多 {more} 张，会有单元轮不到；"
        "重新编排：songyu batch plan {batch} --save --anew",
        "Batch {batch} has allocated {allocated}, {more} more than planned: some stairwell will go without. "
        "To plan again: songyu batch plan {batch} --save --anew",
    )
    if installed >= planned:  # nothing is left to plan anew
        line = Phrase(
            "第{batch}批已分配 {allocated} 张，比计划多 {more} 张，计划数已经装满；"
            "关闭就收回没装的：songyu batch close {batch}；还要装就加大计划：songyu batch edit {batch} -n {allocated}",
            "Batch {batch} has allocated {allocated}, {more} more than planned, and put up all that it plans. Closing "
            "takes the rest back: songyu batch close {batch}; to put it up still: "
            "songyu batch edit {batch} -n {allocated}",
        )
    return [line.format(batch=batch, allocated=allocated, more=allocated - planned)]


def at_each(places: Iterable[tuple[str, int]], most: int | None = None) -> Phrase:
    """Return stairwells in one line, the first so many, with the number of benches where it is not one."""
    several = Phrase("{unit}（{n} 张）", "{unit} (×{n})")
    said = [verbatim(unit) if n == 1 else several.format(unit=unit, n=n) for unit, n in places]
    return joined(said[:most] + [verbatim("…")] * (most is not None and len(said) > most))
