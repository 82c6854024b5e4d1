"""The refusals of the ledger file itself."""

from __future__ import annotations

from songyu_cli.domain.errors import LedgerRefused, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase

_OPEN_ANOTHER = Phrase(
    "用 --db 指定另一个账本，或用 songyu init 新建一个。文件没有被改动。",
    "Name another ledger with --db, or make one with `songyu init`. The file was not touched.",
)


class LedgerMissing(LedgerRefused):
    """No ledger where one was looked for."""

    sentence = Phrase("找不到账本 {path}。", "There is no ledger at {path}.")
    hint = Phrase(
        "新建账本：songyu init --community 社区名 --estate 小区名 --target 300；先看示例：songyu demo。",
        "Make one: songyu init --community NAME --estate NAME --target 300. To look around first: songyu demo.",
    )


class LedgerExists(LedgerRefused):
    """A new ledger would stand on an existing file."""

    sentence = Phrase("{path} 已经存在，不会覆盖。", "{path} exists already and is never overwritten.")
    hint = Phrase("用 --db 换一个文件名。", "Choose another file name with --db.")


class LedgerNotAFile(LedgerRefused):
    """A directory, a link, a pipe or a device stands where the ledger should be."""

    sentence = Phrase(
        "{path} 不是普通文件（是目录、链接或设备），不能当账本。",
        "{path} is not a plain file (a folder, link or device) and cannot be a ledger.",
    )
    hint = _OPEN_ANOTHER


class LedgerEmpty(LedgerRefused):
    """A file of no bytes."""

    sentence = Phrase("{path} 是空文件，不是账本。", "{path} is an empty file, not a ledger.")
    hint = _OPEN_ANOTHER


class LedgerForeign(LedgerRefused):
    """Not a SQLite file, or another program's."""

    sentence = Phrase("{path} 不是 songyu 的账本。", "{path} is not a songyu ledger.")
    hint = _OPEN_ANOTHER


class LedgerNewer(LedgerRefused):
    """Written by a later songyu."""

    sentence = Phrase(
        "账本 {path} 是更新版本的 songyu 写的（{change}），这个版本不能安全地读写它。",
        "The ledger {path} was written by a newer songyu ({change}); this version cannot safely use it.",
    )
    hint = Phrase("请升级 songyu。账本没有被改动。", "Upgrade songyu. The ledger was not touched.")


class LedgerDamaged(LedgerRefused):
    """SQLite cannot make sense of the file."""

    sentence = Phrase("账本 {path} 已损坏：{why}。", "The ledger {path} is damaged: {why}.")
    hint = Phrase(
        "别再往里写。看坏在哪里、从哪份备份恢复：songyu check（用了 --db 就照样写上）。",
        "Write no more to it. What is wrong, and which backup to bring back: songyu check, with the same --db if any.",
    )


LEFT_OPEN = Phrase("日志第 {command} 号没有写完就留下了", "entry {command} of its log was left unfinished")


class LedgerLocked(LedgerRefused):
    """Another command holds the ledger and did not let go in time."""

    sentence = Phrase(
        "账本 {path} 正被别人写入，等了 {seconds} 秒仍未放开；什么都没有改。",
        "Somebody else is writing to {path}; waited {seconds} seconds. Nothing was changed.",
    )
    hint = Phrase("请稍后再试一次。", "Try again in a moment.")


class LedgerReadOnly(LedgerRefused):
    """The file or its folder does not allow writing."""

    sentence = Phrase("账本 {path} 只读，不能写入。", "The ledger {path} is read-only.")
    hint = Phrase(
        "检查文件和所在文件夹的写权限，或用 --db 换一个账本。",
        "Check the permissions of the file and its folder, or name another ledger with --db.",
    )


class LedgerUnusable(LedgerRefused):
    """The disk is full, the folder is gone, or the system says no in another way."""

    sentence = Phrase("账本 {path} 用不了：{why}。什么都没有改。", "Cannot use {path}: {why}. Nothing was changed.")
    hint = Phrase(
        "检查磁盘空间、文件夹和权限。",
        "Check the free space, the folder and the permissions.",
    )


class WrittenOnBadDisk(LedgerRefused):
    """The disk failed in the last step of a command, too late to take it back."""

    sentence = Phrase(
        "命令已经写入账本（日志第 {command} 号），但收尾时磁盘出错：{why}。",
        "The command is written (log entry {command}), but the disk failed right after: {why}.",
    )
    hint = Phrase(
        "不要再输一遍。先备份到别的盘：songyu backup 文件；再检查这块盘。",
        "Do not type it again. Back up to another disk (songyu backup FILE), then look after this one.",
    )


class PerhapsWritten(LedgerRefused):
    """The disk failed in the last step of a command, and does not say what became of it."""

    sentence = Phrase(
        "账本 {path} 写到最后一步时出错（{why}）：不知道这条命令写进去了没有。",
        "The last step of writing to {path} failed ({why}): whether the command was written is not known.",
    )
    hint = Phrase("先看 songyu log，再决定要不要重输。", "See songyu log before you type it again.")


class SettingUnknown(UsageRefused):
    """`config` was asked for a key that does not exist."""

    sentence = Phrase("没有“{key}”这个设置。", "There is no setting “{key}”.")
    hint = Phrase("可用的设置：{keys}。", "The settings are: {keys}.")


class KindInUse(RuleForbids):
    """A kind that demands are of cannot be forgotten."""

    sentence = Phrase("还有需求属于“{kinds}”这个类别。", "There are demands of the kind “{kinds}”.")
    hint = Phrase(
        "类别要留着：songyu config set kinds 里写全；看需求：songyu demand list。",
        "Keep it in songyu config set kinds; see the demands: songyu demand list.",
    )


class SettingRefused(UsageRefused):
    """A setting was given a value it cannot take."""

    sentence = Phrase("“{key}”不能设为“{value}”：{why}。", "“{key}” cannot be “{value}”: {why}.")
    hint = Phrase("看看现在的设置：songyu config list。", "See the settings: songyu config list.")
