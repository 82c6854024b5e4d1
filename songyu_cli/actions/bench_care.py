"""Benches are inspected and repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.actions.bench import settle
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.audits import expected
from songyu_cli.domain.bench_changes import BenchRetired, SeveralBenchesRefused
from songyu_cli.domain.care import next_due
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import RuleForbids
from songyu_cli.domain.inspections import (
    STOPPING,
    Inspected,
    InspectedBench,
    LeftOut,
    NoBenchThere,
    check_after,
)
from songyu_cli.domain.repairs import Repaired, RepairUnsaid, Work, noted
from songyu_cli.storage import audits, bench_stories, benches, inspections, repairs, settings, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.inspections import Round, Seen
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


def inspect_benches(
    db: Database, tags: Sequence[str], seen: Seen, actor: Actor, *, on: Date, rounds: Sequence[Round] = ()
) -> Inspected:
    """Write down what was seen of benches: those named, and all at the stairwells of rounds; all or none.

    What is not good goes on a work order (工单), and out of use if nobody can sit on it. A good round leaves out what
    was inspected that day already, and what still waits for repair. Raises BenchNotFound, TagMalformed,
    TagRangeRefused, BenchRetired, NoBenchThere, CareTooEarly, SeveralBenchesRefused, HappensInFuture.
    """
    check_not_future(on, actor)
    with transaction(db, "bench inspect", actor):
        wanted = {bench.tag: bench for bench in benches.named(db, tags)}
        left_out: list[LeftOut] = []
        for bench in _met(db, rounds, on, gone_too=seen.result == "good"):
            why = _left_out(db, bench, on) if seen.result == "good" and bench.tag not in wanted else None
            if why:
                left_out.append(why)
            else:
                wanted.setdefault(bench.tag, bench)
        every = int(settings.get(db, "inspect_every"))
        done: list[InspectedBench] = []
        refused: list[RuleForbids] = []
        for bench in wanted.values():
            try:
                done.append(inspect_bench(db, bench, seen, actor, on, every))
            except RuleForbids as error:
                refused.append(error)
        if refused:
            raise refused[0] if len(refused) == 1 else SeveralBenchesRefused(refused, len(wanted))
        return Inspected(str(on), seen.result, seen.assumed, seen.faults, seen.text, tuple(done), tuple(left_out))


def _met(db: Database, rounds: Sequence[Round], on: Date, *, gone_too: bool) -> list[Bench]:
    """Return the benches met on rounds, in address order: those that stood there on that day, wherever they are now.

    Those that were retired since are met only if `gone_too`.
    """
    if not rounds:
        return []
    there = expected(audits.ledger(db), on)
    for one in rounds:
        if not any(there.at(place) for place in one.places):
            raise NoBenchThere(where=one.name)
    met = {tag for one in rounds for place in one.places for tag in there.at(place)}
    found = [bench for bench in benches.everything(db) if bench.tag in met and (gone_too or bench.state != "retired")]
    return sorted(found, key=lambda bench: bench.unit.order)


def _left_out(db: Database, bench: Bench, on: Date) -> LeftOut | None:
    """Return why a bench is not to be called good in passing, if there is a reason."""
    order = repairs.open_of(db, bench.id)
    if order:
        return LeftOut(bench.tag, bench.unit, "repair", order.repair)
    if bench.state == "out_of_use":
        return LeftOut(bench.tag, bench.unit, "out_of_use", None)
    if any(one.inspected_on == on for one in inspections.of_bench(db, bench.id)):
        return LeftOut(bench.tag, bench.unit, "inspected", None)
    return None


def inspect_bench(db: Database, bench: Bench, seen: Seen, actor: Actor, on: Date, every: int) -> InspectedBench:
    """Write one inspection inside the caller's transaction. Raises BenchRetired and CareTooEarly."""
    _check_cared(db, bench, "inspect", on, past=seen.result == "good")
    if seen.result != "good":
        check_after(bench.tag, on, inspections.steps(db, bench.id, "events", "repairs"))
    number = db.insert(
        "inspections", bench=bench.id, inspected_on=str(on), result=seen.result, role=actor.role, text=seen.text
    )
    db.insert_many("inspection_items", ("inspection", "item"), [(number, item) for item in seen.faults])
    stopped = seen.result in STOPPING and bench.state != "out_of_use"
    if stopped:
        _happened(db, bench, "out_of_use", actor, on, inspection=number, reason=seen.reason)
    order = repairs.open_of(db, bench.id)
    opened = seen.result != "good" and order is None
    repair = order.repair if order else None
    if opened:
        repair = _open(db, bench, actor, on, inspection=number, what=seen.text)
    state = "out_of_use" if stopped else bench.state
    last = max([one.inspected_on for one in inspections.of_bench(db, bench.id)], key=lambda day: Date(day).latest())
    return InspectedBench(number, bench.tag, bench.unit, state, stopped, repair, opened, next_due(last, every))


