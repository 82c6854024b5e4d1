"""`songyu visit`: a round from door to door, a line a stairwell."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.actions.undo import undo_command
from songyu_cli.actions.visit import Round, add_call
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.cleaning import folded, storable
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.estates import home_estate
from songyu_cli.domain.log import Actor
from songyu_cli.domain.masking import mask, quoted
from songyu_cli.domain.visit_lines import UNDO_WORDS, read_line
from songyu_cli.domain.visits import NothingToRead, OnlyForFiles
from songyu_cli.storage import visits
from songyu_cli.views import visit as view
from songyu_cli.views.output import home_path
from songyu_cli.views.refusals import Refusal

if TYPE_CHECKING:
    from songyu_cli.actions.visit_file import FileWishes

speaker = Speaker()

DayOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=both("走访的日期，默认今天", "The day of the round, today by default")),
]
AgainOption = Annotated[
    bool,
    typer.Option(
        "--again",
        help=both("同一个文件、同一天同一单元也再记一遍", "Take a file, or a stairwell of the same day, once more"),
    ),
]


@speaker.callback(invoke_without_command=True)
def visit(
    ctx: typer.Context,
    on: DayOption = None,
    grid: given.GridOption = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--file", metavar="FILE", help=both("读文本文件，一行一个单元", "Read a text, a line a stairwell")
        ),
    ] = None,
    skip_bad: given.SkipBadOption = False,
    dry_run: given.DryRunOption = False,
    again: AgainOption = False,
    encoding: given.EncodingOption = None,
    no_backup: given.NoBackupOption = False,
) -> None:
    """Note a round line by line at the terminal, or take it from a file or a pipe."""
    if ctx.invoked_subcommand is not None:
        return
    run: App = ctx.obj
    given.in_grid(run, grid)
    noted = Round(run.day(on), grid)
    if file is None and sys.stdin is not None and sys.stdin.isatty():
        only = {"--skip-bad": skip_bad, "--dry-run": dry_run, "--again": again, "--encoding": encoding}
        only["--no-backup"] = no_backup
        for option, wanted in only.items():
            if wanted:
                raise OnlyForFiles(option=option)
        _Notebook(run, noted).fill()
    else:
        from songyu_cli.actions.visit_file import FileWishes  # noqa: PLC0415  not for lines that are typed

        _take_file(run, noted, file, FileWishes(skip_bad, dry_run, again, encoding, no_backup))


def _take_file(run: App, noted: Round, file: str | None, wishes: FileWishes) -> None:
    from songyu_cli.actions.visit_file import take_file  # noqa: PLC0415
    from songyu_cli.readers.source import Source, open_source  # noqa: PLC0415

    if file is None:
        source = Source("stdin", "stdin", "", _piped())
    else:
        source = open_source(home_path(file))
        source = replace(source, file=Path(source.file).name)
    done = take_file(run.db, source, noted, wishes, run.actor)
    estate = home_estate(run.home).full
    if wishes.dry_run:
        run.show(done, lambda taken: view.file_taken(taken, kinds(run.db), estate))
    else:
        run.wrote(done, lambda taken: view.file_taken(taken, kinds(run.db), estate))


def _piped() -> bytes:
    """Return all that comes through the pipe. Raises NothingToRead."""
    data = b""
    with suppress(OSError, AttributeError, ValueError):  # closed, or nothing that bytes come from
        data = sys.stdin.buffer.read()
    if not data.strip():
        raise NothingToRead
    return data


class _Line(NamedTuple):
    """A line that was saved: its log entry, its text, and the round's number before it."""

    command: int
    text: str
    before: int | None


