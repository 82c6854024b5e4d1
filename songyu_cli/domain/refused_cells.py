"""The refusal of something written that cannot be taken as it is, with its reason and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping


class CellRefused(UsageRefused):
    """Text of a cell or an option; `reasons` say of each fault what is wrong, and what to write instead."""

    sentence = Phrase("“{text}”{why}。", "“{text}” {why}.")
    hint = Phrase("{advice}", "{advice}")
    reasons: ClassVar[Mapping[str, tuple[Phrase, Phrase]]]

    def __init__(self, fault: str, text: str) -> None:
        why, advice = self.reasons[fault]
        super().__init__(text=quoted(text), why=why, advice=advice)
        self._fault = fault

    @property
    def kind(self) -> str:
        """The fault's name for programs, such as `no_year` or `approximate_count`."""
        return self._fault
