"""Empty tables to fill in, with the words that a ledger knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.actions.ledger import kinds
from songyu_cli.domain.estates import home_estate
from songyu_cli.domain.lists import LISTS
from songyu_cli.domain.tables.bench_rows import BENCHES
from songyu_cli.domain.tables.demand_rows import DEMANDS
from songyu_cli.domain.tables.inspection_rows import INSPECTIONS
from songyu_cli.domain.tables.templates import Template, Word, template_of
from songyu_cli.domain.tables.unit_rows import UNITS
from songyu_cli.storage import batches, partners, settings, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.tables.columns import Kind
    from songyu_cli.storage.connection import Database

KINDS_OF_LISTS: dict[str, Kind[Any]] = {
    "units": UNITS,
    "demands": DEMANDS,
    "benches": BENCHES,
    "inspections": INSPECTIONS,
}
"""The lists that are imported as they are exported, and so have a template."""


def make_template(db: Database | None, key: str) -> Template:
    """Return the template of a list, with a ledger's own kinds, batches and partners where there is one.

    小区 and 区 stand in that of the register, and where the ledger has stairwells of several estates.
    """
    offers: dict[str, Sequence[Word]] = {}
    area = key == "units"
    if db is not None:
        with db.reading():
            offers["batch"] = [one.batch for one in batches.everything(db) if one.closed_on is None]
            offers["partner"] = [one.name for one in partners.everything(db)]
            if key == "demands":
                offers["kind"] = [choice.phrase for choice in kinds(db)]
            own = home_estate(settings.home(db)).full
            area = area or any(unit.unit.estate != own for unit in units.everywhere(db))
    return template_of(KINDS_OF_LISTS[key], LISTS.phrase(key), offers, area=area)
