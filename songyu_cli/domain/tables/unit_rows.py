"""The register of stairwells as a table: its columns, and what makes one of its rows a record."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from songyu_cli.domain.bands import BAND_WORDS, BANDS, BandsDoNotNest
from songyu_cli.domain.tables.cells import counted, dated, free_text, wording
from songyu_cli.domain.tables.columns import Column, Fault, Kind
from songyu_cli.domain.tables.places import PLACE, read_place
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Hashable

    from songyu_cli.domain.addresses import Address
    from songyu_cli.domain.dates import Date
    from songyu_cli.domain.tables.columns import Sight, Values

NO_COUNT_DATE = Fault(
    "as_of",
    "no_date",
    Phrase("没有写人数是哪一天的。", "It does not say of which day the counts are."),
    Phrase("加 --on 日期，或在表里加一列“数据日期”。", "Add --on DATE, or a column 数据日期 to the table."),
)


class RegisterRow(NamedTuple):
    """A stairwell of the register. Without any of the last four counts there is no headcount, and no date is needed."""

    unit: Address
    grid: str | None
    households: int | None
    floors: int | None
    as_of: Date | None
    source: str | None
    residents: int | None
    elderly_60: int | None
    elderly_65: int | None
    elderly_80: int | None


def _register_row(values: Values, sight: Sight) -> RegisterRow | list[Fault]:
    get = values.get
    unit = read_place(values, sight)
    faults = [unit] if isinstance(unit, Fault) else []
    counts = [get(band) for band in BANDS]
    known = [count for count in counts if count is not None]
    if known != sorted(known, reverse=True):
        faults += _not_nesting(counts)
    as_of = get("as_of")
    if known and not as_of:
        as_of = sight.on or sight.stated
        if not as_of:
            faults.append(NO_COUNT_DATE)
    source = free_text(values, "source", sight) or sight.source
    if faults or isinstance(unit, Fault):
        return faults
    return RegisterRow(unit, free_text(values, "grid", sight), get("households"), get("floors"), as_of, source, *counts)


def _not_nesting(counts: list[int | None]) -> list[Fault]:
    """Return a fault for each age band with more people than the next wider one that is known."""
    known = [(band, count) for band, count in zip(BANDS, counts, strict=True) if count is not None]
    return [
        Fault.of(inner, BandsDoNotNest(inner=BAND_WORDS[inner], more=narrow, outer=BAND_WORDS[outer], fewer=wide))
        for (outer, wide), (inner, narrow) in pairwise(known)
        if narrow > wide
    ]


def _same_count(row: RegisterRow) -> Hashable:
    return row.unit, row.as_of


def _ages(age: int) -> tuple[str, ...]:
    """Return the ways to head a column of people of an age and above."""
    words = [f"{age}{year}{above}" for year in ("岁", "周岁") for above in ("以上", "及以上", "或以上")]
    people = ("", "人数", "人口", "老人", "老人数", "老人人数", "老年人", "老年人数", "老年人口", "的老人", "的老人数")
    return (
        f"{age}+",
        f"{age}+人数",
        f"{age}+老人",
        f"{age}以上",
        f"≥{age}",
        f"≥{age}岁",
        *(w + p for w in words for p in people),
    )


_COUNT = Phrase("有几人，只写确切的数；没有写 0，不知道就留空。", "An exact number; 0 for none, blank if not known.")
_PART = Phrase(
    "有几人，也算在更宽的年龄段里；没有写 0，不知道就留空。", "They count in the wider bands too; blank if not known."
)
UNITS = Kind(
    "units",
    Phrase("单元底账", "register of stairwells"),
    (
        *PLACE,
        Column(
            "households",
            Phrase("户数", "Households"),
            ("总户数", "住户数", "居民户数"),
            counted,
            summed=True,
            note=Phrase("这个单元有几户；不知道就留空。", "Homes behind this entrance; blank if not known."),
            example=12,
        ),
        Column(
            "floors",
            Phrase("层数", "Floors"),
            ("总层数", "楼层数", "地上层数"),
            counted,
            note=Phrase("有几层；不知道就留空。", "How many there are; blank if not known."),
            example=6,
        ),
        Column(
            "residents",
            BAND_WORDS["residents"],
            ("常住人数", "常住人口数", "居民数", "居民人数", "常住居民", "常住居民数"),
            counted,
            assumed=("人口", "人口数", "总人口", "总人口数", "总人数", "人数"),
            summed=True,
            note=_COUNT,
            example=30,
        ),
        Column(
            "elderly_60",
            BAND_WORDS["elderly_60"],
            (*_ages(60), "elderly", "60plus"),
            counted,
            assumed=("老人", "老人数", "老人人数", "老年人", "老年人数", "老年人人数", "老年人口", "老年人口数"),
            summed=True,
            note=_COUNT,
            example=8,
        ),
        Column(
            "elderly_65",
            BAND_WORDS["elderly_65"],
            (*_ages(65), "65plus"),
            counted,
            summed=True,
            note=_PART,
            example=5,
        ),
        Column(
            "elderly_80",
            BAND_WORDS["elderly_80"],
            (*_ages(80), "80plus", "高龄", "高龄老人", "高龄老人数", "高龄人数", "高龄老年人"),
            counted,
            summed=True,
            note=_PART,
            example=1,
        ),
        Column(
            "grid",
            Phrase("网格", "Grid"),
            ("所属网格", "网格名称", "网格号", "网格编号", "微网格"),
            wording,
            fill_down=True,
            note=Phrase("所属网格；空着就和上一行一样，没有写“—”。", "Blank is the same as the row above; — for none."),
            example="一网格",
        ),
        Column(
            "as_of",
            Phrase("数据日期", "Counted on"),
            ("截至", "截至日期", "截止日期", "统计日期", "统计时间", "数据时间"),
            dated,
            note=Phrase("人数是哪一天的，要带年份；写了人数就要填。", "The day of the counts, with its year."),
            example="2022-03-01",
        ),
        Column(
            "source",
            Phrase("数据来源", "Source"),
            ("来源",),
            wording,
            note=Phrase("人数从哪里来：社区数据平台、走访。", "Where the counts come from."),
            example=Phrase("社区数据平台", "community data platform"),
        ),
    ),
    _register_row,
    _same_count,
)
"""单元底账: one row a stairwell, with counts."""
