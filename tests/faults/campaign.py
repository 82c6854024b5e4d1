"""Strikes every write of every command that writes, and counts what came of it."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import os
import sqlite3
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from struck import ERRORS, KILLS, Ran, Town, Way, command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from write_lines import Line

FIRST = (
    "init --community 淞渔社区 --subdistrict 斜塘街道 --estate 淞泽家园九区 --target 300",
    *(
        line
        for unit, elderly in (("12-3", 13), ("12-4", 9), ("2-1", 11), ("10-2", 4))
        for line in (
            f"unit add {unit} --grid 一网格 --households 10",
            f"unit count {unit} --elderly {elderly} --elderly-80 1 --on 2021-03-01 --source 社区数据平台",
        )
    ),
    "batch open 1 -n 3 --on 2021",
    "demand add 12-3 --on 2021-03-05 --text 老人上楼前没处歇脚",
)
PASSING = (".part", "-journal")  # how names end that no one takes for the file itself
WHOLE = ([("ok",)], [])  # what integrity_check and foreign_key_check say of a whole database
LONG, VERY_LONG = 100, 1000  # writes of a command that copies a ledger, and of one that fills a new one
BAD = ("half-done", "corrupt", "lost", "false", "bugs")


@dataclass
class Campaign:
    """What was tried and what came of it, by the way in which the writes went wrong."""

    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, way: Way, what: str, number: int = 1) -> None:
        """Count something."""
        self.tally[way.name, what] += number

    def of(self, what: str, *ways: Way) -> int:
        """Return how often something came of these ways, or of all."""
        return sum(
            number for (way, name), number in self.tally.items() if name == what and (not ways or Way[way] in ways)
        )

    def pairs(self) -> list[tuple[str, str, int]]:
        """Return the tally as rows of way, what and number, to be sent to another process."""
        return [(way, what, number) for (way, what), number in self.tally.items()]

    @classmethod
    def of_pairs(cls, rows: list[tuple[str, str, int]], faults: list[str]) -> Campaign:
        """Return what another process sent."""
        return cls(Counter({(way, what): number for way, what, number in rows}), faults)

    def take(self, other: Campaign) -> None:
        """Add what another process found."""
        self.tally += other.tally
        self.faults += other.faults


def town_files(town: Town, lines: Sequence[str], files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the folder of a town that these command lines have built."""
    town.files = files
    town.lay()
    for line in (*FIRST, *lines):
        in_this_process(town, line.split())
    return {name: content for name, content in town.found().items() if name not in files}


def in_this_process(town: Town, words: Sequence[str]) -> None:
    """Run a command line that must succeed without leaving this process, which then knows the way."""
    os.chdir(town.work)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = command(words)
    os.chdir("/")
    if code:
        raise RuntimeError(f"{' '.join(words)}: {code}\n{said.getvalue()}")


