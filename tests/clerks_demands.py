"""What clerks do with demands: every step from registering to the follow-up."""

from __future__ import annotations

from clerks import ACTOR, DAYS, FEW, LATE, LATEST, NUMBERS, PLACES, REASONS, TEXTS, Clerks, some
from hypothesis import strategies as st
from hypothesis.stateful import rule

from songyu_cli.actions.demand import NewDemand, add_demand, edit_demand
from songyu_cli.actions.demand_answers import reply_demands
from songyu_cli.actions.demand_followup import follow_up
from songyu_cli.actions.demand_sorting import merge_demands, unmerge_demands
from songyu_cli.actions.demand_steps import (
    Judgement,
    decide_demands,
    extend_demand,
    record_result,
    reopen_demand,
    review_demands,
    withdraw_demand,
)
from songyu_cli.domain.dates import Date
from songyu_cli.domain.followups import Heard

PUT_OFF = st.sampled_from([Date("2021-12-01"), Date("2023-05-01")])


class Demands(Clerks):
    """The steps of demands."""

    def those(self, numbers):
        return [self.row_of("demands", number) for number in numbers]

    @rule(place=PLACES, quantity=NUMBERS, day=DAYS, text=TEXTS, kind=st.sampled_from(["bench", "handrail"]))
    def add_a_demand(self, place, quantity, day, text, kind):
        new = NewDemand(place, kind, quantity, "door", day, text)
        done = self.act(add_demand, new, ACTOR, means=lambda m: m.add_demand(place, kind, quantity, day))
        assert done is None or done.demand == self.ever["demands"]

    @rule(number=st.integers(0, 5), changes=some(unit=PLACES, quantity=NUMBERS, text=TEXTS, registered_on=DAYS))
    def edit_a_demand(self, number, changes):
        demand = self.row_of("demands", number)
        self.act(edit_demand, demand, ACTOR, changes, means=lambda m: m.edit_demand(demand, changes))

    @rule(numbers=FEW, yes=st.booleans(), both=st.booleans(), day=LATE, reason=REASONS)
    def review(self, numbers, yes, both, day, reason):
        said, those = Judgement("yes" if yes else "no", "yes" if both else None, reason), self.those(numbers)
        self.act(review_demands, those, ACTOR, said, on=day, means=lambda m: m.review(those, *said, day))

    @rule(
        numbers=FEW,
        verdict=st.sampled_from(["accepted", "accepted", "declined"]),
        day=st.none() | LATE,
        reason=REASONS,
        meeting=st.none() | NUMBERS,
    )
    def decide(self, numbers, verdict, day, reason, meeting):
        where, those = meeting and self.row_of("meetings", meeting), self.those(numbers)

        def means(m):
            held = m.get("meetings", where)["held_on"] if where else None
            m.decide(those, verdict, max(day or held, held, key=len) if held else day or LATEST, reason, where)
            for number in those if held else ():
                m.put("items", (where, number), meeting=where, demand=number)

        self.act(decide_demands, those, verdict, ACTOR, on=day, reason=reason, meeting=where, means=means)

    @rule(numbers=FEW, day=LATE, text=TEXTS)
    def reply(self, numbers, day, text):
        those = self.those(numbers)
        self.act(reply_demands, those, ACTOR, how="visit", on=day, text=text, means=lambda m: m.reply(those, day))

    @rule(number=st.integers(0, 5), day=LATE, quantity=st.none() | NUMBERS, text=TEXTS)
    def carry_out(self, number, day, quantity, text):
        others = [n for n, one in self.facts.rows["demands"].items() if one["kind"] != "bench"]
        demand = others[number % len(others)] if others else self.row_of("demands", number)
        means = {"means": lambda m: m.carry_out(demand, day, quantity)}
        self.act(record_result, demand, ACTOR, on=day, quantity=quantity, text=text, **means)

    @rule(number=NUMBERS, day=LATE, reason=REASONS)
    def withdraw(self, number, day, reason):
        demand = self.row_of("demands", number)
        self.act(withdraw_demand, demand, ACTOR, on=day, reason=reason, means=lambda m: m.withdraw(demand, day))

    @rule(number=NUMBERS, day=LATE, reason=REASONS)
    def reopen(self, number, day, reason):
        closed = [n for n in self.facts.rows["demands"] if self.facts.state(n) in ("done", "declined", "withdrawn")]
        demand = closed[number % len(closed)] if closed else self.row_of("demands", number)
        self.act(reopen_demand, demand, ACTOR, on=day, reason=reason, means=lambda m: m.reopen(demand, day, reason))

    @rule(numbers=FEW, day=LATE, resolved=st.sampled_from(["yes", "no", None]), text=TEXTS)
    def follow_up(self, numbers, day, resolved, text):
        heard, those = Heard("yes" if resolved else "no", resolved, resolved and "satisfied", text), self.those(numbers)
        means = {"means": lambda m: m.follow_up(those, heard.reached, resolved, day)}
        self.act(follow_up, those, ACTOR, heard, on=day, **means)

    @rule(number=NUMBERS, day=LATE, to=PUT_OFF, reason=REASONS)
    def extend(self, number, day, to, reason):
        demand = self.row_of("demands", number)
        means = {"means": lambda m: m.extend(demand, day, to, reason)}
        self.act(extend_demand, demand, ACTOR, to=to, on=day, reason=reason, **means)

    @rule(numbers=FEW, into=NUMBERS, day=LATE)
    def merge(self, numbers, into, day):
        those, parent = self.those(numbers), self.row_of("demands", into)
        asked = {number: (one["place"], one["kind"]) for number, one in self.facts.rows["demands"].items()}
        alike = [number for number in asked if asked[number] == asked.get(those[0]) and number != those[0]]
        if alike and into != parent:  # mostly of those that ask for the same
            those, parent = those[:1], alike[into % len(alike)]
        self.act(merge_demands, those, ACTOR, into=parent, on=day, means=lambda m: m.merge(those, parent, day))

    @rule(number=NUMBERS)
    def unmerge(self, number):
        merged = sorted(row for (name, row), values in self.look().items() if values.get("merged_into")) or [1]
        demand = merged[number % len(merged)]
        self.act(unmerge_demands, [demand], ACTOR, means=lambda m: m.unmerge([demand]))
