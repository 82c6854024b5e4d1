"""The stories of a batch and of a partner as people read them: what happened by day, and what became of the benches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import BENCH_STATES, GRADES, INSPECTION_RESULTS, PARTNER_ROLES
from songyu_cli.domain.money import money_phrase
from songyu_cli.domain.stairwells import address_of
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Table
from songyu_cli.views.trace import SAID, events_table
from songyu_cli.views.trace_lines import RESOLVED, Known
from songyu_cli.views.words import (
    benches_phrase,
    date_phrase,
    dotted,
    enumerated,
    maybe,
    number_column,
    numbered,
    typed_unit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.followups import FollowupFigures
    from songyu_cli.domain.trace import BatchTrace, Event, Group, InState, Outcome, PartnerTrace, Place
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.views.trace_lines import Said

_FEW = 5  # tags or numbers that a line may name
_NOT_BY_GRID = Phrase("未分网格", "no grid")
_REPLACED = Phrase("已更换", "replaced")


def batch_page(told: BatchTrace, kinds: Choices, home: str) -> list[Drawing]:
    """Draw a batch's story; `home` is the estate in which a short address is enough to type."""
    batch = told.batch
    head = Phrase(
        "第{batch}批 · {state} · 计划 {planned}，已装 {installed} 张",
        "Batch {batch} · {state} · {planned} planned, {installed} installed",
    ).format(
        batch=batch.batch,
        state=Phrase("{on}关闭", "closed {on}").format(on=date_phrase(batch.closed_on))
        if batch.closed_on
        else Phrase("进行中", "open"),
        planned=benches_phrase(batch.planned),
        installed=batch.installed,
    )
    known = Known(kinds, home)
    page: list[Drawing] = [Heading(head), events_table(told.events, known, _SUMMED)]
    if told.outcome.benches:
        page += _became(told.outcome)
    elif not told.missing and not batch.closed_on:
        none = Phrase(
            "还没有装过，也没有安排。规划：songyu batch plan {n}；装好了记：songyu bench install 12-3 --batch {n}",
            "Nothing is installed or planned yet. Plan: songyu batch plan {n}; "
            "installed: songyu bench install 12-3 --batch {n}",
        )
        page.append(none.format(n=batch.batch))
    return page + _missing(told.missing, batch.batch, home)


def partner_page(told: PartnerTrace, kinds: Choices, home: str) -> list[Drawing]:
    """Draw a partner's story."""
    partner = told.partner
    head = Heading(
        dotted(verbatim(partner.name), PARTNER_ROLES.phrase(partner.role), maybe("{value}", "{value}", partner.note))
    )
    if not told.events and not told.outcome.benches:
        empty = Phrase(
            "还没有记过捐赠，也没有它的凳。记捐赠：songyu partner pledge {n}；"
            "记到凳上：songyu bench edit 凳号 --partner {n}",
            "No gift and no bench of theirs is written down. A gift: songyu partner pledge {n}; "
            "a bench: songyu bench edit TAG --partner {n}",
        )
        return [head, empty.format(n=partner.partner)]
    page: list[Drawing] = [head, events_table(told.events, Known(kinds, home), _SUMMED)]
    if not any(event.what in ("pledged", "received") for event in told.events):
        page.append(Aside(Phrase("捐了什么、什么时候：未载明。", "What was given, and when: not stated.")))
    if not told.outcome.benches:
        line = Phrase(
            "还没有记着是它的凳：songyu bench edit 凳号 --partner {n}",
            "No bench of theirs is written down: songyu bench edit TAG --partner {n}",
        )
        return [*page, line.format(n=partner.partner)]
    return page + _became(told.outcome)


def _state(one: InState) -> Phrase:
    return _REPLACED if one.state == "replaced" else BENCH_STATES.phrase(one.state)


def _became(outcome: Outcome) -> list[Drawing]:
    """Draw how benches stand now, where, what inspections found, and what residents say."""
    things: list[Drawing] = [Heading(Phrase("这些凳子现在", "The benches now")), _states(outcome.benches)]
    if outcome.places:
        things += [Heading(Phrase("在哪里", "Where they stand")), _places(outcome.places)]
    things.append(Heading(Phrase("巡查和维修", "Inspections and repairs")))
    things += [*_inspections(outcome.inspections), *_repairs(outcome)]
    return [*things, Heading(Phrase("居民怎么说", "What residents say")), *_answers(outcome)]


