"""The figures of a campaign as SAFETY.md's table has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from struck import KILLS, Way

if TYPE_CHECKING:
    from campaign import Campaign
    from together import Together

_IO = (Way.EIO_ONCE, Way.EIO_ON)
_FULL = (Way.FULL_ONCE, Way.FULL_ON, Way.SHORT_THEN_FULL)


def table(found: Campaign, lines: list[tuple[str, int, int]], four: Together | None, seconds: float) -> list[str]:
    """Return the figures, a line for each kind of fault."""
    points, writes = sum(one for _, one, _ in lines), sum(of for *_, of in lines)
    rows = [
        f"{len(lines)} commands, {points} of their {writes} writes struck in {len(Way) - 1} ways, in {seconds:.0f} s:",
        _row("kill -9 before or in the middle of a write", found, KILLS),
        _row("I/O error, once or from then on", found, _IO),
        _row("full disk, once, from then on, in the middle", found, _FULL),
        _row("a short write", found, (Way.SHORT,)),
    ]
    if four:
        rows.append(
            f"4 processes x {four.writes // 4} writes: lost {four.lost}, false failures {four.refused}, "
            f"{four.wrong or 'whole'}"
        )
    return rows


def _row(what: str, found: Campaign, ways: tuple[Way, ...]) -> str:
    def of(name: str) -> int:
        return found.of(name, *ways)

    return (
        f"{what}: points tried {of('tried')}, half-done {of('half-done')}, corrupt {of('corrupt')}, "
        f"acknowledged-then-lost {of('lost')}, false refusals {of('false')}, no sentence or another code {of('bugs')} "
        f"(killed {of('killed')}, refused {of('refused')}, done {of('done')}, unfinished files {of('left behind')})"
    )
