"""Audits: what should stand at a stairwell held against what was seen there. They state facts and change no bench.

A bench that was not looked at is neither found nor missing: nothing is said of it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.audit_refusals import SeenBeforeInstalled, SeenFewer, SeenTwice
from songyu_cli.domain.benches import parsed_tag
from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from songyu_cli.domain.stairwells import Address


class Gone(NamedTuple):
    """A move of a bench: the day, and the stairwell that it left."""

    on: Date
    from_unit: Address


class Stands(NamedTuple):
    """Where the ledger has a bench: at `unit` now, after its `moves`, oldest first; nowhere once it is retired.

    It is `lost` while it is out of use and its last inspection called it missing.
    """

    id: int
    tag: str
    unit: Address
    spot: str | None
    installed_on: Date | None
    retired: bool
    retired_on: Date | None
    moves: tuple[Gone, ...] = ()
    lost: bool = False

    def at(self, day: Date) -> Address | None:
        """Return where it stood on a day, or None; what happened on the very day counts."""
        if self.installed_on and self.installed_on.certainly_after(day):
            return None
        if self.retired and not (self.retired_on and self.retired_on.certainly_after(day)):
            return None
        later = [move for move in self.moves if move.on.certainly_after(day)]
        return later[0].from_unit if later else self.unit


class Expected(NamedTuple):
    """What should stand where on a day, by the ledger: the tags of the benches `due` at each stairwell."""

    on: Date
    ledger: Mapping[str, Stands]
    due: Mapping[Address, tuple[str, ...]]

    def at(self, unit: Address) -> tuple[str, ...]:
        """Return the tags that are due at a stairwell."""
        return self.due.get(unit, ())


class Look(NamedTuple):
    """What a person says was seen at a stairwell.

    `tags` were seen. Of the others that are due there all were seen (`every`), or so many `benches` in all, or those of
    `unseen` were not; where `unseen` is None, none of them was. `others` are benches without a known tag.
    """

    unit: Address
    tags: tuple[str, ...] = ()
    every: bool = False
    benches: int | None = None
    unseen: Collection[str] | None = None
    others: int = 0
    remark: str | None = None


class Finding(NamedTuple):
    """One thing an audit states: `found`, `missing` or `misplaced` of a bench, or `unknown` of so many."""

    finding: str
    bench: int | None
    tag: str | None
    quantity: int = 1


class Misplaced(NamedTuple):
    """A bench that was seen where the ledger had it elsewhere, and where it has it now; nowhere if it is retired."""

    tag: str
    ledger_unit: Address | None


class Unknown(NamedTuple):
    """Benches that the ledger did not know: so many without a readable tag, or one with a tag."""

    tag: str | None
    quantity: int


class AuditLine(NamedTuple):
    """What one audit stated of one stairwell. What should have stood there is what was `found` and `missing`."""

    audit: int | None
    audited_on: str
    unit: Address
    grid: str | None
    found: tuple[str, ...]
    missing: tuple[str, ...]
    misplaced: tuple[Misplaced, ...]
    unknown: tuple[Unknown, ...]
    remark: str | None

    @property
    def order(self) -> tuple[str, int]:
        """Tell which of several is the newest: by the day, then by the number; a month stands at its end."""
        return Date(self.audited_on).latest().isoformat(), self.audit or 0

    @property
    def others(self) -> int:
        """How many benches were unknown."""
        return sum(one.quantity for one in self.unknown)

    @property
    def tags(self) -> frozenset[str]:
        """The benches of the ledger that it speaks of."""
        return frozenset((*self.found, *self.missing, *(one.tag for one in self.misplaced)))


class Audit(NamedTuple):
    """An audit and what it came to; `should` = `found` + `missing`. `grid` is stated, else the one of all its lines.

    Its number is None in a dry run.
    """

    audit: int | None
    audited_on: str
    grid: str | None
    role: str
    stairwells: int
    should: int
    found: int
    missing: int
    misplaced: int
    unknown: int


class Unsettled(NamedTuple):
    """What the newest audit of a stairwell found amiss and nobody has put right in the ledger since.

    `no_batch`: an unknown bench's tag names a batch that there is not.
    """

    unit: Address
    grid: str | None
    finding: str
    tag: str | None
    quantity: int
    ledger_unit: Address | None
    retired: bool
    audit: int | None
    audited_on: str
    no_batch: bool = False


class AuditStory(NamedTuple):
    """An audit, stairwell by stairwell, and what of it is still unsettled."""

    audit: Audit
    stairwells: tuple[AuditLine, ...]
    unsettled: tuple[Unsettled, ...]


class StairwellAudits(NamedTuple):
    """A stairwell: what should stand there now, its audits, newest first, and what is unsettled."""

    unit: Address
    should: tuple[str, ...]
    audits: tuple[AuditLine, ...]
    unsettled: tuple[Unsettled, ...]


class AuditSheetLine(NamedTuple):
    """A row of a sheet to carry: a bench that should stand at a stairwell, or a stairwell without one."""

    key: str
    address: str
    tag: str | None
    spot: str | None


class AuditSheetWritten(NamedTuple):
    """A sheet to carry, of one grid or of all, and where it is."""

    file: str
    grid: str | None
    stairwells: int
    benches: int


def by_tag(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags in the order of lists."""
    return tuple(sorted(tags, key=lambda tag: parsed_tag(tag)[1:]))


