"""The report: batch progress, the total against the target, coverage, the promise, and the bare stairwells.

Its figures are named tuples, which are made five times as fast as data classes when a command starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.batches import Batch
    from songyu_cli.domain.care import CareReport
    from songyu_cli.domain.heads import Head
    from songyu_cli.domain.reconciliation import Reconciliation

BARE_SHOWN = 10


class BatchProgress(NamedTuple):
    """One batch; quantities are benches. `progress` = in use / planned, `open` = planned - installed.

    `replacements` stand outside the planned number: a bench and those that took its place count once. `pending` are
    installed and not in use yet; `free` = planned - allocated.
    """

    batch: int
    planned: int
    allocated: int
    installed: int
    in_use: int
    out_of_use: int
    retired: int
    open: int
    progress: float | None
    opened_on: str
    closed_on: str | None
    replacements: int = 0
    pending: int = 0
    free: int = 0


class Total(NamedTuple):
    """All batches together against the target: `left_to_target` = target - in use, never below nought."""

    planned: int
    allocated: int
    installed: int
    in_use: int
    out_of_use: int
    retired: int
    open: int
    left_to_target: int
    progress_to_target: float | None


class Coverage(NamedTuple):
    """Stairwells with at least one bench in use, counted, and weighted by residents aged 60+.

    `uncounted` stairwells have no known number aged 60+ and weigh nothing.
    """

    units: int
    covered: int
    rate: float | None
    elderly: int
    elderly_covered: int
    rate_elderly: float | None
    uncounted: int


class Bare(NamedTuple):
    """A stairwell without a bench in use."""

    unit: Address
    elderly: int | None
    elderly_80: int | None
    benches: int


class Rate(NamedTuple):
    """One of the promise's rates; the demands behind it stand in `songyu report promise`."""

    numerator: int
    denominator: int
    rate: float | None


class Silent(NamedTuple):
    """How many matters wait: for a reply; accepted and no step for more than `after` days; for an old stool to go."""

    reply: int
    result: int
    old_stool: int
    after: int


class Said(NamedTuple):
    """What residents say of what was done: demands asked about, reached and graded, and the rates made of them.

    `fair_counts` tells whether 基本满意 counts as satisfied; the demands behind it stand in `songyu report promise`.
    """

    asked: int
    reached: int
    graded: int
    fair_counts: bool
    resolved_rate: Rate
    satisfied_rate: Rate
    confirmed_rate: Rate


class Kept(NamedTuple):
    """How the promise is kept that every demand is answered and every matter carried out, over all demands.

    `open` of them are neither done nor declined, merged or withdrawn.
    """

    demands: int
    open: int
    reply_rate: Rate
    response_rate: Rate
    result_rate: Rate
    on_time_rate: Rate
    silent: Silent
    said: Said


class StillOwed(NamedTuple):
    """What is still owed: benches to the target and not yet in use, bare stairwells, demands, old stools, repairs.

    `results` are accepted demands that are not done; `silent` of them have been without a step for too long.
    """

    to_target: int
    pending: int
    out_of_use: int
    bare: int
    replies: int
    results: int
    silent: int
    old_stools: int
    repairs: int


class Report(NamedTuple):
    """Everything on the main report.

    `counted` are the days of the counts used, `note` is the ledger's own remark, `log` the head of its log.
    """

    community: str
    programme: str
    as_of: str
    target: int
    batches: tuple[BatchProgress, ...]
    total: Total
    coverage: Coverage
    promise: Kept
    owed: StillOwed
    bare: tuple[Bare, ...]
    counted: tuple[str, ...]
    sources: tuple[str, ...]
    note: str | None
    log: Head | None = None


class AnswerSheet(NamedTuple):
    """The main report with the gifts and the care of benches: what goes up as 民生答卷."""

    subdistrict: str
    report: Report
    gifts: Reconciliation
    care: CareReport


def still_owed(total: Total, coverage: Coverage, kept: Kept, repairs: int) -> StillOwed:
    """Return what is still owed, from the report's own figures and the number of open repairs."""
    return StillOwed(
        to_target=total.left_to_target,
        pending=total.installed - total.in_use - total.out_of_use - total.retired,
        out_of_use=total.out_of_use,
        bare=coverage.units - coverage.covered,
        replies=kept.silent.reply,
        results=kept.result_rate.denominator - kept.result_rate.numerator,
        silent=kept.silent.result,
        old_stools=kept.silent.old_stool,
        repairs=repairs,
    )


def share(part: int, whole: int) -> float | None:
    """Return part / whole to four decimals, or None where there is no whole: never 0 % or 100 % of nothing."""
    return round(part / whole, 4) if whole else None


def progress_of(batch: Batch) -> BatchProgress:
    """Return a batch's line of the report."""
    return BatchProgress(
        batch=batch.batch,
        planned=batch.planned,
        allocated=batch.allocated,
        installed=batch.installed,
        in_use=batch.in_use,
        out_of_use=batch.out_of_use,
        retired=batch.retired,
        open=batch.open,
        progress=share(batch.in_use, batch.planned),
        opened_on=batch.opened_on,
        closed_on=batch.closed_on,
        replacements=batch.replacements,
        pending=batch.pending,
        free=batch.free,
    )
