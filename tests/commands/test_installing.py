"""`bench install` beyond the everyday line: facts, donors, benches that wait, and a whole plan at once."""

from __future__ import annotations

import io
import sys

import pytest
from conftest import built_once

from songyu_cli.commands import asking

GIVEN = "--partner 苏州 --height 450 --back 有 --armrests no --fixed 是 --shaded 否 --exit-clear 是 --firm y"
FACTS = ("height_mm", "back", "armrests", "fixed", "shaded", "exit_clear", "firm_ground", "partner")


@pytest.fixture
def person(monkeypatch):
    """A person at the terminal who types this line."""

    def sits_down(line: str) -> None:
        monkeypatch.setattr(asking, "interactive", lambda: True)
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))

    return sits_down


@pytest.fixture
@built_once
def planned(run, ledger):
    """Batch 2 with six benches, four planned: two at 12-3, one at 2-1, and one at 3-1, in another grid."""
    run("unit", "add", "3-1", "--grid", "二网格")
    run("batch", "open", "2", "-n", "6", "--on", "2022-09")
    pins = "--pin 12-3 --pin 12-3 --pin 2-1 --pin 3-1 --reason 实地看过"
    run(*f"batch plan 2 -n 4 --save {pins} --on 2022-09-02".split())
    return ledger


def bench(run, tag):
    return next(one for one in run("bench", "list", "--json").json if one["tag"] == tag)


def events(db):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(
            "SELECT e.kind, e.happened_on, e.role FROM bench_events AS e ORDER BY e.id"
        ).fetchall()


def test_the_everyday_line_says_what_it_always_said(run, ledger):
    said = run("bench", "install", "12-3", "--on", "2021-06-18").out
    assert said.splitlines() == [
        "第1批已安装 1 张（2021年6月18日），本批共 1/3",
        "  淞泽家园九区12幢3单元：B1-001；办结第 1 号需求",
    ]
    assert events(ledger) == [("installed", "2021-06-18", "clerk"), ("in_use", "2021-06-18", "clerk")]
    assert all(bench(run, "B1-001")[fact] is None for fact in FACTS)


def test_a_bench_that_is_not_in_use_yet(run, ledger):
    said = run("bench", "install", "12-3", "--on", "2021-06-18", "--pending", "--as", "网格员")
    assert "第1批已安装 1 张（2021年6月18日，待投用），本批共 1/3" in said.out
    assert events(ledger) == [("installed", "2021-06-18", "grid_worker")]
    assert bench(run, "B1-001")["state"] == "pending"
    run("bench", "use", "B1-001", "--on", "2021-07-01")
    assert bench(run, "B1-001")["in_use_on"] == "2021-07-01"


def test_a_bench_is_used_since_a_later_day(run, ledger):
    said = run("bench", "install", "12-3", "--on", "2021-06-18", "--used", "2021-07-01", "--lang", "en").out
    assert "1 bench installed (2021-06-18, in use since 2021-07-01), 1 of 3" in said
    told = bench(run, "B1-001")
    assert (told["installed_on"], told["in_use_on"]) == ("2021-06-18", "2021-07-01")


def test_all_benches_of_one_command_share_the_donor_and_the_facts(run, ledger):
    run("partner", "add", "苏州银行")
    said = run("bench", "install", "12-3", "2-1", *GIVEN.split(), "--on", "2021-06-18")
    assert "（2021年6月18日，苏州银行捐赠）" in said.out
    assert "记下：出口、消防通道畅通、地面坚实、有靠背、没有扶手、固定、不遮阳、座面高 450 毫米" in said.out
    for tag in ("B1-001", "B1-002"):
        told = bench(run, tag)
        assert [told[fact] for fact in FACTS] == [450, "yes", "no", "yes", "no", "yes", "yes", "苏州银行"]
    told = run("bench", "install", "12-4", "--back", "否", "--on", "2021-06-18", "--json").json
    assert (told["facts"], told["partner"], told["state"]) == ({"back": "no"}, None, "in_use")
    english = run("undo", "--lang", "en")
    assert english.code == 0
    said = run("bench", "install", "12-4", "--partner", "1", "--back", "yes", "--lang", "en").out
    assert "(2022-12-31, given by 苏州银行)" in said
    assert "Recorded: a back" in said


