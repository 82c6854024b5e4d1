"""What a file gives, read as a table of one kind: sheets chosen, columns mapped, rows checked, totals compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from songyu_cli.domain.errors import NotFound, UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.body import read_body
from songyu_cli.domain.tables.cells import is_filled
from songyu_cli.domain.tables.columns import Kind, fold
from songyu_cli.domain.tables.duplicates import settle_duplicates
from songyu_cli.domain.tables.examples import SERIAL, without_examples
from songyu_cli.domain.tables.header_refusals import (
    WITHOUT_SHEET,
    check_alone,
    check_header,
    header_not_found,
    nearest_known,
)
from songyu_cli.domain.tables.headers import Header, find_header, letter
from songyu_cli.domain.tables.our_sheets import ASIDES, INSTRUCTIONS
from songyu_cli.domain.tables.rows import read_rows
from songyu_cli.domain.tables.samples import samples
from songyu_cli.domain.tables.saved_maps import usable
from songyu_cli.domain.tables.sheet_readings import Mapped, Origin, Reading, SheetReading, Unknown
from songyu_cli.domain.tables.titles import STATED_UNREAD, titled
from songyu_cli.domain.tables.totals import check_totals
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from songyu_cli.domain.sheets import Sheet, Workbook
    from songyu_cli.domain.tables.columns import Sight
    from songyu_cli.domain.tables.headers import Heading

R = TypeVar("R")
_MOST_LISTED = 10  # rows named one by one

HIDDEN_SHEET = Phrase(
    "工作表“{sheet}”是隐藏的，没有读；要读就加 --sheet。", "The hidden sheet “{sheet}” was left out; --sheet takes it."
)
HIDDEN_AWAY = Phrase(
    "工作表“{sheet}”是隐藏的，没有读；要读就先在表格里取消隐藏。",
    "The hidden sheet “{sheet}” was left out; to have it read, unhide it first.",
)
KEPT_MAP = Phrase("按上次的设定：{header}={title}", "As set before: {header}={title}")
NO_HEADER = Phrase(
    "工作表“{sheet}”没有完整的表头，没有读。", "The sheet “{sheet}” has no complete header and was left out."
)
HIDDEN_ROWS = Phrase("隐藏的行也读了（{count} 行）：{rows}。", "Hidden rows were read too ({count}): {rows}.")
ASSUMED = Phrase("“{header}”当作“{title}”读。", "“{header}” is read as “{title}”.")
BATCH_ASSUMED = Phrase("没有批次一列，按第{batch}批读。", "There is no column for the batch: read as batch {batch}.")
DATE_ASSUMED = Phrase("人数按标题写的 {date} 登记。", "The counts are dated {date}, as the titles say.")
IN_ROWS = Phrase("{what}（{rows} 行）", "{what} (rows: {rows})")


class _Headed(NamedTuple):
    """A sheet with its header, what of an earlier --map was needed for that, and what its titles say."""

    sheet: Sheet
    header: Header
    mine: dict[str, str]
    sight: Sight
    unread: Phrase | None


class SheetNotFound(NotFound):
    """The workbook has no sheet of that name."""

    sentence = Phrase("文件里没有工作表“{sheet}”。", "There is no sheet “{sheet}” in the file.")
    hint = Phrase("有：{sheets}。", "There are: {sheets}.")


class UnknownField(UsageRefused):
    """--map names something that the table cannot hold."""

    sentence = Phrase("--map 里的“{field}”不是{kind}的字段。", "“{field}” in --map is not a field of a {kind}.")
    hint = Phrase("可以用：{fields}。", "Choose from: {fields}.")


class UnknownHeader(UsageRefused):
    """--map names a header that no sheet has."""

    sentence = Phrase("--map 里的表头“{header}”在文件里没有。", "No sheet has the header “{header}” of --map.")
    hint = Phrase("文件里有：{headers}。", "The file has: {headers}.")


def read_table(
    book: Workbook,
    kind: Kind[R],
    sight: Sight,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    kept: Mapping[str, str] | None = None,
) -> Reading[R]:
    """Read every visible sheet that has a known header, or the one that is named, hidden or not.

    `mapping` is from headers as they stand in the file to fields; `kept` likewise, from files before, where a table
    lacks the field otherwise. Rows that cannot be taken are among the errors.
    Raises SheetNotFound, UnknownField, UnknownHeader, PrivateColumn, HeaderNotFound, ColumnMissing, TwoTables,
    TwoHeaders and ColumnTwice.
    """
    sheets, notices = _chosen(book, sheet, kind)
    meant = {fold(header): field_of(kind, name) for header, name in (mapping or {}).items()}
    headers = [(one, *_find_header(one, kind, meant, kept or {})) for one in sheets]
    headed = [
        _Headed(one, header, mine, *titled(one.name, one.rows[: header.first], sight, epoch_1904=one.epoch_1904))
        for one, header, mine in headers
        if header
    ]
    if not headed:
        raise header_not_found(sheets or book.sheets, kind)
    _check_mapping(mapping or {}, [one.header for one in headed])
    lacking = [len(one.header.missing(kind, one.sight.answered)) for one in headed]
    left_out = [
        one
        for one, header, _ in headers
        if not header and any(is_filled(cell) for row in one.rows for cell in row.cells)
    ]
    readings = []
    for missing, one in zip(lacking, headed, strict=True):
        if missing > min(lacking) and (missing > 1 or kind.required == 1):
            left_out.append(one.sheet)  # another kind of table; where one column of several is missing, that is a slip
            continue
        check_header(one.sheet, one.header, kind, one.sight.answered)
        readings.append(_read_sheet(one, kind, check_alone(one.sheet, one.header, kind, {**meant, **one.mine})))
    notices += [NO_HEADER.format(sheet=quoted(one.name)) for one in left_out if one.name not in ASIDES]
    settle_duplicates(readings, kind)
    return Reading(kind, readings, notices)


def _find_header(
    sheet: Sheet, kind: Kind[Any], meant: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[Header | None, dict[str, str]]:
    """Return a sheet's header, and what of the kept pairs was needed for it."""
    found = find_header(sheet, kind, meant)
    mine = usable(found, kind, kept, meant) if kept else {}
    return (find_header(sheet, kind, {**meant, **mine}), mine) if mine else (found, mine)


