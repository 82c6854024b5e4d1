"""`songyu bench` after the installation: in use and out of it, moved, replaced, retired, and what became known."""

from __future__ import annotations

import pytest
from conftest import built_once


@pytest.fixture
@built_once
def stands(run, ledger):
    """B1-001 at 12-3, which settled demand 1, and B1-002 at 12-4; batch 1 plans three."""
    run("bench", "install", "12-3", "12-4", "--on", "2021-06-18")
    return run


def bench(run, tag):
    return run("bench", "show", tag, "--json").json


def batch(run, number=1):
    return next(one for one in run("batch", "list", "--json").json if one["batch"] == number)


def state(run, demand):
    return run("demand", "show", str(demand), "--json").json["demand"]["state"]


# in use and out of it


def test_a_bench_goes_out_of_use_and_back(stands):
    ran = stands("bench", "stop", "b1-001", "--reason", "凳腿松了", "--on", "2022-05-01", "--as", "网格员")
    assert "已停用 B1-001（淞泽家园九区12幢3单元 楼道口）（2022年5月1日）：凳腿松了" in ran.out
    assert "没有在用的凳子了：淞泽家园九区12幢3单元" in ran.out
    assert "songyu bench use B1-001" in ran.out
    assert batch(stands)["out_of_use"] == 1
    ran = stands("bench", "use", "B1-001", "--on", "2022-05", "--lang", "en")
    assert "In use now: B1-001, 淞泽家园九区, Building 12, Unit 3, 楼道口 (2022-05)" in ran.out
    told = bench(stands, "B1-001")
    assert (told["state"], told["in_use_on"]) == ("in_use", "2021-06-18")
    assert told["events"][2:] == [
        {"kind": "out_of_use", "happened_on": "2022-05-01", "reason": "凳腿松了", "role": "grid_worker"},
        {"kind": "in_use", "happened_on": "2022-05", "reason": None, "role": "clerk"},
    ]


def test_a_new_bench_is_put_to_use(run, ledger):
    run("bench", "install", "12-4", "--on", "2022-01-02", "--pending")
    run("bench", "use", "B1-001", "--on", "2022-02")
    assert (bench(run, "B1-001")["state"], bench(run, "B1-001")["in_use_on"]) == ("in_use", "2022-02")


def test_what_is_so_already_is_said_and_not_written_again(stands):
    stands("bench", "stop", "B1-002", "--reason", "松了", "--on", "2022-05-01")
    ran = stands("bench", "stop", "B1-001..B1-002", "--reason", "松了")
    assert "已停用 B1-001（" in ran.out
    assert "已经停用，没有再写：B1-002" in ran.out
    ran = stands("bench", "stop", "B1-001..B1-002", "--reason", "松了", "--lang", "en")
    assert ran.out == "Out of use already, nothing more to write: B1-001, B1-002\n"
    assert "Nothing in the ledger changed" in ran.err
    assert "早已拆除" in [stands("bench", "retire", "B1-001", "--reason", "旧") for _ in range(2)][1].out
    assert len(bench(stands, "B1-002")["events"]) == 3


def test_an_open_repair_is_not_forgotten(stands):
    stands("bench", "inspect", "B1-001", "--result", "停用", "--fault", "松动")
    assert "维修单还开着：B1-001" in stands("bench", "use", "B1-001").out


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("B1-001..B1-003", ["B1-001", "B1-002", "B1-003"]),
        ("B1-002～b1-003 B1-001 B1-002", ["B1-002", "B1-003", "B1-001"]),
        ("B1-002-B1-003", ["B1-002", "B1-003"]),
        ("B1-001至B1-002", ["B1-001", "B1-002"]),
        ("B1-003…B1-003", ["B1-003"]),
    ],
)
def test_several_tags_and_ranges_of_them(stands, words, tags):
    stands("bench", "install", "2-1", "--on", "2021-06-18")
    done = stands("bench", "stop", *words.split(), "--reason", "台风", "--json").json
    assert [one["tag"] for one in done["benches"]] == tags


