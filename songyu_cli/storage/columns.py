"""Columns that every table of the schema writes alike."""

from __future__ import annotations

ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"


def a_date(column: str) -> str:
    """Return the check of a date cut to its precision: a year, a month or a day."""
    return (
        f"CHECK ({column} GLOB '[12][0-9][0-9][0-9]' OR {column} GLOB '[12][0-9][0-9][0-9]-[01][0-9]'"
        f" OR {column} IS date({column}))"
    )
