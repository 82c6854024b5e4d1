"""What becomes of a bench once it was put up: the steps, their results, and when they are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.benches import parsed_tag
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import AllOrNone, RuleForbids, UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.benches import Bench, Settled
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.hazards import OldStools
    from songyu_cli.domain.stairwells import Address

FACTS = {
    "spot": Phrase("位置", "spot"),
    "partner": Phrase("捐赠单位", "donor"),
    "height_mm": Phrase("座面高", "seat height"),
    "back": Phrase("靠背", "back"),
    "armrests": Phrase("扶手", "armrests"),
    "fixed": Phrase("固定在地上", "fixed to the ground"),
    "shaded": Phrase("遮阳挡雨", "shaded"),
    "exit_clear": Phrase("出口和消防通道畅通", "exit and fire lane clear"),
    "firm_ground": Phrase("地面坚实", "firm ground"),
    "note": Phrase("备注", "note"),
}
# 无靠背 is a bench without a back, so 无 is a no here; what nobody knows is taken back with 不详.
ANSWERS = Choices(
    Phrase("回答", "answer"),
    Choice("yes", Phrase("是", "yes"), ("y", "true", "1", "有", "√", "✓", "✔")),
    Choice("no", Phrase("否", "no"), ("n", "false", "0", "无", "没有", "×", "✗", "✘", "x", "不")),
    Choice("unknown", Phrase("不详", "unknown"), ("未知", "不清楚", "?")),
)
_NONE = frozenset({"", "none", "无", "無", "unknown", "不详", "未知", "不清楚"})
# Two whole tags with a sign between them: nothing else can be meant, as no tag ends in a letter.
_RANGE = re.compile(r"(B[0-9]+-[0-9]+) ?(?:\.{2,6}|~|-|至|到) ?(B[0-9]+-[0-9]+)", re.IGNORECASE)
_STEPS = {
    "use": Phrase("投用", "put to use"),
    "stop": Phrase("停用", "taken out of use"),
    "retire": Phrase("拆除", "retired"),
    "move": Phrase("移动", "moved"),
    "replace": Phrase("更换", "replaced"),
    "inspect": Phrase("巡查", "inspected"),
    "repair": Phrase("维修", "repaired"),
}
_HAPPENED = {
    "installed": Phrase("安装", "installed"),
    "in_use": Phrase("投用", "put to use"),
    "out_of_use": Phrase("停用", "taken out of use"),
    "retired": Phrase("拆除", "retired"),
    "moved": Phrase("移动", "moved"),
}


class Answered(NamedTuple):
    """A demand that a bench carried out where it stood, or the bench before it; `state` is what the demand is now."""

    demand: int
    unit: Address
    state: str
    carried_out: int
    quantity: int


class Changes(NamedTuple):
    """Benches that took one step, those that had taken it `already`, and what it leaves behind.

    `bare` are stairwells that have no bench in use now, `answered` the demands that the benches had carried out, and
    `unmended` those benches in use again whose repair is still open.
    """

    on: str
    reason: str | None
    benches: tuple[Bench, ...]
    already: tuple[str, ...]
    bare: tuple[Address, ...] = ()
    answered: tuple[Answered, ...] = ()
    unmended: tuple[str, ...] = ()


class Moved(NamedTuple):
    """A bench that went from one place to another, the demand that it settles there, and what it leaves behind."""

    on: str
    reason: str
    bench: Bench
    from_unit: Address
    from_spot: str | None
    settled: tuple[Settled, ...]
    asked_later: tuple[int, ...]
    bare: tuple[Address, ...]
    answered: tuple[Answered, ...]
    old_stools: tuple[OldStools, ...]


class Replaced(NamedTuple):
    """A bench and the new one in its place, and the demand opened again that it settles.

    `asked_later` are those opened again after that day; they still wait.
    """

    on: str
    reason: str
    old: Bench
    new: Bench
    settled: tuple[Settled, ...] = ()
    asked_later: tuple[int, ...] = ()


class FactChange(NamedTuple):
    """One fact as it was and as it is now; None is not known."""

    fact: str
    old: str | int | None
    new: str | int | None


class Edited(NamedTuple):
    """What one bench's page says now that it did not say before."""

    tag: str
    changes: tuple[FactChange, ...]


class Edits(NamedTuple):
    """Benches that were edited, and those that read so already."""

    benches: tuple[Edited, ...]
    same: tuple[str, ...]


def tag_range(text: str) -> tuple[str, str] | None:
    """Return the two tags of `B1-001..B1-100`, or None where one bench is meant. Raises TagRangeRefused."""
    ends = _RANGE.fullmatch(folded(text))
    if ends is None:
        return None
    (first, batch, low), (last, other, high) = (parsed_tag(end) for end in ends.groups())
    if batch != other or low > high:
        raise TagRangeRefused(given=quoted(text))
    return first, last


