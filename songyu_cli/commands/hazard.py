"""`songyu hazard`: what is dangerous at the entrances."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.hazard import NewHazard, add_hazard, clear_hazards
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import HAZARD_KINDS, SEVERITIES
from songyu_cli.domain.hazards import ClearingUnexplained, HazardFilter, HazardKindMissing, OpenAndCleared
from songyu_cli.storage import hazards
from songyu_cli.views import hazard as view

speaker = Speaker()

_NUMBER = "HAZARD"
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help=both("类别：旧凳、杂物、堵塞通道…", "Kind: old-stool, clutter, charging…"),
        autocompletion=completion.choices("HAZARD_KINDS"),
    ),
]
SeverityOption = Annotated[
    str | None,
    typer.Option(
        "--severity",
        metavar="LEVEL",
        help=both("等级：一般、较大、重大", "Severity: low, medium, high"),
        autocompletion=completion.choices("SEVERITIES"),
    ),
]


@speaker.verb("add", "登记", "登记一处隐患。")
def add(
    ctx: typer.Context,
    unit: given.UnitArgument,
    kind: KindOption = None,
    severity: SeverityOption = None,
    quantity: Annotated[
        str | None, typer.Option("--quantity", "-n", metavar="N", help=both("数量，默认 1", "How many; 1 if left out"))
    ] = None,
    on: given.OnOption = None,
    text: given.TextOption = None,
    demand: Annotated[
        str | None,
        typer.Option(
            "--demand",
            metavar="DEMAND",
            help=both("有关的需求编号", "The demand that it belongs to"),
            autocompletion=completion.demands,
        ),
    ] = None,
) -> None:
    """Register a hazard at a stairwell."""
    run: App = ctx.obj
    place = given.place(run, unit)
    if not kind:
        raise HazardKindMissing(unit=place.short)
    new = NewHazard(
        unit=place,
        kind=HAZARD_KINDS.read(kind),
        severity=SEVERITIES.read(severity or "low"),
        quantity=given.number(quantity, given.Count("-n")) or 1,
        on=run.day(on),
        text=given.free_text(run, text),
        demand=given.number(demand, given.Count("--demand")),
    )
    run.wrote(add_hazard(run.db, new, run.actor), view.added)


@speaker.verb("list", "列表", "隐患清单，可按类别、等级、单元、网格筛选；没消除的、等级高的在前。")
def list_(
    ctx: typer.Context,
    unit: options.AtUnitOption = None,
    kind: KindOption = None,
    severity: SeverityOption = None,
    grid: given.GridOption = None,
    open_: Annotated[bool, typer.Option("--open", help=both("只看没有消除的", "Not cleared yet"))] = False,
    cleared: Annotated[bool, typer.Option("--cleared", help=both("只看已消除的", "Cleared"))] = False,
    installed: Annotated[
        bool,
        typer.Option(
            "--installed", help=both("只看装了凳子还没消除的", "Not cleared although a bench is in use there")
        ),
    ] = False,
    limit: given.LimitOption = None,
) -> None:
    """The hazards, filtered by kind, severity, stairwell or grid; open ones first, the worst of them first."""
    run: App = ctx.obj
    if cleared and (open_ or installed):
        raise OpenAndCleared
    places = given.in_grid(run, grid)
    if installed:
        benched = hazards.with_bench(run.db)
        places = benched if places is None else benched & places
    most = given.number(limit, given.Count("--limit"))
    wanted = HazardFilter(
        kind=HAZARD_KINDS.read(kind) if kind else None,
        severity=SEVERITIES.read(severity) if severity else None,
        unit=given.known_place(run, unit) if unit else None,
        places=None if places is None else frozenset(places),
        cleared=cleared if cleared or open_ or installed else None,
    )
    run.show(view.listing(wanted.matching(hazards.everything(run.db))[:most]), view.table)


@speaker.verb("show", "查看", "查看一处隐患。")
def show(
    ctx: typer.Context,
    hazard: Annotated[
        str,
        typer.Argument(
            metavar=_NUMBER, help=both("隐患编号", "The hazard's number"), autocompletion=completion.hazards
        ),
    ],
) -> None:
    """Show one hazard."""
    run: App = ctx.obj
    run.show(hazards.get(run.db, given.number(hazard, given.Count(_NUMBER)) or 0), view.story)


@speaker.verb("clear", "消除", "隐患消除了；可以一次写几个编号。")
def clear(
    ctx: typer.Context,
    hazard: Annotated[
        list[str],
        typer.Argument(
            metavar=f"{_NUMBER}...",
            help=both("隐患编号，可写几个：3 4 6-8", "Hazards by number: 3 4 6-8"),
            autocompletion=completion.open_hazards,
        ),
    ],
    how: Annotated[
        str | None,
        typer.Option("--how", metavar="TEXT", help=both("怎么消除的（必填）", "How it was cleared (required)")),
    ] = None,
    on: given.OnOption = None,
) -> None:
    """Say that hazards are gone, and how."""
    run: App = ctx.obj
    numbers = options.numbers(hazard, _NUMBER)
    if not how or not how.strip():
        raise ClearingUnexplained
    done = clear_hazards(run.db, numbers, run.actor, how=given.free_text(run, how) or "", on=run.day(on))
    run.wrote(done, view.cleared)
