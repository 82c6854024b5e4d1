"""The report's page: batches, target, coverage, the promise, bare stairwells, and where the numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.silence import Waiting
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.batch import NO_BATCH, PROGRESS
from songyu_cli.views.drawing import Aside, Bar, Column, Drawing, Heading, Table, percent
from songyu_cli.views.words import date_phrase, number_column, numbered, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.report import Kept, Report

_NAMED = 3  # days or sources of counts that are named one by one
_COVERAGE = Phrase("单元和老年人覆盖", "Coverage")
_COVERED = (
    Column(verbatim(""), lambda row: row[0], keep=True),
    Column(Phrase("全部", "All"), lambda row: row[1], number=True),
    Column(Phrase("有凳子", "With a bench"), lambda row: row[2], number=True),
    Column(Phrase("覆盖率", "Share"), lambda row: Bar(row[2], row[1])),
)
_BARE = (number_column("60岁以上", "Aged 60+", "elderly"), number_column("80岁以上", "Aged 80+", "elderly_80"))

RATES = {
    "reply_rate": Phrase("回音率", "Replied to"),
    "response_rate": Phrase("响应率（按时答复）", "Replied to in time"),
    "result_rate": Phrase("落实率", "Carried out"),
    "on_time_rate": Phrase("按时办结率", "Done in time"),
    "found_at_door": Phrase("主动发现（上门÷上门和来访）", "Found at the door (of door and walk-in)"),
}
RATE_COLUMNS = (
    Column(verbatim(""), lambda row: RATES[row[0]], keep=True),
    Column(Phrase("件数", "Demands"), lambda row: f"{row[1].numerator}/{row[1].denominator}", number=True),
    Column(Phrase("比率", "Share"), lambda row: Bar(row[1].numerator, row[1].denominator)),
)
NO_DEMAND = Phrase(
    "还没有需求。登记一条：songyu demand add 12-3", "No demands yet. To register one: songyu demand add 12-3"
)


def report_page(report: Report) -> list[Drawing]:
    """Draw the main report."""
    head = Phrase("{community}“{programme}”进度，截至{day}", "{community}, “{programme}”: progress as of {day}")
    return [
        Heading(head.format(community=report.community, programme=report.programme, day=date_phrase(report.as_of))),
        *_batches(report),
        *_coverage(report),
        *_promise(report),
        *_bare(report),
        *_foot(report),
    ]


def _batches(report: Report) -> list[Drawing]:
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
        return [NO_BATCH, against]
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


def _coverage(report: Report) -> list[Drawing]:
    covered = report.coverage
    if not covered.units:
        return [
            Heading(_COVERAGE),
            Phrase(
                "底账是空的。导入：songyu unit import 底账.xlsx",
                "The register is empty. To take one in: songyu unit import REGISTER.xlsx",
            ),
        ]
    rows = [
        (Phrase("单元", "Stairwells"), covered.units, covered.covered),
        (Phrase("60岁以上老人", "Residents aged 60+"), covered.elderly, covered.elderly_covered),
    ]
    things: list[Drawing] = [Heading(_COVERAGE), Table(_COVERED, rows)]
    if covered.uncounted:
        note = Phrase("{n}没有老年人数，60岁以上一行未计入", "{n} without a headcount left out of the 60+ line")
        things.append(Aside(note.format(n=numbered(covered.uncounted, "个单元", "stairwell"))))
    return things


def _promise(report: Report) -> list[Drawing]:
    kept = report.promise
    title = Heading(Phrase("件件有回音、事事有落实", "Every request answered, every matter carried out"))
    if not kept.demands:
        return [title, NO_DEMAND]
    rates = [(key, getattr(kept, key)) for key in RATES if hasattr(kept, key)]
    return [title, Table(RATE_COLUMNS, rates), *_silent(kept)]


def _silent(kept: Kept) -> list[Drawing]:
    """Say how many matters wait, and where to see them."""
    silent = kept.silent
    waiting = [
        (silent.reply, Phrase("还没有答复的 {n} 件", "{n} without a reply")),
        (silent.result, Phrase("采纳后超过 {after} 天没有进展的 {n} 件", "{n} accepted and no step for {after} days")),
        (silent.old_stool, Phrase("装了凳子旧凳还在的 {n} 处", "{n} with old stools beside a new bench")),
    ]
    said = [phrase.format(n=n, after=silent.after) for n, phrase in waiting if n]
    if not said:
        return [quiet(Waiting((), kept.demands, kept.open, silent.after))]
    return [joined(said), Aside(Phrase("逐件看：songyu report silence", "See them: songyu report silence"))]


def quiet(found: Waiting, grid: str | None = None) -> Phrase:
    """Say that nothing waits, in no more words than were tested, and how many demands are still open."""
    line = Phrase(
        "没有人等答复；没有采纳后超过 {after} 天没有进展的（延期未到的不算）{rest}。",
        "Nobody is without a reply; nothing accepted, unless put off, is without a step for {after} days{rest}.",
    )
    rest = Phrase("", "")
    if found.open:
        rest = Phrase("；还有 {n} 件没有办结：{command}", "; {n} still open: {command}").format(
            n=found.open, command="songyu demand list --open" + (f" --grid {grid}" if grid else "")
        )
    elif found.demands:
        rest = Phrase("：件件有回音、事事有落实", ": every request answered, every matter carried out")
    return line.format(after=found.after, rest=rest)


def _bare(report: Report) -> list[Drawing]:
    if not report.coverage.units:
        return []
    title = Heading(Phrase("还没有凳子、老人最多的单元", "Stairwells still without a bench, most residents 60+ first"))
    if not report.bare:
        return [title, Phrase("没有：每个单元都有在用的凳子。", "None: every stairwell has a bench in use.")]
    return [title, Table((unit_column(report.bare), *_BARE), report.bare)]


def _foot(report: Report) -> list[Drawing]:
    things: list[Drawing] = []
    if report.counted:
        line = Phrase("人数日期：{days}", "Headcounts of {days}").format(days=_days(report.counted))
        if report.sources:
            from_ = Phrase("{line}；来源：{sources}", "{line}, from {sources}")
            line = from_.format(line=line, sources=_sources(report.sources))
        things.append(Aside(line))
    if report.note:
        things.append(Aside(verbatim(report.note)))
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
        "试一试：songyu --db {path} report silence；songyu --db {path} trace 45-2",
        "Try next: songyu --db {path} report silence; songyu --db {path} trace 45-2",
    )
    return [made.format(path=path), *report_page(report), Phrase("", ""), tries.format(path=path)]
