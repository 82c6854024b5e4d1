"""The steps of a demand as they are typed: what is said, what is asked before a reply to many, and the whole story."""

from __future__ import annotations

import io

import pytest
from conftest import built_once

from songyu_cli.commands import asking


@pytest.fixture
@built_once
def town(run, ledger):
    """Demands 1 to 5: a bench, handrails, a light, a ramp that a screening found, and a bench in another stairwell."""
    run("demand", "add", "12-4", "-k", "扶手", "-n", "3", "--on", "2022-11-01")
    run("demand", "add", "2-1", "-k", "照明", "--on", "2022-12-28", "-c", "热线")
    run("demand", "add", "10-2", "-k", "坡道", "--on", "2022-12-01", "-c", "筛选")
    run("demand", "add", "10-2", "--on", "2022-12-30")
    return ledger


@pytest.fixture
def person(monkeypatch):
    """Somebody sits at the terminal and types this."""

    def answers(text):
        monkeypatch.setattr(asking, "interactive", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return answers


def states(run):
    return [one["state"] for one in run("demand", "list", "--json").json]


def replies(run):
    return [one["replies"] for one in run("demand", "list", "--json").json]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "review 2 --reasonable 合理 --feasible 不可行 --reason 太窄",
            "已审核第 2 号需求（2022年12月31日）：合理、不可行",
        ),
        ("审核 2-3 5 --reasonable y --on 昨天", "已审核 3 条需求（2、3、5）（2022年12月30日）：合理"),
        ("decide 2 3 --accept", "已决定采纳 2 条需求（2、3）（2022年12月31日）"),
        ("决定 2 --decline --reason 太窄", "已决定不予采纳第 2 号需求（2022年12月31日）"),
        ("reply 2", "已答复第 2 号需求（上门，2022年12月31日）"),
        ("答复 2 --how 公示 --on 12-29", "已答复第 2 号需求（公示，2022年12月29日）"),
        ("result 2 -n 1", "已落实第 2 号需求 1/3（2022年12月31日），还没有办结"),
        ("落实 2", "已落实第 2 号需求 3/3（2022年12月31日），办结"),
        ("撤回 2", "已撤回第 2 号需求（2022年12月31日）"),
        ("延期 2 --to 2-15 --reason 等材料", "第 2 号需求的落实期限延到 2023年2月15日（第 1 次延期，2022年12月31日）"),
        (
            "--lang en demand extend 2 --to 2-15 --reason late",
            "Put off demand 2 to 2023-02-15 (extension 1, 2022-12-31)",
        ),
        ("--lang en demand result 2", "Carried out 3 of 3 of demand 2 (2022-12-31), which is done now"),
        ("--lang en demand decide 2 3 --accept", "Accepted 2 demands (2, 3) (2022-12-31)"),
    ],
)
def test_a_step_says_what_it_did_and_how_to_take_it_back(run, town, words, told):
    before = states(run), replies(run)
    line = words.split() if words.startswith("--") else ["demand", *words.split()]
    said = run(*line)
    assert told in said.out.splitlines()
    assert "songyu undo" in said.err
    run("undo")
    assert (states(run), replies(run)) == before


def test_a_reopening_says_where_it_leads(run, town):
    run("demand", "decide", "2", "--accept")
    run("demand", "withdraw", "2")
    said = run("demand", "reopen", "2", "--reason", "又要了").out
    assert said == "已重开第 2 号需求（2022年12月31日）：第 2 轮，现在是“采纳”\n"


def test_judgements_that_differ_are_told_apart(run, town):
    run("demand", "review", "3", "--feasible", "否", "--reason", "太窄")
    said = run("demand", "review", "2", "3", "5", "--reasonable", "是").out
    assert said.splitlines()[1:] == ["  2、5：合理", "  3：合理、不可行"]


