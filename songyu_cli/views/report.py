"""The report's page: batches, target, coverage, the promise, bare stairwells, and where the numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.silence import Waiting
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.batch import NO_BATCH, PROGRESS
from songyu_cli.views.drawing import Aside, Bar, Column, Drawing, Heading, Table, percent
from songyu_cli.views.heads import head_phrase
from songyu_cli.views.words import date_phrase, number_column, numbered, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.report import Report, Said

_NAMED = 3  # days or sources of counts that are named one by one
_COVERAGE = Phrase("单元和老年人覆盖", "Coverage")
_COVERED = (
    Column(verbatim(""), lambda row: row[0], keep=True),
    Column(Phrase("全部", "All"), lambda row: row[1], number=True),
    Column(Phrase("有凳子", "With a bench"), lambda row: row[2], number=True),
    Column(Phrase("覆盖率", "Share"), lambda row: Bar(row[2], row[1])),
)
_BARE = (
    number_column("60岁以上", "Aged 60+", "elderly"),
    number_column("80岁以上", "Aged 80+", "elderly_80", internal=True),
)

RATES = {
    "reply_rate": Phrase("回音率", "Replied to"),
    "response_rate": Phrase("响应率（按时答复）", "Replied to in time"),
    "result_rate": Phrase("落实率", "Carried out"),
    "on_time_rate": Phrase("按时办结率", "Done in time"),
    "resolved_rate": Phrase("解决率", "Resolved"),
    "satisfied_rate": Phrase("满意率", "Satisfied"),
    "confirmed_rate": Phrase("确认率（办结后问过、已解决）", "Confirmed (done and resolved)"),
    "found_at_door": Phrase("主动发现（上门÷上门和来访）", "Found at the door (of door and walk-in)"),
}
_FAIR_DOES_NOT = Phrase("基本满意不算满意", "fairly satisfied does not count")


class _Owing(NamedTuple):
    what: Phrase
    n: int
    command: Phrase | str


_OWED: dict[str, tuple[Phrase, Phrase | str]] = {
    "to_target": (Phrase("离目标还差的凳子（张）", "Benches to the target"), "songyu batch plan"),
    "pending": (Phrase("装好还没有投用的凳子（张）", "Benches not yet in use"), "songyu bench list --state pending"),
    "out_of_use": (Phrase("停用的凳子（张）", "Benches out of use"), "songyu report care"),
    "bare": (Phrase("没有在用凳子的单元（个）", "Stairwells without a bench in use"), "songyu batch plan"),
    "replies": (Phrase("没有答复的需求（件）", "Demands without a reply"), "songyu report silence"),
    "results": (
        Phrase("采纳了没有办结的需求（件）", "Accepted demands not done"),
        Phrase("songyu demand list --state 采纳、办理中", "songyu demand list --state accepted,in-progress"),
    ),
    "silent": (Phrase("其中超过 {after} 天没有进展（件）", "…no step for over {after} days"), "songyu report silence"),
    "old_stools": (Phrase("装了凳子旧凳还在（处）", "Old stools beside a new bench"), "songyu report silence"),
    "repairs": (Phrase("没有修好的工单（张）", "Open repairs"), "songyu report care"),
}
_OWING = (
    Column(verbatim(""), lambda row: row.what, keep=True),
    Column(Phrase("数量", "How many"), lambda row: row.n, number=True),
    Column(Phrase("在哪里看", "See"), lambda row: row.command),
)
RATE_COLUMNS = (
    Column(verbatim(""), lambda row: RATES[row[0]], keep=True),
    Column(Phrase("件数", "Demands"), lambda row: f"{row[1].numerator}/{row[1].denominator}", number=True),
    Column(Phrase("比率", "Share"), lambda row: Bar(row[1].numerator, row[1].denominator)),
)
NO_DEMAND = Phrase(
    "还没有需求。登记一条：songyu demand add 12-3", "No demands yet. To register one: songyu demand add 12-3"
)

NO_UNIT = Phrase(
    "底账是空的。导入：songyu unit import 底账.xlsx",
    "The register is empty. To take one in: songyu unit import REGISTER.xlsx",
)
# The same where no command is named.
_NO_BATCH = Phrase("还没有批次。", "No batch yet.")
_NO_UNIT = Phrase("底账是空的。", "The register is empty.")
_NO_DEMAND = Phrase("还没有需求。", "No demands yet.")


def report_page(report: Report) -> list[Drawing]:
    """Draw the main report."""
    head = Phrase("{community}“{programme}”进度，截至{day}", "{community}, “{programme}”: progress as of {day}")
    return [
        Heading(head.format(community=report.community, programme=report.programme, day=date_phrase(report.as_of))),
        *body(report),
        *foot(report),
    ]


def body(report: Report, *, leaving: bool = False) -> list[Drawing]:
    """Draw the report's parts; in one that is leaving the office are no 80+ by stairwell, and no commands to type."""
    return [
        *_batches(report, leaving=leaving),
        *_coverage(report, leaving=leaving),
        *_promise(report, leaving=leaving),
        *_owed(report, leaving=leaving),
        *_bare(report, leaving=leaving),
    ]


