"""What a clerk sees before and after an import: how the file was read, what came of it, and what is wrong."""

from __future__ import annotations

import json
import re

import pytest
from files import Table, csv_bytes, write_xlsx

from songyu_cli.domain.tables.kinds import BENCHES, UNITS
from songyu_cli.domain.wording import Phrase

ROWS = [
    ["淞泽家园九区单元老年人底账（截至2021年3月1日）"],
    ["序号", "楼栋", "单元号", "户数", "60周岁以上", "80岁以上", "所属网格", "住户电话", "65岁以上老人们"],
    [1, "12幢", "1单元", 10, 11, 2, "一网格", "13812345678", ""],
    [2, "", "2单元", 10, 9, 0, "", "", ""],
    [3, "2号楼", "1", 8, 5, 1, "二网格", "", ""],
    [4, "2号楼", "2", 8, 5, 1, "二网格", "", ""],
    ["合计", "", "", 36, 30, 4, "", "", ""],
]


@pytest.fixture
def write(elsewhere):
    """Write a sheet's rows to 底账.xlsx."""

    def write(rows, name="底账", **more):
        return write_xlsx(elsewhere / "底账.xlsx", Table(name, rows, **more))

    return write


def same_but_for_the_end(dry, real):
    """Return the page of a dry run and that of a real one without their last lines."""
    return dry.out.splitlines()[:-1], real.out.splitlines()[:-1]


def test_a_dry_run_and_the_real_one_print_the_same(run, ledger, write):
    write(ROWS)
    dry, real = run("unit", "import", "底账.xlsx", "--dry-run"), run("unit", "import", "底账.xlsx")
    before, after = same_but_for_the_end(dry, real)
    assert before == after
    assert "试读：新增 3，更改 1，相同 0，有问题 0；没有写入" in dry.out
    assert "新增 3，更改 1，相同 0，有问题 0" in real.out
    for said in (
        "读了 底账.xlsx",
        "底账：表头在第 2 行，4 行数据",
        "含个人信息、不导入的列：H 住户电话",
        "没有用到的列：I 65岁以上老人们（像“65岁以上”）",
        '--map "65岁以上老人们=elderly_65"',
        "文件里的合计 3 处都对得上。",
        "60岁以上 11 -> 5",
    ):
        assert said in real.out, said
    assert "13812345678" not in real.out


def test_the_mapping_and_three_rows_stand_side_by_side(run, ledger, write):
    write(ROWS)
    said = run("unit", "import", "底账.xlsx", "--dry-run").out
    assert re.search(r"列\s+表头\s+当作\s+第 3 行\s+第 4 行\s+第 5 行", said)
    assert re.search(r"B\s+楼栋\s+幢 building\s+12幢\s+12幢\s+2号楼", said)
    assert re.search(r"E\s+60周岁以上\s+60岁以上 elderly_60\s+11\s+9\s+5", said)
    assert re.search(r"—\s+—\s+数据日期\s+2021-03-01\s+2021-03-01\s+2021-03-01", said)
    assert re.search(r"—\s+—\s+单元\s+12-1\s+12-2\s+2-1", said)
    assert "第 6 行 " not in said.split("没有用到")[0]
    english = run("unit", "import", "底账.xlsx", "--dry-run", "--lang", "en").out
    assert re.search(r"Col\s+Header\s+Taken for\s+Row 3", english)
    assert re.search(r"Stairwell\s+12-1", english)


def test_programs_read_all_of_it_under_english_names(run, ledger, write):
    write(ROWS)
    done = run("unit", "import", "底账.xlsx", "--dry-run", "--json").json
    sheet = done["sheets"][0]
    assert sheet["columns"][0] == {
        "letter": "B",
        "header": "楼栋",
        "field": "building",
        "title": {"zh": "幢", "en": "Building"},
    }
    assert [sample["row"] for sample in sheet["samples"]] == [3, 4, 5]
    assert (
        sheet["samples"][1]["values"] | {"unit": "淞泽家园九区/12/2", "elderly_60": 9, "grid": "一网格"}
        == (sheet["samples"][1]["values"])
    )
    assert sheet["unknown"][0] == {
        "letter": "I",
        "header": "65岁以上老人们",
        "nearest": "65岁以上老人",
        "field": "elderly_65",
        "title": {"zh": "65岁以上", "en": "aged 65+"},
    }
    assert (sheet["rows"], sheet["header_row"], sheet["left_out"]) == (4, 2, ["H 住户电话"])
    assert [(total["said"], total["computed"]) for total in done["totals"]] == [(36, 36), (30, 30), (4, 4)]


def test_samples_are_masked_and_say_what_was_understood(run, ledger, write):
    write(
        [
            ["批次", "地址", "数量", "安装日期", "状态", "备注"],
            ["第一批", "12-3-402", "两张", "2021年6月", "完好", "找王老师13812345678"],
        ]
    )
    said = run("bench", "import", "底账.xlsx", "--dry-run", "--over").out
    assert re.search(r"状态 state\s+在用", said)
    assert re.search(r"数量 quantity\s+2", said)
    assert re.search(r"安装日期 installed_on\s+2021-06", said)
    assert "找王老师[手机]" in said
    assert "402" not in said
    assert "13812345678" not in json.dumps(run("bench", "import", "底账.xlsx", "--dry-run", "--over", "--json").json)


def test_the_encoding_of_a_text_is_said(run, ledger, elsewhere):
    rows = [["幢", "单元"], ["40", "1"]]
    (elsewhere / "底账.csv").write_bytes(csv_bytes(rows, encoding="gb18030"))
    assert re.search("读了 底账.csv（gb.*）", run("unit", "import", "底账.csv").out)


