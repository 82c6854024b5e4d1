"""`songyu demo`: the article's figures and a made-up history, through the importer and the commands."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, time, timedelta
from itertools import groupby

import pytest
from conftest import NOW

from songyu_cli.actions.demo import SampleMissing, read_history, sample_folder

DEMO = "songyu-demo.db"
_BUILT: list[bytes] = []


@pytest.fixture
def demo(run, elsewhere):
    """Ask the sample ledger, built once for all tests."""
    if not _BUILT:
        run("demo")
        _BUILT.append((elsewhere / DEMO).read_bytes())
    (elsewhere / DEMO).write_bytes(_BUILT[0])
    return lambda *words, **more: run("--db", DEMO, *words, **more)


def history():
    return read_history((sample_folder() / "history.txt").read_text(encoding="utf-8"))


def contents(path):
    """Every row of a ledger, by table."""
    with closing(sqlite3.connect(path)) as ledger:
        tables = [row[0] for row in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: ledger.execute(f"SELECT * FROM {name}").fetchall() for name in tables if not name.startswith("_")}


def test_what_the_report_counts_is_what_its_command_lists(demo):
    (row,) = [line for line in demo("report", terminal=200).out.splitlines() if "采纳了没有办结" in line]
    command = row[row.index("songyu ") :].split()[1:]
    assert len(demo(*command, "--json").json) == demo("report", "--json").json["owed"]["results"]
    both = demo("demand", "list", "--state", "采纳、办理中", "--json").json
    assert both == demo(*command, "--json").json
    assert {one["state"] for one in both} <= {"accepted", "in_progress"}


def test_the_demo_tells_the_article_s_figures(run, elsewhere):
    shown = run("demo")
    assert f"songyu --db {DEMO}" in shown.out
    assert "虚构" in shown.out
    report = run("--db", DEMO, "report", "--json").json
    assert report["target"] == 300
    assert [
        (b["batch"], b["planned"], b["allocated"], b["installed"], b["in_use"], b["open"]) for b in report["batches"]
    ] == [
        (1, 100, 100, 100, 100, 0),
        (2, 120, 120, 120, 120, 0),
    ]
    assert report["batches"][0]["progress"] == 1.0
    assert report["total"]["in_use"] == 220
    assert report["total"]["left_to_target"] == 80
    assert report["total"]["progress_to_target"] == 0.7333
    assert (report["coverage"]["units"], report["coverage"]["covered"], report["coverage"]["rate"]) == (
        290,
        214,
        0.7379,
    )
    assert report["coverage"]["uncounted"] == 0
    assert {bare["unit"].split("/", 1)[1] for bare in report["bare"][:4]} == {"62/1", "45/2", "14/1", "85/4"}
    assert "made-up" in report["note"]
    assert {bench["in_use_on"] for bench in run("--db", DEMO, "bench", "list", "--batch", "1", "--json").json} == {
        "2021"
    }


def test_the_demo_is_what_its_lines_do_when_they_are_typed(run, demo, elsewhere):
    shutil.copytree(sample_folder(), elsewhere, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "*.md"))
    for day, acts in groupby(history(), lambda act: act.day):
        for place, act in enumerate(acts):
            now = datetime.combine(day.earliest(), time(9), NOW.tzinfo) + place * timedelta(minutes=3)
            run(*shlex.split(act.typed), "--as", act.who, now=now)
    typed, built = contents(elsewhere / "songyu.db"), contents(elsewhere / DEMO)
    assert typed.keys() == built.keys()
    for table, rows in built.items():
        assert typed[table] == rows, table


def test_every_line_of_the_history_is_an_entry_of_the_log(demo):
    entries = demo("log", "--limit", "1000", "--json").json[::-1]
    assert [entry["typed"] for entry in entries] == [act.typed for act in history()]
    assert [entry["at"][:10] for entry in entries] == [act.day for act in history()]
    assert {entry["role"] for entry in entries} == {"clerk", "grid_worker", "red_steward", "secretary", "volunteer"}
    assert demo("undo", "--json").json["typed"] == history()[-1].typed


def test_the_history_has_a_little_of_everything(demo):
    demands = demo("demand", "list", "--json").json
    states = [demand["state"] for demand in demands]
    assert {"done", "merged", "declined", "withdrawn", "accepted", "registered"} == set(states)
    assert len({demand["channel"] for demand in demands}) == 7
    assert [demand["round"] for demand in demands if demand["round"] > 1] == [2]
    assert [demand["extensions"] for demand in demands if demand["extensions"]] == [1]
    for demand in demands:  # nothing that was asked for in 2021 is still to do
        assert demand["state"] not in ("accepted", "in_progress", "registered") or demand["registered_on"] > "2022-07"
    kinds = {meeting["kind"] for meeting in demo("meeting", "list", "--json").json}
    assert kinds == {"liaison_day", "consultation", "site_visit"}
    assert {item["year"] for item in demo("menu", "list", "--json").json} == {2021, 2022}
    hazards = demo("hazard", "list", "--json").json
    cleared = sum(hazard["cleared_on"] is not None for hazard in hazards)
    assert len(hazards) / 2 < cleared < len(hazards)
    assert len(demo("visit", "list", "--json").json) == 8


def test_a_liaison_day_early_in_2021_was_followed_by_a_look_at_the_place(demo):
    meetings = demo("meeting", "list", "--json").json
    assert [(one["kind"], one["held_on"]) for one in meetings[:2]] == [
        ("liaison_day", "2021-01-20"),
        ("site_visit", "2021-01-22"),
    ]


def test_thirty_odd_stairwells_were_screened_with_their_ties(demo):
    kept = demo("unit", "screen", "--show", "1", "--json").json
    assert (kept["selection"]["as_of"], kept["selection"]["least"]) == ("2021-03-01", "12")
    assert len(kept["rows"]) == kept["selection"]["units"] == 35
    assert kept["reproducible"] is True


@pytest.mark.parametrize("later", [NOW, NOW.replace(year=2026), NOW.replace(year=2040)])
def test_the_figures_are_neither_nothing_nor_perfect_whenever_it_is_looked_at(demo, later):
    report = demo("report", "promise", "--json", now=later).json
    rates = {figure["key"]: figure["rate"] for figure in report["figures"]}
    assert rates.keys() >= {"reply_rate", "response_rate", "result_rate", "on_time_rate"}
    for key, rate in rates.items():
        assert 0.7 < rate < 0.98, key
    silent = demo("report", "silence", "--json", now=later).json
    assert {one["waiting_for"] for one in silent} == {"reply", "result", "old_stool"}
    assert len(silent) < 15


def test_what_two_batches_missed_is_told_from_the_screening_to_today(demo):
    told = demo("trace", "45-2", "--json", now=NOW.replace(year=2026)).json
    happened = [event["what"] for event in told["events"]]
    assert happened[:3] == ["counted", "screened", "registered"]
    assert happened.count("registered") == 3
    assert happened.count("merged") == 2
    assert [(one["what"], one["standing"]) for one in told["owed"]] == [("result", "overdue")]


def test_the_demo_never_overwrites(run, elsewhere):
    run("demo")
    before = (elsewhere / DEMO).read_bytes()
    refused = run("demo", "--json", ok=False)
    assert refused.code == 6
    assert refused.error["kind"] == "ledger_exists"
    assert (elsewhere / DEMO).read_bytes() == before
    run("--db", "第二个.db", "demo")
    assert (elsewhere / "第二个.db").exists()


def test_importing_the_sample_again_changes_nothing(demo):
    for noun, file in (("unit", "register.xlsx"), ("bench", "installations.xlsx")):
        again = demo(noun, "import", str(sample_folder() / file), "--json").json
        assert (again["added"], again["changed"], again["bad"]) == (0, 0, 0)


def test_without_its_data_the_demo_says_so_and_leaves_nothing(run, elsewhere, monkeypatch):
    monkeypatch.setattr("songyu_cli.__file__", str(elsewhere / "songyu_cli" / "__init__.py"))
    refused = run("demo", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (SampleMissing.exit_code, "sample_missing")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demo_speaks_both_languages(run, elsewhere, language):
    shown = run("demo", "--lang", language).out
    assert ("还差 80 张" in shown) is (language == "zh")
    assert ("80 to go" in shown) is (language == "en")
