"""A sheet to carry from stairwell to stairwell, as an .xlsx to print or to fill in: a row for each place to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from songyu_cli.writers.cell_text import sheet_name
from songyu_cli.writers.paper import DAY, GREY, Paper, set_up, write_across, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from songyu_cli.domain.tables.columns import Kind
    from songyu_cli.domain.vocabulary import Choices
    from songyu_cli.domain.wording import Language, Phrase

_FIRST = 4  # the first row of places, counted from 0; above it title, day, how to fill it in, header
_DAY_CELL = (1, 2)
_LONGEST_LIST = 255  # characters that a drop-down list may have
_VOICES: dict[str, dict[str, object]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "number": {"num_format": "0"},
    "answer": {"num_format": "@", "align": "center"},
    "grey": {"num_format": "@", "font_color": "#808080", "align": "right"},
}


class Field(NamedTuple):
    """A column to fill in or to go by: its width in half-width letters, and how its cells look."""

    width: int
    voice: str = "text"


class Design(NamedTuple):
    """What a sheet of one sort is like: its words, its columns by field in their order, its rows.

    The headers are those of the table that it is read as. `answer` is the field where filling in begins, `tall` and
    `how_tall` are heights in points, with room for handwriting; `spare` blank rows stand at the end.
    """

    name: Phrase
    title: Phrase
    of_grid: Phrase
    day: Phrase
    how: Phrase
    table: Kind[Any]
    fields: Mapping[str, Field]
    answer: str
    tall: int
    how_tall: int
    landscape: bool
    spare: int = 0


class Carried(NamedTuple):
    """One sheet: whose, of which grid, what its cells say already, and the words to choose from in a field."""

    community: str
    grid: str | None
    lines: Sequence[Mapping[str, str | None]]
    offers: Mapping[str, Choices]


def write_carried(path: Path, design: Design, sheet: Carried, language: Language) -> None:
    """Write the sheet, whole or not at all. Raises FileNotWritable."""
    paper = Paper()
    _Drawing(paper, design, sheet, language).draw()
    paper.save(path)


class _Drawing:
    """The sheet on its way into a workbook."""

    def __init__(self, paper: Paper, design: Design, sheet: Carried, language: Language) -> None:
        self.paper, self.design, self.sheet, self.language = paper, design, sheet, language
        self.page = paper.book.add_worksheet(sheet_name(design.name.within(language)))
        self.fields = list(design.fields)
        self.last = _FIRST + len(sheet.lines) + design.spare - 1

    def draw(self) -> None:
        """Draw title, header, rows and lists, and set the page up."""
        self._top()
        self._rows()
        for field, choices in self.sheet.offers.items():
            self._offer(self.fields.index(field), choices)
        begin = self.fields.index(self.design.answer)
        self.page.freeze_panes(_FIRST, 1)
        self.page.repeat_rows(_FIRST - 1)
        self.page.set_selection(_FIRST, begin, _FIRST, begin)
        set_up(self.page, self.last, len(self.fields) - 1, self.language, landscape=self.design.landscape)

    def _top(self) -> None:
        design, form = self.design, self.paper.form
        line = design.of_grid if self.sheet.grid else design.title
        title = line.format(community=self.sheet.community, grid=self.sheet.grid)
        write_text(self.page, 0, 0, title.within(self.language), form(bold=True, font_size=16))
        write_text(self.page, 1, 0, design.day.within(self.language), form(bold=True))
        self.page.write_blank(*_DAY_CELL, None, form(num_format=DAY, bottom=1, align="left"))
        how = form(font_color=GREY, text_wrap=True, valign="vcenter")
        write_across(self.page, 2, len(self.fields) - 1, design.how.within(self.language), how)
        self.page.set_row(2, design.how_tall)
        titles = {column.field: column.title.within(self.language) for column in design.table.columns}
        for place, (field, look) in enumerate(design.fields.items()):
            write_text(self.page, _FIRST - 1, place, titles[field], self.paper.header_form())
            self.page.set_column(place, place, look.width)
        self.page.set_row(_FIRST - 1, design.tall)

    def _rows(self) -> None:
        looks = self.design.fields.values()
        forms = [self.paper.form(border=1, valign="vcenter", **_VOICES[look.voice]) for look in looks]
        blank: list[Mapping[str, str | None]] = [{}] * self.design.spare
        for row, line in enumerate([*self.sheet.lines, *blank], start=_FIRST):
            self.page.set_row(row, self.design.tall)
            for place, field in enumerate(self.fields):
                said = line.get(field)
                if said is None:
                    self.page.write_blank(row, place, None, forms[place])
                else:
                    write_text(self.page, row, place, said, forms[place])

    def _offer(self, place: int, choices: Choices) -> None:
        """Offer words in a drop-down list; a cell may hold others too, several at once, or a number."""
        words = [choice.phrase.within(self.language) for choice in choices]
        while len(",".join(words)) > _LONGEST_LIST:
            words.pop()
        offer = {"validate": "list", "source": words, "show_error": False}
        self.page.data_validation(_FIRST, place, self.last, place, offer)
