"""The follow-ups' part of the promise: what residents said, by the day on which they were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import GRADES
from songyu_cli.domain.wording import Phrase, joined
from songyu_cli.views.drawing import Aside, Drawing, Heading, Table
from songyu_cli.views.explaining import compressed, explained, parts
from songyu_cli.views.report import RATE_COLUMNS

if TYPE_CHECKING:
    from songyu_cli.domain.followups import FollowupFigures

_TITLE = Phrase("回访（按回访日期；确认率按登记日期）", "Follow-ups, by their own day (confirmed: by registering)")
_FAIR = {
    True: Phrase("满意率里基本满意算满意", "Fairly satisfied counts as satisfied"),
    False: Phrase("满意率里基本满意不算", "Fairly satisfied does not count as satisfied"),
}
_WITH_FAIR = Phrase("非常满意、满意、基本满意的 ÷ 有评价的", "very, plainly or fairly satisfied ÷ graded")
_HOW = Phrase(
    "没有回访。记一条：songyu demand followup {n} --resolved 是 --grade 满意",
    "No follow-ups. To note one: songyu demand followup {n} --resolved yes --grade satisfied",
)


def followups_part(said: FollowupFigures, grid: str | None = None) -> list[Drawing]:
    """Draw the follow-ups' figures and what stands beside them; nothing where nothing was done and nobody asked."""
    done = said.figures[-1].denominator
    if not (said.asked.n or said.unsure.n or done):
        return []
    return [
        Heading(_TITLE),
        Table(RATE_COLUMNS, [(figure.key, figure) for figure in said.figures]),
        *(_beside(said) if said.asked.n else [_HOW.format(n=next(iter(said.to_ask.ids), 17))]),
        *_unsure(said),
        *_to_ask(said, grid),
    ]


def _beside(said: FollowupFigures) -> list[Drawing]:
    asked = Phrase(
        "回访 {asked} 件：联系上 {reached}，没有联系上 {not_reached}",
        "{asked} followed up: {reached} reached, {not_reached} not",
    )
    graded = Phrase("有评价 {n} 件{grades}", "{n} graded{grades}")
    given = [
        Phrase("{grade} {n}", "{grade} {n}").format(grade=GRADES.phrase(one.grade), n=one.n)
        for one in said.grades
        if one.n
    ]
    grades = Phrase("：{grades}", ": {grades}").format(grades=joined(given)) if given else Phrase("", "")
    return [
        asked.format(asked=said.asked.n, reached=said.reached.n, not_reached=said.not_reached.n),
        graded.format(n=said.graded.n, grades=grades),
        *([Aside(_FAIR[said.fair_counts])] if said.graded.n else []),
    ]


def _unsure(said: FollowupFigures) -> list[Drawing]:
    if not said.unsure.n:
        return []
    line = Phrase(
        "另有 {n} 件回访日期不够具体，分不清在不在这个时段，没有算：{ids}",
        "{n} more left out, followed up on a date too vague to tell whether it is within: {ids}",
    )
    return [Aside(line.format(n=said.unsure.n, ids=compressed(said.unsure.ids)))]


def _to_ask(said: FollowupFigures, grid: str | None) -> list[Drawing]:
    if not said.to_ask.n:
        return []
    line = Phrase(
        "办结后还没有回访到的 {n} 件：songyu demand list --unasked{grid}",
        "Done, and nobody reached since, {n}: songyu demand list --unasked{grid}",
    )
    return [Aside(line.format(n=said.to_ask.n, grid=f" --grid {grid}" if grid else ""))]


def followups_explained(said: FollowupFigures) -> list[Drawing]:
    """Draw how the follow-ups' figures are worked out, with the demands."""
    things: list[Drawing] = []
    for figure in said.figures:
        fair = figure.key == "satisfied_rate" and said.fair_counts
        things += explained(figure, _WITH_FAIR if fair else None)
    return [
        *things,
        Phrase("回访的需求", "Demands followed up"),
        *parts(
            (Phrase("全部", "all"), said.asked.ids),
            *((GRADES.phrase(one.grade), one.ids) for one in said.grades if one.n),
            (Phrase("办结后还没有回访到的", "done, and nobody reached since"), said.to_ask.ids),
        ),
    ]
