"""A page as an .xlsx: its lines and tables one under the other, with real numbers, to print on A4 or to send up."""

from __future__ import annotations

import re
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import east_asian_width

from songyu_cli.writers.files import write_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_A4 = 9
_NARROWEST, _WIDEST = 8, 44  # characters of a column; a Chinese character is two wide
_PORTRAIT = 96  # characters that fit on an upright page at a size that old eyes read
_REPORT = 132  # as many of a report of several tables, of which few are that wide
_ONE_PAGE = 80  # rows of a report that stay readable on a single sheet of paper
_FONT = 11  # points: letters, of which the widths of columns are counted
_ROW = 16  # points: a line of text
_UNSAFE = re.compile(r"[\x00-\x1f\[\]:*?/\\']")
_LONGEST_NAME = 31  # characters of a sheet's name, as Excel has it


class Share(NamedTuple):
    """A share from 0 to 1, drawn as a percentage with a bar."""

    value: float


Cell = str | int | Share | None


class Line(NamedTuple):
    """A line of text: `title` of the page, `heading` of a part, `text`, or `aside` in a lower voice."""

    text: str
    voice: str


class Grid(NamedTuple):
    """A table: headings, which of its columns are numbers, rows, and the row of totals that may close it."""

    headings: Sequence[str]
    numbers: Sequence[bool]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()


def write_page(path: Path, parts: Sequence[Line | Grid]) -> None:
    """Write a page, whole or not at all; its first line names the sheet. Raises FileNotWritable."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  only a command that writes one pays for it

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        _Drawing(book, parts).draw()
    write_bytes(path, content.getvalue())


class _Drawing:
    """The page on its way into a workbook."""

    def __init__(self, book: Any, parts: Sequence[Line | Grid]) -> None:
        self.book = book
        self.parts = parts
        grids = [part for part in parts if isinstance(part, Grid)]
        named = next((part.text for part in parts if isinstance(part, Line) and part.text), "songyu")
        self.page = book.add_worksheet(_UNSAFE.sub(" ", named)[:_LONGEST_NAME].strip() or "songyu")
        self.widths = [
            min(max([_NARROWEST, *(_needed(grid, place) for grid in grids if place < len(grid.headings))]) + 2, _WIDEST)
            for place in range(max((len(grid.headings) for grid in grids), default=1))
        ]
        if len(self.widths) == 1:
            self.widths = [_PORTRAIT]
        self.row = 0
        self.header: int | None = None  # of a page's only table: it stays in sight, and stands on every sheet of paper

    def draw(self) -> None:
        """Draw the parts one under the other and set the page up."""
        for place, width in enumerate(self.widths):
            self.page.set_column(place, place, width)
        for part in self.parts:
            if isinstance(part, Grid):
                self._grid(part)
            else:
                self._line(part)
        page = self.page
        page.set_paper(_A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        several = sum(isinstance(part, Grid) for part in self.parts) > 1
        one_page = several and self.row <= _ONE_PAGE
        page.fit_to_pages(1, 1 if one_page else 0)
        if sum(self.widths) > (_REPORT if several else _PORTRAIT) and not one_page:
            page.set_landscape()
        page.print_area(0, 0, max(self.row - 1, 0), len(self.widths) - 1)
        page.set_footer("&C&P / &N")
        if self.header is not None:
            page.freeze_panes(self.header + 1, 0)
            page.repeat_rows(self.header)

    def _line(self, line: Line) -> None:
        looks: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 16},
            "heading": {"bold": True, "font_size": 13},
            "aside": {"font_color": "#595959"},
        }
        form = self._form(text_wrap=True, valign="vcenter", **looks.get(line.voice, {}))
        if line.voice == "heading":
            self.row += 1  # a blank line before a part
        size = float(str(looks.get(line.voice, {}).get("font_size", _FONT)))
        lines = ceil(_width(line.text) * size / _FONT / max(sum(self.widths) - 2, 1)) or 1
        self.page.set_row(self.row, (_ROW + 8 if line.voice == "title" else _ROW) * lines)
        if len(self.widths) > 1:
            self.page.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", form)
        self.page.write_string(self.row, 0, line.text, form)
        self.row += 1

    def _grid(self, grid: Grid) -> None:
        header = self._form(bold=True, border=1, bg_color="#E7E6E6", text_wrap=True, align="center", valign="vcenter")
        if sum(isinstance(part, Grid) for part in self.parts) == 1:
            self.header = self.row
        for place, heading in enumerate(grid.headings):
            self.page.write_string(self.row, place, heading, header)
        lines = max(-(-_width(heading) // self.widths[place]) for place, heading in enumerate(grid.headings))
        self.page.set_row(self.row, _ROW * max(lines, 1))
        first = self.row + 1
        for row in grid.rows:
            self.row += 1
            self._cells(grid, row)
        last = self.row
        if grid.total:
            self.row += 1
            self._cells(grid, grid.total, sums=(first, last))
        for place in range(len(grid.headings)):
            if any(isinstance(row[place], Share) for row in grid.rows):
                bar = {"type": "data_bar", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
                self.page.conditional_format(first, place, self.row, place, {**bar, "bar_color": "#9BC2E6"})
        self.row += 1

    def _cells(self, grid: Grid, row: Sequence[Cell], sums: tuple[int, int] | None = None) -> None:
        """Write a row; a total that is its column's sum is a formula, so that it follows what is changed by hand."""
        bold = {"bold": True, "top": 2} if sums else {}
        tallest = 1
        for place, cell in enumerate(row):
            look: dict[str, object] = {"border": 1, "valign": "vcenter", "text_wrap": True, **bold}
            if isinstance(cell, Share):
                self.page.write_number(self.row, place, cell.value, self._form(num_format="0.0%", **look))
            elif isinstance(cell, int):
                form = self._form(num_format="#,##0", **look)
                column = [other[place] for other in grid.rows]
                if sums and column and sum(each for each in column if isinstance(each, int)) == cell:
                    self.page.write_formula(self.row, place, f"=SUM({_named(sums, place)})", form, cell)
                else:
                    self.page.write_number(self.row, place, cell, form)
            else:
                text = "—" if cell is None else cell
                tallest = max(tallest, *(-(-_width(line) // (self.widths[place] - 1)) for line in text.split("\n")))
                shares = any(isinstance(other[place], Share) for other in grid.rows)
                look["align"] = "right" if grid.numbers[place] or shares else "left"
                self.page.write_string(self.row, place, text, self._form(**look))
        self.page.set_row(self.row, _ROW * tallest)

    def _form(self, **properties: object) -> Any:
        return self.book.add_format({"font_name": "SimSun", "font_size": _FONT, **properties})


def _named(rows: tuple[int, int], place: int) -> str:
    from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(xl_range(rows[0], place, rows[1], place))


def _needed(grid: Grid, place: int) -> int:
    """Return how wide a column must be for its longest cell; headings may take two lines."""
    cells = [row[place] for row in [*grid.rows, *([grid.total] if grid.total else [])]]
    return max([-(-_width(grid.headings[place]) // 2), *(_width(_shown(cell)) for cell in cells)])


def _shown(cell: Cell) -> str:
    return (
        "100.0%" if isinstance(cell, Share) else "—" if cell is None else f"{cell:,}" if isinstance(cell, int) else cell
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
