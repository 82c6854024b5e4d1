"""Audits of what stands where, and what the ledger itself says of that."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.audit_overview import Inspected, Written
from songyu_cli.domain.audit_refusals import AuditNotFound
from songyu_cli.domain.audits import Audit, AuditLine, Gone, Misplaced, Stands, Unknown
from songyu_cli.domain.dates import Date
from songyu_cli.storage.bench_states import BENCH_STATE
from songyu_cli.storage.inspections import LOST
from songyu_cli.storage.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from songyu_cli.domain.audits import Finding
    from songyu_cli.storage.connection import Database

_BENCHES = f"""SELECT b.id, b.tag, u.estate, u.building, u.label, b.spot, {BENCH_STATE} = 'retired' AS retired,
    (SELECT e.happened_on FROM bench_events AS e WHERE e.bench = b.id AND e.kind = 'installed'
        ORDER BY e.id LIMIT 1) AS installed_on,
    (SELECT e.happened_on FROM bench_events AS e WHERE e.bench = b.id AND e.kind = 'retired'
        ORDER BY e.id DESC LIMIT 1) AS retired_on,
    {LOST} AS lost
    FROM benches AS b JOIN units AS u ON u.id = b.unit"""
_MOVES = """SELECT m.bench, m.moved_on, u.estate, u.building, u.label
    FROM moves AS m JOIN units AS u ON u.id = m.from_unit WHERE m.from_unit <> m.to_unit ORDER BY m.id"""
_KINDS = ("found", "missing", "misplaced", "unknown")
_COUNTED = """(SELECT coalesce(sum(f.quantity), 0) FROM audit_findings AS f JOIN audit_units AS w ON w.id = f.audit_unit
        WHERE w.audit = a.id AND f.finding {which}) AS {name}"""
_AUDITS = f"""SELECT a.id AS audit, a.audited_on,
    coalesce(a.grid, (SELECT CASE WHEN count(*) = count(u.grid) AND min(u.grid) = max(u.grid) THEN min(u.grid) END
        FROM audit_units AS w JOIN units AS u ON u.id = w.unit WHERE w.audit = a.id)) AS grid,
    a.role, (SELECT count(*) FROM audit_units AS w WHERE w.audit = a.id) AS stairwells,
    {_COUNTED.format(which="IN ('found', 'missing')", name="should")},
    {", ".join(_COUNTED.format(which=f"= '{name}'", name=name) for name in _KINDS)}
    FROM audits AS a"""
_LINES = """SELECT w.id, a.id AS audit, a.audited_on, u.estate, u.building, u.label, u.grid, w.remark
    FROM audit_units AS w JOIN audits AS a ON a.id = w.audit JOIN units AS u ON u.id = w.unit
    ORDER BY a.id, w.id"""
_FINDINGS = """SELECT f.audit_unit, f.finding, coalesce(b.tag, f.tag) AS tag, f.quantity
    FROM audit_findings AS f LEFT JOIN benches AS b ON b.id = f.bench ORDER BY f.id"""
# The log entry that wrote a row down; it is the newest one where the row came back after it was taken away.
_ENTRIES = """SELECT table_name, row_id, max(command) FROM changes
    WHERE table_name IN ('audits', 'benches', 'moves', 'inspections') AND old IS NULL GROUP BY table_name, row_id"""


def ledger(db: Database) -> dict[str, Stands]:
    """Return where every bench stands, and stood, by its tag."""
    moves: dict[int, list[Gone]] = defaultdict(list)
    for row in db.all(_MOVES):
        moves[row["bench"]].append(Gone(Date(row["moved_on"]), address(row)))
    return {
        row["tag"]: Stands(
            row["id"],
            row["tag"],
            address(row),
            row["spot"],
            _date(row["installed_on"]),
            bool(row["retired"]),
            _date(row["retired_on"]),
            tuple(moves[row["id"]]),
            bool(row["lost"]),
        )
        for row in db.all(_BENCHES)
    }


def everything(db: Database) -> list[Audit]:
    """Return the audits by number."""
    return [Audit(**dict(row)) for row in db.all(f"{_AUDITS} ORDER BY a.id")]


def get(db: Database, number: int) -> Audit:
    """Return one audit. Raises AuditNotFound."""
    row = db.one(f"{_AUDITS} WHERE a.id = ?", (number,))
    if row is None:
        raise AuditNotFound(audit=number)
    return Audit(**dict(row))


def lines(db: Database, benches: Mapping[str, Stands]) -> list[AuditLine]:
    """Return every stairwell of every audit, in the order in which they were written down."""
    findings: dict[int, list[Any]] = defaultdict(list)
    for row in db.all(_FINDINGS):
        findings[row["audit_unit"]].append(row)

    def of(number: int, finding: str) -> list[Any]:
        return [row for row in findings[number] if row["finding"] == finding]

    return [
        AuditLine(
            row["audit"],
            row["audited_on"],
            address(row),
            row["grid"],
            found=tuple(one["tag"] for one in of(row["id"], "found")),
            missing=tuple(one["tag"] for one in of(row["id"], "missing")),
            misplaced=tuple(Misplaced(one["tag"], _place(benches[one["tag"]])) for one in of(row["id"], "misplaced")),
            unknown=tuple(Unknown(one["tag"], one["quantity"]) for one in of(row["id"], "unknown")),
            remark=row["remark"],
        )
        for row in db.all(_LINES)
    ]


def _place(bench: Stands) -> Any:
    return None if bench.retired else bench.unit


def written(db: Database) -> Written:
    """Return when audits, the present places of benches, and inspections were written down."""
    entries: dict[str, dict[int, int]] = defaultdict(dict)
    for table, row, entry in db.all(_ENTRIES):
        entries[table][row] = entry
    tags = {row["id"]: row["tag"] for row in db.all("SELECT id, tag FROM benches")}
    places = {tag: entries["benches"].get(bench, 0) for bench, tag in tags.items()}
    for row in db.all("SELECT id, bench FROM moves WHERE from_unit <> to_unit"):
        tag = tags[row["bench"]]
        places[tag] = max(places[tag], entries["moves"].get(row["id"], 0))
    inspected: dict[str, list[Inspected]] = defaultdict(list)
    for row in db.all("SELECT id, bench, inspected_on, result FROM inspections"):
        entry = entries["inspections"].get(row["id"], 0)
        inspected[tags[row["bench"]]].append(Inspected(entry, Date(row["inspected_on"]), row["result"]))
    batches = {row[0] for row in db.all("SELECT number FROM batches")}
    return Written(entries["audits"], places, inspected, batches)


def add_line(db: Database, audit: int, unit: int, findings: Iterable[Finding], remark: str | None) -> None:
    """Write what one audit found at a stairwell; the tag of a bench of the ledger is not written twice."""
    line = db.insert("audit_units", audit=audit, unit=unit, remark=remark)
    for one in findings:
        tag = one.tag if one.bench is None else None
        db.insert(
            "audit_findings", audit_unit=line, finding=one.finding, bench=one.bench, tag=tag, quantity=one.quantity
        )


def taken_before(db: Database, sha256: str, days: Sequence[str]) -> int | None:
    """Return the log entry that took the very same file as an audit of one of these days, or None."""
    entry: int | None = db.value(
        """SELECT g.command FROM imports AS i JOIN changes AS g ON g.table_name = 'imports' AND g.row_id = i.id
        WHERE i.kind = 'audits' AND i.sha256 = ? AND g.old IS NULL AND EXISTS (
            SELECT 1 FROM json_each(i.mapping, '$.on') AS o JOIN json_each(?) AS n ON n.value = o.value)
        ORDER BY i.id DESC LIMIT 1""",
        (sha256, json.dumps(days)),
    )
    return entry


def _date(text: str | None) -> Date | None:
    return Date(text) if text else None
