"""Demands: what residents ask for, where, and what state the facts put it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import NotFound, RuleForbids
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address

CLOSED = frozenset({"withdrawn", "merged", "done", "declined"})


@dataclass(frozen=True)
class Demand:
    """One demand; `carried_out` counts its results in the unit of `quantity`, and `state` follows from the facts."""

    demand: int
    unit: Address
    kind: str
    quantity: int
    channel: str
    role: str
    registered_on: str
    text: str | None
    state: str
    carried_out: int
    merged_into: int | None = None
    withdrawn_on: str | None = None


@dataclass(frozen=True)
class Result:
    """Something carried out for a demand: a bench by its tag, or another matter."""

    done_on: str
    quantity: int
    bench: str | None


@dataclass(frozen=True)
class DemandStory:
    """A demand and what was carried out for it."""

    demand: Demand
    results: tuple[Result, ...]


class DemandNotFound(NotFound):
    """The ledger has no demand of that number."""

    sentence = Phrase("没有第 {demand} 号需求。", "There is no demand {demand}.")
    hint = Phrase("看需求清单：songyu demand list。", "See the needs list: songyu demand list.")


class DemandClosed(RuleForbids):
    """A demand that is withdrawn, merged, declined or done is not edited any more."""

    sentence = Phrase("第 {demand} 号需求已{state}，不能再改。", "Demand {demand} is {state} and cannot be changed.")
    hint = Phrase("看它的来龙去脉：songyu demand show {demand}。", "See its story: songyu demand show {demand}.")


class DemandPartlyDone(RuleForbids):
    """What was carried out for a demand would no longer answer it."""

    sentence = Phrase(
        "第 {demand} 号需求已落实 {carried_out}，不能再改单元或类别。",
        "Demand {demand} has {carried_out} carried out; its stairwell and kind cannot change.",
    )
    hint = Phrase(
        "另登记一条：songyu demand add；或先撤销安装：songyu undo。",
        "Register another: songyu demand add; or take the installation back: songyu undo.",
    )


class QuantityBelowCarriedOut(RuleForbids):
    """Less cannot be asked for than was carried out already."""

    sentence = Phrase(
        "第 {demand} 号需求已落实 {carried_out} 张，数量不能改成 {quantity}。",
        "Demand {demand} has {carried_out} carried out; its quantity cannot become {quantity}.",
    )
    hint = Phrase("数量至少 {carried_out}。", "Ask for at least {carried_out}.")


def state_of(*, withdrawn: bool, merged: bool, carried_out: int, quantity: int) -> str:
    """Return a demand's state, derived from its facts: the first that fits counts.

    `carried_out` is the sum of its results since it was last opened.
    """
    if withdrawn:
        return "withdrawn"
    if merged:
        return "merged"
    if carried_out >= quantity:
        return "done"
    return "registered"
