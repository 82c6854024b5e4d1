"""How a figure is worked out: its formula, and the demands behind each of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.report import RATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.figures import Figure
    from songyu_cli.views.drawing import Drawing

_FORMULAS = {
    "reply_rate": Phrase(
        "有答复日期的 ÷ 有人提出的全部需求，不予采纳、合并、撤回的也算；筛选登记的没有人提出，不算",
        "with a dated reply ÷ all that somebody asked for, declined, merged and withdrawn too; screening not",
    ),
    "response_rate": Phrase(
        "约定日期当天或之前首次答复的 ÷ 已经答复或已经过期的；筛选登记的不算",
        "first replied to by the end of the promised day ÷ replied to already or overdue; screening not",
    ),
    "result_rate": Phrase(
        "已采纳并办结的 ÷ 已采纳的；最后一次决定是采纳，没有撤回、没有合并，才算采纳",
        "accepted and done ÷ accepted: the last decision accepts, neither withdrawn nor merged",
    ),
    "on_time_rate": Phrase(
        "约定日期当天或之前办结的 ÷ 已办结的和过期还没有办结的；撤回、合并、不予采纳的不算；延期的看新日期",
        "done by the end of the promised day ÷ done, or open and overdue; withdrawn, merged and declined not; "
        "an extension's new day counts",
    ),
    "found_at_door": Phrase(
        "上门走访听到的 ÷ 上门走访和居民来访的", "heard at the door ÷ at the door or from walk-ins"
    ),
    "resolved_rate": Phrase(
        "居民说已解决的 ÷ 联系上的；每件只算这个时段最后一次联系上的回访，后来重开了也算",
        "resolved, they say ÷ reached; each demand once, by its last follow-up that reached somebody, reopened or not",
    ),
    "satisfied_rate": Phrase("非常满意、满意的 ÷ 有评价的", "very satisfied or satisfied ÷ graded"),
    "confirmed_rate": Phrase(
        "已办结、最近一次回访说已解决的 ÷ 已办结的；看登记日期，重开以前的回访不算",
        "done and, as they last said of this round, resolved ÷ done; by the day of registering",
    ),
}
_REASONS = {
    "no_promise": Phrase("没有约定日期的", "without a promised day"),
    "not_known": Phrase("日期不到日、分不清是否按时的", "dated too vaguely to tell"),
    "not_due": Phrase("还没有到期的", "not due yet"),
    "never_decided": Phrase("没有采纳就办结的", "done without ever being accepted"),
    "not_reached": Phrase("没有联系上的", "not reached"),
    "not_graded": Phrase("没有评价的", "not graded"),
    "merged": Phrase("后来并入别的需求的", "merged since"),
}


def explained(figure: Figure, formula: Phrase | None = None) -> list[Drawing]:
    """Draw a figure's formula, or another one, and the demands that it counts and leaves out."""
    line = Phrase("{name}：{formula}", "{name}: {formula}")
    things: list[Drawing] = [
        line.format(name=short(figure.key), formula=formula or _FORMULAS[figure.key]),
        *parts(
            (Phrase("分子", "numerator"), figure.numerator_ids), (Phrase("分母", "denominator"), figure.denominator_ids)
        ),
    ]
    if figure.left_out:
        left_out = Phrase("  没有算：{reasons}", "  left out: {reasons}")
        things.append(left_out.format(reasons=reasons(figure, ids=True)))
    return things


def short(key: str) -> Phrase:
    """Return a figure's name without what stands in brackets."""
    return Phrase(RATES[key].zh.partition("（")[0], RATES[key].en.partition(" (")[0])


def reasons(figure: Figure, *, ids: bool) -> Phrase:
    """Return how many demands a figure could not count, and why; with `ids` also which."""
    line = (
        Phrase("{reason} {n} 件（{ids}）", "{n} {reason} ({ids})") if ids else Phrase("{reason} {n} 件", "{n} {reason}")
    )
    return joined(
        [line.format(reason=_REASONS[one.reason], n=len(one.ids), ids=compressed(one.ids)) for one in figure.left_out]
    )


def parts(*named: tuple[Phrase, Sequence[int]]) -> list[Drawing]:
    """Return a line for each group of demands: its name, how many, and which."""
    line = Phrase("  {name} {n}（{ids}）", "  {name} {n} ({ids})")
    return [
        line.format(name=name, n=len(ids), ids=compressed(ids)) if ids else verbatim("  {name} 0").format(name=name)
        for name, ids in named
    ]


def compressed(ids: Sequence[int]) -> str:
    """Return numbers as people list them: 1-4, 7."""
    runs: list[list[int]] = []
    for number in sorted(ids):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
