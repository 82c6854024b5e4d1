"""Lists of addresses in one text: 12幢3、4单元 taken apart into texts that each name one place."""

from __future__ import annotations

import re

from songyu_cli.domain.address_grammar import BARE, BUILDING_WORD, NUMBER, SPOT, UNIT_WORD
from songyu_cli.domain.address_refusals import Ambiguous
from songyu_cli.domain.estates import read_number

_LONGEST_RUN = 30  # units or buildings in 1至30; more is a slip
_SEPARATOR = r"[、,;&+\s]+|(?<=[0-9A-Z元洞道梯口幢栋座楼号#)])[和及与]"
_UNFINISHED = rf"(?:.*{BUILDING_WORD})?{BARE}"
_WORDED = rf"{BARE}(?P<word>{UNIT_WORD}|{BUILDING_WORD}){SPOT}?"
_RUN = (
    rf"(?P<before>(?:.*{BUILDING_WORD})?)(?P<first>{NUMBER})(?P<dash>[-至到])(?P<last>{NUMBER})"
    rf"(?P<word>{UNIT_WORD}|{BUILDING_WORD})"
)


def split_list(plain: str, written: str) -> list[str]:
    """Return the pieces of a list, numbers without a word given the one that follows them, runs spelled out.

    Raises Ambiguous for a run that cannot be one, such as 12幢9-3单元.
    """
    pieces: list[str] = []
    word = ""
    for part in reversed(re.split(_SEPARATOR, plain)):
        piece = part + word if word and re.fullmatch(_UNFINISHED, part) else part
        worded = re.fullmatch(_WORDED, piece)
        word = worded["word"] if worded else ""
        pieces.append(piece)
    return [single for piece in reversed(pieces) for single in _spelled_out(piece, written)]


def _spelled_out(piece: str, written: str) -> list[str]:
    """Return the members of a run such as 12幢1-3单元 or 12至14幢, and any other piece as it is."""
    run = re.fullmatch(_RUN, piece)
    if not run or (not run["before"] and run["dash"] == "-"):  # 1-3单元 is unit 3 of building 1
        return [piece]
    first, last = read_number(run["first"], written), read_number(run["last"], written)
    if not first or not last or not 0 < last - first < _LONGEST_RUN:
        raise Ambiguous(written=written)
    return [f"{run['before']}{number}{run['word']}" for number in range(first, last + 1)]
