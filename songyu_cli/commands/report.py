"""`songyu report`: the main report; its sub-reports have a file of their own, so that this one starts at once."""

from __future__ import annotations

import typer

from songyu_cli.actions.report import draw_up_report
from songyu_cli.commands.grammar import Speaker
from songyu_cli.context import App
from songyu_cli.views.report import report_page

speaker = Speaker()


@speaker.callback(invoke_without_command=True)
def report(ctx: typer.Context) -> None:
    """Batch progress, the total against the target, coverage, the promise, and the bare stairwells."""
    if ctx.invoked_subcommand is None:
        run: App = ctx.obj
        run.show(draw_up_report(run.db, run.today()), report_page)
