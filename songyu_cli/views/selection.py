"""Screenings as people read them: the ranking, the rule, the cut, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.bands import INTERNAL
from songyu_cli.domain.selections import WHOLE, Ranked, Selection, benched, tied_over
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Inside, Listing, Table
from songyu_cli.views.words import date_phrase, dotted, foot, number_column, numbered, text_column, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.selections import AtUnit, Cut, Difference, Kept, LeftOut, Rule, Screening

_BY = {
    "elderly": Phrase("60岁以上人数", "residents 60+"),
    "elderly_80": Phrase("80岁以上人数", "residents 80+"),
    "per_household": Phrase("60岁以上人数 ÷ 户数", "residents 60+ ÷ households"),
    "per_bench": Phrase("60岁以上人数 ÷（凳子数 + 1）", "residents 60+ ÷ (benches + 1)"),
}
_FEW = 8  # stairwells named in one line
_SOURCES = 3
_WHY = {
    "no_count": Phrase("{n}没有人数，没有参加排名", "{n} without a count left out"),
    "no_households": Phrase("{n}没有户数，没有参加排名", "{n} without a number of households left out"),
}
_NOBODY = Phrase(
    "底账是空的。导入：songyu unit import 底账.xlsx",
    "The register is empty. To take one in: songyu unit import REGISTER.xlsx",
)
_UNCOUNTED = Phrase(
    "没有能排名的单元。记人数：songyu unit count 12-3 --elderly 11",
    "No stairwell can be ranked. To count: songyu unit count 12-3 --elderly 11",
)


def rows(found: Sequence[Ranked]) -> Listing:
    """Return the chosen stairwells as a listing."""
    return Listing(found, Ranked, _UNCOUNTED)


def page(found: Screening) -> list[Drawing]:
    """Draw a screening: the chosen stairwells, the rule, the cut, whose counts, and what became of it."""
    head = Phrase("筛选单元：{rule}（截至{day}）", "Screening: {rule} (as of {day})")
    things: list[Drawing] = [Heading(head.format(rule=_rule(found.rule), day=date_phrase(found.as_of)))]
    if not found.rows:
        return [*things, *_nothing(found), *map(Aside, _left_out(found.left_out))]
    chosen = numbered(len(found.rows), "个单元", "stairwell")
    summary = Phrase("{n}入选，共看了 {all} 个", "{n} chosen of {all}").format(n=chosen, all=found.considered)
    have = benched(found.rows)
    already = Phrase("{n} 个已有凳子", "{n} with a bench already").format(n=have) if have else None
    things += [
        _table(found.rows, found.rule),
        foot(found.rows, dotted(summary, already)),
        *_cut(found.cut, found.rule),
    ]
    if tied_over(found):
        tie = Phrase(
            "第 {top} 名有并列，一并列入，所以是 {n} 个。",
            "There is a tie at place {top}; all of it is in, which makes {n}.",
        )
        things.append(tie.format(top=found.rule.top, n=len(found.rows)))
    return [*things, *map(Aside, (*_counted(found), *_left_out(found.left_out))), *_kept(found)]


def _nothing(found: Screening) -> list[Drawing]:
    if found.cut is None:
        return [_UNCOUNTED if found.considered else _NOBODY]
    none = Phrase("没有单元达到 {least}，最高的是 {most}。", "No stairwell reaches {least}; the highest is {most}.")
    most = _figure(found.cut.first_out, found.rule.measure)
    return [_shut_in(none.format(least=found.rule.least, most=most), found.rule)]


def _rule(rule: Rule) -> Phrase:
    by = _BY[rule.measure]
    least = Phrase("{by}不少于 {n}", "{by} at least {n}").format(by=by, n=rule.least)
    top = Phrase("{by}排前 {n} 名", "top {n} by {by}").format(by=by, n=rule.top)
    where = verbatim(rule.grid) if rule.grid else None
    return dotted(where, least if rule.least is not None else None, top if rule.top else None)


def _table(found: Sequence[Ranked], rule: Rule) -> Table:
    floors = any(row.floors is not None for row in found)
    ratio = Column(Phrase("比值", "Ratio"), lambda row: _figure(row.value, rule.measure), number=True)
    columns = [
        number_column("名次", "Rank", "rank"),
        unit_column(found),
        text_column("网格", "Grid", "grid"),
        *([] if rule.measure in WHOLE else [ratio]),
        number_column("60+", "60+", "elderly_60"),
        number_column("80+", "80+", "elderly_80", internal=True),
        *([number_column("户数", "Homes", "households")] if rule.measure == "per_household" else []),
        *([number_column("层数", "Floors", "floors")] if floors else []),
        number_column("凳子", "Benches", "benches"),
        text_column("人数日期", "Counted", "counted_on", keep=True),
    ]
    return Table(columns, found)


def _figure(value: float | None, measure: str) -> str:
    """Return a value that stairwells are ranked by: a number of people, or a ratio to three decimals."""
    return str(value) if measure in WHOLE else f"{value or 0:.3f}"


def _cut(cut: Cut | None, rule: Rule) -> list[Drawing]:
    """Say where the line was drawn; by 80+ it tells what a single stairwell has, and stays in the office."""
    if cut is None:
        return []
    line = Phrase("入选线：{last}（正好这个数的有 {at} 个）", "The cut is at {last} ({at} with exactly that)")
    said = line.format(last=_figure(cut.last_in, rule.measure), at=cut.at_cut)
    if cut.first_out is None:
        return [_shut_in(Phrase("{said}；没有落选的。", "{said}; none is below it.").format(said=said), rule)]
    out = Phrase("{said}；线下第一个是 {out}。", "{said}; the first below it has {out}.")
    return [_shut_in(out.format(said=said, out=_figure(cut.first_out, rule.measure)), rule)]


def _shut_in(said: Phrase, rule: Rule) -> Drawing:
    return Inside(said) if rule.measure in INTERNAL else said


def _counted(found: Screening) -> list[Phrase]:
    days = joined([date_phrase(day) for day in found.counted])
    if len(found.counted) > _SOURCES:
        days = Phrase("{first} 到 {last} 之间的 {n} 天", "{n} days from {first} to {last}").format(
            first=date_phrase(found.counted[0]), last=date_phrase(found.counted[-1]), n=len(found.counted)
        )
    line = Phrase("人数日期：{days}", "Headcounts of {days}").format(days=days)
    if not found.sources:
        return [line]
    sources = joined([verbatim(source) for source in found.sources[:_SOURCES]])
    more = Phrase("等", " and others") if len(found.sources) > _SOURCES else Phrase("", "")
    said = Phrase("{line}；来源：{sources}{more}", "{line}, from {sources}{more}")
    return [said.format(line=line, sources=sources, more=more)]


def _left_out(left_out: Sequence[LeftOut]) -> list[Phrase]:
    said = []
    for why, phrase in _WHY.items():
        those = [one for one in left_out if one.why == why]
        if those:
            line = phrase.format(n=numbered(len(those), "个单元", "stairwell"))
            said.append(_named(line, [one.unit.short for one in those]))
    return said


def _named(line: Phrase, names: Sequence[str]) -> Phrase:
    """Return a line about stairwells with their names, where these are few."""
    if len(names) > _FEW:
        return line
    return Phrase("{line}：{names}", "{line}: {names}").format(line=line, names=joined([verbatim(n) for n in names]))


def _kept(found: Screening) -> list[Drawing]:
    """Say whether a screening was kept and registered, or how to."""
    if found.saved is None and not found.dry_run:
        said = Phrase(
            "还没有保存：加 --save 保存，加 --register 登记成需求。",
            "Not kept yet: add --save to keep it, --register to ask for a bench at each.",
        )
        return [Aside(said)]
    things: list[Drawing] = []
    if found.dry_run:
        things.append(
            Phrase("只是试算，没有写入。会保存这次筛选。", "Only tried, nothing was written. It would be kept.")
        )
    else:
        kept = Phrase(
            "已保存为第 {n} 次筛选，查看：songyu unit screen --show {n}",
            "Kept as selection {n}: songyu unit screen --show {n}",
        )
        things.append(kept.format(n=found.saved))
    return [*things, *_registered(found.registered, dry_run=found.dry_run), *_skipped(found.skipped)]


def _registered(registered: Sequence[AtUnit], *, dry_run: bool) -> list[Drawing]:
    if not registered:
        return []
    n = numbered(len(registered), "条", "demand")
    if dry_run:
        return [Phrase("会登记 {n}需求，各要一张凳子。", "It would register {n}, a bench each.").format(n=n)]
    return [
        Phrase("已登记 {n}需求，各要一张凳子，看清单：", "Registered {n}, a bench each; to list them:").format(n=n),
        Phrase("  songyu demand list --channel 筛选", "  songyu demand list --channel screening"),
    ]


def _skipped(skipped: Sequence[AtUnit]) -> list[Drawing]:
    if not skipped:
        return []
    those = joined(
        [
            Phrase(f"{one.unit.short}（第 {one.demand} 号）", f"{one.unit.short} (demand {one.demand})")
            for one in skipped
        ]
    )
    line = Phrase(
        "已有没办结的凳子需求，不重复登记：{those}", "A bench is asked for already, not registered again: {those}"
    )
    return [line.format(those=those)]


def listing(found: Sequence[Selection]) -> Listing:
    """Return the selections that were kept as a listing."""
    empty = Phrase(
        "还没有保存过筛选。保存一次：songyu unit screen --top 35 --save",
        "No selection was kept yet. To keep one: songyu unit screen --top 35 --save",
    )
    return Listing(found, Selection, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw the selections that were kept."""
    columns = (
        number_column("编号", "No.", "selection"),
        text_column("保存日期", "Kept on", "selected_on", keep=True),
        Column(Phrase("规则", "Rule"), lambda one: _rule(one.rule)),
        text_column("人数截至", "As of", "as_of", keep=True),
        number_column("单元", "Stairwells", "units"),
        number_column("登记的需求", "Demands", "demands"),
        text_column("备注", "Note", "note"),
    )
    return [Table(columns, found.rows)] if found.rows else [found.empty]


