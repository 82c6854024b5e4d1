"""The same need asked more than once: which open demands may be one, and what a merge needs.

The same need at another stairwell is no duplicate, for each may need its own; one asked again after it was closed is a
new demand that repeats the old one. A person merges, nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import DEMAND_STATES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_filters import awaits_reply
from songyu_cli.domain.demands import CLOSED, Demand
from songyu_cli.domain.errors import RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.vocabulary import Choices

_ANSWERED = ("done", "declined")


class Duplicates(NamedTuple):
    """Open demands of one kind at one stairwell; `into` is the one that the others could be merged into."""

    unit: Address
    kind: str
    into: int
    others: tuple[int, ...]
    demands: tuple[Demand, ...]


class Merged(NamedTuple):
    """What a merge made: the demand that goes on, those merged into it, and those that had been merged into these.

    `menu_item` is the item of the menu that the demand took over from one of them.
    """

    into: Demand
    merged: tuple[Demand, ...]
    moved: tuple[int, ...]
    menu_item: int | None


class Unmerged(NamedTuple):
    """Demands with a life of their own again, and those that they had been merged into, as they are afterwards."""

    demands: tuple[Demand, ...]
    parents: tuple[Demand, ...]


def duplicates(demands: Iterable[Demand]) -> list[Duplicates]:
    """Return the open demands that may be asking for the same thing, the oldest group first.

    The others could go into the one that something was carried out for, else one that was accepted, else the earliest
    that a person asked for. What else was partly carried out stays out: it cannot be merged.
    """
    alike: dict[tuple[Address, str], list[Demand]] = {}
    for demand in demands:
        if demand.state not in CLOSED:
            alike.setdefault((demand.unit, demand.kind), []).append(demand)
    found = []
    for (unit, kind), group in alike.items():
        into = min(group, key=_claim)
        others = sorted((one for one in group if one is not into and not one.carried_out), key=_age)
        if others:
            rows = tuple(sorted((into, *others), key=_age))
            found.append(Duplicates(unit, kind, into.demand, tuple(one.demand for one in others), rows))
    return sorted(found, key=lambda group: _age(group.demands[0]))


def _claim(demand: Demand) -> tuple[object, ...]:
    return not demand.carried_out, demand.verdict != "accepted", not awaits_reply(demand), _age(demand)


def _age(demand: Demand) -> tuple[str, int]:
    return demand.registered_on, demand.demand


def repeated(channel: str, on: Date, others: Iterable[Demand]) -> int | None:
    """Return which demand a new one asks for again, of those of its kind at its stairwell: the last one answered.

    None while one of them is open. What a screening registered was asked by nobody and is repeated by nobody; what was
    withdrawn or merged was not answered; nor was what was answered after the new one was asked.
    """
    before = [demand for demand in others if demand.state not in ("withdrawn", "merged")]
    if channel == "screening" or any(demand.state not in CLOSED for demand in before):
        return None
    answered = [demand for demand in before if awaits_reply(demand) and not on.certainly_before(answered_on(demand))]
    return max(answered, key=lambda demand: (answered_on(demand), demand.demand)).demand if answered else None


def answered_on(demand: Demand) -> Date:
    """Return the day on which a demand was done or declined."""
    return Date(demand.done_on or demand.decided_on or demand.registered_on)


def check_repeats(demand: Demand, of: Demand) -> None:
    """Refuse to mark a demand as asking again for what it does not. Raises NotARepeat."""
    if demand.demand == of.demand or (demand.unit, demand.kind) != (of.unit, of.kind):
        why = Phrase("要是同一单元、同一类别的另一条", "it must be another one of the same stairwell and kind")
    elif of.state not in _ANSWERED:
        state = DEMAND_STATES.phrase(of.state)
        why = Phrase("第 {n} 号是“{state}”，还没有办结", "demand {n} is {state}, not answered yet").format(
            n=of.demand, state=state
        )
    else:
        return
    raise NotARepeat(demand=demand.demand, of=of.demand, why=why)


def check_mergeable(demand: Demand, into: Demand, kinds: Choices) -> None:
    """Refuse to merge what is not the same need. Raises NotTheSameNeed and MergedPartlyDone."""
    if (demand.unit, demand.kind) != (into.unit, into.kind):
        what = Phrase("{unit} {kind}", "{unit}, {kind}")
        raise NotTheSameNeed(
            demand=demand.demand,
            into=into.demand,
            one=what.format(unit=demand.unit.phrase(), kind=kinds.phrase(demand.kind)),
            other=what.format(unit=into.unit.phrase(), kind=kinds.phrase(into.kind)),
        )
    if demand.carried_out:
        raise MergedPartlyDone(demand=demand.demand, into=into.demand, carried_out=demand.carried_out)


def check_goes_on(into: Demand) -> None:
    """Refuse to merge into what is merged itself, or closed. Raises IntoMerged and IntoClosed."""
    if into.state == "merged":
        raise IntoMerged(into=into.demand, parent=into.merged_into)
    if into.state in CLOSED:
        raise IntoClosed(into=into.demand, state=DEMAND_STATES.phrase(into.state))


class NotARepeat(RuleForbids):
    """A demand does not ask again for what another one was about."""

    sentence = Phrase(
        "第 {demand} 号不能记作第 {of} 号的再次提出：{why}。",
        "Demand {demand} cannot be marked as asking for demand {of} again: {why}.",
    )
    hint = Phrase(
        "同一件事还没办结就归并：songyu demand merge；不是再次提出：--repeat-of 0。",
        "What is still open is merged: songyu demand merge; to take the mark off: --repeat-of 0.",
    )


class IntoItself(UsageRefused):
    """A demand was to be merged into itself."""

    sentence = Phrase("第 {demand} 号不能并入它自己。", "Demand {demand} cannot be merged into itself.")
    hint = Phrase(
        "--into 写另一条的编号；找重复：songyu demand duplicates。",
        "Name another with --into; see songyu demand duplicates.",
    )


class NotTheSameNeed(RuleForbids):
    """The same need at another stairwell, or another need at the same one, is no duplicate."""

    sentence = Phrase(
        "第 {demand} 号（{one}）和第 {into} 号（{other}）不在同一单元或不是同一类，不是重复。",
        "Demand {demand} ({one}) and demand {into} ({other}) are not of one stairwell and kind: no duplicates.",
    )
    hint = Phrase(
        "各单元各办各的；单元或类别记错了就先改：songyu demand edit {demand}。",
        "Each stairwell is served by itself; if it was noted wrongly, first: songyu demand edit {demand}.",
    )


class MergedPartlyDone(RuleForbids):
    """What was carried out for a demand would no longer count for anything."""

    sentence = Phrase(
        "第 {demand} 号需求已落实 {carried_out}，不能并入别的需求。",
        "Demand {demand} has {carried_out} carried out and cannot be merged into another.",
    )
    hint = Phrase(
        "反过来归并：songyu demand merge {into} --into {demand}；两条都落实过就各自办结。",
        "Merge the other way round: songyu demand merge {into} --into {demand}; where both have results, close each.",
    )


class IntoMerged(RuleForbids):
    """The demand to merge into was merged itself."""

    sentence = Phrase("第 {into} 号已并入第 {parent} 号。", "Demand {into} is merged into demand {parent} itself.")
    hint = Phrase("并到第 {parent} 号：--into {parent}。", "Merge into that one: --into {parent}.")


class IntoClosed(RuleForbids):
    """The demand to merge into is closed: who asks after that asks anew."""

    sentence = Phrase("第 {into} 号需求已{state}，不能再并入。", "Demand {into} is {state}; nothing is merged into it.")
    hint = Phrase(
        "以后又提出的是新的需求，不归并；要接着办老的：songyu demand reopen {into}。",
        "Who asks later asks anew: leave it unmerged; to go on with the old one: songyu demand reopen {into}.",
    )
