"""What a file gave, sheet by sheet: its columns, its records, what was left out and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.sheets import Sheet
    from songyu_cli.domain.tables.columns import Kind, Sight
    from songyu_cli.domain.tables.headers import Header
    from songyu_cli.domain.tables.rows import Numbered, RowError
    from songyu_cli.domain.tables.samples import Sample
    from songyu_cli.domain.tables.strips import Body
    from songyu_cli.domain.tables.totals import TotalCheck
    from songyu_cli.domain.wording import Phrase

R = TypeVar("R")


class Same(NamedTuple):
    """A row that repeats another one of the file, word for word."""

    row: int
    first: int
    first_sheet: str


class Mapped(NamedTuple):
    """A column that is read: its letter, its header in the file, the field that it fills, and what that is called."""

    letter: str
    header: str
    field: str
    title: Phrase


class Unknown(NamedTuple):
    """A column that is not read, the known header that it looks most like, its title, and its field if it is free."""

    letter: str
    header: str
    nearest: str | None
    field: str | None = None
    title: Phrase | None = None


class Origin(NamedTuple):
    """Where a reading comes from: what its bad rows are given back from."""

    sheet: Sheet
    header: Header
    body: Body
    sight: Sight


@dataclass(frozen=True)
class SheetReading(Generic[R]):
    """What one sheet gave. `left_out` are the columns about persons, which are never imported.

    `origin` is there until nobody needs it. `rows` counts what may be a record, good or bad. `kept` says what of an
    earlier --map was used. `stated` is the date in its titles; `unread` says why there is none, though something
    stands there.
    """

    sheet: str
    header_row: int
    mapped: tuple[Mapped, ...]
    unknown: tuple[Unknown, ...]
    left_out: tuple[str, ...]
    origin: Origin | None
    rows: int = 0
    samples: tuple[Sample, ...] = ()
    kept: tuple[Phrase, ...] = ()
    records: list[Numbered[R]] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    totals: list[TotalCheck] = field(default_factory=list)
    notices: list[Phrase] = field(default_factory=list)
    stated: Date | None = None
    unread: Phrase | None = None


@dataclass(frozen=True)
class Reading(Generic[R]):
    """What a file gave, sheet by sheet."""

    kind: Kind[R]
    sheets: list[SheetReading[R]]
    notices: list[Phrase]

    @property
    def records(self) -> list[R]:
        """The records of all sheets, in the order of the file."""
        return [numbered.record for sheet in self.sheets for numbered in sheet.records]

    @property
    def errors(self) -> list[RowError]:
        """What is wrong with rows, in the order of the file."""
        return [error for sheet in self.sheets for error in sheet.errors]

    @property
    def totals(self) -> list[TotalCheck]:
        """The file's own totals beside the computed ones."""
        return [total for sheet in self.sheets for total in sheet.totals]
