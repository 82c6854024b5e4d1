"""The service menu (实事菜单): what the community undertakes in a year, and the demands that each item answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.vocabulary import vocabulary
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.meetings import Discussed

MENU_STATES = vocabulary(
    "菜单状态",
    "state of a menu item",
    [("open", "进行中", ""), ("overdue", "逾期", "超期"), ("closed", "已关闭", "关闭 结束")],
)
NOT_ANSWERED = frozenset({"withdrawn", "merged", "declined"})  # the states of demands that no item answers


class MenuItem(NamedTuple):
    """One item of the menu and how far it has come: `progress` = `done` ÷ `of`.

    Of the bench programme: benches in use ÷ the programme's target. With a target of its own: what was carried out
    for its demands ÷ that target. Otherwise: its demands that are done ÷ its demands. `demands` leaves out those
    withdrawn, merged or declined since they were linked; `demands_done` are those done.
    """

    menu_item: int
    year: int
    title: str
    kind: str
    role: str | None
    starts_on: Date | None
    ends_on: Date | None
    programme: bool
    target: int | None
    demands: int
    demands_done: int
    done: int
    of: int
    progress: float | None
    state: str
    closed_on: Date | None
    outcome: str | None


class MenuStory(NamedTuple):
    """An item with the demands linked to it and the meetings that spoke of it."""

    menu_item: MenuItem
    demands: tuple[Demand, ...]
    meetings: tuple[Discussed, ...]


class Moved(NamedTuple):
    """A demand that another item answered before."""

    demand: int
    moved_from: int


class Linked(NamedTuple):
    """The demands that were linked to an item, or taken off it, and those of them that another item let go."""

    menu_item: MenuItem
    linked: tuple[int, ...]
    unlinked: tuple[int, ...]
    moved: tuple[Moved, ...]


class Closed(NamedTuple):
    """An item that was closed, and its demands that are still open."""

    menu_item: MenuItem
    still_open: tuple[int, ...]


class MenuItemNotFound(NotFound):
    """The menu has no item of that number."""

    sentence = Phrase("实事菜单没有第 {menu_item} 项。", "The menu has no item {menu_item}.")
    hint = Phrase("看实事菜单：songyu menu list。", "See the menu: songyu menu list.")


class MenuItemExists(RuleForbids):
    """A year's menu names each thing once."""

    sentence = Phrase("{year} 年的菜单里已有“{title}”。", "The menu of {year} has “{title}” already.")
    hint = Phrase(
        "看它：songyu menu show {menu_item}；要改：songyu menu edit {menu_item}。",
        "See it: songyu menu show {menu_item}; to change it: songyu menu edit {menu_item}.",
    )


class TitleMissing(UsageRefused):
    """An item without a name."""

    sentence = Phrase("没有写项目名称。", "The item has no title.")
    hint = Phrase("例如：songyu menu add 楼道扶手。", "For example: songyu menu add 'Handrails'.")


class ProgrammeOnMenu(RuleForbids):
    """The bench programme is one item of a year's menu."""

    sentence = Phrase(
        "{year} 年菜单的第 {menu_item} 项已经是百凳项目。", "Item {menu_item} is the bench programme of {year} already."
    )
    hint = Phrase("看它：songyu menu show {menu_item}。", "See it: songyu menu show {menu_item}.")


class TargetOfProgramme(UsageRefused):
    """The programme's target stands in the settings, and only there."""

    sentence = Phrase("百凳项目的目标在账本设置里。", "The bench programme's target stands in the ledger's settings.")
    hint = Phrase(
        "去掉 --target；要改目标：songyu config set target 数量。",
        "Leave --target out; to change it: songyu config set target NUMBER.",
    )


class EndsBeforeStart(UsageRefused):
    """A period that ends before it begins."""

    sentence = Phrase("到 {ends} 结束，早于 {starts} 开始。", "It ends {ends}, before it starts {starts}.")
    hint = Phrase("核对 --from 和 --to。", "Check --from and --to.")


