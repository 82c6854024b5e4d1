"""Text made fit for a spreadsheet's cell, and names fit for its sheets."""

from __future__ import annotations

import re
import unicodedata

from songyu_cli.domain.cleaning import STAND_IN

LONGEST = 32_767  # characters that a cell may hold, counted in UTF-16
_LONGEST_NAME = 31  # characters of a sheet's name, as Excel has it
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEVER = frozenset("\ufffe\uffff") | _TURNING
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\[\]:*?/\\']")


def cell_text(text: str) -> str:
    """Return text that a workbook can hold: line breaks as newlines, and `?` for what would spoil or disguise it.

    These are control characters, halves of characters and what turns the reading direction. Joiners and other
    invisible marks stay, so that what is read back is what was written.
    """
    if text.isprintable():
        return text
    broken = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char if char in "\n\t" or not _spoils(char) else STAND_IN for char in broken)


def _spoils(char: str) -> bool:
    return char in _NEVER or unicodedata.category(char) in ("Cc", "Cs")


def length(text: str) -> int:
    """Return how many characters a spreadsheet counts: rare ones count twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def cut(text: str) -> str:
    """Return text as long as a cell may be; what is left off is marked with `…`."""
    if len(text) * 2 <= LONGEST or length(text) <= LONGEST:
        return text
    kept = text.encode("utf-16-le", "replace")[: 2 * (LONGEST - 1)]
    return kept.decode("utf-16-le", "ignore") + "…"


def sheet_name(text: str) -> str:
    """Return the name of a sheet, without what Excel does not allow in one."""
    return _NOT_IN_NAMES.sub(" ", cell_text(text))[:_LONGEST_NAME].strip() or "songyu"
