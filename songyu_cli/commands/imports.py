"""What every import command does: read, write or refuse, and show what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.commands import parameters as given
from songyu_cli.views.imports import imported
from songyu_cli.views.output import home_path

if TYPE_CHECKING:
    from songyu_cli.context import App


def run_import(
    run: App,
    kind: str,
    file: str,
    *,
    sheet: str | None,
    pairs: list[str] | None,
    encoding: str | None,
    skip_bad: bool,
    dry_run: bool,
    on: str | None = None,
    batch: str | None = None,
    over: bool = False,
    expand: bool = False,
    grid: str | None = None,
    again: bool = False,
) -> None:
    """Import a file of a kind as its command was told to."""
    wishes = Wishes(
        on=run.date(on),
        batch=given.number(batch, given.Count("--batch")),
        sheet=sheet,
        mapping=given.mapping(pairs),
        encoding=encoding,
        skip_bad=skip_bad,
        dry_run=dry_run,
        over=over,
        expand=expand,
        grid=grid,
        again=again,
    )
    done = import_file(run.db, home_path(file), kind, wishes, run.actor)
    if dry_run:
        run.show(done, imported)
    else:
        run.wrote(done, imported)