def _states(rows: Sequence[InState]) -> Table:
    columns = (
        Column(Phrase("批次", "Batch"), lambda one: Phrase("第{n}批", "{n}").format(n=one.batch), keep=True),
        Column(Phrase("状态", "State"), _state),
        number_column("张数", "Benches", "n"),
        Column(Phrase("凳号", "Tags"), lambda one: _few(one.tags)),
    )
    return Table(columns, rows)


def _places(rows: Sequence[Place]) -> Table:
    columns = (
        Column(Phrase("网格", "Grid"), lambda one: verbatim(one.grid) if one.grid else _NOT_BY_GRID),
        number_column("单元", "Stairwells", "units"),
        number_column("凳", "Benches", "benches"),
    )
    return Table(columns, rows)


def _few(names: Sequence[str]) -> Phrase:
    shown = joined([verbatim(name) for name in names[:_FEW]])
    return Phrase("{shown}…", "{shown}…").format(shown=shown) if len(names) > _FEW else shown


def _numbers(ids: Sequence[int]) -> Phrase:
    return Phrase("（#{ids}）", " (#{ids})").format(ids=enumerated(ids, _FEW)) if ids else verbatim("")


def _inspections(groups: Sequence[Group]) -> list[Drawing]:
    """Say how many inspections there were, by result, and which benches were found bad or never looked at."""
    done = [group for group in groups if group.what != "never"]
    parts = []
    for group in done:
        named = verbatim("") if group.what == "good" else Phrase("（{t}）", " ({t})").format(t=_few(group.ids))
        line = Phrase("{result} {n}{named}", "{result} {n}{named}")
        parts.append(line.format(result=INSPECTION_RESULTS.phrase(group.what), n=group.n, named=named))
    lines: list[Drawing] = []
    if done:
        line = Phrase("巡查 {n}：{parts}", "{n}: {parts}")
        times = numbered(sum(group.n for group in done), "次", "inspection")
        lines.append(line.format(n=times, parts=joined(parts)))
    for group in groups:
        if group.what == "never" and group.n:
            never = Phrase("从没巡查过：{n}（{tags}）", "Never inspected: {n} ({tags})")
            lines.append(never.format(n=benches_phrase(group.n), tags=_few(group.ids)))
    return lines


def _repairs(outcome: Outcome) -> list[Drawing]:
    if not outcome.repairs:
        return [Phrase("没有维修。", "No repairs.")]
    words = {
        "open": Phrase("没了结 {n}（{tags}）", "{n} open ({tags})"),
        "done": Phrase("修好 {n}", "{n} done"),
        "dropped": Phrase("没修就拆了 {n}（{tags}）", "{n} retired instead ({tags})"),
    }
    parts = [words[group.what].format(n=group.n, tags=_few(group.ids)) for group in outcome.repairs]
    cost = None if outcome.fen is None else money_phrase(outcome.fen)
    spent = None if cost is None else Phrase("记下的花费 {cost}", "known cost {cost}").format(cost=cost)
    return [dotted(Phrase("维修：{parts}", "Repairs: {parts}").format(parts=joined(parts)), spent)]


def _answers(outcome: Outcome) -> list[Drawing]:
    """Say which demands the benches answer and what was said about them in follow-ups."""
    if not outcome.demands:
        return [Phrase("这些凳没有对应的需求。", "They answer no demand on record.")]
    line = Phrase("落实需求 {n}{ids}", "{n} answered{ids}")
    n = numbered(len(outcome.demands), "条", "demand")
    lines: list[Drawing] = [line.format(n=n, ids=_numbers(outcome.demands))]
    said = outcome.followups
    if said.asked.n:
        lines.append(_followed_up(said))
    if said.to_ask.n:
        ask = Phrase("办结后还没有回访到的：{n}{ids}", "Done, and nobody reached since: {n}{ids}")
        command = Phrase(
            "  songyu demand followup {first} --resolved 是", "  songyu demand followup {first} --resolved yes"
        )
        n = numbered(said.to_ask.n, "条", "demand")
        lines += [ask.format(n=n, ids=_numbers(said.to_ask.ids)), command.format(first=said.to_ask.ids[0])]
    return lines


