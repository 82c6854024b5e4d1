"""A demand as a line of the needs list: what was judged, decided and answered, in words that are read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.demand_steps import Decision, Reply, Review
    from songyu_cli.domain.demands import Demand

_JUDGEMENTS = ("reasonable", "feasible")
_MERGED = Phrase("归并到第 {n} 号", "merged into demand {n}")
_REPEATS = Phrase("第 {n} 号办结后再次反映", "asks again for what demand {n} asked")
_WITHDRAWN = Phrase("撤回：{why}", "withdrawn: {why}")


class Judged(NamedTuple):
    """What the current round's reviews and the last decision said of a demand; each may be None."""

    reviewed_on: str | None
    reason: str | None
    decided_why: str | None


def judged(demand: Demand, reviews: Sequence[Review], decisions: Sequence[Decision]) -> Judged:
    """Return the day and the reason of what is shown as judged, a no before a yes, and the reason of what was decided.

    A reason that the decision shares with the review, or has alone, counts as the line's reason.
    """
    shown = [
        one
        for one in reviews
        if one.round == demand.round
        and any(getattr(one, name) is not None and getattr(one, name) == getattr(demand, name) for name in _JUDGEMENTS)
    ]
    reasons = sorted(
        (one for one in shown if _said(one.reason)), key=lambda one: "no" in (one.reasonable, one.feasible)
    )
    reason = reasons[-1].reason if reasons else None
    why = decisions[-1].reason if demand.verdict and decisions and _said(decisions[-1].reason) else None
    if why and (why == reason or not shown):
        reason, why = why, None
    return Judged(max((one.reviewed_on for one in shown), default=None), reason, why)


def first_reply(demand: Demand, replies: Sequence[Reply]) -> Reply | None:
    """Return the reply that a demand's day of reply is of."""
    return next((one for one in replies if one.replied_on == demand.replied_on), None)


def remark(demand: Demand) -> Phrase | None:
    """Return what else is to be known of a demand: what became of it, and what it asks for again."""
    found = []
    if demand.state == "merged":
        found.append(_MERGED.format(n=demand.merged_into))
    if demand.state == "withdrawn" and _said(demand.withdrawn_reason):
        found.append(_WITHDRAWN.format(why=demand.withdrawn_reason))
    if demand.repeat_of:
        found.append(_REPEATS.format(n=demand.repeat_of))
    return Phrase("；".join(one.zh for one in found), "; ".join(one.en for one in found)) if found else None


def is_remark(text: str, demand: Demand) -> bool:
    """Tell whether a list's remark is the ledger's own, as it was exported."""
    own = remark(demand)
    return own is not None and clean(text).strip() in (clean(own.zh).strip(), clean(own.en).strip())


def asking(numbers: Sequence[int]) -> Phrase | None:
    """Return demands by their numbers, neighbours together, as a cell names them: 第1—3、7号（4 条）."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if not runs:
        return None
    named = joined(
        [Phrase(f"{run[0]}—{run[-1]}", f"{run[0]}-{run[-1]}") if run[1:] else verbatim(str(run[0])) for run in runs]
    )
    return Phrase("第{those}号（{n} 条）", "{those} ({n} in all)").format(those=named, n=len(numbers))


def _said(text: str | None) -> bool:
    return bool(text and clean(text).strip())
