"""`songyu bench inspect` and `songyu bench repair`: what is said, what follows, and what may be taken back."""

from __future__ import annotations

import pytest
from conftest import built_once


@pytest.fixture
@built_once
def town(run, ledger):
    """B1-001 and B1-003 at 12-3, B1-002 at 12-4, installed in June 2022."""
    run("bench", "install", "12-3", "12-4", "--on", "2022-06-18")
    run("bench", "install", "12-3", "--on", "2022-06-18")
    return ledger


def states(run):
    return {one["tag"]: one["state"] for one in run("bench", "list", "--json").json}


def orders(run):
    return [(one["repair"], one["tag"]) for one in run("report", "care", "--json").json["open_repairs"]]


def inspections(run):
    return run("report", "care", "--json").json["inspections"]


def everything(run):
    return states(run), run("report", "care", "--json").json


def asked(run):
    return run("demand", "show", "1", "--json").json["demand"]


def test_a_tag_is_a_whole_sentence(run, town):
    ran = run("安心凳", "巡查", "B1-001")
    assert ran.out.splitlines() == [
        "已巡查 1 张（2022年12月31日）：完好",
        "  B1-001 · 淞泽家园九区12幢3单元 · 下次巡查不晚于 2023年3月31日",
    ]
    assert "songyu undo" in ran.err
    assert (orders(run), states(run)["B1-001"]) == ([], "in_use")


def test_faults_open_a_work_order_and_say_what_was_assumed(run, town):
    ran = run("bench", "inspect", "b1-001", "--fault", "开裂、松动", "--text", "左腿，问 13812345678")
    assert ran.out.splitlines() == [
        "已巡查 1 张（2022年12月31日）：需维修（松动、开裂）",
        "  B1-001 · 淞泽家园九区12幢3单元 · 开了第 1 号维修工单",
        "没写结果，按需维修记；不能坐了就撤销，改写 --result 停用",
        "修好以后：songyu bench repair B1-001 --text 修了什么 --by 谁修的",
    ]
    (order,) = run("report", "care", "--json").json["open_repairs"]
    assert order == {
        "repair": 1,
        "tag": "B1-001",
        "unit": "淞泽家园九区/12/3",
        "grid": "一网格",
        "opened_on": "2022-12-31",
        "role": "clerk",
        "inspection": 1,
        "result": "needs_repair",
        "faults": ["loose", "cracked"],
        "what": "左腿，问 [手机]",
        "by_whom": None,
        "fen": None,
        "done_on": None,
        "done_role": None,
    }
    assert states(run)["B1-001"] == "in_use"
    said = run("bench", "inspect", "B1-002", "-r", "needs-repair", "--lang", "en").out
    assert "No result was given" not in said
    assert "work order 2 opened" in said


@pytest.mark.parametrize(
    ("result", "said", "hint"),
    [
        ("停用", "停用（开裂）", "songyu bench repair B1-001 --text"),
        ("损坏", "停用（开裂）", "songyu bench repair B1-001 --text"),
        ("out-of-use", "停用（开裂）", "songyu bench repair B1-001 --text"),
    ],
)
def test_what_cannot_be_sat_on_goes_out_of_use(result, said, hint, run, town):
    told = run("bench", "inspect", "B1-001", "-r", result, "-f", "开裂", "--as", "网格员:三网格").out
    assert said in told
    assert "已停用 · 开了第 1 号维修工单" in told
    assert "没写结果" not in told
    assert hint in told
    assert states(run)["B1-001"] == "out_of_use"
    (stopped,) = run("report", "care", "--json").json["out_of_use"]
    assert (stopped["tag"], stopped["since"], stopped["reason"], stopped["repair"]) == (
        "B1-001",
        "2022-12-31",
        "开裂",
        1,
    )


def test_a_missing_bench_may_come_back_or_be_replaced(run, town):
    told = run("bench", "inspect", "B1-001", "--result", "missing", "--lang", "en").out
    assert "out of use now · work order 1 opened" in told
    assert "songyu bench retire B1-001 --reason missing" in told
    assert "songyu bench replace B1-001 --reason missing" in told
    assert run("report", "care", "--json").json["out_of_use"][0]["reason"] == "missing"


