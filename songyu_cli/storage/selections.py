"""Stairwells as a screening sees them on a day, and the screenings that were kept."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from songyu_cli.domain.selection_refusals import SelectionNotFound
from songyu_cli.domain.selections import Candidate, Ranked, Selection, readable, value_of
from songyu_cli.storage.places import address
from songyu_cli.storage.views import LATEST, latest_band

if TYPE_CHECKING:
    from songyu_cli.domain.selections import Rule, Screening
    from songyu_cli.storage.connection import Database

_STATE_THEN = """coalesce((SELECT e.kind FROM bench_events AS e WHERE e.bench = b.id AND e.kind <> 'installed'
    AND (e.happened_on IS NULL OR e.happened_on <= ?1) ORDER BY e.id DESC LIMIT 1), 'pending')"""
_FIRST_PLACE = "coalesce((SELECT m.from_unit FROM moves AS m WHERE m.bench = b.id ORDER BY m.id LIMIT 1), b.unit)"
_PLACE_THEN = f"""coalesce((SELECT m.to_unit FROM moves AS m WHERE m.bench = b.id AND m.moved_on <= ?1
    ORDER BY m.id DESC LIMIT 1), {_FIRST_PLACE})"""
# Benches that stood on the day where they then were, and those that batches had given by then and that were not put up
# yet: where a bench went later, and what replaced it, fills nothing else. What an installation without an allocation
# wrote down for itself, in a ledger without days of allocation, gives none ahead.
_BENCHES_THEN = f"""WITH built AS (
    SELECT b.batch, {_FIRST_PLACE} AS first, {_PLACE_THEN} AS unit, b.replaces IS NULL AS original,
        {_STATE_THEN} <> 'retired' AS standing FROM benches AS b
    WHERE EXISTS (SELECT 1 FROM bench_events AS e WHERE e.bench = b.id AND e.kind = 'installed'
        AND (e.happened_on IS NULL OR e.happened_on <= ?1))
), filled AS (
    SELECT batch, first AS unit, sum(original) AS benches FROM built GROUP BY batch, first
), given AS (
    SELECT a.batch, a.unit, sum(CASE WHEN a.allocated_on IS NULL AND a.rule = 'installed' THEN 0 ELSE a.quantity END)
        AS planned, sum(CASE WHEN a.allocated_on IS NULL AND a.rule = 'installed' THEN a.quantity ELSE 0 END) AS later
    FROM allocations AS a WHERE a.allocated_on IS NULL OR a.allocated_on <= ?1 GROUP BY a.batch, a.unit
)
SELECT unit, sum(benches) AS benches FROM (
    SELECT unit, sum(standing) AS benches FROM built GROUP BY unit
    UNION ALL
    SELECT g.unit, max(0, g.planned + min(g.later, coalesce(f.benches, 0)) - coalesce(f.benches, 0))
    FROM given AS g LEFT JOIN filled AS f ON f.batch = g.batch AND f.unit = g.unit
) GROUP BY unit"""
_SELECTIONS = """SELECT s.id AS selection, s.selected_on, s.measure, s.least, s.top, s.grid, s.as_of,
    (SELECT count(*) FROM selection_units AS w WHERE w.selection = s.id) AS units,
    (SELECT count(*) FROM demands AS d WHERE d.selection = s.id) AS demands, s.role, s.note FROM selections AS s"""
_KEPT = ("elderly_60", "elderly_80", "households", "benches", "counted_on", "source")


def candidates(db: Database, rule: Rule, up_to: str) -> list[Candidate]:
    """Return the stairwells that a rule ranks, with the latest counts and the benches up to a day."""
    band = "elderly_80" if rule.measure == "elderly_80" else "elderly_60"
    benches = {row["unit"]: row["benches"] for row in db.all(_BENCHES_THEN, (up_to,))}
    rows = db.all(
        f"""SELECT u.id, u.estate, u.building, u.label, u.grid, u.households, u.floors,
        {latest_band("elderly_60", "?1")} AS elderly_60, {latest_band("elderly_80", "?1")} AS elderly_80,
        {LATEST.format(column="as_of", known=band, up_to="?1")} AS counted_on,
        {LATEST.format(column="source", known=band, up_to="?1")} AS source
        FROM units AS u WHERE ?2 IS NULL OR u.grid = ?2""",
        (up_to, rule.grid),
    )
    return [
        Candidate(
            unit=address(row),
            benches=benches.get(row["id"], 0),
            **{name: row[name] for name in ("id", "grid", "households", "floors")},
            **{name: row[name] for name in ("elderly_60", "elderly_80", "counted_on", "source")},
        )
        for row in rows
    ]


def add(db: Database, found: Screening, *, role: str, on: str, note: str | None) -> int:
    """Keep a screening with the numbers that it was made by, inside the caller's transaction; return its number."""
    rule = found.rule
    selection = db.insert(
        "selections",
        measure=rule.measure,
        least=rule.least,
        top=rule.top,
        grid=rule.grid,
        as_of=found.as_of,
        selected_on=on,
        role=role,
        note=note,
    )
    db.insert_many(
        "selection_units",
        ("selection", "unit", "rank", *_KEPT),
        [(selection, row.id, row.rank, *(getattr(row, name) for name in _KEPT)) for row in found.rows],
    )
    return selection


def everything(db: Database) -> list[Selection]:
    """Return the selections that were kept, by number."""
    return [Selection(**dict(row)) for row in db.all(f"{_SELECTIONS} ORDER BY s.id")]


def get(db: Database, number: int) -> Selection:
    """Return one selection. Raises SelectionNotFound."""
    row = db.one(f"{_SELECTIONS} WHERE s.id = ?", (number,))
    if row is None:
        raise SelectionNotFound(selection=number)
    return Selection(**dict(row))


def rows(db: Database, selection: Selection) -> tuple[Ranked, ...]:
    """Return the stairwells of a selection in its order, with the numbers that they were chosen by."""
    found = db.all(
        f"""SELECT u.id, u.estate, u.building, u.label, u.grid, u.floors, w.rank,
        {", ".join(f"w.{name}" for name in _KEPT)}
        FROM selection_units AS w JOIN units AS u ON u.id = w.unit WHERE w.selection = ? ORDER BY w.id""",
        (selection.selection,),
    )
    kept = [
        Ranked(unit=address(row), value=0, **{name: row[name] for name in ("id", "rank", "grid", "floors", *_KEPT)})
        for row in found
    ]
    values = (value_of(row, selection.measure) for row in kept)
    return tuple(row._replace(value=readable(value or Fraction())) for row, value in zip(kept, values, strict=True))
