"""The reconciliation on random small ledgers: its lines add up to the batches' own totals, and to its own."""

from __future__ import annotations

from contextlib import suppress

import pytest
from conftest import ACTOR, new_ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, Terms, install_benches
from songyu_cli.actions.bench_changes import (
    Destination,
    NewBench,
    edit_benches,
    move_bench,
    replace_bench,
    retire_benches,
    stop_benches,
)
from songyu_cli.actions.partner import NewGift, add_partner, record_gift
from songyu_cli.actions.reconciliation import draw_up_reconciliation, partner_lines, tell_partner
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import RuleForbids
from songyu_cli.domain.reconciliation import STATES
from songyu_cli.storage import batches, benches, partners

TODAY = ACTOR.at.date()
ON = Date("2022-06-18")
UNITS = [Address("淞泽家园九区", "12", str(label)) for label in (1, 2, 3)]
AMOUNTS = ("pledged", "received", "fen_pledged", "fen_received", "days_pledged", "days_received")
COUNTS = ("installed", *STATES, "unstated_pledges", "unstated_receipts", "unstated_labour_pledges")

NUMBER = st.integers(1, 3)
DONOR = st.sampled_from([None, "#1", "#2"])
STEP = st.one_of(
    st.tuples(st.just("install"), NUMBER, st.sampled_from([1, 2]), DONOR, st.sampled_from(["in_use", "pending"])),
    st.tuples(st.sampled_from(["stop", "retire", "replace", "move", "donor"]), st.integers(0, 9), NUMBER, DONOR),
    st.tuples(
        st.just("give"),
        st.sampled_from(["#1", "#2", "#3"]),
        st.sampled_from(["pledged", "received"]),
        st.sampled_from(["benches", "money", "labour", "days", "unstated"]),
        NUMBER,
        st.sampled_from([None, 1, 2]),
    ),
)


def built(steps):
    """Return a ledger of two batches, three stairwells and three partners after the steps that it allows."""
    db = new_ledger()
    for unit in UNITS:
        add_unit(db, unit, ACTOR)
    for batch in (1, 2):
        open_batch(db, batch, ACTOR, planned=90, on=Date("2021"))
    for name, role in (("苏州银行", "donor"), ("中衡设计", "donor"), ("机关党总支", "co_initiator")):
        add_partner(db, name, role, None, ACTOR)
    for step in steps:
        with suppress(RuleForbids):
            take(db, *step)
    return db


def take(db, what, *of):
    if what == "install":
        place, batch, donor, state = of
        order = Order(UNITS[place - 1], place, state=state)
        install_benches(db, [order], ACTOR, batch=batch, on=ON, terms=Terms(partner=donor))
        return
    if what == "give":
        partner, step, kind, amount, batch = of
        sizes = {"benches": "benches", "money": "fen", "days": "days"}
        size = {sizes[kind]: amount} if kind in sizes else {}
        gift = NewGift(step, "labour" if kind == "days" else kind, ON, batch=batch, **size)
        record_gift(db, partner, gift, ACTOR)
        return
    which, place, donor = of
    standing = benches.everything(db)
    if which >= len(standing):
        return
    tag, giver = standing[which].tag, partners.named(db, donor) if donor else None
    if what == "move":
        move_bench(db, tag, Destination(UNITS[place - 1], None, {}), ACTOR, on=ON, reason="换")
    elif what == "replace":
        replace_bench(db, tag, ACTOR, on=ON, reason="断", new=NewBench(partner=giver))
    elif what == "donor":
        edit_benches(db, [tag], ACTOR, {"partner": giver})
    else:
        {"stop": stop_benches, "retire": retire_benches}[what](db, [tag], ACTOR, on=ON, reason="松")


def added(amounts):
    there = [amount for amount in amounts if amount is not None]
    return sum(there) if there else None


@settings(max_examples=60)
@given(st.lists(STEP, max_size=14))
def test_the_lines_add_up_to_the_batches_and_to_the_total(steps):
    db = built(steps)
    found = draw_up_reconciliation(db, TODAY)
    for batch in batches.everything(db):
        lines = [line for line in found.lines if line.batch == batch.batch]
        for figure in ("installed", "in_use", "out_of_use", "retired", "pending"):
            assert sum(getattr(line, figure) for line in lines) == getattr(batch, figure), figure
        assert sum(line.replaced for line in lines) == batch.replacements
        alone = draw_up_reconciliation(db, TODAY, batch=batch.batch)
        assert list(alone.lines) == lines
        assert alone.total.installed == batch.installed
    for figure in COUNTS:
        assert getattr(found.total, figure) == sum(getattr(line, figure) for line in found.lines), figure
    for figure in AMOUNTS:
        assert getattr(found.total, figure) == added(getattr(line, figure) for line in found.lines), figure
    for line in found.lines:
        assert [len(line.tags[state]) for state in STATES] == [getattr(line, state) for state in STATES]
    named = [tag for line in found.lines for tags in line.tags.values() for tag in tags]
    assert sorted(named) == sorted(bench.tag for bench in benches.everything(db))
    db.connection.close()


@settings(max_examples=30)
@given(st.lists(STEP, max_size=12))
def test_every_partner_has_the_sums_of_its_lines(steps):
    db = built(steps)
    found = draw_up_reconciliation(db, TODAY)
    for mine in partner_lines(db):
        lines = [line for line in found.lines if line.partner == mine.partner]
        for figure in COUNTS:
            assert getattr(mine, figure) == sum(getattr(line, figure) for line in lines), figure
        for figure in AMOUNTS:
            assert getattr(mine, figure) == added(getattr(line, figure) for line in lines), figure
        story = tell_partner(db, f"#{mine.partner}", TODAY)
        assert story.lines == tuple(lines)
        assert story.differences == tuple(one for one in found.differences if one.partner == mine.partner)
    db.connection.close()


@settings(max_examples=60)
@given(st.lists(STEP, max_size=12))
def test_no_difference_is_hidden(steps):
    """Where no difference is told of a partner's line, its figures are equal."""
    db = built(steps)
    found = draw_up_reconciliation(db, TODAY)
    told = {(one.partner, one.batch) for one in found.differences} | {
        (one.partner, line.batch)
        for one in found.differences
        if one.batch is None and one.partner
        for line in found.lines
        if line.partner == one.partner
    }
    for line in found.lines:
        if (line.partner, line.batch) not in told and (line.partner or line.installed):
            assert (line.pledged or 0) == (line.received or 0) == line.installed + line.replaced == line.in_use
            assert line.fen_pledged == line.fen_received
            assert line.days_pledged == line.days_received
            assert not line.unstated_pledges + line.unstated_receipts
            assert not line.unstated_labour_pledges + line.unstated_labour_receipts
    db.connection.close()


@pytest.mark.parametrize("steps", [[], [("install", 2, 1, "#1", "in_use"), ("replace", 0, 1, None)]])
def test_the_replacement_of_a_gift_is_not_the_donors(steps):
    found = draw_up_reconciliation(built(steps), TODAY)
    figures = [(line.partner, line.installed, line.replaced) for line in found.lines if line.tags and line.batch]
    assert figures == ([(1, 1, 1), (None, 1, 0)] if steps else [])
