"""`songyu demand`: what residents ask for."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.demand import NewDemand, add_demand, circumstances, edit_demand
from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import CHANNELS, ROLES
from songyu_cli.domain.dates import Date, covers_up_to
from songyu_cli.domain.demand_filters import ordered
from songyu_cli.domain.demands import Demand
from songyu_cli.domain.units import NothingToChange
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import demand_steps, demands, units
from songyu_cli.views import demand as view

speaker = Speaker()

ORDERS = Choices(
    Phrase("排序", "order"),
    Choice("number", Phrase("编号", "number"), ("号",)),
    Choice("date", Phrase("登记日期", "date"), ("日期", "时间")),
    Choice("due", Phrase("期限", "due"), ("到期",)),
    Choice("asked", Phrase("反映次数", "asked"), ("次数",)),
    Choice("address", Phrase("地址", "address"), ("地址顺序", "单元", "unit")),
    Choice("elderly", Phrase("老人", "elderly"), ("老年人", "60", "60+", "elderly_60")),
)

OwnerOption = Annotated[
    str | None,
    typer.Option("--owner", metavar="ROLE", help=both("责任（角色）：网格长、书记…", "Who is responsible: a role")),
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
    owner: OwnerOption = None,
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
        owner_role=ROLES.read(owner) if owner else None,
    )
    run.wrote(
        add_demand(run.db, new, run.actor),
        lambda demand: view.added(demand, kinds(run.db), circumstances(run.db, demand)),
    )


@speaker.verb("edit", "修改", "修改一条未办结的需求；改了日期或类别，期限就重新推算。")
def edit(
    ctx: typer.Context,
    demand: options.DemandArgument,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help=both("改到哪个单元", "The right stairwell"))
    ] = None,
    kind: given.KindOption = None,
    benches: QuantityOption = None,
    channel: given.ChannelOption = None,
    on: given.OnOption = None,
    text: given.TextOption = None,
    owner: OwnerOption = None,
    repeat_of: Annotated[
        str | None,
        typer.Option(
            "--repeat-of",
            metavar="DEMAND",
            help=both("哪一条办结以后又提出的；0 表示不是", "The closed demand it asks for again; 0 for none"),
            autocompletion=completion.demands,
        ),
    ] = None,
) -> None:
    """Mend what was written down of an open demand; its promised days follow from its day and kind."""
    run: App = ctx.obj
    wanted = {
        "unit": given.place(run, unit) if unit else None,
        "kind": kinds(run.db).read(kind) if kind else None,
        "quantity": given.number(benches, given.Count("-n")),
        "channel": CHANNELS.read(channel) if channel else None,
        "registered_on": run.date(on),
        "text": given.free_text(run, text),
        "owner_role": ROLES.read(owner) if owner else None,
        "repeat_of": given.number(repeat_of, given.Count("--repeat-of", 0)),
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if not changes:
        raise NothingToChange(command="songyu demand edit")
    edited = edit_demand(run.db, options.number(demand), run.actor, changes)
    anew = not changes.keys().isdisjoint({"unit", "kind", "registered_on"})
    run.wrote(edited, lambda one: view.edited(one, kinds(run.db), circumstances(run.db, one) if anew else None))


@speaker.verb("list", "列表", "需求清单，可筛选和排序；--overdue 超期，--silent 没答复，--unasked 没回访。")
def list_(
    ctx: typer.Context,
    unit: options.AtUnitOption = None,
    state: options.StateOption = None,
    kind: given.KindOption = None,
    channel: given.ChannelOption = None,
    grid: given.GridOption = None,
    older: options.OlderOption = None,
    open_: options.OpenOption = False,
    overdue: options.OverdueOption = False,
    silent: options.SilentOption = False,
    unasked: Annotated[
        bool, typer.Option("--unasked", help=both("只看办结后还没有回访到人的", "Done, and nobody reached since"))
    ] = False,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            "-s",
            metavar="ORDER",
            help=both("按编号、日期、期限、次数、地址或老人排", "number, date, due, asked, address or elderly"),
        ),
    ] = None,
    limit: given.LimitOption = None,
) -> None:
    """The needs list; --overdue: a promised day has passed; --silent: no reply; --unasked: done, not followed up."""
    run: App = ctx.obj
    wanted = options.wanted(
        run,
        unit=unit,
        state=state,
        kind=kind,
        channel=channel,
        grid=grid,
        older=older,
        open_=open_,
        overdue=overdue,
        silent=silent,
    )
    most = given.number(limit, given.Count("--limit"))
    order = ORDERS.read(sort or "number")
    with run.db.reading():
        everything = demands.everything(run.db)
        lines = units.lines(run.db, up_to=covers_up_to(Date.of(run.today()))) if order == "elderly" else ()
    elderly = {line.unit: line.elderly_60 for line in lines}
    meant = wanted.matching(everything, run.today())
    found = ordered(_unasked(run, meant) if unasked else meant, order, elderly)
    known = kinds(run.db)
    run.show(view.listing(found[:most], len(everything)), lambda listing: view.table(listing, known, run.today()))


def _unasked(run: App, found: list[Demand]) -> list[Demand]:
    from songyu_cli.domain import followups as said  # noqa: PLC0415  for this list only
    from songyu_cli.storage import followups  # noqa: PLC0415

    return said.unasked(found, followups.everything(run.db))


@speaker.verb("show", "查看", "查看一条需求：到了哪一步，前前后后，接下来可以做什么。")
def show(ctx: typer.Context, demand: options.DemandArgument) -> None:
    """Show where a demand stands, everything that happened to it, and what can be done next."""
    from songyu_cli.views.demand_story import story  # noqa: PLC0415  for this page only

    run: App = ctx.obj
    told = demand_steps.story(run.db, options.number(demand))
    run.show(told, lambda one: story(one, kinds(run.db), run.today()))
