"""A sheet to carry on a round, as an .xlsx to print or to fill in: a row a stairwell, with the last counts in grey."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.choices import HAZARD_KINDS
from songyu_cli.domain.tables.visit_rows import VISITS
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.files import write_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.visits import SheetLine
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.domain.wording import Language

TITLE = Phrase("{community}走访表", "Round in {community}")
OF_GRID = Phrase("{community}走访表（{grid}）", "Round in {community} ({grid})")
DAY = Phrase("走访日期（年-月-日）：", "Visited on (year-month-day):")
HOW = Phrase(
    "60+、80+ 填这次的人数，灰色的是上次的；需求、隐患可写几个：凳、扶手2；没有填的行不导入；最后一列请不要改。",
    "Fill in the people of this time; those of the last time are grey. Several needs: bench, handrail2. "
    "Blank rows are not imported. Please leave the last column as it is.",
)
NAME = Phrase("走访表", "Round")
_PAGE = Phrase("第 &P 页，共 &N 页", "Page &P of &N")
# A sheet is carried out of the office, so it shows the last 60+ of each stairwell and nobody's 80+.
# Fields in the order of the sheet, each with its width in characters; a Chinese character is two wide.
_WIDTHS = {
    "address": 16,
    "elderly_60": 11,
    "elderly_80": 11,
    "last_60": 9,
    "needs": 18,
    "quantity": 7,
    "hazards": 20,
    "hazard_quantity": 8,
    "remark": 38,
    "key": 10,
}
_GREY = {"last_60", "key"}
_FIRST = 4  # the first row of stairwells, counted from 0; above it title, day, how to fill it in, header
_LONGEST_LIST = 255  # characters that a drop-down list may have
_TALL = 24  # points: room for handwriting
_A4 = 9
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]')


class VisitSheet(NamedTuple):
    """A sheet: whose, of which grid, and its stairwells."""

    community: str
    grid: str | None
    lines: Sequence[SheetLine]


def sheet_name(grid: str | None, language: Language) -> str:
    """Return what the sheet's file is called when nobody says otherwise."""
    name = NAME.within(language)
    return _UNSAFE.sub("_", f"{name}-{grid}" if grid else name) + ".xlsx"


def write_visit_sheet(path: Path, sheet: VisitSheet, kinds: Choices, language: Language) -> None:
    """Write the sheet, whole or not at all. Raises FileNotWritable."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  only a command that writes one pays for it

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        _Drawing(book, sheet, language).draw(kinds)
    write_bytes(path, content.getvalue())


class _Drawing:
    """The sheet on its way into a workbook."""

    def __init__(self, book: Any, sheet: VisitSheet, language: Language) -> None:
        self.book = book
        self.sheet = sheet
        self.language = language
        self.page = book.add_worksheet(NAME.within(language))
        self.last = _FIRST + len(sheet.lines) - 1

    def draw(self, kinds: Choices) -> None:
        """Draw title, header, rows and lists, and set the page up."""
        self._top()
        self._rows()
        self._lists(kinds)
        page = self.page
        page.freeze_panes(_FIRST, 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_FIRST - 1)
        page.print_area(0, 0, self.last, len(_WIDTHS) - 1)
        page.set_footer(f"&C{_PAGE.within(self.language)}")
        page.set_selection(_FIRST, 1, _FIRST, 1)

    def _top(self) -> None:
        line = OF_GRID if self.sheet.grid else TITLE
        title = line.format(community=self.sheet.community, grid=self.sheet.grid)
        write = self.page.write_string
        write(0, 0, title.within(self.language), self._form(bold=True, font_size=16))
        write(1, 0, DAY.within(self.language), self._form(bold=True))
        self.page.write_blank(1, 2, None, self._form(num_format="yyyy-mm-dd", bottom=1, align="left"))
        how = self._form(font_color="#595959", text_wrap=True, valign="vcenter")
        self.page.merge_range(2, 0, 2, len(_WIDTHS) - 1, HOW.within(self.language), how)
        self.page.set_row(2, _TALL + 8)
        header = self._form(bold=True, border=1, bg_color="#E7E6E6", text_wrap=True, align="center", valign="vcenter")
        for place, (field, width) in enumerate(_WIDTHS.items()):
            column = next(column for column in VISITS.columns if column.field == field)
            write(_FIRST - 1, place, column.title.within(self.language), header)
            self.page.set_column(place, place, width)
        self.page.set_row(_FIRST - 1, _TALL)

    def _rows(self) -> None:
        text = self._form(border=1, num_format="@", valign="vcenter", text_wrap=True)
        number = self._form(border=1, num_format="0", valign="vcenter")
        grey = self._form(border=1, num_format="@", valign="vcenter", font_color="#808080", align="right")
        forms = {
            field: grey if field in _GREY else number if "elderly" in field or "quantity" in field else text
            for field in _WIDTHS
        }
        places = {field: place for place, field in enumerate(_WIDTHS)}
        for row, line in enumerate(self.sheet.lines, start=_FIRST):
            said = {"address": line.address, "key": line.key, "last_60": line.elderly_60}
            self.page.set_row(row, _TALL)
            for field, place in places.items():
                value = said.get(field)
                if value is None:
                    self.page.write_blank(row, place, None, forms[field])
                else:
                    self.page.write_string(row, place, str(value), forms[field])

    def _lists(self, kinds: Choices) -> None:
        """Offer the kinds in drop-down lists; a cell may hold others too, several at once."""
        for field, choices in (("needs", kinds), ("hazards", HAZARD_KINDS)):
            words = [choice.phrase.within(self.language) for choice in choices]
            while len(",".join(words)) > _LONGEST_LIST:
                words.pop()
            place = list(_WIDTHS).index(field)
            offer = {"validate": "list", "source": words, "show_error": False}
            self.page.data_validation(_FIRST, place, self.last, place, offer)

    def _form(self, **properties: object) -> Any:
        return self.book.add_format({"font_name": "SimSun", "font_size": 11, **properties})
