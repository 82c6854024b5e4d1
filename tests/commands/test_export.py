"""What leaves the ledger: where each list goes, what stands in it, and what must not."""

from __future__ import annotations

import csv
import io
import stat

import openpyxl
import pytest
from ready import ready, town

DAY = "2022-12-31"


@pytest.fixture
def songyu_db(request, elsewhere):
    return ready(request, elsewhere)


@pytest.fixture
def town_db(request, elsewhere):
    return town(request, elsewhere)


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def table(path, sheet=0):
    """Return the rows of a written sheet from its header on, and the lines around them."""
    page = openpyxl.load_workbook(path).worksheets[sheet]
    return [list(row) for row in page.iter_rows(min_row=3, values_only=True)]


# where it goes


def test_a_pipe_gets_csv_as_it_is_and_nothing_is_written(run, songyu_db, elsewhere):
    before = songyu_db.read_bytes()
    done = run("export", "units")
    assert rows(done.out)[0] == [
        "小区",
        "区",
        "幢",
        "单元",
        "户数",
        "层数",
        "常住人口",
        "60岁以上",
        "网格",
        "数据日期",
        "数据来源",
    ]
    assert rows(done.out)[1] == [
        "淞泽家园",
        "九区",
        "2",
        "1",
        "10",
        "",
        "",
        "11",
        "一网格",
        "2021-03-01",
        "社区数据平台",
    ]
    assert (songyu_db.read_bytes(), sorted(elsewhere.iterdir())) == (before, [songyu_db])


def test_the_whole_ledger_goes_to_a_pipe_as_lines_of_json_in_utf_8(run, songyu_db):
    assert run("export").out == run("导出", "全部").out == run("export", "ledger").out
    assert run("export", encoding="gbk", ok=True).code == 0
    assert run("export").out.splitlines()[0].startswith("{")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["units"], f"单元底账-{DAY}.xlsx"),
        (["需求", "--format", "csv"], f"需求清单-{DAY}.csv"),
        (["--lang", "en", "benches"], f"benches-{DAY}.xlsx"),
        (["menu"], f"实事项目清单-{DAY}.xlsx"),
        ([], f"songyu-{DAY}.jsonl"),
    ],
)
def test_at_a_terminal_a_file_is_named_by_list_and_day_and_never_written_over(words, name, run, songyu_db, elsewhere):
    done = run("export", *words, terminal=80)
    written = elsewhere / name
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert (done.out, name in done.err) == ("", True)
    written.write_bytes(b"mine")
    refused = run("export", *words, terminal=80, ok=False)
    assert (refused.code, written.read_bytes()) == (7, b"mine")
    run("export", *words, "--yes", terminal=80)
    assert written.read_bytes() != b"mine"


def test_the_refusal_says_how_to_name_another_file(run, songyu_db, elsewhere):
    (elsewhere / f"单元底账-{DAY}.xlsx").touch()
    said, hint = run("export", "units", terminal=80, ok=False).err.splitlines()
    assert said == f"单元底账-{DAY}.xlsx 已经有了，不会覆盖。"
    assert ("--out" in hint, "--yes" in hint) == (True, True)


def test_a_named_file_is_written_over_and_says_what_comes_next(run, songyu_db, elsewhere):
    (elsewhere / "我的 表.xlsx").touch()
    said = run("export", "units", "--out", "我的 表.xlsx").err.splitlines()
    assert said[0] == "已写到 我的 表.xlsx：单元底账，4 行。"
    assert "65岁以上、80岁以上没有按单元写" in said[1]
    assert said[2] == "改好再导入：songyu unit import '我的 表.xlsx'"


