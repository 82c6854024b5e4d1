"""The report's page: batches, target, coverage, bare stairwells, and where the numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.batch import NO_BATCH, PROGRESS
from songyu_cli.views.drawing import Aside, Bar, Column, Drawing, Heading, Table, percent
from songyu_cli.views.words import date_phrase, number_column, numbered, unit_column

if TYPE_CHECKING:
    from pathlib import Path

    from songyu_cli.domain.report import Report

_COVERAGE = Phrase("单元和老年人覆盖", "Coverage")
_COVERED = (
    Column(verbatim(""), lambda row: row[0], keep=True),
    Column(Phrase("全部", "All"), lambda row: row[1], number=True),
    Column(Phrase("有凳子", "With a bench"), lambda row: row[2], number=True),
    Column(Phrase("覆盖率", "Share"), lambda row: Bar(row[2], row[1])),
)
_BARE = (number_column("60岁以上", "Aged 60+", "elderly"), number_column("80岁以上", "Aged 80+", "elderly_80"))


def report_page(report: Report) -> list[Drawing]:
    """Draw the main report."""
    head = Phrase("{community}“{programme}”进度，截至{day}", "{community}, “{programme}”: progress as of {day}")
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
        days = joined([date_phrase(day) for day in report.counted[-3:]])
        sources = joined([verbatim(source) for source in report.sources[:3]])
        line = Phrase("人数日期：{days}", "Headcounts of {days}").format(days=days)
        if report.sources:
            line = Phrase("{line}；来源：{sources}", "{line}, from {sources}").format(line=line, sources=sources)
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
