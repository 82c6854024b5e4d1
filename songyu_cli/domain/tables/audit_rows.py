"""A sheet that was carried from stairwell to stairwell to see what stands there: its columns and its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from songyu_cli.domain.choices import YES_NO
from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.quantities import CountRefused, read_count
from songyu_cli.domain.tables.bench_rows import BENCHES, TAG_FOR_SEVERAL
from songyu_cli.domain.tables.cells import free_text, wording, written
from songyu_cli.domain.tables.columns import Column, Fault, Kind
from songyu_cli.domain.tables.places import PLACE, read_place
from songyu_cli.domain.tables.visit_rows import BY_KEY, VISITS
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Hashable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.sheets import Cell
    from songyu_cli.domain.tables.columns import Sight, Values
    from songyu_cli.domain.tables.visit_rows import Key

_NOT_LOOKED = frozenset({"", "/", "-", "--"})
# What people write under headers such as 在不在, 有没有 or 是否在位, besides yes and no.
_THERE = ("在", "在位", "看到", "看到了", "看见了", "找到", "存在", "seen", "there", "found")
_NOT_THERE = (
    *("不在", "没在", "不在位", "没有", "没了", "没看到", "没看见", "没有看到", "未看到", "没找到", "不存在"),
    *("不见了", "缺失", "missing", "gone"),
)


class SeenUnread(UsageRefused):
    """An answer that is neither yes nor no nor a number."""

    sentence = Phrase("“{text}”看不出是看到了还是没看到。", "“{text}” does not tell whether it was there.")
    hint = Phrase(
        "写是或否；没有看、看不准就留空；没有凳号的行写几张。",
        "Write yes or no, and nothing where nobody looked or is sure; in a row without a tag, how many.",
    )


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A bench that was looked for: `seen` so often, 0 where it was not there, None where nobody looked.

    Without a tag it is about benches that carry none. `filled` is False where nothing was written, also no remark.
    """

    unit: Address | None
    key: Key | None
    on: Date | None
    filled: bool = False
    tag: str | None = None
    seen: int | None = None
    remark: str | None = None


def _seen(cell: Cell, _: Sight) -> int | None:
    """Return the answer in a cell: a number, 1 for yes, 0 for no, None for a dash. Raises SeenUnread."""
    text = folded(written(cell))
    if text in _NOT_LOOKED:
        return None
    word = text.casefold()
    answer = "yes" if word in _THERE else "no" if word in _NOT_THERE else YES_NO.find(text)
    if answer is None:
        try:
            return read_count(text)
        except CountRefused:
            raise SeenUnread(text=quoted(text)) from None
    return int(answer == "yes")


def _audit_row(values: Values, sight: Sight) -> AuditRow | list[Fault]:
    key, tag, seen = (values.get(field) for field in ("key", "tag", "seen"))
    remark = free_text(values, "remark", sight)
    on = sight.on or sight.stated
    if seen is None and not remark:
        return AuditRow(None, None, on)
    faults = [TAG_FOR_SEVERAL] if tag and seen and seen > 1 else []
    unit = read_place(values, sight)
    if isinstance(unit, Fault):
        if key is None:
            faults.append(unit)
        elif values.get("address"):
            sight.told[BY_KEY] += 1
    if faults:
        return faults
    return AuditRow(None if isinstance(unit, Fault) else unit, key, on, filled=True, tag=tag, seen=seen, remark=remark)


def _same_sighting(row: AuditRow) -> Hashable | None:
    """Return the bench that was seen; a row with a key is compared once the ledger has told its stairwell."""
    return row.tag if row.seen and row.key is None else None


AUDITS = Kind(
    "audits",
    Phrase("核对表", "sheet of an audit"),
    (
        *PLACE,
        *(column for column in BENCHES.columns if column.field in ("tag", "spot")),
        Column(
            "seen",
            Phrase("看到了吗", "Seen"),
            ("看到", "看到吗", "是否看到", "在吗", "在不在", "在位", "是否在位", "有没有", "是否存在", "核对结果"),
            _seen,
            required=True,
        ),
        Column("remark", Phrase("备注", "Remark"), ("备注说明", "说明", "情况说明"), wording),
        *(column for column in VISITS.columns if column.field == "key"),
    ),
    _audit_row,
    _same_sighting,
)
"""核对表: one row a bench that should stand there; rows without a tag are about benches that carry none."""
