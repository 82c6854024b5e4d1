"""What is behind the figures of the reconciliation: how they are counted, the gifts and the tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.reconciliation import STATES
from songyu_cli.domain.wording import Phrase, verbatim
from songyu_cli.views.drawing import Drawing, Heading
from songyu_cli.views.reconciliation import REPLACED, UNKNOWN, gifts_phrase, state_phrase
from songyu_cli.views.words import dotted, ranged_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.reconciliation import Line

_FORMULAS = (
    Phrase(
        "认捐、收到：登记的各笔相加；未载明的不算作 0",
        "Pledged, received: the sum of what was written down; what is not stated is not counted as 0",
    ),
    Phrase(
        "已装：凳子减去已更换的，= 在用 + 停用 + 拆除 + 待投用，各行合计就是各批的已装",
        "Installed: benches less those replaced, = in use + out of use + retired + pending; the lines add up to "
        "the batches' own",
    ),
    Phrase(
        "收到和装了相比时，已更换的也算装了；资金不折成凳子",
        "Beside what was received, replaced ones count as put up; money is not turned into benches",
    ),
)


def explained(lines: Sequence[Line]) -> list[Drawing]:
    """Draw how the figures are counted, and for each line the gifts by number and the benches by tag."""
    things: list[Drawing] = [Heading(Phrase("怎么来的", "What is behind the figures")), *_FORMULAS] if lines else []
    for line in lines:
        parts = [
            *_gifts(Phrase("认捐", "pledged"), line.pledges),
            *_gifts(Phrase("收到", "received"), line.receipts),
            *(_tags(state, line.tags[state]) for state in STATES if line.tags[state]),
        ]
        who = dotted(verbatim(line.name) if line.name else UNKNOWN, _scope(line))
        things += [who, *(parts or [Phrase("  没有记录", "  nothing is written down")])]
    return things


def _scope(line: Line) -> Phrase | None:
    if line.batch is not None:
        return Phrase("第{n}批", "batch {n}").format(n=line.batch)
    return Phrase("整个项目", "the whole programme") if line.pledges or line.receipts else None


def _gifts(name: Phrase, numbers: Sequence[int]) -> list[Phrase]:
    line = Phrase("  {name}：{gifts}", "  {name}: {gifts}")
    return [line.format(name=name, gifts=gifts_phrase(numbers))] if numbers else []


def _tags(state: str, tags: Sequence[str]) -> Phrase:
    said = REPLACED.format(n=len(tags)) if state == "replaced" else state_phrase(state, len(tags))
    return Phrase("  {said}：{tags}", "  {said}: {tags}").format(said=said, tags=ranged_tags(tags))
