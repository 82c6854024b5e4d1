"""`songyu today`: what there is to do now."""

from __future__ import annotations

import typer

from songyu_cli.actions.figures import what_now
from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker
from songyu_cli.context import App
from songyu_cli.domain.estates import home_estate
from songyu_cli.views.today import today_page

speaker = Speaker(bare=True)


@speaker.verb("today", "今天", "今天该做什么：谁在等答复，什么七天内到期，重大隐患，要装的凳子。")
def today(ctx: typer.Context, grid: given.GridOption = None) -> None:
    """What now: who waits for an answer, what is due within a week, grave hazards, benches to install."""
    run: App = ctx.obj
    found = what_now(run.db, run.today(), grid=grid, places=given.in_grid(run, grid))
    known, home = kinds(run.db), home_estate(run.home).full
    run.show(found, lambda page: today_page(page, known, home))
