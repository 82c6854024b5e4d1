"""What taking in a large register costs, as whole processes, beside calamine that only reads the same rows.

    python tests/benchmarks/register.py [--rows 10000 50000 200000] [--runs 5]

The two take turns, so that a machine that slows down slows both. Quote the ratios, not the seconds. `first` imports
into an empty ledger, `again` the same file once more, `bad` a file in which every row has three faults.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

SONGYU = str(Path(sys.executable).parent / "songyu")
INIT = ["init", "--community", "淞泽社区", "--estate", "淞泽家园九区", "--target", "300"]
READ = "import sys, python_calamine as c; c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()"
HEADER = ["小区", "幢", "单元", "网格", "户数", "层数"]
HEADER += ["常住人口", "60岁以上", "65岁以上", "80岁以上", "数据日期", "数据来源"]
FAULTY = {2: "那个单元", 4: "若干", 10: "去年"}  # by position: what every row of the bad file has instead
BAD_ROWS = 5
MIB = 1024


class Cost(NamedTuple):
    """CPU seconds of one process, and its peak memory in MiB."""

    seconds: float
    peak: float


def rows(count: int) -> Iterator[list[str | int]]:
    """Yield the rows of a register: ten stairwells a building, five hundred buildings an estate."""
    chance = random.Random(1)  # noqa: S311  the same register each time, and no secret
    for n in range(count):
        estate, rest = divmod(n, 5000)
        building, label = divmod(rest, 10)
        sixty = chance.randint(3, 14)
        sixty_five = chance.randint(0, sixty)
        eighty = chance.randint(0, min(3, sixty_five))
        place = [f"淞泽家园{estate + 1}区", f"{building + 1}幢", f"{label + 1}单元", f"第{building % 12 + 1}网格"]
        yield [*place, 10, 5, sixty * 3, sixty, sixty_five, eighty, "2024-06-30", "社区数据平台"]


def write(path: Path, count: int, *, bad: bool = False) -> None:
    """Write a register as .xlsx or .csv."""
    table = ([FAULTY.get(i, cell) if bad else cell for i, cell in enumerate(row)] for row in rows(count))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened).writerows([HEADER, *table])
        return
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("底账")
        for number, row in enumerate([HEADER, *table]):
            sheet.write_row(number, 0, row)


def cost(words: list[str], code: int = 0) -> Cost:
    """Return what one run cost, output thrown away."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / MIB)


def measure(folder: Path, count: int, runs: int) -> None:
    """Print a line for each kind of import of a register of so many rows."""
    yardstick = [sys.executable, "-c", READ, str(folder / "first.xlsx")]
    empty, ledger = folder / "empty.db", folder / "songyu.db"
    for ending in ("xlsx", "csv"):
        for name in ("first", "again", "bad"):
            path = folder / f"{'bad' if name == 'bad' else 'first'}.{ending}"
            if not path.exists():
                write(path, count, bad=name == "bad")
            words, pairs = [SONGYU, "--db", str(ledger), "unit", "import", str(path)], []
            for _ in range(runs):
                if name != "again":
                    shutil.copy(empty, ledger)
                pairs.append((cost(words, BAD_ROWS if name == "bad" else 0), cost(yardstick)))
            ours, theirs = (statistics.median(one.seconds for one in side) for side in zip(*pairs, strict=True))
            ratio = statistics.median(a.seconds / b.seconds for a, b in pairs)
            peak = statistics.median(a.peak for a, _ in pairs)
            print(
                f"{count:7} rows {ending:4} {name:5} {ours:6.2f} s   calamine {theirs:5.2f} s   "
                f"ratio {ratio:5.2f}   {peak:4.0f} MiB",
                flush=True,
            )


def main() -> None:
    """Measure registers of every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 50_000, 200_000])
    parser.add_argument("--runs", type=int, default=5)
    wishes = parser.parse_args()
    for count in wishes.rows:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            subprocess.run([SONGYU, "--db", str(folder / "empty.db"), *INIT], check=True, stdout=subprocess.DEVNULL)
            measure(folder, count, wishes.runs)


if __name__ == "__main__":
    main()
