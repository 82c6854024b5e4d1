"""The sheet of inspections and repairs: what its cells may say, and what its rows come to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sheets import book_of, sheet_of

from songyu_cli.domain.addresses import Address, Home
from songyu_cli.domain.choices import INSPECTION_ITEMS, INSPECTION_RESULTS, ROLES, SEVERITIES
from songyu_cli.domain.inspection_words import InspectionWords, measure, taken_apart
from songyu_cli.domain.masking import mask
from songyu_cli.domain.repairs import noted
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.inspection_columns import Recheck
from songyu_cli.domain.tables.inspection_rows import INSPECTIONS, REPAIR_ASSUMED
from songyu_cli.domain.tables.readings import read_table

SIGHT = Sight(Home("淞渔社区", "斜塘街道", "淞泽家园九区"), date(2022, 12, 31))
PLACE = Address("淞泽家园九区", "12", "3")


def read(sight=SIGHT, above=(), **cells):
    """Return the reading of one row; the cells are given by their headers: B1-001 is good on 6 December."""
    row = {"日期": "2022-12-06", "凳号": "B1-001", "结果": "完好"} | cells
    return read_table(book_of(sheet_of([*above, [*row], [*row.values()]])), INSPECTIONS, sight)


def record(**cells):
    reading = read(**cells)
    assert reading.errors == []
    (row,) = reading.records
    return row


def kinds_of(reading):
    return [error.kind for error in reading.errors]


def test_a_whole_row_as_it_is_headed_in_practice():
    reading = read(
        **{"巡查人（角色）": "网格员", "巡查人": "张三", "费用（元）": 18.5, "结果": "停用"},
        检查项="松动、开裂",
        隐患等级="较大",
        存在问题="左腿，问13812345678",
        处理措施="拧紧",
        维修单位="物业",
        报修日期="2022年12月7日",
        修复日期="2022.12.8",
        复查="2022-12-10 合格",
        备注="已告知",
    )
    (row,) = reading.records
    assert (row.tag, row.unit, row.on, row.result, row.role) == (
        "B1-001", None, "2022-12-06", "out_of_use", "grid_worker",
    )  # fmt: skip
    assert row.faults == ("loose", "cracked")
    assert row.said == InspectionWords("左腿，问[手机]；已告知", "medium")
    assert (row.measure, row.by_whom, row.fen) == ("拧紧", "物业", 1850)
    assert (row.opened_on, row.done_on, row.recheck) == ("2022-12-07", "2022-12-08", Recheck("2022-12-10", "good"))
    assert reading.sheets[0].left_out == ("E 巡查人",)


@pytest.mark.parametrize("header", ["巡查人", "检查人", "巡检人", "巡查人员", "检查人员姓名", "维修人", "维修人员"])
def test_who_it_was_by_name_is_left_out(header):
    reading = read(**{header: "张三"})
    assert [one.split()[1] for one in reading.sheets[0].left_out] == [header]
    assert "张三" not in repr(reading.records)


@pytest.mark.parametrize("header", ["巡查人（角色）", "巡查人(角色)", "检查人（角色）", "巡查角色", "角色"])
def test_a_role_is_read_and_a_name_under_it_refused(header):
    assert record(**{header: "网格员"}).role == "grid_worker"
    assert record(**{header: "/"}).role is None
    assert kinds_of(read(**{header: "张三"})) == ["unknown_choice"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("巡查日期", "inspected_on"), ("检查日期", "inspected_on"), ("检查结果", "result"), ("巡查结果", "result"),
        ("凳子编号", "tag"), ("楼栋", "building"), ("单元号", "label"), ("楼栋单元", "address"),
        ("维修内容", "measure"), ("维修费用", "cost"), ("费用(元)", "cost"), ("维修日期", "done_on"),
        ("复查情况", "recheck"), ("毛病", "faults"), ("问题描述", "text"), ("发现问题", "text"), ("位置", "spot"),
    ],
)  # fmt: skip
def test_headers_of_elsewhere(header, field):
    rows = [[header, *(one for one in ("凳号", "结果") if field not in ("tag", "result"))], ["", "", ""]]
    rows[0] += ["结果"] * (field == "tag") + ["凳号"] * (field == "result")
    (sheet,) = read_table(book_of(sheet_of(rows)), INSPECTIONS, SIGHT, mapping={}).sheets
    assert field in {one.field for one in sheet.mapped}


def test_our_own_headers_are_read_back_in_both_languages():
    for language in ("zh", "en"):
        columns = [column for column in INSPECTIONS.columns if column.field != "address"]
        reading = read_table(book_of(sheet_of([[one.title.within(language) for one in columns]])), INSPECTIONS, SIGHT)
        assert [one.field for one in reading.sheets[0].mapped] == [one.field for one in columns]
    for name, meanings in INSPECTIONS.spelled.items():
        assert sum(not assumed for _, assumed in meanings) <= 1, name


@pytest.mark.parametrize("header", ["问题", "原行号"])
def test_the_columns_of_a_file_of_errors_mean_nothing_here(header):
    assert header not in INSPECTIONS.spelled


@pytest.mark.parametrize(
    ("cell", "result"),
    [
        ("完好", "good"), ("正常", "good"), ("良好", "good"), ("无问题", "good"), ("合格", "good"), ("good", "good"),
        ("需维修", "needs_repair"), ("待维修", "needs_repair"), ("needs-repair", "needs_repair"),
        ("停用", "out_of_use"), ("损坏", "out_of_use"), ("缺失", "missing"), ("不见了", "missing"),
    ],
)  # fmt: skip
def test_results(cell, result):
    assert record(结果=cell).result == result


@pytest.mark.parametrize("cell", ["好像没事", "√", "无", "一般"])
def test_an_unknown_result_is_refused_with_the_choices(cell):
    (error,) = read(结果=cell).errors
    assert (error.kind, error.column) == ("unknown_choice", "C 结果")
    assert "完好、需维修、停用、缺失" in error.hint.zh


def test_every_word_of_the_lists_is_read_again_in_both_languages():
    for language in ("zh", "en"):
        for result in INSPECTION_RESULTS.keys:
            assert record(结果=INSPECTION_RESULTS.phrase(result).within(language)).result == result
        for item in INSPECTION_ITEMS.keys:
            shown = INSPECTION_ITEMS.phrase(item).within(language)
            assert record(结果="停用", 检查项=shown).faults == (item,)
        for severity in SEVERITIES.keys:
            assert record(隐患等级=SEVERITIES.phrase(severity).within(language)).said.severity == severity
        for role in ROLES.keys:
            assert record(**{"巡查人（角色）": ROLES.phrase(role).within(language)}).role == role


@pytest.mark.parametrize(
    ("cells", "result", "faults"),
    [
        ({"结果": "需维修", "检查项": "松动,开裂"}, "needs_repair", ("loose", "cracked")),
        ({"结果": "", "检查项": "松动"}, "needs_repair", ("loose",)),
        ({"结果": "/", "检查项": "松动"}, "needs_repair", ("loose",)),
        ({"结果": "缺失", "检查项": "移位"}, "missing", ("shifted",)),
        ({"结果": "完好", "检查项": "无"}, "good", ()),
        ({"结果": "完好", "检查项": "松动"}, "faults_on_good", ()),
        ({"结果": "缺失", "检查项": "松动"}, "missing_with_faults", ()),
        ({"结果": "", "检查项": "移位"}, "moved_or_missing", ()),
        ({"结果": "", "检查项": ""}, "no_result", ()),
        ({"结果": "", "存在问题": "左腿松"}, "no_result", ()),
        ({"结果": "需维修", "检查项": "全部"}, "unknown_choice", ()),
    ],
)
def test_result_and_faults_are_judged_as_at_the_keyboard(cells, result, faults):
    reading = read(**cells)
    if reading.errors:
        assert (kinds_of(reading), reading.records) == ([result], [])
        assert "--" not in reading.errors[0].hint.zh
    else:
        assert [(row.result, row.faults) for row in reading.records] == [(result, faults)]
        told = [notice.zh for notice in reading.sheets[0].notices]
        assert told == ([f"{REPAIR_ASSUMED.zh}（1 行）"] if cells["结果"] in ("", "/") else [])


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({"日期": ""}, ["no_date"]),
        ({"日期": "12月6日"}, ["no_year", "no_date"]),
        ({"日期": "2031-01-01"}, ["future", "no_date"]),
        ({"凳号": ""}, ["no_bench"]),
        ({"凳号": "41"}, ["tag_malformed", "no_bench"]),
        ({"凳号": "", "幢": "12"}, ["no_unit"]),
        ({"报修日期": "2022-12-06"}, ["good_and_ordered"]),
        ({"维修单位": "物业"}, ["good_and_ordered"]),
        ({"结果": "停用", "费用": "35"}, ["cost_before_done"]),
        ({"费用": "35"}, ["cost_before_done"]),
        ({"结果": "停用", "费用": "约35", "修复日期": "2022-12-07"}, ["approximate_money"]),
        ({"结果": "停用", "费用": 35.555, "修复日期": "2022-12-07"}, ["part_of_fen"]),
        ({"结果": "停用", "修复日期": "2022-12-05"}, ["dates_backwards"]),
        ({"结果": "停用", "报修日期": "2022-12-05"}, ["dates_backwards"]),
        ({"结果": "停用", "报修日期": "2022-12-09", "修复日期": "2022-12-08"}, ["dates_backwards"]),
        ({"结果": "停用", "报修日期": "2022-12", "修复日期": "2022"}, []),
        ({"隐患等级": "吓人"}, ["unknown_choice"]),
    ],
)
def test_what_is_refused_is_said_with_what_to_do(cells, kinds):
    reading = read(**cells)
    assert [one for one in kinds_of(reading) if one not in ("no_date", "no_bench") or one in kinds[:1]] == kinds[:1]
    for error in reading.errors:
        assert error.hint
        assert mask(error.hint.zh).text == error.hint.zh


@pytest.mark.parametrize(
    ("cell", "fen"),
    [(18.5, 1850), (0.1 + 0.2, 30), (35, 3500), ("35元", 3500), ("1,234.50", 123450), ("/", None), ("", None), (0, 0)],
)
def test_costs(cell, fen):
    assert record(结果="停用", 修复日期="2022-12-07", 费用=cell).fen == fen


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, (None, "2022-12-05", "2022-12-06", "换板")),
        ({"日期": "2022-12-05"}, (None, "2022-12-05", "2022-12-06", "换板")),
        ({"报修日期": ""}, (None, "2022-12-06", "2022-12-06", "换板")),
        ({"修复日期": ""}, (None, "2022-12-05", None, "换板")),
        ({"存在问题": "座板裂"}, (None, "2022-12-05", "2022-12-06", "座板裂；换板")),
        ({"日期": "2022-12-04"}, "no_result"),
        ({"报修日期": "", "修复日期": ""}, "no_result"),
    ],
)
def test_a_row_without_a_result_is_a_repair_by_itself(cells, expected):
    row = {"日期": "", "结果": "", "处理措施": "换板", "报修日期": "2022-12-05", "修复日期": "2022-12-06"} | cells
    reading = read(**row)
    if isinstance(expected, str):
        assert kinds_of(reading) == [expected]
    else:
        assert [(row.on, row.opened_on, row.done_on, row.measure) for row in reading.records] == [expected]


@pytest.mark.parametrize(
    ("cell", "recheck", "words"),
    [
        ("2022-12-10 完好", Recheck("2022-12-10", "good"), None),
        ("2022年12月10日合格", Recheck("2022-12-10", "good"), None),
        ("2022.12.10，需维修", Recheck("2022-12-10", "needs_repair"), None),
        ("2022-12 good", Recheck("2022-12", "good"), None),
        ("合格", None, "合格"),
        ("12月10日完好", None, "12月10日完好"),
        ("2031-01-01 完好", None, "2031-01-01 完好"),
        ("2022-12-10", None, "2022-12-10"),
        (date(2022, 12, 10), None, "2022-12-10"),
        ("无", None, None),
        ("", None, None),
    ],
)
def test_looking_again_is_an_inspection_where_it_has_a_day_and_a_result(cell, recheck, words):
    row = record(复查=cell)
    assert (row.recheck, row.said.recheck) == (recheck, words)


@pytest.mark.parametrize(
    ("cells", "tag", "unit"),
    [
        ({}, "B1-001", None),
        ({"凳号": "b1-001", "幢": 12, "单元": 3}, "B1-001", PLACE),
        ({"凳号": "B1-001", "幢": 12, "单元": ""}, "B1-001", None),
        ({"凳号": "", "幢": 12, "单元": 3}, None, PLACE),
        ({"凳号": "/", "地址": "12-3"}, None, PLACE),
        ({"凳号": "", "凳号/位置": "12幢3单元"}, None, PLACE),
        ({"凳号": "", "凳号/位置": "B1-002"}, "B1-002", None),
        ({"凳号": "", "凳号/位置": "12-3"}, None, PLACE),
        ({"位置": "楼道口东侧"}, "B1-001", None),
        ({"凳号": "", "位置": "12-3"}, None, PLACE),
    ],
)
def test_a_bench_by_its_tag_or_its_stairwell(cells, tag, unit):
    row = record(**cells)
    assert (row.tag, row.unit) == (tag, unit)


def test_a_spoilt_tag_beside_a_place_is_refused():
    assert kinds_of(read(凳号="", **{"凳号/位置": "B1"})) == ["no_bench", "tag_malformed"]


def test_a_row_of_a_list_that_nobody_filled_in():
    for cells in ({}, {"巡查人（角色）": "网格员"}, {"存在问题": "无", "复查": "/"}):
        row = record(**({"日期": "", "结果": ""} | cells))
        assert not row.filled


def test_the_day_may_stand_in_the_titles_or_be_given():
    above = [["淞渔社区巡查维修记录"], ["巡查日期：2022-12-05"]]
    assert [row.on for row in read(above=above, 日期="").records] == ["2022-12-05"]
    assert [row.on for row in read(above=above).records] == ["2022-12-06"]
    given_day = Sight(SIGHT.home, SIGHT.today, on=date(2022, 12, 4).isoformat())
    assert [row.on for row in read(given_day, above=above, 日期="").records] == ["2022-12-04"]


def test_good_work_without_a_repair_stays_in_the_words():
    row = record(存在问题="有点脏", 处理措施="擦干净")
    assert (row.said.words, row.measure) == ("有点脏；擦干净", None)


def test_several_stairwells_are_split_when_asked():
    expand = Sight(SIGHT.home, SIGHT.today, expand=True)
    cells = {"凳号": "", "地址": "12幢3、4单元"}
    assert [row.unit.label for row in read(expand, **cells).records] == ["3", "4"]
    assert kinds_of(read(**cells)) == ["multiple"]
    assert kinds_of(read(expand, **cells, 结果="停用", 修复日期="2022-12-07")) == ["repair_of_several"]


_WORDS = some.none() | some.text(alphabet="松动；：隐患等级复查较大 a，\n", min_size=1, max_size=12)


@given(some.builds(InspectionWords, _WORDS, some.none() | some.sampled_from(SEVERITIES.keys), _WORDS))
def test_the_parts_of_a_text_come_out_as_one_text_again(words):
    apart = taken_apart(words.text)
    assert apart.text == words.text
    assert taken_apart(apart.text) == apart


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (None, InspectionWords()),
        ("左腿松", InspectionWords("左腿松")),
        ("左腿松；隐患等级：较大", InspectionWords("左腿松", "medium")),
        ("隐患等级：重大；复查：合格", InspectionWords(None, "high", "合格")),
        ("左腿松；复查：合格；又松了", InspectionWords("左腿松", None, "合格；又松了")),
        ("没有隐患等级：较大", InspectionWords("没有隐患等级：较大")),
        ("隐患等级：不知道", InspectionWords("隐患等级：不知道")),
    ],
)
def test_texts_taken_apart(text, parts):
    assert taken_apart(text) == parts


@given(_WORDS, some.none() | some.text(alphabet="拧紧换板；", min_size=1, max_size=8))
def test_what_was_done_is_told_from_what_was_seen(text, done):
    told = measure(text, noted(text, done))
    assert told == done or done is None or (told is None and done == text) or noted(text, told) == noted(text, done)


def test_the_example_of_the_template_is_a_record():
    for language in ("zh", "en"):
        cells = {
            column.title.within(language): column.example.within(language)
            if isinstance(column.example, tuple)
            else column.example
            for column in INSPECTIONS.columns
            if column.example is not None
        }
        reading = read_table(book_of(sheet_of([[*cells], [*cells.values()]])), INSPECTIONS, SIGHT)
        assert (reading.errors, len(reading.records)) == ([], 1)
        assert reading.records[0].filled
