"""What was typed is what is shown, nothing more and nothing less; real processes with odd words, consoles and pipes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import HOSTILE, MARKUP, PACKS
from hostile_survey import IMPORTS, LEDGER, Survey
from ready import ready, town

from songyu_cli.domain.cleaning import clean

SGR = re.compile("\x1b\\[[0-9;]*m")
PARTS = 4  # the corpus is tried in so many tests, to be shared among processes


@pytest.fixture
def ledger_db(request, elsewhere, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    return ready(request, elsewhere)


def unspaced(text):
    return "".join(text.split())


def texts():
    return [HOSTILE[start::PARTS] for start in range(PARTS)]


@pytest.mark.parametrize("part", texts(), ids=lambda part: f"{len(part)}-{ascii(part[0])[:20]}")
def test_what_was_typed_is_what_is_shown(part, run, ledger_db):
    """Nothing that can be seen is lost: markup stands there as it was typed, and JSON gives the very text back."""
    held = {}
    for text in part:
        ran = run("demand", "add", "12-3", "--json", f"--text={text}", ok=None)
        if text.strip() and not ran.code:
            held[ran.json["demand"]] = text
        else:
            assert not text.strip()
    assert len(held) > len(part) - 2
    stored = {one["demand"]: one["text"] for one in run("demand", "list", "--json").json}
    listed = unspaced(run("demand", "list", "--color", "never", terminal=20).out)
    for number, text in held.items():
        if not any(map(str.isnumeric, text)):  # what is masked is another test's
            assert stored[number] == text.encode("utf-8", "replace").decode().replace("\0", "?")
        shown = unspaced(clean(stored[number]))
        assert shown in unspaced(run("demand", "show", str(number), terminal=80).out)
        if len(text) < 1_000:
            assert shown in listed


@pytest.mark.parametrize("text", MARKUP[::3])
def test_markup_is_literal_everywhere(text, run, ledger_db):
    run("demand", "edit", "1", "--text", text)
    run("unit", "edit", "12-3", "--grid", text)
    run("config", "set", "note", text)
    run("bench", "install", "12-3", "--spot", text, "--note", text)
    for line in ("demand list", "unit list", "unit show 12-3", "report", "bench list", "config list", "log show 12"):
        coloured = SGR.sub("", run(*line.split(), terminal=200).out)
        assert text in coloured, line
        assert text in run(*line.split(), "--format", "table").out, line


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\u2028", "\x85", "\v"])
def test_a_line_break_makes_no_line_of_its_own(break_, run, ledger_db):
    """Nobody can write a line that looks as if songyu had said it."""
    run("demand", "edit", "1", "--text", f"好{break_}账本已清空")
    run("config", "set", "note", f"好{break_}账本已清空")
    for line in ("demand show 1", "demand list", "report", "log", "unit show 12-3"):
        for terminal in (None, 200):
            out = SGR.sub("", run(*line.split(), "--format", "table", terminal=terminal).out)
            assert "账本已清空" in out
            assert not any(one.strip().startswith("账本已清空") for one in out.splitlines()), line


PRIVATE = {
    "13812345678": "联系13812345678",
    "1234 5678": "手机 138 1234 5678",
    "32052419450101123X": "身份证32052419450101123X",
    "62812345": "座机0512-62812345",
    "402室": "12幢3单元402室",
    "wx_laowang99": "微信wx_laowang99",
}


def test_private_data_never_reaches_the_file(request, elsewhere):
    every = " ".join(PRIVATE.values())
    survey = Survey(town(request, elsewhere).read_bytes())
    survey.lay_files(PRIVATE.values())
    given = {path.name for path in elsewhere.iterdir()} - {LEDGER.name}
    kept = []

    def look(words):
        held = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.name not in given and path.is_file()}
        for path, content in held.items():
            kept.extend((words, path.name, secret) for secret in PRIVATE if secret.encode() in content)

    survey.put_in([every], every=False, after=lambda slot, _: look(slot.words))
    survey.hand_back()
    for name, line in IMPORTS.items():
        survey.type([*line.split(), name, "--skip-bad"])
        look(line)
    assert kept == []
    assert survey.harms == []


def test_bytes_that_are_no_text_are_taken_as_arguments(ledger_db):
    """A process gets its arguments as bytes; those that are not UTF-8 arrive as lone surrogates."""
    words = [b"demand", b"edit", b"1", b"--text", b"a\xff\xfe\xb5\xd7b", b"--as", b"clerk:\xff"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        [sys.executable.encode(), b"-m", b"songyu_cli", *words], env=env, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "a????b" in ran.stdout.decode()
    assert b"Traceback" not in ran.stderr


def test_a_file_whose_name_is_no_text_can_still_be_named(run, ledger_db, elsewhere):
    name = b"\xb5\xd7\xd5\xcb.db".decode("utf-8", "surrogateescape")
    (elsewhere / name).write_bytes(ledger_db.read_bytes())
    ran = run("--db", name, "demand", "add", "12-3")
    assert "????.db" in ran.err
    assert len(run("--db", name, "demand", "list", "--json").json) == 2
    assert len(run("demand", "list", "--json").json) == 1


def test_a_text_of_any_length_is_taken(run, ledger_db):
    text = "没有地方坐，" * 7_000
    run("demand", "edit", "1", "--text", text)
    assert run("demand", "list", "--json").json[0]["text"] == text
    page = run("demand", "list", "--color", "never", terminal=80).out
    assert "".join(page.split()).count("没") >= 6_650


def as_a_process(*words, env=None, **more):
    """Run songyu as a process of its own; its output is bytes."""
    paths = os.pathsep.join(map(str, (*sys.path, Path(__file__).parents[2])))
    env = {**os.environ, "PYTHONPATH": paths, "LC_ALL": "C.UTF-8", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "songyu_cli", *words], env=env, stdin=subprocess.DEVNULL, check=False, **more
    )


ODD_PROCESSES = {
    "a GBK console": {"PYTHONIOENCODING": "gbk"},
    "an ASCII console": {"PYTHONIOENCODING": "ascii"},
    "a Latin console, in strict mode": {"PYTHONIOENCODING": "latin-1:strict", "LC_ALL": "C"},
    "no place to call home": {"HOME": "", "PYTHONUTF8": "0"},
}


@pytest.mark.parametrize("odd", ODD_PROCESSES)
def test_an_odd_console_shows_what_it_can(odd, request, elsewhere):
    survey = Survey(town(request, elsewhere).read_bytes())
    survey.paint(PACKS)
    env = ODD_PROCESSES[odd]
    ran = as_a_process("demand", "list", "--format", "table", env=env, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"")
    shown = ran.stdout.decode(env.get("PYTHONIOENCODING", "utf-8").partition(":")[0])
    assert shown.count("12-3") == 7
    survey.plain(shown, odd)
    assert survey.harms == []


@pytest.mark.parametrize("words", [["demand", "list"], ["export"], ["report", "--json"], ["unit", "add", "9-8"]])
def test_a_reader_that_left_is_no_fault(words, ledger_db):
    """The pipe is closed before a word is written."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = as_a_process(*words, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


@pytest.mark.parametrize("closed", [(1,), (2,), (0, 1, 2)])
def test_streams_that_are_shut_are_no_fault(closed, ledger_db):
    ran = as_a_process(
        "demand", "add", "12-3", preexec_fn=lambda: [os.close(one) for one in closed], capture_output=True
    )
    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stdout + ran.stderr
