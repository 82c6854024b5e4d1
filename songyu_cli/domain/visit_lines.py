"""What is written down at one stairwell on a round, in one line.

A line is `12-3 11/2 凳 旧凳1 老人没处坐`: an address, then in any order people aged 60+/80+, kinds of demand, kinds of
hazard, each with its number; what is left over is the remark. Only whole words count: 凳子坏了 is a remark. The number
may stand before or after: 凳2, 两张凳, 凳 2张, 2张 凳. One figure alone, 凳 2, counts what stands right before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.addresses import read_unit
from songyu_cli.domain.bands import check_bands
from songyu_cli.domain.choices import HAZARD_KINDS
from songyu_cli.domain.cleaning import folded, storable
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.numerals import read_numeral
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address, Home
    from songyu_cli.domain.vocabulary import Choices

UNDO_WORDS = frozenset({"u", "undo", "撤销"})  # instead of a line: takes the last one back
MOST = 999  # of one thing at one stairwell
_PARTS = re.compile(r'"[^"]*"|“[^“”]*”|[^\s，、,]+')  # what is quoted is one part, and never a word that counts
_PEOPLE = re.compile(r"(?P<sixty>[0-9]{0,3})人?/(?P<eighty>[0-9]{0,3})人?")
_ALONE = re.compile(r"([0-9]+)人?")
_BARE_COUNT = 2  # figures; a longer number alone may be a flat
_LONGEST = 3  # figures of what may be a number of things
_STOPS = "。.;:"
_TIMES = "x×*"
_MEASURES = "张把个处条盏根块台辆"
_NUMBER = "(?P<number>[0-9]+|[一二两三四五六七八九十]{1,3})"
_COUNT = re.compile(f"{_NUMBER}(?P<measure>[{_MEASURES}]?)")
_AFTER = re.compile(f"(?P<name>.+?){_NUMBER}[{_MEASURES}]?")
_BEFORE = re.compile(f"{_NUMBER}(?P<name>.+)")
SEVERITY = ("low", "medium", "high")  # by the number of `!` after a hazard
_NEED_SAYS, _HAZARD_SAYS = ("需求", "-need"), ("隐患", "-hazard")

TWO_MEANINGS = Phrase(
    "“{word}”记在备注里：要登记就写 {typed}需求 或 {typed}隐患。",
    "“{word}” is in the remark: to register it, write {typed}-need or {typed}-hazard.",
)
IN_REMARK = Phrase(
    "“{word}”记在备注里，没有登记；要登记就单独写在备注前面：{typed}。",
    "“{word}” is in the remark and was not registered; to register it, write {typed} before the remark.",
)


class TwoCounts(UsageRefused):
    """People are counted twice in a line."""

    sentence = Phrase("“{first}”和“{second}”都像人数。", "“{first}” and “{second}” both look like counts of people.")
    hint = Phrase(
        "人数只写一次，如 11/2；是备注的加上引号：“{second}”。",
        "Count people once, such as 11/2; what belongs to the remark goes in quotes: “{second}”.",
    )


class LooseNumber(UsageRefused):
    """A number stands alone where it may be anything."""

    sentence = Phrase("“{text}”是什么数，看不出来。", "It is not clear what the number “{text}” is.")
    hint = Phrase(
        "人数紧跟地址写：12-3 11/2；数量连着写：凳2、旧凳1；是备注的加上引号；户号不要写。",
        'People right after the address: 12-3 11/2; numbers joined on: bench2; remarks in "…"; never a flat.',
    )


class LineQuantity(UsageRefused):
    """A number of things that nobody sees at one stairwell."""

    sentence = Phrase("“{text}”的数量不对。", "The number in “{text}” cannot be.")
    hint = Phrase("写 1 到 {most}，如 凳2。", "Write 1 to {most}, such as bench2.")


class Need(NamedTuple):
    """What is asked for at a stairwell."""

    kind: str
    quantity: int = 1


class Sighting(NamedTuple):
    """What is dangerous at a stairwell."""

    kind: str
    quantity: int = 1
    severity: str = "low"


class VisitLine(NamedTuple):
    """What is said of one stairwell. `notices` is what the writer should know of how it was read."""

    unit: Address
    elderly_60: int | None = None
    elderly_80: int | None = None
    needs: tuple[Need, ...] = ()
    hazards: tuple[Sighting, ...] = ()
    remark: str | None = None
    notices: tuple[Phrase, ...] = ()


def read_line(text: str, home: Home, kinds: Choices) -> VisitLine:
    """Read what is said of one stairwell.

    Raises AddressRefused, TwoCounts, LooseNumber, LineQuantity and BandsDoNotNest.
    """
    text = storable(text)
    parts = list(_PARTS.finditer(text))
    place = read_unit(_unquoted(parts[0][0]) if parts else "", home)
    reading = _Reading(kinds)
    for part in parts[1:]:
        reading.take(part)
    reading.settle()
    check_bands(None, reading.sixty, None, reading.eighty)
    return VisitLine(
        place.address,
        reading.sixty,
        reading.eighty,
        tuple(reading.needs),
        tuple(reading.hazards),
        reading.remark(text),
        (*place.notices, *reading.notices),
    )


class _Reading:
    """The state of reading one line, part by part."""

    def __init__(self, kinds: Choices) -> None:
        self.kinds = kinds
        self.people: str | None = None
        self.sixty: int | None = None
        self.eighty: int | None = None
        self.needs: list[Need] = []
        self.hazards: list[Sighting] = []
        self.rest: list[tuple[re.Match[str], bool]] = []  # parts of the remark; whether one follows right on another
        self.notices: list[Phrase] = []
        self.first = True  # nothing but the address was read yet
        self.counting = True  # a number would belong to what was just read
        self.remarking = False  # the part just read is of the remark
        self.open: list[Need] | list[Sighting] | None = None  # what was just read is the last of these, uncounted
        self.waiting: re.Match[str] | None = None  # the number just read, which may count what comes next
        self.loose: str | None = None  # that number as written, where it may not stay in the remark

    def take(self, part: re.Match[str]) -> None:
        """Take the next part: people, a need, a hazard, or a part of the remark."""
        word = folded(part[0]).casefold()
        plain = not _is_quoted(part[0])
        known = plain and (self._count(word, part[0]) or self._people(word, part[0]) or self._thing(word, part[0]))
        self.settle()
        if not known:
            self.rest.append((part, self.remarking))
            self.open = None
            self.waiting = _COUNT.fullmatch(word.rstrip(_STOPS)) if plain else None
            if self.waiting and self.waiting["measure"] and self.counting and (self.needs or self.hazards):
                self.loose = part[0]
        self.remarking, self.counting, self.first = not known, bool(known), False

    def settle(self) -> None:
        """Leave a number that waited in the remark. Raises LooseNumber where it stood right after what is counted."""
        if self.loose:
            raise LooseNumber(text=quoted(self.loose))
        self.waiting = None

    def remark(self, text: str) -> str | None:
        """Return what was left over: what stood side by side as it was typed, the rest with blanks between."""
        if len(self.rest) == 1:
            return _unquoted(self.rest[0][0][0]).strip() or None
        runs: list[tuple[int, int]] = []
        for part, goes_on in self.rest:
            start = runs.pop()[0] if goes_on else part.start()
            runs.append((start, part.end()))
        return " ".join(text[start:end] for start, end in runs) or None

    def _count(self, word: str, written: str) -> bool:
        """Take the number of what was just read: 凳 2张, 凳 2. A longer number without a measure may be a flat."""
        bare = word.rstrip(_STOPS)
        count = _COUNT.fullmatch(bare)
        if not (self.open and count and (count["measure"] or (len(bare) == 1 and bare.isdigit()))):
            return False
        quantity = _quantity(_number(count["number"]), written)
        self.open[-1] = self.open[-1]._replace(quantity=quantity)  # type: ignore[assignment]  # a list of either
        self.open = None
        return True

    def _awaited(self, written: str) -> int | None:
        """Return the number that stood right before a thing: 2张 凳. Raises LooseNumber for one without a measure."""
        count, self.waiting, self.loose = self.waiting, None, None
        if count is None or len(count["number"]) > _LONGEST:
            return None
        if not count["measure"]:
            raise LooseNumber(text=quoted(count.string))
        self.rest.pop()
        return _quantity(_number(count["number"]), written)

    def _people(self, word: str, written: str) -> bool:
        bare = word.rstrip(_STOPS)
        both, alone = _PEOPLE.fullmatch(bare), _ALONE.fullmatch(bare)
        if alone and self.first and len(alone[1]) <= _BARE_COUNT and not word.endswith("."):  # 1. may begin a list
            sixty, eighty = alone[1], ""
        elif alone and self.counting and len(alone[1]) < len("13800000000"):
            raise LooseNumber(text=quoted(written))
        elif both and (both["sixty"] or both["eighty"]):
            sixty, eighty = both["sixty"], both["eighty"]
        else:
            return False
        if self.people:
            raise TwoCounts(first=quoted(self.people), second=quoted(written))
        self.people = written
        self.sixty, self.eighty = (int(number) if number else None for number in (sixty, eighty))
        return True

    def _thing(self, word: str, written: str) -> bool:
        """Take a need or a hazard. An English word without a number counts before the remark only."""
        bare = word.rstrip(_STOPS)
        plain = bare.rstrip("!")
        for name, number in quantified(plain):
            need, hazard = self._meaning(name)
            if need is None and hazard is None:
                continue
            if need and hazard:
                self.notices.append(TWO_MEANINGS.format(word=quoted(written), typed=_typed(self.kinds, need)))
                return False
            if (need and bare != plain) or (self.rest and bare.isascii() and number is None):
                shown = _typed(self.kinds, need) if need else _typed(HAZARD_KINDS, hazard)
                self.notices.append(IN_REMARK.format(word=quoted(written), typed=shown))
                return False
            counted = self._awaited(written) if number is None else _quantity(number, written)
            if need:
                self.needs.append(Need(need, counted or 1))
            elif hazard:
                marks = min(len(bare) - len(plain), len(SEVERITY) - 1)
                self.hazards.append(Sighting(hazard, counted or 1, SEVERITY[marks]))
            self.open = None if counted else self.needs if need else self.hazards
            return True
        self._tell_missed(bare, written)
        return False

    def _tell_missed(self, word: str, written: str) -> None:
        """Tell of a part of the remark that holds a number and the word of a kind: 凳2坏了."""
        if not re.search("[0-9一二两三四五六七八九十]", word):
            return
        choices = (choice for of in (self.kinds, HAZARD_KINDS) for choice in of if choice.key != "other")
        held = [(len(name), one.typed) for one in choices for name in one.words if folded(name).casefold() in word]
        if held:
            self.notices.append(IN_REMARK.format(word=quoted(written), typed=max(held)[1]))

    def _meaning(self, name: str) -> tuple[str | None, str | None]:
        """Return the kind of demand and the kind of hazard that a word stands for: one, both or neither."""
        for end in _NEED_SAYS:
            if name.endswith(end) and (key := self.kinds.find(name.removesuffix(end))):
                return key, None
        for end in _HAZARD_SAYS:
            if name.endswith(end) and (key := HAZARD_KINDS.find(name.removesuffix(end))):
                return None, key
        return self.kinds.find(name), HAZARD_KINDS.find(name)


def _typed(choices: Choices, key: str | None) -> Phrase:
    return next(choice.typed for choice in choices if choice.key == key)


def quantified(word: str) -> list[tuple[str, int | None]]:
    """Return how a word may be a name with a number before or after it: 凳2, 凳x2, 凳两张, 2张凳."""
    readings: list[tuple[str, int | None]] = [(word, None)]
    if found := _AFTER.fullmatch(word):
        name, number = found["name"], _number(found["number"])
        readings += [(name, number), (name[:-1], number)] if name[-1] in _TIMES else [(name, number)]
    if found := _BEFORE.fullmatch(word):
        name, number = found["name"], _number(found["number"])
        readings += [(name, number), (name[1:], number)] if name[0] in _MEASURES else [(name, number)]
    return [(name, number) for name, number in readings if name and (number is not None or name is word)]


def _number(text: str) -> int | None:
    """Return a number in figures, or 一 to 九十九, or None where it is not well formed."""
    return int(text[:9]) if text.isdigit() else read_numeral(text)


def _quantity(number: int | None, written: str) -> int:
    if number is None or not 1 <= number <= MOST:
        raise LineQuantity(text=quoted(written), most=MOST)
    return number


def _is_quoted(part: str) -> bool:
    return len(part) > 1 and part[0] + part[-1] in ('""', "“”")


def _unquoted(part: str) -> str:
    return part[1:-1] if _is_quoted(part) else part
