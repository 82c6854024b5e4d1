"""A sheet to carry from stairwell to stairwell, as an .xlsx to print or to fill in: a row a bench that is due."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.domain.choices import YES_NO
from songyu_cli.domain.tables.audit_rows import AUDITS
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.files import write_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.audits import AuditSheetLine
    from songyu_cli.domain.wording import Language

TITLE = Phrase("{community}凳子核对表", "What stands where in {community}")
OF_GRID = Phrase("{community}凳子核对表（{grid}）", "What stands where in {community} ({grid})")
DAY = Phrase("核对日期（年-月-日）：", "Audited on (year-month-day):")
HOW = Phrase(
    "“看到了吗”填是或否；没有看就留空，不算缺失。没有凳号的行：有账上没有的凳子就填几张，没有填否。"
    "别处的、账上没有的凳子写在最后的空行：地址、凳号（没有就空着）、是。最后一列请不要改。",
    "Seen: yes or no; leave it blank if you did not look, that is not missing. A row without a tag: how many benches "
    "stand there that are not in the ledger, or no. Any other bench: address, tag (if it has one) and yes in the blank "
    "rows at the end. Please leave the last column as it is.",
)
NAME = Phrase("核对表", "Audit")
_PAGE = Phrase("第 &P 页，共 &N 页", "Page &P of &N")
# Fields in the order of the sheet, each with its width in characters; a Chinese character is two wide.
_WIDTHS = {"address": 18, "tag": 11, "spot": 20, "seen": 11, "remark": 30, "key": 10}
_FIRST = 4  # the first row of benches, counted from 0; above it title, day, how to fill it in, header
_SPARE = 12  # blank rows at the end
_TALL = 22  # points: room for handwriting
_TALLEST = 48
_A4 = 9


class AuditSheet(NamedTuple):
    """A sheet: whose, of which grid, and its rows."""

    community: str
    grid: str | None
    lines: Sequence[AuditSheetLine]


def write_audit_sheet(path: Path, sheet: AuditSheet, language: Language) -> None:
    """Write the sheet, whole or not at all. Raises FileNotWritable."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  only a command that writes one pays for it

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        _Drawing(book, sheet, language).draw()
    write_bytes(path, content.getvalue())


class _Drawing:
    """The sheet on its way into a workbook."""

    def __init__(self, book: Any, sheet: AuditSheet, language: Language) -> None:
        self.book = book
        self.sheet = sheet
        self.language = language
        self.page = book.add_worksheet(NAME.within(language))
        self.last = _FIRST + len(sheet.lines) + _SPARE - 1

    def draw(self) -> None:
        """Draw title, header and rows, offer yes and no, and set the page up."""
        self._top()
        self._rows()
        page = self.page
        seen = list(_WIDTHS).index("seen")
        words = [choice.phrase.within(self.language) for choice in YES_NO]
        offer = {"validate": "list", "source": words, "show_error": False}  # a number may stand there too
        page.data_validation(_FIRST, seen, self.last, seen, offer)
        page.freeze_panes(_FIRST, 1)
        page.set_portrait()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_FIRST - 1)
        page.print_area(0, 0, self.last, len(_WIDTHS) - 1)
        page.set_footer(f"&C{_PAGE.within(self.language)}")
        page.set_selection(_FIRST, seen, _FIRST, seen)

    def _top(self) -> None:
        line = OF_GRID if self.sheet.grid else TITLE
        title = line.format(community=self.sheet.community, grid=self.sheet.grid)
        write = self.page.write_string
        write(0, 0, title.within(self.language), self._form(bold=True, font_size=16))
        write(1, 0, DAY.within(self.language), self._form(bold=True))
        self.page.write_blank(1, 2, None, self._form(num_format="yyyy-mm-dd", bottom=1, align="left"))
        how = self._form(font_color="#595959", text_wrap=True, valign="vcenter")
        self.page.merge_range(2, 0, 2, len(_WIDTHS) - 1, HOW.within(self.language), how)
        self.page.set_row(2, _TALLEST)
        header = self._form(bold=True, border=1, bg_color="#E7E6E6", text_wrap=True, align="center", valign="vcenter")
        for place, (field, width) in enumerate(_WIDTHS.items()):
            column = next(column for column in AUDITS.columns if column.field == field)
            write(_FIRST - 1, place, column.title.within(self.language), header)
            self.page.set_column(place, place, width)
        self.page.set_row(_FIRST - 1, _TALL)

    def _rows(self) -> None:
        text = self._form(border=1, num_format="@", valign="vcenter", text_wrap=True)
        answer = self._form(border=1, num_format="@", valign="vcenter", align="center")
        grey = self._form(border=1, num_format="@", valign="vcenter", font_color="#808080", align="right")
        forms = {field: {"key": grey, "seen": answer}.get(field, text) for field in _WIDTHS}
        for row in range(_FIRST, self.last + 1):
            self.page.set_row(row, _TALL)
            for place, field in enumerate(_WIDTHS):
                self.page.write_blank(row, place, None, forms[field])
        for row, line in enumerate(self.sheet.lines, start=_FIRST):
            for place, field in enumerate(_WIDTHS):
                value = getattr(line, field, None)
                if value is not None:
                    self.page.write_string(row, place, value, forms[field])

    def _form(self, **properties: object) -> Any:
        return self.book.add_format({"font_name": "SimSun", "font_size": 11, **properties})
