"""Rows inside a table that only head the rows below them: 一网格, 第一批, or a line over the whole width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.cells import is_filled
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.sheets import Merge, Row
    from songyu_cli.domain.tables.headers import Header

_LEFT_OUT = Phrase("夹在表里的横幅没有读", "a line of text across the table was left out")
_NAMED_LEFT_OUT = Phrase(
    "横幅{names}没有读，也没有用到下面的行；要用就加一列，逐行写上",
    "the heading lines {names} were left out and not used for the rows below; to use them, add a column",
)
_NAMES = re.compile(r"(?P<name>[^\s:：(（]{0,8}(?:网格|片区)|第[^\s:：(（]{1,3}批次?)(?:\s*[(（:：].*)?")
_PLACE = re.compile(r"[\d幢栋棟楼樓座号號梯单單门門]")
_MOST_NAMED = 3


def banners(rows: Sequence[Row], sparse: Iterable[int], merges: Sequence[Merge], header: Header) -> dict[int, str]:
    """Return which of the sparse rows are banners, with what each names, a grid or a batch, or an empty text.

    One text is all that such a row holds, at or before the first column or over all that are read; and it is neither
    an address, in whole or in part, nor a number.
    """
    first, last = header.headings[0].index, max(header.columns)
    wide = {
        m.first_row for m in merges if m.first_row == m.last_row and m.first_column <= first < last <= m.last_column
    }
    found = {}
    for i in sparse:
        filled = [(index, cell) for index, cell in enumerate(rows[i].cells) if is_filled(cell)]
        if len(filled) != 1 or filled[0][0] > first or not isinstance(filled[0][1], str):
            continue
        text = folded(filled[0][1])
        if named := _NAMES.fullmatch(text):
            found[i] = named["name"]
        elif rows[i].number in wide and not _PLACE.search(text):
            found[i] = ""
    return found


def told_banners(found: Iterable[str]) -> dict[Phrase, int]:
    """Return what to tell of banners, each thing with the number of its rows."""
    texts = list(found)
    named = [text for text in texts if text]
    told = {_LEFT_OUT: len(texts) - len(named)}
    if named:
        names = [verbatim(f"“{quoted(text)}”") for text in dict.fromkeys(named)]
        more = [verbatim("…")] if len(names) > _MOST_NAMED else []
        told[_NAMED_LEFT_OUT.format(names=joined(names[:_MOST_NAMED] + more))] = len(named)
    return {what: rows for what, rows in told.items() if rows}
