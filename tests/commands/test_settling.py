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
    assert (told["replied_on"], told["last_on"]) == ("2022-03-05", "2022-03")


def test_a_bench_that_stood_there_before_anybody_asked_answers_nobody(run, ledger, elsewhere):
    run("demand", "add", "12-4", "--on", "2022-04-10")
    said = run("bench", "install", "12-4", "--on", "2022-04-01")
    assert "仍未落实的需求：2" in said.out
    assert run("demand", "show", "2", "--json").json["demand"]["state"] == "registered"
    (elsewhere / "台账.csv").write_text("地址,安装日期\n12-4,2022-03\n12-3,2021-03\n", encoding="utf-8")
    said = run("bench", "import", "台账.csv", "--batch", "1")
    assert "落实了 1 条需求" in said.out  # the month may be after the day
    assert "1 条需求登记在安装之后" in said.out
    assert [one["state"] for one in run("demand", "list", "--json").json] == ["done", "registered"]


def test_an_installation_for_one_demand_is_no_step_of_another(run, ledger):
    run("demand", "add", "12-3", "--on", "2022-01-02")
    run("demand", "decide", "1", "2", "--accept", "--on", "2022-01-03")
    run("demand", "reply", "1", "2", "--on", "2022-01-03")
    run("bench", "install", "12-3", "--on", "2022-12-20")
    waiting = run("report", "silence", "--json").json
    assert [(one["demand"], one["since"]) for one in waiting] == [(2, "2022-01-03")]


def test_a_later_vague_reply_does_not_hide_the_first_one(run, ledger):
    run("demand", "reply", "1", "--on", "2021-03-08")
    run("demand", "reply", "1", "--on", "2021-03")
    assert run("demand", "show", "1", "--json").json["demand"]["replied_on"] == "2021-03-08"
    figures = {one["key"]: one for one in run("report", "promise", "--json").json["figures"]}
    assert figures["response_rate"]["numerator_ids"] == [1]


def test_an_extension_counts_only_while_it_is_later_than_the_promise(run, ledger):
    run("config", "set", "result_within", "60, handrail=180")
    run("demand", "add", "12-4", "--kind", "照明", "--on", "2022-01-01")
    run("demand", "extend", "2", "--to", "2022-03-10", "--reason", "等料", "--on", "2022-02-20")
    assert run("demand", "show", "2", "--json").json["demand"]["result_due"] == "2022-03-10"
    run("demand", "edit", "2", "--kind", "扶手")
    assert run("demand", "show", "2", "--json").json["demand"]["result_due"] == "2022-06-30"
