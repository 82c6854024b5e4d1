"""Inspections of benches, and what the next one is counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.care import Cared, OutOfUse
from songyu_cli.domain.choices import INSPECTION_ITEMS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.inspections import Inspection
from songyu_cli.domain.silence import waited
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from songyu_cli.storage.connection import Database

_INSPECTIONS = """SELECT i.id AS inspection, b.tag, u.estate, u.building, u.label, u.grid, i.inspected_on, i.result,
    (SELECT group_concat(w.item) FROM inspection_items AS w WHERE w.inspection = i.id) AS faults, i.role, i.text
    FROM inspections AS i JOIN benches AS b ON b.id = i.bench JOIN units AS u ON u.id = b.unit"""
# A date that is not known to the day counts as the last that it can mean.
LATEST = "substr({day} || '-99-99', 1, 10)"
# The last inspection did not find a bench, and it did not come back since.
LOST = f"""({BENCH_STATE} = 'out_of_use' AND (SELECT i.result FROM inspections AS i WHERE i.bench = b.id
    ORDER BY {LATEST.format(day="i.inspected_on")} DESC, i.id DESC LIMIT 1) IS 'missing')"""
_ORDERED = "EXISTS (SELECT 1 FROM repairs AS r WHERE r.bench = b.id AND r.done_on IS NULL)"
_BEGAN = (
    "(SELECT e.happened_on FROM bench_events AS e WHERE e.bench = b.id AND e.kind = '{kind}' ORDER BY e.id LIMIT 1)"
)
_CARED = f"""SELECT b.tag, u.estate, u.building, u.label, u.grid, {BENCH_STATE} AS state,
    (SELECT i.inspected_on FROM inspections AS i WHERE i.bench = b.id
        ORDER BY {LATEST.format(day="i.inspected_on")} DESC LIMIT 1) AS inspected_on,
    coalesce({_BEGAN.format(kind="in_use")}, {_BEGAN.format(kind="installed")}) AS began_on
    FROM benches AS b JOIN units AS u ON u.id = b.unit WHERE state <> 'retired' AND NOT ({LOST} AND {_ORDERED})"""
_STOPPED = f"""SELECT b.tag, u.estate, u.building, u.label, u.grid, e.happened_on AS since, e.reason,
    (SELECT r.id FROM repairs AS r WHERE r.bench = b.id AND r.done_on IS NULL ORDER BY r.id DESC LIMIT 1) AS repair
    FROM benches AS b JOIN units AS u ON u.id = b.unit JOIN bench_events AS e ON e.id =
        (SELECT max(n.id) FROM bench_events AS n WHERE n.bench = b.id)
    WHERE {BENCH_STATE} = 'out_of_use' ORDER BY since IS NULL, since, b.id"""
_STEPS = {
    "events": "SELECT kind, happened_on FROM bench_events WHERE bench = ?1 AND happened_on IS NOT NULL ORDER BY id",
    "repairs": """SELECT CASE WHEN done_on IS NULL THEN 'order' ELSE 'repaired' END, coalesce(done_on, opened_on)
        FROM repairs WHERE bench = ?1 ORDER BY id""",
}


def everything(db: Database) -> list[Inspection]:
    """Return every inspection by number."""
    return [_inspection(row) for row in db.all(f"{_INSPECTIONS} ORDER BY i.id")]


def of_bench(db: Database, bench: int) -> list[Inspection]:
    """Return the inspections of a bench in the order in which they were written down."""
    return [_inspection(row) for row in db.all(f"{_INSPECTIONS} WHERE i.bench = ? ORDER BY i.id", (bench,))]


def text(db: Database, inspection: int) -> str | None:
    """Return what was said of an inspection that is there."""
    said: str | None = db.value("SELECT text FROM inspections WHERE id = ?", (inspection,))
    return said


def set_items(db: Database, inspection: int, items: Sequence[str]) -> None:
    """Write which items an inspection found wanting, in place of those before."""
    db.execute("DELETE FROM inspection_items WHERE inspection = ?", (inspection,))
    db.insert_many("inspection_items", ("inspection", "item"), [(inspection, item) for item in items])


def cared_for(db: Database) -> list[Cared]:
    """Return the benches that are inspected: all but the retired, and those lost that wait for a work order."""
    return [
        Cared(
            row["tag"],
            address(row),
            row["grid"],
            row["state"],
            row["inspected_on"],
            row["inspected_on"] or row["began_on"],
        )
        for row in db.all(_CARED)
    ]


def out_of_use(db: Database, today: datetime.date) -> list[OutOfUse]:
    """Return the benches that are out of use, the longest first; those since an unknown day come last."""
    return [
        OutOfUse(
            row["tag"],
            address(row),
            row["grid"],
            row["since"],
            waited(row["since"], today) if row["since"] else None,
            bool(row["since"]) and Date(row["since"]).precision != "day",
            row["reason"],
            row["repair"],
        )
        for row in db.all(_STOPPED)
    ]


def steps(db: Database, bench: int, *kinds: str) -> list[tuple[str, Date]]:
    """Return steps of a bench with their days, of `events` and `repairs` as asked, in order."""
    return [(row[0], Date(row[1])) for kind in kinds for row in db.all(_STEPS[kind], (bench,))]


def ever_used(db: Database, bench: int) -> bool:
    """Return whether a bench was in use on any day."""
    return bool(db.value("SELECT EXISTS (SELECT 1 FROM bench_events WHERE bench = ? AND kind = 'in_use')", (bench,)))


def listed(items: object) -> tuple[str, ...]:
    """Return items that stand in one text, in the order of the list."""
    there = str(items or "").split(",")
    known = [key for key in INSPECTION_ITEMS.keys if key in there]
    return (*known, *(item for item in there if item and item not in known))


def _inspection(row: object) -> Inspection:
    r: dict[str, object] = dict(row)  # type: ignore[call-overload]
    r["unit"] = address(r)
    r["faults"] = listed(r["faults"])
    return Inspection(**{name: r[name] for name in Inspection._fields})  # type: ignore[arg-type]
