"""`songyu partner`: who gives and who builds, and what each of them pledged and gave."""

from __future__ import annotations

import pytest
from conftest import built_once
from rich.cells import cell_len

BANK, FIRM = "苏州银行零售银行总部党委", "中共同程网络科技股份有限公司委员会"


@pytest.fixture
@built_once
def partners(run, ledger):
    """Two donors and a co-initiator; batch 1 of the ledger."""
    run("partner", "add", BANK)
    run("partner", "add", FIRM, "--note", "网络公司")
    run("partner", "add", "科教创新区机关党总支", "--role", "发起单位")
    return run


def listed(run):
    return {one["partner"]: one for one in run("partner", "list", "--json").json}


def shown(run, partner="1"):
    return run("partner", "show", partner, "--json").json


def amounts(gift):
    return {name: gift[name] for name in ("step", "kind", "benches", "fen", "days", "batch")}


def test_an_organisation_is_registered_as_a_donor_unless_it_is_said(run, ledger):
    done = run("partner", "add", f" {BANK} ")
    assert f"已登记第 1 号单位：{BANK} · 捐赠单位\n" in done.out
    assert "songyu partner pledge 1" in done.out
    assert "人名" not in done.err
    said = run("partner", "add", "Zhongheng", "--role", "施工单位", "--note", "图纸", "--lang", "en").out
    assert "Registered as partner 2: Zhongheng · builder · 图纸" in said
    assert [(one["name"], one["role"], one["note"]) for one in listed(run).values()] == [
        (BANK, "donor", None),
        ("Zhongheng", "builder", "图纸"),
    ]


def test_a_name_stands_as_it_was_written_and_masked(run, ledger):
    assert "人名" not in run("partner", "add", "王师傅木工坊（13812345678）").err
    assert listed(run)[1]["name"] == "王师傅木工坊（[手机]）"
    assert b"13812345678" not in ledger.read_bytes()
    assert run("partner", "add", "王师傅木工坊([手机])", "--json", ok=False).error["kind"] == "partner_exists"


def test_a_partner_is_changed(partners):
    done = partners("partner", "edit", "同程", "--name", "同程旅行", "--role", "施工", "--note", "换了名称")
    assert "第 2 号单位现在是：同程旅行 · 施工单位 · 换了名称" in done.out
    assert partners("partner", "edit", "2", "--name", "同程旅行 ", "--json", ok=True).json["name"] == "同程旅行"
    partners("partner", "edit", "2", "--name", "同程 旅行")
    assert listed(partners)[2]["name"] == "同程 旅行"
    assert partners("partner", "edit", "2", "--name", BANK, "--json", ok=False).error["kind"] == "partner_exists"


@pytest.mark.parametrize("word", ["无", "none", "不详", ""])
def test_a_note_is_taken_back(partners, word):
    assert "网络公司" not in partners("partner", "edit", "2", "--note", word).out
    assert listed(partners)[2]["note"] is None
    partners("undo")
    assert listed(partners)[2]["note"] == "网络公司"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["-n", "20", "--batch", "1"], {"kind": "benches", "benches": 20, "batch": 1}),
        (["-n", "二十"], {"kind": "benches", "benches": 20}),
        (["-n", "20", "--kind", "凳子"], {"kind": "benches", "benches": 20}),
        (["--money", "5万"], {"kind": "money", "fen": 5_000_000}),
        (["--money", "￥1,234.50"], {"kind": "money", "fen": 123_450}),
        (["--money", "0.29"], {"kind": "money", "fen": 29}),
        (["--labour", "12"], {"kind": "labour", "days": 12}),
        (["--labour", "12 工日"], {"kind": "labour", "days": 12}),
        (["--labour", "3天"], {"kind": "labour", "days": 3}),
        (["--labour", "两个工日"], {"kind": "labour", "days": 2}),
        (["--labour", "３人天"], {"kind": "labour", "days": 3}),
        (["--kind", "人力"], {"kind": "labour"}),
        (["--kind", "未载明"], {"kind": "unstated"}),
        ([], {"kind": "unstated"}),
    ],
)
@pytest.mark.parametrize(("verb", "step"), [("pledge", "pledged"), ("receive", "received")])
def test_a_gift_is_written_down(partners, verb, step, words, expected):
    gift = partners("partner", verb, "苏州银行", *words, "--on", "2021-03", "--note", "签约", "--json").json["gift"]
    nothing = {"benches": None, "fen": None, "days": None, "batch": None}
    assert amounts(gift) == {"step": step} | nothing | expected
    assert (gift["gift"], gift["name"], gift["given_on"], gift["note"], gift["role"]) == (
        *(1, BANK, "2021-03", "签约", "clerk"),
    )
    assert shown(partners)["gifts"] == [gift]
    partners("undo")
    assert shown(partners)["gifts"] == []


def test_what_was_written_down_is_said_back_with_what_differs(partners):
    said = partners("partner", "pledge", "1", "-n", "4", "--batch", "1", "--on", "2021-03").out
    assert said == f"已记第 1 笔：{BANK}认捐 4 张凳子，第1批（2021年3月）\n{BANK} · 第1批：认捐 4 张，还没有收到\n"
    said = partners("partner", "receive", "1", "-n", "3", "--batch", "1", "--on", "2021-04", "--lang", "en").out
    assert f"Gift 2: received from {BANK}: 3 benches, for batch 1 (2021-04)\n" in said
    assert "pledged 4 benches, received 3 benches: 1 bench not received yet" in said
    assert "received 3 benches, put up 0 benches: 3 benches not installed yet" in said
    said = partners("partner", "receive", "2", "--money", "12.5").out
    assert f"收到{FIRM}的 资金 12.50 元，整个项目" in said
    assert "没有记过认捐" in said


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (
            ["pledge", "1"],
            "的认捐，内容和数额未载明，整个项目",
            "of what and how much is not stated, for the programme",
        ),
        (["receive", "1", "--batch", "1"], "的捐赠，内容和数额未载明，第1批", "how much is not stated, for batch 1"),
        (["receive", "1", "--kind", "人力"], "的 人力（未载明）", "labour (not stated), for the programme"),
    ],
)
def test_what_is_not_stated_is_said_so(partners, words, zh, en):
    assert zh in partners("partner", *words).out
    assert en in partners("partner", *words, "--lang", "en").out


