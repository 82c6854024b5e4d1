"""Dates that know how exactly they are known: a day, a month or only a year.

Reading what people and spreadsheets write takes many patterns and stands apart (written_dates.py).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from songyu_cli.domain.wording import Phrase

Precision = Literal["year", "month", "day"]

_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


class Date(str):
    """ISO text cut to what is known: `2021`, `2021-09` or `2021-09-05`. It is stored and sorts as that text.

    Made by the readers below, by `of`, or from what the ledger holds; the text itself is not checked again.
    """

    __slots__ = ()

    @classmethod
    def of(cls, day: date) -> Date:
        """Return the date of a calendar day; a time of day is dropped."""
        return cls(day.isoformat()[:10])

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        return _PRECISIONS[len(self)]

    def earliest(self) -> date:
        """Return the first day it can mean."""
        return date.fromisoformat((self + "-01-01")[:10])

    def latest(self) -> date:
        """Return the last day it can mean."""
        first = self.earliest()
        if self.precision == "day":
            return first
        months = first.month if self.precision == "month" else 12
        return date(first.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def certainly_before(self, other: Date) -> bool:
        """Tell whether it is before the other, whichever days the two mean; rules refuse only then."""
        return self.latest() < other.earliest()

    def certainly_after(self, other: Date) -> bool:
        """Tell whether it is after the other, whichever days the two mean; rules refuse only then."""
        return other.certainly_before(self)

    def phrase(self) -> Phrase:
        """Return it as it is said: 2021年9月5日, 2021-09-05."""
        parts = zip(self.split("-"), "年月日", strict=False)
        return Phrase("".join(f"{int(number)}{unit}" for number, unit in parts), str(self))


def covers_up_to(as_of: Date) -> str:
    """Return the highest text of a date that still counts as on or before `as_of`: for `2021-03`, `2021-03-31`.

    A date counts from the first day that it can mean, so SQL can ask `as_of <= ?` of stored dates of any precision.
    """
    return as_of.latest().isoformat()
