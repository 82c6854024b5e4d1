"""Windows of time: which demands a figure is about, by the day of registering."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from songyu_cli.domain.demands import Demand


class Window(NamedTuple):
    """From a first to a last day, both included; an end that is None is open."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    def holds(self, day: Date) -> bool | None:
        """Tell whether a date is inside, or None where its precision does not tell."""
        begin, end = day.earliest(), day.latest()
        if (self.first and end < self.first) or (self.last and begin > self.last):
            return False
        inside = (not self.first or begin >= self.first) and (not self.last or end <= self.last)
        return True if inside else None

    @property
    def ends(self) -> dict[str, str | None]:
        """The window as programs read it."""
        return {"from": str(self.first) if self.first else None, "to": str(self.last) if self.last else None}


class WindowBackwards(UsageRefused):
    """A window that ends before it begins."""

    sentence = Phrase("--from {first} 在 --to {last} 之后。", "--from {first} is after --to {last}.")
    hint = Phrase("先写早的：--from 2022-07 --to 2022-09。", "The earlier one first: --from 2022-07 --to 2022-09.")


class WindowTwice(UsageRefused):
    """`--month` is a window by itself."""

    sentence = Phrase("--month 和 --from、--to 不能一起用。", "--month does not go with --from or --to.")
    hint = Phrase("只写一种：--month 2022-09。", "Give one of them: --month 2022-09.")


class MonthRefused(UsageRefused):
    """`--month` needs a month."""

    sentence = Phrase("--month 要一个月份，写的是“{given}”。", "--month needs a month, not “{given}”.")
    hint = Phrase(
        "写成 --month 2022-09；整年写 --from 2022 --to 2022。",
        "Write --month 2022-09; for a whole year --from 2022 --to 2022.",
    )


def window_between(first: Date | None, last: Date | None) -> Window:
    """Return the window from the first day of one date to the last of another. Raises WindowBackwards."""
    window = Window(first.earliest() if first else None, last.latest() if last else None)
    if window.first and window.last and window.first > window.last:
        raise WindowBackwards(first=first, last=last)
    return window


def registered_within(demands: Iterable[Demand], window: Window) -> tuple[list[Demand], list[Demand]]:
    """Return the demands surely registered in a window, and those of which that cannot be told."""
    inside: list[Demand] = []
    unsure: list[Demand] = []
    for demand in demands:
        held = window.holds(Date(demand.registered_on))
        if held is not False:
            (inside if held else unsure).append(demand)
    return inside, unsure