def test_a_decision_without_a_review_or_against_it_is_said(run, town):
    run("demand", "review", "2", "--reasonable", "是", "--feasible", "否", "--reason", "太窄")
    run("demand", "review", "3", "--reasonable", "是", "--feasible", "是")
    said = run("demand", "decide", "1", "2", "3", "--accept").out.splitlines()[1:]
    assert said == ["没有审核完就决定了：1", "审核意见有“否”，仍然采纳：2"]
    said = run("demand", "decide", "2", "3", "--decline", "--reason", "太窄").out.splitlines()[1:]
    assert said == ["还没有答复：songyu demand reply 2 3"]
    run("demand", "reply", "2")
    assert run("demand", "decide", "3", "2", "--decline", "--reason", "窄").out.splitlines()[-1].endswith("reply 3")


def test_a_decision_that_stands_already_is_said_and_not_written(run, town):
    run("demand", "decide", "2", "--accept", "--on", "2022-12-01")
    again = run("demand", "decide", "2", "--accept")
    assert again.out == "已经采纳过，没有再写：2\n"
    assert "账本没有变化" in again.err
    assert run("demand", "show", "2", "--json").json["demand"]["decided_on"] == "2022-12-01"
    both = run("--lang", "en", "demand", "decide", "2", "3", "--accept").out.splitlines()
    assert both[:2] == ["Accepted demand 3 (2022-12-31)", "Accepted already, nothing more to write: 2"]
    assert run("demand", "decide", "2", "3", "--accept", "--json").json["already"] == [2, 3]
    run("demand", "decide", "2", "--decline", "--reason", "太窄")
    assert run("demand", "decide", "2", "--decline", "--reason", "太窄").out.splitlines() == [
        "已经不予采纳，没有再写：2",
        "还没有答复：songyu demand reply 2",
    ]


def test_a_result_says_that_nobody_decided_and_nobody_answered(run, town):
    assert run("demand", "result", "2").out.splitlines()[1:] == [
        "第 2 号需求还没有决定就落实了",
        "还没有答复：songyu demand reply 2",
    ]
    run("demand", "decide", "3", "--accept")
    run("demand", "reply", "3")
    english = run("--lang", "en", "demand", "result", "3").out
    assert english.splitlines() == ["Carried out 1 of 1 of demand 3 (2022-12-31), which is done now"]


def test_a_step_for_programs_gives_the_demands(run, town):
    told = run("demand", "decide", "2", "3", "--accept", "--json").json
    assert (told["on"], [(one["demand"], one["state"]) for one in told["demands"]]) == (
        "2022-12-31",
        [(2, "accepted"), (3, "accepted")],
    )


def test_several_refusals_are_told_together(run, town):
    run("demand", "withdraw", "3")
    before = town.read_bytes()
    refused = run("demand", "decide", "2-3", "9", "--accept", ok=False)
    assert (refused.code, refused.out) == (4, "")
    assert refused.err.splitlines() == [
        "3 条里有 2 条不行，一条都没有写入。",
        "  第 3 号需求已撤回，不能决定。",
        "  没有第 9 号需求。",
        "去掉这几条再写一次；看清单：songyu demand list。",
    ]
    error = run("demand", "decide", "2-3", "9", "--accept", "--json", ok=False).error
    assert [row["kind"] for row in error["rows"]] == ["not_in_this_state", "demand_not_found"]
    assert town.read_bytes() == before


def test_reasons_and_replies_are_masked(run, town):
    said = run("demand", "decide", "2", "--decline", "--reason", "已电话13812345678告知")
    assert "13812345678" not in said.out + said.err
    run("demand", "reply", "2", "--text", "电话13812345678说过了")
    told = run("demand", "show", "2", "--json").json
    assert told["decisions"][0]["reason"] == "已电话[手机]告知"
    assert told["replies"][0]["text"] == "电话[手机]说过了"
    assert b"13812345678" not in town.read_bytes()


# A reply to many: chosen by filters, seen, confirmed.


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (["--silent"], [1, 2, 3, 5]),
        (["--silent", "--channel", "筛选"], [4]),
        (["--kind", "凳"], [1, 5]),
        (["--unit", "10-2"], [5]),
        (["--state", "登记", "--older", "30"], [1, 2]),
        (["--channel", "热线"], [3]),
        (["--grid", "一网格", "--open", "--overdue"], [1, 2]),
        (["--state", "办结"], []),
    ],
)
def test_filters_choose_who_is_replied_to(run, town, filters, numbers):
    before = town.read_bytes()
    seen = run("demand", "reply", *filters, "--dry-run", "--json").json
    assert [one["demand"] for one in seen] == numbers
    assert town.read_bytes() == before
    entries = len(run("log", "--json").json)
    done = run("demand", "reply", *filters, "--yes", "--how", "公示", "--json").json
    assert [one["demand"] for one in done["demands"]] == numbers
    assert [number for number, count in enumerate(replies(run), start=1) if count] == numbers
    assert len(run("log", "--json").json) == entries + bool(numbers)


