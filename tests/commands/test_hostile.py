"""Hostile text goes in through every command that takes text and comes out of every command that shows it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hostile import HOSTILE, MARKUP
from ready import ready

from songyu_cli.domain.cleaning import clean

SHOWN = (
    "visit list",
    "visit show 1",
    "hazard list",
    "hazard show 1",
    "meeting list",
    "meeting show 1",
    "menu list",
    "menu show 1",
    "unit screen --list",
    "unit screen --show 1",
    "report promise --explain",
    "report grids",
    "report silence",
    "today",
    "trace 12-3",
    "trace 1",
    "demand duplicates",
    "demand list",
    "demand show {demand}",
    "unit list",
    "unit show 12-3",
    "bench list",
    "bench show B1-001",
    "batch show 1",
    "report",
    "log",
    "log show {entry}",
    "config list",
    "config get note",
)
WITH_PARTS = (
    *(
        "demand show",
        "unit show",
        "bench show",
        "batch show",
        "report promise",
        "log show",
        "visit show",
        "meeting show",
    ),
    *("menu show", "unit screen --show", "today", "trace", "demand duplicates"),
)
SGR = re.compile("\x1b\\[[0-9;]*m")
UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
PARTS = 4  # the corpus is tried in so many tests, to be shared among processes


@pytest.fixture
def ledger_db(request, elsewhere, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    return ready(request, elsewhere)


def assert_safe(text, *, coloured=False):
    """Check that nothing in a text can do anything to a terminal; rich's own colours may stand in a coloured one."""
    if coloured:
        text = SGR.sub("", text)
    found = {char for char in text if char != "\n" and unicodedata.category(char) in UNSAFE}
    assert found == set()


def unspaced(text):
    return "".join(text.split())


def put_in(run, text, *, whole=True):
    """Give a text to every command that takes one: free text is always taken, the rest is taken or refused."""
    Path("好.txt").write_text("12-3 9/1 凳\n", encoding="utf-8")
    Path("走访.txt").write_bytes(f"12-4 扶手 {text}\n".encode("utf-8", "replace"))
    free = (
        ("unit", "edit", "12-3", "--grid", text),
        ("unit", "count", "12-3", "--elderly", "9", "--on", "2022-01", "--source", text),
        ("demand", "add", "12-3", "--text", text),
        ("demand", "edit", "1", "--text", text),
        ("bench", "install", "12-4", "--on", "2021-06", "--over", "--spot", text, "--note", text),
        ("batch", "edit", "1", "--note", text),
        ("unit", "edit", "12-4", "--floors", "5", "--as", f"clerk:{text}"),
        ("batch", "edit", "1", "-n", "300", "--as", f"网格员：{text}"),
    )
    bound = (
        ("config", "set", "community", "--", text),
        ("config", "set", "programme", "--", text),
        ("config", "set", "note", "--", text),
    )
    steps = (
        ("visit", "--file", "好.txt", "--again"),
        ("demand", "review", "1", "--reasonable", "yes", "--reason", text),
        ("demand", "reply", "1", "--text", text),
        ("demand", "decide", "1", "--accept", "--reason", text),
        ("hazard", "add", "12-3", "--kind", "旧凳", "--text", text),
        ("meeting", "add", "--kind", "联系日", "--place", text, "--topic", text),
        ("meeting", "item", "1", "1", "--outcome", text),
        ("unit", "screen", "--top", "1", "--save", "--note", text),
    )
    later = (
        ("visit", "--file", "走访.txt", "--again"),
        ("demand", "extend", "1", "--to", "2099-01-01", "--reason", text),
        ("demand", "withdraw", "1", "--reason", text),
        ("demand", "reopen", "1", "--reason", text),
        ("demand", "reopen", "1", "--reason", "再办"),
        ("hazard", "clear", "1", "--how", text),
        ("meeting", "item", "1", "--question", text, "--outcome", text),
        ("menu", "add", "--", text),
        ("bench", "edit", "B1-001", "--spot", text, "--note", text),
        ("bench", "stop", "B1-001", "--reason", text),
        ("bench", "move", "B1-001", "2-1", "--spot", text, "--reason", text),
        ("menu", "close", "1", "--outcome", text),
    )
    words = (  # mostly refused, so that some of the texts will do
        ("config", "set", "kinds", "--", f"canopy={text}"),
        ("config", "set", "reply_within", "--", text),
        ("config", "set", "rest_days", "--", text),
        ("config", "set", "estate", "--", text),
        ("config", "set", "estate", "淞泽家园九区"),
        ("unit", "add", text),
        ("bench", "show", text),
        ("bench", "use", text),
        ("trace", "--", text),
        ("demand", "add", "12-3", "--kind", text),
        ("demand", "reply", "1", "--how", text),
        ("hazard", "add", "12-3", "--kind", text),
        ("meeting", "add", "--kind", "联系日", "--present", text),
        ("init", "--db", "new.db", "--community", text, "--estate", "乙小区", "--programme", text),
        (text,),
    )
    for line in (*free, *bound, *((*steps, *later, *words) if whole else ())):
        ran = run(*line) if line in (*free, *steps) else run_any(run, *line)
        assert_safe(ran.out)
        assert_safe(ran.err)
        assert ran.code in (0, 2, 3, 4, 5, 7), (line, ran)
        assert bool(ran.out) is (ran.code == 0)
        assert ran.err or not ran.code
    Path("走访.txt").unlink()


