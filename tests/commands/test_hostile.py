"""Hostile text goes in through every command that takes text and comes out of every command that shows it.

The lines are hostile_lines.py's, what counts as harm is hostile_survey.py's; SONGYU_EXPLORE=1 tries far more.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import pytest
from hostile import HOSTILE, PACKS
from hostile_lines import FREELY, TEXT, lines, slots, verbs
from hostile_survey import FILES, FORMS, FREE_COLUMNS, HARMS, IMPORTS, Survey, figures, typed
from ready import ready, town

REFUSED = {"demand merge", "redo"}  # the town has nothing for them; their words are looked at all the same
SGR = re.compile("\x1b\\[[0-9;]*m")
EVERYTHING = " ".join(PACKS)
# Words that only these may be: choices, dates, numbers, what a rule checks. Nobody's own text stands in them.
BOUND_COLUMNS = {
    *(
        "at",
        "link",
        "role",
        "kind",
        "channel",
        "measure",
        "least",
        "rule",
        "step",
        "weight",
        "choice",
        "item",
        "result",
    ),
    *("how", "verdict", "reached", "resolved", "grade", "severity", "finding", "tag", "estate", "building", "label"),
    *("owner_role", "cleared_role", "done_role", "back", "armrests", "fixed", "shaded", "exit_clear", "firm_ground"),
    *("reasonable", "feasible", "reply_due", "result_due", "due", "as_of", "sha256", "mapping", "name", "last"),
}
LOG = {"commands", "changes", "serials", "_sqlite_migrations", "sqlite_sequence"}


@pytest.fixture
def ledger_db(request, elsewhere, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    return ready(request, elsewhere)


@pytest.fixture
def survey(request, elsewhere):
    return Survey(town(request, elsewhere).read_bytes())


def harmless(survey):
    assert survey.harms == []
    assert {harm: survey.counts[harm] for harm in HARMS} == dict.fromkeys(HARMS, 0)
    return survey.counts


# whether everything is tried


def test_every_command_has_a_line_and_every_line_works(survey):
    survey.lay_files(["好"])
    assert {verb for verb, _ in lines()} == set(verbs())
    for verb, words in lines():
        assert (survey.type(words).code == 0) is (verb not in REFUSED), words


def test_every_word_that_a_command_takes_is_tried(survey):
    params = {
        (verb, param.name)
        for verb, command in verbs().items()
        for param in command.params
        if not getattr(param, "is_flag", False)
    }
    assert {(slot.verb, slot.name.lstrip("-").replace("-", "_")) for slot in slots()} >= {
        (verb, name) for verb, name in params if name in ("text", "reason", "note", "topic", "outcome", "title", "unit")
    }
    assert len([slot for slot in slots() if TEXT in " ".join(slot.words)]) == len(params)
    named = {f"{slot.verb} {slot.name}" for slot in slots() if slot.free}
    assert set(FREELY) <= named
    unlisted = {
        (verb, param.opts[0])
        for verb, command in verbs().items()
        for param in command.params
        if param.metavar == "TEXT" and f"{verb} {param.opts[0]}" not in named
    }
    assert unlisted == set()


def test_every_column_is_either_painted_or_nobodys_own_text(survey, ledger_db):
    from songyu_cli.storage.database import open_ledger

    with contextlib.closing(open_ledger(ledger_db)) as db:
        tables = [row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in set(tables) - LOG:
            painted = FREE_COLUMNS.get(table, "").split(", ")
            for row in db.all(f"PRAGMA table_info({table})"):
                if row["type"] == "TEXT" and row["name"] not in painted:
                    assert row["name"] in BOUND_COLUMNS or row["name"].endswith("_on"), (table, row["name"])


# whether harm is seen


@pytest.mark.parametrize(
    ("file", "content", "harm"),
    [
        ("a.csv", "a,b\r\n1, =1+1\r\n", "formulas"),
        ("a.tsv", "a\tb\n1\t@SUM(A1)\n", "formulas"),
        ("a.csv", "a\r\n＝1\r\n", "formulas"),
        ("a.txt", "a\x1b[2J", "control"),
        ("a.json", '"\u202e"', "control"),
        ("a.jsonl", '"\u200b"', "control"),
        ("a.html", "<p>x</p><script>1</script>", "tags"),
        ("a.html", "<p onclick='x'>x</p>", "tags"),
    ],
)
def test_a_harmful_file_is_seen(file, content, harm, elsewhere):
    (elsewhere / file).write_text(content, encoding="utf-8", newline="")
    survey = Survey(b"")
    survey.file(Path(file))
    assert survey.counts[harm] == 1


def test_a_harmful_workbook_is_seen(elsewhere):
    import xlsxwriter

    book = xlsxwriter.Workbook("a.xlsx")
    book.add_worksheet().write_row(0, 0, ["=1+1", "http://example.invalid", "a\u202eb"])
    book.close()
    survey = Survey(b"")
    survey.file(Path("a.xlsx"))
    assert (survey.counts["formulas"], survey.counts["tags"], survey.counts["control"]) == (2, 1, 1)


def test_harm_on_a_page_is_seen(survey, monkeypatch):
    monkeypatch.setattr("songyu_cli.views.terminal.clean", lambda text: text)
    survey.paint(["\x1b[2J"])
    survey.type(["demand", "list"], FORMS[0])
    assert survey.counts["control"]


# in, and out again


def test_hostile_text_goes_into_every_command(survey):
    survey.lay_files([pack.replace("\n", " ") for pack in PACKS])
    survey.put_in(HOSTILE, [EVERYTHING])
    counts = harmless(survey)
    assert counts["typed"] > 400


def test_hostile_cells_go_in_and_come_back(survey):
    assert set(FILES) == set(IMPORTS)
    survey.lay_files([*PACKS, "=1+1", "＝1+1"])
    survey.hand_back()
    assert harmless(survey)["files"] == 2 * len(IMPORTS)


def test_hostile_text_comes_out_of_every_command_harmless(survey):
    survey.paint(PACKS)
    survey.take_out(len(FORMS))
    assert harmless(survey)["shown"] >= len(lines()) - 1  # the demo makes a ledger of its own


def test_hostile_text_comes_out_of_every_file_harmless(survey):
    survey.paint(HOSTILE)
    survey.write_out(6)
    assert harmless(survey)["files"] >= 90


@pytest.mark.skipif("SONGYU_EXPLORE" not in os.environ, reason="minutes; python tests/hostile_survey.py does it too")
def test_all_of_it_comes_to_nothing():
    counts, harms = figures(whole=True)
    assert harms == []
    assert not any(counts[harm] for harm in HARMS)


def test_a_bugs_log_has_nothing_that_was_typed(survey, monkeypatch, tmp_path):
    """Only where it happened; and it is its owner's alone."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def fail(*_, **__):
        raise RuntimeError(EVERYTHING)

    monkeypatch.setattr("songyu_cli.storage.demands.everything", fail, raising=False)
    monkeypatch.setattr("songyu_cli.storage.demands.find", fail, raising=False)
    shown = typed("demand", "list", "--unit", "12-3")
    (log,) = tmp_path.glob("songyu-*.log")
    assert (shown.code, log.stat().st_mode & 0o777) == (70, 0o600)
    survey.file(log)
    survey.plain(shown.err, "a bug")
    harmless(survey)
    assert "red" not in log.read_text(encoding="utf-8")
