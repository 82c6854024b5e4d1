"""Values as programs read them: English keys, canonical addresses, ISO dates; one escape for every text."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.escapes import escaped
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Listing
from songyu_cli.writers.csv_text import delimited


class FormatDoesNotFit(UsageRefused):
    """A report of several parts cannot be one table."""

    sentence = Phrase(
        "这里有好几部分内容，不能写成 {given}。", "There are several parts to this, which {given} cannot hold."
    )
    hint = Phrase("{instead}", "{instead}")

    def __init__(self, given: str, ending: str | None) -> None:
        instead = Phrase("用 --json，或不写 --format。", "Use --json, or leave --format out.")
        if ending and ending.lower() != ".txt":  # the file's name asked for it; a .txt holds whatever --format says
            instead = Phrase(
                "--out 的文件名用 .xlsx、.json 或 .txt 结尾。", "End the name after --out in .xlsx, .json or .txt."
            )
        super().__init__(given=given, instead=instead)


def plain(value: Any) -> Any:
    """Return a value as JSON can carry it; a dataclass becomes an object of its fields."""
    if isinstance(value, Address):
        return value.key
    if isinstance(value, Phrase):
        return {"zh": value.zh, "en": value.en}
    if (is_dataclass(value) or hasattr(value, "_fields")) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in names_of(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return JSON whose every invisible character is written as an escape, so that none can reach a terminal."""
    return escaped(json.dumps(plain(value), ensure_ascii=False, indent=indent))


def as_text(data: object, form: str, *, whole: bool, ending: str | None) -> str:
    """Return data as json, jsonl, csv or tsv: the rows of a Listing, or one record.

    Raises FormatDoesNotFit for a record with parts of its own where csv or tsv is asked for, unless `whole` is
    False: its parts are then JSON in their cells. `ending` is that of the file it is for: there a text that a
    spreadsheet would take for a formula gets an apostrophe before it; a pipe's text is never altered.
    """
    rows, kind = (list(data.rows), data.kind) if isinstance(data, Listing) else ([data], type(data))
    if form == "json":
        return to_json(rows if isinstance(data, Listing) else data, indent=2) + "\n"
    if form == "jsonl":
        return "".join(to_json(row) + "\n" for row in rows)
    if kind is type(data) and whole and any(isinstance(value, list) for value in plain(data).values()):
        raise FormatDoesNotFit(form, ending)
    names = names_of(kind)
    records = ([_cell(record[name]) for name in names] for record in map(plain, rows))
    return delimited([names, *records], guarded=ending is not None, delimiter="," if form == "csv" else "\t")


def _cell(value: Any) -> str | int | None:
    if isinstance(value, (dict, list)):
        return to_json(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None or isinstance(value, int) else clean(str(value))


def names_of(kind: Any) -> list[str]:
    """Return the names of a record's fields, without the row's id in the database."""
    names = kind._fields if hasattr(kind, "_fields") else [field.name for field in fields(kind)]
    return [name for name in names if name != "id"]
