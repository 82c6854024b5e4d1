"""The care of benches: which inspections are due, what waits for repair, what was found and what it cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from songyu_cli.domain.benches import parsed_tag
from songyu_cli.domain.choices import INSPECTION_ITEMS, INSPECTION_RESULTS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.grids import grid_order
from songyu_cli.domain.promises import standing
from songyu_cli.domain.today import WEEK

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Sequence

    from songyu_cli.domain.inspections import Inspection
    from songyu_cli.domain.repairs import Repair
    from songyu_cli.domain.stairwells import Address
    from songyu_cli.domain.windows import Window

_Told = TypeVar("_Told")


class OfBench(Protocol):
    """Anything that is about one bench."""

    @property
    def tag(self) -> str:
        """The bench's tag."""

    @property
    def unit(self) -> Address:
        """Where it stands."""


class Cared(NamedTuple):
    """A bench that is inspected: its last inspection, else the day it came into use, else its installation."""

    tag: str
    unit: Address
    grid: str | None
    state: str
    inspected_on: str | None
    since: str


class InspectionDue(NamedTuple):
    """A bench whose inspection is due; `days_left` are below nought once the day has passed.

    `at_least` where `since` is no day: it is then counted from the latest day it can mean.
    """

    tag: str
    unit: Address
    grid: str | None
    state: str
    inspected_on: str | None
    since: str
    due: str
    standing: str
    days_left: int
    at_least: bool


class OutOfUse(NamedTuple):
    """A bench out of use; `days` have passed since then, at least so many where that day is not known exactly."""

    tag: str
    unit: Address
    grid: str | None
    since: str | None
    days: int | None
    at_least: bool
    reason: str | None
    repair: int | None


class Tagged(NamedTuple):
    """So many benches, and which."""

    n: int
    tags: tuple[str, ...]


class Found(NamedTuple):
    """How often something was found, and at which benches; `key` is a result or an item of inspections."""

    key: str
    n: int
    tags: tuple[str, ...]


class Mended(NamedTuple):
    """The repairs done, at which benches, and the sum of what is known of their cost; `uncosted` do not say."""

    n: int
    tags: tuple[str, ...]
    fen: int
    uncosted: Tagged


class GridCare(NamedTuple):
    """A grid's benches: how many are inspected, due, waiting, and what their repairs cost in the window."""

    grid: str | None
    benches: int
    overdue: int
    due_soon: int
    open_repairs: int
    out_of_use: int
    repaired: int
    fen: int


class CareReport(NamedTuple):
    """Everything about the care of benches; `results`, `faults` and `mended` are those of the window.

    `vague` are inspections and repairs whose date does not tell whether they are inside it.
    """

    as_of: str
    window: dict[str, str | None]
    grid: str | None
    inspect_every: int
    benches: int
    overdue: Tagged
    due_soon: Tagged
    later: Tagged
    never_inspected: Tagged
    due: tuple[InspectionDue, ...]
    open_repairs: tuple[Repair, ...]
    out_of_use: tuple[OutOfUse, ...]
    inspections: int
    results: tuple[Found, ...]
    faults: tuple[Found, ...]
    mended: Mended
    vague: Tagged
    by_grid: tuple[GridCare, ...]


class Matter(NamedTuple):
    """One thing that a bench waits for: an `inspection`, a `repair`, or to be used again (`out_of_use`).

    `since` is its last inspection or first use, the order's day, or when it went out of use.
    """

    matter: str
    tag: str
    unit: Address
    grid: str | None
    since: str | None
    due: str | None = None
    days_left: int | None = None
    repair: int | None = None
    what: str | None = None
    by_whom: str | None = None


def matters(found: CareReport) -> list[Matter]:
    """Return everything that benches wait for, a row each; `what` of a repair is in words, else its faults' keys."""
    return [
        *(
            Matter("inspection", one.tag, one.unit, one.grid, one.since, one.due, one.days_left, None)
            for one in found.due
        ),
        *(
            Matter(
                matter="repair",
                tag=one.tag,
                unit=one.unit,
                grid=one.grid,
                since=one.opened_on,
                repair=one.repair,
                what=one.what or " ".join(one.faults) or one.result,
                by_whom=one.by_whom,
            )
            for one in found.open_repairs
        ),
        *(
            Matter("out_of_use", one.tag, one.unit, one.grid, one.since, repair=one.repair, what=one.reason)
            for one in found.out_of_use
        ),
    ]


