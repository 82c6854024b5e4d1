"""Finding the header, mapping columns, filling down, footnotes and totals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import book_of, sheet_of, table_of

from songyu_cli.domain.addresses import Home
from songyu_cli.domain.sheets import Row, Sheet
from songyu_cli.domain.tables.columns import Sight, fold
from songyu_cli.domain.tables.header_refusals import ColumnMissing, ColumnTwice, HeaderNotFound, TwoTables
from songyu_cli.domain.tables.headers import PrivateColumn, letter
from songyu_cli.domain.tables.kinds import BENCHES, DEMANDS, INSPECTIONS, UNITS
from songyu_cli.domain.tables.readings import SheetNotFound, UnknownField, UnknownHeader, read_table

SIGHT = Sight(Home("淞渔社区", "斜塘街道", "淞泽家园九区"), date(2022, 12, 31), on="2022-12-01")


def read(sheet, kind=UNITS, sight=SIGHT, **options):
    return read_table(book_of(sheet), kind, sight, **options)


def units(text, **more):
    """Return the reading of a register written as lines of cells."""
    return read(table_of(text, **more))


def places(reading):
    return [f"{one.unit.building}-{one.unit.label}" for one in reading.records]


def counts(reading):
    return [(f"{one.unit.building}-{one.unit.label}", one.elderly_60) for one in reading.records]


def notices(reading):
    return "\n".join(n.zh for n in (*reading.notices, *(n for sheet in reading.sheets for n in sheet.notices)))


# --- the header


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("数量（张）", "数量"),
        ("数量(张)*", "数量"),
        (" 幢\n号 ", "幢号"),
        ("60+（人）", "60+"),
        ("６０岁以上", "60岁以上"),
        ("\ufeff序号", "序号"),
        ("樓棟", "楼栋"),
        ("【单元】", "(单元)"),
        ("Unit:", "unit"),
        ("（张）", "(张)"),
        ("安装人(单位)", "安装人"),
    ],
)
def test_headers_are_compared_in_one_spelling(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_excel_does(index, letters):
    assert letter(index) == letters


@pytest.mark.parametrize("titles", [0, 1, 2, 3, 10, 15])
def test_the_header_is_found_below_its_titles(titles):
    rows = [["淞泽家园九区单元底账"], ["填报单位：淞渔社区"], [None]] * 5
    reading = read(sheet_of([*rows[:titles], ["幢", "单元", "60+"], [12, 3, 11]]))
    assert reading.sheets[0].header_row == titles + 1
    assert counts(reading) == [("12-3", 11)]


def test_the_row_that_maps_the_most_is_the_header():
    reading = units("""
        幢 | 单元 | 以下为示例
        幢 | 单元 | 60岁以上 | 80岁以上
        12 | 3    | 11       | 2
    """)
    assert reading.sheets[0].header_row == 2
    assert [(one.letter, one.header, one.field) for one in reading.sheets[0].mapped] == [
        ("A", "幢", "building"),
        ("B", "单元", "label"),
        ("C", "60岁以上", "elderly_60"),
        ("D", "80岁以上", "elderly_80"),
    ]


def test_a_header_without_rows_is_an_empty_reading():
    reading = units("幢|单元|60+")
    assert (reading.records, reading.errors, reading.totals) == ([], [], [])


def test_a_sheet_without_any_header_is_refused():
    with pytest.raises(HeaderNotFound) as refused:
        units("姓名|电话\n孙老|13812345678")
    assert (refused.value.exit_code, refused.value.kind) == (5, "header_not_found")
    assert "Sheet1" in refused.value.message.zh
    assert "地址（或幢、单元）" in refused.value.advice.zh
    assert "--map" in refused.value.advice.en


def test_of_many_sheets_without_a_header_some_are_named():
    with pytest.raises(HeaderNotFound) as refused:
        read_table(book_of(*(sheet_of([["姓名"]], name=f"表{n}") for n in range(1, 301))), UNITS, SIGHT)
    assert "“表5” 等 300 个表里" in refused.value.message.zh
    assert "“表6”" not in refused.value.message.zh
    assert "“表5” and others, 300 in all" in refused.value.message.en


def test_a_header_that_is_not_known_is_proposed():
    with pytest.raises(HeaderNotFound) as refused:
        units("某小区底账\n楼栋编码|单元编码|老年\n12|3|11")
    assert "最像表头的：单元编码、楼栋编码。" in refused.value.advice.zh
    table = table_of("某小区底账\n楼栋编码|单元编码|老年\n12|3|11")
    assert places(read(table, mapping={"楼栋编码": "building", "单元编码": "label"})) == ["12-3"]


def test_many_hidden_rows_are_counted_and_the_first_ones_named():
    rows = "\n".join(f"12|{unit}|1" for unit in range(1, 31))
    reading = units(f"幢|单元|60+\n{rows}", hidden_rows=range(2, 32))
    assert "（30 行）：2、3、4、5、6、7、8、9、10、11、…。" in notices(reading)


def test_an_empty_workbook_has_no_header():
    with pytest.raises(HeaderNotFound):
        read(sheet_of([]))


def test_a_missing_column_is_refused_with_the_nearest_header():
    with pytest.raises(ColumnMissing) as refused:
        units("幢|单元编码|60+|80+\n12|3|11|2")
    assert (refused.value.exit_code, refused.value.kind) == (5, "column_missing")
    assert "B 单元编码" in refused.value.advice.zh
    assert '--map "单元编码=label"' in refused.value.advice.zh


def test_a_missing_column_without_anything_near_names_the_field():
    with pytest.raises(ColumnMissing) as refused:
        read(table_of("批次|幢|单元|数量\n1|12|3|1"), BENCHES)
    assert "安装日期" in refused.value.message.zh
    assert '"HEADER=installed_on"' in refused.value.advice.en


def test_a_two_level_header_is_joined_over_its_merges():
    sheet = table_of(
        """
        淞泽家园九区安装台账
        批次 | 幢 | 单元 | 安装情况 |          | 投入使用
             |    |      | 数量     | 日期     | 日期
        1    | 12 | 3    | 2        | 2021-9-5 | 2021-10
        """,
        merges=("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"),
    )
    reading = read(sheet, BENCHES)
    assert [(r.quantity, r.installed_on, r.in_use_on) for r in reading.records] == [(2, "2021-09-05", "2021-10")]
    assert [one.header for one in reading.sheets[0].mapped][3:] == ["安装情况/数量", "安装情况/日期", "投入使用/日期"]
    assert reading.sheets[0].header_row == 3


def test_a_two_level_header_of_a_text_file_has_no_merges():
    reading = read(table_of("批次|幢|单元|安装情况||备注\n|||数量|日期|\n1|12|3|2|2021-9-5|新"), BENCHES)
    assert [(r.quantity, r.installed_on, r.note) for r in reading.records] == [(2, "2021-09-05", "新")]


def test_planned_and_installed_under_their_parents_are_told_apart():
    text = "批次|幢|单元|计划||安装|\n|||数量|日期|数量|日期\n1|12|3|9|2030-1-1|2|2021-9-5"
    reading = read(table_of(text, merges=("D1:E1", "F1:G1")), BENCHES)
    assert [(r.quantity, r.installed_on) for r in reading.records] == [(2, "2021-09-05")]
    assert [one.header for one in reading.sheets[0].unknown] == ["计划/数量", "计划/日期"]


def test_a_planned_quantity_is_never_taken_for_benches_that_stand():
    reading = read(table_of("批次|幢|单元|安装日期|计划\n||||数量\n1|12|3|2021|9"), BENCHES)
    assert [r.quantity for r in reading.records] == [1]


def test_a_total_under_a_parent_is_never_its_date():
    with pytest.raises(ColumnMissing, match="Installed on"):
        read(table_of("批次|幢|单元|安装|\n|||合计|数量\n1|12|3|2|1"), BENCHES)


@pytest.mark.parametrize(
    ("parents", "children", "expected"),
    [
        ("老年人口||", "60岁以上|65岁以上|80岁以上", (11, 8, 2)),
        ("60岁以上|65岁以上|80岁以上", "人数|人数|人数", (11, 8, 2)),
        ("老年人||独居老人", "60岁以上|65岁以上|80岁以上", (11, 8, None)),
        ("60岁以上||80岁以上", "合计|男|合计", (11, None, 2)),
    ],
)
def test_age_bands_under_a_parent(parents, children, expected):
    reading = units(f"幢|单元|{parents}\n||{children}\n12|3|11|8|2")
    [record] = reading.records
    assert (record.elderly_60, record.elderly_65, record.elderly_80) == expected


def test_a_word_that_says_too_little_says_nothing_under_another():
    """儿童/人数 are not the residents."""
    reading = units("幢|单元|60+|儿童\n|||人数\n12|3|11|4")
    assert reading.records[0].residents is None


# --- which column is which


@pytest.mark.parametrize("header", ["地址", "单元地址", "楼栋单元", "位置", "点位", "住址", "Address", "地 址*"])
def test_names_of_a_whole_address(header):
    assert places(units(f"{header}|60+\n12-3|11")) == ["12-3"]


@pytest.mark.parametrize(
    "header",
    ["60岁以上", "60岁以上人数", "60周岁及以上", "60+", "60岁及以上老年人数", "６０周岁以上", "60岁\n以上", "老人数"],
)
def test_names_of_the_elderly(header):
    assert units(f"幢|单元|{header}\n12|3|11".replace("\n以上", " 以上")).records[0].elderly_60 == 11


def test_an_assumed_name_is_said_and_gives_way_to_a_sure_one():
    assert "“老人数”当作“60岁以上”读" in notices(units("幢|单元|老人数\n12|3|11"))
    both = units("幢|单元|老人数|60岁以上\n12|3|5|11")
    assert counts(both) == [("12-3", 11)]
    assert [one.header for one in both.sheets[0].unknown] == ["老人数"]


def test_a_place_column_is_the_spot_where_building_and_unit_have_their_own():
    beside = read(table_of("批次|幢|单元|位置|安装日期\n1|12|3|楼道口|2021"), BENCHES)
    assert (places(beside), beside.records[0].spot) == (["12-3"], "楼道口")
    alone = read(table_of("批次|位置|安装日期\n1|12-3|2021"), BENCHES)
    assert (places(alone), alone.records[0].spot) == (["12-3"], None)


def test_private_columns_are_left_out_and_named():
    reading = units("幢|单元|60+|独居老人数|联系人|联系电话|室号|安装人(单位)\n12|3|11|1|孙某|13812345678|402|某公司")
    assert reading.sheets[0].left_out == ("D 独居老人数", "E 联系人", "F 联系电话", "G 室号", "H 安装人(单位)")
    assert reading.sheets[0].unknown == ()


def test_an_unknown_column_is_told_with_the_nearest_known_one():
    reading = units("序号|幢|单元|60岁以上的老人数量|楼房颜色\n1|12|3|11|红")
    assert reading.sheets[0].unknown == (
        ("D", "60岁以上的老人数量", "60岁以上的老人数", "elderly_60", UNITS.column("elderly_60").title),
        ("E", "楼房颜色", None, None, None),
    )


@pytest.mark.parametrize("field", ["elderly_60", "elderly-60", "elderly", "60+", "60岁以上", "ELDERLY"])
def test_map_names_a_column(field):
    assert counts(units("幢|单元|阿公阿婆\n12|3|11", hidden=False)) == [("12-3", None)]
    reading = read(table_of("幢|单元|阿公阿婆\n12|3|11"), mapping={" 阿公 阿婆": field})
    assert counts(reading) == [("12-3", 11)]


def test_map_counts_for_more_than_a_known_name():
    reading = read(table_of("幢|单元|60+|复核数\n12|3|5|11"), mapping={"复核数": "elderly"})
    assert counts(reading) == [("12-3", 11)]


def test_map_can_supply_what_a_header_lacks():
    assert places(read(table_of("幢|入口\n12|3"), mapping={"入口": "unit"})) == ["12-3"]


def test_map_takes_a_child_or_its_whole_two_level_header():
    text = "幢|单元|重阳节||\n||甲|乙|丙\n12|3|11|8|2"
    for header in ("乙", "重阳节/乙"):
        assert counts(read(table_of(text), mapping={header: "elderly"})) == [("12-3", 8)]


def test_a_wrong_map_says_what_is_possible():
    table = table_of("幢|单元|60+\n12|3|11")
    with pytest.raises(UnknownField, match="wheelchairs") as refused:
        read(table, mapping={"60+": "wheelchairs"})
    assert refused.value.exit_code == 2
    assert "elderly_80" in refused.value.advice.zh
    with pytest.raises(UnknownHeader, match="75") as missing:
        read(table, mapping={"75+": "elderly_80"})
    assert "幢、单元、60+" in missing.value.advice.zh


def test_a_private_column_cannot_be_mapped():
    with pytest.raises(PrivateColumn):
        read(table_of("幢|单元|独居老人\n12|3|1"), mapping={"独居老人": "elderly"})


@pytest.mark.parametrize("header", ["幢|单元|60+||幢|单元|60+", "地址|60+|地址|60+", "幢|单元|幢|单元"])
def test_two_tables_side_by_side_are_refused(header):
    with pytest.raises(TwoTables) as refused:
        units(f"{header}\n12|3|11||13|1|9")
    assert (refused.value.exit_code, refused.value.kind) == (5, "two_tables")


def test_two_columns_with_equal_claims_are_refused_until_one_is_named():
    text = "幢|单元|60+|60岁以上\n12|3|5|11"
    with pytest.raises(ColumnTwice) as refused:
        units(text)
    assert "C 60+、D 60岁以上" in refused.value.message.zh
    assert counts(read(table_of(text), mapping={"60岁以上": "elderly"})) == [("12-3", 11)]


# --- sheets


def test_every_visible_sheet_with_a_header_is_read():
    first = table_of("幢|单元|安装日期\n12|3|2021", name="第一批")
    second = table_of("幢|单元|安装日期\n12|4|2022", name="第二批")
    notes = table_of("说明\n本表为示例", name="说明")
    hidden = table_of("幢|单元|安装日期\n12|5|2022", name="第三批", hidden=True)
    book = book_of(first, second, notes, hidden, sheet_of([], name="Sheet4"))
    reading = read_table(book, BENCHES, SIGHT)
    assert [(sheet.sheet, len(sheet.records)) for sheet in reading.sheets] == [("第一批", 1), ("第二批", 1)]
    assert [record.batch for record in reading.records] == [1, 2]
    said = notices(reading)
    assert "“第三批”是隐藏的" in said
    assert "“说明”没有完整的表头" in said
    assert "Sheet4" not in said
    assert "按第2批读" in said


def test_a_sheet_can_be_named_even_when_hidden():
    book = book_of(table_of("幢|单元\n12|3", name="底账"), table_of("幢|单元\n12|4", name=" 旧底账", hidden=True))
    assert places(read_table(book, UNITS, SIGHT, sheet="旧底账")) == ["12-4"]
    with pytest.raises(SheetNotFound) as refused:
        read_table(book, UNITS, SIGHT, sheet="新底账")
    assert (refused.value.exit_code, refused.value.advice.zh) == (3, "有：底账、旧底账。")


def test_a_sheet_that_lacks_one_of_several_columns_is_a_slip_and_another_kind_of_table_is_not():
    good = table_of("批次|幢|单元|安装日期\n1|12|3|2021", name="安装")
    register = table_of("幢|单元|60+\n12|3|11", name="底账")
    assert len(read_table(book_of(good, register), BENCHES, SIGHT).sheets) == 1
    slip = table_of("批次|幢|单元|装好的日子\n1|12|3|2021", name="补装")
    with pytest.raises(ColumnMissing, match="补装"):
        read_table(book_of(good, slip), BENCHES, SIGHT)


def test_hidden_rows_are_read_and_said():
    reading = units("幢|单元|60+\n12|3|11\n12|4|9\n合计||20", hidden_rows=(3, 4))
    assert places(reading) == ["12-3", "12-4"]
    assert "隐藏的行也读了（1 行）：3。" in notices(reading)


# --- titles


@pytest.mark.parametrize(
    ("titles", "as_of"),
    [
        ("淞泽家园九区单元底账（截至2021年3月1日）【虚构示例】", "2021-03-01"),
        ("截止 2021.3 单元底账", "2021-03"),
        ("填报单位：淞渔社区 数据日期：2021-03-01 填报人：某", "2021-03-01"),
        ("统计日期|2021年", "2021"),
        ("统计时间：２０２１年３月", "2021-03"),
        ("单元底账（截至20210301）", "2021-03-01"),
    ],
)
def test_the_date_of_the_counts_may_stand_in_the_titles(titles, as_of):
    bare = Sight(SIGHT.home, SIGHT.today)
    reading = read(table_of(f"{titles}\n幢|单元|60+\n12|3|11"), sight=bare)
    assert reading.records[0].as_of == as_of
    assert f"人数按标题写的 {as_of} 登记" in notices(reading)


@pytest.mark.parametrize(
    "title", ["单元底账（截至9月30日）", "截至目前", "截至2031年3月1日", "数据来源：社区数据平台2021", "统计2021"]
)
def test_a_title_without_a_usable_date_gives_none(title):
    bare = Sight(SIGHT.home, SIGHT.today)
    reading = read(table_of(f"{title}\n幢|单元|60+\n12|3|11"), sight=bare)
    assert [error.kind for error in reading.errors] == ["no_date"]
    assert ("标题里的日期没有采用" in notices(reading)) == ("截至" in title)


def test_the_source_in_the_titles_counts_for_rows_without_one():
    reading = units("数据来源：社区数据平台（示例） 2021\n幢|单元|来源\n12|3|\n12|4|入户走访")
    assert [one.source for one in reading.records] == ["社区数据平台(示例)", "入户走访"]


@pytest.mark.parametrize(
    ("name", "title", "batch"),
    [
        ("第二批", "安装台账", 2),
        ("Sheet1", "安心凳第十二批安装台账", 12),
        ("第2批安装", "第一批", 2),
        ("Sheet1", "第一批、第二批汇总", None),
        ("Sheet1", "安装台账", None),
    ],
)
def test_the_batch_may_stand_in_the_sheet_s_name_or_titles(name, title, batch):
    sheet = table_of(f"{title}\n幢|单元|安装日期\n12|3|2021", name=name)
    if batch is None:
        with pytest.raises(ColumnMissing, match="Batch"):
            read(sheet, BENCHES)
    else:
        assert read(sheet, BENCHES).records[0].batch == batch


# --- merged and blank cells


def test_buildings_are_filled_down_through_merges_and_blanks():
    reading = units(
        """
        幢  | 单元 | 60+
        12  | 1    | 1
            | 2    | 2
            | 3    | 3
        13  | 1    | 4
            | 2    | 5
        """,
        merges=("A2:A4",),
    )
    assert counts(reading) == [("12-1", 1), ("12-2", 2), ("12-3", 3), ("13-1", 4), ("13-2", 5)]


@pytest.mark.parametrize(
    "between",
    ["| |", "小计||3", "幢|单元|60+", "备注：下面是另一幢||", "12幢 小 计||3"],
    ids=["blank row", "subtotal", "repeated header", "note", "named subtotal"],
)
def test_filling_down_stops_at_the_end_of_a_block(between):
    reading = units(f"幢|单元|60+\n12|1|1\n|2|2\n{between}\n|3|3")
    assert places(reading) == ["12-1", "12-2"]
    assert [(error.row, error.kind) for error in reading.errors] == [(5, "no_building")]


def test_a_gap_in_the_row_numbers_is_a_blank_row():
    rows = [Row(1, ["幢", "单元"]), Row(2, [12, 1]), Row(9, [None, 2])]
    reading = read(Sheet("Sheet1", rows))
    assert [(error.row, error.kind) for error in reading.errors] == [(9, "no_building")]


def test_a_merge_reaches_over_a_subtotal():
    reading = units("网格|幢|单元|60+\n一网格|12|1|1\n|小计||1\n|13|1|2", merges=("A2:A4",))
    assert [one.grid for one in reading.records] == ["一网格", "一网格"]


def test_estate_grid_and_batch_are_filled_down_and_nothing_else_is():
    reading = units("小区|区|幢|单元|网格|层数|来源|60+\n淞泽家园|六|12|1|一网格|6|平台|1\n|||2||||")
    first, second = reading.records
    assert (second.unit.estate, second.unit.building, second.grid) == ("淞泽家园六区", "12", "一网格")
    assert (second.floors, second.source, second.elderly_60) == (None, None, None)
    assert first.floors == 6


def test_a_building_is_not_carried_into_another_estate():
    reading = units("小区|幢|单元\n淞泽家园六区|12|1\n淞泽家园八区||2")
    assert [(error.row, error.kind) for error in reading.errors] == [(3, "no_building")]


def test_a_refused_building_is_carried_too():
    reading = units("幢|单元\n12|1\n12撞|2\n|3")
    assert [(error.row, error.kind) for error in reading.errors] == [(3, "typo"), (4, "typo")]


def test_a_count_merged_over_several_stairwells_is_refused_in_each():
    reading = units("幢|单元|60+|80+\n12|1|9|1\n|2||1\n|3|4|1\n合计||13|3", merges=("A2:A4", "C2:C3"))
    assert [(error.row, error.kind, error.column) for error in reading.errors] == [
        (2, "shared_count", "C 60+"),
        (3, "shared_count", "C 60+"),
    ]
    assert counts(reading) == [("12-3", 4)]
    assert [total.agrees for total in reading.totals] == [True, True]


def test_a_merge_over_one_stairwell_and_a_blank_row_shares_nothing():
    assert counts(units("幢|单元|60+\n12|1|9\n||", merges=("C2:C3",))) == [("12-1", 9)]


def test_benches_without_a_quantity_are_not_counted_under_a_merge():
    sheet = table_of("批次|幢|单元|安装日期|数量\n1|12|1|2021|2\n1|12|2|2021|\n合计||||2", merges=("E2:E3",))
    reading = read(sheet, BENCHES)
    assert [error.kind for error in reading.errors] == ["shared_count"] * 2
    assert reading.totals[0].agrees


# --- rows that are no records


@pytest.mark.parametrize(
    "aside",
    [
        "备注：本表为示例|||",
        "注：1.老人数含暂住|||",
        "注1：老人数含暂住|||",
        "　备　注：本表为示例|||",
        "制表人：某某||审核人：某某|日期：2021-3-1",
        "填报人 某某|||",
        "填报单位（盖章）：淞渔社区|||",
        "说明：60+ 为 60 周岁及以上|||",
        "（注：示例）|||",
        "以下空白|||",
        "|||",
        "　|| |",
        "幢|单元|60+|80+",
        "合　计||11|2",
        "总计||11|2",
        "共计|||",
        "|合计|11|2",
        "合计：11人|||",
        "淞泽家园九区合计||11|2",
        "Total||11|2",
    ],
)
def test_rows_that_are_no_records_are_skipped(aside):
    reading = units(f"幢|单元|60+|80+\n12|3|11|2\n{aside}")
    assert (places(reading), reading.errors) == (["12-3"], [])


def test_a_footnote_may_go_on_below_itself():
    reading = units("幢|单元|60+\n12|3|11\n注：1.示例||\n2、人数含暂住||\n(3) 其他||")
    assert (places(reading), reading.errors) == (["12-3"], [])


def test_a_row_with_nothing_but_its_address_is_a_row():
    assert places(units("序号|幢|单元|60+\n1|12|3|\n2|||")) == ["12-3"]
    assert places(units("地址|60+\n12-3|")) == ["12-3"]


def test_text_that_is_no_footnote_is_refused_and_not_skipped():
    reading = units("幢|单元|60+\n12|3|11\n2、五幢||")
    assert [error.row for error in reading.errors] == [3]


def test_a_total_in_the_words_of_a_row_does_not_hide_it():
    reading = read(table_of("批次|地址|位置|数量|安装日期\n1|12-3|门前两处合计2张|2|2021"), BENCHES)
    assert (places(reading), reading.totals) == (["12-3"], [])


def test_a_row_that_says_a_header_s_word_is_no_repeated_header():
    reading = read(table_of("批次|幢|单元|安装日期|备注\n1|12|3|2021|备注"), BENCHES)
    assert [one.note for one in reading.records] == ["备注"]


def test_a_two_level_header_may_be_repeated():
    text = "幢|单元|老年人|\n||60岁以上|80岁以上\n12|1|1|0\n幢|单元|老年人|\n||60岁以上|80岁以上\n12|2|2|0"
    reading = units(text, merges=("C1:D1", "C4:D4"))
    assert (counts(reading), reading.errors) == ([("12-1", 1), ("12-2", 2)], [])


# --- totals


def checks(reading):
    return [(total.row, total.column, total.said, total.computed) for total in reading.totals]


def test_a_total_is_compared_column_by_column():
    reading = units("序号|幢|单元|户数|60+|80+\n1|12|3|10|11|2\n2|12|4|10|9|1\n合计|||20|21|")
    assert checks(reading) == [(4, "D 户数", 20, 20), (4, "E 60+", 21, 20)]
    assert [total.agrees for total in reading.totals] == [True, False]
    assert reading.errors == []


def test_a_refused_row_counts_in_a_total():
    reading = units("幢|单元|60+|80+\n12|3|11|约2\n0|4|9|1\n合计||20|1")
    assert len(reading.errors) == 2
    assert [total.agrees for total in reading.totals] == [True, True]


def test_a_row_that_repeats_another_counts_in_a_total():
    reading = units("幢|单元|60+\n12|3|11\n12|3|11\n合计||22")
    assert (len(reading.records), reading.totals[0].agrees) == (1, True)


def test_blocks_and_the_sheet_have_their_own_totals():
    reading = units("""
        幢    | 单元 | 60+
        12    | 1    | 1
        12    | 2    | 2
        小计  |      | 3
        13    | 1    | 4
        小 计 |      | 4
        总计  |      | 7
        合计  |      | 8
    """)
    assert checks(reading) == [(4, "C 60+", 3, 3), (6, "C 60+", 4, 4), (7, "C 60+", 7, 7), (8, "C 60+", 8, 7)]


def test_several_totals_named_alike_are_of_their_blocks():
    reading = units("幢|单元|60+\n12|1|1\n合计||1\n13|1|4\n合计||4\n14|1|2\n合计||7")
    assert [total.agrees for total in reading.totals] == [True, True, True]
    wrong = units("幢|单元|60+\n12|1|1\n合计||1\n13|1|4\n合计||6")
    assert checks(wrong)[1] == (5, "C 60+", 6, 4)


def test_totals_of_zones_span_their_subtotals():
    reading = units("""
        区 | 幢       | 单元 | 60+
        六 | 1        | 1    | 1
        六 | 1幢小计  |      | 1
        六 | 2        | 1    | 2
        六 | 2幢小计  |      | 2
        六区合计 |    |      | 3
        八 | 1        | 1    | 4
        八区合计 |    |      | 4
        总计 |        |      | 7
    """)
    assert (reading.errors, [total.agrees for total in reading.totals]) == ([], [True] * 5)


def test_a_single_total_is_of_the_whole_sheet_wherever_it_stands():
    assert checks(units("幢|单元|60+\n合计||5\n12|1|1\n13|1|4")) == [(2, "C 60+", 5, 5)]
    assert checks(units("幢|单元|60+\n12|1|1\n合计||1\n13|1|4")) == [(3, "C 60+", 1, 5)]


def test_a_total_that_is_no_number_is_not_compared():
    assert checks(units("幢|单元|60+|80+\n12|1|1|0\n合计||若干|/")) == []


def test_benches_without_a_quantity_count_one_in_a_total():
    reading = read(table_of("批次|幢|单元|安装日期|数量\n1|12|1|2021|2\n1|12|2|2021|\n合计||||3"), BENCHES)
    assert [total.agrees for total in reading.totals] == [True]


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=4), min_size=1, max_size=5))
def test_totals_of_any_blocks_agree_with_themselves(blocks):
    rows = [["幢", "单元", "60+"]]
    for building, block in enumerate(blocks, start=1):
        rows += [[building if unit == 1 else None, unit, count] for unit, count in enumerate(block, start=1)]
        rows.append(["小计", None, sum(block)])
    rows.append(["合计", None, sum(map(sum, blocks))])
    reading = read(sheet_of(rows))
    assert len(reading.records) == sum(map(len, blocks))
    assert all(total.agrees for total in reading.totals)
    assert len(reading.totals) == len(blocks) + 1


# --- what a record says is no total and no footnote


@pytest.mark.parametrize(
    "text", ["共3位老人想在门口坐坐", "老人总数：12人，要坐", "注意：地面湿滑", "说明：多要一张", "书记：已看过"]
)
@pytest.mark.parametrize("place", ["12-3", "12-3、13-1", "12幢"])
def test_what_a_record_says_first_is_no_total_and_no_footnote_where_it_names_a_stairwell(text, place):
    demands = read(table_of(f"需求内容|地址|登记日期\n{text}|{place}|2022-12-01\n合计|2条|"), DEMANDS)
    assert [sheet.rows for sheet in demands.sheets] == [1]
    inspections = read(table_of(f"存在问题|凳号/位置|日期|结果\n{text}|{place}|2022-12-01|停用"), INSPECTIONS)
    assert [sheet.rows for sheet in inspections.sheets] == [1]


@pytest.mark.parametrize("at", ["凳号", "凳号/位置"])
def test_what_an_inspection_says_first_is_no_footnote_where_it_names_a_bench(at):
    table = table_of(f"存在问题|{at}|日期|结果\n共2处松动|B1-001|2022-12-01|停用\n说明：缺螺栓|b1-002|2022-12-01|停用")
    assert [sheet.rows for sheet in read(table, INSPECTIONS).sheets] == [2]


@pytest.mark.parametrize(
    "last", ["填表人：甲|审核人：乙|", "合计|12个单元|3", "备注：12幢未计||", "共300张||", "12幢小计||3"]
)
def test_a_footnote_or_total_that_has_text_where_the_address_stands_is_still_none(last):
    assert counts(units(f"序号|地址|60+\n1|12-3|3\n{last}")) == [("12-3", 3)]


# --- what is proposed is never a wrong number


@pytest.mark.parametrize("header", ["60-69岁", "60～69岁人数", "60岁以下", "60岁以上占比", "60岁以上男"])
def test_a_number_of_other_people_is_not_proposed_for_an_age_band(header):
    (sheet,) = units(f"幢|单元|{header}|80+\n12|3|2|1").sheets
    assert [(one.header, one.nearest) for one in sheet.unknown] == [(header, None)]


def test_men_and_women_apart_are_to_be_added_up_and_none_of_them_is_proposed():
    with pytest.raises(ColumnTwice) as refused:
        units("幢|单元|60岁以上|\n||男|女\n12|3|2|1", merges=("A1:A2", "B1:B2", "C1:D1"))
    assert "两者之和" in refused.value.advice.zh
    assert "--map" not in refused.value.advice.zh + refused.value.advice.en


@pytest.mark.parametrize("title", ["网格长", "楼长", "楼栋长", "单元长"])
def test_who_leads_a_grid_or_a_building_is_about_a_person(title):
    (sheet,) = units(f"幢|单元|60+|{title}\n12|3|2|王某").sheets
    assert sheet.left_out == (f"D {title}",)


@pytest.mark.parametrize(("cell", "named"), [("12-3", True), ("12幢3单元", True), ("3单元", False), (3, False)])
def test_whole_addresses_under_a_stairwell_s_header_are_proposed_as_the_address(cell, named):
    with pytest.raises(ColumnMissing) as refused:
        read(sheet_of([["序号", "单元", "60+"], [1, cell, 3]]))
    assert ('--map "单元=address"' in refused.value.advice.zh) is named
    assert "序号" not in refused.value.advice.zh
