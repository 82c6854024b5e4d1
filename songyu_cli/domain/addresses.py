"""An address: a stairwell entrance, or a whole building, read as people and spreadsheets write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from songyu_cli.domain import address_grammar as grammar
from songyu_cli.domain.address_lists import split_list
from songyu_cli.domain.address_refusals import (
    AddressRefused,
    AddressTypo,
    Ambiguous,
    EmptyAddress,
    NakedNumber,
    NoBuilding,
    NoUnit,
    SeveralAddresses,
    Unparsed,
)
from songyu_cli.domain.estates import Place, estate_of, home_estate, read_estate, read_number, read_place
from songyu_cli.domain.spoilt_addresses import spoilt_by_excel, without_slips
from songyu_cli.domain.stairwells import LABELS, Address, Home, address_of, nearest
from songyu_cli.domain.wording import Phrase

__all__ = [
    "FLAT_DROPPED",
    "Address",
    "AddressRefused",
    "Home",
    "ReadAddress",
    "address_of",
    "expand_units",
    "nearest",
    "read_address",
    "read_parts",
    "read_unit",
]

FLAT_DROPPED = Phrase("户号、楼层不登记，已略去。", "The flat or floor is left out: it is never stored.")
_LABELS = tuple(LABELS)
_LARGEST_BUILDING = 999
_LARGEST_UNIT = 99
_BLANK = {"", "-", "/", "无"}


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """An address that was read, and what was assumed or left out on the way."""

    address: Address
    notices: tuple[Phrase, ...] = ()


def read_address(text: str, home: Home) -> ReadAddress:
    """Read one address, a stairwell or a whole building. Raises AddressRefused."""
    if short := re.fullmatch(grammar.SHORT, text):
        return ReadAddress(Address(home_estate(home).full, short[1] + short[2], short[3]))
    plain = _plain(text, home)
    read = _read(plain, home, text)
    if read is None:
        raise _refusal(text, plain, home)
    return read


def read_unit(text: str, home: Home) -> ReadAddress:
    """Read the address of one stairwell. Raises AddressRefused, with the kind no_unit for a whole building."""
    read = read_address(text, home)
    if read.address.label is None:
        raise NoUnit(written=text, building=read.address.building)
    return read


def read_parts(estate: str, zone: str, building: str, label: str, home: Home) -> ReadAddress:
    """Read an address that stands in the columns 小区, 区, 幢 and 单元; blank estate and zone mean home's.

    A blank label gives the whole building. Raises AddressRefused.
    """
    written = " ".join(cell for cell in (estate, zone, building, label) if cell.strip())
    _plain(written, home)
    estate, zone, building, label = (
        re.sub(r"\.0+$", "", grammar.plain_text(c)) for c in (estate, zone, building, label)
    )
    for cell in (building, label):
        if refused := spoilt_by_excel(cell, written):
            raise refused
    place = _read_zoned(estate, zone, home, written)
    if place is None:
        raise Unparsed(written=written, estate=home_estate(home).full)
    if not building:
        raise NoBuilding(written=written)
    inside = replace(home, estate=place.estate)
    label = "" if label in _BLANK else _worded(label, "单元")
    body = grammar.plain_text(f"{_worded(building, '幢')} {label}")
    read = _read(body, inside, written)
    if read is None:
        raise _refusal(body, body, inside)
    if (estate or zone) and read.address.estate != place.estate:  # the building's cell names another estate
        raise Ambiguous(written=written)
    return ReadAddress(read.address, place.notices + read.notices)


def expand_units(text: str, home: Home) -> list[Address]:
    """Read every address in a text that lists several: 12幢3、4单元, 12-3、12-4, 12幢1至4单元, 12幢、13幢.

    Raises AddressRefused for whatever cannot be split with certainty.
    """
    plain = _plain(text, home)
    if read := _read(plain, home, text):
        return [read.address]
    found = _several(text, home)
    if not found:
        raise _refusal(text, plain, home)
    return found


def _read(plain: str, home: Home, written: str) -> ReadAddress | None:
    """Read a plain text as one address; None where it is not one that is known."""
    place, rest = None, plain
    if key := re.fullmatch(grammar.KEY, plain):
        place = read_estate(key["place"], home, written)
        rest = f"{key['building']}幢" + (f"{key['label']}单元" if key["label"] != "-" else "")
    body = re.fullmatch(grammar.BODY, rest)
    if not body and (place := read_place(plain, home, written)):
        rest = place.rest
        body = re.fullmatch(grammar.BODY, rest[1:] if rest[:1] in grammar.SEPARATORS else rest)
    if not body:
        return None
    if body["after"]:
        place = None if place or not body["unit"] else _place_at_end(body["after"], home, written)
        if place is None:
            return None
    building, label = _building(body, written), _label(body, written)
    if building is None or label == "":
        return None
    notices = (place.notices if place else ()) + ((FLAT_DROPPED,) if body["flat"] else ())
    return ReadAddress(Address(place.estate if place else home_estate(home).full, building, label), notices)


def _building(body: re.Match[str], written: str) -> str | None:
    """Return the building's number and letter; None where the number cannot be one."""
    if body["lettered"]:
        return body["lettered"]
    number = read_number(body["number"], written)
    return f"{number}{body['letter'] or ''}" if number and number <= _LARGEST_BUILDING else None


