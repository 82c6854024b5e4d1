"""Money is read exactly or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.money import LARGEST_YUAN, MoneyRefused, money_phrase, read_money, yuan


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("35", 3500),
        ("35.5", 3550),
        ("35.50", 3550),
        ("0.01", 1),
        ("0", 0),
        ("1,234.50", 123450),
        ("1，234.50", 123450),
        ("12,345,678", 1234567800),
        ("￥35", 3500),
        ("¥ 35", 3500),
        ("３５．５", 3550),
        ("35元", 3500),
        ("35 块", 3500),
        ("人民币35元整", 3500),
        ("RMB 35", 3500),
        ("35.500", 3550),
        ("5万", 5_000_000),
        ("5万元", 5_000_000),
        ("1.5 万", 1_500_000),
        ("0.123456万", 123456),
        ("0.29", 29),
        ("1000000000", 100_000_000_000),
    ],
)
def test_a_sum_is_kept_in_fen(text, fen):
    assert read_money(text) == fen


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("35.555", "part_of_fen"),
        ("0.1234567万", "part_of_fen"),
        ("-35", "negative_money"),
        ("￥-35", "negative_money"),
        ("约35", "approximate_money"),
        ("35左右", "approximate_money"),
        ("30-40", "approximate_money"),
        ("35多", "approximate_money"),
        ("", "unparsed_money"),
        ("1,23", "unparsed_money"),
        ("12,34.5", "unparsed_money"),
        ("35.", "unparsed_money"),
        ("1e3", "unparsed_money"),
        ("nan", "unparsed_money"),
        ("万", "unparsed_money"),
        ("5千", "unparsed_money"),
        ("$35", "unparsed_money"),
        ("1000000000.01", "unparsed_money"),
        ("9" * 4000, "unparsed_money"),
    ],
)
def test_what_is_no_exact_sum_is_refused(text, kind):
    with pytest.raises(MoneyRefused) as refusal:
        read_money(text)
    assert refusal.value.kind == kind
    assert refusal.value.exit_code == 2


@given(st.integers(min_value=0, max_value=LARGEST_YUAN * 100))
def test_what_is_written_reads_back(fen):
    assert read_money(yuan(fen)) == fen
    assert read_money(money_phrase(fen).zh) == fen
    assert read_money(money_phrase(fen).en) == fen


@pytest.mark.parametrize(("fen", "text"), [(0, "0"), (5, "0.05"), (3550, "35.50"), (123450, "1,234.50"), (3500, "35")])
def test_how_a_sum_is_written(fen, text):
    assert yuan(fen) == text
