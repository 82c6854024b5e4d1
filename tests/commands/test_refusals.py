"""Every refusal that a command can give: its exit code, its name for programs, and what it says in both languages."""

from __future__ import annotations

import contextlib
import importlib
import json
import pkgutil
import shlex
import sqlite3
from typing import NamedTuple

import pytest
from ready import ready

import songyu_cli
from songyu_cli.domain.errors import SongyuError


class Case(NamedTuple):
    """A refusal: its class, what is done first, what is typed, and what comes back. A hint may be one for both."""

    refusal: str
    first: str
    typed: str
    code: int
    kind: str
    zh: str
    en: str
    hint: str | tuple[str, str]


INSTALL = "bench install 12-3 --on 2021-06-18"
SPOILT = "(a row is changed behind the log's back)"

ADDRESSES = [
    Case("EmptyAddress", "", "unit add ''", 2, "empty", "没有写地址", "No address", "12-3"),
    Case("EmptyAddress", "", "demand add '　'", 2, "empty", "没有写地址", "No address", "12幢3单元"),
    Case("ZeroNumber", "", "unit add 0幢1单元", 2, "zero", "里有 0", "has a 0", "12-3"),
    Case("NoBuilding", "", "unit add 3单元", 2, "no_building", "没有幢号", "names no building", "12幢3单元"),
    Case("NoBuilding", "", "unit show 九区", 2, "no_building", "“九区”没有幢号", "“九区” names no", "12-3"),
    Case("NoUnit", "", "unit add 12幢", 2, "no_unit", "只写到楼栋", "names a building", "12-1"),
    Case("NoUnit", "", "demand list --unit 12", 2, "no_unit", "没有单元", "a stairwell (单元) is needed", "12-1"),
    Case(
        "Unparsed", "", "unit add 随便", 2, "unparsed", "看不懂地址“随便”", "is not an address", "淞泽家园九区12幢3单元"
    ),
    Case("Unparsed", "", "unit add 12-3-4-5-x", 2, "unparsed", "看不懂地址", "not an address", "12-3"),
    Case("NakedNumber", "", "unit add 12幢3", 2, "unparsed", "单元还是户号", "a unit or a mistyped flat", "12幢3单元"),
    Case("Ambiguous", "", "unit add 9-12-3", 2, "ambiguous", "有几种读法", "more than one way", "12幢3单元"),
    Case(
        "SeveralAddresses", "", "unit add 12幢3、4单元", 2, "multiple", "写了 2 个地址", "names 2 places", "12-3、12-4"
    ),
    Case("AddressTypo", "", "bench install 12撞3单元", 2, "typo", "打错了字", "looks mistyped", "12幢3单元"),
    Case("ExcelDate", "", "unit add 2022-12-03", 2, "excel_date", "是日期，不是地址", "is a date", "12-3"),
    Case("ExcelDate", "", "unit add 12月3日", 2, "excel_date", "是日期，不是地址", "is a date", "文本"),
    Case("SlashedAddress", "", "unit add 12/3", 2, "excel_date", "带斜杠", "has a slash", "12-3"),
    Case("ExcelNumber", "", "unit add 44898", 2, "excel_number", "是一个数，不是地址", "is a number", "12-3"),
    Case(
        "OtherCommunity",
        "",
        "unit add 娄葑街道苏安社区12幢3单元",
        2,
        "other_community",
        "本台账是斜塘街道淞渔社区",
        "this ledger is 斜塘街道淞渔社区's",
        "娄葑街道苏安社区",
    ),
]
DATES = [
    Case(
        "DateRefused", "", "demand add 12-3 --on 上周", 2, "relative", "哪一天说的", "when it was written", "2021-09-05"
    ),
    Case(
        "DateRefused", "", "demand add 12-3 --on 21-3-5", 2, "two_digit_year", "不是四位数", "two digits", "2021-09-05"
    ),
    Case(
        "DateRefused", "", "batch open -n 9 --on 明天", 2, "future", "还没有到", "still to come", ("电脑", "computer")
    ),
    Case(
        "DateRefused",
        "",
        "batch edit 1 --on 2021-02-30",
        2,
        "impossible_date",
        "日历上找不到",
        "calendar",
        "2021-03-05",
    ),
    Case("DateRefused", "", "unit list --as-of 改天", 2, "unparsed_date", "读不成日期", "cannot be read", "2021-03"),
    Case(
        "DateRefused", "", "bench install 12-3 --on ''", 2, "unparsed_date", "读不成日期", "cannot be read", "2021-03"
    ),
    Case(
        "DateRefused",
        "",
        "unit count 12-3 --elderly 1 --on 2031",
        2,
        "future",
        "“2031”还没有到",
        "still",
        ("年份", "year"),
    ),
]
NUMBERS = [
    Case(
        "NumberRefused",
        "",
        "demand add 12-3 -n 0",
        2,
        "number_refused",
        "-n 要一个数",
        "not “0”",
        ("至少 1", "At least 1"),
    ),
    Case(
        "NumberRefused", "", "demand add 12-3 -n ''", 2, "number_refused", "写的是“”", "not “”", ("至少 1", "least 1")
    ),
    Case(
        "CountRefused",  # wrapped, so that the option is named
        "",
        "unit count 12-3 --elderly 30多",
        2,
        "number_refused",
        "--elderly 要一个数，写的是“30多”",
        "--elderly needs a whole number, not “30多”",
        ("至少 0", "At least 0"),
    ),
    Case(
        "NumberRefused", "", "batch open 1.5 -n 9", 2, "number_refused", "“1.5”", "not “1.5”", ("至少 1", "At least 1")
    ),
    Case("NumberRefused", "", "unit list --limit -3", 2, "number_refused", "--limit", "“-3”", ("至少 1", "At least 1")),
    Case("NumberRefused", "", "demand show 头一条", 2, "number_refused", "DEMAND 要一个数", "not “头一条”", "1"),
    Case("NumberRefused", "", "log show x", 2, "number_refused", "N 要一个数", "N needs a whole number", "1"),
    Case("NumberRefused", "", "undo all", 2, "number_refused", "写的是“all”", "not “all”", "1"),
]
CHOICES = [
    Case(
        "ChoiceRefused",
        "",
        "demand add 12-3 --kind 安心登",
        2,
        "unknown_choice",
        "“安心登”",
        "kind of demand",
        "？可选",
    ),
    Case(
        "ChoiceRefused",
        "",
        "demand add 12-3 --channel 电视",
        2,
        "unknown_choice",
        "来源里没有",
        "channel",
        ("热线", "hotline"),
    ),
    Case(
        "ChoiceRefused",
        "",
        "demand list --state x9",
        2,
        "unknown_choice",
        "需求状态里没有“x9”",
        "state",
        ("办结", "done"),
    ),
    Case(
        "ChoiceRefused",
        "",
        "bench list --state x9",
        2,
        "unknown_choice",
        "凳子状态里没有“x9”",
        "state",
        ("在用", "in-use"),
    ),
    Case(
        "ChoiceRefused",
        "",
        "unit list --sort x9",
        2,
        "unknown_choice",
        "排序里没有“x9”",
        "“x9” is not",
        ("老人", "elderly"),
    ),
    Case(
        "ChoiceRefused",
        "",
        "undo --as king",
        2,
        "unknown_choice",
        "角色里没有“king”",
        "not a role",
        ("网格员", "grid-worker"),
    ),
]
UNITS = [
    Case("UnitExists", "", "unit add 12-3", 4, "unit_exists", "底账里已有", "already", "songyu unit edit"),
    Case(
        "UnitNotFound",
        "",
        "demand add 12-5",
        3,
        "unit_not_found",
        "底账里没有 淞泽家园九区12幢5单元",
        "has no 淞泽家园九区, Building 12, Unit 5",
        ("12幢4单元、淞泽家园九区12幢3单元", "Building 12, Unit 4"),
    ),
    Case(
        "UnitNotFound",
        "",
        "bench install 12-3 99-1",
        3,
        "unit_not_found",
        "99幢1单元",
        "Building 99",
        "songyu unit add",
    ),
    Case(
        "UnitNotFound",
        "",
        "unit show 1-2",
        3,
        "unit_not_found",
        "底账里没有",
        "has no",
        ("2幢1单元", "Building 2, Unit 1"),
    ),
    Case("UnitNotFound", "", "demand edit 1 --unit 1-1", 3, "unit_not_found", "没有", "has no", "songyu unit add"),
    Case(
        "NothingToChange",
        "",
        "unit edit 12-3",
        2,
        "nothing_to_change",
        "要改什么",
        "Nothing to change",
        "songyu unit edit",
    ),
    Case(
        "CountsMissing",
        "",
        "unit count 12-3",
        2,
        "counts_missing",
        "没有给出任何人数",
        "No number of people",
        "--elderly-80",
    ),
    Case(
        "BandsDoNotNest",
        "",
        "unit count 12-3 --elderly 3 --elderly-80 4",
        4,
        "bands_do_not_nest",
        "80岁以上有 4 人，多于60岁以上的 3 人",
        "4 aged 80+ cannot be more than 3 aged 60+",
        ("核对人数", "Check the numbers"),
    ),
    Case(
        "BandsDoNotNest",  # against what was counted before
        "",
        "unit count 12-3 --residents 5 --on 2021-03-01",
        4,
        "bands_do_not_nest",
        "60岁以上有 13 人，多于常住人口的 5 人",
        "13 aged 60+ cannot be more than 5 residents",
        ("核对人数", "Check the numbers"),
    ),
]
DEMANDS = [
    Case(
        "DemandNotFound",
        "",
        "demand show 7",
        3,
        "demand_not_found",
        "没有第 7 号需求",
        "no demand 7",
        "songyu demand list",
    ),
    Case(
        "DemandNotFound",
        "",
        "demand edit 7 -n 2",
        3,
        "demand_not_found",
        "第 7 号",
        "no demand 7",
        "songyu demand list",
    ),
    Case(
        "DemandClosed",
        INSTALL,
        "demand edit 1 -n 2",
        4,
        "demand_closed",
        "已办结，不能再改",
        "is done",
        "songyu demand show 1",
    ),
    Case(
        "QuantityBelowCarriedOut",
        f"demand edit 1 -n 3; {INSTALL}; {INSTALL}",
        "demand edit 1 -n 1",
        4,
        "quantity_below_carried_out",
        "已落实 2 张，数量不能改成 1",
        "has 2 carried out; its quantity cannot become 1",
        "2",
    ),
    Case(
        "NothingToChange",
        "",
        "demand edit 1",
        2,
        "nothing_to_change",
        "改什么",
        "Nothing to",
        "songyu demand edit --help",
    ),
]
BATCHES = [
    Case("BatchNotFound", "", "batch show 9", 3, "batch_not_found", "没有第9批", "no batch 9", "songyu batch open 9"),
    Case("BatchNotFound", "", "batch close 第九批", 3, "batch_not_found", "没有第9批", "no batch 9", "1"),
    Case(
        "BatchNotFound",
        "",
        "bench install 12-3 -b 9",
        3,
        "batch_not_found",
        "没有第9批",
        "no batch 9",
        "songyu batch open 9",
    ),
    Case(
        "BatchExists", "", "batch open 1 -n 4", 4, "batch_exists", "已经开过", "opened already", "songyu batch edit 1"
    ),
    Case(
        "BatchClosed",
        "batch close 1",
        "batch close 1",
        4,
        "batch_closed",
        "已于 2022年12月31日 关闭",
        "closed on 2022",
        "--batch",
    ),
    Case(
        "BatchClosed",
        "batch close 1",
        f"{INSTALL} --batch 1",
        4,
        "batch_closed",
        "关闭",
        "was closed",
        "songyu batch open",
    ),
    Case(
        "BatchFull",
        "",
        "bench install 12-3 -n 4",
        4,
        "batch_full",
        "再装 4 张就超了",
        "4 more would be too many",
        "--over",
    ),
    Case(
        "NoOpenBatch",
        "batch close 1",
        INSTALL,
        4,
        "no_open_batch",
        "没有开着的批次",
        "No batch is open",
        "songyu batch open 2",
    ),
    Case("WhichBatch", "batch open -n 5", INSTALL, 2, "which_batch", "不止一个：1、2", "is open: 1, 2", "--batch"),
    Case(
        "NothingToChange", "", "batch edit 1", 2, "nothing_to_change", "改什么", "Nothing", "songyu batch edit --help"
    ),
    Case(
        "PlannedBelowInstalled",
        f"{INSTALL}; {INSTALL}",
        "batch edit 1 -n 1",
        4,
        "planned_below_installed",
        "已装 2 张，计划不能改成 1 张",
        "has 2 benches already; its plan cannot become 1",
        "2",
    ),
    Case(
        "OpenedAfterInstalled",
        INSTALL,
        "batch edit 1 --on 2021-07",
        4,
        "opened_after_installed",
        "在 2021年6月18日 已有凳子安装，不能改成 2021年7月 才开",
        "was installed on 2021-06-18; it cannot open on 2021-07",
        ("核对日期", "Check the date"),
    ),
    Case(
        "ClosedBeforeOpened",
        "",
        "batch close 1 --on 2020",
        4,
        "closed_before_opened",
        "2021年 还在",
        "going on 2021",
        "--on",
    ),
    Case(
        "ClosedBeforeOpened",
        INSTALL,
        "batch close 1 --on 2021-05",
        4,
        "closed_before_opened",
        "6月18日",
        "2021-06-18",
        "--on",
    ),
]
BENCHES = [
    Case(
        "BenchNotFound",
        "",
        "bench show B1-001",
        3,
        "bench_not_found",
        "没有凳号 B1-001",
        "no bench B1-001",
        "songyu bench list",
    ),
    Case("TagMalformed", "", "bench show 甲", 2, "tag_malformed", "写法不对", "not a bench tag", "B2-034"),
    Case("TagMalformed", "", f"{INSTALL} --tag B1-1", 2, "tag_malformed", "凳号“B1-1”", "“B1-1” is not", "B2-034"),
    Case(
        "TagTaken",
        f"{INSTALL} --tag b1-007",
        f"{INSTALL} --tag B1-007",
        4,
        "tag_taken",
        "已用在",
        "is taken",
        ("编号", "next free"),
    ),
    Case(
        "TagOfAnotherBatch",
        "",
        f"{INSTALL} --tag B2-001",
        4,
        "tag_of_another_batch",
        "不属于第1批",
        "batch 1",
        ("核对", "Check"),
    ),
    Case(
        "TagNeedsOneBench",
        "",
        "bench install 12-3 12-4 --tag B1-001",
        2,
        "tag_needs_one_bench",
        "一张凳子",
        "one bench",
        "--tag",
    ),
    Case(
        "TagNeedsOneBench", "", "bench install 12-3 -n 2 --tag B1-001", 2, "tag_needs_one_bench", "一张", "one", "--tag"
    ),
    Case(
        "InstalledBeforeBatchOpened",
        "",
        "bench install 12-3 --on 2020-12-31",
        4,
        "installed_before_batch_opened",
        "早于第1批开始的 2021年",
        "before batch 1 opened on 2021",
        "songyu batch edit 1 --on",
    ),
]
LOG = [
    Case("CommandNotFound", "", "undo 99", 3, "command_not_found", "没有第 99 号", "no entry 99", "songyu log"),
    Case("CommandNotFound", "", "log show 99", 3, "command_not_found", "没有第 99 号", "no entry 99", "songyu log"),
    Case(
        "BeginningStays",
        "",
        "undo 1",
        4,
        "beginning_stays",
        "新建账本，不能撤销",
        "made the ledger",
        "songyu config set",
    ),
    Case(
        "NothingToUndo",
        "; ".join(["undo"] * 10),
        "undo",
        4,
        "nothing_to_undo",
        "没有可以撤销的",
        "nothing to undo",
        "songyu log",
    ),
    Case(
        "AlreadyUndone", "undo 11", "undo 11", 4, "already_undone", "第 11 号不能撤销", "Entry 11 cannot", "songyu log"
    ),
    Case(
        "AlreadyUndone",
        "undo 11",
        "undo 12",
        4,
        "already_undone",
        "本身就是一次撤销",
        "is an undo itself",
        "songyu log",
    ),
    Case(
        "LaterWorkDepends",
        INSTALL,
        "undo 10",
        4,
        "later_work_depends",
        "第 12 号（bench install）",
        "entry 12",
        "songyu undo 12",
    ),
    Case(
        "ChangedOutside",
        SPOILT,
        "undo 11",
        4,
        "changed_outside",
        "demands 第 1 行",
        "row 1 of demands",
        "songyu log show 11",
    ),
]
SETTINGS = [
    Case(
        "SettingUnknown",
        "",
        "config get 目标",
        2,
        "setting_unknown",
        "没有“目标”这个设置",
        "no setting “目标”",
        "target",
    ),
    Case("SettingUnknown", "", "config set goal 3", 2, "setting_unknown", "“goal”", "“goal”", "target"),
    Case(
        "SettingRefused",
        "",
        "config set target 0",
        2,
        "setting_refused",
        "大于 0 的整数",
        "above 0",
        "songyu config list",
    ),
    Case(
        "SettingRefused",
        "",
        f"config set target {'9' * 5000}",
        2,
        "setting_refused",
        "9…”",
        "above 0",
        "songyu config list",
    ),
    Case(
        "SettingRefused",
        "",
        "config set community ' '",
        2,
        "setting_refused",
        "不能为空",
        "cannot be empty",
        "songyu config list",
    ),
    Case(
        "SettingRefused",
        "",
        "config set role king",
        2,
        "setting_refused",
        "志愿者。",
        "volunteer.",
        "songyu config list",
    ),
    Case(
        "SettingRefused",
        "",
        "config set estate a/b",
        2,
        "setting_refused",
        "写小区名",
        "an estate's name",
        "songyu config list",
    ),
    Case(
        "SettingRefused",
        "",
        "config set kinds 雨棚",
        2,
        "setting_refused",
        "canopy=雨棚",
        "canopy=雨棚",
        "songyu config list",
    ),
    Case(
        "ChoiceTaken",
        "",
        "config set kinds stool=座椅",
        2,
        "choice_taken",
        "“座椅”已经是",
        "already means bench",
        ("换", "another"),
    ),
    Case(
        "SettingRefused",
        "",
        "init --db n.db --community 甲 --estate 乙 --target x",
        2,
        "setting_refused",
        "“target”",
        "“x”",
        "config",
    ),
]
LEDGERS = [
    Case(
        "LedgerExists", "", "init --community 甲 --estate 乙", 6, "ledger_exists", "已经存在", "exists already", "--db"
    ),
    Case(
        "LedgerMissing",
        "",
        "report --db no/songyu.db",
        6,
        "ledger_missing",
        "找不到账本",
        "There is no ledger",
        "songyu demo",
    ),
    Case(
        "LedgerMissing", "", "unit add 1-1 --db x.db", 6, "ledger_missing", "找不到账本 x.db", "at x.db", "songyu init"
    ),
    Case("LedgerNotAFile", "", "--db . report", 6, "ledger_not_a_file", "不是普通文件", "not a plain file", "--db"),
]
OUTPUT = [
    Case("UnknownLanguage", "", "report --lang fr", 2, "unknown_language", "不认识语言“fr”", "不认识语言“fr”", "zh"),
    Case(
        "FormatUnknown",
        "",
        "report --format xml",
        2,
        "format_unknown",
        "--format 不认识“xml”",
        "does not know “xml”",
        "jsonl",
    ),
    Case(
        "FormatUnknown",
        "",
        "--color pink report",
        2,
        "format_unknown",
        "--color 不认识“pink”",
        "does not know",
        "always",
    ),
    Case("FormatUnknown", "", "unit list --out x.docx", 2, "format_unknown", "--out 不认识“.docx”", "“.docx”", ".csv"),
    Case(
        "FormatUnknown",
        "",
        "demand add 12-3 --out x",
        2,
        "format_unknown",
        "--out 不认识“”",
        "does not know “”",
        ".json",
    ),
    Case(
        "FormatDoesNotFit", "", "report --format csv", 2, "format_does_not_fit", "好几部分", "several parts", "--json"
    ),
    Case(
        "FormatDoesNotFit",
        "",
        "batch show 1 --out x.tsv",
        2,
        "format_does_not_fit",
        "不能写成 tsv",
        "tsv cannot",
        "--json",
    ),
    Case(
        "FileNotWritable",
        "",
        "report --out no/x.json",
        7,
        "file_not_writable",
        "没有这个文件夹",
        "no such folder",
        "WPS",
    ),
    Case(
        "FileNotWritable",
        "",
        "demand add 12-3 --out no/x.json",
        7,
        "file_not_writable",
        "写不了",
        "Cannot write",
        "WPS",
    ),
    Case(
        "MapMalformed",
        "",
        "unit import x.csv --map 人数",
        2,
        "map_malformed",
        "--map 写的是“人数”",
        "“人数”",
        "60岁以上=elderly",
    ),
]
USAGE = [
    Case("CommandUnknown", "", "需球", 2, "command_unknown", "没有命令“需球”", "no command “需球”", "需求"),
    Case(
        "CommandUnknown",
        "",
        "demand ad",
        2,
        "command_unknown",
        "没有命令“ad”",
        "no command “ad”",
        "songyu demand --help",
    ),
    Case("", "", "report --nope", 2, "unknown_option", "没有选项 --nope", "no option --nope", "songyu report --help"),
    Case("", "", "demand add 12-3 --kin x", 2, "unknown_option", "没有选项 --kin", "no option --kin", "--kind"),
    Case("", "", "demand add -z", 2, "unknown_option", "没有选项 -z", "no option -z", "songyu demand add --help"),
    Case("", "", "需求 登记", 2, "missing", "缺少 UNIT", "UNIT is missing", "songyu 需求 登记 --help"),
    Case("", "", "init --community 甲", 2, "missing", "缺少 --estate", "--estate is missing", "songyu init --help"),
    Case("", "", "batch open", 2, "missing", "缺少 --benches", "--benches is missing", "songyu batch open --help"),
    Case(
        "",
        "",
        "demand list 12-3 12-4",
        2,
        "too_many",
        "多写了“12-3 12-4”",
        "“12-3 12-4” is more",
        "songyu demand list --help",
    ),
    Case(
        "", "", "unit list --covered=是", 2, "bad_value", "--covered 后面不写值", "--covered takes no value", "--help"
    ),
    Case("", "", "demand add 12-3 --text", 2, "bad_value", "--text 后面要写值", "--text needs a value", "--help"),
]
CASES = [
    *(*ADDRESSES, *DATES, *NUMBERS, *CHOICES, *UNITS, *DEMANDS, *BATCHES),
    *(*BENCHES, *LOG, *SETTINGS, *LEDGERS, *OUTPUT, *USAGE),
]
ABOUT_FORMATS = {"format_does_not_fit", "format_unknown"}  # --json is a format itself, and fits
FAMILIES = {  # never raised themselves
    *("UsageRefused", "NotFound", "RuleForbids", "RowsRefused", "LedgerRefused", "FileRefused", "AddressRefused"),
}
ELSEWHERE = {
    "CommandMissing": "tests/commands/test_help.py: people get the page of help instead",
    "StdoutNotWritable": "tests/commands/test_output.py: it needs a process of its own",
    "HappensInFuture": "a typed date is refused before it comes to the rule; the rule is tried below",
    "SampleMissing": "songyu demo's own tests",
    "UsedBeforeInstalled": "only imported rows carry a day of being put to use",
    # files that are not ledgers: tests/storage/test_ledger_files.py
    **dict.fromkeys(
        (
            "LedgerEmpty",
            "LedgerForeign",
            "LedgerNewer",
            "LedgerDamaged",
            "LedgerLocked",
            "LedgerReadOnly",
            "LedgerUnusable",
        ),
        "tests/storage",
    ),
}
IMPORTS = ("songyu_cli.readers", "songyu_cli.domain.imports", "songyu_cli.domain.rows", "songyu_cli.domain.bench_rows")
IMPORTS += ("songyu_cli.domain.headers", "songyu_cli.domain.header_refusals", "songyu_cli.domain.readings")
ONLY_IMPORTED = {"BenchDiffers"}  # of the modules that commands share


