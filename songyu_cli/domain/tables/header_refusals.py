"""Why a sheet's header cannot be taken, said with the nearest headers found and how to name them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from songyu_cli.domain.errors import RowsRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.columns import fold
from songyu_cli.domain.tables.examples import SERIAL
from songyu_cli.domain.tables.headers import DEEPEST, other_headers, stood_in
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from songyu_cli.domain.sheets import Cell, Row, Sheet
    from songyu_cli.domain.tables.columns import Column, Kind
    from songyu_cli.domain.tables.headers import Header, Heading

T = TypeVar("T")
WITHOUT_SHEET = frozenset({"audits"})
"""The kinds whose commands cannot be told which sheet to read: --sheet makes one there."""

_LONGEST_HEADER = 20  # characters; longer texts are titles and notes
_MOST_NAMED = 5  # sheets in one sentence
_MOST_AGAIN = 2_000  # rows that print the header in other words; each takes long to compare
_OTHER_PEOPLE = re.compile(r"\d[岁周]*[-－~～—–至到]\d|以下|占比|比例|比重|百分|[率%]$|[男女]")
"""What makes another number of a header that else looks like a known one: 60-69岁 is not 60岁以上."""
_SEX = re.compile("[男女]性?(?:老人|人)?数?$")
_ADD_UP = Phrase(
    "男、女是分开的两列：在表里加一列两者之和，只把那一列叫“{title}”。",
    "Men and women stand apart: add a column with their sum, and call that one alone “{title}”.",
)
_WHOLE_ADDRESS = re.compile(r"\d\s*(?:[-－—–/]|[幢栋棟楼座]|号楼)\s*[\d甲乙丙丁东西南北中A-Za-z]")
_LOOKED_AT = 20  # rows below a header


class HeaderNotFound(RowsRefused):
    """No sheet has a row of known headers."""

    sentence = Phrase("在{sheets}里找不到{kind}的表头。", "No header of a {kind} was found in {sheets}.")
    hint = Phrase(
        '{near}表头要有：{needed}。叫法不同就用 --map "表头=字段"{hidden}。',
        '{near}The header needs: {needed}. If it is called otherwise: --map "HEADER=FIELD"{hidden}.',
    )


class ColumnMissing(RowsRefused):
    """A header was found, and a column that every row needs is not in it."""

    sentence = Phrase(
        "表“{sheet}”第 {row} 行的表头缺少：{missing}。", "The header of “{sheet}”, row {row}, lacks: {missing}."
    )
    hint = Phrase(
        '{near}叫法不同就用 --map "{header}={field}" 指明。',
        '{near}If it is called otherwise, say which: --map "{header}={field}".',
    )


class TwoTables(RowsRefused):
    """Two tables stand side by side."""

    sentence = Phrase(
        "表“{sheet}”第 {row} 行里“{header}”出现了两次（{letters}）：像是左右并排的两张表。",
        "In “{sheet}”, row {row}, “{header}” stands twice ({letters}): two tables side by side, it seems.",
    )
    hint = Phrase(
        "请拆成上下一张表，或分成两个工作表，再导入。", "Put one below the other, or on two sheets, and import again."
    )


class TwoHeaders(TwoTables):
    """A further header of the same sheet gives the columns another meaning."""

    sentence = Phrase(
        "表“{sheet}”里有两个不一样的表头，第 {row} 行和第 {other} 行：像是上下两张表。",
        "In “{sheet}” there are two headers that differ, in row {row} and row {other}: two tables, it seems.",
    )
    hint = Phrase(
        "请把两个表头改成一样的，或分成两个工作表，再导入。",
        "Make the two headers the same, or put the tables on two sheets, and import again.",
    )

    @property
    def kind(self) -> str:
        """The refusal's name for programs, that of tables side by side."""
        return "two_tables"


class ColumnTwice(RowsRefused):
    """Two columns claim to be the same thing, and neither has the better claim."""

    sentence = Phrase(
        "表“{sheet}”第 {row} 行有两列都像“{title}”：{letters}。",
        "In “{sheet}”, row {row}, two columns both seem to be “{title}”: {letters}.",
    )
    hint = Phrase(
        '用 --map "{header}={field}" 指明要哪一列；两列表头一样的，先改掉一个。',
        'Say which one counts: --map "{header}={field}"; where the headers are the same, rename one first.',
    )


def check_header(sheet: Sheet, header: Header, kind: Kind[Any], answered: frozenset[str]) -> None:
    """Refuse a header that lacks a required column or has one twice. Raises ColumnMissing, TwoTables, ColumnTwice."""
    if missing := header.missing(kind, answered):
        raise _column_missing(sheet, header, kind, missing)
    places = {field for column in kind.columns if column.required for field in (column.field, *column.unless)}
    for column, winners in sorted(header.rivals, key=lambda rival: rival[0].field not in places):
        refusal = (TwoTables if column.field in places else ColumnTwice)(
            sheet=quoted(sheet.name),
            row=header.number,
            header=quoted(winners[0].text),
            letters=joined([verbatim(one.named) for one in winners]),
            title=column.title,
            field=column.field,
        )
        if all(_SEX.search(one.text) for one in winners):
            refusal.advice = _ADD_UP.format(title=column.title)
        raise refusal


