"""The log as people read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.bands import INTERNAL
from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.log import Change, Entry
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawing, Inside, Listing, Table
from songyu_cli.views.words import dotted, number_column, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLES = {
    "units": Phrase("单元", "stairwell"),
    "headcounts": Phrase("人数", "headcount"),
    "batches": Phrase("批次", "batch"),
    "allocations": Phrase("分配", "allocation"),
    "benches": Phrase("凳子", "bench"),
    "bench_events": Phrase("凳子动态", "bench event"),
    "moves": Phrase("移动", "move"),
    "demands": Phrase("需求", "demand"),
    "results": Phrase("落实", "result"),
    "imports": Phrase("导入", "import"),
    "settings": Phrase("设置", "setting"),
    "programmes": Phrase("项目", "programme"),
    "visits": Phrase("走访", "round"),
    "visit_units": Phrase("走访的单元", "stairwell called at"),
    "selections": Phrase("筛选", "selection"),
    "selection_units": Phrase("筛选出的单元", "selected stairwell"),
    "hazards": Phrase("隐患", "hazard"),
    "reviews": Phrase("审核", "review"),
    "decisions": Phrase("决定", "decision"),
    "replies": Phrase("答复", "reply"),
    "extensions": Phrase("延期", "extension"),
    "reopenings": Phrase("重开", "reopening"),
    "meetings": Phrase("会议", "meeting"),
    "attendances": Phrase("到会人数", "attendance"),
    "meeting_items": Phrase("议题", "item on the agenda"),
    "menu_items": Phrase("菜单项目", "menu item"),
}
_COUNTED = re.compile(r"(--elderly-(?:65|80)[ =]+)\S+")


@dataclass(frozen=True)
class EntryStory:
    """One entry and the rows it changed."""

    entry: Entry
    changes: tuple[Change, ...]


def _who(entry: Entry) -> Phrase:
    role = ROLES.phrase(entry.role)
    return Phrase(f"{role.zh}（{entry.alias}）", f"{role.en} ({entry.alias})") if entry.alias else role


def _mark(entry: Entry) -> Phrase | None:
    if entry.undone_by:
        return Phrase("已被第 {n} 号撤销", "undone by {n}").format(n=entry.undone_by)
    if entry.undoes:
        return Phrase("撤销第 {n} 号", "undoes {n}").format(n=entry.undoes)
    return None


def _typed(entry: Entry, *, leaving: bool = False) -> Phrase:
    """Return what was typed, and whether it was taken back."""
    typed = _uncounted(entry.typed) if leaving else entry.typed
    line = Phrase("{typed}（{mark}）", "{typed} ({mark})") if _mark(entry) else verbatim("{typed}")
    return line.format(typed=typed, mark=_mark(entry))


_COLUMNS = (
    number_column("编号", "No.", "command"),
    Column(Phrase("时间", "When"), lambda entry: entry.at[:16].replace("T", " "), keep=True),
    Column(Phrase("角色", "Role"), _who),
    Column(Phrase("输入的命令", "As typed"), _typed, outside=lambda entry: _typed(entry, leaving=True)),
    number_column("改动", "Changes", "changes"),
)


def listing(found: Sequence[Entry]) -> Listing:
    """Return entries as a listing."""
    return Listing(found, Entry, Phrase("日志是空的。", "The log is empty."))


def table(found: Listing) -> list[Drawing]:
    """Draw the log, newest first."""
    return [Table(_COLUMNS, found.rows)] if found.rows else [found.empty]


def story(told: EntryStory) -> list[Drawing]:
    """Draw one entry and each row it changed, before and after."""
    entry = told.entry

    def head(typed: str) -> Phrase:
        number, at = verbatim(f"#{entry.command}"), verbatim(entry.at[:16].replace("T", " "))
        return dotted(number, at, _who(entry), verbatim(typed), _mark(entry))

    changes = (Inside(_change(change), _change(change, leaving=True)) for change in told.changes)
    return [Inside(head(entry.typed), head(_uncounted(entry.typed))), *changes]


def _uncounted(typed: str) -> str:
    """Return what was typed without the counts that stay in the office."""
    return _COUNTED.sub(r"\1—", typed)


def _change(change: Change, *, leaving: bool = False) -> Phrase:
    what = _TABLES.get(change.table, verbatim(change.table))
    old, new = change.old or {}, change.new or {}
    left_out = ("id", *INTERNAL) if leaving else ("id",)
    fields = [name for name in (new or old) if name not in left_out and old.get(name) != new.get(name)]
    if change.old is None:
        line, details = Phrase("+ {what} {row}：{details}", "+ {what} {row}: {details}"), [(n, new[n]) for n in fields]
    elif change.new is None:
        line, details = Phrase("- {what} {row}：{details}", "- {what} {row}: {details}"), [(n, old[n]) for n in fields]
    else:
        line = Phrase("~ {what} {row}：{details}", "~ {what} {row}: {details}")
        details = [(name, f"{_value(old[name])} -> {_value(new[name])}") for name in fields]
    said = ", ".join(f"{name} {_value(value)}" for name, value in details if value is not None)
    return line.format(what=what, row=change.row, details=said)


def _value(value: object) -> str:
    return "—" if value is None else str(value)


def undone(entry: Entry) -> list[Drawing]:
    """Say which entry was taken back."""
    line = Phrase("已撤销第 {n} 号：{typed}（{changes}）", "Took back entry {n}: {typed} ({changes})")
    return [line.format(n=entry.command, typed=entry.typed, changes=numbered(entry.changes, "处改动", "change"))]
