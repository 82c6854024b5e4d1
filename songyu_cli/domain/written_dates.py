"""Dates as people type them and as spreadsheets hold them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.dates import Date
from songyu_cli.domain.refused_cells import CellRefused
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.sheets import Cell

FIRST_YEAR, LAST_YEAR = 1949, 2200

_DAYS = {"今天": 0, "today": 0, "昨天": -1, "yesterday": -1, "前天": -2, "明天": 1, "tomorrow": 1}
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "明年": 1}
_DAY_0 = date(1899, 12, 30)  # what a spreadsheet counts its days from, in the 1900 system
_SERIALS = range((date(FIRST_YEAR, 1, 1) - _DAY_0).days, (date(LAST_YEAR, 12, 31) - _DAY_0).days + 1)

_TAIL = r"(?:\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?(?:[\sT]+\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?)?"
_PART = r"(?:[初中底末]|[上中下]旬)?"
_DAY = r"\s*(?P<month>\d{1,2})\s*月份?(?:\s*(?P<day>\d{1,2})\s*[日号]?"
_WRITTEN = (  # patterns are compiled when they are first used: most commands read no date
    rf"(?P<year>\d{{4}})\s*([-./])\s*(?P<month>\d{{1,2}})(?:\s*\2\s*(?P<day>\d{{1,2}}){_TAIL})?",
    rf"(?P<year>\d{{4}})\s*年(?:{_DAY}{_TAIL}|{_PART})|度?{_PART})",
    r"(?P<year>(?:19|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<year>20(?:1[3-9]|[2-9]\d))(?P<month>0[1-9]|1[0-2])",  # 201203 might be 2012-03 or 2020-12-03
    r"(?P<year>\d{4})",
)
_NO_YEAR = (r"(?P<month>0?[1-9]|1[0-2])\s*[-./]\s*(?P<day>\d{1,2})", rf"{_DAY}|{_PART})")
_SHORT_YEAR = r"'?\d\d\s*(?:[-./]\s*\d{1,2}(?:\s*[-./]\s*\d{1,2})?|年.{0,20})"
_SERIAL = r"\d{5}(?:\.\d{1,9})?"
_RELATIVE = r"今|昨|明[天年日]|[前后][天年日]|[去本上下][年月周个]|目前|近期|日前|today|yesterday|now"

_FULL = Phrase("请写成 2021-03-05、2021-03 或 2021。", "Write 2021-03-05, 2021-03 or 2021.")
_WITH_YEAR = Phrase("请写明四位数的年份，例如 2021-09-05。", "Write the year in four digits, as in 2021-09-05.")
_REASONS = {
    "relative": (Phrase("要看是哪一天说的", "depends on when it was written"), _WITH_YEAR),
    "no_year": (Phrase("没有年份", "has no year"), _WITH_YEAR),
    "two_digit_year": (Phrase("的年份不是四位数", "has a year of two digits"), _WITH_YEAR),
    "future": (
        Phrase("还没有到", "is still to come"),
        Phrase("请核对年份，也看看电脑的日期对不对。", "Check the year, and the date of this computer."),
    ),
    "impossible_date": (
        Phrase(
            f"在日历上找不到，或不在 {FIRST_YEAR}—{LAST_YEAR} 年之间",
            f"is not in the calendar, or not between {FIRST_YEAR} and {LAST_YEAR}",
        ),
        _FULL,
    ),
    "broken_cell": (
        Phrase("是出错或没有算出结果的公式", "is a formula that failed or was never worked out"),
        Phrase(
            "请在 Excel/WPS 里改好公式（或直接填日期），重新计算并保存。",
            "Mend the formula in Excel/WPS (or type the date), recalculate and save.",
        ),
    ),
    "unparsed_date": (Phrase("读不成日期", "cannot be read as a date"), _FULL),
}


class DateRefused(CellRefused):
    """A date that cannot be taken as it is written."""

    sentence = Phrase("日期“{text}”{why}。", "The date “{text}” {why}.")
    reasons = _REASONS


def read_typed_date(text: str, today: date, *, future: bool = False) -> Date:
    """Return the date that somebody typed: 今天, 昨天, 9-5, 9月5日, 去年9月, or a date that carries its year.

    Without a year the last such day is meant, or with `future` the next. Raises DateRefused, also for a day after
    `today` unless `future`.
    """
    said = folded(text).casefold()
    if said in _DAYS:
        return _checked(Date.of(today + timedelta(days=_DAYS[said])), text, today, future)
    for word, shift in _YEARS.items():
        if said.startswith(word):
            said = f"{today.year + shift}年{said.removeprefix(word)}"
    near = _matched(_NO_YEAR, said)
    if not near:
        return _checked(_with_year(said, text), text, today, future)
    day = near["day"]
    said_day, this_day = (int(near["month"]), int(day or 0)), (today.month, today.day if day else 0)
    year = today.year + (said_day < this_day if future else -(said_day > this_day))
    return _checked(_made(year, near["month"], day, text), text, today, future)


def read_cell_date(cell: Cell, today: date, *, future: bool = False) -> Date | None:
    """Return the date in a cell, or None where there is none (blank, `/`, `—`, `-`, 无, 待定).

    Takes dates, day numbers of the 1900 system and text, but only where the year is given. Raises DateRefused.
    """
    if cell is None:
        return None
    if isinstance(cell, Broken):
        raise DateRefused("broken_cell", cell.value)
    if isinstance(cell, date):
        return _checked(Date.of(cell), str(cell), today, future)
    if isinstance(cell, str):
        said = folded(cell)
        if not said.strip("-/") or said in ("无", "無", "待定"):
            return None
        if said.startswith("#"):
            raise DateRefused("broken_cell", cell)
        found = _of_number(float(said), said) if _matched((_SERIAL,), said) else _with_year(said, cell)
        return _checked(found, cell, today, future)
    return _checked(_of_number(cell, str(cell)), str(cell), today, future)


def _of_number(number: float, text: str) -> Date:
    """Read a day number, or a year, 20210905 or 2021.9 that the spreadsheet took for a number."""
    if _SERIALS.start <= number < _SERIALS.stop:
        return Date.of(_DAY_0 + timedelta(days=int(number)))
    shown = text.removesuffix(".0")
    if shown.endswith(".1"):  # 2021.10 loses its zero in a number cell: January or October?
        raise DateRefused("unparsed_date", text)
    return _with_year(shown, text)


def _with_year(said: str, text: str) -> Date:
    if written := _matched(_WRITTEN, said):
        parts = written.groupdict()
        return _made(int(parts["year"]), parts.get("month"), parts.get("day"), text)
    if re.search(_RELATIVE, said):
        raise DateRefused("relative", text)
    if _matched(_NO_YEAR, said):
        raise DateRefused("no_year", text)
    raise DateRefused("two_digit_year" if _matched((_SHORT_YEAR,), said) else "unparsed_date", text)


def _matched(patterns: tuple[str, ...], said: str) -> re.Match[str] | None:
    return next(
        (found for pattern in patterns if (found := re.fullmatch(pattern, said, re.ASCII | re.IGNORECASE))), None
    )


def _made(year: int, month: str | None, day: str | None, text: str) -> Date:
    try:
        known = date(year, int(month or "1"), int(day or "1")).isoformat()
    except ValueError:
        raise DateRefused("impossible_date", text) from None
    return Date(known[: 10 if day else 7 if month else 4])


def _checked(found: Date, text: str, today: date, future: bool) -> Date:
    if not FIRST_YEAR <= found.earliest().year <= LAST_YEAR:
        raise DateRefused("impossible_date", text)
    if not future and found.earliest() > today:
        raise DateRefused("future", text)
    return found
