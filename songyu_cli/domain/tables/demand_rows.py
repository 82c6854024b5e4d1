"""The needs list as a table: its columns, and what makes one of its rows a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.choices import CHANNELS, DEMAND_STATES, REPLY_WAYS, ROLES, VERDICTS, YES_NO
from songyu_cli.domain.dates import Date
from songyu_cli.domain.promises import Promise, read_promises
from songyu_cli.domain.quantities import read_count
from songyu_cli.domain.tables.cells import dated, free_text, wording, written
from songyu_cli.domain.tables.columns import Column, Fault, Kind
from songyu_cli.domain.tables.demand_faults import (
    CHECK_DAYS,
    EARLY,
    GIVE_KIND,
    KIND_UNCLEAR,
    NO_CHANNEL,
    NO_DAY,
    NO_KIND,
    NO_REASON,
    NO_REPLY_DAY,
    NO_STEP_DAY,
    NO_WAY,
    NOT_TAKEN,
    NOTHING_ASKED,
)
from songyu_cli.domain.tables.places import PLACE, read_place
from songyu_cli.domain.vocabulary import ChoiceRefused
from songyu_cli.domain.wording import Phrase
from songyu_cli.domain.written_dates import DateRefused, read_cell_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight, Values
    from songyu_cli.domain.vocabulary import Choices


_AS_READ = ("owner_role", "due", "reasonable", "feasible", "replied_on", "how", "asked", "state")


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand of a needs list. Text is masked; without a quantity, one is asked for.

    `due` is the day that was promised, or within how many days. `state`, `asked` and `grid` are only compared; a
    state that is none of ours stays as it is written. Steps that the row does not tell of have no day.
    """

    unit: Address
    registered_on: Date
    channel: str
    kind: str
    quantity: int | None
    text: str | None
    owner_role: str | None = None
    due: Date | Promise | None = None
    reasonable: str | None = None
    feasible: str | None = None
    reviewed_on: Date | None = None
    verdict: str | None = None
    decided_on: Date | None = None
    reason: str | None = None
    decided_why: str | None = None
    replied_on: Date | None = None
    how: str | None = None
    reply: str | None = None
    grid: str | None = None
    asked: int | None = None
    state: str | None = None


def _chosen(choices: Choices) -> Callable[[Cell, Sight], str | None]:
    """Return what reads a cell as a word of a vocabulary; a blank one is None. It raises ChoiceRefused."""

    def read(cell: Cell, _: Sight) -> str | None:
        text = wording(cell)
        return choices.read(text) if text else None

    return read


def _kind(cell: Cell, sight: Sight) -> str | None:
    text = wording(cell)
    return sight.kinds.read(text) if text else None


def _unclear(text: str, sight: Sight) -> Fault | None:
    """Return a fault where a row without a kind speaks of another need than somewhere to sit."""
    others = (one for one in sight.kinds if one.key not in ("bench", "other"))
    named = next((one for one in others if any(word in text for word in (one.phrase.zh, *one.synonyms))), None)
    if named is None or re.search("[凳椅坐歇]", text):
        return None
    return Fault("kind", "kind_unclear", KIND_UNCLEAR.format(kind=named.phrase), GIVE_KIND)


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


_VERDICT = re.compile(r"\s*(?P<verdict>[^\s,，:：;；。（(]+)[\s,，:：;；。（(]*(?P<why>.*?)[)）。\s]*", re.DOTALL)


def _plan(cell: Cell, _: Sight) -> tuple[str | None, str]:
    """Read 采纳 or 不予采纳 with what follows it; any other text has no verdict."""
    text = wording(cell)
    found = _VERDICT.fullmatch(text)
    try:
        return (VERDICTS.read(found["verdict"]), found["why"]) if found else (None, text)
    except ChoiceRefused:
        return None, text


def _demand_row(values: Values, sight: Sight) -> DemandRow | list[Fault]:
    get = values.get
    unit = read_place(values, sight)
    on = get("registered_on") or sight.on
    verdict, why = get("plan") or (None, "")
    said = {**values, "why": why if verdict else None}
    text, reason, reply, tail = (free_text(said, field, sight) for field in ("text", "reason", "reply", "why"))
    denied = "no" in (get("reasonable"), get("feasible"))
    faults = [unit] if isinstance(unit, Fault) else []
    faults += _faults(values, sight, on, text)
    if (denied or verdict == "declined") and not (reason or tail):
        faults.append(NO_REASON)
    if faults or isinstance(unit, Fault) or not on:
        return faults
    judged = bool(get("reasonable") or get("feasible"))
    _tell(sight, values, judged=judged, verdict=verdict)
    step_on = get("replied_on") or on
    return DemandRow(
        unit=unit,
        registered_on=on,
        channel=get("channel") or "door",
        kind=get("kind") or "bench",
        quantity=get("quantity"),
        text=text,
        reviewed_on=(get("reviewed_on") or step_on) if judged else None,
        verdict=verdict,
        decided_on=(get("decided_on") or step_on) if verdict else None,
        reason=reason or (tail if denied else None),
        decided_why="；".join(filter(None, (tail, None if judged and tail else reason))) or None,
        reply=reply,
        grid=get("grid") or None,
        **{field: get(field) for field in _AS_READ},
    )


