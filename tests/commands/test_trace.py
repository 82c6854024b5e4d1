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


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("named", [["B2-001"], ["b2-001"], ["Ｂ2－001"], ["凳号", "B2-001"], ["bench B2-001"]])
def test_a_tag_is_a_bench(run, told, named):
    assert run("trace", *named, "--json").json["bench"]["tag"] == "B2-001"


@pytest.mark.parametrize(
    "named",
    [
        ["第2批"],
        ["第二批"],
        ["2批"],
        ["第 2 批"],
        ["第", "2", "批"],
        ["batch", "2"],
        ["批次2"],
        ["--batch", "2"],
        ["-b2"],
    ],
)
def test_a_batch_by_any_of_its_names(run, told, named):
    assert run("trace", *named, "--json").json["batch"]["batch"] == 2


@pytest.mark.parametrize(
    "named",
    [
        ["苏州银行零售银行总部党委"],
        ["苏州银行"],
        ["partner", "1"],
        ["共建单位1"],
        ["单位", "总部"],
        ["--partner", "1"],
        ["--partner", "苏州"],
    ],
)
def test_a_partner_by_its_number_or_a_part_of_its_name(run, told, named):
    assert run("trace", *named, "--json").json["partner"]["partner"] == 1


def test_a_name_of_several_words_needs_no_quotes(run, ledger):
    run("partner", "add", "Bank of Suzhou")
    assert run("trace", "Bank", "of", "Suzhou", "--json").json["partner"]["name"] == "Bank of Suzhou"
    assert run("trace", "12幢", "3单元", "--json").json["unit"]["unit"] == "淞泽家园九区/12/3"
    assert run("trace", "单元", "12-3", "--json").json["unit"]["unit"] == "淞泽家园九区/12/3"


def test_an_address_comes_before_a_partner_of_that_name(run, ledger):
    for name in ("12-3公司", "九区物业", "星海小区"):
        run("partner", "add", name)
    assert "unit" in run("trace", "12-3", "--json").json
    assert run("trace", "九区", ok=False).err.startswith("“九区”没有幢号")
    for name in ("九区物业", "星海小区"):
        assert run("trace", name, "--json").json["partner"]["name"] == name


def test_a_bench_s_page(run, told):
    page = run("trace", "B2-001", "--color", "never", terminal=80).out
    assert max(map(cell_len, page.splitlines())) <= 80
    words = squeezed(run("trace", "B2-001").out)
    for said in (
        "B2-001（在用）·淞泽家园九区12幢6单元·第2批·苏州银行零售银行总部党委捐赠",
        "2021-01-05苏州银行零售银行总部党委认捐：50,000.50元书记",
        "2022-06人数：60岁以上14人·在12-5",
        "#6登记：凳1张·在12-5·上门走访",
        "2022-08-20第2批规划安排1张（第2位：规则1采纳了，还没有凳子）书记",
        "收到苏州银行零售银行总部党委捐赠：3张凳子·用于第2批·送到社区",
        "人力（3个工日）",
        "安装B2-001（第2批）·楼道口·落实#6",
        "B2-001从12-5移到12-6·左侧·落实#7·挡了门",
        "#6回访：没有联系上",
        "#6回访：已解决、满意·坐着舒服",
        "巡查B2-001：需维修",
        "第3号工单：B2-001要修",
        "第1次核对（12-6）：在位B2-001·下雨天",
        "B2-001还没有修好（第3号工单，2022年12月10日开）songyubenchrepairB2-001",
    ):
        assert said in words, said


def test_what_is_not_known_of_a_bench_is_said(run, told):
    old, new, bare = (run("trace", tag).out for tag in ("B2-002", "B2-003", "B1-002"))
    assert "替换它的凳：songyu trace B2-003" in old
    assert "它换下的凳：songyu trace B2-002" in new
    assert "捐赠单位：未载明。知道了就记：songyu bench edit B1-002 --partner 单位" in bare
    assert "没有它落实的需求。" in bare
    english = squeezed(run("trace", "B2-002", "--lang", "en").out)
    for said in (
        "B2-002installed(batch2)·楼道口·notonfirmground",
        "Batch2plans1benchhere(no.1:pinned)·门口有台阶",
        "B2-002inspected:outofuse(loose,paint)·晃得厉害",
        "B2-002repaired(workorder1)·拧紧螺栓·物业·35.50yuan",
        "B2-002inuseagain",
        "B2-002retired·replacedbyB2-003·又散了",
    ):
        assert said in english, said


