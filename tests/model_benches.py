"""What each act means, in the model's facts: benches are put up, used, moved, looked after, replaced, retired."""

from __future__ import annotations

from typing import Any

from model import forbid, surely_before
from model_demands import DemandActs

_AFTER = {
    "pending": (),
    "in_use": ("in_use",),
    "out_of_use": ("in_use", "out_of_use"),
    "retired": ("in_use", "retired"),
}
_BECOMES = {"use_benches": "in_use", "stop_benches": "out_of_use", "retire_benches": "retired"}


class Acts(DemandActs):
    """All acts."""

    def install(self, places: list[Any], batch: int, day: str, *, over: bool = False, state: str = "in_use") -> None:
        own = self.get("batches", batch)
        forbid(own["closed_on"] or surely_before(day, own["opened_on"]))
        forbid(self.batch(batch)["installed"] + len(places) > own["planned"] and not over)
        for place in places:
            self.get("units", place)
        for place in places:
            self.put_up(place, batch, day, state)

    def put_up(self, place: Any, batch: int, day: str, state: str, tag: str | None = None) -> None:
        tag = tag or self.next_tag(batch)
        number = int(tag.partition("-")[2])
        self.ever[f"B{batch}"] = max(self.ever[f"B{batch}"], number)
        self.put("benches", tag, batch=batch, place=place, first=place, replaces=None)
        for kind in ("installed", *_AFTER[state]):
            self.happened(tag, kind, day if kind in ("installed", "in_use") else None)
        if state != "retired":
            self.settle(place, tag, day)
        missing = self.filled()[batch, place] - self.given()[batch, place]
        if missing > 0:
            self.new("given", batch=batch, place=place, quantity=missing)

    def next_tag(self, batch: int) -> str:
        """Return the next tag of a batch; one that was given out is never given again."""
        self.ever[f"B{batch}"] += 1
        return f"B{batch}-{self.ever[f'B{batch}']:03}"

    def happened(self, tag: str, kind: str, day: str | None) -> None:
        self.new("events", tag=tag, kind=kind, on=day)

    def check_day(self, tag: str, day: str) -> None:
        """Nothing happens to a bench before what happened to it."""
        days = [one["on"] for one in (*self.of("events", tag=tag), *self.of("moves", tag=tag)) if one["on"]]
        forbid(any(surely_before(day, other) for other in days))

    def change(self, step: str, tags: list[str], day: str, reason: str | None) -> None:
        forbid(step != "use_benches" and not (reason or "").strip())
        for tag in tags:
            self.get("benches", tag)
        for tag in dict.fromkeys(tags):
            if self.bench_state(tag) != _BECOMES[step]:
                forbid(self.bench_state(tag) == "retired")
                self.check_day(tag, day)
                self.happened(tag, _BECOMES[step], day)

    def move(self, tag: str, place: Any, spot: str | None, day: str, reason: str | None) -> None:
        """A bench that comes to another stairwell answers a demand there, unless it carried one out there before."""
        own = self.get("benches", tag)
        self.get("units", place)
        forbid(self.bench_state(tag) == "retired" or not (reason or "").strip())
        self.check_day(tag, day)
        stays = own["place"] == place
        forbid(stays and spot is None)
        self.new("moves", tag=tag, on=day)
        self.put("benches", tag, place=place)
        if not stays and not self.answered(tag, place):
            self.settle(place, tag, day)

    def answered(self, tag: str, place: Any) -> bool:
        """Tell whether a bench or those before it carried out a demand of a stairwell that still goes by it."""
        return any(
            one["tag"] in self.chain(tag)
            and one["round"] == self.round(one["demand"])
            and self.rows["demands"][one["demand"]]["place"] == place
            and self.state(one["demand"]) not in ("withdrawn", "merged", "declined")
            for one in self.rows["results"].values()
        )

    def opened_again(self, tag: str) -> set[int]:
        """Return the demands that a bench or those before it carried out, and not since they were opened again."""
        rounds: dict[int, int] = {}
        for one in self.rows["results"].values():
            if one["tag"] in self.chain(tag):
                rounds[one["demand"]] = max(rounds.get(one["demand"], 0), one["round"])
        return {number for number, turn in rounds.items() if turn < self.round(number)}

    def replace(self, tag: str, day: str, reason: str | None) -> None:
        """A new bench takes the place of one, adds to no plan, and answers only what that one had answered."""
        old = self.get("benches", tag)
        forbid(tag in self.replaced() or not (reason or "").strip())
        self.check_day(tag, day)
        if self.bench_state(tag) != "retired":
            self.happened(tag, "retired", day)
        new = self.next_tag(old["batch"])
        self.put("benches", new, batch=old["batch"], place=old["place"], first=old["place"], replaces=tag)
        self.happened(new, "installed", day)
        self.happened(new, "in_use", day)
        again = self.opened_again(tag)
        if again:
            self.settle(old["place"], new, day, again)

    def edit_benches(self, tags: list[str]) -> None:
        for tag in tags:
            self.get("benches", tag)

    def waiting(self, tag: str) -> int | None:
        """Return the number of a bench's open work order."""
        there = [key for key, one in self.rows["repairs"].items() if one["tag"] == tag and not one["done"]]
        return there[-1] if there else None

    def inspect(self, tags: list[str], result: str, day: str) -> None:
        for tag in tags:
            self.get("benches", tag)
        for tag in dict.fromkeys(tags):
            forbid(self.bench_state(tag) == "retired" and result != "good")
            if result == "out_of_use" and self.bench_state(tag) != "out_of_use":
                self.happened(tag, "out_of_use", day)
            if result != "good" and not self.waiting(tag):
                self.new("repairs", tag=tag, done=None)

    def order_repair(self, tag: str) -> None:
        self.get("benches", tag)
        forbid(self.bench_state(tag) == "retired")
        if not self.waiting(tag):
            self.new("repairs", tag=tag, done=None)

    def repair(self, tag: str, day: str, *, keep_out: bool) -> None:
        """What is mended is in use again, and carries out again what was opened again."""
        self.get("benches", tag)
        order = self.waiting(tag)
        used = any(one["kind"] == "in_use" for one in self.of("events", tag=tag))
        again = self.bench_state(tag) == "out_of_use" and not keep_out and used
        if order:
            self.put("repairs", order, done=day)
        else:
            self.new("repairs", tag=tag, done=day)
        if again:
            self.happened(tag, "in_use", day)
        open_again = self.opened_again(tag) if self.bench_state(tag) == "in_use" else set()
        if open_again:
            self.settle(self.rows["benches"][tag]["place"], tag, day, open_again)

    def audit(self, place: Any) -> None:
        self.get("units", place)
        self.new("audits", place=place)
