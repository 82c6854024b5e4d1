"""A sound table of each kind, and how what it brings reads in the ledger."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.corpus.cases import Plain, laid

if TYPE_CHECKING:
    from pathlib import Path

# Typed on the ledger of the tests (12-3 12-4 2-1 10-2, batch 1, one demand) before any file of the corpus is taken.
LEDGER = (
    "unit add 13-1 --grid 二网格",
    "unit add 13-2 --grid 二网格",
    "batch edit 1 -n 60",
    "batch open 2 -n 60 --on 2022-01",
    "bench install 12-3 12-4 13-1 13-2 --batch 1 --on 2021-06-18",
    "partner add 苏州银行零售银行总部党委",
)

REGISTER = Plain(
    "底账",
    [],
    ["幢", "单元", "网格", "户数", "60岁以上", "80岁以上", "数据日期"],
    laid("""
20幢 | 1 | 一网格 | 10 | 11 | 2 | @2021-03-01
20幢 | 2 | 一网格 | 8  | 9  | 0 | @2021-03-01
21幢 | 1 | 二网格 | 12 | 13 | 1 | @2021-03-01
21幢 | 2 | 二网格 | 6  | 5  | 1 | @2021-03-01
"""),
    (
        "20-1 一网格 10户 2021-03-01 60+11 80+2",
        "20-2 一网格 8户 2021-03-01 60+9 80+0",
        "21-1 二网格 12户 2021-03-01 60+13 80+1",
        "21-2 二网格 6户 2021-03-01 60+5 80+1",
    ),
    place=0,
    summed=4,
    again=4,
)
NEEDS = Plain(
    "需求",
    [],
    ["登记日期", "来源", "幢", "单元", "类别", "需求内容", "数量"],
    laid("""
@2021-04-05 | 热线     | 12幢 | 3 | 凳   | 老人上楼前想歇脚 | 1
@2021-04-06 | 上门走访 | 12幢 | 4 | 扶手 | 台阶高，没有抓手   | 2
@2021-04-07 | 居民来访 | 13幢 | 1 | 凳   | 门口没有地方坐   | 1
@2021-04-08 | 微信群   | 13幢 | 2 | 照明 | 晚上看不清台阶   | 3
"""),
    (
        "12-3 2021-04-05 hotline bench×1 老人上楼前想歇脚",
        "12-4 2021-04-06 door handrail×2 台阶高，没有抓手",
        "13-1 2021-04-07 walk_in bench×1 门口没有地方坐",
        "13-2 2021-04-08 chat_group lighting×3 晚上看不清台阶",
    ),
    place=2,
    summed=6,
    again=4,
)
INSTALLATIONS = Plain(
    "安装",
    [],
    ["批次", "幢", "单元", "位置", "数量", "安装日期", "状态"],
    laid("""
第二批 | 12幢 | 3 | 楼道口左侧 | 1 | @2022-09-05 | 在用
第二批 | 12幢 | 4 | 花坛边     | 2 | @2022-09-05 | 在用
第二批 | 13幢 | 1 | 楼道口右侧 | 1 | @2022-09-06 | 停用
第二批 | 13幢 | 2 | 车棚旁     | 1 | @2022-09-06 | 在用
"""),
    (
        "B2-001 12-3 2022-09-05 in_use 楼道口左侧",
        "B2-002 12-4 2022-09-05 in_use 花坛边",
        "B2-003 12-4 2022-09-05 in_use 花坛边",
        "B2-004 13-1 2022-09-06 out_of_use 楼道口右侧",
        "B2-005 13-2 2022-09-06 in_use 车棚旁",
    ),
    place=1,
    summed=4,
    again=4,
)
ROUNDS = Plain(
    "走访",
    [["走访日期：2022年11月20日"]],
    ["幢", "单元", "60岁以上", "80岁以上", "需求", "数量", "隐患", "备注"],
    laid("""
12幢 | 3 | 11 | 2 | 凳   | 2 | 旧凳 | 门前有高差
12幢 | 4 | 9  | 0 | 扶手 | 1 |      | 台阶陡
13幢 | 1 | 13 | 1 |      |   | 灯坏 | 夜里暗
13幢 | 2 | 5  | 1 | 凳   | 1 |      | 常有人坐
"""),
    (
        "12-3 2022-11-20 60+11 80+2 bench×2 old_stool 门前有高差",
        "12-4 2022-11-20 60+9 80+0 handrail×1 台阶陡",
        "13-1 2022-11-20 60+13 80+1 broken_light 夜里暗",
        "13-2 2022-11-20 60+5 80+1 bench×1 常有人坐",
    ),
    place=0,
    summed=2,
    again=4,
)
AUDITS = Plain(
    "核对",
    [["核对日期：2022年11月25日"]],
    ["幢", "单元", "凳号", "看到了吗", "备注"],
    laid("""
