"""Text made safe to show, and text made plain enough to compare.

`clean` is the one way to a terminal: nothing that people typed may move the cursor, set a title, write to the
clipboard or turn the reading direction. `folded` is the one spelling that the readers of dates, counts and choices see.
"""

from __future__ import annotations

import unicodedata

STAND_IN = "?"  # a Chinese Windows console can print it, unlike the usual replacement character
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BREAKS = frozenset("\t\n\r\v\f\x85\u2028\u2029")
_DASHES = frozenset("‐‑‒–—―−﹘﹣－ー")


def clean(text: str, *, lines: bool = False) -> str:
    """Return text without control, format, surrogate and line-separating characters.

    Line breaks and tabs become one space each; `lines` keeps the line breaks as newlines. Everything else unsafe
    becomes `?`, the invisible too: two entries that look alike shall be alike.
    """
    if text.isprintable():
        return text
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    end = "\n" if lines else " "
    return "".join(
        end if char == "\n" else STAND_IN if unicodedata.category(char) in _UNSAFE else char for char in broken
    )


def looks_alike(one: object, other: object) -> bool:
    """Tell whether two values are the same, or two texts that nobody could tell apart on a page."""
    if one == other:
        return True
    return isinstance(one, str) and isinstance(other, str) and clean(one).strip() == clean(other).strip()


def storable(text: str) -> str:
    """Return text as a ledger can hold it: bytes of an argument that were not UTF-8, and NUL, become `?`."""
    held = text.replace("\0", STAND_IN)
    return held if held.isascii() else held.encode("utf-8", "replace").decode()


def folded(text: str) -> str:
    """Return text in one plain spelling: half-width, one kind of dash, nothing invisible, no blanks around it.

    What spreadsheets put around text to keep it text (a leading `'`, `="…"`) is taken off.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(plain, text))
    text = text.strip().removeprefix("'")
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.strip()


def same_words(one: str | None, other: str | None) -> bool:
    """Tell whether two texts have the same words, whatever their blanks, punctuation, width and case."""
    return one == other or _words(one) == _words(other)


def _words(text: str | None) -> str:
    return "".join(filter(str.isalnum, folded(text or ""))).casefold()


def plain(char: str) -> str:
    """Return one character in its plain spelling, which may be none or several.

    Circled and raised numbers stay as they are: in `30①` the ① is a footnote, and 301 would be a lie.
    """
    if char in _DASHES:
        return "-"
    if char in _BREAKS:
        return " "
    category = unicodedata.category(char)
    if category in _UNSAFE:
        return ""
    return char if category == "No" else unicodedata.normalize("NFKC", char)
