"""Benches are put to use and taken out of it, moved, replaced and retired, and more becomes known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.actions.bench import given_tag, settle
from songyu_cli.actions.unit import check_not_future
from songyu_cli.domain.bench_changes import (
    BenchReasonMissing,
    BenchReplaced,
    Changes,
    Edited,
    Edits,
    FactChange,
    Moved,
    Replaced,
    SeveralBenchesRefused,
    StandsThere,
    check_step,
)
from songyu_cli.domain.benches import ENTRANCE
from songyu_cli.domain.errors import RuleForbids
from songyu_cli.domain.partners import Partner
from songyu_cli.storage import batches, bench_stories, benches, hazards, units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.benches import Bench
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_BECOMES = {"use": "in_use", "stop": "out_of_use", "retire": "retired"}


_OF_THE_PLACE = ("exit_clear", "firm_ground", "shaded", "fixed")


class Destination(NamedTuple):
    """Where a bench is moved to; `facts` are what was answered of the new place, columns of a bench.

    Without a spot it is the entrance of another stairwell.
    """

    unit: Address
    spot: str | None
    facts: Mapping[str, object]


class NewBench(NamedTuple):
    """What is said of the bench that takes another one's place: a tag of its own, its donor, where it stands."""

    tag: str | None = None
    partner: Partner | None = None
    spot: str | None = None


def use_benches(db: Database, tags: Sequence[str], actor: Actor, *, on: Date) -> Changes:
    """Put benches to use, all or none: new ones, and those that were out of use.

    Raises TagMalformed, TagRangeRefused, BenchNotFound, BenchRetired, BenchStepTooEarly, HappensInFuture,
    SeveralBenchesRefused.
    """
    return _change(db, "use", tags, actor, on=on, reason=None)


def stop_benches(db: Database, tags: Sequence[str], actor: Actor, *, on: Date, reason: str | None) -> Changes:
    """Take benches out of use, all or none. Raises BenchReasonMissing, and what `use_benches` raises."""
    return _change(db, "stop", tags, actor, on=on, reason=_explained("stop", reason))


def retire_benches(db: Database, tags: Sequence[str], actor: Actor, *, on: Date, reason: str | None) -> Changes:
    """Retire benches for good, all or none; what they carried out stays a fact. Raises as `stop_benches` does."""
    return _change(db, "retire", tags, actor, on=on, reason=_explained("retire", reason))


def _change(db: Database, step: str, tags: Sequence[str], actor: Actor, *, on: Date, reason: str | None) -> Changes:
    check_not_future(on, actor)
    state = _BECOMES[step]
    with transaction(db, f"bench {step}", actor):
        meant = benches.named(db, tags)
        changed = [bench for bench in meant if bench.state != state]

        def take(bench: Bench) -> None:
            check_step(bench, step, on, bench_stories.past(db, bench.id))
            _happened(db, bench.id, state, on, actor, reason)

        _each(changed, take, of=len(meant))
        places = {bench.unit: units.get(db, bench.unit).id for bench in changed}
        left = () if step == "use" else _without_bench(db, places)
        lost = () if step != "retire" else (bench_stories.answered(db, one.id, places[one.unit]) for one in changed)
        return Changes(
            str(on),
            reason,
            benches=tuple(benches.get(db, bench.tag) for bench in changed),
            already=tuple(bench.tag for bench in meant if bench.state == state),
            bare=left,
            answered=tuple({one.demand: one for found in lost for one in found}.values()),
            unmended=() if step != "use" else bench_stories.unmended(db, [bench.id for bench in changed]),
        )


def move_bench(db: Database, tag: str, to: Destination, actor: Actor, *, on: Date, reason: str | None) -> Moved:
    """Move a bench to another stairwell, or to another spot, and settle the demand that it answers there.

    What it carried out where it stood stays a fact; what was known of that place is not known of the new one. Raises
    BenchReasonMissing, TagMalformed, BenchNotFound, UnitNotFound, BenchRetired, StandsThere, BenchStepTooEarly,
    HappensInFuture.
    """
    why = _explained("move", reason)
    check_not_future(on, actor)
    with transaction(db, "bench move", actor):
        bench, there = benches.get(db, tag), units.get(db, to.unit)
        check_step(bench, "move", on, bench_stories.past(db, bench.id))
        here = units.get(db, bench.unit)
        stays = here.id == there.id
        if stays and to.spot in (None, bench.spot):
            raise StandsThere(bench)
        spot = to.spot or ENTRANCE
        db.insert(
            "moves",
            bench=bench.id,
            from_unit=here.id,
            to_unit=there.id,
            from_spot=bench.spot,
            to_spot=spot,
            moved_on=str(on),
            reason=why,
            role=actor.role,
        )
        db.update("benches", bench.id, unit=there.id, spot=spot, **dict.fromkeys(_OF_THE_PLACE) | dict(to.facts))
        # A bench that comes back answers what it answered there before, not one demand more.
        known = stays or bench_stories.answered(db, bench.id, there.id)
        settled, later = ([], []) if known else settle(db, there, bench.id, bench.tag, on)
        return Moved(
            str(on),
            why,
            bench=benches.get(db, bench.tag),
            from_unit=here.unit,
            from_spot=bench.spot,
            settled=tuple(settled),
            asked_later=tuple(later),
            bare=() if stays else _without_bench(db, {here.unit: here.id}),
            answered=() if stays else bench_stories.answered(db, bench.id, here.id),
            old_stools=() if stays else hazards.old_stools(db, [there.id]),
        )


