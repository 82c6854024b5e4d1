"""`songyu demand`: the steps of a demand, from the review to the answer."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions import demand_answers as answers
from songyu_cli.actions import demand_steps as steps
from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import REPLY_WAYS, YES_NO
from songyu_cli.domain.demand_filters import DemandFilter
from songyu_cli.domain.demand_refusals import NoDemandsNamed, NotConfirmed, NumbersAndFilters, OneVerdict
from songyu_cli.domain.demands import Demand
from songyu_cli.storage import demands
from songyu_cli.views import demand as lists
from songyu_cli.views import demand_steps as view
from songyu_cli.views.words import numbered

speaker = Speaker()

MaybeDemandsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DEMAND...]",
        help=both("需求编号，可写几个：17 18 20-24", "Demands by number: 17 18 20-24"),
        autocompletion=completion.demands,
    ),
]
HowOption = Annotated[
    str,
    typer.Option(
        "--how",
        metavar="WAY",
        help=both("上门、电话、公示、会议、微信群", "visit, phone, notice…"),
        autocompletion=completion.choices("REPLY_WAYS"),
    ),
]


@speaker.verb("review", "审核", "审核需求：合理、可行，写一项或两项；有“否”要写理由。可以几条一起。")
def review(
    ctx: typer.Context,
    demand: options.DemandsArgument,
    reasonable: Annotated[
        str | None, typer.Option("--reasonable", metavar="YES|NO", help=both("合理吗：是、否", "Is it reasonable?"))
    ] = None,
    feasible: Annotated[
        str | None, typer.Option("--feasible", metavar="YES|NO", help=both("可行吗：是、否", "Is it feasible?"))
    ] = None,
    reason: options.ReasonOption = None,
    on: given.OnOption = None,
) -> None:
    """Judge demands: reasonable, feasible or both; a no needs a reason. Several at once are all or none."""
    run: App = ctx.obj
    judgement = steps.Judgement(
        YES_NO.read(reasonable) if reasonable is not None else None,
        YES_NO.read(feasible) if feasible is not None else None,
        _said(run, reason),
    )
    numbers = options.numbers(demand)
    run.wrote(steps.review_demands(run.db, numbers, run.actor, judgement, on=run.day(on)), view.reviewed)


@speaker.verb("decide", "决定", "决定采纳或不予采纳（要写理由）；写了会议，就用会议的日期。可以几条一起。")
def decide(
    ctx: typer.Context,
    demand: options.DemandsArgument,
    accept: Annotated[bool, typer.Option("--accept", help=both("采纳", "It will be done"))] = False,
    decline: Annotated[bool, typer.Option("--decline", help=both("不予采纳", "It will not be done"))] = False,
    reason: options.ReasonOption = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", metavar="N", help=both("哪次会议决定的", "The meeting that decided"))
    ] = None,
    on: given.OnOption = None,
) -> None:
    """Accept demands, or decline them with a reason; the last decision counts. Several at once are all or none."""
    run: App = ctx.obj
    if accept == decline:
        raise OneVerdict
    done = steps.decide_demands(
        run.db,
        options.numbers(demand),
        "accepted" if accept else "declined",
        run.actor,
        on=run.date(on),
        reason=_said(run, reason),
        meeting=given.number(meeting, given.Count("--meeting")),
    )
    run.wrote(done, view.decided)


@speaker.verb("reply", "答复", "答复反映需求的居民；写编号，或用筛选条件选出一批，先看后答。")
def reply(
    ctx: typer.Context,
    demand: MaybeDemandsArgument = None,
    how: HowOption = "visit",
    text: given.TextOption = None,
    on: given.OnOption = None,
    unit: options.AtUnitOption = None,
    state: options.StateOption = None,
    kind: given.KindOption = None,
    channel: given.ChannelOption = None,
    grid: given.GridOption = None,
    older: options.OlderOption = None,
    open_: options.OpenOption = False,
    overdue: options.OverdueOption = False,
    silent: options.SilentOption = False,
    yes: options.YesOption = False,
    dry_run: given.DryRunOption = False,
) -> None:
    """Answer those who asked: demands by number, or those that the filters choose, once they are confirmed."""
    run: App = ctx.obj
    way, day = REPLY_WAYS.read(how), run.day(on)
    wanted = options.wanted(run, unit=unit, state=state, kind=kind, channel=channel, grid=grid, older=older)
    wanted = wanted._replace(open=open_, overdue=overdue, silent=silent)
    numbers = _meant(run, demand or [], wanted, yes=yes, dry_run=dry_run)
    if numbers is not None:
        said = _said(run, text)
        done = answers.reply_demands(run.db, numbers, run.actor, how=way, on=day, text=said)
        run.wrote(done, lambda replied: view.replied(replied, way))


def _meant(run: App, words: list[str], wanted: DemandFilter, *, yes: bool, dry_run: bool) -> list[int] | None:
    """Return the demands to reply to, or None where they were only to be seen, or a person said no."""
    if bool(words) == (wanted != DemandFilter()):
        raise NumbersAndFilters if words else NoDemandsNamed
    numbers = options.numbers(words)
    if words and not dry_run:
        return numbers
    found = [demands.get(run.db, one) for one in numbers] or answers.chosen(run.db, wanted, run.today())
    if dry_run:
        _show(run, found)
        return None
    return [one.demand for one in found] if yes or not found or _confirmed(run, found) else None


def _confirmed(run: App, found: list[Demand]) -> bool:
    from songyu_cli.commands.asking import ask, interactive  # noqa: PLC0415  only a reply to many asks

    if not (run.output.for_people and interactive()):
        raise NotConfirmed(n=numbered(len(found), "条", "demand"))
    _show(run, found)
    agreed = ask(view.question(found), run.output.language)
    if not agreed:
        run.output.say(view.NOTHING_WRITTEN)
    return agreed


def _show(run: App, found: list[Demand]) -> None:
    run.show(lists.listing(found), lambda listing: view.preview(listing, kinds(run.db)))


@speaker.verb("result", "落实", "记一件办成的事（扶手、照明等）；凳子用“安心凳 安装”。不写数量就是余下的全部。")
def result(
    ctx: typer.Context,
    demand: options.DemandArgument,
    quantity: Annotated[
        str | None,
        typer.Option("--quantity", "-n", metavar="N", help=both("落实了多少，默认余下的全部", "How many were done")),
    ] = None,
    text: given.TextOption = None,
    on: given.OnOption = None,
) -> None:
    """Record that a matter other than a bench was carried out: so many of it, or all that is left."""
    run: App = ctx.obj
    done = steps.record_result(
        run.db,
        options.number(demand),
        run.actor,
        on=run.day(on),
        quantity=given.number(quantity, given.Count("-n")),
        text=_said(run, text),
    )
    run.wrote(done, view.carried_out)


@speaker.verb("withdraw", "撤回", "撤回一条需求：反映的人不要了。")
def withdraw(
    ctx: typer.Context,
    demand: options.DemandArgument,
    reason: options.ReasonOption = None,
    on: given.OnOption = None,
) -> None:
    """Withdraw a demand: those who asked no longer want it."""
    run: App = ctx.obj
    number, said = options.number(demand), _said(run, reason)
    run.wrote(steps.withdraw_demand(run.db, number, run.actor, on=run.day(on), reason=said), view.withdrawn)


@speaker.verb("reopen", "重开", "重开一条已办结、不予采纳或撤回的需求，要写理由；原来的经过都保留。")
def reopen(
    ctx: typer.Context,
    demand: options.DemandArgument,
    reason: options.ReasonOption = None,
    on: given.OnOption = None,
) -> None:
    """Open a done, declined or withdrawn demand again, with a reason; its history stays."""
    run: App = ctx.obj
    number, said = options.number(demand), _said(run, reason)
    run.wrote(steps.reopen_demand(run.db, number, run.actor, on=run.day(on), reason=said), view.reopened)


@speaker.verb("extend", "延期", "把落实的期限延后，要写理由；答复的期限不变。")
def extend(
    ctx: typer.Context,
    demand: options.DemandArgument,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help=both("延到哪一天：2-15", "The new day: 2-15"))],
    reason: options.ReasonOption = None,
    on: given.OnOption = None,
) -> None:
    """Put off the day that a result is promised for, with a reason; the reply's day stays."""
    from songyu_cli.domain.written_dates import read_typed_date  # noqa: PLC0415  its patterns, only where needed

    run: App = ctx.obj
    number, said = options.number(demand), _said(run, reason)
    day = read_typed_date(to, run.today(), future=True)
    run.wrote(steps.extend_demand(run.db, number, run.actor, to=day, on=run.day(on), reason=said), view.extended)


def _said(run: App, text: str | None) -> str | None:
    """Return free text as it may be stored; nothing but blanks is nothing."""
    return given.free_text(run, text) if text and text.strip() else None