def test_a_giver_without_gifts_is_said(run, ledger):
    run("partner", "add", "苏州银行")
    run("bench", "install", "12-3", "--partner", "1", "--on", "2021-06-18")
    assert "苏州银行捐了什么、什么时候：未载明。" in run("trace", "B1-001").out
    assert "捐了什么、什么时候：未载明。" in run("trace", "苏州银行").out


def test_a_stairwell_tells_of_moves_audits_and_repairs(run, told):
    words = squeezed(run("trace", "12-6").out)
    for said in (
        "第2批规划安排1张（第1位：指定）·门口有台阶",
        "B2-001从12-5移来·左侧·落实#7·挡了门",
        "安装B2-003（第2批）·楼道口·换下B2-002",
        "B2-003换位置：楼道口→右侧·晒得到太阳",
        "第1次核对（12-6）：在位B2-001；缺失B2-003；账外2张·下雨天",
        "songyubenchrepairB2-001",
    ):
        assert said in words, said
    assert "B2-001移到12-6·落实#7·挡了门" in squeezed(run("trace", "12-5").out)
    door = squeezed(run("trace", "12-4").out)
    assert ("第2批规划跳过这里·门口在施工" in door, "核对（12-4）：没有凳，也不该有" in door) == (True, True)


def test_a_batch_s_page(run, told):
    page = run("trace", "第2批", "--color", "never", terminal=80).out
    assert max(map(cell_len, page.splitlines())) <= 80
    words = squeezed(run("trace", "第2批").out)
    for said in (
        "第2批·2022年12月20日关闭·计划5张，已装2张",
        "2022第2批开始，计划5张·秋天",
        "第1号规划：安排3张（指定：1张、规则1：1张、规则4：1张）·要的是4张·指定12-6（1张，门口有台阶）",
        "跳过12-4（门口在施工）",
        "2022-09-10第2批投用2张·一网格1、二网格1·B2-001、B2-002",
        "2022-11-20第2批安装1张·一网格1·其中更换1张·B2-003",
        "第2批在用2B2-001、B2-003第2批已更换1B2-002",
        "一网格12",
        "巡查3次：完好1、停用1（B2-002）、需维修1（B2-001）",
        "从没巡查过：1张（B2-003）",
        "维修：修好2、没了结1（B2-001）·记下的花费35.50元",
        "落实需求2条（#6、7）",
        "回访2条，联系上2条·已解决1、没有解决1（#7）·满意1、不满意1",
        "安排了还没装：1张（12-5）songyubenchinstall12-5--batch2",
        "有维修工单没了结：1张（B2-001）songyubenchrepairB2-001",
    ):
        assert said in words, said
    english = re.sub(r" +", " ", run("trace", "batch", "2", "--lang", "en").out)
    for said in ("3 benches allocated (pinned: 1, rule 1: 1, rule 4: 1)", "Never inspected: 1 bench (B2-003)"):
        assert said in english, said


def test_a_large_batch_is_told_in_few_lines_and_whole_as_json(run, ledger):
    run("batch", "edit", "1", "-n", "60")
    run("bench", "install", "12-3", "-n", "40", "--on", "2021-06-18")
    run("bench", "install", "2-1", "-n", "20", "--on", "2021-06-18")
    page, told = run("trace", "第1批").out, run("trace", "第1批", "--json").json
    assert len(page.splitlines()) < 40
    assert "B1-006" not in page
    installed = next(one for one in told["events"] if one["what"] == "installed")
    assert installed["facts"]["grids"] == [{"grid": "一网格", "benches": 60}]
    assert len(installed["facts"]["tags"]) == len(told["outcome"]["benches"][0]["tags"]) == 60
    assert told["outcome"]["demands"] == [1]
    assert "songyu demand followup 1 --resolved 是" in page


def test_a_batch_of_which_nothing_stands_yet(run, ledger):
    page = run("trace", "第1批").out
    assert ("计划 3 张" in page, "songyu bench install" in page) == (True, True)
    assert run("trace", "第1批", "--json").json["outcome"]["benches"] == []


def test_a_partner_s_page(run, told):
    page = run("trace", "苏州银行", "--color", "never", terminal=80).out
    assert max(map(cell_len, page.splitlines())) <= 80
    words = squeezed(page)
    for said in (
        "苏州银行零售银行总部党委·捐赠单位",
        "内容和数额未载明",
        "第2批在用2",
        "没有解决1（#7）",
    ):
        assert said in words, said
    bare = run("trace", "中衡").out
    assert ("songyu partner pledge 2" in bare, "songyu bench edit 凳号 --partner 2" in bare) == (True, True)


