"""`songyu demo`: the article's figures, from the spreadsheets in data/, through the importer and the commands."""

from __future__ import annotations

import pytest


def test_the_demo_tells_the_article_s_figures(run, elsewhere):
    shown = run("demo")
    assert "songyu --db songyu-demo.db" in shown.out
    assert "虚构" in shown.out
    report = run("--db", "songyu-demo.db", "report", "--json").json
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
    assert report["coverage"] == {
        "units": 290,
        "covered": 214,
        "rate": 0.7379,
        "elderly": 2474,
        "elderly_covered": 1993,
        "rate_elderly": 0.8056,
        "uncounted": 0,
    }
    assert [(bare["unit"].split("/", 1)[1], bare["elderly"]) for bare in report["bare"]][:4] == [
        ("62/1", 13),
        ("45/2", 13),
        ("14/1", 12),
        ("85/4", 12),
    ]
    assert "made-up" in report["note"]
    assert {
        bench["in_use_on"] for bench in run("--db", "songyu-demo.db", "bench", "list", "--batch", "1", "--json").json
    } == {"2021"}


def test_every_step_of_the_demo_is_in_its_log(run, elsewhere):
    run("demo")
    names = [entry["name"] for entry in run("--db", "songyu-demo.db", "log", "--limit", "200", "--json").json]
    assert names[::-1][:2] == ["init", "unit import"]
    assert names[0] == "bench import"
    assert names.count("batch open") == 2
    assert names.count("demand add") == 40


def test_the_demo_never_overwrites(run, elsewhere):
    run("demo")
    before = (elsewhere / "songyu-demo.db").read_bytes()
    refused = run("demo", "--json", ok=False)
    assert refused.code == 6
    assert refused.error["kind"] == "ledger_exists"
    assert (elsewhere / "songyu-demo.db").read_bytes() == before
    run("--db", "第二个.db", "demo")
    assert (elsewhere / "第二个.db").exists()


def test_importing_the_sample_again_changes_nothing(run, elsewhere):
    from songyu_cli.actions.demo import sample_folder

    run("demo")
    for noun, file in (("unit", "register.xlsx"), ("bench", "installations.xlsx")):
        again = run("--db", "songyu-demo.db", noun, "import", str(sample_folder() / file), "--json").json
        assert (again["added"], again["changed"], again["bad"]) == (0, 0, 0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demo_speaks_both_languages(run, elsewhere, language):
    shown = run("demo", "--lang", language).out
    assert ("还差 80 张" in shown) is (language == "zh")
    assert ("80 to go" in shown) is (language == "en")
