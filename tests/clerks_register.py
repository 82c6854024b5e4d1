"""What clerks do with the register, rounds and hazards, the menu, meetings, partners, settings and batches."""

from __future__ import annotations

from types import SimpleNamespace

from clerks import ACTOR, BATCHES, COUNTS, DAYS, FEW, LATE, LATEST, NUMBERS, PLACES, REASONS, TEXTS, Clerks, some
from conftest import HOME
from hypothesis import strategies as st
from hypothesis.stateful import rule

from songyu_cli.actions.batch import edit_batch, open_batch
from songyu_cli.actions.batch_page import close_batch
from songyu_cli.actions.hazard import NewHazard, add_hazard, clear_hazards
from songyu_cli.actions.ledger import set_setting
from songyu_cli.actions.meeting import NewMeeting, Spoken, add_meeting, edit_meeting, note_item
from songyu_cli.actions.menu import (
    NewMenuItem,
    add_menu_item,
    close_menu_item,
    edit_menu_item,
    link_demands,
    unlink_demands,
)
from songyu_cli.actions.partner import NewGift, add_partner, edit_partner, record_gift
from songyu_cli.actions.plan import Asked, propose_plan, save_plan
from songyu_cli.actions.selection import Keeping, keep_screening
from songyu_cli.actions.unit import add_unit, count_unit, edit_unit
from songyu_cli.actions.visit import Round, add_call
from songyu_cli.domain.choices import KINDS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.plan import Picked
from songyu_cli.domain.selections import Rule
from songyu_cli.domain.units import Headcount
from songyu_cli.domain.visit_lines import read_line

BANDS = ("residents", "elderly_60", "elderly_65", "elderly_80")
NAMES = st.sampled_from(["苏州银行", "中衡设计", "it's", "同程"])
GIFTS = st.sampled_from([("benches", {"benches": 2}), ("money", {"fen": 5}), ("labour", {}), ("unstated", {})])
SAID_AT_THE_DOOR = {
    "": {},
    "11/2 凳": {"elderly_60": 11, "elderly_80": 2, "needs": [("bench", 1)]},
    "凳2 扶手 旧凳1 没处坐": {"needs": [("bench", 2), ("handrail", 1)], "hazards": [("old_stool", 1)]},
    "0 杂物": {"elderly_60": 0, "hazards": [("clutter", 1)]},
    "/3": {"elderly_80": 3},
    "没人": {},
}
SETTINGS = st.sampled_from(
    [
        *(("note", "7"), ("note", ""), ("target", "7"), ("target", "300"), ("fair_counts", "yes")),
        *(("kinds", "a=甲"), ("kinds", ""), ("kinds", "7"), ("programme", "it's"), ("programme", "")),
    ]
)


