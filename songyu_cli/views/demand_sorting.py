"""Demands that may be the same, merged and parted, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES
from songyu_cli.domain.demand_duplicates import Duplicates
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Listing, Table
from songyu_cli.views.words import STATE, dotted, enumerated, number_column, numbered, text_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.demand_duplicates import Merged, Unmerged
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.vocabulary import Choices

_COLUMNS = (
    number_column("编号", "No.", "demand"),
    text_column("登记日期", "Registered", "registered_on", keep=True),
    Column(Phrase("来源", "Channel"), lambda demand: CHANNELS.phrase(demand.channel)),
    number_column("数量", "Quantity", "quantity"),
    Column(STATE, lambda demand: DEMAND_STATES.phrase(demand.state)),
    text_column("需求内容", "In their words", "text"),
)


def listing(found: Sequence[Duplicates]) -> Listing:
    """Return groups of demands as a listing."""
    empty = Phrase("没有要归并的需求。看清单：songyu demand list", "Nothing to merge. See the list: songyu demand list")
    return Listing(found, Duplicates, empty)


def groups(found: Listing, kinds: Choices) -> list[Drawing]:
    """Draw each group with its demands side by side and the command that would merge them."""
    if not found.rows:
        return [found.empty]
    things: list[Drawing] = []
    merge = Phrase(
        "是同一件事：songyu demand merge {others} --into {into}",
        "If they are one matter: songyu demand merge {others} --into {into}",
    )
    for group in found.rows:
        things.append(Heading(dotted(group.unit.phrase(), kinds.phrase(group.kind))))
        things.append(Table(_COLUMNS, group.demands))
        things.append(merge.format(others=_typed(group.others), into=group.into))
    summary = Phrase("{groups}，归并后少 {n} 条", "{groups}; merging them all would leave {n} fewer")
    n = sum(len(group.others) for group in found.rows)
    return [*things, Aside(summary.format(groups=numbered(len(found.rows), "组", "group"), n=n))]


def merged(done: Merged) -> list[Drawing]:
    """Say what was merged into what, and to whom a reply is still owed."""
    into = done.into
    said = Phrase(
        "已把{numbers}并入第 {into} 号：同类反映共 {asked} 次",
        "Merged {numbers} into demand {into}: asked {asked} times in all",
    )
    moved = Phrase(
        "原来并入它们的{numbers}也转到第 {into} 号", "Merged into these before and now into demand {into}: {numbers}"
    )
    quantity = Phrase(
        "数量不相加，第 {into} 号仍是 {n}", "Quantities are not added up: demand {into} still asks for {n}"
    )
    accepted = [one for one in done.merged if one.verdict == "accepted"] if into.verdict != "accepted" else []
    decide = Phrase(
        "{numbers}已采纳，第 {into} 号还没有：songyu demand decide {into} --accept",
        "Accepted, unlike demand {into}: {numbers}. To accept it too: songyu demand decide {into} --accept",
    )
    owed = [one for one in done.merged if awaits_reply(one) and not one.replies]
    reply = Phrase(
        "{numbers}的提出人仍应得到答复：songyu demand reply {typed}",
        "Those who asked in {numbers} are still owed a reply: songyu demand reply {typed}",
    )
    return [
        said.format(numbers=_named(one.demand for one in done.merged), into=into.demand, asked=into.asked),
        *([moved.format(numbers=_named(done.moved), into=into.demand)] if done.moved else []),
        *_on_the_menu(done),
        quantity.format(into=into.demand, n=into.quantity),
        *([decide.format(numbers=_numbers(accepted), into=into.demand)] if accepted else []),
        *([reply.format(numbers=_numbers(owed), typed=_typed(one.demand for one in owed))] if owed else []),
    ]


def _on_the_menu(done: Merged) -> list[Drawing]:
    """Say which item of the menu the demand took over, and which others named those merged into it."""
    into = done.into
    said: list[Drawing] = []
    if done.menu_item:
        line = Phrase("第 {into} 号接着关联菜单第 {n} 项", "Demand {into} is linked to menu item {n} in their place")
        said.append(line.format(into=into.demand, n=done.menu_item))
    line = Phrase(
        "{numbers}关联的是菜单第 {n} 项，第 {into} 号关联第 {item} 项",
        "Linked to menu item {n}, and demand {into} to item {item}: {numbers}",
    )
    if into.menu_item is None:
        line = Phrase(
            "{numbers}关联的菜单第 {n} 项已关闭，第 {into} 号没有接着关联",
            "Linked to menu item {n}, which is closed and is not passed on to demand {into}: {numbers}",
        )
    for item in sorted({one.menu_item for one in done.merged if one.menu_item} - {into.menu_item}):
        numbers = _numbers(one for one in done.merged if one.menu_item == item)
        said.append(line.format(numbers=numbers, n=item, into=into.demand, item=into.menu_item))
    return said


def unmerged(done: Unmerged) -> list[Drawing]:
    """Say in which state the demands go on, and where what they had been merged into is closed already."""
    line = Phrase("第 {n} 号已拆出，现在是“{state}”", "Demand {n} goes on by itself: {state}")
    closed = Phrase(
        "第 {n} 号已{state}，拆出来的不随它办结，要另外办理和答复",
        "Demand {n} is {state}; what was parted from it is not, and is carried out and answered by itself",
    )
    return [
        *(line.format(n=one.demand, state=DEMAND_STATES.phrase(one.state)) for one in done.demands),
        *(
            closed.format(n=one.demand, state=DEMAND_STATES.phrase(one.state))
            for one in done.parents
            if one.state in ("done", "declined", "withdrawn")
        ),
    ]


def _numbers(found: Iterable[Demand]) -> Phrase:
    return _named(one.demand for one in found)


def _named(numbers: Iterable[int]) -> Phrase:
    return Phrase("第 {n} 号", "{n}").format(n=enumerated(numbers))


def _typed(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))
