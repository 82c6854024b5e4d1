"""What `songyu doctor` tells: plain lines, to be read on a screen and pasted into a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.check import NETWORK

if TYPE_CHECKING:
    from songyu_cli.domain.diagnosis import Diagnosis, Fact
    from songyu_cli.views.drawing import Drawing

_PARTS = {
    "versions": Phrase("版本", "Versions"),
    "system": Phrase("系统", "System"),
    "ledger": Phrase("账本", "Ledger"),
    "settings": Phrase("设置", "Settings"),
    "terminal": Phrase("终端", "Terminal"),
}
_NAMES = {
    "platform": Phrase("系统", "platform"),
    "machine": Phrase("机型", "machine"),
    "path": Phrase("位置", "path"),
    "file_system": Phrase("文件系统", "file system"),
    "network": Phrase("网络盘", "network drive"),
    "free_mb": Phrase("剩余空间（MB）", "free space (MB)"),
    "size_kb": Phrase("大小（KB）", "size (KB)"),
    "mode": Phrase("文件权限", "permissions"),
    "writable": Phrase("可写", "writable"),
    "journal_left": Phrase("有没写完的命令", "unfinished command"),
    "integrity": Phrase("是否完好", "integrity"),
    "head": Phrase("日志", "log"),
    "changes": Phrase("改动", "changes"),
    "journal_mode": Phrase("写入方式", "journal mode"),
    "schema": Phrase("账本版本", "schema"),
    "backups": Phrase("备份", "backups"),
    "newest_backup": Phrase("最近的备份", "newest backup"),
    "language": Phrase("语言", "language"),
    "acting_as": Phrase("操作角色", "acting as"),
    "format": Phrase("格式", "format"),
    "color": Phrase("颜色", "colour"),
    "stdin_terminal": Phrase("输入是终端", "stdin is a terminal"),
    "stdout_terminal": Phrase("输出是终端", "stdout is a terminal"),
    "stderr_terminal": Phrase("错误输出是终端", "stderr is a terminal"),
    "stdin_encoding": Phrase("输入编码", "stdin encoding"),
    "stdout_encoding": Phrase("输出编码", "stdout encoding"),
    "stderr_encoding": Phrase("错误输出编码", "stderr encoding"),
    "columns": Phrase("宽度（列）", "columns"),
    "locale_encoding": Phrase("系统编码", "locale encoding"),
    "file_name_encoding": Phrase("文件名编码", "file name encoding"),
}
_NONE = "ledger_missing"
_VALUES: dict[object, Phrase] = {
    True: Phrase("是", "yes"),
    False: Phrase("否", "no"),
    None: Phrase("—", "—"),
    "": Phrase("—", "—"),
    "whole": Phrase("完好", "whole"),
    _NONE: Phrase("没有这个文件", "there is no such file"),
    "filled": Phrase("已填（不显示）", "filled in (not shown)"),
    "empty": Phrase("没填", "empty"),
}
_SOURCES = {
    "default": Phrase("默认", "default"),
    "ledger": Phrase("账本里改的", "set in the ledger"),
    "system": Phrase("系统", "system"),
    "found_here": Phrase("在这个文件夹里找到", "found in this folder"),
    "found_above": Phrase("在上级文件夹里找到", "found in a folder above"),
}


def diagnosis(found: Diagnosis) -> list[Drawing]:
    """Draw everything, part by part, a line for each fact."""
    drawn: list[Drawing] = [
        Phrase(
            "songyu 诊断：可以整页贴进问题报告，里面没有社区名、代号和账本内容",
            "songyu doctor: paste all of it into a report; no community, alias or row is in it",
        )
    ]
    for part, title in _PARTS.items():
        facts: dict[str, Fact] = getattr(found, part)
        drawn.append(title)
        if part == "versions":
            numbers = [f"{name} {fact.value or '—'}" for name, fact in facts.items()]
            drawn += [verbatim(f"  {' · '.join(some)}") for some in (numbers[:3], numbers[3:6], numbers[6:])]
        else:
            drawn += [_line(name, fact) for name, fact in facts.items()]
    return [*drawn, *_advice(found)]


def _line(name: str, fact: Fact) -> Phrase:
    label = _NAMES.get(name, verbatim(name))
    number = isinstance(fact.value, int) and not isinstance(fact.value, bool)  # 1 is no True
    value = verbatim(str(fact.value)) if number else _VALUES.get(fact.value, verbatim(str(fact.value)))
    said = Phrase("  {label}：{value}", "  {label}: {value}").format(label=label, value=value)
    if fact.source is None:
        return said
    source = _SOURCES.get(fact.source, verbatim(fact.source))
    return Phrase("{said}（{source}）", "{said} ({source})").format(said=said, source=source)


def _advice(found: Diagnosis) -> list[Drawing]:
    """Say what to do about what is out of order."""
    drawn: list[Drawing] = []
    ledger = found.ledger
    state = ledger["integrity"].value if "integrity" in ledger else _NONE
    if state == _NONE:
        drawn.append(
            Phrase(
                "这里没有账本：songyu init 新建，或用 --db 指定",
                "There is no ledger here: songyu init makes one, --db names one",
            )
        )
    elif state != "whole":
        see = Phrase(
            "账本有问题，详见：songyu check{same}", "Something is wrong with the ledger: see songyu check{same}"
        )
        same = Phrase("（--db 照样写上）", ", with the same --db") if ledger["path"].source == "--db" else ""
        drawn.append(see.format(same=same))
    if "network" in ledger and ledger["network"].value:
        drawn.append(NETWORK.format(kind=ledger["file_system"].value))
    return drawn
