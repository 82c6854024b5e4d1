"""`songyu demand`: the same need asked more than once, and needs lists that others wrote."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.demand_sorting import merge_demands, unmerge_demands
from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.demand_duplicates import duplicates
from songyu_cli.storage import demands
from songyu_cli.views import demand_sorting as view

speaker = Speaker()


@speaker.verb("duplicates", "查重", "找出同一单元没办结的同类需求，由人决定要不要归并。")
def list_duplicates(
    ctx: typer.Context,
    unit: options.AtUnitOption = None,
    kind: given.KindOption = None,
    grid: given.GridOption = None,
) -> None:
    """Find open demands of one kind at one stairwell; a person decides whether to merge them."""
    run: App = ctx.obj
    wanted = options.wanted(run, unit=unit, kind=kind, grid=grid, open_=True)
    found = duplicates(wanted.matching(demands.everything(run.db), run.today()))
    known = kinds(run.db)
    run.show(view.listing(found), lambda listing: view.groups(listing, known))


@speaker.verb("merge", "归并", "把同一单元的同类需求并入一条；每个提出人仍应得到答复。")
def merge(
    ctx: typer.Context,
    demand: options.DemandsArgument,
    into: Annotated[
        str,
        typer.Option(
            "--into",
            metavar="DEMAND",
            help=both("并入哪一条", "The demand that goes on"),
            autocompletion=completion.demands,
        ),
    ],
    on: given.OnOption = None,
) -> None:
    """Merge demands into another of the same stairwell and kind; everybody who asked is still owed a reply."""
    run: App = ctx.obj
    numbers, parent = options.numbers(demand), options.number(into)
    run.wrote(merge_demands(run.db, numbers, run.actor, into=parent, on=run.day(on)), view.merged)


@speaker.verb("unmerge", "拆分", "把并入的需求拆出来，恢复各自的办理。")
def unmerge(ctx: typer.Context, demand: options.DemandsArgument) -> None:
    """Part merged demands again: each goes on by itself."""
    run: App = ctx.obj
    run.wrote(unmerge_demands(run.db, options.numbers(demand), run.actor), view.unmerged)


@speaker.verb("import", "导入", "从需求清单导入需求，连同审核、决定和答复。")
def import_(
    ctx: typer.Context,
    file: given.FileArgument,
    on: given.OnOption = None,
    sheet: given.SheetOption = None,
    map_: given.MapOption = None,
    save_map: given.SaveMapOption = False,
    encoding: given.EncodingOption = None,
    skip_bad: given.SkipBadOption = False,
    dry_run: given.DryRunOption = False,
    expand: given.ExpandOption = False,
    errors_to: given.ErrorsToOption = None,
    no_backup: given.NoBackupOption = False,
) -> None:
    """Take in demands from a spreadsheet, with their reviews, decisions and replies."""
    from songyu_cli.commands.imports import run_import  # noqa: PLC0415  the reader is loaded only to import

    run_import(
        ctx.obj,
        "demands",
        file,
        on=on,
        sheet=sheet,
        pairs=map_,
        save_map=save_map,
        encoding=encoding,
        skip_bad=skip_bad,
        dry_run=dry_run,
        expand=expand,
        errors_to=errors_to,
        no_backup=no_backup,
    )
