"""A word as it is typed on a command line."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[\w./\\:~%+=,@^-]+")


def typed_word(text: str) -> str:
    """Return a word as it is typed; Chinese needs no quotes, unlike what shlex thinks, nor a folder of Windows."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'"
