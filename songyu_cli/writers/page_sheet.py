"""A page as an .xlsx: its lines and tables one under the other, with real numbers, to print on A4 or to send up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.writers import widths
from songyu_cli.writers.cell_text import sheet_name
from songyu_cli.writers.paper import (
    DAY,
    GREY,
    SIZE,
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
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.wording import Language

_NARROWEST, _WIDEST = 8, 44  # half-width letters of a column
_LINE = 96  # half-width letters of a page without a table
_REPORT = 132  # what fits on an upright page of a report, whose tables are small
_ONE_PAGE = 80  # rows of a report that stay readable on a single sheet of paper


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


def write_page(path: Path, parts: Sequence[Line | Grid], language: Language) -> None:
    """Write a page, whole or not at all; its first line names the sheet. Raises FileNotWritable."""
    paper = Paper()
    _Drawing(paper, parts).draw(language)
    paper.save(path)


class _Drawing:
    """The page on its way into a workbook."""

    def __init__(self, paper: Paper, parts: Sequence[Line | Grid]) -> None:
        self.paper = paper
        self.parts = parts
        grids = [part for part in parts if isinstance(part, Grid)]
        self.lone = len(grids) == 1  # a list: its header stays in sight, stands on every sheet of paper, and filters
        title = next((part.text for part in parts if isinstance(part, Line) and part.text), "")
        self.page = paper.book.add_worksheet(sheet_name(title))
        self.widths = [
            max(_needed(grid, place, lone=self.lone) for grid in grids if place < len(grid.headings))
            for place in range(max((len(grid.headings) for grid in grids), default=0))
        ]
        if len(self.widths) <= 1:
            self.widths = [_LINE]
        self.row = 0
        self.shares: set[int] = set()  # the columns of the table at hand that show shares

    def draw(self, language: Language) -> None:
        """Draw the parts one under the other and set the page up."""
        for place, width in enumerate(self.widths):
            self.page.set_column(place, place, width)
        for part in self.parts:
            if isinstance(part, Grid):
                self._grid(part)
            else:
                self._line(part)
        several = sum(isinstance(part, Grid) for part in self.parts) > 1
        one_page = several and self.row <= _ONE_PAGE
        lying = self.lone or (sum(self.widths) > _REPORT and not one_page)
        bottom, right = max(self.row - 1, 0), len(self.widths) - 1
        set_up(self.page, bottom, right, language, landscape=lying, pages=1 if one_page else 0)

    def _line(self, line: Line) -> None:
        looks: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 16},
            "heading": {"bold": True, "font_size": 13},
            "aside": {"font_color": GREY},
        }
        look = looks.get(line.voice, {})
        if line.voice == "heading":
            self.row += 1  # a blank line before a part
        size = float(str(look.get("font_size", SIZE)))
        form = self.paper.form(text_wrap=True, valign="vcenter", **look)
        write_across(self.page, self.row, len(self.widths) - 1, line.text, form)
        lines = widths.lines_of(line.text, sum(self.widths), size=size)
        self.page.set_row(self.row, widths.row_height(lines, size=size))
        self.row += 1

    def _grid(self, grid: Grid) -> None:
        header = self.row
        self.shares = {place for row in grid.rows for place, cell in enumerate(row) if isinstance(cell, Share)}
        for place, heading in enumerate(grid.headings):
            write_text(self.page, header, place, heading, self.paper.header_form())
        room = [width - (widths.BUTTON if self.lone else 0) for width in self.widths]
        tallest = max(map(widths.lines_of, grid.headings, room), default=1)
        self.page.set_row(header, widths.row_height(tallest))
        for row in grid.rows:
            self.row += 1
            self._cells(grid, row)
        last = self.row
        if self.lone and grid.headings:
            keep_header(self.page, Table(header, last, len(grid.headings) - 1))
        if grid.total:
            self.row += 1
            self._cells(grid, grid.total, sums=(header + 1, last))
        for place in sorted(self.shares):
            draw_bars(self.page, header + 1, self.row, place)
        self.row += 1

    def _cells(self, grid: Grid, row: Sequence[Cell], sums: tuple[int, int] | None = None) -> None:
        """Write a row; a total that is its column's sum is a formula, so that it follows what is changed by hand."""
        tallest = 1
        for place, cell in enumerate(row):
            form = self._form(grid, place, cell, total=bool(sums))
            if isinstance(cell, Share):
                self.page.write_number(self.row, place, cell.value, form)
            elif isinstance(cell, int):
                column = [other[place] for other in grid.rows]
                if sums and column and sum(each for each in column if isinstance(each, int)) == cell:
                    self.page.write_formula(
                        self.row, place, f"=SUM({named(sums[0], place, sums[1], place)})", form, cell
                    )
                else:
                    self.page.write_number(self.row, place, cell, form)
            elif day := day_of(cell):
                self.page.write_datetime(self.row, place, day, form)
            else:
                text = "—" if cell is None else cell
                write_text(self.page, self.row, place, text, form)
                tallest = max(tallest, widths.lines_of(text, self.widths[place]))
        self.page.set_row(self.row, widths.row_height(tallest))

    def _form(self, grid: Grid, place: int, cell: Cell, *, total: bool) -> Any:
        look: dict[str, object] = {"border": 1, "valign": "vcenter", "indent": 1, "align": "right"}
        if total:
            look |= {"bold": True, "top": 2}
        if isinstance(cell, Share):
            look["num_format"] = "0.0%"
        elif isinstance(cell, int):
            look["num_format"] = "#,##0"
        elif isinstance(cell, Date):
            look |= {"align": "center", "indent": 0, "num_format": DAY if day_of(cell) else "@"}
        else:
            right = grid.numbers[place] or place in self.shares
            look |= {"text_wrap": True, "align": "right" if right else "left"}
        return self.paper.form(**look)


def _needed(grid: Grid, place: int, *, lone: bool) -> int:
    """Return how wide a column must be for its longest cell; headings may take two lines."""
    cells = [row[place] for row in [*grid.rows, *([grid.total] if grid.total else [])]]
    heading = widths.heading_width(grid.headings[place], button=lone)
    longest = max([_NARROWEST, heading, *(widths.widest_line(_shown(cell)) for cell in cells)])
    return min(widths.column_width(longest), _WIDEST)


def _shown(cell: Cell) -> str:
    return (
        "100.0%" if isinstance(cell, Share) else "—" if cell is None else f"{cell:,}" if isinstance(cell, int) else cell
    )
