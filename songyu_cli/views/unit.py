"""Stairwells as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BAND_WORDS, BANDS, INTERNAL
from songyu_cli.domain.choices import BENCH_STATES, DEMAND_STATES
from songyu_cli.domain.units import UnitLine
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.demand import wanted
from songyu_cli.views.drawing import Aside, Drawing, Heading, Inside, Listing, Table
from songyu_cli.views.words import (
    date_phrase,
    dotted,
    foot,
    maybe,
    number_column,
    numbered,
    text_column,
    unit_column,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.units import Headcount, Unit
    from songyu_cli.domain.vocabulary import Choices

_LINE = (
    text_column("网格", "Grid", "grid"),
    number_column("户数", "Homes", "households"),
    number_column("常住", "Residents", "residents"),
    number_column("60+", "60+", "elderly_60"),
    number_column("80+", "80+", "elderly_80", internal=True),
    text_column("人数日期", "Counted", "as_of", keep=True),
    number_column("在用凳", "Benches in use", "in_use"),
    number_column("未办需求", "Open demands", "open_demands"),
)
_COUNT = (
    text_column("日期", "Date", "as_of", keep=True),
    *(
        number_column(BAND_WORDS[band].zh, BAND_WORDS[band].en.capitalize(), band, internal=band in INTERNAL)
        for band in BANDS
    ),
    text_column("来源", "Source", "source"),
)


@dataclass(frozen=True)
class UnitStory:
    """A stairwell with everything that is known of it."""

    unit: Unit
    counts: tuple[Headcount, ...]
    benches: tuple[Bench, ...]
    demands: tuple[Demand, ...]


def listing(lines: Sequence[UnitLine]) -> Listing:
    """Return stairwells as a listing."""
    empty = Phrase(
        "没有符合条件的单元。导入底账：songyu unit import 底账.xlsx；加一个：songyu unit add 12-3",
        "No such stairwells. Take in the register: songyu unit import REGISTER.xlsx; add one: songyu unit add 12-3",
    )
    return Listing(lines, UnitLine, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw a list of stairwells with their number at the foot."""
    if not found.rows:
        return [found.empty]
    elderly = sum(line.elderly_60 or 0 for line in found.rows)
    covered = sum(line.in_use > 0 for line in found.rows)
    summary = Phrase(
        "{n}，其中 {covered} 个有在用的凳子；60岁以上 {elderly} 人",
        "{n}, {covered} with a bench in use; {elderly} aged 60+",
    ).format(n=numbered(len(found.rows), "个单元", "stairwell"), covered=covered, elderly=elderly)
    return [Table((unit_column(found.rows), *_LINE), found.rows), foot(found.rows, summary)]


def _about(unit: Unit) -> Phrase:
    return dotted(
        unit.unit.phrase(),
        maybe("{value}", "{value}", unit.grid),
        None if unit.households is None else numbered(unit.households, "户", "home"),
        None if unit.floors is None else numbered(unit.floors, "层", "floor"),
    )


def added(unit: Unit) -> list[Drawing]:
    """Say which stairwell was added."""
    return [Phrase("已登记单元：{unit}", "Added: {unit}").format(unit=_about(unit))]


def edited(unit: Unit) -> list[Drawing]:
    """Say how a stairwell stands now."""
    return [Phrase("现在是：{unit}", "Now: {unit}").format(unit=_about(unit))]


def counted(count: Headcount, corrected: Headcount | None) -> list[Drawing]:
    """Say what was counted, and what it corrects."""
    line = Phrase("{unit}，{date}：{counts}", "{unit}, {date}: {counts}")
    said: list[Drawing] = [_said(line, count, unit=count.unit.phrase(), date=count.as_of.phrase())]
    if corrected and corrected != count:
        said.append(_said(Phrase("更正，原来是：{counts}", "Corrected; it was: {counts}"), corrected))
    return said


def _said(line: Phrase, count: Headcount, **values: Phrase) -> Inside:
    inside, outside = (line.format(counts=_counts(count, leaving=leaving), **values) for leaving in (False, True))
    return Inside(inside, outside)


def _counts(count: Headcount, *, leaving: bool = False) -> Phrase:
    known = [
        Phrase("{band} {n} 人", "{n} {band}").format(band=BAND_WORDS[band], n=getattr(count, band))
        for band in BANDS
        if getattr(count, band) is not None and not (leaving and band in INTERNAL)
    ]
    line = Phrase("{counts}（来源：{source}）", "{counts} (from {source})") if count.source else verbatim("{counts}")
    return line.format(counts=joined(known), source=count.source)


def story(told: UnitStory, kinds: Choices) -> list[Drawing]:
    """Draw one stairwell: counts, benches, demands."""
    things: list[Drawing] = [_about(told.unit), Heading(Phrase("人数", "Headcounts"))]
    things.append(Table(_COUNT, told.counts) if told.counts else Aside(Phrase("还没有记过。", "None recorded.")))
    things.append(Heading(Phrase("凳子", "Benches")))
    things += [_bench(bench) for bench in told.benches] or [Aside(Phrase("还没有。", "None."))]
    things.append(Heading(Phrase("需求", "Demands")))
    things += [_demand(demand, kinds) for demand in told.demands] or [Aside(Phrase("还没有。", "None."))]
    return things


def _bench(bench: Bench) -> Phrase:
    return dotted(
        verbatim(bench.tag),
        verbatim(bench.spot) if bench.spot else None,
        BENCH_STATES.phrase(bench.state),
        date_phrase(bench.installed_on),
    )


def _demand(demand: Demand, kinds: Choices) -> Phrase:
    return dotted(
        verbatim(f"#{demand.demand}"),
        date_phrase(demand.registered_on),
        wanted(demand, kinds),
        DEMAND_STATES.phrase(demand.state),
        verbatim(demand.text) if demand.text else None,
    )
