"""Promises: within how many days a demand is answered and carried out, and whether that was kept.

The day of receipt is day 0; a step is on time until the end of the day that is due, and late from the next day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.dates import Date

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping

    from songyu_cli.domain.vocabulary import Choices

Standing = Literal["no_promise", "on_time", "late", "not_known", "waiting", "overdue"]

_WORKDAYS = ("w", "workdays", "workday", "个工作日", "工作日")
_DAYS = ("d", "days", "day", "个自然日", "自然日", "天", "日")
LONGEST = 3650
_YEAR = 366


class Promise(NamedTuple):
    """So many days, or so many workdays."""

    days: int
    workdays: bool = False

    def __str__(self) -> str:
        """Write it as it is kept: 7, 5w."""
        return f"{self.days}w" if self.workdays else str(self.days)


def read_promises(text: str, kinds: Choices | None = None) -> dict[str, Promise]:
    """Return the promise of each kind in `7, bench=60, handrail=15w`; the key of the one for all others is empty.

    Without `kinds` they are read as they are stored. Raises ValueError for what is no such list, ChoiceRefused for a
    kind nobody knows.
    """
    found: dict[str, Promise] = {}
    for part in _parts(text):
        kind, sign, days = part.rpartition("=")
        key = kinds.read(kind) if sign and kinds else kind
        if key in found:
            raise ValueError(part)
        found[key] = _promise(days)
    if "" not in found:
        raise ValueError(text)
    return found


def _promise(text: str) -> Promise:
    plain = folded(text).lower().replace(" ", "")
    for endings, workdays in ((_WORKDAYS, True), (_DAYS, False)):
        ending = next((ending for ending in endings if plain.endswith(ending)), None)
        if ending:
            return Promise(_days(plain.removesuffix(ending)), workdays)
    return Promise(_days(plain))


def _parts(text: str) -> Iterator[str]:
    """Give what stands between commas, Chinese ones too."""
    return filter(None, (part.strip() for part in folded(text).replace("、", ",").replace(";", ",").split(",")))


def _days(text: str) -> int:
    from songyu_cli.domain.quantities import CountRefused, read_count  # noqa: PLC0415  for those who read promises

    try:
        days = read_count(text)
    except CountRefused:
        days = None
    if not days or days > LONGEST:
        raise ValueError(text)
    return days


def read_days(text: str) -> frozenset[datetime.date]:
    """Return the days in `2027-02-05..2027-02-11, 2027-10-01`. Raises ValueError."""
    found: set[datetime.date] = set()
    for part in _parts(text):
        first, sign, last = (piece.strip() for piece in part.partition(".."))
        ends = [_day(day) for day in ((first, last) if sign else (first,))]
        length = (ends[-1] - ends[0]).days
        if not 0 <= length <= _YEAR:
            raise ValueError(part)
        found.update(ends[0] + timedelta(days=n) for n in range(length + 1))
    return frozenset(found)


def _day(text: str) -> datetime.date:
    """Return a day written whole; a month, or the week of a year, is none."""
    day = Date(text).earliest()
    if Date.of(day) != text:
        raise ValueError(text)
    return day


def written(promises: Mapping[str, Promise]) -> str:
    """Return promises as they are kept."""
    return ", ".join(f"{kind}={promise}" if kind else str(promise) for kind, promise in promises.items())


def due_on(received: Date, promise: Promise, is_workday: Callable[[datetime.date], bool]) -> Date | None:
    """Return the last day on which the promise is kept, or None where the day of receipt is not known."""
    if received.precision != "day":
        return None
    day = received.earliest()
    if not promise.workdays:
        return Date.of(day + timedelta(days=promise.days))
    left = promise.days
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)
    return Date.of(day)


def standing(due: str | None, met_on: str | None, today: datetime.date) -> Standing:
    """Return how a promise stands: the one function that decides what is due and overdue.

    `not_known` is a step whose date does not tell on which side of the due day it was.
    """
    if due is None:
        return "no_promise"
    last = Date(due).earliest()
    if met_on is None:
        return "overdue" if today > last else "waiting"
    met = Date(met_on)
    if met.latest() <= last:
        return "on_time"
    return "late" if met.earliest() > last else "not_known"
