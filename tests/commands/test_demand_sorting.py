"""The same need asked more than once: found, merged by a person, and parted again."""

from __future__ import annotations

import pytest
from conftest import ACTOR, new_ledger
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.demand_sorting import merge_demands, unmerge_demands
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.storage import demands


@pytest.fixture
def asked(run, ledger):
    """The fixture's demand 1 at 12-3; 2 and 3 ask for the same, 4 elsewhere."""
    run("demand", "add", "12-3", "-c", "热线", "--on", "2022-06-01", "--text", "门口没有凳子")
    run("demand", "add", "12-3", "-n", "2", "-c", "群", "--on", "2022-07-01")
    run("demand", "add", "12-4", "--on", "2022-07-02")
    return ledger


def one(run, number):
    return run("demand", "show", str(number), "--json").json["demand"]


def states(run):
    return [demand["state"] for demand in run("demand", "list", "--json").json]


def test_duplicates_are_proposed_and_never_merged(run, asked):
    before = asked.read_bytes()
    found = run("demand", "duplicates", "--json").json
    assert [(group["unit"], group["kind"], group["into"], group["others"]) for group in found] == [
        ("淞泽家园九区/12/3", "bench", 1, [2, 3])
    ]
    assert [demand["text"] for demand in found[0]["demands"]] == ["老人上楼前没处歇脚", "门口没有凳子", None]
    shown = run("需求", "查重", terminal=100).out
    assert "淞泽家园九区12幢3单元 · 凳" in shown
    assert "songyu demand merge 2 3 --into 1" in shown
    assert "1 组，归并后少 2 条" in shown
    english = run("demand", "duplicates", "--lang", "en", terminal=100).out
    assert "If they are one matter: songyu demand merge 2 3 --into 1" in english
    assert asked.read_bytes() == before


@pytest.mark.parametrize(
    ("filters", "count"), [([], 1), (["--unit", "12-4"], 0), (["--kind", "扶手"], 0), (["--grid", "一网格"], 1)]
)
def test_duplicates_of_a_part(run, asked, filters, count):
    assert len(run("demand", "duplicates", *filters, "--json").json) == count


def test_nothing_to_merge_is_said(run, ledger):
    assert "没有要归并的需求" in run("demand", "duplicates", terminal=80).out
    assert "Nothing to merge" in run("demand", "duplicates", "--lang", "en", terminal=80).out
    assert run("demand", "duplicates", "--json").json == []


def test_a_merge_keeps_every_asker_and_its_right_to_a_reply(run, asked):
    run("demand", "reply", "3", "--on", "2022-07-02")
    before = [one(run, number) for number in (1, 2, 3)]
    ran = run("demand", "merge", "2", "3", "--into", "1", "--on", "2022-08-01")
    assert "已把第 2、3 号并入第 1 号：同类反映共 3 次" in ran.out
    assert "数量不相加，第 1 号仍是 1" in ran.out
    assert "第 2 号的提出人仍应得到答复：songyu demand reply 2\n" in ran.out
    assert (one(run, 1)["asked"], one(run, 1)["quantity"]) == (3, 1)
    changed = {"state": "merged", "merged_into": 1, "merged_on": "2022-08-01"}
    assert [one(run, number) for number in (2, 3)] == [{**demand, **changed} for demand in before[1:]]
    assert run("log", "--json").json[0]["name"] == "demand merge"
    run("demand", "reply", "1", "--on", "2022-08-02")
    assert [demand["demand"] for demand in run("demand", "list", "--silent", "--json").json] == [2, 4]
    run("demand", "reply", "2")
    run("undo")
    run("undo")
    run("undo")
    assert [one(run, number) for number in (1, 2, 3)] == before


def test_a_merge_for_programs(run, asked):
    done = run("需求", "归并", "2-3", "--into", "第1号", "--json").json
    assert (done["into"]["demand"], [demand["demand"] for demand in done["merged"]], done["moved"]) == (1, [2, 3], [])
    assert {demand["merged_on"] for demand in done["merged"]} == {"2022-12-31"}
    english = run("demand", "unmerge", "2", "3", "--lang", "en").out
    assert "Demand 2 goes on by itself: registered" in english


def test_what_was_merged_before_goes_along(run, asked):
    run("demand", "merge", "3", "--into", "2", "--on", "2022-08-01")
    ran = run("demand", "merge", "2", "--into", "1", "--on", "2022-09-01", "--lang", "en")
    assert "Merged into these before and now into demand 1: 3" in ran.out
    assert [(one(run, n)["merged_into"], one(run, n)["merged_on"]) for n in (2, 3)] == [
        (1, "2022-09-01"),
        (1, "2022-08-01"),
    ]
    assert [one(run, n)["asked"] for n in (1, 2, 3)] == [3, 1, 1]


def test_an_acceptance_does_not_go_along_and_that_is_said(run, asked):
    run("demand", "decide", "2", "--accept", "--on", "2022-06-05")
    said = run("demand", "merge", "2", "--into", "1").out
    assert "第 2 号已采纳，第 1 号还没有：songyu demand decide 1 --accept" in said
    assert one(run, 1)["state"] == "registered"
    run("undo")
    assert "decide" not in run("demand", "merge", "1", "--into", "2").out