def test_nobody_to_reply_to_is_said(run, town):
    said = run("demand", "reply", "--state", "办结", "--yes")
    assert said.out == "没有符合条件的需求，不用答复。\n"
    assert "没有变化" in said.err


@pytest.mark.parametrize(("answer", "written"), [("是\n", 4), ("y\n", 4), ("\n", 0), ("", 0), ("不\n", 0), ("嗯\n", 0)])
def test_a_person_sees_them_and_is_asked(run, town, person, answer, written):
    person(answer)
    said = run("demand", "reply", "--silent", terminal=80)
    for seen in ("12-3", "扶手 ×3", "照明", "凳 1 张", "要答复 4 条"):
        assert seen in said.out
    assert "坡道" not in said.out
    assert "答复这 4 条需求？" in said.err
    assert ("什么都没有写入" in said.err) is not written
    assert sum(replies(run)) == written


def test_a_reply_to_many_is_one_step_of_undo(run, town, person):
    person("yes\n")
    said = run("--lang", "en", "demand", "reply", "--silent", "--how", "notice", terminal=80)
    assert "Reply to 4 demands? [y/N]" in said.err
    assert "Replied to 4 demands (1, 2, 3, 5) (notice, 2022-12-31)" in said.out
    run("undo")
    assert sum(replies(run)) == 0


def test_a_program_is_not_asked(run, town, person):
    person("y\n")
    refused = run("demand", "reply", "--silent", "--json", ok=False)
    assert refused.error["kind"] == "not_confirmed"
    assert "4" in refused.error["message"]
    assert sum(replies(run)) == 0


def test_named_demands_are_seen_beforehand_and_answered_without_a_question(run, town):
    seen = run("demand", "reply", "4", "2", "--dry-run", "--json").json
    assert [one["demand"] for one in seen] == [4, 2]
    assert sum(replies(run)) == 0
    run("demand", "reply", "4", "2")
    assert replies(run) == [0, 1, 0, 1, 0]


def test_many_numbers_are_not_all_named(run, town):
    for _ in range(8):
        run("demand", "add", "12-3")
    assert "（1、2、3、4、5、6、7、8、9、10…）" in run("demand", "reply", "1-13").out


# The story.


def test_the_story_has_every_step_with_its_date(run, town):
    for line in (
        "review 2 --reasonable 是 --feasible 否 --reason 太窄 --on 2022-11-02",
        "decide 2 --decline --reason 太窄 --on 2022-11-03",
        "reply 2 --how 电话 --text 再看看 --on 2022-11-04",
        "reopen 2 --reason 改了规划 --on 2022-11-10",
        "decide 2 --accept --on 2022-11-10",
        "extend 2 --to 2023-01-05 --reason 等材料 --on 2022-12-01",
        "result 2 -n 1 --text 一楼的 --on 2022-12-15",
    ):
        run("demand", *line.split())
    assert run("demand", "show", "2").out.splitlines() == [
        "第 2 号需求：淞泽家园九区12幢4单元 · 扶手 ×3 · 上门走访 · 2022年11月1日",
        "状态：办理中，已落实 1/3 · 第 2 轮",
        "答复：2022年11月4日 · 期限 2022年11月8日 · 按时",
        "落实：期限 2023年1月5日 · 还有 5 天 · 第 1 次延期",
        "  2022年11月2日 审核：合理、不可行 · 太窄 · 社区工作者",
        "  2022年11月3日 决定不予采纳：太窄 · 社区工作者",
        "  2022年11月4日 答复（电话）：再看看 · 社区工作者",
        "  2022年11月10日 重开第 2 轮：改了规划 · 社区工作者",
        "  2022年11月10日 决定采纳 · 社区工作者",
        "  2022年12月1日 延期到 2023年1月5日：等材料 · 社区工作者",
        "  2022年12月15日 落实 1：一楼的 · 社区工作者",
        "接下来可以：songyu demand result 2、songyu demand reply 2、songyu demand extend 2 --to 日期 --reason 理由",
    ]
    run("demand", "withdraw", "2", "--reason", "不要了", "--on", "2022-12-20")
    english = run("--lang", "en", "demand", "show", "2").out.splitlines()
    assert english[1:3] == [
        "State: withdrawn, 1 of 3 carried out · round 2",
        "Reply: 2022-11-04 · due 2022-11-08 · on time",
    ]
    assert english[-2:] == [
        "  2022-12-20 withdrawn: 不要了",
        "Next: songyu demand reopen 2 --reason WHY, songyu demand reply 2",
    ]


