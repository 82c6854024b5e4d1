"""`songyu unit`: the register of stairwells and their headcounts."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.unit import add_unit, count_unit, edit_unit
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.dates import Date, covers_up_to
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.units import Headcount, NothingToChange
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import benches, demands, units
from songyu_cli.views import unit as view

speaker = Speaker()

ORDERS = Choices(
    Phrase("排序", "order"),
    Choice("address", Phrase("地址", "address"), ("地址顺序", "unit")),
    Choice("elderly", Phrase("老人", "elderly"), ("老年人", "60", "60+", "elderly_60")),
)

HouseholdsOption = Annotated[str | None, typer.Option("--households", metavar="N", help=both("户数", "Households"))]
FloorsOption = Annotated[str | None, typer.Option("--floors", metavar="N", help=both("层数", "Floors"))]


@speaker.verb("add", "登记", "在底账里加一个单元。")
def add(
    ctx: typer.Context,
    unit: given.UnitArgument,
    grid: given.GridOption = None,
    households: HouseholdsOption = None,
    floors: FloorsOption = None,
) -> None:
    """Add a stairwell to the register."""
    run: App = ctx.obj
    added = add_unit(
        run.db,
        given.place(run, unit),
        run.actor,
        grid=given.free_text(run, grid),
        households=given.number(households, given.Count("--households", 0)),
        floors=given.number(floors, given.Count("--floors")),
    )
    run.wrote(added, view.added)


@speaker.verb("edit", "修改", "修改一个单元的网格、户数或层数。")
def edit(
    ctx: typer.Context,
    unit: given.UnitArgument,
    grid: given.GridOption = None,
    households: HouseholdsOption = None,
    floors: FloorsOption = None,
) -> None:
    """Change the grid, households or floors of a stairwell."""
    run: App = ctx.obj
    wanted = {
        "grid": given.free_text(run, grid),
        "households": given.number(households, given.Count("--households", 0)),
        "floors": given.number(floors, given.Count("--floors")),
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if not changes:
        raise NothingToChange(command="songyu unit edit")
    run.wrote(edit_unit(run.db, given.place(run, unit), run.actor, changes), view.edited)


@speaker.verb("count", "人数", "记一个单元某天的人数；旧的人数都留着。")
def count(
    ctx: typer.Context,
    unit: given.UnitArgument,
    elderly: Annotated[
        str | None, typer.Option("--elderly", "--elderly-60", metavar="N", help=both("60岁以上", "60+"))
    ] = None,
    elderly_65: Annotated[str | None, typer.Option("--elderly-65", metavar="N", help=both("65岁以上", "65+"))] = None,
    elderly_80: Annotated[str | None, typer.Option("--elderly-80", metavar="N", help=both("80岁以上", "80+"))] = None,
    residents: Annotated[
        str | None, typer.Option("--residents", metavar="N", help=both("常住人口", "All residents"))
    ] = None,
    on: given.OnOption = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEXT", help=both("数据来源", "Where it is from"))
    ] = None,
) -> None:
    """Record how many people live at a stairwell on a day; older counts are kept."""
    run: App = ctx.obj
    new = Headcount(
        given.place(run, unit),
        run.day(on),
        residents=given.number(residents, given.Count("--residents", 0)),
        elderly_60=given.number(elderly, given.Count("--elderly", 0)),
        elderly_65=given.number(elderly_65, given.Count("--elderly-65", 0)),
        elderly_80=given.number(elderly_80, given.Count("--elderly-80", 0)),
        source=given.free_text(run, source),
    )
    recorded, corrected = count_unit(run.db, new, run.actor)
    run.wrote(recorded, lambda headcount: view.counted(headcount, corrected))


class CoveredAndNot(UsageRefused):
    """`--covered` and `--uncovered` leave nothing to list."""

    sentence = Phrase("--covered 和 --uncovered 不能一起用。", "--covered and --uncovered exclude each other.")
    hint = Phrase("留一个；要全部就都不写。", "Keep one of them, or leave out both.")


def _most(count: int | None) -> int:
    """Return what sorts the most first and the unknown last."""
    return 1 if count is None else -count


@speaker.verb("list", "列表", "列出单元，可筛选和排序。")
def list_(
    ctx: typer.Context,
    uncovered: Annotated[
        bool, typer.Option("--uncovered", help=both("只看没有在用凳子的", "Without a bench in use"))
    ] = False,
    covered: Annotated[bool, typer.Option("--covered", help=both("只看有在用凳子的", "With a bench in use"))] = False,
    min_elderly: Annotated[
        str | None, typer.Option("--min-elderly", metavar="N", help=both("60岁以上至少几人", "At least so many 60+"))
    ] = None,
    grid: given.GridOption = None,
    sort: Annotated[
        str | None,
        typer.Option("--sort", "-s", metavar="ORDER", help=both("按 address 或 elderly 排", "address or elderly")),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help=both("用这一天的人数", "With the counts of that day"))
    ] = None,
    limit: given.LimitOption = None,
) -> None:
    """List stairwells, filtered and sorted."""
    run: App = ctx.obj
    least = given.number(min_elderly, given.Count("--min-elderly", 0))
    most = given.number(limit, given.Count("--limit"))
    order = ORDERS.read(sort or "address")
    there = given.in_grid(run, grid)
    if covered and uncovered:
        raise CoveredAndNot
    lines = [
        line
        for line in units.lines(run.db, up_to=covers_up_to(run.date(as_of) or Date.of(run.today())))
        if not (uncovered and line.in_use)
        and not (covered and not line.in_use)
        and (least is None or (line.elderly_60 is not None and line.elderly_60 >= least))
        and (there is None or line.unit in there)
    ]
    if order == "elderly":
        lines.sort(key=lambda line: (_most(line.elderly_60), _most(line.elderly_80), line.unit.order))
    run.show(view.listing(lines[:most]), view.table)


@speaker.verb("show", "查看", "查看一个单元：人数、凳子、需求。")
def show(ctx: typer.Context, unit: given.UnitArgument) -> None:
    """Show a stairwell: its counts, benches and demands."""
    run: App = ctx.obj
    place = given.place(run, unit)
    with run.db.reading():
        found = units.get(run.db, place)
        story = view.UnitStory(
            unit=found,
            counts=tuple(units.headcounts(run.db, found)),
            benches=tuple(benches.everything(run.db, unit=found.id)),
            demands=tuple(demands.everything(run.db, unit=found.id)),
        )
    known = kinds(run.db)
    run.show(story, lambda told: view.story(told, known))


@speaker.verb("import", "导入", "从表格导入单元底账和人数。")
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
    errors_to: given.ErrorsToOption = None,
    no_backup: given.NoBackupOption = False,
) -> None:
    """Take in a register of stairwells, with its counts, from a spreadsheet."""
    from songyu_cli.commands.imports import run_import  # noqa: PLC0415  the reader is loaded only to import

    run_import(
        ctx.obj,
        "units",
        file,
        on=on,
        sheet=sheet,
        pairs=map_,
        save_map=save_map,
        encoding=encoding,
        skip_bad=skip_bad,
        dry_run=dry_run,
        errors_to=errors_to,
        no_backup=no_backup,
    )
