"""Meetings, who was there, and what was spoken about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.meetings import (
    Attendance,
    Discussed,
    Item,
    Meeting,
    MeetingNotFound,
    Minutes,
    Neighbour,
    Participation,
)
from songyu_cli.storage import demands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.windows import Window
    from songyu_cli.storage.connection import Database

_MEETINGS = """SELECT m.id AS meeting, m.held_on, m.kind, m.place, m.topic,
    (SELECT sum(a.people) FROM attendances AS a WHERE a.meeting = m.id) AS people,
    (SELECT count(*) FROM meeting_items AS i WHERE i.meeting = m.id) AS items
    FROM meetings AS m"""
# What the meeting itself decided last on each demand.
_ITEMS = """SELECT i.demand, i.menu_item, n.title, i.question, e.verdict, e.reason, i.outcome FROM meeting_items AS i
    LEFT JOIN menu_items AS n ON n.id = i.menu_item
    LEFT JOIN decisions AS e ON e.id = (SELECT max(d.id) FROM decisions AS d
        WHERE d.meeting = i.meeting AND d.demand = i.demand)
    WHERE i.meeting = ? ORDER BY i.id"""


def everything(db: Database) -> list[Meeting]:
    """Return every meeting, oldest first."""
    return [_meeting(row) for row in db.all(f"{_MEETINGS} ORDER BY m.held_on, m.id")]


def get(db: Database, number: int) -> Meeting:
    """Return one meeting. Raises MeetingNotFound."""
    row = db.one(f"{_MEETINGS} WHERE m.id = ?", (number,))
    if row is None:
        raise MeetingNotFound(meeting=number)
    return _meeting(row)


def minutes(db: Database, number: int) -> Minutes:
    """Return a meeting with who was there, what was spoken about, and who waits for an answer.

    Raises MeetingNotFound.
    """
    meeting = get(db, number)
    present = db.all("SELECT role, people FROM attendances WHERE meeting = ? ORDER BY id", (number,))
    spoken = db.all("SELECT demand FROM meeting_items WHERE meeting = ? AND demand IS NOT NULL", (number,))
    named = {row["demand"]: demands.get(db, row["demand"]) for row in spoken}
    items = []
    for place, row in enumerate(db.all(_ITEMS, (number,)), 1):
        demand = named.get(row["demand"])
        items.append(
            Item(
                place,
                **dict(row),
                unit=demand.unit if demand else None,
                kind=demand.kind if demand else None,
                quantity=demand.quantity if demand else None,
                replied=demand.replies > 0 if demand else None,
            )
        )
    return Minutes(
        meeting,
        tuple(Attendance(*row) for row in present),
        tuple(items),
        tuple(number for number, demand in sorted(named.items()) if awaits_reply(demand) and not demand.replies),
    )


def put_on_agenda(db: Database, meeting: int, demand: int) -> None:
    """Put a demand among what a meeting spoke about, unless it is there, inside the caller's transaction."""
    note(db, meeting, "demand", demand, None)


def note(db: Database, meeting: int, column: str, value: object, outcome: str | None) -> str | None:
    """Write one item inside the caller's transaction, or the new outcome of one that is there.

    `column` is demand, menu_item or question. Returns the outcome that was replaced, if there was one.
    """
    there = db.one(f"SELECT id, outcome FROM meeting_items WHERE meeting = ? AND {column} = ?", (meeting, value))
    if there is None:
        db.insert("meeting_items", meeting=meeting, outcome=outcome, **{column: value})
        return None
    if outcome is None or outcome == there["outcome"]:
        return None
    db.update("meeting_items", there["id"], outcome=outcome)
    return str(there["outcome"]) if there["outcome"] else None


