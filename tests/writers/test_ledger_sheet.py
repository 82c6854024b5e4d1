"""Lists of the ledger as workbooks: what openpyxl sees in them, and what our own importer says of them."""

from __future__ import annotations

import contextlib
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hostile import HOSTILE

from songyu_cli.domain.dates import Date
from songyu_cli.domain.lists import LedgerList, ListColumn
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.readers.workbook import read_workbook
from songyu_cli.writers.cell_text import LONGEST, cell_text, cut, length, sheet_name
from songyu_cli.writers.ledger_sheet import CellTooLong, Head, write_ledger

HEAD = Head("淞渔社区居委会", "网格员", date(2022, 12, 31))
COLUMNS = (
    ListColumn("n", Phrase("序号", "No."), number=True),
    ListColumn("address", Phrase("地址", "Address")),
    ListColumn("quantity", Phrase("数量（张）", "Benches"), number=True, summed=True),
    ListColumn("on", Phrase("安装日期", "Installed on")),
    ListColumn("done", Phrase("完成率", "Done"), number=True, share=True),
    ListColumn("state", Phrase("状态", "State")),
)
ROWS = [
    {"n": 1, "address": "12-3", "quantity": 2, "on": Date("2021-03-05"), "done": 50, "state": Phrase("在用", "in use")},
    {"n": 2, "address": "001", "quantity": None, "on": Date("2021-09"), "done": None, "state": None},
    {"n": 3, "address": "1E5", "quantity": 1100, "on": Date("2021"), "done": 100, "state": Phrase("停用", "broken")},
]
NOTES = (Phrase("只到月的，是只知道月份。", "A month alone is all that is known."), Phrase("第二条。", "The second."))


def list_of(rows, columns=COLUMNS, notes=NOTES, name="安装台账"):
    return LedgerList(
        Phrase(name, "Installed"), Phrase("淞渔社区安装台账", "Installed in 淞渔社区"), columns, rows, notes
    )


@pytest.fixture
def opened(elsewhere):
    """Write lists and open the workbook again."""
    with contextlib.ExitStack() as stack:

        def write(*lists, language="zh", head=HEAD, values=False):
            write_ledger(elsewhere / "台账.xlsx", lists, head, language)
            book = openpyxl.load_workbook(elsewhere / "台账.xlsx", data_only=values)
            stack.callback(book.close)
            return book

        yield write


def cells_of(page):
    return [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]


def test_titles_header_rows_totals_and_notes(opened):
    page = opened(list_of(ROWS)).worksheets[0]
    assert cells_of(page) == [
        ["淞渔社区安装台账"],
        ["填报单位：淞渔社区居委会　　填报人（角色）：网格员　　日期：2022-12-31"],
        ["序号", "地址", "数量（张）", "安装日期", "完成率", "状态"],
        [1, "12-3", 2, datetime.fromisoformat("2021-03-05"), 0.5, "在用"],
        [2, "001", "2021-09"],
        [3, "1E5", 1100, "2021", 1, "停用"],
        ["合计", "=SUM(C4:C6)"],
        ["备注1：只到月的，是只知道月份。"],
        ["备注2：第二条。"],
    ]
    assert page.title == "安装台账"
    assert page["D4"].number_format == "yyyy-mm-dd"
    assert [page[f"{name}4"].number_format for name in "ACE"] == ["#,##0", "#,##0", "0%"]
    assert page["B4"].number_format == "@"  # what is typed over it is not made a date of


def test_the_sum_is_there_before_anybody_opens_it(opened):
    page = opened(list_of(ROWS), values=True).worksheets[0]
    assert [cell.value for cell in page[7]] == ["合计", None, 1102, None, None, None]


