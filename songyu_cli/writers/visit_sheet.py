"""A sheet to carry on a round, as an .xlsx to print or to fill in: a row a stairwell, with the last counts in grey."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import HAZARD_KINDS
from songyu_cli.domain.tables.visit_rows import VISITS
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.carried_sheet import Carried, Design, Field, write_carried

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.visits import SheetLine
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.domain.wording import Language

TITLE = Phrase("{community}走访表", "Round in {community}")
OF_GRID = Phrase("{community}走访表（{grid}）", "Round in {community} ({grid})")
DAY = Phrase("走访日期（年-月-日）：", "Visited on (year-month-day):")
HOW = Phrase(
    "60+、80+ 填这次的人数，灰色的是上次的；需求、隐患可写几个：凳、扶手2；没有填的行不导入；最后一列请不要改。",
    "Fill in the people of this time; those of the last time are grey. Several needs: bench, handrail2. "
    "Blank rows are not imported. Please leave the last column as it is.",
)
NAME = Phrase("走访表", "Round")
# A sheet is carried out of the office, so it shows the last 60+ of each stairwell and nobody's 80+.
_DESIGN = Design(
    NAME,
    TITLE,
    OF_GRID,
    DAY,
    HOW,
    VISITS,
    {
        "address": Field(16),
        "elderly_60": Field(11, "number"),
        "elderly_80": Field(11, "number"),
        "last_60": Field(9, "grey"),
        "needs": Field(18),
        "quantity": Field(7, "number"),
        "hazards": Field(20),
        "hazard_quantity": Field(8, "number"),
        "remark": Field(38),
        "key": Field(10, "grey"),
    },
    answer="elderly_60",
    tall=24,
    how_tall=32,
    landscape=True,
)
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]')


class VisitSheet(NamedTuple):
    """A sheet: whose, of which grid, and its stairwells."""

    community: str
    grid: str | None
    lines: Sequence[SheetLine]


def sheet_name(grid: str | None, language: Language) -> str:
    """Return what the sheet's file is called when nobody says otherwise."""
    name = NAME.within(language)
    return _UNSAFE.sub("_", f"{name}-{grid}" if grid else name) + ".xlsx"


def write_visit_sheet(path: Path, sheet: VisitSheet, kinds: Choices, language: Language) -> None:
    """Write the sheet, whole or not at all. Raises FileNotWritable."""
    lines = [
        {"address": line.address, "key": line.key, "last_60": None if line.elderly_60 is None else str(line.elderly_60)}
        for line in sheet.lines
    ]
    offers = {"needs": kinds, "hazards": HAZARD_KINDS}
    write_carried(path, _DESIGN, Carried(sheet.community, sheet.grid, lines, offers), language)
