"""The columns that say where a row is, and how they are read together: one whole address, or 小区, 区, 幢 and 单元."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from songyu_cli.domain.address_refusals import AddressRefused, Ambiguous, NoUnit
from songyu_cli.domain.addresses import Address, ReadAddress, expand_units, read_parts, read_unit
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.cells import wording, written
from songyu_cli.domain.tables.columns import Column, Fault
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Home
    from songyu_cli.domain.tables.columns import Sight, Values

PLACE = (
    Column(
        "address",
        Phrase("地址", "Address"),
        ("单元地址", "楼栋单元", "幢单元", "住址", "小区地址", "详细地址", "楼道地址", "stairwell"),
        written,
        assumed=("位置", "点位", "安装位置", "安装地点", "安装点位", "点位名称"),
        required=True,
        unless=("building", "label"),
    ),
    Column("estate", Phrase("小区", "Estate"), ("小区名称", "所属小区", "小区名"), wording, fill_down=True),
    Column("zone", Phrase("区", "Zone"), ("分区", "片区", "区号", "小区分区"), wording, fill_down=True),
    Column(
        "building",
        Phrase("幢", "Building"),
        ("幢号", "栋", "栋号", "幢栋", "楼", "楼号", "楼栋", "楼栋号", "楼幢", "楼幢号", "号楼", "座", "座号", "几幢"),
        written,
        fill_down=True,
        within=("estate", "zone"),
    ),
    Column(
        "label",
        Phrase("单元", "Unit"),
        ("单元号", "单元名称", "单元名", "楼道", "楼道号", "门洞", "梯", "梯号"),
        written,
    ),
)
"""How a row names its stairwell; a whole address gives way to 幢 and 单元 where both are there."""


def read_place(values: Values, sight: Sight) -> Address | Fault:
    """Return the stairwell that a row names. What had to be assumed or left out is told to the user."""
    estate, zone = values.get("estate") or "", values.get("zone") or ""
    if "address" in values:
        read = _whole(estate, zone, values["address"] or "", sight)
    else:
        read = _parts(estate, zone, values.get("building") or "", values.get("label") or "", sight)
    if isinstance(read, Fault):
        return read
    if read.notices:
        sight.told.update(read.notices)
    return read.address


def _whole(estate: str, zone: str, text: str, sight: Sight) -> ReadAddress | Fault:
    key = (estate, zone, text)
    if read := sight.places.get(key):
        return read
    try:
        inside = _inside(estate, zone, sight.home)
        read = read_unit(text, inside)
        if inside != sight.home and read.address.estate != inside.estate:  # it names another estate than its column
            raise Ambiguous(written=quoted(f"{estate}{zone} {text}"))
    except AddressRefused as refusal:
        return Fault.of(_bad_area(estate, zone, sight) or "address", refusal)
    sight.places[key] = read
    return read


def _inside(estate: str, zone: str, home: Home) -> Home:
    """Return home moved to the estate that the columns 小区 and 区 name."""
    if not estate and not zone:
        return home
    return replace(home, estate=read_parts(estate, zone, "1", "", home).address.estate)


def _parts(estate: str, zone: str, building: str, label: str, sight: Sight) -> ReadAddress | Fault:
    """Read estate, building and label apart, each distinct cell once; together where they are not independent."""
    area = _apart(estate, zone, "1", "", sight)
    house, door = _apart("", "", building, "", sight), _apart("", "", "1", label, sight)
    if area and house and door and house.address.label is None and door.address.label:
        own = _apart("", "", "1", "", sight)
        plain = not house.notices and door.address.building == "1"
        if plain and own and own.address.estate == house.address.estate == door.address.estate:
            address = Address(area.address.estate, house.address.building, door.address.label)
            return ReadAddress(address, area.notices + door.notices)
    try:
        read = read_parts(estate, zone, building, label, sight.home)
        if read.address.label is None:
            raise NoUnit(written=quoted(building), building=read.address.building)
    except AddressRefused as refusal:
        return Fault.of(_bad_area(estate, zone, sight) or ("label" if house else "building"), refusal)
    return read


def _bad_area(estate: str, zone: str, sight: Sight) -> str | None:
    """Return which of 小区 and 区 cannot be read, or None."""
    if _apart(estate, zone, "1", "", sight):
        return None
    return "zone" if not estate or (zone and _apart(estate, "", "1", "", sight)) else "estate"


def _apart(estate: str, zone: str, building: str, label: str, sight: Sight) -> ReadAddress | None:
    """Return what some of the columns say by themselves, or None where they cannot be read so."""
    key = (estate, zone, building, label)
    try:
        return sight.places[key]
    except KeyError:
        try:
            read = read_parts(*key, sight.home)
        except AddressRefused:
            read = None
    sight.places[key] = read
    return read


def listed(values: Values, sight: Sight) -> list[Address] | Fault:
    """Return every stairwell of a row that names several, in the order written."""
    estate, zone, label = (values.get(field) or "" for field in ("estate", "zone", "label"))
    try:
        if "address" in values:
            found = expand_units(values["address"] or "", _inside(estate, zone, sight.home))
        else:
            block = read_parts(estate, zone, values.get("building") or "", "", sight.home).address
            word = "" if "单元" in label else "单元"
            found = expand_units(f"{block.building}幢{label}{word}", replace(sight.home, estate=block.estate))
        if bare := next((one for one in found if one.label is None), None):
            raise NoUnit(written=bare.short, building=bare.building)
    except AddressRefused as refusal:
        return Fault.of(_bad_area(estate, zone, sight) or ("address" if "address" in values else "label"), refusal)
    return found
