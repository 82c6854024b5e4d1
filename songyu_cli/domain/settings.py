"""What a ledger can be told about its community; every key, what it means, and where it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from songyu_cli.domain.wording import Phrase


class Key(NamedTuple):
    """One setting: what it starts as and what it means."""

    start: str
    about: Phrase


_TABLES = (
    ("units", "单元底账", "the register"),
    ("demands", "需求清单", "the needs list"),
    ("benches", "安装台账", "the table of installations"),
    ("visits", "走访表", "the sheet of a round"),
    ("audits", "核对表", "the sheet of an audit"),
    ("inspections", "巡查记录", "the table of inspections"),
)
KEYS = {
    "community": Key("", Phrase("社区名", "the community")),
    "subdistrict": Key("", Phrase("街道名", "the subdistrict")),
    "estate": Key("", Phrase("默认小区（带几区）", "the estate, with its zone, that addresses start from")),
    "programme": Key("便民安心凳", Phrase("项目名", "the programme's name")),
    "target": Key("300", Phrase("项目目标（张）", "the programme's target, in benches")),
    "role": Key("clerk", Phrase("默认角色", "the role that acts when none is named")),
    "kinds": Key("", Phrase("另加的需求类别，如 canopy=雨棚", "further kinds of demand, such as canopy=雨棚")),
    "reply_within": Key(
        "7", Phrase("几天内答复：7、5w（工作日），可分类别：7, bench=15", "days to reply: 7, 5w (workdays)")
    ),
    "result_within": Key("60", Phrase("几天内办结：60, bench=180, handrail=30w", "days to carry out: 60, bench=180")),
    "rest_days": Key("", Phrase("日历上没有的休息日：2027-02-05..2027-02-11", "days off that the calendar lacks")),
    "work_days": Key("", Phrase("日历上没有的调休上班日：2027-02-14", "adjusted workdays that the calendar lacks")),
    "silent_after": Key("30", Phrase("多少天没有进展算没动静", "days without a step until a matter counts as silent")),
    "inspect_every": Key("90", Phrase("多少天巡查一次凳子", "days from one inspection of a bench to the next")),
    "seat_height": Key("430-480", Phrase("座面高度参考（毫米）", "the seat height to compare with, in mm")),
    "fair_counts": Key("no", Phrase("基本满意算不算满意：是、否", "whether fairly satisfied counts as satisfied")),
    **{  # kept by --save-map
        f"map_{kind}": Key("", Phrase(f"{zh}里自己的表头：表头=字段", f"headers of {en}: HEADER=FIELD"))
        for kind, zh, en in _TABLES
    },
    "note": Key("", Phrase("报告页脚的说明", "a remark at the foot of the report")),
}


@dataclass(frozen=True)
class Setting:
    """One setting as it stands."""

    key: str
    value: str

    @property
    def about(self) -> Phrase:
        """What the setting means."""
        return KEYS[self.key].about
