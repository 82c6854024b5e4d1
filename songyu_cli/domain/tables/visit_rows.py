"""A sheet that was carried on a round and filled in, as a table: its columns, and what makes a row a record."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from songyu_cli.domain.bands import BandsDoNotNest, check_bands
from songyu_cli.domain.choices import HAZARD_KINDS, KINDS
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.cells import counted, dated, free_text, wording, written
from songyu_cli.domain.tables.columns import Column, Fault, Kind
from songyu_cli.domain.tables.places import PLACE, read_place
from songyu_cli.domain.tables.unit_rows import UNITS
from songyu_cli.domain.visit_lines import MOST, SEVERITY, LineQuantity, Need, Sighting, quantified
from songyu_cli.domain.visits import KeyUnread
from songyu_cli.domain.vocabulary import ChoiceRefused
from songyu_cli.domain.wording import Phrase, joined

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight, Values
    from songyu_cli.domain.vocabulary import Choices

_KEY = re.compile(r"U([1-9][0-9]{0,8})-([0-9]{2})")
_LIKE_A_KEY = re.compile(r"U\s*[0-9]")
_CHECKS = 97
_BETWEEN = re.compile(r"[、,，;；/\n]+")
_COUNTED = ("elderly_60", "elderly_80")
BY_KEY = Phrase("地址读不出，按编号认出单元", "the address could not be read; the key tells the stairwell")


_NUMBER_ALONE = (
    Phrase("写了数量，没有写是什么。", "There is a number, and not of what."),
    Phrase("在前一格写上类别；没有就清空数量。", "Give the kind in the cell before it, or clear the number."),
)
_ONE_NUMBER = (
    Phrase("写了几类，只有一个数量。", "There are several kinds and only one number."),
    Phrase("数量写在各类后面：凳2、扶手1，数量一格留空。", "Join the numbers on, 凳2、扶手1, and clear the number."),
)
_TWO_NUMBERS = (
    Phrase("前一格的数和这一格的数量不一样。", "The number in the cell before it is another one."),
    Phrase("核对后只写一处。", "Find out which is right, and write it once."),
)


class _Thing(NamedTuple):
    """A kind in a cell, with its number if it has one, and how many `!` follow it."""

    kind: str
    number: int | None
    marks: int


class Key(NamedTuple):
    """What tells a row's stairwell whatever became of its address: the unit's id, and a check of id and address."""

    unit: int
    check: str

    def __str__(self) -> str:
        """Write it as it stands in the sheet: U123-07."""
        return f"U{self.unit}-{self.check}"


def key_of(unit: int, address: Address) -> Key:
    """Return the key of a stairwell of the ledger."""
    return Key(unit, f"{crc32(f'{unit} {address.key}'.encode()) % _CHECKS:02d}")


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A stairwell of a round; `filled` is False where nothing was noted. The address may be told by the key alone.

    `own_day` is a row that gives its own day: one of a list of calls, of which each was made, whatever was noted.
    """

    unit: Address | None
    key: Key | None
    on: Date | None
    filled: bool = False
    own_day: bool = False
    elderly_60: int | None = None
    elderly_80: int | None = None
    needs: tuple[Need, ...] = ()
    hazards: tuple[Sighting, ...] = ()
    remark: str | None = None


def _key(cell: Cell, _: Sight) -> Key | None:
    """Return the key in a cell; a number of the user's own is none."""
    text = folded(wording(cell)).upper()
    if found := _KEY.fullmatch(text):
        return Key(int(found[1]), found[2])
    if _LIKE_A_KEY.match(text):
        raise KeyUnread(text=quoted(text), example=str(Key(12, "07")))
    return None


def _needs(cell: Cell, sight: Sight) -> list[_Thing]:
    return _things(wording(cell), sight.kinds)


def _hazards(cell: Cell, _: Sight) -> list[_Thing]:
    return _things(wording(cell), HAZARD_KINDS)


def _things(text: str, choices: Choices) -> list[_Thing]:
    """Return the kinds in a cell: 凳、扶手2. Raises ChoiceRefused and LineQuantity."""
    found = []
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        word = folded(part).casefold()
        plain = word.rstrip("!")
        known = ((choices.find(name), number) for name, number in quantified(plain))
        reading = next(((key, number) for key, number in known if key), None)
        key, number = reading or (choices.read(part), None)  # raises, naming the nearest
        if number is not None and not 1 <= number <= MOST:
            raise LineQuantity(text=quoted(part), most=MOST)
        found.append(_Thing(key, number, len(word) - len(plain)))
    return found


def things_cells(things: Sequence[tuple[str, int, str]], choices: Choices) -> tuple[Phrase | None, int | None]:
    """Return kinds as they stand in a row, with the number of one alone in the cell beside it.

    A thing is a kind, how many, and a severity. Each is written so that it is read as the same again.
    """
    found = [_Thing(kind, number, SEVERITY.index(severity)) for kind, number, severity in things]
    if len(found) == 1:
        return _thing_words(found[0]._replace(number=None), choices), found[0].number
    return (joined([_thing_words(one, choices) for one in found]), None) if found else (None, None)


def _thing_words(thing: _Thing, choices: Choices) -> Phrase:
    label = choices.phrase(thing.kind)
    return Phrase(*(_thing_word(thing, name, choices) for name in label))