def test_the_story_says_what_came_before_any_decision(run, town):
    run("bench", "install", "10-2", "--on", "2022-12-31")
    assert "状态：办结，已落实 1/1 · 还没有决定就落实了" in run("demand", "show", "5").out
    assert "carried out before a decision" in run("--lang", "en", "demand", "show", "5").out
    run("demand", "reopen", "5", "--reason", "坏了")
    assert "还没有决定" not in run("demand", "show", "5").out


def test_nobody_waits_for_the_reply_to_a_screening(run, town):
    assert "答复：筛选得出，没有人在等\n" in run("demand", "show", "4").out
    assert len(run("demand", "withdraw", "4").out.splitlines()) == 1


def test_steps_of_one_day_stand_in_the_order_in_which_they_make_sense(run, town):
    for line in (
        "reply 2",
        "withdraw 2",
        "reopen 2 --reason 又要了",
        "extend 2 --to 2023-02-01 --reason 等",
        "result 2",
    ):
        run("demand", *line.split())
    story = run("--lang", "en", "demand", "show", "2").out.splitlines()[4:-1]
    assert [line.split()[1].rstrip(",:") for line in story] == [*("replied", "withdrawn", "reopened", "put", "3")]


def test_the_merged_are_named_with_who_of_them_still_waits(run, town):
    run("demand", "add", "12-4", "-k", "扶手", "--on", "2022-11-05")
    run("demand", "add", "12-4", "-k", "扶手", "--on", "2022-11-06")
    run("demand", "merge", "6", "7", "--into", "2", "--on", "2022-11-08")
    run("demand", "reply", "6")
    story = run("demand", "show", "2").out.splitlines()
    assert "并入本条的：6、7（同类反映共 3 次）" in story
    assert "还没有答复的：7" in story
    told = run("demand", "show", "7").out.splitlines()
    assert "  2022年11月8日 并入第 2 号需求" in told
    assert told[-1] == "接下来可以：songyu demand unmerge 7、songyu demand reply 7"
    assert run("demand", "show", "2", "--json").json["unanswered"] == [7]


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2022-12-24", "答复：还没有 · 期限 2022年12月31日 · 今天到期"),
        ("2022-12-25", "答复：还没有 · 期限 2023年1月1日 · 还有 1 天"),
        ("2022-12-23", "答复：还没有 · 期限 2022年12月30日 · 超期 1 天"),
        ("2022-12", "答复：还没有"),
    ],
)
def test_a_promise_says_how_it_stands(run, ledger, on, told):
    run("demand", "add", "12-4", "--on", on)
    assert told in run("demand", "show", "2").out.splitlines()


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2022-12-08", "Reply: 2022-12-08 · due 2022-12-08 · on time"),
        ("2022-12-09", "Reply: 2022-12-09 · due 2022-12-08 · 1 day late"),
        ("2022-12-10", "Reply: 2022-12-10 · due 2022-12-08 · 2 days late"),
        ("2022-12", "Reply: 2022-12 · due 2022-12-08 · whether on time is not known"),
    ],
)
def test_a_reply_says_whether_it_came_in_time(run, ledger, on, told):
    run("demand", "add", "12-4", "--on", "2022-12-01")
    run("demand", "reply", "2", "--on", on)
    assert told in run("--lang", "en", "demand", "show", "2").out.splitlines()
