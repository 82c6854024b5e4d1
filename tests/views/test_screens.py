"""Screens as people see them, kept as text files. SONGYU_UPDATE_SCREENS=1 writes them anew: read the difference."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from pathlib import Path

import pytest
from ready import town

SCREENS = Path(__file__).parent / "screens"
UPDATE = "SONGYU_UPDATE_SCREENS" in os.environ
COMMANDS = {
    "report": "report",
    "unit_list": "unit list",
    "unit_show": "unit show 12-4",
    "demand_list": "demand list",
    "demand_show": "demand show 2",
    "bench_list": "bench list",
    "bench_show": "bench show B2-001",
    "batch_list": "batch list",
    "batch_show": "batch show 1",
    "log": "log",
    "log_show": "log show 16",
    "config_list": "config list",
    "demand_duplicates": "demand duplicates",
    "demand_reply": "demand reply --silent --dry-run --text 已列入计划",
    "visit_list": "visit list",
    "visit_show": "visit show 1",
    "hazard_list": "hazard list",
    "unit_screen": "unit screen --top 2",
    "unit_screen_kept": "unit screen --show 1",
    "meeting_list": "meeting list",
    "meeting_show": "meeting show 1",
    "menu_list": "menu list",
    "menu_show": "menu show 2",
    "report_promise": "report promise --explain",
    "report_grids": "report grids",
    "report_silence": "report silence",
    "today": "today",
    "trace_unit": "trace 12-4",
    "trace_demand": "trace 5",
    "trace_bench": "trace B2-001",
    "trace_batch": "trace 第2批",
    "trace_partner": "trace 中衡",
    "batch_page": "batch show 2",
    "batch_plan": "batch plan",
    "batch_plan_explained": "batch plan -n 3 --explain",
    "bench_page": "bench show B1-002",
    "bench_audits": "bench audit",
    "bench_audit_shown": "bench audit --show 12-4",
    "partner_list": "partner list",
    "partner_show": "partner show 2",
    "report_partners": "report partners --explain",
    "report_care": "report care --explain",
    "help_bench": "bench --help",
    "help": "--help",
    "help_demand": "demand --help",
    "help_demand_add": "demand add --help",
    "help_init": "init --help",
}
EMPTY = (
    *("report", "unit list", "demand list", "bench list", "batch list", "log", "visit list", "hazard list"),
    *("unit screen --list", "demand duplicates", "meeting list", "menu list", "report promise", "report grids"),
    *("report silence", "today", "partner list", "report partners", "report care", "bench audit", "batch plan -n 3"),
)
SAID = (
    "unit add 5-1 --grid 二网格 --households 1 --floors 1",
    "unit edit 5-1 --households 12",
    "unit count 5-1 --elderly 7 --elderly-80 1 --on 2022-12 --source 社区数据平台",
    "unit count 5-1 --elderly 6 --on 2022-12",
    "demand add 5-1",
    "demand add 5-1 --kind 照明 --channel 来访 --text 王阿姨说灯不亮，电话13812345678",
    "demand edit 9 -n 2",
    "bench install 5-1 -n 3",
    "demand add 12-4",
    "demand merge 10 --into 2",
    "demand review 9 --reasonable 是 --feasible 否 --reason 要先接电",
    "demand decide 9 --decline --reason 太远",
    "demand decide 9 --accept",
    "demand reply 9 --how 电话 --text 王阿姨您好",
    "demand result 9 -n 1 --text 换了灯",
    "demand extend 9 --to 2023-06-01 --reason 等材料",
    "demand withdraw 9",
    "demand reopen 9 --reason 又不亮了",
    "demand unmerge 10",
    "hazard add 12-3 --kind 旧凳 -n 2",
    "bench install 12-3 -b 2",
    "hazard clear 3 --how 已收走",
    "unit screen --min-elderly 9 --register",
    "meeting add --kind 联系日 --present 居民=1",
    "meeting item 2 9 --accept",
    "menu add 照明 --year 2022 --kind 照明 --to 2023-06",
    "menu link 3 9",
    "menu close 3",
    "batch edit 2 -n 320",
    "batch open 3 -n 1",
    "batch close 3",
    "partner add 同程 --role 捐赠单位",
    "partner pledge 同程",
    "partner receive 同程 -n 2 --batch 2",
    "batch plan 2 -n 2 --pin 2-1 --skip 10-2=门口窄 --reason 先试点 --save --anew",
    "bench install --planned --yes --exit-clear 否",
    "bench inspect B2-001 B2-003 --fault 松动",
    "bench repair B2-001 --text 拧紧 --by 物业 --cost 18.5",
    "bench stop B2-003 --reason 挡路",
    "bench move B2-003 12-4 --reason 挡路",
    "bench retire B1-002 --reason 断了",
    "bench audit 12-3 --none",
    "demand followup 1 --resolved 否 --grade 不满意 --text 离门远",
    "batch close 2",
    "config set target 320",
    "config set note 虚构示例",
    "undo",
)

REGISTER = """淞渔社区单元底账（截至2022年11月30日）
楼栋,单元,长者,80岁以上,户主姓名
12幢,3单元,12,2,张三
,4单元,9,1,李四
13幢,1单元,30多,2,王五
,2单元,6,9,赵六
合计,,27,5,
"""
SHEETS = (
    "unit import 底账.csv",
    "unit import 底账.csv --map 长者=elderly --dry-run",
    "unit import 底账.csv --map 长者=elderly --errors-to 问题.xlsx",
    "unit import 底账.csv --map 长者=elderly --save-map --skip-bad",
    "unit import 底账.csv --skip-bad",
    "export units --out 单元底账.xlsx",
    "unit import 单元底账.xlsx",
    "export inspections --out 巡查.csv",
    "bench inspect --file 巡查.csv --dry-run",
    "export menu --internal",
    "template benches",
    "template benches",
    "bench import 安装台账-模板.xlsx",
    "export --out 账本.jsonl",
    "init --db 副本.db --from 账本.jsonl",
    "init --db 副本.db --from 账本.jsonl",
)


@pytest.fixture
def screen(request, elsewhere, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    return town(request, elsewhere)


def check(name: str, seen: str, folder: Path) -> None:
    """Compare what is seen with the screen that is kept."""
    seen = seen.replace(str(folder), "/ledgers")
    kept = SCREENS / f"{name}.txt"
    if UPDATE:
        kept.write_text(seen, encoding="utf-8")
    assert seen == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_screen(name, language, width, run, screen, elsewhere):
    seen = run(*COMMANDS[name].split(), "--lang", language, "--color", "never", terminal=width)
    assert seen.err == ""
    check(f"{name}.{language}.{width}", seen.out, elsewhere)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_ledger_says_what_to_do_next(language, run, elsewhere):
    run("init", "--community", "淞渔社区", "--estate", "淞泽家园九区")
    pages = [f"$ songyu {line}\n{run(*line.split(), '--lang', language, terminal=80).out}" for line in EMPTY]
    page = re.sub("\x1b\\[[0-9;]*m", "", "\n".join(pages))
    assert page.count("songyu batch open 1 -n 100") == 2
    assert page.count("songyu unit import") == 4
    assert "songyu demand add 12-3" in page
    assert "songyu bench install 12-3" in page
    check(f"empty.{language}", page, elsewhere)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_write_says(language, run, screen, elsewhere):
    """Each command echoes the record, the ledger, and how to take it back; counts of one are not plural."""
    pages = []
    for line in SAID:
        ran = run(*line.split(), "--lang", language, terminal=80)
        pages.append(f"$ songyu {line}\n{ran.out}{ran.err}")
    check(f"said.{language}", "\n".join(pages), elsewhere)


KEPT = (
    "backup list",
    "backup",
    "unit edit 12-3 --households 11",
    "demand add 12-4 --kind 照明",
    "undo --steps 2",
    "redo",
    "redo",
    "redo",
    "log --noun 单元 --limit 3",
    "log show 2",
    "log show 20",
    "backup list",
    "restore 1",
    "restore 1 --yes",
    "undo",
    "restore latest --yes --no-backup",
    "check",
)
DAMAGE = "DROP TRIGGER log_units_update; UPDATE units SET households = 99 WHERE id = 1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_kept_and_brought_back(language, run, screen, elsewhere):
    """Steps back and forth, the log, backups, and what a check says of a ledger that somebody else wrote to."""
    pages = []
    for line in (*KEPT, DAMAGE, "check"):
        if line == DAMAGE:
            with contextlib.closing(sqlite3.connect(elsewhere / "songyu.db")) as other:
                other.executescript(line)
            continue
        ran = run(*line.split(), "--lang", language, "--color", "never", terminal=80, ok=None)
        pages.append(f"$ songyu {line}\n{ran.out}{ran.err}({ran.code})\n")
    check(f"kept.{language}", re.sub(r"[\d.]+ [KM]B ", "··· KB ", "\n".join(pages)), elsewhere)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_comes_in_and_goes_out(language, run, screen, elsewhere):
    """How a table was read, what came of its rows, and where a list was written."""
    (elsewhere / "底账.csv").write_text(REGISTER, encoding="utf-8")
    pages = []
    for line in SHEETS:
        ran = run(*line.split(), "--lang", language, "--color", "never", terminal=80, ok=None)
        pages.append(f"$ songyu {line}\n{ran.out}{ran.err}({ran.code})\n")
    check(f"sheets.{language}", "\n".join(pages), elsewhere)


def test_the_report_in_colour(run, screen, elsewhere):
    seen = run("report", terminal=80).out
    assert "\x1b[42m" in seen  # a bar is a row of coloured blanks
    check("report.colour", seen.replace("\x1b", "␛"), elsewhere)


@pytest.mark.parametrize("width", [20, 40])
def test_a_narrow_screen_lists_records(width, run, screen, elsewhere):
    check(f"narrow.{width}", run("demand", "list", "--color", "never", terminal=width).out, elsewhere)


def test_no_screen_is_kept_in_vain():
    names = {f"{name}.{language}.{width}" for name in COMMANDS for language in ("zh", "en") for width in (80, 120)}
    names |= {
        "empty.zh",
        "empty.en",
        "said.zh",
        "said.en",
        "kept.zh",
        "kept.en",
        "sheets.zh",
        "sheets.en",
        "report.colour",
        "narrow.20",
        "narrow.40",
    }
    assert {path.stem for path in SCREENS.iterdir()} == names
