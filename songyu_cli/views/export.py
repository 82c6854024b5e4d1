"""What an export wrote, what it left out, and how the file is imported again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.whole import KEEP_INSIDE
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.lists import LedgerList

_WRITTEN = Phrase("已写到 {path}：{list}，{n} 行。", "Written to {path}: {list}, rows: {n}.")
_EMPTY = Phrase("{list}里还没有记录；先用 {command}。", "There is nothing in the {list} yet; begin with {command}.")
_AGAIN = Phrase("改好再导入：{spoken} {command} {path}", "Once edited, import it again: {spoken} {command} {path}")
_OUTSIDE = {
    "units": Phrase(
        "65岁以上、80岁以上没有按单元写，只按网格汇总（.xlsx 的第二页）；内部用加 --internal。",
        "Those aged 65+ and 80+ are given by grid only (second sheet of an .xlsx); for use inside: --internal.",
    ),
    "visits": Phrase(
        "80岁以上没有按单元写；内部用加 --internal。", "Those aged 80+ are not given by stairwell; inside: --internal."
    ),
}
_INSIDE = Phrase(
    "注意：文件里有各单元65岁以上、80岁以上的人数，只供内部使用，不要外发。",
    "Note: the file has those aged 65+ and 80+ by stairwell. It is for use inside only and must not leave the office.",
)
_LEDGER = Phrase(
    "已写到 {path}：整个账本和日志，{n} 行。", "Written to {path}: the whole ledger with its log, lines: {n}."
)
_BACK = Phrase(
    "用它重建账本：songyu --db 新账本.db init --from {path}",
    "To make a ledger of it: songyu --db NEW.db init --from {path}",
)
_TEMPLATE = Phrase(
    "已写到 {path}：空白的{list}，第二页是填写说明。",
    "Written to {path}: an empty {list}; its second sheet says how to fill it in.",
)
_FILLED = Phrase("填好再导入：{spoken} {command} {path}", "Once filled in, import it: {spoken} {command} {path}")
_IMPORTS = {
    "units": "unit import",
    "demands": "demand import",
    "benches": "bench import",
    "inspections": "bench inspect --file",
    "visits": "visit import",
}
_BEGIN = {
    "units": "songyu unit add",
    "demands": "songyu demand add",
    "benches": "songyu bench install",
    "inspections": "songyu bench inspect",
    "visits": "songyu visit sheet",
    "menu": "songyu menu add",
}


def exported(key: str, lists: Sequence[LedgerList], path: Path | None, *, internal: bool, spoken: str) -> list[Phrase]:
    """Return what to say of a list that was written to a file, or to stdout where `path` is None."""
    one = lists[0]
    said = [] if path is None else [_WRITTEN.format(path=path, list=one.name, n=len(one.rows))]
    if not one.rows:
        said.append(_EMPTY.format(list=one.name, command=_BEGIN[key]))
    elif key in _OUTSIDE:
        said.append(_INSIDE if internal else _OUTSIDE[key])
    if path and one.rows and key in _IMPORTS:
        said.append(_AGAIN.format(spoken=spoken, command=_IMPORTS[key], path=_typed(path)))
    return said


def ledger_exported(path: Path, lines: int) -> list[Phrase]:
    """Return what to say of a whole ledger that was written to a file."""
    return [_LEDGER.format(path=path, n=lines), KEEP_INSIDE, _BACK.format(path=_typed(path))]


def templated(key: str, name: Phrase, path: Path, spoken: str) -> list[Phrase]:
    """Return what to say of a template that was written."""
    return [
        _TEMPLATE.format(list=name, path=path),
        _FILLED.format(spoken=spoken, command=_IMPORTS[key], path=_typed(path)),
    ]


def _typed(path: Path) -> str:
    """Return a path as it can be typed."""
    return f"'{path}'" if any(char in " ()&;$`!*?" for char in str(path)) else str(path)
