"""A batch's page as people read it, and what closing a batch says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import GIFT_STEPS, ROLES
from songyu_cli.domain.departures import at_each, over_allocated
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views import bench as bench_view
from songyu_cli.views.batch import DATES, PROGRESS
from songyu_cli.views.bench_install import NO_GRID
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Table
from songyu_cli.views.partner import what_phrase
from songyu_cli.views.words import benches_phrase, date_phrase, dotted, enumerated, maybe, number_column, text_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.batch_page import BatchPage, Closing, DonorBenches, Reconciliation
    from songyu_cli.domain.batches import Unfilled
    from songyu_cli.domain.plan import Picked, SavedPlan
    from songyu_cli.domain.report import BatchProgress

_MOST_NAMED = 12
_WEIGHTS = {
    "elderly_60": Phrase("60岁以上人数", "residents aged 60+"),
    "elderly_80": Phrase("80岁以上人数", "residents aged 80+"),
}
_GIFTS = (
    text_column("日期", "Day", "given_on", keep=True),
    text_column("单位", "Partner", "name"),
    Column(Phrase("认捐/收到", "Step"), lambda gift: GIFT_STEPS.phrase(gift.step)),
    Column(Phrase("内容", "What"), what_phrase),
    text_column("备注", "Note", "note"),
)
_TO_INSTALL = (
    Column(Phrase("网格", "Grid"), lambda row: row.grid or NO_GRID),
    number_column("待装", "To install", "benches"),
    Column(Phrase("单元", "Stairwells"), lambda row: row.places),
)
_UNKNOWN_DONOR = Phrase("捐赠单位未载明", "donor not stated")


def page(told: BatchPage) -> list[Drawing]:
    """Draw a batch: its figures, how they hold together, who gave, its plans, what is missing, and its benches."""
    benches = bench_view.table(bench_view.listing(told.benches))
    if not told.benches:
        benches = [Aside(Phrase("还没有装过。", "None installed yet."))]
    note = maybe("备注：{value}", "Note: {value}", told.note)
    return [
        Table((*PROGRESS, *DATES), [told.batch]),
        *([note] if note else []),
        Heading(Phrase("对账", "How the numbers hold together")),
        *differences(told.batch, told.reconciliation),
        *_given(told),
        *_plans(told),
        *_missing(told),
        Heading(Phrase("凳子", "Benches")),
        *benches,
    ]


def closed(done: Closing) -> list[Drawing]:
    """Say which batch was closed, how its numbers hold together, and what it leaves open."""
    batch = done.batch
    head = Phrase(
        "已关闭第{batch}批（{closed}）：计划 {planned}，已装 {installed} 张",
        "Closed batch {batch} ({closed}): {planned} planned, {installed} installed",
    )
    said: list[Drawing] = [
        head.format(
            batch=batch.batch,
            closed=date_phrase(batch.closed_on),
            planned=benches_phrase(batch.planned),
            installed=batch.installed,
        )
    ]
    if batch.open > 0:
        said.append(Phrase("还差 {n}没有装。", "Never installed: {n}.").format(n=benches_phrase(batch.open)))
    return [
        *said,
        *_taken_back(done),
        *_unfinished(done.pending, done.repairs),
        *differences(batch, done.reconciliation),
    ]


def differences(batch: BatchProgress, sums: Reconciliation) -> list[Phrase]:
    """Return the batch's sums, which anybody can check; where one does not come out, that is said."""
    free = _FREE if sums.free >= 0 else Phrase("多分配", "too many")
    lines = [
        _sum(Phrase("计划", "planned"), sums.planned, (sums.allocated, _ALLOCATED), (sums.free, free)),
        _sum(_ALLOCATED, sums.allocated, (sums.installed, _INSTALLED), (sums.to_install, _TO_COME)),
    ]
    there = [(n, words) for state, words in _STATES.items() if (n := getattr(batch, state))]
    if there:
        lines.append(_sum(_INSTALLED, sums.installed, *there))
    if sums.replacements:
        rows = (sums.bench_rows, Phrase("凳子", "benches"))
        lines.append(_sum(_INSTALLED, sums.installed, rows, (-sums.replacements, Phrase("更换", "replacements"))))
    if sums.by_installing:
        said = Phrase(
            "  没有事先分配就装的 {n}，分配是安装时补记的",
            "  Installed without an allocation, which was made for them then: {n}",
        )
        lines.append(said.format(n=benches_phrase(sums.by_installing)))
    return lines


