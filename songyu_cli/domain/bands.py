"""The bands that people are counted in: 80+ is part of 65+, of 60+, of all residents. They nest and never add."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from songyu_cli.domain.errors import RuleForbids
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

BANDS = ("residents", "elderly_60", "elderly_65", "elderly_80")
INTERNAL = ("elderly_65", "elderly_80")  # by stairwell they could name a person, and stay in the office
BAND_WORDS = {
    "residents": Phrase("常住人口", "residents"),
    "elderly_60": Phrase("60岁以上", "aged 60+"),
    "elderly_65": Phrase("65岁以上", "aged 65+"),
    "elderly_80": Phrase("80岁以上", "aged 80+"),
}


class BandsDoNotNest(RuleForbids):
    """A narrower age band holds more people than a wider one."""

    sentence = Phrase(
        "{inner}有 {more} 人，多于{outer}的 {fewer} 人；前者包含在后者里。",
        "{more} {inner} cannot be more than {fewer} {outer}: the one is part of the other.",
    )
    hint = Phrase("核对人数后再填。", "Check the numbers and try again.")


class OlderCountTooSmall(RuleForbids):
    """A narrower band, counted alone, holds more people than an older count of a wider one: that one is outdated."""

    sentence = Phrase(
        "{inner}有 {more} 人，多于 {on} 记的{outer} {fewer} 人。",
        "{more} {inner} cannot be more than the {fewer} {outer} of {on}.",
    )
    hint = Phrase(
        "两个数一起报：songyu unit count 单元 --elderly 人数 --elderly-80 人数；走访写 15/12。",
        "Give both: songyu unit count UNIT --elderly N --elderly-80 N; on a round: 15/12.",
    )


_INNER = (("elderly_65", "elderly_60"), ("elderly_80", "elderly_60"), ("elderly_80", "elderly_65"))
OUTER = (*((band, "residents") for band in BANDS[1:]), *_INNER)
"""Each narrower band with a wider one."""


def outdated(new: Mapping[str, int | None], known: Mapping[str, int]) -> tuple[str, str] | None:
    """Return the first band of a new count that exceeds an older, wider one which the new count leaves open."""
    for inner, outer in _INNER:
        narrow, wide = new[inner], known.get(outer)
        if narrow is not None and new[outer] is None and wide is not None and narrow > wide:
            return inner, outer
    return None


def check_bands(residents: int | None, elderly_60: int | None, elderly_65: int | None, elderly_80: int | None) -> None:
    """Check that 80+ is at most 65+, at most 60+, at most all residents; unknown bands are passed over.

    Raises BandsDoNotNest, naming the two bands that disagree.
    """
    known = [
        (band, n)
        for band, n in zip(BANDS, (residents, elderly_60, elderly_65, elderly_80), strict=True)
        if n is not None
    ]
    for (outer, wide), (inner, narrow) in pairwise(known):
        if narrow > wide:
            raise BandsDoNotNest(inner=BAND_WORDS[inner], more=narrow, outer=BAND_WORDS[outer], fewer=wide)
