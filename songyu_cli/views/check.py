"""What a check found, and the warning about a ledger on another computer."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from songyu_cli.domain.heads import Head
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.words import numbered

if TYPE_CHECKING:
    from songyu_cli.domain.checks import Checked
    from songyu_cli.views.drawing import Drawing

NETWORK = Phrase(
    "注意：账本在网络盘上（{kind}），两人同时写可能写坏它。请把账本放在本机的盘上，备份再放网络盘",
    "Careful: the ledger lies on a network drive ({kind}), where two who write at once may spoil it. "
    "Keep it on a disk of this computer, and its backups on the network",
)


def verdict(found: Checked, spoken: str) -> list[Drawing]:
    """Say whether a ledger is whole; of one that is not, everything that is wrong and what to do.

    `spoken` is what to type before a command so that it meets the ledger.
    """
    return [*(_whole(found) if found.whole else _faults(found)), *_remarks(found, spoken)]


def _whole(found: Checked) -> list[Drawing]:
    return [
        Phrase("账本完好：{ledger}", "The ledger is whole: {ledger}").format(ledger=found.ledger),
        Phrase(
            "日志 {head}，共 {entries}，{changes}；重放日志，{rows} 行账一行不差",
            "Log {head}, {entries} with {changes}; replayed, the log gives all of the {rows} rows",
        ).format(
            head=_head(found),
            entries=numbered(found.entries, "条", "entry", "entries"),
            changes=numbered(found.changes, "处改动", "change"),
            rows=found.rows,
        ),
    ]


def _faults(found: Checked) -> list[Drawing]:
    drawn: list[Drawing] = [
        Phrase("账本有问题：{ledger}", "Something is wrong with the ledger: {ledger}").format(ledger=found.ledger)
    ]
    for advice, told in groupby(found.findings, key=lambda one: one.advice):
        drawn += [Phrase("  {what}", "  {what}").format(what=one.message) for one in told]
        drawn.append(Phrase("  → {advice}", "  → {advice}").format(advice=advice))
    return drawn


def _remarks(found: Checked, spoken: str) -> list[Drawing]:
    drawn: list[Drawing] = []
    if found.older:
        drawn.append(
            Phrase(
                "账本是旧版 songyu 的：下次使用时先备份，再升级",
                "An older songyu made it: the next command backs it up and brings it up to date",
            )
        )
    if found.whole:
        name = Path(found.backup).name if found.backup else None
        last = Phrase(
            "最近的备份：{name}（看全部：{spoken} backup list）", "Newest backup: {name} (all: {spoken} backup list)"
        )
        none = Phrase("还没有备份：{spoken} backup", "There is no backup yet: {spoken} backup")
        drawn.append((last if name else none).format(name=name, spoken=spoken))
    if found.network:
        drawn.append(NETWORK.format(kind=found.file_system))
    return drawn


def _head(found: Checked) -> str:
    return Head(found.entry, found.short).text if found.entry and found.short else "—"
