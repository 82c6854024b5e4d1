"""Where and how commands speak: terminal or pipe, people or programs, files, colours, consoles of any kind."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pytest
from ready import town
from rich.cells import cell_len

LISTS = (
    *("unit list", "demand list", "bench list", "batch list", "log --limit 9", "config list"),
    *("visit list", "hazard list", "meeting list", "menu list", "report silence", "report grids"),
    *("demand list --overdue --sort due", "unit screen --list", "partner list", "bench audit --list"),
)
RECORDS = (
    *("demand show 2", "bench show B1-001", "unit show 12-4", "batch show 1", "log show 16", "report"),
    *("visit show 1", "hazard show 1", "meeting show 1", "menu show 2", "today", "trace 12-4"),
    *("trace 5", "trace B2-001", "trace 第2批", "trace 苏州银行", "partner show 2", "bench audit --show 12-4"),
    "batch show 2",
)
# Pages whose rows csv, tsv and jsonl hold, and whose whole is json's.
SHAPED = (
    *("report promise", "report promise --explain", "unit screen --top 2", "unit screen --show 1"),
    *("report partners", "report partners --explain", "report care", "bench audit", "batch plan -n 3 --explain"),
)
SMALL = ("config get target", "hazard show 1")  # records without parts
WRITES = (
    "unit add 7-1",
    "unit edit 12-3 --floors 5",
    "unit count 12-3 --elderly 12",
    "demand add 12-3",
    "demand edit 2 --text 换个说法",
    "demand review 3 --reasonable 否 --reason 太窄",
    "demand decide 5 --accept",
    "demand reply 2 --how 电话",
    "demand result 3",
    "demand withdraw 3",
    "demand reopen 1 --reason 又坏了",
    "demand extend 3 --to 2023-07-01 --reason 等材料",
    "demand unmerge 7",
    "demand add 10-2 --kind 扶手 --owner 书记",
    "hazard add 12-3 --kind 杂物",
    "hazard clear 2 --how 已清走",
    "meeting add --kind 联系日",
    "meeting edit 1 --place 议事厅",
    "meeting item 1 --question 停车",
    "menu add 照明 --kind 照明",
    "menu edit 2 --target 3",
    "menu link 1 2",
    "menu unlink 2 3",
    "menu close 2",
    "batch open -n 5",
    "batch edit 2 -n 80",
    "batch close 2",
    "bench install 12-3 12-4 -n 2",
    "bench stop B1-002..B1-003 --reason 凳腿松了",
    "bench retire B1-003 --reason 烂了",
    "bench move B1-003 10-2 --reason 那里老人多",
    "bench replace B1-002 --reason 断了",
    "bench edit B1-001..B1-003 --height 450 --back 有",
    "bench use B2-001",
    "bench inspect B1-003 --fault 松动",
    "bench repair B2-001 --cost 260",
    "bench audit 10-2 --seen 1",
    "bench install --planned --yes",
    "batch plan -n 1 --save",
    "partner add 同程",
    "partner edit 1 --note 银行",
    "partner pledge 2 -n 5",
    "partner receive 1 --money 100",
    "demand followup 6 --not-reached",
    "config set note 示例",
    "undo",
    "init --db new.db --community 甲 --estate 乙小区",
)
SGR = re.compile("\x1b\\[[0-9;]*m")
OUTSIDE_GBK = "𠮷地 😀 ✓ ¥ é Å"


@pytest.fixture
def ledger_db(request, elsewhere, monkeypatch):
    monkeypatch.delenv("TERM", raising=False)
    return town(request, elsewhere)


def separated(text, delimiter):
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


# people or programs


@pytest.mark.parametrize("line", LISTS)
def test_a_list_is_a_table_on_a_terminal_and_tsv_in_a_pipe(line, run, ledger_db):
    rows = run(*line.split(), "--json").json
    piped = separated(run(*line.split()).out, "\t")
    assert piped[0] == list(rows[0])
    assert len(piped) == len(rows) + 1
    assert [cells[0] for cells in piped[1:]] == [str(next(iter(row.values())) or "") for row in rows]
    table = run(*line.split(), "--color", "never", terminal=200).out.splitlines()
    assert set(table[1]) == {"─"}
    assert len(rows) + 2 <= len(table) <= len(rows) + 6  # some end with a line of sums, or say what to do next
    assert run(*line.split(), "--format", "table").out.splitlines()[1] == table[1]


@pytest.mark.parametrize("line", [*RECORDS, *SHAPED])
def test_a_record_is_plain_text_in_a_pipe(line, run, ledger_db):
    piped = run(*line.split()).out
    assert "\x1b" not in piped
    assert "\t" not in piped
    assert "{" not in piped
    assert isinstance(run(*line.split(), "--json").json, dict)


def test_the_report_in_a_pipe_has_its_figures(run, ledger_db):
    text = run("report").out
    assert "第1批     3       2       2     2     1  [###########.....]  66.7 %" in text
    assert "目标 300 张，在用 2 张，完成 0.7 %，还差 298 张" in text


@pytest.mark.parametrize("line", [*LISTS, *RECORDS])
def test_formats_are_taken_before_and_after_the_command(line, run, ledger_db):
    words = line.split()
    whole = run(*words, "--json").json
    assert run("--json", *words).json == whole
    assert run("--format", "json", *words).json == whole
    assert run(words[0], "--format=json", *words[1:]).json == whole
    assert run("--format", "csv", *words, "--format", "json").json == whole  # the innermost counts
    lines = [json.loads(one) for one in run(*words, "--format", "jsonl").out.splitlines()]
    assert lines == (whole if isinstance(whole, list) else [whole])


@pytest.mark.parametrize("line", [*LISTS, *SMALL])
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_and_tsv_say_what_json_says(line, form, delimiter, run, ledger_db):
    whole = run(*line.split(), "--json").json
    rows = whole if isinstance(whole, list) else [whole]
    header, *cells = separated(run("--format", form, *line.split()).out, delimiter)
    assert header == list(rows[0])
    for row, given in zip(rows, cells, strict=True):
        for value, cell in zip(row.values(), given, strict=True):
            if isinstance(value, dict | bool):
                assert json.loads(cell) == value
            else:
                assert cell == ("" if value is None else str(value))


@pytest.mark.parametrize("line", SHAPED)
def test_the_rows_of_a_page_are_the_same_in_csv_tsv_and_jsonl(line, run, ledger_db):
    rows = [json.loads(one) for one in run(*line.split(), "--format", "jsonl").out.splitlines()]
    assert len(rows) > 1
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        header, *cells = separated(run(*line.split(), "--format", form).out, delimiter)
        assert header == list(rows[0])
        assert len(cells) == len(rows)


def test_an_empty_list_is_an_empty_list_for_programs(run, ledger_db):
    words = ("bench", "list", "--state", "停用", "--batch", "1")
    assert run(*words, "--json").json == []
    assert run(*words, "--format", "jsonl").out == ""
    assert run(*words).out.startswith("tag\tbatch\tunit\tspot\tstate\tinstalled_on\tin_use_on\tdemand\t")
    assert run(*words).out.count("\n") == 1
    assert "songyu bench install" in run(*words, terminal=80).out


@pytest.mark.parametrize("line", [*LISTS, *RECORDS, *SMALL, *WRITES])
def test_data_stands_alone_under_json(line, run, ledger_db):
    ran = run(*line.split(), "--json", terminal=80)
    assert json.loads(ran.out)
    assert ran.err == ""


@pytest.mark.parametrize("line", WRITES)
@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv"])
def test_what_was_written_is_told_in_every_format(line, form, run, ledger_db):
    """A write that is done must not end as a refusal because its record has parts."""
    ran = run(*line.split(), "--format", form)
    assert len(ran.out.splitlines()) == (1 if form == "jsonl" else 2)
    assert ran.err == ""


@pytest.mark.parametrize("line", WRITES)
def test_a_write_tells_people_the_ledger_and_the_way_back(line, run, ledger_db):
    before = run("log", "--limit", "1", "--json").json[0]["command"]
    ran = run(*line.split())
    assert ran.out
    if not line.startswith("init"):
        assert f"账本 {ledger_db}，日志第 {before + 1} 号" in ran.err
        assert ("songyu undo" in ran.err) == (line != "undo")


# files


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "tsv", "txt", "CSV"])
def test_out_writes_a_file_of_its_own(ending, run, ledger_db, elsewhere):
    ran = run("unit", "list", "--out", f"单元.{ending}")
    assert ran.out == ""
    assert ran.err == f"已写到 单元.{ending}。\n"
    written = elsewhere / f"单元.{ending}"
    assert written.stat().st_mode & 0o777 == 0o600
    form = {"txt": "table"}.get(ending, ending.lower())
    assert written.read_bytes().startswith(b"\xef\xbb\xbf") == (form in ("csv", "tsv"))
    assert written.read_text(encoding="utf-8-sig") == run("unit", "list", "--format", form).out
    assert sorted(path.name for path in elsewhere.iterdir()) == ["songyu.db", f"单元.{ending}"]


def test_out_replaces_a_file_and_takes_the_format_that_was_asked_for(run, ledger_db, elsewhere):
    (elsewhere / "x.txt").write_text("old", encoding="utf-8")
    run("report", "--out", "x.txt", "--json")
    assert json.loads((elsewhere / "x.txt").read_text(encoding="utf-8")) == run("report", "--json").json


def test_out_on_a_terminal_is_drawn_for_a_file(run, ledger_db, elsewhere):
    run("report", "--out", "x.txt", terminal=20)
    assert (elsewhere / "x.txt").read_text(encoding="utf-8") == run("report").out


@pytest.mark.parametrize("name", ["folder.json", "missing/x.json"])
def test_a_file_that_cannot_be_written_stops_a_write_before_it_is_done(name, run, ledger_db, elsewhere):
    (elsewhere / "folder.json").mkdir()
    before = ledger_db.read_bytes()
    assert run("demand", "add", "12-3", "--out", name, ok=False).code == 7
    assert ledger_db.read_bytes() == before
    assert list(elsewhere.glob("*.part")) == []


def test_a_text_that_looks_like_a_formula_stays_a_text(run, ledger_db, elsewhere):
    run("demand", "add", "12-3", "--text", "=1+1")
    assert run("demand", "list", "--json").json[-1]["text"] == "=1+1"
    assert ",=1+1," in run("demand", "list", "--format", "csv").out
    run("demand", "list", "--out", "x.csv")  # a file may be opened in a spreadsheet
    assert ",'=1+1," in (elsewhere / "x.csv").read_text(encoding="utf-8-sig")


# colours


@pytest.mark.parametrize(
    ("words", "env", "terminal", "coloured"),
    [
        ((), {}, 80, True),
        ((), {}, None, False),
        ((), {"NO_COLOR": "1"}, 80, False),
        ((), {"NO_COLOR": ""}, 80, True),
        ((), {"TERM": "dumb"}, 80, False),
        (("--color", "never"), {}, 80, False),
        (("--color", "auto"), {}, 80, True),
        (("--color", "always"), {}, None, True),
        (("--color", "always"), {"NO_COLOR": "1"}, 80, True),
        (("--color", "always"), {"TERM": "dumb"}, 80, True),
        (("--color", "always", "--json"), {}, 80, False),
    ],
)
def test_colours(words, env, terminal, coloured, run, ledger_db):
    for line in ("report", "unit list"):
        out = run(*words, *line.split(), "--format", "table", env=env, terminal=terminal).out
        assert ("\x1b[" in out) is coloured, line
        assert "\x1b" not in SGR.sub("", out)


def test_colours_change_no_word(run, ledger_db):
    plain = run("report", "--color", "never", terminal=80).out
    coloured = SGR.sub("", run("report", "--color", "always", terminal=80).out)
    assert re.sub(r"[\s\[\]#.]", "", plain) == re.sub(r"[\s#.]", "", coloured)
    widths = [[cell_len(line.rstrip()) for line in page.splitlines()] for page in (plain, coloured)]
    assert widths[0] == widths[1]


# consoles


@pytest.mark.parametrize("line", [*LISTS, *RECORDS, "demand add 12-3"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_gbk_console_never_fails(line, form, run, ledger_db):
    run("demand", "edit", "2", "--text", OUTSIDE_GBK)
    run("config", "set", "note", OUTSIDE_GBK)
    run("unit", "edit", "12-4", "--grid", OUTSIDE_GBK)
    for terminal in (None, 80):
        if form == "csv" and line in RECORDS and line not in SMALL:
            continue  # they have parts, and are refused
        ran = run(*line.split(), "--format", form, encoding="gbk", terminal=terminal)
        assert ran.out
        assert "\ufffd" not in ran.out


def test_what_a_gbk_console_lacks_is_shown_as_a_code(run, ledger_db):
    run("demand", "edit", "2", "--text", OUTSIDE_GBK)
    seen = run("demand", "show", "2", encoding="gbk").out
    assert "\\U00020bb7地 \\U0001f600 \\u2713" in seen
    assert "两位" not in seen
    assert run("unit", "list", encoding="gbk", terminal=80).out.splitlines()[1].startswith("───")
    assert run("需求", "登记", "12幢撞", encoding="gbk", ok=False).err.startswith("看不懂地址")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("line", [*LISTS, *RECORDS, *SHAPED])
def test_a_table_fits_its_terminal_and_nothing_is_cut(line, language, run, ledger_db):
    words = (*line.split(), "--lang", language, "--color", "never")
    everything = Counter(filter(str.isalnum, run(*words, terminal=400).out))
    for width in (20, 40, 60, 80, 120):
        seen = run(*words, terminal=width).out
        drawn = [one for one in seen.splitlines() if "─" in seen and not one.startswith(("#", "+", "第", "Demand"))]
        assert max(map(cell_len, drawn), default=0) <= width, width
        assert "…" not in seen
        assert not everything - Counter(filter(str.isalnum, seen)), width


@pytest.mark.parametrize("line", ["report", "unit list", "log", "config list"])
def test_every_line_of_a_narrow_screen_fits(line, run, ledger_db):
    for width in range(20, 60):
        seen = run(*line.split(), "--color", "never", terminal=width).out
        assert max(map(cell_len, seen.splitlines())) <= width


def test_columns_stand_one_below_the_other(run, ledger_db):
    """Chinese characters are two cells wide: the blank columns of a table run through all of its lines."""
    lines = run("unit", "list", "--color", "never", terminal=120).out.splitlines()
    heading, _, *rows = (list(cells(line)) for line in lines[:-1])
    gaps = [place for place, pair in enumerate(pairwise(heading)) if pair == (" ", " ")]
    edges = [
        place for place in gaps if place + 1 not in gaps and all(row[place : place + 1] in ([" "], []) for row in rows)
    ]
    assert len(edges) >= 8


def cells(line):
    """The cells of a line: a Chinese character and an empty cell after it."""
    for char in line:
        yield char
        yield from [""] * (cell_len(char) - 1)


def test_other_estates_are_named(run, ledger_db):
    run("unit", "add", "淞泽家园六区12幢3单元")
    run("demand", "add", "淞泽家园六区12幢3单元")
    for line in ("unit list", "demand list", "report"):
        seen = run(*line.split(), "--color", "never", terminal=100).out
        assert "淞泽家园六区12-3" in seen, line
    own = run("demand", "list", "--unit", "12-4", terminal=100).out
    assert "淞泽家园九区 · 2 条需求" in own
    other = run("demand", "list", "--unit", "淞泽家园六区12-3", terminal=100).out
    assert "淞泽家园六区 · 1 条需求" in other


# processes of their own


def process(*words, env=None, **kwargs):
    return subprocess.run(
        [sys.executable, "-m", "songyu_cli", *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **(env or {})},
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
        **kwargs,
    )


@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("line", ["unit list", "report", "log --json", "--help", "demand add 12-3"])
def test_a_reader_that_has_enough_is_no_fault(line, buffered, ledger_db):
    reader, writer = os.pipe()
    os.close(reader)
    ran = process(*line.split(), stdout=writer, env={"PYTHONUNBUFFERED": buffered})
    os.close(writer)
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr
    assert b"songyu-" not in ran.stderr  # no log of a bug
    assert ran.returncode == 0


def test_head_takes_one_line(ledger_db):
    line = f"'{sys.executable}' -m songyu_cli unit list | head -1"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(["/bin/sh", "-c", line], env=env, capture_output=True, check=True)
    assert ran.stdout.startswith(b"unit\tgrid\t")
    assert ran.stderr == b""


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-", "0<&-"])
def test_closed_streams_are_no_fault(closed, ledger_db):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    line = f"'{sys.executable}' -m songyu_cli unit edit 12-3 --floors 5 {closed}"
    ran = subprocess.run(["/bin/sh", "-c", line], env=env, capture_output=True, check=False)
    assert ran.returncode == 0
    assert b"songyu-" not in ran.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a system without /dev/full")  # noqa: PTH110
def test_a_full_disk_is_said_and_the_write_stays(run, ledger_db):
    before = run("log", "--limit", "1", "--json").json[0]["command"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = process("demand", "add", "12-3", "--lang", "en", stdout=full)
    assert ran.returncode == 7
    said = ran.stderr.decode().splitlines()
    assert said[0].endswith(f"log entry {before + 1}; to take it back: songyu undo")
    assert said[1].startswith("The output could not be written: ")
    assert run("demand", "list", "--json").json[-1]["demand"] == 8


@pytest.mark.parametrize("coding", ["gbk", "ascii", "latin-1", "utf-8"])
def test_a_console_of_any_code(coding, run, ledger_db):
    run("demand", "edit", "2", "--text", OUTSIDE_GBK)
    env = {"PYTHONIOENCODING": coding, "PYTHONUTF8": "0"}
    for line in ("demand show 2", "demand add 随便"):
        ran = process(*line.split(), "--lang", "zh", env=env, stdout=subprocess.PIPE)
        assert ran.returncode == (2 if "随便" in line else 0), ran.stderr
        assert b"Traceback" not in ran.stderr
        if coding != "ascii":  # which Typer takes for a slip, and writes UTF-8
            (ran.stdout + ran.stderr).decode(coding)
    for line in ("demand list", "report", "--help", "demand add 12-3") if coding != "ascii" else ():
        run(*line.split(), "--lang", "zh", encoding=coding)
