"""How far the audits are, as people read it: the share found, the grids, and what is still to be put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.audits import Unsettled
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.bench_audit import HOW_TO_BEGIN, proposals
from songyu_cli.views.drawing import Aside, Bar, Column, Drawing, Heading, Listing, Table, percent
from songyu_cli.views.words import date_phrase, number_column, numbered, text_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.audit_overview import AuditOverview

_SHOWN = 20
_GRIDS = (
    Column(
        Phrase("网格", "Grid"),
        lambda line: verbatim(line.grid) if line.grid else Phrase("未分网格", "no grid"),
        keep=True,
    ),
    Column(Phrase("核对单元", "Audited"), lambda line: f"{line.audited}/{line.stairwells}", number=True),
    number_column("从未核对", "Never", "never"),
    text_column("最近核对", "Last", "last_on", keep=True),
    Column(Phrase("在位", "Found"), lambda line: Bar(line.found, line.should)),
    number_column("待处理", "Unsettled", "unsettled"),
)
_FORMULA = Phrase(
    "在位率：看到的 ÷ 应有并且看了的，按每个单元在这段时间里的最后一次核对；没有看的不算",
    "Found: benches seen ÷ benches due and looked for, by each stairwell's last audit in this time; "
    "those not looked for do not count",
)


def rows(found: AuditOverview) -> Listing:
    """Return what is unsettled alone, a row each."""
    return Listing(found.unsettled, Unsettled, _nothing_amiss(found))


def overview(found: AuditOverview, estate: str, *, explain: bool) -> list[Drawing]:
    """Draw how far the audits are; with `explain` also how the share is worked out, and its tags."""
    things: list[Drawing] = [Heading(_title(found))]
    if found.audited or found.unsure:
        line = Phrase("在位 {found}/{should} 张，{share}", "{found} of {should} benches found, {share}")
        figure = found.found
        said = line.format(found=figure.numerator, should=figure.denominator, share=percent(figure.rate))
        things += [_how_far(found), said]
    else:
        things += [_how_far(found), HOW_TO_BEGIN]
    if found.unsure:
        vague = Phrase(
            "另有 {n}核对的日期不够具体，分不清在不在这段时间，没有算",
            "{n} left out, audited on a date too vague to tell whether it is within",
        )
        things.append(Aside(vague.format(n=numbered(found.unsure, "个单元", "more stairwell"))))
    if explain:
        things += _explained(found)
    elif found.found.denominator:
        things.append(Aside(Phrase("公式和凳号：加 --explain", "The formula and the tags: add --explain")))
    if len(found.grids) > 1:
        things.append(Table(_GRIDS, found.grids))
    return [*things, *_amiss(found, estate)]


def _title(found: AuditOverview) -> Phrase:
    first, last = (found.window[end] for end in ("from", "to"))
    when = Phrase("", "")
    if first and last:
        when = Phrase("{a}到{b}，", "from {a} to {b}, ")
    elif first:
        when = Phrase("{a}以来，", "since {a}, ")
    elif last:
        when = Phrase("到{b}为止，", "up to {b}, ")
    grid = Phrase("{grid}，", "{grid}, ").format(grid=found.grid) if found.grid else Phrase("", "")
    line = Phrase("凳子核对：{grid}{when}截至{day}", "Audits of what stands where: {grid}{when}as of {day}")
    window = when.format(a=date_phrase(first), b=date_phrase(last))
    return line.format(grid=grid, when=window, day=date_phrase(found.as_of))


def _how_far(found: AuditOverview) -> Phrase:
    line = Phrase(
        "{all}，核对过 {audited} 个；从未核对 {never} 个，其中 {benches} 个有凳子",
        "{all}, {audited} audited; {never} never were, {benches} of them with benches",
    )
    if not found.never:
        line = Phrase("{all}，核对过 {audited} 个", "{all}, {audited} audited")
    return line.format(
        all=numbered(found.stairwells, "个单元", "stairwell"),
        audited=found.audited,
        never=found.never,
        benches=found.never_with_benches,
    )


def _explained(found: AuditOverview) -> list[Drawing]:
    figure = found.found
    seen = set(figure.numerator_tags)
    missing = [tag for tag in figure.denominator_tags if tag not in seen]
    parts = (
        (Phrase("分子", "numerator"), figure.numerator_tags),
        (Phrase("分母", "denominator"), figure.denominator_tags),
        (Phrase("没看到", "not seen"), missing),
    )
    return [_FORMULA, *(_part(name, tags) for name, tags in parts)]


def _part(name: Phrase, tags: Sequence[str]) -> Phrase:
    if not tags:
        return Phrase("  {name} 0", "  {name} 0").format(name=name)
    line = Phrase("  {name} {n}（{tags}）", "  {name} {n} ({tags})")
    return line.format(name=name, n=len(tags), tags=joined([verbatim(tag) for tag in tags]))


def _amiss(found: AuditOverview, estate: str) -> list[Drawing]:
    if not found.unsettled:
        return [_nothing_amiss(found)] if found.audited else []
    head = Phrase("还没有处理的 {n} 项", "Still to be put right: {n}").format(n=len(found.unsettled))
    things: list[Drawing] = [Heading(head), *proposals(found.unsettled[:_SHOWN], estate)]
    left = len(found.unsettled) - _SHOWN
    if left > 0:
        more = Phrase("  还有 {n} 项：加 --format tsv 看全部", "  and {n} more: --format tsv shows all")
        things.append(Aside(more.format(n=left)))
    return things


def _nothing_amiss(found: AuditOverview) -> Phrase:
    if not found.audited:
        return Phrase("还没有核对过。{how}", "No audits yet. {how}").format(how=HOW_TO_BEGIN)
    return Phrase("核对出来的都处理了。", "Nothing that the audits found is left to be put right.")
