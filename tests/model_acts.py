"""What each act means, in the facts: of stairwells, of the menu and those who meet and give, of settings."""

from __future__ import annotations

from collections import Counter
from typing import Any

from model import BANDS, TODAY, Fact, Facts, Impossible, Row, forbid


class Draft(Facts):
    """The facts as one act would leave them; nothing of it counts before the act is done."""

    def __init__(self, rows: dict[str, dict[Any, Row]], ever: Counter[str]) -> None:
        super().__init__(rows)
        self.ever = Counter(ever)  # the highest number ever given out of each sort, and of tags of each batch
        self.facts: list[Fact] = []

    def put(self, sort: str, key: Any, **said: object) -> None:
        fact = (sort, key, said)
        self.facts.append(fact)
        self.apply(fact)

    def new(self, sort: str, **said: object) -> int:
        """Put a new thing under the next number of its sort; a number once given is never given again."""
        self.ever[sort] += 1
        self.put(sort, self.ever[sort], **said)
        return self.ever[sort]

    def get(self, sort: str, key: Any) -> Row:
        if key not in self.rows[sort]:
            raise Impossible
        return self.rows[sort][key]

    # Stairwells

    def add_unit(self, place: Any, grid: str | None, households: int | None) -> None:
        forbid(place in self.rows["units"])
        self.put("units", place, grid=grid, households=households, floors=None)

    def edit_unit(self, place: Any, changes: Row) -> None:
        self.get("units", place)
        self.put("units", place, **changes)

    def count_unit(self, place: Any, day: str, bands: Row, source: str | None) -> None:
        """A count of the same day is filled up; its source goes with its numbers."""
        self.get("units", place)
        forbid(all(n is None for n in bands.values()))
        old = self.rows["counts"].get((place, day))
        whole = {band: bands.get(band) for band in BANDS}
        if old:
            whole = {band: old[band] if n is None else n for band, n in whole.items()}
            if source is None and all(whole[band] == old[band] for band in BANDS):
                source = old["source"]
        known = [n for n in whole.values() if n is not None]
        forbid(known != sorted(known, reverse=True))
        self.put("counts", (place, day), place=place, day=day, source=source, **whole)

    def import_units(self, rows: list[Row]) -> None:
        for row in rows:
            facts = {name: row[name] for name in ("grid", "households") if row[name] is not None}
            if row["place"] not in self.rows["units"]:
                self.put("units", row["place"], **{"grid": None, "households": None, "floors": None, **facts})
            self.put("units", row["place"], **facts)
            bands = {"elderly_60": row["elderly_60"], "elderly_80": row["elderly_80"]}
            shown = self.newest(row["place"], row["day"])
            if all(n is None for n in bands.values()):
                continue
            if shown["as_of"] == row["day"] and all(n in (None, shown[band]) for band, n in bands.items()):
                continue  # no more than is known of that day
            self.count_unit(row["place"], row["day"], bands, None)

    # Hazards and rounds

    def find_hazard(self, place: Any, kind: str, quantity: int, day: str, demand: int | None = None) -> None:
        self.get("units", place)
        forbid(demand is not None and self.get("demands", demand)["place"] != place)
        self.new("hazards", place=place, kind=kind, quantity=quantity, found_on=day, cleared_on=None)

    def clear_hazards(self, numbers: list[int], day: str) -> None:
        for number in numbers:
            forbid(self.get("hazards", number)["cleared_on"])
            self.put("hazards", number, cleared_on=day)

    # The menu, meetings, partners, settings

    def add_menu_item(self, year: int, title: str, *, programme: bool) -> None:
        there = [one for one in self.rows["menu"].values() if one["year"] == year]
        forbid(any(one["title"] == title or (programme and one["programme"]) for one in there))
        self.new("menu", year=year, title=title, programme=programme, closed_on=None)

    def edit_menu_item(self, number: int, changes: Row) -> None:
        whole = self.get("menu", number) | changes
        others = [one for key, one in self.rows["menu"].items() if key != number and one["year"] == whole["year"]]
        forbid(any(one["title"] == whole["title"] or (one["programme"] and whole["programme"]) for one in others))
        self.put("menu", number, **changes)

    def close_menu_item(self, number: int, day: str) -> None:
        forbid(self.get("menu", number)["closed_on"])
        self.put("menu", number, closed_on=day)

    def link(self, number: int, demands: list[int]) -> None:
        forbid(self.get("menu", number)["closed_on"])
        for demand in demands:
            forbid(self.get("demands", demand)["merged_into"])
            self.put("demands", demand, menu_item=number)

    def unlink(self, number: int, demands: list[int]) -> None:
        self.get("menu", number)
        for demand in demands:
            forbid(self.get("demands", demand)["menu_item"] != number)
        for demand in demands:
            self.put("demands", demand, menu_item=None)

    def meet(self, day: str, people: int) -> None:
        self.new("meetings", held_on=day, people=people)

    def edit_meeting(self, number: int, day: str | None, people: int | None) -> None:
        """The decisions of a meeting move with its day."""
        self.get("meetings", number)
        if people is not None:
            self.put("meetings", number, people=people)
        if day:
            self.put("meetings", number, held_on=day)
            for key, one in self.rows["decisions"].items():
                if one["meeting"] == number:
                    self.put("decisions", key, on=day)

    def add_partner(self, name: str, role: str) -> None:
        forbid(any(one["name"] == name for one in self.rows["partners"].values()))
        self.new("partners", name=name, role=role)

    def edit_partner(self, number: int, changes: Row) -> None:
        self.get("partners", number)
        forbid(any(one["name"] == changes["name"] for key, one in self.rows["partners"].items() if key != number))
        self.put("partners", number, **changes)

    def give(self, partner: int, step: str, kind: str, batch: int | None) -> None:
        self.get("partners", partner)
        if batch is not None:
            self.get("batches", batch)
        self.new("gifts", partner=partner, step=step, kind=kind, batch=batch)

    def set_setting(self, key: str, value: str) -> None:
        self.put("settings", key, value=value)

    # Batches and their plans

    def open_batch(self, number: int | None, planned: int, day: str) -> None:
        number = number or max(self.rows["batches"], default=0) + 1
        forbid(number in self.rows["batches"])
        self.put("batches", number, planned=planned, opened_on=day, closed_on=None)

    def edit_batch(self, number: int, changes: Row) -> None:
        self.get("batches", number)
        self.put("batches", number, **changes)

    def close_batch(self, number: int, day: str) -> None:
        """What a batch gave and did not put up is taken back."""
        forbid(self.get("batches", number)["closed_on"])
        for place, left in self.unfilled(number).items():
            self.new("given", batch=number, place=place, quantity=-left)
        self.put("batches", number, closed_on=day)

    def plan(self, number: int, places: list[Any], *, anew: bool) -> None:
        forbid(self.get("batches", number)["closed_on"])
        if anew:
            for place, left in self.unfilled(number).items():
                self.new("given", batch=number, place=place, quantity=-left)
        for place in places:
            self.new("given", batch=number, place=place, quantity=1)

    def screen(self, least: int, *, register: bool) -> set[Any]:
        """Choose the stairwells with so many residents 60+, and ask for a bench where nobody does; return where."""
        chosen = {
            place
            for place in self.rows["units"]
            if (n := self.newest(place, TODAY)["elderly_60"]) is not None and n >= least
        }
        forbid(not chosen)
        self.new("selections", least=least)
        waiting = {one["place"] for number, one in self.rows["demands"].items() if self.is_open(number, "bench")}
        return chosen - waiting if register else set()

    def is_open(self, number: int, kind: str) -> bool:
        open_states = ("registered", "reviewed", "accepted", "in_progress")
        return self.rows["demands"][number]["kind"] == kind and self.state(number) in open_states
