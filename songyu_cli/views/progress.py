"""The bar of a long command, on stderr: only for somebody who watches, only after a second, and gone at the end."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.progress import silent
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from songyu_cli.domain.progress import Progress
    from songyu_cli.domain.wording import Language

_AFTER = 1.0  # seconds: what is over sooner needs no bar
_EVERY = 0.1
_ROWS = Phrase("{stage} {done}/{total} 行", "{stage}: {done} of {total} rows")


@contextmanager
def progress_bar(language: Language, clock: Callable[[], float] = monotonic) -> Iterator[Progress]:
    """Give what a long command tells its progress to; where stderr is no terminal, nothing is shown."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield silent
        return
    bar = _Bar(language, clock)
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    def __init__(self, language: Language, clock: Callable[[], float]) -> None:
        self._language, self._clock = language, clock
        self._next = clock() + _AFTER
        self._drawn: Any = None

    def tell(self, stage: Phrase, done: int, total: int) -> None:
        now = self._clock()
        if now < self._next:
            return
        self._next = now + _EVERY
        said = _ROWS.format(stage=stage, done=done, total=total) if total else stage
        facts: dict[str, Any] = {"description": said.within(self._language), "completed": done, "total": total or None}
        if self._drawn is None:
            self._drawn = _rich_bar()
            self._drawn.add_task(**facts)
            self._drawn.start()
        self._drawn.update(self._drawn.task_ids[0], **facts, refresh=True)

    def close(self) -> None:
        if self._drawn is not None:
            self._drawn.stop()


def _rich_bar() -> Any:
    from rich.console import Console  # noqa: PLC0415  only what takes a second pays for it
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=24))
    # without a thread of its own: it is drawn when there is something to tell
    return Progress(*columns, console=Console(file=sys.stderr), transient=True, auto_refresh=False)
