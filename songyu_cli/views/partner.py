"""Partner organisations and their gifts as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import GIFT_STEPS, GIFTS, PARTNER_ROLES
from songyu_cli.domain.money import money_phrase
from songyu_cli.domain.reconciliation import PartnerLine
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Listing, Table
from songyu_cli.views.reconciliation import (
    NO_PARTNER,
    NOT_STATED,
    amount_phrase,
    difference_phrase,
    differences,
    tables,
)
from songyu_cli.views.words import date_phrase, dotted, number_column, numbered, text_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.partners import Gift, Partner
    from songyu_cli.domain.reconciliation import PartnerStory, Recorded


def listing(found: Sequence[PartnerLine]) -> Listing:
    """Return partners as a listing."""
    return Listing(found, PartnerLine, NO_PARTNER)


def table(found: Listing) -> list[Drawing]:
    """Draw the partners with what each pledged, gave and has standing, and their number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("编号", "No.", "partner"),
        text_column("单位", "Partner", "name"),
        Column(Phrase("角色", "Role"), lambda line: PARTNER_ROLES.phrase(line.role)),
        Column(Phrase("认捐", "Pledged"), lambda line: _sums(line, "pledged", "pledges")),
        Column(Phrase("收到", "Received"), lambda line: _sums(line, "received", "receipts")),
        number_column("已装", "Installed", "installed"),
        number_column("在用", "In use", "in_use"),
    )
    foot = Phrase("{n}；对账：songyu report partners", "{n}; to reconcile: songyu report partners")
    return [Table(columns, found.rows), Aside(foot.format(n=numbered(len(found.rows), "家单位", "partner")))]


def _sums(line: PartnerLine, step: str, gifts: str) -> Phrase | None:
    """Return everything that was pledged or received: 20 benches, 50,000 yuan, not stated."""
    stated = {
        "benches": getattr(line, step),
        "money": getattr(line, f"fen_{step}"),
        "labour": getattr(line, f"days_{step}"),
    }
    said = [amount_phrase(kind, n) for kind, n in stated.items() if n is not None]
    if getattr(line, f"unstated_labour_{gifts}"):
        said.append(_labour_unstated())
    if getattr(line, f"unstated_{gifts}"):
        said.append(NOT_STATED)
    return joined(said) if said else None


def _labour_unstated() -> Phrase:
    line = Phrase("{labour}（{not_stated}）", "{labour} ({not_stated})")
    return line.format(labour=GIFTS.phrase("labour"), not_stated=NOT_STATED)


def what_phrase(gift: Gift) -> Phrase:
    """Return what a gift is: 20 benches, 50,000 yuan, 12 days of labour, not stated."""
    if gift.benches is not None:
        return numbered(gift.benches, "张凳子", "bench", "benches")
    if gift.fen is not None:
        return Phrase("资金 {sum}", "{sum}").format(sum=money_phrase(gift.fen))
    if gift.days is not None:
        return Phrase("人力 {days}", "{days}").format(days=amount_phrase("labour", gift.days))
    return _labour_unstated() if gift.kind == "labour" else NOT_STATED


def _batch(gift: Gift) -> Phrase:
    if gift.batch is None:
        return Phrase("整个项目", "the programme")
    return Phrase("第{n}批", "batch {n}").format(n=gift.batch)


_GIFTS = (
    number_column("编号", "No.", "gift"),
    text_column("日期", "Day", "given_on", keep=True),
    Column(Phrase("认捐/收到", "Step"), lambda gift: GIFT_STEPS.phrase(gift.step)),
    Column(Phrase("内容", "What"), what_phrase),
    Column(Phrase("批次", "Batch"), _batch),
    text_column("备注", "Note", "note"),
)


_RECORDED = {  # by step, and whether it is stated what the gift is
    ("pledged", True): Phrase(
        "已记第 {n} 笔：{name}认捐 {what}，{batch}（{on}）", "Gift {n}: {name} pledged {what}, for {batch} ({on})"
    ),
    ("pledged", False): Phrase(
        "已记第 {n} 笔：{name}的认捐，内容和数额未载明，{batch}（{on}）",
        "Gift {n}: a pledge of {name}, of what and how much is not stated, for {batch} ({on})",
    ),
    ("received", True): Phrase(
        "已记第 {n} 笔：收到{name}的 {what}，{batch}（{on}）",
        "Gift {n}: received from {name}: {what}, for {batch} ({on})",
    ),
    ("received", False): Phrase(
        "已记第 {n} 笔：收到{name}的捐赠，内容和数额未载明，{batch}（{on}）",
        "Gift {n}: received from {name}, what and how much is not stated, for {batch} ({on})",
    ),
}


def added(partner: Partner) -> list[Drawing]:
    """Say which organisation was registered, and how to write down what it pledges."""
    said = Phrase("已登记第 {n} 号单位：{about}", "Registered as partner {n}: {about}")
    hint = Phrase(
        "记认捐：songyu partner pledge {n} -n 20 --batch 2",
        "To write down a pledge: songyu partner pledge {n} -n 20 --batch 2",
    )
    return [said.format(n=partner.partner, about=_about(partner)), hint.format(n=partner.partner)]


def edited(partner: Partner) -> list[Drawing]:
    """Say how a partner reads now."""
    said = Phrase("第 {n} 号单位现在是：{about}", "Partner {n} now reads: {about}")
    return [said.format(n=partner.partner, about=_about(partner))]


def recorded(done: Recorded) -> list[Drawing]:
    """Say what was written down, and how pledged and received differ since."""
    gift = done.gift
    line = _RECORDED[gift.step, gift.kind != "unstated"].format(
        n=gift.gift,
        name=gift.name,
        what=what_phrase(gift),
        batch=_batch(gift),
        on=date_phrase(gift.given_on),
    )
    return [line, *(difference_phrase(one) for one in done.differences)]


def story(told: PartnerStory) -> list[Drawing]:
    """Draw a partner, its gifts, its benches by batch, and what differs."""
    partner = told.partner
    head = Phrase("第 {n} 号单位：{about}", "Partner {n}: {about}").format(n=partner.partner, about=_about(partner))
    none = Phrase(
        "没有记过。记一笔：songyu partner pledge {n} -n 20 --batch 2；数额不明就不写数",
        "None written down. To add one: songyu partner pledge {n} -n 20 --batch 2; without an amount if none is known",
    )
    things: list[Drawing] = [Heading(head), Heading(Phrase("捐赠", "Gifts"))]
    things.append(Table(_GIFTS, told.gifts) if told.gifts else Aside(none.format(n=partner.partner)))
    if told.gifts or any(line.installed or line.replaced for line in told.lines):
        things += [
            Heading(Phrase("各批次", "By batch")),
            *tables(told.lines, named=False),
            *differences(told.differences),
        ]
    return things


def _about(partner: Partner) -> Phrase:
    note = verbatim(partner.note) if partner.note else None
    return dotted(verbatim(partner.name), PARTNER_ROLES.phrase(partner.role), note)
