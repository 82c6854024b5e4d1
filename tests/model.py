"""What must be seen of a ledger, worked out from the acts alone: plain Python that knows nothing of songyu's tables.

Every act comes down to a few facts, which are kept under the number of its entry in the log. What counts now is all
facts of the entries that count, in their order; an undo takes an entry's facts out, and a redo puts them back.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from typing import Any

Row = dict[str, Any]
Fact = tuple[str, Any, Row | None]

TODAY = "2022-12-31"
OPEN = ("registered", "reviewed", "accepted", "in_progress")
BANDS = ("residents", "elderly_60", "elderly_65", "elderly_80")


class Impossible(Exception):
    """What the rules certainly forbid."""


def first_day(date: str) -> str:
    """Return the first day that a date of any precision can mean."""
    return (date + "-01-01")[:10]


def last_day(date: str) -> str:
    """Return the last day that a date of any precision can mean."""
    year, month, *day = map(int, (date if len(date) > len("2022") else date + "-12").split("-"))
    return date if day else f"{year}-{month:02}-{monthrange(year, month)[1]}"


def padded(date: str) -> str:
    """Return what sorts a vague date after all that it can mean."""
    return (date + "-99-99")[:10]


def surely_before(one: str, other: str) -> bool:
    return last_day(one) < first_day(other)


def forbid(so: object) -> None:
    if so:
        raise Impossible


class Facts:
    """Facts as they stand, and what follows from them. The rows of each sort of thing go by its own number or name."""

    def __init__(self, rows: dict[str, dict[Any, Row]]) -> None:
        self.rows: defaultdict[str, dict[Any, Row]] = defaultdict(dict, rows)

    def apply(self, fact: Fact) -> None:
        sort, key, said = fact
        self.rows[sort] = dict(self.rows[sort])  # a draft shares what it does not change
        if said is None:
            self.rows[sort].pop(key, None)
        else:
            self.rows[sort][key] = {**self.rows[sort].get(key, {}), **said}

    def of(self, sort: str, **like: object) -> list[Row]:
        """Return the things of a sort that are so, in the order of their numbers."""
        there = self.rows[sort]
        return [there[key] for key in sorted(there) if all(there[key].get(name) == was for name, was in like.items())]

    # Stairwells

    def known(self, place: object, band: str, up_to: str) -> int | None:
        """Return the newest known number of a band."""
        counts = [one for one in self.rows["counts"].values() if one["place"] == place and one[band] is not None]
        counts = [one for one in counts if one["day"] <= up_to]
        return max(counts, key=lambda one: one["day"])[band] if counts else None

    def newest(self, place: object, up_to: str = "9999") -> Row:
        """Return each band's newest number; what does not nest with a newer one is not known any more."""
        found = {band: self.known(place, band, up_to) for band in BANDS}
        told = dict(found)
        for inner, outer in (
            ("elderly_65", "elderly_60"),
            ("elderly_80", "elderly_60"),
            ("elderly_80", "elderly_65"),
            ("elderly_60", "residents"),
        ):
            narrow, wide = found[inner], found[outer]
            if narrow is not None and wide is not None and narrow > wide:
                told["residents" if outer == "residents" else inner] = None
        days = [
            one["day"]
            for one in self.rows["counts"].values()
            if one["place"] == place and one["elderly_60"] is not None and one["day"] <= up_to
        ]
        return told | {"as_of": max(days, default=None)}

    # Benches

    def bench_state(self, tag: str) -> str:
        kinds = [one["kind"] for one in self.of("events", tag=tag) if one["kind"] != "installed"]
        return kinds[-1] if kinds else "pending"

    def replaced(self) -> set[str]:
        return {one["replaces"] for one in self.rows["benches"].values() if one["replaces"]}

    def chain(self, tag: str | None) -> set[str]:
        """Return a bench and those in whose place it stands."""
        found = set()
        while tag:
            found.add(tag)
            tag = self.rows["benches"][tag]["replaces"]
        return found

    def given(self) -> Counter[tuple[int, Any]]:
        """Return how many benches each batch gave each stairwell."""
        total: Counter[tuple[int, Any]] = Counter()
        for one in self.rows["given"].values():
            total[one["batch"], one["place"]] += one["quantity"]
        return total

    def filled(self) -> Counter[tuple[int, Any]]:
        """Return how many of these were put up there, wherever they were moved since."""
        return Counter((b["batch"], b["first"]) for b in self.rows["benches"].values() if not b["replaces"])

    def unfilled(self, batch: int) -> Row:
        filled = self.filled()
        left = {place: n - filled[of, place] for (of, place), n in self.given().items() if of == batch}
        return {place: n for place, n in left.items() if n > 0}

    def batch(self, number: int) -> Row:
        """Return a batch's figures."""
        mine = {tag: one for tag, one in self.rows["benches"].items() if one["batch"] == number}
        states = Counter(self.bench_state(tag) for tag in mine.keys() - self.replaced())
        own = self.rows["batches"][number]
        told = {name: states[name] for name in ("in_use", "out_of_use", "retired", "pending")}
        told["allocated"] = sum(one["quantity"] for one in self.rows["given"].values() if one["batch"] == number)
        told["replacements"] = sum(one["replaces"] is not None for one in mine.values())
        return {
            **{name: own[name] for name in ("planned", "opened_on", "closed_on")},
            **told,
            "installed": sum(states.values()),
        }

    # Demands

    def round(self, number: int) -> int:
        return 1 + len(self.of("reopenings", demand=number))

    def decision(self, number: int) -> Row:
        """Return the last decision; a reopening sets a refusal aside, not an acceptance."""
        last = (self.of("decisions", demand=number) or [{}])[-1]
        if last.get("verdict") == "declined" and last["round"] < self.round(number):
            return {}
        return last

    def results(self, number: int) -> list[Row]:
        return self.of("results", demand=number, round=self.round(number))

    def judged(self, number: int, question: str) -> str | None:
        said = [one[question] for one in self.of("reviews", demand=number, round=self.round(number)) if one[question]]
        return said[-1] if said else None

    def on_its_way(self, place: object) -> bool:
        filled = self.filled()
        return any(n > filled[batch, there] for (batch, there), n in self.given().items() if there == place)

    def state(self, number: int) -> str:
        """Return a demand's state: the first that fits counts."""
        demand, carried_out = self.rows["demands"][number], sum(one["quantity"] for one in self.results(number))
        verdict = self.decision(number).get("verdict")
        if demand["withdrawn_on"]:
            return "withdrawn"
        if demand["merged_into"]:
            return "merged"
        if carried_out >= demand["quantity"]:
            return "done"
        if verdict == "declined":
            return "declined"
        if verdict == "accepted":
            coming = demand["kind"] == "bench" and self.on_its_way(demand["place"])
            return "in_progress" if carried_out or coming else "accepted"
        both = self.judged(number, "reasonable") and self.judged(number, "feasible")
        return "reviewed" if both else "registered"

    def demand(self, number: int) -> Row:
        """Return what is to be seen of a demand."""
        own, results, decision = self.rows["demands"][number], self.results(number), self.decision(number)
        replies = [one["on"] for one in self.of("replies", demand=number)]
        extensions = [one["to"] for one in self.of("extensions", demand=number)]
        state, carried_out = self.state(number), sum(one["quantity"] for one in results)
        merged = [one for one in self.rows["demands"].values() if one["merged_into"] == number]
        named = ("place", "kind", "quantity", "channel", "registered_on", "merged_into", "withdrawn_on", "menu_item")
        return {
            **{name: own[name] for name in named},
            "state": state,
            "round": self.round(number),
            "carried_out": carried_out,
            "asked": sum(one["channel"] != "screening" for one in [own, *merged]),
            "reasonable": self.judged(number, "reasonable"),
            "feasible": self.judged(number, "feasible"),
            "verdict": decision.get("verdict"),
            "decided_on": decision.get("on"),
            "replies": len(replies),
            "replied_on": min(replies, key=padded, default=None),
            "reply_due": own["reply_due"],
            "extensions": len(extensions),
            "result_due": own["result_due"] and max([own["result_due"], *extensions]),
            "done_on": max((one["on"] for one in results), key=padded, default=None)
            if carried_out >= own["quantity"]
            else None,
        }
