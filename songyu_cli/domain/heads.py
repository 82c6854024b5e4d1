"""The head of the log. The report prints it and starts at once, so that it stands apart from the log itself."""

from __future__ import annotations

from typing import NamedTuple


class Head(NamedTuple):
    """The newest entry of the log and the first eight digits of its link: what two people compare at a glance."""

    command: int
    short: str

    @property
    def text(self) -> str:
        """The head as it is written everywhere: #47 · 3f2a9c1e."""
        return f"#{self.command} · {self.short}"