def test_sheets_with_the_same_columns_show_them_once(run, ledger, elsewhere):
    run("batch", "open", "2", "-n", "9", "--on", "2021")
    rows = [["幢", "单元", "数量", "安装日期"], [12, 3, 1, "2021-06"]]
    tables = [Table(name, rows) for name in ("第一批", "第二批")]
    write_xlsx(elsewhere / "x.xlsx", *tables)
    said = run("bench", "import", "x.xlsx").out
    assert said.count("当作") == 1
    assert "列和“第一批”的一样" in said


def test_a_known_header_that_is_there_already_is_not_offered_again(run, ledger, write):
    write([["幢", "单元", "60岁以上", "60岁以上人员数"], [40, 1, 7, 7]])
    said = run("unit", "import", "底账.xlsx", "--on", "2021-03-01").out
    assert "没有用到的列：D 60岁以上人员数（像“60岁以上”）" in said
    assert "--map" not in said


# --- faults


def test_of_many_faults_people_see_fifty_and_programs_all(run, ledger, write):
    write([["幢", "单元", "户数"], *([n, 1, "若干"] for n in range(1, 71))])
    refused = run("unit", "import", "底账.xlsx", ok=False)
    assert refused.err.count("户数 列") == 50
    assert "还有 20 处；加 --errors-to 问题.xlsx" in refused.err
    assert len(run("unit", "import", "底账.xlsx", "--json", ok=False).error["rows"]) == 70
    dry = run("unit", "import", "底账.xlsx", "--dry-run")
    assert dry.out.count("户数 列") == 50
    assert "还有 20 处" in dry.out
    assert len(run("unit", "import", "底账.xlsx", "--dry-run", "--json").json["errors"]) == 70
    assert (
        "还有 20 处，都写在 问题.xlsx 里"
        in run("unit", "import", "底账.xlsx", "--errors-to", "问题.xlsx", ok=False).err
    )


# --- nothing to import


@pytest.mark.parametrize("rows", [[["幢", "单元", "60岁以上"]], [["底账"], ["幢", "单元"], ["", ""], ["合计", ""]]])
def test_a_header_without_rows_is_no_fault(run, ledger, write, rows):
    write(rows)
    done = run("unit", "import", "底账.xlsx")
    assert "表头下面没有一行数据" in done.out
    assert "没有变化" in done.err


def template(kind, language=0, **other):
    """Return the header and the example row that a template of a kind has."""
    columns = [column for column in kind.columns if column.field != "address" and not column.serial]
    given = {column.field: column.example for column in columns} | other
    texts = {field: value[language] if isinstance(value, Phrase) else value for field, value in given.items()}
    mark = ("示例", "Example")[language]
    return [["序号", *(column.title[language] for column in columns)], [mark, *(texts[c.field] for c in columns)]]


@pytest.mark.parametrize("language", [0, 1])
def test_the_example_row_of_a_template_is_nobodys_record(run, ledger, write, language):
    write(template(UNITS, language))
    done = run("unit", "import", "底账.xlsx", "--json").json
    assert (done["added"], done["same"], done["bad"], done["notices"]) == (0, 0, 0, [])
    assert done["sheets"][0]["rows"] == 0


def test_rows_below_the_example_row_are_taken_and_nothing_is_filled_down_from_it(run, ledger, write):
    header, example = template(UNITS)
    row = ["" for _ in header]
    row[header.index("幢")], row[header.index("单元")] = "40", "1"
    write([header, example, row])
    done = run("unit", "import", "底账.xlsx", "--json").json
    assert (done["added"], done["bad"]) == (1, 0)
    assert run("unit", "show", "40-1", "--json").json["unit"]["grid"] is None


def test_an_example_row_that_was_changed_is_a_bad_row_until_its_mark_is_gone(run, ledger, write, elsewhere):
    header, example = template(UNITS, households=99)
    write([header, example])
    refused = run("unit", "import", "底账.xlsx", "--errors-to", "问题.xlsx", ok=False)
    assert refused.code == 5
    assert "这一行还标着“示例”" in refused.err
    write([header, ["", *example[1:]]])
    assert run("unit", "import", "底账.xlsx", "--json").json["bad"] == 0


def test_an_example_row_of_benches_is_known_too(run, ledger, write):
    write(template(BENCHES))
    done = run("bench", "import", "底账.xlsx", "--json").json
    assert (done["added"], done["bad"]) == (0, 0)


# --- files that are open, hidden sheets


@pytest.mark.parametrize("lock", ["~$底账.xlsx", ".~lock.底账.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_read_as_it_was_saved(run, ledger, write, elsewhere, lock):
    write(ROWS)
    assert "打开着" not in run("unit", "import", "底账.xlsx", "--dry-run").out
    (elsewhere / lock).write_bytes(b"x")
    assert "底账.xlsx 好像正在 Excel、WPS 或 LibreOffice 里打开着" in run("unit", "import", "底账.xlsx").out


def test_a_hidden_sheet_is_said_with_what_helps(run, ledger, elsewhere):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    shown = [["幢", "单元", "凳号", "看到"], [12, 3, "B1-001", "是"]]
    write_xlsx(elsewhere / "x.xlsx", Table("核对", shown), Table("旧表", shown, hidden=True))
    said = run("bench", "audit", "--file", "x.xlsx", "--on", "2022-11-20", "--dry-run").out
    assert "旧表" in said
    assert "取消隐藏" in said
    assert "--sheet" not in said
    write_xlsx(elsewhere / "x.xlsx", Table("底账", [["幢", "单元"], [40, 1]]), Table("旧表", [["幢"]], hidden=True))
    assert "--sheet" in run("unit", "import", "x.xlsx").out
