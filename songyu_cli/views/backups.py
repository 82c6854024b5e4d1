"""Backups as people read them: the list, the one just made, and what bringing one back means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from songyu_cli.domain.backups import REASONS, STATES, Backup, Made
from songyu_cli.domain.typed_words import typed_word
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Listing, Table
from songyu_cli.views.heads import head_phrase
from songyu_cli.views.words import dotted, moment, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from songyu_cli.domain.restores import Restored, Restoring

_THOUSAND = 1024
QUESTION = Phrase("确定恢复吗？", "Restore it?")
LEFT = Phrase("没有恢复，什么都没有改。", "Not restored; nothing was changed.")
_NONE = Phrase("还没有备份。备份一次：{spoken} backup", "There is no backup yet. To make one: {spoken} backup")
_BACK = Phrase(
    "恢复：{spoken} restore 编号；最新的：{spoken} restore latest",
    "To restore: {spoken} restore NUMBER; the newest: {spoken} restore latest",
)


def _size(size: int) -> str:
    kilobytes = size / _THOUSAND
    return f"{kilobytes:.0f} KB" if kilobytes < _THOUSAND else f"{kilobytes / _THOUSAND:.1f} MB"


def _when(at: str | None) -> str:
    return moment(at) if at else "—"


_COLUMNS = (
    Column(Phrase("编号", "No."), lambda one: one.number, number=True),
    Column(Phrase("时间", "When"), lambda one: _when(one.made_at), keep=True),
    Column(Phrase("原因", "Why"), lambda one: REASONS.get(one.reason)),
    Column(Phrase("日志", "Log"), lambda one: one.head, keep=True),
    Column(Phrase("大小", "Size"), lambda one: _size(one.size), number=True, keep=True),
    Column(Phrase("状态", "State"), lambda one: STATES[one.state]),
)


def listing(found: Sequence[Backup], spoken: str) -> Listing:
    """Return backups as a listing; `spoken` is what to type so that a command meets their ledger."""
    return Listing(found, Backup, _NONE.format(spoken=spoken))


def table(found: Listing, spoken: str) -> list[Drawing]:
    """Draw the backups, the newest first, with the folder in which they stand and how one is brought back."""
    if not found.rows:
        return [found.empty]
    beside = Phrase("都在账本旁边的 {folder} 里", "All in {folder}, beside the ledger")
    folder = beside.format(folder=Path(found.rows[0].file).parent.name)
    return [Table(_COLUMNS, found.rows), Aside(folder), Aside(_BACK.format(spoken=spoken))]


def made(done: Made, spoken: str) -> list[Drawing]:
    """Say where the backup is and what it holds; `spoken` is what to type so that a command meets its ledger."""
    line = Phrase("已备份到 {file}", "Backed up to {file}").format(file=done.file)
    head = head_phrase(done.head) if done.head else None
    facts = dotted(head, verbatim(_size(done.size)), Phrase("已核对，完好", "checked and sound"))
    where = Phrase(
        "它和账本在同一个盘上；盘坏了两样都没有。再备一份到U盘：{spoken} backup U盘的文件夹",
        "It is on the ledger's own disk; if that fails both are gone. Copy it to a stick too: {spoken} backup FOLDER",
    )
    return [line, facts, *([where.format(spoken=spoken)] if done.own else [])]


def preview(told: Restoring) -> list[Phrase]:
    """Say which backup it is and what would be lost."""
    return [*_of_backup(told), *_of_ledger(told)]


def _of_backup(told: Restoring) -> Iterator[Phrase]:
    line = Phrase("要恢复的备份：{file}", "The backup: {file}")
    yield line.format(file=told.file)
    when = Phrase("{at} 备份", "made {at}").format(at=_when(told.made_at)) if told.made_at else None
    head = head_phrase(told.head) if told.head else None
    yield verbatim("  {facts}").format(
        facts=dotted(when, REASONS.get(told.reason or ""), head, verbatim(told.community))
    )
    if told.made_at is None:
        yield Phrase("  它没有清单，只查过文件本身。", "  It has no manifest; only the file itself was checked.")
    if told.older:
        yield Phrase("  它是旧版的账本，恢复时会升级。", "  It is an older ledger and will be brought up to date.")
    if told.broken:
        broken = Phrase(
            "  它的日志从第 {n} 号起对不上，做备份以前就改过：恢复后请看 songyu check。",
            "  Its log does not hold from entry {n} on, since before the backup: see songyu check afterwards.",
        )
        yield broken.format(n=told.broken)
    elif told.wrong:
        yield Phrase(
            "  它不完好，做备份以前账就不对了：看 songyu check 推荐哪一份，或恢复后再检查。",
            "  It is not whole, since before the backup: see which one songyu check names, or check afterwards.",
        )


def _of_ledger(told: Restoring) -> Iterator[Phrase]:
    if told.standing == "missing":
        yield Phrase("{ledger} 还没有账本，会新建。", "There is no {ledger} yet; it will be made.").format(
            ledger=told.ledger
        )
        return
    now = Phrase("现在的账本：{ledger}", "The ledger now: {ledger}").format(ledger=told.ledger)
    yield dotted(now, head_phrase(told.now) if told.now else None)
    if told.standing == "damaged":
        yield Phrase(
            "  它已损坏：会原样留在旁边，换上备份。",
            "  It is damaged: it stays beside as it is, and the backup replaces it.",
        )
    yield _lost(told)
    for entry in told.newest:
        yield verbatim("  {line}").format(line=f"#{entry.command} {_when(entry.at)} {entry.typed}")
    if told.back:
        back = Phrase("会多出备份里独有的 {n}。", "{n} that only the backup has will be back.")
        yield back.format(n=numbered(told.back, "条操作", "entry", "entries"))


def _lost(told: Restoring) -> Phrase:
    if told.lost is None:
        return Phrase("读不出它的日志，不知道会丢什么。", "Its log cannot be read; what would be lost is not known.")
    if not told.lost:
        return Phrase(
            "备份以后账本没有新的操作，不会丢什么。", "Nothing was entered since the backup; nothing would be lost."
        )
    more = told.lost > len(told.newest)
    line = Phrase("恢复后会丢掉 {n}{more}：", "{n} would be lost{more}:")
    few = Phrase("，最近的是", "; the newest are")
    return line.format(n=numbered(told.lost, "条操作", "entry", "entries"), more=few if more else verbatim(""))


def restored(done: Restored, spoken: str) -> list[Drawing]:
    """Say what the ledger holds now, and the way back."""
    lines = [
        Phrase("已从 {file} 恢复", "Restored from {file}").format(file=done.file),
        Phrase("账本 {ledger}，日志 {head}", "Ledger {ledger}, log {head}").format(ledger=done.ledger, head=done.head),
    ]
    if done.kept:
        back = Phrase("要回到恢复前：{spoken} restore {file}", "To go back: {spoken} restore {file}")
        lines.append(back.format(spoken=spoken, file=typed_word(done.kept)))
    if done.aside:
        lines.append(Phrase("损坏的账本留在 {file}", "The damaged ledger is kept as {file}").format(file=done.aside))
    return [*lines]