def test_a_csv_file_is_guarded_and_a_pipe_is_not(run, songyu_db, elsewhere):
    run("unit", "edit", "12-3", "--grid", "=1+1")
    run("export", "units", "--out", "a.csv")
    assert (elsewhere / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in (elsewhere / "a.csv").read_text(encoding="utf-8-sig")
    assert ",=1+1," in run("export", "units").out


def test_an_empty_list_says_what_to_type_next(run, songyu_db):
    done = run("export", "benches")
    assert len(rows(done.out)) == 1
    assert "songyu bench install" in done.err


# privacy


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_few_are_not_shown_by_stairwell_unless_for_inside(ending, run, songyu_db, elsewhere):
    run("export", "units", "--out", f"a.{ending}")
    done = run("export", "units", "--internal", "--out", f"b.{ending}")
    assert "只供内部使用，不要外发" in done.err
    heads = []
    for name in (f"a.{ending}", f"b.{ending}"):
        text = rows((elsewhere / name).read_text(encoding="utf-8-sig")) if ending == "csv" else table(elsewhere / name)
        heads.append(text[0])
    assert ["80岁以上" in head for head in heads] == [False, True]
    assert ["65岁以上" in head for head in heads] == [False, True]


def test_the_sums_by_grid_stand_on_a_second_sheet_and_hide_a_single_stairwell(run, songyu_db, elsewhere):
    run("unit", "add", "1-1")
    run("unit", "add", "1-2")
    for unit, grid in (("10-2", "三网格"), ("1-1", "二网格"), ("1-2", "二网格")):
        run("unit", "edit", unit, "--grid", grid, "--households", "10")
        eighty = "1" if grid == "二网格" else "2"
        run("unit", "count", unit, "--elderly", "4", "--elderly-80", eighty, "--on", "2022-05-01")
    run("export", "units", "--out", "a.xlsx")
    header, *lines = table(elsewhere / "a.xlsx", 1)
    assert header == ["网格", "单元数", "户数", "常住人口", "60岁以上", "65岁以上", "80岁以上"]
    assert lines[0] == ["一网格", 3, 30, None, 33, None, 3]
    assert lines[1] == ["二网格", 2, 20, None, 8, None, "*"]  # else 三网格 is what is left of the total
    assert lines[2] == ["三网格", 1, 10, None, 4, None, "*"]
    assert (lines[3][0], lines[3][6]) == ("合计", None)
    assert any("“*”" in str(cell) for line in lines for cell in line)
    run("export", "units", "--internal", "--out", "b.xlsx")
    assert [line[6] for line in table(elsewhere / "b.xlsx", 1)[1:5]] == [3, 2, 2, "=SUM(G4:G6)"]
    run("export", "units", "--grid", "二网格", "--out", "c.xlsx")  # hidden there, so hidden by itself too
    assert table(elsewhere / "c.xlsx", 1)[1] == ["二网格", 2, 20, None, 8, None, "*"]


# what stands in each


def test_the_needs_list_has_the_columns_of_the_office(run, town_db):
    header, *lines = rows(run("export", "demands").out)
    assert " ".join(header[:10]) == "序号 登记日期 来源 网格 幢 单元 需求内容 类别 数量 同类反映次数"
    assert " ".join(header[10:17]) == "是否合理 是否可行 理由 处理意见 责任（角色） 办理时限 状态"
    assert header[17:] == ["回音日期", "回音方式", "回音内容", "审核日期", "决定日期", "备注"]
    lines = {line[0]: line for line in lines}
    six = dict(zip(header, lines["6"], strict=True))
    assert (six["序号"], six["是否可行"], six["理由"]) == ("6", "否", "墙体太薄")
    assert (six["处理意见"], six["状态"]) == ("不予采纳：墙体太薄，扶手装不牢", "不予采纳")
    seven = dict(zip(header, lines["7"], strict=True))
    assert (seven["状态"], seven["备注"]) == ("合并", "归并到第 2 号")


def test_the_needs_list_of_a_window_leaves_out_what_may_lie_outside(run, town_db, elsewhere):
    _, *lines = rows(run("export", "demands", "--from", "2021-04-02", "--to", "2022-11").out)
    assert {line[1] for line in lines} == {"2022-10-08", "2022-11-15"}
    run("export", "demands", "--from", "2021-04-02", "--out", "a.xlsx")
    assert "有 1 条的登记日期只到年或月" in str(table(elsewhere / "a.xlsx")[-1])


def test_the_benches_stand_where_they_are_now_and_the_replaced_ones_are_there(run, town_db):
    header, *lines = rows(run("export", "benches").out)
    assert " ".join(header) == "序号 批次 凳号 幢 单元 位置 数量 安装日期 投入使用日期 状态 捐赠单位 备注"
    states = {line[2]: line[9] for line in lines}
    assert states["B1-001"] == "拆除"
    moved = next(line for line in lines if line[2] == "B2-002")
    assert moved[3:5] == ["10", "2"]
    assert {line[1] for line in rows(run("export", "benches", "--batch", "2").out)[1:]} == {"2"}


def test_estates_stand_there_only_where_there_are_several(run, songyu_db):
    run("unit", "add", "淞泽家园八区1幢1单元")
    run("demand", "add", "淞泽家园八区1幢1单元", "--on", "2022-01-01")
    header, *lines = rows(run("export", "demands").out)
    assert header[4:8] == ["小区", "区", "幢", "单元"]
    assert lines[-1][3:8] == ["—", "淞泽家园", "八区", "1", "1"]


def test_the_menu_says_what_is_known_and_leaves_the_rest_blank(run, town_db):
    header, *lines = rows(run("export", "menu").out)
    wanted = "序号 项目名称 实施内容 来源需求 责任单位 协办 资金/实物来源 开始 完成时限 进度 完成率 群众评价"
    assert " ".join(header) == wanted
    one = dict(zip(header, lines[0], strict=True))
    assert (one["项目名称"], one["责任单位"], one["协办"]) == ("百凳项目", "书记", "")
    assert one["资金/实物来源"] == "苏州银行零售银行总部党委、中衡设计集团股份有限公司、科教创新区机关党总支"
    two = dict(zip(header, lines[1], strict=True))
    assert (two["来源需求"], two["实施内容"]) == ("第3号（1 条）", "扶手，已完成 0，共 1")


def test_the_counts_of_a_day(run, songyu_db):
    run("unit", "count", "12-3", "--elderly", "20", "--on", "2022-05-01")
    now, then = (
        {tuple(line[2:4]): line[7] for line in rows(run("export", "units", *words).out)[1:]}
        for words in ([], ["--as-of", "2021-12"])
    )
    assert (now["12", "3"], then["12", "3"]) == ("20", "13")
