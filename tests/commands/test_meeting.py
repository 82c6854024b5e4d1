"""`songyu meeting`: from the head-count to the minutes, in both languages."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

ADD = ("meeting", "add", "--kind", "协商会", "--on", "2021-04-01", "--place", "社区议事厅", "--topic", "楼道口的凳子")


@pytest.fixture
def met(run, ledger):
    """A meeting that accepted, declined, talked about the menu and about parking."""
    run(*ADD, "--present", "网格员=3", "-p", "residents:12")
    run("demand", "add", "12-4", "--kind", "扶手", "-n", "2", "--on", "2021-03-06")
    run("demand", "add", "2-1", "--on", "2021-03-07")
    run("menu", "add", "楼道扶手", "--year", "2021", "--kind", "扶手")
    run("meeting", "item", "1", "1", "3", "--accept", "--text", "先装老人多的单元")
    run("meeting", "item", "1", "2", "--decline", "--reason", "楼道太窄")
    run("meeting", "item", "1", "--menu", "1", "--outcome", "分两批")
    run("meeting", "item", "1", "--question", "停车位", "--outcome", "请物业一起来谈")


def test_a_meeting_is_written_down_and_says_how_to_go_on(run, ledger):
    done = run(*ADD, "--present", "网格员=3", "-p", "居民12")
    assert "已登记第 1 号会议：协商会 · 2021年4月1日 · 社区议事厅" in done.out
    assert "主题：楼道口的凳子" in done.out
    assert "到场 15 人：网格员 3、居民 12" in done.out
    assert "songyu meeting item 1" in done.out
    assert "songyu undo" in done.err
    bare = run("meeting", "add", "--kind", "liaison-day", "--lang", "en").out
    assert "Wrote down meeting 2: liaison day · 2022-12-31" in bare
    assert "songyu meeting edit 2 --present grid-worker=3" in bare


def test_the_same_in_chinese(run, ledger):
    run("会议", "登记", "--kind", "社情民意联系日", "--on", "2021-04-01", "-p", "居民=9")
    run("会议", "议题", "1", "1", "--accept")
    run("会议", "修改", "1", "--place", "居委会")
    assert "居委会" in run("会议", "查看", "1").out
    assert run("会议", "列表", "--json").json == [
        {
            "meeting": 1,
            "held_on": "2021-04-01",
            "kind": "liaison_day",
            "place": "居委会",
            "topic": None,
            "people": 9,
            "items": 1,
        }
    ]


def test_an_item_says_what_was_decided_and_who_waits(run, ledger):
    run(*ADD)
    said = run("meeting", "item", "1", "1", "--accept", "--text", "先装").out
    assert "  1. 12-3 · 凳（需求 1）：采纳；先装" in said
    assert "还要答复：1\n  songyu demand reply 1 --how meeting --on 2021-04-01" in said
    assert run("demand", "show", "1", "--json").json["decisions"][0]["meeting"] == 1
    changed = run("meeting", "item", "1", "1", "--text", "后装", "--lang", "en").out
    assert "1. 12-3 · bench (demand 1): accepted; 后装" in changed
    assert "It said: 先装" in changed


def test_the_way_to_answer_that_is_shown_works(run, met):
    shown = next(line for line in run("meeting", "show", "1").out.splitlines() if "demand reply" in line)
    assert shown.strip() == "songyu demand reply 1-3 --how meeting --on 2021-04-01"
    run(*shown.split()[1:])
    page = run("meeting", "show", "1")
    assert "议过的需求都已答复。" in page.out
    assert run("meeting", "show", "1", "--json").json["to_answer"] == []
    assert "have all been answered" in run("meeting", "show", "1", "--lang", "en").out


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_minutes_fit_on_a_page(run, met, width, language):
    page = run("meeting", "show", "1", "--color", "never", "--lang", language, terminal=width).out
    lines = page.splitlines()
    assert len(lines) <= 20
    assert max(map(cell_len, lines)) <= width
    words = {
        "zh": [
            "第 1 号会议：协商会 · 2021年4月1日 · 社区议事厅",
            "主题：楼道口的凳子",
            "到场 15 人：网格员 3、居民 12",
            "12-3 · 凳（需求 1）",
            "12-4 · 扶手 ×2（需求 2）",
            "理由：楼道太窄",
            "菜单 1 · 楼道扶手",
            "议题 5 个、采纳 2 件、不予采纳 1 件、讨论 2 件",
            "还要答复：1-3",
        ],
        "en": [
            "Meeting 1: consultation · 2021-04-01 · 社区议事厅",
            "Topic: 楼道口的凳子",
            "15 present: grid worker 3, resident 12",
            "12-3 · bench (demand 1)",
            "12-4 · handrail ×2 (demand 2)",
            "because: 楼道太窄",
            "Menu 1 · 楼道扶手",
            "5 items, 2 accepted, 1 declined, 2 discussed",
            "Still to be answered: 1-3",
        ],
    }
    for said in words[language]:
        assert said in page
    assert [line[0] for line in lines if line[:1].isdigit() and line[1:3] == "  "] == ["1", "2", "3", "4", "5"]


def test_a_meeting_about_thirty_stairwells_still_fits(run, ledger):
    run(*ADD, "-p", "居民=12")
    for number in range(1, 36):
        run("unit", "add", f"30-{number}")
        run("demand", "add", f"30-{number}", "--on", "2021-03-05")
    run("meeting", "item", "1", "1-36", "--accept")
    lines = run("meeting", "show", "1", terminal=80).out.splitlines()
    assert len(lines) <= 50
    assert "songyu demand reply 1-36 --how meeting" in lines[-1]


def test_the_minutes_for_programs(run, met):
    told = run("meeting", "show", "1", "--json").json
    assert told["meeting"] == {
        "meeting": 1,
        "held_on": "2021-04-01",
        "kind": "consultation",
        "place": "社区议事厅",
        "topic": "楼道口的凳子",
        "people": 15,
        "items": 5,
    }
    assert told["present"] == [{"role": "grid_worker", "people": 3}, {"role": "resident", "people": 12}]
    assert told["to_answer"] == [1, 2, 3]
    assert [item["item"] for item in told["items"]] == [1, 2, 3, 4, 5]
    assert told["items"][2] == {
        "item": 3,
        "demand": 2,
        "unit": "淞泽家园九区/12/4",
        "kind": "handrail",
        "quantity": 2,
        "menu_item": None,
        "title": None,
        "question": None,
        "verdict": "declined",
        "reason": "楼道太窄",
        "outcome": None,
        "replied": False,
    }
    assert (told["items"][3]["menu_item"], told["items"][3]["title"]) == (1, "楼道扶手")
    assert (told["items"][4]["question"], told["items"][4]["outcome"]) == ("停车位", "请物业一起来谈")


def test_a_list_may_end_in_the_future(run, met):
    ends = (["--to", "2023"], ["--from", "2020-12", "--to", "11-30"], ["--from", "2021-05", "--to", "4-1"])
    assert [len(run("meeting", "list", *words, "--json").json) for words in ends] == [1, 1, 0]


def test_meetings_are_listed_by_kind_and_day(run, met):
    run("meeting", "add", "--kind", "site-visit", "--on", "2021-09", "-p", "网格员=2")
    run("meeting", "add", "--kind", "liaison-day", "--on", "2020-12-01")

    def numbers(*words):
        return [one["meeting"] for one in run("meeting", "list", *words, "--json").json]

    assert numbers() == [3, 1, 2]
    assert numbers("--kind", "考察") == [2]
    assert numbers("--from", "2021-01-01") == [1, 2]
    assert numbers("--from", "2021-09-15") == [2]
    assert numbers("--to", "2021-03") == [3]
    page = run("meeting", "list", terminal=80).out
    assert "3 次会议，17 人次" in page
    assert "—" in next(line for line in page.splitlines() if "2020-12-01" in line)
    assert run("meeting", "list", "--format", "tsv").out.splitlines()[1].split("\t")[0] == "3"


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "songyu meeting add --kind 联系日"), ("en", "--kind liaison-day")]
)
def test_without_meetings_the_next_step_is_said(run, ledger, language, said):
    assert said in run("meeting", "list", "--lang", language, terminal=80).out


def test_an_empty_meeting_says_how_to_note_an_item(run, ledger):
    run(*ADD)
    assert "songyu meeting item 1 需求编号 --accept" in run("meeting", "show", "1").out
    assert "songyu meeting item 1 DEMAND --accept" in run("meeting", "show", "1", "--lang", "en").out
    run("meeting", "item", "1", "--question", "停车位")
    assert "答复" not in run("meeting", "show", "1").out


def test_several_refused_demands_are_all_named(run, met):
    refused = run("meeting", "item", "1", "1", "8", "9", "--accept", ok=False)
    assert refused.code == 4
    assert "没有第 8 号需求" in refused.err
    assert "没有第 9 号需求" in refused.err


def test_personal_data_does_not_reach_the_minutes(run, ledger):
    run(*ADD)
    run("meeting", "item", "1", "--question", "谁来管", "--outcome", "打 13812345678 找物业")
    assert "13812345678" not in run("meeting", "show", "1", "--json").out
    assert "13812345678" not in run("log", "--json").out


def test_stairwells_of_several_estates_are_told_apart(run, ledger):
    run("unit", "add", "别家园12幢3单元")
    run("demand", "add", "别家园12幢3单元", "--on", "2021-03-05")
    run(*ADD)
    run("meeting", "item", "1", "1-2", "--accept")
    page = run("meeting", "show", "1").out
    assert "淞泽家园九区12-3 · 凳（需求 1）" in page
    assert "别家园12-3 · 凳（需求 2）" in page


def test_an_undone_item_leaves_the_demand_undecided(run, met):
    run("undo")
    run("undo")
    assert "撤销" in run("undo").out
    assert run("demand", "show", "2", "--json").json["demand"]["state"] == "registered"
    assert [item["demand"] for item in run("meeting", "show", "1", "--json").json["items"]] == [1, 3]
