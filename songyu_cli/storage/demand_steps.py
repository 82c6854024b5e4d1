"""The steps of demands, in the order in which they were written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from songyu_cli.domain.dates import Date
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
from songyu_cli.storage import demands

if TYPE_CHECKING:
    from songyu_cli.domain.demands import Demand
    from songyu_cli.storage.connection import Database

# A bench carries out a demand again by its repair: it was not put up there, or brought there, that day.
REPAIR = """(SELECT max(p.id) FROM repairs AS p WHERE p.bench = r.bench AND p.done_on = r.done_on AND r.round > 1
    AND NOT EXISTS (SELECT 1 FROM moves AS m WHERE m.bench = r.bench AND m.moved_on = r.done_on)
    AND (EXISTS (SELECT 1 FROM results AS f WHERE f.bench = r.bench AND f.demand = r.demand AND f.id < r.id)
        OR NOT EXISTS (SELECT 1 FROM bench_events AS n WHERE n.bench = r.bench AND n.kind = 'installed'
            AND n.happened_on = r.done_on)))"""
Step = TypeVar("Step", Review, Decision, Reply, Result, Extension, Reopening, Followup)


def story(db: Database, number: int) -> DemandStory:
    """Return a demand with every step there was. Raises DemandNotFound."""
    demand = demands.get(db, number)
    merged = db.all(
        """SELECT id, channel <> 'screening' AND NOT EXISTS (SELECT 1 FROM replies AS p WHERE p.demand = d.id)
        FROM demands AS d WHERE merged_into = ? ORDER BY id""",
        (number,),
    )
    return DemandStory(
        demand,
        reviews=_steps(db, number, "reviews", Review),
        decisions=_steps(db, number, "decisions", Decision),
        replies=_steps(db, number, "replies", Reply),
        results=results(db, number),
        extensions=_steps(db, number, "extensions", Extension),
        reopenings=_steps(db, number, "reopenings", Reopening),
        followups=_steps(db, number, "followups", Followup),
        merged=tuple(row[0] for row in merged),
        unanswered=tuple(row[0] for row in merged if row[1]),
    )


def reopened_on(db: Database, demand: Demand) -> Date | None:
    """Return the day on which a demand's current round began, or None in its first."""
    if demand.round == 1:
        return None
    found = db.value("SELECT reopened_on FROM reopenings WHERE demand = ? ORDER BY id DESC LIMIT 1", (demand.demand,))
    return Date(found)


def results(db: Database, demand: int) -> tuple[Result, ...]:
    """Return what was carried out for a demand."""
    rows = db.all(
        f"""SELECT r.done_on, r.quantity, b.tag AS bench, r.text, r.role, r.round, {REPAIR} AS repair,
        EXISTS (SELECT 1 FROM moves AS m JOIN demands AS d ON d.id = r.demand WHERE m.bench = r.bench
            AND m.from_unit <> d.unit AND m.to_unit = d.unit AND m.moved_on = r.done_on) AS moved FROM results AS r
        LEFT JOIN benches AS b ON b.id = r.bench WHERE r.demand = ? ORDER BY r.id""",
        (demand,),
    )
    return tuple(Result(**{**dict(row), "moved": bool(row["moved"])}) for row in rows)


def named_by(db: Database, demand: int) -> tuple[list[int], list[int]]:
    """Return the demands that ask for a demand again, and the hazards that it is about."""
    repeats = db.all("SELECT id FROM demands WHERE repeat_of = ? ORDER BY id", (demand,))
    hazards = db.all("SELECT id FROM hazards WHERE demand = ? ORDER BY id", (demand,))
    return [row[0] for row in repeats], [row[0] for row in hazards]


def other_days(db: Database, demand: int) -> list[Date]:
    """Return when a meeting spoke of a demand, another was merged into it, or it was withdrawn in an earlier round."""
    rows = db.all(
        """SELECT m.held_on FROM meeting_items AS i JOIN meetings AS m ON m.id = i.meeting WHERE i.demand = ?1
        UNION SELECT merged_on FROM demands WHERE merged_into = ?1 AND merged_on IS NOT NULL
        UNION SELECT withdrawn_on FROM reopenings WHERE demand = ?1 AND withdrawn_on IS NOT NULL""",
        (demand,),
    )
    return [Date(row[0]) for row in rows]


def told_of_all(db: Database) -> dict[int, tuple[list[Review], list[Decision], list[Reply]]]:
    """Return the reviews, decisions and replies of every demand that has any, in the order of writing."""
    told: dict[int, tuple[list[Review], list[Decision], list[Reply]]] = {}
    for place, (table, kind) in enumerate((("reviews", Review), ("decisions", Decision), ("replies", Reply))):
        columns = ", ".join(kind._fields)  # type: ignore[attr-defined]  # a NamedTuple each
        for number, *step in db.each(f"SELECT demand, {columns} FROM {table} ORDER BY id"):
            told.setdefault(number, ([], [], []))[place].append(kind(*step))
    return told


def _steps(db: Database, demand: int, table: str, kind: type[Step]) -> tuple[Step, ...]:
    columns = ", ".join(kind._fields)
    rows = db.all(f"SELECT {columns} FROM {table} WHERE demand = ? ORDER BY id", (demand,))
    return tuple(kind(*row) for row in rows)


def ids(db: Database, table: str, demand: int) -> list[int]:
    """Return the ids of a demand's steps in one of their tables, in the order in which they were written down."""
    return [row["id"] for row in db.all(f"SELECT id FROM {table} WHERE demand = ? ORDER BY id", (demand,))]