def test_json_of_the_others_has_its_parts(run, told):
    assert run("trace", "B2-001", "--json").json.keys() == {"bench", "demands", "events", "owed"}
    assert run("trace", "第2批", "--json").json.keys() == {"batch", "events", "outcome", "missing"}
    assert run("trace", "苏州银行", "--json").json.keys() == {"partner", "events", "outcome"}
    outcome = {"benches", "places", "inspections", "repairs", "fen", "demands", "followups"}
    assert run("trace", "第2批", "--json").json["outcome"].keys() == outcome


@pytest.mark.parametrize("words", [["B2-001"], ["第2批"], ["苏州银行"], ["12-6"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_its_terminal(run, told, words, language):
    for width in (60, 80, 120):
        page = run("trace", *words, "--lang", language, "--color", "never", terminal=width).out
        assert max(map(cell_len, page.splitlines())) <= width


def test_what_the_commands_write_is_told(run, ledger):
    for line in (
        "partner add 苏州银行",
        "partner pledge 1 -n 2 --batch 1 --on 2021-04-01",
        "demand decide 1 --accept --on 2021-04-02",
        "batch plan 1 -n 2 --save --skip 2-1=门口在施工 --on 2021-05-01",
        "bench install 12-3 --partner 1 --on 2021-06-18",
        "bench inspect B1-001 --fault 松动 --on 2021-07-01",
        "bench repair B1-001 --cost 35 --by 物业 --on 2021-07-03",
        "bench move B1-001 12-4 --reason 挡了门 --on 2021-08-01",
        "bench replace B1-001 --reason 散架 --on 2021-09-01",
        "demand followup 1 --resolved 是 --grade 满意 --on 2021-09-02",
        "bench audit 12-4 --all --on 2021-10-01",
    ):
        run(*line.split())
    events = run("trace", "B1-001", "--json").json["events"]
    assert [one["what"] for one in events] == [
        *("counted", "registered", "pledged", "decided", "allocated", "installed", "in_use"),
        *("inspected", "repair_opened", "repaired", "moved", "retired", "followed_up"),
    ]
    assert [one["what"] for one in run("trace", "12-4", "--json").json["events"]][1:] == [
        *("allocated", "moved_here", "installed", "in_use", "retired", "audited"),
    ]
    assert "门口在施工" in run("trace", "2-1").out
    assert [one["what"] for one in run("trace", "第1批", "--json").json["missing"]] == ["not_installed", "no_partner"]


def test_a_day_on_which_a_bench_was_stopped_twice(run, ledger):
    for line in (
        "bench install 12-3",
        "bench stop B1-001 --reason 摇",
        "bench use B1-001",
        "bench stop B1-001 --reason 断",
        "bench replace B1-001 --reason 换新",
        "bench move B1-002 12-4 --reason 挡了门",
    ):
        run(*line.split())
    ends = ["installed", "in_use", "out_of_use", "in_use_again", "out_of_use", "retired"]
    assert [one["what"] for one in run("trace", "B1-001", "--json").json["events"]][-len(ends) :] == ends
    there = run("trace", "12-3", "--json").json["events"]
    assert [one["facts"].get("reason") for one in there if one["what"] in ("out_of_use", "retired")] == [
        *("摇", "断", "换新"),
    ]
    asked = run("trace", "1", "--json").json["events"]
    put_up = [one["facts"]["bench"] for one in asked if one["what"] in ("result", "installed")]
    assert put_up == ["B1-001", "B1-002"]
    told = {one["what"]: one["facts"] for one in run("trace", "第1批", "--json").json["events"]}
    assert (told["out_of_use"]["benches"], told["out_of_use"]["tags"]) == (1, ["B1-001"])
    assert (told["moved"]["bench"], told["moved"]["reason"]) == ("B1-002", "挡了门")
    assert "B1-002 从 12-3 移到 12-4" in run("trace", "第1批").out


def test_who_was_asked_and_not_reached_is_not_called_unasked(run, ledger):
    for line in ("bench install 12-3", "demand followup 1 --not-reached"):
        run(*line.split())
    page = run("trace", "第1批").out
    assert ("回访 1 条，联系上 0 条" in page, "办结后还没有回访到的：1 条（#1）" in page) == (True, True)
    assert "Done, and nobody reached since: 1 demand (#1)" in run("trace", "第1批", "--lang", "en").out
