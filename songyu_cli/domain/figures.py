"""The figures of the promise: every demand answered, every matter carried out. Each carries the ids behind it.

A figure's numerator and denominator are the sizes of its two lists of demands and nothing else; a demand that cannot be
counted stands in `left_out` with the reason. The formulas are this tool's own and not an authority's.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.promises import standing
from songyu_cli.domain.report import share

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from songyu_cli.domain.demand_steps import Followup
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.followups import FollowupFigures
    from songyu_cli.domain.meetings import Participation

_UNCOUNTED = {"no_promise": "no_promise", "not_known": "not_known", "waiting": "not_due"}


class LeftOut(NamedTuple):
    """Demands that a figure cannot count: `no_promise`, `not_known`, `not_due` or `never_decided`.

    Of those asked about in follow-ups: `not_reached`, `not_graded` or `merged`.
    """

    reason: str
    ids: tuple[int, ...]


class Figure(NamedTuple):
    """A share of demands; `rate` = numerator / denominator, None where there is nothing to divide by."""

    key: str
    numerator: int
    denominator: int
    rate: float | None
    numerator_ids: tuple[int, ...]
    denominator_ids: tuple[int, ...]
    left_out: tuple[LeftOut, ...] = ()


class Counted(NamedTuple):
    """So many demands or meetings, and which."""

    n: int
    ids: tuple[int, ...]


class ChannelCount(NamedTuple):
    """How many demands came in one way."""

    channel: str
    n: int
    ids: tuple[int, ...]


class Median(NamedTuple):
    """Days from registering to the first reply, over the demands whose two days are known; `left_out` have none."""

    median: float | None
    n: int
    ids: tuple[int, ...]
    left_out: tuple[int, ...]


class PromiseReport(NamedTuple):
    """How the promise is kept, by demands registered in the window; `unsure` may have been registered in it.

    `participation` is by the day of the meetings, and of the whole community whatever the grid; `unsure_meetings` may
    have been held in the window and are left out. `followups` are by the day of the follow-up.
    """

    as_of: str
    window: dict[str, str | None]
    grid: str | None
    demands: int
    figures: tuple[Figure, ...]
    days_to_first_reply: Median
    channels: tuple[ChannelCount, ...]
    participation: tuple[Participation, ...]
    unsure_meetings: Counted
    screening: Counted
    merged: Counted
    extended: Counted
    unsure: Counted
    followups: FollowupFigures


def is_accepted(demand: Demand) -> bool:
    """Tell whether the last decision accepts a demand that is neither withdrawn nor merged."""
    return demand.verdict == "accepted" and demand.state not in ("withdrawn", "merged")


def reply_rate(demands: Iterable[Demand]) -> Figure:
    """Return 回音率: demands with a dated reply / all that somebody asked for, whatever became of them."""
    asked = list(filter(awaits_reply, demands))
    return figure_of("reply_rate", (one for one in asked if one.replied_on), asked)


def response_rate(demands: Iterable[Demand], today: datetime.date) -> Figure:
    """Return 响应率: first answered by the promised day / answered already or due."""
    asked = filter(awaits_reply, demands)
    return _timed("response_rate", [(one, one.reply_due, one.replied_on) for one in asked], today)


def result_rate(demands: Iterable[Demand]) -> Figure:
    """Return 落实率: accepted demands that are done / accepted demands.

    What was carried out without ever having been accepted is left out.
    """
    there = list(demands)
    accepted = list(filter(is_accepted, there))
    done = (one for one in accepted if one.state == "done")
    undecided = [one.demand for one in there if one.state == "done" and not is_accepted(one)]
    return figure_of("result_rate", done, accepted, {"never_decided": undecided})


def on_time_rate(demands: Iterable[Demand], today: datetime.date) -> Figure:
    """Return 按时办结率: done by the promised day, extended or not / done, or open and overdue."""
    counted = (one for one in demands if one.state not in ("withdrawn", "merged", "declined"))
    return _timed("on_time_rate", [(one, one.result_due, one.done_on) for one in counted], today)


def found_at_door(demands: Iterable[Demand]) -> Figure:
    """Return 主动发现: demands heard at the door / those and the ones that residents walked in with."""
    both = [one for one in demands if one.channel in ("door", "walk_in")]
    return figure_of("found_at_door", (one for one in both if one.channel == "door"), both)


def days_to_first_reply(demands: Iterable[Demand]) -> Median:
    """Return the median of the days from registering to the first reply, exact: halves stay halves."""
    days: dict[int, int] = {}
    left_out: list[int] = []
    for one in filter(awaits_reply, demands):
        if one.replied_on is None:
            continue
        asked, answered = Date(one.registered_on), Date(one.replied_on)
        if asked.precision == answered.precision == "day":
            days[one.demand] = (answered.earliest() - asked.earliest()).days
        else:
            left_out.append(one.demand)
    return Median(_median(sorted(days.values())), len(days), tuple(days), tuple(left_out))


def _median(ordered: Sequence[int]) -> float | None:
    if not ordered:
        return None
    twice = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
    return twice / 2 if twice % 2 else twice // 2


def by_channel(demands: Sequence[Demand], channels: Iterable[str]) -> tuple[ChannelCount, ...]:
    """Return how many demands came through each channel, in the order given, those with none too."""
    ids: dict[str, list[int]] = {channel: [] for channel in channels}
    for one in demands:
        ids.setdefault(one.channel, []).append(one.demand)
    return tuple(ChannelCount(channel, len(found), tuple(found)) for channel, found in ids.items())


def counted(demands: Iterable[Demand | Followup]) -> Counted:
    """Return demands as their number and ids."""
    ids = tuple(one.demand for one in demands)
    return Counted(len(ids), ids)


def rates(demands: Sequence[Demand], today: datetime.date) -> tuple[Figure, Figure, Figure, Figure]:
    """Return the four rates of the promise: 回音率, 响应率, 落实率, 按时办结率."""
    return reply_rate(demands), response_rate(demands, today), result_rate(demands), on_time_rate(demands, today)


def _timed(key: str, steps: Iterable[tuple[Demand, str | None, str | None]], today: datetime.date) -> Figure:
    """Return how many steps were on time: each is a demand, the promised day, and when the step was made."""
    judged: dict[str, list[int]] = defaultdict(list)
    met, due = [], []
    for demand, promised, met_on in steps:
        stands = standing(promised, met_on, today)
        if stands in _UNCOUNTED:
            judged[_UNCOUNTED[stands]].append(demand.demand)
            continue
        due.append(demand)
        if stands == "on_time":
            met.append(demand)
    return figure_of(key, met, due, judged)


def figure_of(
    key: str,
    meets: Iterable[Demand | Followup],
    of: Iterable[Demand | Followup],
    left_out: Mapping[str, Sequence[int]] | None = None,
) -> Figure:
    """Return a figure as the sizes of its two lists; `left_out` are numbers of demands by the reason."""
    part, whole = (tuple(one.demand for one in demands) for demands in (meets, of))
    reasons = tuple(LeftOut(reason, tuple(ids)) for reason, ids in (left_out or {}).items() if ids)
    return Figure(key, len(part), len(whole), share(len(part), len(whole)), part, whole, reasons)
