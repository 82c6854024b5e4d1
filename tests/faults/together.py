"""Four people who write at once, each command a process of its own: nothing is lost, nobody is turned away."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from campaign import what_is_wrong
from struck import Town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEOPLE = 4


@dataclass(frozen=True)
class Together:
    """How many writes there were, how many of them are gone, and how many were refused for nothing."""

    writes: int
    lost: int
    refused: int
    wrong: str | None


def in_parallel(jobs: list[Callable[[], Any]], folder: Path) -> list[Any]:
    """Do each job in a process of its own, all at once, and return what each found. Raises RuntimeError if one died."""
    children = []
    for number, job in enumerate(jobs):
        child = os.fork()
        if not child:
            code = 1
            try:
                (folder / f"found-{number}").write_text(json.dumps(job()), encoding="utf-8")
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    if any(codes):
        raise RuntimeError(f"processes ended with {codes}")
    return [json.loads((folder / f"found-{number}").read_text(encoding="utf-8")) for number in range(len(jobs))]


def four_people(folder: Path, base: dict[str, bytes], each: int) -> Together:
    """Let four people add so many demands each."""
    first = Town(folder, files=base)
    first.lay()

    def person() -> tuple[list[int], int]:
        town, numbers, refused = Town(folder), [], 0
        for _ in range(each):
            ran = town.run(["demand", "add", "2-1", "--channel", "热线", "--json"])
            if ran.code:
                refused += 1
            else:
                numbers.append(json.loads(ran.out)["demand"])
        return numbers, refused

    found = in_parallel([person] * PEOPLE, folder)
    told = [number for numbers, _ in found for number in numbers]
    path = first.work / "songyu.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        kept = {row[0] for row in connection.execute("SELECT id FROM demands")}
    lost = len(told) - len(set(told) & kept)
    return Together(PEOPLE * each, lost, sum(refused for _, refused in found), what_is_wrong(path))
