"""Figures of SAFETY.md's table that other tests know how to find: damage done to a ledger, and the hostile strings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from struck import Town

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]


def damage(folder: Path, base: dict[str, bytes]) -> Iterator[str]:
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
    yield f"seeded damage found by check: {len(DAMAGES) - len(missed)} of {len(DAMAGES)}"
    if missed:
        yield f"MISSED: {', '.join(missed)}"


def hostile_strings() -> Iterator[str]:
    """Put the corpus of hostile strings through every command, and yield what was counted and what did harm."""
    from hostile_survey import figures

    counts, harms = figures()
    told = ", ".join(f"{name} {number:,}" for name, number in counts.items())
    yield f"hostile strings: {told}, harms {len(harms)}"
    yield from (f"HARM: {harm}" for harm in harms[:20])
