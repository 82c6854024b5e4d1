"""Columns and phrases that several views share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.addresses import Address

UNIT = Phrase("单元", "Stairwell")
STATE = Phrase("状态", "State")
NOTE = Phrase("备注", "Note")


def typed_unit(unit: Address, home: str) -> str:
    """Return what to type for a stairwell: the short form in the home estate, the whole address elsewhere."""
    return unit.short if unit.estate == home else unit.phrase().zh


def unit_column(rows: Sequence[Any], home: str | None = None) -> Column:
    """Return the column that names stairwells, without their estate where all rows share it.

    With `home`, the ledger's own estate, only that one goes unnamed: for tables without a foot that says which it is.
    """
    estates = {row.unit.estate for row in rows}
    shared = len(estates) == 1 and home in (None, *estates)

    def name(row: Any) -> str:
        unit: Address = row.unit
        return unit.short if shared else unit.estate + unit.short

    return Column(UNIT, name, keep=True)


def foot(rows: Sequence[Any], summary: Phrase) -> Aside:
    """Return the line under a table of stairwells: the estate that its rows share, and the summary."""
    estates = {row.unit.estate for row in rows}
    return Aside(dotted(verbatim(estates.pop()) if len(estates) == 1 else None, summary))


def number_column(zh: str, en: str, name: str, *, internal: bool = False) -> Column:
    """Return a column of whole numbers read from a field; an unknown number is a dash."""
    return Column(Phrase(zh, en), lambda row: getattr(row, name), number=True, internal=internal)


def text_column(zh: str, en: str, name: str, *, keep: bool = False) -> Column:
    """Return a column of text read from a field."""
    return Column(Phrase(zh, en), lambda row: getattr(row, name), keep=keep)


def date_phrase(text: str | None) -> Phrase:
    """Return a stored date as people read it, or that it is not stated."""
    return Date(text).phrase() if text else Phrase("未载明", "not stated")


def benches_phrase(count: int) -> Phrase:
    """Return a number of benches with its measure word."""
    return numbered(count, "张", "bench", "benches")


def numbered(count: int, zh: str, en: str, many: str | None = None) -> Phrase:
    """Return a count with its Chinese measure word and its English noun, whose plural is `many` or takes an s."""
    return Phrase(f"{count} {zh}", f"{count} {en if count == 1 else many or en + 's'}")


def moment(at: str) -> str:
    """Return a moment of the log, to the minute."""
    return at[:16].replace("T", " ")


def enumerated(numbers: Iterable[int], most: int | None = None) -> Phrase:
    """Return numbers as one enumeration; beyond `most` of them it ends with dots."""
    named = [str(number) for number in numbers]
    shown = joined([verbatim(number) for number in named[:most]])
    return Phrase("{shown}…", "{shown}…").format(shown=shown) if len(named) > len(named[:most]) else shown


def ranged_tags(tags: Iterable[str]) -> Phrase:
    """Return tags as people list them, each once; those in a row become B1-001..B1-003, as it is typed too."""
    from songyu_cli.domain.benches import parsed_tag  # noqa: PLC0415  the report names no tag and need not wait for it

    runs: list[list[str]] = []
    last = (0, 0)
    for batch, number, tag in sorted((*parsed_tag(tag)[1:], tag) for tag in set(tags)):
        if (batch, number - 1) == last:
            runs[-1][1:] = [tag]
        else:
            runs.append([tag])
        last = batch, number
    return joined([verbatim("..".join(run)) for run in runs])


def dotted(*phrases: Phrase | None) -> Phrase:
    """Return the phrases that are there and say something, with dots between."""
    there = [phrase for phrase in phrases if phrase and phrase.zh]
    return Phrase(" · ".join(p.zh for p in there), " · ".join(p.en for p in there))


def maybe(zh: str, en: str, value: object) -> Phrase | None:
    """Return a phrase about a value that is known, or None."""
    return None if value is None else Phrase(zh, en).format(value=verbatim(str(value)))
