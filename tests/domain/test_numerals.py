import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.numerals import NUMERALS, read_numeral, write_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("一十", 10),
        ("十二", 12),
        ("一十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("廿", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("玖", 9),
        ("拾贰", 12),
        ("一零三", 103),
        ("二〇二", 202),
        ("一百", 100),
        ("一百零三", 103),
        ("一百〇三", 103),
        ("一百一十二", 112),
        ("一百十二", 112),
        ("一百廿三", 123),
        ("壹佰零叁", 103),
        ("两百", 200),
        ("一千零三", 1003),
        ("一千零三十", 1030),
        ("九千九百九十九", 9999),
        ("九九九九", 9999),
        ("两百五十", 250),
        ("两千零三", 2003),
        ("肆仟伍佰陆拾柒", 4567),
        ("捌", 8),
    ],
)
def test_reads(text, number):
    assert read_numeral(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "甲",
        "十十",
        "二百五",
        "百二十",
        "十二三",
        "十两",
        "两十",
        "廿十",
        "一百零十",
        "一百二百",
        "一二三四五",
        "一零零零零",
        "十甲",
        "一2",
        "九千九千",
        "千",
    ],
)
def test_refuses_what_is_not_well_formed(text):
    assert read_numeral(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (9, "九"),
        (10, "十"),
        (12, "十二"),
        (21, "二十一"),
        (103, "一百零三"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (1010, "一千零一十"),
    ],
)
def test_writes(number, text):
    assert write_numeral(number) == text


@given(st.integers(1, 9999))
def test_reads_back_what_it_writes(number):
    assert read_numeral(write_numeral(number)) == number


@given(st.integers(1, 9))
def test_the_digits_of_a_number_in_a_row_are_the_number(digit):
    assert read_numeral(f"{write_numeral(digit)}零{write_numeral(digit)}") == digit * 101


@given(st.text(NUMERALS, max_size=12))
def test_never_answers_outside_its_range(text):
    number = read_numeral(text)
    assert number is None or 0 <= number <= 9999


@given(st.text(max_size=300))
def test_takes_any_text(text):
    number = read_numeral(text)
    assert number is None or set(text) <= set(NUMERALS)
