"""What a step of a demand says when it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import DEMAND_STATES, REPLY_WAYS
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.wording import Phrase, joined
from songyu_cli.views.demand import wanted
from songyu_cli.views.drawing import Column, Drawing, Listing, Table
from songyu_cli.views.words import STATE, date_phrase, enumerated, foot, number_column, numbered, unit_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.demand_steps import Decided, Stepped
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.vocabulary import Choices

NOTHING_WRITTEN = Phrase("没有答复，什么都没有写入。", "No reply; nothing was written.")
BEFORE_DECISION = Phrase("还没有决定就落实了", "carried out before a decision")
_NOBODY = Phrase("没有符合条件的需求，不用答复。", "No such demands: there is nobody to reply to.")
_NAMED = 10
_JUDGEMENTS = {
    "reasonable": {"yes": Phrase("合理", "reasonable"), "no": Phrase("不合理", "not reasonable")},
    "feasible": {"yes": Phrase("可行", "feasible"), "no": Phrase("不可行", "not feasible")},
}


def reviewed(done: Stepped) -> list[Drawing]:
    """Say how the demands are judged now."""
    groups: dict[Phrase, list[Demand]] = {}
    for demand in done.demands:
        groups.setdefault(judgements(demand.reasonable, demand.feasible), []).append(demand)
    head = _said(Phrase("已审核{which}（{on}）", "Reviewed {which} ({on})"), done)
    line = Phrase("{head}：{judged}", "{head}: {judged}")
    if len(groups) == 1:
        return [line.format(head=head, judged=next(iter(groups)))]
    return [head, *(line.format(head=_indented(_numbers(some)), judged=judged) for judged, some in groups.items())]


def judgements(reasonable: str | None, feasible: str | None) -> Phrase:
    """Return the two answers of a review, or the one that was given."""
    given = {"reasonable": reasonable, "feasible": feasible}
    return joined([_JUDGEMENTS[name][answer] for name, answer in given.items() if answer])


def decided(done: Decided) -> list[Drawing]:
    """Say what was decided, and where that was done before, without a review or against one."""
    accepted = done.demands[0].verdict == "accepted"
    news = [one for one in done.demands if one.demand not in done.already]
    known = [one for one in done.demands if one.demand in done.already]
    before = Phrase("已经采纳过，没有再写：{which}", "Accepted already, nothing more to write: {which}")
    if not accepted:
        before = Phrase("已经不予采纳，没有再写：{which}", "Declined already, nothing more to write: {which}")
    head = Phrase("已决定采纳{which}（{on}）", "Accepted {which} ({on})")
    head = head if accepted else Phrase("已决定不予采纳{which}（{on}）", "Declined {which} ({on})")
    unjudged = [one for one in news if None in (one.reasonable, one.feasible)]
    against = [one for one in news if accepted and "no" in (one.reasonable, one.feasible)]
    return [
        *([head.format(which=which(news), on=date_phrase(done.on))] if news else []),
        *_about(known, before),
        *_about(unjudged, Phrase("没有审核完就决定了：{which}", "Decided without a full review: {which}")),
        *_about(against, Phrase("审核意见有“否”，仍然采纳：{which}", "Accepted although the review says no: {which}")),
        *([] if accepted else silent(done.demands)),
    ]


def replied(done: Stepped, way: str) -> list[Drawing]:
    """Say which demands were replied to, how and when."""
    if not done.demands:
        return [_NOBODY]
    head = Phrase("已答复{which}（{way}，{on}）", "Replied to {which} ({way}, {on})")
    return [_said(head, done, way=REPLY_WAYS.phrase(way))]


def carried_out(done: Stepped) -> list[Drawing]:
    """Say what was carried out, how much that is of what was asked for, and what is still owed."""
    demand = done.demands[0]
    head = Phrase("已落实{which} {n}/{of}（{on}），{now}", "Carried out {n} of {of} of {which} ({on}), {now}")
    now = Phrase("办结", "which is done now") if demand.state == "done" else Phrase("还没有办结", "still open")
    said = _said(head, done, n=demand.carried_out, of=demand.quantity, now=now)
    undecided = Phrase("{which}{what}", "{which} was {what}").format(which=which(done.demands), what=BEFORE_DECISION)
    return [
        said,
        *([_capital(undecided)] if demand.verdict is None else []),
        *(silent(done.demands) if demand.state == "done" else []),
    ]


def withdrawn(done: Stepped) -> list[Drawing]:
    """Say which demand was withdrawn."""
    return [_said(Phrase("已撤回{which}（{on}）", "Withdrew {which} ({on})"), done), *silent(done.demands)]


def reopened(done: Stepped) -> list[Drawing]:
    """Say in which state a demand is open again."""
    demand = done.demands[0]
    head = Phrase(
        "已重开{which}（{on}）：第 {n} 轮，现在是“{state}”", "Reopened {which} ({on}): round {n}, now {state}"
    )
    return [_said(head, done, n=demand.round, state=DEMAND_STATES.phrase(demand.state))]


def extended(done: Stepped) -> list[Drawing]:
    """Say until when a result is promised now."""
    demand = done.demands[0]
    head = Phrase(
        "{which}的落实期限延到 {due}（第 {n} 次延期，{on}）", "Put off {which} to {due} (extension {n}, {on})"
    )
    return [_capital(_said(head, done, due=date_phrase(demand.result_due), n=demand.extensions))]


def preview(found: Listing, kinds: Choices) -> list[Drawing]:
    """Draw the demands that a reply is about to go to."""
    if not found.rows:
        return [_NOBODY]
    columns = (
        number_column("编号", "No.", "demand"),
        unit_column(found.rows),
        Column(Phrase("需求", "Asked for"), lambda demand: wanted(demand, kinds)),
        Column(STATE, lambda demand: DEMAND_STATES.phrase(demand.state)),
        Column(Phrase("已答复", "Replies"), lambda demand: demand.replies, number=True),
    )
    summary = Phrase("要答复 {n}", "To reply to: {n}").format(n=numbered(len(found.rows), "条", "demand"))
    return [Table(columns, found.rows), foot(found.rows, summary)]


def question(found: Sequence[Demand]) -> Phrase:
    """Return what is asked before a reply to many."""
    return Phrase("答复这 {n}需求？", "Reply to {n}?").format(n=numbered(len(found), "条", "demand"))


def which(found: Sequence[Demand]) -> Phrase:
    """Return demands by their numbers, as they stand in a sentence right after a Chinese verb."""
    if len(found) == 1:
        return Phrase("第 {n} 号需求", "demand {n}").format(n=found[0].demand)
    return Phrase(" {n}需求（{numbers}）", "{n} ({numbers})").format(
        n=numbered(len(found), "条", "demand"), numbers=_numbers(found)
    )


def _numbers(found: Sequence[Demand]) -> Phrase:
    return enumerated((one.demand for one in found), _NAMED)


def _said(head: Phrase, done: Stepped, **values: object) -> Phrase:
    return head.format(which=which(done.demands), on=date_phrase(done.on), **values)


def _about(some: Sequence[Demand], line: Phrase) -> list[Drawing]:
    return [line.format(which=_numbers(some))] if some else []


def silent(found: Sequence[Demand]) -> list[Drawing]:
    """Say which demands are now over and still owed their reply."""
    owed = [one for one in found if awaits_reply(one) and not one.replies]
    line = Phrase("还没有答复：songyu demand reply {numbers}", "Still owed a reply: songyu demand reply {numbers}")
    return [line.format(numbers=" ".join(str(one.demand) for one in owed[:_NAMED]))] if owed else []


def _indented(phrase: Phrase) -> Phrase:
    return Phrase("  {phrase}", "  {phrase}").format(phrase=phrase)


def _capital(phrase: Phrase) -> Phrase:
    return Phrase(phrase.zh, phrase.en[:1].upper() + phrase.en[1:])
