"""Meetings against the ledger: decisions taken in them, their day, who took part, and undo."""

from __future__ import annotations

import pytest
from conftest import ACTOR

from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.demand_steps import decide_demands, reopen_demand, withdraw_demand
from songyu_cli.actions.meeting import NewMeeting, Spoken, add_meeting, edit_meeting, note_item
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.benches import HappensInFuture
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_refusals import ReasonMissing, SeveralRefused
from songyu_cli.domain.meetings import DecidedOutOfOrder, MeetingNotFound, MetBeforeRegistered
from songyu_cli.domain.windows import window_between
from songyu_cli.storage import demand_steps, demands, meetings

DAY = Date("2022-09-20")
ACCEPT = Spoken((1, 2), verdict="accepted", outcome="先装")


@pytest.fixture
def met(db):
    """Three demands, and a meeting with people."""
    for label in "123":
        add_unit(db, Address("淞泽家园九区", "12", label), ACTOR)
        add_demand(db, NewDemand(Address("淞泽家园九区", "12", label), "bench", 1, "door", Date("2022-09-01")), ACTOR)
    add_meeting(db, meeting(), ACTOR)
    return db


def meeting(held=DAY, kind="consultation", **present):
    return NewMeeting(kind, held, "议事厅", None, present or {"resident": 12, "grid_worker": 3})


def rows(db, table):
    return [tuple(row) for row in db.all(f"SELECT * FROM {table} ORDER BY id")]


def test_a_decision_in_a_meeting_is_one_on_the_demand(met):
    done = note_item(met, 1, ACCEPT, ACTOR)
    for number in (1, 2):
        (decision,) = demand_steps.story(met, number).decisions
        assert decision == (DAY, "accepted", None, "clerk", 1, 1)
        assert demands.get(met, number).state == "accepted"
    assert [(item.item, item.demand, item.verdict, item.outcome) for item in done.items] == [
        (1, 1, "accepted", "先装"),
        (2, 2, "accepted", "先装"),
    ]
    assert (done.meeting.people, done.meeting.items, done.to_answer) == (15, 2, (1, 2))
    assert demands.get(met, 3).state == "registered"


def test_a_demand_registered_after_the_meeting_was_not_spoken_of(met):
    place = Address("淞泽家园九区", "12", "1")
    add_demand(met, NewDemand(place, "bench", 1, "door", Date("2022-09-21")), ACTOR)
    add_demand(met, NewDemand(place, "bench", 1, "door", Date("2022-09")), ACTOR)
    with pytest.raises(MetBeforeRegistered):
        note_item(met, 1, Spoken((4,), outcome="议过"), ACTOR)
    assert note_item(met, 1, Spoken((5,), outcome="议过"), ACTOR).items[0].verdict is None


def test_one_refused_demand_refuses_the_whole_item(met):
    note_item(met, 1, Spoken((2,), verdict="declined", reason="太窄"), ACTOR)
    before = rows(met, "decisions"), rows(met, "meeting_items"), rows(met, "commands")
    with pytest.raises(ReasonMissing):
        note_item(met, 1, Spoken((1, 3), verdict="declined"), ACTOR)
    with pytest.raises(SeveralRefused):
        note_item(met, 1, Spoken((1, 8, 9), verdict="accepted"), ACTOR)
    assert (rows(met, "decisions"), rows(met, "meeting_items"), rows(met, "commands")) == before


def test_the_same_said_twice_is_said_once(met):
    note_item(met, 1, ACCEPT, ACTOR)
    again = note_item(met, 1, ACCEPT, ACTOR)
    assert met.last_command is None
    assert again.replaced == ()
    other = note_item(met, 1, ACCEPT._replace(outcome="后装"), ACTOR)
    assert other.replaced == ("先装",)
    assert (len(rows(met, "decisions")), len(rows(met, "meeting_items"))) == (2, 2)
    turned = note_item(met, 1, Spoken((1,), verdict="declined", reason="太窄"), ACTOR)
    assert [(item.verdict, item.reason, item.outcome) for item in turned.items] == [("declined", "太窄", "后装")]
    back = note_item(met, 1, Spoken((1,), verdict="accepted"), ACTOR)
    assert [(item.verdict, item.reason) for item in back.items] == [("accepted", None)]
    assert demands.get(met, 1).state == "accepted"


def test_a_demand_decided_elsewhere_goes_on_the_agenda_once(met):
    decide_demands(met, [1], "accepted", ACTOR, on=None, meeting=1)
    (item,) = meetings.minutes(met, 1).items
    assert (item.demand, item.verdict, item.outcome) == (1, "accepted", None)
    meetings.put_on_agenda(met, 1, 1)
    assert meetings.get(met, 1).items == 1
    assert demands.get(met, 1).decided_on == DAY


def test_minutes_keep_what_that_meeting_decided(met):
    add_meeting(met, meeting(Date("2022-10-08")), ACTOR)
    note_item(met, 1, Spoken((1,), verdict="declined", reason="太窄"), ACTOR)
    note_item(met, 2, Spoken((1,), verdict="accepted"), ACTOR)
    assert [meetings.minutes(met, number).items[0].verdict for number in (1, 2)] == ["declined", "accepted"]
    note_item(met, 1, Spoken(question="停车位"), ACTOR)
    assert [item.question for item in meetings.minutes(met, 1).items] == [None, "停车位"]


