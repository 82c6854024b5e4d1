"""`songyu init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from songyu_cli.actions.ledger import start_ledger
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import LEDGER, App
from songyu_cli.storage.database import creating
from songyu_cli.views.config import NewLedger, started

speaker = Speaker(bare=True)


@speaker.verb("init", "新建", "新建一个社区的账本（默认 ./songyu.db），已有文件绝不覆盖。")
def init(
    ctx: typer.Context,
    community: Annotated[str, typer.Option("--community", metavar="NAME", help=both("社区名", "The community"))],
    estate: Annotated[
        str, typer.Option("--estate", metavar="NAME", help=both("默认小区，如 淞泽家园九区", "The estate"))
    ],
    target: Annotated[str, typer.Option("--target", metavar="N", help=both("目标张数", "Benches aimed at"))] = "300",
    subdistrict: Annotated[str, typer.Option("--subdistrict", metavar="NAME", help=both("街道名", "Subdistrict"))] = "",
    programme: Annotated[str, typer.Option("--programme", metavar="NAME", help=both("项目名", "Programme"))] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=both("默认角色", "The usual role"))] = "",
) -> None:
    """Make a community's ledger (./songyu.db unless --db names another); an existing file is never overwritten."""
    run: App = ctx.obj
    path = run.ledger or Path(LEDGER)
    values = {
        "community": community,
        "estate": estate,
        "target": target,
        "subdistrict": subdistrict,
        "programme": programme,
        "role": role,
    }
    with creating(path) as db:
        settings = start_ledger(db, values, run.newcomer())
    new = NewLedger(str(path), {setting.key: setting.value for setting in settings})
    run.output.show(new, lambda made: started(made, run.spoken), done=True)
