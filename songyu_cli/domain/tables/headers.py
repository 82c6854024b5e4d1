"""Where a table begins and what its columns mean: the header row, alone or two-level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.tables.columns import ANSWERABLE, fold
from songyu_cli.domain.tables.header_texts import cell_text, header_texts, in_parts, is_part
from songyu_cli.domain.tables.our_columns import ours
from songyu_cli.domain.tables.private_headers import PRIVATE_WHOLE, about_persons
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from songyu_cli.domain.sheets import Sheet
    from songyu_cli.domain.tables.columns import Column, Kind

DEEPEST = 60  # rows; no table begins further down
_LIKELY = 2  # columns that make a row a header, even where a required one is missing

_OTHER_MATTER = re.compile("计划|拟|预|目标|应|拆|修|报废|停用|回访|巡查|验收|上年|去年|上月|上期")
_MEASURES = frozenset({"人数", "数量", "数", "总数", "合计", "小计"})
_PARENT_PADDING = re.compile("(?:情况|信息|统计|明细)$")


class PrivateColumn(UsageRefused):
    """A column about persons was to be imported."""

    sentence = Phrase("“{header}”涉及个人信息，不导入。", "“{header}” is about persons and is never imported.")
    hint = Phrase("去掉这一条 --map。", "Leave that --map out.")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's header. `spellings` are its folded readings, the surest first; a private one has none."""

    index: int
    text: str
    spellings: tuple[str, ...]
    private: bool

    @property
    def named(self) -> str:
        """The column as Excel shows it, with its header: `C 60岁以上`."""
        return f"{letter(self.index)} {quoted(self.text)}"


@dataclass(frozen=True)
class Header:
    """A header row, or two rows of a two-level one; `first` and `last` are positions among the sheet's rows."""

    first: int
    last: int
    number: int
    headings: tuple[Heading, ...]
    columns: dict[int, Column]
    rivals: tuple[tuple[Column, list[Heading]], ...]

    @property
    def unknown(self) -> tuple[Heading, ...]:
        """The columns that are neither read nor private."""
        return tuple(one for one in self.headings if one.index not in self.columns and not one.private)

    def missing(self, kind: Kind[Any], answered: frozenset[str]) -> list[Column]:
        """Return the required columns that are not there, nor stood in for, nor answered by the sheet as a whole."""
        fields = {column.field for column in self.columns.values()} | answered
        return [c for c in kind.columns if c.required and c.field not in fields and not stood_in(c, fields)]


def letter(index: int) -> str:
    """Return the letters of a column counted from 0: A, …, Z, AA."""
    before, last = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def find_header(sheet: Sheet, kind: Kind[Any], mapping: Mapping[str, str]) -> Header | None:
    """Return the first header that lacks nothing, else the row or two rows that come nearest to being one.

    `mapping` is from folded headers to fields. One column alone may be a title (地址：…), so that two count before it.
    Returns None where no row looks like a header. Raises PrivateColumn.
    """
    sole: Header | None = None
    likely: list[Header] = []
    for first in range(min(len(sheet.rows), DEEPEST)):
        readings = _readings_at(sheet, first, kind, mapping)
        found = whole_header(readings, kind)
        if found and len(found.columns) >= _LIKELY:
            return _fuller_below(sheet, found, kind, mapping)
        sole = sole or found
        likely += [one for one in readings if len(one.columns) >= _LIKELY]
    return sole or max(likely, key=lambda one: (-len(one.missing(kind, ANSWERABLE)), *_rank(one)), default=None)


