"""Meetings as people read them; a meeting's minutes fit on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import ATTENDEES, MEETING_KINDS, VERDICTS
from songyu_cli.domain.meetings import Item, Meeting
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Listing, Table
from songyu_cli.views.words import dotted, maybe, number_column, numbered, text_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.meetings import Minutes, Noted
    from songyu_cli.domain.vocabulary import Choices

KIND = Column(Phrase("类别", "Kind"), lambda meeting: MEETING_KINDS.phrase(meeting.kind))
HELD = text_column("日期", "Date", "held_on", keep=True)


def listing(found: Sequence[Meeting]) -> Listing:
    """Return meetings as a listing."""
    empty = Phrase(
        "没有符合条件的会议。登记一次：songyu meeting add --kind 联系日 --present 网格员=3 --present 居民=12",
        "No such meetings. To write one down: "
        "songyu meeting add --kind liaison-day --present grid-worker=3 --present resident=12",
    )
    return Listing(found, Meeting, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw the meetings with their number and the people of all of them at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("编号", "No.", "meeting"),
        HELD,
        KIND,
        text_column("地点", "Place", "place"),
        text_column("主题", "Topic", "topic"),
        number_column("人次", "People", "people"),
        number_column("议题", "Items", "items"),
    )
    people = sum(meeting.people or 0 for meeting in found.rows)
    summary = Phrase("{n}会议，{people}", "{n}, {people}").format(
        n=numbered(len(found.rows), "次", "meeting"), people=numbered(people, "人次", "attendance")
    )
    return [Table(columns, found.rows), Aside(summary)]


def added(told: Minutes) -> list[Drawing]:
    """Say which meeting was written down, and how to note what it spoke about."""
    said = Phrase("已登记第 {n} 号会议：{about}", "Wrote down meeting {n}: {about}")
    return [*_meeting(told, said), _to_note(told.meeting)]


def edited(told: Minutes) -> list[Drawing]:
    """Say how a meeting reads now."""
    return _meeting(told, Phrase("第 {n} 号会议现在是：{about}", "Meeting {n} now reads: {about}"))


def noted(done: Noted, kinds: Choices) -> list[Drawing]:
    """Say what was noted, what that replaced, and who waits for an answer."""
    head = Phrase("第 {n} 号会议（{about}）：", "Meeting {n} ({about}):")
    said: list[Drawing] = [head.format(n=done.meeting.meeting, about=_about(done.meeting))]
    shared = _one_estate(done.items)
    for item in done.items:
        line = Phrase("  {n}. {subject}：{decision}{note}", "  {n}. {subject}: {decision}{note}")
        note = _note(item)
        said.append(
            line.format(
                n=item.item,
                subject=_subject(item, kinds, shared=shared),
                decision=_decision(item),
                note=Phrase("；{note}", "; {note}").format(note=note) if note else verbatim(""),
            )
        )
    said += [Phrase("原来写的是：{was}", "It said: {was}").format(was=was) for was in done.replaced]
    return [*said, *_to_answer(done.meeting, done.to_answer)]


def minutes(told: Minutes, kinds: Choices) -> list[Drawing]:
    """Draw a meeting's minutes."""
    head = Phrase("第 {n} 号会议：{about}", "Meeting {n}: {about}")
    about = head.format(n=told.meeting.meeting, about=_about(told.meeting))
    things: list[Drawing] = [Heading(about), *_topic(told.meeting), _present(told)]
    if not told.items:
        return [*things, _to_note(told.meeting)]
    shared = _one_estate(told.items)
    columns = (
        number_column("", "", "item"),
        Column(Phrase("议题", "Item"), lambda item: _subject(item, kinds, shared=shared)),
        Column(Phrase("决定", "Decision"), _decision),
        Column(Phrase("理由和结果", "Reason and outcome"), lambda item: _note(item) or verbatim("")),
    )
    return [
        *things,
        Heading(Phrase("议题和决定", "Items and decisions")),
        Table(columns, told.items),
        Aside(_sums(told.items)),
        *_to_answer(told.meeting, told.to_answer, all_told=any(item.demand for item in told.items)),
    ]


