"""What an import says of single stairwells, without their 65+ and 80+: as a file that leaves the office has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BAND_WORDS, INTERNAL
from songyu_cli.domain.imports import fault_line
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.views.drawing import Drawing

_WORDS = [word for band in INTERNAL for word in (BAND_WORDS[band].zh, BAND_WORDS[band].en)]
_CHANGED = re.compile(rf"({'|'.join(map(re.escape, _WORDS))}) (?:\d+|—) -> \d+")
_ABOUT = re.compile(r"65|80|高龄")  # the headers of such columns, however they are worded
_FAULT = Phrase("  {sheet} 第 {row} 行：人数有问题，不外发", "  {sheet}, row {row}: a number is at fault; not shown")


def uncounted(line: Phrase) -> Phrase:
    """Return what a row changes with the names of 65+ and 80+, but not their numbers."""
    return Phrase(_CHANGED.sub(r"\1", line.zh), _CHANGED.sub(r"\1", line.en))


def faults_leaving(errors: Sequence[RowError], lines: Sequence[Phrase]) -> list[Drawing]:
    """Return the lines of faults, the first ones belonging to the errors; what is about 65+ or 80+ stays inside."""
    said: list[Drawing] = list(lines)
    for place, error in enumerate(errors[: len(lines)]):
        about = any(word in error.why.zh for word in _WORDS) or _ABOUT.search(error.column or "")
        if about and lines[place] == fault_line(error):
            said[place] = Inside(lines[place], _FAULT.format(sheet=error.sheet, row=error.row))
    return said