def test_a_second_bad_look_opens_no_second_order(run, town):
    run("bench", "inspect", "B1-001", "-f", "松动", "--on", "12-20")
    told = run("bench", "inspect", "B1-001", "-r", "停用").out
    assert "已停用 · 原有第 1 号工单还没了结" in told
    told = run("bench", "inspect", "B1-001", "-r", "停用").out
    assert "已停用" not in told
    assert orders(run) == [(1, "B1-001")]


def test_a_good_look_mends_nothing_and_says_so(run, town):
    run("bench", "inspect", "B1-001", "-r", "停用")
    told = run("bench", "inspect", "B1-001", "-r", "完好").out
    assert "B1-001 的第 1 号工单还没了结，仍然停用。修好了：songyu bench repair B1-001" in told
    run("bench", "stop", "B1-002", "--reason", "装修")
    assert "B1-002 仍然停用。能坐了：songyu bench use B1-002" in run("bench", "inspect", "B1-002").out
    assert (orders(run), states(run)["B1-001"], states(run)["B1-002"]) == (
        [(1, "B1-001")],
        "out_of_use",
        "out_of_use",
    )


def test_a_bench_in_the_way_may_be_moved(run, town):
    told = run("bench", "inspect", "B1-001", "-f", "挡门").out
    assert "songyu bench move B1-001 单元 --reason 理由" in told
    assert "bench move" not in run("bench", "inspect", "B1-001", "-f", "松动").out


def test_a_stairwell_is_inspected_in_one_go(run, town):
    told = run("bench", "inspect", "--unit", "12-3").out
    assert told.splitlines()[1] == "  B1-001、B1-003 · 淞泽家园九区12幢3单元 · 下次巡查不晚于 2023年3月31日"
    assert run("bench", "inspect", "--grid", "一网格", "--on", "昨天").out.splitlines() == [
        "已巡查 3 张（2022年12月30日）：完好",
        "  B1-001..B1-003",
    ]
    assert inspections(run) == 5
    run("undo")
    assert inspections(run) == 2


def test_tags_are_named_one_by_one_and_in_rows(run, town):
    assert "已巡查 3 张" in run("bench", "inspect", "B1-001..B1-003", "B1-002").out
    assert "Inspected 2 benches" in run("bench", "inspect", "B1-001", "B1-002", "--lang", "en").out


def test_a_good_round_calls_no_bench_good_that_waits_for_repair(run, town):
    run("bench", "inspect", "B1-001", "-f", "松动")
    run("bench", "stop", "B1-002", "--reason", "装修")
    told = run("bench", "inspect", "--unit", "12-3", "--unit", "12-4").out
    assert told.splitlines()[:2] == [
        "已巡查 1 张（2022年12月31日）：完好",
        "  B1-003 · 淞泽家园九区12幢3单元 · 下次巡查不晚于 2023年3月31日",
    ]
    assert "停用中，没有记完好：B1-002。能坐了：songyu bench use B1-002" in told
    assert "工单没有了结，没有记完好：B1-001。修好了：songyu bench repair B1-001" in told
    again = run("bench", "inspect", "--grid", "一网格", "--lang", "en")
    assert again.out.startswith("No inspection was written.\n")
    assert "Inspected that day already, not written again: B1-003" in again.out
    assert "Nothing in the ledger changed" in again.err
    assert inspections(run) == 2
    named = run("bench", "inspect", "B1-001", "--unit", "12-3", "--json").json
    assert [one["tag"] for one in named["benches"]] == ["B1-001"]
    assert [(one["tag"], one["why"]) for one in named["left_out"]] == [("B1-003", "inspected")]


def test_a_bad_round_speaks_for_every_bench(run, town):
    run("bench", "inspect", "B1-001", "-f", "松动")
    run("bench", "inspect", "--unit", "12-3", "-r", "停用", "--text", "积雪")
    assert orders(run) == [(1, "B1-001"), (2, "B1-003")]
    assert states(run) == {"B1-001": "out_of_use", "B1-002": "in_use", "B1-003": "out_of_use"}