def kept_page(kept: Kept) -> list[Drawing]:
    """Draw a selection with the numbers it was made by, and what the same rule gives today."""
    one = kept.selection
    head = Phrase("第 {n} 次筛选（{on}保存）：{rule}（截至{day}）", "Selection {n}, kept on {on}: {rule} (as of {day})")
    head = head.format(
        n=one.selection, on=date_phrase(one.selected_on), rule=_rule(one.rule), day=date_phrase(one.as_of)
    )
    demands = Phrase("登记了 {n}需求", "{n} registered").format(n=numbered(one.demands, "条", "demand"))
    summary = dotted(
        numbered(one.units, "个单元", "stairwell"),
        demands if one.demands else None,
        verbatim(one.note) if one.note else None,
    )
    things: list[Drawing] = [Heading(head), _table(kept.rows, one.rule), foot(kept.rows, summary)]
    if kept.reproducible:
        same = Phrase(
            "按同样的规则和日期，用现在的账本重算：结果一样。",
            "The same rule over today's ledger, as of the same day, gives the same list.",
        )
        return [*things, same]
    line = Phrase(
        "按同样的规则和日期，用现在的账本重算：有 {n} 处不一样（账本后来补记或更正过）。",
        "The same rule over today's ledger, as of the same day, differs at {n}; the ledger was added to or corrected.",
    )
    places = len(kept.differences)
    return [
        *things,
        line.format(n=places),
        *(_shut_in(_difference(each, one.rule), one.rule) for each in kept.differences),
    ]


def _difference(one: Difference, rule: Rule) -> Phrase:
    line = Phrase("  {unit}：{kept} → {now}", "  {unit}: {kept} -> {now}")
    if one.kept is None:
        line = Phrase("  {unit}：现在会入选（{now}）", "  {unit}: would be in now, with {now}")
    elif one.now is None:
        line = Phrase("  {unit}：现在不会入选（当时 {kept}）", "  {unit}: would not be in now; it had {kept}")
    return line.format(unit=one.unit.short, kept=_figure(one.kept, rule.measure), now=_figure(one.now, rule.measure))
