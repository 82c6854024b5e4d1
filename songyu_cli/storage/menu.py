"""The service menu, and the demands that its items answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.dates import Date
from songyu_cli.domain.menu import NOT_ANSWERED, MenuItem, MenuItemNotFound, state_of
from songyu_cli.domain.report import share
from songyu_cli.storage import batches, demands, settings

if TYPE_CHECKING:
    import datetime

    from songyu_cli.domain.demands import Demand
    from songyu_cli.storage.connection import Database

_ITEMS = """SELECT id AS menu_item, year, title, kind, role, starts_on, ends_on, programme IS NOT NULL AS programme,
    target, closed_on, outcome FROM menu_items"""


def everything(db: Database, today: datetime.date, *, year: int | None = None) -> list[MenuItem]:
    """Return the menu's items, of one year when asked, as they stand today."""
    where, values = (" WHERE year = ?", (year,)) if year is not None else ("", ())
    return [_item(db, row, today) for row in db.all(f"{_ITEMS}{where} ORDER BY year, id", values)]


def get(db: Database, number: int, today: datetime.date) -> MenuItem:
    """Return one item as it stands today. Raises MenuItemNotFound."""
    row = db.one(f"{_ITEMS} WHERE id = ?", (number,))
    if row is None:
        raise MenuItemNotFound(menu_item=number)
    return _item(db, row, today)


def linked(db: Database, number: int) -> list[Demand]:
    """Return the demands linked to an item, by number."""
    rows = db.all("SELECT id FROM demands WHERE menu_item = ? ORDER BY id", (number,))
    return [demands.get(db, row[0]) for row in rows]


def _item(db: Database, row: object, today: datetime.date) -> MenuItem:
    r: dict[str, Any] = dict(row)  # type: ignore[call-overload]
    answered = [demand for demand in linked(db, r["menu_item"]) if demand.state not in NOT_ANSWERED]
    finished = sum(demand.state == "done" for demand in answered)
    done, of = finished, len(answered)
    if r["programme"]:
        done = sum(batch.in_use for batch in batches.everything(db))
        of = int(settings.get(db, "target"))
    elif r["target"]:
        done = sum(min(demand.carried_out, demand.quantity) for demand in answered)
        of = r["target"]
    for name in ("starts_on", "ends_on", "closed_on"):
        r[name] = Date(r[name]) if r[name] else None
    r.update(
        programme=bool(r["programme"]),
        demands=len(answered),
        demands_done=finished,
        done=done,
        of=of,
        progress=share(done, of),
        state=state_of(r["closed_on"], r["ends_on"], today),
    )
    return MenuItem(**r)


def programme_stands_twice(db: Database) -> bool:
    """Tell whether the bench programme is more than one item of a year's menu."""
    return bool(db.one("SELECT 1 FROM menu_items WHERE programme IS NOT NULL GROUP BY year HAVING count(*) > 1"))
