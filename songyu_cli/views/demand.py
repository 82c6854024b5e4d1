"""Demands as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES
from songyu_cli.domain.demands import CLOSED, Demand
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawing, Listing, Table
from songyu_cli.views.words import (
    STATE,
    benches_phrase,
    date_phrase,
    dotted,
    foot,
    number_column,
    numbered,
    text_column,
    unit_column,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.choices import Choices
    from songyu_cli.domain.demands import DemandStory


def listing(found: Sequence[Demand]) -> Listing:
    """Return demands as a listing."""
    empty = Phrase(
        "没有符合条件的需求。登记一条：songyu demand add 12-3",
        "No such demands. To register one: songyu demand add 12-3",
    )
    return Listing(found, Demand, empty)


def table(found: Listing, kinds: Choices) -> list[Drawing]:
    """Draw the needs list with its number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("编号", "No.", "demand"),
        text_column("登记日期", "Registered", "registered_on", keep=True),
        unit_column(found.rows),
        Column(Phrase("类别", "Kind"), lambda demand: kinds.phrase(demand.kind)),
        Column(Phrase("落实", "Done"), lambda demand: f"{demand.carried_out}/{demand.quantity}", number=True),
        Column(Phrase("来源", "Channel"), lambda demand: CHANNELS.phrase(demand.channel)),
        Column(STATE, lambda demand: DEMAND_STATES.phrase(demand.state)),
        text_column("需求内容", "In their words", "text"),
    )
    still = sum(demand.state not in CLOSED for demand in found.rows)
    summary = Phrase("{n}需求，未办结 {still} 条", "{n}, {still} still open")
    summary = summary.format(n=numbered(len(found.rows), "条", "demand"), still=still)
    return [Table(columns, found.rows), foot(found.rows, summary)]


def about(demand: Demand, kinds: Choices) -> Phrase:
    """Return a demand in one line: where, what, how it was heard, when."""
    return dotted(
        demand.unit.phrase(),
        wanted(demand, kinds),
        CHANNELS.phrase(demand.channel),
        date_phrase(demand.registered_on),
        verbatim(demand.text) if demand.text else None,
    )


def wanted(demand: Demand, kinds: Choices) -> Phrase:
    """Return what is asked for, and how many where that is not just one."""
    if demand.kind == "bench":
        return Phrase(f"凳 {demand.quantity} 张", benches_phrase(demand.quantity).en)
    times = f" ×{demand.quantity}" if demand.quantity > 1 else ""
    return Phrase("{kind}{times}", "{kind}{times}").format(kind=kinds.phrase(demand.kind), times=times)


def added(demand: Demand, kinds: Choices) -> list[Drawing]:
    """Say which demand was registered."""
    said = Phrase("已登记第 {n} 号需求：{about}", "Registered demand {n}: {about}")
    return [said.format(n=demand.demand, about=about(demand, kinds))]


def edited(demand: Demand, kinds: Choices) -> list[Drawing]:
    """Say how a demand reads now."""
    said = Phrase("第 {n} 号需求现在是：{about}", "Demand {n} now reads: {about}")
    return [said.format(n=demand.demand, about=about(demand, kinds))]


def story(told: DemandStory, kinds: Choices) -> list[Drawing]:
    """Draw a demand, its state and what was carried out for it."""
    demand = told.demand
    head = Phrase("第 {n} 号需求：{about}", "Demand {n}: {about}").format(n=demand.demand, about=about(demand, kinds))
    state = Phrase("状态：{state}，已落实 {done}/{n}", "State: {state}, {done} of {n} carried out")
    said: list[Drawing] = [
        head,
        state.format(state=DEMAND_STATES.phrase(demand.state), done=demand.carried_out, n=demand.quantity),
    ]
    if demand.merged_into:
        said.append(Phrase("并入第 {n} 号", "Merged into demand {n}").format(n=demand.merged_into))
    for result in told.results:
        line = Phrase("{date}：安装 {tag}", "{date}: {tag} installed")
        if result.bench is None:
            line = Phrase("{date}：落实 {n}", "{date}: {n} carried out")
        said.append(line.format(date=date_phrase(result.done_on), tag=result.bench, n=result.quantity))
    return said
