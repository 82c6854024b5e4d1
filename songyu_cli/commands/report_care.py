"""`songyu report care`: inspections due, repairs open, benches out of use, faults found and what it all cost."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.care import draw_up_care
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.windows import window_between
from songyu_cli.views.care import care_page, rows

speaker = Speaker()


@speaker.verb("care", "养护", "凳子的养护：该巡查的、没修好的、停用的，毛病和费用，各网格。是本工具的延伸。")
def care(
    ctx: typer.Context,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help=both("毛病、维修、费用从哪天起", "Faults, repairs and costs from")),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help=both("毛病、维修、费用到哪天止", "Faults, repairs and costs up to")),
    ] = None,
    grid: given.GridOption = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=both("写明怎么算的和每个数背后的凳号", "Say how, and which benches are meant")),
    ] = False,
) -> None:
    """Our own extension: inspections due, open repairs, benches out of use, faults and costs, by grid."""
    run: App = ctx.obj
    begins = run.date(from_)
    window = window_between(begins, given.window_end(run, to, begins))
    found = draw_up_care(run.db, window, run.today(), grid=grid, places=given.in_grid(run, grid))
    one_table = run.output.format in ("csv", "tsv", "jsonl")
    run.show(rows(found) if one_table else found, lambda drawn: care_page(drawn, explain=explain))
