"""Whose story is meant: a stairwell, a demand, a bench, a batch or a partner, by how it is written.

A bare number is always a demand: a stairwell has two parts, a tag begins with B, a batch is called one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import NotFound, UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.numerals import NUMERALS
from songyu_cli.domain.partners import PartnersAlike
from songyu_cli.domain.wording import Phrase

_NOUNS = {
    "unit": "单元|unit|stairwell",
    "demand": "需求|demand",
    "bench": "凳号|凳子|凳|安心凳|bench",
    "batch": "批次|batch",
    "partner": "共建单位|捐赠单位|单位|partner|donor",
}
_TAG = "b[0-9]+-[0-9]+"
_DEMAND = "第? ?#?([0-9]+) ?号?(?: ?需求)?"
_BATCH = f"第? ?([0-9]+|[{NUMERALS}]{{1,9}}) ?批次?"


class Subject(NamedTuple):
    """What somebody typed; `noun` is None where it may be an address or a partner's name."""

    noun: str | None
    text: str


class NothingToTrace(UsageRefused):
    """Nothing was named whose story could be told."""

    sentence = Phrase("没有说要看什么的来龙去脉。", "Nothing was named whose story to tell.")
    hint = Phrase(
        "写单元 12-3、需求 17、凳号 B1-001、第1批，或单位的名称。",
        "Name a stairwell 12-3, a demand 17, a bench B1-001, batch 1, or a partner.",
    )


class OneAtATime(UsageRefused):
    """Several things were named."""

    sentence = Phrase("一次只说一样的来龙去脉，写的是“{text}”。", "One story at a time, not “{text}”.")
    hint = Phrase(
        "例如：songyu trace 12-3；名称里有空格就加引号。", "For example: songyu trace 12-3; quote a name with spaces."
    )


class NothingByThatName(NotFound):
    """What was typed is neither an address nor the name of a partner."""

    sentence = Phrase("没有叫“{text}”的单元，也没有这个单位。", "There is no stairwell and no partner “{text}”.")
    hint = Phrase(
        "写单元 12-3、需求 17、凳号 B1-001、第1批，或单位名称（songyu partner list）。",
        "Name a stairwell 12-3, a demand 17, a bench B1-001, batch 1, or a partner (songyu partner list).",
    )

    def __init__(self, text: str) -> None:
        super().__init__(text=quoted(text))


class WhichPartner(UsageRefused):
    """A part of a name that several partners have; a bare number would be a demand."""

    sentence = PartnersAlike.sentence
    hint = Phrase(
        "写全名，或用编号：songyu trace --partner {first}。",
        "Write the whole name, or give its number: songyu trace --partner {first}.",
    )


def read_subject(text: str) -> Subject:
    """Return what is meant: a word for what it is may stand before it, and tags, numbers and batches need none."""
    plain = " ".join(folded(text).split())
    for noun, words in _NOUNS.items():
        named = re.fullmatch(rf"(?:{words})(?: |(?=#?[0-9]|第|B[0-9]))(.+)", plain, re.IGNORECASE)
        if named:
            return Subject(noun, named[1])
    if re.fullmatch(_TAG, plain, re.IGNORECASE):
        return Subject("bench", plain)
    for noun, pattern in (("demand", _DEMAND), ("batch", _BATCH)):
        number = re.fullmatch(pattern, plain)
        if number:
            return Subject(noun, number[1])
    return Subject(None, text)
