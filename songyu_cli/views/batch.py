"""Batches as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.departures import over_allocated
from songyu_cli.domain.report import BatchProgress
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Bar, Column, Drawing, Listing, Table
from songyu_cli.views.words import benches_phrase, number_column, text_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.batches import Batch

PROGRESS = (
    Column(Phrase("批次", "Batch"), lambda batch: Phrase("第{n}批", "{n}").format(n=batch.batch), keep=True),
    number_column("计划", "Plan", "planned"),
    number_column("已分配", "Allocated", "allocated"),
    number_column("已安装", "Installed", "installed"),
    number_column("在用", "In use", "in_use"),
    number_column("待装", "Left", "open"),
    Column(Phrase("进度", "Progress"), lambda batch: Bar(batch.in_use, batch.planned), keep=True),
)
NO_BATCH = Phrase(
    "还没有批次。新开一批：songyu batch open 1 -n 100", "No batch yet. To open one: songyu batch open 1 -n 100"
)
DATES = (
    text_column("开始", "Opened", "opened_on", keep=True),
    text_column("关闭", "Closed", "closed_on", keep=True),
)


def listing(found: Sequence[BatchProgress]) -> Listing:
    """Return batches as a listing."""
    return Listing(found, BatchProgress, NO_BATCH)


def table(found: Listing) -> list[Drawing]:
    """Draw the batches with their progress."""
    return [Table((*PROGRESS, *DATES), found.rows)] if found.rows else [found.empty]


def _said(batch: Batch, zh: str, en: str) -> list[Drawing]:
    line = Phrase(zh, en).format(
        batch=batch.batch,
        planned=benches_phrase(batch.planned),
        opened=batch.opened_on.phrase(),
        installed=batch.installed,
    )
    return [line]


def opened(batch: Batch) -> list[Drawing]:
    """Say which batch was opened."""
    return _said(
        batch,
        "已新开第{batch}批：计划 {planned}，{opened}开始",
        "Opened batch {batch}: {planned} planned, from {opened}",
    )


def edited(batch: Batch) -> list[Drawing]:
    """Say how a batch stands now, and whether it has given more than it plans."""
    said = _said(
        batch,
        "第{batch}批现在是：计划 {planned}，已装 {installed} 张，{opened}开始",
        "Batch {batch} now: {planned} planned, {installed} installed, from {opened}",
    )
    return [*said, *over_allocated(batch.batch, batch.allocated, batch.planned, batch.installed)]


def beyond_target(planned: int, target: int) -> Phrase:
    """Return the notice that all batches together plan more than the target."""
    return Phrase(
        "各批计划共 {planned} 张，超过目标 {target} 张。",
        "All batches together plan {planned} benches, above the target of {target}.",
    ).format(planned=planned, target=target)
