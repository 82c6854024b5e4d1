"""The plan: each rule on a small register, and all of them against a slow plan made another way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_plan import slow_plan

from songyu_cli.domain.plan import Accepted, Picked, Stairwell, Wish, drawn_up, picked
from songyu_cli.domain.plan_refusals import PinBeyondMost
from songyu_cli.domain.stairwells import Address


def at(place, elderly=None, *, asked=(), **facts):
    """A stairwell 幢1单元 with accepted demands for so many benches each, numbered from 1."""
    accepted = tuple(Accepted(number, benches) for number, benches in enumerate(asked, start=1))
    return Stairwell(spot(place), elderly, accepted=accepted, **facts)


def spot(place):
    return Address("淞泽家园九区", str(place), "1")


def order(stairwells, benches, **wish):
    """Return building and stage of each bench."""
    made = drawn_up(stairwells, Wish(benches, **wish))
    return [(int(one.unit.building), one.stage) for one in made.plan]


def buildings(units):
    return [int(unit.building) for unit in units]


def test_the_four_stages_follow_one_another():
    register = [
        at(1, 5, asked=[1]),
        at(2, 9, asked=[2], standing=1),
        at(3, 12),
        at(4, 20, standing=1),
        at(5, 7, asked=[1]),
    ]
    # 20 ÷ 2 = 10, then 12 ÷ 2, then 20 ÷ 3
    assert order(register, 9) == [(5, 1), (1, 1), (2, 2), (2, 2), (3, 3), (4, 4), (4, 4), (3, 4), (4, 4)]


def test_two_benches_accepted_are_one_in_the_first_stage_and_one_in_the_second():
    made = drawn_up([at(1, 13, asked=[2]), at(2, 9, asked=[1]), at(3, 50)], Wish(3))
    assert [(int(one.unit.building), one.stage, one.benches_before) for one in made.plan] == [
        (1, 1, 0),
        (2, 1, 0),
        (1, 2, 1),
    ]


def test_the_second_stage_goes_by_the_average_that_the_bench_would_leave():
    register = [at(1, 12, asked=[9], standing=2), at(2, 9, asked=[9], standing=1), at(3, 3, asked=[9], standing=0)]
    # after 3 has its first: 12 ÷ 3 = 4, 9 ÷ 2 = 4.5, 3 ÷ 2 = 1.5; then 12 ÷ 3, 9 ÷ 3, 12 ÷ 4: a tie by address
    assert order(register, 6) == [(3, 1), (2, 2), (1, 2), (1, 2), (2, 2), (1, 2)]


@pytest.mark.parametrize(
    ("stairwells", "expected"),
    [
        ([at(1, 9), at(2, 9, elderly_80=0)], [2, 1]),  # an unknown number of 80+ comes after nought
        ([at(1, 9, elderly_80=1, floors=6), at(2, 9, elderly_80=2, floors=5)], [2, 1]),
        ([at(1, 9, elderly_80=1), at(2, 9, elderly_80=1, floors=1)], [2, 1]),
        ([at(12, 9), at(2, 9)], [2, 12]),  # by number, not by text
        ([at(3), at(2, elderly_80=1), at(1, 0)], [1, 2, 3]),  # unknown numbers last, nought before them
    ],
)
def test_ties_go_to_more_80_then_more_floors_then_the_address(stairwells, expected):
    assert [building for building, _ in order(stairwells, len(stairwells))] == expected


def test_two_averages_that_floats_would_confuse_stay_apart():
    most = 3_000_000_000_000_000_001
    register = [at(1, most - 1, standing=2), at(2, most, standing=2)]
    assert order(register, 1) == [(2, 4)]


def test_averages_that_are_the_same_tie_exactly():
    assert order([at(1, 1, standing=2), at(2, 2, standing=5)], 1) == [(1, 4)]
    assert order([at(1, 1, standing=2), at(2, 2, standing=5, elderly_80=2)], 1) == [(2, 4)]


def test_the_last_stage_gives_none_to_nought_and_unknown_numbers_wait_for_all_others():
    register = [at(1, 0, standing=1), at(2, 1, standing=1), at(3, standing=2), at(4, standing=1)]
    made = drawn_up(register, Wish(5, max_per_unit=3))
    assert buildings(one.unit for one in made.plan) == [2, 2, 4, 3, 4]
    assert buildings(made.unknown) == [3, 4]
    assert drawn_up(register[:1], Wish(2)).unallocated == 2


def test_nought_is_no_reason_to_stay_without_a_bench_or_without_what_was_accepted():
    assert order([at(1, 0), at(2, 0, asked=[1]), at(3, 0, asked=[1], standing=1)], 5) == [(2, 1), (3, 2), (1, 3)]


def test_what_is_on_its_way_counts_as_a_bench_and_answers_the_oldest_demand():
    made = drawn_up([at(1, 9, asked=[1, 2], awaited=1), at(2, 3)], Wish(2))
    assert [(int(one.unit.building), one.stage, one.benches_before) for one in made.plan] == [(1, 2, 1), (1, 2, 2)]
    made = drawn_up([at(1, 9, asked=[1, 2], awaited=1), at(2, 3)], Wish(1))
    assert made.unplanned == ((spot(1), (2,), 1),)
    assert buildings(one.unit for one in made.still_bare) == [2]
    assert drawn_up([at(1, 9, asked=[1], awaited=3)], Wish(1)).unplanned == ()


def test_accepted_demands_left_over_are_named_with_how_many_benches():
    made = drawn_up([at(1, 9, asked=[1, 1, 2]), at(2, 3, asked=[1])], Wish(1, skipped=(Picked(spot(2), 1, "修路"),)))
    assert made.unplanned == ((spot(1), (2, 3), 3), (spot(2), (1,), 1))
    assert drawn_up([at(1, 9, asked=[1, 1, 2])], Wish(2)).unplanned == ((spot(1), (3,), 2),)
    assert drawn_up([at(1, 9, asked=[1, 1, 2])], Wish(3)).unplanned == ((spot(1), (3,), 1),)


def test_who_stays_without_a_bench_is_named_the_most_residents_first():
    made = drawn_up([at(1, 3), at(2, 9), at(3), at(4, 9, elderly_80=1), at(5, 1, asked=[1])], Wish(1))
    assert buildings(one.unit for one in made.still_bare) == [4, 2, 1, 3]


def test_the_weight_can_be_80_and_floors_then_break_ties():
    register = [at(1, 20, elderly_80=1), at(2, 2, elderly_80=3), at(3, 30), at(4, 1, elderly_80=1, floors=6)]
    assert order(register, 4, weight="elderly_80") == [(2, 3), (4, 3), (1, 3), (3, 3)]
    assert buildings(drawn_up(register, Wish(1, weight="elderly_80")).unknown) == [3]


def test_nobody_gets_more_than_the_most():
    register = [at(1, 90, standing=1), at(2, 3, asked=[4])]
    made = drawn_up(register, Wish(9, max_per_unit=2))
    assert buildings(one.unit for one in made.plan) == [2, 2, 1]
    assert (made.unallocated, made.unplanned) == (6, ((spot(2), (1,), 2),))


def test_the_pinned_come_first_and_the_skipped_get_none():
    pinned, skipped = picked([(spot(3), "先试点")] * 2), picked([(spot(1), "修路"), (spot(1), "占用")], once=True)
    assert (pinned, skipped) == ((Picked(spot(3), 2, "先试点"),), (Picked(spot(1), 1, "修路；占用"),))
    made = drawn_up([at(1, 90), at(2, 9), at(3, 5)], Wish(4, pinned=pinned, skipped=skipped))
    assert [(int(one.unit.building), one.stage, one.benches_before, one.reason) for one in made.plan] == [
        (3, 0, 0, "先试点"),
        (3, 0, 1, "先试点"),
        (2, 3, 0, None),
        (2, 4, 1, None),
    ]
    assert buildings(one.unit for one in made.still_bare) == [1]


def test_a_pin_counts_towards_the_most_and_meets_a_demand():
    pinned = picked([(spot(1), "先试点")])
    with pytest.raises(PinBeyondMost):
        drawn_up([at(1, 9, awaited=1)], Wish(3, max_per_unit=1, pinned=pinned))
    made = drawn_up([at(1, 9, asked=[1]), at(2, 8)], Wish(2, max_per_unit=1, pinned=pinned))
    assert buildings(one.unit for one in made.plan) == [1, 2]
    assert made.unplanned == ()


def test_the_runner_up_is_whoever_the_bench_would_have_gone_to():
    made = drawn_up([at(1, 5, asked=[1]), at(2, 9), at(3, 20, standing=1)], Wish(3))
    assert [one.runner_up and (int(one.runner_up.unit.building), one.runner_up.stage) for one in made.plan] == [
        (2, 3),
        (3, 4),
        (2, 4),
    ]
    assert made.plan[2].runner_up.benches_before == 1
    assert drawn_up([at(1, 5)], Wish(1)).plan[0].runner_up is None


few = st.integers(0, 3)


@st.composite
def registers(draw):
    """Small registers with small numbers, so that ties and all stages are everywhere; in no particular order."""
    places = draw(st.lists(st.tuples(st.sampled_from(["九区", "十区"]), st.integers(1, 12)), unique=True, max_size=9))
    return [
        Stairwell(
            Address(f"淞泽家园{zone}", str(building), "1"),
            draw(st.none() | st.integers(0, 6)),
            draw(st.none() | few),
            draw(st.none() | few),
            draw(few),
            draw(few),
            tuple(Accepted(n, b) for n, b in enumerate(draw(st.lists(st.integers(1, 2), max_size=3)), start=1)),
        )
        for zone, building in places
    ]


@st.composite
def wishes(draw, register):
    fates = {one.unit: draw(st.sampled_from(["", "", "", "pin", "pin pin", "skip"])).split() for one in register}
    pins = [(unit, "理由") for unit, fate in fates.items() for word in fate if word == "pin"]
    return Wish(
        draw(st.integers(max(1, len(pins)), 20)),
        draw(st.sampled_from(["elderly_60", "elderly_80"])),
        draw(st.none() | st.integers(1, 6)),
        picked(pins),
        picked([(unit, "理由") for unit, fate in fates.items() if fate == ["skip"]], once=True),
    )


@settings(max_examples=200)
@given(st.data())
def test_it_agrees_with_the_slow_plan(data):
    register = data.draw(registers())
    wish = data.draw(wishes(register))
    try:
        made = drawn_up(register, wish)
    except PinBeyondMost:
        have = {one.unit: one.standing + one.awaited for one in register}
        assert any(have[one.unit] + one.quantity > wish.max_per_unit for one in wish.pinned)
        return
    expected, left = slow_plan(register, wish)
    seconds = [
        one.runner_up and (one.runner_up.unit, one.runner_up.stage, one.runner_up.benches_before) for one in made.plan
    ]
    firsts = [(one.unit, one.stage, one.benches_before) for one in made.plan]
    assert [(*first, second) for first, second in zip(firsts, seconds, strict=True)] == expected
    assert [one.order for one in made.plan] == list(range(1, len(expected) + 1))
    assert {one.unit for one in made.still_bare} == left["bare"]
    assert {one.unit: one.benches for one in made.unplanned} == left["unmet"]
    assert (made.unallocated, set(made.unknown)) == (left["unallocated"], left["unknown"])


@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_nothing(register, chance):
    shuffled = chance.sample(register, len(register))
    assert drawn_up(shuffled, Wish(9)) == drawn_up(register, Wish(9))
