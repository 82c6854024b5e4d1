"""The columns of the needs list (需求清单), and how their cells are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES, KINDS, REPLY_WAYS, ROLES, VERDICTS, YES_NO
from songyu_cli.domain.dates import Date
from songyu_cli.domain.promises import Promise, read_promises
from songyu_cli.domain.quantities import read_count
from songyu_cli.domain.tables.cells import dated, wording, written
from songyu_cli.domain.tables.columns import Column
from songyu_cli.domain.tables.places import PLACE
from songyu_cli.domain.tables.shares import read_each
from songyu_cli.domain.vocabulary import ChoiceRefused
from songyu_cli.domain.wording import Phrase
from songyu_cli.domain.written_dates import DateRefused, read_cell_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight
    from songyu_cli.domain.vocabulary import Choices


def _chosen(choices: Choices) -> Callable[[Cell, Sight], str | None]:
    """Return what reads a cell as a word of a vocabulary; a blank one is None. It raises ChoiceRefused."""

    def read(cell: Cell, _: Sight) -> str | None:
        text = wording(cell)
        return choices.read(text) if text else None

    return read


def _kind(cell: Cell, sight: Sight) -> str | None:
    text = wording(cell)
    return sight.kinds.read(text) if text else None


def _state(cell: Cell, _: Sight) -> str | None:
    text = wording(cell)
    try:
        return DEMAND_STATES.read(text) if text else None
    except ChoiceRefused:
        return text


def _due(cell: Cell, sight: Sight) -> Date | Promise | None:
    """Read a promised day, of a month its last one, or a number of days: 30天, 15个工作日. Raises DateRefused."""
    try:
        day = read_cell_date(cell, sight.today, future=True)
    except DateRefused:
        try:
            return read_promises(written(cell))[""]
        except (ValueError, KeyError):
            pass
        raise
    return day and Date.of(day.latest())


_VERDICT = re.compile(r"\s*(?P<verdict>[^\s,，:：;；。（(]+)(?P<why>.*)", re.DOTALL)
_BETWEEN, _AFTER = " \t\r\n,，:：;；。（(", " \t\r\n)）。"


def _plan(cell: Cell, _: Sight) -> tuple[str | None, str]:
    """Read 采纳 or 不予采纳 with what follows it; any other text has no verdict."""
    text = wording(cell)
    found = _VERDICT.fullmatch(text)
    try:
        verdict = VERDICTS.read(found["verdict"]) if found else None
    except ChoiceRefused:
        verdict = None
    if not found or not verdict:
        return None, text
    why = found["why"].lstrip(_BETWEEN).rstrip(_AFTER)
    if not why and found["why"].startswith(("：", ":")):
        why = found["why"][1:].strip()  # a reason may be nothing but a mark
    return verdict, why


def planned(verdict: Phrase, why: str) -> Phrase:
    """Return a verdict with its reason in one cell, as it is read again."""
    return Phrase("{verdict}：{why}", "{verdict}: {why}").format(verdict=verdict, why=why)


def _amount(cell: Cell, _: Sight) -> int | None:
    return read_each(cell)


def _times(cell: Cell, _: Sight) -> int | None:
    return read_count(cell)


_FOLLOWS = Phrase("账本自己推算，可以不填。", "The ledger works it out; leave it blank.")
_YES = Phrase("是或否；还没有审核就留空。", "Yes or no; blank if nobody looked at it yet.")
DEMAND_COLUMNS = (
    Column("number", Phrase("序号", "No."), ("序", "no"), written, serial=True, note=_FOLLOWS),
    Column(
        "registered_on",
        Phrase("登记日期", "Registered on"),
        (
            *("登记时间", "受理日期", "受理时间", "反映日期", "反映时间", "提出日期", "提出时间", "收集日期"),
            *("收集时间", "走访日期", "走访时间", "来访日期", "来电日期", "诉求日期"),
        ),
        dated,
        assumed=("日期", "时间"),
        note=Phrase("哪一天听到的，要带年份；每一行都要填。", "The day it was heard, with its year; never blank."),
        example="2022-03-01",
    ),
    Column(
        "channel",
        Phrase("来源", "Channel"),
        ("需求来源", "诉求来源", "来源渠道", "反映渠道", "渠道", "收集渠道", "收集方式", "反映方式"),
        _chosen(CHANNELS),
        note=Phrase("怎样听到的；不填按上门走访。", "How it was heard; blank is a visit at the door."),
        example=CHANNELS.phrase("door"),
        offers=CHANNELS,
    ),
    Column(
        "grid",
        Phrase("网格", "Grid"),
        ("所属网格", "网格名称", "网格号", "网格编号", "微网格"),
        wording,
        fill_down=True,
        note=Phrase("只和底账核对，可以不填。", "Only compared with the register; may be left blank."),
    ),
    *PLACE,
    Column(
        "text",
        Phrase("需求内容", "In their words"),
        (
            *("诉求内容", "反映内容", "反映问题", "反映情况", "居民需求", "居民诉求", "需求描述", "具体需求"),
            *("需求事项", "诉求", "需求", "意见建议", "内容描述"),
        ),
        wording,
        assumed=("内容", "问题", "事项"),
        required=True,
        note=Phrase(
            "居民怎么说的。不写姓名、电话、户号。", "What they asked for; no names, phone numbers or flat numbers."
        ),
        example=Phrase("上楼前没有地方歇脚", "Nowhere to rest before the climb"),
    ),
    Column(
        "kind",
        Phrase("类别", "Kind"),
        ("需求类别", "需求类型", "诉求类别", "类型", "分类", "事项类别"),
        _kind,
        note=Phrase("要什么；不填按凳。", "What is asked for; blank is a bench."),
        example=KINDS.phrase("bench"),
        offers=KINDS,
    ),
    Column(
        "quantity",
        Phrase("数量", "Quantity"),
        ("张数", "数量张", "需求数量", "需求张数", "需要张数", "申请数量"),
        _amount,
        summed=True,
        note=Phrase("要几张、几处；不填按 1。", "How many are asked for; blank is 1."),
        example=1,
    ),
    Column(
        "asked",
        Phrase("同类反映次数", "Asked"),
        ("反映次数", "同类次数", "重复次数", "重复反映次数", "同类反映数"),
        _times,
        note=_FOLLOWS,
    ),
    Column(
        "reasonable",
        Phrase("是否合理", "Reasonable"),
        ("合理", "合理性", "是否合理合规"),
        _chosen(YES_NO),
        note=_YES,
        offers=YES_NO,
    ),
    Column("feasible", Phrase("是否可行", "Feasible"), ("可行", "可行性"), _chosen(YES_NO), note=_YES, offers=YES_NO),
    Column(
        "reason",
        Phrase("理由", "Reason"),
        ("原因", "理由说明", "不予采纳理由", "不采纳理由"),
        wording,
        note=Phrase("不合理、不可行、不予采纳的，一定要写。", "Needed wherever the answer is no."),
    ),
    Column(
        "plan",
        Phrase("处理意见", "Decision"),
        ("办理意见", "处理决定", "决定", "是否采纳", "采纳情况"),
        _plan,
        note=Phrase("采纳或不予采纳，后面可以写理由。", "accepted or declined, and why after it."),
        offers=VERDICTS,
    ),
    Column(
        "owner_role",
        Phrase("责任（角色）", "Responsible"),
        ("责任", "责任角色", "责任方", "承办角色", "承办"),
        _chosen(ROLES),
        note=Phrase("写角色，不写人名。", "A role, never a name."),
        offers=ROLES,
    ),
    Column(
        "due",
        Phrase("办理时限", "Due"),
        ("办结时限", "办理期限", "办结期限", "完成时限", "计划完成日期", "计划完成时间"),
        _due,
        note=Phrase(
            "答应哪一天办好，或多少天：30天、15个工作日；不填按账本的设置。",
            "The day promised, or within how many days; blank follows the ledger's settings.",
        ),
    ),
    Column(
        "state",
        Phrase("状态", "State"),
        ("办理状态", "办理进度", "进度", "办理情况", "当前状态"),
        _state,
        note=_FOLLOWS,
        offers=DEMAND_STATES,
    ),
    Column(
        "replied_on",
        Phrase("回音日期", "Replied on"),
        (
            *("回音时间", "答复日期", "答复时间", "回复日期", "回复时间", "反馈日期", "反馈时间", "告知日期"),
            "回访答复日期",
        ),
        dated,
        note=Phrase("哪一天答复了居民；还没有就留空。", "When they were answered; blank if not yet."),
    ),
    Column(
        "how",
        Phrase("回音方式", "Replied how"),
        ("答复方式", "回复方式", "反馈方式"),
        _chosen(REPLY_WAYS),
        note=Phrase("怎样答复的；写了就要有回音日期。", "How they were answered; needs the day of the reply."),
        offers=REPLY_WAYS,
    ),
    Column(
        "reply",
        Phrase("回音内容", "Reply"),
        ("答复内容", "回复内容", "反馈内容", "答复情况"),
        wording,
        note=Phrase("答复了什么。", "What they were told."),
    ),
    Column(
        "reviewed_on",
        Phrase("审核日期", "Reviewed on"),
        ("审核时间", "评估日期", "研判日期"),
        dated,
        note=Phrase("写了合理、可行的，是哪一天审核的。", "The day of the review, where there was one."),
    ),
    Column(
        "decided_on",
        Phrase("决定日期", "Decided on"),
        ("决定时间", "采纳日期", "议定日期", "审批日期"),
        dated,
        note=Phrase("写了处理意见的，是哪一天定的。", "The day of the decision, where there was one."),
    ),
    Column("note", Phrase("备注", "Note"), ("备注说明", "说明", "情况说明"), wording),
)
