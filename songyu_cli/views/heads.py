"""The head of the log as it is printed: what two people compare at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.heads import Head


def head_phrase(head: Head) -> Phrase:
    """Return the head of the log in words: 日志 #47 · 3f2a9c1e."""
    return Phrase("日志 #{n} · {short}", "log #{n} · {short}").format(n=head.command, short=head.short)
