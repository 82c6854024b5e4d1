"""`songyu trace`: the whole story of a stairwell or a demand."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.demand_options import number
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.estates import home_estate
from songyu_cli.storage import trace as stories
from songyu_cli.storage import units
from songyu_cli.views import trace as view

speaker = Speaker(bare=True)

# A bare number is a demand: a stairwell always has two parts.
_DEMAND = re.compile(r"(?:需求|demand)?第?#?([0-9]+)号?(?:需求)?", re.IGNORECASE)


def _offered(ctx: Any, args: list[str], incomplete: str) -> list[str]:
    return [*completion.units(ctx, args, incomplete), *completion.demands(ctx, args, incomplete)]


@speaker.verb("trace", "追溯", "一个单元（12-3）或一条需求（17）从头到尾发生的事，按日期排，最后说还欠什么。")
def trace(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="UNIT|DEMAND",
            help=both("单元（如 12-3），或需求编号（如 17）", "A stairwell such as 12-3, or a demand such as 17"),
            autocompletion=_offered,
        ),
    ],
) -> None:
    """Everything that happened at a stairwell (12-3) or to a demand (17), by date, and what is still owed."""
    run: App = ctx.obj
    home = home_estate(run.home).full
    demand = _DEMAND.fullmatch(folded(what).replace(" ", ""))
    if demand:
        asked = number(demand[1])
        with run.db.reading():
            story, known = stories.of_demand(run.db, asked, run.today()), kinds(run.db)
        run.show(story, lambda told: view.demand_page(told, known, home))
        return
    place = given.place(run, what)
    with run.db.reading():
        unit_story, known = stories.of_unit(run.db, units.get(run.db, place), run.today()), kinds(run.db)
    run.show(unit_story, lambda told: view.unit_page(told, known, home))
