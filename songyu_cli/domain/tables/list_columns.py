"""A list's columns and cells as the importer knows them: what was exported is read again as the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.estates import estate_of, home_estate
from songyu_cli.domain.lists import ListColumn
from songyu_cli.domain.tables.cells import is_ditto, is_failed, is_filled, wording
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.lists import Value
    from songyu_cli.domain.stairwells import Address, Home
    from songyu_cli.domain.tables.columns import Kind

NONE = "—"
"""Stands in a column that is read from the row above where it is blank: there is none, and it ends there."""
SERIAL = ListColumn("number", Phrase("序号", "No."), number=True)
_AREA = ("estate", "zone")
_NUMBERS = frozenset(
    {"number", "batch", "quantity", "asked", "households", "floors", "residents"}
    | {"elderly_60", "elderly_65", "elderly_80"}
)


def or_none(text: str | None) -> str:
    """Return what stands in such a column: a text that shows something, or that there is none."""
    return text if text and is_filled(text) and not (is_ditto(text) or is_failed(text)) else NONE


def whole(text: str | None) -> str | None:
    """Return a text as its cell holds it, or None for what reads as a formula that failed: #REF!."""
    return None if is_failed(text) else text


def legible(text: str | None) -> str | None:
    """Return a text that must not be read as none or refused, in quotes where it is a sign of that: “无”."""
    return f"“{text}”" if text and is_filled(text) and (is_failed(text) or not wording(text)) else text


def list_columns(kind: Kind[Any], fields: Iterable[str]) -> tuple[ListColumn, ...]:
    """Return columns under the titles that a kind gives them, in the order of the fields."""
    known = {column.field: column for column in kind.columns}
    return tuple(ListColumn(f, known[f].title, f in _NUMBERS, summed=known[f].summed) for f in fields)


def without_area(fields: Sequence[str], places: Iterable[Address], home: Home) -> tuple[str, ...]:
    """Return a list's fields; 小区 and 区 are left out where every stairwell is in the ledger's own estate."""
    own = home_estate(home).full
    elsewhere = any(place.estate != own for place in places)
    return tuple(field for field in fields if elsewhere or field not in _AREA)


def place_cells(place: Address) -> dict[str, Value]:
    """Return a stairwell as 小区, 区, 幢 and 单元."""
    estate = estate_of(place.estate)
    zone = estate.zone + estate.word
    return {"estate": estate.name, "zone": zone or NONE, "building": place.building, "label": place.label}
