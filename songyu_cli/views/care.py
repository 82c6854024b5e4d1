"""The care of benches as people read it; on request how each number is worked out, and its benches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.care import Matter, Tagged, matters
from songyu_cli.domain.choices import BENCH_STATES, INSPECTION_ITEMS, INSPECTION_RESULTS
from songyu_cli.domain.money import money_phrase, yuan
from songyu_cli.domain.today import WEEK
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.bench_care import work_of
from songyu_cli.views.drawing import Aside, Column, Drawing, Heading, Listing, Table
from songyu_cli.views.words import (
    STATE,
    benches_phrase,
    date_phrase,
    number_column,
    numbered,
    ranged_tags,
    text_column,
    unit_column,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.care import CareReport, Found, InspectionDue, OutOfUse
    from songyu_cli.domain.vocabulary import Choices

SHOWN = 10
_NO_BENCH = Phrase(
    "还没有凳子。安装：songyu bench install 12-3", "No benches yet. To install: songyu bench install 12-3"
)
_TAG = text_column("凳号", "Tag", "tag", keep=True)
TO_INSPECT = Phrase(
    "巡查：songyu bench inspect 凳号；一个单元的全部：songyu bench inspect --unit 单元",
    "To inspect: songyu bench inspect TAG; all of a stairwell: songyu bench inspect --unit UNIT",
)
TO_REPAIR = Phrase(
    "修好以后：songyu bench repair 凳号 --text 修了什么", "Once repaired: songyu bench repair TAG --text WHAT"
)


def rows(found: CareReport) -> Listing:
    """Return what the benches wait for, a row each."""
    return Listing(matters(found), Matter, _calm(found))


def care_page(found: CareReport, *, explain: bool) -> list[Drawing]:
    """Draw what is due, what waits, what was found and paid, and the grids."""
    head = Phrase("{grid}凳子养护，截至{day}", "The care of benches{grid}, as of {day}").format(
        day=date_phrase(found.as_of),
        grid=Phrase("{grid}", " ({grid})").format(grid=found.grid) if found.grid else Phrase("", ""),
    )
    things: list[Drawing] = [Heading(head)]
    if not (found.benches or found.out_of_use):
        none = Phrase("{grid} 还没有凳子。", "There are no benches in {grid}.").format(grid=found.grid)
        return [*things, none if found.grid else _NO_BENCH]
    things += [_standing(found), *_due(found), *_repairs(found), *_stopped(found)]
    if not (found.due or found.open_repairs or found.out_of_use):
        things.append(_calm(found))
    things += [*_window(found), *_grids(found)]
    return [*things, *(_explained(found) if explain else [Aside(Phrase("凳号：加 --explain", "Tags: add --explain"))])]


def _calm(found: CareReport) -> Phrase:
    line = Phrase(
        "{week} 天内没有该巡查的，没有没修好的，也没有停用的。",
        "Nothing to inspect within {week} days, nothing to repair, no bench out of use.",
    )
    return line.format(week=WEEK) if found.benches else _NO_BENCH


def _standing(found: CareReport) -> Phrase:
    line = Phrase(
        "在管 {n}，每 {every} 天巡查一次：超期 {late}，{week} 天内到期 {soon}，还早 {later}；从未巡查 {never}",
        "{n}, inspected every {every} days: {late} overdue, {soon} due within {week} days, {later} later; "
        "{never} never inspected",
    )
    return line.format(
        n=benches_phrase(found.benches),
        every=found.inspect_every,
        week=WEEK,
        late=found.overdue.n,
        soon=found.due_soon.n,
        later=found.later.n,
        never=found.never_inspected.n,
    )


def due_columns(rows: Sequence[InspectionDue]) -> list[Column]:
    """Return the columns of a table of inspections that are due, but for the stairwell."""
    columns = [
        _TAG,
        Column(Phrase("上次巡查", "Inspected"), lambda row: row.inspected_on or Phrase("从未", "never"), keep=True),
        Column(Phrase("应巡查", "Due"), due_phrase, keep=True),
    ]
    if any(row.state != "in_use" for row in rows):
        columns.append(Column(STATE, lambda row: BENCH_STATES.phrase(row.state)))
    return columns


def due_phrase(row: InspectionDue) -> Phrase:
    """Return the day on which an inspection is due, and how far off that is."""
    least = Phrase("至少", "at least ") if row.at_least else Phrase("", "")
    line = Phrase("{due}，还有 {n}", "{due}, {n} left")
    if row.days_left == 0:
        line = Phrase("{due}，今天", "{due}, today")
    elif row.days_left < 0:
        line = Phrase("{due}，{least}超 {n}", "{due}, {least}{n} over")
    return line.format(due=row.due, n=numbered(abs(row.days_left), "天", "day"), least=least)


def _due(found: CareReport) -> list[Drawing]:
    if not found.due:
        return []
    shown = found.due[:SHOWN]
    title = Phrase("该巡查的 {n}", "To inspect: {n}").format(n=benches_phrase(len(found.due)))
    tag, *others = due_columns(shown)
    things: list[Drawing] = [Heading(title), Table([tag, unit_column(shown), *others], shown)]
    if len(found.due) > SHOWN:
        more = Phrase("还有 {n} 张：加 --explain 或 --format csv", "…and {n} more: add --explain or --format csv")
        things.append(Aside(more.format(n=len(found.due) - SHOWN)))
    return [*things, Aside(TO_INSPECT)]


def repair_columns() -> list[Column]:
    """Return the columns of a table of open work orders, but for the stairwell."""
    return [
        number_column("工单", "Order", "repair"),
        _TAG,
        text_column("开单", "Opened", "opened_on", keep=True),
        Column(Phrase("要修什么", "What"), work_of),
        text_column("谁修", "By", "by_whom"),
    ]


def _repairs(found: CareReport) -> list[Drawing]:
    rows = found.open_repairs
    if not rows:
        return []
    title = Phrase("没有修好的 {n}", "Open work orders: {n}").format(n=numbered(len(rows), "张工单", "order"))
    order, tag, *others = repair_columns()
    return [Heading(title), Table([order, tag, unit_column(rows), *others], rows), Aside(TO_REPAIR)]


def _stopped(found: CareReport) -> list[Drawing]:
    rows = found.out_of_use
    if not rows:
        return []
    columns = (
        _TAG,
        unit_column(rows),
        Column(Phrase("从哪天起", "Since"), lambda row: row.since or Phrase("未载明", "not stated"), keep=True),
        Column(Phrase("天数", "Days"), _days, number=True),
        text_column("原因", "Reason", "reason"),
        number_column("工单", "Order", "repair"),
    )
    title = Phrase("停用的 {n}", "Out of use: {n}").format(n=benches_phrase(len(rows)))
    things: list[Drawing] = [Heading(title), Table(columns, rows)]
    if any(row.repair is None for row in rows):  # the others come back with their repair
        things.append(Aside(Phrase("能坐了：songyu bench use 凳号", "Once it can be used: songyu bench use TAG")))
    return things


def _days(row: OutOfUse) -> Phrase | None:
    if row.days is None:
        return None
    return Phrase("至少 {n}", "{n} or more").format(n=row.days) if row.at_least else verbatim(str(row.days))


def _window(found: CareReport) -> list[Drawing]:
    first, last = (date_phrase(day) if day else None for day in (found.window["from"], found.window["to"]))
    title = Phrase("巡查和维修", "Inspections and repairs")
    if first or last:
        title = Phrase("{title}，{a}到{b}", "{title} from {a} to {b}").format(
            title=title, a=first or Phrase("最早", "the first"), b=last or Phrase("现在", "now")
        )
    return [Heading(title), _inspected(found), *_mended(found), *_vague(found)]


def _inspected(found: CareReport) -> Phrase:
    if not found.inspections:
        return Phrase("没有巡查记录。", "No inspections were written down.")
    line = Phrase("巡查 {n}：{results}；毛病：{faults}", "{n}: {results}; faults: {faults}")
    return line.format(
        n=numbered(found.inspections, "次", "inspection"),
        results=_counts(found.results, INSPECTION_RESULTS),
        faults=_counts(found.faults, INSPECTION_ITEMS) if found.faults else Phrase("无", "none"),
    )


def _counts(found: Sequence[Found], words: Choices) -> Phrase:
    line = Phrase("{name} {n}", "{name} {n}")
    return joined([line.format(name=words.phrase(one.key), n=one.n) for one in found if one.n])


def _mended(found: CareReport) -> list[Phrase]:
    mended = found.mended
    if not mended.n:
        return [Phrase("没有维修记录。", "No repairs were written down.")]
    line = Phrase("修好 {n}，费用 {sum}{unsaid}", "{n}, {sum}{unsaid}")
    unsaid = Phrase("（{n} 次没有写费用）", " (the cost of {n} is not stated)").format(n=mended.uncosted.n)
    return [
        line.format(
            n=numbered(mended.n, "次", "repair"),
            sum=money_phrase(mended.fen) if mended.uncosted.n < mended.n else Phrase("未载明", "cost not stated"),
            unsaid=unsaid if 0 < mended.uncosted.n < mended.n else Phrase("", ""),
        )
    ]


def _vague(found: CareReport) -> list[Drawing]:
    if not found.vague.n:
        return []
    line = Phrase(
        "另有 {n} 条巡查或维修日期不够具体，分不清在不在这个时段，没有算：{tags}",
        "{n} more left out, dated too vaguely to tell whether within: {tags}",
    )
    return [Aside(line.format(n=found.vague.n, tags=ranged_tags(found.vague.tags)))]


def _grids(found: CareReport) -> list[Drawing]:
    if len(found.by_grid) < 2:  # noqa: PLR2004  one grid is all there is
        return []
    columns = (
        Column(
            Phrase("网格", "Grid"),
            lambda row: verbatim(row.grid) if row.grid else Phrase("未分网格", "no grid"),
            keep=True,
        ),
        number_column("凳子", "Benches", "benches"),
        number_column("超期", "Overdue", "overdue"),
        number_column("快到期", "Soon", "due_soon"),
        number_column("未修好", "To repair", "open_repairs"),
        number_column("停用", "Stopped", "out_of_use"),
        number_column("修好", "Repaired", "repaired"),
        Column(Phrase("费用（元）", "Yuan"), lambda row: yuan(row.fen) if row.fen else None, number=True),
    )
    return [Heading(Phrase("各网格", "By grid")), Table(columns, found.by_grid)]


def _explained(found: CareReport) -> list[Drawing]:
    how = Phrase(
        "上次巡查（没有就从投用，再没有就从安装）起 {every} 天内为按期，第 {every} 天结束前都算；"
        "日期不到日的，从它最晚可能的那天算；拆除的不算。天数用 songyu config set inspect_every 改。",
        "On time until the end of day {every} after the last inspection (else after coming into use, else after the "
        "installation); a vague date counts from the latest day it can mean; retired benches do not count. "
        "To change it: songyu config set inspect_every DAYS.",
    ).format(every=found.inspect_every)
    parts = [
        (Phrase("超期", "overdue"), found.overdue),
        (Phrase("{n} 天内到期", "due within {n} days").format(n=WEEK), found.due_soon),
        (Phrase("还早", "later"), found.later),
        (Phrase("从未巡查", "never inspected"), found.never_inspected),
        *((INSPECTION_RESULTS.phrase(one.key), Tagged(one.n, one.tags)) for one in found.results),
        *((INSPECTION_ITEMS.phrase(one.key), Tagged(one.n, one.tags)) for one in found.faults),
        (Phrase("修好", "repaired"), Tagged(found.mended.n, found.mended.tags)),
        (Phrase("没有写费用", "cost not stated"), found.mended.uncosted),
    ]
    title = Heading(Phrase("怎么算的（括号内是凳号）", "How they are worked out, with the tags"))
    ours = Phrase(
        "巡查和维修是本工具的延伸，报道里没有。", "Inspection and repair are our own extension; the article has none."
    )
    line = Phrase("  {name} {n}（{tags}）", "  {name} {n} ({tags})")
    said = (line.format(name=name, n=those.n, tags=ranged_tags(those.tags)) for name, those in parts if those.n)
    return [title, how, *said, Aside(ours)]
