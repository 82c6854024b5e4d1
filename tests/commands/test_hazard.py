"""`songyu hazard` as it is typed, and the old stools beside a new bench."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from conftest import built_once

from songyu_cli.commands import asking, completion
from songyu_cli.domain.wording import Phrase


@pytest.fixture
@built_once
def stools(run, ledger):
    """Two old stools at 12-3, a charging cable at 12-4 and one old stool at 2-1."""
    run("hazard", "add", "12-3", "--kind", "old-stool", "-n", "2", "--on", "2022-05-01", "--as", "网格员:三网格")
    run("隐患", "登记", "12-4", "--kind", "飞线充电", "--severity", "重大", "--on", "2022-06")
    run("hazard", "add", "2-1", "-k", "旧板凳", "--on", "2022-04", "--demand", "1", ok=False)
    run("hazard", "add", "2-1", "-k", "旧板凳", "--on", "2022-04", "--text", "门口一张")
    return ledger


@pytest.fixture
def person(monkeypatch):
    """A person at the terminal who types these lines."""

    def sits_down(*lines: str) -> None:
        monkeypatch.setattr(asking, "interactive", lambda: True)
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return sits_down


def numbers(ran):
    return [one["hazard"] for one in ran.json]


def test_a_stairwell_and_a_kind_are_a_whole_sentence(run, ledger):
    ran = run("hazard", "add", "12-3", "-k", "旧凳")
    assert "已登记第 1 号隐患：淞泽家园九区12幢3单元 · 旧凳 · 一般 · 2022年12月31日发现" in ran.out
    assert "songyu undo" in ran.err
    assert run("hazard", "show", "1", "--json").json == {
        "hazard": 1,
        "unit": "淞泽家园九区/12/3",
        "grid": "一网格",
        "kind": "old_stool",
        "severity": "low",
        "quantity": 1,
        "found_on": "2022-12-31",
        "role": "clerk",
        "text": None,
        "visit": None,
        "demand": None,
        "cleared_on": None,
        "cleared_how": None,
        "cleared_role": None,
    }


def test_open_ones_come_first_and_the_worst_of_them_first(run, stools):
    assert numbers(run("hazard", "list", "--json")) == [2, 3, 1]
    run("hazard", "clear", "2", "--how", "断电")
    assert numbers(run("hazard", "list", "--json")) == [3, 1, 2]
    assert "3 处隐患，没有消除的 2 处" in run("hazard", "list", terminal=100).out
    assert "3 hazards, 2 not cleared" in run("hazard", "list", "--lang", "en", terminal=100).out
    assert run("hazard", "list").out.splitlines()[1].split("\t")[:4] == ["3", "淞泽家园九区/2/1", "一网格", "old_stool"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--kind 旧凳", [1, 3]),
        ("--severity high", [2]),
        ("--unit 12-3", [1]),
        ("--grid 一网格", [2, 1, 3]),
        ("--open", [2, 1]),
        ("--cleared", [3]),
        ("--limit 1", [2]),
        ("--installed", [1]),
        ("--kind old-stool --installed --grid 一网格", [1]),
        ("--kind 杂物", []),
    ],
)
def test_which_hazards_are_listed(words, expected, run, stools):
    run("hazard", "clear", "3", "--how", "收走")
    run("bench", "install", "12-3", "2-1", "--on", "2022-06")
    assert numbers(run("hazard", "list", "--json", *words.split())) == expected


def test_an_empty_list_says_what_to_type(run, ledger):
    assert "songyu hazard add 12-3 --kind 旧凳" in run("hazard", "list", terminal=100).out
    assert "songyu hazard add 12-3 --kind old-stool" in run("hazard", "list", "--lang", "en", terminal=100).out


def test_several_are_cleared_by_one_command(run, stools):
    ran = run("隐患", "消除", "1-2", "3", "--how", "物业收走 13812345678", "--on", "2022-07", "--as", "楼道长")
    assert "已消除 3 处隐患（2022年7月）：物业收走 [手机]" in ran.out
    assert "楼道长消除：物业收走 [手机]" in run("hazard", "show", "1").out
    assert run("log", "--json").json[0]["changes"] == 3
    run("undo")
    assert numbers(run("hazard", "list", "--open", "--json")) == [2, 3, 1]


def test_a_hazard_tells_its_story_in_both_languages(run, stools):
    assert run("hazard", "show", "1").out.splitlines() == [
        "第 1 号隐患：淞泽家园九区12幢3单元 · 旧凳 2 个 · 一般 · 2022年5月1日发现",
        "网格员发现",
        "消除以后：songyu hazard clear 1 --how 已收走",
    ]
    run("hazard", "add", "12-3", "-k", "charging", "--demand", "1", "--on", "2022-12-30")
    run("hazard", "clear", "4", "--how", "unplugged")
    assert run("hazard", "show", "4", "--lang", "en").out.splitlines() == [
        "Hazard 4: 淞泽家园九区, Building 12, Unit 3 · charging · low · found 2022-12-30",
        "Found by: clerk · about demand 1",
        "Cleared on 2022-12-31 by: clerk; unplugged",
    ]


def test_the_tab_key_offers_numbers_and_to_clear_only_open_ones(run, stools):
    run("hazard", "clear", "2", "--how", "断电")
    assert completion.hazards(None, [], "") == ["1", "2", "3"]
    assert completion.open_hazards(None, [], "") == ["1", "3"]
    assert completion.open_hazards(None, [], "3") == ["3"]


def test_an_installation_lists_the_old_stools_that_are_left(run, stools):
    ran = run("bench", "install", "12-3", "12-4", "--on", "2022-06")
    assert "旧凳还在：淞泽家园九区12幢3单元 2 张（2022年5月1日发现，第 1 号隐患）" in ran.out
    assert "songyu hazard clear 1 --how 已收走" in ran.out
    assert "2-1" not in ran.out
    assert "收走了吗" not in ran.err
    assert run("bench", "install", "2-1", "--on", "2022-06", "--json").json["old_stools"] == [
        {"hazard": 3, "unit": "淞泽家园九区/2/1", "quantity": 1, "found_on": "2022-04"}
    ]


def test_a_person_is_asked_and_what_is_gone_is_cleared_as_a_command_of_its_own(run, stools, person):
    person("是", "")
    ran = run("bench", "install", "12-3", "2-1", "--on", "2022-06")
    assert "12-3 的旧凳（2 张，2022年5月1日发现）：现在收走了吗？ [是/否，默认否]" in ran.err
    assert "2-1 的旧凳（1 张，2022年4月发现）" in ran.err
    assert "已消除 1 处隐患（2022年12月31日）：装新凳后收走" in ran.out
    entries = run("log", "--json").json
    assert [one["name"] for one in entries[:2]] == ["hazard clear", "bench install"]
    assert entries[0]["typed"] == "hazard clear 1 --how '装新凳后收走'"
    assert numbers(run("hazard", "list", "--installed", "--json")) == [3]
    run("undo")
    assert numbers(run("hazard", "list", "--installed", "--json")) == [3, 1]


@pytest.mark.parametrize(
    ("answers", "gone"),
    [(["y"], True), (["YES"], True), ([" 是 "], True), (["n"], False), ([""], False), ([], False), (["maybe"], False)],
)
def test_only_a_yes_is_a_yes(answers, gone, run, stools, person):
    person(*answers)
    ran = run("bench", "install", "12-3", "--on", "2022-06", "--lang", "en")
    assert "The old stools at 12-3 (2, found 2022-05-01): removed now? [y/N] " in ran.err
    assert numbers(run("hazard", "list", "--cleared", "--json")) == ([1] if gone else [])


@pytest.mark.parametrize("words", [["--json"], ["--format", "csv"], ["--out", "done.txt"]])
def test_programs_and_files_are_not_asked(words, run, stools, person):
    person("y")
    assert "removed" not in run("bench", "install", "12-3", "--on", "2022-06", "--lang", "en", *words).err
    assert numbers(run("hazard", "list", "--cleared", "--json")) == []


def test_nobody_is_asked_without_a_person_at_both_ends(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stdin, stderr, expected in [
        (Terminal(), Terminal(), True),
        (io.StringIO(), Terminal(), False),
        (Terminal(), io.StringIO(), False),
        (None, Terminal(), False),
    ]:
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(sys, "stderr", stderr)
        assert asking.interactive() is expected


def test_an_answer_that_cannot_be_read_is_no(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xff\n"), encoding="utf-8"))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert asking.ask(Phrase("收走了吗？\x1b[2J", "Gone?"), "zh") is False
    assert "\x1b" not in sys.stderr.getvalue()


def test_a_terminal_is_asked_and_a_pipe_reads_the_page_alone(run, stools):
    pty = pytest.importorskip("pty")
    hand, terminal = pty.openpty()
    os.write(hand, b"y\n")
    line = "import sys; from songyu_cli.cli import main; sys.exit(main(sys.argv[1:]))"
    words = ["bench", "install", "12-3", "--on", "2022-06", "--lang", "en"]
    ran = subprocess.run(
        [sys.executable, "-c", line, *words], stdin=terminal, stdout=subprocess.PIPE, stderr=terminal, check=True
    )
    os.close(terminal)
    asked = os.read(hand, 4096).decode()
    os.close(hand)
    assert "removed now? [y/N]" in asked
    assert b"removed now?" not in ran.stdout
    assert b"1 hazard cleared" in ran.stdout
