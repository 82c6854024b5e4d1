"""`songyu menu`: what is undertaken in a year, how far it is, and the demands that it answers."""

from __future__ import annotations

import pytest
from rich.cells import cell_len


@pytest.fixture
def menu(run, ledger):
    """The bench programme, handrails without a target, and ramps with one; five demands."""
    for unit, kind in (("12-4", "扶手"), ("2-1", "扶手"), ("10-2", "坡道"), ("2-1", "坡道")):
        run("demand", "add", unit, "--kind", kind, "-n", "2", "--on", "2021-03-06")
    run(
        "menu",
        "add",
        "百凳为百姓",
        "--programme",
        "--year",
        "2021",
        "--owner",
        "书记",
        "--from",
        "3-1",
        "--to",
        "12-31",
    )
    run("menu", "add", "楼道扶手", "--year", "2022", "--kind", "扶手", "--to", "2023-06")
    run("menu", "add", "坡道", "--year", "2022", "--kind", "坡道", "--target", "10")
    run("menu", "link", "2", "2-3")
    run("menu", "link", "3", "4", "5")


def items(run, *words):
    return {one["menu_item"]: one for one in run("menu", "list", *words, "--json").json}


def progress(run, number):
    one = items(run)[number]
    return one["done"], one["of"], one["progress"]


def test_an_item_is_put_on_the_menu(run, ledger):
    done = run("menu", "add", "楼道扶手", "--kind", "扶手", "--owner", "红色管家", "--from", "3-1", "--to", "10-31")
    about = "楼道扶手 · 2022 年 · 扶手 · 负责：红色管家 · 2022-03-01 – 2022-10-31"
    assert f"已登记菜单第 1 项：{about}" in done.out
    assert "songyu menu link 1 17 18 20-24" in done.out
    assert "songyu undo" in done.err
    said = run("menu", "add", "Ramps", "--year", "明年", "--to", "6-30", "--target", "4", "--lang", "en").out
    assert "Put on the menu as item 2: Ramps · 2023 · other · – 2023-06-30 · target 4" in said


@pytest.mark.parametrize(
    ("words", "year", "starts", "ends"),
    [
        ([], 2022, None, None),
        (["--from", "2023-02"], 2023, "2023-02", None),
        (["--year", "2021", "--from", "9-1", "--to", "12-31"], 2021, "2021-09-01", "2021-12-31"),
        (["--year", "2022", "--from", "今天", "--to", "2023-03"], 2022, "2022-12-31", "2023-03"),
        (["--from", "3月", "--to", "3月"], 2022, "2022-03", "2022-03"),
        (["--year", "去年", "--to", "２０２１年底"], 2021, None, "2021"),
    ],
)
def test_a_day_without_its_year_is_in_the_items_year(run, ledger, words, year, starts, ends):
    item = run("menu", "add", "扶手", *words, "--json").json
    assert (item["year"], item["starts_on"], item["ends_on"]) == (year, starts, ends)


def test_the_programme_goes_by_its_batches(run, menu):
    assert progress(run, 1) == (0, 300, 0.0)
    run("bench", "install", "12-3", "12-4", "--on", "2021-06-18")
    assert progress(run, 1) == (2, 300, 0.0067)
    run("config", "set", "target", "4")
    assert "进度：在用 2 张，目标 4 张，50.0 %" in run("menu", "show", "1").out
    assert "2 benches in use, target 4, 50.0 %" in run("menu", "show", "1", "--lang", "en").out


def test_other_items_go_by_their_demands(run, menu):
    assert progress(run, 2) == (0, 2, 0.0)
    run("demand", "result", "2", "-n", "1", "--on", "2021-05-01")
    assert progress(run, 2) == (0, 2, 0.0)
    run("demand", "result", "2", "--on", "2021-06-01")
    assert progress(run, 2) == (1, 2, 0.5)
    assert "进度：办结 1/2 条需求，50.0 %" in run("menu", "show", "2").out


def test_a_target_of_its_own_counts_what_was_carried_out(run, menu):
    run("demand", "result", "4", "-n", "1", "--on", "2021-05-01")
    run("demand", "result", "5", "--on", "2021-05-01")
    assert progress(run, 3) == (3, 10, 0.3)
    assert items(run)[3]["demands_done"] == 1
    assert "落实 3，目标 10，30.0 %" in run("menu", "show", "3").out


