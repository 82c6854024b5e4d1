"""A bench's page: where it stands, what is known of it, how old it is, and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from songyu_cli.domain.benches import Bench
from songyu_cli.domain.dates import Date

if TYPE_CHECKING:
    from datetime import date

    from songyu_cli.domain.bench_changes import Answered
    from songyu_cli.domain.stairwells import Address

Fit = Literal["below", "within", "above"]


class BenchEvent(NamedTuple):
    """A step of a bench's life; the day is None where nobody wrote it down."""

    kind: str
    happened_on: str | None
    reason: str | None
    role: str | None


class BenchMove(NamedTuple):
    """A bench went from one place to another."""

    moved_on: str
    from_unit: Address
    from_spot: str | None
    to_unit: Address
    to_spot: str | None
    reason: str
    role: str


class LeftPlace(NamedTuple):
    """A place from which a bench was moved, and when."""

    unit: Address
    spot: str | None
    moved_on: str


class BenchInspection(NamedTuple):
    """What was seen of a bench on a day; `faults` are items to inspect."""

    inspected_on: str
    result: str
    faults: tuple[str, ...]
    text: str | None


class BenchRepair(NamedTuple):
    """A work order; it is open until `done_on`."""

    opened_on: str
    done_on: str | None
    what: str | None
    by_whom: str | None


class Age(NamedTuple):
    """Whole years, from the least to the most that vague days allow."""

    least: int
    most: int


class Seat(NamedTuple):
    """A seat height beside the reference, both in millimetres."""

    height_mm: int
    reference: str
    fit: Fit


@dataclass(frozen=True)
class BenchStory(Bench):
    """A bench with its whole life.

    A bench has no end of life of its own: its age, until it was retired, is all that is told. `carried_out` are the
    demands that it answered where it stood, or that the benches before it did.
    """

    age_years: Age | None = None
    seat: Seat | None = None
    carried_out: tuple[Answered, ...] = ()
    events: tuple[BenchEvent, ...] = ()
    moves: tuple[BenchMove, ...] = ()
    inspections: tuple[BenchInspection, ...] = ()
    repairs: tuple[BenchRepair, ...] = ()


def seat_beside(height_mm: int, reference: str) -> Seat:
    """Return a seat height beside a reference such as `430-480`; its ends belong to it."""
    least, most = map(int, reference.split("-"))
    fit: Fit = "below" if height_mm < least else "above" if height_mm > most else "within"
    return Seat(height_mm, reference, fit)


def age_of(bench: Bench, retired_on: str | None, today: date) -> Age | None:
    """Return how old a bench is, or how old it became; None where a day that this needs is not known."""
    until = Date(retired_on) if retired_on else Date.of(today)
    if bench.installed_on is None or (bench.state == "retired" and retired_on is None):
        return None
    since = Date(bench.installed_on)
    latest = min(until.latest(), today)
    return Age(max(0, _years(since.latest(), until.earliest())), max(0, _years(since.earliest(), latest)))


def _years(since: date, until: date) -> int:
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
