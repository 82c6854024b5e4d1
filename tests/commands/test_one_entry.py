"""Every command that writes leaves exactly one entry in the log, and every other command leaves none."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from faults.write_lines import READS, WRITES, verbs
from ready import town

from songyu_cli.cli import grammar

LINES = [pytest.param(verb, line, id=line.line) for verb, lines in WRITES.items() for line in lines]
FILES_ONLY = {"visit sheet", "report promise", "export", "template", "demand list", "report", "backup", "backup to"}
OTHER_LEDGERS = {"init", "demo"}


def log_of(path):
    with contextlib.closing(sqlite3.connect(path)) as ledger:
        return ledger.execute("SELECT id, name, link FROM commands ORDER BY id").fetchall()


def test_every_command_has_a_line_or_only_shows():
    assert set(verbs(grammar())) == WRITES.keys() | READS


@pytest.mark.parametrize(("verb", "line"), LINES)
def test_a_command_leaves_one_entry(run, request, elsewhere, verb, line):
    if verb == "demo":
        pytest.skip("tests/commands/test_demo.py looks at each of its entries")
    path = town(request, elsewhere)
    for name, text in line.files:
        (elsewhere / name).write_text(text, encoding="utf-8")
    for words in line.before:
        run(*words.split())
    before = log_of(path)
    run(*line.words)
    after = log_of(path)
    if verb in OTHER_LEDGERS:
        assert after == before
        made = log_of(elsewhere / "新.db")
        assert made == before if line.before else [name for _, name, _ in made] == ["init"]
    elif verb in FILES_ONLY:
        assert after == before
    elif verb == "restore":  # what came after the backup is gone, and that it is gone is an entry
        assert after[:-1] == before[:-1]
        assert after[-1][1] == "restore"
    else:
        assert after[:-1] == before
        assert after[-1][0] == before[-1][0] + 1
        assert after[-1][1].split()[0] == verb.split()[0]