def replace_bench(db: Database, tag: str, actor: Actor, *, on: Date, reason: str | None, new: NewBench) -> Replaced:
    """Retire a bench and put a new one of its batch in its place, which adds to no plan.

    It settles no demand but one that the old bench had carried out and that was opened again since. A batch that is
    closed takes it too, and so does the place of a bench that was retired before. Raises
    BenchReasonMissing, TagMalformed, BenchNotFound, BenchReplaced, BenchStepTooEarly, TagOfAnotherBatch, TagTaken,
    HappensInFuture.
    """
    why = _explained("replace", reason)
    check_not_future(on, actor)
    with transaction(db, "bench replace", actor):
        old = benches.get(db, tag)
        if old.replaced_by:
            raise BenchReplaced(tag=old.tag, new=old.replaced_by)
        check_step(old, "replace", on, bench_stories.past(db, old.id))
        gone = old.state == "retired"
        if not gone:
            _happened(db, old.id, "retired", on, actor, why)
        batch, place = batches.get(db, old.batch), units.get(db, old.unit)
        name = given_tag(db, batch, new.tag) if new.tag else benches.next_tag(db, batch.batch)
        bench = db.insert(
            "benches",
            tag=name,
            batch=batch.id,
            unit=place.id,
            spot=new.spot or old.spot,
            partner=new.partner.partner if new.partner else None,
            replaces=old.id,
        )
        _happened(db, bench, "installed", on, actor, why if gone else None)
        _happened(db, bench, "in_use", on, actor, None)
        again = bench_stories.reopened(db, old.id)
        settled, later = settle(db, place, bench, name, on, among=again) if again else ([], [])
        return Replaced(
            str(on),
            why,
            benches.get(db, old.tag),
            benches.get(db, name),
            settled=tuple(settled),
            asked_later=tuple(later),
        )


def edit_benches(db: Database, tags: Sequence[str], actor: Actor, facts: Mapping[str, object]) -> Edits:
    """Write down what became known of benches: columns of a bench, None for what is not known after all.

    Retired ones too: it is the record that changes. Raises TagMalformed, TagRangeRefused, BenchNotFound.
    """
    with transaction(db, "bench edit", actor):
        edited, same = [], []
        for bench in benches.named(db, tags):
            changes = tuple(_difference(bench, facts))
            if changes:
                columns = {one.fact: facts[one.fact] for one in changes}
                donor = columns.get("partner")
                db.update(
                    "benches", bench.id, **columns | ({"partner": donor.partner} if isinstance(donor, Partner) else {})
                )
                edited.append(Edited(bench.tag, changes))
            else:
                same.append(bench.tag)
        return Edits(tuple(edited), tuple(same))


def _difference(bench: Bench, facts: Mapping[str, object]) -> list[FactChange]:
    read = {name: value.name if isinstance(value, Partner) else value for name, value in facts.items()}
    return [
        FactChange(name, getattr(bench, name), value)  # type: ignore[arg-type]
        for name, value in read.items()
        if value != getattr(bench, name)
    ]


def _explained(step: str, reason: str | None) -> str:
    if not reason or not reason.strip():
        raise BenchReasonMissing(step)
    return reason


def _happened(db: Database, bench: int, kind: str, on: Date, actor: Actor, reason: str | None) -> None:
    db.insert("bench_events", bench=bench, kind=kind, happened_on=str(on), reason=reason, role=actor.role)


def _without_bench(db: Database, places: Mapping[Address, int]) -> tuple[Address, ...]:
    bare = (place for place, unit in places.items() if not bench_stories.has_bench_in_use(db, unit))
    return tuple(sorted(bare, key=lambda place: place.order))


def _each(meant: Sequence[Bench], step: Callable[[Bench], None], *, of: int) -> None:
    """Take a step with each bench. Raises what one of them is refused for, or SeveralBenchesRefused."""
    refused: list[RuleForbids] = []
    for bench in meant:
        try:
            step(bench)
        except RuleForbids as error:
            refused.append(error)
    if len(refused) > 1:
        raise SeveralBenchesRefused(refused, of)
    if refused:
        raise refused[0]