def test_a_decision_moves_with_its_meeting(met):
    note_item(met, 1, ACCEPT, ACTOR)
    edit_meeting(met, 1, ACTOR, {"held_on": Date("2022-09-21")}, {})
    assert demands.get(met, 1).decided_on == "2022-09-21"
    with pytest.raises(MetBeforeRegistered):
        edit_meeting(met, 1, ACTOR, {"held_on": Date("2022-08-31")}, {})
    with pytest.raises(HappensInFuture):
        edit_meeting(met, 1, ACTOR, {"held_on": Date("2023-01-01")}, {})
    edit_meeting(met, 1, ACTOR, {"held_on": Date("2022-09")}, {})  # not certainly before
    assert meetings.get(met, 1).held_on == "2022-09"


def test_a_meeting_does_not_move_past_what_came_of_it(met):
    note_item(met, 1, Spoken((1,), verdict="declined", reason="太窄"), ACTOR)
    reopen_demand(met, 1, ACTOR, on=Date("2022-10-01"), reason="又来问")
    add_meeting(met, meeting(Date("2022-10-08")), ACTOR)
    note_item(met, 2, Spoken((1,), verdict="accepted"), ACTOR)
    for number, day in ((1, "2022-10-02"), (2, "2022-09-30"), (2, "2022-09-19")):
        with pytest.raises(DecidedOutOfOrder):
            edit_meeting(met, number, ACTOR, {"held_on": Date(day)}, {})
    edit_meeting(met, 1, ACTOR, {"held_on": Date("2022-09-25")}, {})
    edit_meeting(met, 2, ACTOR, {"held_on": Date("2022-10-01")}, {})
    assert [decision.decided_on for decision in demand_steps.story(met, 1).decisions] == ["2022-09-25", "2022-10-01"]


def test_a_meeting_does_not_move_past_a_withdrawal(met):
    note_item(met, 1, Spoken((1,), verdict="accepted"), ACTOR)
    withdraw_demand(met, 1, ACTOR, on=Date("2022-10-01"))
    for _ in range(2):  # withdrawn, and then opened again
        with pytest.raises(DecidedOutOfOrder):
            edit_meeting(met, 1, ACTOR, {"held_on": Date("2022-10-02")}, {})
        edit_meeting(met, 1, ACTOR, {"held_on": Date("2022-10-01")}, {})
        if demands.get(met, 1).state == "withdrawn":
            reopen_demand(met, 1, ACTOR, on=Date("2022-10-05"), reason="又来问")
    add_meeting(met, meeting(Date("2022-10-08")), ACTOR)
    note_item(met, 2, Spoken((1,), verdict="declined", reason="太窄"), ACTOR)
    edit_meeting(met, 2, ACTOR, {"held_on": Date("2022-10-07")}, {})


def test_head_counts_are_replaced_role_by_role(met):
    told = edit_meeting(met, 1, ACTOR, {}, {"resident": 10, "grid_worker": 0, "official": 1, "partner": 0})
    assert dict(told.present) == {"resident": 10, "official": 1}
    assert told.meeting.people == 11
    assert edit_meeting(met, 1, ACTOR, {}, {"resident": 0, "official": 0}).meeting.people is None


def test_everything_about_a_meeting_can_be_undone(met):
    before = [rows(met, table) for table in ("decisions", "meeting_items", "meetings", "attendances", "demands")]
    note_item(met, 1, ACCEPT, ACTOR)
    edit_meeting(met, 1, ACTOR, {"held_on": Date("2022-09-21")}, {"resident": 0})
    undo_command(met, None, ACTOR)
    undo_command(met, None, ACTOR)
    assert before == [
        rows(met, table) for table in ("decisions", "meeting_items", "meetings", "attendances", "demands")
    ]
    undo_command(met, None, ACTOR)
    with pytest.raises(MeetingNotFound):
        meetings.get(met, 1)


def test_participation_is_counted_in_a_window(met):
    add_meeting(met, meeting(Date("2022-10"), resident=5, official=1), ACTOR)
    add_meeting(met, meeting(Date("2021"), "other", resident=1), ACTOR)

    def between(first, last):
        window = window_between(*(Date(end) if end else None for end in (first, last)))
        return meetings.participation(met, window)

    everyone = [("resident", 3, 18), ("grid_worker", 1, 3), ("official", 1, 1)]
    assert between(None, None) == (everyone, [])
    assert between("2022-09-20", "2022-10") == ([("resident", 2, 17), *everyone[1:]], [])
    assert between("2022-09-20", "2022-10-01") == ([("resident", 1, 12), ("grid_worker", 1, 3)], [2])
    assert between("2022-10", "2022-10") == ([("resident", 1, 5), ("official", 1, 1)], [])
    assert between("2022-10-02", None) == ([], [2])
    assert between(None, "2021-01-01") == ([], [3])
    assert between(None, "2021") == ([("resident", 1, 1)], [])


def test_nobody_asked_for_what_a_screening_found(met):
    place = Address("淞泽家园九区", "12", "1")
    add_demand(met, NewDemand(place, "bench", 1, "screening", Date("2022-09-01")), ACTOR)
    assert note_item(met, 1, Spoken((1, 4), verdict="accepted"), ACTOR).to_answer == (1,)
