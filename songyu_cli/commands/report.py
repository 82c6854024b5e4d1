"""`songyu report`."""

from __future__ import annotations

import typer

from songyu_cli.actions.report import draw_up_report
from songyu_cli.commands.grammar import Speaker
from songyu_cli.context import App
from songyu_cli.views.report import report_page

speaker = Speaker(bare=True)


@speaker.verb("report", "报告", "批次进度、对照目标、单元和老年人覆盖、最缺凳的单元。")
def report(ctx: typer.Context) -> None:
    """Batch progress, the total against the target, coverage, and the bare stairwells with most elderly."""
    run: App = ctx.obj
    run.show(draw_up_report(run.db, run.today()), report_page)
