"""Screening: the ranking against a slow one made another way, ties, cuts, and what cannot be ranked."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.selection_refusals import LeastRefused
from songyu_cli.domain.selections import (
    MEASURES,
    Candidate,
    Cut,
    Rule,
    benched,
    differences,
    read_least,
    readable,
    screened,
    tied_over,
    value_of,
)
from songyu_cli.domain.stairwells import Address

DAY = "2022-12-31"
maybe_few = st.none() | st.integers(0, 6)


def at(place: int, **numbers: int | str | None) -> Candidate:
    return Candidate(Address("淞泽家园九区", str(place), "1"), **numbers)  # type: ignore[arg-type]


@st.composite
def registers(draw: st.DrawFn) -> list[Candidate]:
    """Small registers with small numbers, so that ties are everywhere; in no particular order."""
    places = draw(st.lists(st.integers(1, 30), unique=True, max_size=12))
    return [
        at(
            place,
            elderly_60=draw(maybe_few),
            elderly_80=draw(maybe_few),
            households=draw(maybe_few),
            floors=draw(st.none() | st.integers(1, 6)),
            benches=draw(st.integers(0, 2)),
        )
        for place in places
    ]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    least = draw(st.none() | st.sampled_from(["0", "1", "3", "1.5", "0.334", "9"]))
    top = draw(st.integers(1, 15) if least is None else st.none() | st.integers(1, 15))
    return Rule(draw(st.sampled_from(MEASURES.keys)), least, top)


def pair(one: Candidate, measure: str) -> tuple[int, int] | None:
    """What a stairwell is ranked by as a number above a line and one below it, or None."""
    above = one.elderly_80 if measure == "elderly_80" else one.elderly_60
    below = {"per_household": one.households, "per_bench": one.benches + 1}.get(measure, 1)
    return (above, below) if above is not None and below else None


def is_higher(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Cross-multiplied: no division, no rounding."""
    return a[0] * b[1] > b[0] * a[1]


def slowly(register: list[Candidate], rule: Rule) -> list[tuple[int, Address]]:
    """The same rule, one stairwell at a time: its rank is one more than the number of those above it."""
    known = [(pair(one, rule.measure), one) for one in register if pair(one, rule.measure)]
    chosen = []
    for value, one in known:
        rank = 1 + sum(is_higher(other, value) for other, _ in known)
        if rule.top is not None and rank > rule.top:
            continue
        bound = Fraction(rule.least or 0)
        if value[0] * bound.denominator < bound.numerator * value[1]:
            continue
        eighty = 99 if one.elderly_80 is None else -one.elderly_80
        chosen.append((rank, eighty, -(one.floors or 0), int(one.unit.building), one.unit))
    return [(rank, unit) for rank, _, _, _, unit in sorted(chosen, key=lambda row: row[:4])]


@given(registers(), rules())
def test_the_ranking_is_what_anyone_would_work_out_by_hand(register, rule):
    found = screened(register, rule, DAY)
    assert [(row.rank, row.unit) for row in found.rows] == slowly(register, rule)


@given(registers(), rules(), st.randoms(use_true_random=False))
def test_the_same_ledger_gives_the_same_list_in_whatever_order_it_is_read(register, rule, random):
    shuffled = random.sample(register, len(register))
    assert screened(shuffled, rule, DAY) == screened(register, rule, DAY)


@given(registers(), rules())
def test_ties_are_never_split_and_nothing_is_lost(register, rule):
    found = screened(register, rule, DAY)
    inside = {row.unit for row in found.rows}
    values = {one.unit: value_of(one, rule.measure) for one in register}
    for unit, value in values.items():
        if value is None:
            assert unit in {left.unit for left in found.left_out}
            assert unit not in inside
        else:
            assert (unit in inside) == any(value >= values[row.unit] for row in found.rows)
    assert found.considered == len(register)
    for row in found.rows:
        others = {other.unit for other in found.rows if other.rank == row.rank}
        assert others == {unit for unit in inside if values[unit] == values[row.unit]}


@given(registers(), rules())
def test_the_top_is_full_and_longer_only_by_its_last_tie(register, rule):
    found = screened(register, rule._replace(least=None, top=rule.top or 5), DAY)
    known = len(register) - len(found.left_out)
    top = found.rule.top
    assert len(found.rows) >= min(top, known)
    assert tied_over(found) == max(0, len(found.rows) - top)
    if len(found.rows) > top:
        assert found.rows[top - 1].rank == found.rows[-1].rank


