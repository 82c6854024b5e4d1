"""`songyu batch`: the programme's benches come in numbered lots."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.batch import edit_batch, open_batch
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.report import progress_of
from songyu_cli.domain.units import NothingToChange
from songyu_cli.storage import batches, settings
from songyu_cli.views import batch as view

speaker = Speaker()

NumberArgument = Annotated[
    str, typer.Argument(metavar="N", help=both("第几批", "The number of the batch"), autocompletion=completion.batches)
]
NextArgument = Annotated[
    str | None, typer.Argument(metavar="[N]", help=both("第几批，默认下一批", "The batch; the next one if left out"))
]
PlannedOption = Annotated[str, typer.Option("--benches", "-n", metavar="N", help=both("计划多少张", "Benches planned"))]
_BATCH = given.Count("N")


@speaker.verb("open", "新开", "新开一批，写明计划多少张。")
def open_(
    ctx: typer.Context,
    benches: PlannedOption,
    batch: NextArgument = None,
    on: given.OnOption = None,
    note: given.NoteOption = None,
) -> None:
    """Open a batch of so many benches."""
    run: App = ctx.obj
    opened = open_batch(
        run.db,
        given.number(batch, _BATCH),
        run.actor,
        planned=given.number(benches, given.Count("-n")) or 0,
        on=run.day(on),
        note=given.free_text(run, note),
    )
    run.wrote(opened, view.opened)
    planned = sum(one.planned for one in batches.everything(run.db))
    target = int(settings.get(run.db, "target"))
    if planned > target:
        run.output.say(view.beyond_target(planned, target))


@speaker.verb("edit", "修改", "修改一批的计划数、开始日期或备注。")
def edit(
    ctx: typer.Context,
    batch: NumberArgument,
    benches: given.BenchesOption = None,
    on: given.OnOption = None,
    note: given.NoteOption = None,
) -> None:
    """Change a batch's planned number, opening date or note."""
    run: App = ctx.obj
    wanted = {
        "planned": given.number(benches, given.Count("-n")),
        "opened_on": run.date(on),
        "note": given.free_text(run, note),
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if not changes:
        raise NothingToChange(command="songyu batch edit")
    run.wrote(edit_batch(run.db, given.number(batch, _BATCH) or 0, run.actor, changes), view.edited)


@speaker.verb("close", "关闭", "关闭一批：不再往里装，分配了没装的收回，并对账。")
def close(ctx: typer.Context, batch: NumberArgument, on: given.OnOption = None) -> None:
    """Close a batch: it takes no more benches, gives back what was not installed, and is reconciled."""
    from songyu_cli.actions.batch_page import close_batch  # noqa: PLC0415  gifts, plans and repairs, only here
    from songyu_cli.views.batch_page import closed  # noqa: PLC0415

    run: App = ctx.obj
    run.wrote(close_batch(run.db, given.number(batch, _BATCH) or 0, run.actor, on=run.day(on)), closed)


@speaker.verb("list", "列表", "列出全部批次和进度。")
def list_(ctx: typer.Context) -> None:
    """List every batch and how far it has come."""
    run: App = ctx.obj
    run.show(view.listing([progress_of(batch) for batch in batches.everything(run.db)]), view.table)


@speaker.verb("show", "查看", "查看一批：数字和对账、谁捐的、怎么排的、还缺什么、每张凳子。")
def show(ctx: typer.Context, batch: NumberArgument) -> None:
    """Show a batch: its figures and how they hold together, who gave, its plans, what is missing, its benches."""
    from songyu_cli.actions.batch_page import batch_page  # noqa: PLC0415  gifts, plans and repairs, only here
    from songyu_cli.views.batch_page import page  # noqa: PLC0415

    run: App = ctx.obj
    run.show(batch_page(run.db, given.number(batch, _BATCH) or 0), page)
