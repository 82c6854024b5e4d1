"""Rows into records and errors: every fault of every row, duplicates, conflicts, and what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import book_of, sheet_of, table_of

from songyu_cli.domain.addresses import AddressRefused, Home, read_parts
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.tables.columns import Fault, Sight
from songyu_cli.domain.tables.header_refusals import TwoHeaders
from songyu_cli.domain.tables.kinds import BENCHES, UNITS
from songyu_cli.domain.tables.places import read_place
from songyu_cli.domain.tables.readings import read_table
from songyu_cli.domain.tables.totals import total_label

HOME = Home("淞渔社区", "斜塘街道", "淞泽家园九区")
SIGHT = Sight(HOME, date(2022, 12, 31), on="2022-12-01")


def sight(**more):
    return Sight(HOME, date(2022, 12, 31), **more)


def units(rows, *, on="2022-12-01", **more):
    sheet = table_of(rows) if isinstance(rows, str) else sheet_of(rows)
    return read_table(book_of(sheet), UNITS, sight(on=on), **more)


def benches(rows, **more):
    sheet = table_of(rows) if isinstance(rows, str) else sheet_of(rows)
    return read_table(book_of(sheet), BENCHES, sight(**more))


def faults(reading):
    return [(error.row, error.column, error.kind) for error in reading.errors]


def said(reading):
    return [notice.zh for sheet in reading.sheets for notice in sheet.notices]


# --- every fault of every row


def test_every_bad_cell_of_every_row_is_reported_with_its_row_as_excel_shows_it():
    reading = units("""
        单元底账
        幢   | 单元 | 户数 | 60岁以上 | 80岁以上
        12   | 3    | 10   | 11       | 2
        12撞 | 4    | 若干 | 约30     | 2
             |      |      |          |
        13   |      | -1   | 30多     | 30+
        13   | 1    | 10   | 9        | 10
    """)
    assert faults(reading) == [
        (4, "A 幢", "typo"),
        (4, "C 户数", "approximate_count"),
        (4, "D 60岁以上", "approximate_count"),
        (6, "B 单元", "no_unit"),
        (6, "C 户数", "negative_count"),
        (6, "D 60岁以上", "approximate_count"),
        (6, "E 80岁以上", "approximate_count"),
        (7, "E 80岁以上", "bands_do_not_nest"),
    ]
    assert [numbered.row for numbered in reading.sheets[0].records] == [3]
    error = reading.errors[2]
    assert (error.sheet, error.raw) == ("Sheet1", "约30")
    assert "约30" in error.why.zh
    assert "exact" in error.hint.en


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("12幢", "no_unit"),
        ("3单元", "no_building"),
        ("12-3-402", None),
        ("9-12-3", "ambiguous"),
        ("12幢3、4单元", "multiple"),
        ("12月3日", "excel_date"),
        (datetime.fromisoformat("2022-12-03"), "excel_date"),
        (date(2022, 12, 3), "excel_date"),
        (44898, "excel_number"),
        (44898.0, "excel_number"),
        (12, "no_unit"),
        (12.3, "excel_number"),
        (True, "unparsed"),
        (Broken.ERROR, "broken_cell"),
        (Broken.UNCALCULATED, "broken_cell"),
        ("0幢1单元", "zero"),
        ("娄葑街道苏安社区12幢3单元", "other_community"),
    ],
)
def test_a_whole_address_that_cannot_be_taken(cell, kind):
    reading = units([["地址", "60+"], [cell, 1]])
    assert [error.kind for error in reading.errors] == ([kind] if kind else [])
    assert all(error.column == "A 地址" for error in reading.errors)


@pytest.mark.parametrize(
    ("building", "label", "expected"),
    [
        (12, 3, "12/3"),
        (12.0, 3.0, "12/3"),
        ("12幢", "3单元", "12/3"),
        ("十二幢", "叁单元", "12/3"),
        ("12A", "2", "12A/2"),
        ("12号楼", "甲", "12/甲"),
        ("淞泽家园九区12幢", 3, "12/3"),
        (12, "3单元402室", "12/3"),
        (None, 3, ("A 幢", "no_building")),
        (12, None, ("B 单元", "no_unit")),
        (12, "/", ("B 单元", "no_unit")),
        ("12撞", 3, ("A 幢", "typo")),
        (12, "3、4", ("B 单元", "multiple")),
        (12, datetime.fromisoformat("2022-01-02"), ("B 单元", "excel_date")),
        (datetime.fromisoformat("2022-12-03"), 1, ("A 幢", "excel_date")),
        (0, 1, ("A 幢", "zero")),
        (12, 0, ("B 单元", "zero")),
        (Broken.ERROR, 1, ("A 幢", "broken_cell")),
    ],
)
def test_building_and_unit_in_two_columns(building, label, expected):
    reading = units([["幢", "单元", "60+"], [building, label, 1]])
    if isinstance(expected, str):
        assert [one.unit.key for one in reading.records] == [f"淞泽家园九区/{expected}"]
    else:
        assert [(error.column, error.kind) for error in reading.errors] == [expected]


@pytest.mark.parametrize(
    ("header", "cells", "estate"),
    [
        ("小区|幢|单元", "淞泽家园六区|12|3", "淞泽家园六区"),
        ("小区|区|幢|单元", "淞泽家园|六|12|3", "淞泽家园六区"),
        ("区|幢|单元", "6|12|3", "淞泽家园六区"),
        ("小区|地址", "淞泽家园六区|12-3", "淞泽家园六区"),
        ("小区|区|地址", "淞泽家园|6|12幢3单元", "淞泽家园六区"),
        ("小区|地址", "淞泽家园六区|淞泽家园六区12幢3单元", "淞泽家园六区"),
        ("小区|地址", "/|12-3", "淞泽家园九区"),
        ("区|幢|单元", "/|12|3", "淞泽家园九区"),
    ],
)
def test_the_estate_may_stand_in_its_own_columns(header, cells, estate):
    assert [one.unit.key for one in units(f"{header}\n{cells}").records] == [f"{estate}/12/3"]


def test_an_address_that_contradicts_its_estate_column_is_refused():
    assert faults(units("小区|地址\n淞泽家园六区|淞泽家园八区12幢3单元")) == [(2, "B 地址", "ambiguous")]


CELLS = st.sampled_from(
    [
        *(
            "",
            "/",
            "12",
            "012",
            "12幢",
            "12A",
            "A",
            "12号",
            "12#",
            "十二",
            "12幢402室",
            "12-3",
            "12幢3单元",
            "12撞",
            "0",
            "402",
        ),
        *(
            "3单元",
            "3",
            "03",
            "甲",
            "3、4",
            "东",
            "3单元402室",
            "淞泽家园六区12幢",
            "六区12幢",
            "淞泽家园",
            "六",
            "2022-12-3",
        ),
    ]
)


def together(*parts):
    """Return what the four columns say when they are read as one address: the address, or the kind of refusal."""
    try:
        address = read_parts(*parts, HOME).address
    except AddressRefused as refusal:
        return refusal.kind
    return address if address.label else "no_unit"


@given(estate=CELLS, zone=CELLS, building=CELLS, label=CELLS)
def test_reading_the_parts_of_an_address_apart_changes_nothing(estate, zone, building, label):
    read = read_place({"estate": estate, "zone": zone, "building": building, "label": label}, sight())
    assert (read.kind if isinstance(read, Fault) else read) == together(estate, zone, building, label)


def test_a_cell_is_read_by_its_type_and_not_by_what_equals_it():
    reading = units([["幢", "单元", "60+"], [1, 1, 1], [1, 2, True], [1, 3, 1.0], [1, 4, "1"]])
    assert [one.elderly_60 for one in reading.records] == [1, 1, 1]
    assert faults(reading) == [(3, "C 60+", "unparsed_count")]


def test_what_is_shown_of_a_bad_row_is_masked():
    reading = units("幢|单元|60+|电话\n12幢张家13812345678|3|13987654321|13700000000")
    shown = repr(reading.errors)
    assert len(reading.errors) == 2
    assert "[手机]" in reading.errors[0].raw
    for secret in ("13812345678", "13987654321", "13700000000"):
        assert secret not in shown


# --- dates of the counts


def test_the_date_of_counts_is_the_row_s_then_the_user_s_then_the_title_s():
    rows = "截至2020年5月\n幢|单元|60+|数据日期\n12|1|5|2021-3-1\n12|2|5|"
    assert [one.as_of for one in units(rows).records] == ["2021-03-01", "2022-12-01"]
    assert [one.as_of for one in units(rows, on=None).records] == ["2021-03-01", "2020-05"]


def test_counts_without_any_date_are_refused_with_the_way_out():
    reading = units("幢|单元|60+\n12|1|5\n12|2|", on=None)
    assert faults(reading) == [(2, None, "no_date")]
    assert "--on" in reading.errors[0].hint.zh
    assert [(one.unit.label, one.as_of) for one in reading.records] == [("2", None)]


def test_a_refused_date_is_not_also_a_missing_one():
    reading = units("幢|单元|60+|数据日期\n12|1|5|9月5日", on=None)
    assert faults(reading) == [(2, "D 数据日期", "no_year")]


def test_a_refused_count_asks_for_no_date():
    assert faults(units("幢|单元|60+\n12|1|若干", on=None)) == [(2, "C 60+", "approximate_count")]


# --- the same thing twice


def test_identical_rows_of_a_register_are_the_same():
    reading = units("幢|单元|60+\n12|3|11\n12|4|9\n12幢|3单元|11\n12|3|11")
    assert [one.unit.label for one in reading.records] == ["3", "4"]
    assert reading.sheets[0].same == [(4, 2, "Sheet1"), (5, 2, "Sheet1")]
    assert reading.errors == []


def test_the_same_stairwell_with_another_count_is_refused_in_both_rows():
    reading = units("幢|单元|网格|60+|80+\n12|3|一|11|2\n12|4|一|9|1\n12|3|二|12|2")
    assert faults(reading) == [(2, None, "conflict"), (4, None, "conflict")]
    first, second = reading.errors
    assert "第 4 行" in first.why.zh
    assert "60岁以上、网格" in first.why.zh
    assert "row 2" in second.why.en
    assert [one.unit.label for one in reading.records] == ["4"]


def test_a_row_between_two_conflicting_ones_is_refused_too():
    reading = units("幢|单元|60+\n12|3|11\n12|3|11\n12|3|12\n0|3|1")
    assert [(row, kind) for row, _, kind in faults(reading)] == [
        (2, "conflict"),
        (3, "conflict"),
        (4, "conflict"),
        (5, "zero"),
    ]
    assert (reading.records, reading.sheets[0].same) == ([], [])


def test_the_same_stairwell_at_another_date_is_a_further_count():
    reading = units("幢|单元|60+|数据日期\n12|3|11|2021\n12|3|12|2022")
    assert (len(reading.records), reading.errors) == (2, [])


def test_duplicates_are_found_across_sheets():
    book = book_of(
        table_of("幢|单元|60+\n12|3|11\n12|4|9", name="一"), table_of("幢|单元|60+\n12|3|11\n12|4|8", name="二")
    )
    reading = read_table(book, UNITS, sight(on="2022"))
    assert [sheet.same for sheet in reading.sheets] == [[], [(2, 2, "一")]]
    assert [(error.sheet, error.row, error.kind) for error in reading.errors] == [
        ("一", 3, "conflict"),
        ("二", 3, "conflict"),
    ]
    assert [one.unit.label for one in reading.records] == ["3"]


def test_benches_without_a_tag_are_each_a_bench():
    reading = benches("批次|幢|单元|安装日期\n1|12|3|2021\n1|12|3|2021")
    assert (len(reading.records), reading.sheets[0].same) == (2, [])


def test_a_tag_stands_for_one_bench():
    reading = benches(
        "凳号|批次|幢|单元|安装日期\nB1-001|1|12|3|2021\nB1-001|1|12|3|2021\nB1-2|1|1|1|2021\nB1-002|1|1|1|2021\nb1-002|1|1|2|2021"
    )
    assert reading.sheets[0].same == [(3, 2, "Sheet1")]
    assert faults(reading) == [(4, "A 凳号", "tag_malformed"), (5, None, "conflict"), (6, None, "conflict")]
    assert "地址" in reading.errors[1].why.zh


# --- several stairwells in one row


def test_several_stairwells_are_refused_and_the_way_out_fits_the_kind_of_table():
    bench = benches("批次|地址|数量|安装日期\n1|12幢3、4单元|2|2021")
    assert faults(bench) == [(2, "B 地址", "multiple")]
    assert "--expand" in bench.errors[0].hint.zh
    register = units("地址|60+\n12幢3、4单元|20")
    assert faults(register) == [(2, "A 地址", "multiple")]
    assert "--expand" not in str(register.errors[0].hint)


@pytest.mark.parametrize(
    ("place", "quantity", "expected"),
    [
        ("12幢3、4单元", "各2张", [("12", "3", 2), ("12", "4", 2)]),
        ("12幢3、4单元", 2, [("12", "3", 1), ("12", "4", 1)]),
        ("12幢3单元和13幢1单元", "两张", [("12", "3", 1), ("13", "1", 1)]),
        ("12-3、12-4、13-1", 3, [("12", "3", 1), ("12", "4", 1), ("13", "1", 1)]),
        ("12幢3、4单元", "各两张", [("12", "3", 2), ("12", "4", 2)]),
        ("12幢3、4单元", 3, "shared_count"),
        ("12幢3、4单元", None, "shared_count"),
        ("12幢、13幢", "各2张", "no_unit"),
        ("12幢3、4单元", "各0张", "zero_benches"),
        ("12-3", 5, [("12", "3", 5)]),
    ],
)
def test_expand_gives_each_stairwell_its_own_row(place, quantity, expected):
    rows = [["批次", "地址", "数量", "安装日期"], [1, place, quantity, "2021"]]
    reading = benches(rows, expand=True)
    if isinstance(expected, str):
        assert [error.kind for error in reading.errors if error.kind != "multiple"] == [expected]
        assert reading.records == []
    else:
        assert [(one.unit.building, one.unit.label, one.quantity) for one in reading.records] == expected
        assert all(one.installed_on == "2021" for one in reading.records)


def test_expand_reads_units_in_their_own_column():
    rows = [
        ["批次", "小区", "幢", "单元", "数量", "安装日期"],
        [1, "淞泽家园六区", 12, "3、4", "各2张", "2021"],
        ["合计", None, None, None, 4],
    ]
    reading = benches(rows, expand=True)
    assert [one.unit.key for one in reading.records] == ["淞泽家园六区/12/3", "淞泽家园六区/12/4"]
    assert [total.agrees for total in reading.totals] == [True]
    assert [numbered.row for numbered in reading.sheets[0].records] == [2, 2]


def test_expand_keeps_the_row_s_other_faults():
    reading = benches("批次|地址|数量|安装日期\n1|12幢3、4单元|3|", expand=True)
    assert [kind for _, _, kind in faults(reading)] == ["shared_count", "no_date"]
    tagged = benches("批次|凳号|地址|数量|安装日期\n1|B1-001|12幢3、4单元|2|2021", expand=True)
    assert "tag_for_several" in [kind for _, _, kind in faults(tagged)]


# --- what is told


def test_text_is_stored_masked_and_the_rows_are_counted():
    reading = benches(
        "批次|幢|单元|安装日期|备注|位置\n1|12|3|2021|联系13812345678|楼道口\n1|12|4|2021|联系13812345678|402室门口\n1|12|5|2021|好|"
    )
    assert [one.note for one in reading.records] == ["联系[手机]", "联系[手机]", "好"]
    assert reading.records[1].spot == "[户号]门口"
    assert "文字里的个人信息已遮盖（3 行）" in "".join(said(reading))


def test_a_likely_name_is_told():
    reading = benches("批次|幢|单元|安装日期|备注\n1|12|3|2021|王阿姨说很好")
    assert any("人名" in notice for notice in said(reading))
    assert "王阿姨" not in "".join(said(reading))


def test_what_an_address_leaves_out_is_told_with_its_rows():
    reading = units("地址|60+\n12幢3单元402室|1\n12幢4单元402室|1\n12-5|1")
    assert said(reading) == ["户号、楼层不登记，已略去。（2 行）"]


@pytest.mark.parametrize("width", [2, 3, 9])
def test_ragged_rows_are_read(width):
    rows = [["幢", "单元", "60+"], [12, 3, 11, None, None, None, None, None, None][:width], [12, 4]]
    reading = units(rows)
    assert [one.unit.label for one in reading.records] == ["3", "4"]


@given(
    st.lists(
        st.lists(
            st.none()
            | st.integers(-5, 50000)
            | st.floats()
            | st.booleans()
            | st.text(max_size=8)
            | st.sampled_from(
                [*Broken, date(2021, 3, 5), "合计", "小计", "幢", "单元", "12", "3单元", "约30", "各2张", "在用"]
            ),
            max_size=8,
        ),
        max_size=8,
    )
)
def test_no_cell_whatever_breaks_a_reading(rows):
    """Each row ends as a record, as the same, as an error, or is set aside; only a second header refuses the sheet."""
    headers = {
        UNITS: ["幢", "单元", "60+", "80+", "网格", "数据日期"],
        BENCHES: ["批次", "地址", "数量", "安装日期", "状态", "凳号"],
    }
    for kind, header in headers.items():
        try:
            reading = read_table(book_of(sheet_of([header, *rows])), kind, sight(on="2022", expand=True))
        except TwoHeaders:
            assert any({"幢", "单元"} <= {cell for cell in row if isinstance(cell, str)} for row in rows)
            continue
        sheet = reading.sheets[0]
        seen = {n.row for n in sheet.records} | {e.row for e in sheet.errors} | {same.row for same in sheet.same}
        assert seen <= set(range(2, len(rows) + 2))
        for number, row in enumerate(rows, start=2):
            total = any(isinstance(cell, str) and total_label(cell) for cell in row)  # 总数 is drawn from our own words
            if row and isinstance(row[0], int) and row[0] > 0 and not total:
                assert number in seen


# --- what a formula, a date system or an estate does to a cell


@pytest.mark.parametrize(
    ("cell", "sentence"), [(Broken.ERROR, "这一格是出错的公式。"), (Broken.UNCALCULATED, "这一格的公式没有算出结果。")]
)
def test_a_broken_cell_is_told_without_a_word_that_stands_nowhere_in_the_file(cell, sentence):
    rows = [["幢", "单元", "60+", "as_of"], [cell, 3, 11, "2021"], [12, 3, cell, "2021"], [12, 4, 1, cell]]
    errors = read_table(book_of(sheet_of(rows)), UNITS, SIGHT).errors
    told = {(error.row, error.column, error.kind, error.why.zh, error.raw) for error in errors}
    assert {(2, "A 幢"), (3, "C 60+"), (4, "D as_of")} <= {(row, column) for row, column, *_ in told}
    assert {one[2:] for one in told if one[2] == "broken_cell"} == {("broken_cell", sentence, "")}


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        ("小区|区|幢|单元", ("???", None, 12, 3), "A 小区"),
        ("小区|区|幢|单元", ("???", "九区", 12, 3), "A 小区"),
        ("区|幢|单元", ("???", 12, 3), "A 区"),
        ("小区|区|幢|单元", ("淞泽家园", "???", 12, 3), "B 区"),
        ("小区|地址", ("???", "12-3"), "A 小区"),
        ("小区|幢|单元", ("淞泽家园九区", "???", 3), "B 幢"),
    ],
)
def test_a_bad_estate_is_put_down_to_its_own_column(header, cells, column):
    reading = read_table(book_of(sheet_of([header.split("|"), cells])), UNITS, SIGHT)
    assert [error.column for error in reading.errors] == [column]


@pytest.mark.parametrize("cell", [42_982, 42_982.5, date(2021, 9, 5)])
def test_a_day_number_counts_from_the_workbook_s_own_first_day(cell):
    sheet = sheet_of([["幢", "单元", "60+", "as_of"], [12, 3, 11, cell]])
    assert read_table(book_of(replace(sheet, epoch_1904=True)), UNITS, SIGHT).records[0].as_of == "2021-09-05"


@pytest.mark.parametrize(("cell", "day"), [(2021, "2021"), (20210905, "2021-09-05"), ("2021-9", "2021-09")])
def test_what_is_no_day_number_is_the_same_in_both_date_systems(cell, day):
    sheet = sheet_of([["幢", "单元", "60+", "as_of"], [12, 3, 20_000, cell]])
    record = read_table(book_of(replace(sheet, epoch_1904=True)), UNITS, SIGHT).records[0]
    assert (record.as_of, record.elderly_60) == (day, 20_000)


def test_a_day_number_as_text_may_be_of_either_date_system():
    sheet = sheet_of([["幢", "单元", "60+", "as_of"], [12, 3, 11, "42982"]])
    assert [e.kind for e in read_table(book_of(replace(sheet, epoch_1904=True)), UNITS, SIGHT).errors] == [
        "unparsed_date"
    ]


def test_a_title_s_day_number_is_of_the_workbook_s_date_system():
    sheet = sheet_of([["截至日期", 42_982], ["幢", "单元", "60+"], [12, 3, 11]])
    assert read_table(book_of(replace(sheet, epoch_1904=True)), UNITS, sight()).records[0].as_of == "2021-09-05"
