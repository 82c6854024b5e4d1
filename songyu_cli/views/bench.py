"""Benches as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.benches import Bench
from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Column, Drawing, Listing, Table
from songyu_cli.views.hazard import old_stools
from songyu_cli.views.words import (
    STATE,
    benches_phrase,
    date_phrase,
    dotted,
    enumerated,
    foot,
    maybe,
    number_column,
    text_column,
    unit_column,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.benches import Installation, Installed, Settled


def listing(found: Sequence[Bench]) -> Listing:
    """Return benches as a listing."""
    empty = Phrase(
        "没有符合条件的凳子。安装：songyu bench install 12-3", "No such benches. To install: songyu bench install 12-3"
    )
    return Listing(found, Bench, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw benches with their number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        text_column("凳号", "Tag", "tag", keep=True),
        unit_column(found.rows),
        text_column("位置", "Spot", "spot"),
        Column(STATE, lambda bench: BENCH_STATES.phrase(bench.state)),
        text_column("安装", "Installed", "installed_on", keep=True),
        text_column("投用", "In use since", "in_use_on", keep=True),
        number_column("需求", "Demand", "demand"),
    )
    summary = Phrase("{n}凳子，在用 {in_use} 张", "{n}, {in_use} in use").format(
        n=benches_phrase(len(found.rows)), in_use=sum(bench.state == "in_use" for bench in found.rows)
    )
    return [Table(columns, found.rows), foot(found.rows, summary)]


def installed(done: Installation) -> list[Drawing]:
    """Say what was installed, with which tags, which demands that settles, and where old stools are left."""
    head = Phrase(
        "第{batch}批已安装 {n}（{on}），本批共 {installed}/{planned}",
        "Batch {batch}: {n} installed ({on}), {installed} of {planned} in all",
    ).format(
        batch=done.batch,
        n=benches_phrase(done.benches),
        on=done.on.phrase(),
        installed=done.installed,
        planned=done.planned,
    )
    places = [line for place in done.places for line in (_place(place), *_asked_later(place))]
    return [head, *places, *old_stools(done.old_stools)]


def _asked_later(place: Installed) -> list[Phrase]:
    if not place.asked_later:
        return []
    line = Phrase(
        "    登记或重开在安装之后、仍未落实的需求：{list}", "    Asked for after that, and still open: demand {list}"
    )
    return [line.format(list=enumerated(place.asked_later))]


def _place(place: Installed) -> Phrase:
    tags = joined([verbatim(tag) for tag in place.tags])
    settled = joined([_settled(one) for one in place.settled])
    answer = Phrase("；{settled}", "; {settled}").format(settled=settled) if place.settled else Phrase("", "")
    line = Phrase("  {unit}：{tags}{answer}", "  {unit}: {tags}{answer}")
    return line.format(unit=place.unit.phrase(), tags=tags, answer=answer)


def _settled(one: Settled) -> Phrase:
    if one.done:
        return Phrase("办结第 {n} 号需求", "settles demand {n}").format(n=one.demand)
    line = Phrase("落实第 {n} 号需求 {done}/{of}", "carries out {done} of {of} of demand {n}")
    return line.format(n=one.demand, done=one.carried_out, of=one.quantity)


def story(bench: Bench) -> list[Drawing]:
    """Draw one bench."""
    lines = [
        Phrase("{tag}：{place}", "{tag}: {place}").format(
            tag=bench.tag, place=dotted(bench.unit.phrase(), maybe("{value}", "{value}", bench.spot))
        ),
        Phrase("第{batch}批，{state}", "Batch {batch}, {state}").format(
            batch=bench.batch, state=BENCH_STATES.phrase(bench.state)
        ),
        Phrase("安装 {on}，投入使用 {used}", "Installed {on}, in use since {used}").format(
            on=date_phrase(bench.installed_on), used=date_phrase(bench.in_use_on)
        ),
    ]
    if bench.demand:
        lines.append(Phrase("回应第 {n} 号需求", "Answers demand {n}").format(n=bench.demand))
    if bench.note:
        lines.append(Phrase("备注：{note}", "Note: {note}").format(note=bench.note))
    return list(lines)
