"""What was exported is the same when it is imported again, whatever the ledger holds."""

from __future__ import annotations

import contextlib
import csv
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import ACTOR, NOW, SETTINGS, new_ledger
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ready import town

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, Terms, install_benches
from songyu_cli.actions.bench_changes import (
    Destination,
    NewBench,
    edit_benches,
    move_bench,
    replace_bench,
    retire_benches,
    stop_benches,
)
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.demand_answers import reply_demands
from songyu_cli.actions.demand_sorting import merge_demands
from songyu_cli.actions.demand_steps import Judgement, decide_demands, reopen_demand, review_demands, withdraw_demand
from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.actions.lists import Wanted, draw_up
from songyu_cli.actions.partner import add_partner
from songyu_cli.actions.unit import add_unit, count_unit, edit_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.units import Headcount
from songyu_cli.writers.csv_text import ledger_csv
from songyu_cli.writers.files import write_text
from songyu_cli.writers.ledger_sheet import Head, write_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from songyu_cli.storage.connection import Database

IMPORTS = {
    "units": ["unit", "import"],
    "demands": ["demand", "import"],
    "benches": ["bench", "import"],
    "inspections": ["bench", "inspect", "--file"],
    "visits": ["visit", "import"],
}
UNWELCOME = ("没有用到的列", "没有完整的表头", "隐藏")


def taken_again(run, key, name, *words):
    """Export a list, import it again, and return what the import said."""
    run("export", key, "--out", name, *words)
    done = run(*IMPORTS[key], name, "--json").json
    assert [(one["added"], one["changed"], one["bad"]) for one in [done]] == [(0, 0, 0)], done["changes"]
    assert done["same"] > 0
    assert all(total["said"] == total["computed"] for total in done["totals"])
    assert [one["unknown"] for one in done["sheets"]] == [[] for _ in done["sheets"]]
    assert not [one for one in done["notices"] if any(word in one["zh"] for word in UNWELCOME)]
    return done


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("words", [[], ["--lang", "en"]], ids=["zh", "en"])
@pytest.mark.parametrize("key", IMPORTS)
def test_every_list_of_the_town_is_the_same_again(key, words, ending, run, request, elsewhere):
    town(request, elsewhere)
    taken_again(run, key, f"台账.{ending}", *words)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_register_with_all_bands_is_the_same_again(ending, run, request, elsewhere):
    town(request, elsewhere)
    taken_again(run, "units", f"内部.{ending}", "--internal")


def test_every_list_of_the_sample_ledger_is_the_same_again(run, elsewhere):
    run("demo")
    shutil.move("songyu-demo.db", "songyu.db")
    for key in IMPORTS:
        for ending in ("xlsx", "csv"):
            done = taken_again(run, key, f"{key}.{ending}")
            assert done["notices"] == [], (key, ending)


def test_the_needs_list_says_nothing_of_its_own_remarks(run, request, elsewhere):
    town(request, elsewhere)
    done = taken_again(run, "demands", "需求.xlsx")
    assert "归并到第 2 号" in run("export", "demands").out
    assert done["notices"] == []


# any ledger

TEXTS = st.sampled_from(
    [
        *(
            None,
            "",
            " ",
            "=1+1",
            "'=x",
            "'",
            "''=y",
            "+86",
            "-3",
            "@a",
            "＝1",
            "上楼累\n没处坐",
            "a\r\nb",
            " 两边有空 ",
            "\x1b[1m红",
        ),
        *(
            "无",
            "/",
            "—",
            "#REF!",
            "_x000D_",
            "\u202e反",
            "合计",
            "备注：x",
            "说明",
            "0",
            "1.0",
            "2021-03",
            "同上",
            "it's",
            '"',
            "\x00",
        ),
        *("采纳：（）", "。", "：", "（试点）", "长" * 3000, "🫨", "a,b;c\td", "是", "楼道口"),
    ]
)
WORDS = TEXTS.filter(lambda text: bool(text and text.strip()))
PLACES = [
    Address("淞泽家园九区", "1", "1"),
    Address("淞泽家园九区", "12A", "甲"),
    Address("淞泽家园八区", "2", "1"),
    Address("民生小区", "1", "1"),
]
DAYS = st.sampled_from([Date("2021"), Date("2021-03"), Date("2021-03-05"), Date("2022-12-31")])
LATE = st.sampled_from([Date("2022-12-31"), Date("2022-12")])
COUNTS = st.none() | st.integers(0, 9)


