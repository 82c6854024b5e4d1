"""From the rows of a table to checked records: every row is a record, or is said to be wrong, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from songyu_cli.domain.masking import quoted
from songyu_cli.domain.progress import CHECKING, followed
from songyu_cli.domain.sheets import Broken
from songyu_cli.domain.tables.cells import written
from songyu_cli.domain.tables.columns import Fault
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Kind, Sight, Values
    from songyu_cli.domain.tables.strips import Body

R = TypeVar("R")

ONE_A_ROW = Phrase("每个单元写一行。", "Give each stairwell its own row.")


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong with a row. `row` is as Excel shows it, `raw` is the cell as it stands, masked."""

    sheet: str
    row: int
    column: str | None
    kind: str
    why: Phrase
    hint: Phrase | None
    raw: str


class Numbered(NamedTuple, Generic[R]):
    """A record and the row it stands in, as Excel shows it."""

    row: int
    record: R


def read_rows(sheet: str, body: Body, kind: Kind[R], sight: Sight) -> tuple[list[Numbered[R]], list[RowError]]:
    """Return the records of a table, and everything that is wrong with the rows that are none."""
    records: list[Numbered[R]] = []
    errors: list[RowError] = []
    refused = _refused_cells(body)
    fields, finish = body.fields, kind.finish
    rows = zip(body.numbers, zip(*(s.values for s in body.strips), strict=True), strict=True)
    for i, (number, cells) in enumerate(followed(rows, sight.progress, CHECKING, len(body.numbers))):
        if i in body.skipped:
            continue
        if i not in refused:
            values: Values = dict(zip(fields, cells, strict=True))
            record = finish(values, sight)
            if not isinstance(record, list):
                records.append(Numbered(number, record))
                continue
            faults = record
            if sight.expand and kind.split and faults[0].kind == "multiple":
                made, faults = _split(values, faults, kind, sight)
                records += [Numbered(number, one) for _, one in made]
                _add_up(body, i, [part for part, _ in made])
        else:
            values = {
                field: None if isinstance(cell, Fault) else cell for field, cell in zip(fields, cells, strict=True)
            }
            others = finish(values, sight)
            blamed = {fault.field for fault in refused[i]}
            faults = refused[i] + [f for f in (others if isinstance(others, list) else []) if f.field not in blamed]
        faults = sorted(faults, key=lambda fault: fields.index(fault.field) if fault.field in fields else len(fields))
        errors += [_row_error(sheet, body, i, fault, kind) for fault in faults]
    return records, errors


def _refused_cells(body: Body) -> dict[int, list[Fault]]:
    refused: dict[int, list[Fault]] = {}
    for strip in body.strips:
        for i, value in enumerate(strip.values if strip.faulty else ()):
            if isinstance(value, Fault):
                refused.setdefault(i, []).append(value)
    return refused


def _split(
    values: Values, faults: list[Fault], kind: Kind[R], sight: Sight
) -> tuple[list[tuple[Values, R]], list[Fault]]:
    """Return a row and a record for each of the stairwells that a row names, or what is wrong with it."""
    parts = kind.split(values, sight) if kind.split else faults[0]
    if isinstance(parts, Fault):
        return [], [parts, *faults[1:]]
    made: list[tuple[Values, R]] = []
    for part in parts:
        record = kind.finish(part, sight)
        if isinstance(record, list):  # what is wrong with one of them is wrong with all
            return [], record
        made.append((part, record))
    return made, []


def _add_up(body: Body, i: int, parts: list[Values]) -> None:
    """Let a row that was split add what all its parts have to the sums."""
    for strip in body.strips:
        if strip.column.summed and parts:
            strip.amounts[i] = sum(part[strip.column.field] or 0 for part in parts)


def _row_error(sheet: str, body: Body, i: int, fault: Fault, kind: Kind[Any]) -> RowError:
    strip = body.by_field.get(fault.field)
    hint = ONE_A_ROW if fault.kind == "multiple" and not kind.split else fault.hint
    return RowError(
        sheet,
        body.numbers[i],
        strip.named if strip else None,
        fault.kind,
        fault.why,
        hint,
        _shown(strip.raw[i]) if strip else "",
    )


@lru_cache(maxsize=1024)  # one slip often runs down a whole column
def _shown(cell: Cell) -> str:
    """Return a cell as a message may show it; of a broken one nothing is left to show."""
    return "" if cell is None or isinstance(cell, Broken) else quoted(written(cell))
