"""The figures of a campaign as SAFETY.md's table has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from struck import KILLS, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign import Campaign
    from together import Together

KILLED, BROKEN, TOGETHER = "kill -9 or power loss in a command", "I/O error, full disk", "two people at once"
BACKUP = "bad backup"
THREATS = (  # in the order of SAFETY.md
    KILLED,
    BROKEN,
    TOGETHER,
    "network share, USB stick",
    "bit rot, a cut file",
    BACKUP,
    "newer or foreign file",
    "a mistake",
    "a changed past",
    "formula injection in exports",
    "terminal escapes, markup, bidi in public text",
    "HTML in reports",
    "hostile spreadsheets",
    "path tricks in names",
    "SQL through names",
    "private data",
    "odd consoles and arguments",
)
_WAYS = {
    "kill -9 before or in the middle of a write": KILLS,
    "I/O error, once or from then on": (Way.EIO_ONCE, Way.EIO_ON),
    "full disk, once, from then on, in the middle": (Way.FULL_ONCE, Way.FULL_ON, Way.SHORT_THEN_FULL),
    "a short write": (Way.SHORT,),
}
_COPIES = ("backup", "restore")


def struck(found: Campaign, lines: list[tuple[str, int, int]], seconds: float) -> list[str]:
    """Return what was struck and what came of it, a line for each kind of fault."""
    points, writes = sum(one for _, one, _ in lines), sum(of for *_, of in lines)
    title = (
        f"{len(lines)} commands, {points} of their {writes} writes struck in {len(Way) - 1} ways, in {seconds:.0f} s:"
    )
    return [title, *(_row(what, found, ways) for what, ways in _WAYS.items())]


def counted(found: Campaign, lines: list[tuple[str, int, int]], four: Together | None) -> Iterator[tuple[str, str]]:
    """Yield what the strikes say of each threat."""
    yield KILLED, _worst(found, KILLS)
    yield BROKEN, _worst(found, [way for way in Way if way not in KILLS])
    if four:
        each = four.writes // 4
        lost = f"lost {four.lost}, false failures {four.refused}"
        yield TOGETHER, f"4 processes x {each} writes: {lost}, {four.wrong or 'whole'}"
    copies = [number for line, number, _ in lines if line.startswith(_COPIES)]
    if copies:
        bad = sum(fault.startswith(("half-done", "corrupt")) and fault.split()[1] in _COPIES for fault in found.faults)
        yield BACKUP, f"interrupted {sum(copies) * (len(Way) - 1)} times in backup and restore: bad files {bad}"


def table(figures: Iterable[tuple[str, str]]) -> list[str]:
    """Return SAFETY.md's table: a line for each threat, with all the figures that were found for it."""
    said: dict[str, list[str]] = {threat: [] for threat in THREATS}
    for threat, figure in figures:
        said[threat].append(figure)
    width = max(map(len, THREATS))
    return [f"{threat:{width}}  {'; '.join(found) or 'NOT TRIED'}" for threat, found in said.items()]


def _worst(found: Campaign, ways: Iterable[Way]) -> str:
    names = ("tried", "half-done", "corrupt", "lost")
    tried, half_done, corrupt, lost = (found.of(name, *ways) for name in names)
    return f"points tried {tried}, half-done {half_done}, corrupt {corrupt}, acknowledged-then-lost {lost}"


def _row(what: str, found: Campaign, ways: tuple[Way, ...]) -> str:
    def of(name: str) -> int:
        return found.of(name, *ways)

    return (
        f"{what}: points tried {of('tried')}, half-done {of('half-done')}, corrupt {of('corrupt')}, "
        f"acknowledged-then-lost {of('lost')}, false refusals {of('false')}, no sentence or another code {of('bugs')} "
        f"(killed {of('killed')}, refused {of('refused')}, done {of('done')}, unfinished files {of('left behind')})"
    )
