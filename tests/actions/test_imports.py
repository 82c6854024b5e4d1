"""What imports do to the ledger: rows that come again, rows that change, and rows that are refused whole."""

from __future__ import annotations

import pytest
import xlsxwriter


def xlsx(path, rows):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("底账")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def taken(run, file, *more):
    """Import installations and return the rows added, changed and the same."""
    done = run("bench", "import", file, *more, "--json").json
    return done["added"], done["changed"], done["same"]


def state_of(run, tag):
    bench = run("bench", "show", tag, "--json").json
    return bench["state"], bench["in_use_on"]


def kinds(refused):
    return [(fault["row"], fault["kind"]) for fault in refused.error["rows"]]


def test_a_second_row_of_a_new_stairwell_keeps_what_it_adds(run, ledger, elsewhere):
    rows = [
        ["幢", "单元", "60岁以上", "数据日期", "户数", "层数"],
        ["50", "1", 7, "2021-03-01", 8, ""],
        ["50", "1", 9, "2022-03-01", 10, 5],
        ["50", "2", 5, "2022-03-01", 12, ""],
        ["50", "2", 4, "2021-03-01", 6, 7],
    ]
    xlsx(elsewhere / "x.xlsx", rows)
    done = run("unit", "import", "x.xlsx", "--json").json
    assert (done["added"], done["changed"], done["same"]) == (2, 2, 0)
    assert any("以日期近的一行为准" in notice["zh"] for notice in done["notices"])
    for unit, floors, households, counts in (("50-1", 5, 10, {7, 9}), ("50-2", 7, 12, {4, 5})):
        shown = run("unit", "show", unit, "--json").json
        assert (shown["unit"]["floors"], shown["unit"]["households"]) == (floors, households)
        assert {count["elderly_60"] for count in shown["counts"]} == counts
    again = run("unit", "import", "x.xlsx", "--json").json
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 4)


def test_nothing_of_a_refused_row_is_written(run, ledger, elsewhere):
    header = ["幢", "单元", "65岁以上", "网格", "户数", "层数", "数据日期"]
    rows = [header, ["12", "3", 99, "五网格", 77, 6, "2021-03-01"], ["60", "1", 3, "五网格", 7, 0, "2021-03-01"]]
    xlsx(elsewhere / "x.xlsx", rows)
    before = run("unit", "show", "12-3", "--json").json
    done = run("unit", "import", "x.xlsx", "--skip-bad", "--json").json
    assert (done["added"], done["changed"], done["bad"]) == (0, 0, 2)
    assert [error["kind"] for error in done["errors"]] == ["bands_do_not_nest", "no_floors"]
    assert run("unit", "show", "12-3", "--json").json == before
    assert "淞泽家园九区/60/1" not in {line["unit"] for line in run("unit", "list", "--json").json}


TAGGED = ["批次", "凳号", "幢", "单元", "安装日期", "投入使用日期", "状态"]


def test_what_became_of_a_tagged_bench_is_taken_step_by_step(run, ledger, elsewhere):
    steps = [
        ("", "待投用", (1, 0, 0), ("pending", None), None),
        ("", "待投用", (0, 0, 1), ("pending", None), None),
        ("2021-07-01", "在用", (0, 1, 0), ("in_use", "2021-07-01"), "B1-050：待投用 -> 在用"),
        ("2021-07-01", "在用", (0, 0, 1), ("in_use", "2021-07-01"), None),
        ("2021-07", "在用", (0, 0, 1), ("in_use", "2021-07-01"), None),
        ("2021-07-01", "损坏", (0, 1, 0), ("out_of_use", "2021-07-01"), "B1-050：在用 -> 停用"),
        ("", "损坏", (0, 0, 1), ("out_of_use", "2021-07-01"), None),
        ("2022-02-01", "在用", (0, 1, 0), ("in_use", "2021-07-01"), "B1-050：停用 -> 在用"),
        ("2022-02-01", "在用", (0, 0, 1), ("in_use", "2021-07-01"), None),
        ("", "报废", (0, 1, 0), ("retired", "2021-07-01"), "B1-050：在用 -> 拆除"),
    ]
    for used, state, counts, after, said in steps:
        xlsx(elsewhere / "x.xlsx", [TAGGED, [1, "B1-050", "12", "3", "2021-06-18", used, state]])
        ran = run("bench", "import", "x.xlsx", "--dry-run")
        assert (said or "更改 0") in ran.out
        assert taken(run, "x.xlsx") == counts, (used, state)
        assert state_of(run, "B1-050") == after


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        (["2021-07-01", "待投用"], "bench_goes_back"),
        (["2021-08-01", "在用"], "used_since_another_day"),
    ],
)
def test_a_tagged_bench_does_not_go_back(run, ledger, elsewhere, then, kind):
    head = [1, "B1-050", "12", "3", "2021-06-18"]
    xlsx(elsewhere / "x.xlsx", [TAGGED, [*head, "2021-07-01", "在用"]])
    run("bench", "import", "x.xlsx")
    xlsx(elsewhere / "x.xlsx", [TAGGED, [*head, *then]])
    assert kinds(run("bench", "import", "x.xlsx", "--json", ok=False)) == [(2, kind)]
    xlsx(elsewhere / "x.xlsx", [TAGGED[:5], head])
    assert taken(run, "x.xlsx") == (0, 0, 1)


