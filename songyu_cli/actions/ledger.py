"""A ledger begins, and is told about its community."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from songyu_cli.domain.addresses import AddressRefused, Home, read_unit
from songyu_cli.domain.choices import KINDS, ROLES, YES_NO
from songyu_cli.domain.cleaning import storable
from songyu_cli.domain.ledgers import KindInUse, SettingRefused, SettingUnknown
from songyu_cli.domain.masking import mask, quoted
from songyu_cli.domain.promises import read_days, read_promises, written
from songyu_cli.domain.quantities import CountRefused, read_count
from songyu_cli.domain.settings import KEYS, Setting
from songyu_cli.domain.vocabulary import ChoiceRefused, Choices
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import demands, settings
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_WORDS = {"role": ROLES, "fair_counts": YES_NO}
_LONGEST_ESTATE = 40  # characters; it stands before every address


def start_ledger(db: Database, values: dict[str, str], actor: Actor) -> list[Setting]:
    """Write a new ledger's settings as the first entry of its log.

    `values` may leave keys out; they then stand as they start. Raises SettingRefused.
    """
    known_kinds = KINDS.extended(kinds_of(values.get("kinds") or ""))
    whole = {key: checked(key, values.get(key) or KEYS[key].start, known_kinds) for key in KEYS}
    with transaction(db, "init", actor):
        settings.start(db, whole)
        check_days(db, "work_days")
    return all_settings(db)


def set_setting(db: Database, key: str, value: str, actor: Actor) -> Setting:
    """Change one setting. Raises SettingUnknown, SettingRefused and KindInUse."""
    known(key)
    value = checked(key, value, kinds(db))
    with transaction(db, "config set", actor):
        settings.put(db, key, value)
        check_kinds(db)
        check_days(db, key)
        return Setting(key, settings.get(db, key))


def all_settings(db: Database) -> list[Setting]:
    """Return every setting as it stands."""
    return [Setting(key, settings.get(db, key)) for key in KEYS]


def known(key: str) -> str:
    """Return the key of a setting. Raises SettingUnknown, listing those there are."""
    if key not in KEYS:
        raise SettingUnknown(key=key, keys=", ".join(KEYS))
    return key


def checked(key: str, value: str, known_kinds: Choices = KINDS) -> str:
    """Return a setting's value as it is stored. Raises SettingRefused and ChoiceTaken."""
    value = mask(storable(value.strip())).text
    if key in ("target", "silent_after", "inspect_every"):
        return _count(key, value)
    if key in ("reply_within", "result_within"):
        return _promises(key, value, known_kinds)
    if key.startswith("map_") and value:
        return _headers(key, value)
    if key in _WORDS:
        return _read(_WORDS[key], key, value)
    if key == "seat_height":
        return _heights(key, value)
    if key in ("rest_days", "work_days"):
        _check_days(key, value)
    elif key == "kinds":
        KINDS.extended(kinds_of(value))
    elif key == "estate" and value:
        _check_estate(key, value)
    if key in ("community", "estate", "programme") and not value:
        raise _refused(key, value, Phrase("不能为空", "it cannot be empty"))
    return value


def _read(words: Choices, key: str, value: str) -> str:
    try:
        return words.read(value)
    except ChoiceRefused as error:
        raise _refused(key, value, _unstopped(error.advice or error.message)) from None


def _check_estate(key: str, value: str) -> None:
    if len(value) > _LONGEST_ESTATE or not re.fullmatch(r"[\w·（）() -]*[^\W\d_][\w·（）() -]*", value):
        raise _refused(key, value, Phrase("写小区名，如 淞泽家园九区", "write an estate's name, such as 淞泽家园九区"))
    try:
        read_unit("1幢1单元", Home("", "", value))
    except AddressRefused as error:
        raise _refused(key, value, _unstopped(error.message)) from None


def kinds_of(value: str) -> dict[str, Phrase]:
    """Return the further kinds of demand in `canopy=雨棚,rail=栏杆`. Raises SettingRefused."""
    found: dict[str, Phrase] = {}
    for part in filter(None, (part.strip() for part in value.replace("，", ",").split(","))):
        key, _, label = part.partition("=")
        if not (key.isascii() and key.isidentifier() and label):
            raise _refused("kinds", value, Phrase("写成 canopy=雨棚,rail=栏杆", "write canopy=雨棚,rail=栏杆"))
        found[key.lower()] = Phrase(label, key.replace("_", " "))
    return found


