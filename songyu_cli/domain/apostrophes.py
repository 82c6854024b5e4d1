"""The apostrophe before a text of a csv file that a spreadsheet would take for a formula."""

from __future__ import annotations

_HELD = tuple("=+-@＝＋－＠﹦﹢﹣﹫\t\r\n'")
_UNSEEN = " \u00a0\u3000\u200b\ufeff"  # some programs overlook these before a formula


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would not leave it as it is."""
    return f"'{text}" if _held(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given. Any other apostrophe stays: `'12-3` is how people keep a text a text."""
    return text[1:] if text.startswith("'") and _held(text[1:]) else text


def _held(text: str) -> bool:
    return text.lstrip(_UNSEEN).startswith(_HELD)