def _batches(report: Report, *, leaving: bool) -> list[Drawing]:
    total = report.total
    line = Phrase(
        "目标 {target} 张，在用 {in_use} 张，完成 {share}，还差 {left} 张",
        "Target {target}, {in_use} in use, {share} done, {left} to go",
    )
    against = line.format(
        target=report.target,
        in_use=total.in_use,
        share=percent(total.progress_to_target),
        left=total.left_to_target,
    )
    if not report.batches:
        return [_NO_BATCH if leaving else NO_BATCH, against]
    sums = (
        Phrase("合计", "Total"),
        total.planned,
        total.allocated,
        total.installed,
        total.in_use,
        total.open,
        Bar(total.in_use, total.planned),
    )
    things: list[Drawing] = [Table(PROGRESS, report.batches, total=sums), against]
    if total.out_of_use or total.retired:
        broken = Phrase("停用 {out} 张，拆除 {retired} 张", "{out} out of use, {retired} retired")
        things.append(broken.format(out=total.out_of_use, retired=total.retired))
    return things


def _coverage(report: Report, *, leaving: bool) -> list[Drawing]:
    covered = report.coverage
    if not covered.units:
        return [Heading(_COVERAGE), _NO_UNIT if leaving else NO_UNIT]
    rows = [
        (Phrase("单元", "Stairwells"), covered.units, covered.covered),
        (Phrase("60岁以上老人", "Residents aged 60+"), covered.elderly, covered.elderly_covered),
    ]
    things: list[Drawing] = [Heading(_COVERAGE), Table(_COVERED, rows)]
    if covered.uncounted:
        note = Phrase("{n}没有老年人数，60岁以上一行未计入", "{n} without a headcount left out of the 60+ line")
        things.append(Aside(note.format(n=numbered(covered.uncounted, "个单元", "stairwell"))))
    return things


def _promise(report: Report, *, leaving: bool) -> list[Drawing]:
    kept = report.promise
    title = Heading(Phrase("件件有回音、事事有落实", "Every request answered, every matter carried out"))
    if not kept.demands:
        return [title, _NO_DEMAND if leaving else NO_DEMAND]
    made = {**kept._asdict(), **kept.said._asdict()}
    rates = [(key, made[key]) for key in RATES if key in made and (kept.said.asked or not hasattr(kept.said, key))]
    return [title, Table(RATE_COLUMNS, rates), *_asked(kept.said)]


def _asked(said: Said) -> list[Drawing]:
    if not said.asked:
        return []
    line = Phrase(
        "回访 {asked} 件，联系上 {reached}，有评价 {graded}（{fair}）",
        "{asked} followed up, {reached} reached, {graded} graded ({fair})",
    )
    fair = Phrase("基本满意算满意", "fairly satisfied counts") if said.fair_counts else _FAIR_DOES_NOT
    return [Aside(line.format(asked=said.asked, reached=said.reached, graded=said.graded, fair=fair))]


