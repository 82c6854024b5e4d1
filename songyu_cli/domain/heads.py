"""The head of the log. The report prints it and starts at once, so that it stands apart from the log itself."""

from __future__ import annotations

from typing import NamedTuple


class Head(NamedTuple):
    """The newest entry of the log and the first eight digits of its link: what two people compare at a glance."""

    command: int
    short: str