def test_a_round_meets_what_stood_there_that_day(run, town):
    run("batch", "open", "2", "-n", "3", "--on", "2022")
    run("bench", "install", "2-1", "--batch", "2", "--on", "2022-06-19")
    assert "已巡查 3 张" in run("bench", "inspect", "--grid", "一网格", "--on", "2022-06-18").out
    run("bench", "retire", "B1-001", "--reason", "烂了")
    assert run("bench", "inspect", "--unit", "12-3", "--json").json["benches"][0]["tag"] == "B1-003"


def test_a_round_of_an_earlier_day_meets_what_was_moved_or_retired_since(run, town):
    run("bench", "move", "B1-001", "12-4", "--reason", "太阳晒", "--on", "2022-10-01")
    run("bench", "retire", "B1-003", "--reason", "烂了", "--on", "2022-10-01")
    looked = run("bench", "inspect", "--unit", "12-3", "--on", "2022-09-30", "--json").json["benches"]
    assert [one["tag"] for one in looked] == ["B1-003", "B1-001"]
    run("bench", "inspect", "--unit", "12-3", "--on", "2022-10-01", ok=False)
    looked = run("bench", "inspect", "--unit", "12-4", "--on", "2022-10-01", "--json").json["benches"]
    assert [one["tag"] for one in looked] == ["B1-001", "B1-002"]


def test_what_was_good_and_what_was_repaired_before_it_was_retired_may_be_written_late(run, town):
    run("bench", "retire", "B1-003", "--reason", "烂了", "--on", "2022-10")
    said = run("bench", "inspect", "B1-003", "--on", "2022-09-30").out
    assert "已巡查 1 张（2022年9月30日）：完好" in said
    assert "下次" not in said
    run("bench", "repair", "B1-003", "--text", "焊了腿", "--cost", "20", "--on", "2022-09-30")
    assert run("report", "care", "--json").json["mended"]["fen"] == 2000
    assert states(run)["B1-003"] == "retired"
    for words in ("inspect B1-003", "inspect B1-003 --on 2022-10-01", "repair B1-003 --text x --on 2022"):
        assert run("bench", *words.split(), "--json", ok=False).error["kind"] == "bench_retired"
    for words in ("inspect B1-003 -f 松动 --on 2022-09-01", "repair B1-003 --order --on 2022-09-01"):
        assert run("bench", *words.split(), "--json", ok=False).error["kind"] == "bench_retired"


def test_all_or_none(run, town):
    before = everything(run)
    run("bench", "inspect", "B1-001", "-f", "松动")
    run("bench", "repair", "B1-001", "--on", "12-31")
    ran = run("bench", "inspect", "B1-001..B1-003", "-r", "停用", "--on", "2022-05-01", ok=False)
    assert "3 张里有 3 张不行" in ran.err
    run("bench", "inspect", "B1-002", "B1-001", "-f", "松动", "--on", "2022-12-30", ok=False)
    run("undo")
    run("undo")
    assert everything(run) == before


def test_a_look_written_down_late_counts_from_its_own_day(run, town):
    run("bench", "inspect", "B1-001", "--on", "2022-12-20")
    told = run("bench", "inspect", "B1-001", "--on", "2022-10-01", "--json").json
    assert told["benches"][0]["next_due"] == "2023-03-20"
    run("config", "set", "inspect_every", "30")
    assert run("bench", "inspect", "B1-001", "--json").json["benches"][0]["next_due"] == "2023-01-30"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "--text 换了两颗螺栓 --by 物业 --cost 35.5",
            ["  左腿晃；换了两颗螺栓 · 由物业 · 35.50 元", "B1-001 恢复在用"],
        ),
        ("", ["  左腿晃", "B1-001 恢复在用"]),
        ("--cost 0 --keep-out", ["  左腿晃 · 0 元", "B1-001 仍然停用。能坐了：songyu bench use B1-001"]),
    ],
)
def test_a_repair_closes_the_order_and_the_bench_is_in_use_again(words, lines, run, town):
    run("bench", "inspect", "B1-001", "-r", "停用", "-f", "松动", "--text", "左腿晃", "--on", "12-20")
    told = run("bench", "repair", "B1-001", *words.split(), "--on", "12-28").out.splitlines()
    assert told == ["已修好 B1-001（淞泽家园九区12幢3单元，2022年12月28日），第 1 号工单了结", *lines]
    assert orders(run) == []
    assert states(run)["B1-001"] == ("out_of_use" if "keep" in words else "in_use")
    run("undo")
    assert (orders(run), states(run)["B1-001"]) == ([(1, "B1-001")], "out_of_use")


