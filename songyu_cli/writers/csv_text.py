"""Delimited text: the one place that makes it, and that makes its cells safe."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from songyu_cli.domain.apostrophes import guarded as guard
from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.cell_text import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from songyu_cli.domain.lists import LedgerList
    from songyu_cli.domain.wording import Language


def delimited(rows: Iterable[Sequence[str | int | None]], *, guarded: bool, delimiter: str = ",") -> str:
    """Return rows as delimited text, `guarded` for a file that a spreadsheet opens.

    There an apostrophe stands before what it would take for a formula, which our reader takes off again, and lines
    end as Excel ends them. A pipe's or a terminal's text gets no apostrophe, and nothing that could move a cursor.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if guarded else "\n")
    for row in rows:
        writer.writerow([_cell(cell, guarded=guarded) for cell in row])
    return out.getvalue()


def ledger_csv(one: LedgerList, language: Language, *, guarded: bool) -> str:
    """Return a list as csv: its columns' titles, then its rows. `guarded` as in `delimited`."""
    titles = [column.title.within(language) for column in one.columns]
    rows = ([row.get(column.field) for column in one.columns] for row in one.rows)
    said = ([cell.within(language) if isinstance(cell, Phrase) else cell for cell in row] for row in rows)
    return delimited([titles, *said], guarded=guarded)


def _cell(cell: str | int | None, *, guarded: bool) -> str:
    if cell is None or isinstance(cell, int):
        return "" if cell is None else str(cell)
    return guard(cell_text(cell)) if guarded else clean(cell, lines=True)