def _bands(numbers: tuple[int | None, ...]) -> list[int | None]:
    known = sorted((n for n in numbers if n is not None), reverse=True)
    return [None if n is None else known.pop(0) for n in numbers]


@st.composite
def deeds(draw: st.DrawFn):
    """Something that a clerk does, as a function of the ledger."""
    place, day, late, text, number = (
        draw(st.sampled_from(PLACES)),
        draw(DAYS),
        draw(LATE),
        draw(TEXTS),
        draw(st.integers(1, 5)),
    )
    why, quantity, tag = draw(WORDS), draw(st.integers(1, 3)), f"B1-00{draw(st.integers(1, 5))}"
    bands = _bands(draw(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS)))
    kind = draw(st.sampled_from(["bench", "bench", "handrail"]))
    channel = draw(st.sampled_from(["door", "hotline", "screening"]))
    judgement = Judgement(draw(st.sampled_from(["yes", "no"])), draw(st.sampled_from(["yes", "no", None])), why)
    verdict = draw(st.sampled_from(["accepted", "declined"]))
    order = Order(place, quantity, spot=text, note=draw(TEXTS), state=draw(st.sampled_from(["in_use", "pending"])))
    return draw(
        st.sampled_from(
            [
                lambda db: edit_unit(db, place, ACTOR, {"grid": text, "households": bands[0]}),
                lambda db: count_unit(db, Headcount(place, day, *bands, source=text), ACTOR),
                lambda db: add_demand(db, NewDemand(place, kind, quantity, channel, day, text), ACTOR),
                lambda db: add_demand(db, NewDemand(place, kind, quantity, channel, day, text), ACTOR),
                lambda db: review_demands(db, [number], ACTOR, judgement, on=late),
                lambda db: decide_demands(db, [number], verdict, ACTOR, on=late, reason=why if quantity > 1 else None),
                lambda db: decide_demands(db, [number], "declined", ACTOR, on=late, reason=why),
                lambda db: reply_demands(db, [number], ACTOR, how="phone", on=late, text=text),
                lambda db: withdraw_demand(db, number, ACTOR, on=late, reason=why),
                lambda db: reopen_demand(db, number, ACTOR, on=late, reason=why),
                lambda db: merge_demands(db, [number], ACTOR, into=number + 1, on=late),
                lambda db: install_benches(db, [order], ACTOR, batch=1, on=day, terms=Terms(over=True)),
                lambda db: install_benches(db, [order], ACTOR, batch=1, on=day, terms=Terms(over=True)),
                lambda db: move_bench(db, tag, Destination(place, text, {}), ACTOR, on=late, reason=why),
                lambda db: replace_bench(db, tag, ACTOR, on=late, reason=why, new=NewBench(spot=text)),
                lambda db: retire_benches(db, [tag], ACTOR, on=late, reason=why),
                lambda db: stop_benches(db, [tag], ACTOR, on=late, reason=why),
                lambda db: edit_benches(db, [tag], ACTOR, {"note": text, "partner": 1}),
            ]
        )
    )


