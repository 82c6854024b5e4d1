"""`songyu report partners`: what was given beside what stands, and every difference with its cause."""

from __future__ import annotations

import pytest
from conftest import built_once
from rich.cells import cell_len

BANK, FIRM, LEADER = "苏州银行零售银行总部党委", "中共同程网络科技股份有限公司委员会", "科教创新区机关党总支"


@pytest.fixture
@built_once
def given(run, ledger):
    """Batch 1: 3 benches at 12-3, 12-4 and 2-1, two of the bank; batch 2: one of nobody known, and money."""
    run("batch", "open", "2", "-n", "5", "--on", "2022")
    run("partner", "add", BANK)
    run("partner", "add", FIRM)
    run("partner", "add", LEADER, "--role", "发起单位")
    run("bench", "install", "12-3", "12-4", "--batch", "1", "--on", "2021-06", "--partner", "苏州银行")
    run("bench", "install", "2-1", "--batch", "1", "--on", "2021-06")
    run("bench", "install", "2-1", "--batch", "2", "--on", "2022-06")
    run("partner", "pledge", "1", "-n", "3", "--batch", "1", "--on", "2021-03")
    run("partner", "receive", "1", "-n", "2", "--batch", "1", "--on", "2021-05")
    run("partner", "pledge", "2", "--money", "5万", "--batch", "2")
    return run


def drawn(run, *words):
    return run("report", "partners", *words, "--json").json


def keys(run, *words):
    return [(one["partner"], one["batch"], one["key"]) for one in drawn(run, *words)["differences"]]


def page(run, *words, width=80):
    return run("report", "partners", "--color", "never", *words, terminal=width).out


def test_the_lines_stand_by_partner_and_batch(given):
    found = drawn(given)
    figures = ("partner", "batch", "pledged", "received", "installed", "in_use", "fen_pledged", "fen_received")
    assert [tuple(line[name] for name in figures) for line in found["lines"]] == [
        (1, 1, 3, 2, 2, 2, None, None),
        (2, 2, None, None, 0, 0, 5_000_000, None),
        (None, 1, None, None, 1, 1, None, None),
        (None, 2, None, None, 1, 1, None, None),
    ]
    assert (found["total"]["installed"], found["total"]["pledged"], found["partners"]) == (4, 3, 3)
    assert keys(given) == [
        (1, 1, "not_received"),
        (2, 2, "not_received"),
        (None, 1, "donor_unknown"),
        (None, 2, "donor_unknown"),
    ]


def test_every_difference_is_said_with_its_cause_and_what_to_type(given):
    said = page(given, width=120)
    for line in (
        f"{BANK} · 第1批：认捐 3 张，收到 2 张，还有 1 张没有收到",
        f"{FIRM} · 第2批：认捐 50,000 元，还没有收到",
        "捐赠单位不明 · 第1批：1 张不知道是谁捐的",
        f"收到{BANK}的捐赠后：songyu partner receive 1 -n 张数 --batch 1",
        f"收到{FIRM}的捐赠后：songyu partner receive 2 --money 元 --batch 2",
        "补记捐赠单位：songyu bench edit B1-003 --partner 单位",
    ):
        assert line in said.splitlines()
    said = page(given, "--lang", "en", width=160)
    for line in (
        f"{BANK} · batch 1: pledged 3 benches, received 2 benches: 1 bench not received yet",
        "donor unknown · batch 2: 1 bench, and nobody wrote down who gave them",
        f"Once received from {FIRM}: songyu partner receive 2 --money YUAN --batch 2",
        "To say who gave a bench: songyu bench edit B1-003 --partner PARTNER",
    ):
        assert line in said.splitlines()


def test_what_is_said_to_type_mends_it(given):
    given("partner", "receive", "1", "-n", "1", "--batch", "1")
    given("bench", "edit", "B1-003", "--partner", "苏州银行")
    given("partner", "receive", "2", "--money", "50000", "--batch", "2")
    given("bench", "edit", "B2-001", "--partner", "同程")
    assert keys(given) == [(2, 2, "over_received")]
    assert "装了 1 张，没有记过收到凳子：另有资金 50,000 元，买的凳子不在收到之内" in page(given, width=120)
    given("partner", "receive", "2", "-n", "1", "--batch", "2")
    given("partner", "pledge", "2", "-n", "1", "--batch", "2")
    assert "没有差异。" in page(given)
    assert "None." in page(given, "--lang", "en")


def test_one_batch_alone(given):
    assert [line["batch"] for line in drawn(given, "--batch", "2")["lines"]] == [2, 2]
    assert keys(given, "--batch", "1") == [(1, 1, "not_received"), (None, 1, "donor_unknown")]
    assert page(given, "--batch", "2").startswith("捐赠对账，第2批，截至2022年12月31日\n")
    given("partner", "pledge", "1", "-n", "9")
    assert keys(given, "--batch", "1") == [(1, 1, "no_batch"), (None, 1, "donor_unknown")]
    assert "第 4 笔没有写给哪一批，这一批不能单独比" in page(given, "--batch", "1", width=120)
    said = page(given, "--batch", "1", "--lang", "en", width=120)
    assert "no batch is named for gift 4: this one cannot be compared on its own" in said
    assert "只能各批合在一起比" in page(given, width=120)
    given("batch", "open", "3", "-n", "5", "--on", "2022-12")
    empty = page(given, "--batch", "3")
    assert "这一批还没有捐赠，也没有凳子。" in empty
    assert "还没有登记单位" not in empty


def test_a_batch_whose_donors_are_not_known_does_not_ask_to_register_partners(given):
    given("bench", "edit", "B1-001..B1-002", "--partner", "不详")
    assert "还没有登记单位" not in page(given, "--batch", "2")