def test_the_english_sheet(opened):
    page = opened(list_of(ROWS), language="en").worksheets[0]
    said = cells_of(page)
    assert said[1] == ["Reported by: 淞渔社区居委会    Filled in by (role): 网格员    Date: 2022-12-31"]
    assert said[2] == ["No.", "Address", "Benches", "Installed on", "Done", "State"]
    assert said[6][0] == "Total"
    assert said[7:] == [["Note1: A month alone is all that is known."], ["Note2: The second."]]


def test_how_it_is_printed_and_moved_about_in(opened):
    page = opened(list_of(ROWS)).worksheets[0]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.page_setup.fitToHeight == 0  # one page wide, as many high as it takes
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.freeze_panes, page.print_title_rows) == ("A4", "$3:$3")
    assert page.auto_filter.ref == "A3:F6"  # the total is not among the rows that are filtered
    assert page.print_area == "'安装台账'!$A$1:$F$9"
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sorted(str(merged) for merged in page.merged_cells.ranges) == ["A1:F1", "A2:F2", "A8:F8", "A9:F9"]
    (bars,) = page.conditional_formatting
    assert (str(bars.sqref), bars.rules[0].type) == ("E4:E6", "dataBar")


def test_a_list_without_rows_says_so(opened):
    page = opened(list_of([], notes=())).worksheets[0]
    assert cells_of(page)[2:] == [
        ["序号", "地址", "数量（张）", "安装日期", "完成率", "状态"],
        ["以下空白：没有记录。"],
    ]


@pytest.mark.parametrize("columns", [COLUMNS[:2], COLUMNS[1:2]])
def test_nothing_to_add_up_and_few_columns(opened, columns):
    page = opened(list_of(ROWS, columns, ())).worksheets[0]
    assert len(cells_of(page)) == 6


def test_an_unknown_sum_is_no_row(opened):
    page = opened(list_of([{"address": "12-3"}], notes=())).worksheets[0]
    assert cells_of(page)[3:] == [["12-3"]]


def test_several_lists_are_several_sheets(opened):
    book = opened(list_of(ROWS), list_of([], name="走访[记录]/:*?"))
    assert book.sheetnames == ["安装台账", "走访 记录"]


def test_nobody_is_named_and_the_same_data_make_the_same_bytes(opened, elsewhere):
    book = opened(list_of(ROWS))
    about = book.properties
    assert (about.creator, about.lastModifiedBy, about.title) == (None, None, None)
    assert about.created == about.modified == datetime.fromisoformat("2022-12-31")
    first = (elsewhere / "台账.xlsx").read_bytes()
    opened(list_of(ROWS))
    assert (elsewhere / "台账.xlsx").read_bytes() == first
    with zipfile.ZipFile(elsewhere / "台账.xlsx") as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert str(elsewhere).encode() not in everything


def test_who_filled_it_in_may_be_left_to_a_pen(opened):
    page = opened(list_of(ROWS), head=HEAD._replace(role=None)).worksheets[0]
    assert "填报人（角色）：　　日期" in page["A2"].value


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_text_stays_text_and_is_read_back_as_it_was(opened, elsewhere, text):
    columns = (ListColumn("address", verbatim("地址")), ListColumn("remark", verbatim("备注")))
    page = opened(list_of([{"address": "12-3", "remark": text}], columns, ())).worksheets[0]
    cell = page["B4"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    rows = read_workbook(elsewhere / "台账.xlsx").sheets[0].rows
    assert list(rows[3].cells) == ["12-3", cell_text(text)]


@pytest.mark.parametrize("text", ["001", "1E5", "3-2", "=1+1", "'=x", "320524194901011234", "TRUE", "#REF!", "1/2"])
def test_what_looks_like_something_else_is_a_text(opened, text):
    page = opened(list_of([{"address": text}], notes=())).worksheets[0]
    assert (page["B4"].value, page["B4"].data_type) == (text, "s")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("\x00\x1b[31m\x7f\x85", "??[31m??"),
        ("\u202e321\u2066", "?321?"),
        ("\ud800\ufffe", "??"),
        ("👨\u200d👩\ufeff\u00ad", "👨\u200d👩\ufeff\u00ad"),
    ],
)
def test_what_a_workbook_cannot_hold_is_a_question_mark(text, safe):
    assert cell_text(text) == safe


