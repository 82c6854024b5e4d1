"""The figures of follow-ups: worked by hand, and against a slow count over every demand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.addresses import Address
from songyu_cli.domain.choices import GRADES
from songyu_cli.domain.demand_steps import Followup
from songyu_cli.domain.demands import Demand
from songyu_cli.domain.followups import EVER, GRADE_KEYS, confirmed_rate, followup_figures, latest_reached, unasked
from songyu_cli.domain.vocabulary import ChoiceRefused
from songyu_cli.domain.windows import Window

SEPTEMBER = Window(date(2022, 9, 1), date(2022, 9, 30))


def demand(number: int = 1, **facts: object) -> Demand:
    """A demand of 2022-03-05 that is done."""
    start = Demand(
        demand=number,
        unit=Address("淞泽家园九区", "12", "3"),
        grid="一网格",
        kind="bench",
        quantity=1,
        channel="door",
        role="grid_worker",
        registered_on="2022-03-05",
        text=None,
        state="done",
        carried_out=1,
        done_on="2022-04-01",
    )
    return start._replace(**facts)


def said(
    number: int = 1,
    on: str = "2022-09-05",
    resolved: str | None = "yes",
    grade: str | None = None,
    *,
    reached: bool = True,
    turn: int = 1,
) -> Followup:
    return Followup(on, number, turn, "yes" if reached else "no", resolved if reached else None, grade, None, "clerk")


def missed(number: int = 1, on: str = "2022-09-05") -> Followup:
    return said(number, on, reached=False)


def worked(demands, followups, window=EVER, *, fair_counts=False):
    """The three figures as (numerator ids, denominator ids), and the whole."""
    found = followup_figures(demands, followups, window, fair_counts=fair_counts)
    return [(one.numerator_ids, one.denominator_ids) for one in found.figures], found


def test_who_was_asked_reached_and_graded_stand_beside_the_rates():
    there = [demand(n) for n in range(1, 7)]
    heard = [
        said(1, grade="satisfied"),
        said(2, resolved="no", grade="dissatisfied"),
        said(3),
        missed(4),
        missed(5),
        said(5, grade="fairly_satisfied"),
    ]
    (resolved, satisfied, confirmed), found = worked(there, heard)
    assert resolved == ((1, 3, 5), (1, 2, 3, 5))
    assert satisfied == ((1,), (1, 2, 5))
    assert confirmed == ((1, 3, 5), (1, 2, 3, 4, 5, 6))
    assert found.asked == (5, (1, 2, 3, 4, 5))
    assert (found.reached, found.not_reached) == ((4, (1, 2, 3, 5)), (1, (4,)))
    assert found.graded == (3, (1, 2, 5))
    assert found.to_ask == (2, (4, 6))
    assert [(one.grade, one.ids) for one in found.grades] == [
        ("very_satisfied", ()),
        ("satisfied", (1,)),
        ("fairly_satisfied", (5,)),
        ("dissatisfied", (2,)),
        ("very_dissatisfied", ()),
    ]
    assert [one.rate for one in found.figures] == [0.75, 0.3333, 0.5]
    assert found.figures[0].left_out == (("not_reached", (4,)),)
    assert found.figures[1].left_out == (("not_reached", (4,)), ("not_graded", (3,)))


@pytest.mark.parametrize(
    ("grade", "plain", "fair"),
    [
        ("very_satisfied", 1, 1),
        ("satisfied", 1, 1),
        ("fairly_satisfied", 0, 1),
        ("dissatisfied", 0, 0),
        ("very_dissatisfied", 0, 0),
    ],
)
def test_which_grades_are_satisfied(grade, plain, fair):
    for counts, met in ((False, plain), (True, fair)):
        figure = followup_figures([demand()], [said(grade=grade)], fair_counts=counts).figures[1]
        assert (figure.numerator, figure.denominator) == (met, 1)


def test_nothing_asked_is_no_share():
    assert [one.rate for one in followup_figures([], []).figures] == [None, None, None]
    found = followup_figures([demand(state="declined", verdict="declined")], [missed()])
    assert [one.rate for one in found.figures] == [None, None, None]


@pytest.mark.parametrize(
    ("followups", "last"),
    [
        ([said(on="2022-09-05"), said(on="2022-09-06", resolved="no")], "no"),
        ([said(on="2022-09-05"), said(on="2022-09-05", resolved="no")], "no"),  # of one day: the later written
        ([said(on="2022-09-06"), said(on="2022-09-05", resolved="no")], "yes"),  # written down later, asked before
        ([said(on="2022-09"), said(on="2022-09-05", resolved="no")], "no"),  # not certainly before
        ([said(on="2022-09-05"), said(on="2022", resolved="no")], "no"),
        ([said(on="2022-09-05"), missed(on="2022-09-07")], "yes"),  # who was not reached changes nothing
    ],
)
def test_a_demand_counts_once_by_its_latest_follow_up_that_reached_somebody(followups, last):
    assert [one.resolved for one in latest_reached(followups)] == [last]
    figure = followup_figures([demand()], followups).figures[0]
    assert (figure.numerator, figure.denominator) == (int(last == "yes"), 1)


def test_what_was_said_stays_said_after_a_reopening_but_confirms_nothing():
    again = demand(round=2)
    (resolved, _, confirmed), found = worked([again], [said(resolved="no")])
    assert (resolved, confirmed) == (((), (1,)), ((), (1,)))
    assert found.to_ask.ids == (1,)
    (resolved, _, confirmed), found = worked([again], [said(resolved="no"), said(on="2022-11-01", turn=2)])
    assert (resolved, confirmed, found.to_ask.ids) == (((1,), (1,)), ((1,), (1,)), ())
    # what was said of an earlier round does not confirm the later one, on whatever day
    assert confirmed_rate([again], [said(turn=2, resolved="no"), said(on="2022-12-01")]).numerator == 0


def test_follow_ups_go_by_their_own_day_and_the_confirmed_by_registering():
    there = [demand(1), demand(2, registered_on="2022-09-10")]
    heard = [said(1), said(1, on="2022-10-05", resolved="no"), said(2, on="2022-10-01"), said(2, on="2022")]
    (resolved, _, confirmed), found = worked(there, heard, SEPTEMBER)
    assert resolved == ((1,), (1,))
    assert confirmed == ((2,), (2,))  # asked in October, and counted: only its registering is in the window
    assert (found.asked.ids, found.unsure.ids) == ((1,), (2,))
    assert followup_figures(there, heard, Window(None, date(2021, 1, 1))).asked.n == 0


def test_what_was_merged_is_asked_about_as_the_other():
    there = [demand(1), demand(2, state="merged", merged_into=1)]
    (resolved, satisfied, confirmed), found = worked(there, [said(1), said(2, resolved="no", grade="dissatisfied")])
    assert (resolved, satisfied, confirmed) == (((1,), (1,)), ((), ()), ((1,), (1,)))
    assert found.asked.ids == (1,)
    assert found.figures[0].left_out == (("merged", (2,)),)


def test_an_answer_that_was_not_given_is_not_a_no():
    figure = followup_figures([demand()], [said(resolved=None, grade="satisfied")]).figures[0]
    assert (figure.numerator, figure.denominator) == (0, 0)


def test_demands_are_named_by_number_however_they_were_asked():
    there = [demand(1), demand(8), demand(3, state="merged", merged_into=1), demand(16, state="merged", merged_into=1)]
    (_, _, _), found = worked(there, [missed(8), missed(1), said(16), said(3)])
    assert (found.asked.ids, found.not_reached.ids) == ((1, 8), (1, 8))
    assert found.figures[0].left_out == (("not_reached", (1, 8)), ("merged", (3, 16)))
    assert worked(there, [missed(8, "2022"), missed(1, "2022")], SEPTEMBER)[1].unsure.ids == (1, 8)


def test_only_the_demands_asked_for_count():
    assert followup_figures([demand(1)], [said(2)]).asked.n == 0


def test_whom_to_ask_next():
    there = [demand(1), demand(2), demand(3), demand(4, state="accepted"), demand(5, round=2), demand(6)]
    heard = [said(1), missed(2), said(5), said(6, resolved="no")]
    assert [one.demand for one in unasked(there, heard)] == [2, 3, 5]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("很满意", "very_satisfied"),
        ("一般", "fairly_satisfied"),
        ("较满意", "fairly_satisfied"),
        ("不太满意", "dissatisfied"),
        ("Very-Satisfied", "very_satisfied"),
    ],
)
def test_grades_are_read_as_people_say_them(word, key):
    assert GRADES.read(word) == key


def test_a_grade_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(ChoiceRefused) as refusal:
        GRADES.read("非常的满意")
    assert refusal.value.nearest == "very_satisfied"


DAYS = st.sampled_from(["2022-08-31", "2022-09-01", "2022-09-05", "2022-09-30", "2022-10-01", "2022-09", "2022"])
DEMANDS = st.lists(
    st.builds(
        dict,
        state=st.sampled_from(["done", "done", "declined", "in_progress", "merged"]),
        round=st.integers(1, 2),
        registered_on=DAYS,
    ),
    max_size=5,
).map(
    lambda rows: [
        demand(number, **row, merged_into=99 if row["state"] == "merged" else None)
        for number, row in enumerate(rows, start=1)
    ]
)
FOLLOWUPS = st.lists(
    st.builds(
        lambda number, on, reached, resolved, grade, turn: said(
            number, on, resolved, grade if reached else None, reached=reached, turn=turn
        ),
        st.integers(1, 6),
        DAYS,
        st.booleans(),
        st.sampled_from(["yes", "no"]),
        st.sampled_from([None, *GRADES.keys]),
        st.integers(1, 2),
    ),
    max_size=12,
)


def possible(text: str) -> list[str]:
    """Every day of these months that a date can mean."""
    days = [f"2022-{month:02}-{day:02}" for month, last in ((8, 31), (9, 30), (10, 31)) for day in range(1, last + 1)]
    return [day for day in days if day.startswith(text)]


def last_by_hand(followups: list[Followup]) -> Followup | None:
    """Walk through what was written down; a later one counts unless each of its days is before all of the other's."""
    found = None
    for one in followups:
        if one.reached == "yes":
            before = found and max(possible(one.followed_on)) < min(possible(found.followed_on))
            found = found if before else one
    return found