def test_a_bench_without_a_use_date_is_used_from_its_installation(run, ledger, elsewhere):
    for state in ("待投用", "在用"):
        xlsx(elsewhere / "x.xlsx", [TAGGED, [1, "B1-050", "12", "3", "2021-06-18", "", state]])
        run("bench", "import", "x.xlsx")
    assert state_of(run, "B1-050") == ("in_use", "2021-06-18")


def test_benches_without_tags_are_matched_and_mended(run, ledger, elsewhere):
    header = ["批次", "幢", "单元", "位置", "数量", "安装日期", "状态", "备注"]
    first = [
        [1, "12", "3", "楼道口", 1, "2021-06-18", "在用", ""],
        [1, "12", "3", "花坛边", 1, "2021-06-18", "待投用", ""],
    ]
    xlsx(elsewhere / "x.xlsx", [header, *first])
    assert taken(run, "x.xlsx") == (2, 0, 0)
    xlsx(elsewhere / "x.xlsx", [header, *reversed(first)])
    assert taken(run, "x.xlsx") == (0, 0, 2)
    later = [
        [1, "12", "3", "", 1, "2021-06-18", "损坏", "脚松了"],
        [1, "12", "3", "花坛边", 1, "2021-06-18", "在用", ""],
    ]
    xlsx(elsewhere / "x.xlsx", [header, *later])
    done = run("bench", "import", "x.xlsx", "--json").json
    assert (done["added"], done["changed"], done["same"]) == (0, 2, 0)
    said = [change["what"]["zh"] for change in done["changes"]]
    assert "B1-001：在用 -> 停用" in said[0]
    assert "备注 — -> 脚松了" in said[0]
    assert "B1-002：待投用 -> 在用" in said[1]
    assert taken(run, "x.xlsx") == (0, 0, 2)
    assert [bench["state"] for bench in run("bench", "list", "--json").json] == ["out_of_use", "in_use"]


def test_a_row_with_more_benches_than_stand_says_how_many_come(run, ledger, elsewhere):
    header = ["批次", "幢", "单元", "数量", "安装日期"]
    xlsx(elsewhere / "x.xlsx", [header, [1, "12", "3", 1, "2021-06-18"]])
    run("bench", "import", "x.xlsx")
    xlsx(elsewhere / "x.xlsx", [header, [1, "12", "3", 3, "2021-06-18"]])
    done = run("bench", "import", "x.xlsx", "--json").json
    assert done["changes"][0]["what"]["zh"].endswith("1 张 -> 3 张")
    assert len(run("bench", "list", "--json").json) == 3


