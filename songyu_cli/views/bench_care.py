"""Inspections and repairs as people read them, and what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import INSPECTION_RESULTS
from songyu_cli.domain.inspections import SHIFTED, fault_words
from songyu_cli.domain.money import money_phrase
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.bench_install import settled
from songyu_cli.views.words import benches_phrase, date_phrase, dotted, enumerated, maybe, ranged_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.inspections import Inspected, InspectedBench, LeftOut
    from songyu_cli.domain.repairs import Repair, Repaired
    from songyu_cli.views.drawing import Drawing

_NOTHING = Phrase("", "")
_TO_MOVE = (SHIFTED, "in_the_way")  # what is wrong with the place and not with the bench
_LEFT_OUT = {
    "inspected": Phrase("当天巡查过，没有再记：{tags}", "Inspected that day already, not written again: {tags}"),
    "out_of_use": Phrase(
        "停用中，没有记完好：{tags}。能坐了：songyu bench use {first}",
        "Out of use, not called good: {tags}. Once it can be used: songyu bench use {first}",
    ),
    "repair": Phrase(
        "工单没有了结，没有记完好：{tags}。修好了：songyu bench repair {first}",
        "With an open work order, not called good: {tags}. Once repaired: songyu bench repair {first}",
    ),
}


def inspected(done: Inspected) -> list[Drawing]:
    """Say what was written of which benches, what follows from it, and what to type next."""
    if not done.benches:
        return [Phrase("没有记新的巡查。", "No inspection was written."), *_left_out(done.left_out)]
    result = INSPECTION_RESULTS.phrase(done.result)
    if done.faults:
        result = Phrase("{result}（{faults}）", "{result} ({faults})").format(
            result=result, faults=fault_words(done.faults)
        )
    head = Phrase("已巡查 {n}（{on}）：{result}", "Inspected {n} ({on}): {result}").format(
        n=benches_phrase(len(done.benches)), on=date_phrase(done.inspected_on), result=result
    )
    lines = _good(done) if done.result == "good" else [_followed(bench) for bench in done.benches]
    assumed = Phrase(
        "没写结果，按需维修记；不能坐了就撤销，改写 --result 停用",
        "No result was given: written as needing repair; if nobody can sit on it, undo and give --result out-of-use",
    )
    return [head, *lines, *([assumed] if done.assumed and done.faults else []), *_next(done), *_left_out(done.left_out)]


def _good(done: Inspected) -> list[Phrase]:
    """Return the good benches in one line: they are many, and nothing follows."""
    due = {bench.next_due for bench in done.benches if bench.state != "retired"}
    until = Phrase("下次巡查不晚于 {on}", "inspect again by {on}").format(on=date_phrase(max(due, default=None)))
    places = dict.fromkeys(bench.unit for bench in done.benches)
    where = next(iter(places)).phrase() if len(places) == 1 else None
    line = dotted(ranged_tags(bench.tag for bench in done.benches), where, until if len(due) == 1 else None)
    return [Phrase("  {line}", "  {line}").format(line=line)]


def _followed(bench: InspectedBench) -> Phrase:
    stopped = Phrase("已停用", "out of use now") if bench.stopped else None
    order = Phrase("原有第 {n} 号工单还没了结", "work order {n} is open already")
    if bench.opened:
        order = Phrase("开了第 {n} 号维修工单", "work order {n} opened")
    said = dotted(bench.unit.phrase(), stopped, order.format(n=bench.repair))
    return Phrase("  {tag} · {said}", "  {tag} · {said}").format(tag=bench.tag, said=said)


def _next(done: Inspected) -> list[Phrase]:
    if done.result == "good":
        return [
            _not_yet(bench)
            for bench in done.benches
            if bench.state != "retired" and (bench.repair or bench.state == "out_of_use")
        ]
    first = done.benches[0].tag
    if done.result == "missing":
        line = Phrase(
            "找到、装回了：songyu bench repair {tag}；找不到了：songyu bench retire {tag} --reason 缺失；"
            "换新：songyu bench replace {tag} --reason 缺失",
            "Found and put back: songyu bench repair {tag}; gone for good: songyu bench retire {tag} --reason missing; "
            "a new one: songyu bench replace {tag} --reason missing",
        )
        return [line.format(tag=first)]
    mend = Phrase(
        "修好以后：songyu bench repair {tag} --text 修了什么 --by 谁修的",
        "Once repaired: songyu bench repair {tag} --text WHAT --by WHOM",
    )
    move = Phrase(
        "换了地方：songyu bench move {tag} 单元 --reason 理由",
        "If its place changes: songyu bench move {tag} UNIT --reason WHY",
    )
    misplaced = any(fault in _TO_MOVE for fault in done.faults)
    return [line.format(tag=first) for line in (mend, *([move] if misplaced else []))]


def _not_yet(bench: InspectedBench) -> Phrase:
    """Say that a good look does not mend a bench, nor put it to use."""
    if bench.repair:
        line = Phrase(
            "{tag} 的第 {n} 号工单还没了结{state}。修好了：songyu bench repair {tag}",
            "Work order {n} of {tag} is still open{state}. Once repaired: songyu bench repair {tag}",
        )
        state = Phrase("，仍然停用", ", and it is still out of use") if bench.state == "out_of_use" else _NOTHING
        return line.format(tag=bench.tag, n=bench.repair, state=state)
    line = Phrase(
        "{tag} 仍然停用。能坐了：songyu bench use {tag}",
        "{tag} is still out of use. Once it can be used: songyu bench use {tag}",
    )
    return line.format(tag=bench.tag)


def _left_out(found: Sequence[LeftOut]) -> list[Phrase]:
    said = []
    for why, line in _LEFT_OUT.items():
        tags = [one.tag for one in found if one.why == why]
        if tags:
            said.append(line.format(tags=ranged_tags(tags), first=tags[0]))
    return said


def repaired(done: Repaired) -> list[Drawing]:
    """Say what became of a work order, and of the bench."""
    repair = done.repair
    if not repair.done_on:
        head = Phrase("第 {n} 号工单：{tag}（{unit}），{on}开", "Work order {n}: {tag} ({unit}), opened {on}")
        if done.opened:
            head = Phrase("已开第 {n} 号维修工单：{tag}（{unit}），{on}", "Opened work order {n}: {tag} ({unit}), {on}")
        day = repair.opened_on
    else:
        head = Phrase(
            "已修好 {tag}（{unit}，{on}），第 {n} 号工单了结", "Repaired {tag} ({unit}, {on}); order {n} is done"
        )
        if done.opened:
            head = Phrase(
                "已修好 {tag}（{unit}，{on}），记作第 {n} 号", "Repaired {tag} ({unit}, {on}), kept as order {n}"
            )
        day = repair.done_on
    head = head.format(n=repair.repair, tag=repair.tag, unit=repair.unit.phrase(), on=date_phrase(day))
    work = dotted(*about(repair))
    said = [work] if work.zh else []
    lines = [Phrase("  {line}", "  {line}").format(line=line) for line in (*said, *map(settled, done.settled))]
    return [head, *lines, *_after(done)]


def _after(done: Repaired) -> list[Phrase]:
    tag = done.repair.tag
    later = Phrase("重开在修好之后、仍未落实的需求：{list}", "Opened again after that, and still open: demand {list}")
    waiting = [later.format(list=enumerated(done.asked_later))] if done.asked_later else []
    if done.in_use_again:
        return [Phrase("{tag} 恢复在用", "{tag} is in use again").format(tag=tag), *waiting]
    if not done.repair.done_on:
        line = Phrase("修好以后：songyu bench repair {tag}", "Once repaired: songyu bench repair {tag}")
        return [line.format(tag=tag)]
    if done.state == "out_of_use":
        line = Phrase(
            "{tag} 仍然停用。能坐了：songyu bench use {tag}", "{tag} stays out of use; later: songyu bench use {tag}"
        )
        return [line.format(tag=tag)]
    return waiting


def about(repair: Repair) -> list[Phrase | None]:
    """Return what a work order says: the work, by whom, the cost."""
    return [
        work_of(repair),
        maybe("由{value}", "by {value}", repair.by_whom),
        money_phrase(repair.fen) if repair.fen is not None else None,
    ]


def work_of(repair: Repair) -> Phrase | None:
    """Return what is to be mended: in words, else as the inspection found it, if anything was said at all."""
    if repair.what:
        return verbatim(repair.what)
    if repair.faults:
        return fault_words(repair.faults)
    return INSPECTION_RESULTS.phrase(repair.result) if repair.result in ("out_of_use", "missing") else None
