"""The log: who did what, when, as they typed it, and the rows it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
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
    """One command in the log.

    `undone_by` is the undo that took it back and was not itself taken back; `undoes` is what an undo or a redo takes
    back, and `redoes` the command that a redo brings back.
    """

    command: int
    at: str
    role: str
    alias: str | None
    name: str
    typed: str
    changes: int
    undoes: int | None = None
    undone_by: int | None = None
    redoes: int | None = None


UNDO = Phrase("撤销", "undo")
REDO = Phrase("重做", "redo")


@dataclass(frozen=True)
class Change:
    """One row before and after; `old` is None for a new row, `new` is None for one taken away."""

    table: str
    row: int
    old: dict[str, Any] | None
    new: dict[str, Any] | None


class Wanted(NamedTuple):
    """Which entries are wanted: from one day to another, both counted; a role; a noun such as `bench`."""

    since: str | None = None
    until: str | None = None
    role: str | None = None
    noun: str | None = None


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


class RestoreStays(RuleForbids):
    """The entry says that the ledger was restored from a backup."""

    sentence = Phrase(
        "第 {command} 号是从备份恢复，不能撤销。", "Entry {command} restored the ledger and cannot be undone."
    )
    hint = Phrase(
        "要回到恢复以前，恢复当时留下的那份备份：songyu backup list。",
        "To go back, restore the backup that was made just before: songyu backup list.",
    )


class MigrationStays(RuleForbids):
    """The entry says that the ledger was brought to a newer schema."""

    sentence = Phrase(
        "第 {command} 号是账本升级，不能撤销。", "Entry {command} brought the ledger up to date and cannot be undone."
    )
    hint = Phrase(
        "以前的操作照样能撤销，看 songyu log。", "What was done before it can still be undone: see songyu log."
    )


class AlreadyUndone(RuleForbids):
    """The command was taken back before."""

    sentence = Phrase(
        "第 {command} 号不能撤销：它已被第 {undo} 号撤销。",
        "Entry {command} cannot be undone: entry {undo} did so already.",
    )
    hint = Phrase(
        "要恢复它：songyu redo {command}；看日志：songyu log。",
        "To bring it back: songyu redo {command}. See the log: songyu log.",
    )


def next_step(taken: Entry) -> Phrase:
    """Return how a command that was undone is brought back, or one that was brought back is undone again."""
    line = (
        Phrase("要恢复第 {n} 号：songyu redo {n}。", "To bring entry {n} back: songyu redo {n}.")
        if taken.undone_by
        else Phrase("要再撤销第 {n} 号：songyu undo {n}。", "To undo entry {n} again: songyu undo {n}.")
    )
    return line.format(n=taken.command)


class IsAnUndo(RuleForbids):
    """The entry takes another one back; that is taken back by a redo."""

    sentence = Phrase(
        "第 {command} 号不能撤销：它本身就是一次撤销。", "Entry {command} cannot be undone: it is an undo itself."
    )
    hint = Phrase("{next}", "{next}")


class IsARedo(RuleForbids):
    """The entry brings another one back; it is that one that can be undone again."""

    sentence = Phrase("第 {command} 号不能撤销：它是一次重做。", "Entry {command} cannot be undone: it is a redo.")
    hint = Phrase("{next}", "{next}")


class StepsOrNumber(UsageRefused):
    """A number names one entry, `--steps` counts the newest."""

    sentence = Phrase("编号和 --steps 只能写一个。", "Give a number or --steps, not both.")
    hint = Phrase(
        "songyu {verb} 12，或 songyu {verb} --steps 3。", "Either songyu {verb} 12 or songyu {verb} --steps 3."
    )


class TooFewSteps(RuleForbids):
    """There are fewer steps than were asked for; none is taken."""

    sentence = Phrase(
        "要{does} {steps} 步，只有 {there} 步，什么都没有改。",
        "Of {steps} steps to {does} there are only {there}; nothing was changed.",
    )
    hint = Phrase("看日志：songyu log。", "See the log: songyu log.")


class NothingToRedo(RuleForbids):
    """Nothing was undone, or all of it was brought back."""

    sentence = Phrase("没有可以重做的操作。", "There is nothing to redo.")
    hint = Phrase("撤销过的才能重做，看 songyu log。", "Only what was undone can be redone: see songyu log.")


class WorkSinceUndo(RuleForbids):
    """Something new was done after the last undo."""

    sentence = Phrase(
        "撤销以后又做了第 {later} 号（{later_name}），不知道还要不要重做第 {command} 号（{name}）。",
        "Entry {later} ({later_name}) came after the undo; entry {command} ({name}) is not redone unasked.",
    )
    hint = Phrase("要重做就写明编号：songyu redo {command}。", "To redo it, name it: songyu redo {command}.")


class NotUndone(RuleForbids):
    """The command counts; there is nothing to bring back."""

    sentence = Phrase(
        "第 {command} 号不用重做：它没有被撤销，或已经重做过。",
        "Entry {command} needs no redo: it was not undone, or was redone already.",
    )
    hint = Phrase("看日志：songyu log。", "See the log: songyu log.")


class LaterWorkNear(RuleForbids):
    """What would be brought back has neighbours it never met."""

    sentence = Phrase(
        "不能重做第 {command} 号（{name}）：后来的第 {later} 号（{later_name}）动过同样的地方。",
        "Cannot redo entry {command} ({name}): entry {later} ({later_name}) has since touched the same things.",
    )
    hint = Phrase(
        "看它动了什么：songyu log show {later}。把这一步重新记一遍；或先撤销后来的：songyu undo {later}。",
        "See what that did: songyu log show {later}. Enter this anew, or undo that first: songyu undo {later}.",
    )


class UndoneSince(RuleForbids):
    """What would be brought back stood on what was undone after it."""

    sentence = Phrase(
        "不能重做第 {command} 号（{name}）：第 {other} 号（{other_name}）后来被撤销了。",
        "Cannot redo entry {command} ({name}): entry {other} ({other_name}) was undone since.",
    )
    hint = Phrase("先重做第 {other} 号：songyu redo {other}。", "Redo that first: songyu redo {other}.")


class LaterWorkDepends(RuleForbids):
    """What would be undone has been changed or built on since."""

    sentence = Phrase(
        "不能撤销第 {command} 号（{name}）：后来的第 {later} 号（{later_name}）要用到它。",
        "Cannot undo entry {command} ({name}): entry {later} ({later_name}) builds on it.",
    )
    hint = Phrase(
        "看它做了什么：songyu log show {later}；先撤销它：songyu undo {later}。",
        "See what that did: songyu log show {later}. Undo it first: songyu undo {later}.",
    )


class PlaceTaken(RuleForbids):
    """What would be restored is somebody else's now: a name, a number, a place on the year's menu."""

    sentence = Phrase(
        "不能{does}第 {command} 号：它要恢复的名称或位置，后来给了别的记录。",
        "Cannot {does} entry {command}: what it would restore has since been given to another record.",
    )
    hint = Phrase(
        "先看后来做了什么：songyu log；改掉或撤销那一条再来。",
        "See what was done since: songyu log. Change or undo that first.",
    )


class MinutesIncomplete(RuleForbids):
    """A decision would be left in a meeting whose minutes no longer speak of it."""

    sentence = Phrase(
        "不能{does}第 {command} 号：第 {meeting} 号会议后来决定了第 {demand} 号需求，纪要里不能少了这个议题。",
        "Cannot {does} entry {command}: meeting {meeting} has since decided on demand {demand}, "
        "and its minutes need it.",
    )
    hint = Phrase("先撤销那个决定，看 songyu log。", "Undo that decision first: see songyu log.")


class AllocationNeeded(RuleForbids):
    """Benches that a plan gave a stairwell have been put up since."""

    sentence = Phrase(
        "不能{does}第 {command} 号：第{batch}批给 {unit} 的凳子已经装了。",
        "Cannot {does} entry {command}: what batch {batch} gave {unit} has been put up since.",
    )
    hint = Phrase("先撤销安装，看 songyu log。", "Undo the installation first: see songyu log.")


class ClosedBatchOwes(RuleForbids):
    """A closed batch would be left with a bench that it gave a stairwell and that will not come."""

    sentence = Phrase(
        "不能{does}第 {command} 号：第{batch}批已经关闭，{does}后它分配给 {unit} 的凳子就没装了。",
        "Cannot {does} entry {command}: batch {batch} is closed, and would still owe {unit} a bench.",
    )
    hint = Phrase(
        "先撤销关闭（songyu log 里的 batch close）；凳子不在了就用 songyu bench retire。",
        "Undo its closing first (batch close in songyu log); if the bench is gone: songyu bench retire.",
    )


class ChangedOutside(RuleForbids):
    """The row no longer reads as the log left it."""

    sentence = Phrase(
        "不能{does}第 {command} 号：{table} 第 {row} 行已不是日志里记的样子。",
        "Cannot {does} entry {command}: row {row} of {table} no longer reads as the log left it.",
    )
    hint = Phrase("看这一条改了什么：songyu log show {command}。", "See what it changed: songyu log show {command}.")