def count(db: Database, meeting: int, present: Mapping[str, int]) -> None:
    """Write head-counts inside the caller's transaction, each in the place of the same role's; nobody leaves no row."""
    there = {row["role"]: row["id"] for row in db.all("SELECT * FROM attendances WHERE meeting = ?", (meeting,))}
    for role, people in present.items():
        if role not in there and people:
            db.insert("attendances", meeting=meeting, role=role, people=people)
        elif role in there and people:
            db.update("attendances", there[role], people=people)
        elif role in there:
            db.execute("DELETE FROM attendances WHERE id = ?", (there[role],))


def neighbours(db: Database, meeting: int) -> list[Neighbour]:
    """Return the other decisions on the demands that a meeting decided on, their withdrawals and reopenings."""
    rows = db.all(
        """SELECT o.demand, o.decided_on, o.id < e.id FROM decisions AS e
            JOIN decisions AS o ON o.demand = e.demand AND o.meeting IS NOT e.meeting WHERE e.meeting = ?1
        UNION ALL
        SELECT r.demand, r.reopened_on, (SELECT count(*) FROM reopenings AS q WHERE q.demand = r.demand
            AND q.id <= r.id) < e.round FROM decisions AS e JOIN reopenings AS r ON r.demand = e.demand
            WHERE e.meeting = ?1
        UNION ALL
        SELECT r.demand, r.withdrawn_on, (SELECT count(*) FROM reopenings AS q WHERE q.demand = r.demand
            AND q.id <= r.id) < e.round FROM decisions AS e JOIN reopenings AS r ON r.demand = e.demand
            WHERE e.meeting = ?1 AND r.withdrawn_on IS NOT NULL
        UNION ALL
        SELECT d.id, d.withdrawn_on, 0 FROM decisions AS e JOIN demands AS d ON d.id = e.demand
            WHERE e.meeting = ?1 AND d.withdrawn_on IS NOT NULL""",
        (meeting,),
    )
    return [Neighbour(row[0], Date(row[1]), bool(row[2])) for row in rows]


def about_menu_item(db: Database, menu_item: int) -> tuple[Discussed, ...]:
    """Return the meetings that spoke of an item of the menu, oldest first."""
    rows = db.all(
        """SELECT m.id, m.held_on, m.kind, i.outcome FROM meeting_items AS i JOIN meetings AS m ON m.id = i.meeting
        WHERE i.menu_item = ? ORDER BY m.held_on, m.id""",
        (menu_item,),
    )
    return tuple(Discussed(row[0], Date(row[1]), row[2], row[3]) for row in rows)


def participation(db: Database, window: Window) -> tuple[list[Participation], list[int]]:
    """Return, by role, the meetings attended surely in a window with their head-counts, most often there first.

    Also the meetings that may have been in the window: their date is too vague to tell.
    """
    inside: dict[str, list[int]] = {}
    unsure = set()
    for row in db.all("SELECT a.*, m.held_on FROM attendances AS a JOIN meetings AS m ON m.id = a.meeting"):
        held = window.holds(Date(row["held_on"]))
        if held:
            inside.setdefault(row["role"], []).append(row["people"])
        elif held is None:
            unsure.add(row["meeting"])
    found = [Participation(role, len(counts), sum(counts)) for role, counts in inside.items()]
    return sorted(found, key=lambda one: (-one.meetings, -one.people, one.role)), sorted(unsure)


def _meeting(row: object) -> Meeting:
    r: dict[str, Any] = dict(row)  # type: ignore[call-overload]
    return Meeting(**{**r, "held_on": Date(r["held_on"])})


def decided_off_the_agenda(db: Database) -> tuple[int, int] | None:
    """Return a meeting and a demand that it decided on without having it on its agenda, or None."""
    row = db.one(
        """SELECT e.meeting, e.demand FROM decisions AS e WHERE e.meeting IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM meeting_items AS i WHERE i.meeting = e.meeting AND i.demand = e.demand)"""
    )
    return (row["meeting"], row["demand"]) if row else None


def decisions(db: Database, number: int) -> list[int]:
    """Return the ids of the decisions that a meeting made."""
    return [row["id"] for row in db.all("SELECT id FROM decisions WHERE meeting = ? ORDER BY id", (number,))]
