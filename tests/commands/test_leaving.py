"""What may leave the office: a spreadsheet of any page has no count of 65+ or 80+ of a stairwell."""

from __future__ import annotations

import contextlib
import re

import openpyxl
import pytest

SIXTY, OLDER, OLDEST = 97, 76, 53  # so that the numbers are found wherever they stand
COUNTED = ("--elderly", str(SIXTY), "--elderly-65", str(OLDER), "--elderly-80", str(OLDEST), "--on", "2021-04-01")
PAGES = [
    ("unit", "list"),
    ("unit", "show", "12-3"),
    ("trace", "12-3"),
    ("unit", "count", "12-4", *COUNTED),
    ("unit", "screen", "--top", "2"),
    ("unit", "screen", "--top", "2", "--by", "elderly-80"),
    ("unit", "screen", "--show", "1"),
    ("batch", "plan", "1"),
    ("batch", "plan", "1", "--explain"),
    ("batch", "plan", "1", "--weight", "80"),
    ("batch", "plan", "1", "--weight", "80", "--explain"),
    ("report",),
    ("log",),
    ("log", "show", "10"),
    ("log", "show", "11"),
    ("log", "show", "13"),
    ("visit", "show", "1"),
    ("visit", "list"),
    ("export", "units"),
]


@pytest.fixture
def counted(run, ledger):
    """A ledger in which three stairwells have counts that stand nowhere else."""
    run("unit", "count", "12-3", *COUNTED)
    for unit in ("2-1", "10-2"):
        run("unit", "count", unit, "--elderly", str(SIXTY), "--elderly-80", str(OLDEST - 1), "--on", "2021-04-02")
    run("unit", "screen", "--top", "2", "--by", "elderly-80", "--save")
    (ledger.parent / "走访.txt").write_text(f"12-4 {SIXTY}/{OLDEST} 凳\n", encoding="utf-8")
    run("visit", "--file", "走访.txt", "--on", "2021-04-03")
    return ledger


def texts(path):
    with contextlib.closing(openpyxl.load_workbook(path)) as book:
        return [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_no_page_that_leaves_has_them(run, counted, words, language):
    run("--lang", language, *words, "--out", "页.xlsx")
    said = texts(counted.parent / "页.xlsx")
    numbers = {number for text in said for number in re.findall(r"\d+", text)}
    assert not numbers & {str(OLDER), str(OLDEST), str(OLDEST - 1)}, said


@pytest.mark.parametrize(
    "words", [("unit", "list"), ("unit", "show", "12-3"), ("log",), ("trace", "12-3"), ("visit", "show", "1")]
)
def test_it_says_what_was_left_out_and_the_screen_has_it(run, counted, words):
    run(*words, "--out", "页.xlsx")
    assert any("--json" in text and "--internal" in text for text in texts(counted.parent / "页.xlsx"))
    shown = run(*words)
    assert "--internal" not in shown.out
    assert str(OLDEST) in shown.out