def written(db: Database, key: str, path: Path) -> Path:
    """Write a list as the command does."""
    lists = draw_up(db, key, Wanted(NOW.date(), internal=path.stem == "in" and key == "units"))
    if path.suffix == ".csv":
        write_text(path, ledger_csv(lists[0], "zh", guarded=True), encoding="utf-8-sig")
    else:
        write_ledger(path, lists, Head("淞渔社区", "社区工作者", NOW.date()), "zh")
    return path


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(deeds(), min_size=20, max_size=40))
def test_whatever_a_ledger_holds_its_lists_are_the_same_again(elsewhere, done):
    with contextlib.closing(new_ledger()) as db:
        open_batch(db, 1, ACTOR, planned=9, on=Date("2021"))
        add_partner(db, "苏州银行", "donor", None, ACTOR)
        for place in PLACES:
            add_unit(db, place, ACTOR)
            add_demand(db, NewDemand(place, "bench", 1, "door", Date("2021-03-05"), "没处坐"), ACTOR)
        for deed in done:
            with contextlib.suppress(SongyuError):
                deed(db)
        for key in ("units", "demands", "benches"):
            for name in ("out.xlsx", "out.csv", *["in.xlsx"][: key == "units"]):
                path = written(db, key, elsewhere / name)
                got = import_file(db, path, key, Wishes(), ACTOR)
                assert (got.added, got.changed, got.errors) == (0, 0, ()), (key, name, got.changes)
                assert not any(sheet.unknown for sheet in got.sheets)
                assert not any(word in one.zh for one in got.notices for word in (*UNWELCOME, "没有采用")), got.notices


# into an empty ledger


def into_a_new_one(run, *partners):
    """Make a ledger beside the town's with its register, batches and partners, and return how to name it."""
    run("export", "units", "--internal", "--out", "底账.xlsx")
    batches = run("batch", "list", "--json").json
    new = ("--db", "new.db")
    run(*new, "init", *(word for key, value in SETTINGS.items() for word in (f"--{key}", value)))
    run(*new, "unit", "import", "底账.xlsx")
    for batch in batches:
        run(*new, "batch", "open", str(batch["batch"]), "-n", str(batch["planned"]), "--on", batch["opened_on"])
    for name in partners:
        run(*new, "partner", "add", name)
    return new


def test_the_lists_are_taken_into_an_empty_ledger(run, request, elsewhere):
    town(request, elsewhere)
    names = [one["name"] for one in run("partner", "list", "--json").json]
    new = into_a_new_one(run, *names)
    run("export", "demands", "--out", "需求.xlsx")
    run("export", "benches", "--out", "安装.xlsx")
    for key, name in (("demands", "需求.xlsx"), ("benches", "安装.xlsx")):
        done = (
            run(*new, *IMPORTS[key], name, "--over", "--json")
            if key == "benches"
            else run(*new, *IMPORTS[key], name, "--json")
        )
        assert (done.json["bad"], done.json["changed"], done.json["same"]) == (0, 0, 0)
        assert done.json["added"] == done.json["sheets"][0]["rows"]
        again = run(*new, *IMPORTS[key], name, "--json").json
        assert (again["added"], again["changed"], again["bad"]) == (0, 0, 0), again["changes"]


# a list that comes back changed


