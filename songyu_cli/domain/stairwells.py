"""The address of a stairwell as a value: its key, its place in lists, and which others look like it.

Reading addresses takes many patterns and stands apart (addresses.py), so that a command that only lists loads none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING

from songyu_cli.domain.numerals import NUMERALS, read_numeral
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable


LABELS = "甲乙丙丁戊己庚辛壬癸东西南北中ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What a unit may be called instead of a number, in the order of lists."""
_ZONE_WORDS = ("区", "期")


@dataclass(frozen=True)
class Home:
    """What the ledger calls home: an address that says no more than 12-3 is in this estate."""

    community: str
    subdistrict: str
    estate: str


@dataclass(frozen=True)
class Address:
    """One stairwell entrance, or a whole building where `label` is None."""

    estate: str
    building: str
    label: str | None

    @property
    def key(self) -> str:
        """The canonical form: 淞泽家园九区/12/3, and 淞泽家园九区/12/- for a building."""
        return f"{self.estate}/{self.building}/{self.label or '-'}"

    @property
    def order(self) -> tuple[str, int, str, bool, int, str, bool, int]:
        """What to sort by: estate, zone and building by number, 12 before 12A, numbered units before labels."""
        name, zone = _estate_order(self.estate)
        number = int(self.building.rstrip(LABELS) or 0)
        label = self.label or "0"
        lettered = label in LABELS
        rank = LABELS.index(label) if lettered else int(label)
        return (name, zone, self.estate, not number, number, self.building, lettered, rank)

    @property
    def short(self) -> str:
        """What is enough to type inside the home estate: 12-3."""
        if self.label and self.building[0].isdigit():
            return f"{self.building}-{self.label}"
        return f"{self.building}幢" + (f"{self.label}单元" if self.label else "")

    def phrase(self) -> Phrase:
        """Return the address as it is shown: 淞泽家园九区12幢3单元."""
        zh, en = f"{self.estate}{self.building}幢", f"{self.estate}, Building {self.building}"
        return Phrase(f"{zh}{self.label}单元", f"{en}, Unit {self.label}") if self.label else Phrase(zh, en)


@lru_cache
def _estate_order(estate: str) -> tuple[str, int]:
    """Return an estate's name and the number of its zone, 0 without one: 淞泽家园九区 is 淞泽家园, 9."""
    plain = estate[:-1] if estate.endswith(_ZONE_WORDS) else estate
    name = plain.rstrip(NUMERALS)
    number = read_numeral(plain[len(name) :]) if name and plain != estate else None
    return (name, number) if number else (estate, 0)


def address_of(key: str) -> Address:
    """Return the address of a canonical key that songyu wrote itself."""
    estate, building, label = key.rsplit("/", 2)
    return Address(estate, building, None if label == "-" else label)


def nearest(wanted: Address, existing: Iterable[Address], count: int = 3) -> list[Address]:
    """Return the addresses that were most probably meant: in the same building first, then slips of one figure."""
    return nsmallest(count, existing, key=lambda address: (_distance(wanted, address), address.order))


def _distance(wanted: Address, address: Address) -> tuple[int, int, int]:
    """Return how improbable it is that `address` was meant: what kind of slip, how many figures, how far off."""
    building, label = _slips(wanted.building, address.building), _slips(wanted.label or "", address.label or "")
    far = _gap(wanted.building, address.building) + _gap(wanted.label or "", address.label or "")
    if wanted.estate != address.estate:
        return (1 if not building and not label else 5, building + label, far)
    if not building:
        return (0, label, far)
    if (wanted.building, wanted.label) == (address.label, address.building):  # 3-12 for 12-3
        return (0, 1, far)
    if not label:
        return (2 if building == 1 else 3, 0, far)
    return (4, building + label, far)


def _slips(wanted: str, other: str) -> int:
    """Return 0 for the same, 1 for one figure missing, added, wrong or swapped, 2 for more."""
    if wanted == other:
        return 0
    short, long = sorted((wanted, other), key=len)
    dropped = any(short == long[:place] + long[place + 1 :] for place in range(len(long)))
    wrong = len(short) == len(long) and sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return 1 if dropped or wrong or sorted(wanted) == sorted(other) else 2


def _gap(wanted: str, other: str) -> int:
    """Return how far two numbers are apart, letters left aside."""
    numbers = [int("".join(filter(str.isdecimal, text)) or 0) for text in (wanted, other)]
    return abs(numbers[0] - numbers[1])
