"""The programme by grid, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.grids import GridLine
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawing, Listing, Table
from songyu_cli.views.words import number_column

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = (
    Column(Phrase("有凳单元", "Covered"), lambda line: f"{line.covered}/{line.units}", number=True),
    number_column("在用凳", "Benches in use", "benches_in_use"),
    number_column("需求", "Demands", "demands"),
    Column(Phrase("已答复", "Replied"), lambda line: f"{line.replied}/{line.asked}", number=True),
    number_column("采纳", "Accepted", "accepted"),
    number_column("办结", "Done", "done"),
    number_column("未办结", "Open", "open"),
    number_column("超期", "Late", "overdue"),
    number_column("待催办", "Silent", "silent"),
)


def listing(lines: Sequence[GridLine]) -> Listing:
    """Return the grids as a listing."""
    empty = Phrase(
        "底账是空的。导入：songyu unit import 底账.xlsx",
        "The register is empty. To take one in: songyu unit import REGISTER.xlsx",
    )
    return Listing(lines, GridLine, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw a line for each grid, and the sums."""
    if not found.rows:
        return [found.empty]
    grid = Column(
        Phrase("网格", "Grid"),
        lambda line: verbatim(line.grid) if line.grid else Phrase("未分网格", "no grid"),
        keep=True,
    )
    sums = GridLine(None, *(sum(getattr(line, name) for line in found.rows) for name in GridLine._fields[1:]))
    total = (Phrase("合计", "Total"), *(column.cell(sums) for column in _NUMBERS))
    return [Table((grid, *_NUMBERS), found.rows, total=total)]
