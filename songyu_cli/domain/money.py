"""Money: read exactly, kept in fen (分), a hundredth of a yuan. No float is ever involved."""

from __future__ import annotations

import re

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.refused_cells import CellRefused
from songyu_cli.domain.wording import Phrase, verbatim

LARGEST_YUAN = 1_000_000_000

_WRITTEN = (
    r"(?:¥|人民币|rmb|cny)?\s*(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.(?P<part>[0-9]{1,12}))?\s*"
    r"(?P<wan>万)?\s*(?:元整|元|块钱|块|圆|rmb|cny|yuan)?"
)
_ROUGH = r"[约多余几~?≈≥≤><+]|若干|左右|上下|以上|以下|大概|至少|不到|[0-9万元]\s*[-至到]\s*[0-9]"
_WAN = 4  # 万 moves the point by so many places
_FEN = 2  # and fen are so many places of a yuan
_REASONS = {
    "approximate_money": (
        Phrase("是个约数", "is only a rough sum"),
        Phrase("请写确切的数；不知道就不写。", "Write the exact sum, or leave it out if it is not known."),
    ),
    "negative_money": (Phrase("是负数", "is below zero"), Phrase("请写 0 或更大的数。", "Write 0 or more.")),
    "part_of_fen": (
        Phrase("比分还细", "is finer than a fen"),
        Phrase("最多写到分，如 35.50。", "Write two decimals at most, such as 35.50."),
    ),
    "unparsed_money": (
        Phrase("读不成一个钱数", "cannot be read as a sum of money"),
        Phrase(
            "以元为单位，如 35、35.5、1,234.50、￥35、5万；最多 10 亿。",
            "Write yuan: 35, 35.5, 1,234.50, ￥35 or 5万; a thousand million at most.",
        ),
    ),
}


class MoneyRefused(CellRefused):
    """A sum of money that cannot be taken exactly as it is written."""

    reasons = _REASONS


def read_money(text: str) -> int:
    """Return a sum written in yuan as fen: 35, 35.5, 1,234.50, ￥35, 35元, 5万. Raises MoneyRefused."""
    plain = folded(text).casefold()
    if re.search(_ROUGH, plain):
        raise MoneyRefused("approximate_money", text)
    if plain.startswith(("-", "负", "¥-")):
        raise MoneyRefused("negative_money", text)
    written = re.fullmatch(_WRITTEN, plain)
    if not written:
        raise MoneyRefused("unparsed_money", text)
    places = _FEN + (_WAN if written["wan"] else 0)
    part = (written["part"] or "").ljust(places, "0")
    if part[places:].strip("0"):
        raise MoneyRefused("part_of_fen", text)
    fen = int(written["whole"].replace(",", "") + part[:places])
    if fen > LARGEST_YUAN * 100:
        raise MoneyRefused("unparsed_money", text)
    return fen


def yuan(fen: int) -> str:
    """Return fen as yuan: 1,234.50, or 35 where there are none to spare."""
    whole, part = divmod(fen, 100)
    return f"{whole:,}.{part:02}" if part else f"{whole:,}"


def money_phrase(fen: int) -> Phrase:
    """Return fen as people say them: 1,234.50 元, 1,234.50 yuan."""
    return Phrase("{sum} 元", "{sum} yuan").format(sum=verbatim(yuan(fen)))