def test_a_repair_puts_no_bench_to_use_that_never_was(run, town):
    run("bench", "install", "2-1", "--pending", "--over", "--on", "2022-06-18")
    run("bench", "inspect", "B1-004", "-r", "停用", "--on", "12-20")
    told = run("bench", "repair", "B1-004", "--on", "12-21").out
    assert "恢复在用" not in told
    assert "能坐了：songyu bench use B1-004" in told
    assert (orders(run), states(run)["B1-004"]) == ([], "out_of_use")
    run("bench", "use", "B1-004", "--on", "12-22")
    run("bench", "inspect", "B1-004", "-r", "停用", "--on", "12-23")
    assert "B1-004 恢复在用" in run("bench", "repair", "B1-004").out


def test_a_repair_without_an_order_is_opened_and_done_at_once(run, town):
    told = run("bench", "repair", "B1-002", "--text", "tightened", "--cost", "1,234.50", "--lang", "en").out
    assert told.splitlines() == [
        "Repaired B1-002 (淞泽家园九区, Building 12, Unit 4, 2022-12-31), kept as order 1",
        "  tightened · 1,234.50 yuan",
    ]
    page = run("report", "care", "--json").json
    assert (page["mended"]["n"], page["mended"]["fen"], page["open_repairs"]) == (1, 123450, [])
    assert run("log", "--json").json[0]["changes"] == 1


def test_a_bench_that_was_stopped_is_repaired_without_an_order(run, town):
    run("bench", "stop", "B1-002", "--reason", "腿断了", "--on", "12-20")
    assert "B1-002 恢复在用" in run("bench", "repair", "B1-002").out


def test_an_order_says_who_is_to_do_what_and_nothing_else(run, town):
    told = run("bench", "repair", "B1-002", "--order", "--text", "换木条", "--on", "12-20").out.splitlines()
    assert told == [
        "已开第 1 号维修工单：B1-002（淞泽家园九区12幢4单元），2022年12月20日",
        "  换木条",
        "修好以后：songyu bench repair B1-002",
    ]
    told = run("bench", "repair", "B1-002", "--order", "--by", "施工单位").out.splitlines()
    assert told[:2] == [
        "第 1 号工单：B1-002（淞泽家园九区12幢4单元），2022年12月20日开",
        "  换木条 · 由施工单位",
    ]
    assert "账本没有变化" in run("bench", "repair", "B1-002", "--order").err
    assert run("bench", "repair", "B1-002", "--json").json["repair"]["by_whom"] == "施工单位"


def test_who_repairs_is_no_person(run, town):
    ran = run("bench", "repair", "B1-002", "--by", "王师傅 13812345678")
    assert "[手机]" in ran.out
    assert "像是人名" in ran.err


def test_steps_of_a_bench_are_taken_back_in_their_order(run, town):
    run("bench", "inspect", "B1-001", "-f", "松动")
    first = str(run("log", "--json").json[0]["command"])
    run("bench", "inspect", "B1-001", "-f", "掉漆")  # rests on the first one's order
    run("undo", first, ok=False)
    run("bench", "repair", "B1-001")
    repaired = str(run("log", "--json").json[0]["command"])
    run("bench", "inspect", "B1-001", "-f", "松动")
    assert run("undo", repaired, "--json", ok=False).error["kind"] == "later_work_depends"
    for _ in range(4):
        run("undo")
    assert (orders(run), inspections(run)) == ([], 0)


def test_other_benches_do_not_hold_an_undo_up(run, town):
    run("bench", "inspect", "B1-001", "-f", "松动")
    mine = str(run("log", "--json").json[0]["command"])
    run("bench", "inspect", "B1-002", "-f", "松动")
    run("undo", mine)
    assert orders(run) == [(2, "B1-002")]


