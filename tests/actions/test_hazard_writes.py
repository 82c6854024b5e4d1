"""Hazards in a ledger: found, linked, cleared all together or not at all, and told of at an installation."""

from __future__ import annotations

import pytest
from conftest import ACTOR

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.hazard import NewHazard, add_hazard, clear_hazards, insert_hazard
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.benches import HappensInFuture
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demands import DemandNotFound
from songyu_cli.domain.hazards import DemandElsewhere, HazardCleared, HazardNotFound
from songyu_cli.domain.log import Actor
from songyu_cli.domain.units import UnitNotFound
from songyu_cli.storage import hazards
from songyu_cli.storage.log import transaction

HERE, THERE = Address("淞泽家园九区", "12", "3"), Address("淞泽家园九区", "2", "1")
FOUND = Date("2022-05-01")


@pytest.fixture
def town(db):
    add_unit(db, HERE, ACTOR)
    add_unit(db, THERE, ACTOR)
    return db


def found(unit=HERE, kind="old_stool", **more):
    return NewHazard(unit=unit, kind=kind, on=FOUND, **more)


def test_a_hazard_is_written_inside_the_callers_transaction(town):
    with transaction(town, "visit add", ACTOR):
        visit = town.insert("visits", visited_on="2022-05-01", role="grid_worker")
        unit = town.value("SELECT id FROM units WHERE building = '12'")
        called = town.insert("visit_units", visit=visit, unit=unit)
        number = insert_hazard(town, found(visit_unit=called, severity="high", quantity=2, text="旧板凳"), ACTOR)
    hazard = hazards.get(town, number)
    assert (hazard.unit, hazard.visit, hazard.severity, hazard.quantity, hazard.text) == (
        HERE,
        visit,
        "high",
        2,
        "旧板凳",
    )
    assert (hazard.found_on, hazard.role, hazard.cleared_on) == ("2022-05-01", "clerk", None)


def test_what_cannot_be_written(town):
    add_demand(town, NewDemand(THERE, "bench", 1, "door", FOUND), ACTOR)
    with pytest.raises(UnitNotFound):
        add_hazard(town, found(Address("淞泽家园九区", "99", "1")), ACTOR)
    with pytest.raises(DemandNotFound):
        add_hazard(town, found(demand=9), ACTOR)
    with pytest.raises(DemandElsewhere):
        add_hazard(town, found(demand=1), ACTOR)
    with pytest.raises(HappensInFuture):
        add_hazard(town, NewHazard(unit=HERE, kind="clutter", on=Date("2023-01")), ACTOR)
    assert hazards.everything(town) == []
    assert add_hazard(town, found(THERE, demand=1), ACTOR).demand == 1


def test_several_are_cleared_together_by_whoever_did(town):
    for _ in range(3):
        add_hazard(town, found(), ACTOR)
    steward = Actor(role="block_steward", at=ACTOR.at)
    done = clear_hazards(town, [3, 1], steward, how="已收走", on=Date("2022-06"))
    assert [one.hazard for one in done.hazards] == [3, 1]
    assert {(one.cleared_on, one.cleared_how, one.cleared_role) for one in done.hazards} == {
        ("2022-06", "已收走", "block_steward")
    }
    assert hazards.get(town, 2).cleared_on is None


@pytest.mark.parametrize(("numbers", "refusal"), [([1, 9], HazardNotFound), ([1, 2], HazardCleared)])
def test_all_are_cleared_or_none(town, numbers, refusal):
    add_hazard(town, found(), ACTOR)
    add_hazard(town, found(), ACTOR)
    clear_hazards(town, [2], ACTOR, how="已收走", on=FOUND)
    with pytest.raises(refusal):
        clear_hazards(town, numbers, ACTOR, how="已收走", on=FOUND)
    assert hazards.get(town, 1).cleared_on is None
    with pytest.raises(HappensInFuture):
        clear_hazards(town, [1], ACTOR, how="已收走", on=Date("2023"))


def test_an_installation_tells_of_the_old_stools_that_are_left(town):
    open_batch(town, 1, ACTOR, planned=9, on=Date("2021"))
    for new in (found(quantity=2), found(kind="clutter"), found(), found(THERE)):
        add_hazard(town, new, ACTOR)
    clear_hazards(town, [3], ACTOR, how="已收走", on=FOUND)
    assert hazards.with_bench(town) == set()
    done = install_benches(town, [Order(HERE), Order(HERE)], ACTOR, batch=1, on=Date("2022-06"))
    assert [tuple(one) for one in done.old_stools] == [(1, HERE, 2, "2022-05-01")]
    assert hazards.with_bench(town) == {HERE}
    install_benches(town, [Order(THERE, state="out_of_use")], ACTOR, batch=1, on=Date("2022-06"))
    assert hazards.with_bench(town) == {HERE}
