"""The sheets that we put beside a table ourselves, which hold no records and are left out without a word."""

from __future__ import annotations

from songyu_cli.domain.wording import Phrase

INSTRUCTIONS = Phrase("填写说明", "How to fill in")
BY_GRID = Phrase("按网格", "By grid")
WORDS = Phrase("可选的词", "Words")
ASIDES = frozenset({*INSTRUCTIONS, *WORDS, *BY_GRID})
