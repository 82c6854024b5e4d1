"""Screenings over a ledger: as of a day, kept, read back, and made into demands."""

from __future__ import annotations

import pytest
from conftest import ACTOR

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.selection import Keeping, keep_screening, kept_selection, screen_units
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit, count_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.selection_refusals import NothingSelected, SelectionNotFound
from songyu_cli.domain.selections import Rule
from songyu_cli.domain.units import Headcount
from songyu_cli.storage import benches, demands, selections
from songyu_cli.storage.log import transaction

TODAY = Date("2022-12-31")


def place(building: int) -> Address:
    return Address("淞泽家园九区", str(building), "1")


@pytest.fixture
def town(db):
    """Five stairwells with 12, 11, 11, 10 and no known residents aged 60+, and an open batch."""
    for building, elderly in ((1, 12), (2, 11), (3, 11), (4, 10), (5, None)):
        add_unit(db, place(building), ACTOR, grid="一网格" if building < 3 else "二网格", households=10, floors=6)
        if elderly:
            count(db, building, elderly, on="2021-03-01", elderly_80=building)
    open_batch(db, 1, ACTOR, planned=10, on=Date("2021"))
    return db


def count(db, building, elderly, *, on, elderly_80=None):
    new = Headcount(place(building), Date(on), elderly_60=elderly, elderly_80=elderly_80, source="社区数据平台")
    count_unit(db, new, ACTOR)


def install(db, building, on, **order):
    install_benches(db, [Order(place(building), **order)], ACTOR, batch=1, on=Date(on))


def buildings(found):
    return [row.unit.building for row in found.rows]


def test_a_tie_at_the_cut_is_shown_whole(town):
    assert buildings(screen_units(town, Rule(top=2), TODAY)) == ["1", "3", "2"]  # 3 has more residents 80+ than 2
    assert buildings(screen_units(town, Rule(least="11"), TODAY)) == ["1", "3", "2"]
    assert [one.unit.building for one in screen_units(town, Rule(top=2), TODAY).left_out] == ["5"]


def test_a_grid_is_screened_by_itself(town):
    assert buildings(screen_units(town, Rule(top=9, grid="二网格"), TODAY)) == ["3", "4"]


def test_counts_are_taken_as_of_a_day(town):
    count(town, 4, 20, on="2022-06-01")
    assert buildings(screen_units(town, Rule(top=1), Date("2022-05-31"))) == ["1"]
    found = screen_units(town, Rule(top=1), Date("2022-06-01"))
    assert (buildings(found), found.counted) == (["4"], ("2022-06-01",))


def test_the_day_of_the_band_that_is_ranked_by_is_told(town):
    count(town, 4, 10, on="2022-06-01")  # says nothing of 80+
    row = next(row for row in screen_units(town, Rule("elderly_80", top=9), TODAY).rows if row.unit == place(4))
    assert (row.value, row.counted_on) == (4, "2021-03-01")


def test_benches_count_as_they_stood_on_the_day(town):
    rule = Rule("per_bench", top=9)
    install(town, 1, "2021-06-18")
    install(town, 1, "2022-06-18")
    install(town, 2, "2021-06-18", state="retired")

    with transaction(town, "bench retire", ACTOR):
        second = town.value("SELECT id FROM benches WHERE tag = 'B1-002'")
        town.insert("bench_events", bench=second, kind="retired", happened_on="2022-09")

    def standing(day):
        return {row.unit.building: row.benches for row in screen_units(town, rule, Date(day)).rows}

    assert standing("2021-06-17") == {"1": 0, "2": 0, "3": 0, "4": 0}
    assert standing("2021-06-18") == {"1": 1, "2": 0, "3": 0, "4": 0}
    assert standing("2022-08-31") == {"1": 2, "2": 0, "3": 0, "4": 0}
    assert standing("2022-12-31") == {"1": 1, "2": 0, "3": 0, "4": 0}
    assert [row.value for row in screen_units(town, rule, Date("2022-08-31")).rows] == [11, 11, 10, 4]


@pytest.mark.parametrize(
    ("rule", "allocated_on", "before", "standing"),
    [
        ("stage1", None, 3, 3),
        ("stage1", "2021-01", 3, 3),
        ("stage1", "2022-01", 0, 3),
        ("stage1", "2023-01", 0, 1),
        ("installed", None, 0, 1),
    ],
)
def test_a_bench_counts_from_its_allocation(town, rule, allocated_on, before, standing):
    batch = town.value("SELECT id FROM batches")
    unit = town.value("SELECT id FROM units WHERE building = '1'")
    quantity = 3 if rule == "stage1" else 1
    with transaction(town, "batch plan", ACTOR):
        town.insert("allocations", batch=batch, unit=unit, quantity=quantity, rule=rule, allocated_on=allocated_on)
    install(town, 1, "2021-06-18")  # one of those that were allocated
    for day, benches_then in ((Date("2021-06-17"), before), (TODAY, standing)):
        found = screen_units(town, Rule("per_bench", top=9), day)
        assert next(row.benches for row in found.rows if row.unit == place(1)) == benches_then


