"""A round from door to door is written down, a stairwell at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.demand import NewDemand, insert_demand
from songyu_cli.actions.hazard import NewHazard, insert_hazard
from songyu_cli.actions.promises import Promises
from songyu_cli.actions.unit import check_not_future, record_count
from songyu_cli.domain.bands import BANDS
from songyu_cli.domain.units import Headcount, Unit
from songyu_cli.domain.visits import SOURCE, Call
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import demands, units, visits
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.visit_lines import VisitLine
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.storage.connection import Database

_OTHER_GRID = Phrase("{unit} 在{there}，不在{here}。", "{unit} is in {there}, not in {here}.")
_NO_GRID = Phrase("{unit} 没有写网格，不知道是不是{here}的。", "{unit} has no grid: it may not be in {here}.")
_CORRECTED = Phrase(
    "{unit} {on}的人数已更正，原来 60+ {sixty}、80+ {eighty}。",
    "The count of {unit} on {on} was corrected; it was 60+ {sixty}, 80+ {eighty}.",
)
_WOULD_CORRECT = Phrase(
    "{unit} {on}的人数会更正，现在是 60+ {sixty}、80+ {eighty}。",
    "The count of {unit} on {on} would be corrected; it is 60+ {sixty}, 80+ {eighty}.",
)
_ASKED_BEFORE = Phrase(
    "{unit} 已有第 {open} 号同类需求（{kind}）未办结；是同一件事就归并：songyu demand merge {new} --into {open}",
    "{unit} has demand {open} ({kind}) open already; if it is the same: songyu demand merge {new} --into {open}",
)
_WOULD_ASK_AGAIN = Phrase(
    "{unit} 已有同类需求（{kind}）未办结；写入后看是不是同一件事：songyu demand duplicates",
    "{unit} has a demand ({kind}) open already; once written, see whether it is the same: songyu demand duplicates",
)


@dataclass
class Round:
    """A round that is being written down; it has no number before its first stairwell."""

    on: Date
    grid: str | None = None
    visit: int | None = None


class Recorded(NamedTuple):
    """A stairwell as it was written down: by which log entry, and what is to be said of it."""

    command: int
    call: Call
    notices: tuple[Phrase, ...]


def add_call(db: Database, visit: Round, line: VisitLine, kinds: Choices, actor: Actor) -> Recorded:
    """Write down one stairwell of a round as a command of its own; the first one begins the round.

    Raises UnitNotFound, BandsDoNotNest, HappensInFuture.
    """
    check_not_future(visit.on, actor)
    began = visit.visit
    try:
        with transaction(db, "visit line", actor) as command:
            recording = Recording(db, visit, kinds, actor)
            call = recording.take(line)
    except BaseException:
        visit.visit = began
        raise
    return Recorded(command, call, recording.notices)


class Recording:
    """Stairwells of one round, written inside the caller's transaction; one of a dry run names nothing it writes."""

    def __init__(self, db: Database, visit: Round, kinds: Choices, actor: Actor, *, dry_run: bool = False) -> None:
        self.db = db
        self.visit = visit
        self.kinds = kinds
        self.actor = actor
        self.dry_run = dry_run
        self.promises = Promises(db)
        self.said: list[Phrase] = []

    @property
    def notices(self) -> tuple[Phrase, ...]:
        """What is to be said of what was written, and of the promised days."""
        return (*self.said, *self.promises.notices)

    def take(self, line: VisitLine) -> Call:
        """Write down one stairwell; all of it is checked first. Raises UnitNotFound and BandsDoNotNest."""
        unit = units.get(self.db, line.unit)
        headcount = self._count(unit, line)
        if self.visit.visit is None:
            self.visit.visit = self.db.insert(
                "visits", visited_on=str(self.visit.on), grid=self.visit.grid, role=self.actor.role
            )
        own = None if line.needs or line.hazards else line.remark
        stop = self.db.insert("visit_units", visit=self.visit.visit, unit=unit.id, headcount=headcount, remark=own)
        self._note_grid(unit)
        self._ask(unit, line, stop)
        self._see(line, stop)
        return visits.call(self.db, stop)

    def _count(self, unit: Unit, line: VisitLine) -> int | None:
        """Write the people counted at the door, and return the row of the count."""
        if line.elderly_60 is None and line.elderly_80 is None:
            return None
        count = Headcount(
            unit.unit, self.visit.on, elderly_60=line.elderly_60, elderly_80=line.elderly_80, source=SOURCE
        )
        whole, old = record_count(self.db, unit, count)
        if old and any(getattr(old, band) != getattr(whole, band) for band in BANDS):
            sixty, eighty = ("—" if n is None else n for n in (old.elderly_60, old.elderly_80))
            corrected = _WOULD_CORRECT if self.dry_run else _CORRECTED
            said = corrected.format(unit=unit.unit.short, on=self.visit.on.phrase(), sixty=sixty, eighty=eighty)
            self.said.append(said)
        found = units.headcount(self.db, unit, self.visit.on)
        return found[0] if found else None

    def _note_grid(self, unit: Unit) -> None:
        if self.visit.grid and unit.grid != self.visit.grid:
            line = _OTHER_GRID if unit.grid else _NO_GRID
            self.said.append(line.format(unit=unit.unit.short, there=unit.grid, here=self.visit.grid))

    def _ask(self, unit: Unit, line: VisitLine, stop: int) -> None:
        """Register what is asked for; the remark is what was said of the first."""
        for place, need in enumerate(line.needs):
            before = demands.oldest_open(self.db, unit.id, need.kind)
            new = NewDemand(
                unit=unit.unit,
                kind=need.kind,
                quantity=need.quantity,
                channel="door",
                on=self.visit.on,
                text=line.remark if place == 0 else None,
                visit_unit=stop,
            )
            number = insert_demand(self.db, new, self.actor, self.promises)
            if before:
                kind = self.kinds.phrase(need.kind)
                again = _WOULD_ASK_AGAIN if self.dry_run else _ASKED_BEFORE
                said = again.format(unit=unit.unit.short, open=before.demand, kind=kind, new=number)
                self.said.append(said)

    def _see(self, line: VisitLine, stop: int) -> None:
        """Register what is dangerous; without a demand the remark is about the first."""
        for place, hazard in enumerate(line.hazards):
            new = NewHazard(
                unit=line.unit,
                kind=hazard.kind,
                on=self.visit.on,
                severity=hazard.severity,
                quantity=hazard.quantity,
                text=line.remark if place == 0 and not line.needs else None,
                visit_unit=stop,
            )
            insert_hazard(self.db, new, self.actor)
