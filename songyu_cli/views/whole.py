"""A ledger that was made from an exported one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.wording import Phrase
from songyu_cli.views.words import moment

if TYPE_CHECKING:
    from songyu_cli.domain.whole import Rebuilt
    from songyu_cli.views.drawing import Drawing


def rebuilt(made: Rebuilt, spoken: str) -> list[Drawing]:
    """Say that the ledger is as it was exported, and what to type next so that a command meets it."""
    last = moment(made.last_entry_at or "—")
    return [
        Phrase(
            "账本 {ledger} 和导出时一样：{units} 个单元、{demands} 条需求、{benches} 张凳子，日志 {entries} 条",
            "{ledger} is as exported: stairwells {units}, demands {demands}, benches {benches}, log {entries}",
        ).format(
            ledger=made.ledger, units=made.units, demands=made.demands, benches=made.benches, entries=made.entries
        ),
        Phrase("{community} · 日志最后一条：{last}", "{community} · last entry of the log: {last}").format(
            community=made.community, last=last
        ),
        Phrase("下一步：{spoken} report；看日志：{spoken} log", "Next: {spoken} report, or {spoken} log").format(
            spoken=spoken
        ),
    ]