@pytest.fixture
def songyu_db(request, elsewhere):
    return ready(request, elsewhere)


@pytest.fixture
def raised(monkeypatch):
    """The names of the refusals that were made while a command ran."""
    names: list[str] = []
    make = SongyuError.__init__

    def noting(self: SongyuError, **values: object) -> None:
        names.append(type(self).__name__)
        make(self, **values)

    monkeypatch.setattr(SongyuError, "__init__", noting)
    return names


def prepare(run, path, first):
    if first == SPOILT:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            logging = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in logging:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("UPDATE demands SET text = 'x' WHERE id = 1")
            for _, trigger in logging:
                connection.execute(trigger)
        return
    for line in filter(None, first.split("; ")):
        run(*shlex.split(line))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.typed[:30]}")
def test_a_refusal(case, run, songyu_db, elsewhere, raised):
    prepare(run, songyu_db, case.first)
    before = songyu_db.read_bytes()
    files = sorted(elsewhere.iterdir())
    words = shlex.split(case.typed)
    asides = [] if "--lang" in words else ["--lang", "en"]
    raised.clear()
    hint = (case.hint, case.hint) if isinstance(case.hint, str) else case.hint

    zh, en = run(*words, ok=False), run(*asides, *words, ok=False)
    assert (zh.code, zh.out, en.code, en.out) == (case.code, "", case.code, "")
    said, advice = zh.err.splitlines()
    assert (case.zh in said, said.endswith("。")) == (True, True), said
    assert hint[0] in advice, advice
    said, advice = en.err.splitlines()
    assert (case.en in said, said.endswith((".", "。"))) == (True, True), said
    assert (hint[1] if "？" not in hint[1] else "?") in advice, advice

    for language in ([], asides) if case.kind not in ABOUT_FORMATS else ():
        told = run("--json", *language, *words, ok=False)
        assert (told.code, told.out) == (case.code, "")
        error = json.loads(told.err)["error"]
        assert error.keys() == {"kind", "message", "hint"}
        assert error["kind"] == case.kind
        assert (case.en if language else case.zh) in error["message"]
        assert error["hint"]
    assert not case.refusal or case.refusal in raised, raised
    assert songyu_db.read_bytes() == before
    assert sorted(elsewhere.iterdir()) == files


