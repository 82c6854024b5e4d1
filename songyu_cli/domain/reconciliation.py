"""Reconciliation (捐赠对账): what was pledged, received, installed and is in use, and why the figures differ.

An amount that was not stated is None and is never counted as nought. The benches of all lines together are those of
the batches: a bench that another took the place of is `replaced` and stands outside the installed number.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.gift_differences import Difference, Group, of_partner, stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.gift_differences import PlacedBench
    from songyu_cli.domain.partners import Gift, Partner

    Place = tuple[int | None, int | None]  # a partner, None where the donor is not known, and a batch

STATES = ("in_use", "out_of_use", "retired", "pending", "replaced")


class Line(NamedTuple):
    """One partner and batch; `partner` is None where the donor is not known, `batch` for the whole programme.

    `pledged` to `replaced` are benches, fen are money, days person-days of labour; an amount is None where none was
    stated. `unstated_…` count the gifts of which nothing is stated and the labour without its days. What is behind
    the figures: gifts by number, tags by state.
    """

    partner: int | None
    name: str | None
    batch: int | None
    pledged: int | None
    received: int | None
    installed: int
    in_use: int
    out_of_use: int
    retired: int
    pending: int
    replaced: int
    fen_pledged: int | None
    fen_received: int | None
    days_pledged: int | None
    days_received: int | None
    unstated_pledges: int
    unstated_receipts: int
    unstated_labour_pledges: int
    unstated_labour_receipts: int
    pledges: tuple[int, ...]
    receipts: tuple[int, ...]
    tags: dict[str, tuple[str, ...]]


class Reconciliation(NamedTuple):
    """The lines by partner and batch, those without a known donor last; their sums; and every difference.

    `partners` is how many are registered, whether they have a line here or not.
    """

    as_of: str
    batch: int | None
    partners: int
    lines: tuple[Line, ...]
    total: Line
    differences: tuple[Difference, ...]


class PartnerLine(NamedTuple):
    """A partner with the sums of its lines; the figures are as in a line."""

    partner: int
    name: str
    role: str
    pledged: int | None
    received: int | None
    installed: int
    in_use: int
    out_of_use: int
    retired: int
    pending: int
    replaced: int
    fen_pledged: int | None
    fen_received: int | None
    days_pledged: int | None
    days_received: int | None
    unstated_pledges: int
    unstated_receipts: int
    unstated_labour_pledges: int
    unstated_labour_receipts: int
    note: str | None


class PartnerStory(NamedTuple):
    """A partner, what it pledged and gave, its benches by batch, and what differs."""

    partner: Partner
    gifts: tuple[Gift, ...]
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]


class Recorded(NamedTuple):
    """A pledge or a receipt that was written down, and how pledged and received of its kind differ since."""

    gift: Gift
    differences: tuple[Difference, ...]


def reconcile(
    partners: Sequence[Partner],
    gifts: Iterable[Gift],
    benches: Iterable[PlacedBench],
    *,
    as_of: str,
    batch: int | None = None,
) -> Reconciliation:
    """Return every line with its differences, of one batch when asked; a donor with nothing written down has one."""
    names: dict[int | None, str] = {one.partner: one.name for one in partners}
    groups: defaultdict[Place, Group] = defaultdict(lambda: Group([], []))
    for gift in gifts:
        groups[gift.partner, gift.batch].gifts.append(gift)
    for bench in benches:
        groups[bench.partner, bench.batch].benches.append(bench)
    known = {partner for partner, _ in groups}
    silent = [one for one in partners if one.role == "donor" and one.partner not in known]
    for one in silent:
        groups.setdefault((one.partner, None), Group([], []))
    places = sorted(groups, key=lambda place: [(number is None, number or 0) for number in place])
    lines = {place: _line(names.get(place[0]), place, groups[place]) for place in places}
    found = [
        *(Difference(one.partner, one.name, None, "nothing_recorded") for one in silent),
        *(
            difference._replace(partner=partner, name=names[partner])
            for partner in names
            for difference in of_partner({place[1]: groups[place] for place in places if place[0] == partner}, batch)
        ),
        *(_unknown(line) for line in lines.values() if line.partner is None and line.installed),
        *(_idle(line) for line in lines.values() if line.installed > line.in_use),
    ]
    found.sort(key=lambda one: (one.partner is None, one.partner or 0))
    if batch is not None:
        lines = {place: line for place, line in lines.items() if place[1] == batch}
        found = [one for one in found if one.batch == batch]
    whole = Group([], [])
    for place in lines:
        whole.gifts.extend(groups[place].gifts)
        whole.benches.extend(groups[place].benches)
    total = _line(None, (None, batch), whole)
    return Reconciliation(as_of, batch, len(partners), tuple(lines.values()), total, tuple(found))


def by_partner(
    partners: Iterable[Partner], gifts: Sequence[Gift], benches: Sequence[PlacedBench]
) -> tuple[PartnerLine, ...]:
    """Return every partner with its sums over all batches."""
    found = []
    for one in partners:
        mine = Group([g for g in gifts if g.partner == one.partner], [b for b in benches if b.partner == one.partner])
        sums = _line(one.name, (one.partner, None), mine)._asdict()
        figures = {name: value for name, value in sums.items() if name in PartnerLine._fields}
        found.append(PartnerLine(**figures, role=one.role, note=one.note))
    return tuple(found)


def _line(name: str | None, place: Place, group: Group) -> Line:
    pledges = [gift for gift in group.gifts if gift.step == "pledged"]
    receipts = [gift for gift in group.gifts if gift.step == "received"]
    tags = {state: tuple(one.tag for one in group.benches if one.state == state) for state in STATES}
    return Line(
        partner=place[0],
        name=name,
        batch=place[1],
        pledged=stated("benches", pledges),
        received=stated("benches", receipts),
        installed=len(group.benches) - len(tags["replaced"]),
        **{state: len(found) for state, found in tags.items()},
        fen_pledged=stated("money", pledges),
        fen_received=stated("money", receipts),
        days_pledged=stated("labour", pledges),
        days_received=stated("labour", receipts),
        unstated_pledges=sum(gift.kind == "unstated" for gift in pledges),
        unstated_receipts=sum(gift.kind == "unstated" for gift in receipts),
        unstated_labour_pledges=sum(gift.kind == "labour" and gift.days is None for gift in pledges),
        unstated_labour_receipts=sum(gift.kind == "labour" and gift.days is None for gift in receipts),
        pledges=tuple(gift.gift for gift in pledges),
        receipts=tuple(gift.gift for gift in receipts),
        tags=tags,
    )


def _unknown(line: Line) -> Difference:
    tags = tuple(tag for state in STATES[:-1] for tag in line.tags[state])
    return Difference(None, None, line.batch, "donor_unknown", "benches", n=line.installed, tags=tags)


def _idle(line: Line) -> Difference:
    """Return why fewer benches of a line are in use than were installed."""
    because = {state: len(line.tags[state]) for state in STATES[1:-1] if line.tags[state]}
    return Difference(
        line.partner,
        line.name,
        line.batch,
        "not_in_use",
        "benches",
        more=line.installed,
        less=line.in_use,
        n=line.installed - line.in_use,
        because=because,
        tags=tuple(tag for state in because for tag in line.tags[state]),
    )
