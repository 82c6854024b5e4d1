"""The head of the log as it is printed: what two people compare at a glance."""

from __future__ import annotations

from songyu_cli.domain.wording import Phrase


def head_phrase(head: str) -> Phrase:
    """Return the text of a head in words: 日志 #47 · 3f2a9c1e."""
    return Phrase("日志 {head}", "log {head}").format(head=head)
