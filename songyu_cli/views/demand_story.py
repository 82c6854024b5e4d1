"""The whole story of one demand: where it stands, what is promised, each step with its date, and what can be done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import DEMAND_STATES, REPLY_WAYS, ROLES, VERDICTS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.demand_refusals import possible
from songyu_cli.domain.demand_steps import before_decision
from songyu_cli.domain.demands import CLOSED
from songyu_cli.domain.promises import standing
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.demand import about
from songyu_cli.views.demand_followup import answer
from songyu_cli.views.demand_steps import BEFORE_DECISION, judgements
from songyu_cli.views.words import date_phrase, dotted, enumerated, maybe, numbered

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.demand_steps import (
        Decision,
        DemandStory,
        Extension,
        Followup,
        Reopening,
        Reply,
        Result,
        Review,
    )
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.views.drawing import Drawing


_FIXED = {
    "on_time": Phrase("按时", "on time"),
    "not_known": Phrase("是否按时说不清", "whether on time is not known"),
}


class Line(NamedTuple):
    """One dated line of the history; `rank` parts what happened on one day: the round, then the order of steps."""

    on: str
    rank: tuple[int, int]
    said: Phrase


def story(told: DemandStory, kinds: Choices, today: datetime.date) -> list[Drawing]:
    """Draw a demand with everything that happened to it; promises are judged as of `today`."""
    demand = told.demand
    head = Phrase("第 {n} 号需求：{about}", "Demand {n}: {about}")
    state = Phrase("状态：{state}，已落实 {done}/{n}", "State: {state}, {done} of {n} carried out")
    known = [
        state.format(state=DEMAND_STATES.phrase(demand.state), done=demand.carried_out, n=demand.quantity),
        Phrase("第 {n} 轮", "round {n}").format(n=demand.round) if demand.round > 1 else None,
        BEFORE_DECISION if before_decision(told) else None,
    ]
    lines = [
        head.format(n=demand.demand, about=about(demand, kinds)),
        dotted(*known),
        _reply_promise(demand, today),
        _result_promise(demand, today),
        *_connections(told),
        *(_drawn(line) for line in _history(told)),
        Phrase("接下来可以：{possible}", "Next: {possible}").format(possible=possible(demand)),
    ]
    return [line for line in lines if line]


def standing_phrase(due: str | None, met_on: str | None, today: datetime.date) -> Phrase | None:
    """Return in words how a promise stands, or None where nothing was promised."""
    how = standing(due, met_on, today)
    if due is None or how in _FIXED:
        return _FIXED.get(how)
    days = ((Date(met_on).earliest() if met_on else today) - Date(due).earliest()).days
    if how == "waiting":
        return _counted(Phrase("还有 {n} 天", "{n} left"), -days) if days else Phrase("今天到期", "due today")
    return _counted(Phrase("超期 {n} 天", "{n} late" if how == "late" else "overdue by {n}"), days)


def _counted(line: Phrase, days: int) -> Phrase:
    return line.format(n=Phrase(str(days), numbered(days, "天", "day").en))


def _reply_promise(demand: Demand, today: datetime.date) -> Phrase:
    if demand.replied_on:
        said = date_phrase(demand.replied_on)
    else:
        said = Phrase("还没有", "none yet") if awaits_reply(demand) else Phrase("筛选得出，没有人在等", "nobody asked")
    owed = awaits_reply(demand) or demand.replied_on
    promise = _promise(demand.reply_due, demand.replied_on, today) if owed else None
    return Phrase("答复：{said}", "Reply: {said}").format(said=dotted(said, promise))


def _result_promise(demand: Demand, today: datetime.date) -> Phrase | None:
    if demand.state in CLOSED and not demand.done_on:
        return None
    done = Phrase("{on}办结", "done {on}").format(on=date_phrase(demand.done_on)) if demand.done_on else None
    put_off = Phrase("第 {n} 次延期", "extension {n}").format(n=demand.extensions) if demand.extensions else None
    said = dotted(done, _promise(demand.result_due, demand.done_on, today), put_off)
    return Phrase("落实：{said}", "Result: {said}").format(said=said) if said.zh else None


def _promise(due: str | None, met_on: str | None, today: datetime.date) -> Phrase | None:
    if due is None:
        return None
    line = Phrase("期限 {due}", "due {due}").format(due=date_phrase(due))
    return dotted(line, standing_phrase(due, met_on, today))


def _connections(told: DemandStory) -> list[Phrase | None]:
    """Return which demands, item of the menu and screening this one hangs together with."""
    demand = told.demand
    owner = Phrase("责任：{role}", "Responsible: {role}")
    answered = Phrase("还没有答复的：{numbers}", "without a reply of their own: {numbers}")
    merged = Phrase("并入本条的：{numbers}（同类反映共 {n} 次）", "Merged into it: {numbers} (asked {n} times in all)")
    return [
        owner.format(role=ROLES.phrase(demand.owner_role)) if demand.owner_role else None,
        maybe("此前同一件事：第 {value} 号", "Asked before: demand {value}", demand.repeat_of),
        maybe("实事菜单第 {value} 项", "Item {value} of the menu", demand.menu_item),
        maybe("出自第 {value} 次筛选", "Found by screening {value}", demand.selection),
        merged.format(numbers=enumerated(told.merged), n=demand.asked) if told.merged else None,
        answered.format(numbers=enumerated(told.unanswered)) if told.unanswered else None,
    ]


def _history(told: DemandStory) -> list[Line]:
    """Return every dated step, in order of time; a month or a year stands after the days in it."""
    demand = told.demand
    lines = [
        *(Line(one.reviewed_on, (one.round, 1), _review(one)) for one in told.reviews),
        *(Line(one.decided_on, (one.round, 2), _decision(one)) for one in told.decisions),
        *(Line(one.extended_on, (_round(told, one.extended_on, 0), 3), _extension(one)) for one in told.extensions),
        *(Line(one.done_on, (one.round, 4), _result(one)) for one in told.results),
        *(Line(one.replied_on, (_round(told, one.replied_on, 1), 5), _reply(one)) for one in told.replies),
        *(Line(one.followed_on, (one.round, 6), _followup(one)) for one in told.followups),
    ]
    for number, one in enumerate(told.reopenings, start=1):
        if one.withdrawn_on:
            lines.append(Line(one.withdrawn_on, (number, 7), _withdrawal(one.withdrawn_reason)))
        lines.append(Line(one.reopened_on, (number + 1, 0), _reopening(one, number + 1)))
    if demand.withdrawn_on:
        lines.append(Line(demand.withdrawn_on, (demand.round, 7), _withdrawal(demand.withdrawn_reason)))
    if demand.merged_into:
        merged = Phrase("并入第 {n} 号需求", "merged into demand {n}").format(n=demand.merged_into)
        lines.append(Line(demand.merged_on or demand.registered_on, (demand.round, 7), merged))
    return sorted(lines, key=lambda line: (Date(line.on).latest(), -len(line.on), line.rank))


def _round(told: DemandStory, on: str, days: int) -> int:
    """Return the round that a day is in, which begins so many days after the reopening.

    On its very day nothing more was put off in the round before, but the reply was probably given.
    """
    begun = [Date(one.reopened_on).earliest() + timedelta(days=days) for one in told.reopenings]
    return 1 + sum(Date(on).latest() >= day for day in begun)


def _drawn(line: Line) -> Phrase:
    return Phrase("  {on} {said}", "  {on} {said}").format(on=date_phrase(line.on), said=line.said)


def _step(what: Phrase, words: str | None, role: str | None = None) -> Phrase:
    """Return a step with its words, where there are any, and the role that took it."""
    line = Phrase("{what}：{words}", "{what}: {words}").format(what=what, words=words) if words else what
    return dotted(line, ROLES.phrase(role) if role else None)


def _review(one: Review) -> Phrase:
    what = Phrase("审核：{judged}", "reviewed: {judged}").format(judged=judgements(one.reasonable, one.feasible))
    said = dotted(what, verbatim(one.reason or ""))
    return _step(said, None, one.role)


def _decision(one: Decision) -> Phrase:
    what = VERDICTS.phrase(one.verdict)
    if one.meeting:
        line = Phrase("第 {n} 号会议决定{what}", "{what} by meeting {n}")
        return _step(line.format(n=one.meeting, what=what), one.reason, one.role)
    return _step(Phrase("决定{what}", "{what}").format(what=what), one.reason, one.role)


def _extension(one: Extension) -> Phrase:
    what = Phrase("延期到 {due}", "put off to {due}").format(due=date_phrase(one.due))
    return _step(what, one.reason, one.role)


def _result(one: Result) -> Phrase:
    if one.bench:
        what = Phrase("移来 {tag}", "{tag} moved here") if one.moved else Phrase("安装 {tag}", "{tag} installed")
        what = Phrase("修好 {tag}", "{tag} repaired") if one.repair else what
        return _step(what.format(tag=one.bench), one.text, one.role)
    return _step(Phrase("落实 {n}", "{n} carried out").format(n=one.quantity), one.text, one.role)


def _reply(one: Reply) -> Phrase:
    what = Phrase("答复（{how}）", "replied ({how})").format(how=REPLY_WAYS.phrase(one.how))
    return _step(what, one.text, one.role)


def _followup(one: Followup) -> Phrase:
    what = Phrase("回访：{said}", "followed up: {said}").format(said=answer(one))
    return dotted(what, verbatim(one.text or ""), ROLES.phrase(one.role))


def _reopening(one: Reopening, number: int) -> Phrase:
    return _step(Phrase("重开第 {n} 轮", "reopened, round {n}").format(n=number), one.reason, one.role)


def _withdrawal(reason: str | None) -> Phrase:
    return _step(Phrase("撤回", "withdrawn"), reason)
