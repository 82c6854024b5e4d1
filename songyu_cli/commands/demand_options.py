"""What the commands about demands share: which demands are meant, by number or by what they are like."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import both
from songyu_cli.context import App
from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.demand_filters import DemandFilter
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.quantities import LARGEST_COUNT

DemandArgument = Annotated[
    str,
    typer.Argument(metavar="DEMAND", help=both("需求编号", "The demand's number"), autocompletion=completion.demands),
]
DemandsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="DEMAND...",
        help=both("需求编号，可写几个：17 18 20-24", "Demands by number: 17 18 20-24"),
        autocompletion=completion.demands,
    ),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=both("理由", "The reason"))]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=both("不再询问", "Do not ask"))]
StateOption = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help=both("状态：登记、办结…", "Its state"),
        autocompletion=completion.choices("DEMAND_STATES"),
    ),
]
AtUnitOption = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=both("只看这个单元", "One stairwell"))]
OlderOption = Annotated[
    str | None,
    typer.Option("--older", metavar="DAYS", help=both("登记满几天的", "Registered at least so many days ago")),
]
OpenOption = Annotated[bool, typer.Option("--open", help=both("只看没有办结的", "Still open"))]
OverdueOption = Annotated[bool, typer.Option("--overdue", help=both("只看超期的", "With a promised day passed"))]
SilentOption = Annotated[bool, typer.Option("--silent", help=both("只看还没有答复的", "Without any reply"))]
_MOST = 10_000


def number(text: str, name: str = "DEMAND") -> int:
    """Return a demand's number as it was typed. Raises NumberRefused."""
    return given.number(text, given.Count(name)) or 0


def numbers(texts: list[str], name: str = "DEMAND") -> list[int]:
    """Return the numbers typed, each once, in the order typed; `20-24` is five of them. Raises NumberRefused."""
    found: dict[int, None] = {}
    for text in texts:
        ends = re.fullmatch(r"([0-9]{1,7})[-~]([0-9]{1,7})", folded(text))
        first, last = (number(end, name) for end in (ends.groups() if ends else (text, text)))
        if last < first or last - first >= _MOST:
            raise given.NumberRefused(name=name, given=quoted(text), least=1, most=LARGEST_COUNT)
        found.update(dict.fromkeys(range(first, last + 1)))
    return list(found)


def _states(text: str) -> frozenset[str]:
    """Return the states typed, one or several: 采纳、办理中, accepted,in-progress. Raises ChoiceRefused."""
    parts = [part for part in re.split("[、，,]", text) if part.strip()]
    return frozenset(DEMAND_STATES.read(part) for part in parts or [text])


def wanted(
    run: App,
    *,
    unit: str | None = None,
    state: str | None = None,
    kind: str | None = None,
    channel: str | None = None,
    grid: str | None = None,
    older: str | None = None,
    open_: bool = False,
    overdue: bool = False,
    silent: bool = False,
) -> DemandFilter:
    """Return which demands are meant. Raises ChoiceRefused, AddressRefused, UnitNotFound, GridUnknown."""
    places = given.in_grid(run, grid)
    return DemandFilter(
        states=_states(state) if state else None,
        kind=kinds(run.db).read(kind) if kind else None,
        channel=CHANNELS.read(channel) if channel else None,
        unit=given.known_place(run, unit) if unit else None,
        places=None if places is None else frozenset(places),
        older=given.number(older, given.Count("--older", 0)),
        open=open_,
        overdue=overdue,
        silent=silent,
    )
