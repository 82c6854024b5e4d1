"""A needs list comes in: demands, what was judged, decided and answered, and what is only compared."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from songyu_cli.domain.choices import CHANNELS, KINDS
from songyu_cli.domain.tables.kinds import DEMANDS

DATA = Path(__file__).parents[2] / "data"
HEADER = "登记日期,来源,幢,单元,需求内容,类别"
FIRST = "2022-03-01,热线,12,3,门口没有凳子,凳"


@pytest.fixture
def take(run, ledger, elsewhere):
    """Import lines below a header as a csv file; returns what the command printed."""

    def take(*lines, more=(), ok=True, words=("--json",)):
        (elsewhere / "需求清单.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        return run("demand", "import", "需求清单.csv", *more, *words, ok=ok)

    return take


def counts(ran):
    return ran.json["added"], ran.json["changed"], ran.json["same"], ran.json["bad"]


def notices(ran):
    return [notice["zh"] for notice in ran.json["notices"]]


def faults(ran):
    rows = ran.error["rows"] if ran.code else ran.json["errors"]
    return [(fault["row"], fault["column"], fault["kind"]) for fault in rows]


def one(run, number):
    return run("demand", "show", str(number), "--json").json


def test_the_whole_list_as_it_is_headed_in_practice(run, take):
    head = (
        "序号,登记日期,来源,网格,楼栋,单元,需求内容,类别,数量（张）,同类反映次数,是否合理,是否可行,理由,处理意见,"
        "责任(角色),办理时限,状态,回音日期,备注,反映人姓名,联系电话"
    )
    row = (
        "1,2022.3.1,群,一网格,12幢,3单元,没处坐，电话13812345678,暖心凳,两张,1,是,合理,上楼累,采纳：列入第三批,网格长,"
        "2022年12月底,已采纳,2022-03-20,旧凳已收,张某,13812345678"
    ).replace("，", "、")
    done = take("淞渔社区需求清单（截至2022年10月）", head, row)
    assert counts(done) == (1, 0, 0, 0)
    assert done.json["sheets"][0]["left_out"] == ["T 反映人姓名", "U 联系电话"]
    assert done.json["sheets"][0]["unknown"] == []
    told = one(run, 2)
    demand = told["demand"]
    wanted = {
        "unit": "淞泽家园九区/12/3",
        "kind": "bench",
        "quantity": 2,
        "channel": "chat_group",
        "registered_on": "2022-03-01",
        "text": "没处坐、电话[手机]",
        "owner_role": "grid_leader",
        "state": "accepted",
        "reply_due": "2022-03-08",
        "result_due": "2022-12-31",
        "replied_on": "2022-03-20",
    }
    assert {name: demand[name] for name in wanted} == wanted
    [review], [decision], [reply] = told["reviews"], told["decisions"], told["replies"]
    assert (review["reasonable"], review["feasible"], review["reason"]) == ("yes", "yes", "上楼累")
    assert (decision["verdict"], decision["reason"], decision["decided_on"]) == ("accepted", "列入第三批", "2022-03-20")
    assert (reply["replied_on"], reply["how"], reply["role"]) == ("2022-03-20", "visit", "clerk")
    said = " ".join(notices(done))
    for part in ("个人信息已遮盖", "按上门记", "按回音日期", "备注没有采用", "同单元还有没办结的同类需求"):
        assert part in said
    assert "状态" not in said
    assert "13812345678" not in done.out
    assert counts(take("淞渔社区需求清单（截至2022年10月）", head, row)) == (0, 0, 1, 0)


def test_the_sample_s_list_comes_in_unchanged(run, elsewhere):
    with (DATA / "demands.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    run("init", "--community", "淞渔社区", "--estate", "淞泽家园九区")
    run("unit", "import", str(DATA / "register.xlsx"))
    done = run("demand", "import", str(DATA / "demands.csv"), "--json")
    assert counts(done) == (len(rows), 0, 0, 0)
    assert counts(run("demand", "import", str(DATA / "demands.csv"), "--json")) == (0, 0, len(rows), 0)
    taken = [
        {
            "登记日期": one["registered_on"],
            "来源": one["channel"],
            "幢": one["unit"].split("/")[1],
            "单元": one["unit"].split("/")[2],
            "需求内容": one["text"],
            "类别": one["kind"],
            "数量": str(one["quantity"]),
        }
        for one in run("demand", "list", "--json").json
    ]
    words = {"来源": CHANNELS, "类别": KINDS}
    meant = [{name: words[name].read(row[name]) if name in words else row[name] for name in taken[0]} for row in rows]
    assert taken == meant


def test_a_later_version_of_the_list_adds_the_steps(run, take):
    head = HEADER + ",是否合理,是否可行,理由,处理意见,决定日期,回音日期,回音方式,回音内容,责任"
    versions = [
        (",,,,,,,,", (1, 0, 0, 0), "registered"),
        (",,,,,,,,", (0, 0, 1, 0), "registered"),
        ("是,,,,,,,,", (0, 1, 0, 0), "registered"),
        ("是,是,,,,,,,书记", (0, 1, 0, 0), "reviewed"),
        ("是,是,,同意,2022-04-01,,,,书记", (0, 1, 0, 0), "accepted"),
        ("是,是,,采纳,2022-04-01,2022-04-03,电话,下月装,书记", (0, 1, 0, 0), "accepted"),
        ("是,是,,采纳,,2022-04,,,书记", (0, 0, 1, 0), "accepted"),
        ("是,是,,采纳,2022-04-01,2022-05-06,公示,装好了,书记", (0, 1, 0, 0), "accepted"),
        (",,,,,,,,", (0, 0, 1, 0), "accepted"),
    ]
    for cells, expected, state in versions:
        assert counts(take(head, f"{FIRST},{cells}")) == expected, cells
        assert one(run, 2)["demand"]["state"] == state
    told = one(run, 2)
    assert [(one["reasonable"], one["feasible"]) for one in told["reviews"]] == [("yes", None), (None, "yes")]
    assert [one["decided_on"] for one in told["decisions"]] == ["2022-04-01"]
    assert [(one["how"], one["text"]) for one in told["replies"]] == [("phone", "下月装"), ("notice", "装好了")]
    assert told["demand"]["owner_role"] == "secretary"


def test_changes_are_said_one_by_one(run, take):
    take(HEADER, FIRST)
    line = f"{FIRST},2,是,采纳,2022-04-03,网格长"
    head = HEADER + ",数量,合理,处理意见,回音日期,责任"
    shown = take(head, line, words=("--dry-run",)).out
    assert "第 2 号：数量 1 -> 2、责任 网格长、合理 是、采纳、答复 2022年4月3日 上门" in shown
    shown = take(head, line, words=("--lang", "en")).out
    assert (
        "demand 2: quantity 1 -> 2, responsible grid leader, reasonable yes, accepted, replied 2022-04-03 visit"
        in shown
    )


def test_what_is_carried_out_already_may_still_be_told_of(run, take):
    take(HEADER, FIRST.replace("12,3", "12,4"))
    run("bench", "install", "12-4", "--on", "2022-06")
    assert one(run, 2)["demand"]["state"] == "done"
    row = FIRST.replace("12,3", "12,4")
    done = take(HEADER + ",合理,可行,处理意见,回音日期", f"{row},是,是,采纳,2022-03-05")
    assert counts(done) == (0, 1, 0, 0)
    demand = one(run, 2)["demand"]
    assert (demand["state"], demand["verdict"], demand["replied_on"]) == ("done", "accepted", "2022-03-05")


@pytest.mark.parametrize(
    ("first", "then", "kind"),
    [
        ("是,是,,采纳", "是,是,没钱,不予采纳", "said_otherwise"),
        ("是,是,,", "是,否,没地方,", "said_otherwise"),
        (",,没地方,不予采纳", ",,,采纳", "said_otherwise"),
    ],
)
def test_a_list_does_not_turn_round_what_was_decided(run, take, first, then, kind):
    head = HEADER + ",合理,可行,理由,处理意见"
    take(head, f"{FIRST},{first}")
    before = one(run, 2)
    refused = take(head, f"{FIRST},{then}", ok=False)
    assert faults(refused) == [(2, None, kind)]
    assert "songyu demand decide" in refused.error["rows"][0]["hint"]["zh"]
    assert one(run, 2) == before


def test_a_decision_set_aside_by_a_reopening_is_not_taken_again(run, take):
    line = f"{FIRST},没地方,不予采纳"
    take(HEADER + ",理由,处理意见", line)
    run("demand", "reopen", "2", "--reason", "又反映")
    assert counts(take(HEADER + ",理由,处理意见", line)) == (0, 0, 1, 0)
    assert one(run, 2)["demand"]["state"] == "registered"


@pytest.mark.parametrize(
    ("close", "cells", "kind"),
    [
        (["demand", "withdraw", "2"], "1,采纳", "not_in_this_state"),
        (["demand", "merge", "2", "--into", "1"], "1,采纳", "not_in_this_state"),
        (["demand", "withdraw", "2"], "3,", "demand_closed"),
        (["bench", "install", "12-4", "--on", "2022-06"], "1,不予采纳", "said_otherwise"),
    ],
)
def test_what_is_closed_is_not_decided_by_a_list(run, take, close, cells, kind):
    row = FIRST.replace("12,3", "12,4") if close[0] == "bench" else FIRST
    take(HEADER + ",处理意见", row + (",采纳" if close[0] == "bench" else ","))
    run(*close)
    refused = take(HEADER + ",数量,处理意见,理由", f"{row},{cells},没地方", ok=False)
    assert faults(refused) == [(2, None, kind)]


def test_what_was_partly_carried_out_is_not_declined_or_made_less(run, take):
    row = FIRST.replace("12,3", "12,4")
    take(HEADER + ",数量", f"{row},3")
    run("bench", "install", "12-4", "-n", "2", "--on", "2022-06", "--over")
    refused = take(HEADER + ",处理意见,理由", f"{row},不予采纳,没钱", ok=False)
    assert faults(refused) == [(2, None, "declined_partly_done")]
    refused = take(HEADER + ",数量", f"{row},1", ok=False)
    assert faults(refused) == [(2, None, "quantity_below_carried_out")]
    assert counts(take(HEADER, row)) == (0, 0, 1, 0)  # a list without quantities does not change any


def test_identical_rows_are_a_demand_each(run, take):
    assert counts(take(HEADER, FIRST, FIRST)) == (2, 0, 0, 0)
    assert counts(take(HEADER, FIRST, FIRST)) == (0, 0, 2, 0)
    assert counts(take(HEADER, FIRST, FIRST, FIRST)) == (1, 0, 2, 0)
    head = HEADER + ",数量,回音日期"
    answered = [f"{FIRST},1,", f"{FIRST},1,2022-03-05", f"{FIRST},1,"]
    assert counts(take(head, *answered)) == (0, 1, 2, 0)
    assert counts(take(head, *reversed(answered[:2]), answered[2])) == (0, 0, 3, 0)
    assert len(run("demand", "list", "--json").json) == 4


@pytest.mark.parametrize(
    ("head", "row", "fault"),
    [
        (HEADER, ",热线,12,3,x,凳", ("A 登记日期", "no_date")),
        (HEADER, "3月1日,热线,12,3,x,凳", ("A 登记日期", "no_year")),
        (HEADER, "2031-03-01,热线,12,3,x,凳", ("A 登记日期", "future")),
        (HEADER, "2022-03-01,电视,12,3,x,凳", ("B 来源", "unknown_choice")),
        (HEADER, "2022-03-01,热线,12,,x,凳", ("D 单元", "no_unit")),
        (HEADER, "2022-03-01,热线,99,1,x,凳", (None, "unit_not_found")),
        (HEADER, "2022-03-01,热线,12,3,x,雨棚", ("F 类别", "unknown_choice")),
        (HEADER, "2022-03-01,热线,12,3,楼道扶手松了,", ("F 类别", "kind_unclear")),
        (HEADER + ",数量", f"{FIRST},0", ("G 数量", "zero_quantity")),
        (HEADER + ",数量", f"{FIRST},若干", ("G 数量", "approximate_count")),
        (HEADER + ",是否可行,理由", f"{FIRST},否,", ("H 理由", "no_reason")),
        (HEADER + ",是否可行", f"{FIRST},看情况", ("G 是否可行", "unknown_choice")),
        (HEADER + ",处理意见", f"{FIRST},不予采纳", (None, "no_reason")),
        (HEADER + ",责任", f"{FIRST},物业", ("G 责任", "unknown_choice")),
        (HEADER + ",办理时限", f"{FIRST},2022-02-28", ("G 办理时限", "before_registered")),
        (HEADER + ",办理时限", f"{FIRST},尽快", ("G 办理时限", "unparsed_date")),
        (HEADER + ",回音日期", f"{FIRST},2022-02", ("G 回音日期", "before_registered")),
        (HEADER + ",回音日期,回音内容", f"{FIRST},,已告知", ("G 回音日期", "no_reply_date")),
        (HEADER + ",回音日期,回音方式", f"{FIRST},2022-03-05,写信", ("H 回音方式", "unknown_choice")),
    ],
)
def test_a_row_that_cannot_be_taken(run, ledger, take, head, row, fault):
    before = ledger.read_bytes()
    refused = take(head, row, ok=False)
    assert refused.code == 5
    assert faults(refused) == [(2, *fault)]
    assert ledger.read_bytes() == before
    english = take(head, row, ok=False, words=("--lang", "en")).err
    assert "nothing was written" in english
    done = take(head, row, FIRST + "," * (head.count(",") - 5), more=["--skip-bad"])
    assert counts(done) == (1, 0, 0, 1)


def test_several_faults_of_a_row_are_told_together(run, take):
    refused = take(HEADER + ",数量,可行", ",电视,12,3,x,雨棚,0,否", ok=False)
    assert faults(refused) == [
        (2, "A 登记日期", "no_date"),
        (2, "B 来源", "unknown_choice"),
        (2, "F 类别", "unknown_choice"),
        (2, "G 数量", "zero_quantity"),
        (2, None, "no_reason"),
    ]


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("2022-06-30", "2022-06-30"),
        ("2022年6月", "2022-06-30"),
        ("2022", "2022-12-31"),
        ("2033-01-01", "2033-01-01"),
        ("30天", "2022-03-31"),
        ("30", "2022-03-31"),
        ("5个工作日", "2022-03-08"),
        ("/", "2022-04-30"),
    ],
)
def test_a_promise_that_was_made_is_kept(run, take, cell, due):
    line = f"{FIRST},{cell}"
    take(HEADER + ",办理时限", line)
    assert one(run, 2)["demand"]["result_due"] == due
    assert counts(take(HEADER + ",办理时限", line)) == (0, 0, 1, 0)


def test_what_is_compared_is_never_taken(run, take):
    head = HEADER + ",同类反映次数,状态,所属网格,办理时限"
    rows = [
        f"{FIRST},3,已办结,一网格,30天",
        "2022-03-02,热线,12,4,坐不下,凳,1,登记,二网格,",
        "2022-03-03,热线,2,1,坐不下,凳,,待办,,",
    ]
    said = "\n".join(notices(take(head, *rows)))
    assert "同类反映次数和账本不一样的（1 行），没有采用：第 2 行（表 3，账本 1）" in said
    assert "第 2 行（表 办结，账本 登记）、第 4 行（表 待办，账本 登记）" in said
    assert "第 3 行（表 二网格，账本 一网格）" in said
    assert "办理时限" not in said
    run("demand", "extend", "2", "--to", "2023-03-01", "--reason", "等第三批")
    run("demand", "add", "12-3", "--on", "2022-03-02")
    run("demand", "merge", "1", "5", "--into", "2")
    done = take(head, *rows)
    assert counts(done) == (0, 0, 3, 0)
    said = "\n".join(notices(done))
    assert "同类反映次数" not in said
    assert "办理时限和账本不一样的（1 行），没有改：第 2 行（表 2022-03-31，账本 2023-03-01）" in said
    english = take(head, *rows, words=("--lang", "en")).out
    assert "row 2 (done; the ledger has registered), row 4 (待办; the ledger has registered)" in english


def test_what_is_assumed_is_said_once_with_its_rows(run, take):
    rows = ["2022-03-01,12,3,没处坐,转物业", "2022-03-01,12,4,,列入计划，待定".replace("，", " ")]
    done = take("登记日期,幢,单元,需求内容,处理意见", *rows)
    assert counts(done) == (2, 0, 0, 0)
    said = notices(done)
    assert "没有写类别的，按凳登记（2 行）" in said
    assert "没有写来源的，按上门走访登记（2 行）" in said
    assert "处理意见不是采纳或不予采纳，没有采用（2 行）" in said
    assert [(one["kind"], one["channel"], one["state"]) for one in run("demand", "list", "--json").json[1:]] == [
        ("bench", "door", "registered")
    ] * 2


def test_the_day_may_be_given_for_rows_without_one(run, take):
    rows = [",热线,12,3,x,凳", "2022-03-02,热线,12,3,y,凳"]
    assert counts(take(HEADER, *rows, more=["--on", "2022-02-01"])) == (2, 0, 0, 0)
    assert counts(take("来源,单元地址,诉求内容,类型", "来访,12幢4单元,x,扶手", more=["--on", "2022-02"])) == (
        1,
        0,
        0,
        0,
    )
    assert [one["registered_on"] for one in run("demand", "list", "--json").json[1:]] == [
        "2022-02-01",
        "2022-03-02",
        "2022-02",
    ]


def test_the_ledger_s_own_kinds_are_known(run, take):
    run("config", "set", "kinds", "canopy=雨棚")
    assert counts(take(HEADER, "2022-03-01,热线,12,3,x,雨棚")) == (1, 0, 0, 0)
    assert one(run, 2)["demand"]["kind"] == "canopy"
    assert faults(take(HEADER, "2022-03-01,热线,12,3,想要个雨棚,", ok=False)) == [(2, "F 类别", "kind_unclear")]


def test_what_asks_again_is_marked_in_a_list_too(run, take):
    head = HEADER + ",理由,处理意见,决定日期"
    rows = [
        "2022-01-01,热线,12,4,x,凳,没地方,不予采纳,2022-02-01",
        "2022-03-01,热线,12,4,y,凳,,,",
        "2022-01-15,热线,12,4,z,凳,,,",
    ]
    take(head, *rows)
    assert [one["repeat_of"] for one in run("demand", "list", "--json").json] == [None, None, 2, None]


def test_a_register_is_no_needs_list(run, take):
    refused = take("幢,单元,60岁以上,数据日期", "12,3,5,2022", ok=False)
    assert (refused.code, refused.error["kind"]) == (5, "column_missing")
    assert "需求内容" in refused.error["message"]


def test_totals_are_compared(run, take):
    shown = take(HEADER + ",数量", f"{FIRST},2", "合计,,,,,,3", words=()).out
    assert "写的 3，加起来 2" in shown


def test_an_import_is_one_entry_and_taken_back_whole(run, take):
    before = run("demand", "list", "--json").json
    take(HEADER + ",合理,处理意见,回音日期", f"{FIRST},是,采纳,2022-04-01", f"{FIRST},,,")
    entry = run("log", "--json").json[0]
    assert entry["name"] == "demand import"
    run("undo")
    assert run("demand", "list", "--json").json == before
    empty = take(HEADER)
    assert counts(empty) == (0, 0, 0, 0)


def test_a_dry_run_writes_nothing(run, ledger, take):
    before = ledger.read_bytes()
    assert counts(take(HEADER, FIRST, more=["--dry-run"])) == (1, 0, 0, 0)
    assert "Dry run: 1 new" in take(HEADER, FIRST, more=["--dry-run"], words=("--lang", "en")).out
    assert ledger.read_bytes() == before


def test_our_own_headers_are_read_back_in_both_languages():
    for name, meanings in DEMANDS.spelled.items():
        assert sum(not assumed for _, assumed in meanings) <= 1, name
    for language in (0, 1):
        for column in DEMANDS.columns:
            assert DEMANDS.column(column.title[language]) is column


def test_a_long_list_keeps_its_order(run, take):
    out = io.StringIO()
    csv.writer(out).writerows([f"2022-03-{day:02}", "热线", "12", "3", f"第{day}条", "凳"] for day in range(1, 29))
    assert counts(take(HEADER, *out.getvalue().splitlines())) == (28, 0, 0, 0)
    assert [one["text"] for one in run("demand", "list", "--json").json[1:]] == [f"第{day}条" for day in range(1, 29)]


@pytest.mark.parametrize(("first", "then"), [("要 扶手", "要扶手。"), ("没处坐", "没处坐！"), ("", "。")])
def test_blanks_and_punctuation_do_not_make_another_demand(run, take, first, then):
    row = FIRST.replace("门口没有凳子", "{}")
    take(HEADER, row.format(first))
    run("demand", "withdraw", "2")
    assert counts(take(HEADER, row.format(then))) == (0, 0, 1, 0)


def test_the_same_words_find_their_own_demand_first(run, take):
    rows = [FIRST.replace("门口没有凳子", text) for text in ("要凳", "要凳。")]
    take(HEADER, *rows)
    take(HEADER + ",责任", f"{rows[1]},网格长", f"{rows[0]},")
    assert [one(run, number)["demand"]["owner_role"] for number in (2, 3)] == [None, "grid_leader"]


@pytest.mark.parametrize("close", [True, False])
def test_a_new_row_like_a_demand_in_other_words_is_said(run, take, close):
    take(HEADER, FIRST.replace("门口没有凳子", "没处坐"))
    if close:
        run("demand", "withdraw", "2")
    done = take(HEADER, FIRST.replace("门口没有凳子", "没处坐啊"))
    assert counts(done) == (1, 0, 0, 0)
    assert "和账本里的一条只差字句：第 2 行（第 2 号）" in "\n".join(notices(done))
    rows = [FIRST.replace("门口没有凳子", text) for text in ("没处坐", "没处坐啊", "楼下没凳")]
    assert "只差字句" not in "\n".join(notices(take(HEADER, *rows)))


def test_a_later_list_fills_what_steps_left_blank_and_changes_none(run, take):
    head = HEADER + ",合理,理由,处理意见,回音日期,回音方式,回音内容"
    assert counts(take(head, f"{FIRST},是,,采纳,2022-04-03,电话,")) == (1, 0, 0, 0)
    full = f"{FIRST},是,上楼累,采纳：列入第三批,2022-04-03,,下月装"
    done = take(head, full)
    assert counts(done) == (0, 1, 0, 0)
    assert "审核理由 上楼累、决定理由 列入第三批、回音内容 下月装" in done.json["changes"][0]["what"]["zh"]
    assert counts(take(head, full)) == (0, 0, 1, 0)
    told = one(run, 2)
    assert [told[name][0]["reason"] for name in ("reviews", "decisions")] == ["上楼累", "列入第三批"]
    assert [(reply["how"], reply["text"]) for reply in told["replies"]] == [("phone", "下月装")]
    done = take(head, f"{FIRST},是,腿脚不便,采纳：列入第四批,2022-04-03,上门,明年装")
    assert counts(done) == (0, 0, 1, 0)
    said = "\n".join(notices(done))
    assert "办理内容和账本不一样的（4 处），没有采用" in said
    assert "第 2 行审核理由（表 腿脚不便，账本 上楼累）" in said
    assert "第 2 行回音方式（表 上门，账本 电话）、第 2 行回音内容（表 明年装，账本 下月装）" in said
    assert one(run, 2) == told


def test_who_is_responsible_for_what_is_closed_stays(run, take):
    take(HEADER + ",责任", f"{FIRST},网格长")
    run("demand", "withdraw", "2")
    done = take(HEADER + ",责任", f"{FIRST},书记")
    assert counts(done) == (0, 0, 1, 0)
    assert "第 2 行责任（表 书记，账本 网格长）" in "\n".join(notices(done))
    assert one(run, 2)["demand"]["owner_role"] == "grid_leader"