@given(DEMANDS, FOLLOWUPS, st.booleans(), st.booleans())
def test_every_figure_is_the_one_counted_slowly(there, followups, fair, whole):
    window = EVER if whole else SEPTEMBER

    def inside(text: str) -> bool:
        return whole or all(day.startswith("2022-09") for day in possible(text))

    want: dict[str, list[int]] = {name: [] for name in ("asked", "reached", "yes", "graded", "good", "done", "sure")}
    for one in there:
        about = [each for each in followups if each.demand == one.demand]
        held = [each for each in about if inside(each.followed_on)]
        last = last_by_hand(held)
        if one.state == "done" and inside(one.registered_on):
            want["done"].append(one.demand)
            now = last_by_hand([each for each in about if each.round == one.round])
            if now and now.resolved == "yes":
                want["sure"].append(one.demand)
        if one.state == "merged" or not held:
            continue
        want["asked"].append(one.demand)
        if last:
            want["reached"].append(one.demand)
            if last.resolved == "yes":
                want["yes"].append(one.demand)
            if last.grade:
                want["graded"].append(one.demand)
                if last.grade in ("very_satisfied", "satisfied") or (fair and last.grade == "fairly_satisfied"):
                    want["good"].append(one.demand)
    figures, found = worked(there, followups, window, fair_counts=fair)
    assert [tuple(map(list, figure)) for figure in figures] == [
        (want["yes"], want["reached"]),
        (want["good"], want["graded"]),
        (want["sure"], want["done"]),
    ]
    assert (list(found.asked.ids), list(found.reached.ids)) == (want["asked"], want["reached"])
    assert found.asked.n == found.reached.n + found.not_reached.n
    assert found.graded.n == sum(one.n for one in found.grades)
    for figure in found.figures:
        left_out = [number for one in figure.left_out for number in one.ids]
        assert not set(left_out) & set(figure.denominator_ids)


def test_the_grades_are_those_that_can_be_given():
    assert GRADES.keys == GRADE_KEYS
