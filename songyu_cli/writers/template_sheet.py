"""An empty workbook to fill in: its headers, an example row, words to choose from, and what belongs where."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.wording import Phrase
from songyu_cli.writers import widths
from songyu_cli.writers.cell_text import sheet_name
from songyu_cli.writers.paper import DAY, GREY, Paper, Table, keep_header, set_up, write_across, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from songyu_cli.domain.tables.templates import Template, TemplateColumn, Word
    from songyu_cli.domain.wording import Language

_ROWS = 5000  # that may be filled in with words to choose from and a prompt
_NARROWEST, _FREE, _WIDEST = 8, 14, 60  # letters of a column; `_FREE` of one for any text
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255  # characters of a prompt, as Excel has it
_HEADINGS = (
    Phrase("列", "Column"),
    Phrase("必填", "Required"),
    Phrase("填什么", "What belongs there"),
    Phrase("可以选的词", "Words to choose from"),
)
_YES = Phrase("必填", "yes")
_FORMATS = {"text": "@", "number": "0", "date": DAY}


def write_template(path: Path, template: Template, instructions: Phrase, words: Phrase, language: Language) -> None:
    """Write an empty table; on a sheet named by `instructions` a line for each column, on a hidden one its `words`.

    Raises FileNotWritable.
    """
    paper = Paper()
    named = [sheet_name(name.within(language)) for name in (template.name, instructions, words)]
    table, beside, hidden = (paper.book.add_worksheet(name) for name in named)
    _draw_table(paper, table, template, named[-1], language)
    _draw_instructions(paper, beside, template, language)
    _draw_words(paper, hidden, template, language)
    paper.save(path)


def _draw_table(paper: Paper, page: Any, template: Template, words: str, language: Language) -> None:
    tallest = 1
    for place, column in enumerate(template.columns):
        title = column.title.within(language) + "*" * column.required
        example = _said(column.example, language)
        needed = max(widths.width_of(str(one)) for one in (title, example, *_words(column, language)))
        free = column.form == "text" and not (column.words or column.example)
        wide = min(max(widths.column_width(needed), _FREE if free else _NARROWEST), _WIDEST)
        look = {"num_format": _FORMATS[column.form], "valign": "vcenter"}
        page.set_column(place, place, wide, paper.form(**look))
        write_text(page, 0, place, title, paper.header_form())
        _write_example(page, place, example, column, paper.form(**look, font_color=GREY, italic=True, text_wrap=True))
        page.data_validation(1, place, _ROWS, place, _prompt(column, place, words, title, language))
        tallest = max(tallest, widths.lines_of(str(example), wide))
    page.set_row(1, widths.row_height(tallest))
    right = len(template.columns) - 1
    keep_header(page, Table(0, _ROWS, right))
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{_ROWS + 1}"})
    set_up(page, 1, right, language, landscape=True)


def _write_example(page: Any, place: int, example: str | int, column: TemplateColumn, form: Any) -> None:
    if isinstance(example, int):
        page.write_number(1, place, example, form)
    elif column.form == "date" and example:
        page.write_datetime(1, place, date.fromisoformat(example), form)
    elif example:
        write_text(page, 1, place, example, form)


def _prompt(column: TemplateColumn, place: int, words: str, title: str, language: Language) -> dict[str, object]:
    """Return what a cell offers: a message, and the words of its column, which may still be other ones."""
    said: dict[str, object] = {"validate": "any"}
    if column.words:
        source = f"='{words}'!{_cell(1, place)}:{_cell(len(column.words), place)}"
        said = {"validate": "list", "source": source, "show_error": False}
    if column.note:
        said["input_title"] = title[:_LONGEST_TITLE]
        said["input_message"] = column.note.within(language)[:_LONGEST_PROMPT]
    return said


def _draw_words(paper: Paper, page: Any, template: Template, language: Language) -> None:
    """Write the words to choose from, each column under its title; the sheet is hidden."""
    for place, column in enumerate(template.columns):
        for row, word in enumerate([column.title.within(language), *_words(column, language)]):
            if isinstance(word, int):
                page.write_number(row, place, word)
            else:
                write_text(page, row, place, word, paper.form(num_format="@"))
    page.hide()


def _draw_instructions(paper: Paper, page: Any, template: Template, language: Language) -> None:
    texts = [[heading.within(language) for heading in _HEADINGS]]
    for column in template.columns:
        required = _YES.within(language) if column.required else ""
        note = column.note.within(language) if column.note else ""
        words = ("、" if language == "zh" else ", ").join(map(str, _words(column, language)))
        texts.append([column.title.within(language), required, note, words])
    wide = [min(widths.column_width(max(map(widths.width_of, line))), _WIDEST) for line in zip(*texts, strict=True)]
    cell = paper.form(border=1, valign="vcenter", text_wrap=True, num_format="@")
    for row, line in enumerate(texts):
        for place, text in enumerate(line):
            page.set_column(place, place, wide[place])
            write_text(page, row, place, text, cell if row else paper.header_form())
        page.set_row(row, widths.row_height(max(map(widths.lines_of, line, wide))))
    for row, below in enumerate(template.notes, start=len(texts) + 1):
        write_across(page, row, len(wide) - 1, below.within(language), paper.form(font_color=GREY, text_wrap=True))
    page.freeze_panes(1, 0)
    set_up(page, len(texts) + len(template.notes), len(wide) - 1, language, landscape=True)


def _words(column: TemplateColumn, language: Language) -> Sequence[str | int]:
    return [_said(word, language) for word in column.words]


def _said(word: Word | None, language: Language) -> str | int:
    return word.within(language) if isinstance(word, Phrase) else "" if word is None else word


def _cell(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]  # noqa: PLC0415

    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
