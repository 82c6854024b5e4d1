"""`songyu report promise`, `grids`, `silence`: what the main report says in one line, told in full."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.figures import draw_up_grids, draw_up_promise, who_waits
from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.windows import MonthRefused, Window, WindowTwice, window_between
from songyu_cli.views import grids as by_grid
from songyu_cli.views import silence as waiting
from songyu_cli.views.figures import promise_page
from songyu_cli.views.figures import rows as figure_rows

speaker = Speaker()

FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help=both("从哪天登记的起：2022-07", "Registered from: 2022-07")),
]
ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="DATE", help=both("到哪天登记的止：2022-09", "Registered up to: 2022-09")),
]
MonthOption = Annotated[
    str | None, typer.Option("--month", metavar="MONTH", help=both("某月登记的：2022-09", "Registered in: 2022-09"))
]
ExplainOption = Annotated[
    bool,
    typer.Option("--explain", help=both("写明公式和每个数背后的需求编号", "Show formulas and the demands behind them")),
]
DaysOption = Annotated[
    str | None,
    typer.Option(
        "--days",
        metavar="N",
        help=both(
            "采纳后超过几天没有进展才算（默认看 silent_after）", "Accepted and no step for more than so many days"
        ),
    ),
]


@speaker.verb("promise", "承诺", "回音率、落实率、满意率等，都写明分子分母；--explain 列出公式和编号。")
def promise(
    ctx: typer.Context,
    from_: FromOption = None,
    to: ToOption = None,
    month: MonthOption = None,
    grid: given.GridOption = None,
    explain: ExplainOption = False,
) -> None:
    """How the promise is kept: rates of replies, results and follow-ups, and what they are made of; --explain: all."""
    run: App = ctx.obj
    drawn = draw_up_promise(
        run.db, _window(run, from_, to, month), run.today(), grid=grid, places=given.in_grid(run, grid)
    )
    one_table = run.output.format in ("csv", "tsv", "jsonl")
    run.show(figure_rows(drawn) if one_table else drawn, lambda kept: promise_page(kept, explain=explain))


@speaker.verb("grids", "网格", "各网格的单元、凳子、需求、答复和办结。")
def grids(ctx: typer.Context) -> None:
    """The stairwells, benches, demands, replies and results of each grid."""
    run: App = ctx.obj
    run.show(by_grid.listing(draw_up_grids(run.db, run.today())), by_grid.table)


@speaker.verb("silence", "催办", "谁在等什么，等得最久的在前：没有答复的、采纳后没有进展的、装了凳子旧凳还在的。")
def silence(ctx: typer.Context, days: DaysOption = None, grid: given.GridOption = None) -> None:
    """Who waits for what, longest first: without a reply, accepted without a step, old stools beside a new bench."""
    run: App = ctx.obj
    after = given.number(days, given.Count("--days", 0))
    found = who_waits(run.db, run.today(), after=after, places=given.in_grid(run, grid))
    known = kinds(run.db)
    run.show(waiting.listing(found, grid), lambda listing: waiting.table(listing, known))


def _window(run: App, first: str | None, last: str | None, month: str | None) -> Window:
    """Return the window that was asked for. Raises DateRefused, MonthRefused, WindowTwice, WindowBackwards."""
    if month is None:
        begins = run.date(first)
        return window_between(begins, given.window_end(run, last, begins))
    if first or last:
        raise WindowTwice
    day = run.date(month)
    if day is None or day.precision != "month":
        raise MonthRefused(given=quoted(month))
    return window_between(day, day)