def _thing_word(thing: _Thing, name: str, choices: Choices) -> str:
    """Return a kind by its name, or by its key where the name would be read as something else."""
    counts = ("",) if thing.number is None else ("",) * (thing.number == 1) + (f"{thing.number}", f"x{thing.number}")
    written = [f"{word}{count}{'!' * thing.marks}" for word in (name, thing.kind) for count in counts]
    return next((text for text in written if _reads_as(text, thing, choices)), written[-1])


def _reads_as(text: str, thing: _Thing, choices: Choices) -> bool:
    try:
        return _things(text, choices) in ([thing], [thing._replace(number=None)] if thing.number == 1 else [thing])
    except (ChoiceRefused, LineQuantity):
        return False


def _counted_things(values: Values, field: str, beside: str) -> list[_Thing] | Fault:
    """Return the kinds of a cell with the number that stands in the cell beside it."""
    things, number = values.get(field) or [], values.get(beside)
    if number is None or (number == 0 and not things):
        return things
    if not things:
        return Fault(beside, "number_alone", *_NUMBER_ALONE)
    if len(things) > 1:
        return Fault(beside, "one_number", *_ONE_NUMBER)
    if not 1 <= number <= MOST:
        return Fault.of(beside, LineQuantity(text=str(number), most=MOST))
    if things[0].number not in (None, number):
        return Fault(beside, "two_numbers", *_TWO_NUMBERS)
    return [things[0]._replace(number=number)]


def _visit_row(values: Values, sight: Sight) -> VisitRow | list[Fault]:
    get = values.get
    sixty, eighty, key = get("elderly_60"), get("elderly_80"), get("key")
    needs = _counted_things(values, "needs", "quantity")
    hazards = _counted_things(values, "hazards", "hazard_quantity")
    remark = free_text(values, "remark", sight)
    own = get("visited_on")
    on = own or sight.on or sight.stated
    if sixty is eighty is None and not needs and not hazards and not remark and not own:
        return VisitRow(None, None, on)
    faults = [one for one in (needs, hazards) if isinstance(one, Fault)]
    try:
        check_bands(None, sixty, None, eighty)
    except BandsDoNotNest as refusal:
        faults.append(Fault.of("elderly_80", refusal))
    unit = read_place(values, sight)
    if isinstance(unit, Fault):
        if key is None:
            faults.append(unit)
        elif get("address"):
            sight.told[BY_KEY] += 1
    if faults or isinstance(needs, Fault) or isinstance(hazards, Fault):
        return faults
    return VisitRow(
        None if isinstance(unit, Fault) else unit,
        key,
        on,
        filled=True,
        own_day=bool(own),
        elderly_60=sixty,
        elderly_80=eighty,
        needs=tuple(Need(one.kind, one.number or 1) for one in needs),
        hazards=tuple(
            Sighting(one.kind, one.number or 1, SEVERITY[min(one.marks, len(SEVERITY) - 1)]) for one in hazards
        ),
        remark=remark,
    )


def _same_call(row: VisitRow) -> Hashable | None:
    """Return what no two calls share; a row with a key is compared once the ledger has told its stairwell."""
    return (row.on, row.unit) if row.filled and row.key is None else None


VISITS = Kind(
    "visits",
    Phrase("走访表", "sheet of a round"),
    (
        Column(
            "visited_on",
            Phrase("走访日期", "Visited on"),
            ("走访时间", "上门日期", "上门时间", "入户日期", "入户时间"),
            dated,
            note=Phrase("哪天走访的；一天记成一次走访", "The day of the call; each day becomes one round"),
            example="2022-11-20",
        ),
        replace(next(column for column in UNITS.columns if column.field == "grid"), parse=wording, example=None),
        *PLACE,
        *(column for column in UNITS.columns if column.field in _COUNTED),
        Column("last_60", Phrase("上次60+", "60+ before"), (), written),
        Column(
            "needs",
            Phrase("需求", "Needs"),
            ("需求类别", "居民需求", "诉求", "需要"),
            _needs,
            note=Phrase("类别；几类写成 凳2、扶手1", "The kind; several as bench2, handrail1"),
            example=KINDS.phrase("bench"),
            offers=KINDS,
        ),
        Column("quantity", Phrase("数量", "How many"), ("需求数", "需求数量"), counted, example=1),
        Column(
            "hazards",
            Phrase("隐患", "Hazards"),
            ("隐患类别", "安全隐患"),
            _hazards,
            note=Phrase("类别；严重的在后面加 ! 或 !! 标明", "The kind; a ! or !! after what is worse"),
            example=HAZARD_KINDS.phrase("old_stool"),
            offers=HAZARD_KINDS,
        ),
        Column("hazard_quantity", Phrase("隐患数", "How many hazards"), ("隐患数量",), counted, example=1),
        Column(
            "remark",
            Phrase("备注", "Remark"),
            ("备注说明", "说明", "情况说明"),
            wording,
            note=Phrase("不写姓名、电话、户号", "No names, numbers of telephones or flats"),
        ),
        Column("key", Phrase("编号", "Key"), ("单元编号",), _key),
    ),
    _visit_row,
    _same_call,
)
"""走访表: one row a stairwell, carried from door to door; the last counts stand there to be seen and are not read."""
