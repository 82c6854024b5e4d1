"""Clerks who do anything in any order, and a model of snapshots that knows what an undo must bring back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ACTOR, HOME, new_ledger
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from songyu_cli.actions.batch import edit_batch, open_batch
from songyu_cli.actions.batch_page import close_batch
from songyu_cli.actions.bench import Order, Terms, install_benches
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
from songyu_cli.actions.figures import draw_up_promise
from songyu_cli.actions.hazard import NewHazard, add_hazard, clear_hazards
from songyu_cli.actions.ledger import set_setting
from songyu_cli.actions.meeting import NewMeeting, Spoken, add_meeting, note_item
from songyu_cli.actions.menu import NewMenuItem, add_menu_item, link_demands
from songyu_cli.actions.selection import Keeping, keep_screening
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit, count_unit, edit_unit
from songyu_cli.actions.visit import Round, add_call
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.choices import KINDS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.followups import Heard
from songyu_cli.domain.log import (
    AllocationNeeded,
    ClosedBatchOwes,
    LaterWorkDepends,
    MinutesIncomplete,
    NothingToUndo,
    PlaceTaken,
)
from songyu_cli.domain.selections import Rule
from songyu_cli.domain.units import Headcount
from songyu_cli.domain.visit_lines import read_line
from songyu_cli.domain.windows import Window
from songyu_cli.storage.demands import everything

if TYPE_CHECKING:
    from collections.abc import Callable

State = dict[tuple[str, int], dict[str, Any]]

PLACES = st.builds(Address, st.just("淞泽家园九区"), st.sampled_from(["1", "1", "2", "2", "12A"]), st.just("1"))
TEXTS = st.sampled_from([None, "", " ", "it's", '"', "一网格", "NULL", "null", "0", "1.0", "\x00", "{}", "🫨", "\\"])
COUNTS = st.none() | st.integers(0, 9)
DAYS = st.sampled_from([Date("2020"), Date("2021"), Date("2021-03"), Date("2021-03-05"), Date("2022-12-31")])
NUMBERS = st.integers(1, 3)
# Steps that are mostly allowed: late, and with a reason.
LATE = st.sampled_from([*[Date("2022-12-31")] * 5, Date("2022-12"), Date("2021-03-05")])
REASONS = st.sampled_from([*["楼道太窄"] * 5, None, "it's", "\x00"])
FEW = st.lists(st.integers(0, 5), min_size=1, max_size=2)
BATCHES = st.sampled_from([1, 1, 1, 2, 3])


def some(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return changes to at least one column, and perhaps to others."""
    surely = st.sampled_from(sorted(values)).flatmap(lambda name: st.fixed_dictionaries({name: values[name]}))
    return st.tuples(st.fixed_dictionaries({}, optional=values), surely).map(lambda two: two[0] | two[1])


def allocations_by_hand(rows: State) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """Return how many benches each batch gave each stairwell, and how many of these were put up there."""
    given: Counter[tuple[int, int]] = Counter()
    first: dict[int, int] = {}
    for (table, _), values in sorted(rows.items()):
        if table == "allocations":
            given[values["batch"], values["unit"]] += values["quantity"]
        if table == "moves":
            first.setdefault(values["bench"], values["from_unit"])
    filled = Counter(
        (values["batch"], first.get(row, values["unit"]))
        for (table, row), values in rows.items()
        if table == "benches" and values["replaces"] is None
    )
    return given, filled


def state_by_hand(rows: State, number: int) -> str:
    """Return a demand's state as the table of the design has it, from nothing but the rows."""

    def of(table: str) -> list[dict[str, Any]]:
        return [values for (name, _), values in sorted(rows.items()) if name == table and values["demand"] == number]

    demand = rows["demands", number]
    turn = 1 + len(of("reopenings"))
    carried_out = sum(result["quantity"] for result in of("results") if result["round"] == turn)
    last = (of("decisions") or [{"verdict": None, "round": 0}])[-1]
    judged = {name for one in of("reviews") if one["round"] == turn for name in ("reasonable", "feasible") if one[name]}
    given, standing = Counter(), Counter()
    for (table, bench), values in rows.items():
        if table == "allocations" and values["unit"] == demand["unit"]:
            given[values["batch"]] += values["quantity"]
        if table == "benches" and values["replaces"] is None:  # where it was first put up counts
            moves = sorted((number, one) for (name, number), one in rows.items() if name == "moves")
            first = next((one["from_unit"] for _, one in moves if one["bench"] == bench), values["unit"])
            standing[values["batch"]] += first == demand["unit"]
    under_way = carried_out or (demand["kind"] == "bench" and any(given[b] > standing[b] for b in given))
    states = {
        "withdrawn": demand["withdrawn_on"],
        "merged": demand["merged_into"],
        "done": carried_out >= demand["quantity"],
        "declined": last["verdict"] == "declined" and last["round"] == turn,
        "in_progress": last["verdict"] == "accepted" and under_way,
        "accepted": last["verdict"] == "accepted",
        "reviewed": judged == {"reasonable", "feasible"},
        "registered": True,
    }
    return next(state for state, holds in states.items() if holds)