def check_alone(sheet: Sheet, header: Header, kind: Kind[Any], mapping: Mapping[str, str]) -> set[int]:
    """Return the positions of the rows that print the header again, be it in other words. Raises TwoHeaders."""
    printed = [{_text(row.cells, one.index) for row in _rows(sheet, header)} for one in header.headings]
    again: set[int] = set()
    for one in other_headers(sheet, header, kind, mapping):
        texts = [{_text(row.cells, heading.index) for row in _rows(sheet, one)} for heading in header.headings]
        same = one.columns == header.columns and not one.rivals
        beyond = {heading.index for heading in one.headings} - {heading.index for heading in header.headings}
        in_part = not beyond and all(now <= then | {""} for now, then in zip(texts, printed, strict=True))
        if one.first < header.first or not (same or in_part) or len(again) > _MOST_AGAIN:
            first, second = sorted((header.number, one.number))
            raise TwoHeaders(sheet=quoted(sheet.name), row=first, other=second)
        again |= {*range(one.first, one.last + 1)}
    return again


def _rows(sheet: Sheet, header: Header) -> Sequence[Row]:
    return sheet.rows[header.first : header.last + 1]


def _text(cells: Sequence[Cell], index: int) -> str:
    cell = cells[index] if index < len(cells) else None
    return "" if cell is None else fold(str(cell))


def _column_missing(sheet: Sheet, header: Header, kind: Kind[Any], missing: list[Column]) -> ColumnMissing:
    mapped = {column.field for column in header.columns.values()}
    needed = missing[0]
    wanted = [c for c in kind.columns if c.field in needed.unless and c.field not in mapped]
    texts = {fold(one.text): one for one in header.unknown if fold(one.text) not in SERIAL}
    found = _addresses_as_label(sheet, header, needed) or next(
        ((c, near) for c in (*wanted, needed) if (near := _closest(c, texts))), None
    )
    column, near = found or ((wanted if mapped & set(needed.unless) else [needed])[0], None)
    close = Phrase("最接近的表头：{text}。", "The nearest header: {text}. ")
    return ColumnMissing(
        sheet=quoted(sheet.name),
        row=header.number,
        missing=joined([_needed(column, kind) for column in missing]),
        near=close.format(text=near.named) if near else Phrase("", ""),
        header=quoted(near.text) if near else Phrase("表头", "HEADER"),
        field=column.field,
    )


def _addresses_as_label(sheet: Sheet, header: Header, needed: Column) -> tuple[Column, Heading] | None:
    """Return the column 单元 as the address that is missing, where it holds whole ones: 12-3."""
    for heading in header.headings:
        column = header.columns.get(heading.index)
        if needed.field == "address" and column and column.field == "label":
            below = (row.cells for row in sheet.rows[header.last + 1 : header.last + 1 + _LOOKED_AT])
            cells = [row[heading.index] for row in below if heading.index < len(row)]
            if any(isinstance(cell, str) and _WHOLE_ADDRESS.search(cell) for cell in cells):
                return needed, heading
    return None


def header_not_found(sheets: Sequence[Sheet], kind: Kind[Any]) -> HeaderNotFound:
    """Return the refusal for sheets without any header, with the texts in them that look most like one."""
    cells = (cell for sheet in sheets for row in sheet.rows[:DEEPEST] for cell in row.cells if isinstance(cell, str))
    texts = {fold(cell): cell for cell in cells if len(cell) <= _LONGEST_HEADER}
    needed = [column for column in kind.columns if column.required]
    wanted = [c for c in kind.columns if any(c is column or c.field in column.unless for column in needed)]
    likely = dict.fromkeys(quoted(text) for column in wanted if (text := _closest(column, texts)))
    close = Phrase("最像表头的：{near}。", "What looks most like it: {near}. ").format(
        near=joined([*map(verbatim, likely)])
    )
    hidden = Phrase("；在隐藏的表里就用 --sheet", "; hidden sheet: --sheet")
    if kind.name in WITHOUT_SHEET:
        hidden = Phrase("", "")
    return HeaderNotFound(
        sheets=_named(sheets),
        kind=kind.title,
        needed=joined([_needed(column, kind) for column in needed]),
        near=close if likely else Phrase("", ""),
        hidden=hidden,
    )


def _named(sheets: Sequence[Sheet]) -> Phrase:
    names = joined([verbatim(f"“{quoted(sheet.name)}”") for sheet in sheets[:_MOST_NAMED]])
    if len(sheets) <= _MOST_NAMED:
        return names
    return Phrase("{names} 等 {n} 个表", "{names} and others, {n} in all").format(names=names, n=len(sheets))


def _needed(column: Column, kind: Kind[Any]) -> Phrase:
    """Return a required column's title with the columns that together stand in for it."""
    instead = joined([one.title for one in kind.columns if one.field in column.unless])
    return (
        Phrase("{title}（或{instead}）", "{title} (or {instead})").format(title=column.title, instead=instead)
        if column.unless
        else column.title
    )


def _closest(column: Column, texts: Mapping[str, T]) -> T | None:
    """Return what stands under the folded text that looks most like one of a column's names, or None."""
    for name in map(fold, (*column.title, *column.names)):
        if near := get_close_matches(name, texts, n=1, cutoff=0.5):
            return texts[near[0]]
    return None


def nearest_known(heading: Heading, kind: Kind[Any], header: Header) -> tuple[str, Column, bool] | None:
    """Return the known header that looks most like an unknown one, its column, and whether that is still free."""
    near = get_close_matches(fold(heading.text), kind.spelled, n=1, cutoff=0.6)
    if not near or _OTHER_PEOPLE.search(heading.text):
        return None
    column = kind.spelled[near[0]][0][0]
    taken = {one.field for one in header.columns.values()}
    return near[0], column, not (column.field in taken or stood_in(column, taken))
