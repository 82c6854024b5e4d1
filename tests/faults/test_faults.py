"""A sample of the campaign of faults, and what keeps its list of lines whole; the campaign: python -m tests.faults."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from struck import missing
from write_lines import READS, WRITES, verbs

from songyu_cli.cli import grammar

WHY_NOT = missing()


def test_every_verb_either_shows_or_has_a_line_that_is_struck():
    known = set(verbs(grammar()))
    assert known - WRITES.keys() - READS == set(), "a new verb: give it a line in write_lines.py"
    assert WRITES.keys() | READS == known
    assert WRITES.keys() & READS == set()


def test_a_verb_s_lines_begin_with_the_verb():
    assert [line.line for verb, lines in WRITES.items() for line in lines if not line.line.startswith(verb)] == []


def test_a_sample_of_writes_is_struck_and_nothing_is_half_done(elsewhere):
    if WHY_NOT:
        pytest.skip(f"NOTHING WAS STRUCK: {WHY_NOT}")
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--sample"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "kill -9" in ran.stdout
    figures = [int(number) for number in re.findall(r"(?:half-done|corrupt|lost|failures) (\d+)", ran.stdout)]
    assert len(figures) == 14
    assert not any(figures)
    assert all(int(number) > 5 for number in re.findall(r"points tried (\d+)", ran.stdout))
