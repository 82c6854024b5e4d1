"""The lists of a ledger, drawn up to leave it as spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.dates import Date, covers_up_to
from songyu_cli.domain.lists import LISTS
from songyu_cli.domain.windows import Window
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import settings

if TYPE_CHECKING:
    from datetime import date

    from songyu_cli.domain.lists import LedgerList
    from songyu_cli.storage.connection import Database

_TITLE = Phrase("{community}{list}", "{community}: {list}")
_INTERNAL = Phrase("{title}（内部）", "{title} (internal)")
_GRID = Phrase("{title}（{grid}）", "{title}, {grid}")


class Wanted(NamedTuple):
    """Which part of a list is wanted; what is None is not narrowed down."""

    today: date
    grid: str | None = None
    batch: int | None = None
    as_of: Date | None = None
    window: Window = Window()
    internal: bool = False


def draw_up(db: Database, key: str, wanted: Wanted) -> list[LedgerList]:
    """Return a list by its key in LISTS, and what stands on further sheets beside it. Raises BatchNotFound."""
    title = _title(db, key, wanted)
    if key == "units":
        from songyu_cli.actions.list_units import units_lists  # noqa: PLC0415  one list at a time

        up_to = covers_up_to(wanted.as_of or Date.of(wanted.today))
        return units_lists(db, title, grid=wanted.grid, up_to=up_to, internal=wanted.internal)
    if key == "demands":
        from songyu_cli.actions.list_demands import demands_list  # noqa: PLC0415

        return [demands_list(db, title, grid=wanted.grid, window=wanted.window)]
    if key == "benches":
        from songyu_cli.actions.list_benches import benches_list  # noqa: PLC0415

        return [benches_list(db, title, grid=wanted.grid, batch=wanted.batch)]
    if key in ("inspections", "visits"):
        from songyu_cli.actions.list_inspections import inspections_list  # noqa: PLC0415
        from songyu_cli.actions.list_visits import visits_list  # noqa: PLC0415

        listing = inspections_list if key == "inspections" else visits_list
        return [listing(db, title, grid=wanted.grid, window=wanted.window, internal=wanted.internal)]
    from songyu_cli.actions.list_menu import menu_list  # noqa: PLC0415

    return [menu_list(db, title, wanted.today)]


def _title(db: Database, key: str, wanted: Wanted) -> Phrase:
    title = _TITLE.format(community=settings.get(db, "community"), list=LISTS.phrase(key))
    if wanted.grid:
        title = _GRID.format(title=title, grid=wanted.grid)
    return _INTERNAL.format(title=title) if wanted.internal else title
