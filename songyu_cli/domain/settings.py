"""What a ledger can be told about its community; every key, what it means, and where it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from songyu_cli.domain.wording import Phrase

MADE_UP = "虚构示例数据，不是真实居民统计 / made-up sample data, not real residents"


class Key(NamedTuple):
    """One setting: what it starts as and what it means."""

    start: str
    about: Phrase


KEYS = {
    "community": Key("", Phrase("社区名", "the community")),
    "subdistrict": Key("", Phrase("街道名", "the subdistrict")),
    "estate": Key("", Phrase("默认小区（带几区）", "the estate, with its zone, that addresses start from")),
    "programme": Key("便民安心凳", Phrase("项目名", "the programme's name")),
    "target": Key("300", Phrase("项目目标（张）", "the programme's target, in benches")),
    "role": Key("clerk", Phrase("默认角色", "the role that acts when none is named")),
    "kinds": Key("", Phrase("另加的需求类别，如 canopy=雨棚", "further kinds of demand, such as canopy=雨棚")),
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
