"""`songyu bench`: a bench's page, and what becomes of benches once they stand."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions import bench_changes as changes
from songyu_cli.commands import bench_options as facts
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.bench_changes import read_answer, says_none
from songyu_cli.domain.units import NothingToChange
from songyu_cli.storage import bench_stories
from songyu_cli.views import bench_changes as view
from songyu_cli.views import bench_story

speaker = Speaker()

TagArgument = Annotated[
    str,
    typer.Argument(
        metavar="TAG", help=both("凳号，如 B2-034", "A bench's tag: B2-034"), autocompletion=completion.tags
    ),
]
TagsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="TAG...",
        help=both("凳号，可写几个、几段：B1-001 B1-010..B1-020", "Tags and ranges of tags: B1-001 B1-010..B1-020"),
        autocompletion=completion.tags,
    ),
]


@speaker.verb("show", "查看", "查看一张凳子：位置、捐赠、状态、几年了，出过什么事。")
def show(ctx: typer.Context, tag: TagArgument) -> None:
    """Show one bench: its place, donor, state, age in years, and everything that happened to it."""
    run: App = ctx.obj
    with run.db.reading():
        story = bench_stories.get(run.db, tag, run.today())
    run.show(story, bench_story.story)


@speaker.verb("use", "投用", "凳子投入使用：刚装好的，或停用以后恢复的。可以几张一起。")
def use(ctx: typer.Context, tag: TagsArgument, on: given.OnOption = None) -> None:
    """Put benches to use: new ones, or those that were out of use. Several at once are all or none."""
    run: App = ctx.obj
    run.wrote(changes.use_benches(run.db, tag, run.actor, on=run.day(on)), view.used)


@speaker.verb("stop", "停用", "凳子停用，要写理由；以后可以再投用。可以几张一起。")
def stop(ctx: typer.Context, tag: TagsArgument, reason: options.ReasonOption = None, on: given.OnOption = None) -> None:
    """Take benches out of use, with a reason; they can be put to use again. Several at once are all or none."""
    run: App = ctx.obj
    why = given.free_text(run, reason)
    run.wrote(changes.stop_benches(run.db, tag, run.actor, on=run.day(on), reason=why), view.stopped)


@speaker.verb("retire", "拆除", "凳子拆除，要写理由；拆了就不再用。可以几张一起。")
def retire(
    ctx: typer.Context, tag: TagsArgument, reason: options.ReasonOption = None, on: given.OnOption = None
) -> None:
    """Retire benches for good, with a reason. Several at once are all or none."""
    run: App = ctx.obj
    why = given.free_text(run, reason)
    run.wrote(changes.retire_benches(run.db, tag, run.actor, on=run.day(on), reason=why), view.retired)


@speaker.verb("move", "移动", "凳子移到别的单元，或同一单元的另一个位置，要写理由；并办结它在新地方回应的需求。")
def move(
    ctx: typer.Context,
    tag: TagArgument,
    unit: given.UnitArgument,
    reason: options.ReasonOption = None,
    spot: Annotated[
        str | None, typer.Option("--spot", metavar="TEXT", help=both("新的位置，默认楼道口", "Where there"))
    ] = None,
    exit_clear: facts.ExitClearOption = None,
    firm: facts.FirmOption = None,
    on: given.OnOption = None,
) -> None:
    """Move a bench to another stairwell, or to another spot, with a reason; settle the demand it answers there."""
    run: App = ctx.obj
    place, why = given.place(run, unit), given.free_text(run, reason)
    there = facts.facts(height=None, exit_clear=exit_clear, firm_ground=firm)
    to = changes.Destination(place, given.free_text(run, spot), there)
    run.wrote(changes.move_bench(run.db, tag, to, run.actor, on=run.day(on), reason=why), view.moved)


@speaker.verb("replace", "更换", "拆掉一张凳子，原处换上同一批的新凳子，要写理由；不占本批的计划数，批次关了也能换。")
def replace(
    ctx: typer.Context,
    tag: TagArgument,
    reason: options.ReasonOption = None,
    new_tag: Annotated[
        str | None, typer.Option("--tag", metavar="TAG", help=both("新凳子的凳号", "The new bench's tag"))
    ] = None,
    partner: facts.PartnerOption = None,
    spot: Annotated[
        str | None,
        typer.Option("--spot", metavar="TEXT", help=both("位置，默认原来的", "Where; where the old one was")),
    ] = None,
    on: given.OnOption = None,
) -> None:
    """Retire a bench and put a new one in its place, outside the planned number; a closed batch takes it too."""
    run: App = ctx.obj
    why, where = given.free_text(run, reason), given.free_text(run, spot)
    new = changes.NewBench(new_tag, facts.donor(run, partner) if partner else None, where)
    run.wrote(changes.replace_bench(run.db, tag, run.actor, on=run.day(on), reason=why, new=new), view.replaced)


@speaker.verb("edit", "修改", "补记、更正凳子的情况：位置、捐赠单位、座面高等；写“不详”就收回。可以几张一起。")
def edit(
    ctx: typer.Context,
    tag: TagsArgument,
    spot: Annotated[str | None, typer.Option("--spot", metavar="TEXT", help=both("位置", "Where it stands"))] = None,
    note: given.NoteOption = None,
    partner: facts.PartnerOption = None,
    height: facts.HeightOption = None,
    back: facts.BackOption = None,
    armrests: facts.ArmrestsOption = None,
    fixed: facts.FixedOption = None,
    shaded: facts.ShadedOption = None,
    exit_clear: facts.ExitClearOption = None,
    firm: facts.FirmOption = None,
) -> None:
    """Write down what became known of benches, or put it right; `unknown` takes a fact back."""
    run: App = ctx.obj
    said = {
        "back": back,
        "armrests": armrests,
        "fixed": fixed,
        "shaded": shaded,
        "exit_clear": exit_clear,
        "firm_ground": firm,
    }
    wanted: dict[str, object] = {name: read_answer(text) for name, text in said.items() if text is not None}
    for name, text in (("spot", spot), ("note", note)):
        if text is not None:
            wanted[name] = None if says_none(text) else given.free_text(run, text)
    if partner is not None:
        wanted["partner"] = facts.donor(run, partner)
    if height is not None:
        wanted |= {"height_mm": None} if says_none(height) else facts.facts(height=height)
    if not wanted:
        raise NothingToChange(command="songyu bench edit")
    run.wrote(changes.edit_benches(run.db, tag, run.actor, wanted), view.edited)