def run_any(run, *words):
    """Run a command line that may succeed or be refused, but not fail."""
    try:
        return run(*words)
    except AssertionError:
        return run(*words, ok=False)


def texts():
    return [HOSTILE[start::PARTS] for start in range(PARTS)]


@pytest.mark.parametrize("part", texts(), ids=lambda part: f"{len(part)}-{ascii(part[0])[:20]}")
def test_hostile_text_goes_in_and_comes_out_harmless(part, run, ledger_db, elsewhere):
    for turn, text in enumerate(part):
        (elsewhere / "new.db").unlink(missing_ok=True)
        put_in(run, text, whole=turn % 3 == 0)
    newest = run("log", "--limit", "1", "--json").json[0]["command"]
    demands = len(run("demand", "list", "--json").json)
    for line in SHOWN:
        words = line.format(demand=demands, entry=newest).split()
        come_out(run, words, line == "report" or line.startswith(WITH_PARTS))
    with sqlite3.connect(ledger_db) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def come_out(run, words, parts):
    for terminal, language in ((None, "zh"), (33, "en")):
        ran = run(*words, "--lang", language, "--format", "table", terminal=terminal)
        assert_safe(ran.out, coloured=terminal is not None)
    told = run(*words, "--json").out
    assert_safe(told)
    json.loads(told)
    assert_safe(run(*words, "--format", "jsonl").out)
    for form in () if parts else ("csv", "tsv"):
        out = run(*words, "--format", form).out
        assert_safe(out.replace("\t", " "))
        # one line a row, whatever line breaks people typed
        rows = json.loads(told)
        assert len(out.splitlines()) == 1 + (len(rows) if isinstance(rows, list) else 1)


@pytest.mark.parametrize("part", texts(), ids=lambda part: f"{len(part)}-{ascii(part[0])[:20]}")
def test_what_was_typed_is_what_is_shown(part, run, ledger_db):
    """Nothing that can be seen is lost: markup stands there as it was typed, and JSON gives the very text back."""
    for text in part:
        if run_any(run, "demand", "edit", "1", "--text", text).code:
            assert not text or text.startswith("-")
            continue
        stored = run("demand", "list", "--json").json[0]["text"]
        if not any(map(str.isnumeric, text)):  # what is masked is another test's
            assert stored == text.encode("utf-8", "replace").decode().replace("\0", "?")
        shown = unspaced(clean(stored))
        assert shown in unspaced(run("demand", "show", "1", terminal=80).out)
        assert shown in unspaced(run("demand", "list", "--color", "never", terminal=20).out)


@pytest.mark.parametrize("text", MARKUP)
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
    "12345678": "手机 138 1234 5678",
    "32052419450101123X": "身份证32052419450101123X",
    "62812345": "座机0512-62812345",
    "402室": "12幢3单元402室",
    "wx_laowang99": "微信wx_laowang99",
}


@pytest.mark.parametrize(("secret", "text"), PRIVATE.items())
def test_private_data_never_reaches_the_file(secret, text, run, ledger_db, elsewhere):
    (elsewhere / "new.db").unlink(missing_ok=True)
    put_in(run, text)
    run("demand", "list", "--unit", "12幢3单元402室")
    run_any(run, "unit", "add", "9幢9单元402室")
    run("undo")
    for path in elsewhere.iterdir():
        held = path.read_bytes()
        assert secret.encode() not in held, path.name
        assert text.encode() not in held, path.name
    assert "[" in run("demand", "list", "--json").json[0]["text"]


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
    text = "没有地方坐，" * 20_000
    run("demand", "edit", "1", "--text", text)
    assert run("demand", "list", "--json").json[0]["text"] == text
    page = run("demand", "list", "--color", "never", terminal=80).out
    assert "".join(page.split()).count("没") >= 19_000
