"""The sample history's lines about gifts, inspections, repairs and what residents say, done as their commands would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.bench_audit import audit_stairwells
from songyu_cli.actions.bench_care import inspect_benches, repair_bench
from songyu_cli.actions.demand_followup import follow_up
from songyu_cli.actions.partner import NewGift, add_partner, record_gift
from songyu_cli.domain.audits import Look
from songyu_cli.domain.choices import GRADES, INSPECTION_RESULTS, PARTNER_ROLES, YES_NO
from songyu_cli.domain.followups import Heard
from songyu_cli.domain.inspections import Seen, judged, read_faults
from songyu_cli.domain.masking import mask
from songyu_cli.domain.money import read_money
from songyu_cli.domain.repairs import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from songyu_cli.actions.demo_lines import Line


def _add_partner(line: Line) -> object:
    role = PARTNER_ROLES.read(line.options.get("--role", "donor"))
    return add_partner(line.db, mask(line.words[0]).text, role, line.text("--note"), line.actor)


def _pledge(line: Line) -> object:
    """Note a pledge whose amount was not stated: the article names none."""
    gift = NewGift("pledged", "unstated", line.on, note=line.text("--note"))
    return record_gift(line.db, line.words[0], gift, line.actor)


def _inspect(line: Line) -> object:
    faults = read_faults([line.options["--fault"]] if line.given("--fault") else [])
    said = INSPECTION_RESULTS.read(line.options["--result"]) if line.given("--result") else None
    text = line.text("--text")
    seen = Seen(judged(said, faults), faults, text, reason=text, assumed=said is None)
    return inspect_benches(line.db, line.words, seen, line.actor, on=line.on)


def _audit(line: Line) -> object:
    places = [line._replace(words=[word]).place for word in line.words]
    others, remark = line.number("--unknown") or 0, line.text("--remark")
    looks = [Look(place, every=line.given("--all"), others=others, remark=remark) for place in places]
    return audit_stairwells(line.db, looks, line.actor, on=line.on)


def _repair(line: Line) -> object:
    work = Work(line.text("--text"), line.text("--by"), read_money(line.options["--cost"]))
    return repair_bench(line.db, line.words[0], work, line.actor, on=line.on)


def _follow_up(line: Line) -> object:
    heard = Heard("no")
    if not line.given("--not-reached"):
        grade = GRADES.read(line.options["--grade"])
        heard = Heard("yes", YES_NO.read(line.options["--resolved"]), grade, line.text("--text"))
    return follow_up(line.db, line.demands, line.actor, heard, on=line.on)


AFTERCARE: dict[str, Callable[[Line], object]] = {
    "partner add": _add_partner,
    "partner pledge": _pledge,
    "bench inspect": _inspect,
    "bench audit": _audit,
    "bench repair": _repair,
    "demand followup": _follow_up,
}
"""What each of these lines does."""
