"""`songyu demand`: what residents ask for."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.demand import NewDemand, add_demand, edit_demand
from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES
from songyu_cli.domain.demands import DemandStory
from songyu_cli.domain.units import NothingToChange
from songyu_cli.storage import demands, units
from songyu_cli.views import demand as view

speaker = Speaker()

DemandArgument = Annotated[
    str,
    typer.Argument(metavar="DEMAND", help=both("需求编号", "The demand's number"), autocompletion=completion.demands),
]
QuantityOption = Annotated[
    str | None, typer.Option("--benches", "-n", metavar="N", help=both("数量，默认 1", "How many"))
]


@speaker.verb("add", "登记", "登记一条需求；只写单元就是：今天上门听到，要一张凳子。")
def add(
    ctx: typer.Context,
    unit: given.UnitArgument,
    kind: given.KindOption = None,
    benches: QuantityOption = None,
    channel: given.ChannelOption = None,
    on: given.OnOption = None,
    text: given.TextOption = None,
) -> None:
    """Register a demand; a stairwell alone says: heard at the door today, one bench."""
    run: App = ctx.obj
    new = NewDemand(
        unit=given.place(run, unit),
        kind=kinds(run.db).read(kind or "bench"),
        quantity=given.number(benches, given.Count("-n")) or 1,
        channel=CHANNELS.read(channel or "door"),
        on=run.day(on),
        text=given.free_text(run, text),
    )
    run.wrote(add_demand(run.db, new, run.actor), lambda demand: view.added(demand, kinds(run.db)))


@speaker.verb("edit", "修改", "修改一条未办结的需求。")
def edit(
    ctx: typer.Context,
    demand: DemandArgument,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help=both("改到哪个单元", "The right stairwell"))
    ] = None,
    kind: given.KindOption = None,
    benches: QuantityOption = None,
    channel: given.ChannelOption = None,
    on: given.OnOption = None,
    text: given.TextOption = None,
) -> None:
    """Mend what was written down of an open demand."""
    run: App = ctx.obj
    wanted = {
        "unit": given.place(run, unit) if unit else None,
        "kind": kinds(run.db).read(kind) if kind else None,
        "quantity": given.number(benches, given.Count("-n")),
        "channel": CHANNELS.read(channel) if channel else None,
        "registered_on": run.date(on),
        "text": given.free_text(run, text),
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if not changes:
        raise NothingToChange(command="songyu demand edit")
    edited = edit_demand(run.db, _number(demand), run.actor, changes)
    run.wrote(edited, lambda one: view.edited(one, kinds(run.db)))


@speaker.verb("list", "列表", "需求清单，可按状态、类别、来源、单元、网格筛选。")
def list_(
    ctx: typer.Context,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help=both("只看这个单元", "One stairwell"))
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help=both("状态：登记、办结…", "Its state"))
    ] = None,
    kind: given.KindOption = None,
    channel: given.ChannelOption = None,
    grid: given.GridOption = None,
    limit: given.LimitOption = None,
) -> None:
    """The needs list, filtered by state, kind, channel, stairwell or grid."""
    run: App = ctx.obj
    known = kinds(run.db)
    wanted_state = DEMAND_STATES.read(state) if state else None
    wanted_kind = known.read(kind) if kind else None
    wanted_channel = CHANNELS.read(channel) if channel else None
    most = given.number(limit, given.Count("--limit"))
    here = units.get(run.db, given.place(run, unit)).id if unit else None
    in_grid = given.in_grid(run, grid)
    found = [
        demand
        for demand in demands.everything(run.db, unit=here)
        if wanted_state in (None, demand.state)
        and wanted_kind in (None, demand.kind)
        and wanted_channel in (None, demand.channel)
        and (in_grid is None or demand.unit in in_grid)
    ]
    run.show(view.listing(found[:most]), lambda listing: view.table(listing, known))


@speaker.verb("show", "查看", "查看一条需求和它的落实。")
def show(ctx: typer.Context, demand: DemandArgument) -> None:
    """Show a demand and what was carried out for it."""
    run: App = ctx.obj
    found = demands.get(run.db, _number(demand))
    run.show(DemandStory(found, demands.results(run.db, found.demand)), lambda told: view.story(told, kinds(run.db)))


def _number(text: str) -> int:
    return given.number(text, given.Count("DEMAND")) or 0
