"""What the library does not tell about a sheet: how far it reaches, which rows are hidden, which cells are broken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from songyu_cli.readers.unreadable import TooManyCells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.sheets import Broken, Merge

MAX_CELLS = 2_500_000  # rows times columns of all sheets, blank ones too; each takes about 50 bytes while it is read
MAX_ROW = 1_048_576  # Excel's own limits
MAX_COLUMN = 16_384


@dataclass(slots=True)
class SheetFacts:
    """Facts about one sheet. Rows count from 1, columns from 0; `reach` keeps the far corner."""

    file: str
    name: str
    last_row: int = 0
    last_column: int = -1
    hidden_rows: set[int] = field(default_factory=set)
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    epoch_1904: bool = False

    @property
    def area(self) -> int:
        """Cells from A1 to the far corner."""
        return self.last_row * (self.last_column + 1)

    def reach(self, row: int, column: int) -> None:
        """Take note of a cell with content. Raises TooManyCells when the sheet grows beyond the limit."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if self.area > MAX_CELLS or row > MAX_ROW or column >= MAX_COLUMN:
            raise self.too_many()

    def breaks(self, row: int, column: int, how: Broken) -> None:
        """Take note of a cell whose value is gone."""
        self.reach(row, column)
        self.broken[row, column] = how

    def too_many(self) -> TooManyCells:
        """Return the refusal of this sheet's size."""
        return TooManyCells(
            file=self.file, sheet=self.name, row=self.last_row, column=self.last_column + 1, limit=MAX_CELLS
        )


def require_room(sheets: Iterable[SheetFacts]) -> None:
    """Raise TooManyCells when the sheets together are larger than the limit, naming the largest."""
    sheets = list(sheets)
    if sum(sheet.area for sheet in sheets) > MAX_CELLS:
        raise max(sheets, key=lambda sheet: sheet.area).too_many()
