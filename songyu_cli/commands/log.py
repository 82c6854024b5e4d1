"""`songyu log`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import completion
from songyu_cli.commands import parameters as given
from songyu_cli.commands.entries import ENTRIES
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.log import Wanted
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import heads, log_names
from songyu_cli.storage import log as entries
from songyu_cli.views import log as view

if TYPE_CHECKING:
    from songyu_cli.domain.log import Change
    from songyu_cli.views.drawing import Drawing

speaker = Speaker()
_RECENT = 20
_ENTRIES = Phrase("日志的类别", "kind of entry")
_NOT_WRITING = {"demo", "today", "report", "trace", "export", "template", "log", "backup", "check", "doctor"}
_OF_ITSELF = {"migrate": Phrase("升级", "migrate")}  # what songyu enters without being told


@speaker.callback(invoke_without_command=True)
def log(
    ctx: typer.Context,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=both("从哪天起（含当天）", "From this day on"))
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help=both("到哪天止（含当天）", "Up to this day, included"))
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role", metavar="ROLE", help=both("谁做的", "Who did it"), autocompletion=completion.choices("ROLES")
        ),
    ] = None,
    noun: Annotated[
        str | None, typer.Option("--noun", metavar="NOUN", help=both("哪一类：凳、需求、unit…", "bench, demand, unit…"))
    ] = None,
    limit: given.LimitOption = None,
) -> None:
    """Show the newest entries first."""
    if ctx.invoked_subcommand is not None:
        return
    run: App = ctx.obj
    first = run.date(from_)
    last = given.window_end(run, to, first)
    wanted = Wanted(
        since=first.earliest().isoformat() if first else None,
        until=last.latest().isoformat() if last else None,
        role=ROLES.read(role) if role else None,
        noun=_nouns().read(noun) if noun else None,
    )
    most = given.number(limit, given.Count("--limit")) or (_RECENT if run.output.on_screen else None)
    with run.db.reading():
        everything = f"{run.spoken} log" if any(wanted) else None
        found = view.listing(entries.find(run.db, wanted, limit=most), everything)
        head, matching = heads.head(run.db), entries.count(run.db, wanted)
    run.show(found, lambda listed: view.table(listed, head, matching))


def _nouns() -> Choices:
    """Return the nouns of the commands that write."""
    writing = {name: Phrase(one.chinese, name) for name, one in ENTRIES.items() if name not in _NOT_WRITING}
    nouns = {**writing, **_OF_ITSELF}
    also = {"bench": ("凳", "凳子")}
    return Choices(_ENTRIES, *(Choice(name, phrase, also.get(name, ())) for name, phrase in nouns.items()))


@speaker.verb("show", "查看", "查看一条日志改了什么；一次改了很多时，--all 全部列出。")
def show(
    ctx: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="N", help=both("日志编号", "The entry's number"))],
    all_: Annotated[bool, typer.Option("--all", help=both("全部列出", "Every row of a large one"))] = False,
) -> None:
    """Show what one entry changed, before and after; --all lists every row of a large one."""
    run: App = ctx.obj
    number = given.number(entry, given.Count("N")) or 0
    with run.db.reading():
        found = entries.get(run.db, number)
        story = view.EntryStory(found, tuple(entries.changes(run.db, found.command)))
        lines = _told(run, story.changes, found.command, whole=all_) if run.output.for_people else []
    run.show(story, lambda told: view.story(told, lines))


def _told(run: App, changes: tuple[Change, ...], command: int, *, whole: bool) -> list[Drawing]:
    from songyu_cli.views import log_changes  # noqa: PLC0415  every word of the ledger: not for a list of entries

    groups = log_changes.sample(changes, whole=whole)
    shown = [change for group in groups for change in group.told]
    names = log_changes.Names(
        log_names.spoken_of(run.db, shown), log_names.pointers(run.db), run.home.estate, kinds(run.db)
    )
    return log_changes.told(groups, names, f"{run.spoken} log show {command}")
