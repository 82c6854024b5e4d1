"""The Tab key, asked as bash asks."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys

import pytest
from conftest import built_once

from songyu_cli import cli


def asked(line: str) -> dict[str, str]:
    words = line.split(" ")
    return {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_SONGYU_COMPLETE": "complete_bash"}


def offered(line: str, **env: str) -> list[str]:
    """What bash is told, asked in this process: loading songyu for each line costs more than all it does."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        for name, value in {**asked(line), **env}.items():
            patch.setenv(name, value)
        assert cli.main([]) == 0
    assert err.getvalue() == ""
    return out.getvalue().split()


def offered_by_a_process(line: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from songyu_cli.__main__ import main; sys.argv[0] = 'songyu'; main()"],
        env={**os.environ, **asked(line)},
        capture_output=True,
        check=False,
    )
    assert ran.stderr == b""
    return ran.stdout.decode().split()


@pytest.fixture
@built_once
def worked_in(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06")
    run("meeting", "add", "--kind", "协商会")
    run("menu", "add", "扶手")
    ledger.with_name("走访.txt").write_text("12-3 13\n", encoding="utf-8")
    run("visit", "--file", "走访.txt")
    return ledger


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("songyu de", ["demo", "demand"]),
        ("songyu 需", ["需求"]),
        ("songyu demand re", ["review", "reply", "result", "reopen"]),
        ("songyu menu ", ["add", "link", "unlink", "edit", "close", "list", "show"]),
        ("songyu 需求 登", ["登记"]),
        ("songyu demand add 12", ["12-3", "12-4"]),
        ("songyu demand add --lang xx 12", ["12-3", "12-4"]),
        ("songyu unit list --un", ["--uncovered"]),
        ("songyu batch show ", ["1"]),
        ("songyu bench show B", ["B1-001"]),
        ("songyu demand show ", ["1"]),
        ("songyu meeting show ", ["1"]),
        ("songyu menu link ", ["1"]),
        ("songyu visit show ", ["1"]),
        ("songyu today --grid ", ["一网格"]),
        ("songyu unit screen --grid 二", []),
        ("songyu demand add 12-3 --kind 照", ["照明"]),
        ("songyu demand list --channel w", ["walk-in"]),
        ("songyu demand list --state in", ["in-progress"]),
        ("songyu bench list --state ", ["pending", "in-use", "out-of-use", "retired"]),
        ("songyu demand reply 1 --how 上", ["上门"]),
        ("songyu hazard add 12-3 --severity ", ["low", "medium", "high"]),
        ("songyu hazard list --kind old", ["old-stool"]),
        ("songyu meeting add --kind 实", ["实地考察"]),
        ("songyu meeting list --kind li", ["liaison-day"]),
        ("songyu demand followup 1 --resolved ", ["yes", "no"]),
        ("songyu demand followup 1 --resolved 否", ["否"]),
        ("songyu demand followup 1 --grade f", ["fairly-satisfied"]),
        ("songyu trace 第", ["第1批"]),
        ("songyu export ", ["ledger", "units", "demands", "benches", "inspections", "visits", "menu"]),
        ("songyu export 需", ["需求清单"]),
        ("songyu export units --grid ", ["一网格"]),
        ("songyu template ", ["units", "demands", "benches", "inspections"]),
        ("songyu trace B", ["B1-001"]),
    ],
)
def test_the_ledgers_own_words_are_offered(worked_in, line, expected):
    before = worked_in.read_bytes()
    assert offered(line) == expected
    assert worked_in.read_bytes() == before


@pytest.mark.parametrize(
    "line", ["songyu de", "songyu 需求 登", "songyu bench show B", "songyu demand add 12-3 --kind 照"]
)
def test_bash_is_answered_by_a_process_of_its_own(worked_in, line):
    assert offered_by_a_process(line) == offered(line) != []


def test_a_ledger_elsewhere_is_looked_into(run, ledger):
    moved = ledger.rename(ledger.with_name("另一个.db"))
    assert offered(f"songyu --db {moved} demand add 2") == ["2-1"]
    assert offered("songyu demand add 2", SONGYU_DB=str(moved)) == ["2-1"]


@pytest.mark.parametrize("content", [b"", b"not a ledger", b"SQLite format 3\0" + b"\xff" * 500])
def test_trouble_offers_nothing_and_says_nothing(elsewhere, content):
    (elsewhere / "songyu.db").write_bytes(content)
    assert offered("songyu demand add 1") == []
    (elsewhere / "songyu.db").unlink()
    assert offered("songyu demand add 1") == []
