"""Estates and their zones: 淞泽家园九区, and what stands before a building in an address."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain import address_grammar as grammar
from songyu_cli.domain.address_refusals import AddressRefused, Ambiguous, OtherCommunity, ZeroNumber
from songyu_cli.domain.numerals import NUMERALS, read_numeral, write_numeral
from songyu_cli.domain.stairwells import LABELS
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.stairwells import Home

ZONE_ASSUMED = Phrase("“{written}”没写是几区，按{estate}读。", "“{written}” names no zone: read as {estate}.")
ESTATE_RESEMBLES = Phrase(
    "“{written}”与本台账的“{own}”只差一个字；如果写错了，请改正。",
    "“{written}” is one character away from this ledger's “{own}”: mend it if that is a slip.",
)
_LARGEST_ZONE = 99


class Estate(NamedTuple):
    """An estate's name taken apart: 淞泽家园, 九, 区. Without a zone, `zone` and `word` are empty."""

    name: str
    zone: str
    word: str

    @property
    def full(self) -> str:
        """The name as it is stored."""
        return self.name + self.zone + self.word


class Place(NamedTuple):
    """What an address says before its building; `rest` is what is left to read."""

    estate: str
    rest: str
    notices: tuple[Phrase, ...] = ()


def read_number(text: str, written: str) -> int | None:
    """Return an Arabic or Chinese number, or None where it is not one.

    Raises ZeroNumber, and Ambiguous for 二三, which is 23 or 2 and 3; 一零三 is certain.
    """
    number = int(text) if text.isdigit() else read_numeral(text)
    if number == 0:
        raise ZeroNumber(written=written)
    if len(text) > 1 and not text.isdigit() and not set(text) & set("零〇十百千廿卅拾佰仟"):
        raise Ambiguous(written=written)
    return number


@lru_cache(maxsize=1024)
def estate_of(text: str) -> Estate:
    """Take an estate's full name apart, its zone in Chinese numerals: 淞泽家园9区 is 淞泽家园, 九, 区."""
    parts = re.fullmatch(grammar.ZONED, text)
    if parts is None or not parts["zone"]:
        return Estate(text, "", "")
    try:
        zone = _zone(parts["zone"], text)
    except AddressRefused:  # no zone at all, so part of the name
        zone = None
    return Estate(parts["name"], zone, parts["word"]) if zone else Estate(text, "", "")


def read_place(text: str, home: Home, written: str) -> Place | None:
    """Read region, subdistrict, community, estate and zone off the start of a plain text.

    Returns None where nothing of the kind stands there. Raises OtherCommunity, ZeroNumber, Ambiguous.
    """
    own, lead = home_estate(home), _lead(home)
    rest = re.sub(lead, "", text)
    if other := re.match(grammar.OTHER_PLACE, rest):
        raise OtherCommunity(written=written, named=other[0], subdistrict=home.subdistrict, community=home.community)
    named = re.match(grammar.ESTATE_NAME, rest)
    name = max(named[0] if named else "", own.name if rest.startswith(own.name) else "", key=len)
    rest = rest[len(name) :]
    zoned = re.match(grammar.ZONE, rest)
    zone = _zone(zoned["zone"], written) if zoned else None
    notices = (ESTATE_RESEMBLES.format(written=name, own=own.name),) if _resembles(name, own.name) else ()
    if zoned and zone:
        rest, word = rest[zoned.end() :], zoned["word"]
        if name or (word == own.word and (zone == own.zone or zoned["zone"] not in LABELS)):
            return Place(Estate(name or own.name, zone, word).full, rest, notices)
        return None
    if name == own.name and own.zone:
        return Place(own.full, rest, (ZONE_ASSUMED.format(written=name, estate=own.full),))
    if name:
        return Place(name, rest, notices)
    led = text[: len(text) - len(rest)]
    return Place(own.full, rest) if led.endswith(_enough(home)) else None


def read_estate(text: str, home: Home, written: str) -> Place | None:
    """Read a text that is known to be an estate, as a column 小区 is: any Chinese name will do.

    Returns None where it is none. Raises what read_place raises.
    """
    place = read_place(text, home, written)
    if place and not place.rest:
        return place
    parts = re.fullmatch(grammar.ZONED, text)
    if parts is None or not re.fullmatch(rf"{grammar.HAN}{{2,20}}", parts["name"]):
        return None
    zone = _zone(parts["zone"], written) if parts["zone"] else ""
    return None if zone is None else Place(Estate(parts["name"], zone, parts["word"] or "").full, "")


def _resembles(name: str, own: str) -> bool:
    """Tell whether one character differs in two names long enough for that to be a slip: 松泽家园, 淞泽家园."""
    return 3 <= len(name) == len(own) and sum(a != b for a, b in zip(name, own, strict=True)) == 1  # noqa: PLR2004 as said


def _zone(text: str, written: str) -> str | None:
    """Return a zone as it is stored, a number in Chinese, or None where it is not one."""
    if not text or text in LABELS:
        return text
    number = read_number(text, written)
    return write_numeral(number) if number and number <= _LARGEST_ZONE else None


@lru_cache(maxsize=64)
def home_estate(home: Home) -> Estate:
    """Return home's estate taken apart."""
    return estate_of(grammar.plain_text(home.estate))


@lru_cache(maxsize=64)
def _enough(home: Home) -> tuple[str, ...]:
    """Return what may stand right before a building: with less than that, the estate would be guessed."""
    return ("工业园区", *(place for place in map(grammar.plain_text, (home.subdistrict, home.community)) if place))


@lru_cache(maxsize=64)
def _lead(home: Home) -> str:
    """Return the pattern of what may stand before an estate of home's."""
    places = [re.escape(grammar.plain_text(place)) for place in (home.subdistrict, home.community)]
    ours = "|".join(place for place in (*places, re.escape(home_estate(home).name)) if place) or "(?!)"
    # Without its city, a district is only certain in front of a name that is known: 吴中区淞泽家园.
    district = rf"{grammar.HAN}{{1,16}}?(?<![小{NUMERALS}])[省市区县](?={ours})"
    return rf"\A(?:{district}|{grammar.REGION})" + "".join(f"(?:{place})?" for place in places if place)
