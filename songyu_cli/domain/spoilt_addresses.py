"""What Excel and keyboards make of an address: 12月3日, 45629, 12撞3单元. Recognised, and never mended silently."""

from __future__ import annotations

import re
from datetime import date

from songyu_cli.domain.address_refusals import AddressRefused, ExcelDate, ExcelNumber, SlashedAddress
from songyu_cli.domain.numerals import NUMERALS

_AFTER_NUMBER = rf"(?<=[0-9A-Z{NUMERALS}])"
_SLIPS = (
    (_AFTER_NUMBER + "[撞憧]", "幢"),
    (_AFTER_NUMBER + "[动懂董冻]", "栋"),
    ("单[无园圆员原源远]", "单元"),
    ("(?<=[0-9])一(?=[0-9])", "-"),
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[A-Z]{{0,6}}"
_DATES = (
    r"[0-9]{4}[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?(?:[ T]?[0-9:.]{4,15})?",
    r"(?:[0-9]{2,4}年)?(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]?)?",
    rf"(?P<day>[0-9]{{1,2}})-?{_MONTH}(?:[-,]?[0-9]{{2,4}})?",
    rf"{_MONTH}-?(?P<day>[0-9]{{1,2}})(?:,?[0-9]{{4}})?",
    r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?:[0-9]{4}|[0-9]{2})",
)
_SLASHED = r"0*([1-9][0-9]{0,2})/0*([1-9][0-9]?)"
_NUMBER = r"(?P<serial>[0-9]{5})|[0-9]{6,}|0*(?P<whole>[1-9][0-9]*)\.(?P<part>[1-9])|[0-9]+\.[0-9]+|[0-9.]+E\+?[0-9]+"
_DAY_ZERO = date(1899, 12, 30).toordinal()  # Excel counts its days from here
_ANY = "12-3"


def without_slips(plain: str) -> str:
    """Return the text with the slips of the voice and pinyin keyboards put right; it is only ever proposed."""
    for slip, meant in _SLIPS:
        plain = re.sub(slip, meant, plain)
    return plain


def spoilt_by_excel(plain: str, written: str) -> AddressRefused | None:
    """Return the refusal of what a spreadsheet has turned into a date or a number, and None for anything else."""
    if slashed := re.fullmatch(_SLASHED, plain):
        return SlashedAddress(written=written, proposal=f"{slashed[1]}-{slashed[2]}")
    for pattern in _DATES:
        if dated := re.fullmatch(pattern, plain):
            month, day = dated["month"], (dated["day"] or "").lstrip("0")
            month = str(_MONTHS.index(month) + 1) if month in _MONTHS else month.lstrip("0")
            return ExcelDate(written=written, proposal=f"{month}-{day}" if month and day else _ANY)
    if number := re.fullmatch(_NUMBER, plain):
        proposal = f"{number['whole']}-{number['part']}" if number["whole"] else _ANY
        if number["serial"]:  # the number of a day: its month and day were building and unit
            day_meant = date.fromordinal(_DAY_ZERO + int(number["serial"]))
            proposal = f"{day_meant.month}-{day_meant.day}"
        return ExcelNumber(written=written, proposal=proposal)
    return None
