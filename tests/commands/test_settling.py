"""Which demand an installed bench answers."""

from __future__ import annotations

import pytest


@pytest.fixture
def settled(run, ledger):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    assert run("demand", "show", "1", "--json").json["demand"]["state"] == "done"
    return run


@pytest.mark.parametrize(
    ("installed", "state"),
    [("2021-08", "registered"), ("2021-09-01", "done"), ("2021-09", "done"), ("2021-10", "done")],
)
def test_a_bench_that_stood_there_before_a_reopening_does_not_answer_it(settled, installed, state):
    settled("demand", "reopen", "1", "--reason", "凳子坐不下", "--on", "2021-09-01")
    settled("bench", "install", "12-3", "--on", installed)
    assert settled("demand", "show", "1", "--json").json["demand"]["state"] == state


def test_the_next_demand_gets_the_bench_that_a_reopened_one_cannot_have(settled):
    settled("demand", "reopen", "1", "--reason", "凳子坐不下", "--on", "2021-09-01")
    settled("demand", "add", "12-3", "--on", "2021-07-01")
    said = settled("bench", "install", "12-3", "--on", "2021-08", "--json").json
    assert [one["demand"] for place in said["places"] for one in place["settled"]] == [2]


def test_a_declined_demand_is_closed_and_gets_no_bench(run, ledger):
    run("demand", "decide", "1", "--decline", "--reason", "楼道太窄")
    assert run("bench", "install", "12-3", "--on", "2021-08", "--json").json["places"][0]["settled"] == []
    assert run("demand", "show", "1", "--json").json["demand"]["state"] == "declined"


def test_the_last_of_several_days_is_the_one_that_may_be_the_latest(run, ledger):
    run("batch", "edit", "1", "-n", "9")
    run("demand", "add", "12-4", "-n", "2", "--on", "2021-04")
    run("bench", "install", "12-4", "--on", "2021-06-18")
    run("bench", "install", "12-4", "--on", "2021")
    told = run("demand", "show", "2", "--json").json["demand"]
    assert (told["done_on"], told["last_on"]) == ("2021", "2021")
    run("demand", "reply", "2", "--on", "2022-03-05")
    run("demand", "reply", "2", "--on", "2022-03")
    told = run("demand", "show", "2", "--json").json["demand"]
    assert (told["replied_on"], told["last_on"]) == ("2022-03", "2022-03")