def test_a_bench_put_in_by_hand_is_known_again(run, ledger, elsewhere):
    run("bench", "install", "12-3", "--on", "2021-06-18")
    header = ["批次", "幢", "单元", "安装日期"]
    xlsx(elsewhere / "x.xlsx", [header, [1, "12", "3", "2021-06-18"]])
    assert taken(run, "x.xlsx") == (0, 0, 1)
    xlsx(elsewhere / "x.xlsx", [header, [1, "12", "3", "2021-06-20"]])
    done = run("bench", "import", "x.xlsx", "--json").json
    assert done["added"] == 1
    assert any("台账里第1批 淞泽家园九区12幢3单元 已有 1 张，安装日期不同" in n["zh"] for n in done["notices"])
    every = [[1, "12", "3", day] for day in ("2021-06-18", "2021-06-20", "2021-06-21")]
    xlsx(elsewhere / "x.xlsx", [header, *every])
    done = run("bench", "import", "x.xlsx", "--json").json
    assert (done["added"], done["same"]) == (1, 2)
    assert not any("日期不同" in n["zh"] for n in done["notices"])


def test_private_data_in_names_reaches_neither_ledger_nor_screen(run, ledger, elsewhere):
    book = xlsxwriter.Workbook(elsewhere / "王13812345678.xlsx")
    for name, count in (("表13912345678", 7), ("表13712345678", "多")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["幢", "单元", "60岁以上", "数据日期"])
        sheet.write_row(1, 0, ["70", "1", count, "2021-03-01"])
    book.close()
    for more in (["--dry-run"], ["--skip-bad"], ["--skip-bad", "--json"]):
        ran = run("unit", "import", "王13812345678.xlsx", *more)
        assert "2345678" not in ran.out
        assert "[手机]" in ran.out
    assert "2345678" not in run("unit", "import", "王13812345678.xlsx", ok=False).err
    assert b"2345678" not in ledger.read_bytes()
    assert run("unit", "import", "王13812345678.xlsx", "--sheet", "表13912345678", "--json").json["same"] == 1


def test_a_full_batch_does_not_hide_other_faults(run, ledger, elsewhere):
    header = ["批次", "幢", "单元", "数量", "安装日期"]
    rows = [[1, "12", "3", 2, "2021-06"], [1, "12", "4", 2, "2021-06"], [1, "99", "1", 1, "2021-06"]]
    xlsx(elsewhere / "x.xlsx", [header, *rows, [1, "2", "1", 1, "2021-06"]])
    refused = run("bench", "import", "x.xlsx", "--json", ok=False)
    assert refused.code == 5
    assert kinds(refused) == [(3, "batch_full"), (4, "unit_not_found")]
    dry = run("bench", "import", "x.xlsx", "--dry-run", "--json").json
    assert [error["kind"] for error in dry["errors"]] == ["batch_full", "unit_not_found"]
    assert taken(run, "x.xlsx", "--skip-bad") == (2, 0, 0)
    assert [bench["unit"][-4:] for bench in run("bench", "list", "--json").json] == ["12/3", "12/3", "/2/1"]


def test_tags_of_a_file_are_kept_for_their_rows(run, ledger, elsewhere):
    rows = [[1, "", "12", "3", "2021-06"], [1, "B1-001", "12", "4", "2021-06"]]
    xlsx(elsewhere / "x.xlsx", [TAGGED[:5], *rows])
    assert taken(run, "x.xlsx") == (2, 0, 0)
    assert [(b["tag"], b["unit"][-4:]) for b in run("bench", "list", "--json").json] == [
        ("B1-001", "12/4"),
        ("B1-002", "12/3"),
    ]
    assert taken(run, "x.xlsx") == (0, 0, 2)


def test_a_row_is_refused_once_and_in_words_that_fit_a_file(run, ledger, elsewhere):
    header = ["批次", "地址", "数量", "安装日期"]
    xlsx(elsewhere / "x.xlsx", [header, [1, "12幢3、4单元", "各1张", "2020-06"]])
    early = run("bench", "import", "x.xlsx", "--expand", ok=False)
    assert early.err.count("早于") == 1
    assert "核对 --on" not in early.err
    run("batch", "close", "1", "--on", "2021-12")
    xlsx(elsewhere / "x.xlsx", [header, [1, "12幢3、4单元", "各1张", "2021-06"]])
    closed = run("bench", "import", "x.xlsx", "--expand", "--json", ok=False)
    assert kinds(closed) == [(2, "batch_closed")]
    assert "--batch" not in closed.error["rows"][0]["hint"]["zh"]
