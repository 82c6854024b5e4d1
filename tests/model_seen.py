"""What the model says must be seen, and what the ledger's public read side shows: two tables of the same shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model import OPEN, TODAY, Facts, first_day, last_day, surely_before

from songyu_cli.actions.ledger import all_settings
from songyu_cli.actions.reconciliation import draw_up_reconciliation
from songyu_cli.actions.report import draw_up_report
from songyu_cli.domain.dates import Date
from songyu_cli.storage import audits, batches, benches, demands, hazards, meetings, menu, partners, repairs, units

if TYPE_CHECKING:
    from songyu_cli.storage.connection import Database

Seen = dict[str, Any]
_DAY = Date(TODAY).earliest()
_RECONCILED = ("installed", "in_use", "out_of_use", "retired", "pending")


def must_be_seen(facts: Facts) -> Seen:
    """Work out everything from the facts."""
    told = {number: facts.demand(number) for number in facts.rows["demands"]}
    states = {tag: facts.bench_state(tag) for tag in facts.rows["benches"]}
    return {
        "stairwells": {place: _stairwell(facts, place, told, states) for place in facts.rows["units"]},
        "demands": told,
        "batches": {number: facts.batch(number) for number in facts.rows["batches"]},
        "benches": {tag: _bench(facts, tag, states[tag]) for tag in facts.rows["benches"]},
        "to_install": {number: left for number in facts.rows["batches"] if (left := facts.unfilled(number))},
        "hazards": {
            number: (one["place"], one["kind"], one["quantity"], one["found_on"], one["cleared_on"])
            for number, one in facts.rows["hazards"].items()
        },
        "orders": sorted(
            one["tag"] for one in facts.rows["repairs"].values() if not one["done"] and states[one["tag"]] != "retired"
        ),
        "partners": {number: (one["name"], one["role"]) for number, one in facts.rows["partners"].items()},
        "gifts": sorted((one["partner"], one["step"], one["kind"], one["batch"] or 0) for one in facts.of("gifts")),
        "menu": {number: (one["year"], one["title"], one["closed_on"]) for number, one in facts.rows["menu"].items()},
        "meetings": {number: (one["held_on"], one["people"]) for number, one in facts.rows["meetings"].items()},
        "audits": len(facts.rows["audits"]),
        "settings": {key: one["value"] for key, one in facts.rows["settings"].items()},
        "report": _report(facts, told, states),
    }


def _stairwell(facts: Facts, place: Any, told: dict[int, Seen], states: dict[str, str]) -> Seen:
    here = [states[tag] for tag, one in facts.rows["benches"].items() if one["place"] == place]
    return {
        **facts.rows["units"][place],
        **facts.newest(place),
        "benches": sum(state != "retired" for state in here),
        "in_use": here.count("in_use"),
        "open_demands": sum(one["place"] == place and one["state"] in OPEN for one in told.values()),
    }


def _bench(facts: Facts, tag: str, state: str) -> Seen:
    own = facts.rows["benches"][tag]
    events = facts.of("events", tag=tag)
    used = [one["on"] for one in events if one["kind"] == "in_use"]
    here = [
        one["demand"]
        for one in facts.of("results", tag=tag)
        if facts.rows["demands"][one["demand"]]["place"] == own["place"]
    ]
    return {
        "batch": own["batch"],
        "place": own["place"],
        "state": state,
        "installed_on": events[0]["on"],
        "in_use_on": used[0] if used else None,
        "replaces": own["replaces"],
        "demand": here[-1] if here else None,
    }


def _report(facts: Facts, told: dict[int, Seen], states: dict[str, str]) -> Seen:
    covered = {own["place"] for tag, own in facts.rows["benches"].items() if states[tag] == "in_use"}
    elderly = {place: facts.newest(place, "2022-12-31")["elderly_60"] for place in facts.rows["units"]}
    asked = [one for one in told.values() if one["channel"] != "screening"]
    accepted = [
        one for one in told.values() if one["verdict"] == "accepted" and one["state"] not in ("withdrawn", "merged")
    ]
    counted = [one for one in told.values() if one["state"] not in ("withdrawn", "merged", "declined")]
    target = int(facts.rows["settings"]["target"]["value"])
    figures = [facts.batch(number) for number in facts.rows["batches"]]
    in_use = sum(one["in_use"] for one in figures)
    return {
        "coverage": (len(covered), len(elderly)),
        "elderly": (sum(elderly[place] or 0 for place in covered), sum(n or 0 for n in elderly.values())),
        "uncounted": list(elderly.values()).count(None),
        "demands": (len(told), sum(one["state"] in OPEN for one in told.values())),
        "reply_rate": (sum(one["replies"] > 0 for one in asked), len(asked)),
        "response_rate": _timed((one["reply_due"], one["replied_on"]) for one in asked),
        "result_rate": (sum(one["state"] == "done" for one in accepted), len(accepted)),
        "on_time_rate": _timed((one["result_due"], one["done_on"]) for one in counted),
        **{name: sum(one[name] for one in figures) for name in ("planned", "allocated", "installed", "retired")},
        "reconciled": [sum(one[name] for one in figures) for name in _RECONCILED],
        "left": max(target - in_use, 0),
        "resolved_rate": _said(facts, told),
    }


def _timed(steps: Any) -> tuple[int, int]:
    """Return how many steps were made by the promised day, of those that were made or are due."""
    on_time = due = 0
    for promised, made in steps:
        if promised is None or (made is None and promised >= TODAY):
            continue
        if made is not None and first_day(made) <= promised < last_day(made):
            continue  # a month or a year that does not tell
        due += 1
        on_time += made is not None and last_day(made) <= promised
    return on_time, due


def _said(facts: Facts, told: dict[int, Seen]) -> tuple[int, int]:
    """Return how many demands residents call resolved, by the last that was heard of each."""
    heard: dict[int, Seen] = {}
    for one in facts.of("followups", reached="yes"):
        before = heard.get(one["demand"])
        if told[one["demand"]]["merged_into"] is None and not (before and surely_before(one["on"], before["on"])):
            heard[one["demand"]] = one
    return sum(one["resolved"] == "yes" for one in heard.values()), len(heard)


def seen(db: Database) -> Seen:
    """Look at the ledger as its lists and reports do."""
    there = {one.batch: one for one in batches.everything(db)}
    return {
        "stairwells": {
            one.unit: _columns(
                one,
                "grid households floors as_of residents elderly_60 elderly_65 elderly_80 benches in_use open_demands",
            )
            for one in units.lines(db, up_to="9999")
        },
        "demands": {one.demand: _columns(one, _OF_DEMAND) | {"place": one.unit} for one in demands.everything(db)},
        "batches": {number: _columns(one, _OF_BATCH) for number, one in there.items()},
        "benches": {
            one.tag: _columns(one, "batch state installed_on in_use_on replaces demand") | {"place": one.unit}
            for one in benches.everything(db)
        },
        "to_install": {
            number: {one.unit: one.benches for one in left}
            for number, batch in there.items()
            if (left := batches.unfilled(db, batch.id))
        },
        "hazards": {
            one.hazard: (one.unit, one.kind, one.quantity, one.found_on, one.cleared_on)
            for one in hazards.everything(db)
        },
        "orders": sorted(one.tag for one in repairs.still_open(db)),
        "partners": {one.partner: (one.name, one.role) for one in partners.everything(db)},
        "gifts": sorted((one.partner, one.step, one.kind, one.batch or 0) for one in partners.gifts(db)),
        "menu": {one.menu_item: (one.year, one.title, one.closed_on) for one in menu.everything(db, _DAY)},
        "meetings": {one.meeting: (one.held_on, one.people or 0) for one in meetings.everything(db)},
        "audits": len(audits.everything(db)),
        "settings": {one.key: one.value for one in all_settings(db)},
        "report": _shown(db),
    }


_OF_DEMAND = (
    "kind quantity channel registered_on merged_into withdrawn_on menu_item state round carried_out asked reasonable "
    "feasible verdict decided_on replies replied_on reply_due extensions result_due done_on"
)
_OF_BATCH = "planned opened_on closed_on in_use out_of_use retired pending allocated replacements installed"


def _columns(one: object, names: str) -> Seen:
    return {name: getattr(one, name) for name in names.split()}


def _shown(db: Database) -> Seen:
    report = draw_up_report(db, _DAY)
    rates = ("reply_rate", "response_rate", "result_rate", "on_time_rate")
    said = report.promise.said.resolved_rate
    return {
        "coverage": (report.coverage.covered, report.coverage.units),
        "elderly": (report.coverage.elderly_covered, report.coverage.elderly),
        "uncounted": report.coverage.uncounted,
        "demands": (report.promise.demands, report.promise.open),
        **{name: getattr(report.promise, name)[:2] for name in rates},
        **_columns(report.total, "planned allocated installed retired"),
        "reconciled": list(_columns(draw_up_reconciliation(db, _DAY).total, " ".join(_RECONCILED)).values()),
        "left": report.total.left_to_target,
        "resolved_rate": (said.numerator, said.denominator),
    }