def _followed_up(said: FollowupFigures) -> Phrase:
    resolved = said.figures[0]
    left = [number for number in resolved.denominator_ids if number not in resolved.numerator_ids]
    parts = [
        line.format(n=len(ids), what=RESOLVED[answer], ids=_numbers(ids))
        for answer, ids, line in (
            ("yes", resolved.numerator_ids, Phrase("{what} {n}", "{n} {what}")),
            ("no", left, Phrase("{what} {n}{ids}", "{n} {what}{ids}")),
        )
        if ids
    ]
    grades = [
        Phrase("{grade} {n}", "{n} {grade}").format(grade=GRADES.phrase(one.grade), n=one.n)
        for one in said.grades
        if one.n
    ]
    reached = Phrase("回访 {asked} 条，联系上 {reached} 条", "{asked} followed up, {reached} reached")
    return dotted(
        reached.format(asked=said.asked.n, reached=said.reached.n),
        joined(parts) if parts else None,
        joined(grades) if grades else None,
    )


def _missing(groups: Sequence[Group], batch: int, home: str) -> list[Drawing]:
    """Say what a batch lacks, each with what to type."""
    things: list[Drawing] = []
    for group in groups:
        said, command = _MISSING[group.what]
        names = [typed_unit(address_of(key), home) for key in group.ids] if group.what == "not_installed" else group.ids
        things.append(said.format(n=benches_phrase(group.n), names=_few(names)))
        things.append(Phrase("  {command}", "  {command}").format(command=command.format(first=names[0], batch=batch)))
    return [Heading(Phrase("还缺的", "What is missing")), *things] if things else []


_MISSING = {
    "not_installed": (
        Phrase("安排了还没装：{n}（{names}）", "Planned and not installed: {n} ({names})"),
        verbatim("songyu bench install {first} --batch {batch}"),
    ),
    "pending": (
        Phrase("装了还没投用：{n}（{names}）", "Installed and not in use yet: {n} ({names})"),
        verbatim("songyu bench use {first}"),
    ),
    "out_of_use": (
        Phrase("停用着：{n}（{names}）", "Out of use: {n} ({names})"),
        verbatim("songyu bench repair {first}"),
    ),
    "open_repairs": (
        Phrase("有维修工单没了结：{n}（{names}）", "With an open work order: {n} ({names})"),
        verbatim("songyu bench repair {first}"),
    ),
    "no_partner": (
        Phrase("捐赠单位未载明：{n}（{names}）", "Who gave them is not stated: {n} ({names})"),
        Phrase("songyu bench edit {first} --partner 单位", "songyu bench edit {first} --partner PARTNER"),
    ),
}


def _by_day(zh: str, en: str) -> Said:
    def said(event: Event, _: Known) -> Phrase:
        facts = event.facts
        grids = [
            Phrase("{grid} {n}", "{grid} {n}").format(grid=one["grid"] or _NOT_BY_GRID, n=one["benches"])
            for one in facts["grids"]
        ]
        line = Phrase(zh, en).format(batch=facts["batch"], n=benches_phrase(facts["benches"]))
        replacements = maybe("其中更换 {value} 张", "{value} in place of others", facts["replacements"] or None)
        tags = _few(facts["tags"]) if facts["benches"] <= _FEW else None
        return dotted(line, joined(grids), replacements, tags)

    return said


def _allocated(event: Event, _: Known) -> Phrase:
    line = Phrase("第{batch}批安排 {n}，{units}", "Batch {batch} plans {n} at {units}")
    units = numbered(event.facts["units"], "个单元", "stairwell")
    return line.format(batch=event.facts["batch"], n=benches_phrase(event.facts["quantity"]), units=units)


_SUMMED: dict[str, Said] = {
    **SAID,
    "allocated": _allocated,
    "installed": _by_day("第{batch}批安装 {n}", "Batch {batch}: {n} installed"),
    "in_use": _by_day("第{batch}批投用 {n}", "Batch {batch}: {n} put to use"),
    "in_use_again": _by_day("第{batch}批重新投用 {n}", "Batch {batch}: {n} in use again"),
    "out_of_use": _by_day("第{batch}批停用 {n}", "Batch {batch}: {n} out of use"),
    "retired": _by_day("第{batch}批拆除 {n}", "Batch {batch}: {n} retired"),
}
