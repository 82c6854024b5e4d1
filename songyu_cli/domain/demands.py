"""Demands: what residents ask for, where, and what state the facts put it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.errors import NotFound, RuleForbids
from songyu_cli.domain.wording import Phrase, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.addresses import Address

CLOSED = frozenset({"withdrawn", "merged", "done", "declined"})


class Demand(NamedTuple):
    """One demand as the facts have it; `state` follows from them, and everything about its current round.

    `carried_out` counts results since it was last opened, in the unit of `quantity`; `result_due` is the extended day
    where there are `extensions`. `asked` is how often people asked: itself and those merged into it, without what a
    screening registered. `last_on` is the day of the newest step after registering: a review, decision, reply,
    allocation, result, extension or reopening.
    """

    demand: int
    unit: Address
    grid: str | None
    kind: str
    quantity: int
    channel: str
    role: str
    registered_on: str
    text: str | None
    state: str
    carried_out: int
    owner_role: str | None = None
    merged_into: int | None = None
    merged_on: str | None = None
    asked: int = 1
    repeat_of: int | None = None
    menu_item: int | None = None
    visit_unit: int | None = None
    selection: int | None = None
    withdrawn_on: str | None = None
    withdrawn_reason: str | None = None
    round: int = 1
    reasonable: str | None = None
    feasible: str | None = None
    verdict: str | None = None
    decided_on: str | None = None
    replied_on: str | None = None
    replies: int = 0
    reply_due: str | None = None
    result_due: str | None = None
    extensions: int = 0
    done_on: str | None = None
    last_on: str | None = None


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


class HasMerged(RuleForbids):
    """Those who asked for the same would be answered by something else."""

    sentence = Phrase(
        "第 {demand} 号需求归并了别的需求，不能{step}。",
        "Others are merged into demand {demand}; it cannot be {step}.",
    )
    hint = Phrase("先拆分：songyu demand unmerge {merged}。", "First: songyu demand unmerge {merged}.")

    def __init__(self, demand: int, merged: Iterable[int], step: Phrase) -> None:
        super().__init__(demand=demand, merged=" ".join(map(str, merged)), step=step)


class NamedByOthers(RuleForbids):
    """A demand asked again, or a hazard, would be about a demand of another stairwell or kind."""

    sentence = Phrase(
        "{named}说的就是第 {demand} 号需求，不能改单元或类别。",
        "Demand {demand} is what {named} is about; its stairwell and kind cannot change.",
    )
    hint = Phrase(
        "记错了就撤回，另登记一条：songyu demand withdraw {demand}，songyu demand add。",
        "If it was noted wrongly, withdraw it, then register another: "
        "songyu demand withdraw {demand}, songyu demand add.",
    )

    def __init__(self, demand: int, repeats: Sequence[int], hazards: Sequence[int]) -> None:
        named = [Phrase("第 {n} 号需求", "demand {n}").format(n=n) for n in repeats]
        named += [Phrase("第 {n} 号隐患", "hazard {n}").format(n=n) for n in hazards]
        super().__init__(demand=demand, named=joined(named))


class RegisteredAfterStep(RuleForbids):
    """What happened to a demand cannot have happened before it was registered."""

    sentence = Phrase(
        "第 {demand} 号需求在 {step} 已有办理记录，登记日期不能改成 {on}。",
        "Something was done about demand {demand} on {step}; it cannot have been registered on {on}.",
    )
    hint = Phrase(
        "核对 --on；看它的来龙去脉：songyu demand show {demand}。",
        "Check --on; its story: songyu demand show {demand}.",
    )


def state_of(  # noqa: PLR0913  the facts, in the order in which they count
    *,
    withdrawn: bool = False,
    merged: bool = False,
    carried_out: int = 0,
    quantity: int = 1,
    verdict: str | None = None,
    allocated: bool = False,
    reviewed: bool = False,
) -> str:
    """Return a demand's state, derived from its facts: the first that fits counts.

    `carried_out` is the sum of its results since it was last opened, `verdict` the last decision that still binds.
    """
    if withdrawn:
        return "withdrawn"
    if merged:
        return "merged"
    if carried_out >= quantity:
        return "done"
    if verdict == "declined":
        return "declined"
    if verdict == "accepted":
        return "in_progress" if allocated or carried_out else "accepted"
    return "reviewed" if reviewed else "registered"
