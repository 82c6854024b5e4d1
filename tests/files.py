"""Makes real files for the tests, with the libraries that write them."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


class Formula(NamedTuple):
    """A formula with the value kept beside it; "" where it was never worked out."""

    text: str
    value: str | float = ""


class Error(NamedTuple):
    """A cell that shows an error such as #REF!."""

    text: str

    @property
    def value(self) -> str:
        """The error is its own value."""
        return self.text


@dataclass(frozen=True)
class Table:
    """A sheet to write. Merges are (first row, last row, first column, last column), rows from 1, columns from 0."""

    name: str
    rows: Sequence[Sequence[Any]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: Iterable[int] = field(default_factory=list)
    hidden: bool = False


def write_xlsx(path: Path, *tables: Table, **options: Any) -> Path:
    """Write an .xlsx with XlsxWriter; `options` are its own."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    minute = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for table in tables:
        sheet = book.add_worksheet(table.name)
        for number in table.hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for first, last, left, right in table.merges:
            sheet.merge_range(first - 1, left, last - 1, right, "")
        for at, row in enumerate(table.rows):
            for column, value in enumerate(row):
                match value:
                    case None:
                        continue
                    case Formula() | Error():
                        sheet.write_formula(at, column, f"={value.text}", None, value.value)
                    case date():
                        sheet.write_datetime(at, column, value, minute if isinstance(value, datetime) else day)
                    case _:
                        sheet.write(at, column, value)
        if table.hidden:
            sheet.hide()
    book.close()
    return path


def write_xls(path: Path, *tables: Table) -> Path:
    """Write an .xls of Excel 97 with xlwt."""
    import xlwt

    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    minute = xlwt.easyxf(num_format_str="YYYY-MM-DD HH:MM")
    for table in tables:
        sheet = book.add_sheet(table.name, cell_overwrite_ok=True)
        for number in table.hidden_rows:
            sheet.row(number - 1).hidden = True
        for first, last, left, right in table.merges:
            sheet.merge(first - 1, last - 1, left, right)
        for at, row in enumerate(table.rows):
            for column, value in enumerate(row):
                match value:
                    case None:
                        continue
                    case Error():
                        sheet.row(at).set_cell_error(column, value.text)
                    case Formula():
                        sheet.write(at, column, xlwt.Formula(value.text))
                    case date():
                        sheet.write(at, column, value, minute if isinstance(value, datetime) else day)
                    case _:
                        sheet.write(at, column, value)
        sheet.visibility = int(table.hidden)
    book.save(str(path))
    return path


def write_ods(path: Path, *tables: Table) -> Path:
    """Write an .ods with odfpy."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import Table as OdsTable
    from odf.table import TableRow

    document = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    for table in tables:
        sheet = OdsTable(name=table.name, **({"stylename": unseen} if table.hidden else {}))
        spans = {(first - 1, left): (last - first + 1, right - left + 1) for first, last, left, right in table.merges}
        for at, row in enumerate(table.rows):
            hidden = {"visibility": "collapse"} if at + 1 in table.hidden_rows else {}
            line = TableRow(**hidden)
            for column, value in enumerate(row):
                line.addElement(_ods_cell(value, spans.get((at, column))))
            sheet.addElement(line)
        document.spreadsheet.addElement(sheet)
    document.save(str(path))
    return path


def _ods_cell(value: Any, span: tuple[int, int] | None) -> Any:
    from odf.table import TableCell
    from odf.text import P

    about = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]} if span else {}
    shown = value
    match value:
        case Formula():
            about["formula"] = f"of:={value.text}"
            shown = value.value or None
            about |= {"valuetype": "float", "value": value.value} if value.value else {}
        case Error():
            about |= {"formula": f"of:={value.text}", "valuetype": "string"}
            shown = value.text
        case bool():
            about |= {"valuetype": "boolean", "booleanvalue": str(value).lower()}
        case int() | float():
            about |= {"valuetype": "float", "value": value}
        case date():
            about |= {"valuetype": "date", "datevalue": value.isoformat()}
        case str():
            about |= {"valuetype": "string"}
    cell = TableCell(**about)
    if shown is not None:
        for line in str(shown).split("\n"):
            cell.addElement(P(text=line))
    return cell


def csv_bytes(
    rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", delimiter: str = ",", newline: str = "\r\n"
) -> bytes:
    """Return rows as delimited text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return text.getvalue().encode(encoding)


def edit_zip(path: Path, edits: Mapping[str, Callable[[bytes], bytes | None]], **new: bytes) -> Path:
    """Rewrite parts of a zip file in place; a part whose edit gives None is left out, `new` parts are added."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            edited = edits[name](content) if name in edits else content
            if edited is not None:
                written.writestr(name, edited)
        for name, content in new.items():
            written.writestr(name, content)
    return path


def replace_in(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Replace bytes in one part of a zip file in place; they must be there."""

    def edit(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return edit_zip(path, {part: edit})
