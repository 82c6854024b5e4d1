"""`songyu partner`: who gives and who builds, and what each of them pledged and gave."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.partner import NewGift, add_partner, edit_partner, record_gift
from songyu_cli.actions.reconciliation import partner_lines, tell_partner
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.bench_changes import says_none
from songyu_cli.domain.choices import GIFTS, PARTNER_ROLES
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.money import read_money
from songyu_cli.domain.partners import GiftOfNothing, GiftTwice, GiftUnsized, checked_name
from songyu_cli.domain.quantities import LARGEST_COUNT
from songyu_cli.domain.units import NothingToChange
from songyu_cli.views import partner as view

speaker = Speaker()

PartnerArgument = Annotated[
    str,
    typer.Argument(
        metavar="PARTNER",
        help=both("单位：编号、名称或名称的一部分", "A partner: its number, its name or a part of it"),
        autocompletion=completion.partners,
    ),
]
RoleOption = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar="ROLE",
        help=both("角色：捐赠单位、发起单位、施工单位", "Its role: donor, co-initiator, builder"),
        autocompletion=completion.choices("PARTNER_ROLES"),
    ),
]
MoneyOption = Annotated[
    str | None,
    typer.Option("--money", metavar="YUAN", help=both("资金：50000、5万、1,234.50", "Money: 50000, 1,234.50")),
]
LabourOption = Annotated[
    str | None, typer.Option("--labour", metavar="DAYS", help=both("人力，多少个工日", "Labour, in person-days"))
]
GiftOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help=both("内容：人力而工日不明时写 --kind 人力", "labour, where its days are not known"),
        autocompletion=completion.choices("GIFTS"),
    ),
]
_OTHER_MEASURES = ("人", "名", "位", "户", "戶", "张", "張", "层", "条", "條", "套")


@speaker.verb("add", "登记", "登记一家单位，默认是捐赠单位。")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=both("单位名称，照原样写", "Its name as it is written"))],
    role: RoleOption = None,
    note: given.NoteOption = None,
) -> None:
    """Register an organisation; a donor, if no other role is given."""
    run: App = ctx.obj
    meant = PARTNER_ROLES.read(role or "donor")
    organisation = given.masked(run, checked_name(name))
    run.wrote(add_partner(run.db, organisation, meant, given.free_text(run, note), run.actor), view.added)


@speaker.verb("list", "列表", "列出全部单位：认捐、收到、凳子。")
def list_(ctx: typer.Context) -> None:
    """List every partner: what it pledged and gave, and its benches."""
    run: App = ctx.obj
    run.show(view.listing(partner_lines(run.db)), view.table)


@speaker.verb("show", "查看", "查看一家单位：每笔捐赠、各批凳子、差异。")
def show(ctx: typer.Context, partner: PartnerArgument) -> None:
    """Show a partner: its gifts, its benches by batch, and what differs."""
    run: App = ctx.obj
    run.show(tell_partner(run.db, partner, run.today()), view.story)


@speaker.verb("edit", "修改", "修改一家单位的名称、角色或备注；备注写“无”就收回。")
def edit(
    ctx: typer.Context,
    partner: PartnerArgument,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=both("名称", "Its name"))] = None,
    role: RoleOption = None,
    note: given.NoteOption = None,
) -> None:
    """Change a partner's name, role or note; `none` takes the note back."""
    run: App = ctx.obj
    wanted: dict[str, str | None] = {}
    if name is not None:
        wanted["name"] = given.masked(run, checked_name(name))
    if role is not None:
        wanted["role"] = PARTNER_ROLES.read(role)
    if note is not None:
        wanted["note"] = None if says_none(note) else given.free_text(run, note)
    if not wanted:
        raise NothingToChange(command="songyu partner edit")
    run.wrote(edit_partner(run.db, partner, run.actor, wanted), view.edited)


@speaker.verb("pledge", "认捐", "记一笔认捐：凳子、资金或人力；不写数额就是未载明。")
def pledge(
    ctx: typer.Context,
    partner: PartnerArgument,
    benches: given.BenchesOption = None,
    money: MoneyOption = None,
    labour: LabourOption = None,
    kind: GiftOption = None,
    batch: given.BatchOption = None,
    on: given.OnOption = None,
    note: given.NoteOption = None,
) -> None:
    """Write down a pledge of benches, money or labour; without an amount it is not stated."""
    run: App = ctx.obj
    gift = _gift(run, "pledged", {"benches": benches, "money": money, "labour": labour}, kind, batch, on, note)
    run.wrote(record_gift(run.db, partner, gift, run.actor), view.recorded)


@speaker.verb("receive", "收到", "记一笔收到的：凳子、资金或人力；不写数额就是未载明。")
def receive(
    ctx: typer.Context,
    partner: PartnerArgument,
    benches: given.BenchesOption = None,
    money: MoneyOption = None,
    labour: LabourOption = None,
    kind: GiftOption = None,
    batch: given.BatchOption = None,
    on: given.OnOption = None,
    note: given.NoteOption = None,
) -> None:
    """Write down what was received: benches, money or labour; without an amount it is not stated."""
    run: App = ctx.obj
    gift = _gift(run, "received", {"benches": benches, "money": money, "labour": labour}, kind, batch, on, note)
    run.wrote(record_gift(run.db, partner, gift, run.actor), view.recorded)


def _gift(
    run: App,
    step: str,
    amounts: dict[str, str | None],
    kind: str | None,
    batch: str | None,
    on: str | None,
    note: str | None,
) -> NewGift:
    """Return a gift as it was typed. Raises GiftTwice, GiftUnsized, GiftOfNothing, NumberRefused, MoneyRefused."""
    named = {name for name, text in amounts.items() if text is not None}
    said = GIFTS.read(kind) if kind is not None else None
    if len(named | ({said} if said else set())) > 1:
        raise GiftTwice
    meant = said or next(iter(named), "unstated")
    if meant in ("benches", "money") and not named:
        raise GiftUnsized(kind=GIFTS.phrase(meant))
    money, labour = amounts["money"], amounts["labour"]
    fen = None if money is None else read_money(money)
    if fen == 0:
        raise GiftOfNothing
    return NewGift(
        step,
        meant,
        run.day(on),
        benches=given.number(amounts["benches"], given.Count("-n")),
        fen=fen,
        days=_days(labour),
        batch=given.number(batch, given.Count("--batch")),
        note=given.free_text(run, note),
    )


def _days(text: str | None) -> int | None:
    """Return typed person-days: 12, 3天, 5 个工日. Three people (3人) are no three days. Raises NumberRefused."""
    option = given.Count("--labour")
    if text is None:
        return None
    plain = folded(text)
    number = plain.removesuffix("日").removesuffix("工").removesuffix("天")
    if number == plain and plain[-1:] in _OTHER_MEASURES:
        raise given.NumberRefused(name=option.name, given=quoted(text), least=option.least, most=LARGEST_COUNT)
    return given.number(number, option)