def test_a_demand_declined_later_is_left_out(run, menu):
    run("demand", "decide", "2", "--decline", "--reason", "太窄", "--on", "2021-05-01")
    run("demand", "withdraw", "3", "--on", "2021-05-01")
    one = items(run)[2]
    assert (one["demands"], one["of"], one["progress"]) == (0, 0, None)
    shown = run("menu", "show", "2").out
    assert "不予采纳" in shown
    assert "撤回" in shown
    assert "2 条，其中 2 条已合并、撤回或不予采纳，不计入进度" in shown
    assert "2 linked, of which 2 merged, withdrawn or declined" in run("menu", "show", "2", "--lang", "en").out
    assert "不计入进度" not in run("menu", "show", "3").out
    run("menu", "unlink", "2", "2-3")
    assert run("menu", "show", "2", "--json").json["demands"] == []


def test_an_item_is_overdue_from_the_day_after_its_last(run, ledger):
    run("menu", "add", "甲", "--to", "2022-12-31")
    run("menu", "add", "乙", "--to", "2022-12-30")
    run("menu", "add", "丙", "--to", "2022-12")
    run("menu", "add", "丁")
    run("menu", "close", "2", "--on", "2022-12-31")
    assert [one["state"] for one in items(run).values()] == ["open", "closed", "open", "open"]
    run("undo")
    assert items(run)[2]["state"] == "overdue"


def test_a_demand_answers_to_one_item(run, menu):
    said = run("menu", "link", "3", "3", "4").out
    assert "第 3 项“坡道”关联了需求 3" in said
    assert "其中 3 原来关联第 2 项" in said
    assert run("demand", "show", "3", "--json").json["demand"]["menu_item"] == 3
    assert items(run)[2]["demands"] == 1
    same = run("menu", "link", "3", "3", "4")
    assert "账本没有变化" in same.err
    assert "关联了" not in same.out
    run("undo")
    assert run("demand", "show", "3", "--json").json["demand"]["menu_item"] == 2


def test_several_refused_demands_are_all_named_and_none_is_linked(run, menu):
    run("demand", "decide", "2", "--decline", "--reason", "太窄")
    run("demand", "withdraw", "3")
    refused = run("menu", "link", "3", "1-3", ok=False)
    assert refused.code == 4
    assert "第 2 号需求已不予采纳" in refused.err
    assert "第 3 号需求已撤回" in refused.err
    assert run("demand", "show", "1", "--json").json["demand"]["menu_item"] is None
    assert run("menu", "unlink", "2", "4-5", ok=False).code == 4


def test_closing_names_what_is_still_open(run, menu):
    run("demand", "result", "2", "--on", "2021-05-01")
    said = run("menu", "close", "2", "--on", "2022-12-01", "--outcome", "装了一半").out
    assert "已关闭菜单第 2 项“楼道扶手”（2022年12月1日）" in said
    assert "结果：装了一半" in said
    assert "还没有办结的需求：3" in said
    assert "状态：已关闭（2022年12月1日）" in run("menu", "show", "2").out
    run("menu", "edit", "2", "--outcome", "装了两处里的一处")
    assert "结果：装了两处里的一处" in run("menu", "show", "2").out
    run("undo")
    run("undo")
    assert (items(run)[2]["state"], items(run)[2]["outcome"]) == ("open", None)
    run("demand", "result", "3", "--on", "2021-05-01")
    assert "还没有办结" not in run("menu", "close", "2").out


def test_an_item_is_mended(run, menu):
    run(
        "menu",
        "edit",
        "2",
        "--title",
        "各幢扶手",
        "--owner",
        "网格长",
        "--from",
        "2-1",
        "--target",
        "8",
        "--kind",
        "其他",
    )
    one = items(run)[2]
    assert (one["title"], one["role"], one["starts_on"], one["target"]) == ("各幢扶手", "grid_leader", "2022-02-01", 8)
    run("menu", "edit", "1", "--year", "2022")
    assert items(run, "--year", "2021") == {}
    assert list(items(run, "--year", "2022")) == [1, 2, 3]
    refused = run("menu", "edit", "3", "--programme", "--target", "9", "--json", ok=False)
    assert refused.error["kind"] == "target_of_programme"
    run("menu", "add", "安心凳", "--year", "2023")
    run("menu", "edit", "4", "--programme")
    assert items(run)[4]["programme"] is True