def ranged(numbers: Iterable[int]) -> list[str]:
    """Return numbers as they are typed: three or more in a row as 20-24."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        word
        for run in runs
        for word in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run))  # noqa: PLR2004  two are two words
    ]


def _meeting(told: Minutes, said: Phrase) -> list[Drawing]:
    return [
        said.format(n=told.meeting.meeting, about=_about(told.meeting)),
        *_topic(told.meeting),
        _present(told),
    ]


def _about(meeting: Meeting) -> Phrase:
    return dotted(
        MEETING_KINDS.phrase(meeting.kind), meeting.held_on.phrase(), maybe("{value}", "{value}", meeting.place)
    )


def _topic(meeting: Meeting) -> list[Drawing]:
    said = maybe("主题：{value}", "Topic: {value}", meeting.topic)
    return [said] if said else []


def _present(told: Minutes) -> Phrase:
    if not told.present:
        return Phrase(
            "到场人数没有记。补记：songyu meeting edit {n} --present 网格员=3",
            "Nobody was counted. To do so: songyu meeting edit {n} --present grid-worker=3",
        ).format(n=told.meeting.meeting)
    roles = joined(
        [
            Phrase("{role} {n}", "{role} {n}").format(role=ATTENDEES.phrase(one.role), n=one.people)
            for one in told.present
        ]
    )
    said = Phrase("到场 {n} 人：{roles}", "{n} present: {roles}")
    return said.format(n=told.meeting.people, roles=roles)


def _to_note(meeting: Meeting) -> Phrase:
    return Phrase(
        "记议题：songyu meeting item {n} 需求编号 --accept；或 --question 停车位 --outcome 结果",
        "To note what was said: songyu meeting item {n} DEMAND --accept; or --question parking --outcome TEXT",
    ).format(n=meeting.meeting)


def _one_estate(items: Sequence[Item]) -> bool:
    return len({item.unit.estate for item in items if item.unit}) <= 1


def _subject(item: Item, kinds: Choices, *, shared: bool) -> Phrase:
    """Return what was spoken about; stairwells go without their estate where all of them share it."""
    if item.question is not None:
        return verbatim(item.question)
    if item.menu_item is not None:
        return Phrase("菜单 {n} · {title}", "Menu {n} · {title}").format(n=item.menu_item, title=item.title)
    times = f" ×{item.quantity}" if (item.quantity or 1) > 1 else ""
    unit = "" if item.unit is None else item.unit.short if shared else item.unit.estate + item.unit.short
    return Phrase("{unit} · {kind}{times}（需求 {n}）", "{unit} · {kind}{times} (demand {n})").format(
        n=item.demand, unit=unit, kind=kinds.phrase(item.kind or ""), times=times
    )


def _decision(item: Item) -> Phrase:
    return VERDICTS.phrase(item.verdict) if item.verdict else Phrase("讨论", "discussed")


def _note(item: Item) -> Phrase | None:
    reason = maybe("理由：{value}", "because: {value}", item.reason)
    outcome = verbatim(item.outcome) if item.outcome else None
    if reason and outcome:
        return Phrase("{reason}；{outcome}", "{reason}; {outcome}").format(reason=reason, outcome=outcome)
    return reason or outcome


def _sums(items: Sequence[Item]) -> Phrase:
    verdicts = [item.verdict for item in items]
    parts = [
        (len(items), Phrase("议题 {n} 个", "{n} items") if len(items) > 1 else Phrase("议题 {n} 个", "{n} item")),
        (verdicts.count("accepted"), Phrase("采纳 {n} 件", "{n} accepted")),
        (verdicts.count("declined"), Phrase("不予采纳 {n} 件", "{n} declined")),
        (verdicts.count(None), Phrase("讨论 {n} 件", "{n} discussed")),
    ]
    return joined([said.format(n=n) for n, said in parts if n])


def _to_answer(meeting: Meeting, demands: Sequence[int], *, all_told: bool = False) -> list[Drawing]:
    if not demands:
        return [Phrase("议过的需求都已答复。", "Those who asked have all been answered.")] if all_told else []
    words = ranged(demands)
    waiting = Phrase("还要答复：{list}", "Still to be answered: {list}")
    command = verbatim("  songyu demand reply {typed} --how meeting --on {on}")
    return [
        waiting.format(list=joined([verbatim(word) for word in words])),
        command.format(typed=" ".join(words), on=meeting.held_on),
    ]
