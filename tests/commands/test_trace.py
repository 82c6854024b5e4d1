"""`songyu trace`: the story of a stairwell or a demand on one page, in both languages, and as JSON."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ACTOR
from rich.cells import cell_len

from songyu_cli.storage.database import open_ledger
from songyu_cli.storage.log import transaction
from songyu_cli.views import trace as view

ROWS = Path(__file__).parents[1] / "storage" / "trace_rows.jsonl"


@pytest.fixture
def told(run, elsewhere):
    """A ledger with a row of everything that can be told."""
    run("init", "--community", "淞渔社区", "--subdistrict", "斜塘街道", "--estate", "淞泽家园九区")
    with closing(open_ledger(elsewhere / "songyu.db")) as db, transaction(db, "everything", ACTOR):
        db.execute("PRAGMA defer_foreign_keys = ON")
        for line in ROWS.read_text(encoding="utf-8").splitlines():
            table, row = json.loads(line)
            db.insert(table, **row)


def test_a_stairwell_s_page(run, told):
    page = run("trace", "12-3", "--color", "never", terminal=80).out
    assert max(map(cell_len, page.splitlines())) <= 80
    words = re.sub(r"\s+", "", run("trace", "12-3").out)
    for said in (
        "淞泽家园九区12幢3单元·一网格",
        "2021-01-01人数：60岁以上12人·社区数据平台",
        "2021-01-14上门走访·60岁以上13人、80岁以上1人·没处坐网格员",
        "发现隐患1：旧凳×2（一般）网格员",
        "#1登记：凳1张·上门走访·没处歇脚·2021年1月21日前答复、2021年3月15日前落实",
        "#3并入#1社区工作者",
        "#1审核，合理：是、可行：是红色管家",
        "第1次筛选选中，2个单元里第2",
        "#1上会：协商会（第1号会议）·装在哪里·左侧",
        "#1决定：采纳·第1号会议书记",
        "#1答复（上门）网格员",
        "#1延期到2021年12月31日·厂家缺料",
        "第1批安排1张",
        "隐患1已消除：旧凳·居民自取志愿者",
        "2022-12-31#1列入2021年实事菜单：百凳社区工作者",
        "2021安装B1-001（第1批）·楼道口·落实#1",
        "2021B1-001投入使用",
        "#1菜单项结束：百凳·已装100张",
        "未载明B1-002停用",
        "未载明B1-002拆除·散架",
        "第2号（照明）还没有答复（应在2022年2月8日前，已超期）songyudemandreply2--how上门",
        "第2号（照明）还没有决定和落实（应在2023年4月2日前）songyudemanddecide2--accept",
        "第3号（凳）还没有答复songyu",
        "隐患2（杂物）还没有消除songyuhazardclear2--how已消除",
    ):
        assert said in words, said
    assert words.index("还欠着的") > words.index("散架")


def test_the_page_in_english(run, told):
    page = re.sub(r" +", " ", run("trace", "12-3", "--lang", "en").out)
    for said in (
        "When What happened By",
        "2021-01-14 #1 registered: 1 bench · door · 没处歇脚 · reply due 2021-01-21, result due 2021-03-15",
        "Hazard 1 found: old stool ×2 (low)",
        "not stated B1-002 retired · 散架",
        "Demand 2 (lighting) has no reply (was due by 2022-02-08)\n songyu demand reply 2 --how visit",
        "Hazard 2 (clutter) is not cleared",
    ):
        assert said in page, said


@pytest.mark.parametrize("named", ["4", "#4", "需求4", "需求 4", "第4号需求", "４", "demand4", "4号"])
def test_a_bare_number_is_a_demand(run, told, named):
    page = run("trace", named).out
    assert page.startswith("第 4 号需求（撤回）：淞泽家园九区12幢4单元")
    assert ("搬走了" in page, "又不要了" in page, "重新打开 · 又想要了" in page) == (True, True, True)
    assert "没有欠着的。" in page


@pytest.mark.parametrize("named", ["12-3", "12幢3单元", "淞泽家园九区12幢3单元"])
def test_a_stairwell_by_any_of_its_names(run, told, named):
    assert run("trace", named, "--json").json["unit"]["unit"] == "淞泽家园九区/12/3"


def test_a_merged_demand_says_where_it_goes_on(run, told):
    assert "并入之后：songyu trace 1" in run("trace", "3").out
    assert "songyu trace" not in run("trace", "1").out


def test_json_has_the_events_and_what_is_owed(run, told):
    unit, demand = run("trace", "12-3", "--json").json, run("追溯", "1", "--json").json
    assert unit.keys() == {"unit", "events", "owed"}
    assert demand.keys() == {"demand", "events", "owed"}
    assert demand["demand"]["demand"] == 1
    event = {"on", "what", "demand", "role", "facts", "round"}
    assert {frozenset(one) for one in unit["events"] + demand["events"]} == {frozenset(event)}
    assert {one["what"] for one in unit["owed"]} == {"reply", "result", "clearing"}
    assert (len(unit["events"]), unit["events"][-1]["on"]) == (25, None)


def test_an_accepted_demand_is_owed_what_it_asked_for(run, ledger):
    run("demand", "add", "12-4", "--kind", "扶手", "--on", "2022-11-01")
    with closing(open_ledger(ledger)) as db, transaction(db, "decisions", ACTOR):
        for demand in (1, 2):
            row = {"demand": demand, "round": 1, "verdict": "accepted", "role": "secretary", "decided_on": "2022-12"}
            db.insert("decisions", **row)
    assert "第 1 号（凳）还没有落实（应在2021年5月4日前，已超期）\n  songyu bench install 12-3" in run("trace", "1").out
    assert "第 2 号（扶手）还没有落实（应在2022年12月31日前）\n  songyu demand result 2" in run("trace", "12-4").out


def test_a_stairwell_of_which_nothing_is_known_says_what_to_type(run, ledger):
    run("unit", "add", "3-1")
    assert "songyu demand add 3-1" in run("trace", "3-1").out
    assert run("trace", "3-1", "--json").json["events"] == []


def test_another_estate_s_stairwell_is_typed_with_it(run, ledger):
    run("unit", "add", "六区5-1")
    assert "--elderly 11；登记需求：songyu demand add 淞泽家园六区5幢1单元\n" in run("trace", "六区5-1").out
    run("demand", "add", "六区5-1", "--on", "2022-11-01")
    run("demand", "decide", "2", "--accept")
    for words in (["2"], ["六区5-1"], ["2", "--lang", "en"]):
        assert "\n  songyu bench install 淞泽家园六区5幢1单元\n" in run("trace", *words).out


def test_what_was_declined_was_not_carried_out(run, ledger):
    run("demand", "decide", "1", "--decline", "--reason", "太窄", "--on", "2021-03-06")
    run("demand", "reply", "1", "--how", "上门", "--on", "2021-03-06")
    assert run("trace", "1", "--lang", "en").out.rstrip().endswith("Nothing is owed.")
    assert run("trace", "12-3").out.rstrip().endswith("没有欠着的。")
    run("demand", "reopen", "1", "--reason", "再看", "--on", "2021-03-07")
    run("bench", "install", "12-3", "--on", "2021-06")
    assert "该答复的答复了，该落实的落实了" in run("trace", "1").out


def test_a_third_asking_is_not_called_the_second(run, ledger):
    run("demand", "add", "12-4", "--on", "2022-11-01")
    with closing(open_ledger(ledger)) as db, transaction(db, "told", ACTOR):
        db.update("demands", 2, repeat_of=1)
    assert "又一次提出，上次是 #1" in run("trace", "2").out


def test_a_day_s_rounds_follow_each_other(run, ledger):
    on = ("--on", "2021-03-06")
    run("demand", "add", "12-4", "--kind", "扶手", *on)
    for line in (
        "decide 2 --decline --reason 太窄",
        "reply 2 --how 上门",
        "reopen 2 --reason 又看了",
        "decide 2 --accept",
        "result 2",
        "reopen 2 --reason 又松了",
        "review 2 --feasible 是",
        "withdraw 2 --reason 不要了",
    ):
        run("demand", *line.split(), *on)
    events = run("trace", "2", "--json").json["events"]
    assert [(one["what"], one["round"]) for one in events] == [
        ("registered", None),
        ("decided", 1),
        ("replied", None),
        ("reopened", 1),
        ("decided", 2),
        ("result", 2),
        ("reopened", 2),
        ("reviewed", 3),
        ("withdrawn", 3),
    ]


def test_a_vague_registration_stands_before_its_steps(run, ledger):
    run("demand", "add", "12-4", "--on", "2022")
    run("demand", "decide", "2", "--accept", "--on", "2022-08")
    run("demand", "reply", "2", "--how", "上门", "--on", "2022-08-20")
    for what in ("2", "12-4"):
        events = [one["what"] for one in run("trace", what, "--json").json["events"] if one["demand"] == 2]
        assert events == ["registered", "replied", "decided"]


def test_every_event_has_its_words():
    from songyu_cli.domain.trace import ORDER

    assert view.SAID.keys() == set(ORDER)


def test_a_trace_changes_nothing(run, told, elsewhere):
    before = (elsewhere / "songyu.db").read_bytes()
    run("trace", "12-3")
    run("trace", "1")
    assert (elsewhere / "songyu.db").read_bytes() == before
