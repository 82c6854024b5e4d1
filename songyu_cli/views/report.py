"""The report's page: batches, target, coverage, bare stairwells, and where the numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.batch import PROGRESS
from songyu_cli.views.drawing import Aside, Bar, Column, Drawing, Heading, Table
from songyu_cli.views.words import date_phrase, number_column, unit_column

if TYPE_CHECKING:
    from pathlib import Path

    from songyu_cli.domain.report import Report

_COVERED = (
    Column(Phrase("覆盖", "Coverage"), lambda row: row[0]),
    Column(Phrase("全部", "All"), lambda row: row[1], number=True),
    Column(Phrase("有凳子", "With a bench"), lambda row: row[2], number=True),
    Column(Phrase("覆盖率", "Share"), lambda row: Bar(row[2], row[1]), keep=True),
)
_BARE = (
    unit_column(),
    number_column("60岁以上", "Aged 60+", "elderly"),
    number_column("80岁以上", "Aged 80+", "elderly_80"),
)


def report_page(report: Report) -> list[Drawing]:
    """Draw the main report."""
    head = Phrase("{community}「{programme}」进度，截至 {day}", "{community} “{programme}”, as of {day}")
    return [
        Heading(head.format(community=report.community, programme=report.programme, day=date_phrase(report.as_of))),
        *_batches(report),
        *_coverage(report),
        *_bare(report),
        *_foot(report),
    ]


def _batches(report: Report) -> list[Drawing]:
    total = report.total
    line = Phrase(
        "目标 {target} 张，在用 {in_use} 张，完成 {bar}，还差 {left} 张",
        "Target {target}, {in_use} in use, {bar} done, {left} left to the target",
    )
    rate = "—" if total.progress_to_target is None else f"{total.progress_to_target * 100:.1f} %"
    against = line.format(target=report.target, in_use=total.in_use, bar=verbatim(rate), left=total.left_to_target)
    if not report.batches:
        none = Phrase("还没有批次。新开一批：songyu batch open 1 -n 100", "No batch yet. Open one: songyu batch open 1 -n 100")
        return [none, against]
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
            Heading(Phrase("覆盖", "Coverage")),
            Phrase(
                "底账是空的。导入：songyu unit import 底账.xlsx", "The register is empty. Take one in: songyu unit import FILE"
            ),
        ]
    rows = [
        (Phrase("单元", "Stairwells"), covered.units, covered.covered),
        (Phrase("60岁以上老人", "Residents aged 60+"), covered.elderly, covered.elderly_covered),
    ]
    things: list[Drawing] = [Heading(Phrase("单元和老年人覆盖", "Coverage")), Table(_COVERED, rows)]
    if covered.uncounted:
        note = Phrase("{n} 个单元没有老年人数，未计入", "{n} stairwells without a count are left out of the 60+ figure")
        things.append(Aside(note.format(n=covered.uncounted)))
    return things


def _bare(report: Report) -> list[Drawing]:
    if not report.coverage.units:
        return []
    title = Heading(Phrase("还没有凳子、老人最多的单元", "Bare stairwells with most elderly"))
    if not report.bare:
        return [title, Phrase("没有：每个单元都有在用的凳子。", "None: every stairwell has a bench in use.")]
    return [title, Table(_BARE, report.bare)]


def _foot(report: Report) -> list[Drawing]:
    things: list[Drawing] = []
    if report.counted:
        days = joined([date_phrase(day) for day in report.counted[-3:]])
        sources = joined([verbatim(source) for source in report.sources[:3]])
        line = Phrase("人数截至 {days}", "Counts of {days}").format(days=days)
        if report.sources:
            line = Phrase("{line}，来源 {sources}", "{line}, from {sources}").format(line=line, sources=sources)
        things.append(Aside(line))
    if report.note:
        things.append(Aside(verbatim(report.note)))
    return [Phrase("", ""), *things] if things else []


def demo_page(report: Report, path: Path) -> list[Drawing]:
    """Draw the report of the sample ledger and what to try next."""
    made = Phrase("已建好示例账本 {path}（虚构数据）。", "Built the sample ledger {path} (made-up data).")
    tries = Phrase(
        "试一试：songyu --db {path} unit list --uncovered --min-elderly 8 --sort elderly",
        "Try next: songyu --db {path} unit list --uncovered --min-elderly 8 --sort elderly",
    )
    return [made.format(path=path), *report_page(report), Phrase("", ""), tries.format(path=path)]