def other_headers(sheet: Sheet, header: Header, kind: Kind[Any], mapping: Mapping[str, str]) -> Iterator[Header]:
    """Yield what looks like a further header, with rows of its own: above, where it may lack something, and below."""
    place = set().union(*_ways(kind))
    for first in range(header.first):
        one = _header(sheet, first, first, kind, mapping)
        fields = {column.field for column in one.columns.values()}
        if _says_enough(one) and not place.isdisjoint(fields) and _rows_between(sheet, one, header):
            yield one
    done = header.last
    alone, printed = header.first == header.last, sheet.rows[header.last].cells
    for first in _placing(sheet, header.last + 1, kind, mapping):
        if first <= done or (alone and sheet.rows[first].cells == printed):  # word for word: no further one
            continue
        found = whole_header(_readings_at(sheet, first, kind, mapping), kind)
        if first - 1 > done:  # its parents stand in the row before, if they give a meaning to more columns
            joined = _header(sheet, first - 1, first, kind, mapping)
            if not joined.missing(kind, ANSWERABLE) and len(joined.columns) > len(found.columns if found else ()):
                found = joined
        if found and _says_enough(found):
            done = found.last
            yield found


def _says_enough(header: Header) -> bool:
    """Tell a header from a title (地址 | 某街) and from a record that happens to hold one of its words."""
    return len(header.columns) >= _LIKELY or len(header.headings) == 1


def whole_header(readings: Iterable[Header], kind: Kind[Any]) -> Header | None:
    """Return the reading that gives a meaning to the most columns, of those that lack none."""
    return max((one for one in readings if one.columns and not one.missing(kind, ANSWERABLE)), key=_rank, default=None)


def _rank(header: Header) -> tuple[int, bool, int]:
    return len(header.columns), header.first == header.last, -header.first


def _readings_at(sheet: Sheet, first: int, kind: Kind[Any], mapping: Mapping[str, str]) -> list[Header]:
    """Return a row read as a header by itself, and together with the next row; a heading of parts is none itself."""
    lasts = (first + 1,) if in_parts(sheet, first) else (first, first + 1)[: len(sheet.rows) - first]
    return [_header(sheet, first, last, kind, mapping) for last in lasts]


def _fuller_below(sheet: Sheet, found: Header, kind: Kind[Any], mapping: Mapping[str, str]) -> Header:
    """Return a header, or one that begins in its next row and says more: the first was a title, or part of three."""
    first = found.first + 1
    if first == len(sheet.rows):
        return found
    below = _readings_at(sheet, first, kind, mapping)
    alone = _header(sheet, found.first, found.first, kind, mapping)
    if not alone.missing(kind, ANSWERABLE):  # then the next row is a record, unless it is a header by itself too
        below = below[:1]
    return whole_header((found, *below), kind) or found


def _rows_between(sheet: Sheet, above: Header, header: Header) -> bool:
    """Tell whether rows that may be records stand between two headers."""
    least = min(len(above.columns), _LIKELY)
    between = sheet.rows[above.last + 1 : header.first]
    return any(sum(bool(cell_text(cell)) for cell in row.cells) >= least for row in between)


def _ways(kind: Kind[Any]) -> list[set[str]]:
    """Return the fields that every header has one set of: those that say where a row is, else what it must have."""
    ways = [way for c in kind.columns if c.required and c.unless for way in ({c.field}, {*c.unless})]
    return ways or [{c.field} for c in kind.columns if c.required]


def _placing(sheet: Sheet, start: int, kind: Kind[Any], mapping: Mapping[str, str]) -> Iterator[int]:
    """Yield the rows whose texts name what says where a row is, as every header does; quickly, for there are many."""
    ways = _ways(kind)
    place = set().union(*ways)
    names = {name: {c.field for c, _ in meant} & place for name, meant in kind.spelled.items()}
    names |= {name: {field} & place for name, field in mapping.items()}
    names = {name: fields for name, fields in names.items() if fields}
    longest = max(map(len, names))
    numbered = any(name[:1].isdigit() for name in names)  # else 12幢3单元 need not be looked up
    fields_of: dict[str, set[str]] = {}
    texts = {cell for row in sheet.rows[start:] for cell in row.cells if isinstance(cell, str)}
    for text in texts:
        if len(text) > 2 * longest or (text[:1].isdigit() and not numbered):
            continue
        if fields := names.get(fold(text)):
            fields_of[text] = fields
    if not fields_of:
        return
    for position in range(start, len(sheet.rows)):
        here = [fields_of[cell] for cell in sheet.rows[position].cells if isinstance(cell, str) and cell in fields_of]
        if here and any(way <= set().union(*here) for way in ways):
            yield position


