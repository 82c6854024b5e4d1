"""`songyu meeting`: liaison days, consultations and site visits."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.meeting import NewMeeting, Spoken, add_meeting, edit_meeting, note_item
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import MEETING_KINDS
from songyu_cli.domain.demand_refusals import OneVerdict
from songyu_cli.domain.meetings import DecisionOnDemandsOnly, OneSubject, read_present
from songyu_cli.domain.units import NothingToChange
from songyu_cli.storage import meetings
from songyu_cli.views import meeting as view

speaker = Speaker()

MeetingArgument = Annotated[
    str,
    typer.Argument(
        metavar="MEETING", help=both("会议编号", "The meeting's number"), autocompletion=completion.meetings
    ),
]
_KIND = both("联系日、协商会、实地考察、其他", "liaison-day, consultation, site-visit or other")
KindOption = Annotated[
    str | None,
    typer.Option("--kind", "-k", metavar="KIND", help=_KIND, autocompletion=completion.choices("MEETING_KINDS")),
]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="TEXT", help=both("地点", "Where"))]
TopicOption = Annotated[str | None, typer.Option("--topic", metavar="TEXT", help=both("主题", "About what"))]
PresentOption = Annotated[
    list[str] | None,
    typer.Option(
        "--present",
        "-p",
        metavar="ROLE=N",
        help=both("到场人数，可写几次：网格员=3", "Who was there, several times: grid-worker=3"),
    ),
]
OutcomeOption = Annotated[
    str | None, typer.Option("--outcome", "--text", metavar="TEXT", help=both("议出的结果", "What came of it"))
]
MenuOption = Annotated[
    str | None,
    typer.Option(
        "--menu",
        metavar="N",
        help=both("菜单的第几项", "An item of the menu"),
        autocompletion=completion.menu_items,
    ),
]


@speaker.verb("add", "登记", "登记一次会议：类别、日期、地点、主题、各角色到场人数。")
def add(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Option("--kind", "-k", metavar="KIND", help=_KIND, autocompletion=completion.choices("MEETING_KINDS")),
    ],
    on: given.OnOption = None,
    place: PlaceOption = None,
    topic: TopicOption = None,
    present: PresentOption = None,
) -> None:
    """Write down a meeting: its kind, day, place, topic and head-counts by role."""
    run: App = ctx.obj
    new = NewMeeting(
        kind=MEETING_KINDS.read(kind),
        held_on=run.day(on),
        place=given.free_text(run, place),
        topic=given.free_text(run, topic),
        present=read_present(present or []),
    )
    run.wrote(add_meeting(run.db, new, run.actor), view.added)


@speaker.verb("item", "议题", "记一件议过的事：需求（可当场决定）、菜单的一项，或一个问题。")
def item(
    ctx: typer.Context,
    meeting: MeetingArgument,
    demands: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DEMAND]...",
            help=both("需求编号，可写几个：17 18 20-24", "Demands by number: 17 18 20-24"),
            autocompletion=completion.demands,
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help=both("采纳这些需求", "Accept the demands"))] = False,
    decline: Annotated[
        bool, typer.Option("--decline", help=both("不予采纳，要写理由", "Decline them, with a reason"))
    ] = False,
    reason: options.ReasonOption = None,
    outcome: OutcomeOption = None,
    menu: MenuOption = None,
    question: Annotated[
        str | None, typer.Option("--question", "-q", metavar="TEXT", help=both("别的问题", "Another question"))
    ] = None,
) -> None:
    """Note one thing that was spoken about: demands, decided or not, a menu item, or a question."""
    run: App = ctx.obj
    number = _number(meeting)
    named = options.numbers(demands or [])
    if (bool(named), menu is not None, bool(question and question.strip())).count(True) != 1:
        raise OneSubject(meeting=number)
    if not named and (accept or decline or reason is not None):
        raise DecisionOnDemandsOnly
    if (accept and decline) or (reason is not None and not (accept or decline)):
        raise OneVerdict
    spoken = Spoken(
        demands=tuple(named),
        menu_item=given.number(menu, given.Count("--menu")),
        question=given.free_text(run, question),
        verdict="accepted" if accept else "declined" if decline else None,
        reason=_said(run, reason),
        outcome=_said(run, outcome),
    )
    known = kinds(run.db)
    run.wrote(note_item(run.db, number, spoken, run.actor), lambda noted: view.noted(noted, known))


@speaker.verb("edit", "修改", "修改一次会议；--present 换掉写到的那个角色的人数，0 是没有到场。")
def edit(
    ctx: typer.Context,
    meeting: MeetingArgument,
    kind: KindOption = None,
    on: given.OnOption = None,
    place: PlaceOption = None,
    topic: TopicOption = None,
    present: PresentOption = None,
) -> None:
    """Mend a meeting; --present replaces the head-count of the role it names, 0 takes it away."""
    run: App = ctx.obj
    wanted = {
        "kind": MEETING_KINDS.read(kind) if kind else None,
        "held_on": run.date(on),
        "place": given.free_text(run, place),
        "topic": given.free_text(run, topic),
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    people = read_present(present or [])
    if not changes and not people:
        raise NothingToChange(command="songyu meeting edit")
    run.wrote(edit_meeting(run.db, _number(meeting), run.actor, changes, people), view.edited)


@speaker.verb("list", "列表", "列出会议，可按类别和日期筛选。")
def list_(
    ctx: typer.Context,
    kind: KindOption = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=both("从哪天起", "Since"))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=both("到哪天止", "Up to"))] = None,
) -> None:
    """List the meetings, filtered by kind and date."""
    run: App = ctx.obj
    meant = MEETING_KINDS.read(kind) if kind else None
    first = run.date(from_)
    last = given.window_end(run, to, first)
    found = [
        meeting
        for meeting in meetings.everything(run.db)
        if meant in (None, meeting.kind)
        and not (first and meeting.held_on.certainly_before(first))
        and not (last and meeting.held_on.certainly_after(last))
    ]
    run.show(view.listing(found), view.table)


@speaker.verb("show", "查看", "查看一次会议的纪要：到场、议题、决定、还要答复谁。")
def show(ctx: typer.Context, meeting: MeetingArgument) -> None:
    """Show a meeting's minutes: who was there, what was decided, and who waits for an answer."""
    run: App = ctx.obj
    number = _number(meeting)
    with run.db.reading():
        told, known = meetings.minutes(run.db, number), kinds(run.db)
    run.show(told, lambda minutes: view.minutes(minutes, known))


def _number(text: str) -> int:
    return given.number(text, given.Count("MEETING")) or 0


def _said(run: App, text: str | None) -> str | None:
    return given.free_text(run, text.strip() or None) if text else None