def test_a_range_means_the_benches_that_there_are(run, ledger):
    run("batch", "edit", "1", "-n", "9")
    run("bench", "install", "12-3", "-n", "2")
    run("bench", "install", "12-3")
    run("undo")  # B1-003 is never given again
    run("bench", "install", "12-4")
    done = run("bench", "edit", "B1-002..B1-004", "--back", "有", "--json").json
    assert [one["tag"] for one in done["benches"]] == ["B1-002", "B1-004"]


def test_several_are_all_or_none(stands):
    stands("bench", "retire", "B1-002", "--reason", "烂了", "--on", "2022-05-01")
    ran = stands("bench", "stop", "B1-001..B1-002", "--reason", "台风", "--on", "2021-01", ok=False)
    assert ran.code == 4
    assert [line.strip() for line in ran.err.splitlines()][:3] == [
        "2 张里有 2 张不行，一张都没有写入。",
        "2021年1月 早于凳子 B1-001 的安装（2021年6月18日）。",
        "凳子 B1-002 已于 2022年5月1日 拆除，不能再停用。",
    ]
    told = stands("bench", "use", "B1-001..B1-002", "--json", ok=False)
    assert told.error["kind"] == "bench_retired"
    assert bench(stands, "B1-001")["state"] == "in_use"


def test_a_vague_day_is_refused_only_where_it_is_certainly_too_early(stands):
    stands("bench", "stop", "B1-001", "--reason", "松了", "--on", "2022-05-20")
    stands("bench", "use", "B1-001", "--on", "2022-04", ok=False)
    stands("bench", "use", "B1-001", "--on", "2022-05")


# retired


def test_a_retired_bench_leaves_a_stairwell_and_a_demand_behind(stands):
    ran = stands("bench", "retire", "B1-001", "--reason", "烂了", "--on", "2022-05-01")
    assert ran.out.splitlines() == [
        "已拆除 B1-001（淞泽家园九区12幢3单元 楼道口）（2022年5月1日）：烂了",
        "没有在用的凳子了：淞泽家园九区12幢3单元",
        "第 1 号需求是它落实的（12-3）；居民还需要就重开：songyu demand reopen 1 --reason 凳子拆了",
    ]
    assert state(stands, 1) == "done"
    assert (batch(stands)["installed"], batch(stands)["retired"]) == (2, 1)
    stands("demand", "reopen", "1", "--reason", "凳子拆了")
    stands("bench", "install", "12-3")
    ran = stands("bench", "retire", "B1-003", "--reason", "也烂了", "--lang", "en")
    assert "It had carried out demand 1 (12-3); if that is needed again: songyu demand reopen 1" in ran.out


def test_another_bench_in_use_there_still_serves(stands):
    stands("bench", "install", "12-3")
    assert "没有在用" not in stands("bench", "retire", "B1-001", "--reason", "烂了").out


def test_a_demand_that_is_still_open_is_not_reopened(run, ledger):
    run("demand", "add", "12-4", "-n", "2", "--on", "2021-03-05")
    run("bench", "install", "12-4", "--on", "2021-06-18")
    ran = run("bench", "retire", "B1-001", "--reason", "烂了")
    assert "第 2 号需求还没有办结，已落实的 1/2 里有它" in ran.out
    assert "demand reopen" not in ran.out


def test_undo_brings_the_bench_back(stands):
    stands("bench", "retire", "B1-001..B1-002", "--reason", "烂了")
    stands("undo")
    assert [bench(stands, tag)["state"] for tag in ("B1-001", "B1-002")] == ["in_use", "in_use"]
    stands("bench", "stop", "B1-001", "--reason", "松了")
    stands("bench", "use", "B1-001")
    last = stands("log", "--limit", "2", "--json").json
    assert "songyu undo" in stands("undo", str(last[1]["command"]), ok=False).err  # first the later step


