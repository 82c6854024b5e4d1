"""The ledger of the `ledger` fixture, built once by each process that runs tests and copied from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_BUILT: list[bytes] = []


def ready(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Return a songyu.db in a folder that reads as if the `ledger` fixture had just built it there."""
    path = folder / "songyu.db"
    if _BUILT:
        path.write_bytes(_BUILT[0])
    else:
        request.getfixturevalue("ledger")
        _BUILT.append(path.read_bytes())
    return path
