"""Benches as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from songyu_cli.domain.benches import Bench
from songyu_cli.domain.choices import BENCH_STATES
from songyu_cli.domain.wording import Phrase
from songyu_cli.views.drawing import Column, Drawing, Listing, Table
from songyu_cli.views.words import (
    STATE,
    benches_phrase,
    foot,
    number_column,
    text_column,
    unit_column,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def listing(found: Sequence[Bench]) -> Listing:
    """Return benches as a listing."""
    empty = Phrase(
        "没有符合条件的凳子。安装：songyu bench install 12-3", "No such benches. To install: songyu bench install 12-3"
    )
    return Listing(found, Bench, empty)


def table(found: Listing) -> list[Drawing]:
    """Draw benches with their number at the foot."""
    if not found.rows:
        return [found.empty]
    donors = any(bench.partner for bench in found.rows)
    columns = (
        text_column("凳号", "Tag", "tag", keep=True),
        unit_column(found.rows),
        text_column("位置", "Spot", "spot"),
        *([text_column("捐赠", "Donor", "partner")] if donors else []),
        Column(STATE, lambda bench: BENCH_STATES.phrase(bench.state)),
        text_column("安装", "Installed", "installed_on", keep=True),
        text_column("投用", "In use since", "in_use_on", keep=True),
        number_column("需求", "Demand", "demand"),
    )
    summary = Phrase("{n}凳子，在用 {in_use} 张", "{n}, {in_use} in use").format(
        n=benches_phrase(len(found.rows)), in_use=sum(bench.state == "in_use" for bench in found.rows)
    )
    return [Table(columns, found.rows), foot(found.rows, summary)]
