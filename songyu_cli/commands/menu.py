"""`songyu menu`: what the community undertakes in a year."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.menu import (
    NewMenuItem,
    add_menu_item,
    close_menu_item,
    edit_menu_item,
    link_demands,
    unlink_demands,
)
from songyu_cli.commands import completion
from songyu_cli.commands import demand_options as options
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.menu import MenuStory, TitleMissing
from songyu_cli.domain.units import NothingToChange
from songyu_cli.domain.written_dates import read_typed_date
from songyu_cli.storage import meetings, menu
from songyu_cli.views import menu as view

speaker = Speaker()

ItemArgument = Annotated[
    str,
    typer.Argument(
        metavar="ITEM", help=both("菜单的第几项", "The item's number"), autocompletion=completion.menu_items
    ),
]
YearOption = Annotated[
    str | None, typer.Option("--year", metavar="YEAR", help=both("年度：2022、今年", "The year: 2022"))
]
OwnerOption = Annotated[
    str | None, typer.Option("--owner", metavar="ROLE", help=both("哪个角色负责", "The role that answers for it"))
]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help=both("开始日期", "It begins"))]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help=both("完成时限", "It is to be done by"))]
TargetOption = Annotated[
    str | None,
    typer.Option("--target", metavar="N", help=both("目标数；不写就看办结了几条需求", "How many are to be done")),
]
ProgrammeOption = Annotated[
    bool, typer.Option("--programme", help=both("这一项就是百凳项目，进度看批次", "It is the bench programme"))
]
OutcomeOption = Annotated[
    str | None, typer.Option("--outcome", "--text", metavar="TEXT", help=both("结果", "What came of it"))
]


@speaker.verb("add", "登记", "在一年的实事菜单里加一项。")
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help=both("项目名称", "What it is called"))],
    year: YearOption = None,
    kind: given.KindOption = None,
    owner: OwnerOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    target: TargetOption = None,
    programme: ProgrammeOption = False,
) -> None:
    """Put an item on a year's menu."""
    run: App = ctx.obj
    said = _year(run, year)
    begins = _day(run, from_, said or run.today().year)
    meant = said or (begins.earliest().year if begins else run.today().year)
    new = NewMenuItem(
        year=meant,
        title=_title(run, title),
        kind=kinds(run.db).read(kind or ("bench" if programme else "other")),
        role=ROLES.read(owner) if owner else None,
        starts_on=begins,
        ends_on=_day(run, to, meant),
        target=given.number(target, given.Count("--target")),
        programme=programme,
    )
    known = kinds(run.db)
    run.wrote(add_menu_item(run.db, new, run.actor), lambda item: view.added(item, known))


@speaker.verb("link", "关联", "关联需求：这一项回应哪些需求；已关联别项的会移过来。")
def link(ctx: typer.Context, item: ItemArgument, demands: options.DemandsArgument) -> None:
    """Say which demands an item answers; one that another item answered is moved."""
    run: App = ctx.obj
    run.wrote(link_demands(run.db, _number(item), options.numbers(demands), run.actor), view.linked)


@speaker.verb("unlink", "取消关联", "取消关联：这一项不再回应这些需求。")
def unlink(ctx: typer.Context, item: ItemArgument, demands: options.DemandsArgument) -> None:
    """Say which demands an item no longer answers."""
    run: App = ctx.obj
    run.wrote(unlink_demands(run.db, _number(item), options.numbers(demands), run.actor), view.linked)


@speaker.verb("edit", "修改", "修改菜单的一项。")
def edit(
    ctx: typer.Context,
    item: ItemArgument,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help=both("项目名称", "Its title"))] = None,
    year: YearOption = None,
    kind: given.KindOption = None,
    owner: OwnerOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    target: TargetOption = None,
    programme: ProgrammeOption = False,
    outcome: OutcomeOption = None,
) -> None:
    """Change an item of the menu."""
    run: App = ctx.obj
    number, said = _number(item), _year(run, year)
    before = menu.get(run.db, number, run.today())
    meant = said or before.year
    wanted = {
        "title": _title(run, title) if title is not None else None,
        "year": said,
        "kind": kinds(run.db).read(kind) if kind else None,
        "role": ROLES.read(owner) if owner else None,
        "starts_on": _day(run, from_, meant),
        "ends_on": _day(run, to, meant),
        "target": given.number(target, given.Count("--target")),
        "programme": True if programme else None,
        "outcome": given.free_text(run, outcome),
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    if not changes:
        raise NothingToChange(command="songyu menu edit")
    known = kinds(run.db)
    mended = edit_menu_item(run.db, number, run.actor, changes)
    run.wrote(mended, lambda edited: view.edited(edited, known, before.target))


@speaker.verb("close", "关闭", "关闭菜单的一项，写上结果；还有哪些需求没办完会说出来。")
def close(ctx: typer.Context, item: ItemArgument, on: given.OnOption = None, outcome: OutcomeOption = None) -> None:
    """Close an item with its outcome; the demands still open are named."""
    run: App = ctx.obj
    closed = close_menu_item(run.db, _number(item), run.actor, on=run.day(on), outcome=given.free_text(run, outcome))
    run.wrote(closed, view.closed)


@speaker.verb("list", "列表", "实事菜单：每一项的进度、需求、期限、状态。")
def list_(ctx: typer.Context, year: YearOption = None) -> None:
    """The service menu: each item's progress, demands, period and state."""
    run: App = ctx.obj
    run.show(view.listing(menu.everything(run.db, run.today(), year=_year(run, year))), view.table)


@speaker.verb("show", "查看", "查看菜单的一项：进度、需求、在哪些会上议过。")
def show(ctx: typer.Context, item: ItemArgument) -> None:
    """Show an item of the menu: its progress, its demands, and the meetings that spoke of it."""
    run: App = ctx.obj
    number = _number(item)
    with run.db.reading():
        story = MenuStory(
            menu.get(run.db, number, run.today()),
            demands=tuple(menu.linked(run.db, number)),
            meetings=meetings.about_menu_item(run.db, number),
        )
        known = kinds(run.db)
    run.show(story, lambda told: view.story(told, known, run.today()))


def _number(text: str) -> int:
    return given.number(text, given.Count("ITEM")) or 0


def _title(run: App, text: str) -> str:
    title = (given.free_text(run, text) or "").strip()
    if not title:
        raise TitleMissing
    return title


def _year(run: App, text: str | None) -> int | None:
    return None if text is None else read_typed_date(text, run.today(), future=True).earliest().year


def _day(run: App, text: str | None, year: int) -> Date | None:
    """Return a day of an item's period; one typed without its year, such as 9-5, is in the item's year."""
    if text is None:
        return None
    begin = date(year, 1, 1) if text.strip()[:1].isdigit() else run.today()
    return read_typed_date(text, begin, future=True)