class Register(Clerks):
    """All that is not about a demand's steps or a bench."""

    @rule(place=PLACES, grid=TEXTS, households=COUNTS)
    def add_a_unit(self, place, grid, households):
        means = {"means": lambda m: m.add_unit(place, grid, households)}
        self.act(add_unit, place, ACTOR, grid=grid, households=households, **means)

    @rule(place=PLACES, changes=some(grid=TEXTS, households=COUNTS, floors=st.none() | NUMBERS))
    def edit_a_unit(self, place, changes):
        self.act(edit_unit, place, ACTOR, changes, means=lambda m: m.edit_unit(place, changes))

    @rule(place=PLACES, day=DAYS, counts=st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), source=TEXTS, nested=st.booleans())
    def count_a_unit(self, place, day, counts, source, nested):
        bands = dict(zip(BANDS, sorted(counts, key=lambda n: -(n or 0)) if nested else counts, strict=True))
        count = Headcount(place, day, **bands, source=source)
        self.act(count_unit, count, ACTOR, means=lambda m: m.count_unit(place, day, bands, source))

    @rule(place=PLACES, day=DAYS, quantity=NUMBERS, demand=st.none() | NUMBERS)
    def find_a_hazard(self, place, day, quantity, demand):
        where = demand and self.row_of("demands", demand)
        new = NewHazard(unit=place, kind="old_stool", on=day, quantity=quantity, demand=where)
        self.act(add_hazard, new, ACTOR, means=lambda m: m.find_hazard(place, "old_stool", quantity, day, where))

    @rule(numbers=FEW, day=LATE)
    def clear_a_hazard(self, numbers, day):
        those = [self.row_of("hazards", number) for number in numbers]
        self.act(clear_hazards, those, ACTOR, how="搬走", on=day, means=lambda m: m.clear_hazards(those, day))

    @rule(place=PLACES, day=DAYS, words=st.sampled_from(sorted(SAID_AT_THE_DOOR)))
    def call(self, place, day, words):
        line = read_line(f"{place.building}-{place.label} {words}", HOME, KINDS)
        means = {"means": lambda m: m.call(place, day, SAID_AT_THE_DOOR[words])}
        self.act(add_call, Round(day, None), line, KINDS, ACTOR, **means)

    @rule(least=st.sampled_from(["1", "3", "9"]), register=st.booleans(), dry=st.sampled_from([False, False, True]))
    def screen(self, least, register, dry):
        if dry:
            self.try_only(keep_screening, Rule(least=least), LATEST, ACTOR, Keeping(register=register, dry_run=True))
            return
        where = SimpleNamespace(places=set())
        told = SimpleNamespace(rows=[])

        def means(m):
            where.places = m.screen(int(least), register=register)
            ranked = keep_order(m, where.places)
            told.rows = [m.add_demand(place, "bench", 1, LATEST, "screening") for place in ranked]

        done = self.act(keep_screening, Rule(least=least), LATEST, ACTOR, Keeping(register=register), means=means)
        if done is not None:
            assert [one.demand for one in done.registered] == told.rows
            assert {one.unit for one in done.registered} == where.places

    @rule(new=st.tuples(st.sampled_from([2021, 2022]), st.sampled_from(["安心凳", "扶手"]), st.booleans()))
    def put_on_the_menu(self, new):
        year, title, programme = new
        item = NewMenuItem(year, title, "bench", programme=programme)
        self.act(add_menu_item, item, ACTOR, means=lambda m: m.add_menu_item(year, title, programme=programme))

    @rule(number=NUMBERS, changes=some(title=st.sampled_from(["安心凳", "扶手", "雨棚"]), year=st.just(2022)))
    def edit_the_menu(self, number, changes):
        item = self.row_of("menu_items", number)
        self.act(edit_menu_item, item, ACTOR, changes, means=lambda m: m.edit_menu_item(item, changes))

    @rule(number=NUMBERS, day=LATE, outcome=TEXTS)
    def close_an_item(self, number, day, outcome):
        item = self.row_of("menu_items", number)
        means = {"means": lambda m: m.close_menu_item(item, day)}
        self.act(close_menu_item, item, ACTOR, on=day, outcome=outcome, **means)

    @rule(number=NUMBERS, numbers=FEW)
    def link(self, number, numbers):
        item, those = self.row_of("menu_items", number), [self.row_of("demands", n) for n in numbers]
        self.act(link_demands, item, those, ACTOR, means=lambda m: m.link(item, those))

    @rule(number=NUMBERS)
    def unlink(self, number):
        linked = [(values["menu_item"], row) for (_, row), values in self.look().items() if values.get("menu_item")]
        item, demand = linked[number % len(linked)] if linked else (1, 1)
        self.act(unlink_demands, item, [demand], ACTOR, means=lambda m: m.unlink(item, [demand]))

    @rule(day=LATE, topic=TEXTS, people=st.integers(0, 3))
    def meet(self, day, topic, people):
        new = NewMeeting("consultation", day, None, topic, {"resident": people})
        self.act(add_meeting, new, ACTOR, means=lambda m: m.meet(day, people))

    @rule(number=NUMBERS, day=st.none() | LATE, people=st.none() | st.integers(0, 3), topic=TEXTS)
    def edit_a_meeting(self, number, day, people, topic):
        meeting = self.row_of("meetings", number)
        changes = {"topic": topic} | ({"held_on": day} if day else {})
        present = {} if people is None else {"resident": people}
        means = {"means": lambda m: m.edit_meeting(meeting, day, people)}
        self.act(edit_meeting, meeting, ACTOR, changes, present, **means)

    @rule(number=NUMBERS, demand=NUMBERS, verdict=st.sampled_from([None, "accepted", "declined"]), reason=REASONS)
    def speak(self, number, demand, verdict, reason):
        meeting, about = self.row_of("meetings", number), self.row_of("demands", demand)
        spoken = Spoken((about,), verdict=verdict, reason=reason, outcome="再议")
        self.act(note_item, meeting, spoken, ACTOR, means=lambda m: m.speak(meeting, about, verdict, reason))

    @rule(name=NAMES, role=st.sampled_from(["donor", "builder"]), note=TEXTS)
    def add_a_partner(self, name, role, note):
        self.act(add_partner, name, role, note, ACTOR, means=lambda m: m.add_partner(name, role))

    @rule(number=NUMBERS, name=NAMES)
    def rename_a_partner(self, number, name):
        partner = self.row_of("partners", number)
        means = {"means": lambda m: m.edit_partner(partner, {"name": name})}
        self.act(edit_partner, f"#{partner}", ACTOR, {"name": name}, **means)

    @rule(number=NUMBERS, step=st.sampled_from(["pledged", "received"]), gift=GIFTS, batch=st.none() | BATCHES)
    def give_something(self, number, step, gift, batch):
        partner, (kind, amount) = self.row_of("partners", number), gift
        new = NewGift(step, kind, on=LATEST, batch=batch, **amount)
        self.act(record_gift, f"#{partner}", new, ACTOR, means=lambda m: m.give(partner, step, kind, batch))

    @rule(setting=SETTINGS)
    def set_a_setting(self, setting):
        key, value = setting
        self.act(set_setting, key, value, ACTOR, means=lambda m: m.set_setting(key, value))

    @rule(number=st.none() | BATCHES, planned=NUMBERS, day=DAYS, note=TEXTS)
    def open_a_batch(self, number, planned, day, note):
        means = {"means": lambda m: m.open_batch(number, planned, day)}
        self.act(open_batch, number, ACTOR, planned=planned, on=day, note=note, **means)

    @rule(number=BATCHES, changes=some(planned=NUMBERS, opened_on=DAYS))
    def edit_a_batch(self, number, changes):
        self.act(edit_batch, number, ACTOR, changes, means=lambda m: m.edit_batch(number, changes))

    @rule(number=BATCHES, day=DAYS)
    def close_a_batch(self, number, day):
        self.act(close_batch, number, ACTOR, on=day, means=lambda m: m.close_batch(number, day))

    @rule(
        batch=BATCHES,
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
        try:
            places = [one.unit for one in propose_plan(self.db, asked, LATEST).plan]
        except SongyuError:
            places = []
        assert not (skipped and skip in places)
        self.act(save_plan, asked, ACTOR, means=lambda m: m.plan(batch, places, anew=anew))


def keep_order(facts, places):
    """Return stairwells as a screening ranks them: most residents 60+, then 80+, then floors, then by address."""

    def rank(place):
        newest = facts.newest(place, str(Date("2022-12-31")))
        eighty, floors = newest["elderly_80"], facts.rows["units"][place]["floors"]
        return -newest["elderly_60"], -(-1 if eighty is None else eighty), -(floors or 0), place.order

    return sorted(places, key=rank)
