"""What was undone can be done again, step by step and any number of times, and never into a ledger it does not fit."""

from __future__ import annotations

import contextlib

import pytest
from conftest import ACTOR
from test_log import broken_links, content

from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import transaction

# after `init` and what the `ledger` fixture did: 11 entries, the last of them demand 1 at 12-3


@pytest.fixture
def path(ledger):
    return ledger


def last(run, *words):
    return run("log", "--limit", *(words or "1"), "--json").json


def test_what_was_undone_is_done_again_to_the_letter(run, path):
    run("unit", "add", "3-1", "--floors", "6")
    before = content(path)
    run("undo")
    assert content(path) != before
    said = run("redo")
    assert "已重做第 12 号：unit add 3-1 --floors 6（1 处改动）" in said.out
    assert content(path) == before
    redo, undo, command = last(run, "3")
    assert (redo["command"], redo["undoes"], redo["redoes"], redo["name"]) == (14, 13, 12, "redo")
    assert (undo["undone_by"], undo["undoes"], command["undone_by"]) == (14, 12, None)
    assert broken_links(path) == []


def test_back_and_forth_any_number_of_times(run, path):
    without = content(path)
    run("unit", "add", "3-1")
    with_it = content(path)
    for _ in range(4):
        assert run("undo", "--json").json["command"] == 12
        assert content(path) == without
        assert run("redo", "--json").json["command"] == 12
        assert content(path) == with_it
    assert run("redo", "--json", ok=False).error["kind"] == "nothing_to_redo"
    assert last(run, "9")[-1]["undone_by"] is None
    assert broken_links(path) == []


def test_steps_go_back_and_forth_together(run, path):
    states = [content(path)]
    for word in ("3-1", "3-2", "3-3"):
        run("unit", "add", word)
        states.append(content(path))
    said = run("undo", "--steps", "2")
    assert [line.split("：")[0] for line in said.out.splitlines()] == ["已撤销第 14 号", "已撤销第 13 号"]
    assert content(path) == states[1]
    run("redo")
    assert content(path) == states[2]  # the last one undone comes first
    run("undo")
    told = run("redo", "--steps", "2", "--json").json
    assert [one["command"] for one in told["entries"]] == [13, 14]
    assert content(path) == states[3]
    assert broken_links(path) == []


def test_of_several_steps_all_are_taken_or_none(run, path):
    run("unit", "add", "3-1")
    run("undo")
    before = path.read_bytes()
    refused = run("undo", "--steps", "99", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "too_few_steps")
    assert "只有 10 步" in refused.error["message"]
    assert run("redo", "--steps", "2", "--json", ok=False).error["kind"] == "too_few_steps"
    assert path.read_bytes() == before


def test_a_redo_by_number_takes_the_commands_or_its_undos(run, path):
    run("unit", "add", "3-1")
    run("unit", "add", "3-2")
    run("undo", "12")
    run("undo", "13")
    assert run("redo", "12", "--json").json["command"] == 12
    assert run("redo", "15", "--json").json["command"] == 13
    for number in ("12", "14", "16", "11"):  # counts; undo, redone; a redo; never undone
        assert run("redo", number, "--json", ok=False).error["kind"] == "not_undone"


def test_after_new_work_a_redo_must_be_named(run, path):
    run("unit", "add", "3-1")
    run("undo")
    run("unit", "add", "5-5")
    refused = run("redo", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "work_since_undo")
    assert "songyu redo 12" in refused.error["hint"]
    run("redo", "12")
    assert run("unit", "show", "3-1").code == 0


def test_what_needs_something_undone_since_waits_for_it(run, path):
    run("unit", "add", "3-1")
    run("demand", "add", "3-1")
    run("undo", "--steps", "2")
    refused = run("redo", "13", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "undone_since")
    assert "songyu redo 12" in refused.error["hint"]
    run("redo", "12")
    assert run("redo", "--json").json["command"] == 13


def test_what_would_come_back_among_later_work_is_refused(run, path):
    """A batch of three has room for one bench once two more were put up: the undone two would burst it."""
    run("bench", "install", "12-4", "2-1", "--on", "2021-06")
    run("undo")
    run("bench", "install", "12-3", "10-2", "--on", "2021-06")
    refused = run("redo", "12", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "later_work_near")
    assert "songyu undo 14" in refused.error["hint"]
    run("undo", "14")
    run("redo", "12")


def test_work_that_was_redone_guards_what_it_builds_on_again(run, path):
    run("unit", "add", "3-1")
    run("demand", "add", "3-1")
    run("undo", "--steps", "2")
    run("redo", "--steps", "2")
    refused = run("undo", "12", "--json", ok=False)
    assert refused.error["kind"] == "later_work_depends"
    assert "songyu undo 13" in refused.error["hint"]
    assert run("undo", "--json").json["command"] == 13


def test_an_undo_and_a_redo_say_how_they_are_taken_back(run, path):
    run("undo")
    refused = run("undo", "12", "--json", ok=False)
    assert (refused.error["kind"], "songyu redo 11" in refused.error["hint"]) == ("is_an_undo", True)
    run("redo")
    refused = run("undo", "13", "--json", ok=False)
    assert (refused.error["kind"], "songyu undo 11" in refused.error["hint"]) == ("is_a_redo", True)


def test_a_demand_that_was_unmerged_undone_and_redone_is_told_as_unmerged(run, path):
    run("demand", "add", "12-3", "--text", "又来问")
    run("demand", "merge", "2", "--into", "1")
    run("demand", "unmerge", "2")
    told = run("trace", "2", "--json").out
    run("undo")
    assert run("trace", "2", "--json").out != told
    run("redo")
    assert run("trace", "2", "--json").out == told


def test_numbers_are_not_given_twice_over_a_redo(run, path):
    run("demand", "add", "12-4")
    run("undo")
    assert run("demand", "add", "12-4", "--json").json["demand"] == 3
    run("undo")
    run("redo")
    assert [one["demand"] for one in run("demand", "list", "--json").json] == [1, 3]


@pytest.mark.parametrize(("name", "kind"), [("migrate", "migration_stays"), ("restore", "restore_stays")])
def test_what_songyu_did_of_itself_is_not_undone(run, path, name, kind):
    with contextlib.closing(open_ledger(path)) as db, transaction(db, name, ACTOR):
        db.insert("units", estate="淞泽家园九区", building="7", label="1")
    refused = run("undo", "12", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, kind)
    if name == "migrate":  # what was done before it is still the last thing that somebody did
        assert run("undo", "--json").json["command"] == 11
        assert run("redo", "--json").json["command"] == 11
    else:
        assert run("undo", "--json", ok=False).error["kind"] == kind
