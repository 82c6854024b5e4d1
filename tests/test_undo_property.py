"""Any work in any order can be taken back, step by step, to where it began: tried against a model of snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import ACTOR, SETTINGS
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from songyu_cli.actions.batch import close_batch, edit_batch, open_batch
from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.demand import NewDemand, add_demand, edit_demand
from songyu_cli.actions.ledger import set_setting, start_ledger
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.unit import add_unit, count_unit, edit_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.log import LaterWorkDepends, NothingToUndo
from songyu_cli.domain.units import Headcount
from songyu_cli.storage.database import in_memory

if TYPE_CHECKING:
    from collections.abc import Callable

State = dict[tuple[str, int], dict[str, Any]]

PLACES = st.builds(Address, st.just("淞泽家园九区"), st.sampled_from(["1", "1", "2", "2", "12A"]), st.just("1"))
TEXTS = st.sampled_from([None, "", " ", "it's", '"', "一网格", "NULL", "null", "0", "1.0", "\x00", "{}", "🫨", "\\"])
COUNTS = st.none() | st.integers(0, 9)
DAYS = st.sampled_from([Date("2020"), Date("2021"), Date("2021-03"), Date("2021-03-05"), Date("2022-12-31")])
NUMBERS = st.integers(1, 3)
BATCHES = st.sampled_from([1, 1, 1, 2, 3])


def some(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return changes to at least one column, and perhaps to others."""
    surely = st.sampled_from(sorted(values)).flatmap(lambda name: st.fixed_dictionaries({name: values[name]}))
    return st.tuples(st.fixed_dictionaries({}, optional=values), surely).map(lambda two: two[0] | two[1])


class Clerks(RuleBasedStateMachine):
    """One ledger, and beside it the state from before each command that still counts."""

    def __init__(self) -> None:
        super().__init__()
        self.db = in_memory()
        start_ledger(self.db, dict(SETTINGS), ACTOR)
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
        done = self.act(install_benches, [Order(place) for place in places], ACTOR, batch=batch, on=day, over=over)
        if not isinstance(done, SongyuError):
            self.give(*(tag for place in done.places for tag in place.tags))

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
            undo_command(self.db, number, ACTOR)
            assert self.look() == self.without(before, number)
            self.forget(number)
            return
        with pytest.raises(SongyuError) as refusal:
            undo_command(self.db, number, ACTOR)
        assert (self.look(), self.entries()) == (before, entries)
        if builders:
            assert refusal.type is LaterWorkDepends
            assert refusal.value.values["later"] == max(builders)

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
        touched = self.changed[number].keys()
        return any(
            (table, row) in touched
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

    def teardown(self) -> None:
        while self.take_back():
            pass
        assert self.look() == self.beginning
        self.db.close()


Clerks.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestClerks = Clerks.TestCase
