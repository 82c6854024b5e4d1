"""What an import did, or would do, as people read it: the same before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.bands import INTERNAL
from songyu_cli.domain.choices import SEVERITIES
from songyu_cli.domain.imports import fault_lines, mending
from songyu_cli.domain.promises import Promise
from songyu_cli.domain.stairwells import Address
from songyu_cli.domain.tables.columns import fold
from songyu_cli.domain.tables.kinds import TABLES
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.drawing import Column, Inside, Table
from songyu_cli.views.imports_leaving import faults_leaving, uncounted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from songyu_cli.domain.imports import Imported, SheetRead
    from songyu_cli.domain.tables import columns
    from songyu_cli.domain.tables.samples import Sample
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.views.drawing import Drawing

_SHOWN = 20  # changed rows listed one by one; --json has them all
_NOT_TYPED = frozenset('"$`\\!=…[]')  # what a shell or --map would read as something else, and what was cut or masked
_UNIT = Phrase("单元", "Stairwell")
_DAYS, _WORKDAYS = Phrase("{n} 天", "{n} days"), Phrase("{n} 个工作日", "{n} workdays")
_MARK = {False: Phrase("否", "no"), True: Phrase("是", "yes")}
_NO_ROWS = Phrase(
    "表头下面没有一行数据，没有什么可导入；填好再来。",
    "There are no rows below the header, so there is nothing to import.",
)
_AGREE = Phrase("文件里的合计 {n} 处都对得上。", "The totals of the file agree with its rows ({n}).")
_DISAGREE = Phrase(
    "注意：{sheet} 第 {row} 行的合计与明细不符（{column}）：写的 {said}，加起来 {computed}",
    "Note: {sheet}, row {row}: the total of {column} says {said}, its rows add up to {computed}",
)


def imported(done: Imported, kinds: Choices) -> list[Drawing]:
    """Draw how a file was read, what came of its rows, and what its own totals say. `kinds` are those of demands."""
    head = Phrase("读了 {file}{encoding}", "Read {file}{encoding}")
    encoding = Phrase("（{name}）", " ({name})").format(name=done.encoding) if done.encoding else Phrase("", "")
    things: list[Drawing] = [head.format(file=done.file, encoding=encoding)]
    before: list[SheetRead] = []
    for sheet in done.sheets:
        things += _sheet(sheet, before, done.kind, kinds)
        before.append(sheet)
    things += done.notices
    things += _totals(done)
    things += _changes(done)
    things += faults_leaving(done.errors, fault_lines(done.errors, done.errors_to))
    if not any(sheet.rows for sheet in done.sheets):
        things.append(_NO_ROWS)
    return [*things, _sum(done), *_after(done)]


def _sheet(sheet: SheetRead, before: Sequence[SheetRead], kind: str, kinds: Choices) -> Iterator[Drawing]:
    line = Phrase("{sheet}：表头在第 {row} 行，{n} 行数据", "{sheet}: header in row {row}, {n} rows")
    yield line.format(sheet=sheet.sheet, row=sheet.header_row, n=sheet.rows)
    like = next((one for one in before if one.columns == sheet.columns), None)
    if like:  # one sheet a batch: their columns are shown once
        yield Phrase("  列和“{sheet}”的一样", "  Columns as in “{sheet}”").format(sheet=like.sheet)
    else:
        yield _columns(sheet, kind, kinds)
    if sheet.unknown:
        line = Phrase("没有用到的列：{columns}", "Columns not used: {columns}")
        yield line.format(columns=joined([_unknown(one) for one in sheet.unknown]))
    near = next((one for one in sheet.unknown if one.field and not _NOT_TYPED & set(one.header)), None)
    if near:
        line = Phrase(
            '  要用就指明，例如：--map "{header}={field}"', '  To use one, say which it is: --map "{header}={field}"'
        )
        yield line.format(header=near.header, field=near.field)
    if sheet.left_out:
        line = Phrase("含个人信息、不导入的列：{columns}", "Columns about persons, never imported: {columns}")
        yield line.format(columns=joined([verbatim(text) for text in sheet.left_out]))


def _unknown(one: Any) -> Phrase:
    said = Phrase("{letter} {header}", "{letter} {header}").format(letter=one.letter, header=one.header)
    if not one.title:
        return said
    return Phrase("{said}（像“{title}”）", "{said} (like “{title}”)").format(said=said, title=one.title)


def _columns(sheet: SheetRead, kind: str, kinds: Choices) -> Table:
    """Return what each column was taken for and what it says in the first rows, then what stands in no column."""
    known = {column.field: column for column in TABLES[kind].columns}
    rows: list[tuple[Phrase | None, Phrase | None, Phrase, str]] = [
        (verbatim(one.letter), verbatim(one.header), _taken(one.title, one.field), one.field) for one in sheet.columns
    ]
    there = {one.field for one in sheet.columns}
    more = dict.fromkeys(name for sample in sheet.samples for name in sample.values if name not in there)
    rows += [(None, None, known[name].title, name) for name in more if name in known]
    rows += [(None, None, _UNIT, "unit")] if "unit" in more else []
    cells = [
        Column(Phrase("列", "Col"), lambda row: row[0], keep=True),
        Column(Phrase("表头", "Header"), lambda row: row[1]),
        Column(Phrase("当作", "Taken for"), lambda row: row[2]),
        *(_sample(sample, known, kinds) for sample in sheet.samples),
    ]
    return Table(cells, rows)


def _taken(title: Phrase, field: str) -> Phrase:
    """Return a column's title with what to type for it."""
    if fold(title.en) == field:
        return Phrase(f"{title.zh} {field}", field)
    return Phrase(f"{title.zh} {field}", f"{title.en} {field}")


