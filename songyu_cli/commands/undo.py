"""`songyu undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.undo import undo_command, undo_steps
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.log import StepsOrNumber
from songyu_cli.views.log import Steps, undone

speaker = Speaker(bare=True)


@speaker.verb("undo", "撤销", "撤销上一次操作（整次导入也算一次）；可写日志编号。后来的操作用到它时不能撤销。")
def undo(
    ctx: typer.Context,
    entry: Annotated[
        str | None, typer.Argument(metavar="[N]", help=both("日志编号，默认最新", "The log entry"))
    ] = None,
    steps: Annotated[
        str | None,
        typer.Option("--steps", metavar="N", help=both("一次撤销最近几步", "Take so many steps back at once")),
    ] = None,
) -> None:
    """Take the last command back, a whole import too; refused when later work builds on it."""
    run: App = ctx.obj
    number, many = given.number(entry, given.Count("N")), given.number(steps, given.Count("--steps"))
    if many is None:
        run.wrote(undo_command(run.db, number, run.actor), undone, undo=False)
        return
    if number is not None:
        raise StepsOrNumber(verb="undo")
    run.wrote(Steps(tuple(undo_steps(run.db, many, run.actor))), undone, undo=False)
