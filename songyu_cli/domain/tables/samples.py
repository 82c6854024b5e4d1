"""A few rows of a table as they were understood, to be looked at before anything is written."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.columns import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.tables.rows import Numbered
    from songyu_cli.domain.tables.strips import Body

_MOST = 3


class Sample(NamedTuple):
    """A row and what it says, by field; `unit` is its stairwell. Nothing stands for what it does not say."""

    row: int
    values: dict[str, Any]


def samples(body: Body, records: Sequence[Numbered[Any]]) -> tuple[Sample, ...]:
    """Return the first rows that are records; of a sheet that was carried, the first that were filled in."""
    found: dict[int, Sample] = {}
    for number, record in records:
        if getattr(record, "filled", True) and number not in found:
            found[number] = Sample(number, _values(body, body.numbers.index(number), record))
            if len(found) == _MOST:
                break
    return tuple(found.values())


def _values(body: Body, i: int, record: Any) -> dict[str, Any]:
    cells = {strip.column.field: strip.values[i] for strip in body.strips}
    names = getattr(record, "_fields", None) or [field.name for field in fields(record)]
    known = {name: getattr(record, name) for name in names if name != "filled"}
    whole = {name: value for name, value in {**cells, **known}.items() if not isinstance(value, Fault)}
    return {name: _shown(value) for name, value in whole.items() if value not in (None, "", (), [])}


def _shown(value: Any) -> Any:
    """Return a value as it may be shown: every text masked, on one line and not too long."""
    if isinstance(value, str):
        return value if isinstance(value, Date) else quoted(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(_shown, value))
    if isinstance(value, (tuple, list)):
        return [_shown(part) for part in value]
    return value
