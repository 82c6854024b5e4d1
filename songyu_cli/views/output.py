"""The one place that decides how a thing is shown: table, json, jsonl, csv or tsv; terminal or pipe; colour or none."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.errors import FileRefused, UsageRefused
from songyu_cli.domain.system_words import system_words
from songyu_cli.domain.wording import Language, Phrase
from songyu_cli.views.drawing import Aside, Drawing, Heading, Inside, Listing, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
_WRITTEN = Phrase("已写到 {out}。", "Written to {out}.")
_ENDINGS = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".tsv": "tsv", ".txt": "table", ".xlsx": "xlsx"}


class FormatUnknown(UsageRefused):
    """`--format`, `--color` or the ending after `--out` is none we have."""

    sentence = Phrase("{option} 不认识“{given}”。", "{option} does not know “{given}”.")
    hint = Phrase("可用：{known}。", "Choose from {known}.")


class StdoutNotWritable(FileRefused):
    """What stdout leads to is full, or broken."""

    sentence = Phrase("结果写不出去：{why}。", "The output could not be written: {why}.")
    hint = Phrase("检查磁盘空间，或用 --out 写到别处。", "Check the free space, or write elsewhere with --out.")


def prepare_streams() -> None:
    """Let a console that lacks a character show its code instead of failing, and a closed stream swallow all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  for the rest of the run
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

    @classmethod
    def made(cls, wishes: Mapping[str, Any], env: Mapping[str, str], language: Language) -> Output:
        """Read the output's wishes, before anything is done. Raises FormatUnknown and FileNotWritable."""
        out = home_path(wishes["out"]) if wishes.get("out") else None
        form = wishes.get("format")
        if form is not None:
            _known("--format", form, dict.fromkeys(FORMATS))
        if wishes.get("json"):
            form = "json"
        if out is not None:
            meant = _known("--out", out.suffix.lower(), _ENDINGS)
            if form not in (None, meant) and meant != "table":  # a .txt holds whatever was asked for
                raise FormatUnknown(option=f"--format {form}", given=out.suffix, known=_endings_of(form))
            form = form or meant
        when = wishes.get("color") or "auto"
        colour = _known("--color", when, {"auto": None, "always": True, "never": False})
        if colour is None and (env.get("NO_COLOR") or env.get("TERM") == "dumb"):
            colour = False
        if out is not None:
            from songyu_cli.writers.files import check_writable  # noqa: PLC0415

            check_writable(out)
        return cls(language, form, colour, out)

    @property
    def for_people(self) -> bool:
        """Whether the output is to be read by a person rather than a program."""
        return self.format in (None, "table", "xlsx")

    @property
    def on_screen(self) -> bool:
        """Whether a person reads it here and now: neither a file nor a pipe nor for a program."""
        return self.out is None and (self.format == "table" or (self.format is None and sys.stdout.isatty()))

    def show(self, data: object, view: Callable[[Any], Sequence[Drawing]], *, done: bool = False) -> None:
        """Show data: drawn by its view for people, as its own fields for programs.

        A Listing becomes rows (tsv when piped); one record becomes one object; what has several parts is plain
        text when piped. Raises FormatDoesNotFit, unless what is shown is `done` already: its parts are then JSON
        in their cells. Raises FileRefused where the text cannot be written.
        """
        form = self.format
        if form is None:
            piped = isinstance(data, Listing) and not sys.stdout.isatty()
            form = "tsv" if piped else "table"
        if form == "xlsx" and self.out is not None:
            self._write_sheet(self.out, view(data))
            return
        if form == "table":
            text = self._drawn(view(data))
        else:
            from songyu_cli.views.plain import as_text  # noqa: PLC0415  for programs only

            text = as_text(data, form, whole=not done, ending=self.out.suffix if self.out else None)
        self._write(text, form)

    def wrote(self, ledger: Path | None, command: int | None, *, undo: str | None) -> None:
        """Say which ledger was written and how to take it back; programs read data alone."""
        if not self.for_people:
            return
        if command is None:
            self.say(Phrase("账本没有变化。", "Nothing in the ledger changed."))
            return
        line = Phrase("账本 {ledger}，日志第 {command} 号", "Ledger {ledger}, log entry {command}")
        back = Phrase("{line}；撤销：{undo}", "{line}; to take it back: {undo}")
        said = line.format(ledger=ledger, command=command)
        self.say(back.format(line=said, undo=undo) if undo else said)

    def say(self, *phrases: Phrase) -> None:
        """Print asides for people on stderr: notices, warnings, what was assumed."""
        with suppress(OSError):  # what was done is done, also where stderr leads to a full disk
            for phrase in phrases:
                sys.stderr.write(clean(phrase.within(self.language)) + "\n")

    def send(self, lines: Iterable[str]) -> None:
        """Write lines to stdout as they are, in UTF-8 whatever the console's encoding. Raises StdoutNotWritable."""
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", newline="")
        for line in lines:
            _print(line)

    def _write(self, text: str, form: str) -> None:
        if self.out is None:
            _print(text)
            return
        from songyu_cli.writers.files import write_text  # noqa: PLC0415

        write_text(self.out, text, encoding="utf-8-sig" if form in ("csv", "tsv") else "utf-8")
        self.say(_WRITTEN.format(out=self.out))

    def _write_sheet(self, out: Path, things: Sequence[Drawing]) -> None:
        from songyu_cli.views.sheet import parts  # noqa: PLC0415  only a spreadsheet pays for it
        from songyu_cli.writers.page_sheet import write_page  # noqa: PLC0415

        write_page(out, parts(things, self.language), self.language)
        self.say(_WRITTEN.format(out=out))

    def _drawn(self, drawings: Sequence[Drawing]) -> str:
        things = [thing.line if isinstance(thing, Inside) else thing for thing in drawings]
        if any(isinstance(thing, (Table, Heading, Aside)) for thing in things):
            from songyu_cli.views.terminal import draw  # noqa: PLC0415  rich costs half of an everyday command

            tty = self.out is None and sys.stdout.isatty()
            colour = tty if self.colour is None else self.colour
            return draw(
                things,
                self.language,
                width=shutil.get_terminal_size().columns if tty else None,
                colour=colour,
                ascii_only=_needs_ascii(),
            )
        return "".join(clean(thing.within(self.language)) + "\n" for thing in things if isinstance(thing, Phrase))


def home_path(text: str) -> Path:
    """Return a path as it was typed, with ~ for the user's own folder; an unknown ~name stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111  Path.expanduser fails for an unknown name


def _print(text: str) -> None:
    """Write to stdout and see that it went out. Raises StdoutNotWritable."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError, ValueError):  # what is left in the buffer must not fail again at the end of the run
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # a reader such as head just had enough
            raise StdoutNotWritable(why=system_words(error)) from error


def _needs_ascii() -> bool:
    """Return whether box lines may come out two cells wide: the old Windows console."""
    return sys.platform == "win32" and "WT_SESSION" not in os.environ


def _endings_of(form: str) -> str:
    return ", ".join(ending for ending, meant in _ENDINGS.items() if meant in (form, "table"))


def _known(option: str, given: str, known: Mapping[str, Any]) -> Any:
    if given not in known:
        raise FormatUnknown(option=option, given=given, known=", ".join(known))
    return known[given]
