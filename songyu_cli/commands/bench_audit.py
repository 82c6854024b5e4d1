"""`songyu bench audit`: what should stand at a stairwell held against what was seen there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from songyu_cli.actions import bench_audit as actions
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.audit_lines import OPTIONS, WHAT, WORDS, asked_for
from songyu_cli.domain.audit_refusals import (
    AuditNowhere,
    OneStairwellOnly,
    OneWayOfSeeing,
    OptionOutOfPlace,
    SightingMissing,
)
from songyu_cli.domain.audits import Look, expected
from songyu_cli.domain.benches import parsed_tag
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.dates import Date
from songyu_cli.domain.estates import home_estate
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.windows import window_between
from songyu_cli.storage import audits
from songyu_cli.views import audit_overview
from songyu_cli.views import bench_audit as view
from songyu_cli.views.output import home_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from songyu_cli.domain.addresses import Address

speaker = Speaker()

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[UNIT TAG...]",
        help=both("单元和在那里看到的凳号：12-3 B1-001 B1-002", "A stairwell and the tags seen there: 12-3 B1-001"),
        autocompletion=completion.units_and_tags,
    ),
]
_LIKE_A_TAG = re.compile(r"B\s*[0-9]", re.IGNORECASE)
AllOption = Annotated[bool, typer.Option("--all", help=both("应有的都看到了", "All that should stand there was seen"))]
NoneOption = Annotated[bool, typer.Option("--none", help=both("一张都没有看到", "Nothing was seen"))]
SeenOption = Annotated[
    str | None,
    typer.Option("--seen", metavar="N", help=both("一共看到几张（不知道凳号时）", "So many were seen, without tags")),
]
UnknownOption = Annotated[
    str | None,
    typer.Option("--unknown", metavar="N", help=both("另有几张账上没有的凳子", "Further benches without a known tag")),
]
RemarkOption = Annotated[str | None, typer.Option("--remark", metavar="TEXT", help=both("备注", "A remark"))]
DayOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=both("哪天看的，默认今天", "The day, today by default"))
]
ListOption = Annotated[bool, typer.Option("--list", help=both("列出各次核对", "List the audits"))]
ShowOption = Annotated[
    bool, typer.Option("--show", help=both("看一个单元的核对，或第几次", "Show a stairwell's audits, or audit N"))
]
SheetOption = Annotated[
    str | None,
    typer.Option("--sheet", metavar="FILE", help=both("做一张带着走的核对表（xlsx）", "Make a sheet to carry (.xlsx)")),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=both("已有这个文件就覆盖", "Write over the file"))]
FileOption = Annotated[
    str | None, typer.Option("--file", metavar="FILE", help=both("导入填好的核对表", "Take in a filled-in sheet"))
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=both("从哪天的核对算起", "Audits from this day on"))
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help=both("到哪天的核对为止", "Audits up to this day"))
]
ExplainOption = Annotated[bool, typer.Option("--explain", help=both("写明公式和凳号", "Show the formula and the tags"))]


@speaker.verb(
    "audit", "核对", "核对凳子：应有的和看到的对一对，只记所见，不改凳子；单写就看核对到哪里了。是本工具的延伸。"
)
def audit(
    ctx: typer.Context,
    words: WordsArgument = None,
    all_: AllOption = False,
    none: NoneOption = False,
    seen: SeenOption = None,
    unknown: UnknownOption = None,
    remark: RemarkOption = None,
    on: DayOption = None,
    show: ShowOption = False,
    list_: ListOption = False,
    sheet: SheetOption = None,
    yes: YesOption = False,
    file: FileOption = None,
    skip_bad: given.SkipBadOption = False,
    dry_run: given.DryRunOption = False,
    errors_to: given.ErrorsToOption = None,
    map_: given.MapOption = None,
    save_map: given.SaveMapOption = False,
    encoding: given.EncodingOption = None,
    grid: given.GridOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    explain: ExplainOption = False,
    no_backup: given.NoBackupOption = False,
) -> None:
    """Our own extension: note what was seen of what should stand at a stairwell; alone, show how far the audits are."""
    first = (words, all_, none, seen, unknown, remark, on, show, list_, sheet, yes)
    rest = (file, skip_bad, dry_run, errors_to, map_, save_map, encoding, grid, from_, to, explain, no_backup)
    said: dict[str, Any] = dict(zip(OPTIONS, first + rest, strict=True))
    _DOING[asked_for(said)](ctx.obj, said)


def _record(run: App, said: Mapping[str, Any]) -> None:
    """Write down what was seen; at a terminal, where that was not said, ask."""
    places = _places(run, said[WORDS])
    on = run.day(said["--on"])
    looks = _looks(run, places, said)
    if looks is None and said["--unknown"] is not None and not _due(run, places, on):
        looks = _looks(run, places, {**said, "--none": True})
    if looks is None:
        from songyu_cli.commands.asking import interactive  # noqa: PLC0415  where all was said nothing is asked

        if not (run.output.for_people and run.output.out is None and interactive()):
            raise SightingMissing(unit=next(place for place, tags in places.items() if not tags).phrase())
        looks = _ask(run, list(places), on, given.number(said["--unknown"], given.Count("--unknown", 0)))
        looks = [look._replace(remark=given.free_text(run, said["--remark"])) for look in looks]
    if not looks:
        run.output.say(view.NOTHING_LOOKED_AT)
        return
    estate = home_estate(run.home).full
    run.wrote(actions.audit_stairwells(run.db, looks, run.actor, on=on), lambda done: view.audited(done, estate))


def _due(run: App, places: Iterable[Address], on: Date) -> bool:
    there = expected(audits.ledger(run.db), on)
    return any(there.at(place) for place in places)


def _places(run: App, words: list[str]) -> dict[Address, tuple[str, ...]]:
    """Return the stairwells that were named, each with the tags that follow it. Raises AuditNowhere, TagMalformed."""
    places: dict[Address, tuple[str, ...]] = {}
    here: Address | None = None
    for word in words:
        if not _LIKE_A_TAG.match(folded(word)) or "单元" in word:
            here = given.known_place(run, word)
            places.setdefault(here, ())
        elif here is None:
            raise AuditNowhere(given=quoted(word))
        else:
            places[here] += (parsed_tag(folded(word))[0],)
    return places


def _looks(run: App, places: Mapping[Address, tuple[str, ...]], said: Mapping[str, Any]) -> list[Look] | None:
    """Return what was said of the stairwells, or None where it is still to be asked.

    Raises OneWayOfSeeing, OneStairwellOnly, NumberRefused.
    """
    count = given.number(said["--seen"], given.Count("--seen", 0))
    others = given.number(said["--unknown"], given.Count("--unknown", 0))
    tags = next((tag for seen in places.values() for tag in seen), None)
    ways = [name for name in ("--none", "--seen", "--all") if said[name] not in (None, False)]
    if tags and ways != ["--all"]:
        ways.append(tags)
    if len(ways) > 1 or (count is not None and others is not None):
        raise OneWayOfSeeing(one=ways[0], other=ways[1] if len(ways) > 1 else "--unknown")
    for option in ("--seen", "--unknown", "--remark"):
        if said[option] is not None and len(places) > 1:
            raise OneStairwellOnly(option=option)
    if not all(places.values()) and not (said["--all"] or said["--none"] or count is not None):
        return None
    remark = given.free_text(run, said["--remark"])
    return [
        Look(place, seen, every=said["--all"], benches=count, others=others or 0, remark=remark or None)
        for place, seen in places.items()
    ]


def _ask(run: App, places: list[Address], on: Date, others: int | None) -> list[Look]:
    """Ask bench by bench what was seen; what nobody answers was not looked at."""
    from songyu_cli.commands.asking import ask_either, ask_number  # noqa: PLC0415

    ledger = audits.ledger(run.db)
    there, language, looks = expected(ledger, on), run.output.language, []
    for place in places:
        due = there.at(place)
        run.output.say(view.should_stand(place, [ledger[tag] for tag in due]))
        answers = {tag: ask_either(view.seen_this(ledger[tag]), language) for tag in due}
        more = ask_number(view.how_many_others(due), language) if others is None else others
        looked = more or any(answer is not None for answer in answers.values())
        if not (looked if due else more is not None):
            continue
        seen = tuple(tag for tag, answer in answers.items() if answer)
        unseen = {tag for tag, answer in answers.items() if answer is False}
        looks.append(Look(place, seen, unseen=unseen, others=more or 0))
    return looks


def _take_in(run: App, said: Mapping[str, Any]) -> None:
    from songyu_cli.commands.imports import run_import  # noqa: PLC0415  the reader is loaded only to import

    given.in_grid(run, said["--grid"])
    run_import(
        run,
        "audits",
        said["--file"],
        on=said["--on"],
        grid=said["--grid"],
        sheet=None,
        pairs=said["--map"],
        save_map=said["--save-map"],
        encoding=said["--encoding"],
        skip_bad=said["--skip-bad"],
        dry_run=said["--dry-run"],
        errors_to=said["--errors-to"],
        no_backup=said["--no-backup"],
    )


def _make_sheet(run: App, said: Mapping[str, Any]) -> None:
    from songyu_cli.actions.audit_sheet import make_audit_sheet  # noqa: PLC0415  the writer only to write
    from songyu_cli.actions.visit_sheet import Extent  # noqa: PLC0415

    grid = said["--grid"]
    extent = Extent(run.today(), grid, given.in_grid(run, grid))
    written = make_audit_sheet(run.db, home_path(said["--sheet"]), extent, run.output.language, over=said["--yes"])
    run.show(written, view.sheet_written)


def _list(run: App, _: Mapping[str, Any]) -> None:
    run.show(view.listing(audits.everything(run.db)), view.table)


def _show(run: App, said: Mapping[str, Any]) -> None:
    """Show an audit by its number, the audits of a stairwell, or how far they are."""
    words = said[WORDS] or []
    estate = home_estate(run.home).full
    if not words:
        _overview(run, said)
    elif len(words) > 1:
        raise OptionOutOfPlace(option=quoted(words[1]), what=WHAT["--show"])
    elif re.fullmatch(r"第?[0-9]+次?", folded(words[0])):
        number = given.number(folded(words[0]).removesuffix("次"), given.Count("--show")) or 0
        run.show(actions.show_audit(run.db, number), lambda told: view.story(told, estate))
    else:
        place = given.known_place(run, words[0])
        run.show(actions.show_stairwell(run.db, place, run.today()), lambda told: view.stairwell(told, estate))


def _overview(run: App, said: Mapping[str, Any]) -> None:
    begins = run.date(said["--from"])
    window = window_between(begins, given.window_end(run, said["--to"], begins))
    grid = said["--grid"]
    found = actions.draw_up_audits(run.db, window, run.today(), grid=grid, places=given.in_grid(run, grid))
    estate = home_estate(run.home).full
    one_table = run.output.format in ("csv", "tsv", "jsonl")
    shown = audit_overview.rows(found) if one_table else found
    run.show(shown, lambda told: audit_overview.overview(told, estate, explain=said["--explain"]))


_DOING = {
    "--file": _take_in,
    "--sheet": _make_sheet,
    "--list": _list,
    "--show": _show,
    WORDS: _record,
    "": _overview,
}
