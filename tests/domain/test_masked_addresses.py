"""An address whose flat or telephone was masked reads as it did before: a bad row that comes back must go in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.domain.addresses import AddressRefused, Home, read_address, read_unit
from songyu_cli.domain.masking import TOKENS, mask

HOME = Home("淞渔社区", "斜塘街道", "淞泽家园九区")


@pytest.mark.parametrize(
    "written",
    [
        "12-3-402",
        "12幢3单元402室",
        "12幢3单元402",
        "淞泽家园九区12幢3单元402室",
        "12-3-402室 13812345678",
        "12-3 13812345678",
        "12幢3单元（13812345678）",
        "12幢三单元四〇二室",
    ],
)
def test_what_is_left_of_an_address_is_still_the_address(written):
    masked = mask(written).text
    assert masked != written
    assert read_unit(masked, HOME).address == read_unit(written, HOME).address == read_unit("12-3", HOME).address


@given(st.integers(1, 60), st.integers(1, 9), st.integers(101, 699))
def test_every_flat_may_be_masked(building, label, flat):
    for form in ("{}-{}-{}", "{}幢{}单元{}室", "{}号楼{}单元{}"):
        written = form.format(building, label, flat)
        assert read_unit(mask(written).text, HOME).address.short == f"{building}-{label}"


@pytest.mark.parametrize("token", TOKENS.values())
def test_every_mask_is_left_out(token):
    assert read_unit(f"12-3（{token}）", HOME).address.short == "12-3"


def test_nothing_but_a_mask_is_no_address():
    with pytest.raises(AddressRefused):
        read_address("[户号]", HOME)