def kinds(db: Database) -> Choices:
    """Return the kinds of demand this ledger knows."""
    return KINDS.extended(kinds_of(settings.get(db, "kinds")))


def check_kinds(db: Database) -> None:
    """See that every demand's kind is one the ledger knows. Raises KindInUse."""
    promised = {kind for key in ("reply_within", "result_within") for kind in read_promises(settings.get(db, key))}
    unknown = {*demands.kinds(db), *promised} - {"", *kinds(db).keys}
    if unknown:
        raise KindInUse(kinds=", ".join(sorted(unknown)))


def check_days(db: Database, key: str) -> None:
    """See that no day is both a day off and a workday. Raises SettingRefused, about the setting that is put."""
    days = {name: read_days(settings.get(db, name)) for name in ("rest_days", "work_days")}
    both = sorted(days["rest_days"] & days["work_days"])
    if both:
        why = Phrase("{days} 也写在 {other} 里", "{days} stands in {other} too")
        other = "rest_days" if key == "work_days" else "work_days"
        raise _refused(key, settings.get(db, key), why.format(days=both[0], other=other))


def _heights(key: str, value: str) -> str:
    found = re.fullmatch(r"(\d{3,4})\s*[-–—－~～]\s*(\d{3,4})", value)
    if not found or int(found[1]) > int(found[2]):
        raise _refused(key, value, Phrase("写成 430-480，单位毫米", "write 430-480, in millimetres"))
    return f"{int(found[1])}-{int(found[2])}"


def _promises(key: str, value: str, known_kinds: Choices) -> str:
    try:
        return written(read_promises(value, known_kinds))
    except ChoiceRefused as error:
        raise _refused(key, value, _unstopped(error.message)) from None
    except ValueError:
        why = Phrase("写成 7, bench=60, handrail=15w（w 是工作日）", "write 7, bench=60, handrail=15w (w for workdays)")
        raise _refused(key, value, why) from None


def _headers(key: str, value: str) -> str:
    """Return what --map said of a kind of table, in the words of its fields."""
    from songyu_cli.domain.tables.kinds import TABLES  # noqa: PLC0415
    from songyu_cli.domain.tables.private_headers import about_persons  # noqa: PLC0415  the tables, for imports only
    from songyu_cli.domain.tables.readings import UnknownField, field_of  # noqa: PLC0415
    from songyu_cli.domain.tables.saved_maps import read_map, written_map  # noqa: PLC0415

    try:
        pairs = read_map(value)
        found = {header: field_of(TABLES[key.removeprefix("map_")], field) for header, field in pairs.items()}
    except ValueError:
        why = Phrase("写成 长者=elderly_60; 门=label", "write HEADER=FIELD; HEADER=FIELD")
        raise _refused(key, value, why) from None
    except UnknownField as error:
        raise _refused(key, value, _unstopped(error.advice or error.message)) from None
    if private := next(filter(about_persons, found), None):
        why = Phrase("“{header}”涉及个人信息，不导入", "“{header}” is about persons and is never imported")
        raise _refused(key, value, why.format(header=private))
    return written_map(found)


def _check_days(key: str, value: str) -> None:
    try:
        read_days(value)
    except ValueError:
        why = Phrase("写成 2027-02-05..2027-02-11, 2027-10-01", "write 2027-02-05..2027-02-11, 2027-10-01")
        raise _refused(key, value, why) from None


def _count(key: str, value: str) -> str:
    try:
        count = read_count(value)
    except CountRefused:
        count = None
    if not count:
        raise _refused(key, value, Phrase("要一个大于 0 的整数", "a whole number above 0 is needed"))
    return str(count)


def _unstopped(sentence: Phrase) -> Phrase:
    """Return a sentence as a part of another one."""
    return Phrase(sentence.zh.rstrip("。"), sentence.en.rstrip("."))


def _refused(key: str, value: str, why: Phrase) -> SettingRefused:
    return SettingRefused(key=key, value=quoted(value), why=why)
