"""The service menu as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.menu import MENU_STATES, NOT_ANSWERED, MenuItem
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views import demand as demand_view
from songyu_cli.views.drawing import Aside, Bar, Column, Drawing, Heading, Listing, Table, percent
from songyu_cli.views.meeting import HELD, KIND, ranged
from songyu_cli.views.words import STATE, benches_phrase, dotted, maybe, number_column, numbered, text_column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from songyu_cli.domain.menu import Closed, Linked, MenuStory
    from songyu_cli.domain.vocabulary import Choices

_DISCUSSED = (number_column("会议", "Meeting", "meeting"), HELD, KIND, text_column("结果", "Outcome", "outcome"))


def listing(found: Sequence[MenuItem]) -> Listing:
    """Return the menu's items as a listing."""
    empty = Phrase(
        "菜单里还没有。登记一项：songyu menu add 楼道扶手 --year 2022 --kind 扶手 --to 2022-12",
        "Nothing on the menu. To put something there: "
        "songyu menu add 'Handrails' --year 2022 --kind handrail --to 2022-12",
    )
    return Listing(found, MenuItem, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw the menu with its number of items at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("编号", "No.", "menu_item"),
        number_column("年度", "Year", "year"),
        text_column("项目", "Item", "title"),
        Column(Phrase("进度", "Progress"), lambda item: Bar(item.done, item.of)),
        number_column("需求", "Demands", "demands"),
        number_column("办结", "Done", "demands_done"),
        Column(Phrase("期限", "Period"), _period),
        Column(STATE, lambda item: MENU_STATES.phrase(item.state), keep=True),
    )
    states = [item.state for item in found.rows]
    parts = [Phrase("{n}菜单", "{n}").format(n=numbered(len(states), "项", "item"))]
    for state in MENU_STATES.keys:
        if state in states:
            line = Phrase("{state} {n} 项", "{n} {state}")
            parts.append(line.format(state=MENU_STATES.phrase(state), n=states.count(state)))
    return [Table(columns, found.rows), Aside(joined(parts))]


def added(item: MenuItem, kinds: Choices) -> list[Drawing]:
    """Say what was put on the menu, and how to link demands to it."""
    said = Phrase("已登记菜单第 {n} 项：{about}", "Put on the menu as item {n}: {about}")
    things: list[Drawing] = [said.format(n=item.menu_item, about=_about(item, kinds))]
    return things if item.programme else [*things, _to_link(item)]


def edited(item: MenuItem, kinds: Choices, target: int | None) -> list[Drawing]:
    """Say how an item reads now, and which target of its own it lost by becoming the programme."""
    said = Phrase("菜单第 {n} 项现在是：{about}", "Menu item {n} now reads: {about}")
    lost = Phrase(
        "它自己的目标 {target} 不再用了，百凳项目的目标是 {of} 张",
        "Its own target {target} is gone: the bench programme's is {of}",
    ).format(target=target, of=item.of)
    about = said.format(n=item.menu_item, about=_about(item, kinds))
    return [about, lost] if item.programme and target else [about]


def _those(numbers: Sequence[int]) -> Phrase:
    """Return demands by their numbers, as the object of a sentence."""
    line = Phrase("需求 {list}", "demand {list}" if len(numbers) == 1 else "demands {list}")
    return line.format(list=_numbers(numbers))


def linked(done: Linked) -> list[Drawing]:
    """Say which demands were linked or taken off, from where, and how many the item has."""
    item = done.menu_item
    said: list[Drawing] = []
    if done.linked:
        line = Phrase("第 {n} 项“{title}”关联了{list}", "Item {n}, “{title}”, now answers {list}")
        said.append(line.format(n=item.menu_item, title=item.title, list=_those(done.linked)))
    if done.unlinked:
        line = Phrase("第 {n} 项“{title}”不再关联{list}", "Item {n}, “{title}”, no longer answers {list}")
        said.append(line.format(n=item.menu_item, title=item.title, list=_those(done.unlinked)))
    for old in sorted({one.moved_from for one in done.moved}):
        line = Phrase("其中 {list} 原来关联第 {old} 项", "{list} moved from item {old}")
        moved = [one.demand for one in done.moved if one.moved_from == old]
        said.append(line.format(list=_numbers(moved), old=old))
    return [*said, _progress(item)]


