"""What clerks do with benches: put up, used, stopped, retired, moved, replaced, inspected, repaired, looked for."""

from __future__ import annotations

from clerks import ACTOR, BATCHES, COUNTS, DAYS, FEW, LATE, LATEST, NUMBERS, PLACES, REASONS, TEXTS, Clerks, some
from hypothesis import strategies as st
from hypothesis.stateful import rule

from songyu_cli.actions.bench import Order, Terms, install_benches
from songyu_cli.actions.bench_audit import audit_stairwells
from songyu_cli.actions.bench_care import inspect_benches, order_repair, repair_bench
from songyu_cli.actions.bench_changes import (
    Destination,
    NewBench,
    edit_benches,
    move_bench,
    replace_bench,
    retire_benches,
    stop_benches,
    use_benches,
)
from songyu_cli.domain.audits import Look
from songyu_cli.domain.inspections import Seen
from songyu_cli.domain.repairs import Work

SEEN = st.sampled_from([Seen("good"), Seen("needs_repair", ("loose",)), Seen("out_of_use", ("cracked",), reason="裂")])


class Benches(Clerks):
    """All that happens to benches."""

    def tags(self, numbers):
        return [self.tag_of(number) for number in numbers]

    @rule(places=st.lists(PLACES, min_size=1, max_size=2), batch=BATCHES, day=DAYS, over=st.booleans(), dry=NUMBERS)
    def install(self, places, batch, day, over, dry):
        orders, terms = [Order(place) for place in places], Terms(over=over, dry_run=dry == 3)
        if terms.dry_run:
            self.try_only(install_benches, orders, ACTOR, batch=batch, on=day, terms=terms)
            return
        told = {"means": lambda m: m.install(places, batch, day, over=over)}
        done = self.act(install_benches, orders, ACTOR, batch=batch, on=day, terms=terms, **told)
        if done is not None:
            assert int(done.places[-1].tags[-1].partition("-")[2]) == self.ever[f"B{batch}"]

    @rule(place=PLACES, batch=BATCHES, partner=st.booleans(), fact=st.sampled_from(["yes", "no"]))
    def install_pending(self, place, batch, partner, fact):
        donor = self.row_of("partners", 0) if partner and self.has("partners") else None
        order = Order(place, state="pending", partner=donor, facts={"back": fact, "height_mm": 450})
        told = {"means": lambda m: m.install([place], batch, LATEST, state="pending")}
        self.act(install_benches, [order], ACTOR, batch=batch, on=LATEST, **told)

    @rule(numbers=FEW, day=LATE, reason=REASONS, do=st.sampled_from([use_benches, stop_benches, retire_benches]))
    def change_benches(self, numbers, day, reason, do):
        words, tags = {} if do is use_benches else {"reason": reason}, self.tags(numbers)
        self.act(do, tags, ACTOR, on=day, **words, means=lambda m: m.change(do.__name__, tags, day, reason))

    @rule(number=NUMBERS, place=PLACES, spot=TEXTS, day=LATE, reason=REASONS)
    def move_a_bench(self, number, place, spot, day, reason):
        to, tag = Destination(place, spot, {"firm_ground": "no"} if spot else {}), self.tag_of(number)
        means = {"means": lambda m: m.move(tag, place, spot, day, reason)}
        self.act(move_bench, tag, to, ACTOR, on=day, reason=reason, **means)

    @rule(number=NUMBERS, spot=TEXTS, day=LATE, reason=REASONS)
    def replace_a_bench(self, number, spot, day, reason):
        tag, new = self.tag_of(number), NewBench(spot=spot)
        means = {"means": lambda m: m.replace(tag, day, reason)}
        self.act(replace_bench, tag, ACTOR, on=day, reason=reason, new=new, **means)

    @rule(numbers=FEW, facts=some(spot=TEXTS, note=TEXTS, height_mm=COUNTS.filter(lambda n: n != 0), back=st.none()))
    def edit_benches(self, numbers, facts):
        tags = self.tags(numbers)
        self.act(edit_benches, tags, ACTOR, facts, means=lambda m: m.edit_benches(tags))

    @rule(numbers=FEW, looked=SEEN, day=LATE)
    def inspect(self, numbers, looked, day):
        tags = self.tags(numbers)
        means = {"means": lambda m: m.inspect(tags, looked.result, day)}
        self.act(inspect_benches, tags, looked, ACTOR, on=day, **means)

    @rule(number=NUMBERS, what=REASONS, day=LATE)
    def order(self, number, what, day):
        tag = self.tag_of(number)
        self.act(order_repair, tag, Work(what, "物业", 3500), ACTOR, on=day, means=lambda m: m.order_repair(tag))

    @rule(number=NUMBERS, keep=st.booleans(), what=REASONS, day=LATE)
    def repair(self, number, keep, what, day):
        tag = self.tag_of(number)
        means = {"means": lambda m: m.repair(tag, day, keep_out=keep)}
        self.act(repair_bench, tag, Work(what, "物业", 3500), ACTOR, on=day, keep_out=keep, **means)

    @rule(place=PLACES, numbers=FEW, every=st.booleans(), others=st.integers(0, 1), day=LATE)
    def audit(self, place, numbers, every, others, day):
        look = Look(place, tuple(self.tags(numbers)), every, others=others)
        self.act(audit_stairwells, [look], ACTOR, on=day, means=lambda m: m.audit(place))
