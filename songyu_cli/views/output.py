"""The one place that decides how a thing is shown: table, json, jsonl, csv or tsv; terminal or pipe; colour or none."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.wording import Language, Phrase
from songyu_cli.views import plain
from songyu_cli.views.drawing import Aside, Drawing, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
_ENDINGS = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".tsv": "tsv", ".txt": "table"}


class FormatUnknown(UsageRefused):
    """`--format`, `--color` or the ending after `--out` is none we have."""

    sentence = Phrase("{option} 不认识“{given}”。", "{option} does not know “{given}”.")
    hint = Phrase("可用：{known}。", "Choose from {known}.")


class FormatDoesNotFit(UsageRefused):
    """A report of several parts cannot be one table."""

    sentence = Phrase(
        "这里有好几部分内容，不能写成 {given}。", "There are several parts to this, which {given} cannot hold."
    )
    hint = Phrase("用 --json，或不写 --format。", "Use --json, or leave --format out.")


@dataclass(frozen=True)
class Listing:
    """Rows of one dataclass, the table that shows them, and what to say when there are none."""

    rows: Sequence[Any]
    kind: type
    empty: Phrase


def prepare_streams() -> None:
    """Let a console that lacks a character show its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


@dataclass
class Output:
    """Where and how this run speaks."""

    language: Language
    format: str | None = None
    colour: bool | None = None  # None: as the terminal allows
    out: Path | None = None
    width: int | None = None

    @classmethod
    def made(cls, wishes: Mapping[str, Any], env: Mapping[str, str], language: Language) -> Output:
        """Read the output's wishes. Raises FormatUnknown."""
        out = Path(wishes["out"]).expanduser() if wishes.get("out") else None
        form = "json" if wishes.get("json") else wishes.get("format")
        if form is None and out is not None:
            form = _known("--out", out.suffix.lower(), _ENDINGS)
        elif form is not None:
            _known("--format", form, dict.fromkeys(FORMATS, ""))
        when = wishes.get("color") or "auto"
        colour = _known("--color", when, {"auto": None, "always": True, "never": False})
        if colour is None and (env.get("NO_COLOR") or env.get("TERM") == "dumb"):
            colour = False
        return cls(language, form, colour, out)

    @property
    def for_people(self) -> bool:
        """Whether the output is to be read by a person rather than a program."""
        return self.format in (None, "table")

    def show(self, data: object, view: Callable[[Any], Sequence[Drawing]]) -> None:
        """Show data: drawn by its view for people, as its own fields for programs.

        A Listing becomes rows (tsv when piped); one record becomes one object; what has several parts is plain
        text when piped. Raises FormatDoesNotFit, and FileRefused where `--out` cannot be written.
        """
        form = self.format
        if form is None:
            piped = isinstance(data, Listing) and not sys.stdout.isatty()
            form = "tsv" if piped else "table"
        if form == "table":
            text = self._drawn(view(data))
        elif isinstance(data, Listing):
            text = _rows(data.rows, data.kind, form)
        else:
            text = _record(data, form)
        self._write(text, form)

    def wrote(self, ledger: Path | None, command: int | None, *, undo: bool) -> None:
        """Say which ledger was written and how to take it back; programs read data alone."""
        if not self.for_people:
            return
        if command is None:
            self.say(Phrase("账本没有变化。", "Nothing in the ledger changed."))
            return
        line = Phrase("账本 {ledger}，日志第 {command} 号", "Ledger {ledger}, log entry {command}")
        back = Phrase("{line}；撤销：songyu undo", "{line}; to take it back: songyu undo")
        said = line.format(ledger=ledger, command=command)
        self.say(back.format(line=said) if undo else said)

    def say(self, *phrases: Phrase) -> None:
        """Print asides for people on stderr: notices, warnings, what was assumed."""
        for phrase in phrases:
            sys.stderr.write(clean(phrase.within(self.language)) + "\n")

    def _write(self, text: str, form: str) -> None:
        if self.out is None:
            sys.stdout.write(text)
            return
        from songyu_cli.writers.files import write_text  # noqa: PLC0415

        write_text(self.out, text, encoding="utf-8-sig" if form in ("csv", "tsv") else "utf-8")
        self.say(Phrase("已写到 {out}。", "Written to {out}.").format(out=self.out))

    def _drawn(self, things: Sequence[Drawing]) -> str:
        if any(isinstance(thing, (Table, Heading, Aside)) for thing in things):
            from songyu_cli.views.terminal import draw  # noqa: PLC0415  rich costs half of an everyday command

            tty = self.out is None and sys.stdout.isatty()
            colour = tty if self.colour is None else self.colour
            return draw(
                things,
                self.language,
                width=self.width or (shutil.get_terminal_size().columns if tty else None),
                colour=colour,
                ascii_only=_needs_ascii(),
            )
        return "".join(clean(thing.within(self.language)) + "\n" for thing in things if isinstance(thing, Phrase))


def _needs_ascii() -> bool:
    """Return whether box lines may come out two cells wide: the old Windows console."""
    return sys.platform == "win32" and "WT_SESSION" not in os.environ


def _known(option: str, given: str, known: Mapping[str, Any]) -> Any:
    if given not in known:
        raise FormatUnknown(option=option, given=given, known=", ".join(known))
    return known[given]


def _rows(rows: Sequence[Any], kind: type, form: str) -> str:
    if form == "json":
        return plain.to_json(list(rows), indent=2) + "\n"
    if form == "jsonl":
        return plain.to_lines(rows)
    return plain.to_separated(rows, "," if form == "csv" else "\t", plain.names_of(kind))


def _record(data: object, form: str) -> str:
    if form == "json":
        return plain.to_json(data, indent=2) + "\n"
    if form == "jsonl":
        return plain.to_json(data) + "\n"
    if not is_dataclass(data) or any(isinstance(v, (list, tuple)) and v for v in plain.plain(data).values()):
        raise FormatDoesNotFit(given=form)
    return plain.to_separated([data], "," if form == "csv" else "\t", plain.names_of(type(data)))