def _sample(sample: Sample, known: dict[str, columns.Column], kinds: Choices) -> Column:
    heading = Phrase("第 {row} 行", "Row {row}").format(row=sample.row)

    def cell(row: Any) -> Phrase | str | int | None:
        return said(sample.values.get(row[3]), known.get(row[3]), kinds)

    return Column(heading, cell, outside=lambda row: None if row[3] in INTERNAL else cell(row))


def said(value: Any, column: columns.Column | None, kinds: Choices) -> Phrase | str | int | None:
    """Return a value of a row in people's words."""
    if isinstance(value, Address):
        return value.short
    if isinstance(value, bool):
        return _MARK[value]
    if value is None or isinstance(value, (int, Phrase)):
        return value
    if isinstance(value, Promise):
        return (_WORKDAYS if value.workdays else _DAYS).format(n=value.days)
    if isinstance(value, (tuple, list)) and "__str__" not in vars(type(value)):
        parts = [said(part, column, kinds) for part in value if part not in (None, "", 0)]
        words = [part if isinstance(part, Phrase) else verbatim(str(part)) for part in parts if part is not None]
        return joined(words) if isinstance(value, list) else _run_together(words)
    choices = [column.offers] if column and column.offers else []
    known = next((words for words in (*choices, kinds, SEVERITIES) if value in words.keys), None)
    return known.phrase(value) if known else str(value)


def _run_together(words: list[Phrase]) -> Phrase:
    return Phrase("".join(word.zh for word in words), " ".join(word.en for word in words))


def _totals(done: Imported) -> Iterator[Phrase]:
    wrong = [total for total in done.totals if not total.agrees]
    if done.totals and not wrong:
        yield _AGREE.format(n=len(done.totals))
    for total in wrong:
        values = {"row": total.row, "column": total.column, "said": total.said, "computed": total.computed}
        yield _DISAGREE.format(sheet=total.sheet, **values)


def _changes(done: Imported) -> list[Drawing]:
    line = Phrase("  {sheet} 第 {row} 行 {what}", "  {sheet}, row {row}: {what}")
    told = [line.format(sheet=change.sheet, row=change.row, what=change.what) for change in done.changes[:_SHOWN]]
    lines: list[Drawing] = [Inside(one, uncounted(one)) for one in told]
    if len(done.changes) > _SHOWN:
        lines.append(Phrase("  还有 {n} 行改动", "  and {n} more changes").format(n=len(done.changes) - _SHOWN))
    return lines


def _sum(done: Imported) -> Phrase:
    line = Phrase(
        "新增 {added}，更改 {changed}，相同 {same}，有问题 {bad}",
        "{added} new, {changed} changed, {same} the same, {bad} bad",
    ).format(added=done.added, changed=done.changed, same=done.same, bad=done.bad)
    if done.dry_run:
        return Phrase("试读：{line}；没有写入", "Dry run: {line}; nothing was written").format(line=line)
    return line


def _after(done: Imported) -> Iterator[Phrase]:
    """Yield what was kept for the next time, and where the bad rows are."""
    if done.map is not None:
        kept = Phrase(
            "记住了表头的对应：{map}；改或清空：songyu config set map_{kind}",
            "Kept for the next time: {map}; to change or clear it: songyu config set map_{kind}",
        )
        if done.dry_run:
            kept = Phrase(
                "试读不记表头的对应；正式导入会记：{map}", "A dry run keeps no --map; the import would keep: {map}"
            )
        yield kept.format(map=done.map, kind=done.kind)
    if done.errors_to and done.mend:
        yield mending(done.errors_to, done.mend, rest=done.dry_run)