# moved


@pytest.fixture
def moving(stands):
    stands("demand", "add", "2-1", "--on", "2022-02-01")
    stands("hazard", "add", "2-1", "-k", "旧凳", "--on", "2022-03-01")
    return stands


def test_a_moved_bench_answers_where_it_comes_to(moving):
    before = batch(moving)
    ran = moving("bench", "move", "B1-001", "2-1", "--reason", "那里老人多", "--on", "2022-04-01")
    assert ran.out.splitlines()[:2] == [
        "已移动 B1-001：淞泽家园九区12幢3单元 楼道口 -> 淞泽家园九区2幢1单元 楼道口（2022年4月1日）：那里老人多",
        "  办结第 2 号需求",
    ]
    assert "没有在用的凳子了：淞泽家园九区12幢3单元" in ran.out
    assert "songyu demand reopen 1 --reason 凳子移走了" in ran.out
    assert "旧凳还在：淞泽家园九区2幢1单元" in ran.out
    assert (state(moving, 1), state(moving, 2)) == ("done", "done")
    told = bench(moving, "B1-001")
    assert (told["unit"], told["demand"], told["installed_on"]) == ("淞泽家园九区/2/1", 2, "2021-06-18")
    assert [one["demand"] for one in told["carried_out"]] == [1, 2]
    assert told["moves"] == [
        {
            "moved_on": "2022-04-01",
            "from_unit": "淞泽家园九区/12/3",
            "from_spot": "楼道口",
            "to_unit": "淞泽家园九区/2/1",
            "to_spot": "楼道口",
            "reason": "那里老人多",
            "role": "clerk",
        }
    ]
    assert batch(moving) == before
    assert [one["bench"] for one in moving("demand", "show", "1", "--json").json["results"]] == ["B1-001"]
    moving("undo")
    assert (bench(moving, "B1-001")["unit"], state(moving, 2)) == ("淞泽家园九区/12/3", "registered")


def test_a_bench_that_was_there_before_anybody_asked_answers_nobody(moving):
    ran = moving("bench", "move", "B1-001", "2-1", "--reason", "老人多", "--on", "2022-01", "--lang", "en")
    assert "Asked for there after that, and still open: demand 2" in ran.out
    assert state(moving, 2) == "registered"


def test_a_bench_that_comes_back_answers_no_further_demand(moving):
    moving("demand", "add", "12-3", "--on", "2021-07-01")
    moving("bench", "move", "B1-001", "12-4", "--reason", "试", "--on", "2022-04-01")
    assert "settles" not in moving("bench", "move", "B1-001", "12-3", "--reason", "试", "--lang", "en").out
    assert state(moving, 3) == "registered"
    moving("bench", "move", "B1-001", "12-4", "--reason", "试")
    moving("demand", "reopen", "1", "--reason", "凳子移走了")
    assert "办结第 1 号需求" in moving("bench", "move", "B1-001", "12-3", "--reason", "又搬回").out


def test_what_was_known_of_the_old_place_is_not_known_of_the_new_one(stands):
    stands("bench", "edit", "B1-001", "--exit-clear", "是", "--firm", "是", "--fixed", "是", "--back", "有")
    ran = stands("bench", "move", "B1-001", "12-3", "--spot", "门左", "--reason", "让路", "--firm", "否")
    assert "已移动 B1-001：淞泽家园九区12幢3单元，楼道口 -> 门左" in ran.out
    assert "注意：地面不坚实" in ran.out
    assert "没有在用" not in ran.out
    assert "reopen" not in ran.out
    told = bench(stands, "B1-001")
    assert [told[name] for name in ("spot", "exit_clear", "firm_ground", "fixed", "back")] == [
        *("门左", None, "no", None, "yes"),
    ]
    assert "songyu bench edit B1-002 --exit-clear" in stands("bench", "move", "B1-002", "2-1", "--reason", "x").out


