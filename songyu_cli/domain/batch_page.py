"""A batch's page: how its numbers hold together, who gave, how it was planned, and what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.batches import Batch, Unfilled
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.partners import Gift
    from songyu_cli.domain.plan import SavedPlan
    from songyu_cli.domain.report import BatchProgress


class Reconciliation(NamedTuple):
    """A batch's numbers, each counted for itself; quantities are benches.

    planned = allocated + free; allocated = installed + `to_install`, of which installations without an allocation
    made `by_installing`; `bench_rows` = installed + replacements.
    """

    planned: int
    allocated: int
    free: int
    installed: int
    to_install: int
    by_installing: int
    bench_rows: int
    replacements: int


class DonorBenches(NamedTuple):
    """Benches of a batch that one partner gave, or nobody knows who (None); replaced ones are left out."""

    partner: str | None
    benches: int
    in_use: int


class BatchPage(NamedTuple):
    """A batch and everything that hangs on it.

    `gifts` were given for this batch; `to_install` is allocated and does not stand; `pending` are the tags of benches
    that are not in use yet, `repairs` of those with an open work order; `unplanned` are accepted bench demands that
    wait for more than any batch has on its way there, none once the batch is closed.
    """

    batch: BatchProgress
    note: str | None
    reconciliation: Reconciliation
    gifts: tuple[Gift, ...]
    donors: tuple[DonorBenches, ...]
    plans: tuple[SavedPlan, ...]
    to_install: tuple[Unfilled, ...]
    pending: tuple[str, ...]
    repairs: tuple[str, ...]
    unplanned: tuple[int, ...]
    benches: tuple[Bench, ...]


class Closing(NamedTuple):
    """What closing a batch left: `taken_back` was allocated and will not come, `demands` wait unplanned again.

    `pending` and `repairs` are tags of benches that are still to be put to use, or mended.
    """

    batch: BatchProgress
    reconciliation: Reconciliation
    taken_back: tuple[Unfilled, ...]
    demands: tuple[int, ...]
    pending: tuple[str, ...]
    repairs: tuple[str, ...]


def reconciled(
    batch: Batch, benches: Iterable[Bench], to_install: Iterable[Unfilled], by_installing: int
) -> Reconciliation:
    """Return how a batch's numbers hold together."""
    rows = list(benches)
    return Reconciliation(
        planned=batch.planned,
        allocated=batch.allocated,
        free=batch.free,
        installed=batch.installed,
        to_install=sum(one.benches for one in to_install),
        by_installing=by_installing,
        bench_rows=len(rows),
        replacements=sum(bench.replaces is not None for bench in rows),
    )


def by_donor(benches: Iterable[Bench]) -> tuple[DonorBenches, ...]:
    """Return how many benches each partner gave, the most first, and last those of unknown donors."""
    there = [bench for bench in benches if bench.replaced_by is None]
    given = Counter(bench.partner for bench in there)
    used = Counter(bench.partner for bench in there if bench.state == "in_use")
    found = [DonorBenches(partner, n, used[partner]) for partner, n in given.items()]
    return tuple(sorted(found, key=lambda one: (one.partner is None, -one.benches, one.partner)))


def not_in_use_yet(benches: Iterable[Bench]) -> tuple[str, ...]:
    """Return the tags of the benches that were installed and not put to use."""
    return tuple(bench.tag for bench in benches if bench.state == "pending" and bench.replaced_by is None)
