"""A phrase is filled in both languages, each value in its own."""

from __future__ import annotations

import pytest

from songyu_cli.domain.wording import Phrase, verbatim

TWO = Phrase("{what}有 {n} 张", "{n} of {what}")


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({"what": "凳", "n": 2}, Phrase("凳有 2 张", "2 of 凳")),
        ({"what": Phrase("凳", "benches"), "n": 2}, Phrase("凳有 2 张", "2 of benches")),
        ({"what": Phrase("凳", "benches"), "n": verbatim("二")}, Phrase("凳有 二 张", "二 of benches")),
        ({"what": "{n}", "n": None, "unused": 1}, Phrase("{n}有 None 张", "None of {n}")),
    ],
)
def test_filled(values: dict[str, object], filled: Phrase) -> None:
    assert TWO.format(**values) == filled


def test_a_field_without_a_value_is_a_bug() -> None:
    with pytest.raises(KeyError):
        TWO.format(what=Phrase("凳", "benches"))
