"""How far a long command is: told by those who do the work to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    T = TypeVar("T")

Progress = Callable[[Phrase, int, int], None]
"""Takes what is being done, how many rows of it are done, and of how many; 0 where that is not known."""

READING = Phrase("读取文件", "Reading the file")
CHECKING = Phrase("核对", "Checking")

_OFTEN = 500  # rows


def silent(_stage: Phrase, _done: int, _total: int) -> None:
    """Tell nobody."""


def followed(rows: Iterator[T], told: Progress, stage: Phrase, total: int) -> Iterator[T]:
    """Give rows one by one and tell now and then how many are done."""
    for done, row in enumerate(rows):
        if not done % _OFTEN:
            told(stage, done, total)
        yield row
