"""Benches: where each stands, which batch it came from, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.hazards import OldStools

ENTRANCE = "楼道口"  # where the programme's benches stand
_TAG = re.compile(r"B([1-9][0-9]{0,3})-([0-9]{3,5})")


@dataclass(frozen=True)
class Bench:
    """One bench. Its state is its newest event's; one that was only installed is `pending`."""

    tag: str
    batch: int
    unit: Address
    spot: str | None
    state: str
    installed_on: str | None
    in_use_on: str | None
    demand: int | None = None
    note: str | None = None
    id: int = 0


@dataclass(frozen=True)
class Installed:
    """Benches put at one stairwell, and the demands that they answer, by number.

    `asked_later` are open demands registered, or opened again, after the benches stood there: they still wait.
    """

    unit: Address
    tags: tuple[str, ...]
    settled: tuple[Settled, ...] = ()
    asked_later: tuple[int, ...] = ()


@dataclass(frozen=True)
class Settled:
    """What an installation did for a demand; `done` once everything asked for stands there."""

    demand: int
    tag: str
    carried_out: int
    quantity: int

    @property
    def done(self) -> bool:
        """Whether the demand is carried out whole."""
        return self.carried_out >= self.quantity


@dataclass(frozen=True)
class Installation:
    """What one command installed, and the old stools that still stand at those stairwells."""

    batch: int
    on: Date
    benches: int
    planned: int
    installed: int
    places: tuple[Installed, ...] = field(default_factory=tuple)
    old_stools: tuple[OldStools, ...] = ()


class BenchNotFound(NotFound):
    """No bench carries that tag."""

    sentence = Phrase("没有凳号 {tag}。", "There is no bench {tag}.")
    hint = Phrase("看全部凳号：songyu bench list。", "See all tags: songyu bench list.")


class TagMalformed(UsageRefused):
    """A tag that is not of the form B2-034."""

    sentence = Phrase("凳号“{tag}”写法不对。", "“{tag}” is not a bench tag.")
    hint = Phrase("凳号形如 B2-034：批次和三位序号。", "A tag reads B2-034: the batch, and a number of three digits.")


class TagOfAnotherBatch(RuleForbids):
    """A tag names one batch and the bench belongs to another."""

    sentence = Phrase("凳号 {tag} 不属于第{batch}批。", "The tag {tag} does not belong to batch {batch}.")
    hint = Phrase("核对批次和凳号。", "Check the batch and the tag.")


class TagNeedsOneBench(UsageRefused):
    """One tag was given for several benches."""

    sentence = Phrase("一个凳号 {tag} 只能用在一张凳子上。", "One tag, {tag}, is for one bench.")
    hint = Phrase("分开安装，或不写 --tag 让它自动编号。", "Install them one by one, or leave --tag out.")


class TagTaken(RuleForbids):
    """Another bench carries that tag."""

    sentence = Phrase("凳号 {tag} 已用在 {unit}。", "The tag {tag} is taken, at {unit}.")
    hint = Phrase("不写凳号就会自动编号。", "Leave the tag out and the next free one is given.")


class BenchDiffers(RuleForbids):
    """An imported row names a bench that the ledger has in another batch or place, or since another day."""

    sentence = Phrase(
        "凳号 {tag} 在账本里是第{batch}批、{unit}、{on}安装，和这一行不一样。",
        "The ledger has {tag} in batch {batch} at {unit}, installed {on}; this row says otherwise.",
    )
    hint = Phrase("核对凳号；确是另一张就换一个凳号。", "Check the tag; give another bench another one.")


class InstalledBeforeBatchOpened(RuleForbids):
    """An installation that is certainly earlier than its batch."""

    sentence = Phrase(
        "安装日期 {on} 早于第{batch}批开始的 {opened}。",
        "Installed on {on}, before batch {batch} opened on {opened}.",
    )
    hint = Phrase(
        "核对 --on；批次日期不对就用 songyu batch edit {batch} --on 日期。",
        "Check --on; if the batch's date is wrong: songyu batch edit {batch} --on DATE.",
    )


class UsedBeforeInstalled(RuleForbids):
    """A bench cannot be in use before it was installed."""

    sentence = Phrase(
        "投入使用 {used} 早于安装 {installed}。", "In use on {used}, before its installation on {installed}."
    )
    hint = Phrase("核对两个日期。", "Check the two dates.")


class HappensInFuture(RuleForbids):
    """Nothing that is recorded as done can lie in the future."""

    sentence = Phrase("{on} 还没有到。", "{on} is still to come.")
    hint = Phrase("核对日期；今天是 {today}。", "Check the date; today is {today}.")


def parsed_tag(text: str) -> tuple[str, int, int]:
    """Return a tag in its canonical form with its batch and its number. Raises TagMalformed."""
    match = _TAG.fullmatch(text.strip().upper().replace("－", "-"))
    if not match:
        raise TagMalformed(tag=text)
    return tag_of(int(match[1]), int(match[2])), int(match[1]), int(match[2])


def tag_of(batch: int, number: int) -> str:
    """Return the tag of a batch's n-th bench: B2-034."""
    return f"B{batch}-{number:03d}"