_ALLOCATED = Phrase("已分配", "allocated")
_FREE = Phrase("未分配", "free")
_INSTALLED = Phrase("已安装", "installed")
_TO_COME = Phrase("没装", "to install")
_STATES = {
    "in_use": Phrase("在用", "in use"),
    "pending": Phrase("待投用", "not in use yet"),
    "out_of_use": Phrase("停用", "out of use"),
    "retired": Phrase("拆除", "retired"),
}


def _sum(name: Phrase, whole: int, *parts: tuple[int, Phrase]) -> Phrase:
    """Return a sum such as `planned 80 = allocated 60 + free 20`; a part below nought is taken away."""
    zh = en = ""
    for n, words in parts:
        sign = ("+" if n >= 0 else "−") if zh else ("" if n >= 0 else "−")
        joint = f" {sign} " if zh else sign
        zh, en = f"{zh}{joint}{words.zh} {abs(n)}", f"{en}{joint}{words.en} {abs(n)}"
    line = Phrase(f"  {name.zh} {whole} = {zh}", f"  {name.en} {whole} = {en}")
    off = whole - sum(n for n, _ in parts)
    if not off:
        return line
    return Phrase("{line}；对不上，差 {off}", "{line}: does not come out, {off} off").format(line=line, off=off)


def _given(told: BatchPage) -> list[Drawing]:
    none = Phrase(
        "没有记为这一批捐的。记一笔：songyu partner pledge 单位 -n 张数 --batch {batch}",
        "None written down for this batch. To add one: songyu partner pledge PARTNER -n NUMBER --batch {batch}",
    )
    gifts: Drawing = Table(_GIFTS, told.gifts) if told.gifts else Aside(none.format(batch=told.batch.batch))
    donors = Phrase("凳子来自：{donors}", "Benches given by: {donors}").format(
        donors=joined(list(map(_donor, told.donors)))
    )
    return [Heading(Phrase("捐赠", "Gifts")), gifts, *([donors] if told.donors else [])]


def _donor(one: DonorBenches) -> Phrase:
    line = Phrase("{name} {n} 张（在用 {used}）", "{name} {n} ({used} in use)")
    name = verbatim(one.partner) if one.partner else _UNKNOWN_DONOR
    return line.format(name=name, n=one.benches, used=one.in_use)


def _plans(told: BatchPage) -> list[Drawing]:
    if not told.plans and (told.batch.closed_on or told.batch.free <= 0):
        return []
    none = Phrase(
        "没有保存过规划。规划：songyu batch plan {batch}", "No plan saved. To see one: songyu batch plan {batch}"
    )
    saved: list[Drawing] = [line for plan in told.plans for line in _plan(plan)]
    return [Heading(Phrase("规划", "Plans")), *(saved or [Aside(none.format(batch=told.batch.batch))])]


def _plan(plan: SavedPlan) -> list[Phrase]:
    head = Phrase("第 {n} 号规划（{on}，{role}）：{asked}", "Plan {n} ({on}, by: {role}): {asked}")
    most = Phrase("每个单元最多 {value} 张", "at most {value} at one stairwell")
    asked = dotted(
        benches_phrase(plan.benches),
        Phrase("按{weight}", "by {weight}").format(weight=_WEIGHTS[plan.weight]),
        maybe(*most, plan.max_per_unit),
        Phrase("还有效 {n} 张", "{n} still hold").format(n=plan.allocated) if plan.allocated < plan.benches else None,
    )
    line = head.format(n=plan.plan, on=date_phrase(plan.planned_on), role=ROLES.phrase(plan.role), asked=asked)
    return [
        line,
        *(_picked(Phrase("  先给 {unit}：{why}", "  {unit} first: {why}"), one) for one in plan.pinned),
        *(_picked(Phrase("  不给 {unit}：{why}", "  {unit} none: {why}"), one) for one in plan.skipped),
    ]


def _picked(line: Phrase, one: Picked) -> Phrase:
    return line.format(unit=at_each([(one.unit.short, one.quantity)]), why=verbatim(one.reason))


