"""The needs list as a table: its columns, and what makes one of its rows a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.dates import Date
from songyu_cli.domain.tables.cells import free_text
from songyu_cli.domain.tables.columns import Fault, Kind
from songyu_cli.domain.tables.demand_columns import DEMAND_COLUMNS
from songyu_cli.domain.tables.demand_faults import (
    CHECK_DAYS,
    EARLY,
    GIVE_KIND,
    KIND_UNCLEAR,
    NO_CHANNEL,
    NO_DAY,
    NO_KIND,
    NO_REASON,
    NO_REPLY_DAY,
    NO_STEP_DAY,
    NO_WAY,
    NOT_TAKEN,
    NOTHING_ASKED,
)
from songyu_cli.domain.tables.places import read_place
from songyu_cli.domain.tables.shares import one_row_each
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.promises import Promise
    from songyu_cli.domain.tables.columns import Sight, Values

_AS_READ = ("owner_role", "due", "reasonable", "feasible", "replied_on", "how", "asked", "state", "note")
_LONGEST_NUMBER = 7  # figures of a demand's number


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand of a needs list. Text is masked; without a quantity, one is asked for.

    `number` is what the list itself numbers the row by, which may be a demand's number. `due` is the day that was
    promised, or within how many days. `state`, `asked`, `grid` and `note` are only compared; a state that is none of
    ours stays as it is written. Steps that the row does not tell of have no day.
    """

    unit: Address
    registered_on: Date
    channel: str
    kind: str
    quantity: int | None
    text: str | None
    owner_role: str | None = None
    due: Date | Promise | None = None
    reasonable: str | None = None
    feasible: str | None = None
    reviewed_on: Date | None = None
    verdict: str | None = None
    decided_on: Date | None = None
    reason: str | None = None
    decided_why: str | None = None
    replied_on: Date | None = None
    how: str | None = None
    reply: str | None = None
    grid: str | None = None
    asked: int | None = None
    state: str | None = None
    number: int | None = None
    note: str | None = None


def _unclear(text: str, sight: Sight) -> Fault | None:
    """Return a fault where a row without a kind speaks of another need than somewhere to sit."""
    others = (one for one in sight.kinds if one.key not in ("bench", "other"))
    named = next((one for one in others if any(word in text for word in (one.phrase.zh, *one.synonyms))), None)
    if named is None or re.search("[凳椅坐歇]", text):
        return None
    return Fault("kind", "kind_unclear", KIND_UNCLEAR.format(kind=named.phrase), GIVE_KIND)


def _demand_row(values: Values, sight: Sight) -> DemandRow | list[Fault]:
    get = values.get
    unit, quantity = read_place(values, sight), get("quantity")
    on = get("registered_on") or sight.on
    verdict, why = get("plan") or (None, "")
    said = {**values, "why": why if verdict else None}
    text, reason, reply, tail = (free_text(said, field, sight) for field in ("text", "reason", "reply", "why"))
    denied = "no" in (get("reasonable"), get("feasible"))
    faults = [unit] if isinstance(unit, Fault) else []
    faults += _faults(values, sight, on, text)
    if (denied or verdict == "declined") and not (reason or tail):
        faults.append(NO_REASON)
    if faults or isinstance(unit, Fault) or not on:
        return faults
    judged = bool(get("reasonable") or get("feasible"))
    _tell(sight, values, judged=judged, verdict=verdict)
    step_on = get("replied_on") or on
    return DemandRow(
        unit=unit,
        registered_on=on,
        channel=get("channel") or "door",
        kind=get("kind") or "bench",
        quantity=None if quantity is None else int(quantity),
        text=text,
        reviewed_on=(get("reviewed_on") or step_on) if judged else None,
        verdict=verdict,
        decided_on=(get("decided_on") or step_on) if verdict else None,
        reason=reason or (tail if denied else None),
        decided_why="；".join(filter(None, (tail, None if judged and tail else reason))) or None,
        reply=reply,
        grid=get("grid") or None,
        number=_number(get("number") or ""),
        **{field: get(field) for field in _AS_READ},
    )


def _number(text: str) -> int | None:
    """Return a serial number; what else stands in that column says nothing."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def _faults(values: Values, sight: Sight, on: Date | None, text: str | None) -> list[Fault]:
    """Return what is wrong with a row, its stairwell and its reasons aside."""
    faults = [] if on else [NO_DAY]
    if values.get("quantity") == 0:
        faults.append(NOTHING_ASKED)
    if (values.get("reply") or values.get("how")) and not values.get("replied_on"):
        faults.append(NO_REPLY_DAY)
    for field in ("due", "reviewed_on", "decided_on", "replied_on"):
        day = values.get(field)
        if on and isinstance(day, Date) and day.certainly_before(on):
            faults.append(Fault(field, "before_registered", EARLY.format(on=on.phrase()), CHECK_DAYS))
    unclear = _unclear(text or "", sight) if not values.get("kind") else None
    return [*faults, unclear] if unclear else faults


def _tell(sight: Sight, values: Values, *, judged: bool, verdict: str | None) -> None:
    """Tell what had to be assumed of a row, and what of it is not taken."""
    undated = (judged and not values.get("reviewed_on")) or (verdict and not values.get("decided_on"))
    told: dict[Phrase, Any] = {
        NO_KIND: not values.get("kind"),
        NO_CHANNEL: not values.get("channel"),
        NO_WAY: values.get("replied_on") and not values.get("how"),
        NO_STEP_DAY: undated,
        NOT_TAKEN["plan"]: values.get("plan") and values["plan"][1] and not verdict,
    }
    sight.told.update(phrase for phrase, holds in told.items() if holds)


def _never_twice(_: DemandRow) -> None:
    """Rows that read the same are a demand each: two residents may say the same on one day."""


DEMANDS = Kind(
    "demands",
    Phrase("需求清单", "needs list"),
    DEMAND_COLUMNS,
    _demand_row,
    _never_twice,
    one_row_each,
)
"""需求清单: one row a demand, with what came of it."""
