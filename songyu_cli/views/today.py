"""What there is to do today, as people read it: a few lines a part, and the command that shows the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES
from songyu_cli.domain.today import WEEK
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.care import TO_INSPECT, TO_REPAIR, due_columns, repair_columns
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Table
from songyu_cli.views.report import NO_DEMAND
from songyu_cli.views.silence import what
from songyu_cli.views.words import STATE, benches_phrase, date_phrase, number_column, numbered, text_column, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.care import InspectionDue
    from songyu_cli.domain.today import MenuDue, Owed, Today
    from songyu_cli.domain.vocabulary import Choices

_SHOWN = 10
_OF_BENCHES = 5


class _Rest(NamedTuple):
    """How many rows are shown, what shows the others, and the measure in which Chinese counts them."""

    command: Phrase
    of: str = "件"
    shown: int = _SHOWN


def today_page(page: Today, kinds: Choices, home: str) -> list[Drawing]:
    """Draw the parts there are, or say that nothing is to be done; `home` is the estate that goes unnamed."""
    things = [
        *_answers(page, kinds, home),
        *_results(page, kinds, home),
        *_hazards(page, kinds, home),
        *_benches(page, home),
        *_repairs(page, home),
        *_inspections(page, home),
        *_menu(page),
    ]
    day = date_phrase(page.as_of)
    head = Phrase("{day}{grid}要办的事", "To do on {day}{grid}").format(
        day=day, grid=Phrase(f"（{page.grid}）", f" ({page.grid})") if page.grid else Phrase("", "")
    )
    if things:
        return [Heading(head), *things]
    if not page.demands and not page.grid:
        return [Heading(head), NO_DEMAND]
    done = Phrase(
        "没有。没有人等答复，七天内没有到期的，没有重大隐患，没有要装、要修、要巡查的凳子。",
        "Nothing: nobody waits for an answer, nothing due within a week, no grave hazard, no bench to put up or mend.",
    )
    return [Heading(head), done]


def _answers(page: Today, kinds: Choices, home: str) -> list[Drawing]:
    late = sum(_is_late(one) for one in page.answers)
    title = Phrase("等答复的 {n} 件，超期 {late} 件", "{n} waiting for an answer, {late} of them overdue")
    columns = [
        *_about(kinds),
        Column(Phrase("来源", "Channel"), lambda row: CHANNELS.phrase(row.channel)),
        Column(Phrase("应答复", "Answer due"), _due, keep=True),
    ]
    rest = _Rest(_here(page, "songyu report silence"))
    things = _part(title.format(n=len(page.answers), late=late), columns, page.answers, rest, home)
    reply = Phrase("答复：songyu demand reply 编号 --how 上门", "To answer: songyu demand reply NUMBER --how visit")
    return [*things, Aside(reply)] if things else []


def _results(page: Today, kinds: Choices, home: str) -> list[Drawing]:
    late = sum(_is_late(one) for one in page.results)
    title = Phrase(
        "{week} 天内该办结的 {n} 件，其中超期 {late} 件", "{n} to be done within {week} days, {late} of them overdue"
    )
    columns = [
        *_about(kinds),
        Column(STATE, lambda row: DEMAND_STATES.phrase(row.state)),
        Column(Phrase("应办结", "Due"), _due, keep=True),
    ]
    rest = _Rest(_here(page, "songyu demand list --open"))
    return _part(title.format(week=WEEK, n=len(page.results), late=late), columns, page.results, rest, home)


def _hazards(page: Today, kinds: Choices, home: str) -> list[Drawing]:
    columns = [
        number_column("编号", "No.", "hazard"),
        Column(Phrase("隐患", "Hazard"), lambda row: what(row.kind, row.quantity, kinds)),
        text_column("发现", "Found", "found_on", keep=True),
        text_column("说明", "In words", "text"),
    ]
    title = Phrase("还没有消除的重大隐患 {n} 处", "{n} of high severity not cleared").format(n=len(page.hazards))
    rest = _Rest(_here(page, "songyu hazard list --severity high --open"), "处")
    return _part(title, columns, page.hazards, rest, home)


def _benches(page: Today, home: str) -> list[Drawing]:
    columns = [
        Column(Phrase("批次", "Batch"), lambda row: Phrase("第{n}批", "{n}").format(n=row.batch), keep=True),
        number_column("待装", "To install", "benches"),
    ]
    title = Phrase("已分配、还没装的凳子 {n} 张", "{n} allocated and still to install")
    title = title.format(n=sum(one.benches for one in page.to_install))
    return _part(title, columns, page.to_install, _Rest(verbatim("songyu batch list"), "个单元"), home)


def _repairs(page: Today, home: str) -> list[Drawing]:
    title = Phrase("没有修好的工单 {n} 张", "{n} to repair").format(n=len(page.repairs))
    rest = _Rest(_here(page, "songyu report care"), "张", _OF_BENCHES)
    things = _part(title, repair_columns(), page.repairs, rest, home)
    return [*things, Aside(TO_REPAIR)] if things else []


def _inspections(page: Today, home: str) -> list[Drawing]:
    """Name the first few: a whole town's benches may be due at once."""
    late = sum(_is_late(one) for one in page.inspections)
    title = Phrase(
        "{week} 天内该巡查的凳子 {n}，其中超期 {late} 张",
        "{n} to inspect within {week} days, {late} of them overdue",
    ).format(week=WEEK, n=benches_phrase(len(page.inspections)), late=late)
    rest = _Rest(_here(page, "songyu report care"), "张", _OF_BENCHES)
    things = _part(title, due_columns(page.inspections[:_OF_BENCHES]), page.inspections, rest, home)
    return [*things, Aside(TO_INSPECT)] if things else []


