"""What happened to benches, and what they carried out."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from songyu_cli.domain.bench_changes import Answered
from songyu_cli.domain.bench_story import (
    BenchEvent,
    BenchInspection,
    BenchMove,
    BenchRepair,
    BenchStory,
    LeftPlace,
    age_of,
    seat_beside,
)
from songyu_cli.domain.benches import Bench
from songyu_cli.domain.dates import Date
from songyu_cli.storage import benches, demands, settings
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.demands import ROUND
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from songyu_cli.storage.connection import Database

# A bench and, newest first, the benches in whose place it stands.
_CHAIN = """WITH RECURSIVE chain (id) AS (SELECT ?1 UNION SELECT b.replaces FROM benches AS b
    JOIN chain AS c ON c.id = b.id WHERE b.replaces IS NOT NULL)"""
_SET_ASIDE = ("withdrawn", "merged", "declined")  # what was carried out for these is nobody's loss any more


def get(db: Database, tag: str, today: date) -> BenchStory:
    """Return a bench's page. Raises TagMalformed and BenchNotFound."""
    bench = benches.get(db, tag)
    events = _events(db, bench.id)
    retired = next((one.happened_on for one in events if one.kind == "retired"), None)
    reference = settings.get(db, "seat_height")
    return BenchStory(
        **{field.name: getattr(bench, field.name) for field in fields(Bench)},
        age_years=age_of(bench, retired, today),
        seat=seat_beside(bench.height_mm, reference) if bench.height_mm else None,
        carried_out=answered(db, bench.id),
        events=events,
        moves=_moves(db, bench.id),
        inspections=_inspections(db, bench.id),
        repairs=_repairs(db, bench.id),
    )


def past(db: Database, bench: int) -> list[tuple[str, Date]]:
    """Return what happened to a bench with the days that are known: the kinds of its events, and `moved`."""
    rows = db.all(
        """SELECT kind, happened_on FROM (
            SELECT 0 AS moved, id, kind, happened_on FROM bench_events WHERE bench = ?1 AND happened_on IS NOT NULL
            UNION ALL SELECT 1, id, 'moved', moved_on FROM moves WHERE bench = ?1
        ) ORDER BY moved, id""",
        (bench,),
    )
    return [(row[0], Date(row[1])) for row in rows]


def answered(db: Database, bench: int, unit: int | None = None) -> tuple[Answered, ...]:
    """Return the demands that a bench or those before it carried out in their current round, at one stairwell or all.

    Those that were withdrawn, merged or declined since are left out.
    """
    rows = db.all(
        f"""{_CHAIN} SELECT DISTINCT d.id FROM results AS r JOIN demands AS d ON d.id = r.demand AND r.round = {ROUND}
        WHERE r.bench IN (SELECT id FROM chain) AND (?2 IS NULL OR d.unit = ?2) ORDER BY d.id""",
        (bench, unit),
    )
    found = [demands.get(db, row[0]) for row in rows]
    return tuple(
        Answered(one.demand, one.unit, one.state, one.carried_out, one.quantity)
        for one in found
        if one.state not in _SET_ASIDE
    )


def reopened(db: Database, bench: int) -> frozenset[int]:
    """Return the demands that a bench or those before it carried out, and not since they were opened again."""
    rows = db.all(
        f"""{_CHAIN} SELECT d.id FROM results AS r JOIN demands AS d ON d.id = r.demand
        WHERE r.bench IN (SELECT id FROM chain) GROUP BY d.id HAVING max(r.round) < {ROUND}""",
        (bench,),
    )
    return frozenset(row[0] for row in rows)


def left_places(db: Database) -> dict[str, list[LeftPlace]]:
    """Return by tag the places from which benches were moved, oldest first."""
    rows = db.all(
        """SELECT b.tag, u.estate, u.building, u.label, m.from_spot, m.moved_on FROM moves AS m
        JOIN benches AS b ON b.id = m.bench JOIN units AS u ON u.id = m.from_unit ORDER BY m.id"""
    )
    found: dict[str, list[LeftPlace]] = {}
    for row in rows:
        found.setdefault(row["tag"], []).append(LeftPlace(address(row), row["from_spot"], row["moved_on"]))
    return found


def has_bench_in_use(db: Database, unit: int) -> bool:
    """Return whether a stairwell has a bench in use."""
    row = db.one(f"SELECT 1 FROM benches AS b WHERE b.unit = ? AND {BENCH_STATE} = 'in_use'", (unit,))
    return row is not None


def unmended(db: Database, ids: Iterable[int]) -> tuple[str, ...]:
    """Return the tags of those benches whose repair is still open."""
    query = """SELECT b.tag FROM benches AS b WHERE b.id = ?
        AND EXISTS (SELECT 1 FROM repairs AS r WHERE r.bench = b.id AND r.done_on IS NULL)"""
    return tuple(tag for tag in (db.value(query, (one,)) for one in ids) if tag)


def _events(db: Database, bench: int) -> tuple[BenchEvent, ...]:
    rows = db.all("SELECT kind, happened_on, reason, role FROM bench_events WHERE bench = ? ORDER BY id", (bench,))
    return tuple(BenchEvent(*row) for row in rows)


def _moves(db: Database, bench: int) -> tuple[BenchMove, ...]:
    ends = "SELECT from_unit FROM moves WHERE bench = ?1 UNION SELECT to_unit FROM moves WHERE bench = ?1"
    found = db.all(f"SELECT id, estate, building, label FROM units WHERE id IN ({ends})", (bench,))
    places = {row["id"]: address(row) for row in found}
    rows = db.all("SELECT * FROM moves WHERE bench = ? ORDER BY id", (bench,))
    return tuple(
        BenchMove(
            row["moved_on"],
            places[row["from_unit"]],
            row["from_spot"],
            places[row["to_unit"]],
            row["to_spot"],
            row["reason"],
            row["role"],
        )
        for row in rows
    )


def _inspections(db: Database, bench: int) -> tuple[BenchInspection, ...]:
    rows = db.all("SELECT id, inspected_on, result, text FROM inspections WHERE bench = ? ORDER BY id", (bench,))
    return tuple(
        BenchInspection(
            row["inspected_on"],
            row["result"],
            tuple(
                r[0] for r in db.all("SELECT item FROM inspection_items WHERE inspection = ? ORDER BY id", (row["id"],))
            ),
            row["text"],
        )
        for row in rows
    )


def _repairs(db: Database, bench: int) -> tuple[BenchRepair, ...]:
    rows = db.all("SELECT opened_on, done_on, what, by_whom FROM repairs WHERE bench = ? ORDER BY id", (bench,))
    return tuple(BenchRepair(*row) for row in rows)