def _faults(values: Values, sight: Sight, on: Date | None, text: str | None) -> list[Fault]:
    """Return what is wrong with a row, its stairwell and its reasons aside."""
    faults = [] if on else [NO_DAY]
    if values.get("quantity") == 0:
        faults.append(NOTHING_ASKED)
    if (values.get("reply") or values.get("how")) and not values.get("replied_on"):
        faults.append(NO_REPLY_DAY)
    for field in ("due", "reviewed_on", "decided_on", "replied_on"):
        day = values.get(field)
        if on and isinstance(day, Date) and day.certainly_before(on):
            faults.append(Fault(field, "before_registered", EARLY.format(on=on.phrase()), CHECK_DAYS))
    unclear = _unclear(text or "", sight) if not values.get("kind") else None
    return [*faults, unclear] if unclear else faults


def _tell(sight: Sight, values: Values, *, judged: bool, verdict: str | None) -> None:
    """Tell what had to be assumed of a row, and what of it is not taken."""
    undated = (judged and not values.get("reviewed_on")) or (verdict and not values.get("decided_on"))
    told: dict[Phrase, Any] = {
        NO_KIND: not values.get("kind"),
        NO_CHANNEL: not values.get("channel"),
        NO_WAY: values.get("replied_on") and not values.get("how"),
        NO_STEP_DAY: undated,
        NOT_TAKEN["note"]: values.get("note"),
        NOT_TAKEN["plan"]: values.get("plan") and values["plan"][1] and not verdict,
    }
    sight.told.update(phrase for phrase, holds in told.items() if holds)


def _never_twice(_: DemandRow) -> None:
    """Rows that read the same are a demand each: two residents may say the same on one day."""


DEMANDS = Kind(
    "demands",
    Phrase("需求清单", "needs list"),
    (
        Column(
            "registered_on",
            Phrase("登记日期", "Registered on"),
            (
                *("登记时间", "受理日期", "受理时间", "反映日期", "反映时间", "提出日期", "提出时间", "收集日期"),
                *("收集时间", "走访日期", "走访时间", "来访日期", "来电日期", "诉求日期"),
            ),
            dated,
            assumed=("日期", "时间"),
        ),
        Column(
            "channel",
            Phrase("来源", "Channel"),
            ("需求来源", "诉求来源", "来源渠道", "反映渠道", "渠道", "收集渠道", "收集方式", "反映方式"),
            _chosen(CHANNELS),
        ),
        *PLACE,
        Column(
            "grid",
            Phrase("网格", "Grid"),
            ("所属网格", "网格名称", "网格号", "网格编号", "微网格"),
            wording,
            fill_down=True,
        ),
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
        ),
        Column("kind", Phrase("类别", "Kind"), ("需求类别", "需求类型", "诉求类别", "类型", "分类", "事项类别"), _kind),
        Column(
            "quantity",
            Phrase("数量", "Quantity"),
            ("张数", "数量张", "需求数量", "需求张数", "需要张数", "申请数量"),
            lambda cell, _: read_count(cell),
            summed=True,
        ),
        Column(
            "asked",
            Phrase("同类反映次数", "Asked"),
            ("反映次数", "同类次数", "重复次数", "重复反映次数", "同类反映数"),
            lambda cell, _: read_count(cell),
        ),
        Column("reasonable", Phrase("是否合理", "Reasonable"), ("合理", "合理性", "是否合理合规"), _chosen(YES_NO)),
        Column("feasible", Phrase("是否可行", "Feasible"), ("可行", "可行性"), _chosen(YES_NO)),
        Column("reviewed_on", Phrase("审核日期", "Reviewed on"), ("审核时间", "评估日期", "研判日期"), dated),
        Column("plan", Phrase("处理意见", "Decision"), ("办理意见", "处理决定", "决定", "是否采纳", "采纳情况"), _plan),
        Column("decided_on", Phrase("决定日期", "Decided on"), ("决定时间", "采纳日期", "议定日期", "审批日期"), dated),
        Column("reason", Phrase("理由", "Reason"), ("原因", "理由说明", "不予采纳理由", "不采纳理由"), wording),
        Column(
            "owner_role",
            Phrase("责任（角色）", "Responsible"),
            ("责任", "责任角色", "责任方", "承办角色", "承办"),
            _chosen(ROLES),
        ),
        Column(
            "due",
            Phrase("办理时限", "Due"),
            ("办结时限", "办理期限", "办结期限", "完成时限", "计划完成日期", "计划完成时间"),
            _due,
        ),
        Column("state", Phrase("状态", "State"), ("办理状态", "办理进度", "进度", "办理情况", "当前状态"), _state),
        Column(
            "replied_on",
            Phrase("回音日期", "Replied on"),
            (
                *("回音时间", "答复日期", "答复时间", "回复日期", "回复时间", "反馈日期", "反馈时间", "告知日期"),
                "回访答复日期",
            ),
            dated,
        ),
        Column("how", Phrase("回音方式", "Replied how"), ("答复方式", "回复方式", "反馈方式"), _chosen(REPLY_WAYS)),
        Column("reply", Phrase("回音内容", "Reply"), ("答复内容", "回复内容", "反馈内容", "答复情况"), wording),
        Column("note", Phrase("备注", "Note"), ("备注说明", "说明", "情况说明"), wording),
    ),
    _demand_row,
    _never_twice,
)
"""需求清单: one row a demand, with what came of it."""
