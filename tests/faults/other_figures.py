"""Figures of SAFETY.md's table that other tests know how to find: damage done to a ledger, and the hostile strings."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from struck import Town

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
_WRONG = re.compile(r"\bfailed [1-9]|\btried 0\b|\b0 (?:files|pages|texts|of)\b")
_TEXT = "terminal escapes, markup, bidi in public text"


Figure = tuple[str, str]  # a threat of SAFETY.md, and what was found


def damage(folder: Path, base: dict[str, bytes]) -> Iterator[Figure]:
    """Do every damage that is known to a ledger, and yield what `songyu check` said of it."""
    sys.path.append(str(TESTS / "commands"))
    from test_check import DAMAGES

    town = Town(folder, files=base)
    missed = []
    for name, (spoil, _) in DAMAGES.items():
        town.lay()
        spoil(town.work / "songyu.db")
        ran = town.run(["check"])
        if ran.code != 1 or "Traceback" in ran.err:
            missed.append(f"{name} ({ran.code})")
    found = f"seeded damage found by check: {len(DAMAGES) - len(missed)} of {len(DAMAGES)}"
    yield "bit rot, a cut file", found
    yield "a changed past", found + ", edits of the log and behind it among them"
    yield from (("bit rot, a cut file", f"MISSED {one}") for one in missed)


def hostile_strings() -> Iterator[Figure]:
    """Put the corpus of hostile strings through every command, and yield what was counted and what did harm."""
    from hostile_survey import figures

    counts, harms = figures()
    typed, pages, files = (f"{counts[name]:,}" for name in ("typed", "pages", "files"))
    yield "formula injection in exports", f"formulas {counts['formulas']} in {files} files"
    yield _TEXT, f"control bytes {counts['control']} on {pages} pages, {typed} texts typed"
    yield "HTML in reports", f"no page is written as HTML; links out of workbooks {counts['tags']} in {files} files"
    yield "odd consoles and arguments", f"tracebacks {counts['tracebacks']}, commands failed {counts['failed']}"
    yield from ((_TEXT, f"HARM {harm}") for harm in harms[:20])


def is_wrong(figure: str) -> bool:
    """Tell whether a figure is one that must not be, or comes of nothing that was tried."""
    return figure.startswith(("MISSED", "HARM")) or _WRONG.search(figure) is not None
