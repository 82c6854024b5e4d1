"""The kinds of table that can be imported; a further kind is a further table of columns."""

from __future__ import annotations

from songyu_cli.domain.tables.audit_rows import AUDITS, AuditRow
from songyu_cli.domain.tables.bench_rows import BENCHES, BenchRow
from songyu_cli.domain.tables.demand_rows import DEMANDS, DemandRow
from songyu_cli.domain.tables.unit_rows import UNITS, RegisterRow
from songyu_cli.domain.tables.visit_rows import VISITS, VisitRow

__all__ = [
    "AUDITS",
    "BENCHES",
    "DEMANDS",
    "UNITS",
    "VISITS",
    "AuditRow",
    "BenchRow",
    "DemandRow",
    "RegisterRow",
    "VisitRow",
]
