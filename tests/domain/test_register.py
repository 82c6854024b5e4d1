"""The register as it is sent up: what is shown of each stairwell, and what a sum by grid must not tell."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.register import RegisterLine, by_grid, gives_away, latest_count
from songyu_cli.domain.units import Headcount, Unit

PLACE = Address("淞泽家园九区", "12", "3")


def count(day, residents=None, sixty=None, sixty_five=None, eighty=None, source=None):
    return Headcount(PLACE, Date(day), residents, sixty, sixty_five, eighty, source)


def line(grid, sixty, eighty):
    place = Address("淞泽家园九区", "1", "1")
    told = None if sixty is eighty is None else Headcount(place, Date("2021"), None, sixty, eighty, eighty)
    return RegisterLine(Unit(place, grid, 10), told)


# the latest count


def test_a_stairwell_that_nobody_counted_has_no_count():
    assert latest_count([]) is None


def test_gaps_are_filled_from_older_counts_and_the_day_is_that_of_the_60():
    shown = latest_count([count("2021-03", 40, 13, 9, 2, "平台"), count("2022-11-15", sixty=14, source="走访")])
    assert shown == count("2022-11-15", 40, 14, 9, 2, "走访")


def test_a_count_of_residents_alone_is_not_later_than_that_of_the_60():
    assert latest_count([count("2021", 40, 13), count("2022", 38)]) == count("2021", 40, 13)


def test_without_any_count_of_the_60_the_latest_of_all_is_shown():
    assert latest_count([count("2021", 40, eighty=2), count("2022", 38)]) == count("2022", 38, eighty=2)


@pytest.mark.parametrize(
    ("older", "newer", "shown"),
    [
        (count("2021", 10, 8), count("2022", sixty=11), count("2022", None, 11)),
        (count("2021", sixty=9, sixty_five=7, eighty=5), count("2022", sixty=4), count("2022", None, 4)),
        (count("2021", sixty_five=3), count("2022", sixty=9, eighty=4), count("2022", None, 9, None, 4)),
    ],
)
def test_what_does_not_nest_with_a_newer_number_is_unknown(older, newer, shown):
    assert latest_count([older, newer]) == shown


def test_counts_after_the_day_asked_for_are_left_out():
    counts = [count("2021-03-01", sixty=9), count("2022-11-15", sixty=12)]
    assert latest_count(counts, "2021-12-31") == counts[0]


# what a sum gives away


@pytest.mark.parametrize(
    ("cells", "given_away"),
    [
        ([], False),
        ([(2, 9)], True),  # a single stairwell
        ([(0, 9)], False),  # nobody is nobody's number
        ([(1, 9), (1, 9)], False),
        ([(1, 9), (0, 0)], True),  # only one where anybody is old enough
        ([(9, 9), (3, 3)], True),  # all that there can be
        ([(9, 9), (2, 3)], False),
        ([(1, None), (0, None)], False),
        ([(2, 1), (5, 5)], True),
        ([(3, 3), (0, 1)], False),
    ],
)
def test_a_sum_that_tells_a_stairwells_number_is_seen(cells, given_away):
    assert gives_away(cells) is given_away


@given(st.lists(st.integers(0, 4).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most))), max_size=4))
def test_it_tells_exactly_what_trying_everything_tells(cells):
    total = sum(number for number, _ in cells)
    possible = [one for one in product(*(range(most + 1) for _, most in cells)) if sum(one) == total]
    certain = any(len(set(values)) == 1 and values[0] > 0 for values in zip(*possible, strict=True))
    assert gives_away(cells) is certain


# by grid


def sums(lines, **more):
    return {one.grid: (one.bands["elderly_80"], "elderly_80" in one.hidden) for one in by_grid(lines, **more)}


def test_a_grid_of_one_stairwell_is_hidden_and_cannot_be_had_by_difference():
    lines = [
        line("一网格", 9, 2),
        line("一网格", 8, 1),
        line("三网格", 7, 3),
        line("二网格", 9, 1),
        line("二网格", 9, 1),
    ]
    assert sums(lines) == {"一网格": (3, False), "二网格": (None, True), "三网格": (None, True)}


def test_inside_nothing_is_hidden():
    assert sums([line("一网格", 9, 2)], everything=True) == {"一网格": (2, False)}


def test_what_is_not_counted_is_no_nought_and_no_grid_comes_last():
    assert sums([line(None, None, None), line("二网格", 5, 0), line("二网格", 5, 0)]) == {
        "二网格": (0, False),
        None: (None, False),
    }
    assert [one.grid for one in by_grid([line(None, 1, 0), line("十网格", 1, 0), line("二网格", 1, 0)])] == [
        "二网格",
        "十网格",
        None,
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(["一网格", "二网格", "三网格", None]), st.integers(0, 5)).flatmap(
            lambda pair: st.tuples(st.just(pair[0]), st.just(pair[1]), st.integers(0, pair[1]))
        ),
        max_size=9,
    )
)
def test_neither_a_shown_sum_nor_what_is_left_of_the_total_gives_a_stairwell_away(stairwells):
    shown = by_grid([line(*one) for one in stairwells])
    for one in shown:
        if "elderly_80" not in one.hidden:
            assert not gives_away([(eighty, sixty) for grid, sixty, eighty in stairwells if grid == one.grid])
    hidden = {one.grid for one in shown if "elderly_80" in one.hidden}
    left = [(eighty, sixty) for grid, sixty, eighty in stairwells if grid in hidden]
    assert len(hidden) == len(shown) or not gives_away(left)
