"""What songyu tells of itself and its surroundings, fit to be sent to a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import PurePath

# Settings that say nothing of who or where a community is; of the others it is only told whether they are filled in.
PUBLIC = (
    *("target", "role", "reply_within", "result_within", "rest_days", "work_days", "silent_after", "inspect_every"),
    *("seat_height", "fair_counts"),
)
FILLED, EMPTY = "filled", "empty"


class Fact(NamedTuple):
    """One thing and where it comes from: an option, a variable, `ledger`, `default`; None where it is just so."""

    value: str | int | bool | None
    source: str | None = None


Facts = dict[str, Fact]


@dataclass(frozen=True)
class Diagnosis:
    """The versions, the system, the ledger and its file, every setting, and the terminal; names as programs read them.

    No community's name, no alias, no row and no path beyond its shape is in it.
    """

    versions: Facts
    system: Facts
    ledger: Facts
    settings: Facts
    terminal: Facts


def shape_of(path: PurePath, home: PurePath) -> str:
    """Return a path with ~ for the user's own folder and a star for every name in it: a folder's may say who it is of.

    The name of the ledger itself is told where it is the usual one.
    """
    parts = path.parts[:-1]
    first = "~" if path.is_relative_to(home) else path.anchor.rstrip("/\\")
    stars = ["*"] * (len(parts) - (len(home.parts) if first == "~" else 1 if path.anchor else 0))
    name = path.name if path.name == "songyu.db" else f"*{path.suffix}"
    return "/".join([*([first] if first or path.anchor else []), *stars, name])
