"""How the cells of an imported table are read, whatever its kind: text, counts, dates."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from songyu_cli.domain.masking import Masked, likely_names, mask
from songyu_cli.domain.quantities import CountRefused, read_count
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.wording import Phrase
from songyu_cli.domain.written_dates import DateRefused, read_cell_date

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight, Values

MASKED = Phrase("文字里的个人信息已遮盖", "private data in the text was masked")
LIKELY_NAME = Phrase("文字里像有人名，请核对", "the text seems to name a person: please look at it")
_DAYS_BETWEEN = 1462  # between the first days of the two systems
_FIRST_1904, _BEYOND_1904 = 16_437, 110_000  # 1949 to 2205, beyond what a date may be
_DAY_NUMBER = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_BLANKS = " \t\r\n\v\f\xa0\u3000\ufeff\u200b"
_NOTHING = frozenset({"/", "-", "－", "—", "——", "无", "無"})


_FAILED = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!"})
_DITTO = frozenset({"同上", "同前", "〃", "″", "“", "”", '"', "''", "＂", "〞", "ditto"})


def is_ditto(cell: Cell) -> bool:
    """Tell whether a cell only points at the one above it: 同上, 〃."""
    return isinstance(cell, str) and cell.strip(_BLANKS).lower() in _DITTO


def is_failed(cell: Cell) -> bool:
    """Tell whether a cell is all that a text file keeps of a failed formula: #REF!."""
    return isinstance(cell, str) and cell.startswith("#") and cell.strip(_BLANKS) in _FAILED


def is_filled(cell: Cell) -> bool:
    """Tell whether a cell shows anything."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip(_BLANKS)))


def written(cell: Cell, _: Sight | None = None) -> str:
    """Return what a cell shows as text, without the blanks around it. Raises CountRefused for a broken formula."""
    if isinstance(cell, Broken):
        raise CountRefused("broken_cell", cell.value)
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def wording(cell: Cell, _: Sight | None = None) -> str:
    """Return the text of a cell, empty where it only says that there is nothing: `/`, `—`, 无."""
    text = written(cell)
    return "" if text in _NOTHING else text


def counted(cell: Cell, _: Sight) -> int | None:
    """Return the count in a cell, or None where it is not known. Raises CountRefused."""
    return read_count(cell)


def dated(cell: Cell, sight: Sight) -> Date | None:
    """Return the date in a cell, or None where it only says that there is none. Raises DateRefused."""
    return read_cell_date(cell, sight.today)


def dated_1904(cell: Cell, sight: Sight) -> Date | None:
    """Return the date in a cell of a workbook that counts its days from 1904. Raises DateRefused.

    A day number that stands there as text may come from either system and is refused.
    """
    if isinstance(cell, str) and _DAY_NUMBER.fullmatch(cell.strip(_BLANKS)):
        raise DateRefused("unparsed_date", cell)
    return dated(since_1900(cell), sight)


def since_1900(cell: Cell) -> Cell:
    """Return a day number of the 1904 system as one of the 1900 system, anything else as it is: 2021, 20210905."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and _FIRST_1904 <= cell < _BEYOND_1904:
        return cell + _DAYS_BETWEEN
    return cell


def free_text(values: Values, field: str, sight: Sight, *, people: bool = True) -> str | None:
    """Return a cell's own words as they may be stored: masked, and None where there are none. Both finds are told.

    With `people` False it names an organisation, and what looks like a person's name is none.
    """
    text = values.get(field)
    if not text:
        return None
    masked, named = _screened(text)
    if masked.hits:
        sight.told[MASKED] += 1
    if named and people:
        sight.told[LIKELY_NAME] += 1
    return masked.text


@lru_cache(maxsize=4096)
def _screened(text: str) -> tuple[Masked, bool]:
    masked = mask(text)
    return masked, bool(likely_names(masked.text))
