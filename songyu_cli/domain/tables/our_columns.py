"""The columns that we put beside a user's own ones in a workbook of bad rows, and know again when it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.tables.columns import fold
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PROBLEM = Phrase("问题", "Problem")
ROW = Phrase("原行号", "Original row")
_INSTEAD = Phrase("导入问题", "Import problem")


def problem_title(texts: Collection[str]) -> Phrase:
    """Return how to head what is wrong, beside these headers: a needs list may have a column 问题 of its own."""
    return _INSTEAD if _folded(PROBLEM) & {fold(text) for text in texts} else PROBLEM


def ours(texts: Mapping[int, str]) -> set[int]:
    """Return which of a table's headers, by their index, are ours. 问题 alone is the user's: it comes with 原行号."""
    folded = {index: fold(text) for index, text in texts.items()}
    rows = {index for index, text in folded.items() if text in _folded(ROW)}
    for title in (_INSTEAD, PROBLEM):
        problems = {index for index, text in folded.items() if text in _folded(title)}
        if rows and problems:
            return rows | problems
    return set()


def _folded(title: Phrase) -> set[str]:
    return set(map(fold, title))