class Strike:
    """One command line over a town: its writes, the folder before it, and the folder after it."""

    def __init__(self, town: Town, base: dict[str, bytes], line: Line) -> None:
        self.town, self.line = town, line
        town.files = {**base, **{name: text.encode() for name, text in line.files}}
        town.lay()
        for words in (*(one.split() for one in line.before), None):
            if words:
                in_this_process(town, words)
        self.before = town.files = town.found()
        in_this_process(town, line.words)  # so that every process to come has its modules loaded
        gc.collect()
        gc.freeze()
        town.lay()
        ran = town.run(line.words)
        self.after, self.names, self.out = town.found(), ran.names, ran.out
        if ran.code or self.after == self.before:
            raise RuntimeError(f"{line.line}: {ran}")
        for name, content in self.after.items():
            if content.startswith(b"SQLite format 3") and content != self.before.get(name):
                wrong = what_is_wrong(town.work / name)
                if wrong:
                    raise RuntimeError(f"{line.line}: {name}: {wrong}")
        self._known: dict[bytes, str] = {}

    def points(self, *, every: bool = False) -> list[int]:
        """Return the writes to strike: all, or, unless `every`, both ends of a long line and some between."""
        number = len(self.names)
        if number <= LONG or (every and number <= VERY_LONG):
            return list(range(1, number + 1))
        most = 8 if number > VERY_LONG else 24
        ends = most // 3  # at its beginning and, above all, at its end a command is most delicate
        between = range(ends + 1, number - ends + 1, max(1, number // (most - 2 * ends)))
        return [*range(1, ends + 1), *between, *range(number - ends + 1, number + 1)]

    def strike(self, campaign: Campaign, way: Way, nth: int) -> None:
        """Let one write go wrong, look at what is there afterwards, and count it."""
        self.town.lay()
        ran = self.town.run(self.line.words, way, nth)
        campaign.add(way, "tried")
        found, faults = self._afterwards()
        faults.update(self._told(ran, way, nth, found))
        outcome = "killed" if ran.code == -9 else "done" if ran.code == 0 else "refused"
        campaign.add(way, outcome)
        campaign.add(way, "left behind", sum(name.endswith(PASSING) for name in self.town.found()))
        for fault, why in faults.items():
            campaign.add(way, fault)
            place = f"{self.line.line} | {way.name} at {nth} of {len(self.names)} ({self.names[nth - 1]})"
            campaign.faults.append(f"{fault}: {place} | {why} | {ran.code} {ran.err.strip()[-300:]!r}")

    def _afterwards(self) -> tuple[set[str], dict[str, str]]:
        """Return whether the folder is as before or as after, or either, and what is wrong with it."""
        for path in self.town.work.rglob("*.db-journal"):
            with contextlib.suppress(sqlite3.Error):  # what cannot be read is found out below
                read_through(Path(str(path).removesuffix("-journal")))
        found = {name: content for name, content in self.town.found().items() if not name.endswith(PASSING)}
        sides, faults = {"before", "after"}, {}
        for name in sorted({*self.before, *self.after, *found}):
            side = self._side(name, found.get(name), faults)
            if name.endswith(".db.json") and name not in found and name.removesuffix(".json") in found:
                continue  # a backup is whole without its manifest
            # A file of the line beside the ledger may be there already, or not yet: a backup before the import.
            if name == "songyu.db" or "songyu.db" not in self._changed() or side == set():
                sides &= side
        if not sides and not faults:
            faults["half-done"] = "one file as before, another as after"
        return sides, faults

    def _changed(self) -> set[str]:
        return {name for name in {*self.before, *self.after} if self.before.get(name) != self.after.get(name)}

    def _side(self, name: str, content: bytes | None, faults: dict[str, str]) -> set[str]:
        """Return which of the two folders a file belongs to."""
        sides = {"before": self.before.get(name), "after": self.after.get(name)}
        same = {side for side, known in sides.items() if known == content or pages(known) == pages(content)}
        if same:
            return same
        if content is None or not content.startswith(b"SQLite format 3"):
            faults["half-done"] = f"{name} is neither as before nor as after"
            return set()
        path = self.town.work / name
        wrong = what_is_wrong(path)
        if wrong:
            faults["corrupt"] = f"{name}: {wrong}"
            return set()
        digest = digest_of(content, self._known)
        same = {side for side, known in sides.items() if known and digest_of(known, self._known) == digest}
        if not same:
            faults["half-done"] = f"{name} holds neither what it held nor what it should"
        return same

    def _told(self, ran: Ran, way: Way, nth: int, found: set[str]) -> Iterator[tuple[str, str]]:
        """Yield what was said and is not so."""
        said_written = ran.code == 0 or "log entry" in ran.err or (self.out and self.out in ran.out)
        if said_written and "after" not in found:
            yield "lost", "said to be written, and is not there"
        refused = ran.code not in (0, -9)
        wrong_page = self.names[nth - 1] == "say"  # the page could not be written, the command was
        # A dead disk does not let go of a backup either that is not to be counted on: one too many does no harm.
        stuck = way is Way.EIO_ON and self.line.line.startswith("backup")
        if refused and "before" not in found and not said_written and not wrong_page and not stuck:
            yield "false", "said to have failed, and is there"
        expected = (-9,) if way in KILLS else (0, 6, 7)
        if ran.code not in expected or "Traceback" in ran.err:
            yield "bugs", "ended in a way of its own"
        if refused and not ran.err.strip() and not wrong_page:
            yield "bugs", "refused without a sentence"


def pages(content: bytes | None) -> dict[str, bytes] | None:
    """Return what a workbook holds, but for the moment it was made at; other files by themselves."""
    if content is None or not content.startswith(b"PK"):
        return None if content is None else {"": content}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
    except zipfile.BadZipFile:
        return {"": content}


def read_through(path: Path) -> None:
    """Let SQLite take back what was left half-done."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()


def what_is_wrong(path: Path) -> str | None:
    """Return what SQLite or the log's chain finds wrong with a database, or None."""
    from songyu_cli.storage.database import open_ledger
    from songyu_cli.storage.log import broken_link

    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            checks = tuple(
                connection.execute(f"PRAGMA {check}").fetchall() for check in ("integrity_check", "foreign_key_check")
            )
        if checks != WHOLE:
            return str(checks)
        with contextlib.closing(open_ledger(path)) as db:
            broken = broken_link(db)
    except Exception as error:  # noqa: BLE001  whatever it is, the file is not what it should be
        return f"{type(error).__name__}: {error}"
    return None if broken is None else f"the log's chain is broken at {broken}"


def digest_of(content: bytes, known: dict[bytes, str]) -> str:
    """Return a digest of the schema and the rows of a database."""
    if content not in known:
        digest = hashlib.sha256()
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(content)
            schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
            digest.update(repr(schema).encode())
            for kind, name, _ in schema:
                if kind == "table":
                    columns = "name" if name == "_sqlite_migrations" else "*"  # the rest is the time of the day
                    for row in connection.execute(f'SELECT {columns} FROM "{name}" ORDER BY rowid'):
                        digest.update(repr(row).encode())
        known[content] = digest.hexdigest()
    return known[content]


def struck(strike: Strike, points: Sequence[int], ways: Sequence[Way]) -> Campaign:
    """Strike one command line in every way, at each of these writes."""
    campaign = Campaign()
    for way in ways:
        for nth in points:
            strike.strike(campaign, way, nth)
    return campaign


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


ALL_WAYS: tuple[Any, ...] = (*KILLS, *ERRORS)
