"""Columns and phrases that several views share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column

if TYPE_CHECKING:
    from collections.abc import Callable

UNIT = Phrase("单元", "Stairwell")
STATE = Phrase("状态", "State")
NOTE = Phrase("备注", "Note")


def unit_column(cell: Callable[[Any], Any] = lambda row: row.unit) -> Column:
    """Return the column that names a stairwell without its estate, which the whole ledger shares."""
    return Column(UNIT, lambda row: cell(row).short, keep=True)


def number_column(zh: str, en: str, name: str) -> Column:
    """Return a column of whole numbers read from a field; an unknown number is a dash."""
    return Column(Phrase(zh, en), lambda row: getattr(row, name), number=True)


def text_column(zh: str, en: str, name: str, *, keep: bool = False) -> Column:
    """Return a column of text read from a field."""
    return Column(Phrase(zh, en), lambda row: getattr(row, name), keep=keep)


def date_phrase(text: str | None) -> Phrase:
    """Return a stored date as people read it, or that it is not stated."""
    return Date(text).phrase() if text else Phrase("未载明", "not stated")


def benches_phrase(count: int) -> Phrase:
    """Return a number of benches with its measure word."""
    return Phrase(f"{count} 张", f"{count} bench{'' if count == 1 else 'es'}")


def dotted(*phrases: Phrase | None) -> Phrase:
    """Return the phrases that are there, with dots between."""
    there = [phrase for phrase in phrases if phrase]
    return Phrase(" · ".join(p.zh for p in there), " · ".join(p.en for p in there))


def maybe(zh: str, en: str, value: object) -> Phrase | None:
    """Return a phrase about a value that is known, or None."""
    return None if value is None else Phrase(zh, en).format(value=verbatim(str(value)))
