"""`songyu bench`: the benches and their installation."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.hazard import clear_hazards
from songyu_cli.commands import asking, completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.benches import ENTRANCE, Installation, TagNeedsOneBench
from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.storage import batches, benches, units
from songyu_cli.views import bench as view
from songyu_cli.views import hazard as hazard_view

speaker = Speaker()

TagArgument = Annotated[
    str,
    typer.Argument(
        metavar="TAG", help=both("凳号，如 B2-034", "A bench's tag: B2-034"), autocompletion=completion.tags
    ),
]


@speaker.verb("install", "安装", "在楼道口装凳子，并办结它回应的需求；不写批次就用唯一开着的那批。")
def install(
    ctx: typer.Context,
    unit: given.UnitsArgument,
    benches: Annotated[
        str | None, typer.Option("--benches", "-n", metavar="N", help=both("每个单元几张，默认 1", "How many at each"))
    ] = None,
    batch: given.BatchOption = None,
    on: given.OnOption = None,
    spot: Annotated[
        str, typer.Option("--spot", metavar="TEXT", help=both("位置", "Where at the stairwell"))
    ] = ENTRANCE,
    tag: Annotated[
        str | None, typer.Option("--tag", metavar="TAG", help=both("凳号（只装一张时）", "The tag, for one bench"))
    ] = None,
    note: given.NoteOption = None,
    over: given.OverOption = False,
) -> None:
    """Install benches at stairwells and settle the demands they answer; the only open batch is taken."""
    run: App = ctx.obj
    quantity = given.number(benches, given.Count("-n")) or 1
    if tag and (quantity > 1 or len(unit) > 1):
        raise TagNeedsOneBench(tag=tag)
    where, remark = given.free_text(run, spot), given.free_text(run, note)
    orders = [Order(given.place(run, one), quantity, tag=tag, spot=where, note=remark) for one in unit]
    number = given.number(batch, given.Count("--batch"))
    done = install_benches(run.db, orders, run.actor, batch=number, on=run.day(on), over=over)
    run.wrote(done, view.installed)
    _ask_for_old_stools(run, done)


def _ask_for_old_stools(run: App, done: Installation) -> None:
    """Ask whether the old stools beside new benches are gone, and clear those as a command of its own."""
    if not (done.old_stools and run.output.for_people and run.output.out is None and asking.interactive()):
        return
    language = run.output.language
    gone = [one.hazard for one in done.old_stools if asking.ask(hazard_view.removed_now(one), language)]
    if gone:
        how = hazard_view.TAKEN_AWAY.within(language)
        typed = f"hazard clear {' '.join(map(str, gone))} --how '{how}'"
        cleared = clear_hazards(run.db, gone, replace(run.actor, typed=typed), how=how, on=run.day(None))
        run.wrote(cleared, hazard_view.cleared)


@speaker.verb("list", "列表", "列出凳子，可按批次、单元、状态筛选。")
def list_(
    ctx: typer.Context,
    batch: given.BatchOption = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help=both("只看这个单元", "One stairwell"))
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help=both("在用、停用…", "Its state"),
            autocompletion=completion.choices("BENCH_STATES"),
        ),
    ] = None,
    limit: given.LimitOption = None,
) -> None:
    """List benches, filtered by batch, stairwell or state."""
    run: App = ctx.obj
    number = given.number(batch, given.Count("--batch"))
    most = given.number(limit, given.Count("--limit"))
    wanted = BENCH_STATES.read(state) if state else None
    found = benches.everything(
        run.db,
        batch=batches.get(run.db, number) if number else None,
        unit=units.get(run.db, given.place(run, unit)).id if unit else None,
    )
    run.show(view.listing([bench for bench in found if wanted in (None, bench.state)][:most]), view.table)


@speaker.verb("show", "查看", "查看一张凳子。")
def show(ctx: typer.Context, tag: TagArgument) -> None:
    """Show one bench."""
    run: App = ctx.obj
    run.show(benches.get(run.db, tag), view.story)


@speaker.verb("import", "导入", "从安装台账导入凳子。")
def import_(
    ctx: typer.Context,
    file: given.FileArgument,
    batch: given.BatchOption = None,
    sheet: given.SheetOption = None,
    map_: given.MapOption = None,
    encoding: given.EncodingOption = None,
    skip_bad: given.SkipBadOption = False,
    dry_run: given.DryRunOption = False,
    over: given.OverOption = False,
    expand: given.ExpandOption = False,
) -> None:
    """Take in installed benches from a spreadsheet."""
    from songyu_cli.commands.imports import run_import  # noqa: PLC0415  the reader is loaded only to import

    run_import(
        ctx.obj,
        "benches",
        file,
        batch=batch,
        sheet=sheet,
        pairs=map_,
        encoding=encoding,
        skip_bad=skip_bad,
        dry_run=dry_run,
        over=over,
        expand=expand,
    )