def next_due(since: str, every: int) -> Date:
    """Return the last day on which the next inspection is on time; day 0 is the latest day that `since` can mean."""
    return Date.of(Date(since).latest() + timedelta(days=every))


def standings(benches: Iterable[Cared], today: datetime.date, every: int) -> list[InspectionDue]:
    """Return how each bench's next inspection stands, the longest overdue first."""
    return sorted((_standing(bench, today, every) for bench in benches), key=lambda one: (one.due, *_place(one)))


def due_within_week(found: Iterable[InspectionDue]) -> tuple[InspectionDue, ...]:
    """Return the inspections that are due within a week or overdue."""
    return tuple(one for one in found if one.days_left <= WEEK)


def _standing(bench: Cared, today: datetime.date, every: int) -> InspectionDue:
    due = next_due(bench.since, every)
    return InspectionDue(
        *bench,
        due=due,
        standing=standing(due, None, today),
        days_left=(due.earliest() - today).days,
        at_least=Date(bench.since).precision != "day",
    )


def tagged(things: Iterable[OfBench]) -> Tagged:
    """Return how many, and at which benches, each named once."""
    found = list(things)
    return Tagged(len(found), _tags(found))


def found_results(inspections: Sequence[Inspection]) -> tuple[Found, ...]:
    """Return how often each result was written down."""
    split = {key: [one for one in inspections if one.result == key] for key in INSPECTION_RESULTS.keys}
    return tuple(Found(key, len(those), _tags(those)) for key, those in split.items())


def found_faults(inspections: Sequence[Inspection]) -> tuple[Found, ...]:
    """Return how often each item was found wanting, the most frequent first; those never found are left out."""
    split = {key: [one for one in inspections if key in one.faults] for key in INSPECTION_ITEMS.keys}
    found = [Found(key, len(those), _tags(those)) for key, those in split.items() if those]
    return tuple(sorted(found, key=lambda one: -one.n))


def mended(repairs: Iterable[Repair]) -> Mended:
    """Return the repairs that are done, and the sum of their known costs."""
    done = [repair for repair in repairs if repair.done_on]
    uncosted = [repair for repair in done if repair.fen is None]
    return Mended(len(done), _tags(done), sum(repair.fen or 0 for repair in done), tagged(uncosted))


def within(things: Iterable[_Told], day: Callable[[_Told], str], window: Window) -> tuple[list[_Told], list[_Told]]:
    """Return what happened surely within a window, and that of which it cannot be told."""
    inside: list[_Told] = []
    unsure: list[_Told] = []
    for thing in things:
        held = window.holds(Date(day(thing)))
        if held is not False:
            (inside if held else unsure).append(thing)
    return inside, unsure


def by_grid(
    due: Iterable[InspectionDue], waiting: Iterable[Repair], stopped: Iterable[OutOfUse], done: Iterable[Repair]
) -> tuple[GridCare, ...]:
    """Return a line for each grid that has a bench, by its number or name; last one for benches in none."""
    tallies: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for bench in due:
        tallies[bench.grid].update(
            benches=1, overdue=bench.standing == "overdue", due_soon=0 <= bench.days_left <= WEEK
        )
    for repair in waiting:
        tallies[repair.grid]["open_repairs"] += 1
    for one in stopped:
        tallies[one.grid]["out_of_use"] += 1
    for repair in done:
        tallies[repair.grid].update(repaired=1, fen=repair.fen or 0)
    grids = sorted(tallies, key=grid_order)
    return tuple(GridCare(grid, *(tallies[grid][name] for name in GridCare._fields[1:])) for grid in grids)


def _tags(things: Iterable[OfBench]) -> tuple[str, ...]:
    return tuple(sorted({thing.tag for thing in things}, key=_number))


def _number(tag: str) -> tuple[int, int]:
    return parsed_tag(tag)[1:]


def _place(one: InspectionDue) -> tuple[object, ...]:
    return one.unit.order, _number(one.tag)
