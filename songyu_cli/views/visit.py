"""Rounds as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import HAZARD_KINDS, ROLES, SEVERITIES
from songyu_cli.domain.imports import fault_line
from songyu_cli.domain.visits import Visit
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Inside, Listing, Table
from songyu_cli.views.words import date_phrase, dotted, foot, number_column, numbered, text_column, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.visit_lines import Need, Sighting, VisitLine
    from songyu_cli.domain.visits import Asked, Call, FileTaken, Seen, SheetWritten, VisitStory
    from songyu_cli.domain.vocabulary import Choices

OPENING = (
    Phrase(
        "一行记一个单元，回车就存：12-3 11/2 凳 旧凳1 老人没处坐",
        "A line a stairwell, saved with Enter: 12-3 11/2 bench old-stool1 nowhere to sit",
    ),
    Phrase(
        "地址、60岁以上/80岁以上、需求、隐患、备注，除地址外都可以不写；数量写 凳2、凳 2 或 两张凳。"
        "u 撤销上一行，空行结束。",
        "Address, aged 60+/80+, needs, hazards, remark; all but the address may be left out. "
        "Numbers: bench2, bench 2. u takes a line back, an empty line ends.",
    ),
)
BEGINS = Phrase("走访：{what}", "Round: {what}")
PROMPT = Phrase("走访 {n}> ", "visit {n}> ")
NOTHING = Phrase("这次走访什么都没有记。", "Nothing was noted on this round.")
NONE_TO_UNDO = Phrase("这次走访没有可以撤的行了。", "There is no line of this round left to take back.")
GOES_ON = Phrase(
    "账本 {ledger}；每次 {undo} 撤销一行，从最后一行起。",
    "Ledger {ledger}; each {undo} takes one line back, the last one first.",
)


def begins(on: Date, grid: str | None, actor: Actor) -> Phrase:
    """Say on which day, in which grid and as whom the lines will be written."""
    role = Phrase("{role}（{alias}）", "{role} ({alias})") if actor.alias else Phrase("{role}", "{role}")
    who = role.format(role=ROLES.phrase(actor.role), alias=actor.alias)
    return BEGINS.format(what=dotted(on.phrase(), verbatim(grid) if grid else None, who))


def understood(line: Call | VisitLine, kinds: Choices, estate: str, *, leaving: bool = False) -> Phrase:
    """Return everything that was understood of a line; `estate` is the one that need not be said.

    What is `leaving` the office has no count of 80+.
    """
    place = verbatim(line.unit.short) if line.unit.estate == estate else line.unit.phrase()
    people = [verbatim(f"{band} {n}") for band, n in _people(line)[: 1 if leaving else None] if n is not None]
    parts = [
        _part(Phrase("{what}", "{what}"), people),
        _part(Phrase("需求 {what}", "asks for {what}"), [_asked(one, kinds) for one in line.needs]),
        _part(Phrase("隐患 {what}", "hazard {what}"), [_seen(one) for one in line.hazards]),
        _part(Phrase("备注 {what}", "remark {what}"), [verbatim(line.remark)] if line.remark else []),
    ]
    there = [part for part in parts if part] or [Phrase("到过，没有要记的", "called at, nothing to note")]
    what = Phrase("；".join(part.zh for part in there), "; ".join(part.en for part in there))
    return Phrase("{place}：{what}", "{place}: {what}").format(place=place, what=what)


def _people(line: Call | VisitLine) -> list[tuple[str, int | None]]:
    return [("60+", line.elderly_60), ("80+", line.elderly_80)]


def _part(line: Phrase, things: list[Phrase]) -> Phrase | None:
    return line.format(what=joined(things)) if things else None


def _asked(one: Asked | Need, kinds: Choices) -> Phrase:
    what = Phrase("{kind} {n}{number}", "{kind} {n}{number}")
    demand = getattr(one, "demand", None)
    number = Phrase("（第 {n} 号）", " (demand {n})").format(n=demand) if demand else Phrase("", "")
    return what.format(kind=kinds.phrase(one.kind), n=one.quantity, number=number)


def _seen(one: Seen | Sighting) -> Phrase:
    what = Phrase("{kind} {n}{severity}{number}", "{kind} {n}{severity}{number}")
    severity = verbatim("")
    if one.severity != "low":
        severity = Phrase(" {how}", " {how}").format(how=SEVERITIES.phrase(one.severity))
    hazard = getattr(one, "hazard", None)
    number = Phrase("（第 {n} 号）", " (no. {n})").format(n=hazard) if hazard else Phrase("", "")
    return what.format(kind=HAZARD_KINDS.phrase(one.kind), n=one.quantity, severity=severity, number=number)


def taken_back(text: str) -> Phrase:
    """Say which line was taken back."""
    return Phrase("已撤销：{line}", "Taken back: {line}").format(line=text)


def closed(visit: Visit) -> list[Drawing]:
    """Say what a round came to."""
    see = Phrase("查看：songyu visit show {n}", "To see it: songyu visit show {n}").format(n=visit.visit)
    return [Inside(_summary(visit), _summary(visit, leaving=True)), see]


def _summary(visit: Visit, *, leaving: bool = False) -> Phrase:
    head = Phrase("第 {n} 次走访（{on}）", "Round {n} ({on})").format(n=visit.visit, on=date_phrase(visit.visited_on))
    line = Phrase("{head}：{what}", "{head}: {what}")
    return line.format(head=head, what=_came_to(visit, leaving=leaving))


def _came_to(visit: Visit, *, leaving: bool = False) -> Phrase:
    people = Phrase("记了人数的 {n} 个：60+ {sixty}、80+ {eighty}", "{n} counted: 60+ {sixty}, 80+ {eighty}")
    if leaving:
        people = Phrase("记了人数的 {n} 个：60+ {sixty}", "{n} counted: 60+ {sixty}")
    sixty, eighty = ("—" if n is None else n for n in (visit.elderly_60, visit.elderly_80))
    return dotted(
        verbatim(visit.grid) if visit.grid else None,
        numbered(visit.stairwells, "个单元", "stairwell"),
        people.format(n=visit.counted, sixty=sixty, eighty=eighty) if visit.counted else None,
        numbered(visit.needs, "条需求", "demand"),
        numbered(visit.hazards, "处隐患", "hazard"),
    )


def file_taken(done: FileTaken, kinds: Choices, estate: str) -> list[Drawing]:
    """Show how the lines of a file were understood, what is wrong with the others, and what the round came to."""
    said: list[Drawing] = [
        Inside(understood(call, kinds, estate), understood(call, kinds, estate, leaving=True)) for call in done.calls
    ]
    said += done.notices
    said += [fault_line(error) for error in done.errors]
    if done.bad:
        said.append(Phrase("有问题、没有记的：{n} 处", "Faulty and left out: {n}").format(n=done.bad))
    if done.visit is None:
        return [*said, NOTHING]
    if done.dry_run:
        line = Phrase("试读：{what}；没有写入", "Dry run: {what}; nothing was written")
        came_to = (line.format(what=_came_to(done.visit, leaving=leaving)) for leaving in (False, True))
        return [*said, Inside(*came_to)]
    return [*said, *closed(done.visit)]


def listing(found: Sequence[Visit]) -> Listing:
    """Return rounds as a listing."""
    empty = Phrase(
        "还没有走访记录。逐行记：songyu visit；打印走访表：songyu visit sheet",
        "No rounds yet. To note one line by line: songyu visit; to print a sheet: songyu visit sheet",
    )
    return Listing(found, Visit, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw the rounds with their number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("次", "No.", "visit"),
        text_column("日期", "Date", "visited_on", keep=True),
        text_column("网格", "Grid", "grid"),
        Column(Phrase("角色", "Role"), lambda visit: ROLES.phrase(visit.role)),
        number_column("单元", "Stairwells", "stairwells"),
        number_column("需求", "Demands", "needs"),
        number_column("隐患", "Hazards", "hazards"),
    )
    summary = dotted(
        numbered(len(found.rows), "次走访", "round"),
        numbered(sum(visit.needs for visit in found.rows), "条需求", "demand"),
        numbered(sum(visit.hazards for visit in found.rows), "处隐患", "hazard"),
    )
    return [Table(columns, found.rows), Aside(summary)]


def story(told: VisitStory, kinds: Choices) -> list[Drawing]:
    """Draw one round and every stairwell that it called at."""
    visit = told.visit
    head = Phrase("第 {n} 次走访（{on}，{role}）", "Round {n} ({on}, {role})").format(
        n=visit.visit, on=date_phrase(visit.visited_on), role=ROLES.phrase(visit.role)
    )
    columns = (
        unit_column(told.calls),
        number_column("60+", "60+", "elderly_60"),
        number_column("80+", "80+", "elderly_80", internal=True),
        Column(Phrase("需求", "Demands"), lambda call: _listed([_asked(one, kinds) for one in call.needs])),
        Column(Phrase("隐患", "Hazards"), lambda call: _listed([_seen(one) for one in call.hazards])),
        text_column("备注", "Remark", "remark"),
    )
    return [head, Table(columns, told.calls), Inside(_foot(told), _foot(told, leaving=True))]


def _foot(told: VisitStory, *, leaving: bool = False) -> Aside:
    return foot(told.calls, _came_to(told.visit, leaving=leaving))


def _listed(things: list[Phrase]) -> Phrase | None:
    return joined(things) if things else None


def sheet_written(done: SheetWritten) -> list[Drawing]:
    """Say where the sheet is and what to do with it."""
    said = Phrase("已写到 {file}：{what}", "Written to {file}: {what}")
    of = verbatim(done.grid) if done.grid else Phrase("全部网格", "all grids")
    what = dotted(of, numbered(done.stairwells, "个单元", "stairwell"))
    then = Phrase("填好后：songyu visit import {file}", "Once filled in: songyu visit import {file}")
    return [said.format(file=done.file, what=what), then.format(file=done.file)]
