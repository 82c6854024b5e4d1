"""The kinds of table that can be imported; a further kind is a further table of columns."""

from __future__ import annotations

from songyu_cli.domain.tables.bench_rows import BENCHES, BenchRow
from songyu_cli.domain.tables.unit_rows import UNITS, RegisterRow

__all__ = ["BENCHES", "UNITS", "BenchRow", "RegisterRow"]