def _label(body: re.Match[str], written: str) -> str | None:
    """Return the unit, None where there is none, and an empty text where it cannot be one."""
    mark = body["unit"] or body["before_flat"] or body["short"]
    if mark is None or mark in _LABELS:
        return mark
    number = read_number(mark, written)
    if number and number > _LARGEST_UNIT and body["short"]:  # 12-302 leaves out the unit or the building
        raise Ambiguous(written=written)
    return str(number) if number and number <= _LARGEST_UNIT else ""


def _place_at_end(after: str, home: Home, written: str) -> Place | None:
    """Read an estate that stands after the unit: 4号楼二单元民生小区."""
    place = read_place(after, home, written)
    if place is None or place.rest or after[0] in "东西南北前后侧旁边门室户层楼号对":
        return None
    name = estate_of(place.estate).name
    return place if name == home_estate(home).name or name.endswith(("小区", "家园", "新村")) else None


def _read_zoned(estate: str, zone: str, home: Home, written: str) -> Place | None:
    """Read the columns 小区 and 区 together; each may be blank, and the first may carry the zone as well."""
    if not estate and not zone:
        return Place(home_estate(home).full, "")
    zone = _worded(zone, "区")
    own = estate_of(estate)
    if estate and zone and own.word:
        return read_estate(estate, home, written) if estate_of(own.name + zone) == own else None
    return read_estate(grammar.plain_text(f"{estate} {zone}"), home, written)


def _worded(cell: str, word: str) -> str:
    """Give the bare numbers of a column the word that its header carries."""
    run = f"{grammar.BARE}-{grammar.BARE}" if word == "单元" else "(?!)"  # 12-3 among buildings is a whole address
    return cell + word if re.fullmatch(f"{grammar.BARE_LIST}|{run}", cell) else cell


def _several(written: str, home: Home) -> list[Address]:
    """Return the addresses that a text lists, or none where it is not a list.

    Raises Ambiguous where it is one that may be read in two ways.
    """
    found: list[Address] = []
    styles = set()
    for piece in split_list(grammar.plain_text(written.replace("\n", "、")), written):
        unit_only = bool(found) and bool(re.match(grammar.MARK + grammar.UNIT_WORD, piece))
        if not unit_only:
            styles.add(bool(re.search(grammar.BUILDING_WORD, piece)))
        read = _read(
            f"{found[-1].building}幢{piece}" if unit_only else piece,
            replace(home, estate=found[-1].estate) if found else home,
            written,
        )
        if read is None:
            return []
        if re.fullmatch(grammar.BARE, piece):  # the 4 of 12-3、4 is a unit or a building
            raise Ambiguous(written=written)
        found.append(read.address)
    whole = {address.label is None for address in found}
    if len(found) > 1 and (len(styles) > 1 or len(whole) > 1 or len(set(found)) < len(found)):
        raise Ambiguous(written=written)
    return found if len(found) > 1 else []


def _refusal(written: str, plain: str, home: Home) -> AddressRefused:
    """Say why a text that was not read is refused, and what was probably meant."""
    if excel := spoilt_by_excel(plain, written):
        return excel
    if found := _several(written, home):
        return SeveralAddresses(written=written, count=len(found), found=_shown(found, home))
    fixed = without_slips(plain)
    if fixed != plain and (read := _read(fixed, home, written)):
        return AddressTypo(written=written, proposal=read.address.phrase().zh.removeprefix(home_estate(home).full))
    if fixed != plain and (found := _several(fixed, home)):
        return AddressTypo(written=written, proposal=_shown(found, home))
    return _missing(plain, home, written)


def _shown(found: list[Address], home: Home) -> str:
    """Return addresses as they can be typed in this ledger."""
    own = home_estate(home).full
    return "、".join(address.short if address.estate == own else address.phrase().zh for address in found)


def _missing(plain: str, home: Home, written: str) -> AddressRefused:
    """Say which part of an address is missing or uncertain, as far as it can be told."""
    place = read_place(plain, home, written)
    rest = place.rest if place else plain
    if re.fullmatch(grammar.CHAIN, rest):
        return Ambiguous(written=written)
    if not rest or re.fullmatch(grammar.UNIT_ALONE, rest):
        return NoBuilding(written=written)
    if re.fullmatch(grammar.NAKED, rest):
        return NakedNumber(written=written, proposal=f"{plain}单元")
    return Unparsed(written=written, estate=home_estate(home).full)


def _plain(text: str, home: Home) -> str:
    """Return the plain text. Raises EmptyAddress, and Unparsed for what is too long to be an address."""
    if len(text) > grammar.LONGEST:
        raise Unparsed(written=text, estate=home_estate(home).full)
    plain = grammar.plain_text(text)
    if not plain:
        raise EmptyAddress
    return plain
