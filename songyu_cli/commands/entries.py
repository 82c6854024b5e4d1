"""The words at the top level, in the order of the loop: their Chinese twins and the files that hold their verbs."""

from __future__ import annotations

from songyu_cli.commands.grammar import Entry
from songyu_cli.domain.wording import Phrase

ENTRIES = {
    "init": Entry("新建", "init", Phrase("新建一个社区的账本", "Make a community's ledger")),
    "demo": Entry("示例", "demo", Phrase("建一个示例账本并显示报告", "Build a sample ledger and show its report")),
    "config": Entry("设置", "config", Phrase("查看和修改账本的设置", "See and change the ledger's settings")),
    "unit": Entry(
        "单元", "unit unit_screen", Phrase("单元底账、老年人数和筛选", "The register of stairwells, and screening")
    ),
    "visit": Entry("走访", "visit", Phrase("上门走访，一行一个单元", "Rounds from door to door, a line a stairwell")),
    "hazard": Entry("隐患", "hazard", Phrase("楼道口的安全隐患", "What is dangerous at the entrances")),
    "demand": Entry(
        "需求",
        "demand demand_steps demand_sorting demand_followup",
        Phrase("居民的需求：登记、梳理、审核、决定、回音、落实", "What residents ask for, from hearing to the answer"),
    ),
    "meeting": Entry("会议", "meeting", Phrase("联系日、协商会、实地考察", "Liaison days, consultations, site visits")),
    "menu": Entry("菜单", "menu", Phrase("实事菜单", "The service menu")),
    "partner": Entry("共建单位", "partner", Phrase("党建联盟：谁捐、谁建、捐了什么", "Who gives, who builds")),
    "batch": Entry("批次", "batch batch_plan", Phrase("分批次的计划", "The programme's batches")),
    "bench": Entry(
        "安心凳",
        "bench bench_changes bench_care bench_audit",
        Phrase("凳子：安装、投用、移动、巡查、维修、核对", "The benches: installed, in use, moved, inspected, mended"),
    ),
    "today": Entry("今天", "today", Phrase("今天该做什么：谁在等答复，什么快到期", "What now: who waits, what is due")),
    "report": Entry(
        "报告",
        "report subreports report_partners report_care",
        Phrase("进度、覆盖、回音和落实", "Progress, coverage, answers"),
    ),
    "trace": Entry(
        "追溯",
        "trace",
        Phrase("单元、需求、凳、批次或单位的来龙去脉", "The story of a stairwell, demand, bench, batch, partner"),
    ),
    "export": Entry(
        "导出", "export", Phrase("把整个账本或一张台账写成文件", "Write the whole ledger, or one list, to a file")
    ),
    "template": Entry("模板", "template", Phrase("空白的导入表格", "Empty workbooks to fill in and import")),
    "log": Entry("日志", "log", Phrase("谁在什么时候改了什么", "Who changed what, and when")),
    "undo": Entry("撤销", "undo", Phrase("撤销上一次操作", "Take the last command back")),
    "redo": Entry("重做", "redo", Phrase("把撤销了的再做回来", "Do again what was undone")),
    "backup": Entry("备份", "backup", Phrase("备份账本，看有哪些备份", "Back the ledger up, and see the backups")),
    "restore": Entry("恢复", "restore", Phrase("从备份恢复账本", "Bring a backup back")),
    "check": Entry(
        "检查", "check", Phrase("账本是否完好，日志和账对不对得上", "Is the ledger whole, does it match its log")
    ),
    "doctor": Entry(
        "诊断", "doctor", Phrase("版本、设置和环境，报问题时附上", "Versions and surroundings, for a report of a fault")
    ),
}
ABOUT = Phrase(
    "淞渔：一个社区的百凳账本。件件有回音、事事有落实。",
    "songyu: one community's bench programme in one ledger, from the first home visit to the last inspection.",
)
