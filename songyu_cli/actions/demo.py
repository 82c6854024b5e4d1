"""The sample ledger: what a community would have typed, from the first home visit to the second batch of benches.

The lines stand in data/history.txt under the day and the role that typed them. They are taken one after the other by
the same actions that a community's commands call, each as if it were that day, so that the log reads as it would.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import songyu_cli
from songyu_cli.actions.demo_history import play
from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import FileRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_OPENS = time(9)  # the office; a day's lines are typed a few minutes after each other
_BETWEEN = timedelta(minutes=3)


class SampleMissing(FileRefused):
    """The sample spreadsheets were not installed with the program."""

    sentence = Phrase("找不到示例数据 {path}。", "The sample data {path} is missing.")
    hint = Phrase("重新安装 songyu。", "Install songyu again.")


class Act(NamedTuple):
    """One line of the history: the day it was typed, the role with its alias, and the line."""

    day: Date
    who: str
    typed: str


def sample_folder() -> Path:
    """Return the folder of the sample spreadsheets: in the installed package, or beside it in a checkout.

    Raises SampleMissing.
    """
    package = Path(songyu_cli.__file__).parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / "history.txt").is_file():
            return folder
    raise SampleMissing(path=package / "data")


def build_demo(db: Database, actor: Actor) -> None:
    """Fill a new ledger with the made-up register, and with a history that ends in the article's two batches."""
    folder = sample_folder()
    acts = read_history((folder / "history.txt").read_text(encoding="utf-8"))
    for day, of_day in groupby(acts, lambda act: act.day):
        at = datetime.combine(day.earliest(), _OPENS, actor.at.tzinfo)
        for place, act in enumerate(of_day):
            role, _, alias = act.who.partition(":")
            on_the_day = replace(actor, role=ROLES.read(role), alias=alias or None, at=at + place * _BETWEEN)
            play(db, act.typed, folder, replace(on_the_day, typed=act.typed))


def read_history(text: str) -> list[Act]:
    """Return the lines of a history; each heading `# 2021-03-02 书记` is the day and the role of what follows."""
    return list(_acts(text))


def _acts(text: str) -> Iterator[Act]:
    day, who = Date(""), ""
    for line in text.splitlines():
        words = line.split()
        if not line.startswith("#"):
            yield Act(day, who, line)
        elif len(words) == len(("#", "2021-03-02", "书记")):
            _, first, who = words
            day = Date(first)
