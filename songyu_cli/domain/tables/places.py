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
    Column(
        "estate",
        Phrase("小区", "Estate"),
        ("小区名称", "所属小区", "小区名"),
        wording,
        fill_down=True,
        note=Phrase("小区名，不带几区；不填就是账本的小区。", "Without its zone; blank is the ledger's estate."),
    ),
    Column(
        "zone",
        Phrase("区", "Zone"),
        ("分区", "片区", "区号", "小区分区"),
        wording,
        fill_down=True,
        note=Phrase("几区，如 九区；没有分区就留空。", "The zone, such as 九区; blank where there is none."),
    ),
    Column(
        "building",
        Phrase("幢", "Building"),
        ("幢号", "栋", "栋号", "幢栋", "楼", "楼号", "楼栋", "楼栋号", "楼幢", "楼幢号", "号楼", "座", "座号", "几幢"),
        written,
        fill_down=True,
        within=("estate", "zone"),
        note=Phrase("幢号，如 12、12A；每一行都要填。", "The building, such as 12 or 12A, in each row."),
        example="12",
    ),
    Column(
        "label",
        Phrase("单元", "Unit"),
        ("单元号", "单元名称", "单元名", "楼道", "楼道号", "门洞", "梯", "梯号"),
        written,
        note=Phrase("单元号，如 3、甲；不写户号。", "The stairwell, such as 3 or 甲; never a flat number."),
        example="3",
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
    if key not in sight.wholes:
        sight.wholes[key] = _read_whole(estate, zone, text, sight)
    return sight.wholes[key]


def _read_whole(estate: str, zone: str, text: str, sight: Sight) -> ReadAddress | Fault:
    try:
        inside = _inside(estate, zone, sight.home)
        read = read_unit(text, inside)
        if inside != sight.home and read.address.estate != inside.estate:  # it names another estate than its column
            raise Ambiguous(written=quoted(f"{estate}{zone} {text}"))
    except AddressRefused as refusal:
        return Fault.of(_bad_area(estate, zone, sight) or "address", refusal)
    return read


def _inside(estate: str, zone: str, home: Home) -> Home:
    """Return home moved to the estate that the columns 小区 and 区 name."""
    if not estate and not zone:
        return home
    return replace(home, estate=read_parts(estate, zone, "1", "", home).address.estate)


def _parts(estate: str, zone: str, building: str, label: str, sight: Sight) -> ReadAddress | Fault:
    """Read building and label apart, each distinct one once; together where they are not independent."""
    block, door = _block(estate, zone, building, sight), _door(label, sight)
    if block and door:
        address = Address(block.address.estate, block.address.building, door.address.label)
        return ReadAddress(address, block.notices + door.notices)
    key = (estate, zone, building, label)
    if key not in sight.wholes:
        sight.wholes[key] = _together(*key, sight)
    return sight.wholes[key]


def _together(estate: str, zone: str, building: str, label: str, sight: Sight) -> ReadAddress | Fault:
    try:
        read = read_parts(estate, zone, building, label, sight.home)
        if read.address.label is None:
            raise NoUnit(written=quoted(building), building=read.address.building)
    except AddressRefused as refusal:
        house = _apart("", "", building, "", sight)
        return Fault.of(_bad_area(estate, zone, sight) or ("label" if house else "building"), refusal)
    return read


def _block(estate: str, zone: str, building: str, sight: Sight) -> ReadAddress | None:
    """Return the building that the columns before the label say, or None where the label may matter to it."""
    key = (estate, zone, building)
    if key not in sight.blocks:
        area, house = _apart(estate, zone, "1", "", sight), _apart("", "", building, "", sight)
        own = _apart("", "", "1", "", sight)
        plain = house and house.address.label is None and not house.notices
        if area and house and own and plain and own.address.estate == house.address.estate:
            address = Address(area.address.estate, house.address.building, None)
            sight.blocks[key] = ReadAddress(address, area.notices)
        else:
            sight.blocks[key] = None
    return sight.blocks[key]


def _door(label: str, sight: Sight) -> ReadAddress | None:
    """Return what the label says, or None where it says nothing or more than the label."""
    if label not in sight.doors:
        own, read = _apart("", "", "1", "", sight), _apart("", "", "1", label, sight)
        plain = own and read and read.address.label and own.address == replace(read.address, label=None)
        sight.doors[label] = read if plain else None
    return sight.doors[label]


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
