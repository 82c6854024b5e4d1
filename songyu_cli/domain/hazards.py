"""Hazards: what is dangerous at an entrance, found on a day, and cleared on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import HAZARD_KINDS, SEVERITIES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.stairwells import Address

OLD_STOOL = "old_stool"  # residents' own stools in the entrance: what the programme's benches are to replace


class Hazard(NamedTuple):
    """One hazard. `role` found it and `cleared_role` cleared it; `visit` is the round it was found on."""

    hazard: int
    unit: Address
    grid: str | None
    kind: str
    severity: str
    quantity: int
    found_on: str
    role: str
    text: str | None
    visit: int | None
    demand: int | None
    cleared_on: str | None
    cleared_how: str | None
    cleared_role: str | None


class Clearing(NamedTuple):
    """Hazards that one command cleared."""

    cleared_on: str
    cleared_how: str
    hazards: tuple[Hazard, ...]


class OldStools(NamedTuple):
    """Old stools that still stand at a stairwell which has a bench now."""

    hazard: int
    unit: Address
    quantity: int
    found_on: str


class HazardFilter(NamedTuple):
    """What a hazard must be like; what is None does not matter. `places` are stairwells that come into question."""

    kind: str | None = None
    severity: str | None = None
    unit: Address | None = None
    places: frozenset[Address] | None = None
    cleared: bool | None = None

    def matching(self, hazards: Iterable[Hazard]) -> list[Hazard]:
        """Return the hazards that are meant: open ones first, the worst of them first, then the oldest."""
        return sorted(filter(self._means, hazards), key=_urgency)

    def _means(self, hazard: Hazard) -> bool:
        return (
            self.kind in (None, hazard.kind)
            and self.severity in (None, hazard.severity)
            and self.unit in (None, hazard.unit)
            and (self.places is None or hazard.unit in self.places)
            and self.cleared in (None, hazard.cleared_on is not None)
        )


def _urgency(hazard: Hazard) -> tuple[bool, int, str, int]:
    keys = SEVERITIES.keys
    worst = -keys.index(hazard.severity) if hazard.severity in keys else 0
    return hazard.cleared_on is not None, worst, hazard.found_on, hazard.hazard


def check_clearing(hazard: Hazard, on: Date) -> None:
    """Refuse to clear what is cleared, or before it was found. Raises HazardCleared and ClearedBeforeFound."""
    if hazard.cleared_on is not None:
        raise HazardCleared(
            hazard=hazard.hazard,
            on=Date(hazard.cleared_on).phrase(),
            unit=hazard.unit.short,
            kind=Phrase(HAZARD_KINDS.phrase(hazard.kind).zh, hazard.kind.replace("_", "-")),
        )
    found = Date(hazard.found_on)
    if on.certainly_before(found):
        raise ClearedBeforeFound(hazard=hazard.hazard, on=on.phrase(), found=found.phrase())


class HazardNotFound(NotFound):
    """The ledger has no hazard of that number."""

    sentence = Phrase("没有第 {hazard} 号隐患。", "There is no hazard {hazard}.")
    hint = Phrase("看隐患清单：songyu hazard list。", "See the hazards: songyu hazard list.")


class HazardCleared(RuleForbids):
    """The hazard was cleared before; a new one at the same place is another hazard."""

    sentence = Phrase("第 {hazard} 号隐患已于 {on} 消除。", "Hazard {hazard} was cleared on {on}.")
    hint = Phrase(
        "又出现了就另登记：songyu hazard add {unit} --kind {kind}；看它：songyu hazard show {hazard}。",
        "If it is back, register it anew: songyu hazard add {unit} --kind {kind}; see it: songyu hazard show {hazard}.",
    )


class ClearedBeforeFound(RuleForbids):
    """A hazard cannot be cleared before it was found."""

    sentence = Phrase(
        "第 {hazard} 号隐患 {found} 才发现，不能在 {on} 消除。",
        "Hazard {hazard} was found on {found}; it cannot be cleared on {on}.",
    )
    hint = Phrase("核对 --on。", "Check --on.")


class HazardKindMissing(UsageRefused):
    """A hazard is registered without its kind."""

    sentence = Phrase("没有写是哪一类隐患。", "The kind of hazard is missing.")
    hint = Phrase(
        "songyu hazard add {unit} --kind {first}；可选：{kinds}。",
        "songyu hazard add {unit} --kind {first}; choose from: {kinds}.",
    )

    def __init__(self, *, unit: str) -> None:
        words = [choice.typed for choice in HAZARD_KINDS]
        super().__init__(unit=unit, first=words[0], kinds=joined(words))


class ClearingUnexplained(UsageRefused):
    """A hazard is cleared without a word on how."""

    sentence = Phrase("没有写是怎么消除的。", "How it was cleared is missing.")
    hint = Phrase("加上 --how，如 --how 已收走。", "Add --how, such as --how 'taken away'.")


class DemandElsewhere(RuleForbids):
    """The demand that a hazard is to be linked to is about another stairwell."""

    sentence = Phrase("第 {demand} 号需求在 {there}，不在 {here}。", "Demand {demand} is at {there}, not at {here}.")
    hint = Phrase("核对单元和需求编号：songyu demand show {demand}。", "Check both: songyu demand show {demand}.")


class OpenAndCleared(UsageRefused):
    """`--open` or `--installed` together with `--cleared` leave nothing to list."""

    sentence = Phrase(
        "--cleared 不能和 --open、--installed 一起用。", "--cleared goes with neither --open nor --installed."
    )
    hint = Phrase("留一个；要全部就都不写。", "Keep one of them; leave them out for all.")