def says_none(text: str) -> bool:
    """Return whether a word takes a fact back: none, unknown, 无, 不详."""
    return folded(text).casefold() in _NONE


def read_answer(text: str) -> str | None:
    """Return `yes`, `no`, or None where the answer is that nobody knows. Raises ChoiceRefused."""
    found = ANSWERS.read(text)
    return None if found == "unknown" else found


def check_step(bench: Bench, step: str, on: Date, past: Iterable[tuple[str, Date]]) -> None:
    """Refuse a step of a retired bench, and one that is certainly earlier than something that happened to it.

    `past` is what happened, with its days. Raises BenchRetired and BenchStepTooEarly.
    """
    past = list(past)
    if bench.state == "retired" and step != "replace":
        raise BenchRetired(bench, step, next((day for kind, day in past if kind == "retired"), None))
    later = [(kind, day) for kind, day in past if on.certainly_before(day)]
    if later:
        kind, day = max(later, key=lambda happened: happened[1])
        raise BenchStepTooEarly(tag=bench.tag, on=on.phrase(), what=_HAPPENED[kind], since=day.phrase())


class TagRangeRefused(UsageRefused):
    """A range of tags over two batches, or from the higher number to the lower."""

    sentence = Phrase("“{given}”不是一段凳号。", "“{given}” is not a range of tags.")
    hint = Phrase(
        "两头都写全，同一批，小号在前：B1-001..B1-100。",
        "Write both ends whole, of one batch, the lower first: B1-001..B1-100.",
    )


class BenchReasonMissing(UsageRefused):
    """A step that others will ask about was given no reason."""

    sentence = Phrase("{what}凳子要写理由。", "A bench is {what} for a reason, which is missing.")
    hint = Phrase("写上 --reason，如 --reason 凳腿断了。", "Say it: --reason 'a leg broke'.")

    def __init__(self, step: str) -> None:
        super().__init__(what=_STEPS[step])


class BenchRetired(RuleForbids):
    """Nothing happens to a retired bench any more, but another may take its place."""

    sentence = Phrase("凳子 {tag} 已{on}拆除，不能再{step}。", "{tag} was retired{on} and cannot be {step}.")
    hint = Phrase("{next}；看它：songyu bench show {tag}。", "{next}; see it: songyu bench show {tag}.")

    def __init__(self, bench: Bench, step: str, on: Date | None) -> None:
        day = Phrase("于 {on} ", " on {on}").format(on=on.phrase()) if on else Phrase("", "")
        after = Phrase(
            "原处再放一张：songyu bench replace {tag} --reason 理由",
            "To put another in its place: songyu bench replace {tag} --reason WHY",
        )
        if bench.replaced_by:
            after = Phrase("现在用的是 {new}", "In its place stands {new}")
        after = after.format(tag=bench.tag, new=bench.replaced_by)
        super().__init__(tag=bench.tag, on=day, step=_STEPS[step], next=after)


class BenchReplaced(RuleForbids):
    """Another bench took this one's place already."""

    sentence = Phrase("凳子 {tag} 已换成 {new}。", "{tag} was replaced by {new} already.")
    hint = Phrase(
        "要换的是 {new}：songyu bench replace {new} --reason 理由。",
        "To replace {new}: songyu bench replace {new} --reason WHY.",
    )


class BenchStepTooEarly(RuleForbids):
    """A step that is certainly earlier than what happened to the bench before."""

    sentence = Phrase("{on} 早于凳子 {tag} 的{what}（{since}）。", "{on} is before {tag} was {what} ({since}).")
    hint = Phrase("核对 --on；看它：songyu bench show {tag}。", "Check --on; its story: songyu bench show {tag}.")


class StandsThere(RuleForbids):
    """A bench is moved to where it stands."""

    sentence = Phrase("凳子 {tag} 本来就在 {unit}{spot}。", "{tag} stands at {unit}{spot} already.")
    hint = Phrase(
        "写别的单元；在同一个单元里移动，用 --spot 写新的位置。",
        "Name another stairwell; within this one, say where with --spot.",
    )

    def __init__(self, bench: Bench) -> None:
        spot = Phrase("（{spot}）", " ({spot})").format(spot=bench.spot) if bench.spot else Phrase("", "")
        super().__init__(tag=bench.tag, unit=bench.unit.phrase(), spot=spot)


class SeveralBenchesRefused(AllOrNone):
    """Several of the benches named cannot take the step; nothing was done with any."""

    sentence = Phrase(
        "{n} 张里有 {bad} 张不行，一张都没有写入。", "{bad} of {n} benches are refused; nothing was written for any."
    )
    hint = Phrase("去掉这几张再写一次。", "Leave these out and try again.")
