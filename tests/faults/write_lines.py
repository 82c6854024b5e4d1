"""A line for every command that writes, over the town: what the campaign strikes. Another verb needs another line."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from songyu_cli.commands.grammar import Noun, Root

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Line:
    """A command line; `before` are lines that make it possible, `files` what lies in the folder already."""

    line: str
    before: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> list[str]:
        """Return the line as a shell would give it."""
        return shlex.split(self.line)


_UNITS = ("底账.csv", "地址,60岁以上\n12-3,14\n21-1,7\n21-2,9\n")
_BENCHES = ("安装.csv", "批次,地址,数量,安装日期\n2,12-3,1,2022-12-30\n2,2-1,1,2022-12-30\n")
_DEMANDS = ("需求.csv", "日期,地址,类别,数量,内容\n2022-12-30,2-1,凳,1,门口没处坐\n2022-12-30,3-1,扶手,2,楼梯陡\n")
_ROUND = ("走访.txt", "12-3 14/2 凳 旧凳2 老人没处坐\n10-2 扶手\n2-1 没人在家\n")
_ROUNDS = ("走访.csv", "地址,60岁以上,需求,备注\n12-3,14,凳,老人没处坐\n10-2,5,扶手2,\n")
_AUDITS = ("核对.csv", "地址,凳号,应有,看到\n12-3,B1-003,1,1\n")
_INSPECTIONS = ("巡查.csv", "日期,凳号,结果,检查项,存在问题\n2022-12-30,B2-001,报修,松动,左腿松\n")

# Of each verb that writes to the ledger or makes a file: at least one line that succeeds over the town.
WRITES: dict[str, tuple[Line, ...]] = {
    "init": (
        Line("init --db 新.db --community 甲社区 --estate 乙小区 --target 30"),
        Line("init --db 新.db --from 账本.jsonl", before=("export --out 账本.jsonl",)),
    ),
    "demo": (Line("demo --db 示例.db"),),
    "config set": (Line("config set target 220"),),
    "unit add": (Line("unit add 20-1 --grid 一网格 --floors 6"),),
    "unit edit": (Line("unit edit 3-1 --grid 三网格 --households 12"),),
    "unit count": (Line("unit count 3-1 --elderly 8 --elderly-80 1 --on 2022-06"),),
    "unit import": (Line("unit import 底账.csv --on 2022-12-30", files=(_UNITS,)),),
    "unit screen": (Line("unit screen --top 2 --save --note 第三批"),),
    "visit": (Line("visit --file 走访.txt --on 2022-12-30 --grid 一网格", files=(_ROUND,)),),
    "visit sheet": (Line("visit sheet --grid 一网格"),),
    "visit import": (Line("visit import 走访.csv --on 2022-12-30 --grid 一网格", files=(_ROUNDS,)),),
    "hazard add": (Line("hazard add 12-3 --kind 堵塞通道 --severity high --text 电动车"),),
    "hazard clear": (Line("hazard clear 2 --how 居民自己搬走"),),
    "demand add": (Line("demand add 2-1 -n 2 --channel 来访 --text '门口没地方坐'"),),
    "demand edit": (Line("demand edit 5 -n 3"),),
    "demand review": (Line("demand review 5 --reasonable 是 --feasible 是 --as red_steward"),),
    "demand decide": (
        Line("demand decide 5 --accept", before=("demand review 5 --reasonable 是 --feasible 是 --as red_steward",)),
    ),
    "demand reply": (Line("demand reply 6 --how 电话 --text 会上没有通过"),),
    "demand result": (Line("demand result 3 --text 装好了"),),
    "demand withdraw": (Line("demand withdraw 5 --reason 搬走了"),),
    "demand reopen": (Line("demand reopen 5 --reason 又来问", before=("demand withdraw 5 --reason 搬走了",)),),
    "demand extend": (Line("demand extend 3 --to 2023-06-01 --reason 等厂家排期"),),
    "demand merge": (
        Line("demand merge 9 --into 8", before=("demand add 2-1 --kind 扶手", "demand add 2-1 --kind 扶手")),
    ),
    "demand unmerge": (Line("demand unmerge 7"),),
    "demand import": (Line("demand import 需求.csv", files=(_DEMANDS,)),),
    "demand followup": (Line("demand followup 2 --resolved 是 --grade 很满意"),),
    "meeting add": (Line("meeting add --kind 协商会 --place 社区 --topic 停车 --present 居民=12"),),
    "meeting item": (Line("meeting item 1 --question 楼道灯 --outcome 请物业修"),),
    "meeting edit": (Line("meeting edit 1 --place 居委会"),),
    "menu add": (Line("menu add 楼道灯 --year 2022 --owner 红色管家"),),
    "menu link": (Line("menu link 2 5"),),
    "menu unlink": (Line("menu unlink 2 3"),),
    "menu edit": (Line("menu edit 2 --title 扶手"),),
    "menu close": (Line("menu close 2 --outcome 都装好了"),),
    "partner add": (Line("partner add 某某物业公司 --role 施工单位"),),
    "partner edit": (Line("partner edit 1 --note 已联系"),),
    "partner pledge": (Line("partner pledge 2 -n 4 --batch 2"),),
    "partner receive": (Line("partner receive 2 -n 1 --batch 2"),),
    "batch open": (Line("batch open 3 -n 9"),),
    "batch edit": (Line("batch edit 2 -n 20"),),
    "batch close": (Line("batch close 2"),),
    "batch plan": (Line("batch plan 2 -n 4 --save"),),
    "bench install": (Line("bench install 2-1 --batch 2"),),
    "bench import": (Line("bench import 安装.csv", files=(_BENCHES,)),),
    "bench use": (Line("bench use B2-002"),),
    "bench stop": (Line("bench stop B1-003 --reason 腿松"),),
    "bench retire": (Line("bench retire B1-003 --reason 开裂"),),
    "bench move": (Line("bench move B1-003 2-1 --reason 老人更多"),),
    "bench replace": (Line("bench replace B1-003 --reason 开裂"),),
    "bench edit": (Line("bench edit B1-003 --note 靠墙"),),
    "bench inspect": (
        Line("bench inspect B1-003 --fault 松动 --text 左腿晃"),
        Line("bench inspect --file 巡查.csv", files=(_INSPECTIONS,)),
    ),
    "bench repair": (Line("bench repair B2-001 --text 换好了 --by 施工单位"),),
    "bench audit": (
        Line("bench audit 12-3 --all"),
        Line("bench audit --file 核对.csv --on 2022-12-30", files=(_AUDITS,)),
    ),
    "report promise": (Line("report promise --out 承诺.txt"),),
    "export": (
        Line("export --out 账本.jsonl"),
        Line("export 需求 --out 需求.xlsx"),
        Line("export 单元 --yes --out 单元.csv", files=(("单元.csv", "旧的\n"),)),
    ),
    "template": (Line("template 单元"),),
    "demand list": (Line("demand list --out 清单.xlsx"),),
    "report": (Line("report --out 报告.txt"),),
    "undo": (Line("undo"),),
    "redo": (Line("redo", before=("undo",)),),
    "backup": (Line("backup"),),
    "backup to": (Line("backup to 备份.db"),),
    "restore": (
        Line("restore 备份.db --yes", before=("backup to 备份.db", "unit add 30-1")),
        Line("restore latest --yes --no-backup", before=("backup", "unit add 30-1")),
    ),
}
# Verbs that only show; with --out every one of them writes a file as `demand list` and `report` do above.
_SHOWING = """config list, config get, unit list, unit show, visit list, visit show, hazard list, hazard show,
    demand show, demand duplicates, meeting list, meeting show, menu list, menu show, partner list, partner show,
    batch list, batch show, bench list, bench show, today, report grids, report silence, report partners, report care,
    trace, log, log show, check, doctor, backup list"""
READS = frozenset(" ".join(_SHOWING.split()).split(", "))


def verbs(grammar: Root) -> Iterator[str]:
    """Yield every command of the program as its words are typed."""

    def below(path: str, command: Noun) -> Iterator[str]:
        names = command.list_commands(None) if hasattr(command, "list_commands") else []
        if not names or command.invoke_without_command:
            yield path
        for name in names:
            yield from below(f"{path} {name}", command.get_command(None, name))

    for name in grammar.entries:
        yield from below(name, grammar.get_command(None, name))