def test_a_cell_as_long_as_can_be_is_whole_and_a_longer_one_is_refused(opened, elsewhere):
    longest = "汉" * LONGEST
    page = opened(list_of([{"address": longest}], notes=())).worksheets[0]
    assert page["B4"].value == longest
    before = (elsewhere / "台账.xlsx").read_bytes()
    for text in (longest + "汉", "𠮷" * (LONGEST // 2 + 1)):
        with pytest.raises(CellTooLong) as refusal:
            opened(list_of([ROWS[0], {"address": text}]))
        assert (refusal.value.exit_code, refusal.value.kind) == (7, "cell_too_long")
        assert "第 2 条的“地址”有 32768 个字" in refusal.value.message.zh
        assert "--format csv" in refusal.value.advice.zh
    assert (elsewhere / "台账.xlsx").read_bytes() == before


@pytest.mark.parametrize("text", ["a" * 40_000, "𠮷" * 20_000, "汉" * 32_768])
def test_a_page_cuts_what_no_cell_can_hold(text):
    assert length(cut(text)) <= LONGEST
    assert cut(text).endswith("…")


@pytest.mark.parametrize("text", ["汉" * LONGEST, "𠮷" * (LONGEST // 2), ""])
def test_what_a_cell_can_hold_is_not_cut(text):
    assert cut(text) == text


@pytest.mark.parametrize(
    ("given", "name"), [("", "songyu"), ("'[a]'", "a"), ("\x00/", "songyu"), ("汉" * 40, "汉" * 31)]
)
def test_a_sheet_s_name_is_one_that_excel_allows(given, name):
    assert sheet_name(given) == name


# what the importer says of it

REGISTER = (
    ListColumn("building", Phrase("幢", "Building")),
    ListColumn("unit", Phrase("单元", "Unit")),
    ListColumn("elderly_60", Phrase("60岁以上", "Aged 60+"), number=True, summed=True),
    ListColumn("as_of", Phrase("数据日期", "Counted on")),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_importer_takes_every_row_and_agrees_with_the_total(run, ledger, elsewhere, language):
    rows = [
        {"building": "31", "unit": "1", "elderly_60": 12, "as_of": Date("2021-03-05")},
        {"building": "31", "unit": "2", "elderly_60": 9, "as_of": Date("2021-09")},
    ]
    write_ledger(elsewhere / "底账.xlsx", [list_of(rows, REGISTER)], HEAD, language)
    run("unit", "import", "底账.xlsx")
    counted = {(line["elderly_60"], line["as_of"]) for line in run("unit", "list", "--json").json}
    assert counted >= {(12, "2021-03-05"), (9, "2021-09")}
    assert len(counted) == 6  # the four that were there, and these


def test_the_importer_notices_a_total_that_is_no_longer_true(run, ledger, elsewhere):
    rows = [{"building": "31", "unit": "1", "elderly_60": 12, "as_of": Date("2021-03-05")}]
    path = elsewhere / "底账.xlsx"
    write_ledger(path, [list_of(rows, REGISTER)], HEAD, "zh")
    agreed = run("unit", "import", "底账.xlsx", "--dry-run")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C5"] = 13
    book.save(path)
    book.close()
    told = run("unit", "import", "底账.xlsx", "--dry-run")
    assert "13" in told.out + told.err
    assert "13" not in agreed.out + agreed.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_importer_finds_no_rows_in_an_empty_list(run, ledger, elsewhere, language):
    write_ledger(elsewhere / "底账.xlsx", [list_of([], REGISTER)], HEAD, language)
    before = ledger.read_bytes()
    assert run("unit", "import", "底账.xlsx").code == 0
    assert ledger.read_bytes() == before
