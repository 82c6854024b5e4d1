"""Demands as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES
from songyu_cli.domain.demands import CLOSED, Demand
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Table
from songyu_cli.views.output import Listing
from songyu_cli.views.words import STATE, date_phrase, dotted, number_column, text_column, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.choices import Choices
    from songyu_cli.domain.demands import DemandStory


def listing(found: Sequence[Demand]) -> Listing:
    """Return demands as a listing."""
    empty = Phrase(
        "没有符合条件的需求。登记一条：songyu demand add 12-3", "No such demands. Register one: songyu demand add 12-3"
    )
    return Listing(found, Demand, empty)


def table(found: Listing, kinds: Choices) -> list[Drawing]:
    """Draw the needs list with its number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        Column(Phrase("编号", "No."), lambda demand: demand.demand, number=True),
        Column(Phrase("登记日期", "Registered"), lambda demand: demand.registered_on, keep=True),
        unit_column(),
        Column(Phrase("类别", "Kind"), lambda demand: kinds.phrase(demand.kind)),
        number_column("数量", "Wanted", "quantity"),
        number_column("已落实", "Done", "carried_out"),
        Column(Phrase("来源", "Channel"), lambda demand: CHANNELS.phrase(demand.channel)),
        Column(STATE, lambda demand: DEMAND_STATES.phrase(demand.state)),
        text_column("需求内容", "In their words", "text"),
    )
    still = sum(demand.state not in CLOSED for demand in found.rows)
    foot = Phrase("{n} 条需求，{still} 条未办结", "{n} demands, {still} still open")
    return [Table(columns, found.rows), Aside(foot.format(n=len(found.rows), still=still))]


def about(demand: Demand, kinds: Choices) -> Phrase:
    """Return a demand in one line: where, what, how it was heard, when."""
    return dotted(
        demand.unit.phrase(),
        Phrase("{kind} {n}", "{kind} {n}").format(kind=kinds.phrase(demand.kind), n=demand.quantity),
        CHANNELS.phrase(demand.channel),
        date_phrase(demand.registered_on),
        verbatim(demand.text) if demand.text else None,
    )


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
        said.append(Phrase("并入第 {n} 号", "merged into {n}").format(n=demand.merged_into))
    for result in told.results:
        line = Phrase("{date} 落实 {n}：{what}", "{date}: {n} carried out, {what}")
        what = verbatim(result.bench) if result.bench else Phrase("其他", "another matter")
        said.append(line.format(date=date_phrase(result.done_on), n=result.quantity, what=what))
    return said