def test_a_selection_keeps_its_rule_and_its_numbers(town):
    install(town, 1, "2021-06-18")
    found = keep_screening(town, Rule("per_household", "1.10"), TODAY, ACTOR, Keeping(note="给联系日看"))
    kept = kept_selection(town, found.saved)
    assert kept.selection.rule == Rule("per_household", "1.10")
    assert (kept.selection.as_of, kept.selection.selected_on) == ("2022-12-31", "2022-12-31")
    assert (kept.selection.units, kept.selection.demands, kept.selection.note) == (3, 0, "给联系日看")
    assert kept.rows == found.rows
    assert [row.value for row in kept.rows] == [1.2, 1.1, 1.1]
    assert (kept.reproducible, kept.differences) == (True, ())


def test_a_selection_says_what_would_be_otherwise_today(town):
    number = keep_screening(town, Rule(top=2), TODAY, ACTOR, Keeping()).saved
    count(town, 5, 30, on="2022-12-31")
    count(town, 1, 13, on="2022-01")
    kept = kept_selection(town, number)
    assert not kept.reproducible
    assert [(one.unit.building, one.kept, one.now) for one in kept.differences] == [
        ("1", 12, 13),
        ("3", 11, None),
        ("2", 11, None),
        ("5", None, 30),
    ]
    assert [row.value for row in kept.rows] == [12, 11, 11]


def test_later_counts_and_benches_leave_a_selection_reproducible(town):
    number = keep_screening(town, Rule("per_bench", top=2), Date("2021-12-31"), ACTOR, Keeping()).saved
    count(town, 1, 1, on="2022-01-01")
    install(town, 2, "2022-02")
    assert kept_selection(town, number).reproducible


def test_registering_asks_where_nobody_asks_yet_in_one_entry(town):
    add_demand(town, NewDemand(place(3), "bench", 2, "door", Date("2022-01")), ACTOR)
    add_demand(town, NewDemand(place(2), "handrail", 1, "door", Date("2022-01")), ACTOR)
    found = keep_screening(town, Rule(top=2), TODAY, ACTOR, Keeping(register=True))
    assert [(one.demand, one.unit.building) for one in found.skipped] == [(1, "3")]
    assert [one.unit.building for one in found.registered] == ["1", "2"]
    made = [demands.get(town, one.demand) for one in found.registered]
    assert {(one.kind, one.quantity, one.channel, one.text, one.selection) for one in made} == {
        ("bench", 1, "screening", None, found.saved)
    }
    assert {(one.registered_on, one.state, one.role) for one in made} == {("2022-12-31", "registered", "clerk")}
    assert selections.get(town, found.saved).demands == 2
    undo_command(town, None, ACTOR)
    assert [one.demand for one in demands.everything(town)] == [1, 2]
    assert selections.everything(town) == []


def test_a_demand_that_is_closed_does_not_stand_in_the_way(town):
    add_demand(town, NewDemand(place(1), "bench", 1, "door", Date("2021-01")), ACTOR)
    install(town, 1, "2021-06-18")
    found = keep_screening(town, Rule(top=1), TODAY, ACTOR, Keeping(register=True))
    assert [one.unit.building for one in found.registered] == ["1"]
    again = keep_screening(town, Rule(top=1), TODAY, ACTOR, Keeping(register=True))
    assert (again.registered, [one.demand for one in again.skipped]) == ((), [2])


def test_a_trial_writes_nothing(town):
    before = list(town.connection.iterdump())
    found = keep_screening(town, Rule(top=2), TODAY, ACTOR, Keeping(register=True, dry_run=True))
    assert list(town.connection.iterdump()) == before
    assert (found.saved, found.dry_run) == (None, True)
    assert [(one.demand, one.unit.building) for one in found.registered] == [(None, "1"), (None, "3"), (None, "2")]


def test_nothing_is_kept_where_nothing_was_chosen(town):
    with pytest.raises(NothingSelected):
        keep_screening(town, Rule(least="50"), TODAY, ACTOR, Keeping())
    assert selections.everything(town) == []
    assert benches.everything(town) == []


def test_a_selection_that_was_never_kept(db):
    with pytest.raises(SelectionNotFound):
        kept_selection(db, 1)
