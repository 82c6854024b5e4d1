"""The same thing twice in one file: word for word it counts once, with other values neither row counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from songyu_cli.domain.tables.rows import Numbered, RowError
from songyu_cli.domain.tables.sheet_readings import Same
from songyu_cli.domain.wording import Phrase, joined

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from songyu_cli.domain.tables.columns import Kind
    from songyu_cli.domain.tables.sheet_readings import SheetReading

R = TypeVar("R")

_CONFLICT = Phrase(
    "和“{sheet}”第 {row} 行写的是同一个，{titles}却不一样；两行都没有采用。",
    "The same one stands in “{sheet}”, row {row}, with another value in: {titles}. Neither row is taken.",
)
_CONFLICT_HINT = Phrase("核对后只留一行。", "Find out which is right, and keep that row only.")


def settle_duplicates(sheets: Sequence[SheetReading[R]], kind: Kind[R]) -> None:
    """Take rows that repeat another out of the records: into `same`, or all of them into the errors as a conflict."""
    dropped: set[int] = set()
    for rows in _alike(sheets, kind):
        (sheet, first), *others = rows
        conflict = any(other.record != first.record for _, other in others)
        for at, numbered in rows if conflict else others:
            dropped.add(id(numbered))
            if conflict:
                at.errors.append(_conflict(at, numbered, rows, kind))
            else:
                at.same.append(Same(numbered.row, first.row, sheet.sheet))
    for sheet in sheets if dropped else ():
        sheet.records[:] = [numbered for numbered in sheet.records if id(numbered) not in dropped]
        sheet.errors.sort(key=lambda error: error.row)


def _alike(sheets: Sequence[SheetReading[R]], kind: Kind[R]) -> Iterable[list[tuple[SheetReading[R], Numbered[R]]]]:
    """Return the records that share a key, those of one key together."""
    first: dict[Hashable, Numbered[R]] = {}
    alike: dict[Hashable, list[tuple[SheetReading[R], Numbered[R]]]] = {}
    for sheet in sheets:
        for numbered in sheet.records:
            key = kind.key(numbered.record)
            if key is not None and first.setdefault(key, numbered) is not numbered:
                alike[key] = []
    for sheet in sheets if alike else ():
        for numbered in sheet.records:
            key = kind.key(numbered.record)
            if key in alike:
                alike[key].append((sheet, numbered))
    return alike.values()


def _conflict(
    at: SheetReading[R], numbered: Numbered[R], rows: Sequence[tuple[SheetReading[R], Numbered[R]]], kind: Kind[R]
) -> RowError:
    sheet, other = next((s, other) for s, other in rows if other.record != numbered.record)
    one, two = (
        [getattr(record, column.field, None) for column in kind.columns] for record in (numbered.record, other.record)
    )
    differing = [column.title for column, a, b in zip(kind.columns, one, two, strict=True) if a != b]
    titles = joined(differing or [Phrase("地址", "Address")])
    why = _CONFLICT.format(sheet=sheet.sheet, row=other.row, titles=titles)
    return RowError(at.sheet, numbered.row, None, "conflict", why, _CONFLICT_HINT, "")
