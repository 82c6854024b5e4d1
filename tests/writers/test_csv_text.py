"""Csv that Excel, WPS and LibreOffice open without a formula, and that our reader reads back as it was."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess

import openpyxl
import pytest
from hostile import FORMULAS, HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.apostrophes import guarded, unguarded
from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.dates import Date
from songyu_cli.domain.lists import LedgerList, ListColumn
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.readers.source import Source
from songyu_cli.readers.text import decode, read_text
from songyu_cli.writers.cell_text import cell_text
from songyu_cli.writers.csv_text import delimited, ledger_csv

LIST = LedgerList(
    Phrase("安装台账", "Installations"),
    Phrase("淞渔社区安装台账", "Installations in 淞渔社区"),
    (
        ListColumn("n", Phrase("序号", "No."), number=True),
        ListColumn("address", Phrase("地址", "Address")),
        ListColumn("on", Phrase("安装日期", "Installed on")),
        ListColumn("state", Phrase("状态", "State")),
    ),
    (
        {"n": 1, "address": "12-3", "on": Date("2021-03-05"), "state": Phrase("在用", "in use")},
        {"n": -2, "address": "=1+1", "on": Date("2021-09"), "state": None},
    ),
    (Phrase("说明", "note"),),
)
TRICKY = st.text(st.sampled_from("'=+-@＝＋－＠\t\r\n\",;，1a汉 \ufeff\u200d")) | st.text() | st.sampled_from(HOSTILE)


def read_back(text: str) -> list[list[object]]:
    data = text.encode("utf-8-sig")
    source = Source(file="a.csv", stem="a", ending=".csv", data=data)
    decoded, _ = decode(source)
    return [list(row.cells) for row in read_text(decoded, source).rows]


def test_a_list_is_its_titles_and_its_rows():
    assert ledger_csv(LIST, "zh", guarded=True) == (
        "序号,地址,安装日期,状态\r\n1,12-3,2021-03-05,在用\r\n-2,'=1+1,2021-09,\r\n"
    )
    assert ledger_csv(LIST, "en", guarded=False) == (
        "No.,Address,Installed on,State\n1,12-3,2021-03-05,in use\n-2,=1+1,2021-09,\n"
    )


def test_an_empty_list_is_its_titles():
    empty = LedgerList(LIST.name, LIST.title, LIST.columns, [])
    assert ledger_csv(empty, "zh", guarded=True) == "序号,地址,安装日期,状态\r\n"


@pytest.mark.parametrize(
    "first", [*"=+-@＝＋－＠﹦﹢﹣﹫\t\r\n'", " =", "\u3000＝", "\xa0+", "\ufeff=", "\u200b -", " '"]
)
def test_each_first_character_is_guarded_and_given_back(first):
    assert guarded(f"{first}1") == f"'{first}1"
    assert unguarded(f"'{first}1") == f"{first}1"


@pytest.mark.parametrize("text", ["12-3", "a=1", " 1", "", "don't", "“=1”"])
def test_other_texts_are_left_as_they_are(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("text", ["'12-3", "'", "'汉"])
def test_an_apostrophe_that_guards_nothing_stays(text):
    assert unguarded(text) == text


@given(st.lists(st.lists(TRICKY, min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_file_is_read_back_as_it_was(rows):
    """The first row says which delimiter it is, as a header does."""
    width = max(map(len, rows))
    header = ["地址", *["备注"] * (width - 1)]
    table = [header, *([*row, *[""] * (width - len(row))] for row in rows)]
    expected = [[cell_text(cell) or None for cell in row] for row in table]
    assert read_back(delimited([*table, *[header] * 50], guarded=True)) == [*expected, *[header] * 50]


@given(TRICKY)
def test_a_pipe_gets_what_is_there(text):
    """Nothing stands before it; only what could move a cursor is gone, as everywhere on a screen."""
    (cells,) = csv.reader(io.StringIO(delimited([[text, "x"]], guarded=False), newline=""))
    assert cells == [clean(text, lines=True), "x"]


@pytest.mark.parametrize("guarded", [True, False])
def test_numbers_and_nothing_are_never_guarded(guarded):
    assert delimited([[-1, None, 0, "a"]], guarded=guarded).strip() == "-1,,0,a"
    assert delimited([["-1", "a"]], guarded=guarded, delimiter="\t").strip() == ("'-1\ta" if guarded else "-1\ta")


def test_libreoffice_works_nothing_out(tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice (soffice) is not installed: nothing shows that it leaves our csv alone")
    texts = [cell_text(text) for text in FORMULAS]
    path = tmp_path / "表.csv"
    path.write_bytes(delimited([["地址", "备注"], *([text, text] for text in texts)], guarded=True).encode("utf-8-sig"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    wanted = [
        "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run([soffice, profile, "--headless", *wanted], check=True, capture_output=True, timeout=60)
    page = openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[0]
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row]
    assert len(cells) == 2 * len(texts)
    assert [cell.data_type for cell in cells] == ["s"] * len(cells)


def test_the_titles_take_their_language_and_are_guarded_too():
    odd = LedgerList(LIST.name, LIST.title, (ListColumn("a", verbatim("=1")), ListColumn("b", verbatim("b"))), [])
    assert ledger_csv(odd, "zh", guarded=True) == "'=1,b\r\n"
