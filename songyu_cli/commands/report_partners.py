"""`songyu report partners`: what was given beside what stands."""

from __future__ import annotations

from typing import Annotated

import typer

from songyu_cli.actions.reconciliation import draw_up_reconciliation
from songyu_cli.commands import parameters as given
from songyu_cli.commands.grammar import Speaker, both
from songyu_cli.context import App
from songyu_cli.views.gifts_explained import explained
from songyu_cli.views.reconciliation import page, rows

speaker = Speaker()


@speaker.verb("partners", "对账", "捐赠对账：各单位认捐、收到、已装、在用，每处差异都写明原因。")
def partners(
    ctx: typer.Context,
    batch: given.BatchOption = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help=both("写明每个数背后的捐赠编号和凳号", "Show the gifts and tags behind each figure")
        ),
    ] = False,
) -> None:
    """Reconcile the gifts: pledged, received, installed and in use by partner, every difference with its cause."""
    run: App = ctx.obj
    found = draw_up_reconciliation(run.db, run.today(), batch=given.number(batch, given.Count("--batch")))
    one_table = run.output.format in ("csv", "tsv", "jsonl")
    run.show(
        rows(found) if one_table else found,
        lambda drawn: [*page(drawn, more=not explain), *(explained(drawn.lines) if explain else [])],
    )
