"""What residents say once something was done about their demand: who was asked and reached, and the figures of it.

A demand counts once, by its latest follow-up in which somebody was reached. What was said in a month stays said when
the demand is opened again; only whether a demand is confirmed goes by its current round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import RuleForbids, UsageRefused
from songyu_cli.domain.figures import Counted, Figure, counted, figure_of
from songyu_cli.domain.windows import Window, registered_within
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.demand_steps import Followup
    from songyu_cli.domain.demands import Demand

EVER = Window()
DISSATISFIED = frozenset({"dissatisfied", "very_dissatisfied"})
_SATISFIED = frozenset({"very_satisfied", "satisfied"})
# GRADES without their words, which the report does not need and would wait for.
GRADE_KEYS = ("very_satisfied", "satisfied", "fairly_satisfied", "dissatisfied", "very_dissatisfied")


class Heard(NamedTuple):
    """What a follow-up brought: whether somebody was `reached` and calls the matter `resolved`, `yes` or `no`.

    `text` is masked already.
    """

    reached: str
    resolved: str | None = None
    grade: str | None = None
    text: str | None = None


class Followed(NamedTuple):
    """Demands as they are after a follow-up on a day, in the order in which they were named."""

    on: str
    heard: Heard
    demands: tuple[Demand, ...]


class ResolvedMissing(UsageRefused):
    """Somebody was reached, and it was not said whether the matter is resolved."""

    sentence = Phrase("没有写解决了没有。", "It was not said whether the matter is resolved.")
    hint = Phrase(
        "写 --resolved 是 或 --resolved 否，评价可写可不写：--grade 满意；没有联系上写 --not-reached。",
        "Give --resolved yes or --resolved no, and --grade satisfied if they said so; --not-reached if nobody was.",
    )


class NothingReached(UsageRefused):
    """Who was not reached has said nothing."""

    sentence = Phrase("没有联系上，就没有回答和评价。", "Whoever was not reached has given no answer and no grade.")
    hint = Phrase(
        "没有联系上只写 --not-reached；联系上了就去掉它。",
        "If nobody was reached, give --not-reached alone; else leave it out.",
    )


class AskAboutTheOther(RuleForbids):
    """What was merged is carried out with the demand that it was merged into."""

    sentence = Phrase(
        "第 {demand} 号需求已并入第 {into} 号，一起办理，不单独回访。",
        "Demand {demand} is merged into demand {into} and followed up with it.",
    )
    hint = Phrase(
        "回访第 {into} 号：songyu demand followup {into} --resolved …。",
        "Follow up that one: songyu demand followup {into} --resolved ….",
    )


class GradeCount(NamedTuple):
    """How many demands were given a grade."""

    grade: str
    n: int
    ids: tuple[int, ...]


class FollowupFigures(NamedTuple):
    """Demands asked about in a window, by the day of the follow-up, and what was said of them.

    `asked` are those reached and those `not_reached`; `grades` are of the `graded`, 非常满意 first. The `figures` are
    解决率, 满意率 (in which `fair_counts` tells whether 基本满意 counts) and 确认率, which goes by the day of
    registering; `to_ask` are the done demands behind it about which nobody was reached. `unsure` may have been asked
    about in the window.
    """

    asked: Counted
    reached: Counted
    not_reached: Counted
    graded: Counted
    grades: tuple[GradeCount, ...]
    fair_counts: bool
    figures: tuple[Figure, Figure, Figure]
    to_ask: Counted
    unsure: Counted


def followup_figures(
    demands: Sequence[Demand], followups: Iterable[Followup], window: Window = EVER, *, fair_counts: bool = False
) -> FollowupFigures:
    """Return what residents said of demands; follow-ups about other demands do not count.

    What was merged is asked about as the demand that it was merged into.
    """
    there = {one.demand: one for one in demands}
    about = [one for one in followups if one.demand in there]
    held = [(one, window.holds(Date(one.followed_on))) for one in about]
    inside = [one for one, within in held if within]
    going = [one for one in inside if there[one.demand].merged_into is None]
    said = latest_reached(going)
    graded = [one for one in said if one.grade]
    asked = sorted({one.demand for one in going})
    reached = {one.demand for one in said}
    left_out = {
        "not_reached": [number for number in asked if number not in reached],
        "merged": sorted({one.demand for one in inside} - set(asked)),
    }
    told = [one for one in said if one.resolved]
    good = _SATISFIED | ({"fairly_satisfied"} if fair_counts else set())
    ungraded = [one.demand for one in said if not one.grade]
    resolved_rate = figure_of("resolved_rate", (one for one in told if one.resolved == "yes"), told, left_out)
    satisfied = (one for one in graded if one.grade in good)
    registered, _ = registered_within(demands, window)
    return FollowupFigures(
        asked=_counted(asked),
        reached=counted(said),
        not_reached=_counted(left_out["not_reached"]),
        graded=counted(graded),
        grades=tuple(_grade(grade, graded) for grade in GRADE_KEYS),
        fair_counts=fair_counts,
        figures=(
            resolved_rate,
            figure_of("satisfied_rate", satisfied, graded, {**left_out, "not_graded": ungraded}),
            confirmed_rate(registered, about),
        ),
        to_ask=counted(unasked(registered, about)),
        unsure=_counted(sorted({one.demand for one, within in held if within is None})),
    )


def confirmed_rate(demands: Iterable[Demand], followups: Iterable[Followup]) -> Figure:
    """Return 确认率: done, and resolved as was said last since it was last opened, on whatever day / done."""
    done = [one for one in demands if one.state == "done"]
    said = _of_round(done, followups)
    confirmed = (one for one in done if one.demand in said and said[one.demand].resolved == "yes")
    return figure_of("confirmed_rate", confirmed, done)


def unasked(demands: Iterable[Demand], followups: Iterable[Followup]) -> list[Demand]:
    """Return the done demands about which nobody was reached since they were last opened, in the order given."""
    done = [one for one in demands if one.state == "done"]
    said = _of_round(done, followups)
    return [one for one in done if one.demand not in said]


def _of_round(demands: Iterable[Demand], followups: Iterable[Followup]) -> dict[int, Followup]:
    rounds = {one.demand: one.round for one in demands}
    return {
        one.demand: one for one in latest_reached(each for each in followups if each.round == rounds.get(each.demand))
    }


def latest_reached(followups: Iterable[Followup]) -> list[Followup]:
    """Return the latest follow-up that reached somebody for each demand, by number.

    What was written down later supersedes, unless its day is certainly before.
    """
    latest: dict[int, Followup] = {}
    for one in followups:
        before = latest.get(one.demand)
        if one.reached == "yes" and not (before and _is_before(one, before)):
            latest[one.demand] = one
    return [one for _, one in sorted(latest.items())]


def _is_before(one: Followup, other: Followup) -> bool:
    return Date(one.followed_on).certainly_before(Date(other.followed_on))


def _grade(grade: str, graded: Iterable[Followup]) -> GradeCount:
    ids = tuple(one.demand for one in graded if one.grade == grade)
    return GradeCount(grade, len(ids), ids)


def _counted(ids: Sequence[int]) -> Counted:
    return Counted(len(ids), tuple(ids))
