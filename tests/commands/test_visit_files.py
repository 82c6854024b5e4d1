"""A round that comes in a file: lines of text, or the sheet that was carried and filled in."""

from __future__ import annotations

import datetime
import io
import shutil
import sys

import openpyxl
import pytest
import xlsxwriter

ROUND = """\
# 周五上午
12-3 11/2 凳 旧凳1 老人没处坐

12-4，9/1，凳2、扶手
2-1 孙老说楼道黑 13812345678
＃ 完
"""


class Pipe(io.TextIOWrapper):
    """What comes through a pipe."""

    def __init__(self, content):
        super().__init__(io.BytesIO(content), encoding="utf-8")


@pytest.fixture
def pipe(run, ledger, monkeypatch):
    """Send bytes to `songyu visit` through a pipe."""

    def pipe(content, *words, **more):
        monkeypatch.setattr(sys, "stdin", Pipe(content))
        return run("visit", *words, **more)

    return pipe


def of(run, *words):
    return run(*words, "--json").json


def calls(run, visit=1):
    return [call["unit"].split("/", 1)[1] for call in of(run, "visit", "show", str(visit))["calls"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_file_is_one_round_and_one_step_of_undo(run, ledger, elsewhere, encoding, ends):
    (elsewhere / "走访.txt").write_bytes(ROUND.replace("\n", ends).encode(encoding))
    ran = run("visit", "--file", "走访.txt", "--on", "2022-12-30")
    assert "12-3：60+ 11、80+ 2；需求 凳 1（第 2 号）；隐患 旧凳 1（第 1 号）；备注 老人没处坐" in ran.out
    assert "12-4：60+ 9、80+ 1；需求 凳 2（第 3 号）、扶手 1（第 4 号）" in ran.out
    assert "备注 孙老说楼道黑 [手机]" in ran.out
    assert "第 1 次走访（2022年12月30日）：一网格 · 3 个单元 · 记了人数的 2 个：60+ 20、80+ 3 · 3 条需求" in ran.out
    assert "文字里像有人名，请核对（1 行）" in ran.out
    assert "日志第" in ran.err
    assert calls(run) == ["12/3", "12/4", "2/1"]
    assert [entry["name"] for entry in of(run, "log")][:2] == ["visit file", "demand add"]
    assert b"13812345678" not in ledger.read_bytes()
    run("undo")
    assert of(run, "visit", "list") == []
    assert len(of(run, "demand", "list")) == 1
    run("visit", "--file", "走访.txt")


def test_a_pipe_is_read_like_a_file(run, pipe):
    ran = pipe(ROUND.encode(), "--grid", "一网格", "--json")
    assert ran.json["file"] == "stdin"
    assert ran.json["visit"]["grid"] == "一网格"
    assert [call["needs"] for call in ran.json["calls"]][1] == [
        {"demand": 3, "kind": "bench", "quantity": 2},
        {"demand": 4, "kind": "handrail", "quantity": 1},
    ]
    assert calls(run) == ["12/3", "12/4", "2/1"]
    assert "Round 2 (2022-12-30): 一网格 · 1 stairwell" in pipe(b"12-3\n", "--on", "2022-12-30", "--lang", "en").out


BAD = "u\n99-1 凳\n12-3 凳\n12-4 凳2 2\n凳\n2-1 11/12\n10-2 扶手\n"
FAULTS = [(1, "nothing_before"), (2, "unit_not_found"), (4, "loose_number"), (5, "unparsed"), (6, "bands_do_not_nest")]


def test_all_bad_lines_are_reported_together_and_nothing_is_written(run, pipe, ledger, elsewhere):
    (elsewhere / "走访.txt").write_text(BAD, encoding="utf-8")
    before = ledger.read_bytes()
    refused = run("visit", "--file", "走访.txt", "--json", ok=False)
    assert refused.code == 5
    assert [(fault["row"], fault["kind"]) for fault in refused.error["rows"]] == FAULTS
    assert all(fault["hint"]["en"] for fault in refused.error["rows"])
    said = run("visit", "--file", "走访.txt", ok=False).err
    assert "走访.txt 有 5 处问题，什么都没有写入" in said
    assert "走访.txt 第 1 行：“u”前面没有可以撤回的行。删去这一行。" in said
    assert "row 4: It is not clear what the number “2” is." in pipe(BAD.encode(), "--lang", "en", ok=False).err
    assert ledger.read_bytes() == before


def test_u_takes_the_line_before_back_in_a_file_too(run, pipe):
    done = pipe("12-3 凳\n12-4 凳\nu\n2-1 扶手\n撤销\nu\n10-2 凳\n".encode(), "--json").json
    assert [call["unit"] for call in done["calls"]] == ["淞泽家园九区/10/2"]
    assert run("demand", "list", "--unit", "12-4", "--json").json == []


def test_the_encoding_of_a_file_can_be_said(run, ledger, elsewhere):
    (elsewhere / "走访.txt").write_bytes("12-3 凳 没处坐\n".encode("utf-16-le"))
    assert run("visit", "--file", "走访.txt", ok=False).code == 7
    run("visit", "--file", "走访.txt", "--encoding", "utf-16-le")
    assert run("demand", "list", "--json").json[-1]["text"] == "没处坐"


def test_bad_lines_are_left_out_when_asked(run, pipe):
    done = pipe(BAD.encode(), "--skip-bad", "--json").json
    assert (done["bad"], len(done["calls"]), done["visit"]["needs"]) == (5, 2, 2)
    assert calls(run) == ["12/3", "10/2"]


def test_a_file_of_bad_lines_alone_leaves_nothing(run, pipe, ledger):
    before = ledger.read_bytes()
    done = pipe("99-1\n凳\n".encode(), "--skip-bad")
    assert "这次走访什么都没有记" in done.out
    assert "没有变化" in done.err
    assert ledger.read_bytes() == before


def test_a_dry_run_writes_nothing(run, pipe, ledger):
    before = ledger.read_bytes()
    ran = pipe(BAD.encode(), "--dry-run")
    for said in ("12-3：需求 凳 1", "stdin 第 4 行", "没有记的：5 处", "试读：一网格 · 2 个单元", "没有写入"):
        assert said in ran.out
    for number in ("第 1 号", "demand merge"):
        assert number not in ran.out
    assert ledger.read_bytes() == before
    done = pipe(b"12-3 bench old-stool\n", "--dry-run", "--json").json
    assert (done["visit"]["visit"], done["calls"][0]["needs"][0]["demand"]) == (None, None)
    assert done["calls"][0]["hazards"][0]["hazard"] is None


def test_the_same_file_and_the_same_day_are_not_taken_twice(run, ledger, elsewhere):
    file = elsewhere / "走访.txt"
    file.write_text("12-3 凳\n12-4 凳\n", encoding="utf-8")
    run("visit", "--file", "走访.txt")
    entry = of(run, "log")[0]["command"]
    refused = run("visit", "--file", "走访.txt", "--on", "今天", "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (4, "already_taken")
    assert f"日志第 {entry} 号" in refused.error["message"]
    file.write_text("12-3 凳\n12-4 凳\n2-1 凳\n", encoding="utf-8")
    refused = run("visit", "--file", "走访.txt", "--json", ok=False)
    assert [(fault["row"], fault["kind"]) for fault in refused.error["rows"]] == [
        (1, "called_already"),
        (2, "called_already"),
    ]
    run("visit", "--file", "走访.txt", "--skip-bad")
    assert calls(run, 2) == ["2/1"]
    run("visit", "--file", "走访.txt", "--again")
    assert calls(run, 3) == ["12/3", "12/4", "2/1"]
    assert len(of(run, "demand", "list")) == 1 + 3 + 3


def test_the_same_words_on_another_day_are_another_round(run, pipe):
    pipe("12-3 没人\n".encode(), "--on", "2022-12-29")
    pipe("12-3 没人\n".encode(), "--on", "2022-12-30")
    refused = pipe("12-3 没人\n".encode(), "--on", "2022-12-30", "--json", ok=False)
    assert refused.error["kind"] == "already_taken"
    assert len(of(run, "visit", "list")) == 2


def test_two_lines_of_one_stairwell_in_a_file_are_both_taken(run, pipe):
    ran = pipe("12-4 凳\n12-4 凳 9/1\n".encode())
    assert "12-4 已有第 2 号同类需求（凳）未办结" in ran.out
    assert "2 条需求" in ran.out
    assert "1 个单元" in ran.out


@pytest.mark.parametrize("content", [b"", b" \n\n", b"# nothing\n", "＃\n".encode()])
def test_nothing_to_read_is_said(run, pipe, ledger, content):
    before = ledger.read_bytes()
    refused = pipe(content, "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (7, "nothing_to_read")
    assert ledger.read_bytes() == before


def test_a_closed_input_is_said(run, ledger, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert run("visit", ok=False).code == 7


# the sheet


def fill(file, filled, *, day=datetime.date(2022, 12, 30), into="填好.xlsx"):
    """Fill a sheet in: values by address and column letter; return the new file's name."""
    book = openpyxl.load_workbook(file)
    page = book.active
    rows = {page.cell(row, 1).value: row for row in range(5, page.max_row + 1)}
    for (address, column), value in filled.items():
        page[f"{column}{rows[address]}"] = value
    if day:
        page["C2"] = day
    book.save(into)
    return into


@pytest.fixture
def sheet(run, ledger, elsewhere):
    run("visit", "sheet", "--grid", "一网格", "--out", "走访.xlsx")
    return "走访.xlsx"


def test_a_sheet_carries_the_stairwells_of_a_grid(run, ledger, elsewhere):
    run("unit", "add", "5-1", "--grid", "二网格")
    run("unit", "add", "民生小区3幢1单元", "--grid", "一网格")
    ran = run("visit", "sheet", "--grid", "一网格")
    assert "走访表-一网格.xlsx" in ran.out
    assert "5 个单元" in ran.out
    assert "songyu visit import 走访表-一网格.xlsx" in ran.out
    assert (elsewhere / "走访表-一网格.xlsx").stat().st_mode & 0o777 == 0o600
    page = openpyxl.load_workbook("走访表-一网格.xlsx").active
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "淞渔社区走访表（一网格）"
    assert rows[1][0].startswith("走访日期")
    assert rows[3] == (
        "地址", "60岁以上", "80岁以上", "上次60+", "需求", "数量", "隐患", "隐患数", "备注", "编号",
    )  # fmt: skip
    assert [row[0] for row in rows[4:]] == ["民生小区3幢1单元", "2-1", "10-2", "12-3", "12-4"]
    assert rows[7][3:5] == ("13", None)
    assert rows[7][1:3] == (None, None)
    assert all(row[9].startswith("U") for row in rows[4:])
    assert page.freeze_panes == "B5"
    assert page["A8"].number_format == "@"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$4:$4"
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert lists["E5:E9"] == '"凳,扶手,照明,坡道,其他"'
    assert lists["G5:G9"].startswith('"旧凳,堵塞通道')


def test_a_sheet_of_everything_in_english(run, ledger, elsewhere):
    assert of(run, "visit", "sheet", "--lang", "en") == {"file": "Round.xlsx", "grid": None, "stairwells": 4}
    page = openpyxl.load_workbook("Round.xlsx").active
    assert page["A1"].value == "Round in 淞渔社区"
    assert [cell.value for cell in page[4]][:3] == ["Address", "aged 60+", "aged 80+"]
    run("visit", "import", fill("Round.xlsx", {("12-3", "E"): "bench", ("12-3", "G"): "old stool2"}), "--lang", "en")
    assert of(run, "visit", "list")[0]["visited_on"] == "2022-12-30"
    assert of(run, "hazard", "list")[0]["quantity"] == 2


@pytest.mark.parametrize(
    ("grid", "name"),
    [("三/网\\格", "走访表-三_网_格.xlsx"), ("../../x", "走访表-.._.._x.xlsx"), ("=1+1", "走访表-=1+1.xlsx")],
)
def test_a_grid_of_any_name_makes_a_file_in_this_folder(run, ledger, elsewhere, grid, name):
    run("unit", "add", "5-1", "--grid", grid)
    run("visit", "sheet", "--grid", grid)
    assert (elsewhere / name).is_file()
    assert openpyxl.load_workbook(elsewhere / name).active["A1"].value == f"淞渔社区走访表（{grid}）"


def test_a_long_list_of_kinds_still_makes_a_sheet(run, ledger, elsewhere):
    run("config", "set", "kinds", ",".join(f"kind{n}=很长的需求类别名称之{n}" for n in range(40)))
    run("visit", "sheet", "--out", "x.xlsx")
    lists = openpyxl.load_workbook("x.xlsx").active.data_validations.dataValidation
    assert max(len(one.formula1) for one in lists) <= 257


def test_a_sheet_is_never_written_over_unasked(run, sheet, elsewhere):
    before = (elsewhere / sheet).read_bytes()
    assert run("visit", "sheet", "--out", sheet, ok=False).code == 7
    assert (elsewhere / sheet).read_bytes() == before
    run("visit", "sheet", "--out", sheet, "--yes")
    assert (elsewhere / sheet).read_bytes() != before
    assert not list(elsewhere.glob("*.part"))


def test_a_filled_sheet_becomes_a_round(run, sheet, ledger):
    filled = {
        ("12-3", "B"): 12, ("12-3", "C"): 2, ("12-3", "E"): "凳、扶手2", ("12-3", "I"): "老人没处坐 13812345678",
        ("12-4", "G"): "旧凳!", ("12-4", "H"): 3,
        ("2-1", "I"): "没人",
    }  # fmt: skip
    file = fill(sheet, filled)
    dry = run("visit", "import", file, "--dry-run")
    assert "新增 3" in dry.out
    assert "“走访表”会记成一次走访（2022年12月30日）。" in dry.out
    assert "12-3 已有同类需求（凳）未办结" in dry.out
    assert "visit show" not in dry.out
    assert "demand merge" not in dry.out
    assert "没有写入" in dry.out
    ran = run("visit", "import", file, "--grid", "一网格")
    assert "“走访表”有 1 行什么都没有填，跳过。" in ran.out
    assert "“走访表”记成第 1 次走访（2022年12月30日）；查看：songyu visit show 1" in ran.out
    assert "新增 3，更改 0，相同 0，有问题 0" in ran.out
    story = of(run, "visit", "show", "1")
    assert {name: story["visit"][name] for name in ("visited_on", "grid", "stairwells", "needs", "hazards")} == {
        "visited_on": "2022-12-30",
        "grid": "一网格",
        "stairwells": 3,
        "needs": 2,
        "hazards": 1,
    }
    assert [call["remark"] for call in story["calls"]] == ["没人", "老人没处坐 [手机]", None]
    assert story["calls"][2]["hazards"][0]["severity"] == "medium"
    assert of(run, "unit", "show", "12-3")["counts"][-1]["elderly_60"] == 12
    assert [len(of(run, "unit", "show", unit)["counts"]) for unit in ("12-4", "2-1", "10-2")] == [1, 1, 1]
    assert b"13812345678" not in ledger.read_bytes()
    assert of(run, "log")[0]["name"] == "visit import"
    run("undo")
    assert of(run, "visit", "list") == []
    run("visit", "import", file)


def test_the_same_sheet_is_not_taken_twice(run, sheet, ledger):
    file = fill(sheet, {("12-3", "E"): "凳"})
    run("visit", "import", file)
    before = ledger.read_bytes()
    for name in (file, shutil.copy(file, "另一个名字.xlsx")):
        again = of(run, "visit", "import", name)
        assert (again["added"], again["same"], again["bad"]) == (0, 1, 0)
    assert ledger.read_bytes() == before
    grown = fill(file, {("12-4", "E"): "凳"})
    taken = of(run, "visit", "import", grown)
    assert (taken["added"], taken["same"]) == (1, 1)
    assert [calls(run, 1), calls(run, 2)] == [["12/3"], ["12/4"]]
    assert len(of(run, "demand", "list")) == 1 + 2
    otherwise = fill(grown, {("12-3", "E"): "扶手"}, into="改过.xlsx")
    refused = run("visit", "import", otherwise, "--json", ok=False)
    assert [(fault["row"], fault["kind"]) for fault in refused.error["rows"]] == [(7, "called_already")]
    assert "第 1 次走访" in refused.error["rows"][0]["why"]["zh"]
    run("visit", "import", grown, "--again")
    assert len(of(run, "demand", "list")) == 1 + 4


def test_a_typed_over_address_is_told_by_its_key_or_refused(run, sheet):
    spoilt = {
        ("12-3", "A"): datetime.date(2022, 12, 3),
        ("12-3", "I"): "没人",
        ("12-4", "A"): "？",
        ("12-4", "I"): "有人",
    }
    ran = run("visit", "import", fill(sheet, spoilt))
    assert "地址读不出，按编号认出单元（2 行）" in ran.out
    assert calls(run) == ["12/3", "12/4"]
    run("undo")
    refused = run("visit", "import", fill(sheet, {("12-3", "A"): "12-4", ("12-3", "I"): "没人"}), ok=False)
    assert refused.code == 5
    assert "是 淞泽家园九区12幢3单元，地址写的是 淞泽家园九区12幢4单元" in refused.err
    key = openpyxl.load_workbook(sheet).active["J7"].value
    other = fill(sheet, {("12-3", "J"): "U999-11", ("12-3", "I"): "没人", ("12-4", "J"): key, ("12-4", "I"): "没人"})
    faults = run("visit", "import", other, "--json", ok=False).error["rows"]
    assert [fault["kind"] for fault in faults] == ["key_of_another_ledger", "key_disagrees"]
    run("visit", "import", fill(sheet, {("12-3", "J"): None, ("12-3", "I"): "没人"}))
    assert calls(run, of(run, "visit", "list")[0]["visit"]) == ["12/3"]


def test_a_sheet_of_another_ledger_is_known_by_its_keys(run, sheet, elsewhere):
    run("init", "--db", "别的.db", "--community", "甲社区", "--estate", "乙小区")
    for unit in ("12-3", "12-4", "8-8", "9-9"):
        run("unit", "add", unit, "--db", "别的.db")
    file = fill(sheet, {("2-1", "I"): "没人"})
    faults = run("visit", "import", file, "--db", "别的.db", "--json", ok=False).error["rows"]
    assert [fault["kind"] for fault in faults] == ["key_of_another_ledger"]


def test_a_round_needs_a_day(run, sheet):
    file = fill(sheet, {("12-3", "E"): "凳"}, day=None)
    refused = run("visit", "import", file, "--json", ok=False)
    assert (refused.code, refused.error["kind"]) == (5, "visit_undated")
    assert "--on" in refused.error["hint"]
    ran = run("visit", "import", file, "--on", "12-29")
    assert "标题里的日期" not in ran.out
    assert of(run, "visit", "list")[0]["visited_on"] == "2022-12-29"
    ran = run("visit", "import", fill(file, {}, day=datetime.date(2022, 12, 28)), "--on", "12-30")
    assert "“走访表”上写的走访日期是2022年12月28日，按 --on 记成2022年12月30日。" in ran.out
    run("visit", "import", file)  # the same file with its own day is another round
    assert [one["visited_on"] for one in of(run, "visit", "list")] == ["2022-12-29", "2022-12-30", "2022-12-28"]


@pytest.mark.parametrize(
    ("cell", "written", "said"),
    [
        ("C2", "11-20", "日期“11-20”没有年份"),
        ("C2", "11月20日", "日期“11月20日”没有年份"),
        ("C2", datetime.date(2023, 1, 1), "还没有到"),
        ("C2", "上周五", "日期“上周五”要看是哪一天说的"),
        ("A2", "走访日期（年-月-日）：11-20", "日期“11-20”没有年份"),
    ],
)
def test_a_day_that_cannot_be_used_is_quoted(run, sheet, cell, written, said):
    book = openpyxl.load_workbook(fill(sheet, {("12-3", "E"): "凳"}, day=None))
    book.active[cell] = written
    book.save("填好.xlsx")
    refused = run("visit", "import", "填好.xlsx", "--json", ok=False)
    assert refused.error["kind"] == "visit_day_unread"
    assert said in run("visit", "import", "填好.xlsx", ok=False).err


@pytest.mark.parametrize("label", ["走访日期（年-月-日）：", "Visited on (year-month-day): ", "走访日期："])
def test_the_day_may_stand_in_the_cell_of_its_label(run, sheet, label):
    book = openpyxl.load_workbook(fill(sheet, {("12-3", "E"): "凳"}, day=None))
    book.active["A2"] = f"{label}2022-11-20"
    book.save("填好.xlsx")
    run("visit", "import", "填好.xlsx")
    assert of(run, "visit", "list")[0]["visited_on"] == "2022-11-20"


@pytest.mark.parametrize(("remark", "kinds"), [("没人", []), ("有人", ["conflict", "conflict"])])
@pytest.mark.parametrize("address", ["12-3", "？"])
def test_a_stairwell_by_key_and_by_address_is_one(run, sheet, remark, kinds, address):
    file = fill(sheet, {("12-3", "I"): "没人", ("12-4", "I"): remark, ("12-4", "J"): None, ("12-4", "A"): "12-3"})
    book = openpyxl.load_workbook(file)
    book.active["A7"] = address
    book.save(file)
    ran = run("visit", "import", file, "--json", ok=not kinds)
    if kinds:
        assert [fault["kind"] for fault in ran.error["rows"]] == kinds
    else:
        assert (ran.json["added"], ran.json["same"], calls(run)) == (1, 1, ["12/3"])


def test_a_sheet_that_nobody_filled_in_says_so(run, sheet, ledger):
    before = ledger.read_bytes()
    ran = run("visit", "import", sheet)
    assert "有 4 行什么都没有填" in ran.out
    assert "标题里的日期" not in ran.out
    assert "没有变化" in ran.err
    assert ledger.read_bytes() == before


def test_bad_rows_are_reported_together(run, sheet, ledger):
    filled = {
        ("12-3", "E"): "凳子坏了", ("12-4", "B"): "若干", ("2-1", "C"): 3, ("2-1", "B"): 2, ("10-2", "F"): 2,
    }  # fmt: skip
    file = fill(sheet, filled)
    before = ledger.read_bytes()
    refused = run("visit", "import", file, "--json", ok=False)
    assert refused.code == 5
    assert [(fault["row"], fault["kind"]) for fault in refused.error["rows"]] == [
        (5, "bands_do_not_nest"),
        (6, "number_alone"),
        (7, "unknown_choice"),
        (8, "approximate_count"),
    ]
    assert ledger.read_bytes() == before
    assert (
        "row 7, column E 需求: There is no kind of demand" in run("visit", "import", file, "--lang", "en", ok=False).err
    )


def test_a_table_of_ones_own_is_taken_too(run, ledger, elsewhere):
    rows = [["幢", "单元", "老人数", "需求类别", "说明"], ["12", "3", 11, "凳", "没处坐"], ["99", "1", "", "凳", ""]]
    with xlsxwriter.Workbook(elsewhere / "自己的.xlsx") as book:
        page = book.add_worksheet("三月")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    faults = run("visit", "import", "自己的.xlsx", "--on", "昨天", "--json", ok=False).error["rows"]
    assert [(fault["row"], fault["kind"]) for fault in faults] == [(3, "unit_not_found")]
    run("visit", "import", "自己的.xlsx", "--on", "昨天", "--skip-bad")
    (call,) = of(run, "visit", "show", "1")["calls"]
    assert (call["elderly_60"], call["remark"]) == (11, "没处坐")


def test_two_sheets_are_two_rounds(run, ledger, elsewhere):
    with xlsxwriter.Workbook(elsewhere / "两天.xlsx") as book:
        for name, day, unit in (("周一", "2022-12-26", "12-3"), ("周二", "2022-12-27", "12-4")):
            page = book.add_worksheet(name)
            for number, row in enumerate([[f"走访日期：{day}"], ["地址", "备注"], [unit, "没人"]]):
                page.write_row(number, 0, row)
    run("visit", "import", "两天.xlsx")
    assert [visit["visited_on"] for visit in of(run, "visit", "list")] == ["2022-12-26", "2022-12-27"]
    assert [calls(run, 1), calls(run, 2)] == [["12/3"], ["12/4"]]