def test_an_item_that_becomes_the_programme_loses_its_own_target(run, menu):
    run("menu", "edit", "3", "--year", "2023")
    said = run("menu", "edit", "3", "--programme").out
    assert "它自己的目标 10 不再用了，百凳项目的目标是 300 张" in said
    assert (items(run)[3]["programme"], items(run)[3]["target"]) == (True, None)
    assert "目标" not in run("menu", "edit", "3", "--programme", "--title", "凳").out
    run("undo", "--json")
    run("undo")
    assert items(run)[3]["target"] == 10


def test_a_closed_item_takes_and_loses_no_demands(run, menu):
    run("menu", "close", "2")
    refused = run("menu", "link", "2", "1", "--json", ok=False).error
    assert (refused["kind"], "songyu menu add" in refused["hint"]) == ("linked_after_closing", True)
    refused = run("menu", "link", "3", "2", "--json", ok=False).error
    assert (refused["kind"], "songyu menu unlink 2 2" in refused["hint"]) == ("answered_by_closed", True)
    assert items(run)[2]["demands"] == 2
    run("menu", "unlink", "2", "2")
    run("menu", "link", "3", "2")


def test_an_item_shows_its_demands_and_its_meetings(run, menu):
    run("meeting", "add", "--kind", "协商会", "--on", "2022-09-20")
    run("meeting", "item", "1", "--menu", "2", "--outcome", "分两批")
    told = run("menu", "show", "2", "--json").json
    assert [demand["demand"] for demand in told["demands"]] == [2, 3]
    assert told["meetings"] == [{"meeting": 1, "held_on": "2022-09-20", "kind": "consultation", "outcome": "分两批"}]
    page = run("menu", "show", "2").out
    for said in ("菜单第 2 项：楼道扶手", "12-4", "扶手 ×2", "分两批", "协商会"):
        assert said in page
    empty = run("menu", "add", "丁").out + run("menu", "show", "4").out
    assert empty.count("songyu menu link 4") == 2
    assert "songyu meeting item 会议编号 --menu 4" in empty
    assert "还没有关联需求" in empty


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    ("language", "foot"), [("zh", "3 项菜单、进行中 2 项、逾期 1 项"), ("en", "3 items, 2 open, 1 overdue")]
)
def test_the_menu_as_people_read_it(run, menu, width, language, foot):
    page = run("menu", "list", "--color", "never", "--lang", language, terminal=width).out
    assert page.splitlines()[-1] == foot
    assert max(map(cell_len, page.splitlines())) <= width
    assert "[" in page
    assert "百凳为百姓" in page
    assert "2021-12-31" in page
    assert "—" in page


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "songyu menu add 楼道扶手"), ("en", "songyu menu add 'Handrails'")]
)
def test_an_empty_menu_says_the_next_step(run, ledger, language, said):
    assert said in run("menu", "list", "--lang", language, terminal=80).out


def test_the_same_in_chinese(run, ledger):
    run("菜单", "登记", "凳子", "--year", "2022", "--kind", "凳")
    run("菜单", "关联", "1", "1")
    run("菜单", "取消关联", "1", "1")
    run("菜单", "修改", "1", "--title", "暖心凳")
    run("菜单", "关闭", "1")
    assert "暖心凳" in run("菜单", "查看", "1").out
    assert [line.split("\t")[2] for line in run("菜单", "列表").out.splitlines()] == ["title", "暖心凳"]


def test_a_title_is_masked_and_compared_in_one_spelling(run, ledger):
    assert "13812345678" not in run("menu", "add", "找13812345678", "--json").out
    run("menu", "add", "扶手A")
    assert run("menu", "add", " 扶手Ａ", "--json", ok=False).error["kind"] == "menu_item_exists"


def test_an_item_that_demands_answer_to_is_not_undone_before_them(run, menu):
    added = next(one["command"] for one in run("log", "--json").json if "楼道扶手" in one["typed"])
    refused = run("undo", str(added), "--json", ok=False)
    assert refused.error["kind"] == "later_work_depends"