def _header(sheet: Sheet, first: int, last: int, kind: Kind[Any], mapping: Mapping[str, str]) -> Header:
    headings = tuple(_headings(sheet, first, last, kind, mapping))
    mine = ours({one.index: one.text for one in headings})
    headings = tuple(one for one in headings if one.index not in mine) if mine else headings
    columns, rivals = _claimed(headings, kind, mapping)
    return Header(first, last, sheet.rows[last].number, headings, columns, tuple(rivals))


def stood_in(column: Column, fields: Iterable[str]) -> bool:
    """Tell whether other columns together say what a column would."""
    return bool(column.unless) and set(column.unless) <= set(fields)


def _headings(sheet: Sheet, first: int, last: int, kind: Kind[Any], mapping: Mapping[str, str]) -> Iterable[Heading]:
    for index, (parent, child) in enumerate(header_texts(sheet, first, last)):
        if parent or child:
            yield _heading(index, parent, child, kind, mapping)


def _heading(index: int, parent: str, child: str, kind: Kind[Any], mapping: Mapping[str, str]) -> Heading:
    text = f"{parent}/{child}" if parent and child and parent != child else parent or child
    above, below = fold(parent), fold(child)
    whole = above + below if parent != child else above
    known = whole in kind.spelled
    private = not known and (about_persons(whole) or (below or above) in PRIVATE_WHOLE)
    if private and {whole, below} & mapping.keys():
        raise PrivateColumn(header=quoted(text))
    if private:
        return Heading(index, text, (), private=True)
    spellings = [whole, _PARENT_PADDING.sub("", above) + below]
    if below in _MEASURES or is_part(below):
        spellings.append(above)
    if not _OTHER_MATTER.search(above):  # 计划/数量 is not a quantity of benches that stand
        spellings.append(below or above)
    return Heading(index, text, tuple(dict.fromkeys(spellings)), private=False)


def _claimed(
    headings: Sequence[Heading], kind: Kind[Any], mapping: Mapping[str, str]
) -> tuple[dict[int, Column], list[tuple[Column, list[Heading]]]]:
    """Return which column each heading is, by its index, and the columns that several headings claim equally."""
    offers: dict[str, list[tuple[int, Heading]]] = {}
    for heading in headings:
        for field, rank in _offered(heading, kind, mapping):
            offers.setdefault(field, []).append((rank, heading))
    taken: dict[int, Column] = {}
    rivals = []
    for column in kind.columns:
        if stood_in(column, offers) and all(rank >= 0 for rank, _ in offers.get(column.field, [])):
            continue
        open_offers = [(rank, one) for rank, one in offers.get(column.field, []) if one.index not in taken]
        best = min((rank for rank, _ in open_offers), default=0)
        winners = [one for rank, one in open_offers if rank == best]
        taken |= {one.index: column for one in winners[:1]}
        if len(winners) > 1:
            rivals.append((column, winners))
    return taken, rivals


def _offered(heading: Heading, kind: Kind[Any], mapping: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return the fields that a heading may be, each with a rank: the user's word, a sure name, an assumed one."""
    for spelling in (*heading.spellings, fold(heading.text)):
        if spelling in mapping:
            return [(mapping[spelling], -1)]
    for rank, spelling in enumerate(heading.spellings):
        meant = kind.spelled.get(spelling, ())
        if rank:  # part of a two-level header: a name that says too little says nothing under another's
            meant = [(column, assumed) for column, assumed in meant if not assumed]
        if meant:
            return [(column.field, rank + 10 * assumed) for column, assumed in meant]
    return []
