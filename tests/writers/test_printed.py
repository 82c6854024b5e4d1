"""Lists of the ledger on paper: LibreOffice prints them, and every text, number and date is there whole."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from typing import NamedTuple

import openpyxl
import pytest

from songyu_cli.domain.dates import Date
from songyu_cli.domain.lists import LedgerList, ListColumn
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.ledger_sheet import Head, write_ledger

TOOLS = ("soffice", "pdftotext", "pdfinfo")
A4 = "841.89 x 595.304 pts (A4)"
HEAD = Head("淞渔社区居委会", "网格员", date(2022, 12, 31))
LONG = "老人买菜回来上楼前没有地方坐，几个邻居都说希望在楼道口放一张带扶手的凳子，最好能晒到太阳。"
WORD = re.compile(r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)">(.*?)</word>')
HARD = "第①条（急）“凳子”要2张；at the gate, please: B1-001/B1-002. 旧凳还在"


def _list(zh: str, *columns: ListColumn, rows: list[dict[str, object]], notes: int = 1) -> LedgerList:
    note = Phrase("只到月的日期，是只知道月份。" * 6, "A date of a month alone is all that is known of it. " * 4)
    return LedgerList(Phrase(zh, zh), Phrase(f"淞渔社区{zh}", f"{zh} of 淞渔社区"), columns, rows, (note,) * notes)


def _column(field: str, zh: str, en: str, **more: bool) -> ListColumn:
    return ListColumn(field, Phrase(zh, en), **more)


def lists() -> dict[str, LedgerList]:
    """The lists that a ledger writes, as wide and as long as they get."""
    place = (_column("building", "幢", "Building"), _column("unit", "单元", "Unit"))
    people = _column("elderly_60", "60岁以上人数", "Aged 60+", number=True, summed=True)
    number = _column("no", "序号", "No.", number=True)
    benches = _column("quantity", "数量（张）", "Benches", number=True, summed=True)
    texts = [_column(f"t{n}", f"处理意见和理由{n}", f"Opinion and reasons {n}") for n in range(14)]
    return {
        "units": _list(
            "单元底账",
            *(_column("estate", "小区", "Estate"), *place, people, _column("as_of", "数据日期", "Counted on")),
            rows=[
                {
                    "estate": "淞泽家园九区",
                    "building": str(n),
                    "unit": "1",
                    "elderly_60": n * 997,
                    "as_of": Date("2021-03-05"),
                }
                for n in range(1, 81)
            ],
        ),
        "benches": _list(
            "安装台账",
            *(number, *place, benches, _column("on", "投入使用日期", "In use on"), _column("note", "备注", "Note")),
            _column("done", "完成率", "Done", number=True, share=True),
            rows=[
                {
                    "no": n,
                    "building": f"{n}A",
                    "unit": "甲",
                    "quantity": 1000 * n,
                    "done": n % 101,
                    "on": Date(("2021-06-18", "2021-09", "2021")[n % 3]),
                    "note": (None, HARD, LONG * (n % 5))[n % 3],
                }
                for n in range(1, 41)
            ],
            notes=2,
        ),
        "demands": _list(
            "需求清单",
            *(number, *place, *texts),
            rows=[
                {"no": n, "building": "12A", "unit": "甲", **{f"t{m}": LONG if m == n else "采纳" for m in range(14)}}
                for n in range(14)
            ],
        ),
        "visits": _list("走访记录", number, _column("remark", "备注", "Remark"), rows=[{"no": 1, "remark": LONG * 25}]),
        "empty": _list("巡查维修记录", number, *place, people, rows=[]),
    }


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Every list in both languages as a PDF: its text by page, and what is known of it."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}; nothing shows that the lists can be printed")
    folder = tmp_path_factory.mktemp("printed")
    paths = []
    for name, one in lists().items():
        for language in ("zh", "en"):
            paths.append(folder / f"{name}-{language}.xlsx")
            write_ledger(paths[-1], [one], HEAD, language)
    _convert("pdf", folder, folder, paths)
    return {path.stem: _read(path.with_suffix(".pdf")) for path in paths}


def _convert(to, folder, home, paths):
    profile = f"-env:UserInstallation=file://{home}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _read(pdf):
    about = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    words = [[Word.of(match) for match in WORD.finditer(page)] for page in boxes.split("</page>")[:-1]]
    return about, text.removesuffix("\f").split("\f"), _heights(pdf.with_suffix(".xlsx")), words


def _heights(path):
    with contextlib.closing(openpyxl.load_workbook(path)) as book:
        return {row: look.height for row, look in book.worksheets[0].row_dimensions.items()}


class Word(NamedTuple):
    """A word on paper and where it stands, in points."""

    left: float
    top: float
    bottom: float
    text: str

    @classmethod
    def of(cls, match: re.Match[str]) -> Word:
        return cls(float(match[1]), float(match[2]), float(match[3]), match[4])

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


PAGES = {"units": (4, 4), "benches": (2, 3), "demands": (2, 2), "visits": (1, 1), "empty": (1, 1)}
EACH = pytest.mark.parametrize("language", ["zh", "en"])
NAMED = pytest.mark.parametrize("name", lists())


def letters(text: str) -> Counter[str]:
    """How often each letter stands in a text; lines are broken and columns mixed on paper."""
    return Counter(re.sub(r"\s", "", text))


@NAMED
@EACH
def test_it_is_a4_on_its_side_and_as_many_pages_as_expected(printed, name, language):
    about, pages, *_ = printed[f"{name}-{language}"]
    assert A4 in about
    assert len(pages) == PAGES[name][language == "en"]


@NAMED
@EACH
def test_every_page_has_the_header_and_its_number(printed, name, language):
    _, pages, *_ = printed[f"{name}-{language}"]
    titles = letters("".join(column.title.within(language) for column in lists()[name].columns))
    for n, page in enumerate(pages, start=1):
        assert not titles - letters(page)
        foot = f"第 {n} 页，共 {len(pages)} 页" if language == "zh" else f"Page {n} of {len(pages)}"
        assert foot.replace(" ", "") in page.replace(" ", "")


def shown(value, column, language):
    if isinstance(value, Phrase):
        return value.within(language)
    if isinstance(value, int):
        return f"{value}%" if column.share else f"{value:,}"
    return value or ""


@NAMED
@EACH
def test_everything_is_on_paper(printed, name, language):
    """All letters of all cells, titles and notes are on paper, and no number is too wide for its column."""
    one, (_, pages, *_) = lists()[name], printed[f"{name}-{language}"]
    cells = [shown(row.get(column.field), column, language) for row in one.rows for column in one.columns]
    sums = [f"{sum(row[column.field] for row in one.rows):,}" for column in one.columns if column.summed and one.rows]
    if sums:
        cells += [*sums, "合计" if language == "zh" else "Total"]
    cells += [one.title.within(language), *(note.within(language) for note in one.notes), HEAD.community, HEAD.role]
    text = "".join(pages)
    assert "##" not in text
    assert not letters("".join(cells)) - letters(text)


@pytest.mark.parametrize("name", ["benches", "demands"])
@EACH
def test_no_text_is_taller_than_its_row(printed, name, language):
    """No line of text crosses a border between two rows; where these are, the numbers in the middle of them tell."""
    heights, pages = printed[f"{name}-{language}"][2:]
    tried = 0
    for words in pages:
        left = min(word.left for word in words)
        middles = {int(word.text): word.middle for word in words if word.left < left + 60 and word.text.isdigit()}
        rows = sorted(n for n in middles if n + 1 in middles)
        for n in rows:
            above, below = heights[n + 4 - lists()[name].rows[0]["no"]], heights[n + 5 - lists()[name].rows[0]["no"]]
            border = middles[n] + (middles[n + 1] - middles[n]) * above / (above + below)
            crossing = [word.text for word in words if word.top + 1 < border < word.bottom - 1]
            assert crossing == [], n
            tried += 1
    assert tried >= len(lists()[name].rows) - len(pages)


def test_the_ledger_s_own_lists_are_printed_whole(printed, run, ledger, tmp_path):
    """What `songyu export` writes, with the fixture's own rows."""
    assert printed
    run("export", "units", "--out", "底账.xlsx")
    run("export", "demands", "--out", "需求.xlsx")
    _convert("pdf", ledger.parent, tmp_path, ["底账.xlsx", "需求.xlsx"])
    (_, units, *_), (_, demands, *_) = (_read(ledger.parent / f"{name}.pdf") for name in ("底账", "需求"))
    assert (len(units), len(demands)) == (2, 1)  # the register has a second sheet, by grid
    assert not letters("淞渔社区单元底账一网格社区数据平台合计37") - letters(units[0])
    assert not letters("淞渔社区需求清单老人上楼前没处歇脚") - letters(demands[0])
