"""`songyu log`."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.storage import log as entries
from songyu_cli.views import log as view

speaker = Speaker()
_RECENT = 20


@speaker.callback(invoke_without_command=True)
def log(ctx: typer.Context, limit: given.LimitOption = None) -> None:
    """Show the newest entries first."""
    if ctx.invoked_subcommand is None:
        run: App = ctx.obj
        most = given.number(limit, given.Count("--limit")) or _RECENT
        run.show(view.listing(entries.find(run.db, limit=most)), view.table)


@speaker.verb("show", "查看", "查看一条日志改了哪些行。")
def show(
    ctx: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="N", help=both("日志编号", "The entry's number"))],
) -> None:
    """Show which rows one entry changed, before and after."""
    run: App = ctx.obj
    found = entries.get(run.db, given.number(entry, given.Count("N")) or 0)
    run.show(view.EntryStory(found, tuple(entries.changes(run.db, found.command))), view.story)
