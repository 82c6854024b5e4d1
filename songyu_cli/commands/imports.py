"""What every import command does: read, write or refuse, and show what it did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from songyu_cli.actions.bad_rows import errors_path
from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.actions.ledger import kinds
from songyu_cli.commands import parameters as given
from songyu_cli.domain.collector import collector_at_rest
from songyu_cli.domain.typed_words import typed_word
from songyu_cli.views.imports import imported
from songyu_cli.views.output import home_path
from songyu_cli.views.progress import progress_bar

if TYPE_CHECKING:
    from pathlib import Path

    from songyu_cli.context import App

_TYPED = {
    "units": "unit import",
    "benches": "bench import",
    "demands": "demand import",
    "visits": "visit import",
    "audits": "bench audit --file",
    "inspections": "bench inspect --file",
}


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
    save_map: bool = False,
    errors_to: str | None = None,
    on: str | None = None,
    batch: str | None = None,
    over: bool = False,
    expand: bool = False,
    grid: str | None = None,
    again: bool = False,
    no_backup: bool = False,
) -> None:
    """Import a file of a kind as its command was told to."""
    path = home_path(file)
    bad = errors_path(home_path(errors_to), path, run.output.out) if errors_to is not None else None
    said = [("--on", on), ("--batch", batch), ("--grid", grid), *(("--map", pair) for pair in pairs or [])]
    words = [word for option, value in said if value for word in (option, value)]
    words += [name for name, wanted in (("--over", over), ("--expand", expand), ("--again", again)) if wanted]
    wishes = Wishes(
        on=run.date(on),
        batch=given.number(batch, given.Count("--batch")),
        sheet=sheet,
        mapping=given.mapping(pairs),
        save_map=save_map,
        encoding=encoding,
        skip_bad=skip_bad,
        dry_run=dry_run,
        over=over,
        expand=expand,
        grid=grid,
        again=again,
        no_backup=no_backup,
        errors_to=bad,
        mend=_mend(run.spoken, kind, bad, words),
        language=run.output.language,
    )
    with collector_at_rest(), progress_bar(run.output.language) as progress:
        done = import_file(run.db, path, kind, replace(wishes, progress=progress), run.actor)
    known = kinds(run.db)
    tell = run.show if dry_run else run.wrote
    tell(done, lambda one: imported(one, known))


def _mend(spoken: str, kind: str, bad: Path | None, words: list[str]) -> str:
    """Return what to type to import the bad rows once they are mended."""
    return " ".join([spoken, _TYPED[kind], *map(typed_word, (str(bad), *words))])
