"""What the clerks take back and bring back, and when that must be refused."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from clerks import ACTOR, Clerks
from hypothesis import strategies as st
from hypothesis.stateful import rule

from songyu_cli.actions.undo import redo_command, redo_steps, undo_command, undo_steps
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.ledgers import KindInUse, SettingRefused
from songyu_cli.domain.log import (
    AllocationNeeded,
    ClosedBatchOwes,
    LaterWorkDepends,
    LaterWorkNear,
    MinutesIncomplete,
    NothingToRedo,
    NothingToUndo,
    PlaceTaken,
    TooFewSteps,
    UndoneSince,
    WorkSinceUndo,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from model_log import Key, State

BROKEN_RULES = (MinutesIncomplete, PlaceTaken, AllocationNeeded, ClosedBatchOwes, KindInUse, SettingRefused)
CHAPTERS = {"reopenings": "demands", "bench_events": "benches", "moves": "benches", "repairs": "benches"}


class Undoing(Clerks):
    """Undo and redo, of the newest, of a given one, of several at once."""

    @rule()
    def undo_the_newest(self) -> None:
        self.take_back()

    def take_back(self) -> bool:
        live = self.log.live()
        if not live:
            self.refused(NothingToUndo, undo_command, None)
            return False
        before = self.look()
        assert undo_command(self.db, None, ACTOR).command == live[-1]
        self.see_entries(before, [live[-1]], live[:-1])
        return True

    @rule(number=st.integers(0, 60))
    def undo_one(self, number: int) -> None:
        live = self.log.live()
        if live and number % 4:
            number = live[number % len(live)]
        else:
            number %= self.log.last + 2  # the undo's own number and one that is not there among them
        if number not in live:
            self.refused(SongyuError, undo_command, number)
            return
        builders = [later for later in live if later > number and self.builds_on(later, number)]
        if builders:
            refusal = self.refused(LaterWorkDepends, undo_command, number)
            assert refusal.values["later"] == max(builders)
            return
        left = [one for one in live if one != number]
        before = self.look()
        try:
            undo_command(self.db, number, ACTOR)
        except BROKEN_RULES:
            self.see_nothing_happened(before)
            assert self.would_break(self.log.state(self.beginning, left))
            return
        self.see_entries(before, [number], left)

    @rule(steps=st.sampled_from([1, 2, 3, 4, 60]))
    def undo_several(self, steps: int) -> None:
        live, before = self.log.live(), self.look()
        if len(live) < steps:
            self.refused(TooFewSteps if live else NothingToUndo, undo_steps, steps)
            return
        taken = undo_steps(self.db, steps, ACTOR)
        wanted = live[: -steps - 1 : -1]
        assert [entry.command for entry in taken] == wanted
        self.see_entries(before, wanted, live[:-steps])

    @rule()
    def redo_the_newest(self) -> None:
        live, undos = self.log.live(), self.log.undos()
        if not undos:
            self.refused(NothingToRedo, redo_command, None)
        elif live and live[-1] > undos[-1]:
            act = self.log.undoes[undos[-1]]
            assert act is not None
            near = self.near(act, undos[-1])
            self.refused((LaterWorkNear, UndoneSince) if near else WorkSinceUndo, redo_command, None)
        else:
            self.bring_back(None, undos[-1])

    @rule(number=st.integers(0, 60))
    def redo_one(self, number: int) -> None:
        undone = {self.log.undoes[undo]: undo for undo in self.log.undos()}
        choices = sorted({*undone, *undone.values()})
        number = choices[number % len(choices)] if choices and number % 4 else number
        undo = undone.get(number, number)
        if undo in undone.values():
            self.bring_back(number, undo)
        else:
            self.refused(SongyuError, redo_command, number)

    @rule(steps=st.integers(1, 3))
    def redo_several(self, steps: int) -> None:
        """As far as steps go back one by one they go back together, or none does."""
        live, undos, before = self.log.live(), self.log.undos(), self.look()
        wanted = undos[: -steps - 1 : -1]
        try:
            brought = redo_steps(self.db, steps, ACTOR)
        except SongyuError:
            self.see_nothing_happened(before)
            return
        assert len(wanted) == steps
        acts = [self.log.undoes[undo] for undo in wanted]
        assert [entry.command for entry in brought] == acts
        self.see_entries(before, wanted, [*live, *acts])

    def bring_back(self, number: int | None, undo: int) -> None:
        act, live, before = self.log.undoes[undo], self.log.live(), self.look()
        assert act is not None
        if self.near(act, undo):
            self.refused((LaterWorkNear, UndoneSince), redo_command, number)
            return
        whole = sorted([*live, act])
        try:
            entry = redo_command(self.db, number, ACTOR)
        except BROKEN_RULES:
            self.see_nothing_happened(before)
            assert self.would_break(self.log.state(self.beginning, whole))
            return
        assert entry.command == act
        self.see_entries(before, [undo], whole)

    def near(self, act: int, undo: int) -> bool:
        """Tell whether anything that came to count since an undo, or no longer does, is near what it took back."""
        since = [one for one in self.log.acts() if self.log.counts(one) != self.log.counts(one, undo) and one != act]
        return any(self.about(one) & self.about(act) for one in since)

    def refused(self, kind: Any, do: Any, words: int | None) -> Any:
        before = self.look()
        try:
            do(self.db, words, ACTOR)
        except kind as refusal:
            self.see_nothing_happened(before)
            return refusal
        raise AssertionError(f"{do.__name__} {words} should have been refused")

    def see_entries(self, before: State, taken: Iterable[int], live: Iterable[int]) -> None:
        """See that there is one entry for each that was taken back, and that the state is that of what counts."""
        new = self.log.read()
        assert [self.log.undoes[number] for number in new] == list(taken)
        assert self.db.last_command == new[-1]
        live = sorted(live)
        assert self.log.live() == live
        assert self.look() == self.log.state(self.beginning, live)
        assert not self.would_break(self.look())
        if len(new) == 1:
            self.see_rows(before, new[0])
        self.facts = self.facts_now()

    def about(self, act: int) -> set[Key]:
        """Return the rows that an act changed, and those that these point at."""
        found: set[Key] = set()
        for (table, row), sides in self.log.changed[act].items():
            found.add((table, row))
            for side in filter(None, sides):
                found |= {(parent, side[column]) for column, parent in self.pointers[table].items() if side[column]}
        return found

    def builds_on(self, later: int, number: int) -> bool:
        """Tell whether a later act hangs on a row of this one, or on one that would be pointed at again."""
        mine = self.log.changed[number]
        touched, wanted, asked = set(mine), set(), set()
        for (table, _), (old, new) in mine.items():
            values = new or old or {}
            if table in CHAPTERS:
                touched.add((CHAPTERS[table], values["demand" if table == "reopenings" else "bench"]))
            if table in ("decisions", "results"):
                asked.add(values["demand"])
            for column, parent in self.pointers[table].items():
                if old and old[column] not in (None, (new or {}).get(column)):
                    wanted.add((parent, old[column]))
        for (table, row), (old, new) in self.log.changed[later].items():
            values = new or old or {}
            if (table, row) in touched | wanted or (table == "followups" and values["demand"] in asked):
                return True
            if any((parent, values[column]) in touched for column, parent in self.pointers[table].items()):
                return True
        return False

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
        places = Counter((unit["estate"], unit["building"], unit["label"]) for unit in of["units"])
        numbers = Counter(batch["number"] for batch in of["batches"])
        counts = Counter((count["unit"], count["as_of"]) for count in of["headcounts"])
        items = Counter((item["meeting"], item["demand"]) for item in of["meeting_items"] if item["demand"])
        keys = Counter(one["key"] for one in of["settings"])
        one_only = (titles, programmes, names, places, numbers, counts, items, keys)
        given, filled = allocations_by_hand(state)
        closed = {row for (name, row), values in state.items() if name == "batches" and values["closed_on"]}
        short = any(
            filled[place] > given[place] or (place[0] in closed and filled[place] < given[place])
            for place in given | filled
        )
        return bool(lost) or short or any(n > 1 for those in one_only for n in those.values())

    def teardown(self) -> None:
        """Whatever was done can be taken back to where it began, and what was entered in the log stands there still."""
        try:
            if sys.exc_info()[0] is None:  # else the run has failed already
                while self.take_back():
                    pass
                assert self.look() == self.beginning
                self.log.read_again()
        finally:
            super().teardown()


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
