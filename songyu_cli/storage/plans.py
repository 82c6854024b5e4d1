"""Plans: what the rules of a plan need to know, and the plans that were saved."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from songyu_cli.domain.dates import Date
from songyu_cli.domain.plan import PINNED, Accepted, Picked, SavedPlan, Stairwell
from songyu_cli.storage.bench_states import BENCH_STATE, FILLED
from songyu_cli.storage.demands import RESULTS, VERDICT
from songyu_cli.storage.places import address
from songyu_cli.storage.views import latest_band

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.plan import Plan
    from songyu_cli.domain.stairwells import Address
    from songyu_cli.storage.connection import Database

_STAIRWELLS = f"""SELECT u.id, u.estate, u.building, u.label, u.floors,
    {latest_band("elderly_60", "?1")} AS elderly_60, {latest_band("elderly_80", "?1")} AS elderly_80,
    (SELECT count(*) FROM benches AS b WHERE b.unit = u.id AND {BENCH_STATE} <> 'retired') AS standing
    FROM units AS u"""
_AWAITED = f"""SELECT a.unit, a.batch, sum(a.quantity) - {FILLED.format(unit="a.unit", batch="a.batch")} AS awaited
    FROM allocations AS a {{where}} GROUP BY a.batch, a.unit HAVING awaited > 0"""
_ACCEPTED = f"""SELECT d.id AS demand, d.unit, d.quantity - (SELECT coalesce(sum(r.quantity), 0) {RESULTS}) AS benches
    FROM demands AS d WHERE d.kind = 'bench' AND d.withdrawn_on IS NULL AND d.merged_into IS NULL
    AND {VERDICT.format("verdict")} = 'accepted' AND benches > 0 ORDER BY d.registered_on, d.id"""


def stairwells(db: Database, up_to: str, *, without: int | None = None) -> list[Stairwell]:
    """Return every stairwell as a plan sees it, with the latest counts up to a day.

    What the batch `without` has allocated and not put up yet is left out.
    """
    awaited: dict[int, int] = defaultdict(int)
    for row in db.all(_AWAITED.format(where="")):
        if row["batch"] != without:
            awaited[row["unit"]] += row["awaited"]
    accepted: dict[int, list[Accepted]] = defaultdict(list)
    for row in db.all(_ACCEPTED):
        accepted[row["unit"]].append(Accepted(row["demand"], row["benches"]))
    return [
        Stairwell(
            unit=address(row),
            elderly_60=row["elderly_60"],
            elderly_80=row["elderly_80"],
            floors=row["floors"],
            standing=row["standing"],
            awaited=awaited.get(row["id"], 0),
            accepted=tuple(accepted.get(row["id"], ())),
            id=row["id"],
        )
        for row in db.all(_STAIRWELLS, (up_to,))
    ]


def awaited(db: Database, batch: int) -> int:
    """Return how many benches a batch has allocated and not put up yet."""
    return sum(row["awaited"] for row in db.all(_AWAITED.format(where="WHERE a.batch = ?"), (batch,)))


def take_back(db: Database, batch: int) -> None:
    """Take back what a batch has allocated and not put up yet, the newest first, inside the caller's transaction.

    What installations made for themselves goes last.
    """
    for row in db.all(_AWAITED.format(where="WHERE a.batch = ?"), (batch,)):
        left = row["awaited"]
        given = db.all(
            "SELECT id, quantity FROM allocations WHERE batch = ? AND unit = ? ORDER BY rule = 'installed', id DESC",
            (batch, row["unit"]),
        )
        for allocation in given:
            if allocation["quantity"] <= left:
                db.execute("DELETE FROM allocations WHERE id = ?", (allocation["id"],))
            elif left:
                db.update("allocations", allocation["id"], quantity=allocation["quantity"] - left)
            left -= min(left, allocation["quantity"])


def add(db: Database, batch: int, plan: Plan, ids: Mapping[Address, int], *, role: str) -> int:
    """Write a plan with its allocations inside the caller's transaction, and return its number.

    `ids` are the stairwells'.
    """
    number = db.insert(
        "plans",
        batch=batch,
        benches=plan.benches,
        weight=plan.weight,
        max_per_unit=plan.max_per_unit,
        planned_on=plan.planned_on,
        role=role,
    )
    db.insert_many(
        "plan_units",
        ("plan", "unit", "choice", "quantity", "reason"),
        [
            (number, ids[one.unit], choice, one.quantity, one.reason)
            for choice, those in (("pin", plan.pinned), ("skip", plan.skipped))
            for one in those
        ],
    )
    db.insert_many(
        "allocations",
        ("batch", "unit", "quantity", "rule", "reason", "allocated_on", "plan", "rank"),
        [
            (batch, ids[one.unit], 1, rule_of(one.stage), one.reason, plan.planned_on, number, one.order)
            for one in plan.plan
        ],
    )
    return number


def rule_of(stage: int) -> str:
    """Return the name under which the ledger keeps the rule of a stage."""
    return "pinned" if stage == PINNED else f"stage_{stage}"


def of_batch(db: Database, batch: int) -> list[SavedPlan]:
    """Return the plans that were saved for a batch, given by its id, oldest first."""
    named: dict[tuple[int, str], list[Picked]] = defaultdict(list)
    for row in db.all(
        """SELECT w.plan, w.choice, w.quantity, w.reason, u.estate, u.building, u.label
        FROM plan_units AS w JOIN units AS u ON u.id = w.unit JOIN plans AS p ON p.id = w.plan
        WHERE p.batch = ? ORDER BY w.id""",
        (batch,),
    ):
        named[row["plan"], row["choice"]].append(Picked(address(row), row["quantity"], row["reason"]))
    rows = db.all(
        """SELECT p.id AS plan, p.planned_on, p.benches, p.weight, p.max_per_unit, p.role,
        (SELECT coalesce(sum(a.quantity), 0) FROM allocations AS a WHERE a.plan = p.id) AS allocated
        FROM plans AS p WHERE p.batch = ? ORDER BY p.id""",
        (batch,),
    )
    return [
        SavedPlan(
            **{**dict(row), "planned_on": Date(row["planned_on"])},
            pinned=tuple(named[row["plan"], "pin"]),
            skipped=tuple(named[row["plan"], "skip"]),
        )
        for row in rows
    ]
