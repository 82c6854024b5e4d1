"""When a bench is to be inspected next, what contradicts itself, and what the figures are made of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain import care
from songyu_cli.domain.choices import INSPECTION_ITEMS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.inspections import (
    CareTooEarly,
    FaultsOnGood,
    Inspection,
    MissingWithFaults,
    MovedOrMissing,
    check_after,
    judged,
    read_faults,
)
from songyu_cli.domain.repairs import Repair, noted
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.vocabulary import ChoiceRefused
from songyu_cli.domain.windows import Window

TODAY = date(2022, 12, 31)
HERE = Address("淞泽家园九区", "12", "3")


def bench(tag="B1-001", since="2022-10-02", inspected=None, grid="一网格", unit=HERE):
    return care.Cared(tag, unit, grid, "in_use", inspected, inspected or since)


def inspection(tag, result, *faults, on="2022-12-01"):
    return Inspection(1, tag, HERE, "一网格", on, result, faults, "clerk", None)


def repair(tag, fen=None, *, grid="一网格", done="2022-12-05"):
    return Repair(1, tag, HERE, grid, "2022-12-01", "clerk", None, None, (), None, None, fen, done, "clerk")


@pytest.mark.parametrize(
    ("since", "standing", "left", "at_least"),
    [
        ("2022-10-02", "waiting", 0, False),  # day 90 is on time until its end
        ("2022-10-01", "overdue", -1, False),
        ("2022-10-03", "waiting", 1, False),
        ("2022-12-31", "waiting", 90, False),
        ("2022-09", "overdue", -2, True),  # counted from 30 September
        ("2021", "overdue", -275, True),
        ("2022", "waiting", 90, True),
    ],
)
def test_how_the_next_inspection_stands(since, standing, left, at_least):
    (found,) = care.standings([bench(since=since)], TODAY, 90)
    assert (found.standing, found.days_left, found.at_least) == (standing, left, at_least)
    assert found.due == str(TODAY + timedelta(days=left))


def test_the_longest_overdue_comes_first_and_then_the_address():
    far, near = Address("淞泽家园九区", "100", "1"), Address("淞泽家园九区", "12", "4")
    found = care.standings(
        [
            bench("B1-004", "2022-12-30"),
            bench("B1-003", "2022-03", unit=far),
            bench("B1-010", "2022-03", unit=near),
            bench("B1-009", "2022-03", unit=near),
            bench("B1-001", "2021", inspected="2022-10-03"),
        ],
        TODAY,
        90,
    )
    assert [one.tag for one in found] == ["B1-009", "B1-010", "B1-003", "B1-001", "B1-004"]
    assert [one.tag for one in care.due_within_week(found)] == ["B1-009", "B1-010", "B1-003", "B1-001"]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 5000), st.integers(-9, 9))
def test_a_bench_is_overdue_from_the_day_after_and_never_before(since, every, off):
    today = since + timedelta(days=every + off)
    (found,) = care.standings([bench(since=since.isoformat())], today, every)
    assert found.days_left == -off
    assert (found.standing == "overdue") is (off > 0)
    assert (found in care.due_within_week([found])) is (off >= -care.WEEK)


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        (["松动"], ["loose"]),
        (["开裂、松动"], ["loose", "cracked"]),
        (["松动，开裂；生锈"], ["loose", "cracked", "rust"]),
        (["松动", "松动 开裂"], ["loose", "cracked"]),
        (["arm-or-back,paint"], ["arm_or_back", "paint"]),
        (["arm or back"], ["arm_or_back"]),
        (["螺栓松动/缺螺丝"], ["loose", "missing_part"]),
        (["占消防通道", "小广告"], ["in_the_way", "dirt"]),
        ([], []),
    ],
)
def test_faults_are_read_one_by_one_or_together(texts, keys):
    assert read_faults(texts) == tuple(keys)


@pytest.mark.parametrize("text", ["", " ", "、", "松动、没事", "loosened bolts"])
def test_a_fault_nobody_knows_is_refused(text):
    with pytest.raises(ChoiceRefused):
        read_faults([text])


@given(st.lists(st.sampled_from(INSPECTION_ITEMS.keys), unique=True), st.sampled_from(["、", ",", "；", " , "]))
def test_items_read_back_in_either_language(keys, separator):
    expected = tuple(key for key in INSPECTION_ITEMS.keys if key in keys)
    for language in (0, 1):
        typed = separator.join(next(c.typed[language] for c in INSPECTION_ITEMS if c.key == key) for key in keys)
        assert read_faults([typed] if keys else []) == expected


@pytest.mark.parametrize(
    ("result", "faults", "expected"),
    [
        (None, (), "good"),
        (None, ("loose",), "needs_repair"),
        (None, ("loose", "shifted"), "needs_repair"),
        ("needs_repair", (), "needs_repair"),
        ("needs_repair", ("shifted",), "needs_repair"),
        ("out_of_use", ("cracked",), "out_of_use"),
        ("missing", (), "missing"),
        ("missing", ("shifted",), "missing"),
        ("good", ("loose",), FaultsOnGood),
        ("good", ("shifted",), FaultsOnGood),
        ("missing", ("loose", "shifted"), MissingWithFaults),
        (None, ("shifted",), MovedOrMissing),
    ],
)
def test_a_result_and_its_faults_agree(result, faults, expected):
    if isinstance(expected, str):
        assert judged(result, faults) == expected
    else:
        with pytest.raises(expected):
            judged(result, faults)


def test_only_what_is_certainly_too_early_is_refused():
    past = [("installed", Date("2021-06-18")), ("in_use", Date("2021-09")), ("out_of_use", Date("2021"))]
    check_after("B1-001", Date("2021"), past)
    check_after("B1-001", Date("2021-09"), past)
    check_after("B1-001", Date("2021-09-01"), past)
    with pytest.raises(CareTooEarly) as refusal:
        check_after("B1-001", Date("2021-08-31"), past)
    assert refusal.value.message == (
        "B1-001 2021年9月投入使用，不能写成更早的 2021年8月31日。",
        "B1-001 came into use on 2021-09; this cannot be on 2021-08-31.",
    )
    check_after("B1-001", Date("1999"), [])


def test_what_was_found_names_each_bench_once_and_counts_every_time():
    seen = [
        inspection("B1-010", "needs_repair", "loose", "paint"),
        inspection("B1-002", "needs_repair", "paint"),
        inspection("B1-010", "needs_repair", "paint"),
        inspection("B1-003", "good"),
    ]
    assert care.found_faults(seen) == (
        care.Found("paint", 3, ("B1-002", "B1-010")),
        care.Found("loose", 1, ("B1-010",)),
    )
    assert care.found_results(seen) == (
        ("good", 1, ("B1-003",)),
        ("needs_repair", 3, ("B1-002", "B1-010")),
        ("out_of_use", 0, ()),
        ("missing", 0, ()),
    )


def test_benches_are_named_by_batch_and_number_and_not_as_text():
    seen = [inspection(tag, "good") for tag in ("B10-001", "B2-1000", "B2-999", "B10-001")]
    assert care.tagged(seen) == (4, ("B2-999", "B2-1000", "B10-001"))


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"what": "紧固", "faults": ("loose",), "result": "needs_repair"}, "紧固"),
        ({"faults": ("loose", "cracked"), "result": "needs_repair"}, "loose cracked"),
        ({"result": "out_of_use"}, "out_of_use"),
        ({}, None),
    ],
)
def test_what_a_work_order_is_about_is_what_was_said_else_what_was_found(facts, what):
    found = care.CareReport(**dict.fromkeys(care.CareReport._fields, ()))  # of which only the orders are told
    (matter,) = care.matters(found._replace(open_repairs=(repair("B1-001", done=None)._replace(**facts),)))
    assert (matter.matter, matter.what) == ("repair", what)


def test_a_cost_nobody_stated_is_not_nought():
    done = [repair("B1-002", 3550), repair("B1-001"), repair("B1-001", 0), repair("B1-003", done=None)]
    mended = care.mended(done)
    assert (mended.n, mended.fen, mended.tags) == (3, 3550, ("B1-001", "B1-002"))
    assert mended.uncosted == care.Tagged(1, ("B1-001",))


def test_a_vague_day_is_neither_inside_nor_outside():
    seen = [inspection("B1-001", "good", on=day) for day in ("2022-09-01", "2022-09", "2022", "2022-10-01", "2021")]
    inside, unsure = care.within(seen, lambda one: one.inspected_on, Window(date(2022, 9, 1), date(2022, 9, 30)))
    assert [one.inspected_on for one in inside] == ["2022-09-01", "2022-09"]
    assert [one.inspected_on for one in unsure] == ["2022"]


def test_each_grid_has_its_line_and_they_add_up():
    due = care.standings(
        [
            bench("B1-001", grid="十网格", since="2021"),
            bench("B1-002", grid="二网格"),
            bench("B1-003", grid=None),
            bench("B1-004", grid="二网格", since="2022-12-30"),
            bench("B1-005", grid="十网格", since="2022-10-09"),  # in a week
            bench("B1-006", grid="十网格", since="2022-10-10"),
        ],
        TODAY,
        90,
    )
    stopped = [care.OutOfUse("B1-002", HERE, "二网格", "2022-12-01", 30, False, None, None)]
    waiting = [repair("B1-003", grid=None, done=None)]
    done = [repair("B1-002", 3550, grid="二网格"), repair("B1-002", grid="二网格")]  # of the second no cost is known
    lines = care.by_grid(due, waiting, stopped, done)
    assert lines == (
        care.GridCare("二网格", 2, 0, 1, 0, 1, 2, 3550),
        care.GridCare("十网格", 3, 1, 1, 0, 0, 0, 0),
        care.GridCare(None, 1, 0, 1, 1, 0, 0, 0),
    )


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        (None, None, None),
        ("腿晃", None, "腿晃"),
        (None, "紧固", "紧固"),
        ("腿晃", "紧固", "腿晃；紧固"),
        ("紧固", "紧固", "紧固"),
    ],
)
def test_neither_the_order_nor_the_work_is_lost(old, new, kept):
    assert noted(old, new) == kept
