"""Meetings are written down, with who was there and what was spoken about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.demand_steps import for_each, insert_decision
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.dates import Date
from songyu_cli.domain.meetings import DecidedOutOfOrder, MetBeforeRegistered, Minutes, Noted
from songyu_cli.storage import demands, meetings, menu
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.meetings import Meeting
    from songyu_cli.storage.connection import Database


class NewMeeting(NamedTuple):
    """What was held, when, where and about what; the texts are masked already, `present` are head-counts by role."""

    kind: str
    held_on: Date
    place: str | None
    topic: str | None
    present: Mapping[str, int]


class Spoken(NamedTuple):
    """What a meeting spoke about: demands, an item of the menu, or a plain question; the texts are masked already.

    `verdict` decides on the demands, `accepted` or `declined`; None is a talk without a decision.
    """

    demands: tuple[int, ...] = ()
    menu_item: int | None = None
    question: str | None = None
    verdict: str | None = None
    reason: str | None = None
    outcome: str | None = None


def add_meeting(db: Database, new: NewMeeting, actor: Actor) -> Minutes:
    """Write down a meeting. Raises HappensInFuture."""
    check_not_future(new.held_on, actor)
    with transaction(db, "meeting add", actor):
        number = db.insert("meetings", kind=new.kind, held_on=str(new.held_on), place=new.place, topic=new.topic)
        meetings.count(db, number, new.present)
        return meetings.minutes(db, number)


def edit_meeting(
    db: Database, number: int, actor: Actor, changes: Mapping[str, object], present: Mapping[str, int]
) -> Minutes:
    """Mend what was written down: kind, held_on, place, topic, and the head-counts of the roles in `present`.

    The meeting's decisions move with its day. Raises MeetingNotFound, HappensInFuture, MetBeforeRegistered,
    DecidedOutOfOrder.
    """
    with transaction(db, "meeting edit", actor):
        held = changes.get("held_on")
        told = meetings.minutes(db, number)
        if isinstance(held, Date):
            check_not_future(held, actor)
            _move(db, told, held)
        if changes:
            db.update("meetings", number, **changes)
        meetings.count(db, number, present)
        return meetings.minutes(db, number)


def note_item(db: Database, number: int, spoken: Spoken, actor: Actor) -> Noted:
    """Note one thing that a meeting spoke about, with what it decided.

    A thing noted before gets the new outcome, and a decision noted before is not taken twice.

    Raises MeetingNotFound, MenuItemNotFound, MetBeforeRegistered and what `insert_decision` raises; of several
    refused demands SeveralRefused.
    """
    with transaction(db, "meeting item", actor):
        meeting = meetings.get(db, number)
        column, values = _subject(db, spoken, actor)
        decided = {item.demand: (item.verdict, item.reason) for item in meetings.minutes(db, number).items}

        def decide(demand: Demand) -> None:
            _check_registered(meeting, demand)
            said = (spoken.verdict, spoken.reason)
            if spoken.verdict and (demand.verdict != spoken.verdict or decided.get(demand.demand) != said):
                day, reason = meeting.held_on, spoken.reason
                insert_decision(db, demand, spoken.verdict, actor, on=day, reason=reason, meeting=number)

        for_each(db, spoken.demands, decide)
        replaced = [meetings.note(db, number, column, value, spoken.outcome) for value in values]
        told = meetings.minutes(db, number)
        return Noted(
            told.meeting,
            tuple(item for item in told.items if getattr(item, column) in values),
            tuple(dict.fromkeys(text for text in replaced if text)),
            tuple(demand for demand in told.to_answer if demand in spoken.demands),
        )


def _subject(db: Database, spoken: Spoken, actor: Actor) -> tuple[str, Sequence[object]]:
    """Return the column of what was spoken about, and its values."""
    if spoken.demands:
        return "demand", spoken.demands
    if spoken.menu_item is None:
        return "question", [spoken.question]
    return "menu_item", [menu.get(db, spoken.menu_item, actor.at.date()).menu_item]


def _check_registered(meeting: Meeting, demand: Demand) -> None:
    registered = Date(demand.registered_on)
    if meeting.held_on.certainly_before(registered):
        raise MetBeforeRegistered(
            demand=demand.demand,
            registered=registered.phrase(),
            meeting=meeting.meeting,
            held=meeting.held_on.phrase(),
        )


def _move(db: Database, told: Minutes, held: Date) -> None:
    """Move the decisions of a meeting to its new day, where nothing then contradicts them."""
    number = told.meeting.meeting
    for item in told.items:
        if item.demand:
            _check_registered(told.meeting._replace(held_on=held), demands.get(db, item.demand))
    for other in meetings.neighbours(db, number):
        if held.certainly_before(other.on) if other.earlier else held.certainly_after(other.on):
            raise DecidedOutOfOrder(meeting=number, held=held.phrase(), demand=other.demand, other=other.on.phrase())
    for decision in meetings.decisions(db, number):
        db.update("decisions", decision, decided_on=str(held))