class Clerks(RuleBasedStateMachine):
    """One ledger, and beside it the state from before each command that still counts."""

    def __init__(self) -> None:
        super().__init__()
        self.db = new_ledger()
        tables = {row[0] for row in self.db.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
        self.tables = sorted(tables - {"commands", "changes", "serials", "sqlite_sequence", "_sqlite_migrations"})
        self.pointers = {
            table: {row["from"]: row["table"] for row in self.db.all(f"PRAGMA foreign_key_list({table})")}
            for table in self.tables
        }
        self.beginning = self.look()
        self.before: dict[int, State] = {}
        self.changed: dict[int, State] = {}
        self.given: set[object] = set()

    def look(self) -> State:
        rows = {table: self.db.all(f"SELECT * FROM {table}") for table in self.tables}
        return {(table, row["id"]): dict(row) for table, found in rows.items() for row in found}

    def entries(self) -> list[int]:
        return [row[0] for row in self.db.all("SELECT id FROM commands ORDER BY id")]

    def act(self, do: Callable[..., Any], *words: Any, **more: Any) -> Any:
        """Do one thing; a refusal must leave everything alone, and a change must be one entry."""
        before, entries = self.look(), self.entries()
        try:
            done = do(self.db, *words, **more)
        except SongyuError as refusal:
            assert (self.look(), self.entries()) == (before, entries)
            return refusal
        after, new = self.look(), self.entries()[len(entries) :]
        if after == before:
            assert new == []
        else:
            (number,) = new
            self.before[number] = before
            touched = [row for row in before | after if before.get(row) != after.get(row)]
            self.changed[number] = {row: after.get(row) or before[row] for row in touched}
        return done

    def give(self, *numbers: object) -> None:
        """Remember numbers and tags that were given out: none may ever be given again."""
        assert not self.given & set(numbers)
        self.given.update(numbers)

    @initialize()
    def start(self) -> None:
        for building in ("1", "2"):
            self.act(add_unit, Address("淞泽家园九区", building, "1"), ACTOR)
        self.act(open_batch, None, ACTOR, planned=3, on=Date("2021"))
        for kind in ("bench", "bench", "handrail"):
            new = NewDemand(Address("淞泽家园九区", "1", "1"), kind, 1, "door", Date("2021-03-05"))
            self.give(self.act(add_demand, new, ACTOR).demand)

    @rule(place=PLACES, grid=TEXTS, households=COUNTS)
    def add_a_unit(self, place, grid, households):
        self.act(add_unit, place, ACTOR, grid=grid, households=households)

    @rule(place=PLACES, changes=some(grid=TEXTS, households=COUNTS, floors=st.none() | NUMBERS))
    def edit_a_unit(self, place, changes):
        self.act(edit_unit, place, ACTOR, changes)

    @rule(place=PLACES, day=DAYS, bands=st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), source=TEXTS)
    def count_a_unit(self, place, day, bands, source):
        self.act(count_unit, Headcount(place, day, *sorted(bands, key=lambda n: -(n or 0)), source=source), ACTOR)

    @rule(place=PLACES, quantity=NUMBERS, day=DAYS, text=TEXTS, kind=st.sampled_from(["bench", "handrail"]))
    def add_a_demand(self, place, quantity, day, text, kind):
        done = self.act(add_demand, NewDemand(place, kind, quantity, "door", day, text), ACTOR)
        if not isinstance(done, SongyuError):
            self.give(done.demand)

    @rule(number=st.integers(0, 5), changes=some(unit=PLACES, quantity=NUMBERS, text=TEXTS, registered_on=DAYS))
    def edit_a_demand(self, number, changes):
        demands = sorted(row for table, row in self.look() if table == "demands") or [1]
        self.act(edit_demand, demands[number % len(demands)], ACTOR, changes)

    def row_of(self, table: str, number: int) -> int:
        """Return the id of one of a table's rows, whichever the number means."""
        there = sorted(row for name, row in self.look() if name == table) or [1]
        return there[number % len(there)]

    @rule(numbers=FEW, yes=st.booleans(), both=st.booleans(), day=LATE, reason=REASONS)
    def review(self, numbers, yes, both, day, reason):
        said = Judgement("yes" if yes else "no", "yes" if both else None, reason)
        self.act(review_demands, [self.row_of("demands", n) for n in numbers], ACTOR, said, on=day)

    @rule(
        numbers=FEW,
        verdict=st.sampled_from(["accepted", "accepted", "declined"]),
        day=st.none() | LATE,
        reason=REASONS,
        meeting=st.none() | NUMBERS,
    )
    def decide(self, numbers, verdict, day, reason, meeting):
        where = meeting and self.row_of("meetings", meeting)
        those = [self.row_of("demands", n) for n in numbers]
        self.act(decide_demands, those, verdict, ACTOR, on=day, reason=reason, meeting=where)

    @rule(numbers=FEW, day=LATE, text=TEXTS)
    def reply(self, numbers, day, text):
        those = [self.row_of("demands", n) for n in numbers]
        self.act(reply_demands, those, ACTOR, how="visit", on=day, text=text)

    @rule(number=NUMBERS, day=LATE, quantity=st.none() | NUMBERS, text=TEXTS)
    def carry_out(self, number, day, quantity, text):
        self.act(record_result, self.row_of("demands", number), ACTOR, on=day, quantity=quantity, text=text)

    @rule(number=NUMBERS, day=LATE, reason=REASONS)
    def withdraw(self, number, day, reason):
        self.act(withdraw_demand, self.row_of("demands", number), ACTOR, on=day, reason=reason)

    @rule(number=NUMBERS, day=LATE, reason=REASONS)
    def reopen(self, number, day, reason):
        self.act(reopen_demand, self.row_of("demands", number), ACTOR, on=day, reason=reason)

    @rule(numbers=FEW, day=LATE, resolved=st.sampled_from(["yes", "no", None]), text=TEXTS)
    def follow_up(self, numbers, day, resolved, text):
        heard = Heard("yes" if resolved else "no", resolved, resolved and "satisfied", text)
        self.act(follow_up, [self.row_of("demands", n) for n in numbers], ACTOR, heard, on=day)

    @rule(number=NUMBERS, day=LATE, to=st.sampled_from([Date("2021-12-01"), Date("2023-05-01")]), reason=REASONS)
    def extend(self, number, day, to, reason):
        self.act(extend_demand, self.row_of("demands", number), ACTOR, to=to, on=day, reason=reason)

    @rule(numbers=FEW, into=NUMBERS, day=LATE)
    def merge(self, numbers, into, day):
        those = [self.row_of("demands", n) for n in numbers]
        self.act(merge_demands, those, ACTOR, into=self.row_of("demands", into), on=day)

    @rule(number=NUMBERS)
    def unmerge(self, number):
        merged = sorted(row for (name, row), values in self.look().items() if values.get("merged_into")) or [1]
        self.act(unmerge_demands, [merged[number % len(merged)]], ACTOR)

    @rule(place=PLACES, day=DAYS, quantity=NUMBERS, demand=st.none() | NUMBERS)
    def find_a_hazard(self, place, day, quantity, demand):
        where = demand and self.row_of("demands", demand)
        new = NewHazard(unit=place, kind="old_stool", on=day, quantity=quantity, demand=where)
        self.act(add_hazard, new, ACTOR)

    @rule(number=NUMBERS, day=LATE)
    def clear_a_hazard(self, number, day):
        self.act(clear_hazards, [self.row_of("hazards", number)], ACTOR, how="搬走", on=day)

    @rule(
        place=PLACES,
        day=DAYS,
        words=st.sampled_from(["", "11/2 凳", "凳2 扶手 旧凳1 没处坐", "0 杂物", "/3", "没人"]),
    )
    def call(self, place, day, words):
        line = read_line(f"{place.building}-{place.label} {words}", HOME, KINDS)
        self.act(add_call, Round(day, None), line, KINDS, ACTOR)

    @rule(day=LATE, topic=TEXTS, people=NUMBERS)
    def meet(self, day, topic, people):
        self.act(add_meeting, NewMeeting("consultation", day, None, topic, {"resident": people}), ACTOR)

    @rule(number=NUMBERS, demand=NUMBERS, verdict=st.sampled_from([None, "accepted", "declined"]), reason=REASONS)
    def speak(self, number, demand, verdict, reason):
        spoken = Spoken((self.row_of("demands", demand),), verdict=verdict, reason=reason, outcome="再议")
        self.act(note_item, self.row_of("meetings", number), spoken, ACTOR)

    @rule(title=st.sampled_from(["安心凳", "扶手"]), programme=st.booleans())
    def put_on_the_menu(self, title, programme):
        self.act(add_menu_item, NewMenuItem(2022, title, "bench", programme=programme), ACTOR)

    @rule(number=NUMBERS, numbers=FEW)
    def link(self, number, numbers):
        those = [self.row_of("demands", n) for n in numbers]
        self.act(link_demands, self.row_of("menu_items", number), those, ACTOR)

    @rule(least=st.sampled_from(["1", "3", "9"]), register=st.booleans())
    def screen(self, least, register):
        self.act(keep_screening, Rule(least=least), Date("2022-12-31"), ACTOR, Keeping(register=register))

    @rule(number=st.none() | BATCHES, planned=NUMBERS, day=DAYS, note=TEXTS)
    def open_a_batch(self, number, planned, day, note):
        self.act(open_batch, number, ACTOR, planned=planned, on=day, note=note)

    @rule(number=BATCHES, changes=some(planned=NUMBERS, opened_on=DAYS, note=TEXTS))
    def edit_a_batch(self, number, changes):
        self.act(edit_batch, number, ACTOR, changes)

    @rule(number=BATCHES, day=DAYS)
    def close_a_batch(self, number, day):
        self.act(close_batch, number, ACTOR, on=day)

    @rule(places=st.lists(PLACES, min_size=1, max_size=2), batch=BATCHES, day=DAYS, over=st.booleans())
    def install(self, places, batch, day, over):
        done = self.act(
            install_benches, [Order(place) for place in places], ACTOR, batch=batch, on=day, terms=Terms(over=over)
        )
        if not isinstance(done, SongyuError):
            self.give(*(tag for place in done.places for tag in place.tags))

    def tag_of(self, number: int) -> str:
        tags = [row[0] for row in self.db.all("SELECT tag FROM benches ORDER BY id")]
        return tags[number % len(tags)] if tags else "B1-999"

    @rule(numbers=FEW, day=LATE, reason=REASONS, do=st.sampled_from([use_benches, stop_benches, retire_benches]))
    def change_benches(self, numbers, day, reason, do):
        words = {} if do is use_benches else {"reason": reason}
        self.act(do, [self.tag_of(n) for n in numbers], ACTOR, on=day, **words)

    @rule(number=NUMBERS, place=PLACES, spot=TEXTS, day=LATE, reason=REASONS)
    def move_a_bench(self, number, place, spot, day, reason):
        to = Destination(place, spot, {"firm_ground": "no"} if spot else {})
        self.act(move_bench, self.tag_of(number), to, ACTOR, on=day, reason=reason)

    @rule(number=NUMBERS, spot=TEXTS, day=LATE, reason=REASONS)
    def replace_a_bench(self, number, spot, day, reason):
        done = self.act(replace_bench, self.tag_of(number), ACTOR, on=day, reason=reason, new=NewBench(spot=spot))
        if not isinstance(done, SongyuError):
            self.give(done.new.tag)

    @rule(numbers=FEW, facts=some(spot=TEXTS, note=TEXTS, height_mm=COUNTS.filter(lambda n: n != 0), back=st.none()))
    def edit_benches(self, numbers, facts):
        self.act(edit_benches, [self.tag_of(n) for n in numbers], ACTOR, facts)

    @rule(
        key=st.sampled_from(["note", "target", "kinds", "programme"]), value=st.sampled_from(["", "7", "a=甲", "it's"])
    )
    def set_a_setting(self, key, value):
        self.act(set_setting, key, value, ACTOR)

    @rule(number=st.integers(0, 60))
    def undo_one(self, number):
        before, entries = self.look(), self.entries()
        number %= max(entries) + 2  # the undo's own number and one that is not there among them
        later = [n for n in self.before if n > number] if number in self.before else []
        builders = [n for n in later if self.builds_on(n, number)]
        if number in self.before and not builders:
            try:
                undo_command(self.db, number, ACTOR)
            except (MinutesIncomplete, PlaceTaken, AllocationNeeded, ClosedBatchOwes):
                assert (self.look(), self.entries()) == (before, entries)
                assert self.would_break(self.without(before, number))
                return
            assert self.look() == self.without(before, number)
            self.forget(number)
            return
        with pytest.raises(SongyuError) as refusal:
            undo_command(self.db, number, ACTOR)
        assert (self.look(), self.entries()) == (before, entries)
        if builders:
            assert refusal.type is LaterWorkDepends
            assert refusal.value.values["later"] == max(builders)

    def would_break(self, state: State) -> bool:
        """Tell whether a state has a decision that its meeting's minutes lack, two of what there is one of, or a bench
        that its batch did not give the stairwell.
        """
        of = {table: [values for (name, _), values in state.items() if name == table] for table in self.tables}
        agenda = {(item["meeting"], item["demand"]) for item in of["meeting_items"]}
        lost = [one for one in of["decisions"] if one["meeting"] and (one["meeting"], one["demand"]) not in agenda]
        titles = Counter((item["year"], item["title"]) for item in of["menu_items"])
        programmes = Counter(item["year"] for item in of["menu_items"] if item["programme"])
        names = Counter(partner["name"] for partner in of["partners"])
        given, filled = allocations_by_hand(state)
        closed = {row for (name, row), values in state.items() if name == "batches" and values["closed_on"]}
        if any(
            filled[place] > given[place] or (place[0] in closed and filled[place] < given[place])
            for place in given | filled
        ):
            return True
        return bool(lost) or max([*names.values(), *titles.values(), *programmes.values()], default=0) > 1

    @rule()
    def undo_the_newest(self) -> None:
        self.take_back()

    def take_back(self) -> bool:
        if not self.before:
            with pytest.raises(NothingToUndo):
                undo_command(self.db, None, ACTOR)
            return False
        newest = max(self.before)
        assert undo_command(self.db, None, ACTOR).command == newest
        assert self.look() == self.before[newest]
        self.forget(newest)
        return True

    def builds_on(self, later: int, number: int) -> bool:
        touched = set(self.changed[number])
        rows = self.changed[number].items()
        touched |= {("demands", values["demand"]) for (name, _), values in rows if name == "reopenings"}
        chapters = ("bench_events", "moves", "repairs")
        touched |= {("benches", values["bench"]) for (name, _), values in rows if name in chapters}
        asked = {values["demand"] for (name, _), values in rows if name in ("decisions", "results")}
        wanted = set()  # what would be pointed at again
        for (table, row), values in self.changed[number].items():
            before = self.before[number].get((table, row), {})
            for column, parent in self.pointers[table].items():
                if before.get(column) not in (None, values[column]):
                    wanted.add((parent, before[column]))
        return any(
            (table, row) in touched | wanted
            or (table == "followups" and values["demand"] in asked)
            or any((parent, values[column]) in touched for column, parent in self.pointers[table].items())
            for (table, row), values in self.changed[later].items()
        )

    def without(self, state: State, number: int) -> State:
        """Return a state as it would be without one command."""
        kept = {row: values for row, values in state.items() if row not in self.changed[number]}
        return kept | {row: self.before[number][row] for row in self.changed[number] if row in self.before[number]}

    def forget(self, number: int) -> None:
        """Leave a command out of the model, and out of what the later ones began from."""
        for later in self.before:
            if later > number:
                self.before[later] = self.without(self.before[later], number)
        del self.before[number], self.changed[number]

    @invariant()
    def nothing_points_nowhere(self) -> None:
        assert self.db.all("PRAGMA foreign_key_check") == []

    @invariant()
    def every_state_follows_from_the_facts(self) -> None:
        rows = self.look()
        for demand in everything(self.db):
            assert demand.state == state_by_hand(rows, demand.demand), demand
        turns = Counter(values["demand"] for (name, _), values in rows.items() if name == "reopenings")
        for (name, _), values in rows.items():
            if name in ("reviews", "decisions", "results", "followups"):
                assert values["round"] <= 1 + turns[values["demand"]]
            if name == "demands" and values["merged_into"]:
                parent = rows["demands", values["merged_into"]]
                assert parent["merged_into"] is None
                assert (parent["unit"], parent["kind"]) == (values["unit"], values["kind"])

    @invariant()
    def every_figure_is_the_size_of_its_lists(self) -> None:
        told = draw_up_promise(self.db, Window(), ACTOR.at.date())
        for figure in (*told.figures, *told.followups.figures):
            assert figure.numerator == len(set(figure.numerator_ids)) == len(figure.numerator_ids)
            assert figure.denominator == len(set(figure.denominator_ids)) == len(figure.denominator_ids)
            assert set(figure.numerator_ids) <= set(figure.denominator_ids)
            assert (figure.rate is None) is (figure.denominator == 0)

    def teardown(self) -> None:
        while self.take_back():
            pass
        assert self.look() == self.beginning
        self.db.close()
