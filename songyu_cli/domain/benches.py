"""Benches: where each stands, which batch it came from, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.hazards import OldStools

ENTRANCE = "楼道口"  # where the programme's benches stand
_SEATS = range(200, 901)  # millimetres; outside of these a height was measured or written in something else
_TAG = re.compile(r"B([1-9][0-9]{0,3})-([0-9]{3,5})")


@dataclass(frozen=True)
class Bench:
    """One bench. Its state is its newest event's; one that was only installed is `pending`.

    `demand` is the newest that it answers where it stands; `replaces` and `replaced_by` are tags. The optional facts
    are `yes`, `no` or None where nobody looked; `exit_clear` also means the fire lane (消防通道).
    """

    tag: str
    batch: int
    unit: Address
    spot: str | None
    state: str
    installed_on: str | None
    in_use_on: str | None
    demand: int | None = None
    partner: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    height_mm: int | None = None
    back: str | None = None
    armrests: str | None = None
    fixed: str | None = None
    shaded: str | None = None
    exit_clear: str | None = None
    firm_ground: str | None = None
    grid: str | None = None
    note: str | None = None
    id: int = 0


@dataclass(frozen=True)
class Installed:
    """Benches put at one stairwell, and the demands that they answer, by number.

    `asked_later` are open demands registered, or opened again, after the benches stood there: they still wait.
    `unplanned` are those beyond what the batch's saved plan gave the stairwell; none where no plan was saved.
    """

    unit: Address
    tags: tuple[str, ...]
    settled: tuple[Settled, ...] = ()
    asked_later: tuple[int, ...] = ()
    unplanned: int = 0


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
    """What one command installed, and the old stools that still stand at those stairwells.

    `allocated` is the batch's. `state`, `used_on`, the donor and the `facts` are those of all the benches. With
    `dry_run` nothing of it was written.
    """

    batch: int
    on: Date
    benches: int
    planned: int
    installed: int
    places: tuple[Installed, ...] = field(default_factory=tuple)
    old_stools: tuple[OldStools, ...] = ()
    allocated: int = 0
    state: str | None = "in_use"
    used_on: Date | None = None
    partner: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    dry_run: bool = False


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


class PendingAndUsed(UsageRefused):
    """A bench that is not in use yet has no day since when it is."""

    sentence = Phrase("--pending 和 --used 不能一起用。", "--pending and --used exclude each other.")
    hint = Phrase(
        "还没投用就只写 --pending；投用了就写 --used 日期。", "Not in use yet: --pending. In use: --used DATE."
    )


class HeightUnlikely(UsageRefused):
    """A seat's height that no bench has: in centimetres, or mistyped."""

    sentence = Phrase("座面高度 {given} 毫米不像凳子。", "A seat {given} mm high is no bench.")
    hint = Phrase("写毫米，如 450（45 厘米）。", "Write millimetres, such as 450 for 45 cm.")


class StairwellsMissing(UsageRefused):
    """Neither a stairwell nor `--planned` says where the benches go."""

    sentence = Phrase("没有写装在哪个单元。", "It is not said where the benches go.")
    hint = Phrase(
        "写单元，如 songyu bench install 12-3；或按保存的规划装：songyu bench install --planned。",
        "Name stairwells: songyu bench install 12-3. Or follow the saved plan: songyu bench install --planned.",
    )


class NotWithPlanned(UsageRefused):
    """The plan says already where how many benches go."""

    sentence = Phrase(
        "--planned 按规划装，不能再写 {option}。", "--planned follows the plan; {option} cannot be added."
    )
    hint = Phrase(
        "去掉 {option}；只装一个网格用 --grid；不按规划就去掉 --planned。",
        "Leave {option} out; for one grid add --grid. To depart from the plan leave --planned out.",
    )


class OnlyWithPlanned(UsageRefused):
    """An option that chooses among what was planned, without `--planned`."""

    sentence = Phrase("{option} 只和 --planned 一起用。", "{option} goes with --planned only.")
    hint = Phrase(
        "例如：songyu bench install --planned {option}。", "For example: songyu bench install --planned {option}."
    )


class PlannedNotConfirmed(UsageRefused):
    """Installing all that was planned must be confirmed, and nobody can be asked here."""

    sentence = Phrase(
        "第{batch}批规划里有 {n}没装；没有人确认，什么都没有写入。",
        "Batch {batch} has {n} planned and not installed; nobody confirmed, and nothing was written.",
    )
    hint = Phrase("先看一看：--dry-run；确认就加 --yes。", "Look first: --dry-run; to confirm: --yes.")


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


def check_height(millimetres: int) -> int:
    """Return the height of a seat. Raises HeightUnlikely."""
    if millimetres not in _SEATS:
        raise HeightUnlikely(given=millimetres)
    return millimetres
