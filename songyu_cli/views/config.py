"""Settings as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.settings import Setting
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Column, Drawing, Listing, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = (
    Column(Phrase("设置", "Setting"), lambda s: s.key, keep=True),
    Column(Phrase("值", "Value"), lambda s: s.value or None),
    Column(Phrase("含义", "Meaning"), lambda s: s.about),
)


@dataclass(frozen=True)
class NewLedger:
    """A ledger that was just made, and its settings."""

    ledger: str
    settings: dict[str, str]


def settings_table(settings: Sequence[Setting]) -> Listing:
    """Return all settings as a listing."""
    return Listing(settings, Setting, Phrase("", ""))


def settings_drawn(listing: Listing) -> list[Drawing]:
    """Draw the settings of a ledger."""
    return [Table(_COLUMNS, listing.rows)]


def started(new: NewLedger, spoken: str) -> list[Drawing]:
    """Say which ledger was made and what to do next; `spoken` is what to type so that a command meets it."""
    home = Phrase("{community} · {estate} · 目标 {target} 张", "{community} · {estate} · target {target} benches")
    return [
        Phrase("已新建账本 {path}", "Made the ledger {path}").format(path=new.ledger),
        home.format(**new.settings),
        Phrase(
            "下一步：{spoken} unit import 底账.xlsx --on 日期，或 {spoken} unit add 12-3",
            "Next: {spoken} unit import REGISTER.xlsx --on DATE, or {spoken} unit add 12-3",
        ).format(spoken=spoken),
    ]


def setting_line(setting: Setting) -> list[Drawing]:
    """Draw one setting."""
    return [verbatim("{key} = {value}").format(key=setting.key, value=setting.value or "—")]
