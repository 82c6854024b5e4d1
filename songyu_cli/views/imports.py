"""What an import did, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.imports import fault_line
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from songyu_cli.domain.imports import Imported, SheetRead
    from songyu_cli.views.drawing import Drawing

_SHOWN = 20  # changed rows listed one by one; --json has them all


def imported(done: Imported) -> list[Drawing]:
    """Draw how a file was read, what came of its rows, and what its own totals say."""
    head = Phrase("读了 {file}{encoding}", "Read {file}{encoding}")
    encoding = Phrase("（{name}）", " ({name})").format(name=done.encoding) if done.encoding else Phrase("", "")
    things: list[Drawing] = [head.format(file=done.file, encoding=encoding)]
    for sheet in done.sheets:
        things += _sheet(sheet)
    things += done.notices
    for total in done.totals:
        if not total.agrees:
            line = Phrase(
                "注意：{sheet} 第 {row} 行的合计与明细不符（{column}）：写的 {said}，加起来 {computed}",
                "Note: {sheet}, row {row}: the total of {column} says {said}, its rows add up to {computed}",
            )
            things.append(
                line.format(
                    sheet=total.sheet, row=total.row, column=total.column, said=total.said, computed=total.computed
                )
            )
    things += _changes(done)
    things += [fault_line(error) for error in done.errors]
    return [*things, _sum(done)]


def _sheet(sheet: SheetRead) -> list[Drawing]:
    line = Phrase("{sheet}：表头在第 {row} 行，{n} 行数据", "{sheet}: header in row {row}, {n} rows")
    said: list[Drawing] = [line.format(sheet=sheet.sheet, row=sheet.header_row, n=sheet.rows)]
    said.append(Phrase("  列：{columns}", "  Columns: {columns}").format(columns=_list(sheet.columns)))
    if sheet.unknown:
        line = Phrase("  没有用到的列：{columns}", "  Columns not used: {columns}")
        said.append(line.format(columns=_list(sheet.unknown)))
    if sheet.left_out:
        line = Phrase("  含个人信息、不导入的列：{columns}", "  Columns about persons, never imported: {columns}")
        said.append(line.format(columns=_list(sheet.left_out)))
    return said


def _list(texts: tuple[str, ...]) -> Phrase:
    return joined([verbatim(text) for text in texts])


def _changes(done: Imported) -> list[Drawing]:
    line = Phrase("  {sheet} 第 {row} 行 {what}", "  {sheet}, row {row}: {what}")
    said: list[Drawing] = [
        line.format(sheet=change.sheet, row=change.row, what=change.what) for change in done.changes[:_SHOWN]
    ]
    if len(done.changes) > _SHOWN:
        said.append(Phrase("  还有 {n} 行改动", "  and {n} more changes").format(n=len(done.changes) - _SHOWN))
    return said


def _sum(done: Imported) -> Phrase:
    line = Phrase(
        "新增 {added}，更改 {changed}，相同 {same}，有问题 {bad}",
        "{added} new, {changed} changed, {same} the same, {bad} bad",
    ).format(added=done.added, changed=done.changed, same=done.same, bad=done.bad)
    if done.dry_run:
        return Phrase("试读：{line}；没有写入", "Dry run: {line}; nothing was written").format(line=line)
    return line
