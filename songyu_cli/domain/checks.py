"""What a check of a ledger finds: each thing wrong in one sentence, and what to do about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.typed_words import typed_word
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 5  # findings of one kind that are told one by one

# What to do, by the kind of damage: bring a sound backup back, over the ledger or in the place of what stands there;
# write the tables anew; mend it with the usual commands.
RESTORE, REPLACE, REBUILD, MEND = "restore", "replace", "rebuild", "mend"
_KINDS: dict[str, tuple[str, Phrase]] = {
    "replaced": (
        REPLACE,
        Phrase("这里的文件已经不是账本，只有备份还在", "the file is no ledger any more; its backups are there"),
    ),
    "header": (
        REPLACE,
        Phrase("文件头坏了，普通命令打不开它", "the file's header is spoilt and no command can open it"),
    ),
    "gone": (REPLACE, Phrase("账本文件不在了，只有备份还在", "the ledger's file is gone; its backups are there")),
    "pages": (RESTORE, Phrase("文件内部坏了：{why}", "the file is damaged inside: {why}")),
    "short": (
        RESTORE,
        Phrase("文件被截短了：该有 {wanted} 字节，只有 {there}", "the file was cut: {there} bytes of {wanted}"),
    ),
    "unreadable": (RESTORE, Phrase("{part}读不出来：{why}", "{part} cannot be read: {why}")),
    "foreign_key": (
        RESTORE,
        Phrase("{table} 第 {row} 行指到了 {parent} 里没有的一行", "row {row} of {table} points at no row of {parent}"),
    ),
    "missing": (REBUILD, Phrase("少了{what} {name}", "the {what} {name} is missing")),
    "altered": (REBUILD, Phrase("{what} {name} 被改过", "the {what} {name} was altered")),
    "extra": (
        REBUILD,
        Phrase("多了{what} {name}，不是 songyu 的", "there is a {what} {name} that is none of songyu's"),
    ),
    "wal": (
        REBUILD,
        Phrase(
            "别的程序把它改成了 WAL 写入方式：一份账变成几个文件，复制会漏，网络盘上会坏",
            "another program made it write in WAL mode: it lies in several files, a copy misses some of it",
        ),
    ),
    "open_command": (RESTORE, Phrase("日志第 {n} 号没有写完就留下了", "entry {n} of the log was left unfinished")),
    "chain": (
        RESTORE,
        Phrase(
            "日志第 {n} 号的校验链断了：它或它前面的日志被改过",
            "the chain of the log is broken at entry {n}: it or what stands before it was changed",
        ),
    ),
    "no_entry": (RESTORE, Phrase("日志里少了第 {n} 号", "entry {n} of the log is missing")),
    "no_table": (RESTORE, Phrase("日志里的表 {table} 不在了", "the table {table} of the log is gone")),
    "log_unreadable": (
        RESTORE,
        Phrase("日志里 {table} 第 {row} 行的一处改动读不懂", "a change of row {row} of {table} cannot be read"),
    ),
    "log_gap": (
        RESTORE,
        Phrase(
            "日志里 {table} 第 {row} 行前后接不上（第 {n} 号）",
            "in the log row {row} of {table} does not go on from where it stood (entry {n})",
        ),
    ),
    "changed_row": (
        RESTORE,
        Phrase(
            "{table} 第 {row} 行和日志不一样（{columns}），有人绕过 songyu 改了它",
            "row {row} of {table} is not as the log left it ({columns}): it was changed behind songyu's back",
        ),
    ),
    "lost_row": (
        RESTORE,
        Phrase(
            "{table} 第 {row} 行不见了，日志里没有删它", "row {row} of {table} is gone, and the log did not take it"
        ),
    ),
    "unlogged_row": (
        RESTORE,
        Phrase("{table} 第 {row} 行日志里没有", "row {row} of {table} is not in the log"),
    ),
    "baseline": (
        RESTORE,
        Phrase(
            "按日志推算，升级那一刻（第 {n} 号）的账和当时记下的不一样",
            "replayed, the ledger at its upgrade (entry {n}) is not what was noted then",
        ),
    ),
    "number": (
        RESTORE,
        Phrase(
            "{table} 的编号已用到 {used}，账本却只记到 {last}，会重复发号",
            "numbers of {table} were given up to {used}, but the ledger remembers {last} and would give some twice",
        ),
    ),
    "tag": (
        RESTORE,
        Phrase(
            "第{batch}批的凳号已用到 {used}，账本却只记到 {last}，会重复发号",
            "tags of batch {batch} were given up to {used}, but the ledger remembers {last} and would give some twice",
        ),
    ),
    "short_allocation": (
        MEND,
        Phrase("第{batch}批在 {unit} 装的凳子比分配的多", "batch {batch} put up more at {unit} than it was allocated"),
    ),
    "closed_owes": (
        MEND,
        Phrase(
            "第{batch}批已经关闭，分配给 {unit} 的凳子却没有装",
            "batch {batch} is closed, but still owes {unit} a bench",
        ),
    ),
    "off_agenda": (
        MEND,
        Phrase(
            "第 {meeting} 号会议决定了第 {demand} 号需求，纪要里却没有这个议题",
            "meeting {meeting} decided on demand {demand}, which is not on its agenda",
        ),
    ),
    "menu_twice": (MEND, Phrase("同一年的实事菜单里项目写了两次", "the programme stands twice on a year's menu")),
}
_ADVICE = {
    REBUILD: Phrase(
        "行都还在：{songyu} export --out 账本.jsonl，再 songyu --db 新账本.db init --from 账本.jsonl",
        "no row is lost: {songyu} export --out all.jsonl, then songyu --db new.db init --from all.jsonl",
    ),
    MEND: Phrase(
        "看是哪一步（{songyu} log），用 {songyu} undo 撤销它，或用普通命令改正",
        "see which step it was ({songyu} log), then take it back ({songyu} undo) or put it right",
    ),
}
_FROM_BACKUP = Phrase(
    "别再往里写；恢复完好的备份：{songyu} restore {backup}",
    "write nothing more to it; bring the sound backup back: {songyu} restore {backup}",
)
_NO_BACKUP = Phrase(
    "别再往里写，也没有完好的备份：先复制文件留底，再试 {songyu} export --out 账本.jsonl；导不出来就带着它找维护者",
    "write no more to it; there is no sound backup: copy it away, then try {songyu} export --out all.jsonl; "
    "if that fails too, take the copy to the maintainers",
)
_IN_ITS_PLACE = Phrase(
    "先把原来的文件（如果还在）改名留底，再恢复完好的备份：{songyu} restore {backup}",
    "rename what stands there, if anything, then bring the sound backup back: {songyu} restore {backup}",
)
_NOTHING_LEFT = Phrase(
    "没有完好的备份：先把文件复制留底，再找维护者，里面的内容多半还能读出来",
    "there is no sound backup: copy the file away and ask the maintainers; most of it can likely still be read",
)


class Finding(NamedTuple):
    """One thing that is wrong, or several of a kind that are not told one by one."""

    kind: str
    sentence: Phrase

    @property
    def cure(self) -> str:
        """What kind of thing to do about it."""
        return _KINDS[self.kind][0]


class Told(NamedTuple):
    """A finding with what to do about it."""

    kind: str
    message: Phrase
    advice: Phrase


@dataclass(frozen=True)
class Checked:
    """What a check of a ledger found. `findings` is empty of a whole one; `older` is one of an older program.

    `entry` and `short` are the head of its log; `backup` is the newest backup, or the newest sound one of a ledger that
    is not whole; `file_system` is where it lies, `network` whether that is another computer.
    """

    ledger: str
    whole: bool
    entry: int | None
    short: str | None
    entries: int
    changes: int
    rows: int
    older: bool
    backup: str | None
    file_system: str | None
    network: bool
    findings: tuple[Told, ...]


@dataclass
class Findings:
    """What was found so far, and what was counted on the way."""

    told: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, **values: object) -> None:
        """Note one thing that is wrong; of one kind only the first few are told one by one."""
        self.counts[kind] += 1
        if self.counts[kind] <= MOST:
            self.told.append(Finding(kind, _KINDS[kind][1].format(**values)))

    def all(self) -> list[Finding]:
        """Return everything, with a line for those that were not told one by one."""
        more = Phrase("还有 {n} 处一样的", "{n} more of this kind")
        rest = [Finding(kind, more.format(n=n - MOST)) for kind, n in self.counts.items() if n > MOST]
        return sorted([*self.told, *rest], key=lambda finding: [*_KINDS].index(finding.kind))


def advised(findings: Sequence[Finding], backup: str | None, songyu: str) -> tuple[Told, ...]:
    """Return findings with what to do: one way out of all of them, where one of them needs a backup.

    `backup` is the newest sound one, `songyu` what to type before a command so that it meets the ledger.
    """
    typed = typed_word(backup or "")
    restore = (_FROM_BACKUP if backup else _NO_BACKUP).format(songyu=songyu, backup=typed)
    lost = any(finding.cure == RESTORE for finding in findings)
    advice = {cure: restore if lost else phrase.format(songyu=songyu) for cure, phrase in _ADVICE.items()}
    advice[RESTORE] = restore
    advice[REPLACE] = (_IN_ITS_PLACE if backup else _NOTHING_LEFT).format(songyu=songyu, backup=typed)
    return tuple(Told(finding.kind, finding.sentence, advice[finding.cure]) for finding in findings)
