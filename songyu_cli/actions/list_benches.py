"""安装台账: every bench, one a row, where it stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.domain.dates import Date
from songyu_cli.domain.lists import LISTS, LedgerList
from songyu_cli.domain.tables.bench_rows import BENCHES
from songyu_cli.domain.tables.list_columns import SERIAL, list_columns, place_cells, whole, without_area
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import batches, benches, settings

if TYPE_CHECKING:
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.lists import Value
    from songyu_cli.storage.connection import Database

_FIELDS = (
    *("batch", "tag", "estate", "zone", "building", "label", "spot", "quantity", "installed_on", "in_use_on"),
    *("state", "partner", "note"),
)
_NOW = Phrase(
    "移动过的凳子写现在的位置；更换下来的旧凳也在内，状态是“拆除”。",
    "A bench that was moved stands where it is now; those that were replaced are in the list too, as retired.",
)


def benches_list(db: Database, title: Phrase, *, grid: str | None, batch: int | None) -> LedgerList:
    """Return the installations, of one grid or batch when asked. Raises BatchNotFound."""
    with db.reading():
        of = batches.get(db, batch) if batch is not None else None
        found = [one for one in benches.everything(db, batch=of) if grid in (None, one.grid)]
        home = settings.home(db)
    fields = without_area(_FIELDS, (one.unit for one in found), home)
    rows = [_row(number, one) for number, one in enumerate(found, start=1)]
    columns = (SERIAL, *list_columns(BENCHES, fields))
    return LedgerList(LISTS.phrase("benches"), title, columns, rows, (_NOW,) if rows else ())


def _row(number: int, bench: Bench) -> dict[str, Value | Phrase]:
    return {
        **place_cells(bench.unit),
        "number": number,
        "batch": bench.batch,
        "tag": bench.tag,
        "spot": whole(bench.spot),
        "quantity": 1,
        "installed_on": Date(bench.installed_on) if bench.installed_on else None,
        "in_use_on": Date(bench.in_use_on) if bench.in_use_on else None,
        "state": BENCH_STATES.phrase(bench.state),
        "partner": bench.partner,
        "note": whole(bench.note),
    }
