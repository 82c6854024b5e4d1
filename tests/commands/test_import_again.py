"""A table of installations that names donors, and one taken in again after its benches were moved or replaced."""

from __future__ import annotations

import pytest
import xlsxwriter

BANK, FIRM = "苏州银行零售银行总部党委", "中衡设计集团股份有限公司"
HEADER = ["批次", "凳号", "幢", "单元", "位置", "数量（张）", "安装日期", "状态", "捐赠单位", "备注"]


def row(tag, place, donor="", **other):
    cells = {"spot": "楼道口", "count": 1, "on": "2021-06-18", "state": "在用"} | other
    return ["第一批", tag, *place.split("-"), *cells.values(), donor, ""]


ROWS = [row("B1-001", "12-3", "苏州银行"), row("", "12-4", "中衡设计"), row("", "2-1", "未载明")]


@pytest.fixture
def take(run, ledger, elsewhere):
    """Two donors are registered; write rows to a file and import it."""
    run("partner", "add", BANK)
    run("partner", "add", FIRM)
    run("batch", "edit", "1", "-n", "9")

    def take(*rows, ok=True, words=()):
        book = xlsxwriter.Workbook(elsewhere / "安装台账.xlsx")
        sheet = book.add_worksheet("安装台账")
        for number, cells in enumerate([HEADER, *rows]):
            sheet.write_row(number, 0, cells)
        book.close()
        return run("bench", "import", "安装台账.xlsx", *words, "--json", ok=ok)

    return take


def donors(run):
    return {one["tag"]: one["partner"] for one in run("bench", "list", "--json").json}


def fault(ran):
    """Return the row, kind, sentence and hint of the only fault."""
    (one,) = ran.error["rows"]
    return one["row"], one["kind"], one["why"]["zh"], one["hint"]["zh"]


def tally(ran):
    return ran.json["added"], ran.json["changed"], ran.json["same"]


# donors


def test_the_donor_of_each_row_is_the_benches_donor(run, take):
    assert tally(take(*ROWS)) == (3, 0, 0)
    assert donors(run) == {"B1-001": BANK, "B1-002": FIRM, "B1-003": None}
    assert tally(take(*ROWS)) == (0, 0, 3)
    lines = run("report", "partners", "--json").json["lines"]
    assert [(line["partner"], line["installed"]) for line in lines] == [(1, 1), (2, 1), (None, 1)]
    run("undo")
    assert donors(run) == {}


@pytest.mark.parametrize("word", ["苏州银行", "1", "#1", BANK, "苏州银行 零售银行总部党委"])
def test_a_donor_is_named_as_everywhere(run, take, word):
    take(row("", "12-3", word))
    assert donors(run) == {"B1-001": BANK}


@pytest.mark.parametrize("word", ["未载明", "不详", "不明", "未知", ""])
def test_a_donor_that_is_not_stated_is_not_known(run, take, word):
    take(row("", "12-3", word))
    assert donors(run) == {"B1-001": None}


def test_an_unknown_donor_is_refused_with_the_nearest(run, take):
    number, kind, why, hint = fault(take(ROWS[1], row("", "12-3", "苏洲银行"), ok=False))
    assert (number, kind) == (3, "partner_not_found")
    assert "没有登记过单位“苏洲银行”" in why
    assert f"最接近的是 1“{BANK}”" in hint
    assert "songyu partner add" in hint
    assert donors(run) == {}
    assert tally(take(ROWS[1], row("", "12-3", "苏洲银行"), words=["--skip-bad"])) == (1, 0, 0)
    assert donors(run) == {"B1-001": FIRM}


def test_a_donor_that_may_be_several_is_refused(run, take):
    run("partner", "add", "中国银行")
    number, kind, why, _ = fault(take(ROWS[1], row("", "12-3", "银行"), ok=False))
    assert (number, kind) == (3, "partners_alike")
    assert f"1 {BANK}、3 中国银行" in why


def test_a_donor_that_was_not_known_is_filled_in(run, take):
    take(row("B1-001", "12-3"), row("", "12-4"))
    done = take(row("B1-001", "12-3", "苏州银行"), row("", "12-4", "中衡设计"))
    assert tally(done) == (0, 2, 0)
    assert [one["what"]["zh"] for one in done.json["changes"]] == [
        f"B1-001：捐赠单位 — -> {BANK}",
        f"B1-002：捐赠单位 — -> {FIRM}",
    ]
    assert done.json["changes"][0]["what"]["en"] == f"B1-001: donor — -> {BANK}"
    assert donors(run) == {"B1-001": BANK, "B1-002": FIRM}
    run("undo")
    assert donors(run) == {"B1-001": None, "B1-002": None}


def test_another_donor_is_a_difference_that_is_shown(run, take):
    take(*ROWS)
    done = take(row("B1-001", "12-3", "中衡设计"), *ROWS[1:])
    assert tally(done) == (0, 1, 2)
    assert done.json["changes"][0]["what"]["zh"] == f"B1-001：捐赠单位 {BANK} -> {FIRM}"
    assert donors(run)["B1-001"] == FIRM


@pytest.mark.parametrize("word", ["", "未载明"])
def test_a_donor_left_out_takes_none_away(run, take, word):
    take(row("B1-001", "12-3", "苏州银行"))
    assert tally(take(row("B1-001", "12-3", word))) == (0, 0, 1)
    assert donors(run)["B1-001"] == BANK


def test_benches_at_one_place_are_known_again_by_their_donor(run, take):
    rows = [row("", "12-3", "苏州银行"), row("", "12-3", "中衡设计")]
    take(*rows)
    assert tally(take(*reversed(rows))) == (0, 0, 2)
    assert donors(run) == {"B1-001": BANK, "B1-002": FIRM}


