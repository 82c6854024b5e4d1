"""Clerks who do anything in any order: what they act on, and what must be true after each act.

Three things are told about every act beforehand, each by a model of its own: what must be seen of the ledger
(model.py and what it is built of), which rows there must be (the rows before, and the log's own account of them), and
which entries the log must have, linked to one another (model_log.py).
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from conftest import NOW, SETTINGS, new_ledger
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from model import Impossible
from model_benches import Acts
from model_log import PHONE, Log, State
from model_seen import must_be_seen, seen

from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.bench import Order, install_benches
from songyu_cli.actions.bench_changes import stop_benches
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.demand_sorting import merge_demands
from songyu_cli.actions.demand_steps import decide_demands
from songyu_cli.actions.ledger import all_settings
from songyu_cli.actions.meeting import NewMeeting, add_meeting
from songyu_cli.actions.menu import NewMenuItem, add_menu_item
from songyu_cli.actions.partner import add_partner
from songyu_cli.actions.plan import Asked, save_plan
from songyu_cli.actions.unit import add_unit
from songyu_cli.domain.addresses import Address
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.log import Actor
from songyu_cli.domain.plan import Picked
from songyu_cli.storage import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from model import Fact

RUNS = int(os.environ.get("SONGYU_RUNS", "20"))
STEPS = 30
TRIED = settings(
    max_examples=RUNS, stateful_step_count=STEPS, deadline=None, derandomize="SONGYU_RUNS" not in os.environ
)

ACTOR = Actor("clerk", NOW, f"三网格{PHONE}", f"songyu demand reply 1 --text 联系{PHONE}")

LATEST = Date("2022-12-31")
ESTATE = "淞泽家园九区"
PLACES = st.builds(Address, st.just(ESTATE), st.sampled_from(["1", "1", "2", "2", "12A"]), st.just("1"))
TEXTS = st.sampled_from([None, "", " ", "it's", '"', "一网格", "NULL", "null", "0", "1.0", "\x00", "{}", "🫨", "\\"])
COUNTS = st.none() | st.integers(0, 9)
# A reply to what is registered on 24 December is due today.
DAYS = st.sampled_from([Date("2020"), Date("2021"), Date("2021-03"), Date("2021-03-05"), Date("2022-12-24"), LATEST])
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


class Clerks(RuleBasedStateMachine):
    """One ledger, and beside it what the acts so far must have made of it."""

    driven: ClassVar[Counter[str]] = Counter()  # how often each action was done, over all runs

    def __init__(self) -> None:
        super().__init__()
        self.db = new_ledger()
        tables = {row[0] for row in self.db.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
        self.tables = sorted(tables - {"commands", "changes", "serials", "sqlite_sequence", "_sqlite_migrations"})
        self.pointers = {
            table: {row["from"]: row["table"] for row in self.db.all(f"PRAGMA foreign_key_list({table})")}
            for table in self.tables
        }
        self.rows: tuple[int, State] = (-1, {})
        self.checked: State = {}
        self.beginning = self.look()
        self.log = Log(self.db)
        self.log.read()
        self.told: dict[int, list[Fact]] = {}
        self.ever: Counter[str] = Counter()
        self.first = {one.key: {"value": SETTINGS.get(one.key, one.value)} for one in all_settings(self.db)}
        self.facts = Acts({"settings": self.first}, self.ever)

    def look(self) -> State:
        """Return every row; they are read again once anything was written, kept or not."""
        written = self.db.connection.total_changes
        if self.rows[0] != written:
            found = {table: self.db.all(f"SELECT * FROM {table}") for table in self.tables}
            self.rows = written, {(table, row["id"]): dict(row) for table, rows in found.items() for row in rows}
        return self.rows[1]

    def act(self, do: Callable[..., Any], *words: Any, means: Callable[[Acts], object], **more: Any) -> Any:
        """Do one thing and return what came of it; None where it was refused.

        A refusal leaves everything alone, and whatever changes anything is one entry, with all that it changed.
        """
        draft = Acts(dict(self.facts.rows), self.ever)
        try:
            means(draft)
        except Impossible:
            draft = None
        before = self.look()
        try:
            done = do(self.db, *words, **more)
        except SongyuError:
            self.see_nothing_happened(before)
            return None
        assert draft is not None, f"{do.__name__}: the rules forbid it"
        if self.look() == before:
            self.see_nothing_happened(before)
            assert draft.rows == self.facts.rows, f"{do.__name__} should have changed something"
            return done
        (number,) = self.log.read()
        assert self.db.last_command == number
        self.see_rows(before, number)
        self.told[number], self.ever, self.facts = draft.facts, draft.ever, draft
        self.driven[do.__name__] += 1
        return done

    def try_only(self, do: Callable[..., Any], *words: Any, **more: Any) -> None:
        """Do what only tries, or only asks: it may be refused, and leaves nothing behind."""
        before = self.look()
        with suppress(SongyuError):
            do(self.db, *words, **more)
        self.see_nothing_happened(before)

    def see_nothing_happened(self, before: State) -> None:
        assert not self.db.connection.in_transaction
        assert self.look() == before
        self.rows = self.rows[0], before  # which need not be looked through again
        assert self.log.read() == []

    def see_rows(self, before: State, number: int) -> None:
        """See that the log has every row that an entry changed, and none that it did not."""
        after = self.look()
        touched = [key for key in before | after if before.get(key) != after.get(key)]
        assert self.log.changed[number] == {key: (before.get(key), after.get(key)) for key in touched}

    def facts_now(self) -> Acts:
        """Work the facts out anew from the entries that count."""
        facts = Acts({"settings": self.first}, self.ever)
        for number in self.log.live():
            for fact in self.told[number]:
                facts.apply(fact)
        return facts

    def row_of(self, table: str, number: int) -> int:
        """Return the id of one of a table's rows, whichever the number means."""
        there = sorted(row for name, row in self.look() if name == table) or [1]
        return there[number % len(there)]

    def tag_of(self, number: int) -> str:
        tags = [row[0] for row in self.db.all("SELECT tag FROM benches ORDER BY id")]
        return tags[number % len(tags)] if tags else "B1-999"

    def has(self, table: str) -> bool:
        return any(name == table for name, _ in self.look())

    @initialize()
    def start(self) -> None:
        """Two stairwells, batches and benches, one more planned; five demands, one merged; of the rest one."""
        here, there = (Address(ESTATE, building, "1") for building in ("1", "2"))
        day, year = Date("2021-03-05"), Date("2021")
        for place in (here, there):
            self.act(add_unit, place, ACTOR, means=lambda m, place=place: m.add_unit(place, None, None))
        self.act(open_batch, None, ACTOR, planned=4, on=year, means=lambda m: m.open_batch(None, 4, year))
        self.act(open_batch, None, ACTOR, planned=3, on=year, means=lambda m: m.open_batch(None, 3, year))
        for kind, on in (*[("bench", day)] * 4, ("handrail", Date("2022-12-24"))):
            new = NewDemand(here, kind, 1, "door", on)
            self.act(add_demand, new, ACTOR, means=lambda m, new=new: m.add_demand(here, new.kind, 1, new.on))
        self.act(merge_demands, [3], ACTOR, into=2, on=day, means=lambda m: m.merge([3], 2, day))
        means = {"means": lambda m: m.decide([2], "accepted", day, None, None)}
        self.act(decide_demands, [2], "accepted", ACTOR, on=day, **means)
        asked = Asked(day, 1, 2, pinned=(Picked(here, 1, "门口宽"), Picked(there, 1, "门口宽")))
        self.act(save_plan, asked, ACTOR, means=lambda m: m.plan(1, [here, there], anew=False))
        asked = Asked(day, 2, 1, pinned=(Picked(here, 1, "老人多"),))
        self.act(save_plan, asked, ACTOR, means=lambda m: m.plan(2, [here], anew=False))
        orders = [Order(here), Order(there)]
        self.act(install_benches, orders, ACTOR, batch=1, on=day, means=lambda m: m.install([here, there], 1, day))
        means = {"means": lambda m: m.change("stop_benches", ["B1-002"], day, "晃")}
        self.act(stop_benches, ["B1-002"], ACTOR, on=day, reason="晃", **means)
        meeting = NewMeeting("consultation", LATEST, None, None, {"resident": 2})
        self.act(add_meeting, meeting, ACTOR, means=lambda m: m.meet(LATEST, 2))
        item = NewMenuItem(2022, "安心凳", "bench")
        self.act(add_menu_item, item, ACTOR, means=lambda m: m.add_menu_item(2022, "安心凳", programme=False))
        means = {"means": lambda m: m.add_partner("同程", "donor")}
        self.act(add_partner, "同程", "donor", None, ACTOR, **means)
        assert len(self.log.live()) == 18, "none of these is refused"

    @invariant()
    def all_is_as_it_must_be(self) -> None:
        if self.checked is not self.look():
            self.checked = self.look()
            self.check()

    def check(self) -> None:
        """See that the ledger shows what follows from the acts, and the log which entries count."""
        told, shown = must_be_seen(self.facts), seen(self.db)
        for name, what in told.items():
            assert shown[name] == what, name
        assert self.db.all("PRAGMA foreign_key_check") == []
        for entry in log.find(self.db):
            undoes = self.log.undoes[entry.command]
            assert entry.undoes == undoes
            if undoes is None:
                assert (entry.undone_by is None) is self.log.counts(entry.command)

    def teardown(self) -> None:
        self.db.close()
