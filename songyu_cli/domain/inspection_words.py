"""What a sheet of inspections says in words beyond what the ledger has columns for, kept in the inspection's text.

How bad it is (隐患等级) and what came of looking again (复查) follow the words themselves, so that they come out again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from songyu_cli.domain.choices import SEVERITIES

_SEVERE, _AGAIN = "隐患等级：", "复查："
_LEVELS = "|".join(choice.phrase.zh for choice in SEVERITIES)
_TEXT = re.compile(
    rf"(?P<words>.*?)(?:(?:^|；){_SEVERE}(?P<severity>{_LEVELS}))?(?:(?:^|；){_AGAIN}(?P<recheck>.+))?", re.DOTALL
)


class InspectionWords(NamedTuple):
    """The text of an inspection taken apart; `severity` is a key. None is what nobody said."""

    words: str | None = None
    severity: str | None = None
    recheck: str | None = None

    @property
    def text(self) -> str | None:
        """The whole as one text, as the ledger keeps it."""
        severity = _SEVERE + SEVERITIES.phrase(self.severity).zh if self.severity else None
        return "；".join(filter(None, (self.words, severity, self.recheck and _AGAIN + self.recheck))) or None


UNSAID = InspectionWords()


def taken_apart(text: str | None) -> InspectionWords:
    """Return the parts of an inspection's text."""
    found = _TEXT.fullmatch(text or "")
    if found is None:
        return InspectionWords(text)
    severity = SEVERITIES.find(found["severity"]) if found["severity"] else None
    return InspectionWords(found["words"] or None, severity, found["recheck"])


def measure(text: str | None, what: str | None) -> str | None:
    """Return what was done about an inspection: what its work order (工单) says beyond the inspection's own text."""
    for known in filter(None, (text, taken_apart(text).words)):
        if what == known:
            return None
        if what and what.startswith(f"{known}；"):
            return what.removeprefix(f"{known}；") or None
    return what
