"""Counts as they stand in spreadsheets: of residents, of benches, of floors."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.numerals import read_numeral
from songyu_cli.domain.refused_cells import CellRefused
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.sheets import Cell

LARGEST_COUNT = 1_000_000

_WRITTEN = (
    r"(?P<minus>-|负)?\s*(?:(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.0{1,9})?|(?P<numeral>[^\s0-9]{1,9}?))"
    r"\s*[人户戶张張个個名位层層条條套]?"
)
_ROUGH = (
    r"[约約多余餘几幾~?≈≥≤><]|\+(?![0-9])|若干|一些|数[十百千]|近[0-9一二三四五六七八九十百]|来[人户戶张張个個名位]|来$"
    r"|左右|上下|以上|以下|大概|至少|不足|不到|^[0-9]{1,9}\s?[-至到、]\s?[0-9]{1,9}[^0-9]*$"
    r"|[一二三四五六七八九]{2}|[壹贰叁肆伍陆柒捌玖]{2}"  # 二三十, 三四人: two neighbouring digits mean "or"
)

_REASONS = {
    "approximate_count": (
        Phrase("是个约数", "is only a rough number"),
        Phrase("请填确切的数；不知道就留空。", "Give the exact number, or leave the cell blank if it is not known."),
    ),
    "broken_cell": (
        Phrase("是出错或没有算出结果的公式", "is a formula that failed or was never worked out"),
        Phrase(
            "请在 Excel/WPS 里改好公式（或直接填数），重新计算并保存。",
            "Mend the formula in Excel/WPS (or type the number), recalculate and save.",
        ),
    ),
    "negative_count": (
        Phrase("是负数", "is below zero"),
        Phrase("请填 0 或更大的数。", "Give 0 or more."),
    ),
    "unparsed_count": (
        Phrase("读不成一个 0 到 1000000 的整数", "cannot be read as a whole number from 0 to 1000000"),
        Phrase(
            "请只填数字，例如 12；没有填 0，不知道留空。", "Write digits, such as 12; 0 for none, blank if unknown."
        ),
    ),
}


class CountRefused(CellRefused):
    """A count that cannot be taken as an exact whole number."""

    reasons = _REASONS


def read_count(cell: Cell) -> int | None:
    """Return the whole number in a cell, or None where the number is not known (blank, `/`, `—`, `-`).

    无 is 0. Measure words and Chinese numerals are read (30人, 两张). Raises CountRefused.
    """
    if cell is None:
        return None
    if isinstance(cell, Broken):
        raise CountRefused("broken_cell", cell.value)
    if isinstance(cell, (bool, date)):
        raise CountRefused("unparsed_count", str(cell))
    if isinstance(cell, str):
        return _from_text(cell)
    return _within_bounds(cell, str(cell))


def _from_text(raw: str) -> int | None:
    text = folded(raw)
    if not text.strip("-/"):
        return None
    if text in ("无", "無"):
        return 0
    if text.startswith("#"):  # #REF!, #DIV/0!, and ######## from a column that was too narrow
        raise CountRefused("broken_cell", raw)
    if re.search(_ROUGH, text):
        raise CountRefused("approximate_count", raw)
    written = re.fullmatch(_WRITTEN, text)
    if not written:
        raise CountRefused("unparsed_count", raw)
    digits, numeral = written["digits"], written["numeral"]
    number = int(digits.replace(",", "")) if digits else read_numeral(numeral)
    if number is None:
        raise CountRefused("unparsed_count", raw)
    return _within_bounds(-number if written["minus"] else number, raw)


def _within_bounds(number: float, raw: str) -> int:
    if number < 0:
        raise CountRefused("negative_count", raw)
    if number > LARGEST_COUNT or number != number // 1:  # also when it is not a number at all
        raise CountRefused("unparsed_count", raw)
    return int(number)
