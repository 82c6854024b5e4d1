"""Run songyu: `python -m songyu_cli`, or the `songyu` script."""

from __future__ import annotations

import gc
import sys

gc.set_threshold(100_000)  # one short command: looking for cycles while the modules load costs a tenth of it

from songyu_cli.cli import main as run  # noqa: E402


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