12幢 | 3 | B1-001 | 是 | 完好
12幢 | 4 | B1-002 | 否 | 原处空着
13幢 | 1 | B1-003 | √  | 移到花坛边
13幢 | 2 | B1-004 | 有 | 凳面有水
"""),
    (
        "12-3 2022-11-25 found B1-001 B1-001 完好",
        "12-4 2022-11-25 missing B1-002 B1-002 原处空着",
        "13-1 2022-11-25 found B1-003 B1-003 移到花坛边",
        "13-2 2022-11-25 found B1-004 B1-004 凳面有水",
    ),
    place=0,
    summed=None,
    again="audit_taken",
)
INSPECTIONS = Plain(
    "检查",
    [],
    ["日期", "幢", "单元", "凳号", "结果", "检查项", "存在问题"],
    laid("""
@2022-10-10 | 12幢 | 3 | B1-001 | 完好   |      | 凳面干净
@2022-10-10 | 12幢 | 4 | B1-002 | 需维修 | 松动 | 左腿晃
@2022-10-11 | 13幢 | 1 | B1-003 | 完好   |      | 地面平整
@2022-10-11 | 13幢 | 2 | B1-004 | 停用   | 开裂 | 座板裂了
"""),
    (
        "B1-001 2022-10-10 good 凳面干净",
        "B1-002 2022-10-10 needs_repair loose 左腿晃",
        "B1-003 2022-10-11 good 地面平整",
        "B1-004 2022-10-11 out_of_use cracked 座板裂了",
    ),
    place=1,
    summed=None,
    again=4,
)
PLAINS = (REGISTER, NEEDS, INSTALLATIONS, ROUNDS, AUDITS, INSPECTIONS)

_PLACE = "u.building || '-' || u.label"
_QUERIES = {
    "底账": (
        f"SELECT {_PLACE}, grid, households || '户', floors || '层', as_of, source, '总' || residents,"
        " '60+' || elderly_60, '65+' || elderly_65, '80+' || elderly_80"
        " FROM units AS u LEFT JOIN headcounts AS h ON h.unit = u.id ORDER BY u.id, as_of"
    ),
    "需求": (
        f"SELECT {_PLACE}, registered_on, channel, d.kind || '×' || quantity, text,"
        " (SELECT group_concat(verdict) FROM decisions AS x WHERE x.demand = d.id),"
        " (SELECT group_concat('答复' || replied_on) FROM replies AS x WHERE x.demand = d.id)"
        " FROM demands AS d JOIN units AS u ON u.id = d.unit ORDER BY d.id"
    ),
    "安装": (
        f"SELECT b.tag, {_PLACE}, v.installed_on, v.state, b.spot, b.note FROM benches AS b"
        " JOIN units AS u ON u.id = b.unit JOIN v_benches AS v ON v.tag = b.tag ORDER BY b.tag"
    ),
    "走访": (
        f"SELECT {_PLACE}, visited_on, '60+' || elderly_60, '80+' || elderly_80,"
        " (SELECT group_concat(kind || '×' || quantity, ' ') FROM demands WHERE visit_unit = w.id),"
        " (SELECT group_concat(kind, ' ') FROM hazards WHERE visit_unit = w.id),"
        " coalesce(remark, (SELECT text FROM demands WHERE visit_unit = w.id),"
        " (SELECT text FROM hazards WHERE visit_unit = w.id))"
        " FROM visit_units AS w JOIN visits AS v ON v.id = w.visit JOIN units AS u ON u.id = w.unit"
        " LEFT JOIN headcounts AS h ON h.id = w.headcount ORDER BY w.id"
    ),
    "核对": (
        f"SELECT {_PLACE}, audited_on, finding, coalesce(b.tag, f.tag, f.quantity), remark"
        " FROM audit_units AS w JOIN audits AS a ON a.id = w.audit JOIN units AS u ON u.id = w.unit"
        " LEFT JOIN audit_findings AS f ON f.audit_unit = w.id LEFT JOIN benches AS b ON b.id = f.bench ORDER BY f.id"
    ),
    "检查": (
        "SELECT b.tag, inspected_on, result,"
        " (SELECT group_concat(item) FROM inspection_items WHERE inspection = i.id), text"
        " FROM inspections AS i JOIN benches AS b ON b.id = i.bench ORDER BY i.id"
    ),
}


def stored(ledger: Path, kind: str) -> list[str]:
    """Return what the ledger has of a kind, a line each: what is known, with spaces between."""
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as db:
        return [" ".join(str(cell) for cell in row if cell is not None) for row in db.execute(_QUERIES[kind])]
