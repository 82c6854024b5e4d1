"""`songyu bench`: the benches and their installation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from songyu_cli.actions.batch import chosen_batch
from songyu_cli.actions.bench import Order, Planned, Terms, install_benches, left_of_plan
from songyu_cli.actions.hazard import clear_hazards
from songyu_cli.commands import asking, completion
from songyu_cli.commands import bench_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.benches import (
    ENTRANCE,
    Installation,
    NotWithPlanned,
    OnlyWithPlanned,
    PendingAndUsed,
    PlannedNotConfirmed,
    StairwellsMissing,
    TagNeedsOneBench,
)
from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.storage import batches, benches, units
from songyu_cli.views import bench as view
from songyu_cli.views import bench_install as install_view
from songyu_cli.views import hazard as hazard_view
from songyu_cli.views.words import benches_phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address

speaker = Speaker()

UnitsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[UNIT...]",
        help=both("一个或几个单元，如 12-3 12-4", "Stairwells, such as 12-3 12-4"),
        autocompletion=completion.units,
    ),
]
EachOption = Annotated[
    str | None, typer.Option("--benches", "-n", metavar="N", help=both("每个单元几张，默认 1", "How many at each"))
]
SpotOption = Annotated[str, typer.Option("--spot", metavar="TEXT", help=both("位置", "Where at the stairwell"))]
TagOption = Annotated[
    str | None, typer.Option("--tag", metavar="TAG", help=both("凳号（只装一张时）", "The tag, for one bench"))
]
PendingOption = Annotated[bool, typer.Option("--pending", help=both("装好了还没投用", "Installed and not in use yet"))]
UsedOption = Annotated[
    str | None, typer.Option("--used", metavar="DATE", help=both("投用日期，默认安装那天", "In use since"))
]
PlannedOption = Annotated[
    bool,
    typer.Option("--planned", help=both("规划里还没装的都装上，代替写单元", "All that was planned, instead of UNIT")),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=both("不问，直接装", "Do not ask"))]


@speaker.verb("install", "安装", "在楼道口装凳子，并办结它回应的需求；不写批次就用唯一开着的那批。")
def install(
    ctx: typer.Context,
    unit: UnitsArgument = None,
    benches: EachOption = None,
    batch: given.BatchOption = None,
    on: given.OnOption = None,
    pending: PendingOption = False,
    used: UsedOption = None,
    partner: options.PartnerOption = None,
    spot: SpotOption = ENTRANCE,
    tag: TagOption = None,
    note: given.NoteOption = None,
    exit_clear: options.ExitClearOption = None,
    firm: options.FirmOption = None,
    height: options.HeightOption = None,
    back: options.BackOption = None,
    armrests: options.ArmrestsOption = None,
    fixed: options.FixedOption = None,
    shaded: options.ShadedOption = None,
    planned: PlannedOption = False,
    grid: given.GridOption = None,
    over: given.OverOption = False,
    yes: YesOption = False,
    dry_run: given.DryRunOption = False,
) -> None:
    """Install benches at stairwells and settle the demands they answer; the only open batch is taken."""
    run: App = ctx.obj
    quantity = given.number(benches, given.Count("-n"))
    _check_where(unit, planned=planned, grid=grid, tag=tag, quantity=quantity)
    if pending and used:
        raise PendingAndUsed
    known = options.facts(
        height=height, back=back, armrests=armrests, fixed=fixed, shaded=shaded, exit_clear=exit_clear, firm_ground=firm
    )
    where, remark = given.free_text(run, spot), given.free_text(run, note)
    since, state = run.date(used), "pending" if pending else "in_use"

    def order(place: Address, many: int) -> Order:
        return Order(place, many, tag, where, since, state, remark, facts=known)

    number, day = given.number(batch, given.Count("--batch")), run.day(on)
    wanted: list[Order] | Planned = [order(given.place(run, one), quantity or 1) for one in unit or []]
    if planned:
        wanted = Planned(order, given.in_grid(run, grid))
        if not (yes or dry_run or _agreed(run, number, wanted)):
            return
    terms = Terms(over=over, partner=partner, dry_run=dry_run)
    _tell(run, install_benches(run.db, wanted, run.actor, batch=number, on=day, terms=terms))


def _tell(run: App, done: Installation) -> None:
    """Show what was installed, or would be."""
    if done.dry_run:
        run.show(done, install_view.installed)
        return
    run.wrote(done, install_view.installed)
    _ask_for_old_stools(run, done)


def _check_where(
    named: list[str] | None, *, planned: bool, grid: str | None, tag: str | None, quantity: int | None
) -> None:
    """See that the command says where the benches go, and only once."""
    if planned:
        beside = {"UNIT": named, "-n": quantity, "--tag": tag}
        if any(beside.values()):
            raise NotWithPlanned(option=next(name for name, value in beside.items() if value))
    elif grid is not None:
        raise OnlyWithPlanned(option=f"--grid {grid}")
    elif not named:
        raise StairwellsMissing
    elif tag and ((quantity or 1) > 1 or len(named) > 1):
        raise TagNeedsOneBench(tag=tag)


def _agreed(run: App, batch: int | None, planned: Planned) -> bool:
    """Ask whether all that was planned stands now; where nothing is left there is nothing to ask."""
    chosen = chosen_batch(run.db, batch)
    left = left_of_plan(run.db, chosen, planned.places)
    if not left:
        return True
    if not (run.output.for_people and asking.interactive()):
        raise PlannedNotConfirmed(batch=chosen.batch, n=benches_phrase(sum(one.benches for one in left)))
    agreed = asking.ask(install_view.question(chosen, left), run.output.language)
    if not agreed:
        run.output.say(install_view.NOTHING_WRITTEN)
    return agreed


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


@speaker.verb("list", "列表", "列出凳子，可按批次、单元、网格、状态、捐赠单位筛选。")
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
    grid: given.GridOption = None,
    partner: Annotated[
        str | None,
        typer.Option(
            "--partner",
            metavar="PARTNER",
            help=both("捐赠单位；不知道是谁捐的写“无”", "Its donor; none for those that nobody knows"),
            autocompletion=completion.partners,
        ),
    ] = None,
    limit: given.LimitOption = None,
) -> None:
    """List benches, filtered by batch, stairwell, grid, state or donor."""
    run: App = ctx.obj
    number = given.number(batch, given.Count("--batch"))
    most = given.number(limit, given.Count("--limit"))
    wanted = BENCH_STATES.read(state) if state else None
    found = benches.everything(
        run.db,
        batch=batches.get(run.db, number) if number else None,
        unit=units.get(run.db, given.place(run, unit)).id if unit else None,
    )
    if grid:
        places = given.in_grid(run, grid) or set()
        found = [bench for bench in found if bench.unit in places]
    if partner:
        donor = options.donor(run, partner)
        found = [bench for bench in found if bench.partner == (donor and donor.name)]
    run.show(view.listing([bench for bench in found if wanted in (None, bench.state)][:most]), view.table)


@speaker.verb("import", "导入", "从安装台账导入凳子。")
def import_(
    ctx: typer.Context,
    file: given.FileArgument,
    batch: given.BatchOption = None,
    sheet: given.SheetOption = None,
    map_: given.MapOption = None,
    save_map: given.SaveMapOption = False,
    encoding: given.EncodingOption = None,
    skip_bad: given.SkipBadOption = False,
    dry_run: given.DryRunOption = False,
    errors_to: given.ErrorsToOption = None,
    over: given.OverOption = False,
    expand: given.ExpandOption = False,
    no_backup: given.NoBackupOption = False,
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
        save_map=save_map,
        encoding=encoding,
        skip_bad=skip_bad,
        dry_run=dry_run,
        errors_to=errors_to,
        over=over,
        expand=expand,
        no_backup=no_backup,
    )
