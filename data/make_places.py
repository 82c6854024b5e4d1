"""What the sample data is about: made-up stairwells, and which of them each batch goes to."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A stairwell's address; places sort as addresses do."""

    building: int
    unit: int


class Stairwell(NamedTuple):
    """One row of the register; the counts stand in the order of its columns."""

    place: Place
    grid: str
    households: int
    floors: int
    residents: int
    elderly_60: int
    elderly_65: int
    elderly_80: int

    @property
    def note(self) -> str:
        """Say why there are fewer households than two on each floor."""
        return "底层为车库" if self.households < 2 * self.floors else ""


Batches = tuple[list[Place], list[Place]]
