"""Audits of what stands where, as people read them, with what to type about each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.audits import Audit, AuditStory, Unsettled
from songyu_cli.domain.benches import parsed_tag
from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Drawing, Listing, Table
from songyu_cli.views.words import (
    benches_phrase,
    date_phrase,
    dotted,
    number_column,
    numbered,
    text_column,
    typed_unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.audits import AuditLine, AuditSheetWritten, StairwellAudits, Stands, Unknown

NOTHING_LOOKED_AT = Phrase("什么都没有看，没有记。", "Nothing was looked at, so nothing was written.")
HOW_TO_BEGIN = Phrase(
    "到现场直接记：songyu bench audit 12-3 --all；做一张带着走的表：songyu bench audit --sheet 核对.xlsx",
    "To note one on the spot: songyu bench audit 12-3 --all; to make a sheet to carry: "
    "songyu bench audit --sheet AUDIT.xlsx",
)
_STAYS = Phrase("核对只记所见，凳子的账没有动。", "An audit notes what was seen; the benches stay as they were.")
_IF_OURS = Phrase(
    "  账外的凳子，是本项目的才补登记。", "  Unknown benches are put into the ledger only if they are the programme's."
)
_EARLIER_SHOWN = 5


def audited(done: AuditStory, estate: str) -> list[Drawing]:
    """Say what was seen at each stairwell, and what to type about what is amiss; `estate` need not be named."""
    things: list[Drawing] = [_head(done.audit), *_lines(done.stairwells, estate), *proposals(done.unsettled, estate)]
    return [*things, _STAYS] if done.unsettled else things


def story(told: AuditStory, estate: str) -> list[Drawing]:
    """Draw one audit and what of it is still unsettled."""
    who = Phrase("{role}核对", "By: {role}").format(role=ROLES.phrase(told.audit.role))
    amiss = told.audit.missing + told.audit.misplaced + told.audit.unknown
    settled = Phrase("查出的都处理了，或后来又核对过。", "All of it was put right, or audited again since.")
    things: list[Drawing] = [_head(told.audit), who, *_lines(told.stairwells, estate)]
    if amiss and not told.unsettled:
        things.append(settled)
    return [*things, *proposals(told.unsettled, estate)]


def stairwell(told: StairwellAudits, estate: str) -> list[Drawing]:
    """Draw a stairwell's last audit, what is unsettled, and the earlier ones."""
    line = Phrase("{unit} 现在应有 {n}：{tags}", "{unit} should have {n} now: {tags}")
    if not told.should:
        line = Phrase("{unit} 现在不该有凳子", "{unit} should have no bench now")
    things: list[Drawing] = [
        line.format(unit=told.unit.phrase(), n=benches_phrase(len(told.should)), tags=_tags(told.should))
    ]
    if not told.audits:
        never = Phrase(
            "从未核对。记一次：songyu bench audit {unit} --all",
            "It was never audited. To note what is there: songyu bench audit {unit} --all",
        )
        return [*things, never.format(unit=typed_unit(told.unit, estate))]
    for place, one in enumerate(told.audits[: _EARLIER_SHOWN + 1]):
        when = Phrase("上次核对（{on}，第 {n} 次）：{what}", "Last audit ({on}, audit {n}): {what}")
        if place:
            when = Phrase("  再前（{on}，第 {n} 次）：{what}", "  Before that ({on}, audit {n}): {what}")
        things.append(when.format(on=date_phrase(one.audited_on), n=one.audit, what=_what(one, estate)))
    return [*things, *proposals(told.unsettled, estate)]


def listing(found: Sequence[Audit]) -> Listing:
    """Return audits as a listing."""
    line = Phrase("还没有核对过。{how}", "No audits yet. {how}")
    return Listing(found, Audit, line.format(how=HOW_TO_BEGIN))


