"""A needs list that comes again: which demand a row speaks of, and what it says of the steps that are there already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import REPLY_WAYS
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase, verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from songyu_cli.domain.demand_steps import DemandStory
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.tables.demand_rows import DemandRow

_REVIEW_REASON = Phrase("审核理由", "reason of the review")
_DECISION_REASON = Phrase("决定理由", "reason of the decision")
_REPLY_TEXT = Phrase("回音内容", "reply text")
_REPLY_WAY = Phrase("回音方式", "way of replying")


@dataclass
class Line:
    """A row, where it stands, and the demand of the ledger that it speaks of, `reworded` or in the same words."""

    sheet: str
    number: int
    row: DemandRow
    demand: Demand | None = None
    reworded: bool = False


class Filling(NamedTuple):
    """What a row adds to a step that left it blank: the n-th (from 0) of the demand's steps in a table."""

    table: str
    place: int
    column: str
    value: str
    name: Phrase


class Differing(NamedTuple):
    """What a row says otherwise than the ledger does, and what is not taken from it."""

    name: Phrase
    said: Phrase
    known: Phrase


# How a demand is known again among several that read the same: the likest first, of all rows, before the less like.
_LIKENESS: tuple[Callable[[DemandRow, Demand], bool], ...] = (
    lambda row, demand: row.quantity in (None, demand.quantity) and row.replied_on == demand.replied_on,
    lambda row, demand: row.quantity in (None, demand.quantity),
    lambda _row, _demand: True,
)


def find_demands(lines: list[Line], known: Iterable[Demand]) -> None:
    """Give each line the demand that it speaks of: the n-th of its stairwell, kind, day, channel and words.

    The demand that its serial number names comes first. Blanks and punctuation tell demands apart only where there are
    several. What is left then may be known by its serial number alone: see `_by_number`.
    """
    demands = list(known)
    numbered = {demand.demand: demand for demand in demands}
    pools: defaultdict[tuple[object, ...], list[Demand]] = defaultdict(list)
    for demand in demands:
        pools[_alike(demand)].append(demand)
    for line in lines:
        named = numbered.get(line.row.number or 0)
        if named and named in pools.get(_alike(line.row), ()):
            line.demand = named
            pools[_alike(named)].remove(named)
    for exact in (True, False):
        for like in _LIKENESS:
            for line in lines:
                if line.demand is not None:
                    continue
                pool = pools.get(_alike(line.row), [])
                fits = (one for one in pool if (not exact or one.text == line.row.text) and like(line.row, one))
                line.demand = next(fits, None)
                if line.demand:
                    pool.remove(line.demand)
    taken = {line.demand.demand for line in lines if line.demand}
    _by_number(lines, {number: one for number, one in numbered.items() if number not in taken})


def _by_number(lines: list[Line], left: dict[int, Demand]) -> None:
    """Give lines in other words the demand that their serial number names, where it can be no other list's number.

    In a sheet that numbers its rows itself, some row that is known by its words has another number than its demand.
    Of several rows about the same stairwell, kind, day and channel each must name such a demand, and each another.
    """
    foreign = {line.sheet for line in lines if line.demand and line.row.number not in (None, line.demand.demand)}
    groups: defaultdict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if line.demand is None and line.row.number and line.sheet not in foreign:
            groups[about(line.row)].append(line)
    for what, group in groups.items():
        named = {line.row.number: left.get(line.row.number or 0) for line in group}
        if len(named) == len(group) and all(demand and about(demand) == what for demand in named.values()):
            for line in group:
                line.demand, line.reworded = named[line.row.number], True


def _alike(one: Demand | DemandRow) -> tuple[object, ...]:
    return (*about(one), _plain(one.text))


def about(demand: Demand | DemandRow) -> tuple[object, ...]:
    """Return what a list does not correct in a demand, its words aside."""
    return demand.unit, demand.kind, demand.registered_on, demand.channel


def _plain(text: str | None) -> str:
    return "".join(filter(str.isalnum, folded(text or ""))).casefold()


def reread(told: DemandStory, row: DemandRow, new: set[str]) -> Iterator[Filling | Differing]:
    """Yield what a row adds to the steps of a demand, and what it says otherwise.

    `new` are the tables in which the row makes a step of its own.
    """
    if row.reviewed_on and "reviews" not in new:
        judged = ("reasonable", "feasible")
        reasons = [
            (place, one.reason)
            for place, one in enumerate(told.reviews)
            if any(getattr(row, name) and getattr(row, name) == getattr(one, name) for name in judged)
        ]
        yield from _settled(("reviews", "reason", _REVIEW_REASON), reasons, row.reason)
    if row.verdict and "decisions" not in new:
        reasons = [(place, one.reason) for place, one in enumerate(told.decisions) if one.verdict == row.verdict]
        for found in _settled(("decisions", "reason", _DECISION_REASON), reasons, row.decided_why):
            # One reason for both the review and the decision is nothing new where the review has it.
            shared = row.reviewed_on and row.decided_why == row.reason
            if not shared or (isinstance(found, Filling) and not _has_reason(told, row)):
                yield found
    if row.replied_on and "replies" not in new:
        yield from _reply(told, row)


def _has_reason(told: DemandStory, row: DemandRow) -> bool:
    """Tell whether a review of the ledger gave the row's reason."""
    return any(one.reason and _plain(one.reason) == _plain(row.reason) for one in told.reviews)


def _reply(told: DemandStory, row: DemandRow) -> Iterator[Filling | Differing]:
    replies = [(n, one) for n, one in enumerate(told.replies) if one.replied_on.startswith(str(row.replied_on))]
    same_way = [(n, one) for n, one in replies if row.how in (None, one.how)]
    if replies and row.how and not same_way:
        yield Differing(_REPLY_WAY, REPLY_WAYS.phrase(row.how), REPLY_WAYS.phrase(replies[-1][1].how))
    texts = [(n, one.text) for n, one in same_way or replies]
    yield from _settled(("replies", "text", _REPLY_TEXT), texts, row.reply)


def _settled(
    at: tuple[str, str, Phrase], there: Sequence[tuple[int, str | None]], said: str | None
) -> Iterator[Filling | Differing]:
    table, column, name = at
    if not said or not there or any(known and _plain(known) == _plain(said) for _, known in there):
        return
    blank = [place for place, known in there if not known]
    if blank:
        yield Filling(table, blank[-1], column, said, name)
    else:
        yield Differing(name, verbatim(quoted(said)), verbatim(quoted(there[-1][1] or "")))
