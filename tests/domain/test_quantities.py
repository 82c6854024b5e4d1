"""Counts as they stand in spreadsheets."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.numerals import write_numeral
from songyu_cli.domain.quantities import CountRefused, read_count
from songyu_cli.domain.sheets import Broken


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0, 0),
        ("0", 0),
        ("无", 0),
        ("無", 0),
        (3.0, 3),
        (12, 12),
        ("12", 12),
        ("12.0", 12),
        ("３", 3),
        ("１２", 12),
        (" 12 ", 12),
        *((f"2{word}", 2) for word in "人户戶张張个個名位层層条條套"),
        ("30 人", 30),
        ("二", 2),
        ("两张", 2),
        ("两", 2),
        ("叁", 3),
        ("壹拾贰", 12),
        ("十", 10),
        ("十二人", 12),
        ("二十一", 21),
        ("一百零三户", 103),
        ("廿三", 23),
        ("零", 0),
        ("〇", 0),
        ("1,200", 1200),
        ("1，200", 1200),
        ("1,200人", 1200),
        ("'12", 12),
        ('="12"', 12),
        ("1\u200b2", 12),
        (1_000_000, 1_000_000),
    ],
)
def test_counts_that_cells_hold(cell, expected):
    found = read_count(cell)
    assert found == expected
    assert type(found) is int


@pytest.mark.parametrize("cell", [None, "", " ", "\u3000", "/", "／", "—", "——", "-", "－", "--", "\ufeff"])
def test_cells_that_say_not_known(cell):
    assert read_count(cell) is None


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("约30", "approximate_count"),
        ("約30", "approximate_count"),
        ("约30人", "approximate_count"),
        ("30多", "approximate_count"),
        ("30多个", "approximate_count"),
        ("30余户", "approximate_count"),
        ("若干", "approximate_count"),
        ("30+", "approximate_count"),
        ("30＋", "approximate_count"),
        ("十几", "approximate_count"),
        ("几十人", "approximate_count"),
        ("数十人", "approximate_count"),
        ("近30人", "approximate_count"),
        ("十来个", "approximate_count"),
        ("30左右", "approximate_count"),
        ("30以上", "approximate_count"),
        ("≥30", "approximate_count"),
        ("30?", "approximate_count"),
        ("30-40", "approximate_count"),
        ("30～40人", "approximate_count"),
        ("30至40", "approximate_count"),
        ("3-5人", "approximate_count"),
        ("二三十人", "approximate_count"),
        ("三四个", "approximate_count"),
        *((f"{few}{more}人", "approximate_count") for few, more in pairwise("一二三四五六七八九")),
        *((f"{few}{more}人", "approximate_count") for few, more in pairwise("壹贰叁肆伍陆柒捌玖")),
        *((f"{near}30", "approximate_count") for near in "约約近~?≈≥≤><"),
        *((f"30{more}", "approximate_count") for more in "多余餘几幾"),
        *((f"近{digit}", "approximate_count") for digit in "一二三四五六七八九十百"),
        *((f"数{place}", "approximate_count") for place in "十百千"),
        *((f"十来{word}", "approximate_count") for word in ("", *"人户戶张張个個名位")),
        *((f"30{dash}40人", "approximate_count") for dash in "-至到、"),
        *((f"30{about}", "approximate_count") for about in ("左右", "上下", "以上", "以下")),
        *((f"{about}30", "approximate_count") for about in ("大概", "至少", "不足", "不到")),
        ("一些", "approximate_count"),
        (Broken.ERROR, "broken_cell"),
        (Broken.UNCALCULATED, "broken_cell"),
        ("#REF!", "broken_cell"),
        ("#DIV/0!", "broken_cell"),
        ("########", "broken_cell"),
        (-1, "negative_count"),
        (-0.5, "negative_count"),
        ("-3", "negative_count"),
        ("−3", "negative_count"),
        ("－3人", "negative_count"),
        ("负三", "negative_count"),
        (True, "unparsed_count"),
        (False, "unparsed_count"),
        (3.5, "unparsed_count"),
        ("3.5", "unparsed_count"),
        ("½", "unparsed_count"),
        (1_000_001, "unparsed_count"),
        ("1000001", "unparsed_count"),
        ("9" * 5_000, "unparsed_count"),
        (float("nan"), "unparsed_count"),
        (float("inf"), "unparsed_count"),
        (3.20524e17, "unparsed_count"),
        ("3.20524E+17", "unparsed_count"),
        (date(2022, 12, 3), "unparsed_count"),
        ("2021-03-05", "unparsed_count"),
        ("12,00", "unparsed_count"),
        ("1 200", "unparsed_count"),
        ("30①", "unparsed_count"),  # a footnote must not make 301 of it
        ("30²", "unparsed_count"),
        ("30人次", "unparsed_count"),
        ("2张2张", "unparsed_count"),
        ("张", "unparsed_count"),
        ("负", "unparsed_count"),
        ("有", "unparsed_count"),
        ("两十", "unparsed_count"),
        ("٣", "unparsed_count"),
    ],
)
def test_cells_that_are_refused(cell, kind):
    with pytest.raises(CountRefused) as refusal:
        read_count(cell)
    assert refusal.value.kind == kind
    assert refusal.value.exit_code == 2
    assert refusal.value.advice


def test_a_refusal_repeats_the_text_masked_and_short():
    with pytest.raises(CountRefused) as refusal:
        read_count("张三13812345678\n" + "x" * 100)
    assert refusal.value.message.zh.startswith("“张三[手机] xxx")
    assert len(refusal.value.message.zh) < 80


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_or_blank(text):
    message = ""
    try:
        found = read_count(text)
    except CountRefused as refusal:
        found, message = None, refusal.message.zh
    assert found in (None, 123)
    assert clean(message) == message


@given(st.integers(0, 1_000_000), st.sampled_from(["", "人", " 户", "张"]))
def test_digits_with_or_without_a_measure_word(number, unit):
    assert read_count(f"{number}{unit}") == read_count(f"{number:,}{unit}") == read_count(float(number)) == number


@given(st.integers(1, 9999), st.sampled_from(["", "人", "张"]))
def test_chinese_numerals(number, unit):
    assert read_count(write_numeral(number) + unit) == number
