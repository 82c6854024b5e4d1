"""`songyu demo`."""

from __future__ import annotations

from pathlib import Path

import typer

from songyu_cli.actions.demo import build_demo
from songyu_cli.actions.report import draw_up_report
from songyu_cli.commands.grammar import Speaker
from songyu_cli.context import App
from songyu_cli.storage.database import creating
from songyu_cli.views.report import demo_page

speaker = Speaker(bare=True)
DEMO = "songyu-demo.db"


@speaker.verb("demo", "示例", "用虚构的示例数据建一个账本（默认 ./songyu-demo.db）并显示报告；已有文件绝不覆盖。")
def demo(ctx: typer.Context) -> None:
    """Build a ledger of made-up sample data (./songyu-demo.db) and show its report; nothing is ever overwritten."""
    run: App = ctx.obj
    path = run.ledger or Path(DEMO)
    with creating(path) as db:
        build_demo(db, run.newcomer())
        report = draw_up_report(db, run.today())
    run.output.show(report, lambda one: demo_page(one, path), done=True)
