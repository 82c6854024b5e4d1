"""A table's body as it is read: its columns cell by cell, and which of its rows are no records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re

    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Column
    from songyu_cli.domain.tables.headers import Heading


@dataclass
class Strip:
    """One column of a table, from the row below the header on: the cells as they stand and what they say.

    `amounts` is what each row adds to the column's total, refused rows too; empty where nothing is summed.
    """

    column: Column
    heading: Heading
    raw: list[Cell]
    values: list[Any]
    faulty: bool
    amounts: list[int] = field(default_factory=list)

    @cached_property
    def named(self) -> str:
        """The column as Excel shows it, with its header."""
        return self.heading.named


@dataclass
class Body:
    """A table's rows by their position below the header; `skipped` ones are no records."""

    numbers: list[int]
    strips: list[Strip]
    skipped: set[int] = field(default_factory=set)
    totals: dict[int, re.Match[str]] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The fields of the strips, in their order."""
        return [strip.column.field for strip in self.strips]

    @cached_property
    def by_field(self) -> dict[str, Strip]:
        """The strip of each field."""
        return {strip.column.field: strip for strip in self.strips}
