"""How long everyday commands take, as whole processes, beside sqlite-utils listing a table of the same ledger.

    python tests/benchmarks/commands.py [--runs 21]

The two take turns, so that a machine that slows down slows both. Quote the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BIN = Path(sys.executable).parent
YARDSTICK = ["sqlite-utils", "rows", "songyu-demo.db", "units", "-t"]
COMMANDS = {
    "report": ["songyu", "--db", "songyu-demo.db", "report"],
    "unit list": ["songyu", "--db", "songyu-demo.db", "unit", "list"],
    "demand add": ["songyu", "--db", "songyu-demo.db", "demand", "add", "14-1"],
    "demand list": ["songyu", "--db", "songyu-demo.db", "demand", "list"],
    "today": ["songyu", "--db", "songyu-demo.db", "today"],
    "bench list": ["songyu", "--db", "songyu-demo.db", "bench", "list"],
    "--version": ["songyu", "--version"],
}


def cpu_seconds(words: list[str], folder: Path) -> float:
    """Return the CPU time of one run, children waited for, output thrown away."""
    process = subprocess.Popen(
        [str(BIN / words[0]), *words[1:]], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Time every command against the yardstick and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([str(BIN / "songyu"), "demo"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for title, words in COMMANDS.items():
            cpu_seconds(words, folder)
            pairs = [(cpu_seconds(words, folder), cpu_seconds(YARDSTICK, folder)) for _ in range(runs)]
            ours, theirs = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
            ratio = statistics.median(a / b for a, b in pairs)
            print(f"{title:12} {ours:6.0f} ms   sqlite-utils rows -t {theirs:6.0f} ms   ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
