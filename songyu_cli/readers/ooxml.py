"""An .xlsx or .xlsm package: which part holds which sheet, and a clean copy of it for the library."""

from __future__ import annotations

import io
import zipfile
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.container import MAX_TEXTS, ODD_XML
from songyu_cli.readers.sheet_facts import SheetFacts, require_room
from songyu_cli.readers.sheet_xml import scan_sheet
from songyu_cli.readers.unreadable import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.readers.container import Container

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ROOT_RELATIONS = "_rels/.rels"
_MOST_SHEETS = 1_000

SHEETS = Phrase("里面有上千个工作表", "it holds more than a thousand sheets")
MACROS = Phrase("文件里有宏，没有读取也不会运行。", "The file holds macros; they are neither read nor run.")
LINKS = Phrase(
    "文件引用了别的文件，只读取其中保存的值。", "The file refers to other files; only the values stored here are read."
)


class _Relation(NamedTuple):
    kind: str  # the last word of its type: worksheet, chartsheet, styles, sharedStrings
    part: str
    asked: str  # the name under which the library looks for the part


def unpack_workbook(container: Container) -> tuple[bytes, list[SheetFacts]]:
    """Return a package of the parts that matter, not compressed, and the facts of each sheet in its order.

    The library reads this copy and so sees exactly the bytes that were looked through.
    Raises BrokenFile, Overpacked, PasswordProtected, TooManyCells.
    """
    relations = _relations(container)
    small = {WORKBOOK: WORKBOOK, _RELATIONS: _RELATIONS, _ROOT_RELATIONS: _ROOT_RELATIONS}
    for relation in relations.values():
        if relation.kind in {"sharedStrings", "styles"} and relation.part in container:
            small[f"xl/{relation.kind}.xml"] = relation.part  # the library looks for them under these names only
    copy = io.BytesIO()
    sheets = []
    scanned: dict[str, SheetFacts] = {}
    epoch_1904 = _counts_from_1904(container)
    with zipfile.ZipFile(copy, "w") as package:
        for name, part in small.items():
            with package.open(name, "w") as copied:
                for chunk in container.xml(part, MAX_TEXTS):
                    copied.write(chunk)
        listed = list(islice(_sheets(container, relations), _MOST_SHEETS + 1))
        if len(listed) > _MOST_SHEETS:
            raise BrokenFile(file=container.file, reason=SHEETS)
        for name, relation in listed:
            facts = scanned.get(relation.part) or SheetFacts(container.file, name, epoch_1904=epoch_1904)
            if relation.part not in scanned:
                scanned[relation.part] = facts
                with package.open(relation.asked, "w") as copied:
                    scan_sheet(_copying(container.xml(relation.part), copied), facts)
            sheets.append(facts)
    require_room(sheets)
    return copy.getvalue(), sheets


def package_notices(container: Container) -> list[Phrase]:
    """Say what is in the package and is left alone: macros, references to other files."""
    names = container.names
    return [
        *([MACROS] if any(name.endswith("vbaproject.bin") for name in names) else []),
        *([LINKS] if any(name.startswith("xl/externallinks/") for name in names) else []),
    ]


def _sheets(container: Container, relations: dict[str, _Relation]) -> Iterator[tuple[str, _Relation]]:
    for element in parsed(container, WORKBOOK).iter():
        if _local(element.tag) == "sheet":
            key = next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
            if key not in relations:
                reason = Phrase("工作表“{sheet}”没有内容", 'the sheet "{sheet}" has no content')
                raise BrokenFile(file=container.file, reason=reason.format(sheet=element.get("name", "")))
            yield element.get("name", ""), relations[key]


def _counts_from_1904(container: Container) -> bool:
    properties = (one for one in parsed(container, WORKBOOK).iter() if _local(one.tag) == "workbookPr")
    return any(one.get("date1904") in {"1", "true"} for one in properties)


def _relations(container: Container) -> dict[str, _Relation]:
    found = {}
    for element in parsed(container, _RELATIONS):
        target = element.get("Target", "")
        asked = target[1:] if target.startswith("/") else f"xl/{target}"
        part = target if asked not in container and target in container else asked  # some write xl/ where it is meant
        found[element.get("Id", "")] = _Relation(element.get("Type", "").rpartition("/")[2], part, asked)
    return found


def _copying(chunks: Iterator[bytes], to: IO[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        to.write(chunk)
        yield chunk


def parsed(container: Container, name: str) -> ET.Element:
    """Return the root of a small XML part. Raises BrokenFile."""
    try:
        return ET.fromstring(b"".join(container.xml(name, MAX_TEXTS)))  # noqa: S314  document types, and with them entities, are refused
    except (ET.ParseError, ValueError, LookupError) as fault:  # the last two: an encoding that expat cannot take
        raise BrokenFile(file=container.file, reason=ODD_XML) from fault


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
