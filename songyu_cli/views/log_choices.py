"""The words of the log for what stands in its columns: the choices, as people call them."""

from __future__ import annotations

from songyu_cli.domain.bands import BAND_WORDS
from songyu_cli.domain.choices import (
    ATTENDEES,
    BENCH_STATES,
    CHANNELS,
    FINDINGS,
    GIFT_STEPS,
    GIFTS,
    GRADES,
    HAZARD_KINDS,
    INSPECTION_ITEMS,
    INSPECTION_RESULTS,
    KINDS,
    MEETING_KINDS,
    PARTNER_ROLES,
    REPLY_WAYS,
    ROLES,
    SEVERITIES,
    VERDICTS,
    YES_NO,
)
from songyu_cli.domain.selections import MEASURES
from songyu_cli.domain.vocabulary import Choice, Choices
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.log_words import COLUMNS

_RULES = Choices(
    Phrase("依据", "rule"),
    Choice("installed", Phrase("装了就算", "as installed")),
    Choice("pinned", Phrase("指定", "pinned")),
    *(Choice(f"stage_{n}", Phrase(f"规则 {n}", f"rule {n}")) for n in range(1, 5)),
)
_EVENTS = BENCH_STATES.extended({"installed": Phrase("安装", "installed"), "in_use": Phrase("投用", "in use")})
_ANY_ROLE = dict.fromkeys(("role", "owner_role", "cleared_role", "done_role"), ROLES)
_FACTS = ("back", "armrests", "fixed", "shaded", "exit_clear", "firm_ground")
CHOICES: dict[str, Choices] = {
    **_ANY_ROLE,
    **dict.fromkeys((*_FACTS, "reasonable", "feasible", "reached", "resolved"), YES_NO),
    "channel": CHANNELS,
    "verdict": VERDICTS,
    "how": REPLY_WAYS,
    "severity": SEVERITIES,
    "result": INSPECTION_RESULTS,
    "item": INSPECTION_ITEMS,
    "finding": FINDINGS,
    "grade": GRADES,
    "measure": MEASURES,
    "weight": Choices(COLUMNS["weight"], *(Choice(band, BAND_WORDS[band]) for band in ("elderly_60", "elderly_80"))),
    "rule": _RULES,
    "step": GIFT_STEPS,
    "choice": Choices(
        COLUMNS["choice"], Choice("pin", Phrase("指定", "pinned")), Choice("skip", Phrase("跳过", "skipped"))
    ),
    "demands.kind": KINDS,
    "menu_items.kind": KINDS,
    "meetings.kind": MEETING_KINDS,
    "hazards.kind": HAZARD_KINDS,
    "contributions.kind": GIFTS,
    "bench_events.kind": _EVENTS,
    "partners.role": PARTNER_ROLES,
    "attendances.role": ATTENDEES,
}


def choices(table: str, column: str) -> Choices | None:
    """Return the vocabulary that a column's values are taken from, or None."""
    return CHOICES.get(f"{table}.{column}") or CHOICES.get(column)
