"""Batches: the programme's benches come in numbered lots, each with a planned number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date


@dataclass(frozen=True)
class Batch:
    """One batch and how far it has come; quantities are benches.

    `allocated` does not shrink as benches are installed; `installed` counts every bench of the batch, whatever
    became of it; `open` = planned - installed, below nought when more was installed than planned;
    `progress` = in use / planned. A bench and the `replacements` that took its place count once, as the newest is.
    """

    batch: int
    planned: int
    opened_on: Date
    closed_on: Date | None
    allocated: int
    installed: int
    in_use: int
    out_of_use: int
    retired: int
    note: str | None = None
    replacements: int = 0
    id: int = 0

    @property
    def open(self) -> int:
        """Benches still to install."""
        return self.planned - self.installed

    @property
    def pending(self) -> int:
        """Benches installed and not yet put to use."""
        return self.installed - self.in_use - self.out_of_use - self.retired

    @property
    def free(self) -> int:
        """Benches planned and given to no stairwell; below nought where more was given than planned."""
        return self.planned - self.allocated


class Unfilled(NamedTuple):
    """Benches that a batch has given a stairwell and that do not stand there yet; `id` is the stairwell's row."""

    unit: Address
    grid: str | None
    benches: int
    id: int


class BatchNotFound(NotFound):
    """The programme has no batch of that number."""

    sentence = Phrase("没有第{batch}批。", "There is no batch {batch}.")
    hint = Phrase(
        "已有：{known}。新开一批：songyu batch open {batch} -n 数量。",
        "There are: {known}. To open it: songyu batch open {batch} -n NUMBER.",
    )


class BatchExists(RuleForbids):
    """A batch of that number was opened before."""

    sentence = Phrase("第{batch}批已经开过了。", "Batch {batch} was opened already.")
    hint = Phrase("要改它：songyu batch edit {batch}。", "To change it: songyu batch edit {batch}.")


class BatchClosed(RuleForbids):
    """A closed batch takes no more benches."""

    sentence = Phrase("第{batch}批已于 {closed} 关闭。", "Batch {batch} was closed on {closed}.")
    hint = Phrase(
        "换一个批次（--batch），或新开一批：songyu batch open。",
        "Name another batch (--batch), or open one: songyu batch open.",
    )


class BatchFull(RuleForbids):
    """More benches than the batch plans."""

    sentence = Phrase(
        "第{batch}批计划 {planned} 张，已装 {installed} 张，再装 {wanted} 张就超了。",
        "Batch {batch} plans {planned} and has {installed}; {wanted} more would be too many.",
    )
    hint = Phrase(
        "确实多装了就加 --over；计划改了就用 songyu batch edit {batch} -n 数量。",
        "If they really stand there, add --over; if the plan changed, songyu batch edit {batch} -n NUMBER.",
    )


class NoOpenBatch(RuleForbids):
    """A bench needs a batch, and none is open."""

    sentence = Phrase("没有开着的批次。", "No batch is open.")
    hint = Phrase("新开一批：songyu batch open {next} -n 数量。", "Open one: songyu batch open {next} -n NUMBER.")


class WhichBatch(UsageRefused):
    """Several batches are open, and none was named."""

    sentence = Phrase("开着的批次不止一个：{batches}。", "More than one batch is open: {batches}.")
    hint = Phrase("用 --batch 指定一个。", "Name one with --batch.")


class PlannedBelowInstalled(RuleForbids):
    """A plan cannot shrink below what stands already."""

    sentence = Phrase(
        "第{batch}批已装 {installed} 张，计划不能改成 {planned} 张。",
        "Batch {batch} has {installed} installed already; its plan cannot become {planned}.",
    )
    hint = Phrase("计划数至少 {installed}。", "Plan at least {installed}.")


class OpenedAfterInstalled(RuleForbids):
    """A batch cannot open after a bench of it was installed."""

    sentence = Phrase(
        "第{batch}批在 {installed} 已有凳子安装，不能改成 {opened} 才开。",
        "A bench of batch {batch} was installed on {installed}; it cannot open on {opened}.",
    )
    hint = Phrase("核对日期，或先改安装记录。", "Check the date, or mend the installation first.")


class ClosedBeforeOpened(RuleForbids):
    """A batch cannot close before it opened, or before its last bench was installed."""

    sentence = Phrase(
        "第{batch}批不能在 {closed} 关闭：{since} 还在进行。",
        "Batch {batch} cannot close on {closed}: it was still going on {since}.",
    )
    hint = Phrase("核对 --on 的日期。", "Check the date after --on.")
