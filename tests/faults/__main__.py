"""The campaign of faults, by hand: python -m tests.faults [--sample] [--every] [LINE ...]

Strikes every write of every command that writes with every kind of fault, and prints the figures; of commands with
hundreds of writes both ends and some between, and with `--every`, for half an hour, every one of those too, but for the
thousands of `demo`. With `--sample` a few writes of a few commands, as the suite does; with words only the commands
that begin so.
"""

from __future__ import annotations

import argparse
import functools
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from campaign import (  # noqa: E402
    ALL_WAYS,
    BAD,
    Campaign,
    Strike,
    say,
    struck,
    town_files,
)
from figures_of_faults import counted, table  # noqa: E402
from figures_of_faults import struck as struck_lines  # noqa: E402
from other_figures import damage, hostile_strings, is_wrong  # noqa: E402
from proofs import proved  # noqa: E402
from ready import _LATER, _ROUND  # noqa: E402
from struck import Town, missing, new_folder, under_the_shim, warm_up  # noqa: E402
from together import four_people, in_parallel  # noqa: E402
from write_lines import WRITES, Line  # noqa: E402

SAMPLE = ("demand add", "unit import", "export")
LAST = 4  # writes of a command that a sample strikes beside the first: where its files get their names
MOST_TOLD = 40  # faults, of those that were found
WORKERS = 2


def main() -> int:
    """Strike and count; return 1 when something was found that must not be."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--every", action="store_true")
    parser.add_argument("begins", nargs="*")
    given = parser.parse_args()
    why = missing()
    if why:
        say(f"NOTHING WAS STRUCK: {why}.")
        return 0
    if "FAULTS_FOLDER" in os.environ:
        return campaign(Path(os.environ["FAULTS_FOLDER"]), given)
    folder = new_folder()
    try:
        return under_the_shim(sys.argv[1:], folder).returncode
    finally:
        shutil.rmtree(folder)


def campaign(folder: Path, given: argparse.Namespace) -> int:
    """Run the whole campaign in a folder."""
    began = time.monotonic()
    if not given.sample:  # of a few commands, each loads what it needs
        warm_up()
    lines = [
        line
        for verb, several in WRITES.items()
        for line in (several[:1] if given.sample else several)
        if (verb in SAMPLE if given.sample else not given.begins or line.line.startswith(" ".join(given.begins)))
    ]
    base = town_files(Town(folder / "built"), () if given.sample else _LATER, {"走访.txt": _ROUND.encode()})
    workers = 1 if given.sample else WORKERS
    jobs: list[Any] = [
        functools.partial(share, folder / f"worker-{number}", base, lines[number::workers], given)
        for number in range(workers)
    ]
    found, several, four, figures = Campaign(), [], None, []
    for tally, faults, one in in_parallel(jobs, folder):
        found.take(Campaign.of_pairs(tally, faults))
        several += one
    if not given.begins:
        four = four_people(folder / "together", base, 2 if given.sample else 100)
    figures += counted(found, several, four)
    if not given.begins and not given.sample:
        quick = [lambda: [*damage(folder / "damage", base), *proved(folder)], lambda: [*hostile_strings()]]
        figures += [tuple(told) for one in in_parallel(quick, folder) for told in one]
    say("\n".join([*struck_lines(found, several, time.monotonic() - began), "", *table(figures), ""]))
    for fault in found.faults[:MOST_TOLD]:
        say(fault)
    wrong = [sum(found.of(what) for what in BAD), four and (four.lost or four.refused or four.wrong)]
    untried = [line for line, number, _ in several if not number]
    return 1 if any(wrong) or untried or any(is_wrong(figure) for _, figure in figures) else 0


def share(folder: Path, base: dict[str, bytes], lines: list[Line], given: argparse.Namespace) -> Any:
    """Strike some of the lines; return the tally, the faults and how many writes of how many were struck of each."""
    town, found, several = Town(folder), Campaign(), []
    for line in lines:
        began = time.monotonic()
        try:
            strike = Strike(town, base, line)
        except RuntimeError as error:
            found.faults.append(f"NOT STRUCK: {error}")
            several.append((line.line, 0, 0))
            continue
        points = strike.points(every=given.every)
        if given.sample:
            points = [*points[:-LAST][:1], *points[-LAST:]]
        one = struck(strike, points, ALL_WAYS)
        found.take(one)
        several.append((line.line, len(points), len(strike.names)))
        if not given.sample:
            say(f"{time.monotonic() - began:6.1f} s  {len(points):4} of {len(strike.names):4}  {line.line}")
    return found.pairs(), found.faults, several


if __name__ == "__main__":
    sys.exit(main())