def edited(path, change):
    """Change the rows of a csv file, the header left aside, and write them back."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *change(lines)])


def taken(run, *words):
    done = run("demand", "import", "需求.csv", *words, "--json").json
    return done["added"], [one["what"]["zh"] for one in done["changes"]], done["same"]


@pytest.fixture
def three(run, ledger):
    """Three demands at one stairwell on one day, two of them in the same words; and a list of them, 需求.csv."""
    for text in ("门口没有凳子", "门口没有凳子"):
        run("demand", "add", "12-3", "--on", "2021-03-05", "--text", text)
    run("export", "demands", "--out", "需求.csv")
    return ledger.parent / "需求.csv"


def test_other_words_in_our_own_list_are_an_edit_that_is_shown(run, three):
    def mend(lines):
        lines[1][6] = "门口没有凳子，老人站着等"
        return lines

    edited(three, mend)
    assert taken(run) == (0, ["第 2 号：需求内容 门口没有凳子 -> 门口没有凳子，老人站着等"], 2)
    assert run("demand", "show", "2", "--json").json["demand"]["text"] == "门口没有凳子，老人站着等"
    assert taken(run) == (0, [], 3)


def test_all_the_words_may_be_others(run, three):
    edited(three, lambda lines: [[*line[:6], f"改写{line[0]}", *line[7:]] for line in lines])
    assert [what.split("：")[0] for what in taken(run)[1]] == ["第 1 号", "第 2 号", "第 3 号"]


def test_a_number_that_two_rows_have_names_neither(run, three):
    edited(three, lambda lines: [[*lines[1][:6], text, *lines[1][7:]] for text in ("这样写", "那样写")])
    assert taken(run) == (2, [], 0)


def test_of_the_same_words_each_row_is_the_demand_that_it_names(run, three):
    edited(three, lambda lines: [lines[2], lines[1], ["", *lines[1][1:]]])
    assert taken(run) == (1, [], 2)


def test_a_closed_demand_is_not_reworded(run, three):
    run("demand", "withdraw", "1", "--reason", "搬走了")
    edited(three, lambda lines: [[*lines[0][:6], "别的话", *lines[0][7:]]])
    refused = run("demand", "import", "需求.csv", "--json", ok=False)
    assert [fault["kind"] for fault in refused.error["rows"]] == ["demand_closed"]


def foreign(*texts):
    lines = [f"{number},2021-03-05,上门走访,12,3,{text},凳" for number, text in enumerate(texts, start=1)]
    return "\n".join(["序号,登记日期,来源,幢,单元,需求内容,类别", *lines]) + "\n"


@pytest.mark.parametrize(
    ("later", "added"),
    [
        (["甲事", "新事", "乙事", "丙事"], 1),  # grown in the middle
        (["新事", "甲事", "乙事", "丙事"], 1),
        (["甲事", "乙事", "丙事", "新事"], 1),
        (["新事", "甲事改写", "乙事", "丙事"], 2),
        (["丙事", "新事", "甲事"], 1),
        (["甲事", "丙事", "新事"], 1),
    ],
)
def test_the_numbers_of_another_list_are_not_taken_for_ours(later, added, run, ledger, elsewhere):
    run("undo")  # the demand of the fixture: the list's rows become demands 2, 3 and 4
    path = elsewhere / "需求.csv"
    path.write_text(foreign("甲事", "乙事", "丙事"), encoding="utf-8")
    assert taken(run) == (3, [], 0)
    path.write_text(foreign(*later), encoding="utf-8")
    assert taken(run) == (added, [], len(later) - added)


@pytest.mark.parametrize(
    ("later", "added"),
    [(["甲事", "新事", "乙事"], 1), (["新事", "甲事改写", "乙事"], 2), (["甲事", "乙事", "新事"], 1)],
)
def test_nor_where_they_begin_as_ours_did(later, added, run, elsewhere):
    run("init", *(word for key, value in SETTINGS.items() for word in (f"--{key}", value)))
    run("unit", "add", "12-3")
    path = elsewhere / "需求.csv"
    path.write_text(foreign("甲事", "乙事"), encoding="utf-8")
    assert taken(run) == (2, [], 0)
    path.write_text(foreign(*later), encoding="utf-8")
    assert taken(run) == (added, [], len(later) - added)


# several stairwells in a cell


@pytest.mark.parametrize(
    ("quantity", "each"), [("各2", [2, 2]), ("2", [1, 1]), ("", [1, 1]), ("各1张", [1, 1]), ("3", None)]
)
def test_a_row_of_several_stairwells_is_a_demand_at_each(quantity, each, run, ledger, elsewhere):
    line = f"7,2022-03-01,热线,12幢3、4单元,没处坐,{quantity}\n"
    (elsewhere / "需求.csv").write_text("序号,登记日期,来源,地址,需求内容,数量\n" + line, encoding="utf-8")
    refused = run("demand", "import", "需求.csv", "--json", ok=False)
    assert "multiple" in [fault["kind"] for fault in refused.error["rows"]]
    done = run("demand", "import", "需求.csv", "--expand", "--json", ok=each is not None)
    if each is None:
        assert done.error["rows"][0]["kind"] == "shared_count"
        return
    assert [one["quantity"] for one in run("demand", "list", "--json").json[1:]] == each
    assert [one["unit"] for one in run("demand", "list", "--json").json[1:]] == [
        "淞泽家园九区/12/3",
        "淞泽家园九区/12/4",
    ]
    assert run("demand", "import", "需求.csv", "--expand", "--json").json["same"] == 2