# benches that were moved since


@pytest.mark.parametrize(("tag", "number"), [("B1-001", 2), ("B1-002", 3)])
def test_a_row_of_a_moved_bench_is_told_where_it_was_moved(run, take, tag, number):
    take(*ROWS)
    run("bench", "move", tag, "10-2", "--reason", "挡门", "--spot", "花坛边", "--on", "2022-05-01")
    found, kind, why, hint = fault(take(*ROWS, ok=False))
    assert (found, kind) == (number, "moved_since")
    assert why == f"这一行的凳子是 {tag}，已于 2022年5月1日 移到 淞泽家园九区10幢2单元（花坛边）。"
    assert "改成现在的" in hint
    mended = [list(cells) for cells in ROWS]
    mended[number - 2][2:5] = ["10", "2", "花坛边"]
    assert tally(take(*mended)) == (0, 0, 3)


@pytest.mark.parametrize(("tag", "place", "number"), [("B1-001", "12-3", 2), ("B1-002", "12-4", 3)])
def test_a_bench_moved_within_its_stairwell_does_not_go_back(run, take, tag, place, number):
    take(*ROWS)
    run("bench", "move", tag, place, "--reason", "挡门", "--spot", "花坛边", "--on", "2022-05-01")
    found, kind, why, _ = fault(take(*ROWS, ok=False))
    assert (found, kind) == (number, "moved_since")
    assert f"{tag}，已于 2022年5月1日 移到" in why
    assert "（花坛边）" in why
    assert len(donors(run)) == 3
    blank = [list(cells) for cells in ROWS]
    blank[number - 2][4] = ""
    assert tally(take(*blank)) == (0, 0, 3)


def test_a_bench_moved_within_its_stairwell_may_be_said_to_stand_elsewhere(run, take):
    take(*ROWS)
    run("bench", "move", "B1-001", "12-3", "--reason", "挡门", "--spot", "花坛边")
    done = take(row("B1-001", "12-3", "苏州银行", spot="门右"))
    assert [one["what"]["zh"] for one in done.json["changes"]] == ["B1-001：位置 花坛边 -> 门右"]


def test_a_bench_moved_twice_is_known_at_every_place_it_left(run, take):
    take(ROWS[1])
    run("bench", "move", "B1-001", "10-2", "--reason", "挡门", "--on", "2022-04")
    run("bench", "move", "B1-001", "12-3", "--reason", "挡门", "--on", "2022-05")
    for place in ("12-4", "10-2"):
        for tag in ("", "B1-001"):
            _, kind, why, _ = fault(take(row(tag, place, "中衡设计"), ok=False))
            assert (kind, "2022年5月 移到 淞泽家园九区12幢3单元" in why) == ("moved_since", True)
    run("bench", "move", "B1-001", "12-4", "--reason", "又回来", "--on", "2022-06")
    assert tally(take(ROWS[1])) == (0, 0, 1)


def test_a_tag_at_a_place_where_its_bench_never_was_differs(run, take):
    take(*ROWS)
    run("bench", "move", "B1-001", "10-2", "--reason", "挡门")
    assert fault(take(row("B1-001", "2-1", "苏州银行"), ok=False))[1] == "bench_differs"
    assert fault(take(row("B1-001", "12-3", on="2021-07"), ok=False))[1] == "bench_differs"


# benches that were replaced since


@pytest.mark.parametrize(("tag", "number"), [("B1-001", 2), ("B1-002", 3)])
def test_a_row_of_a_replaced_bench_is_told_what_took_its_place(run, take, tag, number):
    take(*ROWS)
    run("bench", "replace", tag, "--reason", "断了", "--on", "2022-05-01")
    found, kind, why, hint = fault(take(*ROWS, ok=False))
    assert (found, kind, why) == (number, "replaced_since", f"凳号 {tag} 已拆除，2022年5月1日换成了 B1-004。")
    assert "“拆除”" in hint
    assert "凳号 B1-004、安装日期 2022年5月1日" in hint
    mended = [list(cells) for cells in ROWS]
    mended[number - 2][7] = "拆除"
    place = "-".join(mended[number - 2][2:4])
    assert tally(take(*mended, row("B1-004", place, on="2022-05-01"))) == (0, 0, 4)
    blank = [list(cells) for cells in ROWS]
    blank[number - 2][7] = ""
    assert tally(take(*blank)) == (0, 0, 3)


def test_one_of_several_benches_in_a_row_was_replaced(run, take):
    rows = [row("", "12-3", count=2)]
    take(*rows)
    run("bench", "replace", "B1-002", "--reason", "断了", "--on", "2022-05-01")
    _, kind, why, hint = fault(take(*rows, ok=False))
    assert (kind, "B1-002 已拆除" in why, "先拆开" in hint) == ("replaced_since", True, True)
    apart = (row("", "12-3"), row("", "12-3", state="拆除"), row("B1-003", "12-3", on="2022-05-01"))
    assert tally(take(*apart)) == (0, 0, 3)


def test_a_bench_that_was_moved_and_then_replaced(run, take):
    take(*ROWS)
    run("bench", "move", "B1-002", "12-4", "--reason", "挡门", "--spot", "花坛边", "--on", "2022-04")
    run("bench", "replace", "B1-002", "--reason", "断了", "--on", "2022-05")
    assert fault(take(*ROWS, ok=False))[:2] == (3, "replaced_since")
    assert len(donors(run)) == 4


def test_a_retired_bench_that_nothing_replaced_does_not_come_back(run, take):
    take(*ROWS)
    run("bench", "retire", "B1-001", "--reason", "烂了")
    assert fault(take(*ROWS, ok=False))[:2] == (2, "bench_goes_back")