class _Notebook:
    """A round while it is typed: every line is saved at once and can be taken back, newest first."""

    def __init__(self, run: App, noted: Round) -> None:
        self.run = run
        self.noted = noted
        self.kinds = kinds(run.db)
        self.estate = home_estate(run.home).full
        self.saved: list[_Line] = []
        self.told: set[str] = set()
        self.newest: int | None = None

    def fill(self) -> None:
        """Take lines until an empty one, the end of input or Ctrl-C; then say what the round came to."""
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="surrogateescape")  # a stray byte must not end the round
        self.run.output.say(view.begins(self.noted.on, self.noted.grid, self.run.actor), *view.OPENING)
        stopped = False
        try:
            while text := self._asked():
                try:
                    if folded(text).casefold() in UNDO_WORDS:
                        self._take_back()
                    else:
                        self._save(text)
                except SongyuError as refusal:  # the line is refused, and the round goes on
                    said = Refusal(refusal.kind, refusal.message, refusal.advice)
                    sys.stderr.write(said.text(self.run.output.language))
        except KeyboardInterrupt:
            stopped = True
            sys.stderr.write("\n")
        self._close()
        if stopped:
            raise KeyboardInterrupt

    def _asked(self) -> str:
        """Return the next line, empty when there is none."""
        n = len(self.saved) + 1
        prompt = view.PROMPT.format(n=n).within(self.run.output.language)
        if sys.stdin is sys.__stdin__ and sys.stdout.isatty():
            with suppress(ImportError):
                import readline  # noqa: F401, PLC0415  lets a line be edited; Windows does that by itself
            with suppress(EOFError):
                return storable(input(prompt)).strip()
            sys.stdout.write("\n")
            return ""
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line.endswith("\n"):
            sys.stderr.write("\n")
        return storable(line).strip()

    def _save(self, text: str) -> None:
        line = read_line(text, self.run.home, self.kinds)
        before = self.noted.visit
        self.run.output.say(*line.notices)
        line = line._replace(remark=given.free_text(self.run, line.remark, undo="u"))
        done = add_call(self.run.db, self.noted, line, self.kinds, self._actor(text))
        self.saved.append(_Line(done.command, text, before))
        self.newest = done.command
        self.run.output.say(view.understood(done.call, self.kinds, self.estate))
        for notice in done.notices:
            if notice.zh not in self.told:
                self.told.add(notice.zh)
                self.run.output.say(notice)

    def _take_back(self) -> None:
        if not self.saved:
            self.run.output.say(view.NONE_TO_UNDO)
            return
        last = self.saved[-1]
        undo_command(self.run.db, last.command, self._actor("u"))
        self.newest = self.run.db.last_command
        self.saved.pop()
        self.noted.visit = last.before
        self.run.output.say(view.taken_back(quoted(last.text)))

    def _actor(self, text: str) -> Actor:
        actor = self.run.actor
        return replace(actor, typed=f"{actor.typed} {mask(text).text}")

    def _close(self) -> None:
        """Say what the round came to, in which ledger, and how to take more of it back."""
        self.run.db.last_command = self.newest  # a line that was refused last does not make the round unwritten
        if self.noted.visit is None:
            self.run.output.say(view.NOTHING)
            if not self.run.output.for_people:
                self.run.show(view.listing([]), view.table)
            return
        self.run.show(visits.get(self.run.db, self.noted.visit), view.closed)
        if self.run.output.for_people:
            undo = f"{self.run.spoken} undo"
            self.run.output.say(view.GOES_ON.format(ledger=self.run.db.path, undo=undo))


@speaker.verb("list", "列表", "走访记录，一次一行。")
def list_(ctx: typer.Context, limit: given.LimitOption = None) -> None:
    """List the rounds; --limit takes the newest ones."""
    run: App = ctx.obj
    most = given.number(limit, given.Count("--limit"))
    found = visits.everything(run.db)
    run.show(view.listing(found[-most:] if most else found), view.table)


@speaker.verb("show", "查看", "查看一次走访：每个单元的人数、需求、隐患、备注。")
def show(
    ctx: typer.Context,
    visit: Annotated[
        str,
        typer.Argument(metavar="N", help=both("第几次走访", "The round's number"), autocompletion=completion.visits),
    ],
) -> None:
    """Show a round: each stairwell with its counts, demands, hazards and remark."""
    run: App = ctx.obj
    number = given.number(visit.removesuffix("次"), given.Count("N")) or 0
    run.show(visits.story(run.db, number), lambda told: view.story(told, kinds(run.db)))


@speaker.verb("sheet", "走访表", "做一张走访表（xlsx）：带着走、打印或填好再导入，一行一个单元。")
def sheet(
    ctx: typer.Context,
    grid: given.GridOption = None,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE", help=both("写到这个 xlsx 文件", "The .xlsx file to write")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=both("已有这个文件就覆盖", "Write over the file"))] = False,
) -> None:
    """Make a sheet to carry, print or fill in (.xlsx), a row a stairwell; `visit import` takes it in."""
    from songyu_cli.actions.visit_sheet import Extent, make_sheet, sheet_name  # noqa: PLC0415  the writer only to write

    run: App = ctx.obj
    language = run.output.language
    extent = Extent(run.today(), grid, given.in_grid(run, grid))
    path = home_path(out) if out else Path(sheet_name(grid, language))
    written = make_sheet(run.db, path, extent, language, over=yes)
    run.show(written, view.sheet_written)


@speaker.verb("import", "导入", "导入填好的走访表；没有填的行跳过；同一个文件、同一天同一单元不重复记。")
def import_(
    ctx: typer.Context,
    file: given.FileArgument,
    on: DayOption = None,
    grid: given.GridOption = None,
    sheet: given.SheetOption = None,
    map_: given.MapOption = None,
    save_map: given.SaveMapOption = False,
    encoding: given.EncodingOption = None,
    skip_bad: given.SkipBadOption = False,
    dry_run: given.DryRunOption = False,
    errors_to: given.ErrorsToOption = None,
    again: AgainOption = False,
    no_backup: given.NoBackupOption = False,
) -> None:
    """Take in a filled-in sheet; blank rows are skipped; a stairwell of a day is not taken twice."""
    from songyu_cli.commands.imports import run_import  # noqa: PLC0415  the reader is loaded only to import

    run: App = ctx.obj
    given.in_grid(run, grid)
    run_import(
        run,
        "visits",
        file,
        on=on,
        grid=grid,
        sheet=sheet,
        pairs=map_,
        save_map=save_map,
        encoding=encoding,
        skip_bad=skip_bad,
        dry_run=dry_run,
        errors_to=errors_to,
        again=again,
        no_backup=no_backup,
    )
