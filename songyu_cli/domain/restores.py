"""What it would mean to bring a backup back, and why one cannot be brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import FileRefused, LedgerRefused, NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.log import Entry

_LIST = Phrase("看有哪些备份：songyu backup list。", "See the backups: songyu backup list.")
NO_FILE = Phrase("没有这个文件", "there is no such file")
NOT_PLAIN = Phrase("它不是普通文件", "it is not a plain file")
EMPTY = Phrase("它是空文件", "it is an empty file")
NO_LEDGER = Phrase("它不是 songyu 的账本", "it is not a songyu ledger")
UNFINISHED = Phrase("它还没有写完，或正被别的程序打开", "it is unfinished, or another program has it open")
DAMAGED = Phrase("它已损坏或不完整", "it is damaged or incomplete")


@dataclass(frozen=True)
class Restoring:
    """What a restore would do. `standing` tells of the ledger now: sound, damaged or missing.

    `lost` counts the entries of its log that the backup lacks, None where they cannot be read, and `newest` holds the
    newest of them; `back` counts those that only the backup has. `broken` is the backup's first entry whose link is
    not right, `wrong` counts what a check of the backup finds.
    """

    file: str
    ledger: str
    made_at: str | None
    reason: str | None
    community: str
    head: str
    standing: str
    now: str | None
    lost: int | None
    newest: tuple[Entry, ...]
    back: int
    older: bool
    broken: int | None
    wrong: int


@dataclass(frozen=True)
class Restored:
    """What a restore did. `kept` is the backup of what was there before, `aside` the damaged file that was."""

    ledger: str
    file: str
    head: str
    lost: int | None
    kept: str | None
    aside: str | None


class BackupNotFound(NotFound):
    """The list of backups has no such number."""

    sentence = Phrase(
        "没有第 {number} 份备份，一共有 {there} 份。", "There is no backup {number}; the list has {there}."
    )
    hint = _LIST


class BackupUnfit(FileRefused):
    """A file from which no ledger can be restored."""

    sentence = Phrase("不能从 {path} 恢复：{why}。", "Cannot restore from {path}: {why}.")
    hint = Phrase(
        "换一份备份：songyu backup list。文件和账本都没有改动。",
        "Choose another backup: songyu backup list. Neither the file nor the ledger was touched.",
    )


class BackupNewer(FileRefused):
    """A backup of a ledger that a later songyu wrote."""

    sentence = Phrase(
        "备份 {path} 是更新版本的 songyu 做的（{change}），这个版本恢复不了。",
        "The backup {path} was made by a newer songyu ({change}); this version cannot restore it.",
    )
    hint = Phrase("请升级 songyu。什么都没有改动。", "Upgrade songyu. Nothing was touched.")


class BackupChanged(FileRefused):
    """A backup is not what its manifest speaks of."""

    sentence = Phrase(
        "备份 {path} 和它的清单对不上：做好以后被改过，或者坏了。",
        "The backup {path} does not match its manifest: it was changed since, or it is spoilt.",
    )
    hint = Phrase(
        "换一份：songyu backup list。只有这一份时，移走 {manifest} 再试。",
        "Choose another: songyu backup list. If there is none, move {manifest} away and try again.",
    )


class BackupOfAnother(RuleForbids):
    """A backup of another ledger would take this one's place."""

    sentence = Phrase(
        "{path} 是另一个账本（{community}）的备份，不能盖掉 {ledger}。",
        "{path} is a backup of another ledger ({community}) and does not replace {ledger}.",
    )
    hint = Phrase(
        "恢复成一个新账本：songyu --db 新文件名.db restore 备份文件。",
        "Restore it to a new ledger: songyu --db NEW.db restore FILE.",
    )


class BackupIsTheLedger(RuleForbids):
    """The ledger would be restored from itself."""

    sentence = Phrase("{path} 就是现在的账本。", "{path} is the ledger itself.")
    hint = _LIST


class RestoreNotConfirmed(UsageRefused):
    """A restore must be confirmed, and nobody can be asked here."""

    sentence = Phrase(
        "没有人确认，没有恢复。恢复会丢掉的操作：{lost}。",
        "Nobody confirmed, and nothing was restored. Entries that would be lost: {lost}.",
    )
    hint = Phrase("确认就加 --yes。", "To confirm: --yes.")


class LedgerMovedOn(LedgerRefused):
    """Somebody wrote to the ledger between the question and the answer."""

    sentence = Phrase(
        "刚才有人写了账本 {path}，所以没有恢复。", "Somebody has just written to {path}, so nothing was restored."
    )
    hint = Phrase("再来一次，看看现在会丢什么。", "Try again, to see what would be lost now.")
