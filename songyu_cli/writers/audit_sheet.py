"""A sheet to carry from stairwell to stairwell, as an .xlsx to print or to fill in: a row a bench that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import YES_NO
from songyu_cli.domain.tables.audit_rows import AUDITS
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.carried_sheet import Carried, Design, Field, write_carried

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.audits import AuditSheetLine
    from songyu_cli.domain.wording import Language

TITLE = Phrase("{community}凳子核对表", "What stands where in {community}")
OF_GRID = Phrase("{community}凳子核对表（{grid}）", "What stands where in {community} ({grid})")
DAY = Phrase("核对日期（年-月-日）：", "Audited on (year-month-day):")
HOW = Phrase(
    "“看到了吗”填是或否；没有看就留空，不算缺失。没有凳号的行：有账上没有的凳子就填几张，没有填否。"
    "别处的、账上没有的凳子写在最后的空行：地址、凳号（没有就空着）、是。最后一列请不要改。",
    "Seen: yes or no; leave it blank if you did not look, that is not missing. A row without a tag: how many benches "
    "stand there that are not in the ledger, or no. Any other bench: address, tag (if it has one) and yes in the blank "
    "rows at the end. Please leave the last column as it is.",
)
NAME = Phrase("核对表", "Audit")
_DESIGN = Design(
    NAME,
    TITLE,
    OF_GRID,
    DAY,
    HOW,
    AUDITS,
    {
        "address": Field(18),
        "tag": Field(11),
        "spot": Field(20),
        "seen": Field(11, "answer"),
        "remark": Field(30),
        "key": Field(10, "grey"),
    },
    answer="seen",
    tall=22,
    how_tall=48,
    landscape=False,
    spare=12,
)


class AuditSheet(NamedTuple):
    """A sheet: whose, of which grid, and its rows."""

    community: str
    grid: str | None
    lines: Sequence[AuditSheetLine]


def write_audit_sheet(path: Path, sheet: AuditSheet, language: Language) -> None:
    """Write the sheet, whole or not at all. Raises FileNotWritable."""
    lines = [{field: getattr(line, field, None) for field in _DESIGN.fields} for line in sheet.lines]
    write_carried(path, _DESIGN, Carried(sheet.community, sheet.grid, lines, {"seen": YES_NO}), language)