def test_a_merge_keeps_the_need_on_the_menu(run, asked):
    for title in ("凳子", "扶手", "坡道"):
        run("menu", "add", title)
    run("menu", "link", "1", "2")
    run("menu", "link", "2", "3")
    said = run("demand", "merge", "2", "--into", "1").out
    assert "第 1 号接着关联菜单第 1 项" in said
    assert (one(run, 1)["menu_item"], one(run, 2)["menu_item"]) == (1, 1)
    assert "进度：办结 0/1 条需求" in run("menu", "show", "1").out
    run("undo")
    assert one(run, 1)["menu_item"] is None
    run("menu", "link", "3", "1")
    said = run("demand", "merge", "2", "3", "--into", "1", "--json")
    assert (said.json["menu_item"], one(run, 1)["menu_item"]) == (None, 3)
    run("undo")
    said = run("demand", "merge", "2", "3", "--into", "1", "--lang", "en").out
    for item, demand in ((1, 2), (2, 3)):
        assert f"Linked to menu item {item}, and demand 1 to item 3: {demand}\n" in said
    shown = run("menu", "show", "1").out
    assert ("还没有关联需求" in shown, "进度：没有要回应的需求" in shown) == (False, True)
    run("undo")
    run("menu", "unlink", "3", "1")
    run("menu", "close", "1")
    assert "第 2 号关联的菜单第 1 项已关闭" in run("demand", "merge", "2", "--into", "1").out
    assert "第 1 号接着关联菜单第 2 项" in run("demand", "merge", "3", "--into", "1").out


def test_one_bench_answers_the_parent_and_a_parted_child_is_still_open(run, asked):
    run("demand", "merge", "2", "3", "--into", "1")
    assert "办结第 1 号需求" in run("bench", "install", "12-3", "--on", "2022-12-31").out
    assert states(run) == ["done", "merged", "merged", "registered"]
    said = run("demand", "unmerge", "3").out
    assert "第 3 号已拆出，现在是“登记”" in said
    assert "第 1 号已办结，拆出来的不随它办结" in said
    assert states(run) == ["done", "merged", "registered", "registered"]
    assert "落实第 3 号需求 1/2" in run("bench", "install", "12-3", "--on", "2022-12-31").out


def test_all_or_none(run, asked):
    before = asked.read_bytes()
    refused = run("demand", "merge", "2", "3", "4", "--into", "1", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "not_the_same_need")
    refused = run("demand", "merge", "2", "4", "9", "--into", "1", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "several_refused")
    refused = run("demand", "unmerge", "2", "3", "--json", ok=False)
    assert refused.code == 4
    assert asked.read_bytes() == before


HERE = Address("淞泽家园九区", "12", "3")


@given(
    st.lists(
        st.tuples(st.sampled_from(["merge", "unmerge"]), st.sets(st.integers(1, 6), min_size=1), st.integers(1, 6)),
        max_size=12,
    )
)
def test_in_any_order_the_tree_is_flat_and_nobody_is_lost(steps):
    db = new_ledger()
    add_unit(db, HERE, ACTOR)
    for day in range(1, 7):
        add_demand(db, NewDemand(HERE, "bench", 1, "door", Date(f"2022-01-0{day}")), ACTOR)
    model: dict[int, int] = {}
    for what, numbers, into in steps:
        chosen = sorted(numbers)
        if what == "merge":
            may = into not in numbers and into not in model and not numbers & model.keys()
            if may:
                model |= {child: into for child, parent in model.items() if parent in numbers}
                model |= dict.fromkeys(chosen, into)
        else:
            may = numbers <= model.keys()
            if may:
                model = {child: parent for child, parent in model.items() if child not in numbers}
        try:
            if what == "merge":
                merge_demands(db, chosen, ACTOR, into=into, on=Date("2022-02-01"))
            else:
                unmerge_demands(db, chosen, ACTOR)
        except SongyuError:
            assert not may
        else:
            assert may
        after = {one.demand: one for one in demands.everything(db)}
        assert {n: one.merged_into for n, one in after.items() if one.merged_into} == model
        assert len(after) == 6
        assert not set(model.values()) & model.keys()
        assert all(one.asked == 1 + list(model.values()).count(n) for n, one in after.items())
        assert all((one.state == "merged") == (n in model) for n, one in after.items())
        assert all((one.merged_on is None) == (n not in model) for n, one in after.items())
    db.close()


def test_what_a_screening_registered_was_asked_by_nobody(run, ledger):
    run("unit", "screen", "--top", "9", "--register")
    screened = run("demand", "list", "--unit", "2-1", "--json").json[0]
    assert screened["asked"] == 0
    run("demand", "add", "2-1")
    run("demand", "add", "2-1")
    newest = run("demand", "list", "--unit", "2-1", "--json").json[-1]["demand"]
    run("demand", "merge", str(screened["demand"]), str(newest - 1), "--into", str(newest))
    assert one(run, newest)["asked"] == 2
