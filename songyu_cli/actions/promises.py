"""The days that are promised when a demand is registered, by the ledger's settings and the calendar of workdays."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.promises import Promise, due_on, read_days, read_promises
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import settings

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date
    from songyu_cli.readers.workdays import Workdays
    from songyu_cli.storage.connection import Database

_UNKNOWN_YEAR = Phrase(
    "{year} 年的调休安排还不知道，按周一到周五和法定假日推算；"
    "公布后补上：songyu config set work_days 日期，songyu config set rest_days 日期。",
    "The adjusted weekends of {year} are not known yet; weekdays and public holidays were counted. "
    "Once announced: songyu config set work_days DAYS, and songyu config set rest_days DAYS.",
)


class Promised(NamedTuple):
    """The last days on which a demand's reply and result are on time; None where nothing can be promised."""

    reply_due: Date | None
    result_due: Date | None


class Promises:
    """The ledger's promises, read once for a whole command."""

    def __init__(self, db: Database) -> None:
        """Read the settings."""
        self._reply = read_promises(settings.get(db, "reply_within"))
        self._result = read_promises(settings.get(db, "result_within"))
        self._own = settings.get(db, "rest_days"), settings.get(db, "work_days")

    @cached_property
    def workdays(self) -> Workdays:
        """The calendar, with the ledger's own days."""
        from songyu_cli.readers.workdays import Workdays  # noqa: PLC0415  only where promises are kept in workdays

        rest, work = (read_days(text) for text in self._own)
        return Workdays(rest=rest, work=work)

    def for_demand(self, kind: str, received: Date) -> Promised:
        """Return the promised days of a demand of a kind that was received on a day."""
        return Promised(self._due(self._reply, kind, received), self._due(self._result, kind, received))

    def _due(self, promises: dict[str, Promise], kind: str, received: Date) -> Date | None:
        promise = promises.get(kind, promises[""])
        return due_on(received, promise, lambda day: self.workdays.is_workday(day))  # noqa: PLW0108  made when needed

    @property
    def notices(self) -> tuple[Phrase, ...]:
        """What must be said of the years that were counted through without knowing their adjusted weekends."""
        asked = self.__dict__.get("workdays")
        return tuple(_UNKNOWN_YEAR.format(year=year) for year in asked.unknown) if asked else ()
