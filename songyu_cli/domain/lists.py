"""The lists that leave a ledger as spreadsheets: which there are, and what one holds before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LISTS = Choices(
    Phrase("台账", "list"),
    Choice("units", Phrase("单元底账", "register of stairwells"), ("底账", "单元", "unit", "register")),
    Choice("demands", Phrase("需求清单", "needs list"), ("需求", "demand", "needs")),
    Choice("benches", Phrase("安装台账", "table of installations"), ("安装", "凳子", "安心凳", "bench")),
    Choice("inspections", Phrase("巡查维修记录", "inspections and repairs"), ("巡查", "巡查记录", "inspection")),
    Choice("visits", Phrase("走访记录", "rounds"), ("走访", "走访表", "visit", "rounds")),
    Choice("menu", Phrase("实事项目清单", "service menu"), ("菜单", "实事菜单", "实事清单", "微实事清单")),
)

Value = str | int | Date | None
"""A cell: text, a whole number, a date of any precision, or nothing known."""


class ListColumn(NamedTuple):
    """One column: the field it shows, its header, whether it is a number, and whether the last row adds it up."""

    field: str
    title: Phrase
    number: bool = False
    summed: bool = False
    share: bool = False  # a whole number from 0 to 100, shown as a percentage with a bar


@dataclass(frozen=True)
class LedgerList:
    """One list, ready to be written: its columns and, by field, the values of its rows. `notes` stand below it.

    `name` is its sheet's name; `title` stands above it in large letters.
    """

    name: Phrase
    title: Phrase
    columns: tuple[ListColumn, ...]
    rows: Sequence[Mapping[str, Value | Phrase]]
    notes: tuple[Phrase, ...] = ()
