"""The run: one object with the ledger, the clock, the actor, the language and the output, made once a command."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.cleaning import storable
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.ledgers import LedgerMissing
from songyu_cli.domain.wording import Language, Phrase
from songyu_cli.storage.database import open_ledger
from songyu_cli.views.output import Output, home_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.domain.stairwells import Home
    from songyu_cli.storage.connection import Database

LEDGER = "songyu.db"
WAITING = Phrase(
    "别人正在写这个账本，在等（最多 {seconds} 秒）。",
    "Somebody else is writing to this ledger; waiting, {seconds} s at most.",
)
_GLOBAL_OPTIONS = ("--db", "--lang", "--format", "--out", "--as", "--color")  # each takes a value


class UnknownLanguage(UsageRefused):
    """`--lang` names a language that songyu does not speak."""

    sentence = Phrase("不认识语言“{given}”。", "Unknown language “{given}”.")
    hint = Phrase("可用：zh、en。", "Choose zh or en.")


@dataclass(frozen=True)
class Stage:
    """What surrounds a run: the clock, the environment and the words typed. Tests put another in its place."""

    clock: Callable[[], datetime] = lambda: datetime.now().astimezone()
    env: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    words: Sequence[str] = ()


_stage = Stage()


def set_stage(stage: Stage) -> None:
    """Put a run's surroundings in place; `cli.main` does so first of all."""
    global _stage  # noqa: PLW0603  one process, one run; help is drawn before any run exists
    _stage = stage


def language() -> Language:
    """Return the language of this run: --lang, SONGYU_LANG, the locale variables, the system's, else Chinese.

    Raises UnknownLanguage for anything but zh and en after --lang.
    """
    return language_from()[0]