def test_a_bench_in_the_way_is_said_aloud(run, ledger):
    said = run("bench", "install", "12-3", "--exit-clear", "否", "--firm", "否", "--on", "2021-06-18").out
    assert "songyu bench move B1-001 12-3 --spot 新位置 --reason 挡通道" in said
    assert "songyu hazard add 12-3 --kind 堵塞通道" in said
    assert "songyu hazard add 12-3 --kind 地面不平" in said
    english = run("bench", "install", "12-3", "12-4", "--exit-clear", "no", "--lang", "en").out
    assert "songyu bench move TAG UNIT --spot PLACE --reason WHY" in english
    assert "songyu hazard add UNIT --kind blocked-exit" in english
    run("hazard", "add", "12-3", "--kind", "blocked-exit")
    run("hazard", "add", "12-3", "--kind", "trip-edge")
    run("bench", "move", "B1-001", "12-3", "--spot", "楼道口左侧", "--reason", "挡通道", "--on", "2021-06-19")


def test_where_the_answer_is_yes_nothing_is_cried(run, ledger):
    said = run("bench", "install", "12-3", "--exit-clear", "是", "--firm", "是", "--on", "2021-06-18").out
    assert "hazard" not in said


def test_the_whole_plan_is_installed_at_once(run, planned):
    done = run("bench", "install", "--planned", "--yes", "--batch", "2", "--on", "2022-10-01", "--json").json
    assert [(one["unit"][-4:], one["tags"]) for one in done["places"]] == [
        ("/2/1", ["B2-001"]),
        ("/3/1", ["B2-002"]),
        ("12/3", ["B2-003", "B2-004"]),
    ]
    assert [one["unplanned"] for one in done["places"]] == [0, 0, 0]
    assert (done["installed"], done["allocated"], done["planned"]) == (4, 4, 6)
    assert run("batch", "show", "2", "--json").json["to_install"] == []
    log = len(run("log", "--json").json)
    again = run("bench", "install", "--planned", "--yes", "--batch", "2")
    assert "第2批没有分配了还没装的凳子" in again.out
    assert "账本没有变化" in again.err
    assert len(run("log", "--json").json) == log
    run("undo")
    assert len(run("batch", "show", "2", "--json").json["to_install"]) == 3


def test_the_plan_of_one_grid(run, planned):
    run("bench", "install", "12-3", "--batch", "2", "--on", "2022-10-01")
    words = ("bench", "install", "--planned", "-b", "2", "--yes", "--on", "2022-10-02", "--spot", "门厅", "--grid")
    done = run(*words, "一网格", "--json").json
    assert [(one["unit"][-4:], len(one["tags"])) for one in done["places"]] == [("/2/1", 1), ("12/3", 1)]
    assert bench(run, "B2-002")["spot"] == "门厅"
    assert [one["unit"][-4:] for one in run("batch", "show", "2", "--json").json["to_install"]] == ["/3/1"]


def test_a_dry_run_shows_everything_and_writes_nothing(run, planned):
    before = planned.read_bytes()
    said = run("bench", "install", "--planned", "--batch", "2", "--dry-run")
    assert "第2批要安装 4 张（2022年12月31日），本批就有 4/6" in said.out
    assert "办结第 1 号需求" in said.out
    assert "没有写入" in said.out
    assert said.err == ""
    told = run("bench", "install", "12-4", "--batch", "1", "--dry-run", "--json").json
    assert (told["dry_run"], told["places"][0]["tags"]) == (True, ["B1-001"])
    assert planned.read_bytes() == before


@pytest.mark.parametrize(
    ("answer", "language", "stand"), [("是", "zh", 4), ("y", "en", 4), ("", "zh", 0), ("n", "en", 0)]
)
def test_a_person_is_asked_before_a_whole_plan_is_installed(run, planned, person, answer, language, stand):
    person(answer)
    said = run("bench", "install", "--planned", "--batch", "2", "--lang", language, terminal=100)
    question = {
        "zh": "第2批规划里没装的 4 张（3 个单元：一网格 3 张、二网格 1 张）现在都装上吗？",
        "en": "Batch 2, planned and not installed: 4 benches at 3 stairwells (一网格 3, 二网格 1). Install them",
    }[language]
    assert question in said.err
    assert ("没有安装" in said.err or "Nothing installed" in said.err) is (stand == 0)
    assert len(run("bench", "list", "--json").json) == stand


