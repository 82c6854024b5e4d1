"""Stairwells: one entrance each, the unit that coverage is counted in; and their headcounts over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BANDS
from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date


@dataclass(frozen=True)
class Unit:
    """One stairwell entrance."""

    unit: Address
    grid: str | None = None
    households: int | None = None
    floors: int | None = None
    id: int = 0


@dataclass(frozen=True)
class Headcount:
    """How many people live at a stairwell on a day. A band that is None is unknown; the bands nest, never add."""

    unit: Address
    as_of: Date
    residents: int | None = None
    elderly_60: int | None = None
    elderly_65: int | None = None
    elderly_80: int | None = None
    source: str | None = None

    def filled_from(self, older: Headcount) -> Headcount:
        """Return this count with the bands it leaves open taken from another count of the same day.

        Its source goes with the numbers: another number is no longer from where the older one was.
        """
        gaps = {band: getattr(older, band) for band in BANDS if getattr(self, band) is None}
        whole = replace(self, **gaps)
        same = all(getattr(whole, band) == getattr(older, band) for band in BANDS)
        return replace(whole, source=self.source or (older.source if same else None))


@dataclass(frozen=True)
class UnitLine:
    """A stairwell as lists show it: its latest headcount and its benches that stand and that are in use."""

    unit: Address
    grid: str | None
    households: int | None
    floors: int | None
    as_of: str | None
    residents: int | None
    elderly_60: int | None
    elderly_65: int | None
    elderly_80: int | None
    source: str | None
    benches: int
    in_use: int
    open_demands: int


class UnitNotFound(NotFound):
    """The register has no such stairwell."""

    sentence = Phrase("底账里没有 {unit}。", "The register has no {unit}.")
    hint = Phrase("{near}登记新单元：songyu unit add。", "{near}To add a stairwell: songyu unit add.")

    def __init__(self, *, unit: Address, near: Sequence[Address] = ()) -> None:
        close = joined([address.phrase() for address in near])
        nearest = Phrase("最接近的是 {close}。", "Nearest: {close}. ").format(close=close)
        super().__init__(unit=unit.phrase(), near=nearest if near else Phrase("", ""))


class UnitExists(RuleForbids):
    """The register has that stairwell already."""

    sentence = Phrase("底账里已有 {unit}。", "The register has {unit} already.")
    hint = Phrase(
        "要改它：songyu unit edit；记人数：songyu unit count。",
        "Change it: songyu unit edit; count: songyu unit count.",
    )


class NothingToChange(UsageRefused):
    """An edit that names nothing to change."""

    sentence = Phrase("没有说要改什么。", "Nothing to change was given.")
    hint = Phrase("看可以改的：{command} --help。", "See what can be changed: {command} --help.")


class CountsMissing(UsageRefused):
    """A headcount without any number."""

    sentence = Phrase("没有给出任何人数。", "No number of people was given.")
    hint = Phrase(
        "至少给一个：--elderly、--elderly-65、--elderly-80、--residents。",
        "Give at least one of --elderly, --elderly-65, --elderly-80, --residents.",
    )
