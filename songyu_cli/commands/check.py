"""`songyu check`."""

from __future__ import annotations

import typer

from songyu_cli.actions.check import check_ledger
from songyu_cli.commands.grammar import Speaker
from songyu_cli.context import App
from songyu_cli.views.check import verdict

speaker = Speaker(bare=True)
_WRONG = 1  # the exit code of a ledger that is not whole


@speaker.verb("check", "检查", "检查账本是否完好：文件、日志的校验链、重放日志和账对不对得上；什么都不写。")
def check(ctx: typer.Context) -> None:
    """See whether the ledger is whole: its file, the chain of its log, and the log replayed; nothing is written."""
    run: App = ctx.obj
    found = check_ledger(run.path, songyu=run.spoken)
    run.show(found, lambda one: verdict(one, run.spoken))
    if not found.whole:
        raise typer.Exit(_WRONG)
