"""单元底账: the register with each stairwell's latest count, and beside it the sums by grid."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BAND_WORDS, BANDS
from songyu_cli.domain.lists import LISTS, LedgerList, ListColumn
from songyu_cli.domain.register import NARROW, RegisterLine, by_grid, latest_count
from songyu_cli.domain.tables.list_columns import list_columns, or_none, place_cells, whole
from songyu_cli.domain.tables.our_sheets import BY_GRID
from songyu_cli.domain.tables.unit_rows import UNITS
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.lists import Value
    from songyu_cli.domain.units import Headcount
    from songyu_cli.storage.connection import Database

_FIELDS = ("estate", "zone", "building", "label", "households", "floors", *BANDS, "grid", "as_of", "source")
_OUTSIDE = Phrase(
    "65岁以上、80岁以上的人数按单元不外发，汇总见“按网格”。",
    "Those aged 65+ and 80+ are not shown by stairwell; their sums stand on the sheet By grid.",
)
_INSIDE = Phrase(
    "仅供内部使用：各单元65岁以上、80岁以上的人数不得外发。",
    "For use inside only: the numbers of those aged 65+ and 80+ by stairwell must not leave the office.",
)
_HIDDEN = Phrase(
    "“*”：从这个数可以推出某一个单元的人数，不外发，也不计入合计。",
    "“*”: the number of a single stairwell could be worked out from it; it is not shown, nor added up.",
)


def units_lists(db: Database, title: Phrase, *, grid: str | None, up_to: str, internal: bool) -> list[LedgerList]:
    """Return the register, of one grid when asked, and the sums by grid; `up_to` is the last day of counts."""
    with db.reading():
        everywhere = units.everywhere(db)
        counts: defaultdict[int, list[Headcount]] = defaultdict(list)
        for (unit, _), (_, count) in units.headcounts_by_day(db, everywhere).items():
            counts[unit].append(count)
    lines = [RegisterLine(unit, latest_count(counts[unit.id], up_to)) for unit in everywhere]
    return [_register(lines, title, grid, internal=internal), _grids(lines, title, grid, internal=internal)]


def _register(lines: Sequence[RegisterLine], title: Phrase, grid: str | None, *, internal: bool) -> LedgerList:
    fields = [field for field in _FIELDS if internal or field not in NARROW]
    rows = [_row(line) for line in lines if grid in (None, line.unit.grid)]
    return LedgerList(
        LISTS.phrase("units"), title, list_columns(UNITS, fields), rows, (_INSIDE if internal else _OUTSIDE,)
    )


def _row(line: RegisterLine) -> dict[str, Value | Phrase]:
    unit, count = line
    told = {name: getattr(count, name) if count else None for name in (*BANDS, "as_of")}
    told["source"] = whole(count.source) if count else None
    facts = {"grid": or_none(unit.grid), "households": unit.households, "floors": unit.floors}
    return {**place_cells(unit.unit), **facts, **told}


def _grids(lines: Sequence[RegisterLine], title: Phrase, grid: str | None, *, internal: bool) -> LedgerList:
    sums = [one for one in by_grid(lines, everything=internal) if grid in (None, one.grid)]
    hidden = frozenset(band for one in sums for band in one.hidden)
    columns = (
        ListColumn("grid", Phrase("网格", "Grid")),
        ListColumn("units", Phrase("单元数", "Stairwells"), number=True, summed=True),
        ListColumn("households", Phrase("户数", "Households"), number=True, summed=True),
        *(ListColumn(band, BAND_WORDS[band], number=True, summed=band not in hidden) for band in BANDS),
    )
    rows = [
        {
            "grid": or_none(one.grid),
            "units": one.units,
            "households": one.households,
            **{band: "*" if band in one.hidden else one.bands[band] for band in BANDS},
        }
        for one in sums
    ]
    by = Phrase("{title}（按网格）", "{title}, by grid").format(title=title)
    notes = ((_INSIDE,) if internal else ()) + ((_HIDDEN,) if hidden else ())
    return LedgerList(BY_GRID, by, columns, rows, notes)
