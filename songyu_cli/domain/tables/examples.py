"""The example row of a template: nobody's record, and no fault as long as it is left as it came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import SongyuError
from songyu_cli.domain.sheets import Broken, Row
from songyu_cli.domain.tables.cells import is_filled, written
from songyu_cli.domain.tables.columns import fold
from songyu_cli.domain.tables.rows import RowError
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from songyu_cli.domain.sheets import Cell, Sheet
    from songyu_cli.domain.tables.columns import Column, Sight
    from songyu_cli.domain.tables.headers import Header, Heading

EXAMPLE = Phrase("示例", "Example")
SERIAL = frozenset({"序号", "序", "编号", "行号", "no", "no.", "#"})
_MARKS = {mark.casefold() for mark in EXAMPLE}
STILL_MARKED = Phrase("这一行还标着“示例”，内容却改过了。", "This row is still marked “Example”, and was changed.")
CLEAR_MARK = Phrase(
    "是真的就清掉序号里的“示例”；不是就删去这一行。", "Clear the mark if it is real; if not, delete the row."
)


def without_examples(sheet: Sheet, header: Header, sight: Sight) -> tuple[Sheet, list[RowError]]:
    """Return a sheet whose example rows are blank, and a fault for each that is marked so and holds something else."""
    free = [h for h in header.headings if h.index not in header.columns or header.columns[h.index].serial]
    serial = next((h for h in free if fold(h.text) in SERIAL), None)
    if serial is None:
        return sheet, []
    rows, errors = list(sheet.rows), []
    for position in range(header.last + 1, len(rows)):
        cells = rows[position].cells
        mark = cells[serial.index] if serial.index < len(cells) else None
        if not isinstance(mark, str) or folded(mark).casefold() not in _MARKS:
            continue
        number = rows[position].number
        if not _as_it_came(cells, header, sight):
            shown = folded(mark)
            errors.append(RowError(sheet.name, number, serial.named, "still_example", STILL_MARKED, CLEAR_MARK, shown))
        rows[position] = Row(number, ())
    return replace(sheet, rows=rows), errors


def _is_serial(heading: Heading, header: Header) -> bool:
    column = header.columns.get(heading.index)
    return column.serial if column else not heading.private and fold(heading.text) in SERIAL


def _as_it_came(cells: Any, header: Header, sight: Sight) -> bool:
    """Tell whether a row holds what the example row of the template does, or nothing."""
    told = ((index, column) for index, column in header.columns.items() if not column.serial)
    pairs = [(cells[index] if index < len(cells) else None, column) for index, column in told]
    return not any(is_filled(cell) for cell, _ in pairs) or all(
        _as_given(cell, column, sight) for cell, column in pairs
    )


def _as_given(cell: Cell, column: Column, sight: Sight) -> bool:
    given = column.example
    if given is None or not is_filled(cell):
        return given is None and not is_filled(cell)
    if isinstance(cell, Broken):
        return False
    forms = list(given) if isinstance(given, Phrase) else [str(given)]
    if folded(written(cell)) in map(folded, forms):
        return True
    try:
        return any(column.parse(cell, sight) == column.parse(form, sight) for form in forms)
    except SongyuError:
        return False
