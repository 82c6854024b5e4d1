"""Stairwells enter the register, change, and are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.bands import BAND_WORDS, BANDS, OlderCountTooSmall, check_bands, outdated
from songyu_cli.domain.benches import HappensInFuture
from songyu_cli.domain.dates import Date
from songyu_cli.domain.units import CountsMissing, Headcount, Unit, UnitExists
from songyu_cli.storage import units
from songyu_cli.storage.log import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database


def add_unit(
    db: Database,
    place: Address,
    actor: Actor,
    *,
    grid: str | None = None,
    households: int | None = None,
    floors: int | None = None,
) -> Unit:
    """Add a stairwell to the register. Raises UnitExists."""
    with transaction(db, "unit add", actor):
        if units.find(db, place):
            raise UnitExists(unit=place.phrase())
        number = insert_unit(db, Unit(place, grid, households, floors))
        return Unit(place, grid, households, floors, number)


def insert_unit(db: Database, unit: Unit) -> int:
    """Write one stairwell inside the caller's transaction and return its id."""
    return db.insert(
        "units",
        estate=unit.unit.estate,
        building=unit.unit.building,
        label=unit.unit.label,
        grid=unit.grid,
        households=unit.households,
        floors=unit.floors,
    )


def edit_unit(db: Database, place: Address, actor: Actor, changes: Mapping[str, object]) -> Unit:
    """Change what the register says of a stairwell: grid, households, floors. Raises UnitNotFound."""
    with transaction(db, "unit edit", actor):
        db.update("units", units.get(db, place).id, **changes)
        return units.get(db, place)


def count_unit(db: Database, count: Headcount, actor: Actor) -> tuple[Headcount, Headcount | None]:
    """Record a headcount and return it with the count of the same day that it corrects, if there was one.

    Raises UnitNotFound, CountsMissing, BandsDoNotNest, HappensInFuture.
    """
    if all(getattr(count, band) is None for band in BANDS):
        raise CountsMissing
    check_not_future(count.as_of, actor)
    with transaction(db, "unit count", actor):
        unit = units.get(db, count.unit)
        return record_count(db, unit, count)


def record_count(db: Database, unit: Unit, count: Headcount) -> tuple[Headcount, Headcount | None]:
    """Write a headcount inside the caller's transaction: a new one, or a correction of the same day's."""
    found = units.headcount(db, unit, count.as_of)
    whole = count.filled_from(found[1]) if found else count
    bands = {band: getattr(whole, band) for band in BANDS}
    check_bands(**bands)
    _check_older(db, unit, whole)
    if found:
        db.update("headcounts", found[0], **bands, source=whole.source)
        return whole, found[1]
    db.insert("headcounts", unit=unit.id, as_of=str(whole.as_of), **bands, source=whole.source)
    return whole, None


def _check_older(db: Database, unit: Unit, count: Headcount) -> None:
    """See that a band counted alone does not exceed an older, wider one. Raises OlderCountTooSmall."""
    older = [one for one in units.headcounts(db, unit) if one.as_of < count.as_of]
    known = {band: n for one in older for band in BANDS if (n := getattr(one, band)) is not None}
    clash = outdated({band: getattr(count, band) for band in BANDS}, known)
    if clash:
        inner, outer = clash
        last = max(one.as_of for one in older if getattr(one, outer) is not None)
        raise OlderCountTooSmall(
            inner=BAND_WORDS[inner],
            more=getattr(count, inner),
            outer=BAND_WORDS[outer],
            fewer=known[outer],
            on=Date(last).phrase(),
        )


def check_not_future(on: Date, actor: Actor) -> None:
    """Refuse a day that is certainly still to come. Raises HappensInFuture."""
    today = Date.of(actor.at.date())
    if on.certainly_after(today):
        raise HappensInFuture(on=on.phrase(), today=today.phrase())