class _OfGrid(NamedTuple):
    """What is to be installed in a grid, and where."""

    grid: str | None
    benches: int
    places: Phrase


def _missing(told: BatchPage) -> list[Drawing]:
    batch = told.batch.batch
    things: list[Drawing] = []
    if told.to_install:
        title = Phrase("分配了没装的 {n}", "Allocated and not installed: {n}")
        rest = Phrase(
            "都装好了：songyu bench install --planned --batch {batch}，可加 --grid 网格",
            "Once they stand: songyu bench install --planned --batch {batch}, for one grid with --grid GRID",
        )
        things += [
            title.format(n=benches_phrase(told.reconciliation.to_install)),
            Table(_TO_INSTALL, _by_grid(told.to_install)),
            Aside(rest.format(batch=batch)),
        ]
    things += over_allocated(batch, told.batch.allocated, told.batch.planned, told.batch.installed)
    things += _unfinished(told.pending, told.repairs)
    if told.unplanned:
        line = Phrase(
            "采纳了还没有安排够的凳子需求 {n} 条：{list}。{next}",
            "Accepted bench demands without enough allocated for them, {n}: {list}. {next}",
        )
        named = enumerated(told.unplanned, _MOST_NAMED)
        things.append(line.format(n=len(told.unplanned), list=named, next=_to_plan(told)))
    return [Heading(Phrase("还缺什么", "What is missing")), *things] if things else []


def _to_plan(told: BatchPage) -> Phrase:
    """Return how those can be planned that nothing is allocated for, as long as the batch has room."""
    line = Phrase("编排：songyu batch plan {batch}", "To plan: songyu batch plan {batch}")
    if told.batch.free <= 0:
        line = Phrase("重新编排：songyu batch plan {batch} --anew", "To plan again: songyu batch plan {batch} --anew")
    if told.batch.open <= 0:
        line = Phrase(
            "这一批装满了；下一批：songyu batch open -n 张数",
            "This batch is full; the next: songyu batch open -n NUMBER",
        )
    return line.format(batch=told.batch.batch)


def _by_grid(left: Iterable[Unfilled]) -> list[_OfGrid]:
    grids: dict[str | None, list[Unfilled]] = {}
    for one in left:
        grids.setdefault(one.grid, []).append(one)
    return [
        _OfGrid(grid, sum(one.benches for one in some), _places(some))
        for grid, some in sorted(grids.items(), key=lambda item: (item[0] is None, item[1][0].unit.order))
    ]


def _places(some: Iterable[Unfilled]) -> Phrase:
    return at_each((one.unit.short, one.benches) for one in some)


def _unfinished(pending: Sequence[str], repairs: Sequence[str]) -> list[Phrase]:
    """Say which benches wait to be put to use, and which to be mended."""
    lines = (
        (
            pending,
            Phrase(
                "装了还没投用 {n}：{tags}。投用：songyu bench use 凳号",
                "Not in use yet, {n}: {tags}. To put them to use: songyu bench use TAG",
            ),
        ),
        (
            repairs,
            Phrase(
                "维修还没完 {n}：{tags}。修好了：songyu bench repair 凳号",
                "To be mended, {n}: {tags}. Once mended: songyu bench repair TAG",
            ),
        ),
    )
    return [line.format(n=benches_phrase(len(tags)), tags=_tags(tags)) for tags, line in lines if tags]


def _tags(tags: Sequence[str]) -> Phrase:
    shown = joined([verbatim(tag) for tag in tags[:_MOST_NAMED]])
    return Phrase("{shown}…", "{shown}…").format(shown=shown) if len(tags) > _MOST_NAMED else shown


def _taken_back(done: Closing) -> list[Phrase]:
    """Say which stairwells get nothing after all, and whose accepted demands wait again."""
    if not done.taken_back:
        return []
    line = Phrase("收回没装的分配 {n}：{places}", "Allocations taken back, {n}: {places}")
    total = benches_phrase(sum(one.benches for one in done.taken_back))
    said = [line.format(n=total, places=_places(done.taken_back))]
    if done.demands:
        again = Phrase(
            "  {n} 条采纳了的需求又没有安排，等下一批：{list}",
            "  Demands that are accepted and unplanned again, {n}: {list}",
        )
        said.append(again.format(n=len(done.demands), list=enumerated(done.demands)))
    return said