def _menu(page: Today) -> list[Drawing]:
    columns = [
        number_column("编号", "No.", "menu_item"),
        text_column("实事", "Item", "title"),
        Column(Phrase("应完成", "Ends"), lambda row: _left(date_phrase(row.ends_on), row.days_left), keep=True),
    ]
    title = Phrase("{week} 天内该完成的实事 {n} 项", "{n} of the menu ending within {week} days")
    title = title.format(week=WEEK, n=len(page.menu))
    return _part(title, columns, page.menu, _Rest(verbatim("songyu menu list"), "项"))


def _part(
    title: Phrase,
    columns: Sequence[Column],
    rows: Sequence[Any],
    rest: _Rest,
    home: str = "",
) -> list[Drawing]:
    if not rows:
        return []
    first = rows[: rest.shown]
    if hasattr(first[0], "unit"):
        columns = [columns[0], unit_column(first, home), *columns[1:]]
    things: list[Drawing] = [Heading(title), Table(columns, first)]
    if len(rows) > rest.shown:
        line = Phrase(f"还有 {{n}} {rest.of}：{{more}}", "…and {n} more: {more}")
        things.append(Aside(line.format(n=len(rows) - rest.shown, more=rest.command)))
    return things


def _here(page: Today, command: str) -> Phrase:
    """Return a command that shows the rest, of the same grid."""
    return verbatim(f"{command} --grid {page.grid}" if page.grid else command)


def _about(kinds: Choices) -> list[Column]:
    return [
        number_column("编号", "No.", "demand"),
        Column(Phrase("事项", "What"), lambda row: what(row.kind, row.quantity, kinds)),
        text_column("登记", "Registered", "registered_on", keep=True),
    ]


def _is_late(one: Owed | MenuDue | InspectionDue) -> bool:
    return one.days_left is not None and one.days_left < 0


def _due(row: Owed) -> Phrase:
    return (
        _left(verbatim(row.due), row.days_left) if row.due and row.days_left is not None else Phrase("没有约定", "none")
    )


def _left(day: Phrase, left: int) -> Phrase:
    if left < 0:
        return Phrase("{day}，超 {n}", "{day}, {n} over").format(day=day, n=numbered(-left, "天", "day"))
    if left == 0:
        return Phrase("{day}，今天", "{day}, today").format(day=day)
    return Phrase("{day}，还有 {n}", "{day}, {n} left").format(day=day, n=numbered(left, "天", "day"))
