"""The log: who did what, when, as they typed it, and the rows it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.errors import NotFound, RuleForbids
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Actor:
    """Who acts, by role and work alias and never by name; when; and what they typed."""

    role: str
    at: datetime
    alias: str | None = None
    typed: str = ""


@dataclass(frozen=True)
class Entry:
    """One command in the log. `undone_by` is the number of the command that took it back."""

    command: int
    at: str
    role: str
    alias: str | None
    name: str
    typed: str
    changes: int
    undoes: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True)
class Change:
    """One row before and after; `old` is None for a new row, `new` is None for one taken away."""

    table: str
    row: int
    old: dict[str, Any] | None
    new: dict[str, Any] | None


class CommandNotFound(NotFound):
    """The log has no entry of that number."""

    sentence = Phrase("日志里没有第 {command} 号。", "The log has no entry {command}.")
    hint = Phrase("看日志：songyu log。", "See the log: songyu log.")


class NothingToUndo(RuleForbids):
    """Every command is undone already, or there was none."""

    sentence = Phrase("没有可以撤销的操作。", "There is nothing to undo.")
    hint = Phrase("看日志：songyu log。", "See the log: songyu log.")


class BeginningStays(RuleForbids):
    """The first entry made the ledger itself."""

    sentence = Phrase("第 {command} 号是新建账本，不能撤销。", "Entry {command} made the ledger and cannot be undone.")
    hint = Phrase("改设置：songyu config set。", "To change its settings: songyu config set.")


class AlreadyUndone(RuleForbids):
    """The command was taken back before, or takes another back itself."""

    sentence = Phrase(
        "第 {command} 号不能撤销：它已被撤销，或本身就是一次撤销。",
        "Entry {command} cannot be undone: it was undone already, or is an undo itself.",
    )
    hint = Phrase("看日志：songyu log。", "See the log: songyu log.")


class LaterWorkDepends(RuleForbids):
    """What would be undone has been changed or built on since."""

    sentence = Phrase(
        "不能撤销第 {command} 号（{name}）：后来的第 {later} 号（{later_name}）要用到它。",
        "Cannot undo entry {command} ({name}): entry {later} ({later_name}) builds on it.",
    )
    hint = Phrase("先撤销后来的：songyu undo {later}。", "Undo the later one first: songyu undo {later}.")


class PlaceTaken(RuleForbids):
    """What would be restored is somebody else's now: a name, a number, a place on the year's menu."""

    sentence = Phrase(
        "不能撤销第 {command} 号：它要恢复的名称或位置，后来给了别的记录。",
        "Cannot undo entry {command}: what it would restore has since been given to another record.",
    )
    hint = Phrase(
        "先看后来做了什么：songyu log；改掉或撤销那一条再来。",
        "See what was done since: songyu log. Change or undo that first.",
    )


class MinutesIncomplete(RuleForbids):
    """A decision would be left in a meeting whose minutes no longer speak of it."""

    sentence = Phrase(
        "不能撤销第 {command} 号：第 {meeting} 号会议后来决定了第 {demand} 号需求，纪要里不能少了这个议题。",
        "Cannot undo entry {command}: meeting {meeting} has since decided on demand {demand}, and its minutes need it.",
    )
    hint = Phrase("先撤销那个决定，看 songyu log。", "Undo that decision first: see songyu log.")


class AllocationNeeded(RuleForbids):
    """Benches that a plan gave a stairwell have been put up since."""

    sentence = Phrase(
        "不能撤销第 {command} 号：第{batch}批给 {unit} 的凳子已经装了。",
        "Cannot undo entry {command}: what batch {batch} gave {unit} has been put up since.",
    )
    hint = Phrase("先撤销安装，看 songyu log。", "Undo the installation first: see songyu log.")


class ClosedBatchOwes(RuleForbids):
    """A closed batch would be left with a bench that it gave a stairwell and that will not come."""

    sentence = Phrase(
        "不能撤销第 {command} 号：第{batch}批已经关闭，撤销后它分配给 {unit} 的凳子就没装了。",
        "Cannot undo entry {command}: batch {batch} is closed, and would still owe {unit} a bench.",
    )
    hint = Phrase(
        "先撤销关闭（songyu log 里的 batch close）；凳子不在了就用 songyu bench retire。",
        "Undo its closing first (batch close in songyu log); if the bench is gone: songyu bench retire.",
    )


class ChangedOutside(RuleForbids):
    """The row no longer reads as the log left it."""

    sentence = Phrase(
        "不能撤销第 {command} 号：{table} 第 {row} 行已不是日志里记的样子。",
        "Cannot undo entry {command}: row {row} of {table} no longer reads as the log left it.",
    )
    hint = Phrase("看这一条改了什么：songyu log show {command}。", "See what it changed: songyu log show {command}.")
