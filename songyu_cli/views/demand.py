"""Demands as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES, ROLES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply, is_overdue, result_owed
from songyu_cli.domain.demands import CLOSED, Demand
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawing, Listing, Table
from songyu_cli.views.words import (
    STATE,
    benches_phrase,
    date_phrase,
    dotted,
    enumerated,
    foot,
    number_column,
    numbered,
    text_column,
    unit_column,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from songyu_cli.actions.demand import Circumstances
    from songyu_cli.domain.vocabulary import Choices


_MOST_NAMED = 5  # demands named one by one


def listing(found: Sequence[Demand], everything: int = 0) -> Listing:
    """Return demands as a listing; `everything` is how many the ledger has."""
    empty = Phrase(
        "还没有登记需求。登记一条：songyu demand add 12-3", "No demands yet. To register one: songyu demand add 12-3"
    )
    if everything:
        empty = Phrase(
            "{n}需求里没有符合条件的。看全部：songyu demand list",
            "None of {n} is like that. To see all: songyu demand list",
        ).format(n=numbered(everything, "条", "demand"))
    return Listing(found, Demand, empty)


def table(found: Listing, kinds: Choices, today: datetime.date) -> list[Drawing]:
    """Draw the needs list, with what is overdue on a day, and its number at the foot."""
    if not found.rows:
        return [found.empty]
    columns = (
        number_column("编号", "No.", "demand"),
        Column(Phrase("登记", "Registered"), _heard),
        unit_column(found.rows),
        Column(Phrase("需求", "Asked for"), lambda demand: _asked_for(demand, kinds)),
        Column(STATE, lambda demand: _state(demand, today)),
        Column(Phrase("答复", "Replied"), lambda demand: _reply(demand, today)),
        text_column("需求内容", "In their words", "text"),
    )
    counts = {
        Phrase("未办结 {n} 条", "{n} still open"): sum(one.state not in CLOSED for one in found.rows),
        Phrase("没答复 {n} 条", "{n} without a reply"): sum(
            awaits_reply(one) and not one.replies for one in found.rows
        ),
        Phrase("超期 {n} 条", "{n} overdue"): sum(is_overdue(one, today) for one in found.rows),
    }
    said = [line.format(n=count) for line, count in counts.items() if count]
    summary = Phrase("{n}需求", "{n}").format(n=numbered(len(found.rows), "条", "demand"))
    return [Table(columns, found.rows), foot(found.rows, dotted(summary, *said))]


def _heard(demand: Demand) -> Phrase:
    channel = CHANNELS.phrase(demand.channel)
    return Phrase("{on} {channel}", "{on} {channel}").format(on=demand.registered_on, channel=channel)


def _asked_for(demand: Demand, kinds: Choices) -> Phrase:
    times = Phrase("{what} 反映{n}次", "{what} asked {n}×")
    what = wanted(demand, kinds)
    return times.format(what=what, n=demand.asked) if demand.asked > 1 else what


def _state(demand: Demand, today: datetime.date) -> Phrase:
    """Return a demand's state, how much is done where that is a part, and by how much it is overdue."""
    part = f" {demand.carried_out}/{demand.quantity}" if 0 < demand.carried_out < demand.quantity else ""
    into = f" → {demand.merged_into}" if demand.merged_into else ""
    late = days_late(result_owed(demand), today)
    state = DEMAND_STATES.phrase(demand.state)
    return Phrase("{state}{part}{into}{late}", "{state}{part}{into}{late}").format(
        state=state,
        part=part,
        into=into,
        late=Phrase("", "") if not late else Phrase(f" 超期{late}天", f" {late}d late"),
    )


def _reply(demand: Demand, today: datetime.date) -> Phrase:
    if demand.replied_on or not awaits_reply(demand):
        return verbatim(demand.replied_on or "—")
    late = days_late(demand.reply_due, today)
    return Phrase(f"超期{late}天", f"{late}d late") if late else Phrase("还没有", "not yet")


def days_late(due: str | None, today: datetime.date) -> int:
    """Return by how many days a promised day has passed, 0 where it has not."""
    return max((today - Date(due).earliest()).days, 0) if due else 0


def about(demand: Demand, kinds: Choices) -> Phrase:
    """Return a demand in one line: where, what, how it was heard, when."""
    return dotted(
        demand.unit.phrase(),
        wanted(demand, kinds),
        CHANNELS.phrase(demand.channel),
        date_phrase(demand.registered_on),
        verbatim(demand.text) if demand.text else None,
    )


def wanted(demand: Demand, kinds: Choices) -> Phrase:
    """Return what is asked for, and how many where that is not just one."""
    if demand.kind == "bench":
        return Phrase(f"凳 {demand.quantity} 张", benches_phrase(demand.quantity).en)
    times = f" ×{demand.quantity}" if demand.quantity > 1 else ""
    return Phrase("{kind}{times}", "{kind}{times}").format(kind=kinds.phrase(demand.kind), times=times)


def added(demand: Demand, kinds: Choices, told: Circumstances) -> list[Drawing]:
    """Say which demand was registered, what was promised, and which others are like it."""
    said = Phrase("已登记第 {n} 号需求：{about}", "Registered demand {n}: {about}")
    return [*_reads(said, demand, kinds), *_promised(demand, told), *_alike(demand, told)]


def edited(demand: Demand, kinds: Choices, told: Circumstances | None) -> list[Drawing]:
    """Say how a demand reads now; with its promised days where they were worked out anew."""
    said = Phrase("第 {n} 号需求现在是：{about}", "Demand {n} now reads: {about}")
    return [*_reads(said, demand, kinds), *(_promised(demand, told) + _alike(demand, told) if told else [])]


def _reads(said: Phrase, demand: Demand, kinds: Choices) -> list[Drawing]:
    role = Phrase("责任：{role}", "responsible: {role}").format(role=ROLES.phrase(demand.owner_role or ""))
    line = dotted(said.format(n=demand.demand, about=about(demand, kinds)), role if demand.owner_role else None)
    again = Phrase("第 {n} 号办结以后又提出", "Asked again: demand {n} for the same was closed before")
    return [line, again.format(n=demand.repeat_of)] if demand.repeat_of else [line]


def _promised(demand: Demand, told: Circumstances) -> list[Drawing]:
    """Say until when a reply and a result are promised."""
    reply = date_phrase(demand.reply_due) if demand.reply_due and awaits_reply(demand) else None
    if not demand.result_due:
        return [Phrase("登记日期不到日，没有答复和办结的期限", "Registered without a day, it has no promised days")]
    line = Phrase("期限：{reply}{result} 办结", "Promised: {reply}a result by {result}")
    before = Phrase("{on} 答复，", "a reply by {on}, ").format(on=reply) if reply else Phrase("", "")
    return [line.format(reply=before, result=date_phrase(demand.result_due)), *told.notices]


def _alike(demand: Demand, told: Circumstances) -> list[Drawing]:
    """Say which open demands may be the same as this one, and how to merge it."""
    if told.alike is None:
        return []
    others = [demand.demand] if demand.demand in told.alike.others else told.alike.others
    line = Phrase(
        "第 {numbers} 号同类需求还没办结；是同一件事就归并：songyu demand merge {others} --into {into}",
        "Open already, of the same kind: {numbers}. If it is one matter: songyu demand merge {others} --into {into}",
    )
    named = (one.demand for one in told.alike.demands if one.demand != demand.demand)
    numbers = enumerated(named, _MOST_NAMED)
    return [line.format(numbers=numbers, others=" ".join(map(str, others)), into=told.alike.into)]
