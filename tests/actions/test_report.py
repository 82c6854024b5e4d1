"""The report's figures, counted a second time the slow and obvious way on random ledgers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from conftest import ACTOR, new_ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, Terms, install_benches
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.report import draw_up_report
from songyu_cli.actions.unit import add_unit, count_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.units import Headcount
from songyu_cli.storage import batches, demands

TODAY = ACTOR.at.date()
UNITS = [Address("淞泽家园九区", str(building), str(label)) for building in (1, 2, 10) for label in (1, 2)]
PLACES = st.sampled_from(range(len(UNITS)))
STATES = st.sampled_from(["pending", "in_use", "out_of_use", "retired"])


@settings(max_examples=60, deadline=None)
@given(
    units=st.integers(0, len(UNITS)),
    counts=st.lists(
        st.tuples(
            PLACES,
            st.sampled_from(["2020", "2021-03", "2021-03-05", "2022-01"]),
            st.none() | st.integers(0, 9),
            st.integers(0, 3),
        )
    ),
    benches=st.lists(st.tuples(PLACES, st.integers(1, 2), STATES, st.integers(1, 2)), max_size=12),
    asked=st.lists(st.tuples(PLACES, st.integers(1, 3)), max_size=6),
)
def test_every_figure_is_the_one_counted_by_hand(units, counts, benches, asked):
    db = new_ledger()
    there = UNITS[:units]
    for place in there:
        add_unit(db, place, ACTOR, floors=6)
    latest: dict[Address, tuple[str, int]] = {}
    for place, day, elderly, residents in counts:
        if place >= units:
            continue
        count_unit(db, Headcount(UNITS[place], Date(day), residents=residents + 9, elderly_60=elderly), ACTOR)
        if elderly is not None:
            latest[UNITS[place]] = max(latest.get(UNITS[place], ("", 0)), (day, elderly), key=lambda one: one[0])
            if latest[UNITS[place]][0] == day:
                latest[UNITS[place]] = (day, elderly)
    for number in (1, 2):
        open_batch(db, number, ACTOR, planned=5, on=Date("2021"))
    for place, quantity in asked:
        if place < units:
            add_demand(db, NewDemand(UNITS[place], "bench", quantity, "door", Date("2021")), ACTOR)
    states: dict[int, Counter[str]] = defaultdict(Counter)
    in_use_at: Counter[Address] = Counter()
    installed_at: Counter[Address] = Counter()
    answering: Counter[Address] = Counter()
    for place, quantity, state, batch in benches:
        if place >= units:
            continue
        order = Order(UNITS[place], quantity, state=state)
        install_benches(db, [order], ACTOR, batch=batch, on=Date("2021-06"), terms=Terms(over=True))
        states[batch][state] += quantity
        installed_at[UNITS[place]] += quantity
        answering[UNITS[place]] += quantity * (state != "retired")
        in_use_at[UNITS[place]] += quantity * (state == "in_use")
    report = draw_up_report(db, TODAY)

    for line in report.batches:
        seen = states[line.batch]
        assert line.installed == sum(seen.values())
        assert (line.in_use, line.out_of_use, line.retired) == (seen["in_use"], seen["out_of_use"], seen["retired"])
        assert line.allocated == line.installed
        assert line.open == line.planned - line.installed
    assert report.total.in_use == sum(in_use_at.values())
    assert report.total.left_to_target == 300 - report.total.in_use
    assert report.coverage.units == units
    covered = [place for place in there if in_use_at[place]]
    assert report.coverage.covered == len(covered)
    assert report.coverage.elderly == sum(latest[place][1] for place in there if place in latest)
    assert report.coverage.elderly_covered == sum(latest[place][1] for place in covered if place in latest)
    assert report.coverage.uncounted == sum(place not in latest for place in there)
    bare = sorted(
        (place for place in there if not in_use_at[place]),
        key=lambda place: (-latest.get(place, ("", -1))[1], place.order),
    )
    assert [one.unit for one in report.bare] == bare
    assert sum(one.installed for one in batches.everything(db)) == sum(installed_at.values())
    for demand in demands.everything(db):
        assert demand.carried_out <= demand.quantity
        assert (demand.state == "done") == (demand.carried_out == demand.quantity)
    for place in there:
        wanted = sum(demand.quantity for demand in demands.everything(db) if demand.unit == place)
        carried_out = sum(demand.carried_out for demand in demands.everything(db) if demand.unit == place)
        assert carried_out == min(wanted, answering[place])
    assert report == draw_up_report(db, TODAY)
    assert db.all("PRAGMA foreign_key_check") == []
    db.close()


def test_a_bare_list_is_cut_at_ten_and_ties_go_by_address(db):
    for number in range(15, 0, -1):
        place = Address("淞泽家园九区", str(number), "1")
        add_unit(db, place, ACTOR)
        count_unit(db, Headcount(place, Date("2021"), elderly_60=5), replace(ACTOR, typed="x"))
    assert [one.unit.building for one in draw_up_report(db, TODAY).bare] == [str(number) for number in range(1, 11)]
