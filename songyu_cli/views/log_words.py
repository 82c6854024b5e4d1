"""The words of the log: what people call each table and each column."""

from __future__ import annotations

from typing import NamedTuple

from songyu_cli.domain.bands import BAND_WORDS
from songyu_cli.domain.wording import Phrase


class Told(NamedTuple):
    """How rows of a table are told of: what they are, what one of them is called, and the columns that say so.

    The name is filled with a row's own columns; one that points at another row is that row's name.
    """

    what: Phrase
    name: Phrase
    by: tuple[str, ...] = ()
    altered: Phrase = Phrase("{name}：{said}", "{name}: {said}")
    new: Phrase = Phrase("新增{name}", "New {name}")


_REGISTERED = Phrase("新登记{name}", "New {name}")
TABLES = {
    "settings": Told(Phrase("设置", "setting"), Phrase("设置 {key}", "setting {key}"), ("key",)),
    "programmes": Told(Phrase("项目", "programme"), Phrase("项目“{name}”", "programme “{name}”"), ("name",)),
    "units": Told(Phrase("单元", "stairwell"), Phrase("{address}", "{address}"), ("estate", "building", "label")),
    "headcounts": Told(
        Phrase("人数", "headcount"),
        Phrase("{unit}的人数（{as_of}）", "headcount of {unit} ({as_of})"),
        ("unit", "as_of"),
        Phrase("{unit}：{said}（{as_of} 的人数）", "{unit}: {said} (headcount of {as_of})"),
    ),
    "batches": Told(Phrase("批次", "batch"), Phrase("第{number}批", "batch {number}"), ("number", "programme")),
    "allocations": Told(
        Phrase("安排", "allocation"), Phrase("{batch}给{unit}的安排", "{batch} for {unit}"), ("batch", "unit")
    ),
    "benches": Told(Phrase("凳子", "bench"), Phrase("凳 {tag}", "bench {tag}"), ("tag",)),
    "bench_events": Told(Phrase("凳子动态", "bench event"), Phrase("{bench} 的动态", "event of {bench}"), ("bench",)),
    "demands": Told(Phrase("需求", "demand"), Phrase("需求 #{id}", "demand #{id}"), new=_REGISTERED),
    "results": Told(Phrase("落实", "result"), Phrase("{demand} 的落实", "result of {demand}"), ("demand",)),
    "imports": Told(
        Phrase("导入记录", "record of an import"), Phrase("导入 {file_name}", "import of {file_name}"), ("file_name",)
    ),
    "visits": Told(Phrase("走访", "round"), Phrase("走访 #{id}", "round #{id}")),
    "visit_units": Told(
        Phrase("走访的单元", "stairwell called at"), Phrase("{visit} 的{unit}", "{unit} on {visit}"), ("visit", "unit")
    ),
    "selections": Told(Phrase("筛选", "selection"), Phrase("筛选 #{id}", "selection #{id}")),
    "selection_units": Told(
        Phrase("筛选出的单元", "selected stairwell"),
        Phrase("{selection} 的{unit}", "{unit} in {selection}"),
        ("selection", "unit"),
    ),
    "menu_items": Told(Phrase("菜单项目", "menu item"), Phrase("菜单项目 #{id}", "menu item #{id}")),
    "meetings": Told(Phrase("会议", "meeting"), Phrase("会议 #{id}", "meeting #{id}")),
    "attendances": Told(
        Phrase("到会人数", "attendance"), Phrase("{meeting} 的到会人数", "attendance of {meeting}"), ("meeting",)
    ),
    "meeting_items": Told(
        Phrase("议题", "item on the agenda"), Phrase("{meeting} 的议题", "item of {meeting}"), ("meeting",)
    ),
    "reviews": Told(Phrase("审核", "review"), Phrase("{demand} 的审核", "review of {demand}"), ("demand",)),
    "decisions": Told(Phrase("决定", "decision"), Phrase("{demand} 的决定", "decision on {demand}"), ("demand",)),
    "replies": Told(Phrase("答复", "reply"), Phrase("{demand} 的答复", "reply to {demand}"), ("demand",)),
    "extensions": Told(Phrase("延期", "extension"), Phrase("{demand} 的延期", "extension of {demand}"), ("demand",)),
    "reopenings": Told(Phrase("重开", "reopening"), Phrase("{demand} 的重开", "reopening of {demand}"), ("demand",)),
    "hazards": Told(Phrase("隐患", "hazard"), Phrase("隐患 #{id}", "hazard #{id}"), new=_REGISTERED),
    "partners": Told(
        Phrase("共建单位", "partner"),
        Phrase("{name}", "{name}"),
        ("name",),
        new=Phrase("新增共建单位 {name}", "New partner {name}"),
    ),
    "contributions": Told(Phrase("捐赠", "gift"), Phrase("{partner}的捐赠", "gift of {partner}"), ("partner",)),
    "plans": Told(Phrase("规划", "plan"), Phrase("{batch}的规划", "plan of {batch}"), ("batch",)),
    "plan_units": Told(
        Phrase("规划里指明的单元", "stairwell named in a plan"),
        Phrase("{plan}里的{unit}", "{unit} in the {plan}"),
        ("plan", "unit"),
    ),
    "moves": Told(Phrase("移动", "move"), Phrase("{bench} 的移动", "move of {bench}"), ("bench",)),
    "inspections": Told(Phrase("巡查", "inspection"), Phrase("{bench} 的巡查", "inspection of {bench}"), ("bench",)),
    "inspection_items": Told(
        Phrase("巡查出的毛病", "fault found"),
        Phrase("{inspection}的毛病", "fault at the {inspection}"),
        ("inspection",),
    ),
    "repairs": Told(Phrase("维修", "repair"), Phrase("{bench} 的维修", "repair of {bench}"), ("bench",)),
    "audits": Told(Phrase("核对", "audit"), Phrase("核对 #{id}", "audit #{id}")),
    "audit_units": Told(
        Phrase("核对的单元", "audited stairwell"), Phrase("{audit} 的{unit}", "{unit} in {audit}"), ("audit", "unit")
    ),
    "audit_findings": Told(
        Phrase("核对结果", "finding"), Phrase("{audit_unit}的核对结果", "finding for {audit_unit}"), ("audit_unit",)
    ),
    "followups": Told(Phrase("回访", "follow-up"), Phrase("{demand} 的回访", "follow-up of {demand}"), ("demand",)),
}
_ROLE = Phrase("角色", "role")
COLUMNS = {
    **BAND_WORDS,
    "id": Phrase("编号", "number"),
    "key": Phrase("名称", "key"),
    "value": Phrase("值", "value"),
    "name": Phrase("名称", "name"),
    "target": Phrase("目标", "target"),
    "estate": Phrase("小区", "estate"),
    "building": Phrase("幢", "building"),
    "label": Phrase("单元号", "unit number"),
    "grid": Phrase("网格", "grid"),
    "households": Phrase("户数", "households"),
    "floors": Phrase("层数", "floors"),
    "unit": Phrase("单元", "stairwell"),
    "as_of": Phrase("日期", "as of"),
    "source": Phrase("来源", "source"),
    "programme": Phrase("项目", "programme"),
    "number": Phrase("批次号", "number"),
    "planned": Phrase("计划", "planned"),
    "opened_on": Phrase("开始日", "opened on"),
    "closed_on": Phrase("关闭日", "closed on"),
    "note": Phrase("备注", "note"),
    "batch": Phrase("批次", "batch"),
    "quantity": Phrase("数量", "quantity"),
    "rule": Phrase("依据", "rule"),
    "reason": Phrase("理由", "reason"),
    "allocated_on": Phrase("安排日", "allocated on"),
    "plan": Phrase("规划", "plan"),
    "rank": Phrase("名次", "rank"),
    "tag": Phrase("凳号", "tag"),
    "spot": Phrase("位置", "spot"),
    "partner": Phrase("单位", "partner"),
    "replaces": Phrase("替换", "replaces"),
    "height_mm": Phrase("座面高（毫米）", "seat height (mm)"),
    "back": Phrase("靠背", "back"),
    "armrests": Phrase("扶手", "armrests"),
    "fixed": Phrase("固定", "fixed"),
    "shaded": Phrase("遮阳", "shaded"),
    "exit_clear": Phrase("不挡通道", "exit clear"),
    "firm_ground": Phrase("地面平实", "firm ground"),
    "bench": Phrase("凳子", "bench"),
    "kind": Phrase("类别", "kind"),
    "on": Phrase("日期", "on"),
    "happened_on": Phrase("日期", "on"),
    "role": _ROLE,
    "inspection": Phrase("巡查", "inspection"),
    "repair": Phrase("维修", "repair"),
    "channel": Phrase("来源", "channel"),
    "registered_on": Phrase("登记日", "registered on"),
    "text": Phrase("说明", "text"),
    "merged_into": Phrase("并入", "merged into"),
    "withdrawn_on": Phrase("撤回日", "withdrawn on"),
    "reply_due": Phrase("答复期限", "reply due"),
    "result_due": Phrase("办结期限", "result due"),
    "owner_role": Phrase("经办", "owner"),
    "merged_on": Phrase("合并日", "merged on"),
    "withdrawn_reason": Phrase("撤回理由", "reason for withdrawing"),
    "repeat_of": Phrase("重复", "repeats"),
    "menu_item": Phrase("菜单项目", "menu item"),
    "visit_unit": Phrase("走访", "round"),
    "selection": Phrase("筛选", "selection"),
    "demand": Phrase("需求", "demand"),
    "done_on": Phrase("办结日", "done on"),
    "round": Phrase("轮次", "turn"),
    "file_name": Phrase("文件", "file"),
    "sha256": Phrase("文件指纹", "sha256"),
    "mapping": Phrase("表头对应", "headers"),
    "added": Phrase("新增", "added"),
    "changed": Phrase("改动", "changed"),
    "same": Phrase("不变", "unchanged"),
    "visited_on": Phrase("走访日", "visited on"),
    "visit": Phrase("走访", "round"),
    "headcount": Phrase("人数", "headcount"),
    "remark": Phrase("备注", "remark"),
    "measure": Phrase("口径", "measure"),
    "least": Phrase("至少", "at least"),
    "top": Phrase("前几名", "top"),
    "selected_on": Phrase("筛选日", "selected on"),
    "benches": Phrase("凳子", "benches"),
    "counted_on": Phrase("人数日期", "counted on"),
    "year": Phrase("年份", "year"),
    "title": Phrase("题目", "title"),
    "starts_on": Phrase("开始日", "starts on"),
    "ends_on": Phrase("结束日", "ends on"),
    "outcome": Phrase("结果", "outcome"),
    "held_on": Phrase("开会日", "held on"),
    "place": Phrase("地点", "place"),
    "topic": Phrase("主题", "topic"),
    "meeting": Phrase("会议", "meeting"),
    "people": Phrase("人数", "people"),
    "question": Phrase("议题", "question"),
    "reasonable": Phrase("合理", "reasonable"),
    "feasible": Phrase("可行", "feasible"),
    "reviewed_on": Phrase("审核日", "reviewed on"),
    "verdict": Phrase("决定", "verdict"),
    "decided_on": Phrase("决定日", "decided on"),
    "replied_on": Phrase("答复日", "replied on"),
    "how": Phrase("方式", "how"),
    "due": Phrase("延到", "put off to"),
    "extended_on": Phrase("延期日", "extended on"),
    "reopened_on": Phrase("重开日", "reopened on"),
    "severity": Phrase("等级", "severity"),
    "found_on": Phrase("发现日", "found on"),
    "menu_items.role": Phrase("经办", "owner"),
    "cleared_on": Phrase("消除日", "cleared on"),
    "cleared_how": Phrase("怎么消除", "how it was cleared"),
    "cleared_role": Phrase("谁消除", "cleared by"),
    "step": Phrase("认捐还是收到", "step"),
    "fen": Phrase("金额", "money"),
    "days": Phrase("工日", "days of labour"),
    "given_on": Phrase("日期", "given on"),
    "weight": Phrase("比什么", "weighed by"),
    "max_per_unit": Phrase("每个单元最多", "at most per stairwell"),
    "planned_on": Phrase("规划日", "planned on"),
    "choice": Phrase("选择", "choice"),
    "from_unit": Phrase("原单元", "from"),
    "to_unit": Phrase("新单元", "to"),
    "from_spot": Phrase("原位置", "from the spot"),
    "to_spot": Phrase("新位置", "to the spot"),
    "moved_on": Phrase("移动日", "moved on"),
    "inspected_on": Phrase("巡查日", "inspected on"),
    "result": Phrase("结果", "result"),
    "item": Phrase("毛病", "fault"),
    "what": Phrase("修什么", "what"),
    "by_whom": Phrase("谁修", "by whom"),
    "done_role": Phrase("谁办结", "done by"),
    "audited_on": Phrase("核对日", "audited on"),
    "audit": Phrase("核对", "audit"),
    "audit_unit": Phrase("核对的单元", "audited stairwell"),
    "finding": Phrase("核对结果", "finding"),
    "followed_on": Phrase("回访日", "followed up on"),
    "reached": Phrase("联系上", "reached"),
    "resolved": Phrase("解决", "resolved"),
    "grade": Phrase("满意程度", "grade"),
}


def heading(table: str, column: str) -> Phrase:
    """Return what people call a column, or the column itself if nobody gave it a word."""
    return COLUMNS.get(f"{table}.{column}") or COLUMNS.get(column) or Phrase(column, column)
