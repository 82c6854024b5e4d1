"""The kinds of table that can be imported; a further kind is a further table of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.tables.audit_rows import AUDITS, AuditRow
from songyu_cli.domain.tables.bench_rows import BENCHES, BenchRow
from songyu_cli.domain.tables.demand_rows import DEMANDS, DemandRow
from songyu_cli.domain.tables.inspection_rows import INSPECTIONS, InspectionRow
from songyu_cli.domain.tables.unit_rows import UNITS, RegisterRow
from songyu_cli.domain.tables.visit_rows import VISITS, VisitRow

if TYPE_CHECKING:
    from songyu_cli.domain.tables.columns import Kind

__all__ = [
    "AUDITS",
    "BENCHES",
    "DEMANDS",
    "INSPECTIONS",
    "TABLES",
    "UNITS",
    "VISITS",
    "AuditRow",
    "BenchRow",
    "DemandRow",
    "InspectionRow",
    "RegisterRow",
    "VisitRow",
]

TABLES: dict[str, Kind[Any]] = {kind.name: kind for kind in (UNITS, BENCHES, DEMANDS, VISITS, AUDITS, INSPECTIONS)}
"""Each kind by its name."""