def _owed(report: Report, *, leaving: bool) -> list[Drawing]:
    """Draw what is still owed, and where each matter is seen."""
    owed, kept = report.owed, report.promise
    after = kept.silent.after
    rows = [
        _Owing(phrase.format(after=after), getattr(owed, key), command)
        for key, (phrase, command) in _OWED.items()
        if getattr(owed, key)
    ]
    things: list[Drawing] = [Heading(Phrase("还欠什么", "Still owed"))] if rows or kept.demands else []
    if rows:
        things.append(Table(_OWING[:2] if leaving else _OWING, rows))
    if kept.demands and not (owed.replies or owed.silent or owed.old_stools):
        things.append(quiet(Waiting((), kept.demands, kept.open, after), leaving=leaving))
    return things


def quiet(found: Waiting, grid: str | None = None, *, leaving: bool = False) -> Phrase:
    """Say that nothing waits, in no more words than were tested, and how many demands are still open.

    What is `leaving` the office names no command.
    """
    line = Phrase(
        "没有人等答复；没有采纳后超过 {after} 天没有进展的（延期未到的不算）{rest}。",
        "Nobody is without a reply; nothing accepted, unless put off, is without a step for {after} days{rest}.",
    )
    rest = Phrase("", "")
    if found.open and leaving:
        rest = Phrase("；还有 {n} 件没有办结", "; {n} still open").format(n=found.open)
    elif found.open:
        rest = Phrase("；还有 {n} 件没有办结：{command}", "; {n} still open: {command}").format(
            n=found.open, command="songyu demand list --open" + (f" --grid {grid}" if grid else "")
        )
    elif found.demands:
        rest = Phrase("：件件有回音、事事有落实", ": every request answered, every matter carried out")
    return line.format(after=found.after, rest=rest)


def _bare(report: Report, *, leaving: bool) -> list[Drawing]:
    if not report.coverage.units:
        return []
    title = Heading(Phrase("还没有凳子、老人最多的单元", "Stairwells still without a bench, most residents 60+ first"))
    if not report.bare:
        return [title, Phrase("没有：每个单元都有在用的凳子。", "None: every stairwell has a bench in use.")]
    return [title, Table((unit_column(report.bare), *_BARE[: 1 if leaving else None]), report.bare)]


def foot(report: Report) -> list[Drawing]:
    """Draw where the report's numbers come from."""
    things: list[Drawing] = []
    if report.counted:
        line = Phrase("人数日期：{days}", "Headcounts of {days}").format(days=_days(report.counted))
        if report.sources:
            from_ = Phrase("{line}；来源：{sources}", "{line}, from {sources}")
            line = from_.format(line=line, sources=_sources(report.sources))
        things.append(Aside(line))
    if report.note:
        things.append(Aside(verbatim(report.note)))
    if report.log:
        things.append(Aside(head_phrase(report.log.text)))
    return [Phrase("", ""), *things] if things else []


def _days(days: Sequence[str]) -> Phrase:
    if len(days) <= _NAMED:
        return joined([date_phrase(day) for day in days])
    line = Phrase("{first}至{last}，共 {n} 个日期", "{first} to {last}, {n} dates")
    return line.format(first=date_phrase(days[0]), last=date_phrase(days[-1]), n=len(days))


def _sources(sources: Sequence[str]) -> Phrase:
    named = joined([verbatim(source) for source in sources[:_NAMED]])
    if len(sources) <= _NAMED:
        return named
    return Phrase("{named}，另有 {n} 个", "{named} and {n} more").format(named=named, n=len(sources) - _NAMED)


def demo_page(report: Report, path: Path) -> list[Drawing]:
    """Draw the report of the sample ledger and what to try next."""
    made = Phrase("已建好示例账本 {path}（虚构数据）。", "Built the sample ledger {path} (made-up data).")
    tries = Phrase(
        "试一试：songyu --db {path} trace 45-2；songyu --db {path} batch plan 3 -n 80",
        "Try next: songyu --db {path} trace 45-2; songyu --db {path} batch plan 3 -n 80",
    )
    return [made.format(path=path), *report_page(report), Phrase("", ""), tries.format(path=path)]
