"""The bar of a long command: for somebody who watches, after a second, and gone at the end."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from songyu_cli.domain.progress import CHECKING, followed
from songyu_cli.views.progress import progress_bar

if TYPE_CHECKING:
    from songyu_cli.domain.wording import Language


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None = None) -> io.StringIO:
    """Put a stream in the place of stderr: a terminal, unless another is given."""
    stream = stream or Screen()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    return stream


def shown(screen: io.StringIO) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())


def work(seconds: float, rows: int = 4000, language: Language = "zh") -> None:
    """Go through rows; between two looks at the clock so many seconds pass."""
    looks = iter(range(1_000_000))
    with progress_bar(language, lambda: next(looks) * seconds) as told:
        assert len(list(followed(iter(range(rows)), told, CHECKING, rows))) == rows


def refused() -> None:
    with progress_bar("zh", iter(range(1000)).__next__) as told:
        told(CHECKING, 0, 0)
        told(CHECKING, 10, 20)
        raise ValueError


@pytest.mark.parametrize(("language", "said"), [("zh", "核对 2500/4000 行"), ("en", "Checking: 2500 of 4000 rows")])
def test_what_lasts_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch, language: Language, said: str) -> None:
    screen = watched(monkeypatch)
    work(0.3, language=language)
    assert said in shown(screen)


def test_nothing_is_left_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    work(0.3)
    last = screen.getvalue().rpartition("行")[2]
    assert "\x1b[?25h" in last  # the cursor is back
    assert last.endswith("\x1b[2K")  # and the line is empty


def test_nothing_is_left_of_it_after_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with pytest.raises(ValueError, match=r"^$"):
        refused()
    assert "核对 10/20 行" in shown(screen)
    assert screen.getvalue().endswith("\x1b[2K")


def test_what_is_soon_over_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    work(0.1)
    assert screen.getvalue() == ""


def test_it_is_drawn_ten_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    work(0.01, rows=150_000)  # three hundred looks in three seconds
    assert 10 < shown(screen).count("核对") <= 22  # once more at the start and at the end


@pytest.mark.parametrize("dumb", [False, True])
def test_nothing_is_shown_where_nobody_watches(monkeypatch: pytest.MonkeyPatch, *, dumb: bool) -> None:
    screen = watched(monkeypatch, None if dumb else io.StringIO())
    if dumb:
        monkeypatch.setenv("TERM", "dumb")
    work(0.3)
    assert screen.getvalue() == ""