def closed(done: Closed) -> list[Drawing]:
    """Say which item was closed, how far it had come, and which demands are still open."""
    item = done.menu_item
    head = Phrase("已关闭菜单第 {n} 项“{title}”（{closed}）", "Closed menu item {n}, “{title}” ({closed})")
    on = item.closed_on.phrase() if item.closed_on else ""
    said: list[Drawing] = [head.format(n=item.menu_item, title=item.title, closed=on), _progress(item)]
    said += [outcome] if (outcome := _outcome(item)) else []
    if done.still_open:
        line = Phrase("还没有办结的需求：{list}", "Demands still open: {list}")
        said.append(line.format(list=_numbers(done.still_open)))
    return said


def story(told: MenuStory, kinds: Choices, today: date) -> list[Drawing]:
    """Draw an item, its demands, and the meetings that spoke of it."""
    item = told.menu_item
    head = Phrase("菜单第 {n} 项：{about}", "Menu item {n}: {about}").format(
        n=item.menu_item, about=_about(item, kinds)
    )
    state = Phrase("状态：{state}", "State: {state}").format(state=_state(item))
    things: list[Drawing] = [Heading(head), state, _progress(item, linked=bool(told.demands))]
    things += [outcome] if (outcome := _outcome(item)) else []
    things.append(Heading(Phrase("需求", "Demands")))
    rows = demand_view.listing(told.demands)
    things += demand_view.table(rows, kinds, today) if told.demands else [_to_link(item)]
    things += _left_out(told)
    things.append(Heading(Phrase("会议", "Meetings")))
    none = Phrase(
        "没有会议议过。记一次：songyu meeting item 会议编号 --menu {n} --outcome 结果",
        "No meeting spoke of it. To note one: songyu meeting item MEETING --menu {n} --outcome TEXT",
    )
    things.append(Table(_DISCUSSED, told.meetings) if told.meetings else Aside(none.format(n=item.menu_item)))
    return things


def _left_out(told: MenuStory) -> list[Drawing]:
    """Say how many of the demands the item no longer answers."""
    gone = sum(demand.state in NOT_ANSWERED for demand in told.demands)
    line = Phrase(
        "{all} 条，其中 {gone} 条已合并、撤回或不予采纳，不计入进度",
        "{all} linked, of which {gone} merged, withdrawn or declined and left out of the progress",
    )
    return [Aside(line.format(all=len(told.demands), gone=gone))] if gone else []


def _about(item: MenuItem, kinds: Choices) -> Phrase:
    period = _period(item)
    return dotted(
        verbatim(item.title),
        Phrase(f"{item.year} 年", str(item.year)),
        Phrase("百凳项目", "the bench programme") if item.programme else kinds.phrase(item.kind),
        Phrase("负责：{role}", "{role}").format(role=ROLES.phrase(item.role)) if item.role else None,
        verbatim(period) if period else None,
        maybe("目标 {value}", "target {value}", item.target),
    )


def _period(item: MenuItem) -> str | None:
    if item.starts_on is None and item.ends_on is None:
        return None
    return f"{item.starts_on or ''} – {item.ends_on or ''}".strip()


def _state(item: MenuItem) -> Phrase:
    state = MENU_STATES.phrase(item.state)
    if item.closed_on is None:
        return state
    return Phrase("{state}（{on}）", "{state} ({on})").format(state=state, on=item.closed_on.phrase())


def _progress(item: MenuItem, *, linked: bool = True) -> Phrase:
    if not linked and not item.of:
        return Phrase("进度：还没有关联需求", "Progress: no demand is linked yet")
    if not item.of:
        return Phrase("进度：没有要回应的需求", "Progress: no demand left to answer")
    line = Phrase("进度：办结 {done}/{of} 条需求，{share}", "Progress: {done} of {of} demands done, {share}")
    if item.programme:
        line = Phrase("进度：在用 {done}，目标 {of} 张，{share}", "Progress: {done} in use, target {of}, {share}")
    elif item.target:
        line = Phrase("进度：落实 {done}，目标 {of}，{share}", "Progress: {done} carried out, target {of}, {share}")
    done = benches_phrase(item.done) if item.programme else item.done
    return line.format(done=done, of=item.of, share=percent(item.progress))


def _outcome(item: MenuItem) -> Phrase | None:
    return maybe("结果：{value}", "Outcome: {value}", item.outcome)


def _to_link(item: MenuItem) -> Phrase:
    return Phrase(
        "关联需求：songyu menu link {n} 17 18 20-24", "To link demands: songyu menu link {n} 17 18 20-24"
    ).format(n=item.menu_item)


def _numbers(demands: Sequence[int]) -> Phrase:
    return joined([verbatim(word) for word in ranged(demands)])
