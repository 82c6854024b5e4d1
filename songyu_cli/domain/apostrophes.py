"""The apostrophe before a text of a csv file that a spreadsheet would take for a formula."""

from __future__ import annotations

_HELD = tuple("=+-@＝＋－＠\t\r\n'")


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would not leave it as it is."""
    return f"'{text}" if text.startswith(_HELD) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given. Any other apostrophe stays: `'12-3` is how people keep a text a text."""
    return text[1:] if text.startswith("'") and text.startswith(_HELD, 1) else text