def language_from() -> tuple[Language, str]:
    """Return the language and what said so: an option, a variable, or "system". Raises UnknownLanguage."""
    given = wish("--lang")
    if given is not None:
        short = given.lower()[:2]
        if short not in ("zh", "en"):
            raise UnknownLanguage(given=given)
        return ("zh" if short == "zh" else "en"), "--lang"
    for name in ("SONGYU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = _stage.env.get(name, "").lower()
        if value and value.partition(".")[0] not in ("c", "posix"):
            return ("zh" if value.startswith("zh") else "en"), name
    return _system_language(), "system"


def _system_language() -> Language:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        chinese = 0x04  # the primary language in the low ten bits of a Windows language id
        return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == chinese else "en"
    return "zh"


def wish(option: str) -> str | None:
    """Return the last value given to a global option anywhere on the line, before the line is parsed."""
    found = None
    words = list(_stage.words)
    for place, word in enumerate(words):
        if word == "--":
            break
        if word.startswith(option + "="):
            found = word.partition("=")[2]
        elif word == option and place + 1 < len(words):
            found = words[place + 1]
    return found


def wants_json() -> bool:
    """Return whether a refusal should be printed for a program."""
    return "--json" in _stage.words or wish("--format") in ("json", "jsonl")


@dataclass
class App:
    """One run of one command."""

    output: Output
    stage: Stage
    ledger: Path | None = None
    named: str | None = None  # the ledger as it was named on this line
    acting: str | None = None
    typed: str = ""

    @cached_property
    def db(self) -> Database:
        """The open ledger. Raises LedgerMissing and the other LedgerRefused."""
        return open_ledger(self.path, self._waiting if self.output.for_people else None)

    def _waiting(self, seconds: int) -> None:
        self.output.say(WAITING.format(seconds=seconds))

    @property
    def path(self) -> Path:
        """The ledger's path: --db, SONGYU_DB, or songyu.db in this folder or one above. Raises LedgerMissing."""
        if self.ledger is not None:
            return self.ledger
        here = Path.cwd()
        for folder in (here, *here.parents):
            if os.path.lexists(folder / LEDGER):
                return folder / LEDGER
        raise LedgerMissing(path=LEDGER)

    @property
    def place(self) -> Path:
        """The ledger's path, or where `songyu init` would make one: there may be backups to bring back."""
        try:
            return self.path
        except LedgerMissing:
            return Path(LEDGER)

    @property
    def now(self) -> datetime:
        """This moment, with its time zone."""
        return self.stage.clock()

    def today(self) -> date:
        """Return this day."""
        return self.now.date()

    def date(self, text: str | None) -> Date | None:
        """Return a typed date, or None when none was given. Raises DateRefused."""
        from songyu_cli.domain.written_dates import read_typed_date  # noqa: PLC0415

        return None if text is None else read_typed_date(text, self.today())

    def day(self, text: str | None) -> Date:
        """Return a typed date, or today. Raises DateRefused."""
        from songyu_cli.domain.dates import Date  # noqa: PLC0415

        return self.date(text) or Date.of(self.today())

    @cached_property
    def home(self) -> Home:
        """What the ledger calls home."""
        from songyu_cli.storage import settings  # noqa: PLC0415

        return settings.home(self.db)

    @property
    def actor(self) -> Actor:
        """Who acts: --as, SONGYU_AS, or the configured role. Raises ChoiceRefused for a role nobody has."""
        from songyu_cli.storage import settings  # noqa: PLC0415  for commands that write

        return self._actor(self.acting or settings.get(self.db, "role"))

    def newcomer(self) -> Actor:
        """Who acts in a ledger that is only being made."""
        return self._actor(self.acting or "clerk")

    def _actor(self, text: str) -> Actor:
        from songyu_cli.domain.choices import ROLES  # noqa: PLC0415  for commands that write
        from songyu_cli.domain.log import Actor  # noqa: PLC0415

        role, _, alias = text.replace("：", ":").partition(":")
        return Actor(role=ROLES.read(role), alias=alias.strip() or None, at=self.now, typed=self.typed)

    def show(self, data: object, view: Callable[[Any], Any]) -> None:
        """Show what a command found."""
        self.output.show(data, view)

    def wrote(self, data: object, view: Callable[[Any], Any], *, undo: bool = True) -> None:
        """Show what a command wrote, in which ledger, and how to take it back."""
        try:
            self.output.show(data, view, done=True)
        finally:  # it is written, whatever became of the page
            self.output.wrote(self.db.path, self.db.last_command, undo=f"{self.spoken} undo" if undo else None)

    @property
    def spoken(self) -> str:
        """What to type before a command so that it meets this run's ledger."""
        if not self.named:
            return "songyu"
        from songyu_cli.domain.typed_words import typed_word  # noqa: PLC0415  where one is named

        return f"songyu --db {typed_word(self.named)}"


def let_go() -> None:
    """Close this run's ledger, if it was opened."""
    global _run  # noqa: PLW0603  one process, one run
    if _run is not None and "db" in _run.__dict__:
        _run.db.close()
    _run = None


_run: App | None = None


def committed() -> bool:
    """Return whether this run has written its command already; an interrupt after that loses only the page."""
    return _run is not None and "db" in _run.__dict__ and _run.db.last_command is not None


def make(wishes: dict[str, Any], typed: list[str]) -> App:
    """Build a run from the global options and the surroundings."""
    env = _stage.env
    ledger = wishes.get("db") or env.get("SONGYU_DB")
    global _run  # noqa: PLW0603  one process, one run
    _run = App(
        output=Output.made(wishes, env, language()),
        stage=_stage,
        ledger=home_path(ledger) if ledger else None,
        named=wishes.get("db"),
        acting=storable(wishes.get("as") or env.get("SONGYU_AS") or "") or None,
        typed=storable(" ".join(map(_quoted, _without_globals(typed))).strip()),
    )

    return _run


def _quoted(word: str) -> str:
    """Return a word as it would be typed; Chinese needs no quotes, unlike what shlex thinks."""
    return "'" + word.replace("'", "'\\''") + "'" if not word or any(c in " \t\n'\"\\$`&|;<>*?" for c in word) else word


def _without_globals(words: list[str]) -> list[str]:
    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in _GLOBAL_OPTIONS:
            skip = True
        elif word != "--json" and not word.startswith(tuple(option + "=" for option in _GLOBAL_OPTIONS)):
            kept.append(word)
    return kept
