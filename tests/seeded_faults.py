"""Whether the clerks would notice: each fault of seeded_faults.txt is put into a copy of songyu_cli, and hunted.

`python -m tests.seeded_faults` prints of each fault in how many runs it was found, and ends with 1 if one was missed.
`--runs 500` tries longer; words after it choose the faults whose first line has them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "songyu_cli"
LIST = HERE / "seeded_faults.txt"
RUNS = 600
FEW = 40  # of the code without a fault, to see that it is sound


class Fault(NamedTuple):
    """What is wrong, in which file, and the text that is there and that the fault has instead."""

    name: str
    file: str
    sound: str
    faulty: str


def faults() -> list[Fault]:
    """Read the list."""
    found = []
    for block in LIST.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, file, *lines = block.rstrip("\n").splitlines()
        sides = ("\n".join(line[2:] for line in lines if line.startswith(sign)) for sign in "-+")
        found.append(Fault(name, file.removeprefix("@ "), *sides))
    return found


def fits(fault: Fault, package: Path = PACKAGE) -> bool:
    """Tell whether the text that a fault replaces stands in the code, once."""
    return (package / fault.file).read_text(encoding="utf-8").count(fault.sound) == 1


def hunt(runs: int) -> None:
    """Let the clerks work on whatever songyu_cli is imported, and print after how many runs something was wrong."""
    sys.path.insert(0, str(HERE))
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis.errors import HypothesisException
    from hypothesis.stateful import run_state_machine_as_test
    from test_undo_property import AllHands

    class Hunting(AllHands):
        begun, found, said = 0, 0, ""

        def __init__(self) -> None:
            Hunting.begun += 1
            super().__init__()

        def teardown(self) -> None:
            try:
                failed = sys.exc_info()[1]
                super().teardown()
            except Exception as late:
                failed = late
                raise
            finally:
                if isinstance(failed, Exception) and not isinstance(failed, HypothesisException) and not self.found:
                    Hunting.found, Hunting.said = self.begun, f"{type(failed).__name__}: {failed}".splitlines()[0]

    tried = settings(
        max_examples=runs,
        stateful_step_count=30,
        deadline=None,
        derandomize=False,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(Hunting, settings=tried)
    except Exception as wrong:  # noqa: BLE001  whatever it is, it was found
        if not Hunting.found:
            Hunting.found, Hunting.said = max(1, Hunting.begun), f"{type(wrong).__name__}: {wrong}".splitlines()[0]
    print(json.dumps({"found": Hunting.found, "said": Hunting.said}))  # noqa: T201


def seeded(fault: Fault | None, runs: int) -> dict[str, object]:
    """Hunt in a copy of songyu_cli with a fault, or without one; return the run that found it, 0 if none did."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "songyu_cli"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        if fault:
            if not fits(fault, copy):
                return {"found": 0, "said": "the code has changed: mend this fault in seeded_faults.txt"}
            file = copy / fault.file
            file.write_text(file.read_text(encoding="utf-8").replace(fault.sound, fault.faulty), encoding="utf-8")
        ran = subprocess.run(
            [sys.executable, __file__, "--hunt", "--runs", str(runs)],
            env={**os.environ, "PYTHONPATH": folder},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode < 0:
            return {"found": 0, "said": f"the hunt was ended by signal {-ran.returncode}: try again"}
        try:
            return dict(json.loads(ran.stdout.splitlines()[-1]))
        except (IndexError, ValueError):
            return {"found": 1, "said": f"did not begin: {ran.stderr.strip().splitlines()[-1]}"}


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--hunt", action="store_true", help=argparse.SUPPRESS)
    asked.add_argument("words", nargs="*")
    given = asked.parse_args()
    if given.hunt:
        hunt(given.runs)
        return 0
    chosen = [fault for fault in faults() if all(word in fault.name for word in given.words)]
    began, found = time.monotonic(), 0
    sound = seeded(None, FEW)
    if sound["found"]:
        print(f"the code as it is fails: {sound['said']}")  # noqa: T201
        return 1
    for fault in chosen:
        result = seeded(fault, given.runs)
        found += bool(result["found"])
        told = f"run {result['found']:>3}" if result["found"] else "MISSED "
        print(f"{told}  {fault.name}\n         {result['said']}", flush=True)  # noqa: T201
    print(f"{found} found / {len(chosen)} seeded, in {time.monotonic() - began:.0f} s")  # noqa: T201
    return 0 if found == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
