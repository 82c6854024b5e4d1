"""The log as people read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.choices import ROLES
from songyu_cli.domain.log import Change, Entry
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Aside, Column, Drawing, Inside, Listing, Table
from songyu_cli.views.heads import head_phrase
from songyu_cli.views.words import dotted, moment, number_column, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.heads import Head

_COUNTED = re.compile(r"(--elderly-(?:65|80)[ =]+)(?:'[^']*'|\S+)")


@dataclass(frozen=True)
class EntryStory:
    """One entry and the rows it changed."""

    entry: Entry
    changes: tuple[Change, ...]


def _who(entry: Entry) -> Phrase:
    role = ROLES.phrase(entry.role)
    return Phrase(f"{role.zh}（{entry.alias}）", f"{role.en} ({entry.alias})") if entry.alias else role


def _mark(entry: Entry) -> Phrase | None:
    """Return what became of an entry, or what it did to another."""
    if entry.redoes:
        return Phrase("重做第 {n} 号", "redoes {n}").format(n=entry.redoes)
    if entry.undoes and entry.undone_by:
        line = Phrase("撤销第 {n} 号，第 {redo} 号又重做", "undid {n}, which {redo} redid")
        return line.format(n=entry.undoes, redo=entry.undone_by)
    if entry.undoes:
        return Phrase("撤销第 {n} 号", "undoes {n}").format(n=entry.undoes)
    if entry.undone_by:
        return Phrase("已被第 {n} 号撤销", "undone by {n}").format(n=entry.undone_by)
    return None


def _typed(entry: Entry, *, leaving: bool = False) -> Phrase:
    """Return what was typed, and whether it was taken back."""
    typed = _uncounted(entry.typed) if leaving else entry.typed
    line = Phrase("{typed}（{mark}）", "{typed} ({mark})") if _mark(entry) else verbatim("{typed}")
    return line.format(typed=typed, mark=_mark(entry))


_COLUMNS = (
    number_column("编号", "No.", "command"),
    Column(Phrase("时间", "When"), lambda entry: moment(entry.at), keep=True),
    Column(Phrase("角色", "Role"), _who),
    Column(Phrase("输入的命令", "As typed"), _typed, outside=lambda entry: _typed(entry, leaving=True)),
    number_column("改动", "Changes", "changes"),
)


def listing(found: Sequence[Entry], everything: str | None) -> Listing:
    """Return entries as a listing; `everything` is what to type to see all, where these are only some."""
    none = Phrase("日志里没有这样的记录。看全部：{typed}", "The log has no such entry. To see all of it: {typed}")
    empty = Phrase("日志是空的。", "The log is empty.")
    return Listing(found, Entry, none.format(typed=everything) if everything else empty)


def table(found: Listing, head: Head | None, matching: int) -> list[Drawing]:
    """Draw the log, newest first; at its foot its head, and how many of how many entries these are."""
    shown = [Table(_COLUMNS, found.rows)] if found.rows else [found.empty]
    if head is None:
        return [*shown]
    counted = numbered(matching, "条", "entry", "entries")
    if matching > len(found.rows):
        line = Phrase(
            "列出 {shown} 条，共 {n} 条（--limit {n} 看全部）", "{shown} of {n} entries (--limit {n} shows all)"
        )
        counted = line.format(shown=len(found.rows), n=matching)
    return [*shown, Phrase("", ""), Aside(dotted(head_phrase(head.text), counted))]


def story(told: EntryStory, lines: Sequence[Drawing]) -> list[Drawing]:
    """Draw one entry: who did what and when, and below it what changed."""
    entry = told.entry

    def head(typed: str) -> Phrase:
        number, at = verbatim(f"#{entry.command}"), verbatim(moment(entry.at))
        return dotted(number, at, _who(entry), verbatim(typed), _mark(entry))

    return [Inside(head(entry.typed), head(_uncounted(entry.typed))), *lines]


def _uncounted(typed: str) -> str:
    """Return what was typed without the counts that stay in the office."""
    return _COUNTED.sub(r"\1—", typed)


@dataclass(frozen=True)
class Steps:
    """What several steps of an undo or a redo took back or brought back, in their order."""

    entries: tuple[Entry, ...]


_UNDONE = Phrase("已撤销第 {n} 号：{typed}（{changes}）", "Took back entry {n}: {typed} ({changes})")
_REDONE = Phrase("已重做第 {n} 号：{typed}（{changes}）", "Brought back entry {n}: {typed} ({changes})")


def undone(done: Entry | Steps) -> list[Drawing]:
    """Say what was taken back."""
    return _each(_UNDONE, done)


def redone(done: Entry | Steps) -> list[Drawing]:
    """Say what was brought back."""
    return _each(_REDONE, done)


def _each(line: Phrase, done: Entry | Steps) -> list[Drawing]:
    def said(entry: Entry, typed: str) -> Phrase:
        return line.format(n=entry.command, typed=typed, changes=numbered(entry.changes, "处改动", "change"))

    entries = done.entries if isinstance(done, Steps) else (done,)
    return [Inside(said(entry, entry.typed), said(entry, _uncounted(entry.typed))) for entry in entries]