@given(registers(), rules())
def test_the_cut_tells_the_last_in_and_the_first_out(register, rule):
    found = screened(register, rule, DAY)
    inside = {row.unit for row in found.rows}
    out = [value for one in register if one.unit not in inside and (value := value_of(one, rule.measure)) is not None]
    if not found.rows and not out:
        assert found.cut is None
        return
    last = [value for one in register if one.unit in inside and (value := value_of(one, rule.measure)) is not None]
    assert found.cut == Cut(
        readable(min(last)) if last else None,
        last.count(min(last)) if last else 0,
        readable(max(out)) if out else None,
    )


def test_ratios_that_look_alike_are_compared_exactly():
    # 1/3 as a decimal is rounded; against a bound of 0.333333 a rounded number could fall on either side.
    third = [at(1, elderly_60=1, households=3)]
    assert len(screened(third, Rule("per_household", "0.333333"), DAY).rows) == 1
    assert screened(third, Rule("per_household", "0.333334"), DAY).rows == ()
    alike = [at(1, elderly_60=999_998, households=999_999), at(2, elderly_60=999_999, households=1_000_000)]
    found = screened(alike, Rule("per_household", top=1), DAY)
    assert [row.unit.building for row in found.rows] == ["2"]


def test_who_cannot_be_ranked_is_named_with_the_reason():
    register = [at(3), at(2, elderly_60=5), at(1, elderly_60=5, households=0), at(4, elderly_60=6, households=3)]
    found = screened(register, Rule("per_household", top=1), DAY)
    assert [(one.unit.building, one.why) for one in found.left_out] == [
        ("1", "no_households"),
        ("2", "no_households"),
        ("3", "no_count"),
    ]
    assert [row.value for row in found.rows] == [2]
    found = screened(register, Rule("elderly_80", top=1), DAY)
    assert {one.why for one in found.left_out} == {"no_count"}


def test_an_unknown_number_of_80_comes_after_nought():
    register = [at(1, elderly_60=5), at(2, elderly_60=5, elderly_80=0), at(3, elderly_60=5, elderly_80=1)]
    assert [row.unit.building for row in screened(register, Rule(top=1), DAY).rows] == ["3", "2", "1"]


def test_what_is_alike_in_all_numbers_comes_by_its_address_and_not_as_text_or_as_read():
    floors = {12: 6, 2: 6, 1: None, 3: 1, 30: 7}
    register = [at(place, elderly_60=5, floors=known) for place, known in floors.items()]
    assert [row.unit.building for row in screened(register, Rule(top=1), DAY).rows] == ["30", "2", "12", "3", "1"]


def test_a_ratio_is_shown_to_six_decimals_and_a_whole_number_as_it_is():
    assert [str(readable(Fraction(above, 3))) for above in (1, 2, 3)] == ["0.333333", "0.666667", "1"]


def test_the_counts_of_the_chosen_are_told():
    register = [
        at(1, elderly_60=5, counted_on="2022-01", source="走访"),
        at(2, elderly_60=4, counted_on="2021-03-01", source="平台"),
        at(3, elderly_60=1, counted_on="2020", source="旧账"),
    ]
    found = screened([*register, at(4, elderly_60=6)], Rule(top=3), DAY)  # one whose count tells of neither
    assert (found.counted, found.sources) == (("2021-03-01", "2022-01"), ("平台", "走访"))


def test_how_many_of_the_chosen_have_a_bench_already():
    register = [at(place, elderly_60=5, benches=there) for place, there in enumerate((0, 1, 2, 0, 1), start=1)]
    assert benched(screened(register, Rule(top=5), DAY).rows) == 3


def test_differences_are_gone_new_or_another_number():
    rule = Rule(top=2)
    kept = screened([at(1, elderly_60=9), at(2, elderly_60=8), at(3, elderly_60=7)], rule, DAY).rows
    now = screened([at(1, elderly_60=10), at(2, elderly_60=6), at(3, elderly_60=7)], rule, DAY).rows
    assert [(one.unit.building, one.kept, one.now) for one in differences(kept, now, rule.measure)] == [
        ("1", 9, 10),
        ("2", 8, None),
        ("3", None, 7),
    ]
    assert differences(kept, kept, rule.measure) == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12", "12"),
        ("１２", "12"),
        ("1.5", "1.5"),
        ("1．50", "1.50"),
        ("0.1", "0.1"),
        ("十二", "12"),
        ("12人", "12"),
        ("0", "0"),
    ],
)
def test_a_lower_bound_is_kept_as_it_was_meant(typed, kept):
    assert read_least(typed) == kept
    assert Fraction(read_least(typed)) == Fraction(kept)


@pytest.mark.parametrize("typed", ["", "-", "约12", "1.5.5", "-1", "1/2", "多", "1e3", "nan", "12345678.5", "9" * 50])
def test_what_is_no_lower_bound_is_refused(typed):
    with pytest.raises(LeastRefused):
        read_least(typed)
