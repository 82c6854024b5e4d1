"""Which demands are meant, and in which order: the filters of the needs list, which a bulk reply uses too."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.demands import CLOSED, Demand
from songyu_cli.domain.promises import standing

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping

    from songyu_cli.domain.stairwells import Address


_NEVER = "9999"  # after every day that is promised


class DemandFilter(NamedTuple):
    """What a demand must be like; what is None or False does not matter.

    `states` are those it may be in, `places` the stairwells of a grid, `older` is a number of days since registering,
    `overdue` means that a promised day has passed unkept, `silent` that there has been no reply.
    """

    states: frozenset[str] | None = None
    kind: str | None = None
    channel: str | None = None
    unit: Address | None = None
    places: frozenset[Address] | None = None
    older: int | None = None
    open: bool = False
    overdue: bool = False
    silent: bool = False

    def matching(self, demands: Iterable[Demand], today: datetime.date) -> list[Demand]:
        """Return the demands that are meant, in the order given."""
        return [demand for demand in demands if self._means(demand, today)]

    def _means(self, demand: Demand, today: datetime.date) -> bool:
        return (
            (self.states is None or demand.state in self.states)
            and self.kind in (None, demand.kind)
            and self.channel in (None, demand.channel)
            and self.unit in (None, demand.unit)
            and (self.places is None or demand.unit in self.places)
            and (self.older is None or Date(demand.registered_on).latest() <= today - timedelta(days=self.older))
            and not (self.open and demand.state in CLOSED)
            and not (self.overdue and not is_overdue(demand, today))
            and not (self.silent and demand.replies)
        )


def is_overdue(demand: Demand, today: datetime.date) -> bool:
    """Tell whether a promised day has passed: of the reply, or of the result of a demand that is still open."""
    return any(standing(due, None, today) == "overdue" for due in (reply_owed(demand), result_owed(demand)))


def reply_owed(demand: Demand) -> str | None:
    """Return the day by which a first reply is promised that there has not been, or None."""
    return demand.reply_due if awaits_reply(demand) and demand.replied_on is None else None


def result_owed(demand: Demand) -> str | None:
    """Return the day by which a demand that is still open is to be carried out, or None."""
    return None if demand.state in CLOSED else demand.result_due


def awaits_reply(demand: Demand) -> bool:
    """Tell whether somebody asked who may wait for an answer: what a screening registered was asked by nobody."""
    return demand.channel != "screening"


def ordered(demands: Iterable[Demand], order: str, elderly: Mapping[Address, int | None]) -> list[Demand]:
    """Return demands by `number`, `date`, `due`, `asked`, `address` or `elderly`; those alike by number.

    The oldest, the soonest due, the most often asked, the most residents 60+ come first; what is not known, last.
    """
    keys: dict[str, Callable[[Demand], tuple[object, ...]]] = {
        "number": lambda _: (),
        "date": lambda demand: (demand.registered_on,),
        "due": lambda demand: (min(filter(None, (reply_owed(demand), result_owed(demand))), default=_NEVER),),
        "asked": lambda demand: (-demand.asked,),
        "address": lambda demand: demand.unit.order,
        "elderly": lambda demand: (_most(elderly.get(demand.unit)), demand.unit.order),
    }
    return sorted(demands, key=lambda demand: (*keys[order](demand), demand.demand))


def _most(count: int | None) -> int:
    """Return what sorts the most first and the unknown last."""
    return 1 if count is None else -count
