"""A sample of the campaign of faults, and what keeps its list of lines whole; the campaign: python -m tests.faults."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import proofs
import pytest
from figures_of_faults import THREATS, table
from other_figures import is_wrong
from proofs import PROOFS
from struck import Way, compiled, missing
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


def test_every_proof_is_a_test_that_is_there():
    assert set(PROOFS) <= set(THREATS)
    for one in {one for several in PROOFS.values() for one in several}:
        file, _, name = one.partition("::")
        assert f"def {name or 'test_'}" in (Path(__file__).parents[1] / file).read_text(encoding="utf-8"), one


def test_what_must_not_be_is_seen():
    assert is_wrong("cases 7, failed 1")
    assert is_wrong("MISSED a cut file (0)")
    assert is_wrong("points tried 0, half-done 0, corrupt 0, acknowledged-then-lost 0")
    assert is_wrong("seeded damage found by check: 0 of 0")
    assert is_wrong("control bytes 0 on 0 pages, 1,000 texts typed")
    assert not is_wrong("cases 7, failed 0")
    assert not is_wrong("points tried 10, half-done 0, corrupt 0, acknowledged-then-lost 0")
    assert not is_wrong("control bytes 0 on 1,000 pages, 20 texts typed")
    assert [line for line in table([("private data", "cases 1, failed 0")]) if "NOT TRIED" not in line] == [
        "private data" + " " * 35 + "cases 1, failed 0"
    ]


def test_a_proof_without_a_case_proves_nothing(elsewhere, monkeypatch):
    (elsewhere / "test_broken.py").write_text("import nothing_by_that_name\n\ndef test_it(): pass\n")
    monkeypatch.setattr(proofs, "TESTS", elsewhere)
    monkeypatch.setattr(proofs, "PROOFS", {"private data": ("test_broken.py::test_it",)})
    assert [is_wrong(figure) for _, figure in proofs.proved(elsewhere)] == [False, True]


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
    assert len(figures) == 20
    assert not any(figures)
    assert (
        len(re.findall(r"refused [1-9]", ran.stdout)) == 2
    )  # an I/O error and a full disk, not a kill or a short write
    assert all(int(number) > 5 for number in re.findall(r"points tried (\d+)", ran.stdout))


_WRITES = """
import ctypes, os, sys
shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
file, told = os.open("x", os.O_CREAT | os.O_WRONLY), []
shim.faults_arm(b".", int(sys.argv[1]), 2)
for step in (os.write, os.write, os.write, os.fsync):
    try:
        told.append(step(file, b"x" * 8) if step is os.write else step(file))
    except OSError as error:
        told.append(os.strerror(error.errno).split()[0])
shim.faults_disarm()
print(*told)
"""


@pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))
@pytest.mark.parametrize(
    ("way", "told", "written"),
    [
        (Way.NEVER, "8 8 8 None", 24),
        (Way.KILL, "", 8),
        (Way.TORN, "", 12),
        (Way.EIO_ONCE, "8 Input/output 8 None", 16),
        (Way.EIO_ON, "8 Input/output Input/output Input/output", 8),
        (Way.FULL_ONCE, "8 No 8 None", 16),
        (Way.FULL_ON, "8 No No None", 8),
        (Way.SHORT_THEN_FULL, "8 4 No None", 12),
        (Way.SHORT, "8 4 8 None", 20),
    ],
)
def test_each_way_strikes_the_second_write(way, told, written, elsewhere):
    library = compiled(elsewhere.parent)
    env = {**os.environ, "LD_PRELOAD": str(library)}
    ran = subprocess.run(
        [sys.executable, "-c", _WRITES, str(int(way))], env=env, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout.strip()) == (0 if told else -signal.SIGKILL, told), ran.stderr
    assert (elsewhere / "x").stat().st_size == written