class MenuItemClosed(RuleForbids):
    """An item is closed once."""

    sentence = Phrase("第 {menu_item} 项已于 {closed} 关闭。", "Item {menu_item} was closed on {closed}.")
    hint = Phrase(
        "要改结果：songyu menu edit {menu_item} --outcome；关闭错了：songyu undo。",
        "To mend its outcome: songyu menu edit {menu_item} --outcome; if it was a slip: songyu undo.",
    )


class LinkedAfterClosing(RuleForbids):
    """A closed item takes no more demands."""

    sentence = Phrase(
        "第 {menu_item} 项已于 {closed} 关闭，不能再关联需求。",
        "Item {menu_item} was closed on {closed} and takes no more demands.",
    )
    hint = Phrase(
        "关联别的项：songyu menu list；没有合适的：songyu menu add；关闭错了：songyu undo。",
        "Link to another: songyu menu list; or to a new one: songyu menu add; if closing was a slip: songyu undo.",
    )


class AnsweredByClosed(RuleForbids):
    """A demand is not pulled off a closed item in passing."""

    sentence = Phrase(
        "第 {demand} 号需求关联着第 {old} 项，那一项已于 {closed} 关闭。",
        "Demand {demand} is linked to item {old}, which was closed on {closed}.",
    )
    hint = Phrase(
        "要改由第 {menu_item} 项回应，先取消关联：songyu menu unlink {old} {demand}。",
        "To let item {menu_item} answer it, first: songyu menu unlink {old} {demand}.",
    )


class ClosedBeforeStart(RuleForbids):
    """An item cannot be closed before it begins."""

    sentence = Phrase(
        "第 {menu_item} 项 {starts} 才开始，不能在 {closed} 关闭。",
        "Item {menu_item} starts on {starts} and cannot be closed on {closed}.",
    )
    hint = Phrase("核对日期；开始日期用 songyu menu edit 改。", "Check the day; songyu menu edit mends the start.")


class DemandUnanswerable(RuleForbids):
    """A demand that was withdrawn or declined is on nobody's menu."""

    sentence = Phrase(
        "第 {demand} 号需求已{state}，不能列入菜单。", "Demand {demand} is {state} and cannot be put on the menu."
    )
    hint = Phrase("看它的来龙去脉：songyu demand show {demand}。", "See its story: songyu demand show {demand}.")


class DemandMergedAway(RuleForbids):
    """A merged demand is answered where it was merged into."""

    sentence = Phrase(
        "第 {demand} 号需求已并入第 {into} 号，不能列入菜单。",
        "Demand {demand} was merged into {into} and cannot be put on the menu.",
    )
    hint = Phrase(
        "关联第 {into} 号：songyu menu link {menu_item} {into}。",
        "Link demand {into}: songyu menu link {menu_item} {into}.",
    )


class NotLinked(RuleForbids):
    """A demand that this item does not answer cannot be taken off it."""

    sentence = Phrase(
        "第 {demand} 号需求没有关联第 {menu_item} 项。", "Demand {demand} is not linked to item {menu_item}."
    )
    hint = Phrase("看关联了哪些：songyu menu show {menu_item}。", "See what is: songyu menu show {menu_item}.")


def state_of(closed_on: Date | None, ends_on: Date | None, today: datetime.date) -> str:
    """Return an item's state: `closed`, `overdue` once its last day has passed, else `open`."""
    if closed_on:
        return "closed"
    return "overdue" if ends_on and ends_on.latest() < today else "open"


def check_period(starts: Date | None, ends: Date | None) -> None:
    """Refuse a period that certainly ends before it begins. Raises EndsBeforeStart."""
    if starts and ends and ends.certainly_before(starts):
        raise EndsBeforeStart(starts=starts.phrase(), ends=ends.phrase())
