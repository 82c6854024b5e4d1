"""Values as programs read them: English keys, canonical addresses, ISO dates; one escape for every text."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMULA = tuple("=+-@＝＋－＠")  # what a spreadsheet takes for the beginning of a formula


def plain(value: Any) -> Any:
    """Return a value as JSON can carry it; a dataclass becomes an object of its fields."""
    if isinstance(value, Address):
        return value.key
    if isinstance(value, Phrase):
        return {"zh": value.zh, "en": value.en}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in names_of(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return JSON whose every invisible character is written as an escape, so that none can reach a terminal."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)


def to_lines(rows: Sequence[Any]) -> str:
    """Return one JSON object a line."""
    return "".join(to_json(row) + "\n" for row in rows)


def to_separated(rows: Sequence[Any], delimiter: str, names: Sequence[str]) -> str:
    """Return csv or tsv with a header of English keys; nested values are JSON, control characters are made visible.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which keeps it a text there.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        record = plain(row)
        writer.writerow([_cell(record[name]) for name in names])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return to_json(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = clean(str(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def names_of(kind: Any) -> list[str]:
    """Return the names of a dataclass's fields, without the row's id in the database."""
    return [field.name for field in fields(kind) if field.name != "id"]
