"""Where a needs list differs from the ledger in what is never taken from it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.choices import DEMAND_STATES
from songyu_cli.domain.cleaning import looks_alike
from songyu_cli.domain.demand_lines import is_remark
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.demand_faults import NOT_TAKEN
from songyu_cli.domain.tables.readings import IN_ROWS
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from songyu_cli.actions.demand_rereading import Line
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.demands import Demand

_MOST_LISTED = 5  # rows named one by one
_ASKED = Phrase(
    "同类反映次数和账本不一样的（{n} 行），没有采用：{rows}。是同一件事的先归并：songyu demand duplicates。",
    "Rows whose 同类反映次数 (times asked) differs from the ledger ({n}); not taken: {rows}. "
    "Merge what is the same: songyu demand duplicates.",
)
_STATES = Phrase(
    "状态和账本推算的不一样的（{n} 行），没有采用：{rows}。",
    "Rows whose 状态 (state) differs from what follows from the facts ({n}); not taken: {rows}.",
)
_GRIDS = Phrase(
    "网格和底账不一样的（{n} 行），没有采用，请核对单元：{rows}。",
    "Rows whose 网格 (grid) differs from the register ({n}); not taken, please look at the stairwell: {rows}.",
)
_DUE = Phrase(
    "办理时限和账本不一样的（{n} 行），没有改：{rows}。要延期：songyu demand extend。",
    "Rows whose 办理时限 (due day) differs from the ledger ({n}); not taken: {rows}. "
    "To put one off: songyu demand extend.",
)
_DIFFERS = Phrase(
    "办理内容和账本不一样的（{n} 处），没有采用：{rows}。",
    "What the rows say otherwise than the ledger does ({n}); not taken: {rows}.",
)
_WORDS = Phrase(
    "新登记的里有 {n} 行，和账本里的一条只差字句：{rows}。是同一件事就 songyu undo 撤回导入，把字句改成一样再导入。",
    "New ones that read like a demand of the ledger in other words ({n}): {rows}. "
    "If it is the same: songyu undo, and import again with the words of the ledger.",
)
_LIKE = Phrase("第 {row} 行（第 {n} 号）", "row {row} (demand {n})")


class Told(NamedTuple):
    """A row that was taken, its demand as it is now, one in other words that it resembles, and the day it promises."""

    line: Line
    demand: Demand
    like: Demand | None
    due: Date | None


def differences(told: Iterable[Told], differing: list[Phrase]) -> list[Phrase]:
    """Return a notice for each thing in which rows differ from the ledger; `differing` are those about steps."""
    found: defaultdict[Phrase, list[Phrase]] = defaultdict(list)
    if differing:
        found[_DIFFERS] = differing
    remarks = 0
    for one in told:
        for notice, row in _differences(one):
            found[notice].append(row)
        remarks += bool(one.line.row.note) and not is_remark(one.line.row.note or "", one.demand)
    notices = [IN_ROWS.format(what=NOT_TAKEN["note"], rows=remarks)] if remarks else []
    for notice, rows in found.items():
        listed = [*rows[:_MOST_LISTED], *[verbatim("…")] * (len(rows) > _MOST_LISTED)]
        notices.append(notice.format(n=len(rows), rows=joined(listed)))
    return notices


def _differences(told: Told) -> Iterator[tuple[Phrase, Phrase]]:
    line, demand = told.line, told.demand
    row = line.row
    if told.like:
        yield _WORDS, _LIKE.format(row=line.number, n=told.like.demand)
    if row.asked and row.asked != demand.asked:
        yield _ASKED, pair(line, row.asked, demand.asked)
    if row.state not in (None, demand.state):
        known = row.state in DEMAND_STATES.keys
        said = DEMAND_STATES.phrase(row.state or "") if known else verbatim(quoted(row.state or ""))
        yield _STATES, pair(line, said, DEMAND_STATES.phrase(demand.state))
    if row.grid and demand.grid and not looks_alike(row.grid, demand.grid):
        yield _GRIDS, pair(line, quoted(row.grid), demand.grid)
    if told.due and told.due != demand.result_due:
        yield _DUE, pair(line, told.due, demand.result_due or "—")


def pair(line: Line, said: object, known: object, name: Phrase | None = None) -> Phrase:
    """Return what a row says beside what the ledger has."""
    where = Phrase("第 {row} 行{name}（表 {said}，账本 {known}）", "row {row}{name} ({said}; the ledger has {known})")
    of = Phrase(name.zh, f", {name.en}") if name else Phrase("", "")
    return where.format(row=line.number, name=of, said=said, known=known)
