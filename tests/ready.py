"""Ledgers to try commands on, built once by each process that runs tests and copied from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

_BUILT: dict[str, bytes] = {}
_LATER = (
    "batch open 2 -n 12 --on 2022-09",
    "unit add 3-1 --floors 6",
    "demand add 12-4 -n 2 --on 2021-04 --channel 热线 --text 两位老人上楼前要歇一歇，门口的旧凳子收走以后没有地方坐",
    "demand add 2-1 --kind 扶手 -n 2 --on 2022-12-30 --channel 联系日",
    "bench install 12-3 12-4 --batch 1 --on 2021-06-18",
    "bench install 2-1 --batch 2 --on 2022-09-05 --spot 楼道口左侧 --note 靠墙",
    "demand add 10-2 --as grid_worker:三网格",
    "undo",
    "batch close 1",
)


def ready(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Return a songyu.db in a folder that reads as if the `ledger` fixture had just built it there."""
    return _copy(folder, "ready", lambda: request.getfixturevalue("ledger"))


def town(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Return a songyu.db with a little of everything that a ledger can hold."""

    def build() -> None:
        path = ready(request, folder)
        run = request.getfixturevalue("run")
        for line in _LATER:
            run(*line.split())
        assert path.exists()

    return _copy(folder, "town", build)


def _copy(folder: Path, name: str, build: Callable[[], object]) -> Path:
    path = folder / "songyu.db"
    if name in _BUILT:
        path.write_bytes(_BUILT[name])
    else:
        build()
        _BUILT[name] = path.read_bytes()
    return path
