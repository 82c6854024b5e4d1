"""What a careful clerk would be sorry for: facts that contradict each other, and files lost by a slip."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ["report", "--json", "--out", "songyu.db"],
        ["unit", "list", "--format", "csv", "--out", "songyu.db"],
        ["unit", "list", "--format", "csv", "--out", "./link.csv"],
        ["demand", "add", "12-3", "--out", "songyu.db", "--json"],
    ],
)
def test_a_ledger_is_never_written_over_by_a_list(run, ledger, elsewhere, words):
    (elsewhere / "link.csv").symlink_to(ledger)
    before = ledger.read_bytes()
    assert run(*words, ok=False).code in {2, 7}
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("name", ["底账.xlsx", "底账.xls", "x.ods", "x.json.bak"])
def test_an_ending_that_says_something_else_is_refused(run, ledger, elsewhere, name):
    (elsewhere / name).write_bytes(b"the register")
    assert run("report", "--json", "--out", name, "--lang", "en", ok=False).code == 2
    assert run("report", "--format", "csv", "--out", "x.json", ok=False).code == 2
    assert (elsewhere / name).read_bytes() == b"the register"


def test_a_batch_cannot_open_after_any_of_its_installations(run, ledger):
    run("bench", "install", "12-3", "--on", "2021")
    run("bench", "install", "12-4", "--on", "2021-02-01")
    refused = run("batch", "edit", "1", "--on", "2021-07", "--json", ok=False)
    assert refused.error["kind"] == "opened_after_installed"


def test_a_batch_cannot_open_after_it_closed(run, ledger):
    run("batch", "close", "1", "--on", "2021-06")
    refused = run("batch", "edit", "1", "--on", "2022", "--json", ok=False)
    assert refused.error["kind"] == "closed_before_opened"


@pytest.mark.parametrize("change", [["--unit", "12-4"], ["--kind", "坡道"]])
def test_what_was_carried_out_cannot_become_something_else(run, ledger, change):
    run("demand", "edit", "1", "-n", "2")
    run("bench", "install", "12-3", "--on", "2021-06")
    refused = run("demand", "edit", "1", *change, "--json", ok=False)
    assert refused.code == 4
    assert refused.error["kind"] == "demand_partly_done"
    run("demand", "edit", "1", "--text", "改一下说法", "--channel", "热线")


def test_a_band_of_an_older_count_is_unknown_once_it_no_longer_nests(run, ledger):
    run("unit", "count", "10-2", "--residents", "30", "--elderly", "11", "--elderly-80", "5", "--on", "2021-04")
    run("unit", "count", "10-2", "--elderly", "3", "--on", "2021-05")
    line = next(one for one in run("unit", "list", "--json").json if one["unit"].endswith("/10/2"))
    assert (line["residents"], line["elderly_60"], line["elderly_80"]) == (30, 3, None)
    run("unit", "count", "10-2", "--elderly-80", "2", "--on", "2021-06")
    line = next(one for one in run("unit", "list", "--json").json if one["unit"].endswith("/10/2"))
    assert (line["residents"], line["elderly_60"], line["elderly_80"]) == (30, 3, 2)
    bare = next(one for one in run("report", "--json").json["bare"] if one["unit"].endswith("/10/2"))
    assert (bare["elderly"], bare["elderly_80"]) == (3, 2)


def test_a_kind_that_demands_use_is_not_forgotten(run, ledger):
    run("config", "set", "kinds", "canopy=雨棚,rail=栏杆")
    run("demand", "add", "12-3", "--kind", "雨棚")
    refused = run("config", "set", "kinds", "rail=栏杆", "--json", ok=False)
    assert refused.error["kind"] == "kind_in_use"
    run("config", "set", "kinds", "canopy=雨篷")
    assert run("undo", "--json").json["name"] == "config set"
    first = [one["command"] for one in run("log", "--json").json if one["typed"].endswith("canopy=雨棚,rail=栏杆")]
    refused = run("undo", str(first[0]), "--json", ok=False)
    assert refused.error["kind"] == "kind_in_use"
    assert "雨棚" in run("demand", "show", "2").out


def test_the_way_back_names_the_ledger_that_was_written(run, ledger, elsewhere):
    made = run("--db", "另一个 账本.db", "init", "--community", "甲社区", "--estate", "乙小区")
    assert "songyu --db '另一个 账本.db' unit add" in made.out
    said = run("--db", "另一个 账本.db", "unit", "add", "5-5").err
    assert "songyu --db '另一个 账本.db' undo" in said
    assert "撤销：songyu undo" in run("unit", "add", "5-5").err


def test_an_undo_says_which_entry_it_is_itself(run, ledger):
    entry = run("undo", "--json").json
    assert entry["undone_by"] == run("log", "--json").json[0]["command"]


def test_a_grid_that_nobody_has_is_named(run, ledger):
    refused = run("unit", "list", "--grid", "不存在", "--json", ok=False)
    assert refused.code == 3
    assert "一网格" in refused.error["hint"]
    assert run("demand", "list", "--grid", "不存在", "--json", ok=False).code == 3
    assert len(run("unit", "list", "--grid", "一网格", "--json").json) == 4


def test_covered_and_uncovered_at_once_is_refused(run, ledger):
    assert run("unit", "list", "--covered", "--uncovered", ok=False).code == 2


def test_known_noughts_come_before_unknown_counts(run, ledger):
    run("unit", "add", "1-1")
    run("unit", "add", "1-2")
    run("unit", "count", "1-2", "--elderly", "0", "--on", "2021")
    order = [one["unit"][-3:] for one in run("unit", "list", "--sort", "elderly", "--json").json]
    assert order[-2:] == ["1/2", "1/1"]


@pytest.mark.parametrize("written", ["1", "#1", "第1号", "1号"])
def test_a_number_is_read_as_the_screen_writes_it(run, ledger, written):
    assert run("demand", "show", written, "--json").json["demand"]["demand"] == 1
    assert run("log", "show", written, "--json").json["entry"]["command"] == 1


def test_a_number_that_is_too_large_is_told_so(run, ledger):
    refused = run("demand", "add", "12-3", "-n", "1000001", "--json", ok=False)
    assert "1000000" in refused.error["hint"]


def test_a_bench_that_was_taken_away_settles_nothing(db):
    from conftest import ACTOR

    from songyu_cli.actions.batch import open_batch
    from songyu_cli.actions.bench import Order, install_benches
    from songyu_cli.actions.demand import NewDemand, add_demand
    from songyu_cli.actions.unit import add_unit
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.storage import demands

    place = Address("淞泽家园九区", "12", "3")
    add_unit(db, place, ACTOR)
    open_batch(db, 1, ACTOR, planned=3, on=Date("2021"))
    add_demand(db, NewDemand(place, "bench", 1, "door", Date("2021")), ACTOR)
    install_benches(db, [Order(place, state="retired")], ACTOR, batch=1, on=Date("2021-06"))
    assert demands.get(db, 1).state == "registered"
    install_benches(db, [Order(place)], ACTOR, batch=1, on=Date("2021-06"))
    assert demands.get(db, 1).state == "done"
