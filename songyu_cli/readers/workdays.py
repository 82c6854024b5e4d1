"""The calendar of workdays in China, with its adjusted weekends (调休), as the `holidays` library keeps it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

_SATURDAY = 5


class Workdays:
    """Which days are workdays. `rest` and `work` are the ledger's own days, which count before the library's."""

    def __init__(self, *, rest: Collection[date] = (), work: Collection[date] = ()) -> None:
        """Take the ledger's own days."""
        self.rest = frozenset(rest)
        self.work = frozenset(work)
        self.asked: set[int] = set()

    @cached_property
    def _china(self) -> Any:
        from holidays.countries.china import China  # noqa: PLC0415  costs more than a whole command; few need it

        calendar: Any = China
        return calendar()

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on a day."""
        self.asked.add(day.year)
        if day in self.work or day in self.rest:
            return day in self.work
        if day in self._china:
            return False
        return day.weekday() < _SATURDAY or day in self._china.weekend_workdays

    def knows(self, year: int) -> bool:
        """Tell whether a year's adjusted weekends are known: from the library, or from the ledger's own days."""
        _ = date(year, 1, 1) in self._china  # asking about a day makes the library work out its year
        return any(day.year == year for day in (*self._china.weekend_workdays, *self.work))

    @property
    def unknown(self) -> list[int]:
        """The years that were asked about and whose adjusted weekends are not known."""
        return sorted(year for year in self.asked if not self.knows(year))
