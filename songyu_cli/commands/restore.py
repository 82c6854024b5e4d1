"""`songyu restore`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from songyu_cli.actions.restore import SOUND, Plan, chosen, restoring
from songyu_cli.commands import asking
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.domain.restores import RestoreNotConfirmed
from songyu_cli.domain.wording import Phrase
from songyu_cli.views import backups as view
from songyu_cli.views.output import home_path

if TYPE_CHECKING:
    from pathlib import Path

speaker = Speaker(bare=True)
_LATEST = ("latest", "最新")


@speaker.verb("restore", "恢复", "从备份恢复账本：写备份的编号、latest（最新）或文件。先列出会丢什么，问过才恢复。")
def restore(
    ctx: typer.Context,
    backup: Annotated[
        str,
        typer.Argument(
            metavar="N|latest|FILE", help=both("songyu backup list 里的编号，或文件", "Its number, or a file")
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=both("不问，直接恢复", "Do not ask"))] = False,
    no_backup: Annotated[
        bool, typer.Option("--no-backup", help=both("恢复前不备份现在的账本", "Do not back up the ledger as it is now"))
    ] = False,
) -> None:
    """Bring a backup back: its number, latest, or a file. What would be lost is shown first, and agreed to."""
    run: App = ctx.obj
    with restoring(run.place, _file(run.place, backup)) as plan:
        if run.output.for_people:
            run.output.say(*view.preview(plan.told))
        if not (yes or _agreed(run, plan)):
            run.output.say(view.LEFT)
            return
        actor = run.actor if plan.told.standing == SOUND else run.newcomer()
        if "db" in vars(run):  # opened for the actor's role; no connection of ours may hold up the restore
            run.db.close()
            del run.db
        done = plan.carry_out(actor, keep=not no_backup)
    run.output.show(done, lambda one: view.restored(one, run.spoken), done=True)


def _file(ledger: Path, text: str) -> Path:
    if text.lower() in _LATEST:
        return chosen(ledger, 1)
    return chosen(ledger, int(text)) if text.isdecimal() and len(text) < 10 else home_path(text)  # noqa: PLR2004


def _agreed(run: App, plan: Plan) -> bool:
    if not (run.output.for_people and asking.interactive()):
        lost = plan.told.lost
        n = Phrase("数不清", "nobody knows how many") if lost is None else Phrase(f"{lost} 条", str(lost))
        raise RestoreNotConfirmed(lost=n)
    return asking.ask(view.QUESTION, run.output.language)