def test_a_bench_out_of_use_is_moved_as_it_is(moving):
    moving("bench", "stop", "B1-002", "--reason", "松了")
    ran = moving("bench", "move", "B1-002", "2-1", "--reason", "先放着")
    assert "它现在没有在用；能用了就记：songyu bench use B1-002" in ran.out
    assert bench(moving, "B1-002")["state"] == "out_of_use"


def test_a_screening_counts_benches_where_they_then_stood(stands):
    stands("bench", "move", "B1-001", "2-1", "--reason", "老人多", "--on", "2022-04-01")

    def benches(day):
        rows = stands("unit", "screen", "--top", "9", "--as-of", day, "--json").json["rows"]
        return {one["unit"].partition("/")[2]: one["benches"] for one in rows}

    assert benches("2022-03-31") == {"12/3": 1, "12/4": 1, "2/1": 0, "10/2": 0}
    assert benches("2022-04-01") == {"12/3": 0, "12/4": 1, "2/1": 1, "10/2": 0}


def test_a_replacement_fills_nothing_that_was_allocated(stands):
    stands("batch", "edit", "1", "-n", "9")
    stands("batch", "plan", "1", "-n", "1", "--pin", "12-3", "--reason", "人多", "--save")
    stands("bench", "replace", "B1-001", "--reason", "断了")
    rows = stands("unit", "screen", "--top", "9", "--json").json["rows"]
    assert {one["unit"]: one["benches"] for one in rows}["淞泽家园九区/12/3"] == 2  # one stands, one is to come


# replaced


def test_a_replacement_stands_outside_the_planned_number(stands):
    stands("batch", "close", "1", "--on", "2021-12-24")
    before = batch(stands)
    ran = stands("bench", "replace", "B1-001", "--reason", "断了", "--on", "2022-05-01")
    assert "已更换 B1-001 -> B1-003（淞泽家园九区12幢3单元 楼道口，2022年5月1日）：断了" in ran.out
    assert batch(stands) == {**before, "replacements": 1}
    old, new = bench(stands, "B1-001"), bench(stands, "B1-003")
    assert (old["state"], old["replaced_by"], old["demand"]) == ("retired", "B1-003", 1)
    assert (new["state"], new["replaces"], new["demand"], new["installed_on"]) == (
        *("in_use", "B1-001", None, "2022-05-01"),
    )
    assert [one["demand"] for one in new["carried_out"]] == [1]
    assert "在 12-3" not in stands("bench", "show", "B1-003").out
    assert "更换前的凳子落实了第 1 号需求" in stands("bench", "show", "B1-003").out
    assert "demand reopen 1" in stands("bench", "retire", "B1-003", "--reason", "又断了").out
    assert (batch(stands)["installed"], batch(stands)["retired"]) == (2, 1)
    stands("batch", "edit", "1", "--on", "2021-06")


def test_a_replacement_settles_no_demand_and_has_words_of_its_own(stands):
    stands("partner", "add", "苏州银行")
    stands("demand", "add", "12-4", "--on", "2021-03-05")
    ran = stands(
        "bench", "replace", "B1-002", "--reason", "断了", "--tag", "B1-040", "--partner", "银行", "--spot", "门左"
    )
    assert "捐赠单位：苏州银行" in ran.out
    assert (bench(stands, "B1-040")["partner"], bench(stands, "B1-040")["spot"]) == ("苏州银行", "门左")
    assert state(stands, 2) == "registered"
    assert "B1-041" in stands("bench", "replace", "B1-040", "--reason", "又断了").out
    stands("undo")
    stands("undo")
    assert bench(stands, "B1-002")["state"] == "in_use"


