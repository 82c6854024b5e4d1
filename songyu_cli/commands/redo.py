"""`songyu redo`."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.undo import redo_command, redo_steps
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.log import StepsOrNumber
from songyu_cli.views.log import Steps, redone

speaker = Speaker(bare=True)


@speaker.verb("redo", "重做", "把撤销了的再做回来；可写日志编号。撤销以后又做了别的，就要写明编号。")
def redo(
    ctx: typer.Context,
    entry: Annotated[
        str | None, typer.Argument(metavar="[N]", help=both("日志编号，默认最近撤销的", "The log entry"))
    ] = None,
    steps: Annotated[
        str | None,
        typer.Option("--steps", metavar="N", help=both("一次重做几步", "Do so many steps again at once")),
    ] = None,
) -> None:
    """Do again what was undone last; by its number when something new was done since."""
    run: App = ctx.obj
    number, many = given.number(entry, given.Count("N")), given.number(steps, given.Count("--steps"))
    if many is None:
        run.wrote(redo_command(run.db, number, run.actor), redone, undo=False)
        return
    if number is not None:
        raise StepsOrNumber(verb="redo")
    run.wrote(Steps(tuple(redo_steps(run.db, many, run.actor))), redone, undo=False)
