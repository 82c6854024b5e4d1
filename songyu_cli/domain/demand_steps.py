"""What happens to a demand: judged, decided, answered, carried out, put off, opened again. Each step has its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date

if TYPE_CHECKING:
    from songyu_cli.domain.demands import Demand


class Review(NamedTuple):
    """A judgement by a steward: whether it is reasonable (合理), feasible (可行), or both. It is advice."""

    reviewed_on: str
    reasonable: str | None
    feasible: str | None
    reason: str | None
    role: str
    round: int


class Decision(NamedTuple):
    """`accepted` or `declined`, in a meeting or without one. It binds."""

    decided_on: str
    verdict: str
    reason: str | None
    role: str
    meeting: int | None
    round: int


class Reply(NamedTuple):
    """An answer (回音) to those who asked."""

    replied_on: str
    how: str
    role: str
    text: str | None


class Result(NamedTuple):
    """Something carried out (落实): a bench by its tag, put up or `moved` there or repaired, or another matter."""

    done_on: str
    quantity: int
    bench: str | None
    text: str | None
    role: str | None
    round: int
    moved: bool = False
    repair: int | None = None


class Extension(NamedTuple):
    """The promised day of the result put off, with its reason."""

    extended_on: str
    due: str
    reason: str
    role: str


class Reopening(NamedTuple):
    """A closed demand opened again; it keeps the withdrawal that it set aside."""

    reopened_on: str
    reason: str
    role: str
    withdrawn_on: str | None
    withdrawn_reason: str | None


class Followup(NamedTuple):
    """What residents said of what became of a demand: whether it is `resolved`, and a `grade`, where they were reached.

    `round` is the demand's when it was asked.
    """

    followed_on: str
    demand: int
    round: int
    reached: str
    resolved: str | None
    grade: str | None
    text: str | None
    role: str


class DemandStory(NamedTuple):
    """A demand and every step there was; `merged` are the numbers of those merged into it.

    `unanswered` are those of the merged that somebody asked for and that have had no reply of their own.
    """

    demand: Demand
    reviews: tuple[Review, ...]
    decisions: tuple[Decision, ...]
    replies: tuple[Reply, ...]
    results: tuple[Result, ...]
    extensions: tuple[Extension, ...]
    reopenings: tuple[Reopening, ...]
    followups: tuple[Followup, ...]
    merged: tuple[int, ...]
    unanswered: tuple[int, ...] = ()


class Stepped(NamedTuple):
    """Demands as they are after a step that one or several took on a day, in the order in which they were named."""

    on: str
    demands: tuple[Demand, ...]


class Decided(NamedTuple):
    """What a decision made of demands; `already` are those for which it had been taken before: nothing was written."""

    on: str
    demands: tuple[Demand, ...]
    already: tuple[int, ...]


def steps_of_round(told: DemandStory) -> list[tuple[str, Date]]:
    """Return reviews, decisions, results and follow-ups of the current round as (command, day), the newest first."""
    steps: dict[str, tuple[Review | Decision | Result | Followup, ...]] = {
        "review": told.reviews,
        "decide": told.decisions,
        "result": told.results,
        "followup": told.followups,
    }
    found = [(name, Date(one[0])) for name, some in steps.items() for one in some if one.round == told.demand.round]
    return sorted(found, key=lambda step: step[1].latest(), reverse=True)


def is_decided(told: DemandStory, verdict: str, reason: str | None, meeting: int | None) -> bool:
    """Tell whether the last decision of the current round says all this already; None says nothing new."""
    last = told.decisions[-1] if told.decisions else None
    return (
        last is not None
        and (last.round, last.verdict) == (told.demand.round, verdict)
        and reason in (None, last.reason)
        and meeting in (None, last.meeting)
    )


def before_decision(told: DemandStory) -> bool:
    """Tell whether anything was carried out in the current round that nobody had accepted by then."""
    accepted = [Date(one.decided_on) for one in told.decisions if one.verdict == "accepted"]
    carried_out = [Date(one.done_on) for one in told.results if one.round == told.demand.round]
    return any(all(day.certainly_after(done) for day in accepted) for done in carried_out)