def test_a_replacement_settles_what_was_opened_again_because_the_old_bench_broke(stands):
    stands("demand", "add", "12-3", "--on", "2021-07-01")
    stands("demand", "followup", "1", "--resolved", "no", "--on", "2022-03-01")
    stands("demand", "reopen", "1", "--reason", "坐不稳", "--on", "2022-03-02")
    early = stands("bench", "replace", "B1-001", "--reason", "断了", "--on", "2022-03-01", "--lang", "en")
    assert "Opened again after that, and still open: demand 1" in early.out
    assert state(stands, 1) == "registered"
    stands("undo")
    ran = stands("bench", "replace", "B1-001", "--reason", "断了", "--on", "2022-03-05")
    assert "办结第 1 号需求" in ran.out
    told = stands("demand", "show", "1", "--json").json["demand"]
    assert (told["state"], told["done_on"]) == ("done", "2022-03-05")
    assert "carries out #1" in stands("trace", "B1-004", "--lang", "en").out
    assert state(stands, 2) == "registered"  # another demand of the stairwell waits for a bench of its own
    stands("undo")
    assert state(stands, 1) == "registered"


def test_the_place_of_a_retired_bench_takes_a_new_one(stands):
    stands("bench", "retire", "B1-001", "--reason", "被偷", "--on", "2022-05-01")
    stands("bench", "replace", "B1-001", "--reason", "补上", "--on", "2022-04", ok=False)
    stands("bench", "replace", "B1-001", "--reason", "补上", "--on", "2022-06-01")
    assert [one["kind"] for one in bench(stands, "B1-001")["events"]] == ["installed", "in_use", "retired"]
    assert bench(stands, "B1-003")["events"][0]["reason"] == "补上"


def test_a_batch_closes_whatever_was_replaced_since(stands):
    stands("bench", "replace", "B1-001", "--reason", "断了", "--on", "2022-05-01")
    stands("batch", "close", "1", "--on", "2021-12-24")


# what became known


def test_facts_of_a_whole_delivery_and_one_put_right(stands):
    stands("partner", "add", "苏州银行")
    words = ("--height", "450", "--back", "有", "--armrests", "无", "--partner", "1", "--exit-clear", "yes")
    ran = stands("bench", "edit", "B1-001..B1-002", *words, "--lang", "en")
    assert "2 benches (B1-001, B1-002): back unknown -> yes, armrests unknown -> no" in ran.out
    assert "donor unknown -> 苏州银行, seat height unknown -> 450 mm" in ran.out
    ran = stands("bench", "edit", "B1-001..B1-002", "--back", "有", "--note", "靠墙")
    assert "2 张（B1-001、B1-002）：备注 不详 -> 靠墙" in ran.out
    assert "靠背" not in ran.out
    assert "本来就是这样：B1-001" in stands("bench", "edit", "B1-001", "--height", "450").out
    assert "座面高 450 毫米 -> 460 毫米" in stands("bench", "edit", "B1-001", "--height", "460").out


@pytest.mark.parametrize(
    ("option", "value", "none", "name"),
    [
        ("--height", "450", "无", "height_mm"),
        ("--note", "靠墙", "none", "note"),
        ("--spot", "门左", "不详", "spot"),
        ("--partner", "苏州银行", "无", "partner"),
        ("--shaded", "是", "不详", "shaded"),
        ("--fixed", "no", "unknown", "fixed"),
    ],
)
def test_a_fact_is_taken_back(stands, option, value, none, name):
    stands("partner", "add", "苏州银行")
    stands("bench", "edit", "B1-001", option, value)
    assert bench(stands, "B1-001")[name] is not None
    stands("bench", "edit", "B1-001", option, none)
    assert bench(stands, "B1-001")[name] is None


def test_the_record_of_a_retired_bench_can_still_be_put_right(stands):
    stands("bench", "retire", "B1-001", "--reason", "烂了")
    stands("bench", "edit", "B1-001", "--note", "红色")
    assert bench(stands, "B1-001")["note"] == "红色"


def test_private_things_are_masked(stands):
    ran = stands("bench", "stop", "B1-001", "--reason", "打 13800138000 报修")
    assert "13800138000" not in ran.out + ran.err
    assert "13800138000" not in str(bench(stands, "B1-001"))


