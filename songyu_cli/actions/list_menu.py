"""实事项目清单: the service menu, what each item answers, how far it is, and what residents said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from songyu_cli.actions.ledger import kinds
from songyu_cli.domain.choices import GRADES, ROLES
from songyu_cli.domain.demand_lines import asking
from songyu_cli.domain.lists import LISTS, LedgerList, ListColumn
from songyu_cli.domain.menu import MENU_STATES
from songyu_cli.domain.tables.list_columns import SERIAL
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.storage import followups, menu, partners

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from songyu_cli.domain.demand_steps import Followup
    from songyu_cli.domain.lists import Value
    from songyu_cli.domain.menu import MenuItem
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.storage.connection import Database

_COLUMNS = (
    SERIAL,
    ListColumn("title", Phrase("项目名称", "Item")),
    ListColumn("content", Phrase("实施内容", "What is done")),
    ListColumn("demands", Phrase("来源需求", "Demands")),
    ListColumn("role", Phrase("责任单位", "Responsible")),
    ListColumn("with", Phrase("协办", "Together with")),
    ListColumn("gifts", Phrase("资金/实物来源", "Paid or given by")),
    ListColumn("starts_on", Phrase("开始", "From")),
    ListColumn("ends_on", Phrase("完成时限", "To")),
    ListColumn("state", Phrase("进度", "State")),
    ListColumn("share", Phrase("完成率", "Done"), number=True, share=True),
    ListColumn("said", Phrase("群众评价", "What residents said")),
)
_OF = Phrase("{kind}，已完成 {done}，共 {of}", "{kind}: {done} of {of} done")
_TIMES = Phrase("{word} {n}", "{word} {n}")
_UNKNOWN = Phrase(
    "空着的是账本里没有记的；群众评价是回访到的人数，没有回访的不算。",
    "What is blank is not in the ledger; what residents said counts the follow-ups that reached somebody.",
)


def menu_list(db: Database, title: Phrase, today: date) -> LedgerList:
    """Return the items of the menu of all years."""
    with db.reading():
        items = menu.everything(db, today)
        asked = {item.menu_item: [one.demand for one in menu.linked(db, item.menu_item)] for item in items}
        heard, known = followups.everything(db), kinds(db)
        givers = dict.fromkeys(gift.name for gift in partners.gifts(db))
    rows = [_row(item, asked[item.menu_item], heard, givers, known) for item in items]
    return LedgerList(LISTS.phrase("menu"), title, _COLUMNS, rows, (_UNKNOWN,) if rows else ())


def _row(
    item: MenuItem, asked: list[int], heard: Iterable[Followup], givers: Iterable[str], known: Choices
) -> dict[str, Value | Phrase]:
    of = _OF.format(kind=known.phrase(item.kind), done=item.done, of=item.of)
    return {
        "number": item.menu_item,
        "title": item.title,
        "content": of if item.of else known.phrase(item.kind),
        "demands": asking(asked),
        "role": ROLES.phrase(item.role) if item.role else None,
        "gifts": joined([verbatim(name) for name in givers]) or None if item.programme else None,
        "starts_on": item.starts_on,
        "ends_on": item.ends_on,
        "state": MENU_STATES.phrase(item.state),
        "share": None if item.progress is None else min(int(item.progress * 100), 100),
        "said": _said(asked, heard),
    }


def _said(asked: Sequence[int], heard: Iterable[Followup]) -> Phrase | None:
    """Return how often each grade was given by those who were reached, each demand by its latest such follow-up."""
    latest = {one.demand: one.grade for one in heard if one.demand in asked and one.reached == "yes"}
    grades = Counter(filter(None, latest.values()))
    said = [_TIMES.format(word=GRADES.phrase(key), n=grades[key]) for key in GRADES.keys if grades[key]]
    return joined(said) if said else None
