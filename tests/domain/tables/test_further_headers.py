"""A second header in one sheet: printed again, or of another table, and never a row lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import book_of, table_of

from songyu_cli.domain.addresses import Home
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.header_refusals import TwoHeaders
from songyu_cli.domain.tables.kinds import BENCHES, UNITS
from songyu_cli.domain.tables.readings import read_table

SIGHT = Sight(Home("淞渔社区", "斜塘街道", "淞泽家园九区"), date(2022, 12, 31), on="2022-12-01", batch=1)
TWO_LEVELS = "幢|单元|老年人口||\n||60岁以上|65岁以上|80岁以上\n12|3|11|8|2"


def read(text, kind=UNITS, **options):
    return read_table(book_of(table_of(text)), kind, SIGHT, **options)


def places(reading):
    assert not reading.errors
    return [f"{one.unit.building}-{one.unit.label}" for one in reading.records]


@pytest.mark.parametrize(
    "text",
    [
        f"{TWO_LEVELS}\n幢|单元|60岁以上|65岁以上|80岁以上\n12|4|1|1|1",
        f"{TWO_LEVELS}\n幢|单元|老年人口||\n||60岁以上|65岁以上|80岁以上\n12|4|1|1|1",
        f"{TWO_LEVELS}\n幢|单元|老年人口||\n12|4|1|1|1",
        "幢|单元|60岁以上|80岁以上\n12|3|11|2\n幢号|单元号|60+|80+\n12|4|1|1",
        "幢|单元|60+|80+\n12|3|11|2\n幢|单元|老年人口|\n||60+|80+\n12|4|1|1",
        "幢|单元|60+|80+\n12|3|11|2\n幢|单元|60+|\n12|4|1|",
    ],
    ids=["flat", "two-level", "its first row only", "in other words", "deeper", "some columns only"],
)
def test_a_header_that_is_printed_again_is_skipped(text):
    assert places(read(text)) == ["12-3", "12-4"]


@pytest.mark.parametrize(
    ("text", "kind", "rows"),
    [
        ("幢|单元|60+\n12|3|11\n合计||11\n幢|单元|60+|80+\n13|1|9|2", UNITS, (1, 4)),
        ("幢|单元|60+|80+\n12|3|11|2\n幢|单元|80+|60+\n13|1|2|9", UNITS, (1, 3)),
        ("幢|单元|60+\n12|3|11\n单元|幢|60+\n1|13|9", UNITS, (1, 3)),
        ("幢|单元|60+\n12|3|11\n\n幢|单元|老年人口|\n||60+|80+\n13|1|9|2", UNITS, (1, 5)),
        ("幢|单元|60+\n12|3|11\n所在||老年人口|\n幢|单元|60岁以上|80岁以上\n13|1|9|2", UNITS, (1, 4)),
        ("幢|单元|60+\n12|3|11\n老年人口||60岁以上|80岁以上\n幢|单元|人数|人数\n13|1|9|2", UNITS, (1, 4)),
        ("幢|单元|60+\n12|3|11\n地址|60+\n13-1|9", UNITS, (1, 3)),
        ("幢|单元编码|60+\n12|3|11\n幢|单元|60+|80+\n13|1|9|2", UNITS, (1, 3)),
        ("地址\n12-3\n地址|60+\n13-1|9", UNITS, (1, 3)),
        ("幢|单元|安装日期\n12|3|2021\n合计||1\n幢|单元|安装日期|数量\n13|1|2022|2", BENCHES, (1, 4)),
        ("幢|单元|安装情况|\n||日期|数量\n12|3|2021|1\n幢|单元|数量|安装日期\n13|1|2|2022", BENCHES, (2, 4)),
    ],
)
def test_a_header_that_differs_is_refused_and_no_row_is_lost(text, kind, rows):
    with pytest.raises(TwoHeaders) as refused:
        read(text, kind)
    assert (refused.value.exit_code, refused.value.kind) == (5, "two_tables")
    assert f"第 {rows[0]} 行和第 {rows[1]} 行" in refused.value.message.zh


def test_a_header_far_below_is_found_too():
    rows = "\n".join(f"12|{unit}|1" for unit in range(1, 200))
    with pytest.raises(TwoHeaders, match="row 1 and row 201"):
        read(f"幢|单元|60+\n{rows}\n幢|单元|60+|80+\n13|1|9|2")


def test_a_mapped_header_is_known_again():
    text = "入口|60+\n12-3|11\n60+|入口\n9|13-1"
    with pytest.raises(TwoHeaders):
        read(text, mapping={"入口": "address"})


@pytest.mark.parametrize(
    "text",
    [
        "地址：|斜塘街道\n填报日期|2021\n幢|单元|60+\n12|3|11",
        "小区|九区|60+|11\n幢|单元|60+\n12|3|11",
        "位置\n幢|单元|60+\n12|3|11",
        "幢|单元|60+|备注\n12|3|11|位置",
        "幢|单元|60+|备注\n12|3|11|单元",
    ],
)
def test_titles_and_notes_are_no_further_headers(text):
    assert places(read(text)) == ["12-3"]


COLUMNS = ["幢", "单元", "60+", "80+", "备注"]


@given(
    st.permutations(COLUMNS),
    st.permutations(COLUMNS),
    st.sets(st.sampled_from(COLUMNS[2:])),
    st.integers(1, 70),
)
def test_every_row_of_two_tables_is_read_or_the_sheet_is_refused(above, below, left_out, count):
    below = [one for one in below if one not in left_out]
    cells = {"单元": "3", "60+": "5", "80+": "1", "备注": "新"}

    def table(header, start):
        rows = ["|".join({**cells, "幢": str(start + i)}[name] for name in header) for i in range(count)]
        return "\n".join(["|".join(header), *rows])

    try:
        reading = read(f"{table(above, 1)}\n{table(below, 101)}")
    except TwoHeaders:
        assert above != below
    else:
        assert below == above[: len(below)]
        assert len(reading.records) == 2 * count
