"""What --map said of a kind of table, kept for the next file: `长者=elderly_60; 门=label`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.tables.columns import fold
from songyu_cli.domain.tables.headers import stood_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.tables.columns import Kind
    from songyu_cli.domain.tables.headers import Header

_PAIR = r"\s*(?P<header>[^=\s](?:.*?[^=\s])??)\s*=\s*(?P<field>[^=;；,，、]+?)\s*(?:[;；,，、]\s*|$)"


def read_map(text: str) -> dict[str, str]:
    """Return kept pairs of header and field. Raises ValueError for a text that is none."""
    found, end = {}, 0
    for pair in re.finditer(_PAIR, text):
        if pair.start() != end:
            break
        found[pair["header"]] = pair["field"]
        end = pair.end()
    if text[end:].strip():
        raise ValueError(text)
    return found


def written_map(pairs: Mapping[str, str]) -> str:
    """Return pairs as one line that `read_map` reads."""
    return "; ".join(f"{header}={field}" for header, field in pairs.items())


def merged_map(kept: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept once `typed` is kept too: a header has one meaning, the latest."""
    again = set(map(fold, typed))
    return {header: field for header, field in kept.items() if fold(header) not in again} | dict(typed)


def usable(header: Header | None, kind: Kind[Any], kept: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the kept pairs, by folded header, that a table needs; all of them where no header was found yet.

    `typed` has what --map says, by folded header, and counts before them. A field that the table names in words that
    are known needs none; nor does one that other columns stand in for.
    """
    pairs = {fold(text): field for text, field in kept.items() if field not in typed.values()}
    pairs = {text: field for text, field in pairs.items() if text not in typed}
    if header is None:
        return pairs
    headings = {one.index: one for one in header.headings}
    taken = {column.field: headings[index] for index, column in header.columns.items()}
    here = {spelling for one in header.headings for spelling in (*one.spellings, fold(one.text)) if not one.private}
    found = {}
    for text, field in pairs.items():
        column = kind.column(field)
        if column is None or text not in here or stood_in(column, taken):
            continue
        by = taken.get(field)
        if by is None or fold(by.text) in map(fold, column.assumed):
            found[text] = field
    return found
