"""What the sample ledger's history is made of: demands, hazards, and the commands in the order of their days."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from make_places import Batches, Place, Stairwell

START = "2021-03-02"  # the ledger is set up; what was heard before is typed in from paper
SILENT = {  # nobody ever answered: (day, building, unit)
    ("2021-10-25", 19, 2): "done and not answered",
    ("2021-12-27", 83, 1): "declined and not answered",
    ("2022-10-21", 85, 4): "neither decided nor answered",
    ("2022-11-15", 13, 2): "newly heard",
}


@dataclass
class Ask:
    """A demand; its number is known once everything before it has been written down."""

    day: str
    channel: str
    place: Place
    text: str
    kind: str
    quantity: int
    grid: str
    number: int = 0

    @property
    def answered(self) -> bool:
        """Whether somebody asked and was answered."""
        return not self.screened and (self.day, *self.place) not in SILENT

    @property
    def screened(self) -> bool:
        """Whether the numbers asked, and nobody at the door."""
        return self.channel == "筛选"


class Seen(NamedTuple):
    """A hazard: found when, where, and what it is."""

    day: str
    place: Place
    what: str


class Act(NamedTuple):
    """A command: when and in what order it is typed, by whom; `line` is called once its turn has come."""

    day: str
    rank: int
    who: str
    line: Callable[[], str]


@dataclass
class Story:
    """Everything that is typed, and the numbers that the ledger will give."""

    stairwells: list[Stairwell]
    batches: Batches
    rng: Random
    asks: list[Ask] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    rounds: dict[str, list[str]] = field(default_factory=dict)
    hazards: list[Seen] = field(default_factory=list)  # in the order of their numbers
    given: int = 0  # the newest demand's number

    def act(self, day: str, rank: int, who: str, line: str | Callable[[], str]) -> None:
        """Type a line on a day; what is numbered later is filled in when its turn comes."""
        self.acts.append(Act(day, rank, who, line if callable(line) else lambda: line))

    def ask(self, ask: Ask) -> Ask:
        """Note a demand."""
        self.asks.append(ask)
        return ask

    def numbered(self, *asks: Ask) -> None:
        """Give demands the next numbers."""
        for ask in asks:
            self.given += 1
            ask.number = self.given

    def wanted(self, *, kind: str | None = None, since: str = "", until: str = "9999") -> list[Ask]:
        """Return the demands registered between two days, both included."""
        return [ask for ask in self.asks if since <= ask.day <= until and kind in (None, ask.kind)]

    def at(self, building: int, unit: int, kind: str = "凳", nth: int = 0) -> Ask:
        """Return a demand of people at a stairwell."""
        there = [ask for ask in self.asks if ask.place == (building, unit) and not ask.screened]
        return [ask for ask in there if ask.kind == kind][nth]


def typed_on(day: str) -> tuple[str, str]:
    """Return when something of a day is typed in, and the option that tells its own day where that is earlier."""
    return max(day, START), f" --on {day}" if day < START else ""


def numbers(asks: Iterable[Ask]) -> str:
    """Return demands as they are typed: 1 2 4-9."""
    runs: list[list[int]] = []
    for number in sorted(ask.number for ask in asks):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
