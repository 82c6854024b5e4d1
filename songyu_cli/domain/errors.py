"""Refusals: each class knows its sentence, its hint and its exit code.

A noun's own refusals stand in the noun's file and derive from one of the families here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence


class SongyuError(Exception):
    """Something songyu will not or cannot do, said so that the user knows what to type next.

    `sentence` and `hint` are templates filled with the keyword arguments; `kind` names the refusal for
    programs and defaults to the class name in snake_case.
    """

    exit_code: ClassVar[int] = 70
    sentence: ClassVar[Phrase] = Phrase("出错了。", "Something went wrong.")
    hint: ClassVar[Phrase | None] = None

    def __init__(self, **values: object) -> None:
        self.values = values
        self.message = self.sentence.format(**values)
        self.advice = self.hint.format(**values) if self.hint else None
        super().__init__(self.message.en)

    @property
    def lines(self) -> list[Phrase]:
        """What stands between the sentence and the hint: one line for each fault of a file."""
        return []

    @property
    def rows(self) -> list[object]:
        """The same faults for programs."""
        return []

    @property
    def kind(self) -> str:
        """The refusal's name for programs, such as `batch_full`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class UsageRefused(SongyuError):
    """A bad address, date, choice or combination of options."""

    exit_code = 2


class NotFound(SongyuError):
    """What was named does not exist in this ledger."""

    exit_code = 3


class RuleForbids(SongyuError):
    """The command was understood, and a rule of the programme forbids it."""

    exit_code = 4


class RowsRefused(SongyuError):
    """Rows of an imported file cannot be taken as they are."""

    exit_code = 5


class LedgerRefused(SongyuError):
    """The ledger is missing, locked, newer, damaged or not ours."""

    exit_code = 6


class FileRefused(SongyuError):
    """Another file is unreadable, unwritable or open elsewhere."""

    exit_code = 7


OF_WHAT_IS_TYPED = (UsageRefused, NotFound, RuleForbids, RowsRefused)  # and of one row; the rest stop a whole file


class AllOrNone(RuleForbids):
    """Several of those named cannot take a step; nothing was done with any. Its `refused` say why, one by one."""

    def __init__(self, refused: Sequence[SongyuError], of: int) -> None:
        super().__init__(n=of, bad=len(refused))
        self.refused = tuple(refused)

    @property
    def lines(self) -> list[Phrase]:
        """What is wrong with each."""
        return [Phrase("  {why}", "  {why}").format(why=error.message) for error in self.refused]

    @property
    def rows(self) -> list[object]:
        """The same for programs."""
        return [{"kind": error.kind, "message": error.message, "hint": error.advice} for error in self.refused]
