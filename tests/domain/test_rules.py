"""The small rules: a demand's state, nested bands, tags, shares."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.bands import BANDS, OUTER, BandsDoNotNest, check_bands, outdated
from songyu_cli.domain.benches import HeightUnlikely, Settled, TagMalformed, check_height, parsed_tag, tag_of
from songyu_cli.domain.demands import state_of
from songyu_cli.domain.escapes import escaped
from songyu_cli.domain.report import share


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "registered"),
        ({"carried_out": 1}, "registered"),
        ({"carried_out": 2}, "done"),
        ({"carried_out": 3}, "done"),
        ({"merged": True}, "merged"),
        ({"merged": True, "carried_out": 2}, "merged"),
        ({"withdrawn": True, "merged": True, "carried_out": 2}, "withdrawn"),
    ],
)
def test_the_first_state_that_fits_counts(facts, state):
    assert state_of(**{"withdrawn": False, "merged": False, "carried_out": 0, "quantity": 2, **facts}) == state


@pytest.mark.parametrize(
    ("bands", "inner", "outer"),
    [
        ((10, 11, None, None), "60岁以上", "常住人口"),
        ((None, 5, 6, None), "65岁以上", "60岁以上"),
        ((None, 5, None, 6), "80岁以上", "60岁以上"),
        ((4, None, None, 6), "80岁以上", "常住人口"),
    ],
)
def test_bands_that_do_not_nest_are_named(bands, inner, outer):
    with pytest.raises(BandsDoNotNest) as refused:
        check_bands(*bands)
    assert inner in refused.value.message.zh
    assert outer in refused.value.message.zh


@given(st.lists(st.none() | st.integers(0, 40), min_size=4, max_size=4))
def test_bands_nest_when_the_known_ones_fall(bands):
    known = [band for band in bands if band is not None]
    if known == sorted(known, reverse=True):
        check_bands(*bands)
    else:
        with pytest.raises(BandsDoNotNest):
            check_bands(*bands)


@pytest.mark.parametrize(
    ("new", "known", "found"),
    [
        ({"elderly_65": 16}, {"elderly_60": 15}, ("elderly_65", "elderly_60")),
        ({"elderly_80": 16}, {"elderly_60": 15}, ("elderly_80", "elderly_60")),
        ({"elderly_80": 13}, {"elderly_60": 15, "elderly_65": 12}, ("elderly_80", "elderly_65")),
        ({"elderly_65": 15}, {"elderly_60": 15}, None),  # all of them are
        ({"elderly_65": 16, "elderly_60": 17}, {"elderly_60": 15}, None),  # the wider one is counted anew
        ({"elderly_65": 16}, {"elderly_80": 2}, None),
        ({}, {"elderly_60": 0}, None),
    ],
)
def test_an_older_count_is_outdated_by_more_people_in_a_narrower_band(new, known, found):
    assert outdated(dict.fromkeys(BANDS) | new, known) == found


def test_each_band_is_part_of_all_wider_ones():
    assert sorted(OUTER) == sorted((inner, outer) for outer, inner in combinations(BANDS, 2))


@given(st.integers(1, 9999), st.integers(1, 99999))
def test_a_tag_is_read_back(batch, number):
    assert parsed_tag(tag_of(batch, number)) == (tag_of(batch, number), batch, number)
    assert parsed_tag(f" {tag_of(batch, number).lower()} ")[1:] == (batch, number)


@pytest.mark.parametrize("text", ["", "B2", "2-034", "B0-001", "B2-34", "C2-034", "B2-034x", "13812345678"])
def test_what_is_no_tag_is_refused(text):
    with pytest.raises(TagMalformed):
        parsed_tag(text)


def test_a_share_of_nothing_is_unknown():
    assert share(0, 0) is None
    assert share(0, 3) == 0.0
    assert share(220, 300) == 0.7333


@pytest.mark.parametrize(("millimetres", "taken"), [(199, False), (200, True), (900, True), (901, False)])
def test_the_heights_that_a_seat_can_have(millimetres, taken):
    if taken:
        assert check_height(millimetres) == millimetres
    else:
        with pytest.raises(HeightUnlikely):
            check_height(millimetres)


def test_a_demand_is_settled_once_all_its_benches_stand():
    assert [Settled(1, "B1-001", carried_out, 2).done for carried_out in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize("text", ["凳", "\x1b[31m", "a\u202eb", "\ud800", "\U000e0041", "\x7f\x9b"])
def test_json_shows_what_is_invisible_and_reads_back_the_same(text):
    written = json.dumps({"a": [text]}, ensure_ascii=False, indent=1)
    shown = escaped(written)
    assert json.loads(shown) == json.loads(written)
    assert "".join(shown.splitlines()).isprintable()
