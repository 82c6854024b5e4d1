"""`songyu doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from songyu_cli import context
from songyu_cli.actions.doctor import diagnose
from songyu_cli.commands.grammar import Speaker
from songyu_cli.context import App
from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.diagnosis import Fact
from songyu_cli.domain.ledgers import LedgerMissing
from songyu_cli.views.doctor import diagnosis

if TYPE_CHECKING:
    from songyu_cli.domain.diagnosis import Facts

speaker = Speaker(bare=True)


@speaker.verb(
    "doctor", "诊断", "版本、设置从哪来、终端、编码、文件系统和账本是否完好；没有个人信息，报问题时可以贴上。"
)
def doctor(ctx: typer.Context) -> None:
    """Tell versions, where each setting comes from, terminal, file system, integrity; fit for a report of a fault."""
    run: App = ctx.obj
    path, named = _ledger(run)
    found = diagnose(path, run.stage.env, named=named, asked=_asked(run))
    run.show(found, diagnosis)


def _ledger(run: App) -> tuple[Path | None, str | None]:
    """Return the ledger and what named it."""
    if run.ledger is not None:
        return run.ledger, "--db" if run.named else "SONGYU_DB"
    try:
        path = run.path
    except LedgerMissing:
        return None, None
    return path, "found_here" if path.parent == Path.cwd() else "found_above"


def _asked(run: App) -> Facts:
    """Return what options and variables say of this run, without the alias of whoever acts."""
    language, source = context.language_from()
    facts = {"language": Fact(language, source)}
    if run.acting:
        role = run.acting.replace("：", ":").partition(":")[0]
        facts["acting_as"] = Fact(role if ROLES.find(role) else "?", "--as" if context.wish("--as") else "SONGYU_AS")
    for name in ("format", "color"):
        given = context.wish(f"--{name}")
        if given:
            facts[name] = Fact(given, f"--{name}")
    return facts