def test_unstated_pledges_have_one_line_each(run, ledger):
    for name in (BANK, FIRM, "中衡设计集团股份有限公司"):
        run("partner", "add", name)
        run("partner", "pledge", name)
    assert [one["key"] for one in drawn(run)["differences"]] == ["nothing_received"] * 3
    said = page(run, width=120)
    assert f"{BANK}：第 1 笔认捐未载明数额，也还没有记过收到" in said
    assert said.count("songyu partner receive") == 3
    assert "未载明" in next(line for line in said.splitlines() if line.startswith("合计"))
    assert [line["pledged"] for line in drawn(run)["lines"]] == [None] * 3
    run("partner", "add", "四方")
    run("partner", "pledge", "四方")
    said = page(run, width=120)
    assert "收到单位的捐赠后：songyu partner receive 单位 -n 张数" in said
    assert said.count("songyu partner receive") == 1


def test_the_sample_ledger_states_no_amounts(run, elsewhere):
    run("demo")
    path = str(next(elsewhere.glob("*.db")))
    found = drawn(run, "--db", path)
    assert {one["key"] for one in found["differences"]} == {"nothing_received", "donor_unknown"}
    assert found["total"]["installed"] == 220
    assert found["total"]["pledged"] is None
    assert "科教创新区" not in page(run, "--db", path)


def test_a_replacement_is_counted_once_and_told(given):
    given("bench", "replace", "B1-002", "--reason", "断了", "--partner", "苏州银行")
    given("bench", "stop", "B1-001", "--reason", "松了")
    line = drawn(given)["lines"][0]
    assert (line["installed"], line["in_use"], line["replaced"]) == (2, 1, 1)
    assert line["tags"] == {
        "in_use": ["B1-004"],
        "out_of_use": ["B1-001"],
        "retired": [],
        "pending": [],
        "replaced": ["B1-002"],
    }
    said = page(given, width=120)
    assert "停用1；另更换1" in said
    assert "装了 3 张，收到 2 张，多 1 张：其中 1 张后来更换了" in said
    assert f"{BANK} · 第1批：已装 2 张，在用 1 张：停用 1 张" in said
    assert "1 out of use; 1 more replaced" in page(given, "--lang", "en", width=120)


def test_each_figure_is_explained_by_gifts_and_tags(given):
    given("partner", "pledge", "1", "-n", "1", "--batch", "1")
    given("bench", "replace", "B1-003", "--reason", "断了")
    said = given("report", "partners", "--explain").out
    for line in (
        f"{BANK} · 第1批",
        "  认捐：第 1、4 笔",
        "  收到：第 2 笔",
        "  在用 2 张：B1-001..B1-002",
        "捐赠单位不明 · 第1批",
        "  已更换 1 张：B1-003",
    ):
        assert line in said.splitlines()
    assert "加 --explain" not in said
    tags = next(line for line in said.splitlines() if line.startswith("  在用 2")).split("：")[1]
    given("bench", "edit", tags, "--partner", "同程")
    said = given("report", "partners", "--explain", "--lang", "en").out
    assert "  pledged: gifts 1, 4" in said.splitlines()
    assert "  2 in use: B1-001..B1-002" in said.splitlines()


def test_the_parts_stand_apart(given):
    given("partner", "receive", "3", "--labour", "12")
    lines = page(given).splitlines()
    for heading in ("资金（元）", "人力（工日）", "差异"):
        assert lines[lines.index(heading) - 1] == ""


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("more", [[], ["--explain"], ["--batch", "1"]])
def test_the_page_fits_as_a_table(given, language, width, more):
    given("partner", "pledge", "1", "-n", "100", "--batch", "1")
    given("partner", "receive", "1", "-n", "100", "--batch", "1")
    for step in ("pledge", "receive"):
        given("partner", step, "1", "--batch", "1")
        given("partner", step, "1", "-n", "1")
        given("partner", step, "2", "--money", "1234567.89", "--batch", "1")
        given("partner", step, "3", "--labour", "12")
        given("partner", step, "3", "--kind", "人力")
    given("bench", "stop", "B1-001", "--reason", "松")
    given("bench", "replace", "B1-002", "--reason", "断", "--partner", "1")
    given("bench", "retire", "B1-004", "--reason", "断")
    said = page(given, "--lang", language, *more, width=width)
    assert max(map(cell_len, said.splitlines())) <= width
    heading = {"zh": "单位", "en": "Partner"}[language]
    assert said.splitlines()[1].startswith(f"{heading}  ")


def test_rows_for_spreadsheets_and_programs(given, elsewhere):
    lines = given("report", "partners", "--format", "csv").out.splitlines()
    assert lines[0].startswith("partner,name,batch,pledged,received,installed,in_use")
    assert len(lines) == 5
    assert lines[2].startswith(f"2,{FIRM},2,,,0,0")
    assert len(given("report", "partners", "--format", "jsonl", "--batch", "1").out.splitlines()) == 2
    given("report", "partners", "--out", "对账.csv")
    assert (elsewhere / "对账.csv").exists()


@pytest.mark.parametrize(("language", "said"), [("zh", "还没有登记单位"), ("en", "No partners yet")])
def test_an_empty_ledger_says_the_next_step(run, ledger, language, said):
    assert said in page(run, "--lang", language)
    run("partner", "add", LEADER, "--role", "发起单位")
    assert "songyu partner pledge" in page(run, "--lang", language)


def test_a_donor_with_nothing_written_down_is_named(run, ledger):
    run("partner", "add", BANK)
    assert keys(run) == [(1, None, "nothing_recorded")]
    assert f"记{BANK}的认捐：songyu partner pledge 1（数额不明就不写）" in page(run)


def test_the_same_in_chinese(given):
    assert "捐赠对账" in given("报告", "对账").out