def test_the_tab_key_knows_the_words():
    from songyu_cli.commands import completion

    assert completion.choices("INSPECTION_ITEMS")(None, [], "松") == ["松动"]
    assert completion.choices("INSPECTION_RESULTS")(None, [], "out") == ["out-of-use"]


@pytest.fixture
def loose(run, town):
    """The demand that B1-001 had carried out was opened again, and the bench stopped for a loose seat."""
    run("demand", "reopen", "1", "--reason", "松了", "--on", "2022-10-02")
    run("demand", "decide", "1", "--accept", "--on", "2022-10-03")
    run("bench", "inspect", "B1-001", "-r", "out-of-use", "-f", "loose", "--on", "2022-10-04")
    run("demand", "add", "12-3", "--on", "2022-07-01")
    return town


def test_a_repair_settles_what_was_opened_again_because_the_bench_was_loose(run, loose):
    run("bench", "repair", "B1-001", "--order", "--text", "拧紧", "--on", "2022-10-05")
    run("bench", "repair", "B1-003", "--text", "擦净", "--on", "2022-10-05")
    assert asked(run)["state"] == "accepted"
    ran = run("bench", "repair", "B1-001", "--on", "2022-10-08")
    assert ran.out.splitlines()[-2:] == ["  办结第 1 号需求", "B1-001 恢复在用"]
    told = run("demand", "show", "1", "--json").json
    assert (told["demand"]["state"], told["demand"]["done_on"], told["demand"]["carried_out"]) == (
        "done",
        "2022-10-08",
        1,
    )
    assert [(one["round"], one["bench"], one["repair"]) for one in told["results"]] == [
        (1, "B1-001", None),
        (2, "B1-001", 1),
    ]
    assert run("demand", "show", "2", "--json").json["demand"]["state"] == "registered"  # waits for its own bench
    run("undo")
    assert asked(run)["state"] == "accepted"


def test_the_stories_say_repaired_and_keep_the_installation(run, loose):
    run("bench", "repair", "B1-001", "--text", "拧紧", "--on", "2022-10-08")
    story = run("demand", "show", "1").out
    assert "2022年6月18日 安装 B1-001" in story
    assert "2022年10月8日 修好 B1-001" in story
    for page in ("12-3", "B1-001", "1"):
        lines = run("trace", page, "--lang", "en", terminal=200).out.splitlines()
        (at,) = [n for n, line in enumerate(lines) if "#1 carried out: B1-001 repaired" in line]
        assert "2022-10-08" in "".join(lines[at - 3 : at + 1])
        assert at > next(n for n, line in enumerate(lines) if "B1-001 repaired (work order 1)" in line)
        assert at > next(n for n, line in enumerate(lines) if "#1 reopened" in line)
        assert sum("B1-001 installed" in line for line in lines) == 1


def test_the_repair_of_a_replacement_is_not_its_installation(run, town):
    run("bench", "replace", "B1-001", "--reason", "断了", "--on", "2022-08-01")
    run("demand", "reopen", "1", "--reason", "松了", "--on", "2022-10-02")
    run("bench", "repair", "B1-004", "--text", "拧紧", "--on", "2022-10-08")
    assert asked(run)["state"] == "done"
    lines = run("trace", "B1-004", "--lang", "en", terminal=200).out.splitlines()
    assert [line for line in lines if "#1 carried out: B1-004 repaired" in line]
    assert not [line for line in lines if "B1-004 installed" in line and "carries out" in line]


def test_a_bench_kept_out_settles_nothing(run, loose):
    run("bench", "repair", "B1-001", "--keep-out", "--on", "2022-10-08")
    assert asked(run)["state"] == "accepted"


def test_a_repair_before_the_reopening_settles_nothing_and_says_so(run, town):
    run("demand", "reopen", "1", "--reason", "松了", "--on", "2022-10-02")
    ran = run("bench", "repair", "B1-001", "--text", "拧紧", "--on", "2022-10-01", "--lang", "en")
    assert "Opened again after that, and still open: demand 1" in ran.out
    assert asked(run)["state"] == "registered"
