"""The third batch on the sample ledger, from the plan to what residents say: every number leads to what it counts."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from conftest import NOW

LATER = NOW + timedelta(days=40)
_BUILT: list[bytes] = []


@pytest.fixture
def songyu(run, elsewhere):
    """Type a line on the sample ledger, in which the third batch has been opened."""
    path = elsewhere / "songyu.db"
    if _BUILT:
        path.write_bytes(_BUILT[0])
    else:
        run("--db", "songyu.db", "demo")
        run("batch", "open", "3", "-n", "80", "--on", "2022-12-30")
        _BUILT.append(path.read_bytes())
    return lambda line, **more: run(*line.split(), **more)


def test_eighty_benches_leave_no_entrance_without_one(songyu):
    plan = songyu("batch plan 3 -n 80 --json").json
    assert (len(plan["plan"]), plan["still_bare"], plan["unplanned"], plan["unallocated"]) == (80, [], [], 0)
    songyu("batch plan 3 -n 80 --save")
    done = songyu("bench install --planned --batch 3 --yes --json").json
    assert done["benches"] == 80
    report = songyu("report --json").json
    assert (report["coverage"]["units"], report["coverage"]["covered"], report["bare"]) == (290, 290, [])
    assert (report["total"]["in_use"], report["owed"]["to_target"], report["owed"]["bare"]) == (300, 0, 0)
    assert songyu("unit list --uncovered --json").json == []
    assert songyu("report --json").json["promise"]["result_rate"]["rate"] == 1.0


def test_the_plan_is_explained_bench_by_bench(songyu):
    said = songyu("batch plan 3 -n 80 --explain", terminal=100).out
    plan = songyu("batch plan 3 -n 80 --json").json["plan"]
    assert [one["stage"] for one in plan] == [1] * 5 + [3] * 71 + [4] * 4
    assert [one["elderly"] for one in plan[:5]] == sorted((one["elderly"] for one in plan[:5]), reverse=True)
    for one, following in pairwise(plan):
        runner_up = one["runner_up"]
        assert runner_up is not None
        assert (runner_up["unit"], runner_up["stage"]) == (following["unit"], following["stage"])
    for one in plan[:5]:
        assert one["unit"].removeprefix("淞泽家园九区/").replace("/", "-") in said


def typed(rows):
    return [row["unit"].split("/", 1)[1].replace("/", "-") for row in rows]


def test_two_are_skipped_and_the_whole_chain_follows(songyu):
    first, second = (
        one["unit"].split("/", 1)[1].replace("/", "-") for one in songyu("batch plan 3 --json").json["plan"][:2]
    )
    songyu(f"batch plan 3 -n 80 --skip {first}=门口在施工 --skip {second}=居民要再商量 --save --on 2022-12-30")
    page = songyu("batch show 3 --json").json
    (saved,) = page["plans"]
    assert [one["reason"] for one in saved["skipped"]] == ["门口在施工", "居民要再商量"]
    assert (page["batch"]["planned"], page["batch"]["allocated"], page["batch"]["installed"]) == (80, 80, 0)
    assert len(songyu("today --json").json["to_install"]) > 0
    songyu("bench install --planned --batch 3 --yes --on 2022-12-31")
    report = songyu("report --json").json
    assert report["coverage"]["covered"] == 288
    left = songyu("batch plan 4 -n 3 --json").json["plan"]
    assert {*typed(left[:2])} == {first, second}

    there = songyu("bench list --batch 3 --json").json
    tag, demand = next((one["tag"], one["demand"]) for one in there if one["demand"])
    songyu(f"bench inspect {tag} --result 停用 --fault 开裂", now=LATER)
    assert songyu("report --json", now=LATER).json["total"]["in_use"] == 299
    assert [one["tag"] for one in songyu("report care --json", now=LATER).json["out_of_use"]] == [tag]
    songyu(f"bench repair {tag} --text 换了座板 --cost 260", now=LATER)
    before = songyu("report care --json", now=LATER).json["mended"]
    assert songyu("report --json", now=LATER).json["total"]["in_use"] == 300

    assert songyu(f"demand show {demand} --json").json["demand"]["state"] == "done"
    said = songyu("report promise --json", now=LATER).json["followups"]
    songyu(f"demand followup {demand} --resolved 是 --grade 非常满意", now=LATER)
    then = songyu("report promise --json", now=LATER).json["followups"]
    assert then["reached"]["n"] == said["reached"]["n"] + 1
    assert set(then["reached"]["ids"]) - set(said["reached"]["ids"]) == {demand}

    songyu("undo", now=LATER)
    assert songyu("report promise --json", now=LATER).json["followups"] == said
    songyu("undo", now=LATER)
    again = songyu("report care --json", now=LATER).json
    assert again["mended"]["n"] == before["n"] - 1
    assert [one["tag"] for one in again["open_repairs"]] == ["B2-030", tag]
    told = songyu(f"trace {tag}", now=LATER).out
    for step in (f"#{demand} 登记", f"#{demand} 决定：采纳", "第3批规划", f"安装 {tag}", f"巡查 {tag}"):
        assert step in told


def test_what_a_plan_gave_cannot_be_taken_back_once_it_stands(songyu):
    songyu("batch plan 3 -n 2 --save --on 2022-12-30")
    entry = songyu("log --limit 1 --json").json[0]["command"]
    songyu("bench install --planned --batch 3 --yes")
    assert songyu(f"undo {entry} --json", ok=False).error["kind"] == "allocation_needed"
    songyu("undo")
    songyu("undo")
    assert songyu("batch list --json").json[2]["allocated"] == 0
