"""One table, written in every way that we read, reads as the same rows."""

from __future__ import annotations

import html
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songyu_cli.readers.workbook import read_workbook
from tests.corpus.cases import shown
from tests.files import Table, csv_bytes, write_ods, write_xls, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from songyu_cli.domain.sheets import Workbook

HEADER = ["楼栋", "单元", "需求内容", "日期", "数量"]
LETTERS = '幢单元号楼梯一二老人凳扶手淞娄葑㐀𠮷0123456789ABcd（）()/-+=@#%&<>"：。、·'
TEXTS = st.text(LETTERS, min_size=1, max_size=8)
NUMBERS = st.integers(-(10**6), 10**12)
DAYS = st.integers(0, 60_000).map(lambda days: date(1950, 1, 1) + timedelta(days=days))
CELLS = st.one_of(st.none(), TEXTS, NUMBERS, DAYS)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A header, rows that may be blank, and merges down the first column, whose lower cells are blank."""
    rows: list[list[Any]] = [list(HEADER)]
    merges = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            rows.append([None] * len(HEADER))
        tall = draw(st.integers(1, 3))
        block = [draw(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER))) for _ in range(tall)]
        if tall > 1:
            merges.append((len(rows) + 1, len(rows) + tall, 0, 0))
            block = [[draw(TEXTS) if at == 0 else None, *row[1:]] for at, row in enumerate(block)]
        rows += block
    rows[-1][-1] = 1  # or the last rows would be no part of the table
    return Table("表", rows, merges)


def page(rows: list[list[str]]) -> bytes:
    """Return a web page that a system calls an .xls."""
    lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><table>{lines}</table></html>".encode("gb18030")


def texts(book: Workbook) -> list[list[str]]:
    """Return a sheet's rows as text; a blank row is as long as the others."""
    rows = shown([row.cells for row in book.sheets[0].rows])
    return [[*row, *[""] * (len(HEADER) - len(row))] for row in rows]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows")


@settings(max_examples=20)
@given(table=tables())
def test_a_table_reads_the_same_in_every_kind_of_file(folder: Path, table: Table) -> None:
    rows = shown(table.rows)
    written = {
        "a.xlsx": write_xlsx(folder / "a.xlsx", table),
        "a.xls": write_xls(folder / "a.xls", table),
        "a.ods": write_ods(folder / "a.ods", table),
    }
    for name, data in {
        "utf8.csv": csv_bytes(rows),
        "sig.csv": csv_bytes(rows, encoding="utf-8-sig"),
        "gbk.csv": csv_bytes(rows, encoding="gb18030"),
        "unicode.txt": csv_bytes(rows, encoding="utf-16", delimiter="\t"),
        "page.xls": page(rows),
    }.items():
        written[name] = folder / name
        written[name].write_bytes(data)
    books = {name: read_workbook(path) for name, path in written.items()}
    assert {name: texts(book) for name, book in books.items()} == dict.fromkeys(books, rows)
    for name in ("a.xlsx", "a.xls", "a.ods"):
        merges = books[name].sheets[0].merges
        assert sorted((m.first_row, m.last_row, m.first_column, m.last_column) for m in merges) == list(table.merges)
    native = [[row.cells for row in books[name].sheets[0].rows] for name in ("a.xlsx", "a.xls", "a.ods")]
    assert native[0] == native[1] == native[2]
