"""The figures of the report, counted by SQLite in one pass each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.report import BARE_SHOWN, Bare, Coverage, share
from songyu_cli.domain.silence import OldStool
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.places import address
from songyu_cli.storage.views import latest_band

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

_UNITS = f"""
WITH standing AS (
    SELECT unit, count(*) AS benches, sum(state = 'in_use') AS in_use
    FROM (SELECT b.unit, {BENCH_STATE} AS state FROM benches AS b) WHERE state <> 'retired' GROUP BY unit
)
SELECT u.id, u.estate, u.building, u.label, u.floors,
    {latest_band("elderly_60", "?1")} AS elderly_60,
    coalesce(s.benches, 0) AS benches, coalesce(s.in_use, 0) > 0 AS covered
FROM units AS u LEFT JOIN standing AS s ON s.unit = u.id"""


def coverage(db: Database, up_to: str) -> Coverage:
    """Return how many stairwells, and how many of their residents aged 60+, have a bench in use."""
    row = db.one(
        f"""SELECT count(*) AS units, coalesce(sum(covered), 0) AS covered,
        coalesce(sum(elderly_60), 0) AS elderly, coalesce(sum(elderly_60 * covered), 0) AS elderly_covered,
        coalesce(sum(elderly_60 IS NULL), 0) AS uncounted FROM ({_UNITS})""",
        (up_to,),
    )
    figures: dict[str, int] = dict(row or {})
    return Coverage(
        rate=share(figures["covered"], figures["units"]),
        rate_elderly=share(figures["elderly_covered"], figures["elderly"]),
        **figures,
    )


def bare(db: Database, up_to: str) -> tuple[Bare, ...]:
    """Return the stairwells without a bench in use, most residents 60+ first, then 80+, floors and address."""
    # The tenth's number first, so that only those who may stand in the list are looked at closely and sorted.
    least = db.value(
        f"""SELECT coalesce(elderly_60, -1) AS e60 FROM ({_UNITS}) WHERE NOT covered
        ORDER BY e60 DESC LIMIT 1 OFFSET ?2""",
        (up_to, BARE_SHOWN - 1),
    )
    rows = db.all(
        f"""SELECT *, coalesce(elderly_60, -1) AS e60, coalesce(elderly_80, -1) AS e80, coalesce(floors, 0) AS high
        FROM (SELECT u.*, {latest_band("elderly_80", "?1")} AS elderly_80 FROM ({_UNITS}) AS u
            WHERE NOT covered AND coalesce(elderly_60, -1) >= ?2)""",
        (up_to, -1 if least is None else least),
    )
    found = sorted(rows, key=lambda row: (-row["e60"], -row["e80"], -row["high"], address(row).order))
    return tuple(
        Bare(unit=address(row), elderly=row["elderly_60"], elderly_80=row["elderly_80"], benches=row["benches"])
        for row in found[:BARE_SHOWN]
    )


def counted(db: Database, up_to: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the days and the sources of the counts that are used."""
    rows = db.all(
        """SELECT DISTINCT h.as_of, h.source FROM headcounts AS h JOIN (SELECT unit, max(as_of) AS as_of
        FROM headcounts WHERE as_of <= ? AND elderly_60 IS NOT NULL GROUP BY unit) AS k
        ON k.unit = h.unit AND k.as_of = h.as_of ORDER BY h.as_of""",
        (up_to,),
    )
    days = sorted({row["as_of"] for row in rows})
    return tuple(days), tuple(sorted({row["source"] for row in rows if row["source"]}))


def open_repairs(db: Database) -> int:
    """Return how many work orders are open; nobody mends a bench that was retired."""
    return int(
        db.value(
            f"""SELECT count(*) FROM repairs AS r JOIN benches AS b ON b.id = r.bench
            WHERE r.done_on IS NULL AND {BENCH_STATE} <> 'retired'"""
        )
    )


def old_stools(db: Database) -> list[OldStool]:
    """Return the old stools that were not cleared although a bench is in use at their stairwell."""
    rows = db.all(
        f"""SELECT z.id AS hazard, u.estate, u.building, u.label, u.grid, z.quantity, z.found_on,
        (SELECT min(e.happened_on) FROM bench_events AS e JOIN benches AS b ON b.id = e.bench
            WHERE b.unit = z.unit AND e.kind = 'in_use' AND {BENCH_STATE} = 'in_use') AS in_use_on
        FROM hazards AS z JOIN units AS u ON u.id = z.unit
        WHERE z.kind = 'old_stool' AND z.cleared_on IS NULL
            AND EXISTS (SELECT 1 FROM benches AS b WHERE b.unit = z.unit AND {BENCH_STATE} = 'in_use')
        ORDER BY z.id"""
    )
    return [
        OldStool(row["hazard"], address(row), row["grid"], row["quantity"], row["found_on"], row["in_use_on"])
        for row in rows
    ]
