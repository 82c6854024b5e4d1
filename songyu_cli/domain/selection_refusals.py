"""What a screening refuses."""

from __future__ import annotations

from songyu_cli.domain.errors import NotFound, RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase


class SelectionNotFound(NotFound):
    """No selection was kept under that number."""

    sentence = Phrase("没有第 {selection} 次筛选。", "There is no selection {selection}.")
    hint = Phrase("看保存过的：songyu unit screen --list。", "See those kept: songyu unit screen --list.")


class NowhereToCut(UsageRefused):
    """A screening without a lower bound and without a number of stairwells."""

    sentence = Phrase("没有说筛选到哪里为止。", "Where to cut the list is missing.")
    hint = Phrase(
        "songyu unit screen --min-elderly 12，或 songyu unit screen --top 35。",
        "songyu unit screen --min-elderly 12, or songyu unit screen --top 35.",
    )


class LeastRefused(UsageRefused):
    """A lower bound that is no number."""

    sentence = Phrase("--min 要一个数，写的是“{given}”。", "--min needs a number, not “{given}”.")
    hint = Phrase("如 --min 12，或 --by 户均 --min 1.5。", "Such as --min 12, or --by per-household --min 1.5.")


class NothingSelected(RuleForbids):
    """A screening that chose nothing is not kept."""

    sentence = Phrase("没有单元入选，没有可保存的。", "No stairwell was chosen; there is nothing to keep.")
    hint = Phrase("放低 --min，或先记人数：songyu unit count。", "Lower --min, or count first: songyu unit count.")


class OptionsClash(UsageRefused):
    """Two options of a screening that do not go together."""

    sentence = Phrase("{one} 不能和 {other} 一起用。", "{one} does not go with {other}.")
    hint = Phrase("{advice}", "{advice}")
