"""Any work in any order can be taken back, step by step, to where it began: tried against a model of snapshots."""

from __future__ import annotations

from collections import Counter
from typing import Any

from clerks import BATCHES, FEW, LATE, NUMBERS, PLACES, REASONS, TEXTS, Clerks, allocations_by_hand
from conftest import ACTOR
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.bench_audit import audit_stairwells
from songyu_cli.actions.bench_care import inspect_benches, order_repair, repair_bench
from songyu_cli.actions.partner import NewGift, add_partner, edit_partner, record_gift
from songyu_cli.actions.plan import Asked, save_plan
from songyu_cli.actions.reconciliation import draw_up_reconciliation
from songyu_cli.domain.audits import Look
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.followups import followup_figures
from songyu_cli.domain.inspections import Seen
from songyu_cli.domain.plan import Picked
from songyu_cli.domain.repairs import Work
from songyu_cli.storage import batches, demands, followups, partners

LATEST = Date("2022-12-31")
TODAY = ACTOR.at.date()
NAMES = st.sampled_from(["苏州银行", "中衡设计", "it's", "同程"])
YES = st.sampled_from(["yes", "no"])


class AllHands(Clerks):
    """The clerks, with all who give, plan, put up, look after and ask."""

    def tags(self, numbers: list[int]) -> list[str]:
        return [self.tag_of(number) for number in numbers]

    @rule(name=NAMES, role=st.sampled_from(["donor", "builder"]), note=TEXTS)
    def add_a_partner(self, name, role, note):
        self.act(add_partner, name, role, note, ACTOR)

    @rule(number=NUMBERS, name=NAMES)
    def rename_a_partner(self, number, name):
        self.act(edit_partner, f"#{self.row_of('partners', number)}", ACTOR, {"name": name})

    @rule(
        number=NUMBERS,
        step=st.sampled_from(["pledged", "received"]),
        gift=st.sampled_from([("benches", {"benches": 2}), ("money", {"fen": 5}), ("labour", {}), ("unstated", {})]),
        batch=st.none() | BATCHES,
    )
    def give_something(self, number, step, gift, batch):
        new = NewGift(step, gift[0], on=LATEST, batch=batch, **gift[1])
        self.act(record_gift, f"#{self.row_of('partners', number)}", new, ACTOR)

    @rule(
        batch=st.none() | BATCHES,
        benches=st.none() | NUMBERS,
        pin=st.none() | PLACES,
        skip=st.none() | PLACES,
        anew=st.booleans(),
        most=st.none() | NUMBERS,
    )
    def plan(self, batch, benches, pin, skip, anew, most):
        pinned = (Picked(pin, 1, "门口宽"),) if pin else ()
        skipped = (Picked(skip, 1, "门口窄"),) if skip and skip != pin else ()
        asked = Asked(LATEST, batch, benches, max_per_unit=most, pinned=pinned, skipped=skipped, anew=anew)
        self.act(save_plan, asked, ACTOR)

    @rule(place=PLACES, batch=BATCHES, partner=st.booleans(), fact=YES)
    def install_pending(self, place, batch, partner, fact):
        donor = self.row_of("partners", 0) if partner and self.has("partners") else None
        order = Order(place, state="pending", partner=donor, facts={"back": fact, "height_mm": 450})
        done = self.act(install_benches, [order], ACTOR, batch=batch, on=LATEST)
        if not isinstance(done, SongyuError):
            self.give(*(tag for one in done.places for tag in one.tags))

    def has(self, table: str) -> bool:
        return any(name == table for name, _ in self.look())

    @rule(
        numbers=FEW,
        seen=st.sampled_from(
            [Seen("good"), Seen("needs_repair", ("loose",)), Seen("out_of_use", ("cracked",), reason="裂")]
        ),
        day=LATE,
    )
    def inspect(self, numbers, seen, day):
        self.act(inspect_benches, self.tags(numbers), seen, ACTOR, on=day)

    @rule(number=NUMBERS, order=st.booleans(), keep=st.booleans(), what=REASONS, day=LATE)
    def repair(self, number, order, keep, what, day):
        tag, work = self.tag_of(number), Work(what, "物业", 3500)
        if order:
            self.act(order_repair, tag, work, ACTOR, on=day)
        else:
            self.act(repair_bench, tag, work, ACTOR, on=day, keep_out=keep)

    @rule(place=PLACES, numbers=FEW, every=st.booleans(), others=st.integers(0, 1), day=LATE)
    def audit(self, place, numbers, every, others, day):
        self.act(audit_stairwells, [Look(place, tuple(self.tags(numbers)), every, others=others)], ACTOR, on=day)

    @invariant()
    def no_bench_stands_where_its_batch_gave_none(self) -> None:
        given, filled = allocations_by_hand(self.look())
        assert all(given[place] >= filled[place] for place in filled)

    @invariant()
    def the_batches_add_up(self) -> None:
        rows = self.look()
        replaced = {values["replaces"] for (name, _), values in rows.items() if name == "benches"}
        there: Counter[Any] = Counter(
            values["batch"] for (name, row), values in rows.items() if name == "benches" and row not in replaced
        )
        found = {batch.id: batch for batch in batches.everything(self.db)}
        for number, batch in found.items():
            assert batch.installed == there[number]
            assert batch.pending >= 0
        total = draw_up_reconciliation(self.db, TODAY).total
        for figure in ("installed", "in_use", "out_of_use", "retired", "pending"):
            assert getattr(total, figure) == sum(getattr(batch, figure) for batch in found.values())

    @invariant()
    def what_residents_say_is_the_size_of_its_lists(self) -> None:
        told = followup_figures(demands.everything(self.db), followups.everything(self.db))
        for figure in told.figures:
            assert (figure.numerator, figure.denominator) == (len(figure.numerator_ids), len(figure.denominator_ids))
            assert set(figure.numerator_ids) <= set(figure.denominator_ids)
        assert set(told.graded.ids) <= set(told.reached.ids) <= set(told.asked.ids)

    @invariant()
    def a_bench_waits_for_one_repair_at_most(self) -> None:
        waiting = Counter(
            values["bench"] for (name, _), values in self.look().items() if name == "repairs" and not values["done_on"]
        )
        assert max(waiting.values(), default=0) <= 1

    @invariant()
    def partners_are_told_apart(self) -> None:
        assert len({one.name for one in partners.everything(self.db)}) == len(partners.everything(self.db))


AllHands.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestClerks = AllHands.TestCase
