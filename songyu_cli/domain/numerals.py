"""Chinese numerals as they stand in addresses and counts: 十二, 一零三, 廿三, 两, 壹佰零三."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
NUMERALS = "零〇一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
"""Every character a numeral may be written with."""
LARGEST = 9999

_SPELLED = str.maketrans(
    dict(zip("〇壹贰叁肆伍陆柒捌玖拾佰仟两", "零一二三四五六七八九十百千二", strict=True))
    | {"廿": "二十", "卅": "三十"}
)
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 9  # 九千九百九十九 with every zero; longer strings are not numerals of ours


def read_numeral(text: str) -> int | None:
    """Return the number from 0 to 9999 that a Chinese numeral stands for, or None where it is not well formed.

    Digits in a row (一零三) are read place by place. 两 stands only alone or before 百 and 千, as people use it.
    """
    if not text or len(text) > _LONGEST or any(c not in NUMERALS for c in text):
        return None
    if "两" in text and text != "两" and not text.startswith(("两百", "两千")):
        return None
    spelled = text.translate(_SPELLED)
    if all(c in DIGITS for c in spelled):
        number = int("".join(str(DIGITS.index(c)) for c in spelled))
        return number if number <= LARGEST else None
    total = digit = 0
    for c in spelled:
        if c in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[c], 0
        else:
            digit = DIGITS.index(c)
    total += digit
    # Writing the number again shows whether it was well formed; 十 and 一十 are both usual.
    well_formed = total <= LARGEST and write_numeral(total).replace("一十", "十") == spelled.replace("一十", "十")
    return total if well_formed else None


def write_numeral(number: int) -> str:
    """Return a number from 1 to 9999 as people write it: 九, 十二, 二十一, 一百零三."""
    written, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            written += ("零" if gap else "") + DIGITS[digit] + name
        gap = bool(written) and not digit
    return written.removeprefix("一") if written.startswith("一十") else written