def test_nobody_is_asked_when_nothing_is_left(run, planned, person):
    run("bench", "install", "--planned", "--batch", "2", "--yes")
    person("是")
    assert "现在都装上吗" not in run("bench", "install", "--planned", "--batch", "2", terminal=100).err


def test_a_stairwell_that_the_plan_did_not_name_is_said(run, planned):
    run("bench", "install", "2-1", "--batch", "2")
    said = run("bench", "install", "12-4", "2-1", "-n", "2", "--batch", "2").out
    assert "不在第2批的规划里：12-4（2 张）、2-1（2 张）" in said
    assert "第2批已分配 8 张，比计划多 2 张，会有单元轮不到" in said
    told = run("batch", "show", "2", "--json").json
    assert (told["batch"]["free"], told["reconciliation"]["by_installing"]) == (-2, 4)
    english = run("bench", "install", "10-2", "--batch", "2", "--lang", "en").out
    assert "Not in the plan of batch 2: 10-2\n" in english
    assert "Batch 2 has allocated 9, 3 more than planned" in english


def test_without_a_saved_plan_nothing_is_said_of_one(run, ledger):
    said = run("bench", "install", "12-4", "-n", "3", "--on", "2021-06-18").out
    assert "规划" not in said
    said = run("bench", "install", "12-4", "--over", "--on", "2021-06-18").out
    assert "规划" not in said
    assert "比计划多" not in said
    said = run("batch", "show", "1").out
    assert "计划 3 = 已分配 4 − 多分配 1" in said
    assert "比计划多" not in said  # nobody goes without


def test_the_only_open_batch_is_taken_for_a_plan_too(run, planned):
    run("batch", "close", "1")
    assert run("bench", "install", "--planned", "--yes", "--json").json["batch"] == 2


def test_a_donor_is_looked_up_again_when_the_bench_is_written(db):
    from conftest import ACTOR

    from songyu_cli.actions.batch import open_batch
    from songyu_cli.actions.bench import Order, Terms, install_benches
    from songyu_cli.actions.unit import add_unit
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.partners import PartnerNotFound

    place = Address("淞泽家园九区", "12", "3")
    add_unit(db, place, ACTOR)
    open_batch(db, 1, ACTOR, planned=3, on=Date("2021"))
    with pytest.raises(PartnerNotFound):
        install_benches(db, [Order(place)], ACTOR, batch=1, on=Date("2021-06"), terms=Terms(partner="甲"))
    assert db.value("SELECT count(*) FROM benches") == 0


def test_an_imported_bench_keeps_who_wrote_it_down(run, ledger, elsewhere):
    (elsewhere / "台账.csv").write_text("地址,安装日期,状态\n12-4,2021-06-18,待投用\n", encoding="utf-8")
    run("bench", "import", "台账.csv", "--batch", "1", "--as", "网格员")
    (elsewhere / "台账.csv").write_text("地址,安装日期,状态\n12-4,2021-06-18,在用\n", encoding="utf-8")
    run("bench", "import", "台账.csv", "--batch", "1")
    assert events(ledger) == [("installed", "2021-06-18", "grid_worker"), ("in_use", "2021-06-18", "clerk")]


def test_an_import_says_which_benches_the_plan_did_not_give(run, planned, elsewhere):
    table = "批次,幢,单元,数量（张）,安装日期\n2,2,1,1,2022-09-05\n2,12,4,2,2022-09-05\n2,2,1,2,2022-09-06\n"
    (elsewhere / "台账.csv").write_text(table, encoding="utf-8")
    said = run("bench", "import", "台账.csv", "--json").json["notices"]
    assert [one["zh"] for one in said][-2:] == [
        "不在第2批的规划里：2-1（2 张）、12-4（2 张）",
        "第2批已分配 8 张，比计划多 2 张，会有单元轮不到；重新编排：songyu batch plan 2 --save --anew",
    ]
    assert said[-2]["en"] == "Not in the plan of batch 2: 2-1 (×2), 12-4 (×2)"
    assert not run("bench", "import", "台账.csv", "--json").json["notices"]
