"""Where a row is: the address in its columns."""

from __future__ import annotations

from songyu_cli.domain.stairwells import Address


def address(row: object) -> Address:
    """Return the address in a row that carries estate, building and label."""
    return Address(row["estate"], row["building"], row["label"])  # type: ignore[index]
