"""`songyu bench`: inspection and repair. Both are our own extension: the article says nothing of after-care."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from songyu_cli.actions.bench_care import inspect_benches, order_repair, repair_bench
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import INSPECTION_RESULTS
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.inspection_refusals import OnlyWithFile, SaidInFile
from songyu_cli.domain.inspections import (
    STOPPING,
    NothingToInspect,
    Round,
    Seen,
    judged,
    read_faults,
    stopped_because,
    unit_is_no_tag,
)
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.money import read_money
from songyu_cli.domain.repairs import OnlyOnceDone, Work
from songyu_cli.domain.wording import verbatim
from songyu_cli.views import bench_care as view

speaker = Speaker()

TagsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TAG...]",
        help=both("凳号，可写几个、几段：B1-001 B1-010..B1-020", "Tags and ranges of tags: B1-001 B1-010..B1-020"),
        autocompletion=completion.tags,
    ),
]
TagArgument = Annotated[
    str,
    typer.Argument(
        metavar="TAG", help=both("凳号，如 B2-034", "A bench's tag: B2-034"), autocompletion=completion.tags
    ),
]
UnitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help=both("这个单元的全部凳子，可写几次", "All benches of this stairwell; may be repeated"),
        autocompletion=completion.units,
    ),
]
RoundOption = Annotated[
    str | None,
    typer.Option(
        "--grid",
        metavar="GRID",
        help=both("这个网格的全部凳子", "All benches of this grid"),
        autocompletion=completion.grids,
    ),
]
ResultOption = Annotated[
    str | None,
    typer.Option(
        "--result",
        "-r",
        metavar="RESULT",
        help=both(
            "完好、需维修、停用、缺失；不写：有毛病算需维修，没有算完好",
            "good, needs-repair, out-of-use, missing; left out: needs-repair with faults, good without",
        ),
        autocompletion=completion.choices("INSPECTION_RESULTS"),
    ),
]
FaultOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fault",
        "-f",
        metavar="ITEM",
        help=both(
            "毛病，可写几项：松动、缺件、开裂、锈蚀尖角、靠背扶手松、掉漆、地面不平、挡道、脏污堆物、移位缺失",
            "What is wrong, several with commas: loose, missing-part, cracked, rust, arm-or-back, paint, ground, "
            "in-the-way, dirt, shifted",
        ),
        autocompletion=completion.choices("INSPECTION_ITEMS"),
    ),
]


FileOption = Annotated[
    str | None,
    typer.Option(
        "--file", metavar="FILE", help=both("导入巡查维修记录表", "Take in a table of inspections and repairs")
    ),
]

_READING = ("sheet", "pairs", "save_map", "encoding", "skip_bad", "dry_run", "errors_to", "expand", "no_backup")


@speaker.verb(
    "inspect",
    "巡查",
    "记一次巡查：不写毛病就是完好；不完好的开一张维修工单；--file 读表格。报道里没有，是本工具的延伸。",
)
def inspect(
    ctx: typer.Context,
    tag: TagsArgument = None,
    unit: UnitOption = None,
    grid: RoundOption = None,
    result: ResultOption = None,
    fault: FaultOption = None,
    text: given.TextOption = None,
    on: given.OnOption = None,
    file: FileOption = None,
    sheet: given.SheetOption = None,
    map_: given.MapOption = None,
    save_map: given.SaveMapOption = False,
    encoding: given.EncodingOption = None,
    skip_bad: given.SkipBadOption = False,
    dry_run: given.DryRunOption = False,
    errors_to: given.ErrorsToOption = None,
    expand: given.ExpandOption = False,
    no_backup: given.NoBackupOption = False,
) -> None:
    """Our own extension: write down an inspection, good unless faults are named, which open a work order; or --file."""
    run: App = ctx.obj
    told = (sheet, map_, save_map, encoding, skip_bad, dry_run, errors_to, expand, no_backup)
    reading: dict[str, Any] = dict(zip(_READING, told, strict=True))
    typed = {"--unit": unit, "--grid": grid, "--result": result, "--fault": fault, "--text": text}
    if file is not None:
        _take_in(run, file, on, [*(tag or []), *(name for name, said in typed.items() if said)], reading)
        return
    if wanted := next((name for name, said in reading.items() if said), None):
        raise OnlyWithFile(option="--map" if wanted == "pairs" else f"--{wanted.replace('_', '-')}")
    tags = [_tag(word) for word in tag or []]
    rounds = [_round(run, one) for one in unit or []]
    places = given.in_grid(run, grid)
    if grid and places is not None:
        rounds.append(Round(verbatim(grid), frozenset(places)))
    if not tags and not rounds:
        raise NothingToInspect
    faults = read_faults(fault or [])
    said = INSPECTION_RESULTS.read(result) if result is not None else None
    found = judged(said, faults)
    words = _said(run, text)
    reason = stopped_because(found, faults, words).within(run.output.language) if found in STOPPING else None
    seen = Seen(found, faults, words, reason, assumed=said is None)
    run.wrote(inspect_benches(run.db, tags, seen, run.actor, on=run.day(on), rounds=rounds), view.inspected)


def _take_in(run: App, file: str, on: str | None, typed: list[str], reading: dict[str, Any]) -> None:
    """Take in a table. Raises SaidInFile where something was typed that its rows say."""
    from songyu_cli.commands.imports import run_import  # noqa: PLC0415  the reader is loaded only to import

    if typed:
        raise SaidInFile(option=quoted(typed[0]))
    run_import(run, "inspections", file, on=on, **reading)


def _tag(word: str) -> str:
    """Return a word that may be a tag, or a range of them. Raises UnitIsNoTag."""
    if not folded(word).upper().startswith("B"):
        raise unit_is_no_tag(word)
    return word


def _said(run: App, text: str | None) -> str | None:
    """Return free text as it may be stored; nothing but blanks is nothing."""
    return given.free_text(run, text) if text and text.strip() else None


def _round(run: App, text: str) -> Round:
    place = given.known_place(run, text)
    return Round(place.phrase(), frozenset({place}))


@speaker.verb("repair", "维修", "记一次维修并了结工单，停用的恢复在用；--order 只开工单，还没修。是本工具的延伸。")
def repair(
    ctx: typer.Context,
    tag: TagArgument,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="TEXT", help=both("修了什么，要修什么", "What was, or is to be, done")),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="WHO", help=both("谁修：物业、施工单位…", "Who repairs: the managers, a builder…")
        ),
    ] = None,
    cost: Annotated[
        str | None, typer.Option("--cost", metavar="YUAN", help=both("费用（元）：35、35.5", "What it cost, in yuan"))
    ] = None,
    on: given.OnOption = None,
    order: Annotated[
        bool, typer.Option("--order", help=both("只开或补充工单，还没修", "Only open the work order, or add to it"))
    ] = False,
    keep_out: Annotated[
        bool, typer.Option("--keep-out", help=both("修好了也不恢复在用", "Leave it out of use all the same"))
    ] = False,
) -> None:
    """Our own extension: write down a repair, which closes the work order; what was out of use is in use again."""
    run: App = ctx.obj
    if order and (keep_out or cost is not None):
        raise OnlyOnceDone(option="--keep-out" if keep_out else "--cost")
    fen = read_money(cost) if cost is not None else None
    work = Work(_said(run, text), _said(run, by), fen)
    day = run.day(on)
    if order:
        done = order_repair(run.db, _tag(tag), work, run.actor, on=day)
    else:
        done = repair_bench(run.db, _tag(tag), work, run.actor, on=day, keep_out=keep_out)
    run.wrote(done, view.repaired)
