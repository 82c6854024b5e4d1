"""Who waits for what, as people read it, and what to type about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.choices import DEMAND_STATES, HAZARD_KINDS
from songyu_cli.domain.silence import Silence
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Listing, Table
from songyu_cli.views.report import NO_DEMAND, quiet
from songyu_cli.views.words import STATE, foot, numbered, text_column, unit_column

if TYPE_CHECKING:
    from songyu_cli.domain.silence import Waiting
    from songyu_cli.domain.vocabulary import Choices

_WAITS = {
    "reply": Phrase("答复", "a reply"),
    "result": Phrase("落实", "a result"),
    "old_stool": Phrase("清走旧凳", "clearing"),
}
_TO_DO = {
    "reply": Phrase("答复：songyu demand reply 编号 --how 上门", "To reply: songyu demand reply NUMBER --how visit"),
    "result": Phrase(
        "落实：songyu bench install 单元 或 songyu demand result 编号；"
        "要延期：songyu demand extend 编号 --to 日期 --reason 理由",
        "To carry out: songyu bench install UNIT, or songyu demand result NUMBER; "
        "to put off: songyu demand extend NUMBER --to DATE --reason WHY",
    ),
    "old_stool": Phrase(
        "清走了：songyu hazard clear 编号 --how 已收走", "Taken away: songyu hazard clear NUMBER --how 'taken away'"
    ),
}


def listing(found: Waiting, grid: str | None = None) -> Listing:
    """Return what waits as a listing, at the stairwells of a grid if one is named."""
    empty = quiet(found, grid) if found.demands or grid else NO_DEMAND
    return Listing(found.matters, Silence, empty)


def table(found: Listing, kinds: Choices) -> list[Drawing]:
    """Draw who waits for what with the numbers at the foot, and which command would answer them."""
    if not found.rows:
        return [found.empty]
    columns = (
        Column(Phrase("等什么", "Waits for"), lambda row: _WAITS[row.waiting_for]),
        Column(Phrase("编号", "Which"), _which, keep=True),
        unit_column(found.rows),
        Column(Phrase("事项", "What"), lambda row: what(row.kind, row.quantity, kinds)),
        Column(STATE, lambda row: DEMAND_STATES.phrase(row.state) if row.state else None),
        text_column("从哪天起", "Since", "since", keep=True),
        Column(Phrase("天数", "Days"), _days, number=True),
    )
    waits = [row.waiting_for for row in found.rows]
    counts = [(word, waits.count(key)) for key, word in _WAITS.items() if key in waits]
    line = Phrase("{what} {n}", "{n} for {what}")
    summary = Phrase("{n}：{counts}", "{n}: {counts}").format(
        n=numbered(len(waits), "件等着", "matter waiting", "matters waiting"),
        counts=joined([line.format(what=word, n=n) for word, n in counts]),
    )
    return [
        Table(columns, found.rows),
        foot(found.rows, summary),
        *(Aside(to_do) for key, to_do in _TO_DO.items() if key in waits),
    ]


def what(kind: str, quantity: int, kinds: Choices) -> Phrase:
    """Return what is asked for or in the way, and how many where that is not just one."""
    named = HAZARD_KINDS.phrase(kind) if kind in HAZARD_KINDS.keys and kind not in kinds.keys else kinds.phrase(kind)
    return Phrase(f"{{kind}} ×{quantity}", f"{{kind}} ×{quantity}").format(kind=named) if quantity > 1 else named


def _which(row: Silence) -> Phrase:
    if row.demand is None:
        return Phrase("隐患 {n}", "hazard {n}").format(n=row.hazard)
    return Phrase("需求 {n}", "demand {n}").format(n=row.demand)


def _days(row: Silence) -> Phrase:
    return Phrase("至少 {n}", "{n} or more").format(n=row.days) if row.at_least else verbatim(str(row.days))
