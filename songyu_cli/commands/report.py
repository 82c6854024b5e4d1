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
    """Batch progress, coverage, the promise, what is still owed; --out 答卷.xlsx writes the answer sheet."""
    if ctx.invoked_subcommand is not None:
        return
    run: App = ctx.obj
    if run.output.format == "xlsx":
        _write_answer_sheet(run)
    else:
        run.show(draw_up_report(run.db, run.today()), report_page)


def _write_answer_sheet(run: App) -> None:
    from songyu_cli.actions.answer_sheet import draw_up_answer_sheet  # noqa: PLC0415  a page of its own
    from songyu_cli.views.answer_sheet import answer_sheet_page  # noqa: PLC0415

    run.show(draw_up_answer_sheet(run.db, run.today()), answer_sheet_page)