def test_the_list_sums_what_each_gave(partners):
    partners("bench", "install", "12-3", "12-4", "--on", "2021-06", "--partner", "苏州银行")
    partners("bench", "stop", "B1-002", "--reason", "松")
    for words in (["-n", "2", "--batch", "1"], ["-n", "3"], ["--money", "5万"], ["--kind", "人力"], []):
        partners("partner", "pledge", "1", *words)
    one = listed(partners)[1]
    assert (one["pledged"], one["fen_pledged"], one["days_pledged"], one["received"]) == (5, 5_000_000, None, None)
    assert (one["installed"], one["in_use"], one["out_of_use"]) == (2, 1, 1)
    page = partners("partner", "list", "--color", "never", terminal=120).out
    assert "5 张、50,000 元、人力（未载明）、未载明" in page
    assert page.splitlines()[-1] == "3 家单位；对账：songyu report partners"
    lines = partners("partner", "list").out.splitlines()
    assert lines[0].split("\t")[:4] == ["partner", "name", "role", "pledged"]
    assert len(lines) == 4


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_fit(partners, language, width):
    partners("bench", "install", "12-3", "12-4", "2-1", "--on", "2021-06", "--partner", "苏州银行", "--over")
    partners("bench", "stop", "B1-001", "--reason", "松")
    partners("bench", "replace", "B1-002", "--reason", "断")
    for words in (["-n", "20", "--batch", "1"], ["--money", "123456.78"], ["--labour", "30"], []):
        partners("partner", "pledge", "1", *words)
        partners("partner", "receive", "1", *words)
    for command in (["list"], ["show", "1"], ["show", "3"]):
        page = partners("partner", *command, "--color", "never", "--lang", language, terminal=width).out
        assert max(map(cell_len, page.splitlines())) <= width
        assert "─" in page or command[-1] == "3"


def test_a_partners_page(partners):
    partners("bench", "install", "12-3", "12-4", "--on", "2021-06", "--partner", "苏州银行")
    partners("partner", "pledge", "1", "-n", "3", "--batch", "1", "--on", "2021-03", "--note", "签约")
    partners("partner", "receive", "1", "-n", "3", "--batch", "1", "--on", "2021-05")
    partners("partner", "pledge", "1", "--money", "5万", "--batch", "1")
    page = partners("partner", "show", "苏州银行").out
    for said in ("捐赠单位", "2021-03", "签约", "3 张凳子", "资金 50,000 元", "各批次", "资金（元）", "没有装"):
        assert said in page
    told = shown(partners)
    assert [(line["batch"], line["installed"], line["in_use"]) for line in told["lines"]] == [(1, 2, 2)]
    assert [one["key"] for one in told["differences"]] == ["not_installed", "not_received"]
    empty = partners("partner", "show", "3").out
    assert "没有记过。记一笔：songyu partner pledge 3" in empty
    assert "差异" not in empty


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "songyu partner add 苏州银行"), ("en", "songyu partner add 'Bank")]
)
def test_an_empty_list_says_the_next_step(run, ledger, language, said):
    assert said in run("partner", "list", "--lang", language, terminal=80).out


def test_the_same_in_chinese(run, ledger):
    run("共建单位", "登记", "苏州银行")
    run("共建单位", "认捐", "苏州银行", "-n", "3")
    run("共建单位", "收到", "苏州银行", "-n", "2")
    run("共建单位", "修改", "苏州银行", "--role", "捐赠")
    assert "认捐 3 张，收到 2 张，还有 1 张没有收到" in run("共建单位", "查看", "苏州银行").out
    assert [line.split("\t")[1] for line in run("共建单位", "列表").out.splitlines()] == ["name", "苏州银行"]


def test_every_step_is_taken_back(partners):
    before = shown(partners)
    partners("partner", "pledge", "1", "-n", "3")
    partners("partner", "receive", "1", "-n", "2")
    partners("partner", "edit", "1", "--name", "苏行", "--note", "改名")
    for _ in range(3):
        partners("undo")
    assert shown(partners) == before
    for _ in range(3):
        partners("undo")
    assert listed(partners) == {}


def test_a_partner_with_gifts_or_benches_is_not_undone_before_them(partners):
    added = {one["typed"]: one["command"] for one in partners("log", "--json").json if one["name"] == "partner add"}
    of = {name: next(str(number) for typed, number in added.items() if name in typed) for name in (BANK, FIRM)}
    partners("partner", "pledge", "苏州银行")
    partners("bench", "install", "12-3", "--on", "2021-06", "--partner", "同程")
    for name in (BANK, FIRM):
        assert partners("undo", of[name], "--json", ok=False).error["kind"] == "later_work_depends"


def test_a_batch_with_a_pledge_is_not_undone_before_it(partners):
    opened = partners("batch", "open", "2", "-n", "3", "--on", "2022").err
    number = next(word for word in opened.split() if word.isdigit())
    partners("partner", "pledge", "1", "-n", "3", "--batch", "2")
    assert partners("undo", number, "--json", ok=False).error["kind"] == "later_work_depends"
