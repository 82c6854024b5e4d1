"""How wide a column and how tall a row must be: a Chinese character is two wide."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_TALLEST = 409  # points of a row, as Excel has it
_LINE, _AIR = 16, 4  # points: a line of text of 11 points, and what is left free around the lines
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)  # what is not broken at the end of a line
_SLACK = 1.06  # a letter of 11 points is a little wider than what columns are counted in
_SHORT = 6  # half-width letters of a heading that is not broken in two
BUTTON = 2  # half-width letters that the button of a filter takes of a heading
FREE, TIGHT = 3, 1  # letters: what a column keeps free beside an indented text, and beside one that is not
MOST_LINES = (_TALLEST - _AIR) // _LINE


@lru_cache(maxsize=65_536)
def width_of(text: str) -> int:
    """Return the width of a line of text in half-width letters; where fonts differ (“ ” …), the wider."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def widest_line(text: str) -> int:
    """Return the width of the widest line of a text."""
    return max(map(width_of, text.split("\n"))) if "\n" in text else width_of(text)


def column_width(letters: int, *, free: int = FREE) -> int:
    """Return the width of a column that holds so many half-width letters in one line and keeps some `free`."""
    return ceil(letters * _SLACK) + free


def heading_width(text: str, *, button: bool) -> int:
    """Return how many half-width letters a heading needs: in two lines where it is long, beside a filter's button."""
    wide = width_of(text)
    longest = max(map(width_of, _WORD.findall(text)), default=0) + 1  # no word is broken, in bold letters
    return max(ceil(wide / 2), min(wide, _SHORT), longest) + (BUTTON if button else 0)


def lines_of(text: str, column: float, *, size: float = 11, free: int = FREE) -> int:
    """Return how many lines a text takes in a column of this width, in letters of this size in points."""
    room = max(int((column - free) / _SLACK * 11 / size), 2)
    if "\n" not in text and width_of(text) <= room:
        return 1
    count = 0
    for line in text.split("\n"):
        count, filled = count + 1, 0
        for word in _WORD.findall(line):
            wide = width_of(word)
            if filled and filled + wide > room:
                count, filled = count + 1, 0
            count += max(wide - 1, 0) // room
            filled += wide if wide <= room else wide % room
    return count


def row_height(lines: int, *, size: float = 11) -> float:
    """Return the height in points of a row of so many lines."""
    return min(ceil(lines * _LINE * size / 11) + _AIR, _TALLEST)


def shared_out(needed: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Give every column what it needs; where that is more than the room, the widest give way, down to their `least`."""
    cap = min(max(needed), room)
    floor = min(least)
    while cap > floor and sum(map(min, needed, [max(cap, low) for low in least])) > room:
        cap -= 1
    return [min(need, max(cap, low)) for need, low in zip(needed, least, strict=True)]
