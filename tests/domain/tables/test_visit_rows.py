"""The sheet of a round: what its cells may say, and how a row tells its stairwell."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sheets import book_of, sheet_of

from songyu_cli.domain.addresses import Address, Home
from songyu_cli.domain.choices import KINDS
from songyu_cli.domain.tables.columns import Sight
from songyu_cli.domain.tables.readings import read_table
from songyu_cli.domain.tables.visit_rows import BY_KEY, VISITS, key_of
from songyu_cli.domain.visit_lines import Need, Sighting
from songyu_cli.domain.wording import Phrase

SIGHT = Sight(Home("淞渔社区", "斜塘街道", "淞泽家园九区"), date(2022, 12, 31))
PLACE = Address("淞泽家园九区", "12", "3")
KEY = key_of(7, PLACE)


def read(sight=SIGHT, above=(), **cells):
    """Return the reading of one row; the cells are given by their headers, the address is 12-3."""
    row = {"地址": "12-3"} | cells
    return read_table(book_of(sheet_of([*above, [*row], [*row.values()]])), VISITS, sight)


def record(**cells):
    (row,) = read(**cells).records
    return row


def kinds_of(reading):
    return [error.kind for error in reading.errors]


def test_a_whole_row():
    row = record(
        **{"60岁以上": "11人", "80岁以上": 2, "上次60+": "9", "上次80+": "99"},
        需求="凳2、扶手",
        隐患="旧凳!",
        隐患数=3,
        备注="电话13812345678",
        编号=str(KEY),
    )
    assert (row.unit, row.key, row.filled) == (PLACE, KEY, True)
    assert (row.elderly_60, row.elderly_80) == (11, 2)
    assert row.needs == (Need("bench", 2), Need("handrail"))
    assert row.hazards == (Sighting("old_stool", 3, "medium"),)
    assert row.remark == "电话[手机]"


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"60岁以上": "", "80岁以上": "/", "需求": "—", "数量": None, "隐患": "无", "隐患数": 0, "备注": " "},
        {"上次60+": "11", "上次80+": "2"},
        {"地址": "看不懂", "备注": None},
    ],
)
def test_a_row_with_nothing_filled_in_is_no_call(cells):
    assert not record(**({"60岁以上": None} | cells)).filled


@pytest.mark.parametrize(
    ("cell", "number", "needs"),
    [
        ("凳", None, [Need("bench")]),
        ("凳", 2, [Need("bench", 2)]),
        ("凳", "两张", [Need("bench", 2)]),
        ("凳2", 2, [Need("bench", 2)]),
        ("凳，扶手2；照明", None, [Need("bench"), Need("handrail", 2), Need("lighting")]),
        ("凳\n坡道", None, [Need("bench"), Need("ramp")]),
        ("其他", None, [Need("other")]),
        ("bench/handrail x2", "/", [Need("bench"), Need("handrail", 2)]),
        ("凳", 3, [Need("bench", 3)]),
        ("凳、扶手", 2, "one_number"),
        ("凳2", 3, "two_numbers"),
        ("", 2, "number_alone"),
        ("凳", 0, "line_quantity"),
        ("凳0", None, "line_quantity"),
        ("凳子坏了", None, "unknown_choice"),
        ("旧凳", None, "unknown_choice"),
        ("凳", "若干", "approximate_count"),
    ],
)
def test_needs_and_their_number(cell, number, needs):
    reading = read(需求=cell, 数量=number)
    if isinstance(needs, str):
        assert kinds_of(reading) == [needs]
        assert reading.errors[0].hint
    else:
        assert [list(row.needs) for row in reading.records] == [needs]


def test_the_ledgers_own_kinds_are_read():
    known = KINDS.extended({"canopy": Phrase("雨棚", "canopy")})
    sight = Sight(SIGHT.home, SIGHT.today, kinds=known)
    assert read(sight, 需求="雨棚2").records[0].needs == (Need("canopy", 2),)
    assert kinds_of(read(需求="雨棚2")) == ["unknown_choice"]


def test_more_of_80_than_of_60_is_refused_at_its_cell():
    reading = read(**{"60岁以上": 2, "80岁以上": 3})
    assert [(error.kind, error.column) for error in reading.errors] == [("bands_do_not_nest", "C 80岁以上")]


@pytest.mark.parametrize("address", [datetime(2022, 12, 3), 45629, "12月3日", "", "不知道", "12"])  # noqa: DTZ001
def test_the_key_tells_where_the_address_does_not(address):
    reading = read(地址=address, 备注="没人", 编号=str(KEY))
    assert [(row.unit, row.key) for row in reading.records] == [(None, KEY)]
    assert any(BY_KEY.zh in notice.zh for notice in reading.sheets[0].notices) == bool(address)
    assert len(kinds_of(read(地址=address, 备注="没人"))) == 1


@pytest.mark.parametrize(
    ("cell", "key"),
    [(str(KEY), KEY), (f" {KEY} ".lower(), KEY), ("Ｕ7-" + KEY.check, KEY), (3, None), ("", None), ("三", None)],
)
def test_keys(cell, key):
    assert record(备注="没人", 编号=cell).key == key


@pytest.mark.parametrize("cell", ["U7", "U7-1", "u7-123", "U 7-11", "U0-11"])
def test_a_spoilt_key_is_refused(cell):
    reading = read(备注="没人", 编号=cell)
    assert kinds_of(reading) == ["key_unread"]
    assert reading.errors[0].column.endswith("编号")


def test_a_key_is_short_and_knows_its_ledger():
    keys = {key_of(n, PLACE).check for n in range(1, 300)}
    assert len(keys) > 60
    assert key_of(7, Address("淞泽家园九区", "12", "4")) != KEY
    assert len(str(KEY)) <= len("U123-07")


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ([["走访日期（年-月-日）：", None, date(2022, 12, 30)]], "2022-12-30"),
        ([["走访日期：2022年12月30日"]], "2022-12-30"),
        ([["淞渔社区走访表（三网格）"], ["Visited on (year-month-day):", "2022-12-30"]], "2022-12-30"),
        ([["截至2022年12月"]], "2022-12"),
        ([["走访日期："]], None),
        ([["走访日期：", "12-30"]], None),
        ([["淞渔社区走访表"]], None),
        ([["走访日期：", "2023-01-01"]], None),
    ],
)
def test_the_day_of_the_round_stands_above_the_header(above, day):
    assert [row.on for row in read(above=above, 备注="没人").records] == [day]
    given = Sight(SIGHT.home, SIGHT.today, on=date(2022, 12, 1).isoformat())
    reading = read(given, above=above, 备注="没人")
    assert [row.on for row in reading.records] == ["2022-12-01"]
    assert reading.sheets[0].notices == []


def test_a_row_copied_down_counts_once_and_two_rows_that_differ_count_for_none():
    head = ["地址", "备注"]
    twice = read_table(book_of(sheet_of([head, ["12-3", "没人"], ["12-3", "没人"]])), VISITS, SIGHT)
    assert (len(twice.records), len(twice.sheets[0].same)) == (1, 1)
    other = read_table(book_of(sheet_of([head, ["12-3", "没人"], ["12-3", "有人"], ["12-3", ""]])), VISITS, SIGHT)
    assert kinds_of(other) == ["conflict", "conflict"]
