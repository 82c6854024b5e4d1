"""Repairs (维修): a work order (工单) is opened for a bench, and closed once it was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.errors import RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.benches import Settled
    from songyu_cli.domain.stairwells import Address


class Repair(NamedTuple):
    """One work order. `fen` is what it cost, None where nobody said; it is open until `done_on`.

    `result` and `faults` are those of the inspection behind it, if there was one.
    """

    repair: int
    tag: str
    unit: Address
    grid: str | None
    opened_on: str
    role: str
    inspection: int | None
    result: str | None
    faults: tuple[str, ...]
    what: str | None
    by_whom: str | None
    fen: int | None
    done_on: str | None
    done_role: str | None


class Work(NamedTuple):
    """What is to be done or was done, and by whom, masked already; `fen` is what it cost."""

    what: str | None = None
    by_whom: str | None = None
    fen: int | None = None


class Repaired(NamedTuple):
    """What one command did to a work order: `opened` where it is new; `state` is the bench's now.

    `settled` is the demand opened again that the bench carries out; `asked_later` are those opened after that day.
    """

    repair: Repair
    opened: bool
    in_use_again: bool
    state: str
    settled: tuple[Settled, ...] = ()
    asked_later: tuple[int, ...] = ()


class OnlyOnceDone(UsageRefused):
    """What is known only after the work does not belong on an order."""

    sentence = Phrase("{option} 修好了才写，不能和 --order 一起用。", "{option} is for work done, not for an --order.")
    hint = Phrase("去掉其中一个。", "Leave one of them out.")


class RepairUnsaid(RuleForbids):
    """Nothing was wrong with the bench as far as the ledger knows, and nothing is said of the work."""

    sentence = Phrase(
        "{tag} 没有没修好的工单，也没有写修了什么。", "{tag} has no open work order, and what was done is not said."
    )
    hint = Phrase(
        "核对凳号，或写上：songyu bench repair {tag} --text 紧固螺栓。",
        "Check the tag, or say it: songyu bench repair {tag} --text 'bolts tightened'.",
    )


def noted(old: str | None, new: str | None) -> str | None:
    """Return what the order asked for and what was done, neither of which may be lost."""
    return f"{old}；{new}" if old and new and new != old else new or old
