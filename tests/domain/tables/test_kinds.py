"""The two tables of columns: what each cell of a register and of an installation ledger may say."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import book_of, sheet_of

from songyu_cli.domain.addresses import Address, Home
from songyu_cli.domain.masking import mask
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.kinds import BENCHES, UNITS, BenchRow, RegisterRow
from songyu_cli.domain.tables.readings import read_table

SIGHT = Sight(Home("淞渔社区", "斜塘街道", "淞泽家园九区"), date(2022, 12, 31))
PLACE = Address("淞泽家园九区", "12", "3")


def read(kind, **cells):
    """Return the reading of one row; the cells are given by their headers, the place is 12-3."""
    row = {"幢": 12, "单元": 3} | cells
    return read_table(book_of(sheet_of([list(row), list(row.values())])), kind, SIGHT)


def bench(**cells):
    return read(BENCHES, **({"批次": 2, "安装日期": "2022-09-05"} | cells))


def kinds_of(reading):
    return [error.kind for error in reading.errors]


def test_a_whole_row_of_the_register_as_it_is_headed_in_practice():
    reading = read(
        UNITS,
        小区="淞泽家园",
        区="九区",
        户数="12户",
        常住人口="37人",
        **{"60+": "11", "65+": 8.0, "80+": "二"},
        独居老人数="1",
        所属网格="一网格",
        层数=6,
        数据日期="2021年3月1日",
        数据来源="社区数据平台",
    )
    assert reading.records == [RegisterRow(PLACE, "一网格", 12, 6, "2021-03-01", "社区数据平台", 37, 11, 8, 2)]
    assert reading.sheets[0].left_out == ("J 独居老人数",)


def test_a_whole_row_of_an_installation_ledger_as_it_is_headed_in_practice():
    reading = read(
        BENCHES,
        序号=1,
        批次="第二批",
        凳号="b2-034",
        位置="楼道口",
        **{"数量（张）": "１张"},
        安装日期=44809,
        投入使用日期="2022.9",
        状态="使用中",
        捐赠单位="苏州银行零售银行总部党委",
        安装人="某某",
        备注="13812345678",
    )
    assert reading.records == [
        BenchRow(
            PLACE, 2, "B2-034", 1, "楼道口", "2022-09-05", "2022-09", "in_use", "[手机]", "苏州银行零售银行总部党委"
        )
    ]
    assert reading.sheets[0].left_out == ("L 安装人",)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0, 0), ("0", 0), ("无", 0), (None, None), ("", None), ("/", None), ("—", None), ("-", None), ("二", 2),
        ("两张", 2), ("３", 3), ("30人", 30), ("1,200", 1200), (3.0, 3),
        ("约30", "approximate_count"), ("30多", "approximate_count"), ("30+", "approximate_count"),
        ("若干", "approximate_count"), ("#REF!", "broken_cell"), (3.5, "unparsed_count"),
    ],
)  # fmt: skip
def test_counts_of_the_register(cell, expected):
    reading = read(UNITS, 户数=cell)
    if isinstance(expected, str):
        assert kinds_of(reading) == [expected]
    else:
        assert [one.households for one in reading.records] == [expected]


@pytest.mark.parametrize(
    ("counts", "fields"),
    [
        ({"常住人口": 30, "60+": 11, "65+": 8, "80+": 2}, []),
        ({"常住人口": 11, "60+": 11, "65+": 11, "80+": 11}, []),
        ({"60+": 11, "80+": 11}, []),
        ({"常住人口": 10, "60+": 11}, ["D 60+"]),
        ({"常住人口": 30, "60+": 11, "65+": 12, "80+": 2}, ["E 65+"]),
        ({"60+": 2, "80+": 3}, ["D 80+"]),
        ({"常住人口": 5, "60+": 6, "65+": 7, "80+": 8}, ["D 60+", "E 65+", "F 80+"]),
        ({"常住人口": 5, "65+": None, "80+": 8}, ["E 80+"]),
    ],
)
def test_age_bands_nest(counts, fields):
    reading = read(UNITS, **counts, 数据日期="2021")
    assert [error.column for error in reading.errors if error.kind == "bands_do_not_nest"] == [
        "C 60+" if field == "D 60+" and "常住人口" not in counts else field for field in fields
    ]
    assert bool(reading.records) == (not fields)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1, 1), ("2张", 2), ("两张", 2), (None, 1), ("/", 1), ("各2张", 2),
        (0, "zero_benches"), ("无", "zero_benches"), ("若干", "approximate_count"), ("30多张", "approximate_count"),
    ],
)  # fmt: skip
def test_quantities_of_benches(cell, expected):
    reading = bench(数量=cell)
    if isinstance(expected, str):
        assert kinds_of(reading) == [expected]
    else:
        assert [one.quantity for one in reading.records] == [expected]
        assert type(reading.records[0].quantity) is int


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (2, 2), ("2", 2), ("第二批", 2), ("二", 2), ("第2批次", 2), ("2021年第一批", 1), ("第十二批", 12), (2.0, 2),
        ("二批", 2),
        ("春季", "unparsed_batch"), (0, "unparsed_batch"), ("/", "unparsed_batch"), ("2022-09", "unparsed_batch"),
    ],
)  # fmt: skip
def test_batches(cell, expected):
    reading = bench(批次=cell)
    if isinstance(expected, str):
        assert len(reading.errors) == 1
        assert reading.errors[0].column == "C 批次"
    else:
        assert [one.batch for one in reading.records] == [expected]


def test_a_bench_without_a_batch_is_refused():
    assert kinds_of(bench(批次=None)) == ["no_batch"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("在用", "in_use"), ("使用中", "in_use"), ("已投入使用", "in_use"), ("完好", "in_use"), (None, None),
        ("/", None),
        ("停用", "out_of_use"), ("损坏", "out_of_use"), ("拆除", "retired"), ("报废", "retired"),
        ("待投用", "pending"), ("未启用", "pending"), ("out-of-use", "out_of_use"),
    ],
)  # fmt: skip
def test_states(cell, expected):
    assert [one.state for one in bench(状态=cell).records] == [expected]


def test_an_unknown_state_is_refused_with_the_choices():
    [error] = bench(状态="很好").errors
    assert (error.kind, error.raw) == ("unknown_choice", "很好")
    assert "在用" in error.hint.zh


@pytest.mark.parametrize("cell", [None, "/", "待定"])
def test_an_installation_without_a_date_is_refused_whatever_the_user_s_date(cell):
    reading = bench(安装日期=cell)
    assert kinds_of(reading) == ["no_date"]
    assert reading.errors[0].column == "D 安装日期"


@pytest.mark.parametrize(
    ("installed", "used", "kinds"),
    [
        ("2022-09", "2022-10-01", []),
        ("2022-09", "2022", []),
        ("2022-09-05", "2022-09", []),
        ("2022-09-05", "/", []),
        ("2022-09-05", "2022-09-04", ["used_before_installed"]),
        ("2022-09", "2021", ["used_before_installed"]),
        ("9月5日", "今年9月", ["no_year", "relative"]),
    ],
)
def test_a_bench_is_not_in_use_before_it_stands(installed, used, kinds):
    assert kinds_of(bench(安装日期=installed, 启用日期=used)) == kinds


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({"凳号": "B2-034"}, []),
        ({"凳号": "/"}, []),
        ({"凳号": "B1-034"}, ["tag_of_another_batch"]),
        ({"凳号": "34"}, ["tag_malformed"]),
        ({"凳号": "B2-034", "数量": 2}, ["tag_for_several"]),
        ({"凳号": "13812345678"}, ["tag_malformed"]),
    ],
)
def test_tags(cells, kinds):
    reading = bench(**cells)
    assert kinds_of(reading) == kinds
    assert "13812345678" not in repr(reading.errors)


@pytest.mark.parametrize("kind", [UNITS, BENCHES])
def test_our_own_headers_are_read_back_in_both_languages(kind):
    for language in ("zh", "en"):
        headers = [column.title.within(language) for column in kind.columns if column.field != "address"]
        reading = read_table(book_of(sheet_of([headers])), kind, SIGHT)
        fields = [one.field for one in reading.sheets[0].mapped]
        assert fields == [column.field for column in kind.columns if column.field != "address"]


@pytest.mark.parametrize("kind", [UNITS, BENCHES])
def test_no_header_surely_means_two_things(kind):
    for name, meanings in kind.spelled.items():
        assert sum(not assumed for _, assumed in meanings) <= 1, name


def test_hints_pass_the_mask_unchanged():
    """What is shown of a bad row is masked as a whole; the advice in it must come through."""
    for cells in (
        {"凳号": "34"},
        {"安装日期": "9月5日"},
        {"批次": "春季"},
        {"数量": 0},
        {"状态": "很好"},
        {"单元": None},
        {"幢": "12撞"},
    ):
        [error] = bench(**cells).errors
        assert "[" not in error.hint.zh
        assert mask(error.hint.zh).text == error.hint.zh
