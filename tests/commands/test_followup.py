"""What residents say once something was done: noted, shown in the demand's story, and counted in the promise."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from conftest import built_once


@pytest.fixture
@built_once
def town(run, ledger):
    """Demands 1 and 2 are done, 3 declined, 4 half done, 5 accepted, 6 merged into 1, 7 screened and done."""
    for line in (
        "demand add 12-4 -k 扶手 --on 2022-09-01",
        "demand add 2-1 -k 照明 --on 2022-09-02",
        "demand add 10-2 -k 坡道 -n 2 --on 2022-09-03",
        "demand add 10-2 -k 扶手 --on 2022-09-04",
        "demand add 12-3 --on 2022-09-05",
        "demand add 2-1 -k 坡道 -c 筛选 --on 2022-09-06",
        "demand merge 6 --into 1 --on 2022-09-07",
        "demand reply 1 2 3 --on 2022-09-08",
        "demand decide 3 --decline --reason 太窄 --on 2022-09-09",
        "demand decide 4 5 --accept --on 2022-09-09",
        "bench install 12-3 --on 2022-09-20",
        "demand result 2 --on 2022-09-21",
        "demand result 4 -n 1 --on 2022-09-22",
        "demand result 7 --on 2022-09-23",
    ):
        run(*line.split())
    return ledger


def said(run, number):
    return run("demand", "show", str(number), "--json").json["followups"]


def figures(report):
    return {one["key"]: (one["numerator_ids"], one["denominator_ids"]) for one in report["figures"]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("followup 2 --resolved yes --grade 满意", ["已回访第 2 号需求（2022年12月31日）：已解决、满意"]),
        ("回访 2 --resolved 是 --on 昨天", ["已回访第 2 号需求（2022年12月30日）：已解决"]),
        ("followup 2 4 --not-reached", ["回访 2 条需求（2、4）（2022年12月31日）：没有联系上"]),
        (
            "followup 2 --resolved 否 --grade 不太满意",
            [
                "已回访第 2 号需求（2022年12月31日）：没有解决、不满意",
                "没有解决：要不要再办由人决定。要再办就重开：",
                "  songyu demand reopen 2 --reason 理由",
            ],
        ),
        (
            "followup 2 3 --resolved yes --grade very-dissatisfied --lang en",
            [
                "Followed up 2 demands (2, 3) (2022-12-31): resolved, very dissatisfied",
                "Very dissatisfied: a person decides. To take it up again:",
                "  songyu demand reopen 2 --reason WHY",
                "  songyu demand reopen 3 --reason WHY",
            ],
        ),
        (
            "followup 2 --resolved yes --grade dissatisfied --lang en",
            [
                "Followed up demand 2 (2022-12-31): resolved, dissatisfied",
                "Dissatisfied: a person decides. To take it up again:",
                "  songyu demand reopen 2 --reason WHY",
            ],
        ),
        # what is still under way is not opened again; whoever was spoken to is still owed the reply
        (
            "followup 4 --resolved no",
            ["已回访第 4 号需求（2022年12月31日）：没有解决", "还没有答复：songyu demand reply 4"],
        ),
        ("followup 7 --not-reached --lang en", ["Asked about demand 7 (2022-12-31): nobody reached"]),
    ],
)
def test_a_follow_up_says_what_was_heard_and_how_to_take_it_back(run, town, words, told):
    before = run("report", "promise", "--json").json
    done = run("demand", *words.split())
    assert done.out.splitlines() == told
    assert "songyu undo" in done.err
    assert run("report", "promise", "--json").json != before
    run("undo")
    assert run("report", "promise", "--json").json == before


def test_a_follow_up_for_programs(run, town):
    done = run("demand", "followup", "2", "7", "--resolved", "y", "--grade", "很满意", "--json").json
    assert (done["on"], done["heard"]) == (
        "2022-12-31",
        {"reached": "yes", "resolved": "yes", "grade": "very_satisfied", "text": None},
    )
    assert [(one["demand"], one["state"]) for one in done["demands"]] == [(2, "done"), (7, "done")]
    assert said(run, 7) == [
        {
            "followed_on": "2022-12-31",
            "demand": 7,
            "round": 1,
            "reached": "yes",
            "resolved": "yes",
            "grade": "very_satisfied",
            "text": None,
            "role": "clerk",
        }
    ]


def test_several_are_all_or_none(run, town):
    before = town.read_bytes()
    refused = run("demand", "followup", "2-6", "--resolved", "yes", ok=False)
    assert refused.err.splitlines() == [
        "5 条里有 2 条不行，一条都没有写入。",
        "  第 5 号需求现在是“采纳”，不能回访。",
        "  第 6 号需求已并入第 1 号，一起办理，不单独回访。",
        "去掉这几条再写一次；看清单：songyu demand list。",
    ]
    assert town.read_bytes() == before


def test_what_they_say_is_masked_and_blanks_are_nothing(run, town):
    done = run("demand", "followup", "2", "--resolved", "yes", "--text", "孙阿姨13812345678说好用")
    assert "已隐去个人信息" in done.err
    assert "像是人名" in done.err
    run("demand", "followup", "1", "--not-reached", "--text", "  ")
    assert [one["text"] for one in said(run, 2) + said(run, 1)] == ["孙阿姨[手机]说好用", None]
    assert b"13812345678" not in town.read_bytes()


def test_the_story_has_the_follow_ups_by_day_and_round(run, town):
    for line in (
        "followup 2 --not-reached --on 2022-10-01 --as grid_worker",
        "followup 2 --resolved 否 --grade 不满意 --text 太低 --on 2022-10-02",
        "reopen 2 --reason 太低 --on 2022-10-02",
        "decide 2 --accept --on 2022-10-02",
        "result 2 --on 2022-10-09",
        "followup 2 --resolved 是 --on 2022-10",
    ):
        run("demand", *line.split())
    again = "songyu demand reopen 2 --reason 理由"
    assert run("demand", "show", "2").out.splitlines()[4:] == [
        "  2022年9月8日 答复（上门） · 社区工作者",
        "  2022年9月21日 落实 1 · 社区工作者",
        "  2022年10月1日 回访：没有联系上 · 网格员",
        "  2022年10月2日 回访：没有解决、不满意 · 太低 · 社区工作者",
        "  2022年10月2日 重开第 2 轮：太低 · 社区工作者",
        "  2022年10月2日 决定采纳 · 社区工作者",
        "  2022年10月9日 落实 1 · 社区工作者",
        "  2022年10月 回访：已解决 · 社区工作者",
        f"接下来可以：songyu demand followup 2 --resolved …、{again}、songyu demand reply 2",
    ]
    english = run("--lang", "en", "demand", "show", "2").out
    assert "  2022-10-02 followed up: not resolved, dissatisfied · 太低 · clerk" in english.splitlines()
    assert [one["round"] for one in said(run, 2)] == [1, 1, 2]


def test_a_later_follow_up_counts_instead_of_the_earlier(run, town):
    run("demand", "followup", "1", "2", "--resolved", "no", "--on", "2022-10-01")
    run("demand", "followup", "2", "--resolved", "yes", "--on", "2022-10-05")
    run("demand", "followup", "1", "--not-reached", "--on", "2022-10-05")
    found = figures(run("report", "promise", "--json").json["followups"])
    assert found == {
        "resolved_rate": ([2], [1, 2]),
        "satisfied_rate": ([], []),
        "confirmed_rate": ([2], [1, 2, 7]),
    }


def test_what_was_asked_about_is_taken_back_after_what_was_said(run, town):
    run("demand", "followup", "2", "3", "--resolved", "yes")
    entries = {one["typed"].removeprefix("songyu "): str(one["command"]) for one in run("log", "--json").json}
    for entry in ("demand result 2 --on 2022-09-21", "demand decide 3 --decline --reason 太窄 --on 2022-09-09"):
        refused = run("undo", entries[entry], ok=False)
        assert "demand followup" in refused.err
    # what nobody was asked about is taken back as ever
    run("undo", entries["demand result 7 --on 2022-09-23"])
    run("undo")
    run("demand", "followup", "2", "--resolved", "no")
    run("demand", "reopen", "2", "--reason", "没用")
    followed = run("log", "--json").json[1]
    assert followed["name"] == "demand followup"
    run("undo", str(followed["command"]))
    assert said(run, 2) == []


# The promise.


def heard(run):
    for line in (
        "followup 1 --resolved yes --grade 非常满意 --on 2022-10-01",
        "followup 2 --resolved no --grade 一般 --on 2022-11-01",
        "followup 7 --not-reached --on 2022-11-02",
    ):
        run("demand", *line.split())


def test_the_promise_says_what_residents_said(run, town):
    heard(run)
    page = run("report", "promise").out
    for line in (r"解决率 +1/2 .* 50.0 %", r"满意率 +1/2 .* 50.0 %", r"确认率（办结后问过、已解决） +1/3 .* 33.3 %"):
        assert re.search(line, page), page
    assert "回访（按回访日期；确认率按登记日期）\n" in page
    assert "回访 3 件：联系上 2，没有联系上 1\n有评价 2 件：非常满意 1、基本满意 1\n满意率里基本满意不算\n" in page
    assert "办结后还没有回访到的 1 件：songyu demand list --unasked\n" in page
    english = run("--lang", "en", "report", "promise", "--color", "never", terminal=80).out
    assert "Follow-ups, by their own day (confirmed: by registering)" in english
    assert "3 followed up: 2 reached, 1 not\n2 graded: very satisfied 1, fairly satisfied 1\n" in english
    assert "Fairly satisfied does not count as satisfied" in english
    assert "Done, and nobody reached since, 1: songyu demand list --unasked" in english
    assert max(map(len, english.splitlines())) <= 80


def test_whether_fairly_satisfied_counts_is_a_setting(run, town):
    heard(run)
    run("config", "set", "fair_counts", "是")
    report = run("report", "promise", "--json").json["followups"]
    assert (report["fair_counts"], figures(report)["satisfied_rate"]) == (True, ([1, 2], [1, 2]))
    assert "满意率里基本满意算满意" in run("report", "promise").out
    assert "满意率：非常满意、满意、基本满意的 ÷ 有评价的" in run("report", "promise", "--explain").out


def test_every_figure_of_the_follow_ups_explains_itself(run, town):
    heard(run)
    page = run("report", "promise", "--explain").out
    for lines in (
        "  分子 1（1）\n  分母 2（1-2）\n  没有算：没有联系上的 1 件（7）\n满意率：非常满意、满意的 ÷ 有评价的\n",
        "确认率：已办结、最近一次回访说已解决的 ÷ 已办结的",
        "  分子 1（1）\n  分母 3（1-2, 7）\n回访的需求\n  全部 3（1-2, 7）\n  非常满意 1（1）\n  基本满意 1（2）\n",
        "  办结后还没有回访到的 1（7）\n",
    ):
        assert lines in page, page
    english = run("--lang", "en", "report", "promise", "--explain").out
    assert "Satisfied: very satisfied or satisfied ÷ graded\n  numerator 1 (1)\n  denominator 2 (1-2)" in english
    for key in ("resolved_rate", "satisfied_rate", "confirmed_rate", "not_reached", "very_satisfied"):
        assert key not in page + english
    assert run("report", "promise", "--explain", "--json").json == run("report", "promise", "--json").json


def test_a_month_has_the_follow_ups_of_its_days(run, town):
    heard(run)
    october = run("report", "promise", "--month", "2022-10", "--json").json
    assert (october["demands"], figures(october["followups"])) == (
        0,
        {"resolved_rate": ([1], [1]), "satisfied_rate": ([1], [1]), "confirmed_rate": ([], [])},
    )
    page = run("report", "promise", "--month", "2022-10", "--explain").out
    assert "没有登记的需求" in page
    assert re.search(r"解决率 +1/1 ", page)
    assert "解决率：居民说已解决的" in page
    run("demand", "followup", "7", "--resolved", "yes", "--on", "2022")
    november = run("report", "promise", "--month", "2022-11").out
    assert "另有 1 件回访日期不够具体，分不清在不在这个时段，没有算：7" in november
    assert re.search(r"解决率 +0/1 ", november)


def test_a_grid_has_its_own(run, town):
    run("unit", "add", "5-1", "--grid", "二网格")
    run("demand", "add", "5-1", "-k", "扶手")
    run("demand", "result", "8")
    page = run("report", "promise", "--grid", "二网格").out
    assert re.search(r"确认率（办结后问过、已解决） +0/1 ", page)
    assert "没有回访。记一条：songyu demand followup 8 --resolved 是 --grade 满意" in page
    assert "songyu demand list --unasked --grid 二网格" in page


def test_without_anything_done_there_is_nobody_to_ask(run, ledger):
    page = run("report", "promise").out
    assert "回访" not in page
    assert "满意率" not in page


def test_the_table_has_a_row_for_each_figure_of_the_follow_ups(run, town, elsewhere):
    heard(run)
    report = run("report", "promise", "--json").json
    rows = [json.loads(line) for line in run("report", "promise", "--format", "jsonl").out.splitlines()]
    assert rows == report["figures"] + report["followups"]["figures"]
    run("report", "promise", "--out", "承诺.csv")
    written = list(csv.DictReader(io.StringIO((elsewhere / "承诺.csv").read_text(encoding="utf-8-sig"))))
    assert [row["key"] for row in written][-3:] == ["resolved_rate", "satisfied_rate", "confirmed_rate"]
    assert [row["rate"] for row in written][-3:] == ["0.5", "0.5", "0.3333"]


def test_whom_to_ask_next_is_a_list(run, town):
    assert [one["demand"] for one in run("demand", "list", "--unasked", "--json").json] == [1, 2, 7]
    run("demand", "followup", "1", "--resolved", "no")
    run("demand", "followup", "2", "--not-reached")
    assert [one["demand"] for one in run("需求", "列表", "--unasked", "--json").json] == [2, 7]
    assert [one["demand"] for one in run("demand", "list", "--unasked", "-k", "扶手", "--json").json] == [2]
    assert run("demand", "list", "--unasked", "--open", "--json").json == []
    run("demand", "reopen", "1", "--reason", "没用")
    run("bench", "install", "12-3")
    assert [one["demand"] for one in run("demand", "list", "--unasked", "--json").json] == [1, 2, 7]
