"""What a view may return: phrases, tables and bars, described and not yet drawn.

A view turns data into these; output.py alone knows terminals, colours and pipes. They are named tuples, which are
made five times as fast as data classes when a command starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_TINY = 1e-9  # what a share that is half a step may lack in binary


class Bar(NamedTuple):
    """A share of something planned; reads without colour as `[####....]  40 %`."""

    done: int
    of: int

    @property
    def share(self) -> float | None:
        """The share from 0 to 1, or None where nothing was planned."""
        return self.done / self.of if self.of else None


Cell = Phrase | Bar | str | int | None


class Column(NamedTuple):
    """One column: its heading and how a row's cell is read. Numbers stand to the right.

    An `internal` one is left out of a file that is meant to leave the office; `outside` is what another shows there.
    """

    heading: Phrase
    cell: Callable[[Any], Cell]
    number: bool = False
    keep: bool = False  # its cells are never folded: short keys and dates stay in one piece
    internal: bool = False
    outside: Callable[[Any], Cell] | None = None


class Table(NamedTuple):
    """A table, and the row of totals that may close it."""

    columns: Sequence[Column]
    rows: Sequence[Any]
    total: Sequence[Cell] = ()


class Listing(NamedTuple):
    """Rows of one dataclass, and what to say when there are none."""

    rows: Sequence[Any]
    kind: type
    empty: Phrase


class Heading(NamedTuple):
    """A line that opens a part."""

    text: Phrase


class Aside(NamedTuple):
    """A line in a lower voice: sources, notes, where to go next."""

    text: Phrase


class Inside(NamedTuple):
    """A line that stays in the office, and what a file that is meant to leave it has instead, if anything."""

    line: Phrase | Heading | Aside
    outside: Phrase | Heading | Aside | None = None


Drawn = Phrase | Heading | Aside | Table
Drawing = Drawn | Inside


def percent(share: float | None) -> str:
    """Return a share as a percentage to one decimal, or a dash where there is none.

    A half is rounded up, as a sheet does with the same share: 1 of 80 is 1.3 % on the screen and on paper.
    """
    return "—" if share is None else f"{int(share * 1000 + 0.5 + _TINY) / 10:.1f} %"
