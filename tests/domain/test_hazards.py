"""Hazards: which are meant and in what order, and when one can be cleared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.choices import HAZARD_KINDS, SEVERITIES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.hazards import ClearedBeforeFound, Hazard, HazardCleared, HazardFilter, check_clearing
from songyu_cli.domain.stairwells import Address

HERE = Address("淞泽家园九区", "12", "3")
THERE = Address("淞泽家园九区", "2", "1")


def hazard(number: int = 1, **known: object) -> Hazard:
    facts: dict[str, object] = {
        "unit": HERE,
        "grid": "一网格",
        "kind": "old_stool",
        "severity": "low",
        "quantity": 1,
        "found_on": "2022-05-01",
        "role": "grid_worker",
        **dict.fromkeys(("text", "visit", "demand", "cleared_on", "cleared_how", "cleared_role")),
    }
    return Hazard(hazard=number, **{**facts, **known})


hazards = st.builds(
    hazard,
    st.integers(1, 99),
    unit=st.sampled_from([HERE, THERE]),
    kind=st.sampled_from(HAZARD_KINDS.keys),
    severity=st.sampled_from(SEVERITIES.keys),
    found_on=st.sampled_from(["2021", "2021-09", "2022-05-01"]),
    cleared_on=st.none() | st.just("2022-06"),
)


@given(st.lists(hazards, unique_by=lambda one: one.hazard))
def test_open_ones_come_first_and_the_worst_of_them_first(found):
    listed = HazardFilter().matching(found)
    assert sorted(one.hazard for one in listed) == sorted(one.hazard for one in found)
    assert [one.cleared_on is not None for one in listed] == sorted(one.cleared_on is not None for one in found)
    for state in (False, True):
        levels = [SEVERITIES.keys.index(one.severity) for one in listed if (one.cleared_on is not None) is state]
        assert levels == sorted(levels, reverse=True)


def test_within_a_severity_the_oldest_comes_first():
    found = [hazard(1, found_on="2022-05-02"), hazard(2, found_on="2022"), hazard(3, found_on="2022-05-02")]
    assert [one.hazard for one in HazardFilter().matching(found)] == [2, 1, 3]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (HazardFilter(), [2, 1, 3, 4]),
        (HazardFilter(kind="charging"), [2]),
        (HazardFilter(severity="low"), [1, 3, 4]),
        (HazardFilter(unit=THERE), [3]),
        (HazardFilter(places=frozenset({THERE})), [3]),
        (HazardFilter(places=frozenset()), []),
        (HazardFilter(cleared=False), [2, 1, 3]),
        (HazardFilter(cleared=True), [4]),
    ],
)
def test_which_hazards_are_meant(wanted, numbers):
    found = [
        hazard(1),
        hazard(2, kind="charging", severity="high"),
        hazard(3, unit=THERE),
        hazard(4, cleared_on="2022-06"),
    ]
    assert [one.hazard for one in wanted.matching(found)] == numbers


@pytest.mark.parametrize("on", ["2022-05-01", "2022-05", "2022", "2022-06-01"])
def test_what_may_have_been_cleared_then_can_be(on):
    check_clearing(hazard(), Date(on))


@pytest.mark.parametrize("on", ["2022-04-30", "2022-04", "2021"])
def test_nothing_is_cleared_before_it_was_found(on):
    with pytest.raises(ClearedBeforeFound) as refusal:
        check_clearing(hazard(7), Date(on))
    assert "2022年5月1日" in refusal.value.message.zh
    assert on in refusal.value.message.en


def test_what_is_cleared_is_not_cleared_again_and_says_what_is_possible():
    with pytest.raises(HazardCleared) as refusal:
        check_clearing(hazard(7, cleared_on="2022-06"), Date("2022-07"))
    assert refusal.value.advice is not None
    assert "songyu hazard add 12-3 --kind old-stool" in refusal.value.advice.en
    assert "--kind 旧凳" in refusal.value.advice.zh
