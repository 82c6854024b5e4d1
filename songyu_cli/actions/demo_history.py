"""One line of the sample history is done, as the command of that line would do it."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from songyu_cli.actions import demand_sorting as sorting
from songyu_cli.actions import demand_steps as steps
from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.batch_page import close_batch
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.demand_answers import reply_demands
from songyu_cli.actions.demo_aftercare import AFTERCARE
from songyu_cli.actions.demo_lines import Line
from songyu_cli.actions.hazard import NewHazard, add_hazard, clear_hazards
from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.actions.ledger import set_setting, start_ledger
from songyu_cli.actions.meeting import NewMeeting, Spoken, add_meeting, note_item
from songyu_cli.actions.menu import NewMenuItem, add_menu_item, close_menu_item, link_demands
from songyu_cli.actions.selection import Keeping, keep_screening
from songyu_cli.actions.visit import Round
from songyu_cli.actions.visit_file import FileWishes, take_file
from songyu_cli.domain.choices import (
    CHANNELS,
    HAZARD_KINDS,
    KINDS,
    MEETING_KINDS,
    REPLY_WAYS,
    ROLES,
    SEVERITIES,
    YES_NO,
)
from songyu_cli.domain.dates import Date
from songyu_cli.domain.masking import mask
from songyu_cli.domain.meetings import read_present
from songyu_cli.domain.selections import Rule
from songyu_cli.readers.source import open_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_FLAGS = frozenset(
    {"--accept", "--decline", "--register", "--not-reached", "--all"}
)  # and --programme, of the menu only


def play(db: Database, typed: str, folder: Path, actor: Actor) -> None:
    """Do what a line says; the files that it names are in `folder`. Raises what its command would raise."""
    first, *rest = shlex.split(typed)
    second = "" if rest[0].startswith("--") else rest.pop(0)
    words: list[str] = []
    options: dict[str, str] = {}
    while rest:
        word = rest.pop(0)
        if word in _FLAGS or (first, word) == ("menu", "--programme"):
            options[word] = ""
        elif word.startswith("-"):
            options[word] = rest.pop(0)
        else:
            words.append(word)
    _COMMANDS[f"{first} {second}".strip()](Line(db, actor, folder, words, options))


def _import(kind: str) -> Callable[[Line], object]:
    def take(line: Line) -> object:
        wishes = Wishes(sheet=line.options.get("--sheet"))
        return import_file(line.db, line.folder / line.words[0], kind, wishes, line.actor)

    return take


def _screen(line: Line) -> object:
    keeping = Keeping(line.text("--note"), register=line.given("--register"))
    rule = Rule(least=line.options["--min-elderly"])
    return keep_screening(line.db, rule, line.date("--as-of") or line.on, line.actor, keeping)


def _visit(line: Line) -> object:
    source = open_source(line.folder / line.options["--file"])
    source = replace(source, file=f"{source.stem}{source.ending}")
    return take_file(line.db, source, Round(line.on, line.options["--grid"]), FileWishes(), line.actor)


def _add_hazard(line: Line) -> object:
    new = NewHazard(
        unit=line.place,
        kind=HAZARD_KINDS.read(line.options["--kind"]),
        on=line.on,
        severity=SEVERITIES.read(line.options["--severity"]),
        text=line.text("--text"),
    )
    return add_hazard(line.db, new, line.actor)


def _add_demand(line: Line) -> object:
    new = NewDemand(
        unit=line.place,
        kind=KINDS.read(line.options.get("--kind", "bench")),
        quantity=line.number("-n") or 1,
        channel=CHANNELS.read(line.options.get("--channel", "door")),
        on=line.on,
        text=line.text("--text"),
    )
    return add_demand(line.db, new, line.actor)


def _review(line: Line) -> object:
    reasonable, feasible = (YES_NO.read(line.options[name]) for name in ("--reasonable", "--feasible"))
    judgement = steps.Judgement(reasonable, feasible, line.text("--reason"))
    return steps.review_demands(line.db, line.demands, line.actor, judgement, on=line.on)


def _reply(line: Line) -> object:
    how = REPLY_WAYS.read(line.options["--how"])
    return reply_demands(line.db, line.demands, line.actor, how=how, on=line.on, text=line.text("--text"))


def _extend(line: Line) -> object:
    to, reason = Date(line.options["--to"]), line.text("--reason")
    return steps.extend_demand(line.db, line.demands[0], line.actor, to=to, on=line.on, reason=reason)


def _add_meeting(line: Line) -> object:
    new = NewMeeting(
        kind=MEETING_KINDS.read(line.options["--kind"]),
        held_on=line.on,
        place=line.text("--place"),
        topic=line.text("--topic"),
        present=read_present([line.options["--present"]]),
    )
    return add_meeting(line.db, new, line.actor)


def _item(line: Line) -> object:
    meeting, *demands = line.words
    spoken = Spoken(
        demands=tuple(line._replace(words=demands).demands),
        menu_item=line.number("--menu"),
        question=line.text("--question"),
        verdict="accepted" if line.given("--accept") else "declined" if line.given("--decline") else None,
        reason=line.text("--reason"),
        outcome=line.text("--outcome"),
    )
    return note_item(line.db, int(meeting), spoken, line.actor)


def _add_menu(line: Line) -> object:
    programme = line.given("--programme")
    new = NewMenuItem(
        year=int(line.options["--year"]),
        title=mask(line.words[0]).text,
        kind="bench" if programme else KINDS.read(line.options["--kind"]),
        role=ROLES.read(line.options["--owner"]),
        starts_on=line.date("--from"),
        ends_on=line.date("--to"),
        programme=programme,
    )
    return add_menu_item(line.db, new, line.actor)


_COMMANDS: dict[str, Callable[[Line], object]] = {
    "init": lambda line: start_ledger(
        line.db, {name.lstrip("-"): value for name, value in line.options.items()}, line.actor
    ),
    "config set": lambda line: set_setting(line.db, line.words[0], line.words[1], line.actor),
    "unit import": _import("units"),
    "unit screen": _screen,
    "visit": _visit,
    "hazard add": _add_hazard,
    "hazard clear": lambda line: clear_hazards(
        line.db, line.demands, line.actor, how=line.text("--how") or "", on=line.on
    ),
    "demand add": _add_demand,
    "demand merge": lambda line: sorting.merge_demands(
        line.db, line.demands, line.actor, into=int(line.options["--into"]), on=line.on
    ),
    "demand review": _review,
    "demand decide": lambda line: steps.decide_demands(line.db, line.demands, "accepted", line.actor, on=line.on),
    "demand reply": _reply,
    "demand result": lambda line: steps.record_result(
        line.db, line.demands[0], line.actor, on=line.on, text=line.text("--text")
    ),
    "demand extend": _extend,
    "demand withdraw": lambda line: steps.withdraw_demand(
        line.db, line.demands[0], line.actor, on=line.on, reason=line.text("--reason")
    ),
    "demand reopen": lambda line: steps.reopen_demand(
        line.db, line.demands[0], line.actor, on=line.on, reason=line.text("--reason")
    ),
    "meeting add": _add_meeting,
    "meeting item": _item,
    "menu add": _add_menu,
    "menu link": lambda line: link_demands(
        line.db, int(line.words[0]), line._replace(words=line.words[1:]).demands, line.actor
    ),
    "menu close": lambda line: close_menu_item(
        line.db, int(line.words[0]), line.actor, on=line.on, outcome=line.text("--outcome")
    ),
    "batch open": lambda line: open_batch(
        line.db, int(line.words[0]), line.actor, planned=line.number("-n") or 0, on=line.on
    ),
    "batch close": lambda line: close_batch(line.db, int(line.words[0]), line.actor, on=line.on),
    "bench import": _import("benches"),
    **AFTERCARE,
}
