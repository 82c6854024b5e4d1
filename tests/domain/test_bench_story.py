"""How old a bench is, how high its seat beside a reference, and which tags a range means."""

from __future__ import annotations

from datetime import date

import pytest

from songyu_cli.domain.bench_changes import TagRangeRefused, read_answer, says_none, tag_range
from songyu_cli.domain.bench_story import Age, age_of, seat_beside
from songyu_cli.domain.benches import Bench, TagMalformed
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.vocabulary import ChoiceRefused

HERE = Address("淞泽家园九区", "12", "3")
TODAY = date(2022, 12, 31)


def bench(installed_on, state="in_use"):
    return Bench("B1-001", 1, HERE, None, state, installed_on, installed_on)


@pytest.mark.parametrize(
    ("installed_on", "age"),
    [
        ("2021-06-18", Age(1, 1)),
        ("2021-12-31", Age(1, 1)),
        ("2022-01-01", Age(0, 0)),
        ("2021", Age(1, 1)),
        ("2020-12", Age(2, 2)),
        ("2022", Age(0, 0)),
        (None, None),
    ],
)
def test_the_age_is_in_whole_years(installed_on, age):
    assert age_of(bench(installed_on), None, TODAY) == age


def test_a_vague_day_gives_the_least_and_the_most():
    assert age_of(bench("2021"), None, date(2022, 6, 1)) == Age(0, 1)
    assert age_of(bench("2018-05", "retired"), "2021", TODAY) == Age(2, 3)


def test_a_retired_bench_is_as_old_as_it_became():
    assert age_of(bench("2018-05-01", "retired"), "2021-05-01", TODAY) == Age(3, 3)
    assert age_of(bench("2018-05-01", "retired"), None, TODAY) is None
    assert age_of(bench("2022", "retired"), "2022", TODAY) == Age(0, 0)
    assert age_of(bench("2021-07-01", "retired"), "2022", date(2022, 6, 1)) == Age(0, 0)  # not later than today


@pytest.mark.parametrize(("height", "fit"), [(429, "below"), (430, "within"), (480, "within"), (481, "above")])
def test_a_seat_beside_the_reference(height, fit):
    assert seat_beside(height, "430-480") == (height, "430-480", fit)


@pytest.mark.parametrize(
    "text",
    ["B1-001..B1-100", "b1-001 .. b1-100", "B1-001~B1-100", "Ｂ1-001～B1-100", "B1-001至B1-100", "B1-001-B1-100"],
)
def test_a_range_of_tags(text):
    assert tag_range(text) == ("B1-001", "B1-100")


@pytest.mark.parametrize("text", ["B1-001", "B1-001..100", "B1-001-100", "1-100", "..", "B1-001..", "B1-001B1-002"])
def test_no_range_of_tags(text):
    assert tag_range(text) is None


def test_ranges_that_cannot_be():
    for text in ("B1-002..B1-001", "B1-001..B2-001"):
        with pytest.raises(TagRangeRefused):
            tag_range(text)
    with pytest.raises(TagMalformed):
        tag_range("B1-1..B1-2")


def test_words_that_take_a_fact_back():
    assert [says_none(word) for word in ("none", "无", "NONE", " 不详 ", "", "没有靠背", "0")] == [True] * 5 + [
        False
    ] * 2
    assert [read_answer(word) for word in ("有", "无", "不详", "Unknown", "×")] == ["yes", "no", None, None, "no"]
    with pytest.raises(ChoiceRefused):
        read_answer("none")
