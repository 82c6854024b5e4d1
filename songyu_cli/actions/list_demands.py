"""需求清单: every demand, from its registering to the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.ledger import kinds
from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES, REPLY_WAYS, ROLES, VERDICTS, YES_NO
from songyu_cli.domain.dates import Date
from songyu_cli.domain.demand_lines import first_reply, judged, remark
from songyu_cli.domain.lists import LISTS, LedgerList
from songyu_cli.domain.tables.demand_columns import planned
from songyu_cli.domain.tables.demand_rows import DEMANDS
from songyu_cli.domain.tables.list_columns import legible, list_columns, or_none, place_cells, whole, without_area
from songyu_cli.domain.windows import Window, registered_within
from songyu_cli.domain.wording import Phrase
from songyu_cli.storage import demand_steps, demands, settings

if TYPE_CHECKING:
    from songyu_cli.domain.demand_steps import Decision, Reply, Review
    from songyu_cli.domain.demands import Demand
    from songyu_cli.domain.lists import Value
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.storage.connection import Database

_FIELDS = (
    *("number", "registered_on", "channel", "grid", "estate", "zone", "building", "label", "text", "kind", "quantity"),
    *("asked", "reasonable", "feasible", "reason", "plan", "owner_role", "due", "state", "replied_on", "how", "reply"),
    *("reviewed_on", "decided_on", "note"),
)
_UNSURE = Phrase(
    "有 {n} 条的登记日期只到年或月，不能确定在这段时间里，没有列出。",
    "Left out ({n}): demands of which only the month or year is known, so that they may lie outside.",
)


def demands_list(db: Database, title: Phrase, *, grid: str | None, window: Window) -> LedgerList:
    """Return the needs list, of one grid when asked, of the demands surely registered in a window."""
    with db.reading():
        found, unsure = registered_within([one for one in demands.everything(db) if grid in (None, one.grid)], window)
        told = demand_steps.told_of_all(db)
        known, home = kinds(db), settings.home(db)
    fields = without_area(_FIELDS, (one.unit for one in found), home)
    rows = [_row(one, known, *told.get(one.demand, ((), (), ()))) for one in found]
    notes = (_UNSURE.format(n=len(unsure)),) if unsure else ()
    return LedgerList(LISTS.phrase("demands"), title, list_columns(DEMANDS, fields), rows, notes)


def _row(
    demand: Demand, known: Choices, reviews: list[Review], decisions: list[Decision], replies: list[Reply]
) -> dict[str, Value | Phrase]:
    judgement, reply = judged(demand, reviews, decisions), first_reply(demand, replies)
    verdict = VERDICTS.phrase(demand.verdict) if demand.verdict else None
    return {
        **place_cells(demand.unit),
        "number": demand.demand,
        "registered_on": Date(demand.registered_on),
        "channel": CHANNELS.phrase(demand.channel),
        "grid": or_none(demand.grid),
        "text": whole(demand.text),
        "kind": known.phrase(demand.kind),
        "quantity": demand.quantity,
        "asked": demand.asked,
        "reasonable": _word(YES_NO, demand.reasonable),
        "feasible": _word(YES_NO, demand.feasible),
        "reason": legible(judgement.reason),
        "plan": planned(verdict, judgement.decided_why) if verdict and judgement.decided_why else verdict,
        "owner_role": _word(ROLES, demand.owner_role),
        "due": _day(demand.result_due),
        "state": DEMAND_STATES.phrase(demand.state),
        "replied_on": _day(demand.replied_on),
        "how": _word(REPLY_WAYS, reply.how) if reply else None,
        "reply": whole(reply.text) if reply else None,
        "reviewed_on": _day(judgement.reviewed_on),
        "decided_on": _day(demand.decided_on),
        "note": remark(demand),
    }


def _word(choices: Choices, key: str | None) -> Phrase | None:
    return choices.phrase(key) if key else None


def _day(text: str | None) -> Date | None:
    return Date(text) if text else None
