"""The columns of a sheet of inspections and repairs (巡查维修记录), and how their cells are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from songyu_cli.domain.choices import INSPECTION_ITEMS, INSPECTION_RESULTS, ROLES, SEVERITIES
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.inspections import read_faults
from songyu_cli.domain.money import read_money, yuan
from songyu_cli.domain.tables.bench_rows import BENCHES
from songyu_cli.domain.tables.cells import dated, wording, written
from songyu_cli.domain.tables.columns import Column
from songyu_cli.domain.tables.places import PLACE
from songyu_cli.domain.wording import Phrase
from songyu_cli.domain.written_dates import DateRefused, read_cell_date

if TYPE_CHECKING:
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight

LIKE_A_TAG = re.compile(r"B\s*[0-9]", re.IGNORECASE)
_AGAIN = re.compile(r"(?P<day>.*[0-9日月年])(?:[\s,，:：、；;]+|(?<=[日月年]))(?P<result>\D+)")


@dataclass(frozen=True, slots=True)
class Recheck:
    """A day on which the bench was looked at again (复查), and what was found: an inspection of its own."""

    on: Date
    result: str

    def __str__(self) -> str:
        """Write it as it stands in a cell."""
        return f"{self.on} {INSPECTION_RESULTS.phrase(self.result).zh}"


def _role(cell: Cell, _: Sight) -> str | None:
    text = wording(cell)
    return ROLES.read(text) if text else None


def _items(cell: Cell, _: Sight) -> tuple[str, ...]:
    text = wording(cell)
    return read_faults([text]) if text else ()


def _result(cell: Cell, _: Sight) -> str | None:
    text = written(cell)  # 无 is no result
    return INSPECTION_RESULTS.read(text) if text.strip("/-—－") else None


def _severity(cell: Cell, _: Sight) -> str | None:
    text = wording(cell)
    return SEVERITIES.read(text) if text else None


def _cost(cell: Cell, _: Sight) -> str | None:
    """Return a sum as it is shown, in yuan; a number that was calculated may have lost its last figures."""
    text = f"{cell:.10g}" if isinstance(cell, float) else wording(cell)
    return yuan(read_money(text)) if text else None


def _recheck(cell: Cell, sight: Sight) -> Recheck | str:
    """Return a day with a result as an inspection, and anything else as it is written."""
    text = wording(cell)
    if (found := _AGAIN.fullmatch(text)) and (result := INSPECTION_RESULTS.find(found["result"])):
        try:
            if on := read_cell_date(found["day"], sight.today):
                return Recheck(on, result)
        except DateRefused:
            pass
    return text


def _at(cell: Cell, sight: Sight) -> str | None:
    """Return a tag in its one spelling, or an address as it is written. Raises TagMalformed."""
    text = wording(cell)
    return _TAG.parse(cell, sight) if LIKE_A_TAG.match(folded(text)) else text or None  # type: ignore[return-value]


_TAG, _SPOT = (next(one for one in BENCHES.columns if one.field == field) for field in ("tag", "spot"))

COLUMNS = (
    Column(
        "inspected_on",
        Phrase("日期", "Inspected on"),
        ("巡查日期", "检查日期", "巡检日期", "巡查时间", "检查时间", "巡检时间", "inspection date"),
        dated,
        note=Phrase("哪天巡查的，如 2022-12-06", "The day of the inspection: 2022-12-06"),
        example="2022-12-06",
    ),
    replace(
        _TAG,
        note=Phrase("凳号，如 B1-001；不写凳号就写幢和单元", "The bench's tag: B1-001; or give 幢 and 单元"),
        example="B1-001",
    ),
    Column(
        "at",
        Phrase("凳号/位置", "Tag or place"),
        ("凳号或位置", "凳号位置", "凳号、位置", "凳号/地址", "凳号/单元"),
        _at,
    ),
    *(replace(one, required=False, assumed=()) for one in PLACE),
    replace(_SPOT, example=None),
    Column(
        "role",
        Phrase("巡查人（角色）", "Inspected by (role)"),
        ("巡查人角色", "巡查角色", "检查人(角色)", "检查人角色", "巡检人(角色)", "巡查人员(角色)", "角色"),
        _role,
        note=Phrase("只写角色，不写姓名", "The role, never a name"),
        example=ROLES.phrase("grid_worker"),
        offers=ROLES,
    ),
    Column(
        "faults",
        Phrase("检查项", "Items"),
        ("检查项目", "毛病", "问题类别", "不合格项", "损坏项", "faults"),
        _items,
        note=Phrase("有毛病的项，可写几项：松动、开裂；完好就留空", "What is wrong: loose, cracked; blank if good"),
        example=INSPECTION_ITEMS.phrase("loose"),
        offers=INSPECTION_ITEMS,
    ),
    Column(
        "result",
        Phrase("结果", "Result"),
        ("巡查结果", "检查结果", "巡检结果", "巡查情况", "检查情况"),
        _result,
        required=True,
        note=Phrase("完好、需维修、停用、缺失", "good, needs-repair, out-of-use, missing"),
        example=INSPECTION_RESULTS.phrase("needs_repair"),
        offers=INSPECTION_RESULTS,
    ),
    Column(
        "severity",
        Phrase("隐患等级", "Severity"),
        ("隐患级别", "等级", "严重程度"),
        _severity,
        offers=SEVERITIES,
    ),
    Column(
        "text",
        Phrase("存在问题", "What is wrong"),
        ("问题描述", "问题说明", "发现问题", "发现的问题", "情况说明", "隐患描述", "故障描述"),
        wording,
        note=Phrase("看到了什么，不写姓名、电话", "What was seen; no names, no numbers of telephones"),
        example=Phrase("左侧螺栓松", "a bolt is loose"),
    ),
    Column(
        "measure",
        Phrase("处理措施", "Measures"),
        (
            "处理情况",
            "处理结果",
            "处置措施",
            "处置情况",
            "维修内容",
            "维修情况",
            "维修措施",
            "整改措施",
            "整改情况",
        ),
        wording,
        example=Phrase("拧紧", "tightened"),
    ),
    Column(
        "by_whom",
        Phrase("维修单位", "Repaired by"),
        ("维修方", "承修单位", "施工单位", "维修部门", "处理单位", "整改单位"),
        wording,
        note=Phrase("写单位，不写姓名", "An organisation, never a name"),
        example=Phrase("物业", "the managers"),
    ),
    Column(
        "cost",
        Phrase("费用（元）", "Cost (yuan)"),
        ("费用", "维修费用", "维修费用(元)", "维修费", "金额", "金额(元)", "花费"),
        _cost,
        note=Phrase("以元为单位，修好了才写", "In yuan, once it is done"),
        example="18.50",
    ),
    Column(
        "opened_on",
        Phrase("报修日期", "Reported on"),
        ("报修时间", "派单日期", "上报日期", "上报时间"),
        dated,
        note=Phrase("哪天报修的；不写就是巡查那天", "When it was reported; else the day of the inspection"),
        example="2022-12-06",
    ),
    Column(
        "done_on",
        Phrase("修复日期", "Repaired on"),
        ("修复时间", "维修日期", "维修时间", "修好日期", "完成日期", "完成时间", "整改日期", "整改完成日期"),
        dated,
        note=Phrase("修好了才写", "Once it is done"),
        example="2022-12-08",
    ),
    Column(
        "recheck",
        Phrase("复查", "Looked at again"),
        ("复查情况", "复查结果", "复查日期", "反馈结果", "复核", "复核情况", "复核结果"),
        _recheck,
        note=Phrase("日期加结果就记一次巡查：2022-12-10 完好", "A day and a result: 2022-12-10 good"),
    ),
    Column("note", Phrase("备注", "Note"), ("备注说明", "说明"), wording),
)
