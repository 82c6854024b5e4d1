"""What the Tab key offers: the ledger's own stairwells, batches, tags, demands and so on.

Completing must never fail, wait or write: any trouble means that nothing is offered.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from songyu_cli.context import LEDGER
from songyu_cli.domain.errors import SongyuError
from songyu_cli.storage.database import glance
from songyu_cli.views.output import home_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from songyu_cli.domain.wording import Phrase

_PATIENCE = 0.2  # seconds: a person is waiting with a finger on the key


def _ledger(ctx: Any) -> Path | None:
    given = next((c.params["db_"] for c in _up(ctx) if c.params.get("db_")), None) or os.environ.get("SONGYU_DB")
    if given:
        return home_path(given)
    here = Path.cwd()
    return next((folder / LEDGER for folder in (here, *here.parents) if (folder / LEDGER).is_file()), None)


def _up(ctx: Any) -> Iterable[Any]:
    while ctx is not None:
        yield ctx
        ctx = ctx.parent


def _offering(sql: str) -> Callable[[Any, list[str], str], list[str]]:
    def offer(ctx: Any, args: list[str], incomplete: str) -> list[str]:  # noqa: ARG001  as Typer calls it
        path = _ledger(ctx)
        if path is None:
            return []
        try:
            with glance(path, patience=_PATIENCE) as db:
                found = [str(row[0]) for row in db.all(sql)]
        except SongyuError:
            return []
        return [word for word in found if word.startswith(incomplete) and " " not in word]

    return offer


def choices(name: str) -> Callable[[Any, list[str], str], list[str]]:
    """Offer the words of a fixed vocabulary, in the language in which the word was begun."""

    def offer(ctx: Any, args: list[str], incomplete: str) -> list[str]:  # noqa: ARG001  as Typer calls it
        from songyu_cli.domain import choices as vocabularies  # noqa: PLC0415  only when the key is pressed

        words = [choice.typed for choice in getattr(vocabularies, name)]
        english = [word.en for word in words if word.en.startswith(incomplete)]
        return english or [word.zh for word in words if word.zh.startswith(incomplete)]

    return offer


def lists(ctx: Any, args: list[str], incomplete: str) -> list[str]:  # noqa: ARG001  as Typer calls it
    """Offer the lists that leave a ledger, in the language in which the word was begun."""
    from songyu_cli.domain.exports import NAMES  # noqa: PLC0415  only when the key is pressed

    return _begun(incomplete, NAMES)


def templates(ctx: Any, args: list[str], incomplete: str) -> list[str]:  # noqa: ARG001  as Typer calls it
    """Offer the lists that have a template, in the language in which the word was begun."""
    from songyu_cli.actions.template import KINDS_OF_LISTS  # noqa: PLC0415  only when the key is pressed
    from songyu_cli.domain.exports import NAMES  # noqa: PLC0415

    return _begun(incomplete, {key: NAMES[key] for key in KINDS_OF_LISTS})


def _begun(incomplete: str, names: dict[str, Phrase]) -> list[str]:
    english = [key for key in names if key.startswith(incomplete)]
    return english or [name.zh for name in names.values() if name.zh.startswith(incomplete)]


units = _offering("SELECT building || '-' || label FROM units ORDER BY CAST(building AS INTEGER), building, label")
batches = _offering("SELECT number FROM batches ORDER BY number")
tags = _offering("SELECT tag FROM benches ORDER BY id")
units_and_tags = _offering("SELECT building || '-' || label FROM units UNION ALL SELECT tag FROM benches")
demands = _offering("SELECT id FROM demands ORDER BY id")
grids = _offering("SELECT DISTINCT grid FROM units WHERE grid IS NOT NULL ORDER BY grid")
visits = _offering("SELECT id FROM visits ORDER BY id")
hazards = _offering("SELECT id FROM hazards ORDER BY id")
open_hazards = _offering("SELECT id FROM hazards WHERE cleared_on IS NULL ORDER BY id")
meetings = _offering("SELECT id FROM meetings ORDER BY id")
partners = _offering("SELECT name FROM partners UNION ALL SELECT id FROM partners")
menu_items = _offering("SELECT id FROM menu_items ORDER BY id")
