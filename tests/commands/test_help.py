"""What a newcomer meets first: songyu alone, its help, its version."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from rich.cells import cell_len

from songyu_cli import __version__
from songyu_cli.cli import ENTRIES
from songyu_cli.commands.grammar import SHARED
from songyu_cli.domain.choices import GRADES, INSPECTION_ITEMS


def test_songyu_alone_shows_its_help_as_a_slip(run):
    ran = run(ok=False)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run("--help").out


def test_help_asked_for_is_no_slip(run):
    page = run("--help").out
    assert page.startswith("用法：songyu 命令 [选项]\n\n淞渔：")
    for name, entry in ENTRIES.items():
        assert any(line.split()[:2] == [name, entry.chinese] for line in page.splitlines()), name
    for option in SHARED:
        assert f"{option.opts[0]} " in page
    assert run("--lang", "en", "--help").out.startswith("Usage: songyu COMMAND [OPTIONS]\n")


@pytest.mark.parametrize(
    "noun",
    [
        name
        for name in ENTRIES
        if name not in ("init", "demo", "report", "undo", "log", "visit", "today", "trace", "export", "template")
        and name not in ("redo", "backup", "restore", "check", "doctor")
    ],
)
def test_a_noun_alone_shows_its_verbs(noun, run):
    ran = run(noun, "--lang", "en", ok=False)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run(noun, "--help", "--lang", "en").out
    assert ran.err.startswith(f"Usage: songyu {noun} COMMAND [OPTIONS]\n")
    assert run(ENTRIES[noun].chinese, ok=False).err.startswith(f"用法：songyu {ENTRIES[noun].chinese} 命令 [选项]\n")


@pytest.mark.parametrize("words", [(), ("demand",), ("需求",)])
def test_a_program_gets_no_page_but_an_error(words, run):
    for more in (("--json",), ("--format", "jsonl")):
        ran = run(*words, *more, ok=False)
        assert (ran.code, ran.out) == (2, "")
        error = json.loads(ran.err)["error"]
        assert error["kind"] == "command_missing"
        assert " ".join(["songyu", *words]) in error["message"]
        assert error["hint"].endswith("--help")


def test_the_help_of_a_verb(run):
    page = run("demand", "add", "--help", "--lang", "en").out
    assert page.startswith("Usage: songyu demand add UNIT [OPTIONS]\n")
    assert "UNIT  A stairwell" in page
    assert "--benches, -n N " in page
    assert page == run("demand", "add", "12-3", "--help", "--lang", "en").out
    assert "UNIT" in run("需求", "登记", "--help").out
    assert run("log", "--help", "--lang", "en").out.startswith("Usage: songyu log [COMMAND] [OPTIONS]\n")
    assert run("undo", "--help", "--lang", "en").out.startswith("Usage: songyu undo [N] [OPTIONS]\n")


def test_what_must_be_given_is_marked(run):
    page = run("demand", "extend", "--help", "--lang", "en").out
    assert [line.split()[0] for line in page.splitlines() if line.endswith("(required)")] == ["--to"]
    assert run("demand", "extend", "--help").out.count("（必填）") == 1
    page = run("init", "--help", "--lang", "en").out
    marked = [line.split()[0] for line in page.splitlines() if line.endswith("(required without --from)")]
    assert marked == ["--community", "--estate"]
    assert run("init", "--help").out.count("（没有 --from 时必填）") == 2


def test_help_needs_no_ledger_and_makes_none(run, elsewhere):
    for words in (("--help",), ("report", "--help"), ("--version",)):
        run(*words, "--db", "nowhere.db")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("words", [(), ("demand",), ("unit", "count"), ("bench", "install"), ("init",)])
@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_fits_its_terminal(words, width, language, run):
    page = run(*words, "--help", "--lang", language, terminal=width).out
    assert max(map(cell_len, page.splitlines())) <= width
    assert "…" not in page.replace("lighting…", "").replace("hotline…", "").replace("照明…", "").replace("热线…", "")


def test_the_version(run):
    assert run("--version").out == f"songyu {__version__}\n"
    told = subprocess.run([sys.executable, "-m", "songyu_cli", "--version"], capture_output=True, check=True)
    assert told.stdout.decode().split() == ["songyu", __version__]


@pytest.mark.parametrize(
    ("words", "choices"), [("demand followup", GRADES), ("bench inspect", INSPECTION_ITEMS)], ids=["grade", "fault"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_help_of_a_choice_names_all_there_is(run, words, choices, language):
    shown = "".join(run(*words.split(), "--help", "--lang", language, terminal=80).out.split())
    for key in choices.keys:
        name = choices.phrase(key).zh if language == "zh" else key.replace("_", "-")
        assert name in shown
