"""Lists of the ledger as an .xlsx that can be sent up as it is, and imported again: a sheet for each."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import FileRefused
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers import widths
from songyu_cli.writers.cell_text import LONGEST, length, sheet_name
from songyu_cli.writers.paper import (
    DAY,
    GREY,
    Paper,
    Table,
    day_of,
    draw_bars,
    keep_header,
    named,
    set_up,
    write_across,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from songyu_cli.domain.lists import LedgerList, ListColumn, Value
    from songyu_cli.domain.wording import Language

HEAD = Phrase(
    "填报单位：{community}　　填报人（角色）：{role}　　日期：{day}",
    "Reported by: {community}    Filled in by (role): {role}    Date: {day}",
)
TOTAL = Phrase("合计", "Total")
NONE = Phrase("以下空白：没有记录。", "Note: there are no entries.")
NOTE = Phrase("备注{n}：{note}", "Note{n}: {note}")
_FIRST = 3  # the first row of records, counted from 0; above it title, head and header
_ROOM = 150  # half-width letters over an A4 sheet on its side, at a size that old eyes read
_CRAMPED, _SLIM = 180, 100
_NARROWEST, _GIVING_WAY, _WIDEST = 4, 16, 120
_TITLE = 18  # points
_TEXT_FORM = 255  # characters; longer ones are not always shown in cells that are set to text


class CellTooLong(FileRefused):
    """A text is longer than a cell of a spreadsheet can be."""

    sentence = Phrase(
        "“{list}”第 {row} 条的“{column}”有 {n} 个字，Excel 一格最多 {most} 个。",
        "“{column}” of entry {row} in “{list}” has {n} characters; a cell of Excel holds {most}.",
    )
    hint = Phrase("改短它，或用 --format csv 导出。", "Make it shorter, or export with --format csv.")


class Head(NamedTuple):
    """What stands under the title: the unit that reports, in which role it was filled in, and the day."""

    community: str
    role: str | None
    day: date


def write_ledger(path: Path, lists: Sequence[LedgerList], head: Head, language: Language) -> None:
    """Write a workbook with a sheet for each list, whole or not at all; the same data give the same bytes.

    Raises FileNotWritable and CellTooLong.
    """
    paper = Paper(created=head.day)
    for one in lists:
        _Drawing(paper, one, head, language).draw()
    paper.save(path)


class _Drawing:
    """One list on its way into a workbook."""

    def __init__(self, paper: Paper, one: LedgerList, head: Head, language: Language) -> None:
        self.paper, self.list, self.head, self.language = paper, one, head, language
        self.page = paper.book.add_worksheet(sheet_name(one.name.within(language)))
        self.right = len(one.columns) - 1
        self.last = _FIRST + len(one.rows) - 1
        self.titles = [column.title.within(language) for column in one.columns]
        self.rows = [[self._said(n, column, row) for column in one.columns] for n, row in enumerate(one.rows, start=1)]
        self.totals = [self._total(place) for place in range(len(one.columns))]
        self.free = widths.FREE
        needed, least = self._planned(self.free)
        if (
            sum(map(min, needed, least)) > _CRAMPED
        ):  # so many columns: what is kept free would only make the print smaller
            self.free = widths.TIGHT
            needed, least = self._planned(self.free)
        shared = widths.shared_out(needed, least, _ROOM)
        self.widths = [ceil(width * max(_SLIM / sum(shared), 1)) for width in shared]

    def draw(self) -> None:
        """Draw titles, header, rows, totals and notes, and set the page up."""
        for place, width in enumerate(self.widths):
            self.page.set_column(place, place, width)
        self._top()
        for row, cells in enumerate(self.rows, start=_FIRST):
            self._row(row, cells)
        bottom = self._notes(self._totals() if self.rows else _FIRST)
        keep_header(self.page, Table(_FIRST - 1, self.last, self.right))
        for place, column in enumerate(self.list.columns):
            if column.share and self.rows:
                draw_bars(self.page, _FIRST, self.last, place)
        if self.rows:
            self.page.ignore_errors({"number_stored_as_text": self._range(0, self.right)})
        set_up(self.page, bottom - 1, self.right, self.language, landscape=True)

    def _top(self) -> None:
        title = self.list.title.within(self.language)
        wide = sum(self.widths)
        form = self.paper.form(bold=True, font_size=_TITLE, align="center", valign="vcenter", text_wrap=True)
        write_across(self.page, 0, self.right, title, form)
        lines = widths.lines_of(title, wide, size=_TITLE)
        self.page.set_row(0, widths.row_height(lines, size=_TITLE))
        head = HEAD.format(community=self.head.community, role=self.head.role or "", day=self.head.day)
        said = head.within(self.language)
        write_across(self.page, 1, self.right, said, self.paper.form(valign="vcenter", text_wrap=True))
        self.page.set_row(1, widths.row_height(widths.lines_of(said, wide)))
        for place, text in enumerate(self.titles):
            write_text(self.page, _FIRST - 1, place, text, self.paper.header_form())
        room = [width - widths.BUTTON for width in self.widths] if self.free > widths.TIGHT else self.widths
        tallest = max(
            widths.lines_of(title, width, free=self.free) for title, width in zip(self.titles, room, strict=True)
        )
        self.page.set_row(_FIRST - 1, widths.row_height(tallest))

    def _row(self, row: int, cells: Sequence[Value]) -> None:
        tallest = 1
        for place, (column, cell) in enumerate(zip(self.list.columns, cells, strict=True)):
            form = self._form(column, cell)
            if cell is None:
                self.page.write_blank(row, place, None, form)
            elif isinstance(cell, int):
                self.page.write_number(row, place, cell / 100 if column.share else cell, form)
            elif day := day_of(cell):
                self.page.write_datetime(row, place, day, form)
            else:
                write_text(self.page, row, place, cell, form)
                tallest = max(tallest, widths.lines_of(cell, self.widths[place], free=self.free))
        self.page.set_row(row, widths.row_height(tallest))

    def _form(self, column: ListColumn, cell: Value, **more: object) -> Any:
        look: dict[str, object] = {"border": 1, "valign": "vcenter", "align": "right", **more}
        tight = self.free == widths.TIGHT
        look["indent"] = 0 if tight or isinstance(cell, Date) else 1
        if column.share:
            look["num_format"] = "0%"
        elif isinstance(cell, int) or (cell is None and column.number):
            look["num_format"] = "#,##0" if column.number else "0"
            look["align"] = "center" if tight else "right"
        elif isinstance(cell, Date):
            look |= {"num_format": DAY if day_of(cell) else "@", "align": "center"}
        else:
            look |= {"text_wrap": True, "align": "left"}
            if len(cell or "") <= _TEXT_FORM:
                look["num_format"] = "@"  # what is typed over it stays a text too: 12-3
        return self.paper.form(**look)

    def _totals(self) -> int:
        """Write the row that adds up, if a column is to be added up, and return the row below."""
        if all(total is None for total in self.totals):
            return self.last + 1
        row = self.last + 1
        for place, (column, total) in enumerate(zip(self.list.columns, self.totals, strict=True)):
            form = self._form(column, total, bold=True, top=2)
            if total is not None:
                self.page.write_formula(row, place, f"=SUM({self._range(place, place)})", form, total)
            elif place == 0:
                write_text(self.page, row, place, TOTAL.within(self.language), form)
            else:
                self.page.write_blank(row, place, None, form)
        self.page.set_row(row, widths.row_height(1))
        return row + 1

    def _notes(self, row: int) -> int:
        """Write what stands below the table, as footnotes that the importer knows, and return the row below."""
        form = self.paper.form(font_color=GREY, text_wrap=True, valign="vcenter")
        several = len(self.list.notes) > 1
        notes = [NOTE.format(n=n if several else "", note=note) for n, note in enumerate(self.list.notes, start=1)]
        below = [*([] if self.rows else [NONE]), *notes]
        for at, note in enumerate(below, start=row):
            said = note.within(self.language)
            write_across(self.page, at, self.right, said, form)
            self.page.set_row(at, widths.row_height(widths.lines_of(said, sum(self.widths))))
        return row + len(below)

    def _said(self, number: int, column: ListColumn, row: Mapping[str, Value | Phrase]) -> Value:
        value = row.get(column.field)
        cell = value.within(self.language) if isinstance(value, Phrase) else value
        if isinstance(cell, str) and len(cell) > LONGEST // 2 and (n := length(cell)) > LONGEST:
            raise CellTooLong(list=self.list.name, row=number, column=column.title, n=n, most=LONGEST)
        return cell

    def _total(self, place: int) -> int | None:
        numbers = [cell for cells in self.rows if isinstance(cell := cells[place], int)]
        return sum(numbers) if self.list.columns[place].summed and numbers else None

    def _range(self, left: int, right: int) -> str:
        return named(_FIRST, left, self.last, right)

    def _planned(self, free: int) -> tuple[list[int], list[int]]:
        """Return the width that each column needs, and the least it can do with: only texts are wrapped."""
        needed, least = [], []
        for place, title in enumerate(self.titles):
            texts = [self._shown(place, cells[place]) for cells in self.rows]
            longest = max(map(widths.widest_line, texts), default=0)
            heading = widths.heading_width(title, button=free > widths.TIGHT)
            tall = ceil(max(map(widths.width_of, texts), default=0) / (widths.MOST_LINES - 3))
            needed.append(widths.column_width(max(longest, heading, _NARROWEST), free=free))
            low = max(min(max(_GIVING_WAY, tall), _WIDEST), widths.column_width(heading, free=free))
            least.append(needed[-1] if any(isinstance(cells[place], int) for cells in self.rows) else low)
        return needed, least

    def _shown(self, place: int, cell: Value) -> str:
        if isinstance(cell, int):
            total = self.totals[place]
            return f"{max(cell, total or 0):,}%"
        return cell or ""
