"""`songyu batch plan`: where the next benches go, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from songyu_cli.actions.plan import Asked, propose_plan, save_plan
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.dates import Date
from songyu_cli.domain.plan import WEIGHTS, Picked, Plan, picked
from songyu_cli.domain.plan_refusals import PinnedAndSkipped, ReasonMissing, ReasonUnused
from songyu_cli.views import plan as view

if TYPE_CHECKING:
    from songyu_cli.domain.stairwells import Address

speaker = Speaker()

BatchArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[N]",
        help=both("第几批，默认开着的那一批或下一批", "The batch; the open one or the next if left out"),
        autocompletion=completion.batches,
    ),
]
BenchesOption = Annotated[
    str | None,
    typer.Option(
        "--benches", "-n", metavar="N", help=both("规划几张，默认这批还没分配的", "How many; what the batch has left")
    ),
]
WeightOption = Annotated[
    str | None,
    typer.Option(
        "--weight", metavar="AGE", help=both("按哪个年龄段的人数：60（默认）或 80", "By residents 60+ or 80+")
    ),
]
MostOption = Annotated[
    str | None,
    typer.Option(
        "--max-per-unit", metavar="N", help=both("一个单元总共最多几张", "At most so many at one stairwell, in all")
    ),
]
PinOption = Annotated[
    list[str] | None,
    typer.Option(
        "--pin",
        metavar="UNIT",
        help=both(
            "先给这个单元一张，写两遍给两张；可带理由：12-3=理由",
            "Give it a bench first, twice for two; with its reason: 12-3=REASON",
        ),
        autocompletion=completion.units,
    ),
]
SkipOption = Annotated[
    list[str] | None,
    typer.Option(
        "--skip",
        metavar="UNIT",
        help=both("这次不给这个单元；可带理由：12-3=理由", "Give it none this time; with its reason: 12-3=REASON"),
        autocompletion=completion.units,
    ),
]
ReasonOption = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help=both("--pin、--skip 的理由", "Why these are pinned or skipped")),
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain",
        help=both("每张凭哪条规则、哪些数，下一个轮到谁", "For each bench the rule, the numbers and the runner-up"),
    ),
]
SaveOption = Annotated[bool, typer.Option("--save", help=both("保存：把这些凳子分配给单元", "Keep it as allocations"))]
AnewOption = Annotated[
    bool,
    typer.Option(
        "--anew",
        help=both("收回这批已分配还没装的，重新规划", "Take back what is allocated and not up yet, and plan again"),
    ),
]


@speaker.verb("plan", "规划", "规划下一批凳子放到哪些单元：顺序可以手工核对；--explain 说明每一张，--save 保存成分配。")
def plan(
    ctx: typer.Context,
    batch: BatchArgument = None,
    benches: BenchesOption = None,
    weight: WeightOption = None,
    max_per_unit: MostOption = None,
    pin: PinOption = None,
    skip: SkipOption = None,
    reason: ReasonOption = None,
    explain: ExplainOption = False,
    save: SaveOption = False,
    anew: AnewOption = False,
    over: given.OverOption = False,
    on: given.OnOption = None,
) -> None:
    """Plan where the next benches go, in an order that can be checked by hand; keep it as allocations."""
    run: App = ctx.obj
    pinned, skipped = _picked(run, pin, skip, reason)
    asked = Asked(
        on=run.day(on),
        batch=given.number(batch, given.Count("N")),
        benches=given.number(benches, given.Count("-n")),
        weight=WEIGHTS.read(weight) if weight else "elderly_60",
        max_per_unit=given.number(max_per_unit, given.Count("--max-per-unit")),
        pinned=pinned,
        skipped=skipped,
        anew=anew,
        over=over,
    )
    if save:
        made = save_plan(run.db, asked, run.actor)
        run.wrote(_shaped(run, made), lambda drawn: view.page(drawn, run.home.estate, explain=explain))
    else:
        made = propose_plan(run.db, asked, Date.of(run.today()))
        run.show(_shaped(run, made), lambda drawn: view.page(drawn, run.home.estate, explain=explain))


def _shaped(run: App, made: Plan) -> object:
    """Return the whole plan, or its benches alone where the format has room for one table only."""
    return view.rows(made) if run.output.format in ("csv", "tsv", "jsonl") else made


def _picked(
    run: App, pin: list[str] | None, skip: list[str] | None, reason: str | None
) -> tuple[tuple[Picked, ...], tuple[Picked, ...]]:
    """Return the pinned and the skipped stairwells, each with its reason or the one for all.

    Raises ReasonMissing, ReasonUnused, PinnedAndSkipped, AddressRefused, UnitNotFound.
    """
    said = [("--pin", text) for text in pin or []] + [("--skip", text) for text in skip or []]
    written = [(option, *text.replace("＝", "=").partition("=")[::2]) for option, text in said]
    if reason is not None and all(own.strip() for *_, own in written):
        raise ReasonUnused
    common = given.free_text(run, reason)
    named: dict[str, list[tuple[Address, str]]] = {"--pin": [], "--skip": []}
    for option, place, own in written:
        unit = given.known_place(run, place)
        why = (given.free_text(run, own) if own.strip() else common) or ""
        if not why.strip():
            raise ReasonMissing(option=option, unit=place.strip())
        named[option].append((unit, why.strip()))
    pinned, skipped = picked(named["--pin"]), picked(named["--skip"], once=True)
    both_ways = {one.unit for one in pinned} & {one.unit for one in skipped}
    if both_ways:
        raise PinnedAndSkipped(unit=min(both_ways, key=lambda unit: unit.order).phrase())
    return pinned, skipped
