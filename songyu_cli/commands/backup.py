"""`songyu backup`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from songyu_cli.actions.backup import back_up
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.storage import backups
from songyu_cli.views import backups as view
from songyu_cli.views.output import home_path

if TYPE_CHECKING:
    from pathlib import Path

speaker = Speaker(fallback="to")


@speaker.callback(invoke_without_command=True)
def backup(ctx: typer.Context) -> None:
    """Copy the ledger whole into its folder of backups."""
    if ctx.invoked_subcommand is None:
        _back_up(ctx.obj, None)


@speaker.verb("to", "到", "备份到别处：文件夹（如U盘）或以 .db 结尾的新文件；“to”可以不写。绝不覆盖文件。")
def to(
    ctx: typer.Context,
    target: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER|FILE", help=both("文件夹，或以 .db 结尾的新文件", "A folder, or a new .db file")
        ),
    ],
) -> None:
    """Copy the ledger to a folder, such as a USB stick, or a new .db file; “to” may be left out."""
    _back_up(ctx.obj, home_path(target))


@speaker.verb("list", "列表", "看有哪些备份：什么时候、为什么做的，是否完好；最新的在前。")
def list_(ctx: typer.Context) -> None:
    """List the backups, the newest first: when and why each was made, and whether it is sound."""
    run: App = ctx.obj
    found = backups.find(run.place)
    run.show(view.listing(found, run.spoken), lambda listed: view.table(listed, run.spoken))


def _back_up(run: App, target: Path | None) -> None:
    done = back_up(run.db, run.path, target, run.now)
    run.output.show(done, lambda one: view.made(one, run.spoken), done=True)
