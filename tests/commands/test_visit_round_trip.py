"""The record of rounds: what goes out comes in as the same, and makes the rounds again where there were none."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import ACTOR, new_ledger
from hypothesis import given, settings
from hypothesis import strategies as some
from sheets import book_of, sheet_of

from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.actions.ledger import set_setting
from songyu_cli.actions.list_visits import visits_list
from songyu_cli.actions.unit import add_unit
from songyu_cli.actions.visit import Round, add_call
from songyu_cli.domain.addresses import Address, Home
from songyu_cli.domain.choices import HAZARD_KINDS, KINDS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.readings import read_table
from songyu_cli.domain.tables.visit_rows import VISITS, things_cells
from songyu_cli.domain.visit_lines import Need, Sighting, VisitLine
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import visits
from songyu_cli.writers.csv_text import ledger_csv

SIGHT = Sight(Home("淞渔社区", "斜塘街道", "淞泽家园九区"), date(2022, 12, 31))
LINES = """\
12-3 11/2 凳 旧凳1 老人没处坐
12-4 9/1 凳2、扶手 杂物!! 孙阿姨说的，问13812345678
2-1
10-2 没人
"""


def of(run, *words):
    return run(*words, "--json").json


def counts(done):
    return done["added"], done["changed"], done["same"], done["bad"]


def note(run, text, on, **more):
    Path("走访.txt").write_text(text, encoding="utf-8")
    run("visit", "--file", "走访.txt", "--on", on, **more)


@pytest.fixture
def rounds(run, ledger):
    """Two rounds, of 20 and 21 December."""
    note(run, LINES, "2022-12-20")
    note(run, "12-3 12/2 扶手 还是没处坐\n2-1 3/1\n", "2022-12-21")
    return ledger


def exported(run, form="csv", *words):
    file = f"走访记录.{form}"
    run("export", "visits", "--out", file, "--yes", *words)
    return file


def read(file):
    with Path(file).open(encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def test_one_row_a_call_under_the_names_of_the_sheet(run, rounds):
    first, second, *rest = read(exported(run, "csv", "--internal"))
    assert first | {"编号": ""} == {
        "走访日期": "2022-12-20", "网格": "一网格", "幢": "12", "单元": "3", "60岁以上": "11", "80岁以上": "2",
        "需求": "凳", "数量": "1", "隐患": "旧凳", "隐患数": "1", "备注": "老人没处坐", "编号": "",
    }  # fmt: skip
    assert first["编号"].startswith("U1-")
    assert [second[name] for name in ("需求", "数量", "隐患", "隐患数")] == ["凳2、扶手", "", "杂物!!", "1"]
    assert second["备注"] == "孙阿姨说的，问 [手机]" or "[手机]" in second["备注"]
    assert [(one["走访日期"], one["幢"], one["60岁以上"]) for one in rest] == [
        ("2022-12-20", "2", ""), ("2022-12-20", "10", ""), ("2022-12-21", "12", "12"), ("2022-12-21", "2", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("internal", [True, False])
def test_what_goes_out_comes_in_as_the_same(run, rounds, form, language, internal):
    file = exported(run, form, "--lang", language, *["--internal"] * internal)
    before = rounds.read_bytes()
    for _ in range(2):
        done = of(run, "visit", "import", file)
        assert counts(done) == (0, 0, 6, 0)
        assert not any(sheet["unknown"] for sheet in done["sheets"])
    assert rounds.read_bytes() == before


def test_80_and_above_leave_the_office_by_no_file(run, rounds):
    for form in ("csv", "xlsx"):
        file = exported(run, form)
        if form == "csv":
            text = Path(file).read_text(encoding="utf-8-sig")
        else:
            book = openpyxl.load_workbook(file)
            text = str([[cell for cell in row if cell is not None] for page in book for row in page.values])
            assert "80岁以上的人数按单元不外发" in text
        assert "80岁以上'" not in text
        assert "80岁以上," not in text
    assert "80岁以上" in read(exported(run, "csv", "--internal"))[0]


def test_a_register_alone_gets_the_rounds_again(run, rounds, elsewhere):
    before = [of(run, "visit", "show", str(number)) for number in (1, 2)]
    file = exported(run, "csv", "--internal")
    other = ("--db", "另一本.db")
    run("init", *other, "--community", "淞渔社区", "--estate", "淞泽家园九区")
    for unit in ("10-2", "2-1", "12-4", "12-3"):  # other numbers, so that no key is right
        run("unit", "add", unit, "--grid", "一网格", *other)
    ran = run("visit", "import", file, *other)
    assert "新增 6，更改 0，相同 0，有问题 0" in ran.out
    assert "有别的账本的编号：编号都没有用，按地址认单元" in ran.out
    after = [of(run, "visit", "show", str(number), *other) for number in (1, 2)]
    for old, new in zip(before, after, strict=True):
        assert new["visit"] == old["visit"]
        plain = [[{**call, **_unnumbered(call)} for call in story["calls"]] for story in (old, new)]
        assert plain[0] == plain[1]
    assert counts(of(run, "visit", "import", file, *other)) == (0, 0, 6, 0)
    run("undo", *other)
    assert of(run, "visit", "list", *other) == []


def _unnumbered(call):
    return {
        name: [{**one, kind: 0} for one in call[name]] for name, kind in (("needs", "demand"), ("hazards", "hazard"))
    }


def table(rows, name="自己的.csv"):
    with Path(name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, dict.fromkeys(head for row in rows for head in row))
        writer.writeheader()
        writer.writerows(rows)
    return name


DAYS = [
    {"走访日期": "2022-12-21", "地址": "12-3", "需求": "凳", "备注": ""},
    {"走访日期": "2022年12月20日", "地址": "12-3", "需求": "", "备注": "没人"},
    {"走访日期": "2022.12.21", "地址": "12-4", "需求": "凳2", "备注": ""},
]


def test_each_day_of_a_file_is_a_round_and_the_file_one_command(run, ledger):
    ran = run("visit", "import", table(DAYS))
    assert "记成第 1 次走访（2022年12月20日）" in ran.out
    assert "记成第 2 次走访（2022年12月21日）" in ran.out
    assert [(one["visited_on"], one["stairwells"]) for one in of(run, "visit", "list")] == [
        ("2022-12-20", 1),
        ("2022-12-21", 2),
    ]
    run("undo")
    assert of(run, "visit", "list") == []


def test_a_grown_file_brings_only_what_is_new(run, ledger):
    run("visit", "import", table(DAYS[:2]))
    done = of(run, "visit", "import", table(DAYS))
    assert counts(done) == (1, 0, 2, 0)
    assert [one["stairwells"] for one in of(run, "visit", "list")] == [1, 1, 1]


@pytest.mark.parametrize(
    "more",
    [
        {"需求": "凳2"},
        {"需求": "凳、凳"},
        {"需求": "扶手"},
        {"需求": ""},
        {"备注": "另一句"},
        {"隐患": "旧凳"},
        {"60岁以上": "3"},
    ],
)
def test_the_same_stairwell_and_day_with_other_content_is_refused(run, ledger, more):
    row = DAYS[0] | {"备注": "没处坐", "60岁以上": "11"}
    run("visit", "import", table([row]))
    before = ledger.read_bytes()
    refused = run("visit", "import", table([row | more]), "--json", ok=False).error
    assert [fault["kind"] for fault in refused["rows"]] == ["called_already"]
    assert ledger.read_bytes() == before
    assert counts(of(run, "visit", "import", table([row | more]), "--again")) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "more", [{"备注": ""}, {"备注": "没处坐。"}, {"60岁以上": ""}, {"80岁以上": "/"}, {"需求": "bench"}]
)
def test_what_a_row_leaves_blank_says_nothing_else(run, ledger, more):
    row = DAYS[0] | {"备注": "没处坐", "60岁以上": "11", "80岁以上": "2"}
    run("visit", "import", table([row]))
    assert counts(of(run, "visit", "import", table([row | more]))) == (0, 0, 1, 0)


def test_the_row_s_own_day_counts_before_the_sheet_s_and_the_command_s(run, ledger):
    name = table(DAYS[:1])
    run("visit", "import", name, "--on", "2022-12-01")
    assert [one["visited_on"] for one in of(run, "visit", "list")] == ["2022-12-21"]
    some_undated = [DAYS[0], DAYS[2] | {"走访日期": ""}]
    faults = run("visit", "import", table(some_undated), "--json", ok=False).error["rows"]
    assert [(fault["row"], fault["kind"]) for fault in faults] == [(3, "visit_undated")]
    run("visit", "import", table(some_undated), "--on", "2022-12-02")
    assert [one["visited_on"] for one in of(run, "visit", "list")] == ["2022-12-21", "2022-12-02"]


def test_a_day_without_anything_noted_is_a_call_all_the_same(run, ledger):
    assert counts(of(run, "visit", "import", table([{"走访日期": "2022-12-20", "地址": "12-3"}]))) == (1, 0, 0, 0)
    done = of(run, "visit", "import", table([{"地址": "12-3", "备注": ""}]), "--on", "2022-12-20")
    assert counts(done) == (0, 0, 0, 0)


def test_two_calls_at_a_stairwell_on_one_day_are_one_row(run, ledger):
    note(run, "12-3 11/2 凳 上午\n12-3 12/2 扶手 下午\n", "2022-12-20")
    (row,) = read(exported(run, "csv", "--internal"))
    assert [row[name] for name in ("60岁以上", "需求", "备注")] == ["12", "凳、扶手", "上午；下午"]
    assert counts(of(run, "visit", "import", exported(run))) == (0, 0, 1, 0)


def test_a_sheet_that_was_carried_is_still_of_this_ledger_only(run, rounds, elsewhere):
    rows = [
        {"地址": one["幢"] + "-" + one["单元"], "备注": "没人", "编号": "U99-11"} for one in read(exported(run))[:1]
    ]
    refused = run("visit", "import", table(rows), "--on", "2022-12-25", "--json", ok=False).error
    assert [fault["kind"] for fault in refused["rows"]] == ["key_of_another_ledger"]


def test_a_key_that_disagrees_within_the_ledger_is_refused(run, rounds):
    rows = read(exported(run))
    rows[0]["编号"], rows[1]["编号"] = rows[1]["编号"], rows[0]["编号"]
    refused = run("visit", "import", table(rows), "--json", ok=False).error
    assert [fault["kind"] for fault in refused["rows"]] == ["key_disagrees", "key_disagrees"]


def test_a_part_of_the_rounds(run, rounds):
    run("unit", "add", "5-1", "--grid", "二网格")
    note(run, "5-1 没人\n", "2022-12-22")
    assert [one["走访日期"] for one in read(exported(run, "csv", "--grid", "二网格"))] == ["2022-12-22"]
    assert len(read(exported(run, "csv", "--to", "2022-12-20"))) == 4


def test_stairwells_of_other_estates_come_back_to_theirs(run, ledger):
    run("unit", "add", "民生小区3幢1单元", "--grid", "一网格")
    note(run, "民生小区3幢1单元 没人\n12-3 没人\n", "2022-12-20")
    rows = read(exported(run))
    assert [(one["小区"], one["区"], one["幢"]) for one in rows] == [("民生小区", "—", "3"), ("淞泽家园", "九区", "12")]
    assert counts(of(run, "visit", "import", exported(run))) == (0, 0, 2, 0)


@pytest.mark.parametrize("label", ["雨棚", "凳2型", "a/b", "雨棚、遮阳", "3号", "x2", "旧凳!", "雨 棚"])
@pytest.mark.parametrize("quantity", [1, 2, 12])
@pytest.mark.parametrize("more", [False, True])
def test_the_ledger_s_own_kinds_come_back_whatever_they_are_called(label, quantity, more):
    known = KINDS.extended({"kind1": Phrase(label, label), "canopy": Phrase("棚", "canopy")})
    db, on = new_ledger(), Date("2022-12-20")
    place = Address("淞泽家园九区", "12", "3")
    add_unit(db, place, ACTOR)
    set_setting(db, "kinds", f"kind1={label},canopy=棚", ACTOR)
    needs = (Need("kind1", quantity), *([Need("canopy", 3)] if more else []))
    add_call(db, Round(on), VisitLine(place, needs=needs), known, ACTOR)
    for language in ("zh", "en"):
        Path("x.csv").write_text(ledger_csv(_list(db), language, guarded=True), encoding="utf-8-sig", newline="")
        done = import_file(db, Path("x.csv"), "visits", Wishes(), ACTOR)
        assert (done.added, done.same, done.bad) == (0, 1, 0), Path("x.csv").read_text(encoding="utf-8-sig")


def _list(db):
    return visits_list(db, Phrase("走访记录", "rounds"), internal=True)


_HAZARD = some.tuples(
    some.sampled_from(HAZARD_KINDS.keys), some.integers(1, 999), some.sampled_from(["low", "medium", "high"])
)


@given(some.lists(_HAZARD, max_size=4))
def test_hazards_are_written_so_that_they_are_read_again(things):
    cell, number = things_cells(things, HAZARD_KINDS)
    for text in cell or ():
        reading = read_table(book_of(sheet_of([["地址", "隐患", "隐患数"], ["12-3", text, number]])), VISITS, SIGHT)
        assert [tuple(one) for one in reading.records[0].hazards] == things
    assert bool(cell) is bool(things)


_HOSTILE = "没人；无/-=+@'\"\n 0，a合计备注："
_REMARK = some.none() | some.text(alphabet=_HOSTILE, min_size=1, max_size=8).filter(str.strip)
_CALL = some.tuples(
    some.integers(0, 2),
    some.sampled_from(["3", "4", "东"]),
    some.none() | some.integers(5, 12),
    some.none() | some.integers(0, 5),
    some.lists(some.tuples(some.sampled_from(KINDS.keys), some.integers(1, 30)), max_size=2),
    some.lists(_HAZARD, max_size=2),
    _REMARK,
)


@settings(max_examples=35)
@given(some.lists(_CALL, max_size=8))
def test_whatever_was_noted_comes_back_as_the_same_and_again(called):
    old, new = _register(), _register()
    for day, label, sixty, eighty, needs, hazards, remark in called:
        line = VisitLine(
            Address("淞泽家园九区", "12", label),
            sixty,
            eighty,
            tuple(Need(*one) for one in needs),
            tuple(Sighting(*one) for one in hazards),
            remark.strip() if remark else None,
        )
        add_call(old, Round(Date(f"2022-12-{10 + day}")), line, KINDS, ACTOR)
    there = _list(old)
    file = Path("走访.csv")
    file.write_text(ledger_csv(there, "zh", guarded=True), encoding="utf-8-sig", newline="")
    done = import_file(old, file, "visits", Wishes(), ACTOR)
    assert (done.added, done.same, done.bad) == (0, len(there.rows), 0), done.errors
    done = import_file(new, file, "visits", Wishes(), ACTOR)
    assert (done.added, done.same, done.bad) == (len(there.rows), 0, 0)
    assert [[_known(value) for value in row.values()] for row in _list(new).rows] == [
        [_known(value) for value in row.values()] for row in there.rows
    ]
    assert len({one.visited_on for one in visits.everything(new)}) == len(visits.everything(new))


def _known(value):
    """What is no statement when it is read comes back as nothing."""
    if not isinstance(value, str):
        return value
    return " ".join(value.split()) if value.strip("/-无 ") else None


def _register():
    db = new_ledger()
    for label in ("3", "4", "东"):
        add_unit(db, Address("淞泽家园九区", "12", label), ACTOR, grid="一网格")
    return db