def test_a_command_in_the_future_is_refused_by_the_rule_too(run, songyu_db):
    from songyu_cli.domain.benches import HappensInFuture

    refusal = HappensInFuture(on="2031", today="2022-12-31")
    assert (refusal.exit_code, refusal.kind) == (4, "happens_in_future")
    assert "2031" in refusal.message.zh
    assert "2022-12-31" in refusal.advice.en


def reachable(family=SongyuError):
    """Every kind of refusal in the package."""
    for found in pkgutil.walk_packages(songyu_cli.__path__, "songyu_cli."):
        if found.name != "songyu_cli.__main__" and ".data" not in found.name:
            importlib.import_module(found.name)
    pending, every = [family], set()
    while pending:
        for kind in pending.pop().__subclasses__():
            if kind not in every and kind.__module__.startswith("songyu_cli"):
                every.add(kind)
                pending.append(kind)
    return every


def test_every_refusal_of_the_package_is_tried():
    tried = {case.refusal for case in CASES} | FAMILIES | ELSEWHERE.keys() | ONLY_IMPORTED
    left = {kind.__name__ for kind in reachable() if not kind.__module__.startswith(IMPORTS)} - tried
    assert left == set()


def test_every_name_in_the_tables_is_a_refusal():
    names = {kind.__name__ for kind in reachable()}
    assert {case.refusal for case in CASES if case.refusal} | FAMILIES | ELSEWHERE.keys() | ONLY_IMPORTED <= names


def test_a_family_says_its_exit_code():
    codes = {kind.__name__: kind.exit_code for kind in reachable() if kind.__name__ in FAMILIES}
    assert codes == {
        "UsageRefused": 2,
        "AddressRefused": 2,
        "NotFound": 3,
        "RuleForbids": 4,
        "RowsRefused": 5,
        "LedgerRefused": 6,
        "FileRefused": 7,
    }
