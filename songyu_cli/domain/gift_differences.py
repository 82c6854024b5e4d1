"""Why what a partner pledged, what was received and what was put up differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from songyu_cli.domain.partners import Gift

AMOUNTS = {"benches": "benches", "money": "fen", "labour": "days"}  # the amount of each kind of gift


class PlacedBench(NamedTuple):
    """A bench of a batch, the partner that gave it, and its state; `replaced` where another took its place."""

    tag: str
    batch: int
    partner: int | None
    state: str


class Difference(NamedTuple):
    """Why two figures differ: `n` = `more` - `less`, in benches, fen or days by its `kind`.

    `less` is None where nothing was written down, and n is the least that it can be where `at_least`. `because` are the
    numbers that account for it; `gifts` and `tags` are those it is about. Without a `batch` all batches are meant.
    """

    partner: int | None
    name: str | None
    batch: int | None
    key: str
    kind: str | None = None
    more: int | None = None
    less: int | None = None
    n: int | None = None
    at_least: bool = False
    because: dict[str, int] = {}  # noqa: RUF012  never changed
    gifts: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()


class Group(NamedTuple):
    """Gifts, and the benches to put beside them."""

    gifts: list[Gift]
    benches: list[PlacedBench]


def of_partner(groups: dict[int | None, Group], batch: int | None) -> Iterator[Difference]:
    """Give a partner's differences, by batch; where gifts are for no batch, all batches are compared at once."""
    loose: set[int] = set()
    for kind in AMOUNTS:
        parts = {number: _only(kind, group) for number, group in groups.items()}
        there = {number: part for number, part in parts.items() if part.gifts or part.benches}
        if not any(gift.kind == kind for part in there.values() for gift in part.gifts) and kind != "benches":
            continue
        if None in there and len(there) > 1:
            loose.update(gift.gift for gift in there[None].gifts)
            both = Group([], [])
            for part in there.values():
                both.gifts.extend(part.gifts)
                both.benches.extend(part.benches)
            there = {None: both}
        for number, part in there.items():
            near = [group for at, group in groups.items() if number is None or at in (number, None)]
            money = [one for group in near for one in group.gifts if one.step == "received"]
            yield from (one._replace(batch=number) for one in _compared(kind, part, stated("money", money)))
    yield from _not_compared(groups, loose, batch)


def _not_compared(groups: dict[int | None, Group], loose: set[int], batch: int | None) -> Iterator[Difference]:
    """Give the gifts that keep figures from being compared: for no batch, without an amount, or both at once."""
    if batch in groups and batch is not None and loose:
        yield Difference(None, None, batch, "no_batch", gifts=tuple(sorted(loose)))
    for number, group in groups.items():
        unstated = {gift.gift for gift in group.gifts if _amount(gift) is None}
        if number is None and loose - unstated:
            yield Difference(None, None, None, "no_batch", gifts=tuple(sorted(loose - unstated)))
        if unstated:
            silent = len(unstated) == len(group.gifts) and all(gift.step == "pledged" for gift in group.gifts)
            key = "nothing_received" if silent else "unstated"
            if unstated & loose:  # these are for no batch
                key = "nothing_stated"
            yield Difference(None, None, number, key, gifts=tuple(sorted(unstated)))


def _only(kind: str, group: Group) -> Group:
    """Return the gifts of a kind, or of which nothing is stated, and for benches what was put up."""
    gifts = [gift for gift in group.gifts if gift.kind in (kind, "unstated")]
    return Group(gifts, group.benches if kind == "benches" else [])


def _amount(gift: Gift) -> int | None:
    return getattr(gift, AMOUNTS[gift.kind]) if gift.kind in AMOUNTS else None


def _compared(kind: str, part: Group, money: int | None) -> Iterator[Difference]:
    """Give what differs between pledged and received, and for benches between received and put up."""
    pledges = [gift for gift in part.gifts if gift.step == "pledged"]
    receipts = [gift for gift in part.gifts if gift.step == "received"]
    pledged, received = (stated(kind, gifts) for gifts in (pledges, receipts))
    more_pledged, more_received = (any(_amount(gift) is None for gift in gifts) for gifts in (pledges, receipts))

    def differs(key: str, more: int | None, less: int | None, *, at_least: bool, **because: int) -> Difference:
        ids = tuple(gift.gift for gift in part.gifts)
        n = (more or 0) - (less or 0)
        numbers = {name: number for name, number in because.items() if number}
        return Difference(None, None, None, key, kind, more, less, n, at_least, numbers, ids)

    if (received or 0) > (pledged or 0) and not more_pledged:
        yield differs("over_pledged", received, pledged, at_least=more_received)
    elif (pledged or 0) > (received or 0) and not more_received:
        yield differs("not_received", pledged, received, at_least=more_pledged)
    put = len(part.benches)
    replaced = sum(bench.state == "replaced" for bench in part.benches)
    if put > (received or 0) and not more_received:
        yield differs("over_received", put, received, at_least=False, replaced=replaced, fen=money or 0)
    elif kind == "benches" and (received or 0) > put:
        yield differs("not_installed", received, put, at_least=more_received, replaced=replaced)


def stated(kind: str, gifts: Iterable[Gift]) -> int | None:
    """Return the sum of what was stated of a kind, or None where nothing was."""
    amounts = [getattr(gift, AMOUNTS[kind]) for gift in gifts if gift.kind == kind]
    there = [amount for amount in amounts if amount is not None]
    return sum(there) if there else None
