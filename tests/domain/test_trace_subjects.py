"""Whose story is meant, by how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.trace_subjects import Subject, read_subject


@pytest.mark.parametrize(
    ("text", "noun", "rest"),
    [
        ("17", "demand", "17"),
        ("＃17", "demand", "17"),
        ("第17号", "demand", "17"),
        ("17号需求", "demand", "17"),
        ("需求 第17号", "demand", "第17号"),
        ("Demand17", "demand", "17"),
        ("B1-001", "bench", "B1-001"),
        ("b1-1", "bench", "b1-1"),
        ("凳B1-001", "bench", "B1-001"),
        ("bench  B1-001", "bench", "B1-001"),
        ("第1批", "batch", "1"),
        ("第十二批次", "batch", "十二"),
        ("3批", "batch", "3"),
        ("BATCH 1", "batch", "1"),
        ("批次第1批", "batch", "第1批"),
        ("partner 17", "partner", "17"),
        ("单位 苏州银行", "partner", "苏州银行"),
        ("共建单位3", "partner", "3"),
        ("单元12-3", "unit", "12-3"),
        ("12-3", None, "12-3"),
        ("12幢3单元", None, "12幢3单元"),
        ("17 18", None, "17 18"),
        ("1-001", None, "1-001"),
        ("苏州银行", None, "苏州银行"),
        ("单位工会", None, "单位工会"),
        ("凳子厂", None, "凳子厂"),
        ("batch", None, "batch"),
        ("第一设计院", None, "第一设计院"),
        ("批", None, "批"),
    ],
)
def test_how_a_thing_is_written(text, noun, rest):
    assert read_subject(text) == Subject(noun, rest)


@given(st.integers(min_value=0))
def test_a_bare_number_is_a_demand(number):
    assert read_subject(str(number)) == Subject("demand", str(number))


@given(st.integers(1, 999), st.integers(1, 99))
def test_two_numbers_are_never_a_demand_nor_a_bench(building, unit):
    assert read_subject(f"{building}-{unit}").noun is None


@given(st.text(max_size=30))
def test_any_text_is_read(text):
    read_subject(text)