def order_repair(db: Database, tag: str, work: Work, actor: Actor, *, on: Date) -> Repaired:
    """Open a work order for a bench, or say on the open one what is to be done and by whom.

    Raises BenchNotFound, TagMalformed, BenchRetired, CareTooEarly, HappensInFuture.
    """
    check_not_future(on, actor)
    with transaction(db, "bench repair", actor):
        return write_order(db, benches.get(db, tag), work, actor, on)


def write_order(db: Database, bench: Bench, work: Work, actor: Actor, on: Date) -> Repaired:
    """Do so inside the caller's transaction. Raises BenchRetired and CareTooEarly."""
    _check_cared(db, bench, "repair", on)
    order = repairs.open_of(db, bench.id)
    if order:
        number = order.repair
        said = {"what": work.what, "by_whom": work.by_whom}
        _change(db, number, {name: text for name, text in said.items() if text})
    else:
        check_after(bench.tag, on, inspections.steps(db, bench.id, "repairs"))
        number = _open(db, bench, actor, on, what=work.what, by_whom=work.by_whom)
    return Repaired(repairs.get(db, number), order is None, in_use_again=False, state=bench.state)


def repair_bench(db: Database, tag: str, work: Work, actor: Actor, *, on: Date, keep_out: bool = False) -> Repaired:
    """Write down that a bench was repaired: on its open work order, or on one opened and done at once.

    A bench that is out of use is in use again, unless it is to be kept out or never was in use. One that is in use
    settles a demand that it had carried out and that was opened again since. Raises RepairUnsaid
    where there was no order, the bench was in use, and nothing is said of the work; BenchNotFound, TagMalformed,
    BenchRetired, CareTooEarly, HappensInFuture.
    """
    check_not_future(on, actor)
    with transaction(db, "bench repair", actor):
        return write_repair(db, benches.get(db, tag), work, actor, on, keep_out=keep_out)


def write_repair(db: Database, bench: Bench, work: Work, actor: Actor, on: Date, *, keep_out: bool = False) -> Repaired:
    """Do so inside the caller's transaction. Raises RepairUnsaid, BenchRetired and CareTooEarly."""
    _check_cared(db, bench, "repair", on, past=True)
    order = repairs.open_of(db, bench.id)
    again = bench.state == "out_of_use" and not keep_out and inspections.ever_used(db, bench.id)
    if order is None and bench.state != "out_of_use" and work == Work():
        raise RepairUnsaid(tag=bench.tag)
    if order:
        check_after(bench.tag, on, [("order", Date(order.opened_on))])
        work = Work(noted(order.what, work.what), work.by_whom or order.by_whom, work.fen)
    if again:
        check_after(bench.tag, on, inspections.steps(db, bench.id, "events"))
    done = {**work._asdict(), "done_on": str(on), "done_role": actor.role}
    number = order.repair if order else _open(db, bench, actor, on, **done)
    if order:
        _change(db, number, done)
    if again:
        _happened(db, bench, "in_use", actor, on, repair=number)
    state = "in_use" if again else bench.state
    reopened = bench_stories.reopened(db, bench.id) if state == "in_use" else ()
    place = units.get(db, bench.unit)
    settled, later = settle(db, place, bench.id, bench.tag, on, among=reopened) if reopened else ([], [])
    return Repaired(repairs.get(db, number), order is None, again, state, tuple(settled), tuple(later))


def _check_cared(db: Database, bench: Bench, step: str, on: Date, *, past: bool = False) -> None:
    """Refuse what was retired, and a day before there was a bench. Raises BenchRetired and CareTooEarly.

    What leaves the bench as it is may be of the `past`: it is refused only if it may be later than the retiring.
    """
    events = inspections.steps(db, bench.id, "events")
    retired = next((day for kind, day in events if kind == "retired"), None)
    if bench.state == "retired" and not (past and retired and on.certainly_before(retired)):
        raise BenchRetired(bench, step, retired)
    check_after(bench.tag, on, [event for event in events if event[0] == "installed"])


def _open(db: Database, bench: Bench, actor: Actor, on: Date, **columns: object) -> int:
    return db.insert("repairs", bench=bench.id, opened_on=str(on), role=actor.role, **columns)


def _change(db: Database, repair: int, columns: dict[str, object]) -> None:
    if columns:
        db.update("repairs", repair, **columns)


def _happened(db: Database, bench: Bench, kind: str, actor: Actor, on: Date, **more: object) -> None:
    db.insert("bench_events", bench=bench.id, kind=kind, happened_on=str(on), role=actor.role, **more)