def expected(ledger: Mapping[str, Stands], on: Date) -> Expected:
    """Return what should have stood where on a day."""
    due: dict[Address, list[str]] = defaultdict(list)
    for tag, bench in ledger.items():
        place = bench.at(on)
        if place:
            due[place].append(tag)
    return Expected(on, ledger, {place: by_tag(tags) for place, tags in due.items()})


def findings(look: Look, there: Expected) -> list[Finding]:
    """Return what a look at a stairwell comes to. Raises SeenFewer and SeenBeforeInstalled."""
    due = there.at(look.unit)
    seen, others = look.tags, look.others
    if look.benches is not None:
        if 0 < look.benches < len(due):
            tags = joined([verbatim(tag) for tag in due])
            raise SeenFewer(unit=look.unit.phrase(), due=len(due), count=look.benches, tags=tags, first=due[0])
        others = max(look.benches - len(due), 0)
    if look.every or look.benches:
        seen = by_tag({*seen, *due})
    missing = (tag for tag in due if tag not in seen and (look.unseen is None or tag in look.unseen))
    found = [sighting(tag, look.unit, there) for tag in seen]
    found += [Finding("missing", there.ledger[tag].id, tag) for tag in missing]
    return [*found, Finding("unknown", None, None, others)] if others else found


def sighting(tag: str, unit: Address, there: Expected) -> Finding:
    """Return what it means that a tag was seen at a stairwell; that of a retired bench is as unknown as a made-up one.

    Raises SeenBeforeInstalled.
    """
    bench = there.ledger.get(tag)
    if bench and bench.installed_on and bench.installed_on.certainly_after(there.on):
        raise SeenBeforeInstalled(tag=tag, installed=bench.installed_on.phrase(), on=there.on.phrase())
    place = bench.at(there.on) if bench else None
    if bench is None or place is None:
        return Finding("unknown", None, tag)
    return Finding("found" if place == unit else "misplaced", bench.id, tag)


def check_seen_once(looks: Iterable[Look]) -> None:
    """Refuse a tag that is said to have been seen twice. Raises SeenTwice."""
    places: dict[str, Address] = {}
    for look in looks:
        for tag in look.tags:
            if tag in places:
                raise SeenTwice(tag=tag, first=places[tag].phrase(), second=look.unit.phrase())
            places[tag] = look.unit


def together(looks: Iterable[Look]) -> list[Look]:
    """Return looks with those at the same stairwell made one."""
    found: dict[Address, Look] = {}
    for look in looks:
        before = found.get(look.unit)
        found[look.unit] = before._replace(tags=before.tags + look.tags) if before else look
    return list(found.values())