# the page and the list


def test_the_page_of_a_bench(stands):
    assert "还没有记座面高" in stands("bench", "show", "B1-002").out
    stands("bench", "edit", "B1-001", "--height", "450", "--back", "有", "--armrests", "无")
    stands("bench", "stop", "B1-001", "--reason", "松了", "--on", "2022-05-01")
    stands("bench", "move", "B1-001", "2-1", "--reason", "老人多", "--on", "2022-04", ok=False)
    stands("bench", "move", "B1-001", "2-1", "--reason", "老人多", "--on", "2022-06-01")
    assert stands("bench", "show", "B1-001").out.splitlines() == [
        "B1-001：淞泽家园九区2幢1单元 · 一网格 · 楼道口",
        "第1批 · 停用",
        "安装 2021年6月18日，投入使用 2021年6月18日 · 已 1 年",
        "座面高 450 毫米，在参考的 430–480 之内",
        "  参考：英国 Inclusive Mobility 470–480、加拿大失智友好指南 430–480；不是中国标准",
        "有靠背、没有扶手",
        "在 12-3 落实了第 1 号需求",
        "经过：",
        "  2022年5月1日 停用：松了（社区工作者）",
        "  2022年6月1日 移动：12-3 -> 2-1：老人多（社区工作者）",
    ]
    stands("config", "set", "seat_height", "460-480")
    page = stands("bench", "show", "B1-001", "--lang", "en").out.splitlines()
    assert page[3:6] == [
        "Seat 450 mm high, below the reference of 460–480",
        "  Reference: this ledger's setting seat_height; no Chinese code",
        "A back, no armrests",
    ]
    assert page[2] == "Installed 2021-06-18, in use since 2021-06-18 · 1 year old"
    assert page[-1] == "  2022-06-01 moved: 12-3 -> 2-1: 老人多 (clerk)"


def test_moves_and_other_steps_are_told_in_their_order(stands):
    stands("bench", "move", "B1-001", "2-1", "--reason", "老人多", "--on", "2022-03-01")
    stands("bench", "stop", "B1-001", "--reason", "松了", "--on", "2022-04-01")
    stands("bench", "use", "B1-001", "--on", "2022-05-01")
    told = stands("bench", "show", "B1-001", "--lang", "en").out.splitlines()[-3:]
    assert [line.split()[0] for line in told] == ["2022-03-01", "2022-04-01", "2022-05-01"]


def test_the_page_tells_of_inspections_and_repairs(stands):
    assert "巡查" not in stands("bench", "show", "B1-001").out
    stands("bench", "inspect", "B1-001", "--on", "2022-05-01")
    stands("bench", "inspect", "B1-001", "--fault", "松动", "--on", "2022-06-01")
    page = stands("bench", "show", "B1-001").out
    assert "巡查过 2 次，最近 2022年6月1日：需维修 · 松动" in page
    assert "等待维修（2022年6月1日起）" in page
    stands("bench", "repair", "B1-001", "--text", "换螺丝", "--by", "物业", "--on", "2022-06-03")
    page = stands("bench", "show", "B1-001", "--lang", "en").out
    assert "Inspected 2×, last on 2022-06-01: needs repair · loose" in page
    assert "Mended 1×, last on 2022-06-03: 换螺丝 · 物业" in page


def test_a_long_life_is_told_from_its_end(stands):
    for month in range(1, 5):
        stands("bench", "stop", "B1-001", "--reason", f"第{month}次", "--on", f"2022-0{month}-01")
        stands("bench", "use", "B1-001", "--on", f"2022-0{month}-02")
    page = stands("bench", "show", "B1-001").out
    assert "经过（最近 5 件，共 8 件）：" in page
    assert "第4次" in page
    assert "第1次" not in page
    assert len(bench(stands, "B1-001")["events"]) == 10


