"""The plan of a batch as people read it: who gets a bench by which rule, and what the plan leaves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from songyu_cli.domain.plan import PINNED, Planned
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Listing, Table
from songyu_cli.views.plan_explained import BY, RULES, explained, rule_of
from songyu_cli.views.words import (
    UNIT,
    benches_phrase,
    date_phrase,
    dotted,
    enumerated,
    foot,
    number_column,
    numbered,
    typed_unit,
    unit_column,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.plan import Picked, Plan
    from songyu_cli.domain.stairwells import Address

_NOBODY = Phrase(
    "底账是空的。导入：songyu unit import 底账.xlsx",
    "The register is empty. To take one in: songyu unit import REGISTER.xlsx",
)
_NONE_GIVEN = Phrase("一张也没有排出去。", "No bench could be given.")
_UNPINNED = Phrase(
    "上次指定、这次没有：{those}；还要就加 --pin", "Pinned last time and not now: {those}; to keep it add --pin"
)
_UNSKIPPED = Phrase(
    "上次跳过、这次没有：{those}；还要就加 --skip", "Skipped last time and not now: {those}; to keep it add --skip"
)
_LINE = 72  # columns of a line of names
_BARE_SHOWN = 36  # stairwells named where nobody asked for all


def rows(made: Plan) -> Listing:
    """Return the benches of a plan alone, a row each."""
    return Listing(made.plan, Planned, _NONE_GIVEN)


def page(made: Plan, home: str, *, explain: bool) -> list[Drawing]:
    """Draw a plan; with `explain` each bench with its rule, its numbers and the runner-up.

    `home` is the estate that goes unnamed.
    """
    things: list[Drawing] = [Heading(_title(made)), *_asides(made, home)]
    if not made.units:
        return [*things, _NOBODY]
    if made.plan:
        things += explained(made, home) if explain else [_table(made.plan, home)]
        things.append(foot(made.plan, _summary(made.plan)))
    return [
        *things,
        *_unallocated(made),
        *_bare(made, home, most=None if explain else _BARE_SHOWN),
        *_unplanned(made, home),
        *_unknown(made, home),
        *_next(made, explain=explain),
    ]


def _title(made: Plan) -> Phrase:
    line = Phrase("第{batch}批规划：{n}，按{by}人数{most}", "Plan of batch {batch}: {n}, by {by}{most}")
    most = Phrase("，一个单元最多 {m} 张", ", at most {m} at one stairwell").format(m=made.max_per_unit)
    return line.format(
        batch=made.batch,
        n=benches_phrase(made.benches),
        by=BY[made.weight],
        most=most if made.max_per_unit else Phrase("", ""),
    )


def _asides(made: Plan, home: str) -> list[Drawing]:
    """Say what the plan sets out from: benches taken back, and stairwells that a person skipped."""
    things: list[Drawing] = []
    if made.taken_back:
        line = Phrase("这批已分配、还没装的 {n}{back}。", "{n} allocated and not up yet {back}.")
        back = Phrase("先收回重排", "would be taken back first")
        if made.saved:
            back = Phrase("已收回重排", "taken back first")
        things.append(line.format(n=benches_phrase(made.taken_back), back=back))
    for lost, line in ((made.unpinned, _UNPINNED), (made.unskipped, _UNSKIPPED)):
        if lost:
            things.append(line.format(those=joined([_skipped(one, home) for one in lost])))
    if made.skipped:
        line = Phrase("这次不给：{those}", "Given none this time: {those}")
        things.append(line.format(those=joined([_skipped(one, home) for one in made.skipped])))
    return things


def _skipped(one: Picked, home: str) -> Phrase:
    line = Phrase("{unit}（{reason}）", "{unit} ({reason})")
    return line.format(unit=typed_unit(one.unit, home), reason=verbatim(one.reason))


def _table(given: Sequence[Planned], home: str) -> Table:
    floors = any(one.floors is not None for one in given)
    columns = [
        number_column("顺序", "No.", "order"),
        unit_column(given, home),
        Column(Phrase("规则", "Rule"), rule_of),
        number_column("60+", "60+", "elderly"),
        number_column("80+", "80+", "elderly_80", internal=True),
        *([number_column("层数", "Floors", "floors")] if floors else []),
        number_column("已有凳子", "Benches", "benches_before"),
    ]
    return Table(columns, given)


def _summary(given: Sequence[Planned]) -> Phrase:
    by_rule = Counter(one.stage for one in given)
    said = [
        Phrase("{rule}：{n} 张", "{rule}: {n}").format(
            rule=RULES[stage] if stage == PINNED else Phrase(f"规则 {stage}", f"rule {stage}"), n=by_rule[stage]
        )
        for stage in sorted(by_rule)
    ]
    total = Phrase("排了 {n}，{places}", "{n} at {places}").format(
        n=benches_phrase(len(given)), places=numbered(len({one.unit for one in given}), "个单元", "stairwell")
    )
    return dotted(total, joined(said))


def _unallocated(made: Plan) -> list[Drawing]:
    things: list[Drawing] = [] if made.plan else [_NONE_GIVEN]
    if made.unallocated:
        line = Phrase(
            "有 {n}没有排出去：按规则没有能再给的单元了。", "{n} not given: by the rules no stairwell may get another."
        )
        things.append(line.format(n=benches_phrase(made.unallocated)))
    over = 0 if made.free is None else made.benches - max(0, made.free)
    if over > 0:
        line = Phrase(
            "第{batch}批只剩 {free}没有分配，这里多了 {n}{hint}。", "Batch {batch} has {free} left; {n} over{hint}."
        )
        hint = Phrase("", "") if made.saved else Phrase("，保存要加 --over", ": saving it needs --over")
        free = benches_phrase(max(0, made.free or 0))
        things.append(line.format(batch=made.batch, free=free, n=benches_phrase(over), hint=hint))
    return things


def _bare(made: Plan, home: str, *, most: int | None) -> list[Drawing]:
    if not made.still_bare:
        return [Phrase("照此每个单元都有凳子。", "With this every stairwell has a bench.")]
    title = Phrase("还没有凳子的 {n}，{by}人数多的在前", "Still without a bench: {n}, most {by} first")
    places = numbered(len(made.still_bare), "个单元", "stairwell")
    shown = [one.unit for one in made.still_bare[:most]]
    more = Phrase("另有 {n}：--explain 全部列出", "{n} more: --explain lists all").format(
        n=numbered(len(made.still_bare) - len(shown), "个单元", "stairwell")
    )
    rest = [Aside(more)] if len(shown) < len(made.still_bare) else []
    return [Heading(title.format(n=places, by=BY[made.weight])), *_names(shown, home), *rest]


def _unplanned(made: Plan, home: str) -> list[Drawing]:
    if not made.unplanned:
        return [Phrase("采纳了的凳子需求都有安排。", "Every accepted bench demand has its benches.")]
    title = Phrase("承诺未安排：采纳了、还没有凳子可给的需求，差 {n}", "Accepted and still unplanned: {n} short")
    columns = [
        Column(UNIT, unit_column(made.unplanned, home).cell, keep=True),
        Column(Phrase("需求", "Demands"), lambda one: enumerated(one.demands)),
        number_column("还差（张）", "Benches", "benches"),
    ]
    short = benches_phrase(sum(one.benches for one in made.unplanned))
    return [Heading(title.format(n=short)), Table(columns, made.unplanned)]


def _unknown(made: Plan, home: str) -> list[Drawing]:
    if not made.unknown:
        return []
    title = Phrase("没有{by}人数的 {n}，排在各规则最后", "{n} without a number of {by}, last in their rule")
    places = numbered(len(made.unknown), "个单元", "stairwell")
    option = "--elderly-80" if made.weight == "elderly_80" else "--elderly"
    count = Phrase("记人数：songyu unit count {unit} {option} 人数", "To count: songyu unit count {unit} {option} N")
    return [
        Heading(title.format(by=BY[made.weight], n=places)),
        *_names(made.unknown, home),
        Aside(count.format(unit=typed_unit(made.unknown[0], home), option=option)),
    ]


def _next(made: Plan, *, explain: bool) -> list[Drawing]:
    """Say whether the plan is saved, or how to."""
    if not made.plan:
        return []
    gap = Phrase("", "")
    if made.saved:
        line = Phrase(
            "已保存为第 {plan} 号规划（{on}），分配了 {n}。待装的看 songyu today；"
            "都装好了记 songyu bench install --planned --batch {batch}",
            "Saved as plan {plan} of {on}: {n} allocated. What is to be put up: songyu today; "
            "once they stand: songyu bench install --planned --batch {batch}",
        )
        n = benches_phrase(len(made.plan))
        return [gap, line.format(plan=made.saved, on=date_phrase(made.planned_on), n=n, batch=made.batch)]
    why = Phrase("", "") if explain else Phrase("；每一张的理由看 --explain", "; why each: --explain")
    line = Phrase("还没有保存：加 --save 保存成分配{why}。", "Not saved yet: add --save to allocate them{why}.")
    if made.free is None:
        line = Phrase(
            "还没有保存：先 songyu batch open {batch} -n {n}，再加 --save{why}。",
            "Not saved yet: songyu batch open {batch} -n {n} first, then add --save{why}.",
        )
    return [gap, Aside(line.format(batch=made.batch, n=made.benches, why=why))]


def _names(units: Iterable[Address], home: str) -> list[Drawing]:
    """Return the names of stairwells in lines."""
    lines: list[str] = []
    for unit in units:
        name = typed_unit(unit, home)
        if lines and _width(lines[-1]) + 2 + _width(name) <= _LINE:
            lines[-1] += "  " + name
        else:
            lines.append("  " + name)
    return [verbatim(line) for line in lines]


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
