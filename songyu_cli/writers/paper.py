"""An .xlsx on its way to a file, the same for all that we write: its letters, its A4 paper, nothing about its maker."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.dates import Date
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.cell_text import cell_text, cut
from songyu_cli.writers.files import write_bytes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from songyu_cli.domain.wording import Language

FONT, SIZE = "SimSun", 11  # points: letters, of which the widths of columns are counted
GREY, SHADE = "#595959", "#E7E6E6"
DAY = "yyyy-mm-dd"
FOOTER = Phrase("第 &P 页，共 &N 页", "Page &P of &N")
_A4 = 9
_FIRST_YEAR = 1901  # spreadsheets know no day before 1900, and take that for a leap year
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_BAR = {"type": "data_bar", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}


class Table(NamedTuple):
    """Where a table stands on its sheet, counted from 0: its header row, its last record, its last column."""

    header: int
    last: int
    right: int


class Paper:
    """A workbook that is being drawn. `created` is its only date, so that the same data make the same bytes."""

    def __init__(self, *, created: date | None = None) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  only a command that writes one pays for it

        self._content = BytesIO()
        self.book = xlsxwriter.Workbook(self._content, _OPTIONS)
        self._forms: dict[frozenset[tuple[str, object]], Any] = {}
        if created:
            self.book.set_properties({"created": datetime(created.year, created.month, created.day, tzinfo=UTC)})

    def form(self, **properties: object) -> Any:
        """Return how a cell looks; each form is made once."""
        key = frozenset(properties.items())
        if key not in self._forms:
            self._forms[key] = self.book.add_format({"font_name": FONT, "font_size": SIZE, **properties})
        return self._forms[key]

    def header_form(self) -> Any:
        """Return how the header of a table looks."""
        return self.form(bold=True, border=1, bg_color=SHADE, text_wrap=True, align="center", valign="vcenter")

    def save(self, path: Path) -> None:
        """Write the workbook, whole or not at all. Raises FileNotWritable."""
        self.book.close()
        write_bytes(path, self._content.getvalue())


def write_text(page: Any, row: int, column: int, text: str, form: Any) -> None:
    """Write a text that stays one: never a formula, a link or a number."""
    page.write_string(row, column, cut(cell_text(text)), form)


def write_across(page: Any, row: int, right: int, text: str, form: Any) -> None:
    """Write a text over all columns up to `right`."""
    if right:
        page.merge_range(row, 0, row, right, "", form)
    write_text(page, row, 0, text, form)


def day_of(value: object) -> date | None:
    """Return the calendar day that a cell shows, or None: a month, a year or a day before 1901 stays text."""
    if isinstance(value, Date) and value.precision == "day" and int(value[:4]) >= _FIRST_YEAR:
        return value.earliest()
    return None


def named(first: int, left: int, last: int, right: int) -> str:
    """Return the name of a range, such as `B4:B9`."""
    from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(xl_range(first, left, last, right))


def draw_bars(page: Any, first: int, last: int, column: int) -> None:
    """Draw a bar behind each share of a column."""
    page.conditional_format(first, column, last, column, {**_BAR, "bar_color": "#9BC2E6"})


def keep_header(page: Any, table: Table) -> None:
    """Keep a table's header in sight, print it on every sheet of paper, and let its rows be filtered."""
    page.freeze_panes(table.header + 1, 0)
    page.repeat_rows(table.header)
    page.autofilter(table.header, 0, max(table.last, table.header), table.right)


def set_up(page: Any, bottom: int, right: int, language: Language, *, landscape: bool, pages: int = 0) -> None:
    """Set a sheet up for A4: one page wide, `pages` high or as many as it takes, its pages numbered."""
    (page.set_landscape if landscape else page.set_portrait)()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, pages)
    page.center_horizontally()
    page.print_area(0, 0, bottom, right)
    page.set_footer(f"&C{FOOTER.within(language)}")
