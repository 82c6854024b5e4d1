"""A refusal as people and programs read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.wording import Language, Phrase


@dataclass(frozen=True)
class Refusal:
    """What is said when a command is refused; `lines` and `rows` are the faults of a file, in words and as data."""

    kind: str
    message: Phrase
    hint: Phrase | None = None
    lines: Sequence[Phrase] = field(default_factory=list)
    rows: Sequence[object] = field(default_factory=list)

    def text(self, language: Language) -> str:
        """Return the sentence, the faults and the hint, a line each."""
        said = [self.message, *self.lines, *([self.hint] if self.hint else [])]
        return "".join(clean(phrase.within(language), lines=True) + "\n" for phrase in said)

    def json(self, language: Language) -> str:
        """Return `{"error": {"kind": …, "message": …, "hint": …}}` in one line, with `rows` where there are any."""
        from songyu_cli.views.plain import to_json  # noqa: PLC0415  for programs only

        body: dict[str, object] = {
            "kind": self.kind,
            "message": self.message.within(language),
            "hint": self.hint.within(language) if self.hint else None,
        }
        if self.rows:
            body["rows"] = self.rows
        return to_json({"error": body}) + "\n"
