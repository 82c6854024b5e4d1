"""`songyu unit screen`: the stairwells where the old live closest together."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.promises import Promises
from songyu_cli.actions.selection import Keeping, keep_screening, kept_selection, screen_units
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.dates import Date
from songyu_cli.domain.selection_refusals import NowhereToCut, OptionsClash
from songyu_cli.domain.selections import MEASURES, Kept, Rule, Screening, read_least
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import selections
from songyu_cli.views import selection as view

speaker = Speaker()

MinElderlyOption = Annotated[
    str | None, typer.Option("--min-elderly", metavar="N", help=both("60岁以上至少几人", "At least so many 60+"))
]
TopOption = Annotated[
    str | None, typer.Option("--top", metavar="N", help=both("取前几名，并列的都在内", "The first so many, with ties"))
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="MEASURE",
        help=both("按什么排：老年人数、高龄人数、户均、凳均", "elderly, elderly-80, per-household or per-bench"),
    ),
]
MinOption = Annotated[
    str | None,
    typer.Option("--min", metavar="N", help=both("所排的数至少多少", "At least so much of what is ranked by")),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help=both("用这一天的人数，默认今天", "With the counts of that day")),
]
SaveOption = Annotated[bool, typer.Option("--save", help=both("保存这次筛选", "Keep the result"))]
RegisterOption = Annotated[
    bool,
    typer.Option(
        "--register", help=both("保存，并给每个单元登记一张凳子的需求", "Keep it and ask for a bench at each")
    ),
]
ListOption = Annotated[bool, typer.Option("--list", help=both("列出保存过的筛选", "List what was kept"))]
ShowOption = Annotated[
    str | None, typer.Option("--show", metavar="N", help=both("查看保存的第几次筛选", "Show one that was kept"))
]

_USE_MIN = Phrase(
    "用 --min，如 songyu unit screen --by 户均 --min 1.5。",
    "Use --min, such as songyu unit screen --by per-household --min 1.5.",
)
_ALONE = Phrase("看保存过的就只写 {one}。", "To look at what was kept, type {one} alone.")
_KEEP = Phrase("加上 --save 才会保存备注。", "Add --save: a remark is kept with a selection.")


@speaker.verb("screen", "筛选", "筛选老年人较为集中的单元，到 --min-elderly 或 --top 为止；可保存，可登记成需求。")
def screen(
    ctx: typer.Context,
    min_elderly: MinElderlyOption = None,
    top: TopOption = None,
    by: ByOption = None,
    least: MinOption = None,
    grid: given.GridOption = None,
    as_of: AsOfOption = None,
    save: SaveOption = False,
    note: given.NoteOption = None,
    register: RegisterOption = False,
    dry_run: given.DryRunOption = False,
    list_: ListOption = False,
    show: ShowOption = None,
) -> None:
    """Rank stairwells by their residents 60+ and cut the list; keep it, and turn it into demands."""
    run: App = ctx.obj
    if list_ or show is not None:
        words = {"--min-elderly": min_elderly, "--top": top, "--by": by, "--min": least, "--grid": grid}
        words |= {"--as-of": as_of, "--note": note, "--show": show}
        flags = {"--save": save, "--register": register, "--dry-run": dry_run, "--list": list_}
        said = [name for name, word in words.items() if word is not None]
        _look_back(run, show, [*said, *(name for name, flag in flags.items() if flag)])
        return
    keeping = save or register
    if note and not keeping:
        raise OptionsClash(one="--note", other=Phrase("不保存的筛选", "a screening that is not kept"), advice=_KEEP)
    rule = _rule(by, min_elderly, least, top)._replace(grid=grid)
    given.in_grid(run, grid)
    if keeping:
        _keep(run, rule, as_of, Keeping(given.free_text(run, note), register=register, dry_run=dry_run))
    else:
        run.show(_shaped(run, screen_units(run.db, rule, _counted_up_to(run, as_of))), view.page)


def _rule(by: str | None, min_elderly: str | None, least: str | None, top: str | None) -> Rule:
    """Return the rule that was typed. Raises ChoiceRefused, NumberRefused, LeastRefused, OptionsClash, NowhereToCut."""
    measure = MEASURES.read(by or "elderly")
    if min_elderly is not None and (least is not None or measure != "elderly"):
        other = "--min" if least is not None else f"--by {measure.replace('_', '-')}"
        raise OptionsClash(one="--min-elderly", other=other, advice=_USE_MIN)
    if min_elderly is None and least is None and top is None:
        raise NowhereToCut
    elderly = given.number(min_elderly, given.Count("--min-elderly", 0))
    bound = None if elderly is None else str(elderly)
    return Rule(measure, bound if least is None else read_least(least), given.number(top, given.Count("--top")))


def _counted_up_to(run: App, as_of: str | None) -> Date:
    """Return the day up to which counts are looked at: the end of a month or year, but never after today."""
    today = Date.of(run.today())
    asked = run.date(as_of)
    return today if asked is None else min(Date.of(asked.latest()), today)


def _keep(run: App, rule: Rule, as_of: str | None, keeping: Keeping) -> None:
    """Keep a screening, and say what the promised days of its demands rest on."""
    done = keep_screening(run.db, rule, _counted_up_to(run, as_of), run.actor, keeping)
    if keeping.dry_run:
        run.show(_shaped(run, done), view.page)
        return
    run.wrote(_shaped(run, done), view.page)
    if done.registered:
        promises = Promises(run.db)
        promises.for_demand("bench", Date.of(run.today()))
        run.output.say(*promises.notices)


def _shaped(run: App, found: Screening | Kept) -> object:
    """Return all parts of a screening, or its rows alone where the format has room for one table only."""
    return view.rows(found.rows) if run.output.format in ("csv", "tsv", "jsonl") else found


def _look_back(run: App, show: str | None, options: list[str]) -> None:
    """Show what was kept before. Raises OptionsClash and SelectionNotFound."""
    one = "--list" if show is None else "--show"
    others = [name for name in options if name != one]
    if others:
        raise OptionsClash(one=one, other=others[0], advice=_ALONE.format(one=one))
    if show is None:
        run.show(view.listing(selections.everything(run.db)), view.table)
    else:
        run.show(_shaped(run, kept_selection(run.db, given.number(show, given.Count("--show")) or 0)), view.kept_page)
