"""`songyu demand followup`: what residents say once something was done about their demand."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.demand_followup import follow_up
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import GRADES, YES_NO
from songyu_cli.domain.followups import Heard
from songyu_cli.views.demand_followup import followed

speaker = Speaker()


@speaker.verb("followup", "回访", "回访：问居民解决了没有、满意不满意；没有联系上也记。可以几条一起。")
def followup(
    ctx: typer.Context,
    demand: options.DemandsArgument,
    resolved: Annotated[
        str | None,
        typer.Option(
            "--resolved",
            metavar="YES|NO",
            help=both("解决了吗：是、否", "Is it resolved, they say?"),
            autocompletion=completion.choices("YES_NO"),
        ),
    ] = None,
    grade: Annotated[
        str | None,
        typer.Option(
            "--grade",
            metavar="GRADE",
            help=both(
                "非常满意、满意、基本满意、不满意、非常不满意",
                "very-satisfied, satisfied, fairly-satisfied, dissatisfied, very-dissatisfied",
            ),
            autocompletion=completion.choices("GRADES"),
        ),
    ] = None,
    not_reached: Annotated[bool, typer.Option("--not-reached", help=both("没有联系上", "Nobody was reached"))] = False,
    text: given.TextOption = None,
    on: given.OnOption = None,
) -> None:
    """Ask what became of demands: resolved or not, how satisfied, or nobody reached. Several at once: all or none."""
    run: App = ctx.obj
    numbers = options.numbers(demand)
    heard = Heard(
        reached="no" if not_reached else "yes",
        resolved=YES_NO.read(resolved) if resolved is not None else None,
        grade=GRADES.read(grade) if grade is not None else None,
        text=given.free_text(run, text) if text and text.strip() else None,
    )
    run.wrote(follow_up(run.db, numbers, run.actor, heard, on=run.day(on)), followed)
