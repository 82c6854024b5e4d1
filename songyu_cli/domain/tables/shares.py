"""How many each of several stairwells gets, where one row names them all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from songyu_cli.domain.quantities import read_count
from songyu_cli.domain.tables.columns import Fault
from songyu_cli.domain.tables.places import listed
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight, Values

NOT_EACH = Fault(
    "quantity",
    "shared_count",
    Phrase(
        "一行写了几个单元，不知道每个单元几张。", "The row names several stairwells; how many each has is not known."
    ),
    Phrase("写成“各2张”，或每个单元写一行。", "Write 各2张 (2 each), or one row for each stairwell."),
)


class Each(int):
    """A number for each of several stairwells: 各2张."""


def read_each(cell: Cell) -> int | None:
    """Return the number in a cell, as Each where it is for each of several: 各2张. Raises CountRefused."""
    each = re.match(r"\s*(?:各|每单元|每个单元)", cell) if isinstance(cell, str) else None
    number = read_count(cell[each.end() :] if isinstance(cell, str) and each else cell)
    return Each(number) if each and number else number


def one_row_each(values: Values, sight: Sight) -> list[Values] | Fault:
    """Make one row of each stairwell: 各2张 gives each 2, a quantity equal to their number gives each 1.

    Without a quantity each row has none, and no row has a serial number, which was the whole row's.
    """
    units = listed(values, sight)
    if isinstance(units, Fault):
        return units
    quantity = values.get("quantity")
    if not (quantity is None or isinstance(quantity, Each) or quantity == len(units)):
        return NOT_EACH
    each = int(quantity) if isinstance(quantity, Each) else quantity and 1
    place = {"estate": None, "zone": None, "number": None, "quantity": each}
    return [{**values, **place, "address": unit.key} for unit in units]
