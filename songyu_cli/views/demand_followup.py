"""What a follow-up says: of the step itself, and in a demand's story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import GRADES
from songyu_cli.domain.demand_refusals import POSSIBLE, typed
from songyu_cli.domain.followups import DISSATISFIED
from songyu_cli.domain.wording import Phrase, joined
from songyu_cli.views.demand_steps import silent, which
from songyu_cli.views.words import date_phrase

if TYPE_CHECKING:
    from songyu_cli.domain.demand_steps import Followup
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.followups import Followed, Heard
    from songyu_cli.views.drawing import Drawing

_NAMED = 10
_NOT_REACHED = Phrase("没有联系上", "nobody reached")
_RESOLVED = {"yes": Phrase("已解决", "resolved"), "no": Phrase("没有解决", "not resolved")}


def followed(done: Followed) -> list[Drawing]:
    """Say what was heard of which demands, and propose to open those again that it did not help."""
    reached = done.heard.reached == "yes"
    head = Phrase("已回访{which}（{on}）：{said}", "Followed up {which} ({on}): {said}")
    head = head if reached else Phrase("回访{which}（{on}）：{said}", "Asked about {which} ({on}): {said}")
    said = head.format(which=which(done.demands), on=date_phrase(done.on), said=answer(done.heard))
    return [said, *_again(done), *(silent(done.demands) if reached else [])]


def answer(heard: Heard | Followup) -> Phrase:
    """Return what somebody said, or that nobody was reached."""
    if heard.reached == "no":
        return _NOT_REACHED
    said = [_RESOLVED[heard.resolved]] if heard.resolved else []
    return joined([*said, *([GRADES.phrase(heard.grade)] if heard.grade else [])])


def _again(done: Followed) -> list[Drawing]:
    """Propose to open demands again, which is for a person to decide."""
    unhappy = done.heard.resolved == "no" or done.heard.grade in DISSATISFIED
    closed = [one for one in done.demands if "reopen" in POSSIBLE[one.state]] if unhappy else []
    if not closed:
        return []
    why = _RESOLVED["no"] if done.heard.resolved == "no" else GRADES.phrase(done.heard.grade or "")
    head = Phrase("{why}：要不要再办由人决定。要再办就重开：", "{why}: a person decides. To take it up again:")
    return [_capital(head.format(why=why)), *(_reopen(one) for one in closed[:_NAMED])]


def _reopen(demand: Demand) -> Phrase:
    return Phrase("  {typed}", "  {typed}").format(typed=typed(demand, "reopen"))


def _capital(phrase: Phrase) -> Phrase:
    return Phrase(phrase.zh, phrase.en[:1].upper() + phrase.en[1:])
