"""走访记录: every call of every round, a row for each stairwell and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.ledger import kinds
from songyu_cli.domain.care import within
from songyu_cli.domain.choices import HAZARD_KINDS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.lists import LISTS, LedgerList
from songyu_cli.domain.tables.list_columns import list_columns, or_none, place_cells, without_area
from songyu_cli.domain.tables.visit_rows import VISITS, key_of, things_cells
from songyu_cli.domain.visits import MadeCall, whole_call
from songyu_cli.domain.windows import Window
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import settings, visits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from songyu_cli.domain.lists import Value
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.storage.connection import Database

_FIELDS = (
    *("visited_on", "grid", "estate", "zone", "building", "label", "elderly_60", "elderly_80", "needs", "quantity"),
    *("hazards", "hazard_quantity", "remark", "key"),
)
_OUTSIDE = Phrase(
    "80岁以上的人数按单元不外发；要写上就加 --internal。",
    "Those aged 80+ are not shown by stairwell; --internal puts them in.",
)
_INSIDE = Phrase(
    "仅供内部使用：各单元80岁以上的人数不得外发。",
    "For use inside only: the numbers of those aged 80+ by stairwell must not leave the office.",
)
_UNSURE = Phrase(
    "有 {n} 个单元的走访日期只到年或月，不能确定在这段时间里，没有列出。",
    "Left out ({n}): calls of which only the month or year is known, so that they may lie outside.",
)


def visits_list(
    db: Database,
    title: Phrase,
    *,
    grid: str | None = None,
    window: Window = Window(),  # noqa: B008  it cannot be changed
    internal: bool = False,
) -> LedgerList:
    """Return the calls, of one grid when asked, surely made in a window; several of a stairwell and day are one row."""
    with db.reading():
        made = [one for one in visits.made(db) if grid in (None, one.grid)]
        known, home = kinds(db), settings.home(db)
    found, unsure = within(_whole(made), _visited, window)
    places = (one.call.unit for one in found)
    fields = [field for field in without_area(_FIELDS, places, home) if internal or field != "elderly_80"]
    columns = [
        # What is counted at each call does not add up over calls.
        one._replace(summed=False, number=one.number or one.field == "hazard_quantity")
        for one in list_columns(VISITS, fields)
    ]
    notes = [_INSIDE if internal else _OUTSIDE] + ([_UNSURE.format(n=len(unsure))] if unsure else [])
    rows = [_row(one, known) for one in found]
    return LedgerList(LISTS.phrase("visits"), title, tuple(columns), rows, tuple(notes))


def _visited(one: MadeCall) -> str:
    return one.visited_on


def _whole(made: Iterable[MadeCall]) -> list[MadeCall]:
    """Return the calls at one stairwell on one day as one, where the first of them stood."""
    together: dict[tuple[str, int], list[MadeCall]] = {}
    for one in made:
        together.setdefault((one.visited_on, one.unit_id), []).append(one)
    return [those[0]._replace(call=whole_call([one.call for one in those])) for those in together.values()]


def _row(one: MadeCall, known: Choices) -> dict[str, Value | Phrase]:
    call = one.call
    needs, quantity = things_cells([(need.kind, need.quantity, "low") for need in call.needs], known)
    seen = [(hazard.kind, hazard.quantity, hazard.severity) for hazard in call.hazards]
    hazards, number = things_cells(seen, HAZARD_KINDS)
    return {
        **place_cells(call.unit),
        "visited_on": Date(one.visited_on),
        "grid": or_none(one.grid),
        "elderly_60": call.elderly_60,
        "elderly_80": call.elderly_80,
        "needs": needs,
        "quantity": quantity,
        "hazards": hazards,
        "hazard_quantity": number,
        "remark": call.remark,
        "key": str(key_of(one.unit_id, call.unit)),
    }