def _kept(header: Header, mine: Mapping[str, str]) -> Iterator[Phrase]:
    """Yield what of an earlier --map was used."""
    for heading in header.headings:
        column = header.columns.get(heading.index)
        if column and column.field in {mine.get(text) for text in (*heading.spellings, fold(heading.text))}:
            yield KEPT_MAP.format(header=quoted(heading.text), title=column.title)


def _chosen(book: Workbook, name: str | None, kind: Kind[Any]) -> tuple[list[Sheet], list[Phrase]]:
    """Return the visible sheets and a notice for each hidden one, or the one sheet that is named."""
    if name is None:
        said = HIDDEN_AWAY if kind.name in WITHOUT_SHEET else HIDDEN_SHEET
        hidden = [said.format(sheet=quoted(one.name)) for one in book.sheets if one.hidden and one.name not in ASIDES]
        visible = [one for one in book.sheets if not one.hidden]
        return [one for one in visible if one.name not in INSTRUCTIONS] or visible, hidden
    named = [one for one in book.sheets if name == one.name] or [
        one for one in book.sheets if fold(name) == fold(one.name)
    ]
    if not named:
        raise SheetNotFound(sheet=quoted(name), sheets=joined([verbatim(quoted(one.name)) for one in book.sheets]))
    return named[:1], []


def field_of(kind: Kind[Any], name: str) -> str:
    """Return the field that a user's word names: elderly_60, elderly-60, 60+. Raises UnknownField."""
    column = kind.column(name)
    if not column:
        fields = joined([verbatim(column.field) for column in kind.columns])
        raise UnknownField(field=quoted(name), kind=kind.title, fields=fields)
    return column.field


def _check_mapping(mapping: Mapping[str, str], headers: Sequence[Header]) -> None:
    headings = [heading for header in headers for heading in header.headings]
    known = {spelling for heading in headings for spelling in (*heading.spellings, fold(heading.text))}
    for header in mapping:
        if fold(header) not in known:
            there = joined([verbatim(quoted(one.text)) for one in headings if not one.private])
            raise UnknownHeader(header=quoted(header), headers=there)


def _read_sheet(one: _Headed, kind: Kind[R], again: set[int]) -> SheetReading[R]:
    sheet, header, _, sight, unread = one
    whole, still = without_examples(sheet, header, sight)
    body = read_body(whole, header, sight, again)
    records, errors = read_rows(sheet.name, body, kind, sight)
    said = [STATED_UNREAD.format(why=unread)] if unread else []
    hidden = sorted(n for i, n in enumerate(body.numbers) if n in sheet.hidden_rows and i not in body.skipped)
    if hidden:
        shown = [*map(str, hidden[:_MOST_LISTED]), *("…" for _ in hidden[_MOST_LISTED : _MOST_LISTED + 1])]
        said.append(HIDDEN_ROWS.format(count=len(hidden), rows=joined([verbatim(number) for number in shown])))
    return SheetReading(
        sheet.name,
        header.number,
        tuple(
            Mapped(letter(strip.heading.index), quoted(strip.heading.text), strip.column.field, strip.column.title)
            for strip in body.strips
        ),
        tuple(_unknown(one, header, kind) for one in header.unknown if fold(one.text) not in SERIAL),
        tuple(one.named for one in header.headings if one.private),
        Origin(sheet, header, body, sight),
        rows=len(body.numbers) - len(body.skipped) + len(still),
        samples=samples(body, records),
        kept=tuple(_kept(header, one.mine)),
        records=records,
        errors=sorted([*errors, *still], key=lambda error: error.row) if still else errors,
        totals=list(check_totals(sheet.name, body)),
        notices=[*_assumed(header, kind, sight), *said, *_told(sight)],
        stated=sight.stated,
        unread=unread,
    )


def _unknown(heading: Heading, header: Header, kind: Kind[Any]) -> Unknown:
    here = letter(heading.index), quoted(heading.text)
    near = nearest_known(heading, kind, header)
    if near is None:
        return Unknown(*here, None)
    name, column, free = near
    return Unknown(*here, name, column.field if free else None, column.title)


def _assumed(header: Header, kind: Kind[Any], sight: Sight) -> Iterator[Phrase]:
    """Yield what the header and the titles leave open, and how it was taken."""
    for heading in header.headings:
        column = header.columns.get(heading.index)
        if column and fold(heading.text) in map(fold, column.assumed):
            yield ASSUMED.format(header=quoted(heading.text), title=column.title)
    open_fields = {column.field for column in kind.columns} - {column.field for column in header.columns.values()}
    if "batch" in open_fields and sight.batch:
        yield BATCH_ASSUMED.format(batch=sight.batch)
    if "as_of" in open_fields and sight.stated and not sight.on:
        yield DATE_ASSUMED.format(date=sight.stated)


def _told(sight: Sight) -> Iterator[Phrase]:
    """Yield what the rows gave reason to tell, each thing with the number of its rows."""
    for what, rows in sight.told.items():
        yield IN_ROWS.format(what=what, rows=rows)