def test_the_list_by_grid_and_donor(stands):
    stands("unit", "edit", "12-4", "--grid", "二网格")
    stands("partner", "add", "苏州银行")
    stands("bench", "edit", "B1-002", "--partner", "苏州银行", "--spot", "单元门口右侧靠墙处")

    def tags(*words):
        return [one["tag"] for one in stands("bench", "list", *words, "--json").json]

    assert tags("--grid", "二网格") == tags("--partner", "苏州") == ["B1-002"]
    assert tags("--partner", "无") == tags("--grid", "一网格") == ["B1-001"]
    assert tags("--partner", "1", "--grid", "一网格") == []
    for language in ("zh", "en"):
        drawn = stands("bench", "list", "--lang", language, "--color", "never", terminal=80).out
        assert "苏州银行" in drawn
        assert max(map(len, drawn.splitlines())) <= 80
        heads = drawn.splitlines()[:2]
        assert any("安装" in head or "Installed" in head for head in heads)  # a table still


# what an import says of them


def test_an_import_does_not_put_up_again_what_was_moved(stands, elsewhere):
    (elsewhere / "台账.csv").write_text("地址,安装日期,批次\n12-3,2021-06-18,1\n12-4,2021-06-18,1\n", encoding="utf-8")
    assert "相同 2" in stands("bench", "import", "台账.csv", "--dry-run").out
    stands("bench", "move", "B1-001", "2-1", "--reason", "老人多")
    ran = stands("bench", "import", "台账.csv", ok=False)
    assert "这一行的凳子是 B1-001" in ran.err
    assert "移到 淞泽家园九区2幢1单元" in ran.err
    (elsewhere / "台账.csv").write_text("地址,安装日期,批次\n2-1,2021-06-18,1\n12-4,2021-06-18,1\n", encoding="utf-8")
    assert "相同 2" in stands("bench", "import", "台账.csv", "--dry-run").out


def test_an_import_of_a_replaced_bench_is_sensible(stands, elsewhere):
    stands("bench", "replace", "B1-001", "--reason", "断了", "--on", "2022-05-01")
    rows = "地址,安装日期,批次,状态\n12-3,2021-06-18,1,{}\n12-3,2022-05-01,1,在用\n"
    (elsewhere / "台账.csv").write_text(rows.format("拆除"), encoding="utf-8")
    assert "相同 2" in stands("bench", "import", "台账.csv", "--dry-run").out
    (elsewhere / "台账.csv").write_text(rows.format("在用"), encoding="utf-8")
    assert "换成了 B1-003" in stands("bench", "import", "台账.csv", ok=False).err


def test_a_demand_says_that_its_bench_was_moved_there(stands):
    stands("demand", "add", "2-1", "--on", "2022-01-05")
    stands("bench", "move", "B1-002", "2-1", "--reason", "少人坐", "--on", "2022-02-01")
    assert "2022-02-01 B1-002 moved here" in stands("demand", "show", "2", "--lang", "en").out
    assert "移来 B1-002" in stands("demand", "show", "2").out
    assert "2021-06-18 B1-001 installed" in stands("demand", "show", "1", "--lang", "en").out


def test_nobody_is_told_to_mend_a_bench_that_was_retired(stands):
    stands("bench", "inspect", "B1-001", "--result", "out-of-use", "--fault", "loose", "--on", "2022-05-01")
    assert "songyu bench repair B1-001" in stands("trace", "12-3").out
    stands("bench", "replace", "B1-001", "--reason", "断了", "--on", "2022-05-02")
    for subject in ("12-3", "1", "B1-001"):
        assert "bench repair" not in stands("trace", subject).out
    told = stands("trace", "batch", "1", "--json").json
    assert "open_repairs" not in [group["what"] for group in told["missing"]]
    assert "没修就拆了 1（B1-001）" in stands("trace", "batch", "1").out
    assert "没修就拆了（2022年5月1日报修）" in stands("bench", "show", "B1-001").out
