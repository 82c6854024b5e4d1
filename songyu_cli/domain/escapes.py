"""JSON that a terminal can show: one rule for every text that programs read."""

from __future__ import annotations

import json


def escaped(text: str) -> str:
    """Return JSON with every invisible character of its strings written as an escape; line breaks between parts stay.

    It reads back as the same value.
    """
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)
