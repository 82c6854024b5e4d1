"""Head-counts as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.choices import ATTENDEES
from songyu_cli.domain.meetings import PresentRefused, PresentTwice, read_present
from songyu_cli.domain.vocabulary import ChoiceRefused


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["网格员=3"], {"grid_worker": 3}),
        (["网格员3"], {"grid_worker": 3}),
        (["网格员３人"], {"grid_worker": 3}),
        (["网格员 3 人"], {"grid_worker": 3}),
        (["网格员：三"], {"grid_worker": 3}),
        (["resident:12"], {"resident": 12}),
        (["residents=12"], {"resident": 12}),
        (["Grid-Workers = 2"], {"grid_worker": 2}),
        (["居民＝１２"], {"resident": 12}),
        (["居民12名"], {"resident": 12}),
        (["社工=1", "红色管家志愿者=4"], {"clerk": 1, "red_steward": 4}),
        (["网格员3、居民代表 2，上级部门=1;"], {"grid_worker": 3, "resident_rep": 2, "official": 1}),
        (["居民=0"], {"resident": 0}),
        ([], {}),
    ],
)
def test_a_head_count_is_read(typed, found):
    assert read_present(typed) == found


@pytest.mark.parametrize(
    "typed", ["网格员", "3", "=3", "居民=", "居民=约10", "居民3-4", "居民=10多", "居民=-1", "居民 若干"]
)
def test_what_is_no_head_count_is_refused(typed):
    with pytest.raises(PresentRefused) as refusal:
        read_present([typed])
    assert typed in refusal.value.message.zh


def test_a_role_is_counted_once():
    with pytest.raises(PresentTwice) as refusal:
        read_present(["居民=3", "residents=4"])
    assert "居民" in refusal.value.message.zh


@pytest.mark.parametrize("typed", ["记者=2", "boss=2"])
def test_an_unknown_role_is_quoted_as_it_was_typed(typed):
    with pytest.raises(ChoiceRefused) as refusal:
        read_present([typed])
    assert f"“{typed.partition('=')[0]}”" in refusal.value.message.zh


@given(st.dictionaries(st.sampled_from(ATTENDEES.keys), st.integers(0, 5000)), st.sampled_from(["zh", "en"]))
def test_what_is_shown_can_be_typed(present, language):
    shown = [f"{ATTENDEES.phrase(role).within(language)} {people}" for role, people in present.items()]
    assert read_present(shown) == present
