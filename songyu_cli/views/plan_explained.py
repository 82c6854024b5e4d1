"""Why each bench of a plan goes where it goes: the rule, the numbers, the runner-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.plan import PINNED
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Table
from songyu_cli.views.words import number_column, typed_unit, unit_column

if TYPE_CHECKING:
    from songyu_cli.domain.plan import Plan, Planned, RunnerUp

RULES = {
    PINNED: Phrase("指定", "pinned"),
    1: Phrase("采纳了，还没有凳子", "accepted, no bench"),
    2: Phrase("采纳了，凳子还不够", "accepted, too few"),
    3: Phrase("还没有凳子", "no bench yet"),
    4: Phrase("平均人数最多", "highest average"),
}
BY = {"elderly_60": Phrase("60岁以上", "residents 60+"), "elderly_80": Phrase("80岁以上", "residents 80+")}
_THE_RULES = (
    Phrase(
        "每一张给排在最前的单元：1 采纳了凳子需求、还没有凳子的；2 采纳了、凳子还不够的；3 还没有凳子的；4 其余的。",
        "Each bench goes to the first of: 1 a bench demand accepted and no bench; 2 accepted and too few; "
        "3 no bench; 4 the others.",
    ),
    Phrase(
        "规则 1、3 比{by}人数，2、4 比{by}人数 ÷（已有凳子 + 1）；相同的比 80+，再比层数，再看地址先后。",
        "Rules 1 and 3 compare {by}, 2 and 4 {by} ÷ (benches + 1); then residents 80+, then floors, "
        "then address order.",
    ),
    Phrase(
        "凳子从分配了算起，停用的也算；人数不明的排在各规则最后。",
        "A bench counts from its allocation, one out of use too; unknown numbers come last in their rule.",
    ),
)


def rule_of(one: Planned) -> Phrase:
    """Return the rule by which a bench was given."""
    if one.stage == PINNED:
        return Phrase("{rule}：{reason}", "{rule}: {reason}").format(
            rule=RULES[PINNED], reason=verbatim(one.reason or "")
        )
    return Phrase("{n} {rule}", "{n} {rule}").format(n=one.stage, rule=RULES[one.stage])


def explained(made: Plan, home: str) -> list[Drawing]:
    """Draw the rules and each bench with what decided it."""
    by, by_80 = BY[made.weight], made.weight == "elderly_80"

    def second(one: Planned, *, leaving: bool = False) -> Phrase | None:
        other = one.runner_up
        if other is None:
            return None
        if leaving and by_80:
            line = Phrase("{unit}（规则 {rule}）", "{unit} (rule {rule})")
            return line.format(unit=typed_unit(other.unit, home), rule=other.stage)
        line = Phrase("{unit}（规则 {rule}：{numbers}）", "{unit} (rule {rule}: {numbers})")
        return line.format(unit=typed_unit(other.unit, home), rule=other.stage, numbers=_numbers(other, made.weight))

    columns = [
        number_column("顺序", "No.", "order"),
        unit_column(made.plan, home),
        Column(
            Phrase("凭什么", "Why"),
            lambda one: _why(one, made.weight),
            outside=lambda one: _why(one, made.weight, leaving=True),
        ),
        Column(Phrase("不给它就给", "The runner-up"), second, outside=lambda one: second(one, leaving=True)),
    ]
    return [*(Aside(line.format(by=by)) for line in _THE_RULES), Table(columns, made.plan)]


def _why(one: Planned, weight: str, *, leaving: bool = False) -> Phrase:
    """Say what decided; what is `leaving` the office has no counts of 80+ by stairwell."""
    if one.stage == PINNED:
        return rule_of(one)
    line = Phrase("规则 {rule}：{numbers}{tie}", "rule {rule}: {numbers}{tie}")
    numbers = _numbers(one, weight)
    if leaving and weight == "elderly_80":
        numbers = Phrase("按 80+ 人数", "by residents 80+")
    return line.format(rule=one.stage, numbers=numbers, tie=_tie(one, weight, leaving=leaving))


def _numbers(one: Planned | RunnerUp, weight: str) -> Phrase:
    """Return the numbers that count by the rule: residents, or residents ÷ (benches + 1)."""
    age, number, had = weight.removeprefix("elderly_"), _number(one, weight), one.benches_before
    if number is None:
        return Phrase("{age}+ 不明，已有 {n} 张", "{age}+ unknown, benches: {n}").format(age=age, n=had)
    if one.stage in (1, 3):
        return Phrase("{age}+ {n} 人", "{age}+ {n}").format(age=age, n=number)
    return verbatim(f"{age}+ {number} ÷ ({had}+1) = {round(number / (had + 1), 3):g}")


def _number(one: Planned | RunnerUp, weight: str) -> int | None:
    return one.elderly_80 if weight == "elderly_80" else one.elderly


def _tie(one: Planned, weight: str, *, leaving: bool) -> Phrase:
    """Say what decided between two stairwells whose numbers are the same."""
    other = one.runner_up
    mine = _number(one, weight)
    if other is None or other.stage != one.stage or not _same(one, other, mine, _number(other, weight)):
        return Phrase("", "")
    for field, decided in (
        ("elderly_80", Phrase("，相同，80+ 更多（{a} 比 {b}）", ", tied; more 80+ ({a} to {b})")),
        ("floors", Phrase("，相同，楼层更多（{a} 比 {b}）", ", tied; more floors ({a} to {b})")),
    ):
        pair = [getattr(each, field) for each in (one, other)]
        if pair[0] != pair[1] and (field == "elderly_80" or (pair[0] or 0) != (pair[1] or 0)):
            a, b = (Phrase("不明", "unknown") if value is None else value for value in pair)
            if leaving and field == "elderly_80":
                return Phrase("，相同，80+ 更多", ", tied; more 80+")
            return decided.format(a=a, b=b)
    return Phrase("，相同，按地址先后", ", tied; address order")


def _same(one: Planned, other: RunnerUp, mine: int | None, its: int | None) -> bool:
    if mine is None or its is None:
        return mine is its and one.benches_before == other.benches_before
    return mine * (other.benches_before + 1) == its * (one.benches_before + 1)
