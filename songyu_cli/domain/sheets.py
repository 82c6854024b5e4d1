"""Raw tables as they come out of a file: cells with the row numbers that Excel shows. No rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Phrase


class Broken(Enum):
    """A cell whose value is gone: nothing can be read from it, and it is not empty either."""

    ERROR = "error"  # REF!, DIV/0! and their like
    UNCALCULATED = "uncalculated"  # a formula that was never worked out


Cell = str | int | float | bool | date | datetime | Broken | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts as Excel does, from 1, blank rows included."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows count from 1 as Excel does, columns from 0, both ends belong to it."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file."""

    name: str
    rows: Sequence[Row]
    merges: Sequence[Merge] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    epoch_1904: bool = False  # its day numbers count from 1904; cells that are dates are right already


@dataclass(frozen=True)
class Workbook:
    """What a file holds. `encoding` is None for a binary workbook; `notices` are things to tell the user."""

    name: str  # the file's name without its folder
    sheets: Sequence[Sheet]
    encoding: str | None = None
    sha256: str = ""
    notices: list[Phrase] = field(default_factory=list)
