"""A line of the sample history, taken apart into what it is about and its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.addresses import read_unit
from songyu_cli.domain.dates import Date
from songyu_cli.domain.masking import mask
from songyu_cli.storage import settings

if TYPE_CHECKING:
    from pathlib import Path

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


class Line(NamedTuple):
    """A line, taken apart: what it is about, its options, and what surrounds it."""

    db: Database
    actor: Actor
    folder: Path
    words: list[str]
    options: dict[str, str]

    @property
    def on(self) -> Date:
        """The day it tells of: its own, or the day on which it was typed."""
        return self.date("--on") or Date.of(self.actor.at.date())

    @property
    def demands(self) -> list[int]:
        """The demands it names: 17 18 20-24."""
        ends = [word.split("-") for word in self.words]
        return [number for end in ends for number in range(int(end[0]), int(end[-1]) + 1)]

    @property
    def place(self) -> Address:
        """The stairwell it names."""
        return read_unit(self.words[0], settings.home(self.db)).address

    def given(self, name: str) -> bool:
        """Tell whether it has an option."""
        return name in self.options

    def number(self, name: str) -> int | None:
        """Return an option's number."""
        return int(self.options[name]) if name in self.options else None

    def date(self, name: str) -> Date | None:
        """Return an option's date."""
        return Date(self.options[name]) if name in self.options else None

    def text(self, name: str) -> str | None:
        """Return an option's free text as it may be stored."""
        return mask(self.options[name]).text if name in self.options else None
