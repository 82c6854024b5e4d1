"""What each act means, in the model's facts: the steps of demands, and the rounds and lists that bring them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from model import OPEN, Row, first_day, forbid, surely_before
from model_acts import Draft

PROMISED = {"reply_due": 7, "result_due": 60}  # days, as a ledger starts


class DemandActs(Draft):
    """The steps of a demand, each of all that are named or of none."""

    def add_demand(self, place: Any, kind: str, quantity: int, day: str, channel: str = "door") -> int:
        self.get("units", place)
        return self.new(
            "demands",
            place=place,
            kind=kind,
            quantity=quantity,
            channel=channel,
            registered_on=day,
            merged_into=None,
            withdrawn_on=None,
            menu_item=None,
            **_promised(day),
        )

    def edit_demand(self, number: int, changes: Row) -> None:
        """The promised days follow from another day of registering."""
        old = self.get("demands", number)
        forbid(self.state(number) not in OPEN)
        changes = {("place" if name == "unit" else name): value for name, value in changes.items() if name != "text"}
        self.get("units", changes.get("place", old["place"]))
        carried_out = sum(one["quantity"] for one in self.results(number))
        forbid(changes.get("quantity", old["quantity"]) < carried_out)
        if changes.get("place", old["place"]) != old["place"]:
            forbid(self.of("results", demand=number))
        day = str(changes.get("registered_on", old["registered_on"]))
        due = {} if day == old["registered_on"] else _promised(day)
        self.put("demands", number, **changes, **due)

    def step(self, number: int, day: str | None, states: tuple[str, ...], *, reply: bool = False) -> str:
        """See that a step makes sense in a demand's state and on a day, and return the state."""
        demand = self.get("demands", number)
        state = self.state(number)
        forbid(state not in states and not reply)
        if day is not None:
            forbid(surely_before(day, demand["registered_on"]))
            opened = [one["on"] for one in self.of("reopenings", demand=number)]
            forbid(not reply and opened and surely_before(day, opened[-1]))
        return state

    def review(self, numbers: list[int], reasonable: str, feasible: str | None, reason: str | None, day: str) -> None:
        forbid("no" in (reasonable, feasible) and not reason)
        for number in numbers:
            self.step(number, day, OPEN)
            turn = self.round(number)
            self.new("reviews", demand=number, round=turn, reasonable=reasonable, feasible=feasible, on=day)

    def decide(self, numbers: list[int], verdict: str, day: str, reason: str | None, meeting: int | None) -> None:
        for number in numbers:
            self.step(number, None, (*OPEN, "declined"))
            last = (self.of("decisions", demand=number) or [{}])[-1]
            if (
                last
                and (last["round"], last["verdict"]) == (self.round(number), verdict)
                and reason in (None, last["reason"])
                and meeting in (None, last["meeting"])
            ):
                continue  # said before
            self.decision_on(number, verdict, day, reason, meeting)

    def decision_on(self, number: int, verdict: str, day: str, reason: str | None, meeting: int | None) -> None:
        self.step(number, day, (*OPEN, "declined"))
        forbid(verdict == "declined" and (not reason or self.results(number)))
        before = self.decision(number).get("on")
        forbid(before and surely_before(day, before))
        turn = self.round(number)
        said = {"verdict": verdict, "on": day, "reason": reason, "meeting": meeting}
        self.new("decisions", demand=number, round=turn, **said)

    def speak(self, meeting: int, number: int, verdict: str | None, reason: str | None) -> None:
        """A meeting speaks of a demand, and may decide on it; a decision of its own is not taken twice."""
        day = self.get("meetings", meeting)["held_on"]
        forbid(surely_before(day, self.get("demands", number)["registered_on"]))
        own = (self.of("decisions", demand=number, meeting=meeting) or [{}])[-1]
        said = (own.get("verdict"), own.get("reason")) == (verdict, reason)
        spoken = any(one["demand"] == number for one in self.of("items", meeting=meeting))
        if verdict and (self.decision(number).get("verdict") != verdict or not (said and spoken)):
            self.decision_on(number, verdict, day, reason, meeting)
        self.put("items", (meeting, number), meeting=meeting, demand=number)

    def reply(self, numbers: list[int], day: str) -> None:
        for number in numbers:
            self.step(number, day, (), reply=True)
            self.new("replies", demand=number, on=day)

    def carry_out(self, number: int, day: str, quantity: int | None) -> None:
        self.step(number, day, OPEN)
        demand = self.rows["demands"][number]
        left = demand["quantity"] - sum(one["quantity"] for one in self.results(number))
        forbid(demand["kind"] == "bench" or (quantity or 0) > left)
        self.result(number, quantity or left, day, None)

    def result(self, number: int, quantity: int, day: str, tag: str | None) -> None:
        turn = self.round(number)
        self.new("results", demand=number, quantity=quantity, on=day, round=turn, tag=tag)

    def withdraw(self, number: int, day: str) -> None:
        self.step(number, day, OPEN)
        forbid(any(one["merged_into"] == number for one in self.rows["demands"].values()))
        self.put("demands", number, withdrawn_on=day)

    def reopen(self, number: int, day: str, reason: str | None) -> None:
        forbid(not reason)
        self.step(number, day, ("done", "declined", "withdrawn"))
        self.new("reopenings", demand=number, on=day)
        self.put("demands", number, withdrawn_on=None)

    def follow_up(self, numbers: list[int], reached: str, resolved: str | None, day: str) -> None:
        for number in numbers:
            state = self.step(number, day, ("declined", "done", "in_progress"))
            forbid(state == "in_progress" and not self.results(number))
            self.new("followups", demand=number, on=day, reached=reached, resolved=resolved)

    def extend(self, number: int, day: str, to: str, reason: str | None) -> None:
        forbid(not reason)
        self.step(number, day, OPEN)
        due = self.demand(number)["result_due"]
        forbid(due is None or to <= due or to < first_day(day))
        self.new("extensions", demand=number, to=to)

    def merge(self, numbers: list[int], into: int, day: str) -> None:
        """What had been merged into them goes along, and the first open menu item of theirs stays answered."""
        forbid(into in numbers)
        self.step(into, day, OPEN)
        parent = self.rows["demands"][into]
        items = []
        for number in numbers:
            self.step(number, day, OPEN)
            one = self.rows["demands"][number]
            forbid((one["place"], one["kind"]) != (parent["place"], parent["kind"]) or self.results(number))
            for child, other in self.rows["demands"].items():
                if other["merged_into"] == number:
                    self.put("demands", child, merged_into=into)
            self.put("demands", number, merged_into=into)
            if one["menu_item"] and not self.rows["menu"][one["menu_item"]]["closed_on"]:
                items.append(one["menu_item"])
        if items and not parent["menu_item"]:
            self.put("demands", into, menu_item=items[0])

    def unmerge(self, numbers: list[int]) -> None:
        for number in numbers:
            forbid(self.get("demands", number)["merged_into"] is None)
            self.put("demands", number, merged_into=None)

    def call(self, place: Any, day: str, told: Row) -> None:
        """A grid worker calls at a stairwell: people are counted, demands and hazards noted."""
        self.get("units", place)
        bands = {band: told[band] for band in ("elderly_60", "elderly_80") if told.get(band) is not None}
        if bands:
            self.count_unit(place, day, bands, "走访")
        for kind, quantity in told.get("needs", ()):
            self.add_demand(place, kind, quantity, day)
        for kind, quantity in told.get("hazards", ()):
            self.find_hazard(place, kind, quantity, day)

    def oldest_open(self, place: Any) -> list[int]:
        """Return the open bench demands of a stairwell, the one registered first before the others."""
        open_here = [
            (one["registered_on"], number)
            for number, one in self.rows["demands"].items()
            if one["place"] == place and self.is_open(number, "bench")
        ]
        return [number for _, number in sorted(open_here)]

    def settle(self, place: Any, tag: str, day: str, among: set[int] | None = None) -> None:
        """A bench answers the oldest open demand of its stairwell, unless it stood there before that was asked."""
        for number in self.oldest_open(place):
            opened = [one["on"] for one in self.of("reopenings", demand=number)]
            asked = opened[-1] if opened else self.rows["demands"][number]["registered_on"]
            if (among is None or number in among) and not surely_before(day, asked):
                self.result(number, 1, day, tag)
                return


def _promised(day: str) -> Row:
    """Return the promised days of a demand; one whose day is not known has none."""
    if len(day) < len("2022-12-31"):
        return dict.fromkeys(PROMISED)
    start = date.fromisoformat(day)
    return {name: (start + timedelta(days=days)).isoformat() for name, days in PROMISED.items()}