def table(found: Listing) -> list[Drawing]:
    """Draw the audits with their number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("次", "No.", "audit"),
        text_column("日期", "Date", "audited_on", keep=True),
        text_column("网格", "Grid", "grid"),
        number_column("单元", "Stairwells", "stairwells"),
        number_column("应有", "Due", "should"),
        number_column("在位", "Found", "found"),
        number_column("缺失", "Missing", "missing"),
        number_column("错位", "Misplaced", "misplaced"),
        number_column("账外", "Unknown", "unknown"),
    )
    summary = dotted(
        numbered(len(found.rows), "次核对", "audit"),
        Phrase("看一次：songyu bench audit --show 1", "To see one: songyu bench audit --show 1"),
    )
    return [Table(columns, found.rows), Aside(summary)]


def should_stand(unit: Address, due: Sequence[Stands]) -> Phrase:
    """Say what should stand at a stairwell, before it is asked for bench by bench."""
    if not due:
        return Phrase("{unit} 不该有凳子。", "{unit} should have no bench.").format(unit=unit.phrase())
    line = Phrase("{unit} 应有 {n}：{benches}", "{unit} should have {n}: {benches}")
    named = joined([_named(bench) for bench in due])
    return line.format(unit=unit.phrase(), n=benches_phrase(len(due)), benches=named)


def seen_this(bench: Stands) -> Phrase:
    """Ask whether a bench was seen."""
    return Phrase("看到了吗：{bench}？", "Was it there: {bench}?").format(bench=_named(bench))


def how_many_others(due: Sequence[str]) -> Phrase:
    """Ask for benches that should not be there."""
    other = Phrase("另外还有几张凳子（没有凳号或账上没有）？", "How many other benches (without a known tag)?")
    return other if due else Phrase("那里有几张凳子？", "How many benches are there?")


def _named(bench: Stands) -> Phrase:
    line = Phrase("{tag}（{spot}）", "{tag} ({spot})") if bench.spot else verbatim("{tag}")
    return line.format(tag=bench.tag, spot=bench.spot)


def sheet_written(done: AuditSheetWritten) -> list[Drawing]:
    """Say where the sheet is and what to do with it."""
    said = Phrase("已写到 {file}：{what}", "Written to {file}: {what}")
    of = verbatim(done.grid) if done.grid else Phrase("全部网格", "all grids")
    what = dotted(of, numbered(done.stairwells, "个单元", "stairwell"), benches_phrase(done.benches))
    then = Phrase("填好后：songyu bench audit --file {file}", "Once filled in: songyu bench audit --file {file}")
    return [said.format(file=done.file, what=what), then.format(file=done.file)]


def proposals(found: Iterable[Unsettled], estate: str) -> list[Drawing]:
    """Return what to type about each finding, and a word where two of them may be one bench."""
    there = list(found)
    things: list[Drawing] = [Phrase("  {what}", "  {what}").format(what=proposal(one, estate)) for one in there]
    lost = {one.unit for one in there if one.finding == "missing"}
    both = sorted(
        {one.unit for one in there if one.finding == "unknown" and not one.tag} & lost, key=lambda unit: unit.order
    )
    if both:
        line = Phrase(
            "  {units}：缺失的和没有凳号的可能是同一张，先认一认。",
            "  {units}: what is missing and what has no tag may be the same bench; look first.",
        )
        things.append(line.format(units=joined([_place(unit, estate) for unit in both])))
    if any(one.finding == "unknown" and not one.retired for one in there):
        things.append(_IF_OURS)
    return things


def proposal(one: Unsettled, estate: str) -> Phrase:
    """Return what is amiss and what to type about it."""
    here = typed_unit(one.unit, estate)
    if one.finding == "missing":
        line = Phrase(
            "{here} 缺 {tag}：songyu bench inspect {tag} --result 缺失",
            "{tag} is missing at {here}: songyu bench inspect {tag} --result missing",
        )
    elif one.finding == "found":
        line = Phrase(
            "{tag} 在 {here}，账本里记着缺失：songyu bench repair {tag}",
            "{tag} is at {here}, and missing in the ledger: songyu bench repair {tag}",
        )
    elif one.ledger_unit:
        line = Phrase(
            "{tag} 在 {here}，账本在 {there}：songyu bench move {tag} {here} --reason 现场核对",
            "{tag} is at {here}, not {there}: songyu bench move {tag} {here} --reason audited",
        )
    elif one.retired:
        line = Phrase(
            "{tag} 在 {here}，账本里已拆除：songyu bench show {tag}",
            "{tag} is at {here}, and retired in the ledger: songyu bench show {tag}",
        )
    elif one.no_batch:
        line = Phrase(
            "{tag} 在 {here}，账本没有，也没有第{batch}批：请核对凳号",
            "{tag} at {here}, not in the ledger, and there is no batch {batch}: please check the tag",
        )
    elif one.tag:
        line = Phrase(
            "{tag} 在 {here}，账本没有：songyu bench install {here} -b {batch} --tag {tag}",
            "{tag} at {here}, not in the ledger: songyu bench install {here} -b {batch} --tag {tag}",
        )
    else:
        line = Phrase(
            "{here} 有账外的 {n}：songyu bench install {here}{how_many}",
            "{n} at {here} not in the ledger: songyu bench install {here}{how_many}",
        )
    batch = parsed_tag(one.tag)[1] if one.tag else None
    how_many = f" -n {one.quantity}" if one.quantity > 1 else ""
    there = typed_unit(one.ledger_unit, estate) if one.ledger_unit else None
    n = benches_phrase(one.quantity)
    return line.format(here=here, there=there, tag=one.tag, batch=batch, n=n, how_many=how_many)


def _head(audit: Audit) -> Phrase:
    line = Phrase(
        "第 {n} 次核对（{on}）：{units}，应有 {should} 张，在位 {found}，缺失 {missing}，"
        "错位 {misplaced}，账外 {unknown}",
        "Audit {n} ({on}): {units}; {found} of {should} due found, {missing} missing, {misplaced} misplaced, "
        "{unknown} unknown",
    )
    facts = audit._asdict()
    units = numbered(audit.stairwells, "个单元", "stairwell")
    return line.format(n=audit.audit, on=date_phrase(audit.audited_on), units=units, **facts)


def _lines(lines: Iterable[AuditLine], estate: str) -> list[Drawing]:
    shown = Phrase("  {unit}：{what}", "  {unit}: {what}")
    return [shown.format(unit=_place(line.unit, estate), what=_what(line, estate)) for line in lines]


def _what(line: AuditLine, estate: str) -> Phrase:
    """Return all that one audit stated of a stairwell."""
    elsewhere = []
    for one in line.misplaced:
        there = Phrase("{tag}（账本在 {place}）", "{tag} (the ledger has it at {place})")
        if one.ledger_unit is None:
            there = Phrase("{tag}（已拆除）", "{tag} (retired since)")
        elif one.ledger_unit == line.unit:
            there = Phrase("{tag}（账本已改）", "{tag} (the ledger has it here now)")
        place = one.ledger_unit and _place(one.ledger_unit, estate)
        elsewhere.append(there.format(tag=one.tag, place=place))
    parts = [
        _part(Phrase("在位 {what}", "found {what}"), [verbatim(tag) for tag in line.found]),
        _part(Phrase("缺失 {what}", "missing {what}"), [verbatim(tag) for tag in line.missing]),
        _part(Phrase("错位 {what}", "misplaced {what}"), elsewhere),
        _part(Phrase("账外 {what}", "unknown {what}"), [_unknown(one) for one in line.unknown]),
    ]
    there_ = [part for part in parts if part] or [Phrase("没有凳子", "no bench")]
    if line.remark:
        there_.append(Phrase("备注 {text}", "remark {text}").format(text=line.remark))
    return Phrase("；".join(part.zh for part in there_), "; ".join(part.en for part in there_))


def _part(line: Phrase, things: list[Phrase]) -> Phrase | None:
    return line.format(what=joined(things)) if things else None


def _unknown(one: Unknown) -> Phrase:
    if one.tag:
        return verbatim(one.tag)
    return Phrase("{n}没有凳号", "{n} without a tag").format(n=benches_phrase(one.quantity))


def _tags(tags: Iterable[str]) -> Phrase:
    return joined([verbatim(tag) for tag in tags])


def _place(unit: Address, estate: str) -> Phrase:
    return verbatim(unit.short) if unit.estate == estate else unit.phrase()
