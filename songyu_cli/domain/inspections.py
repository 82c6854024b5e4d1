"""Inspections (巡查): what was seen of a bench on a day. After-care is our own extension; the article has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import INSPECTION_ITEMS, INSPECTION_RESULTS
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.stairwells import Address

SHIFTED = "shifted"  # moved or missing: of itself it does not tell whether the bench is still there
STOPPING = ("out_of_use", "missing")  # results after which nobody sits on the bench
_SEPARATORS = str.maketrans(dict.fromkeys("、，;；/", ","))


class Inspection(NamedTuple):
    """One inspection of one bench; `faults` are keys of the items to inspect."""

    inspection: int
    tag: str
    unit: Address
    grid: str | None
    inspected_on: str
    result: str
    faults: tuple[str, ...]
    role: str
    text: str | None


class Seen(NamedTuple):
    """What was seen of benches. `text` is masked already; `reason` says why they are out of use, if they now are."""

    result: str
    faults: tuple[str, ...] = ()
    text: str | None = None
    reason: str | None = None
    assumed: bool = False


class Round(NamedTuple):
    """All benches at some stairwells, which are inspected together: a stairwell's, or a grid's."""

    name: Phrase
    places: frozenset[Address]


class InspectedBench(NamedTuple):
    """What an inspection did: `state` is the bench's now, `stopped` where it has just gone out of use.

    `repair` is its open work order (工单), `opened` where that is new.
    """

    inspection: int
    tag: str
    unit: Address
    state: str
    stopped: bool
    repair: int | None
    opened: bool
    next_due: str


class LeftOut(NamedTuple):
    """A bench that a good round does not speak for: in `repair`, `out_of_use`, or `inspected` that day already."""

    tag: str
    unit: Address
    why: str
    repair: int | None


class Inspected(NamedTuple):
    """What one command wrote; `assumed` where the result was not typed."""

    inspected_on: str
    result: str
    assumed: bool
    faults: tuple[str, ...]
    text: str | None
    benches: tuple[InspectedBench, ...]
    left_out: tuple[LeftOut, ...]


class NothingToInspect(UsageRefused):
    """Neither a bench nor a stairwell was named."""

    sentence = Phrase("没有写巡查了哪些凳子。", "Which benches were inspected is missing.")
    hint = Phrase(
        "写凳号：songyu bench inspect B1-001；一个单元的全部：songyu bench inspect --unit 12-3。",
        "Name them: songyu bench inspect B1-001; or all of a stairwell: songyu bench inspect --unit 12-3.",
    )


class UnitIsNoTag(UsageRefused):
    """A stairwell stands where a tag belongs."""

    sentence = Phrase("“{text}”不是凳号。", "“{text}” is not a bench tag.")
    hint = Phrase(
        "凳号形如 B2-034；巡查整个单元的凳子写 --unit {text}。",
        "A tag reads B2-034; for all benches of a stairwell write --unit {text}.",
    )


class NoBenchThere(NotFound):
    """No bench stands at the stairwells that were inspected."""

    sentence = Phrase("{where} 没有要巡查的凳子。", "There is no bench to inspect at {where}.")
    hint = Phrase("看哪里有：songyu bench list。", "See where there are: songyu bench list.")


class FaultsOnGood(UsageRefused):
    """A bench cannot be good and have faults."""

    sentence = Phrase("写了完好，又写了毛病：{faults}。", "It is called good, and has faults: {faults}.")
    hint = Phrase(
        "完好就去掉 --fault；有毛病就去掉 --result（算需维修），不能坐就写 --result 停用。",
        "If it is good leave --fault out; else leave --result out (needs repair), or write --result out-of-use.",
    )


class MissingWithFaults(UsageRefused):
    """Nothing else can be seen of a bench that is not there."""

    sentence = Phrase("写了缺失，又写了凳子上的毛病：{faults}。", "It is called missing, and has faults: {faults}.")
    hint = Phrase(
        "凳子不在了就去掉 --fault；还在就写 --result 需维修 或 停用。",
        "If it is gone leave --fault out; if it is there write --result needs-repair or out-of-use.",
    )


class MovedOrMissing(UsageRefused):
    """The item “moved or missing” alone leaves open which of the two it is."""

    sentence = Phrase(
        "只写“移位缺失”，分不清凳子还在不在。", "“Shifted” alone does not tell whether the bench is still there."
    )
    hint = Phrase(
        "还在、只是挪了地方：加 --result 需维修；不见了：--result 缺失。",
        "Still there, only moved: add --result needs-repair; gone: --result missing.",
    )


class CareTooEarly(RuleForbids):
    """What was seen or done certainly before what it follows."""

    sentence = Phrase("{tag} {day}{step}，不能写成更早的 {on}。", "{tag} {step} on {day}; this cannot be on {on}.")
    hint = Phrase("核对 --on；经过：songyu bench show {tag}。", "Check --on; its story: songyu bench show {tag}.")


STEPS = {
    "installed": Phrase("才安装", "was installed"),
    "in_use": Phrase("投入使用", "came into use"),
    "out_of_use": Phrase("停用", "went out of use"),
    "order": Phrase("开了维修工单", "got its work order"),
    "repaired": Phrase("修好", "was repaired"),
}


def read_faults(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the items that were found wanting, in the order of the list; several may stand in one text.

    Raises ChoiceRefused.
    """
    found: set[str] = set()
    for text in texts:
        parts = [one.strip() for one in folded(text).translate(_SEPARATORS).split(",")]
        for part in filter(None, parts) if any(parts) else [text]:
            # An item may itself be two words; words of several items may stand with blanks between.
            words = [part] if INSPECTION_ITEMS.find(part) else part.split() or [part]
            found |= {INSPECTION_ITEMS.read(word) for word in words}
    return tuple(key for key in INSPECTION_ITEMS.keys if key in found)


def fault_words(faults: Sequence[str]) -> Phrase:
    """Return items as one enumeration."""
    return joined([INSPECTION_ITEMS.phrase(fault) for fault in faults])


def stopped_because(result: str, faults: Sequence[str], text: str | None) -> Phrase:
    """Return why a bench goes out of use: what was said, else the faults, else the result."""
    if text:
        return verbatim(text)
    return fault_words(faults) if faults else INSPECTION_RESULTS.phrase(result)


def judged(result: str | None, faults: Sequence[str]) -> str:
    """Return the result: good without faults and needing repair with them, unless something else was said.

    Raises FaultsOnGood, MissingWithFaults and MovedOrMissing.
    """
    if result == "good" and faults:
        raise FaultsOnGood(faults=fault_words(faults))
    others = [fault for fault in faults if fault != SHIFTED]
    if result == "missing" and others:
        raise MissingWithFaults(faults=fault_words(others))
    if result is None and faults and not others:
        raise MovedOrMissing
    return result or ("needs_repair" if faults else "good")


def unit_is_no_tag(text: str) -> UnitIsNoTag:
    """Return the refusal of a word that cannot be meant as a tag."""
    return UnitIsNoTag(text=quoted(text))


def check_after(tag: str, on: Date, steps: Iterable[tuple[str, Date]]) -> None:
    """Refuse a day that is certainly before the last of some steps. Raises CareTooEarly, with both days."""
    step, day = max(steps, key=lambda one: one[1].earliest(), default=(None, on))
    if step is not None and on.certainly_before(day):
        raise CareTooEarly(tag=tag, step=STEPS[step], day=day.phrase(), on=on.phrase())
